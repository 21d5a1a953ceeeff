// Counting by a calendar: how many days count before a day, and which is the n-th.
#include <algorithm>
#include <bit>
#include <unordered_set>

#include "values/day_set.hpp"

namespace carveout {
namespace {

using civil::floor_divide;
using civil::kFirstDay;
using civil::kLastDay;
using civil::kSecondsPerDay;
using civil::kSecondsPerMinute;

constexpr std::int64_t kDays = DaySet::kDays;
constexpr std::int64_t kWordBits = DaySet::kWordBits;
// Longer than from the first day to the last.
constexpr std::int64_t kMostSeconds = kDays * kSecondsPerDay + kSecondsPerDay;

std::int64_t year_of(std::int64_t day) {
  return civil::day_from(day).year;
}

}  // namespace

// What counting by the days that count goes by.
struct CountedDays::Table {
  const DaySet& days;
  std::vector<std::int32_t> before;  // how many count before each word; and in all
  // Days that count and are not of 24 hours, and by how many seconds all of them so far differ.
  std::vector<std::pair<std::int64_t, std::int64_t>> changes;

  Table(const DaySet& that_count, const std::optional<TimeZone>& zone) : days(that_count) {
    std::int32_t total = 0;
    before.reserve(days.words().size() + 1);
    for (const std::uint64_t word : days.words()) {
      before.push_back(total);
      total += std::popcount(word);
    }
    before.push_back(total);
    if (zone) find_changes(*zone);
  }

  [[nodiscard]] bool counts(std::int64_t day) const { return days.has(day); }

  // How many days count before this one. Precondition: kFirstDay <= day <= kLastDay + 1.
  [[nodiscard]] std::int64_t rank(std::int64_t day) const {
    const std::int64_t at = day - kFirstDay;
    const auto word = static_cast<std::size_t>(at / kWordBits);
    if (word == days.words().size()) return before.back();
    const std::uint64_t below = days.words()[word] & ((std::uint64_t{1} << (at % kWordBits)) - 1);
    return before[word] + std::popcount(below);
  }

  // The day before which so many count, and that counts itself.
  [[nodiscard]] std::optional<std::int64_t> with_rank(std::int64_t count) const {
    if (count < 0 || count >= before.back()) return std::nullopt;
    const auto after = std::upper_bound(before.begin(), before.end(), count);
    const auto word = static_cast<std::size_t>(after - before.begin()) - 1;
    std::uint64_t rest = days.words()[word];
    for (std::int64_t skip = count - before[word]; skip > 0; --skip) rest &= rest - 1;
    return kFirstDay + static_cast<std::int64_t>(word) * kWordBits + std::countr_zero(rest);
  }

  // The seconds by which the days before this one that count differ from 24 hours each.
  [[nodiscard]] std::int64_t correction(std::int64_t day) const {
    const auto next = std::lower_bound(changes.begin(), changes.end(), std::pair(day, INT64_MIN));
    return next == changes.begin() ? 0 : std::prev(next)->second;
  }

 private:
  void find_changes(const TimeZone& zone) {
    std::vector<std::int64_t> near;
    for (const Daylight& rule : zone.daylight) {
      const std::int64_t first = rule.period.from ? year_of(rule.period.from->days) - 2 : 0;
      const std::int64_t last = rule.period.until ? year_of(rule.period.until->days) + 10 : 10'000;
      for (std::int64_t year = first; year <= last; ++year) {
        for (const auto& day : {rule.begins.in_year(year), rule.ends.in_year(year)}) {
          // A clock put back at midnight makes the day before longer, one put on over midnight the day after shorter.
          if (day) near.insert(near.end(), {*day - 1, *day, *day + 1});
        }
      }
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    std::int64_t sum = 0;
    for (const std::int64_t day : near) {
      if (!counts(day)) continue;
      const std::int64_t differs = zone.start_of_day(day + 1) - zone.start_of_day(day) - kSecondsPerDay;
      if (differs == 0) continue;
      sum += differs;
      changes.emplace_back(day, sum);
    }
  }
};

// The days of a time, by a zone's clock or by the clock that the time was written by.
class CountedDays::Clock {
 public:
  Clock(const CountedDays& calendar, const Time& time)
      : table_(calendar.table()), zone_(calendar.zone_ && !time.local ? &*calendar.zone_ : nullptr), time_(time) {
    if (!time.local) offset_ = time.offset_minutes * kSecondsPerMinute;
  }

  [[nodiscard]] std::int64_t day_of(std::int64_t instant) const {
    return zone_ ? zone_->day_of(instant) : floor_divide(instant + offset_, kSecondsPerDay);
  }
  [[nodiscard]] std::int64_t start_of(std::int64_t day) const {
    return zone_ ? zone_->start_of_day(day) : day * kSecondsPerDay - offset_;
  }
  // How many seconds have counted before a day begins.
  [[nodiscard]] std::int64_t counted_before(std::int64_t day) const {
    return table_.rank(day) * kSecondsPerDay + (zone_ ? table_.correction(day) : 0);
  }
  [[nodiscard]] std::int64_t counted_until(std::int64_t instant, std::int64_t day) const {
    return counted_before(day) + (table_.counts(day) ? instant - start_of(day) : 0);
  }
  // The first day by whose end more than so much has counted, or where `reached` is enough, so much.
  [[nodiscard]] std::int64_t day_by(std::int64_t counted, bool reached) const {
    std::int64_t low = kFirstDay, high = kLastDay;
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      const std::int64_t by_end = counted_before(middle + 1);
      if (by_end > counted || (reached && by_end == counted))
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }
  [[nodiscard]] Checked<Time> at(std::int64_t instant) const {
    Time result = time_;
    result.seconds = instant;
    if (zone_) result.offset_minutes = static_cast<std::int16_t>(zone_->offset_at(instant) / kSecondsPerMinute);
    const auto day = civil::date_in_range(day_of(instant));
    if (!day.ok()) return day.fault();
    return result;
  }

