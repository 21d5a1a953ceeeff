// Days that come once a year, and the clock of a place.
#include <algorithm>

#include "carveout/lang/counting.hpp"
#include "values/civil.hpp"

namespace carveout {
namespace {

using civil::floor_divide;
using civil::floor_remainder;
using civil::kSecondsPerDay;
using civil::kSecondsPerMinute;

int number_of(Weekday weekday) noexcept {
  return static_cast<int>(weekday);
}

// How far on the next day that is this one is, 0 to 6.
std::int64_t days_until(std::int64_t day, Weekday weekday) noexcept {
  return (number_of(weekday) - number_of(weekday_of(day)) + 7) % 7;
}

std::int64_t days_since(std::int64_t day, Weekday weekday) noexcept {
  return (number_of(weekday_of(day)) - number_of(weekday) + 7) % 7;
}

std::int64_t nth_of_month(std::int64_t year, unsigned month, unsigned nth, Weekday weekday) {
  if (nth == 0) {
    const std::int64_t last = civil::days_from({year, month, civil::days_in_month(year, month)});
    return last - days_since(last, weekday);
  }
  const std::int64_t first = civil::days_from({year, month, 1});
  return first + days_until(first, weekday) + 7 * (std::int64_t{nth} - 1);
}

// The Gregorian computus in whole numbers (Meeus, Jones and Butcher).
std::int64_t easter_sunday(std::int64_t year) {
  const std::int64_t a = year % 19, b = year / 100, c = year % 100;
  const std::int64_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const std::int64_t h = (19 * a + b - d - g + 15) % 30;
  const std::int64_t i = c / 4, k = c % 4;
  const std::int64_t l = (32 + 2 * e + 2 * i - h - k) % 7;
  const std::int64_t m = (a + 11 * h + 22 * l) / 451;
  const std::int64_t n = h + l - 7 * m + 114;
  return civil::days_from({year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)});
}

std::int64_t stepped(std::int64_t day, const DayRule::Step& step) {
  switch (step.kind) {
    case DayRule::Step::Kind::Days:
      return day + step.days;
    case DayRule::Step::Kind::After:
      return day + 1 + days_until(day + 1, step.weekday);
    case DayRule::Step::Kind::Before:
      return day - 1 - days_since(day - 1, step.weekday);
    case DayRule::Step::Kind::OnOrAfter:
      return day + days_until(day, step.weekday);
    case DayRule::Step::Kind::OnOrBefore:
      return day - days_since(day, step.weekday);
  }
  return day;
}

// The days of a rule grow with the years, and its steps move them by at most two (kMaxRuleShift); between two leap days
// there may be eight.
constexpr std::int64_t kYearsMoved = 2;
constexpr std::int64_t kYearsBetween = 8;

std::int64_t year_of(std::int64_t day) {
  return civil::day_from(day).year;
}

std::int64_t years_moved(const DayRule& rule) {
  return rule.steps.empty() ? 0 : kYearsMoved;
}

std::optional<std::int64_t> last_on_or_before(const DayRule& rule, std::int64_t day) {
  const std::int64_t moved = years_moved(rule), latest = year_of(day) + moved;
  for (std::int64_t year = latest; year >= latest - 2 * moved - kYearsBetween; --year) {
    const auto found = rule.in_year(year);
    if (found && *found <= day) return found;
  }
  return std::nullopt;
}

std::optional<std::int64_t> first_on_or_after(const DayRule& rule, std::int64_t day) {
  const std::int64_t moved = years_moved(rule), earliest = year_of(day) - moved;
  for (std::int64_t year = earliest; year <= earliest + 2 * moved + kYearsBetween; ++year) {
    const auto found = rule.in_year(year);
    if (found && *found >= day) return found;
  }
  return std::nullopt;
}

// From when until when daylight time lasts; an end that never comes is none.
struct Lasting {
  std::int64_t begins;
  std::int64_t ends;
};

// The last that has begun by an instant. Those that began before it have ended by its end.
std::optional<Lasting> daylight_begun(const TimeZone& zone, const Daylight& rule, std::int64_t instant) {
  const std::int64_t clock_ahead = (zone.offset_minutes - rule.begins_at) * kSecondsPerMinute;
  std::int64_t latest = floor_divide(instant + clock_ahead, kSecondsPerDay);
  if (rule.period.until) latest = std::min(latest, std::int64_t{rule.period.until->days} - 1);
  const auto first = last_on_or_before(rule.begins, latest);
  if (!first || (rule.period.from && *first < rule.period.from->days)) return std::nullopt;
  const auto last = first_on_or_after(rule.ends, *first + 1);
  return Lasting{*first * kSecondsPerDay - clock_ahead,
                 last ? *last * kSecondsPerDay + (rule.ends_at - rule.offset_minutes) * kSecondsPerMinute : INT64_MAX};
}

Checked<Time> instant_in(const TimeZone& zone, std::int64_t instant) {
  const std::int64_t offset = zone.offset_at(instant);
  const auto day = civil::date_in_range(floor_divide(instant + offset, kSecondsPerDay));
  if (!day.ok()) return day.fault();
  return Time{instant, static_cast<std::int16_t>(offset / kSecondsPerMinute), false};
}

}  // namespace

