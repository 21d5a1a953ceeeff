#include "carveout/lang/day_runs.hpp"

#include <algorithm>

namespace carveout {

DayRuns runs_in_order(DayRuns runs) {
  std::sort(runs.begin(), runs.end());
  DayRuns out;
  for (const auto& run : runs) {
    if (run.first >= run.second) continue;
    if (!out.empty() && run.first <= out.back().second)
      out.back().second = std::max(out.back().second, run.second);
    else
      out.push_back(run);
  }
  return out;
}

}  // namespace carveout
