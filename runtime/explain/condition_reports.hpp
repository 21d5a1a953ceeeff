#pragma once

#include <vector>

#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"

namespace carveout {

// What conditions are on the facts at hand, and the facts that make them so.
[[nodiscard]] std::vector<ConditionReport> condition_reports(eval::Evaluation& evaluation,
                                                             const std::vector<plan::ConditionPlan>& conditions);

}  // namespace carveout
