#pragma once

#include "eval/evaluation.hpp"
#include "eval/reading.hpp"

// What is asked for by itself, apart from any action. Spec: language/07-decisions, 7.11.
namespace carveout::eval {

// The truth of a condition that is asked for by itself, settled as a goal is, and what it needs where it
// stays unknown.
struct SettledCondition {
  Truth truth = Truth::Unknown;
  FoundPlaces needs;
};
[[nodiscard]] SettledCondition settle_condition(Evaluation& evaluation, NodeId condition, std::uint32_t max_ways);

// The value of an expression that is no condition: known, known in part, or unknown. Up to 256 times the cost of
// working it out.
[[nodiscard]] Value settle_value(Evaluation& evaluation, NodeId expression, std::uint32_t max_ways);

}  // namespace carveout::eval
