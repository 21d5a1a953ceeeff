// Counting by a calendar: how many days count before a day, and which is the n-th.
#include <algorithm>
#include <bit>

#include "carveout/lang/counting.hpp"
#include "values/civil.hpp"

namespace carveout {
namespace {

using civil::floor_divide;
using civil::kFirstDay;
using civil::kLastDay;
using civil::kSecondsPerDay;
using civil::kSecondsPerMinute;

constexpr std::int64_t kDays = kLastDay - kFirstDay + 1;
constexpr std::int64_t kWordBits = 64;
// Longer than from the first day to the last.
constexpr std::int64_t kMostSeconds = kDays * kSecondsPerDay + kSecondsPerDay;

std::int64_t year_of(std::int64_t day) {
  return civil::day_from(day).year;
}

}  // namespace

// A bit for each day of the years 1 to 9999: whether it counts.
struct CountedDays::Table {
  std::vector<std::uint64_t> words;
  std::vector<std::int32_t> before;  // how many count before each word; and in all
  // Days that count and are not of 24 hours, and by how many seconds all of them so far differ.
  std::vector<std::pair<std::int64_t, std::int64_t>> changes;

  Table(const std::vector<Exclusion>& exclusions, const std::optional<TimeZone>& zone) {
    words.assign(static_cast<std::size_t>((kDays + kWordBits - 1) / kWordBits), ~std::uint64_t{0});
    const std::int64_t spare = static_cast<std::int64_t>(words.size()) * kWordBits - kDays;
    words.back() >>= spare;
    for (const Exclusion& exclusion : exclusions) exclude(exclusion);
    std::int32_t total = 0;
    before.reserve(words.size() + 1);
    for (const std::uint64_t word : words) {
      before.push_back(total);
      total += std::popcount(word);
    }
    before.push_back(total);
    if (zone) find_changes(*zone);
  }

  [[nodiscard]] bool counts(std::int64_t day) const {
    if (day < kFirstDay || day > kLastDay) return false;
    const std::int64_t at = day - kFirstDay;
    return (words[static_cast<std::size_t>(at / kWordBits)] >> (at % kWordBits) & 1) != 0;
  }

  // How many days count before this one. Precondition: kFirstDay <= day <= kLastDay + 1.
  [[nodiscard]] std::int64_t rank(std::int64_t day) const {
    const std::int64_t at = day - kFirstDay;
    const auto word = static_cast<std::size_t>(at / kWordBits);
    if (word == words.size()) return before.back();
    const std::uint64_t below = words[word] & ((std::uint64_t{1} << (at % kWordBits)) - 1);
    return before[word] + std::popcount(below);
  }

  // The day before which so many count, and that counts itself.
  [[nodiscard]] std::optional<std::int64_t> with_rank(std::int64_t count) const {
    if (count < 0 || count >= before.back()) return std::nullopt;
    const auto after = std::upper_bound(before.begin(), before.end(), count);
    const auto word = static_cast<std::size_t>(after - before.begin()) - 1;
    std::uint64_t rest = words[word];
    for (std::int64_t skip = count - before[word]; skip > 0; --skip) rest &= rest - 1;
    return kFirstDay + static_cast<std::int64_t>(word) * kWordBits + std::countr_zero(rest);
  }

  // The seconds by which the days before this one that count differ from 24 hours each.
  [[nodiscard]] std::int64_t correction(std::int64_t day) const {
    const auto next = std::lower_bound(changes.begin(), changes.end(), std::pair(day, INT64_MIN));
    return next == changes.begin() ? 0 : std::prev(next)->second;
  }

 private:
  void exclude_day(std::int64_t day, const Period& period) {
    if (day < kFirstDay || day > kLastDay || !period.includes(Date{static_cast<std::int32_t>(day)})) return;
    const std::int64_t at = day - kFirstDay;
    words[static_cast<std::size_t>(at / kWordBits)] &= ~(std::uint64_t{1} << (at % kWordBits));
  }

  void exclude(const Exclusion& exclusion) {
    switch (exclusion.kind) {
      case Exclusion::Kind::Weekdays:
        return exclude_weekdays(exclusion);
      case Exclusion::Kind::Dates:
        for (std::int64_t day = exclusion.first.days; day <= exclusion.last.days; ++day)
          exclude_day(day, exclusion.period);
        return;
      case Exclusion::Kind::Rule:
        return exclude_rule(exclusion);
      case Exclusion::Kind::Calendar:
        return;
    }
  }

  void exclude_weekdays(const Exclusion& exclusion) {
    if (exclusion.period.always()) {
      // A word begins on one of seven days of the week.
      std::array<std::uint64_t, 7> kept{};
      for (std::int64_t first = 0; first < 7; ++first) {
        for (std::int64_t bit = 0; bit < kWordBits; ++bit) {
          const bool out = exclusion.weekdays[static_cast<std::size_t>((first + bit) % 7)];
          kept[static_cast<std::size_t>(first)] |= out ? 0 : std::uint64_t{1} << bit;
        }
      }
      auto first = static_cast<std::size_t>(weekday_of(kFirstDay));
      for (std::uint64_t& word : words) {
        word &= kept[first];
        first = (first + static_cast<std::size_t>(kWordBits)) % 7;
      }
      return;
    }
    const std::int64_t first = exclusion.period.from ? exclusion.period.from->days : kFirstDay;
    const std::int64_t end = exclusion.period.until ? exclusion.period.until->days : kLastDay + 1;
    for (std::int64_t day = first; day < end; ++day) {
      if (exclusion.weekdays[static_cast<std::size_t>(weekday_of(day))]) exclude_day(day, exclusion.period);
    }
  }

  void exclude_rule(const Exclusion& exclusion) {
    // Rules of a year near it reach a day; those of years far from its period do not.
    const std::int64_t first = exclusion.period.from ? year_of(exclusion.period.from->days) : 1;
    const std::int64_t last = exclusion.period.until ? year_of(exclusion.period.until->days) : 9999;
    for (std::int64_t year = first - 2; year <= last + 2; ++year) {
      const RuleDays days = days_in_year(exclusion, year);
      for (std::uint32_t i = 0; i < days.count; ++i) exclude_day(days.days[i], exclusion.period);
    }
  }

  void find_changes(const TimeZone& zone) {
    std::vector<std::int64_t> days;
    for (const Daylight& rule : zone.daylight) {
      const std::int64_t first = rule.period.from ? year_of(rule.period.from->days) - 2 : 0;
      const std::int64_t last = rule.period.until ? year_of(rule.period.until->days) + 10 : 10'000;
      for (std::int64_t year = first; year <= last; ++year) {
        for (const auto& day : {rule.begins.in_year(year), rule.ends.in_year(year)}) {
          // A clock put back at midnight makes the day before longer, one put on over midnight the day after shorter.
          if (day) days.insert(days.end(), {*day - 1, *day, *day + 1});
        }
      }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::int64_t sum = 0;
    for (const std::int64_t day : days) {
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

CountedDays::CountedDays(std::vector<Exclusion> exclusions, std::optional<TimeZone> zone)
    : exclusions_(std::move(exclusions)), zone_(std::move(zone)) {}

CountedDays::~CountedDays() = default;

const CountedDays::Table& CountedDays::table() const {
  std::call_once(made_, [this] { table_ = std::make_unique<const Table>(exclusions_, zone_); });
  return *table_;
}

bool CountedDays::counts(const Date& date) const {
  return table().counts(date.days);
}

bool CountedDays::any_counts() const {
  return table().before.back() != 0;
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
