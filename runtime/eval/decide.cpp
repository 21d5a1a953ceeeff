#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "carveout/decision.hpp"
#include "eval/evaluation.hpp"
#include "eval/fault_reports.hpp"
#include "eval/reading.hpp"
#include "eval/settle.hpp"
#include "eval/terms.hpp"
#include "eval/ways.hpp"

namespace carveout {

std::vector<Outcome> OutcomeSet::outcomes() const {
  std::vector<Outcome> out;
  for (unsigned o = 0; o < 5; ++o) {
    if (contains(static_cast<Outcome>(o))) out.push_back(static_cast<Outcome>(o));
  }
  return out;
}

namespace {

using eval::Evaluation;
using eval::Needs;
using eval::Possibilities;
using plan::DutyGoal;
using plan::Goal;
using plan::GoalConclusion;
using plan::NodeId;

Word word_of(const eval::WordSet& words) {
  if (words.size() != 1) return Word::Undetermined;
  if (words.silent) return Word::Silent;
  if (words.permit) return Word::Permit;
  return words.forbid ? Word::Forbid : Word::Conflict;
}

bool is_possible(const eval::WordSet& words, Word word) {
  switch (word) {
    case Word::Permit:
      return words.permit;
    case Word::Forbid:
      return words.forbid;
    case Word::Conflict:
      return words.conflict;
    case Word::Silent:
      return words.silent;
    case Word::Undetermined:
      break;
  }
  return false;
}

// The word of a policy that makes an outcome.
Word word_for(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return Word::Permit;
    case Outcome::Forbidden:
      return Word::Forbid;
    case Outcome::Conflict:
      return Word::Conflict;
    case Outcome::Unaddressed:
    case Outcome::Undetermined:
      break;
  }
  return Word::Silent;
}

std::vector<ClauseId> in_order(std::set<ClauseId> clauses) {
  return {clauses.begin(), clauses.end()};
}

// LIMIT: of 7.4: one block of ways for each clause, so that telling them costs about as much as deciding.
constexpr std::uint32_t kWaysOfClause = 64;

// SPEC 7.4: the clauses of one side (the permits, the forbids, the requires of a duty).
struct Side {
  std::set<ClauseId> certain;   // a conclusion of theirs stands, however their own unknown units are settled
  std::set<ClauseId> possible;  // one may
  [[nodiscard]] const std::set<ClauseId>& made() const { return certain.empty() ? possible : certain; }
};

Side side_of(Evaluation& evaluation, std::span<const GoalConclusion> conclusions, std::uint32_t max_ways) {
  std::map<ClauseId, Goal> by_clause;
  for (const GoalConclusion& c : conclusions) by_clause[c.clause].forbids.push_back(c);
  Side out;
  for (const auto& [clause, goal] : by_clause) {
    const Truth stands =
        eval::possibilities(evaluation, goal, std::nullopt, std::min(max_ways, kWaysOfClause), Needs::NotAsked)
            .required;
    if (stands == Truth::Yes) out.certain.insert(clause);
    if (stands != Truth::No) out.possible.insert(clause);
  }
  return out;
}

// SPEC 7.4: the clauses that made the word of one policy.
void add_makers(Evaluation& evaluation, const Goal& goal, const plan::Share& share, Word word, std::uint32_t max_ways,
                std::set<ClauseId>& out) {
  const Plan& plan = evaluation.plan();
  const Side permits = side_of(evaluation, {goal.permits.data() + share.first_permit, share.permits}, max_ways);
  const Side forbids = side_of(evaluation, {goal.forbids.data() + share.first_forbid, share.forbids}, max_ways);
  const std::set<ClauseId>& made = word == Word::Permit ? permits.made() : forbids.made();
  out.insert(made.begin(), made.end());
  // Where `on conflict` settled a clash, what was against it made the outcome as well.
  if (word == Word::Permit) out.insert(forbids.certain.begin(), forbids.certain.end());
  // The permits that yielded.
  if (word == Word::Forbid) out.insert(permits.certain.begin(), permits.certain.end());
  if (word != Word::Conflict) return;
  const auto yields = [&](ClauseId permit) {
    if ((*plan.policy)[permit].kind != ClauseKind::Exception) return false;
    return std::any_of(forbids.made().begin(), forbids.made().end(),
                       [&](ClauseId forbid) { return !eval::share_base(plan, permit, forbid); });
  };
  for (const ClauseId permit : permits.made()) {
    if (!yields(permit)) out.insert(permit);
  }
}

// SPEC 7.4: the clauses that made the outcome: of the policies whose word it is; where none's is settled so, of those
// whose word may be.
std::vector<ClauseId> because(Evaluation& evaluation, const Goal& goal, const Possibilities& possible,
                              const Decision& decision, std::uint32_t max_ways) {
  if (decision.basis == Basis::Default || decision.outcome == Outcome::Undetermined) return {};
  const Word wanted = word_for(decision.outcome);
  const bool settled = std::any_of(possible.words.begin(), possible.words.end(),
                                   [&](const eval::WordSet& words) { return word_of(words) == wanted; });
  std::set<ClauseId> out;
  for (std::size_t i = 0; i < goal.shares.size(); ++i) {
    const eval::WordSet& words = possible.words[i];
    if (settled ? word_of(words) == wanted : is_possible(words, wanted))
      add_makers(evaluation, goal, goal.shares[i], wanted, max_ways, out);
  }
  return in_order(std::move(out));
}

// The end of a permission: of the permits of all clauses that made it.
std::optional<Value> until_of(Evaluation& evaluation, const Goal& goal, const Decision& decision) {
  if (decision.outcome != Outcome::Permitted) return std::nullopt;
  std::vector<const GoalConclusion*> permits;
  for (const GoalConclusion& permit : goal.permits) {
    const auto& because = decision.because;
    if (std::find(because.begin(), because.end(), permit.clause) != because.end()) permits.push_back(&permit);
  }
  return eval::last_term(evaluation, permits);
}

DutyAnswer answer_duty(Evaluation& evaluation, const DutyGoal& duty, std::uint32_t max_ways) {
  const Plan& plan = evaluation.plan();
  evaluation.sweep(duty.goal.sweep);
  DutyAnswer out;
  out.duty = duty.duty;
  out.timing = duty.timing;
  out.required = eval::possibilities(evaluation, duty.goal, std::nullopt, max_ways, Needs::NotAsked).required;
  if (out.required != Truth::No) out.by = in_order(side_of(evaluation, duty.goal.forbids, max_ways).made());
  if (const auto& done = plan.done_when[index_of(duty.duty)]) {
    const Truth t = evaluation.truth(*done);
    out.status = t == Truth::Yes ? DutyStatus::Done : t == Truth::No ? DutyStatus::Outstanding : DutyStatus::Unknown;
  }
  if (const auto& due = plan.due[index_of(duty.duty)]) {
    out.due_declared = true;
    Value when = evaluation.value(*due);
    if (when.is_known()) out.due = std::move(when);
  }
  return out;
}

std::vector<FaultReport> faults_of(Evaluation& evaluation, const std::vector<NodeId>& roots, std::uint64_t steps) {
  const std::vector<NodeId> leaves = eval::unknown_leaves(evaluation, roots);
  eval::FaultLog log;
  {
    const Evaluation::Reasons reasons(evaluation);
    evaluation.faults = &log;
    for (const NodeId leaf : leaves) {
      if (!evaluation.gave_up(leaf)) (void)evaluation.truth(leaf);
    }
    evaluation.faults = nullptr;
  }
  for (const NodeId leaf : leaves) {
    if (evaluation.gave_up(leaf)) log.add(leaf, Fault::TooManySteps);
  }
  return eval::fault_reports(evaluation, log, steps);
}

// The conditions that what is said about an action rests on.
std::vector<NodeId> roots_of(const plan::ActionPlan& action) {
  std::vector<NodeId> roots;
  const auto add = [&](const Goal& goal) {
    for (const auto* side : {&goal.permits, &goal.forbids}) {
      for (const GoalConclusion& c : *side) roots.insert(roots.end(), {c.applies, c.test, c.struck});
    }
  };
  add(action.outcome);
  for (const DutyGoal& duty : action.duties) add(duty.goal);
  return roots;
}

void sort_duties(std::vector<DutyAnswer>& duties) {
  const auto rank = [](const DutyAnswer& d) { return d.required == Truth::No ? 1 : 0; };
  std::stable_sort(duties.begin(), duties.end(), [&](const DutyAnswer& a, const DutyAnswer& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return std::make_pair(a.duty, a.timing) < std::make_pair(b.duty, b.timing);
  });
}

bool all_done_before(const std::vector<DutyAnswer>& duties) {
  return std::all_of(duties.begin(), duties.end(), [](const DutyAnswer& d) {
    return d.timing != Timing::Before || d.required == Truth::No || d.status == DutyStatus::Done;
  });
}

}  // namespace

