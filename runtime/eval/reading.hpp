#pragma once

#include <set>
#include <string>

#include "eval/evaluation.hpp"

namespace carveout::eval {

using Paths = std::set<std::string>;

// The name of the governing date where no fact gives it.
inline constexpr std::string_view kAsOf = "as of";

// The unknown facts in the unknown parts of a condition or value. Spec: language/07-decisions, 7.6.
void unknown_facts(Evaluation& evaluation, NodeId id, Paths& out);

// Facts that settle a settled condition, and what is known of the facts of an unsettled one. As deep as exceptions and
// definitions nest. Spec: language/07-decisions, 7.9.
void cited_facts(Evaluation& evaluation, NodeId id, Paths& out);

}  // namespace carveout::eval
