#pragma once

#include <optional>
#include <vector>

#include "carveout/explore.hpp"

namespace carveout::explore {

// A duty whose answers differ; missing, where no clause speaks of it in that situation.
struct DutyDifference {
  std::optional<DutyAnswer> before;
  std::optional<DutyAnswer> after;
};
// In the order of the answers after, then what is missing there.
[[nodiscard]] std::vector<DutyDifference> differing_duties(const std::vector<DutyAnswer>& before,
                                                           const std::vector<DutyAnswer>& after);

}  // namespace carveout::explore
