#include <functional>

#include "reading.hpp"

// Counting by a calendar, chapter 13: day by day, asking of each whether a rule excludes it.
namespace carveout::reference {
namespace {

constexpr std::int64_t kDay = 86'400;

bool in_range(std::int64_t day) {
  static const std::int64_t first = Date::from_civil(1, 1, 1)->days, last = Date::from_civil(9999, 12, 31)->days;
  return first <= day && day <= last;
}

std::int64_t floor_of(std::int64_t seconds) {
  return seconds >= 0 ? seconds / kDay : -((-seconds + kDay - 1) / kDay);
}

// 13.3: the day of a rule in some year near, or what is observed for it.
bool is_day_of_rule(const Exclusion& exclusion, std::int64_t day) {
  const int year = Date{static_cast<std::int32_t>(day)}.year();
  for (int near = year - 2; near <= year + 2; ++near) {
    const auto itself = exclusion.rule.in_year(near);
    if (!itself) continue;
    std::optional<std::int64_t> instead;
    for (const Observed& one : exclusion.observed) {
      if (one.falls_on != weekday_of(*itself) || instead) continue;
      // The nearest: within three days on either side there is just one.
      for (std::int64_t other = *itself - 3; other <= *itself + 3; ++other) {
        if (weekday_of(other) == one.moved_to) instead = other;
      }
    }
    if (instead == day) return true;
    if (*itself == day && (!instead || exclusion.observed_as_well)) return true;
  }
  return false;
}

bool is_excluded(const CheckedPolicy& policy, const Calendar& calendar, std::int64_t day) {
  for (const Exclusion& one : calendar.exclusions) {
    if (!one.period.includes(Date{static_cast<std::int32_t>(day)})) continue;
    switch (one.kind) {
      case Exclusion::Kind::Weekdays:
        if (one.weekdays[static_cast<std::size_t>(weekday_of(day))]) return true;
        break;
      case Exclusion::Kind::Dates:
        if (one.first.days <= day && day <= one.last.days) return true;
        break;
      case Exclusion::Kind::Rule:
        if (is_day_of_rule(one, day)) return true;
        break;
      case Exclusion::Kind::Calendar:
        if (is_excluded(policy, policy.calendars[one.calendar], day)) return true;
        break;
    }
  }
  return false;
}

// 13.4.
Value days_from(const CheckedPolicy& policy, const Calendar& calendar, const Date& date, std::int64_t days) {
  std::int64_t day = date.days;
  const std::int64_t step = days < 0 ? -1 : 1;
  for (std::int64_t left = days < 0 ? -days : days; left > 0;) {
    day += step;
    if (!in_range(day)) return {};
    if (!is_excluded(policy, calendar, day)) --left;
  }
  return Date{static_cast<std::int32_t>(day)};
}

// By which clock the days of a time are told.
struct Clock {
  const TimeZone* zone = nullptr;
  std::int64_t offset = 0;

  std::int64_t day_of(std::int64_t instant) const { return zone ? zone->day_of(instant) : floor_of(instant + offset); }
  std::int64_t start_of(std::int64_t day) const { return zone ? zone->start_of_day(day) : day * kDay - offset; }
};

// 13.5.
Value time_from(const CheckedPolicy& policy, const Calendar& calendar, const Time& time, std::int64_t seconds) {
  if (seconds == 0) return time;
  Clock clock;
  if (!time.local && calendar.days->zone()) clock.zone = &*calendar.days->zone();
  if (!time.local) clock.offset = time.offset_minutes * 60;
  if (!in_range(clock.day_of(time.seconds))) return {};
  std::int64_t instant = time.seconds, left = seconds < 0 ? -seconds : seconds;
  while (true) {
    // Backwards it is the day that has just run which matters.
    const std::int64_t day = clock.day_of(seconds < 0 ? instant - 1 : instant);
    if (!in_range(day)) return {};
    const std::int64_t edge = clock.start_of(seconds < 0 ? day : day + 1);
    const std::int64_t runs = seconds < 0 ? instant - edge : edge - instant;
    const bool counts = !is_excluded(policy, calendar, day);
    if (counts && runs >= left) {
      instant += seconds < 0 ? -left : left;
      break;
    }
    if (counts) left -= runs;
    instant = edge;
  }
  if (!in_range(clock.day_of(instant))) return {};
  Time result = time;
  result.seconds = instant;
  if (clock.zone) result.offset_minutes = static_cast<std::int16_t>(clock.zone->offset_at(instant) / 60);
  return result;
}

// 7.1: never falls as the moment grows, so that a range goes to a range.
Value end_by_end(const Value& moment, const std::function<Value(const Value&)>& known) {
  if (moment.is_known()) return known(moment);
  Range range = range_of(moment);
  for (Value* end : {&range.low, &range.high}) {
    if (end->is_unknown()) continue;
    *end = known(*end);
    if (end->is_unknown()) return {};
  }
  return value_of(range);
}

template <class T>
Value known_or_unknown(const Checked<T>& result) {
  return result.ok() ? Value(*result) : Value();
}

}  // namespace

Value counted_from(const CheckedPolicy& policy, CalendarId id, const Value& moment, const Value& length, bool forward) {
  const Calendar& calendar = policy[id];
  const auto* duration = length.get_if<Duration>();
  if (!duration || duration->months != 0) return {};
  if (!moment.is_known() && is_time(moment) && !calendar.days->zone()) return {};
  const std::int64_t seconds = forward ? duration->seconds : -duration->seconds;
  return end_by_end(moment, [&](const Value& one) -> Value {
    if (const auto* time = one.get_if<Time>()) return time_from(policy, calendar, *time, seconds);
    const auto* date = one.get_if<Date>();
    return date && seconds % kDay == 0 ? days_from(policy, calendar, *date, seconds / kDay) : Value();
  });
}

Value by_the_clock_of(const CheckedPolicy& policy, CalendarId id, ExprKind kind, const Value& a) {
  const TimeZone& zone = *policy[id].days->zone();
  return end_by_end(a, [&](const Value& one) -> Value {
    Value date = one;
    if (const auto* time = one.get_if<Time>()) date = known_or_unknown(date_in(zone, *time));
    const auto* day = date.get_if<Date>();
    if (!day || kind == ExprKind::DateOfIn) return date;
    return known_or_unknown(kind == ExprKind::StartOfDayIn ? start_of_day_in(zone, *day) : end_of_day_in(zone, *day));
  });
}

}  // namespace carveout::reference
