#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "carveout/explore.hpp"
#include "explore/settling.hpp"

namespace carveout::explore {

class Readings;

// What one search may still cost, in steps: conditions worked out, and elements of lists looked at. Once it is over, it
// stays so: the search ends with what it has.
class Budget {
 public:
  Budget(std::uint64_t steps, const std::atomic<bool>* stop) : left_(steps), stop_(stop) {}

  // False where there is nothing left, or somebody wants it to stop.
  bool spend(std::uint64_t steps) noexcept {
    if (end_ != SearchEnd::Complete) return false;
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed))
      end_ = SearchEnd::Stopped;
    else if (steps > left_)
      end_ = SearchEnd::AtLimit;
    else
      left_ -= steps;
    return end_ == SearchEnd::Complete;
  }
  [[nodiscard]] bool over() noexcept { return !spend(0); }
  // Another limit has been reached.
  void run_out() noexcept {
    if (end_ == SearchEnd::Complete) end_ = SearchEnd::AtLimit;
  }
  [[nodiscard]] SearchEnd end() const noexcept { return end_; }

 private:
  std::uint64_t left_;
  const std::atomic<bool>* stop_;
  SearchEnd end_ = SearchEnd::Complete;
};

// In how many ways facts can be settled, within a bound, if each of them in two.
[[nodiscard]] constexpr std::uint32_t ways_among(std::size_t facts, std::uint32_t most) noexcept {
  constexpr std::size_t kBits = 31;
  return facts >= kBits ? most : std::min(most, std::uint32_t{1} << facts);
}

// What deciding on some facts costs, in steps, before it is done.
class Costs {
 public:
  Costs(const Readings& readings, const Facts& facts, const Subject& asked);

  // With everything known, or for conditions alone; and where all ways of settling what is not known are gone through.
  [[nodiscard]] std::uint64_t known() const noexcept { return known_; }
  [[nodiscard]] std::uint64_t open(std::uint32_t ways) const noexcept { return known_ * (1 + ways / 64); }
  [[nodiscard]] std::uint64_t elements() const noexcept { return elements_; }

 private:
  std::uint64_t known_ = 0;
  std::uint64_t elements_ = 0;  // of the lists in the facts
};

}  // namespace carveout::explore
