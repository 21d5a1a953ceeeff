#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/calendar.hpp"

// Calendars: which days do not count, and where a day begins and ends. Everything is worked out from the rules written
// in the calendar, so that it is the same on every machine. Spec: language/13-calendars.
namespace carveout {

// In force from `from` (included) until `until` (not included); a missing end is open.
struct Period {
  std::optional<Date> from;
  std::optional<Date> until;
  [[nodiscard]] bool always() const noexcept { return !from && !until; }
  [[nodiscard]] bool includes(const Date& date) const noexcept {
    return !(from && date < *from) && !(until && !(date < *until));
  }
};

enum class Weekday : std::uint8_t { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };
[[nodiscard]] Weekday weekday_of(std::int64_t days) noexcept;  // since 1970-01-01

// One day a year, or none: 4 July, the third Monday of January, two days before Easter.
struct DayRule {
  enum class Base : std::uint8_t { Yearly, Nth, Easter };
  struct Step {
    enum class Kind : std::uint8_t { Days, After, Before, OnOrAfter, OnOrBefore };
    Kind kind{};
    std::int32_t days = 0;  // Days: forward, or back where negative
    Weekday weekday{};      // the others: to the next day, or the last, that is one
  };
  Base base{};
  unsigned month = 1;
  unsigned day = 1;         // Yearly
  unsigned nth = 1;         // Nth: 1 to 4; 0 is the last
  Weekday weekday{};        // Nth
  std::vector<Step> steps;  // applied in this order

  // Days since 1970-01-01, any year. Nothing in a year that lacks the day: 29 February.
  [[nodiscard]] std::optional<std::int64_t> in_year(std::int64_t year) const;
};
// LIMIT: the steps of a rule move by at most so many days in all, so that a day comes from the rule of a year near it.
inline constexpr std::int32_t kMaxRuleShift = 400;

// Where a day of a rule falls on `falls_on`, the nearest `moved_to` does not count, instead of it or as well.
struct Observed {
  Weekday falls_on{};
  Weekday moved_to{};
};
struct Exclusion {
  enum class Kind : std::uint8_t { Weekdays, Dates, Rule, Calendar };
  Kind kind{};
  std::array<bool, 7> weekdays{};  // Weekdays: by Weekday
  Date first;                      // Dates: from this one to that one, both included
  Date last;
  DayRule rule;                    // Rule
  std::vector<Observed> observed;  // Rule
  bool observed_as_well = false;   // `also on …`: the day itself does not count either
  std::uint32_t calendar = 0;      // Calendar: what that one excludes
  Period period;                   // of the days that do not count
  std::string label;
};
// The days of a rule's year that do not count: itself, or what is observed in its place, or both.
struct RuleDays {
  std::array<std::int64_t, 2> days{};
  std::uint32_t count = 0;
};
[[nodiscard]] RuleDays days_in_year(const Exclusion& exclusion, std::int64_t year);

// What comes again: a day each year, or the last day of each week (a Sunday), month, quarter, year.
enum class Recurrence : std::uint8_t { Day, Week, Month, Quarter, Year };
struct Recurring {
  Recurrence each{};
  DayRule rule;  // Day
};
// The first such day on or after a date. Fault: out of range.
[[nodiscard]] Checked<Date> next_of(const Recurring& recurring, const Date& date);

// Clock time of a place: a standard offset, and other offsets for a part of the year.
struct Daylight {
  std::int16_t offset_minutes = 0;
  DayRule begins;
  std::int32_t begins_at = 0;  // minutes after midnight, by the clock until then
  DayRule ends;
  std::int32_t ends_at = 0;
  Period period;  // of the days on which it begins
};
class TimeZone {
 public:
  std::int16_t offset_minutes = 0;
  std::vector<Daylight> daylight;

  // All in seconds since 1970-01-01T00:00Z, and days since 1970-01-01.
  [[nodiscard]] std::int64_t offset_at(std::int64_t instant) const;  // in seconds
  [[nodiscard]] std::int64_t day_of(std::int64_t instant) const;
  [[nodiscard]] std::int64_t start_of_day(std::int64_t day) const;
};

// What a calendar's rules come to. Immutable to its users and thread safe: a table of all days is made when first
// needed, in a few milliseconds, and half a megabyte.
class DaySet;
class CountedDays {
 public:
  // What another calendar excludes within a period. It is not worked out again.
  struct Taken {
    std::shared_ptr<const CountedDays> days;
    Period period;
  };
  // Exclusions without Kind::Calendar. No zone: a day of a time is that of its own offset.
  CountedDays(std::vector<Exclusion> exclusions, std::optional<TimeZone> zone, std::vector<Taken> taken = {});
  ~CountedDays();
  CountedDays(const CountedDays&) = delete;
  CountedDays& operator=(const CountedDays&) = delete;

  [[nodiscard]] const std::optional<TimeZone>& zone() const noexcept { return zone_; }
  [[nodiscard]] bool counts(const Date& date) const;
  [[nodiscard]] std::int64_t how_many_count() const;  // of all there are
  // The n-th day that counts after (before) the date, which is not one of them; the date itself for none. Faults: the
  // duration has months, or part of a day; the result is out of range.
  [[nodiscard]] Checked<Date> add(const Date& date, const Duration& duration) const;
  [[nodiscard]] Checked<Date> subtract(const Date& date, const Duration& duration) const;
  // The first instant by which so much time has run on days that count; backwards, the last from which it has. With the
  // zone's offset there, where there is a zone and the time is not local.
  [[nodiscard]] Checked<Time> add(const Time& time, const Duration& duration) const;
  [[nodiscard]] Checked<Time> subtract(const Time& time, const Duration& duration) const;

 private:
  struct Table;
  class Clock;
  [[nodiscard]] const Table& table() const;
  [[nodiscard]] std::vector<const CountedDays*> with_those_taken_in() const;
  [[nodiscard]] std::unique_ptr<const DaySet> days_that_count() const;
  [[nodiscard]] Checked<Date> moved(const Date& date, std::int64_t by) const;
  [[nodiscard]] Checked<Time> moved(const Time& time, std::int64_t seconds) const;

  std::vector<Exclusion> exclusions_;
  std::optional<TimeZone> zone_;
  std::vector<Taken> taken_;
  mutable std::once_flag days_made_;
  mutable std::unique_ptr<const DaySet> days_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<const Table> table_;
};

// By the clock of a zone. The start and end are instants with its offset; a local time is a wall clock already. Fault:
// out of range.
[[nodiscard]] Checked<Date> date_in(const TimeZone& zone, const Time& time);
[[nodiscard]] Checked<Time> start_of_day_in(const TimeZone& zone, const Date& date);
[[nodiscard]] Checked<Time> end_of_day_in(const TimeZone& zone, const Date& date);

}  // namespace carveout
