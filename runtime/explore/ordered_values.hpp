#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "carveout/lang/checked.hpp"

namespace carveout::explore {

// Numbers, dates and times on a grid of whole numbers: days, seconds, units of the last decimal place at hand.
class Grid {
 public:
  // By values of one type that matter. Those that do not lie on a grid of moderate size are left out.
  Grid(TypeKind kind, const std::vector<Value>& values);

  [[nodiscard]] std::optional<std::int64_t> place(const Value& value) const;
  [[nodiscard]] Value value(std::int64_t place) const;
  // Far below, and far above, all values that matter: a condition that differs still further out is not looked for.
  [[nodiscard]] std::int64_t bottom() const noexcept { return bottom_; }
  [[nodiscard]] std::int64_t top() const noexcept { return top_; }
  // Those of the values that lie on the grid, ascending, each once.
  [[nodiscard]] const std::vector<std::int64_t>& places() const noexcept { return places_; }

 private:
  TypeKind kind_;
  int decimals_ = 0;
  std::int64_t scale_ = 1;
  std::int16_t offset_minutes_ = 0;
  bool local_ = false;
  std::int64_t bottom_ = 0;
  std::int64_t top_ = 0;
  std::vector<std::int64_t> places_;
};

// Neighbours for which all conditions have the same truths.
struct Run {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string truths;
};
// From bottom to top. Between two places with different truths the border is found by halving; between two that agree
// nothing is looked for. `truths_at` is called a few hundred times at most.
[[nodiscard]] std::vector<Run> runs_of(const Grid& grid, const std::function<std::string(std::int64_t)>& truths_at);

}  // namespace carveout::explore