Weekday weekday_of(std::int64_t days) noexcept {
  return static_cast<Weekday>(floor_remainder(days + 3, 7));  // 1970-01-01 was a Thursday
}

std::optional<std::int64_t> DayRule::in_year(std::int64_t year) const {
  std::int64_t at = 0;
  switch (base) {
    case Base::Yearly:
      if (day > civil::days_in_month(year, month)) return std::nullopt;
      at = civil::days_from({year, month, day});
      break;
    case Base::Nth:
      at = nth_of_month(year, month, nth, weekday);
      break;
    case Base::Easter:
      if (year < 1) return std::nullopt;
      at = easter_sunday(year);
      break;
  }
  for (const Step& step : steps) at = stepped(at, step);
  return at;
}

RuleDays days_in_year(const Exclusion& exclusion, std::int64_t year) {
  RuleDays out;
  const auto day = exclusion.rule.in_year(year);
  if (!day) return out;
  out.days[out.count++] = *day;
  for (const Observed& one : exclusion.observed) {
    if (one.falls_on != weekday_of(*day)) continue;
    const std::int64_t on = days_until(*day, one.moved_to);
    if (!exclusion.observed_as_well) --out.count;
    out.days[out.count++] = *day + (on > 3 ? on - 7 : on);
    break;
  }
  return out;
}

namespace {

std::int64_t end_of_month(std::int64_t year, unsigned month) {
  return civil::days_from({year, month, civil::days_in_month(year, month)});
}

}  // namespace

Checked<Date> next_of(const Recurring& recurring, const Date& date) {
  const civil::Day day = civil::day_from(date.days);
  switch (recurring.each) {
    case Recurrence::Day: {
      const auto next = first_on_or_after(recurring.rule, date.days);
      return next ? civil::date_in_range(*next) : Checked<Date>(Fault::DateOutOfRange);
    }
    case Recurrence::Week:
      return civil::date_in_range(date.days + days_until(date.days, Weekday::Sunday));
    case Recurrence::Month:
      return civil::date_in_range(end_of_month(day.year, day.month));
    case Recurrence::Quarter:
      return civil::date_in_range(end_of_month(day.year, (day.month + 2) / 3 * 3));
    case Recurrence::Year:
      return civil::date_in_range(end_of_month(day.year, 12));
  }
  return date;
}

std::int64_t TimeZone::offset_at(std::int64_t instant) const {
  for (const Daylight& rule : daylight) {
    const auto lasts = daylight_begun(*this, rule, instant);
    if (lasts && instant < lasts->ends) return rule.offset_minutes * kSecondsPerMinute;
  }
  return offset_minutes * kSecondsPerMinute;
}

std::int64_t TimeZone::day_of(std::int64_t instant) const {
  return floor_divide(instant + offset_at(instant), kSecondsPerDay);
}

// The first instant at which the clock shows the day: midnight by one of its offsets, or where the clock is put on over
// midnight, the instant at which it is.
std::int64_t TimeZone::start_of_day(std::int64_t day) const {
  const std::int64_t midnight = day * kSecondsPerDay;
  const std::int64_t standard = midnight - offset_minutes * kSecondsPerMinute;
  std::int64_t first = day_of(standard) == day ? standard : standard + kSecondsPerDay;
  const auto try_at = [&](std::int64_t instant) {
    if (instant < first && day_of(instant) == day) first = instant;
  };
  for (const Daylight& rule : daylight) {
    try_at(midnight - rule.offset_minutes * kSecondsPerMinute);
    // What has begun by the end of the day began on it, or before it and ends on it, if it changes the day at all.
    const auto lasts = daylight_begun(*this, rule, standard + kSecondsPerDay);
    if (!lasts) continue;
    try_at(lasts->begins);
    try_at(lasts->ends);
  }
  return first;
}

Checked<Date> date_in(const TimeZone& zone, const Time& time) {
  return time.local ? civil::date_in_range(floor_divide(time.seconds, kSecondsPerDay))
                    : civil::date_in_range(zone.day_of(time.seconds));
}

Checked<Time> start_of_day_in(const TimeZone& zone, const Date& date) {
  return instant_in(zone, zone.start_of_day(date.days));
}

Checked<Time> end_of_day_in(const TimeZone& zone, const Date& date) {
  return instant_in(zone, zone.start_of_day(std::int64_t{date.days} + 1) - 1);
}

}  // namespace carveout
