#include <algorithm>

#include "plan/clause_compiler.hpp"

namespace carveout::plan {

// The labelled conditions of a clause, or where there are none the parts of its `when` and `unless`.
void ClauseCompiler::collect_conditions(ClauseId id) {
  const Clause& clause = policy_[id];
  ClausePlan& out = plan_.clauses[index_of(id)];
  if (clause.when) collect_from(*clause.when, false, out);
  if (clause.unless) collect_from(*clause.unless, true, out);
  std::optional<ExprId> last;
  for (const Conclusion& conclusion : clause.conclusions) {
    if (!conclusion.test || conclusion.test == last) continue;
    last = conclusion.test;
    collect_from(*conclusion.test, false, out);
  }
}

void ClauseCompiler::collect_from(ExprId id, bool negated, ClausePlan& out) {
  const Expr& expr = policy_[id];
  std::vector<ExprId> labelled;
  std::vector<ExprId> work{id};
  while (!work.empty()) {
    const ExprId at = work.back();
    work.pop_back();
    const Expr& e = policy_[at];
    if (e.kind == ExprKind::Labelled) labelled.push_back(at);
    const auto operands = policy_.operands_of(at);
    const bool within = e.kind != ExprKind::Call && e.kind != ExprKind::Some && e.kind != ExprKind::Every;
    if (within) work.insert(work.end(), operands.rbegin(), operands.rend());
  }
  const NodeId whole = expressions_.condition(id, out.governing);
  const auto add = [&](ExprId part, std::optional<std::string> label) {
    const NodeId condition = expressions_.condition(part, out.governing);
    out.conditions.push_back({std::move(label), policy_[part].span, condition, whole, negated, {}});
    out.conditions.back().within = expressions_.labelled_in_calls(part, out.governing);
  };
  for (const ExprId part : labelled) {
    add(part, policy_.labels[policy_[part].index]);
    out.conditions.back().span = policy_[policy_.operands_of(part)[0]].span;
  }
  // Parts without a label of their own still tell why a clause does not apply.
  // SPEC 10.1: a `when` has all of its parts, of an `unless` one suffices.
  const bool split = expr.kind == (negated ? ExprKind::Or : ExprKind::And);
  const std::vector<ExprId> parts =
      split ? std::vector<ExprId>(policy_.operands_of(id).begin(), policy_.operands_of(id).end())
            : std::vector<ExprId>{id};
  for (const ExprId part : parts) {
    const Span span = policy_[part].span;
    const bool has_label = std::any_of(labelled.begin(), labelled.end(), [&](ExprId l) {
      return policy_[l].span.begin >= span.begin && policy_[l].span.end <= span.end;
    });
    if (!has_label) add(part, std::nullopt);
  }
}

}  // namespace carveout::plan
