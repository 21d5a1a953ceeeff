// Which days of a calendar count.
#include "values/day_set.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace carveout {
namespace {

using civil::kFirstDay;
using civil::kLastDay;

std::int64_t year_of(std::int64_t day) {
  return civil::day_from(day).year;
}

// Of a run, what is of the years 1 to 9999 and of the period.
std::pair<std::int64_t, std::int64_t> within(std::int64_t first, std::int64_t end, const Period& period) {
  first = std::max(first, kFirstDay);
  end = std::min(end, kLastDay + 1);
  if (period.from) first = std::max(first, std::int64_t{period.from->days});
  if (period.until) end = std::min(end, std::int64_t{period.until->days});
  return {first, end};
}

// The bits of a word that are one day of the week, by that of its first bit.
std::array<std::uint64_t, 7> bits_of(std::size_t weekday) {
  std::array<std::uint64_t, 7> bits{};
  for (std::size_t first = 0; first < bits.size(); ++first) {
    for (std::size_t bit = 0; bit < DaySet::kWordBits; ++bit) {
      if ((first + bit) % 7 == weekday) bits[first] |= std::uint64_t{1} << bit;
    }
  }
  return bits;
}

}  // namespace

DaySet::DaySet() : words_(static_cast<std::size_t>((kDays + kWordBits - 1) / kWordBits), ~std::uint64_t{0}) {
  words_.back() >>= static_cast<std::int64_t>(words_.size()) * kWordBits - kDays;
}

bool DaySet::has(std::int64_t day) const {
  if (day < kFirstDay || day > kLastDay) return false;
  const std::int64_t at = day - kFirstDay;
  return (words_[static_cast<std::size_t>(at / kWordBits)] >> (at % kWordBits) & 1) != 0;
}

std::int64_t DaySet::size() const {
  std::int64_t days = 0;
  for (const std::uint64_t word : words_) days += std::popcount(word);
  return days;
}

// Each word of a run, with the bits that are the run's.
template <class Words>
void DaySet::for_words(const std::pair<std::int64_t, std::int64_t>& run, Words words) {
  if (run.first >= run.second) return;
  const std::int64_t first = run.first - kFirstDay, last = run.second - 1 - kFirstDay;
  for (std::int64_t word = first / kWordBits; word <= last / kWordBits; ++word) {
    std::uint64_t bits = ~std::uint64_t{0};
    if (word == first / kWordBits) bits &= ~std::uint64_t{0} << (first % kWordBits);
    if (word == last / kWordBits) bits &= ~std::uint64_t{0} >> (kWordBits - 1 - last % kWordBits);
    words(static_cast<std::size_t>(word), bits);
  }
}

void DaySet::exclude(const std::vector<Exclusion>& exclusions) {
  DayRuns dates;
  std::array<DayRuns, 7> weekdays;
  for (const Exclusion& one : exclusions) {
    if (one.kind == Exclusion::Kind::Rule) exclude_rule(one);
    if (one.kind == Exclusion::Kind::Dates)
      dates.push_back(within(one.first.days, std::int64_t{one.last.days} + 1, one.period));
    if (one.kind != Exclusion::Kind::Weekdays) continue;
    for (std::size_t i = 0; i < weekdays.size(); ++i) {
      if (one.weekdays[i]) weekdays[i].push_back(within(kFirstDay, kLastDay + 1, one.period));
    }
  }
  for (const auto& run : runs_in_order(std::move(dates)))
    for_words(run, [this](std::size_t word, std::uint64_t bits) { words_[word] &= ~bits; });
  const auto first_weekday = static_cast<std::size_t>(weekday_of(kFirstDay));
  for (std::size_t i = 0; i < weekdays.size(); ++i) {
    const auto of_weekday = bits_of(i);
    const auto take_out = [&](std::size_t word, std::uint64_t bits) {
      words_[word] &= ~(bits & of_weekday[(first_weekday + word * static_cast<std::size_t>(kWordBits)) % 7]);
    };
    for (const auto& run : runs_in_order(std::move(weekdays[i]))) for_words(run, take_out);
  }
}

void DaySet::exclude_rule(const Exclusion& exclusion) {
  // Rules of a year near it reach a day; those of years far from its period do not.
  const Period& period = exclusion.period;
  const std::int64_t first = period.from ? year_of(period.from->days) : 1;
  const std::int64_t last = period.until ? year_of(period.until->days) : 9999;
  for (std::int64_t year = first - 2; year <= last + 2; ++year) {
    const RuleDays days = days_in_year(exclusion, year);
    for (std::uint32_t i = 0; i < days.count; ++i)
      for_words(within(days.days[i], days.days[i] + 1, period),
                [this](std::size_t word, std::uint64_t bits) { words_[word] &= ~bits; });
  }
}

void DaySet::exclude_what_lacks(const DaySet& other, const Period& period) {
  for_words(within(kFirstDay, kLastDay + 1, period),
            [&](std::size_t word, std::uint64_t bits) { words_[word] &= other.words_[word] | ~bits; });
}

}  // namespace carveout
