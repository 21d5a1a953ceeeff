#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "carveout/lang/counting.hpp"
#include "carveout/lang/day_runs.hpp"
#include "values/civil.hpp"

// The days of a calendar that count. Internal to lang/values.
namespace carveout {

// A bit for each day of the years 1 to 9999. What takes days out of it does so by words, and whole runs at once, so
// that the work does not grow with the days that many runs share.
class DaySet {
 public:
  static constexpr std::int64_t kDays = civil::kLastDay - civil::kFirstDay + 1;
  static constexpr std::int64_t kWordBits = 64;

  DaySet();  // all of them

  [[nodiscard]] bool has(std::int64_t day) const;
  [[nodiscard]] std::int64_t size() const;
  [[nodiscard]] const std::vector<std::uint64_t>& words() const noexcept { return words_; }

  // None of Kind::Calendar.
  void exclude(const std::vector<Exclusion>& exclusions);
  // What the other lacks, within the period.
  void exclude_what_lacks(const DaySet& other, const Period& period);

 private:
  void exclude_rule(const Exclusion& exclusion);
  template <class Words>
  void for_words(const std::pair<std::int64_t, std::int64_t>& run, Words words);

  std::vector<std::uint64_t> words_;
};

}  // namespace carveout