Decision decide(const Plan& plan, const Facts& facts, ActionId action, const DecideOptions& options) {
  Evaluation evaluation(plan, facts, options.as_of, options.steps);
  const plan::ActionPlan& action_plan = plan.actions[index_of(action)];
  evaluation.sweep(action_plan.outcome.sweep);
  const Possibilities possible =
      eval::possibilities(evaluation, action_plan.outcome, action, options.ways, Needs::Found);
  Decision out;
  out.action = action;
  out.possible = possible.outcomes;
  out.exact = possible.exact;
  out.outcome = possible.outcomes.size() == 1 ? possible.outcomes.outcomes()[0] : Outcome::Undetermined;
  for (std::size_t i = 0; i < possible.words.size(); ++i)
    out.words.push_back({action_plan.outcome.shares[i].policy, word_of(possible.words[i])});
  if (out.words.empty()) out.words.push_back({kRootPolicy, Word::Silent});
  out.basis = possible.all_silent && out.outcome != Outcome::Undetermined ? Basis::Default : Basis::Clauses;
  out.meanwhile = (*plan.policy)[action].meanwhile;
  for (const DutyGoal& duty : action_plan.duties) out.duties.push_back(answer_duty(evaluation, duty, options.ways));
  for (const DutyGoal& duty : plan.standing_duties) out.duties.push_back(answer_duty(evaluation, duty, options.ways));
  sort_duties(out.duties);
  out.allowed = out.outcome == Outcome::Permitted && all_done_before(out.duties);
  out.because = because(evaluation, action_plan.outcome, possible, out, options.ways);
  out.until = until_of(evaluation, action_plan.outcome, out);
  const std::vector<NodeId> roots = roots_of(action_plan);
  out.needs = possible.needs.paths(evaluation);
  out.faults = faults_of(evaluation, roots, options.steps);
  eval::FoundPlaces cited;
  eval::cited_facts(evaluation, roots, eval::Instead::AllThatIsKnown, cited);
  out.cited = cited.paths(evaluation);
  return out;
}

std::vector<DutyAnswer> decide_standing_duties(const Plan& plan, const Facts& facts, const DecideOptions& options) {
  Evaluation evaluation(plan, facts, options.as_of, options.steps);
  std::vector<DutyAnswer> out;
  for (const DutyGoal& duty : plan.standing_duties) out.push_back(answer_duty(evaluation, duty, options.ways));
  sort_duties(out);
  return out;
}

Value evaluate(const Plan& plan, const Facts& facts, ExprId expression, const DecideOptions& options) {
  const auto found = std::lower_bound(plan.expressions.begin(), plan.expressions.end(), expression,
                                      [](const auto& entry, ExprId id) { return entry.first < id; });
  if (found == plan.expressions.end() || found->first != expression) return Value();
  Evaluation evaluation(plan, facts, options.as_of, options.steps);
  if (!Plan::is_truth(plan[found->second].op)) return eval::settle_value(evaluation, found->second, options.ways);
  return carveout::value_of(eval::settle_condition(evaluation, found->second, options.ways).truth);
}

}  // namespace carveout