 private:
  const Table& table_;
  const TimeZone* zone_;
  const Time& time_;
  std::int64_t offset_ = 0;
};

CountedDays::CountedDays(std::vector<Exclusion> exclusions, std::optional<TimeZone> zone, std::vector<Taken> taken)
    : exclusions_(std::move(exclusions)), zone_(std::move(zone)), taken_(std::move(taken)) {}

CountedDays::~CountedDays() = default;

// Those that are taken in before those that take them in, and itself last. Without a call within a call: there may be
// thousands in a row.
std::vector<const CountedDays*> CountedDays::with_those_taken_in() const {
  std::vector<const CountedDays*> out;
  std::unordered_set<const CountedDays*> seen{this};
  std::vector<std::pair<const CountedDays*, std::size_t>> open{{this, 0}};
  while (!open.empty()) {
    const CountedDays* one = open.back().first;
    if (open.back().second == one->taken_.size()) {
      out.push_back(one);
      open.pop_back();
      continue;
    }
    const CountedDays* next = one->taken_[open.back().second++].days.get();
    if (seen.insert(next).second) open.emplace_back(next, 0);
  }
  return out;
}

// Precondition: those of the calendars that it takes in are made.
std::unique_ptr<const DaySet> CountedDays::days_that_count() const {
  auto days = std::make_unique<DaySet>();
  days->exclude(exclusions_);
  for (const Taken& other : taken_) days->exclude_what_lacks(*other.days->days_, other.period);
  return days;
}

const CountedDays::Table& CountedDays::table() const {
  std::call_once(made_, [this] {
    for (const CountedDays* one : with_those_taken_in())
      std::call_once(one->days_made_, [one] { one->days_ = one->days_that_count(); });
    table_ = std::make_unique<const Table>(*days_, zone_);
  });
  return *table_;
}

bool CountedDays::counts(const Date& date) const {
  return table().counts(date.days);
}

// Asked of calendars that nothing may count by: the days of this one are not kept.
std::int64_t CountedDays::how_many_count() const {
  for (const CountedDays* one : with_those_taken_in()) {
    if (one != this) std::call_once(one->days_made_, [one] { one->days_ = one->days_that_count(); });
  }
  return days_that_count()->size();
}

Checked<Date> CountedDays::moved(const Date& date, std::int64_t by) const {
  if (by == 0) return date;
  if (by > kDays || by < -kDays) return Fault::DateOutOfRange;
  const Table& days = table();
  const std::int64_t day = date.days;
  const auto found = days.with_rank(by > 0 ? days.rank(day + 1) + by - 1 : days.rank(day) + by);
  if (!found) return Fault::DateOutOfRange;
  return Date{static_cast<std::int32_t>(*found)};
}

Checked<Date> CountedDays::add(const Date& date, const Duration& duration) const {
  if (duration.months != 0) return Fault::MonthsCounted;
  if (duration.seconds % kSecondsPerDay != 0) return Fault::PartOfADay;
  return moved(date, duration.seconds / kSecondsPerDay);
}

Checked<Date> CountedDays::subtract(const Date& date, const Duration& duration) const {
  if (duration.months != 0) return Fault::MonthsCounted;
  if (duration.seconds % kSecondsPerDay != 0) return Fault::PartOfADay;
  return moved(date, -(duration.seconds / kSecondsPerDay));
}

Checked<Time> CountedDays::moved(const Time& time, std::int64_t seconds) const {
  if (seconds == 0) return time;
  if (seconds > kMostSeconds || seconds < -kMostSeconds) return Fault::DateOutOfRange;
  const Clock clock(*this, time);
  const std::int64_t day = clock.day_of(time.seconds);
  if (day < kFirstDay || day > kLastDay) return Fault::DateOutOfRange;
  const std::int64_t counted = clock.counted_until(time.seconds, day) + seconds;
  if (counted < 0 || counted > clock.counted_before(kLastDay + 1)) return Fault::DateOutOfRange;
  const std::int64_t there = clock.day_by(counted, seconds > 0);
  if (!table().counts(there)) return Fault::DateOutOfRange;  // none counts at all
  return clock.at(clock.start_of(there) + counted - clock.counted_before(there));
}

Checked<Time> CountedDays::add(const Time& time, const Duration& duration) const {
  if (duration.months != 0) return Fault::MonthsCounted;
  return moved(time, duration.seconds);
}

Checked<Time> CountedDays::subtract(const Time& time, const Duration& duration) const {
  if (duration.months != 0) return Fault::MonthsCounted;
  if (duration.seconds < -kMostSeconds) return Fault::DateOutOfRange;
  return moved(time, -duration.seconds);
}

}  // namespace carveout
