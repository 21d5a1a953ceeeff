#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace carveout {

// Runs of days, each from its first to the one after its last, in days since 1970-01-01.
using DayRuns = std::vector<std::pair<std::int64_t, std::int64_t>>;

// The same days in runs that are in order, apart from each other, and none of them empty. O(n log n).
[[nodiscard]] DayRuns runs_in_order(DayRuns runs);

}  // namespace carveout
