#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"

namespace carveout {
namespace {

using eval::Evaluation;
using plan::ClausePlan;
using plan::ConditionPlan;
using plan::DutyGoal;
using plan::Goal;
using plan::GoalConclusion;

void note_standing(Evaluation& evaluation, const Goal& goal, std::vector<ClauseState>& out) {
  evaluation.sweep(goal.sweep);
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const GoalConclusion& c : *side) {
      ClauseState& state = out[index_of(c.clause)];
      state.in_force = state.in_force | evaluation.at(c.stands);
    }
  }
}

}  // namespace

std::vector<ClauseState> clause_states(const Plan& plan, const Facts& facts, const DecideOptions& options) {
  Evaluation evaluation(plan, facts, options.as_of, options.steps);
  std::vector<ClauseState> out(plan.clauses.size());
  for (const plan::ActionPlan& action : plan.actions) {
    note_standing(evaluation, action.outcome, out);
    for (const DutyGoal& duty : action.duties) note_standing(evaluation, duty.goal, out);
  }
  for (const DutyGoal& duty : plan.standing_duties) note_standing(evaluation, duty.goal, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const ClausePlan& clause = plan.clauses[i];
    if (plan.policy->clauses[i].kind == ClauseKind::Carveout) out[i].in_force = evaluation.truth(clause.holds);
    for (const ConditionPlan& condition : clause.conditions)
      out[i].conditions.push_back(
          {condition.label, condition.span, evaluation.truth(condition.node), !condition.negated, false, {}, {}});
  }
  return out;
}

}  // namespace carveout
