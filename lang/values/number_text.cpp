#include <algorithm>
#include <string>

#include "carveout/lang/number.hpp"
#include "values/wide.hpp"

// Reading and writing numbers exactly.
namespace carveout {
namespace {

using wide::I128;
using wide::magnitude;
using wide::U128;

constexpr U128 kMaxPart = ~U128{0} >> 1;

// LIMIT: 10^38 is the greatest power of ten below 2^127.
constexpr int kMaxPlaces = 38;
// LIMIT: a fraction of 127-bit parts with a terminating decimal has at most 126 places (the denominator 2^126) ...
constexpr std::int64_t kMaxTerminatingPlaces = 126;
// ... and a significand below 2^127 * 5^126, which has 127 digits.
constexpr std::size_t kMaxSignificantDigits = 127;
// LIMIT: exponents saturate here; no text is long enough to bring one back into range.
constexpr std::int64_t kExponentCap = 1'000'000'000'000'000;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// significand * 10^exponent; the significand has no zeros at either end, and none at all for zero.
struct Decimal {
  bool negative = false;
  std::string significand;
  std::int64_t exponent = 0;
};

class DecimalReader {
 public:
  explicit DecimalReader(std::string_view text) noexcept : rest_(text) {}

  std::optional<Decimal> read() {
    decimal_.negative = take('-');
    if (!read_whole() || !read_fraction() || !read_exponent() || !rest_.empty()) return std::nullopt;
    const std::size_t end = decimal_.significand.find_last_not_of('0') + 1;
    decimal_.exponent += static_cast<std::int64_t>(decimal_.significand.size() - end);
    decimal_.significand.resize(end);
    return std::move(decimal_);
  }

