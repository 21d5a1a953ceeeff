#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "carveout/lang/durations.hpp"
#include "values/civil.hpp"

namespace carveout {
namespace {

using civil::kSecondsPerDay;
using civil::kSecondsPerHour;
using civil::kSecondsPerMinute;

struct Unit {
  std::string_view name;
  std::int64_t months;
  std::int64_t seconds;
};
// Largest first, as texts are written. Seconds come from the difference of two times.
constexpr std::array<Unit, 7> kUnits{{{"year", 12, 0},
                                      {"month", 1, 0},
                                      {"week", 0, 7 * kSecondsPerDay},
                                      {"day", 0, kSecondsPerDay},
                                      {"hour", 0, kSecondsPerHour},
                                      {"minute", 0, kSecondsPerMinute},
                                      {"second", 0, 1}}};
constexpr std::size_t kWeek = 2;

// Wide enough for seven counts of 64 bits in any unit.
struct Sum {
  __int128 months = 0;
  __int128 seconds = 0;
};

class DurationReader {
 public:
  explicit DurationReader(std::string_view text) noexcept : rest_(text) {}

  std::optional<Sum> read() {
    if (rest_.empty() || rest_.back() == ' ') return std::nullopt;
    const bool negated = civil::take(rest_, '-');
    auto total = read_units();
    if (!total) return std::nullopt;
    if (negated) return rest_.empty() ? std::optional(Sum{-total->months, -total->seconds}) : std::nullopt;
    if (rest_.empty()) return total;
    // "1 year - 1 day": what is left after the units is a minus and more of them.
    if (!civil::take(rest_, '-') || !take_spaces()) return std::nullopt;
    const auto taken_off = read_units();
    if (!taken_off || !rest_.empty()) return std::nullopt;
    return Sum{total->months - taken_off->months, total->seconds - taken_off->seconds};
  }

 private:
  bool take_spaces() noexcept {
    const std::size_t before = rest_.size();
    while (civil::take(rest_, ' ')) {
    }
    return rest_.size() < before;
  }

  // One or more counts with their units, up to the end or a minus.
  std::optional<Sum> read_units() {
    Sum sum;
    do {
      const auto count = read_count();
      if (!count || !take_spaces()) return std::nullopt;
      const Unit* unit = read_unit();
      if (unit == nullptr) return std::nullopt;
      sum.months += __int128{*count} * unit->months;
      sum.seconds += __int128{*count} * unit->seconds;
    } while (take_spaces() && !rest_.empty() && rest_.front() != '-');
    return sum;
  }

  std::optional<std::int64_t> read_count() noexcept {
    std::int64_t count = 0;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1), ++digits) {
      if (__builtin_mul_overflow(count, 10, &count)) return std::nullopt;
      if (__builtin_add_overflow(count, rest_.front() - '0', &count)) return std::nullopt;
    }
    return digits == 0 ? std::nullopt : std::optional(count);
  }

  // A unit that has not been read before, singular or plural.
  const Unit* read_unit() noexcept {
    const std::string_view word = rest_.substr(0, std::min(rest_.find(' '), rest_.size()));
    for (std::size_t i = 0; i < kUnits.size(); ++i) {
      const bool plural = word.size() == kUnits[i].name.size() + 1 && word.back() == 's';
      if (word.substr(0, word.size() - (plural ? 1 : 0)) != kUnits[i].name) continue;
      if (seen_[i]) return nullptr;
      seen_[i] = true;
      rest_.remove_prefix(word.size());
      return &kUnits[i];
    }
    return nullptr;
  }

  std::string_view rest_;
  std::array<bool, kUnits.size()> seen_{};
};

std::uint64_t size_of(std::int64_t value) noexcept {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? std::uint64_t{0} - bits : bits;
}

// "1 year 6 months", from the size of each part. Weeks are written as days: "30 days" is what policies say.
std::string units_text(std::uint64_t months, std::uint64_t seconds) {
  std::string text;
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    if (i == kWeek) continue;
    const bool of_months = kUnits[i].months != 0;
    const auto size = static_cast<std::uint64_t>(of_months ? kUnits[i].months : kUnits[i].seconds);
    std::uint64_t& rest = of_months ? months : seconds;
    const std::uint64_t count = rest / size;
    rest %= size;
    if (count == 0) continue;
    if (!text.empty()) text += ' ';
    text += std::to_string(count) + ' ';
    text += kUnits[i].name;
    if (count != 1) text += 's';
  }
  return text;
}

}  // namespace

std::optional<Duration> Duration::parse(std::string_view text) {
  const auto sum = DurationReader(text).read();
  if (!sum) return std::nullopt;
  const Duration result{static_cast<std::int32_t>(sum->months), static_cast<std::int64_t>(sum->seconds)};
  if (result.months != sum->months || result.seconds != sum->seconds) return std::nullopt;
  return result;
}

