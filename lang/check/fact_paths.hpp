#pragma once

#include <optional>
#include <vector>

#include "check/context.hpp"

// Paths into the facts as scenarios write them: `subject.convictions[2].date`.
namespace carveout::check {

struct ResolvedPath {
  FactPath path;
  TypeId type{};                    // of what it leads to
  bool optional = false;            // may that be absent
  std::vector<bool> may_be_absent;  // the fact itself, then each step: only the last may not be under something absent
};

// Nothing after a diagnostic. Does not count as a use of the fact: a scenario does not read what it gives.
[[nodiscard]] std::optional<ResolvedPath> resolve_fact_path(Context& context, ModuleId module, NodeId path);

// What a given says of a fact: a written value as in check_constant, or what is known of it in part. Nothing after a
// diagnostic.
[[nodiscard]] std::optional<Value> check_given(Context& context, Place& place, NodeId node, const ResolvedPath& path);

// The text of a path's first steps, the same for the same place however it is written: for finding a path again.
[[nodiscard]] std::string path_key(const FactPath& path, std::size_t steps);

}  // namespace carveout::check
