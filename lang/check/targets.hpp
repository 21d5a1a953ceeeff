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

// Counts what names stand for once spelt out, over all clauses: the first that passes a limit is reported, and nothing
// is let pass from there on.
class Budget {
 public:
  Budget(Context& context, DiagnosticId id, std::uint64_t limit) : context_(context), id_(id), limit_(limit) {}
  [[nodiscard]] bool take(Span place, std::uint64_t count);

 private:
  Context& context_;
  DiagnosticId id_{};
  std::uint64_t limit_ = 0;
  std::uint64_t taken_ = 0;  // past the limit once that has been reported
};

// Actions in the order written, groups spelt out, each once; what is written twice is warned of. Nothing more once
// the budget, limits.conclusions, is spent.
[[nodiscard]] std::vector<Target<ActionId>> action_targets(Context& context, ModuleId m, NodeId targets,
                                                           Budget& budget);
[[nodiscard]] std::vector<Target<DutyId>> duty_targets(Context& context, ModuleId m, NodeId targets);

// Where a clause's name stands: who may be named there, and whether a part's name includes its carve-outs.
enum class ClauseUse : std::uint8_t { To, Notwithstanding, SubjectTo, From };

// Spells names of clauses, parts and the policy out for the clause that uses them: in the order of the text, each once,
// never the user itself. Counts up to limits.override_edges over all clauses.
class ClauseTargets {
 public:
  explicit ClauseTargets(Context& context)
      : context_(context), budget_(context, DiagnosticId::TooManyTargets, context.limits.override_edges) {}
  [[nodiscard]] std::vector<ClauseId> expand(NodeId targets, ClauseId user, ClauseUse use);
  // Is what is named the user's own policy's? Overriding stays inside one policy: a diagnostic where it is not.
  [[nodiscard]] bool is_own(const Symbol& symbol, NodeId path, ClauseId user);

 private:
  bool name(NodeId path, ClauseId user, ClauseUse use, std::vector<ClauseId>& out);

  Context& context_;
  Budget budget_;
};

// Does a name written in a list of clauses of its policy stand for this clause?
[[nodiscard]] bool stands_for(const Context& context, NodeId path, ClauseId clause);

}  // namespace carveout::check
