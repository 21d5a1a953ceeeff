#include <algorithm>

#include "plan/clause_compiler.hpp"

// What is asked of the clauses: of each action its outcome, of each duty whether it is required.
namespace carveout::plan {
namespace {

constexpr std::size_t kTimings = 3;  // before, after, standing

}  // namespace

void ClauseCompiler::index_conclusions() {
  carveout_holds_.resize(policy_.clauses.size());
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
    const Clause& clause = policy_.clauses[i];
    if (clause.kind != ClauseKind::Carveout) continue;
    for (const ClauseId target : clause.targets) plan_.clauses[index_of(target)].carveouts.push_back(ClauseId(i));
    if (clause.strike != Strike::None) plan_.strikes.push_back(ClauseId(i));
  }
  for (std::uint32_t i = 0; i < policy_.policies.size(); ++i) {
    for (const PolicyId displaced : policy_.policies[i].supersedes)
      superseding_[index_of(displaced)].push_back(PolicyId{i});
  }
  for (std::uint32_t c = 0; c < policy_.clauses.size(); ++c) {
    const auto& conclusions = policy_.clauses[c].conclusions;
    for (std::uint32_t i = 0; i < conclusions.size(); ++i) {
      Contest& contest = contests_[Subject{conclusions[i].action, conclusions[i].duty, policy_.clauses[c].policy}];
      contest.by_clause[c].push_back(static_cast<std::uint32_t>(contest.entries.size()));
      contest.entries.push_back({ClauseId(c), i, std::nullopt, false});
    }
  }
}

// The words of policies that a condition asks for, compiled before it is.
void ClauseCompiler::know_words(std::optional<ExprId> condition) {
  if (policy_.asked_words.empty() || !condition) return;
  std::vector<ExprId> open{*condition};
  while (!open.empty() && !builder_.failed) {
    const Expr& expr = policy_[open.back()];
    const auto operands = policy_.operands_of(open.back());
    open.pop_back();
    open.insert(open.end(), operands.begin(), operands.end());
    if (expr.kind != ExprKind::ForbiddenBy) continue;
    const AskedWord& asked = policy_.asked_words[expr.index];
    if (!expressions_.knows_word(asked)) expressions_.know_word(asked, forbidden(asked.action, asked.policy));
  }
}

// SPEC 7.4: whether the word of a policy on an action is forbid, as a condition. The checker refuses circles.
NodeId ClauseCompiler::forbidden(ActionId action, PolicyId policy) {
  const auto found = contests_.find(Subject{action, std::nullopt, policy});
  if (found == contests_.end() || too_deep(policy_[policy].span)) return builder_.truth(false);
  Contest& contest = found->second;
  std::vector<GoalConclusion> permits;
  std::vector<GoalConclusion> forbids;
  std::vector<NodeId> stands;
  for (std::uint32_t i = 0; i < contest.entries.size(); ++i) {
    const GoalConclusion one = conclusion_of(contest, i);
    (side_of(contest.entries[i]) == 0 ? permits : forbids).push_back(one);
    if (side_of(contest.entries[i]) == 1) stands.push_back(one.stands);
  }
  std::vector<NodeId> conditions{builder_.any_of(std::move(stands))};
  // `on conflict forbid`: one that stands is enough.
  if (policy_[policy].on_conflict == Standing::Forbidden) return conditions[0];
  for (const GoalConclusion& permit : permits) {
    std::vector<NodeId> yields{builder_.negate(permit.stands)};
    for (const GoalConclusion& forbid : forbids) {
      if (permit.exception && !plan_.share_base(permit.clause, forbid.clause)) yields.push_back(forbid.stands);
    }
    conditions.push_back(builder_.any_of(std::move(yields)));
  }
  return builder_.all_of(std::move(conditions));
}

void ClauseCompiler::build_goals() {
  plan_.actions.resize(policy_.actions.size());
  // Those of one subject follow each other, the policies in their order.
  for (auto& [subject, contest] : contests_) add_to_goals(subject, contest);
  for (plan::ActionPlan& action : plan_.actions) {
    finish(action.outcome);
    for (DutyGoal& duty : action.duties) finish(duty.goal);
  }
  for (DutyGoal& duty : plan_.standing_duties) finish(duty.goal);
}

void ClauseCompiler::add_to_goals(const Subject& subject, Contest& contest) {
  if (!subject.duty) {
    Goal& goal = plan_.actions[index_of(*subject.action)].outcome;
    Share share{subject.policy, static_cast<std::uint32_t>(goal.permits.size()), 0,
                static_cast<std::uint32_t>(goal.forbids.size()), 0};
    for (std::uint32_t i = 0; i < contest.entries.size(); ++i)
      (side_of(contest.entries[i]) == 0 ? goal.permits : goal.forbids).push_back(conclusion_of(contest, i));
    share.permits = static_cast<std::uint32_t>(goal.permits.size()) - share.first_permit;
    share.forbids = static_cast<std::uint32_t>(goal.forbids.size()) - share.first_forbid;
    goal.shares.push_back(share);
    return;
  }
  auto& goals = subject.action ? plan_.actions[index_of(*subject.action)].duties : plan_.standing_duties;
  for (std::uint32_t i = 0; i < contest.entries.size(); ++i) {
    const Entry& entry = contest.entries[i];
    const Timing timing = policy_[entry.clause].conclusions[entry.index].timing;
    // Those of one duty follow each other: it is one of the last, if it is there.
    const auto near = goals.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(goals.size(), kTimings));
    auto goal = std::find_if(near, goals.end(),
                             [&](const DutyGoal& g) { return g.duty == *subject.duty && g.timing == timing; });
    if (goal == goals.end()) goal = goals.insert(goals.end(), DutyGoal{*subject.duty, timing, {}});
    goal->goal.forbids.push_back(conclusion_of(contest, i));
  }
}

void ClauseCompiler::finish(Goal& goal) {
  std::vector<NodeId> work;
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const GoalConclusion& c : *side) work.insert(work.end(), {c.stands, c.holds, c.applies, c.test, c.struck});
  }
  if (builder_.failed) return;
  goal.sweep = conditions_below(plan_, std::move(work));
  goal_entries_ += goal.sweep.size();
  if (goal_entries_ > limits_.goal_entries)
    builder_.failed = make_diagnostic(DiagnosticId::PlanTooLarge, policy_.root().span);
}

std::vector<NodeId> conditions_below(const Plan& plan, std::vector<NodeId> work) {
  std::vector<NodeId> found;
  std::vector<bool> seen(plan.nodes.size());
  while (!work.empty()) {
    const NodeId id = work.back();
    work.pop_back();
    const auto index = static_cast<std::uint32_t>(id);
    if (seen[index]) continue;
    seen[index] = true;
    found.push_back(id);
    if (!Plan::is_connective(plan[id].op)) continue;
    const auto operands = plan.operands_of(id);
    work.insert(work.end(), operands.begin(), operands.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace carveout::plan
