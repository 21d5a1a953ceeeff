#pragma once

#include <optional>
#include <span>

#include "plan/plan.hpp"

namespace carveout::plan {

struct Applied {
  Value value;                   // of a value operation
  Truth truth = Truth::Unknown;  // of a leaf condition
  std::optional<Fault> fault;
};

// Applies an operation whose operands are all evaluated to their values: comparisons, arithmetic, dates. Quantifiers,
// `if`, facts and what depends on the governing date are not such operations. Spec: language/07-decisions, 7.1.
[[nodiscard]] Applied apply(const Plan& plan, const Node& node, std::span<const Value* const> operands);
// Is it one that apply() takes?
[[nodiscard]] bool is_strict(Op op) noexcept;

}  // namespace carveout::plan