 private:
  bool take(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_digit() const noexcept { return !rest_.empty() && is_digit(rest_.front()); }
  void keep_digit() {
    // Zeros in front are not significant.
    if (rest_.front() != '0' || !decimal_.significand.empty()) decimal_.significand.push_back(rest_.front());
    rest_.remove_prefix(1);
  }

  bool read_whole() {
    do {
      if (!at_digit()) return false;
      while (at_digit()) keep_digit();
    } while (take('_'));
    return true;
  }
  bool read_fraction() {
    if (!take('.')) return true;
    if (!at_digit()) return false;
    for (; at_digit(); --decimal_.exponent) keep_digit();
    return true;
  }
  bool read_exponent() {
    if (!take('e') && !take('E')) return true;
    const bool negative = take('-');
    if (!negative) take('+');
    if (!at_digit()) return false;
    std::int64_t exponent = 0;
    for (; at_digit(); rest_.remove_prefix(1)) {
      exponent = std::min(exponent * 10 + (rest_.front() - '0'), kExponentCap);
    }
    decimal_.exponent += negative ? -exponent : exponent;
    return true;
  }

  std::string_view rest_;
  Decimal decimal_;
};

// The digits as a number, or nothing where they need more than 127 bits.
std::optional<U128> number_of(std::string_view digits) noexcept {
  if (digits.size() > kMaxPlaces + 1) return std::nullopt;
  U128 value = 0;
  for (const char digit : digits) {
    const U128 unit = static_cast<U128>(digit - '0');
    if (value > (kMaxPart - unit) / 10) return std::nullopt;
    value = value * 10 + unit;
  }
  return value;
}

// Divides the digits in place where that leaves no remainder. Precondition: divisor < 10.
bool divide_exactly(std::string& digits, int divisor) {
  std::string result;
  int remainder = 0;
  for (const char digit : digits) {
    const int part = remainder * 10 + (digit - '0');
    if (part >= divisor || !result.empty()) result.push_back(static_cast<char>('0' + part / divisor));
    remainder = part % divisor;
  }
  if (remainder != 0) return false;
  digits = std::move(result);
  return true;
}

// base^exponent, or nothing where it needs more than 127 bits. Precondition: exponent <= 126.
std::optional<U128> power(U128 base, std::int64_t exponent) noexcept {
  U128 value = 1;
  for (; exponent > 0; --exponent) {
    if (value > kMaxPart / base) return std::nullopt;
    value *= base;
  }
  return value;
}

struct Parts {
  U128 numerator;
  U128 denominator;
};

std::optional<Parts> whole_number(const Decimal& decimal) {
  // Not more zeros than could fit, before any are written.
  if (decimal.exponent > kMaxPlaces) return std::nullopt;
  const auto numerator = number_of(decimal.significand + std::string(static_cast<std::size_t>(decimal.exponent), '0'));
  if (!numerator) return std::nullopt;
  return Parts{*numerator, 1};
}

std::optional<Parts> fraction(Decimal decimal) {
  const std::int64_t places = -decimal.exponent;
  if (places > kMaxTerminatingPlaces || decimal.significand.size() > kMaxSignificantDigits) return std::nullopt;
  // What people write.
  if (const auto numerator = places <= kMaxPlaces ? number_of(decimal.significand) : std::nullopt) {
    const U128 denominator = *power(10, places);
    const U128 shared = wide::gcd(*numerator, denominator);
    return Parts{*numerator / shared, denominator / shared};
  }
  // Lowest terms: the significand does not end in 0, so it shares either twos or fives with 10^places, not both.
  std::int64_t twos = places;
  std::int64_t fives = places;
  while (twos > 0 && divide_exactly(decimal.significand, 2)) --twos;
  while (fives > 0 && divide_exactly(decimal.significand, 5)) --fives;
  const auto numerator = number_of(decimal.significand);
  const auto power_of_two = power(2, twos);
  const auto power_of_five = power(5, fives);
  if (!numerator || !power_of_two || !power_of_five) return std::nullopt;
  if (*power_of_two > kMaxPart / *power_of_five) return std::nullopt;
  return Parts{*numerator, *power_of_two * *power_of_five};
}

std::string digits_of(U128 value) {
  std::string reversed;
  do {
    reversed.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  return {reversed.rbegin(), reversed.rend()};
}

// The places of the shortest decimal that is 1/denominator times a whole number; nothing if there is none within 38.
std::optional<int> terminating_places(U128 denominator) noexcept {
  int twos = 0;
  int fives = 0;
  for (; denominator % 2 == 0; denominator /= 2) ++twos;
  for (; denominator % 5 == 0; denominator /= 5) ++fives;
  const int places = std::max(twos, fives);
  if (denominator != 1 || places > kMaxPlaces) return std::nullopt;
  return places;
}

}  // namespace

std::optional<Number> Number::parse(std::string_view text) {
  const auto decimal = DecimalReader(text).read();
  if (!decimal) return std::nullopt;
  if (decimal->significand.empty()) return Number(0);
  const auto parts = decimal->exponent >= 0 ? whole_number(*decimal) : fraction(*decimal);
  if (!parts) return std::nullopt;
  const I128 numerator = static_cast<I128>(parts->numerator);
  return Number(decimal->negative ? -numerator : numerator, static_cast<I128>(parts->denominator));
}

std::string Number::to_text() const {
  const U128 denominator = magnitude(denominator_);
  std::string text = numerator_ < 0 ? "-" : "";
  const auto places = terminating_places(denominator);
  if (!places) return text + digits_of(magnitude(numerator_)) + "/" + digits_of(denominator);
  text += digits_of(magnitude(numerator_) / denominator);
  if (*places == 0) return text;
  // The remainder is below the denominator, so its multiple is below 10^38.
  const U128 scale = *power(10, *places) / denominator;
  const std::string fraction_digits = digits_of(magnitude(numerator_) % denominator * scale);
  const std::size_t zeros = static_cast<std::size_t>(*places) - fraction_digits.size();
  return text + "." + std::string(zeros, '0') + fraction_digits;
}

}  // namespace carveout
