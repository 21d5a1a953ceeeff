#pragma once

#include <span>
#include <utility>
#include <vector>

#include "check/context.hpp"

// Names of actions, duties and clauses as clauses and scenarios write them, spelt out.
namespace carveout::check {

template <class Id>
struct Target {
  Id id{};
  Span span;  // the name as written: of the group, where a group stands for it
};

// Actions in the order written, groups spelt out, each once; what is written twice is warned of. Nothing more once
// limits.conclusions is reached by `made`, which counts them up.
[[nodiscard]] std::vector<Target<ActionId>> action_targets(Context& context, NodeId targets, std::uint64_t& made);
[[nodiscard]] std::vector<Target<DutyId>> duty_targets(Context& context, NodeId targets);

// Where a clause's name stands: who may be named there, and whether a part's name includes its carve-outs.
enum class ClauseUse : std::uint8_t { To, Notwithstanding, SubjectTo, From };

// Spells names of clauses, parts and the policy out for the clause that uses them: in the order of the text, each once,
// never the user itself. Counts up to limits.override_edges over all clauses.
class ClauseTargets {
 public:
  explicit ClauseTargets(Context& context) : context_(context) {}
  [[nodiscard]] std::vector<ClauseId> expand(NodeId targets, ClauseId user, ClauseUse use);

 private:
  bool name(NodeId path, ClauseId user, ClauseUse use, std::vector<ClauseId>& out);
  bool take(NodeId path, std::uint64_t count);

  Context& context_;
  std::uint64_t made_ = 0;  // past the limit once it has been reported
};

// Does a name written in a list of clauses stand for this clause?
[[nodiscard]] bool stands_for(const Context& context, NodeId path, ClauseId clause);

}  // namespace carveout::check
