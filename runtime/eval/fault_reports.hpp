#pragma once

#include <vector>

#include "eval/evaluation.hpp"

namespace carveout::eval {

// The faults that were met, each with its place and the facts that the operation read. `steps`: how many there were.
[[nodiscard]] std::vector<FaultReport> fault_reports(Evaluation& evaluation, const FaultLog& log, std::uint64_t steps);

}  // namespace carveout::eval
