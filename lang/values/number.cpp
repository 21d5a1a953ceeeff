#include "carveout/lang/number.hpp"

#include "values/wide.hpp"

namespace carveout {
namespace {

using wide::I128;
using wide::magnitude;
using wide::U128;
using wide::U256;

// LIMIT: 127 bits for each part, so that a part and its negation both fit in a signed 128-bit integer.
constexpr U128 kMaxPart = ~U128{0} >> 1;

struct Parts {
  I128 numerator;
  I128 denominator;
};

// The fraction of two coprime parts, or nothing where one of them is too long.
std::optional<Parts> fitted(bool negative, const U256& numerator, const U256& denominator) noexcept {
  if (numerator.high != 0 || numerator.low > kMaxPart) return std::nullopt;
  if (denominator.high != 0 || denominator.low > kMaxPart) return std::nullopt;
  const I128 size = static_cast<I128>(numerator.low);
  return Parts{negative ? -size : size, static_cast<I128>(denominator.low)};
}

U256 quotient(const U256& a, U128 b) noexcept {
  return wide::divide(a, {0, b}).quotient;
}

// Precondition: b, d > 0. Cross reduction leaves coprime products, so only a result that does not fit is refused.
std::optional<Parts> product_of(bool negative, U128 a, U128 b, U128 c, U128 d) noexcept {
  const U128 first = wide::gcd(a, d);
  const U128 second = wide::gcd(c, b);
  return fitted(negative, wide::product(a / first, c / second), wide::product(b / second, d / first));
}

// a + b, of which b's numerator is given apart so that subtraction can negate it.
std::optional<Parts> sum_of(const Number& a, I128 b_numerator, I128 b_denominator) noexcept {
  const U128 left_denominator = magnitude(a.denominator());
  const U128 right_denominator = magnitude(b_denominator);
  const U128 common = wide::gcd(left_denominator, right_denominator);
  const U256 left = wide::product(magnitude(a.numerator()), right_denominator / common);
  const U256 right = wide::product(magnitude(b_numerator), left_denominator / common);
  bool negative = a.numerator() < 0;
  U256 total;
  if (negative == (b_numerator < 0)) {
    total = wide::sum(left, right);
  } else if (left >= right) {
    total = wide::difference(left, right);
  } else {
    negative = !negative;
    total = wide::difference(right, left);
  }
  if (total.is_zero()) return Parts{0, 1};
  // What the total still shares with the common denominator it shares with the common part alone (Knuth 4.5.1).
  const U128 shared = wide::gcd(total, common);
  return fitted(negative, quotient(total, shared),
                wide::product(left_denominator / common, right_denominator / shared));
}

// Where rounding leaves the quotient: one step further from zero than truncation, or not.
bool steps_away(Number::Rounding rounding, bool negative, const U256& remainder, const U256& divisor) noexcept {
  if (remainder.is_zero()) return false;
  switch (rounding) {
    case Number::Rounding::HalfAwayFromZero:
      return wide::sum(remainder, remainder) >= divisor;
    case Number::Rounding::Up:
      return !negative;
    case Number::Rounding::Down:
      return negative;
  }
  return false;
}

}  // namespace

Checked<Number> add(const Number& a, const Number& b) {
  I128 total = 0;
  if (a.is_integer() && b.is_integer() && !__builtin_add_overflow(a.numerator_, b.numerator_, &total) &&
      magnitude(total) <= kMaxPart) {
    return Number(total, 1);
  }
  const auto parts = sum_of(a, b.numerator_, b.denominator_);
  if (!parts) return Fault::NumberOutOfRange;
  return Number(parts->numerator, parts->denominator);
}

Checked<Number> subtract(const Number& a, const Number& b) {
  return add(a, Number(-b.numerator_, b.denominator_));
}

Checked<Number> multiply(const Number& a, const Number& b) {
  const bool negative = (a.numerator_ < 0) != (b.numerator_ < 0);
  const auto parts = product_of(negative, magnitude(a.numerator_), magnitude(a.denominator_), magnitude(b.numerator_),
                                magnitude(b.denominator_));
  if (!parts) return Fault::NumberOutOfRange;
  return Number(parts->numerator, parts->denominator);
}

Checked<Number> divide(const Number& a, const Number& b) {
  if (b.numerator_ == 0) return Fault::DivisionByZero;
  const bool negative = (a.numerator_ < 0) != (b.numerator_ < 0);
  const auto parts = product_of(negative, magnitude(a.numerator_), magnitude(a.denominator_), magnitude(b.denominator_),
                                magnitude(b.numerator_));
  if (!parts) return Fault::NumberOutOfRange;
  return Number(parts->numerator, parts->denominator);
}

Checked<Number> negate(const Number& a) {
  return Number(-a.numerator_, a.denominator_);
}

std::strong_ordering operator<=>(const Number& a, const Number& b) noexcept {
  if (a.denominator_ == b.denominator_ || (a.numerator_ < 0) != (b.numerator_ < 0)) {
    if (a.numerator_ == b.numerator_) return std::strong_ordering::equal;
    return a.numerator_ < b.numerator_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const U256 left = wide::product(magnitude(a.numerator_), magnitude(b.denominator_));
  const U256 right = wide::product(magnitude(b.numerator_), magnitude(a.denominator_));
  return a.numerator_ < 0 ? right <=> left : left <=> right;
}

Checked<Number> round_to(const Number& a, const Number& step, Number::Rounding rounding) {
  if (step.numerator_ <= 0) return Fault::RoundingStepNotPositive;
  const bool negative = a.numerator_ < 0;
  const U128 step_numerator = magnitude(step.numerator_);
  const U128 step_denominator = magnitude(step.denominator_);
  // How many steps there are in a. Their number may need 254 bits where their sum, the result, needs few.
  const U256 divisor = wide::product(magnitude(a.denominator_), step_numerator);
  auto [steps, remainder] = wide::divide(wide::product(magnitude(a.numerator_), step_denominator), divisor);
  if (steps_away(rounding, negative, remainder, divisor)) steps = wide::sum(steps, {0, 1});
  if (steps.is_zero()) return Number(0);
  const U128 shared = wide::gcd(steps, step_denominator);
  const U256 coprime_steps = quotient(steps, shared);
  if (coprime_steps.high != 0) return Fault::NumberOutOfRange;
  const auto parts = fitted(negative, wide::product(coprime_steps.low, step_numerator), {0, step_denominator / shared});
  if (!parts) return Fault::NumberOutOfRange;
  return Number(parts->numerator, parts->denominator);
}

std::optional<std::int64_t> Number::as_int64() const noexcept {
  if (denominator_ != 1) return std::nullopt;
  const auto narrow = static_cast<std::int64_t>(numerator_);
  if (narrow != numerator_) return std::nullopt;
  return narrow;
}

}  // namespace carveout
