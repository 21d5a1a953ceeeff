#pragma once

#include <span>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "values/operations.hpp"

namespace carveout::operations {

// `days in SPELLS between a and b`: how many days from a, b not included, lie in the spells. `operands` are a, b and
// the lists. Of spells known in part between the days that do for certain and those that may. Spec: language/14-spells.
[[nodiscard]] Result days_in(const std::vector<SpellStep>& steps, std::span<const Value* const> operands);

}  // namespace carveout::operations
