#pragma once

#include <cstddef>
#include <vector>

#include "explore/classes.hpp"

namespace carveout::explore {

// A fact that may be otherwise, and what it may be instead: each value another class.
struct ChangePoint {
  Point point;
  std::vector<FoundClass> values;
  bool ordered = false;                 // the values ascend
  std::vector<FactChange::Kind> kinds;  // of a list: by value
  std::vector<std::size_t> entries;     // of a list: by value, which entry is dropped
  Value now;

  // Of an ordered type: is one nearer to what it is now than another?
  [[nodiscard]] bool nearer(const ValueClass& one, const ValueClass& other) const;
  // Does what it is now, which is none of the values, lie between two of them?
  [[nodiscard]] bool now_lies_between(const ValueClass& below, const ValueClass& above) const;
};

// Every fact that the outcome may turn on, in the order of declaration, the fields of a list's entries after the list,
// and last the governing date, where it is told from outside. Not all, where the budget does not suffice.
// Spec: language/16-exploring, 16.3.
[[nodiscard]] std::vector<ChangePoint> change_points(const Plan& plan, const State& now, ActionId action,
                                                     const ExploreLimits& limits, Budget& budget);

}  // namespace carveout::explore
