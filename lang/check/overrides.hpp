#pragma once

#include "check/context.hpp"

// The checks that look at clauses together, once all are made.
namespace carveout::check {

// LIMIT: clauses that conclude hundreds of things and name each other in hundreds: looking at every pair of
// conclusions, a step each, stops at this many for each edge that limits.override_edges allows.
inline constexpr std::uint64_t kStepsPerEdge = 32;

// Where a part of a clause (`to`, `from`, …) names another clause.
[[nodiscard]] std::optional<Span> name_in(const Context& context, ClauseId user, NodeKind part, ClauseId named);

// versions.cpp: clauses of one name must follow each other in time.
void check_versions(Context& context);
// exceptions.cpp: an exception speaks of what its bases speak of, and says something else.
void check_exceptions(Context& context);
// exceptions.cpp: carve-outs from a ban that take its permitting exceptions with them.
void warn_carveouts(Context& context);

}  // namespace carveout::check
