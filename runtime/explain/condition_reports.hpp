#pragma once

#include <vector>

#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"
#include "eval/reading.hpp"

namespace carveout {

// What conditions are on the facts at hand, and the facts that make them so.
[[nodiscard]] std::vector<ConditionReport> condition_reports(eval::Evaluation& evaluation,
                                                             const std::vector<plan::ConditionPlan>& conditions);
// The same of one, without those within it; what else was read goes to `passed`, where it is given.
[[nodiscard]] ConditionReport condition_report(eval::Evaluation& evaluation, const plan::ConditionPlan& condition,
                                               eval::Passed* passed = nullptr);

}  // namespace carveout
