#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "carveout/lang/fault.hpp"

namespace carveout {

// What happens to a day that a month does not have (31 January + 1 month): the policy's `round dates`.
// None: the operation is a fault. Spec: language/03-types, "Dates and durations".
enum class DateRounding : std::uint8_t { None, Down, Up };

// A length of time: a calendar part in months, applied first, and an exact part in seconds (written in weeks, days,
// hours, minutes). 1 year = 12 months; 1 day = 86,400 seconds.
struct Duration {
  std::int32_t months = 0;
  std::int64_t seconds = 0;

  // Reads `1 year 6 months`, `48 hours`, `2 weeks 1 day`; units (seconds too) in any order, each at most once, singular
  // or plural; a leading `-` negates the whole; `1 year - 1 day` takes the rest off. Nothing if the text has another
  // form or does not fit.
  [[nodiscard]] static std::optional<Duration> parse(std::string_view text);
  // Canonical text, largest unit first, weeks as days: "1 year 6 months", "14 days", "0 days"; parts of different signs
  // as a difference: "1 year - 1 day". Reads back as the same duration.
  [[nodiscard]] std::string to_text() const;
  friend bool operator==(const Duration&, const Duration&) = default;
};
[[nodiscard]] Checked<Duration> add(const Duration& a, const Duration& b);
[[nodiscard]] Checked<Duration> subtract(const Duration& a, const Duration& b);
[[nodiscard]] Checked<Duration> negate(const Duration& a);
[[nodiscard]] Checked<Duration> multiply(const Duration& a, std::int64_t times);
// Negative, zero or positive as a is shorter, equal, longer, where that is so whichever months are meant. Else a fault:
// 1 month has 28 to 31 days, so it is longer than 27 days, shorter than 32, and does not compare with 30.
[[nodiscard]] Checked<int> compare(const Duration& a, const Duration& b);

// A day of the proleptic Gregorian calendar, years 1 to 9999.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  // Reads exactly `YYYY-MM-DD`, and only days that exist.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);
  [[nodiscard]] static std::optional<Date> from_civil(int year, unsigned month, unsigned day);
  [[nodiscard]] int year() const noexcept;
  [[nodiscard]] unsigned month() const noexcept;
  [[nodiscard]] unsigned day() const noexcept;
  [[nodiscard]] std::string to_text() const;
  friend auto operator<=>(const Date&, const Date&) = default;
};
// Months first, rounded as declared, then days. Fault: part of a day in the duration, a day that does not exist with no
// rounding, a result out of range (a step through a year out of range is none).
[[nodiscard]] Checked<Date> add(const Date& date, const Duration& duration, DateRounding rounding);
[[nodiscard]] Checked<Date> subtract(const Date& date, const Duration& duration, DateRounding rounding);
// The exact duration from b to a, in whole days.
[[nodiscard]] Duration subtract(const Date& a, const Date& b) noexcept;
// Whole years completed at `at` by somebody born on `birth`. Fault: `at` is before `birth`, or the birthday does not
// exist in that year and no rounding is declared.
[[nodiscard]] Checked<std::int64_t> age_at(const Date& at, const Date& birth, DateRounding rounding);

// An instant with the offset it was written in, to the second. The start or end of a day of a `date` has no offset of
// its own (`local`): it takes that of the time it is compared with. Spec: language/03-types, "Times".
struct Time {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z, or of the wall clock where `local`
  std::int16_t offset_minutes = 0;
  bool local = false;

  // Reads `YYYY-MM-DDTHH:MM[:SS](Z|+HH:MM|-HH:MM)`.
  [[nodiscard]] static std::optional<Time> parse(std::string_view text);
  // Wall-clock text with the offset: "2018-03-09T15:00-05:00", seconds only when not 0, "Z" for a zero offset; a
  // local time has no offset.
  [[nodiscard]] std::string to_text() const;
  // The day on the wall clock of its own offset.
  [[nodiscard]] Date date() const noexcept;
};
// Instants compare as instants; against a local time, by the wall clock.
[[nodiscard]] std::strong_ordering compare(const Time& a, const Time& b) noexcept;
// Months on the wall clock first, then the exact part on the instant. The offset stays.
[[nodiscard]] Checked<Time> add(const Time& time, const Duration& duration, DateRounding rounding);
[[nodiscard]] Checked<Time> subtract(const Time& time, const Duration& duration, DateRounding rounding);
[[nodiscard]] Checked<Duration> subtract(const Time& a, const Time& b);
[[nodiscard]] Time start_of_day(const Date& date) noexcept;  // 00:00:00, local
[[nodiscard]] Time end_of_day(const Date& date) noexcept;    // 23:59:59, local
[[nodiscard]] Time start_of_day(const Time& time) noexcept;  // in its own offset
[[nodiscard]] Time end_of_day(const Time& time) noexcept;

}  // namespace carveout
