#include "plan/clause_conditions.hpp"

#include <algorithm>
#include <iterator>

#include "plan/clause_compiler.hpp"

namespace carveout::plan {

// The labelled conditions of a clause, or where there are none the parts of its `when` and `unless`.
void ClauseCompiler::collect_conditions(ClauseId id) {
  const Clause& clause = policy_[id];
  ClausePlan& out = plan_.clauses[index_of(id)];
  if (clause.when) plan::collect_conditions(policy_, expressions_, *clause.when, out.governing, false, out.conditions);
  if (clause.unless)
    plan::collect_conditions(policy_, expressions_, *clause.unless, out.governing, true, out.conditions);
  std::optional<ExprId> last;
  for (const Conclusion& conclusion : clause.conclusions) {
    // What a duty has is the period of its version, and no condition.
    if (conclusion.duty || !conclusion.test || conclusion.test == last) continue;
    last = conclusion.test;
    plan::collect_conditions(policy_, expressions_, *conclusion.test, out.governing, false, out.conditions);
  }
}

void collect_conditions(const CheckedPolicy& policy, ExpressionCompiler& expressions, ExprId id, NodeId governing,
                        bool negated, std::vector<ConditionPlan>& out) {
  const Expr& expr = policy[id];
  std::vector<ExprId> labelled;
  std::vector<ExprId> work{id};
  while (!work.empty()) {
    const ExprId at = work.back();
    work.pop_back();
    const Expr& e = policy[at];
    if (e.kind == ExprKind::Labelled) labelled.push_back(at);
    const auto operands = policy.operands_of(at);
    const bool within = e.kind != ExprKind::Call && e.kind != ExprKind::Some && e.kind != ExprKind::Every;
    // What `lapsed` asks of another clause is labelled there.
    const auto written_here = [&](ExprId operand) {
      return policy[operand].span.begin >= e.span.begin && policy[operand].span.end <= e.span.end;
    };
    if (within) std::copy_if(operands.rbegin(), operands.rend(), std::back_inserter(work), written_here);
  }
  const NodeId whole = expressions.condition(id, governing);
  const auto add = [&](ExprId part, std::optional<std::string> label) {
    out.push_back({std::move(label), policy[part].span, expressions.condition(part, governing), whole, negated, {}});
    out.back().within = expressions.labelled_in_calls(part, governing);
  };
  for (const ExprId part : labelled) {
    add(part, policy.labels[policy[part].index]);
    out.back().span = policy[policy.operands_of(part)[0]].span;
  }
  // Parts without a label of their own still tell why a clause does not apply.
  // SPEC 10.1: a `when` has all of its parts, of an `unless` one suffices.
  const bool split = expr.kind == (negated ? ExprKind::Or : ExprKind::And);
  const std::vector<ExprId> parts =
      split ? std::vector<ExprId>(policy.operands_of(id).begin(), policy.operands_of(id).end())
            : std::vector<ExprId>{id};
  for (const ExprId part : parts) {
    const Span span = policy[part].span;
    const bool has_label = std::any_of(labelled.begin(), labelled.end(), [&](ExprId l) {
      return policy[l].span.begin >= span.begin && policy[l].span.end <= span.end;
    });
    if (!has_label) add(part, std::nullopt);
  }
}

}  // namespace carveout::plan