std::string Duration::to_text() const {
  if (months == 0 && seconds == 0) return "0 days";
  if ((months < 0) != (seconds < 0) && months != 0 && seconds != 0) {
    const std::string calendar = units_text(size_of(months), 0);
    const std::string exact = units_text(0, size_of(seconds));
    return months > 0 ? calendar + " - " + exact : exact + " - " + calendar;
  }
  return (months < 0 || seconds < 0 ? "-" : "") + units_text(size_of(months), size_of(seconds));
}

Checked<Duration> add(const Duration& a, const Duration& b) {
  Duration result;
  if (__builtin_add_overflow(a.months, b.months, &result.months)) return Fault::DurationOutOfRange;
  if (__builtin_add_overflow(a.seconds, b.seconds, &result.seconds)) return Fault::DurationOutOfRange;
  return result;
}

Checked<Duration> subtract(const Duration& a, const Duration& b) {
  Duration result;
  if (__builtin_sub_overflow(a.months, b.months, &result.months)) return Fault::DurationOutOfRange;
  if (__builtin_sub_overflow(a.seconds, b.seconds, &result.seconds)) return Fault::DurationOutOfRange;
  return result;
}

Checked<Duration> negate(const Duration& a) {
  return subtract(Duration{}, a);
}

Checked<Duration> multiply(const Duration& a, std::int64_t times) {
  Duration result;
  if (__builtin_mul_overflow(a.months, times, &result.months)) return Fault::DurationOutOfRange;
  if (__builtin_mul_overflow(a.seconds, times, &result.seconds)) return Fault::DurationOutOfRange;
  return result;
}

namespace {

// The least and the greatest number of days that so many months in a row can have.
struct DaySpan {
  std::int64_t least;
  std::int64_t most;
};
// Never within them, and found at once; from four years on somewhat wider, since not every year is a leap year or none.
DaySpan around_days_of_months(std::int64_t months) {
  constexpr std::int64_t kLeast[12] = {0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334};
  constexpr std::int64_t kMost[12] = {0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337};
  const std::int64_t years = months / 12;
  const auto rest = static_cast<std::size_t>(months % 12);
  return {365 * years + kLeast[rest], 366 * years + kMost[rest]};
}

// Exactly: from the first of each month of the 400 years after which the calendar comes again. The days of months that
// are counted from another day of the month lie between.
DaySpan days_of_months(std::int64_t months) {
  constexpr std::int64_t kMonthsAgain = 4'800;
  constexpr std::int64_t kDaysAgain = 146'097;
  const auto first_of = [](std::int64_t month) {
    return civil::days_from({2000 + month / 12, static_cast<unsigned>(month % 12 + 1), 1});
  };
  DaySpan span{kDaysAgain, 0};
  for (std::int64_t from = 0; from < kMonthsAgain; ++from) {
    const std::int64_t days = first_of(from + months % kMonthsAgain) - first_of(from);
    span = {std::min(span.least, days), std::max(span.most, days)};
  }
  const std::int64_t whole = months / kMonthsAgain * kDaysAgain;
  return {whole + span.least, whole + span.most};
}

}  // namespace

Checked<int> compare(const Duration& a, const Duration& b) {
  const std::int64_t months = std::int64_t{a.months} - b.months;
  const int by_months = (months > 0) - (months < 0);
  const int by_seconds = (a.seconds > b.seconds) - (a.seconds < b.seconds);
  if (by_months * by_seconds >= 0) return by_months != 0 ? by_months : by_seconds;
  // They pull in different directions: certain only where the months outweigh the seconds, or the seconds the months,
  // whichever months they are.
  constexpr std::int64_t kDay = 86'400;
  const __int128 seconds = by_seconds * (static_cast<__int128>(a.seconds) - b.seconds);
  for (const auto span_of : {around_days_of_months, days_of_months}) {
    const DaySpan span = span_of(by_months * months);
    if (static_cast<__int128>(span.least) * kDay > seconds) return by_months;
    if (static_cast<__int128>(span.most) * kDay < seconds) return by_seconds;
  }
  return Fault::DurationsDoNotCompare;
}

bool never_less(const Duration& a, const Duration& b) noexcept {
  const std::int64_t months = std::int64_t{a.months} - b.months;
  const __int128 seconds = static_cast<__int128>(a.seconds) - b.seconds;
  if (months == 0) return seconds >= 0;
  for (const auto span_of : {around_days_of_months, days_of_months}) {
    const DaySpan span = span_of(months < 0 ? -months : months);
    const std::int64_t least = months < 0 ? -span.most : span.least;
    if (static_cast<__int128>(least) * kSecondsPerDay + seconds >= 0) return true;
  }
  return false;
}

}  // namespace carveout
