#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "carveout/lang/calendar.hpp"

// What dates, times and durations share. Internal to lang/values.
namespace carveout::civil {

inline constexpr std::int64_t kSecondsPerMinute = 60;
inline constexpr std::int64_t kSecondsPerHour = 60 * kSecondsPerMinute;
inline constexpr std::int64_t kSecondsPerDay = 24 * kSecondsPerHour;

inline constexpr std::int64_t kFirstDay = -719'162;  // 0001-01-01
inline constexpr std::int64_t kLastDay = 2'932'896;  // 9999-12-31

// A year, month and day of the proleptic Gregorian calendar, any year.
struct Day {
  std::int64_t year = 1970;
  unsigned month = 1;
  unsigned day = 1;
};

// Precondition for both: within some 10^9 years of 1970, which every Date and every Duration of months is.
[[nodiscard]] std::int64_t days_from(const Day& day) noexcept;  // since 1970-01-01
[[nodiscard]] Day day_from(std::int64_t days) noexcept;
[[nodiscard]] unsigned days_in_month(std::int64_t year, unsigned month) noexcept;

// The days since 1970-01-01 of the same day so many months later, rounded. Any year; fault: no such day.
[[nodiscard]] Checked<std::int64_t> moved_by_months(std::int64_t days, std::int64_t months, DateRounding rounding);

// The days since 1970-01-01 as a date, or a fault where that is outside the years 1 to 9999.
[[nodiscard]] Checked<Date> date_in_range(std::int64_t days);

// Towards minus infinity. Precondition: divisor > 0.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) noexcept {
  return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

// What floor_divide leaves: 0 to divisor - 1.
[[nodiscard]] constexpr std::int64_t floor_remainder(std::int64_t dividend, std::int64_t divisor) noexcept {
  const std::int64_t remainder = dividend % divisor;
  return remainder < 0 ? remainder + divisor : remainder;
}

// Reads exactly so many digits off the front of the text.
[[nodiscard]] std::optional<int> take_digits(std::string_view& text, std::size_t count) noexcept;
[[nodiscard]] bool take(std::string_view& text, char c) noexcept;
// At least `count` decimal digits, with zeros in front.
[[nodiscard]] std::string padded(std::int64_t value, std::size_t count);

}  // namespace carveout::civil
