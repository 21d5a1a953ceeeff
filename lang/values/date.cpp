#include <algorithm>

#include "values/civil.hpp"

namespace carveout {
namespace civil {
namespace {

constexpr std::int64_t kDaysPerEra = 146'097;  // 400 years
constexpr std::int64_t kYearsPerEra = 400;
constexpr std::int64_t kEpochFromEraStart = 719'468;  // 1970-01-01, counted from 0000-03-01

bool is_leap(std::int64_t year) noexcept {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

}  // namespace

// Years that begin on 1 March end with their leap day, and their months' lengths follow a straight line: the days
// before month m (March is 0) are (153 m + 2) / 5. Eras of 400 years repeat exactly.
std::int64_t days_from(const Day& day) noexcept {
  const std::int64_t year = day.year - (day.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divide(year, kYearsPerEra);
  const std::int64_t year_of_era = year - era * kYearsPerEra;
  const std::int64_t month_from_march = (day.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochFromEraStart;
}

Day day_from(std::int64_t days) noexcept {
  const std::int64_t shifted = days + kEpochFromEraStart;
  const std::int64_t era = floor_divide(shifted, kDaysPerEra);
  const std::int64_t day_of_era = shifted - era * kDaysPerEra;
  // Every 4 years (1,460 days and a leap day) less one each century (36,524), more one at the end of the era.
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const auto day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  return {year_of_era + era * kYearsPerEra + (month <= 2 ? 1 : 0), month, day};
}

unsigned days_in_month(std::int64_t year, unsigned month) noexcept {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Checked<std::int64_t> moved_by_months(std::int64_t days, std::int64_t months, DateRounding rounding) {
  if (months == 0) return days;
  const Day from = day_from(days);
  const std::int64_t month_count = from.year * 12 + from.month - 1 + months;
  Day to{floor_divide(month_count, 12), 1, from.day};
  to.month = static_cast<unsigned>(month_count - to.year * 12) + 1;
  const unsigned last = days_in_month(to.year, to.month);
  if (from.day <= last) return days_from(to);
  to.day = last;
  switch (rounding) {
    case DateRounding::None:
      return Fault::NoSuchDay;
    case DateRounding::Down:
      return days_from(to);
    case DateRounding::Up:
      return days_from(to) + 1;
  }
  return Fault::NoSuchDay;
}

Checked<Date> date_in_range(std::int64_t days) {
  if (days < kFirstDay || days > kLastDay) return Fault::DateOutOfRange;
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<int> take_digits(std::string_view& text, std::size_t count) noexcept {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) noexcept {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::string padded(std::int64_t value, std::size_t count) {
  const std::string digits = std::to_string(value);
  return std::string(count - std::min(count, digits.size()), '0') + digits;
}

}  // namespace civil

namespace {

// Months first, then days. A step through a year out of range is no fault as long as the result is in range.
Checked<Date> moved(const Date& date, std::int64_t months, std::int64_t days, DateRounding rounding) {
  const auto by_months = civil::moved_by_months(date.days, months, rounding);
  if (!by_months.ok()) return by_months.fault();
  return civil::date_in_range(*by_months + days);
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  const auto year = civil::take_digits(text, 4);
  if (!year || !civil::take(text, '-')) return std::nullopt;
  const auto month = civil::take_digits(text, 2);
  if (!month || !civil::take(text, '-')) return std::nullopt;
  const auto day = civil::take_digits(text, 2);
  if (!day || !text.empty()) return std::nullopt;
  return from_civil(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::optional<Date> Date::from_civil(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > civil::days_in_month(year, month)) return std::nullopt;
  return Date{static_cast<std::int32_t>(civil::days_from({year, month, day}))};
}

int Date::year() const noexcept {
  return static_cast<int>(civil::day_from(days).year);
}
unsigned Date::month() const noexcept {
  return civil::day_from(days).month;
}
unsigned Date::day() const noexcept {
  return civil::day_from(days).day;
}

std::string Date::to_text() const {
  const civil::Day day = civil::day_from(days);
  return civil::padded(day.year, 4) + "-" + civil::padded(day.month, 2) + "-" + civil::padded(day.day, 2);
}

Checked<Date> add(const Date& date, const Duration& duration, DateRounding rounding) {
  if (duration.seconds % civil::kSecondsPerDay != 0) return Fault::PartOfADay;
  return moved(date, duration.months, duration.seconds / civil::kSecondsPerDay, rounding);
}

Checked<Date> subtract(const Date& date, const Duration& duration, DateRounding rounding) {
  if (duration.seconds % civil::kSecondsPerDay != 0) return Fault::PartOfADay;
  return moved(date, -std::int64_t{duration.months}, -(duration.seconds / civil::kSecondsPerDay), rounding);
}

Duration subtract(const Date& a, const Date& b) noexcept {
  return {0, (std::int64_t{a.days} - b.days) * civil::kSecondsPerDay};
}

Checked<std::int64_t> age_at(const Date& at, const Date& birth, DateRounding rounding) {
  if (at < birth) return Fault::AgeBeforeBirth;
  const std::int64_t years = std::int64_t{at.year()} - birth.year();
  const auto birthday = civil::moved_by_months(birth.days, years * 12, rounding);
  if (!birthday.ok()) return birthday.fault();
  return *birthday > at.days ? years - 1 : years;
}

}  // namespace carveout
