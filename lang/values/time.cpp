#include <algorithm>
#include <limits>

#include "values/civil.hpp"

namespace carveout {
namespace {

using civil::kSecondsPerDay;
using civil::kSecondsPerHour;
using civil::kSecondsPerMinute;

std::int64_t clamped(__int128 value) noexcept {
  constexpr __int128 kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr __int128 kGreatest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(value, kLeast, kGreatest));
}

std::int64_t offset_seconds(const Time& time) noexcept {
  return time.local ? 0 : time.offset_minutes * kSecondsPerMinute;
}

// What the clock on the wall shows, in seconds since 1970-01-01T00:00:00 on that wall.
std::int64_t wall_clock(const Time& time) noexcept {
  return clamped(__int128{time.seconds} + offset_seconds(time));
}

std::int64_t wall_day(const Time& time) noexcept {
  return civil::floor_divide(wall_clock(time), kSecondsPerDay);
}

// The same offset (or lack of one), with the wall clock at so many seconds.
Time at_wall_clock(const Time& time, std::int64_t seconds) noexcept {
  Time result = time;
  result.seconds = clamped(__int128{seconds} - offset_seconds(time));
  return result;
}

Checked<Time> moved(const Time& time, std::int64_t months, __int128 seconds, DateRounding rounding) {
  const std::int64_t day = wall_day(time);
  const auto by_months = civil::moved_by_months(day, months, rounding);
  if (!by_months.ok()) return by_months.fault();
  const __int128 wall = wall_clock(time) + __int128{*by_months - day} * kSecondsPerDay + seconds;
  const Time result = at_wall_clock(time, clamped(wall));
  const auto date = civil::date_in_range(wall_day(result));
  if (!date.ok()) return date.fault();
  return result;
}

// HH:MM[:SS], in seconds.
std::optional<std::int64_t> take_clock(std::string_view& text) {
  const auto hour = civil::take_digits(text, 2);
  if (!hour || *hour > 23 || !civil::take(text, ':')) return std::nullopt;
  const auto minute = civil::take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const std::int64_t seconds = *hour * kSecondsPerHour + *minute * kSecondsPerMinute;
  if (!civil::take(text, ':')) return seconds;
  const auto second = civil::take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  return seconds + *second;
}

// Z, +HH:MM or -HH:MM, in minutes.
std::optional<int> take_offset(std::string_view& text) {
  if (civil::take(text, 'Z')) return 0;
  const bool negative = civil::take(text, '-');
  if (!negative && !civil::take(text, '+')) return std::nullopt;
  const auto hours = civil::take_digits(text, 2);
  if (!hours || *hours > 23 || !civil::take(text, ':')) return std::nullopt;
  const auto minutes = civil::take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return negative ? -offset : offset;
}

std::string offset_text(int minutes) {
  if (minutes == 0) return "Z";
  const int size = minutes < 0 ? -minutes : minutes;
  return (minutes < 0 ? "-" : "+") + civil::padded(size / 60, 2) + ":" + civil::padded(size % 60, 2);
}

}  // namespace

std::optional<Time> Time::parse(std::string_view text) {
  const std::size_t separator = text.find('T');
  if (separator == std::string_view::npos) return std::nullopt;
  const auto date = Date::parse(text.substr(0, separator));
  if (!date) return std::nullopt;
  text.remove_prefix(separator + 1);
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  Time time;
  time.offset_minutes = static_cast<std::int16_t>(*offset);
  time.seconds = date->days * kSecondsPerDay + *clock - *offset * kSecondsPerMinute;
  return time;
}

std::string Time::to_text() const {
  const std::int64_t clock = civil::floor_remainder(wall_clock(*this), kSecondsPerDay);
  std::string text = date().to_text() + "T" + civil::padded(clock / kSecondsPerHour, 2) + ":" +
                     civil::padded(clock / kSecondsPerMinute % 60, 2);
  if (clock % kSecondsPerMinute != 0) text += ":" + civil::padded(clock % kSecondsPerMinute, 2);
  return local ? text : text + offset_text(offset_minutes);
}

Date Time::date() const noexcept {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int32_t>::max();
  return Date{static_cast<std::int32_t>(std::clamp(wall_day(*this), kLeast, kGreatest))};
}

std::strong_ordering compare(const Time& a, const Time& b) noexcept {
  return a.local == b.local ? a.seconds <=> b.seconds : wall_clock(a) <=> wall_clock(b);
}

Checked<Time> add(const Time& time, const Duration& duration, DateRounding rounding) {
  return moved(time, duration.months, duration.seconds, rounding);
}

Checked<Time> subtract(const Time& time, const Duration& duration, DateRounding rounding) {
  return moved(time, -std::int64_t{duration.months}, -__int128{duration.seconds}, rounding);
}

Checked<Duration> subtract(const Time& a, const Time& b) {
  const bool as_instants = a.local == b.local;
  const std::int64_t from = as_instants ? b.seconds : wall_clock(b);
  const std::int64_t to = as_instants ? a.seconds : wall_clock(a);
  Duration result;
  if (__builtin_sub_overflow(to, from, &result.seconds)) return Fault::DurationOutOfRange;
  return result;
}

Time start_of_day(const Date& date) noexcept {
  return {date.days * kSecondsPerDay, 0, true};
}

Time end_of_day(const Date& date) noexcept {
  return {date.days * kSecondsPerDay + kSecondsPerDay - 1, 0, true};
}

Time start_of_day(const Time& time) noexcept {
  return at_wall_clock(time, time.date().days * kSecondsPerDay);
}

Time end_of_day(const Time& time) noexcept {
  return at_wall_clock(time, time.date().days * kSecondsPerDay + kSecondsPerDay - 1);
}

}  // namespace carveout
