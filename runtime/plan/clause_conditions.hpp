#pragma once

#include <vector>

#include "plan/expression_compiler.hpp"

namespace carveout::plan {

// SPEC 10.1: the labelled parts of a condition, and of what bears no label, the parts joined by `and` (or, where it is
// an `unless`, by `or`).
void collect_conditions(const CheckedPolicy& policy, ExpressionCompiler& expressions, ExprId condition,
                        NodeId governing, bool negated, std::vector<ConditionPlan>& out);

}  // namespace carveout::plan
