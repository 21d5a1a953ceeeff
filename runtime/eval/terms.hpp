#pragma once

#include <optional>
#include <span>

#include "eval/evaluation.hpp"

namespace carveout::eval {

// The last of the terms of these permits. Nothing where there is none of them, one has no term, or one is not known.
[[nodiscard]] std::optional<Value> last_term(Evaluation& evaluation,
                                             std::span<const plan::GoalConclusion* const> permits);

}  // namespace carveout::eval
