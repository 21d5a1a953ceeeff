#include "explain/clause_reasons.hpp"

#include <algorithm>

#include "eval/terms.hpp"
#include "eval/ways.hpp"
#include "explain/condition_reports.hpp"

namespace carveout {

using plan::ClausePlan;
using plan::DutyGoal;
using plan::Goal;
using plan::GoalConclusion;

ClauseReasons::ClauseReasons(const Plan& plan, const Facts& facts, const Decision& decision,
                             const DecideOptions& options)
    : plan_(plan), policy_(*plan.policy), decision_(decision), evaluation_(plan, facts, options.as_of, options.steps) {
  const plan::ActionPlan& action = plan.actions[index_of(decision.action)];
  collect(action.outcome, false);
  for (const DutyGoal& duty : action.duties) collect(duty.goal, true);
}

Explanation ClauseReasons::explanation() {
  Explanation out;
  for (const ClauseId id : decision_.because)
    out.in_force.push_back({id, Why::Unsettled, conditions(id), {}, {}, {}, term_of(id)});
  std::set<ClauseId> told(decision_.because.begin(), decision_.because.end());
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
    const ClauseId id{i};
    if (told.count(id)) continue;
    if (policy_.clauses[i].kind == ClauseKind::Carveout) {
      if (auto report = carveout(id)) out.not_in_force.push_back(std::move(*report));
      continue;
    }
    const auto found = by_clause_.find(id);
    if (found == by_clause_.end()) continue;
    if (auto report = clause(id, found->second)) out.not_in_force.push_back(std::move(*report));
  }
  return out;
}

void ClauseReasons::collect(const Goal& goal, bool duty) {
  evaluation_.sweep(goal.sweep);
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const GoalConclusion& c : *side) {
      ClauseConclusions& of = by_clause_[c.clause];
      (duty ? of.duties : of.outcome).push_back(&c);
    }
  }
}

std::vector<ConditionReport> ClauseReasons::conditions(ClauseId id) {
  return condition_reports(evaluation_, plan_.clauses[index_of(id)].conditions);
}

// The last of the terms of its permits of the action, where all have one that is known.
std::optional<Value> ClauseReasons::term_of(ClauseId id) {
  const auto found = by_clause_.find(id);
  if (found == by_clause_.end()) return std::nullopt;
  std::vector<const GoalConclusion*> permits;
  for (const GoalConclusion* c : found->second.outcome) {
    if (policy_[id].conclusions[c->index].kind == ConclusionKind::Permit) permits.push_back(c);
  }
  return eval::last_term(evaluation_, permits);
}

// A clause that speaks of the action and did not make the outcome.
std::optional<ClauseReport> ClauseReasons::clause(ClauseId id, const ClauseConclusions& conclusions) {
  const auto& considered = conclusions.outcome.empty() ? conclusions.duties : conclusions.outcome;
  const bool stands = std::any_of(considered.begin(), considered.end(),
                                  [&](const GoalConclusion* c) { return evaluation_.at(c->stands) == Truth::Yes; });
  if (stands && conclusions.outcome.empty()) return std::nullopt;
  // A permit and forbid of one `only if`: the one that is nearer to standing tells why.
  const GoalConclusion& c = *pick(considered);
  ClauseReport out{id, Why::Unsettled, conditions(id), {}, {}, {}, term_of(id)};
  explain_conclusion(id, c, stands, out);
  return out;
}

const GoalConclusion* ClauseReasons::pick(const std::vector<const GoalConclusion*>& from) const {
  const auto nearness = [&](const GoalConclusion* c) {
    return static_cast<int>(evaluation_.at(c->stands)) * 100 + static_cast<int>(evaluation_.at(c->holds)) * 10 +
           static_cast<int>(evaluation_.at(c->test));
  };
  return *std::max_element(from.begin(), from.end(), [&](auto* a, auto* b) { return nearness(a) < nearness(b); });
}

void ClauseReasons::explain_conclusion(ClauseId id, const GoalConclusion& c, bool stands, ClauseReport& out) {
  const ClausePlan& clause = plan_.clauses[index_of(id)];
  if (stands) {
    out.why = Why::Yields;
    for (const ClauseId other : decision_.because) {
      const PolicyId policy = policy_[other].policy;
      if (policy == policy_[id].policy) {
        if (!eval::share_base(plan_, id, other)) out.defeated_by.push_back(other);
      } else if (out.defeated_by_policies.empty() || out.defeated_by_policies.back() != policy) {
        out.defeated_by_policies.push_back(policy);
      }
    }
    // What makes its own policy's word has part in the outcome, or has lost to what does; else the word of others
    // prevails.
    if (out.defeated_by.empty() && !out.defeated_by_policies.empty())
      out.why = Why::Outweighed;
    else
      out.defeated_by_policies.clear();
    return;
  }
  if (evaluation_.at(c.applies) == Truth::No) {
    out.why = why_not_applying(id, c, clause, out);
  } else if (evaluation_.at(c.test) == Truth::No && policy_[id].conclusions[c.index].duty) {
    out.why = Why::NotInForce;  // this version of the duty
  } else if (evaluation_.at(c.test) == Truth::No) {
    out.why = c.past && evaluation_.truth(*c.past) == Truth::Yes ? Why::Lapsed : Why::Test;
  } else if (evaluation_.at(c.holds) == Truth::No) {
    out.why = Why::Overridden;
    out.defeated_by = overriding(c);
  } else if (evaluation_.at(c.struck) == Truth::Yes) {
    out.why = Why::Struck;
    for (const ClauseId strike : plan_.strikes) {
      if (evaluation_.truth(plan_.clauses[index_of(strike)].holds) == Truth::Yes && strikes(strike, c))
        out.defeated_by.push_back(strike);
    }
  } else {
    out.why = Why::Unsettled;
    out.turns_on = turns_on(id, c);
  }
}

// The carve-outs that reach a clause and of which it is not known whether they hold.
std::vector<ClauseId> ClauseReasons::unknown_carveouts(ClauseId id, std::optional<ActionId> action) {
  std::vector<ClauseId> out;
  for (const ClauseId carveout : plan_.clauses[index_of(id)].carveouts) {
    if (evaluation_.truth(plan_.clauses[index_of(carveout)].holds) == Truth::Unknown && reaches(carveout, id, action))
      out.push_back(carveout);
  }
  return out;
}

// SPEC 7.3: the clauses whose unknown truths make it unknown whether a conclusion stands.
std::vector<ClauseId> ClauseReasons::turns_on(ClauseId id, const GoalConclusion& c) {
  // Its own conditions or its scope: nothing that other clauses decide.
  if (evaluation_.truth(plan_.clauses[index_of(id)].own) == Truth::Unknown) return {};
  const std::optional<ActionId> action = action_of(c);
  std::set<ClauseId> out;
  if (evaluation_.at(c.applies) == Truth::Unknown) {
    const std::vector<ClauseId> carveouts = unknown_carveouts(id, action);
    out.insert(carveouts.begin(), carveouts.end());
    for (const ClauseId base : policy_[id].bases) {
      if (applies(base, action) == Truth::Unknown) out.insert(base);
    }
  }
  for (const ClauseId other : overriding(c)) {
    if (evaluation_.at(c.holds) == Truth::Unknown) out.insert(other);
  }
  for (const ClauseId strike : plan_.strikes) {
    if (evaluation_.truth(plan_.clauses[index_of(strike)].holds) == Truth::Unknown && strikes(strike, c))
      out.insert(strike);
  }
  return {out.begin(), out.end()};
}

// SPEC 7.3: applies(c, a), where c speaks of a.
Truth ClauseReasons::applies(ClauseId id, std::optional<ActionId> action) {
  const auto found = by_clause_.find(id);
  if (found != by_clause_.end()) {
    for (const auto* conclusions : {&found->second.outcome, &found->second.duties}) {
      for (const GoalConclusion* c : *conclusions) {
        if (action_of(*c) == action) return evaluation_.at(c->applies);
      }
    }
  }
  return action ? Truth::No : evaluation_.truth(plan_.clauses[index_of(id)].holds);
}

Why ClauseReasons::why_not_applying(ClauseId id, const GoalConclusion& c, const ClausePlan& clause, ClauseReport& out) {
  if (clause.suspended) return Why::Suspended;
  if (evaluation_.truth(clause.scope) == Truth::No) return Why::OutOfScope;
  if (evaluation_.truth(clause.superseded) == Truth::Yes) {
    out.defeated_by_policies = superseding(policy_[id].policy);
    return Why::Superseded;
  }
  if (evaluation_.truth(clause.period) == Truth::No) return Why::NotInForce;
  if (evaluation_.truth(clause.own) == Truth::No) return Why::Conditions;
  for (const ClauseId carveout : clause.carveouts) {
    if (evaluation_.truth(plan_.clauses[index_of(carveout)].holds) == Truth::Yes && reaches(carveout, id, action_of(c)))
      out.defeated_by.push_back(carveout);
  }
  if (!out.defeated_by.empty()) return Why::CarvedOut;
  out.defeated_by = policy_[id].bases;
  return Why::BaseDoesNotApply;
}

// The policies that displace one, here and now.
std::vector<PolicyId> ClauseReasons::superseding(PolicyId displaced) {
  std::vector<PolicyId> out;
  for (std::uint32_t i = 0; i < policy_.policies.size(); ++i) {
    const auto& named = policy_.policies[i].supersedes;
    const bool names = std::find(named.begin(), named.end(), displaced) != named.end();
    if (names && evaluation_.truth(plan_.in_scope[i]) == Truth::Yes) out.push_back(PolicyId{i});
  }
  return out;
}

std::optional<ActionId> ClauseReasons::action_of(const GoalConclusion& c) const {
  if (policy_[c.clause].kind == ClauseKind::Carveout) return std::nullopt;
  return policy_[c.clause].conclusions[c.index].action;
}

bool ClauseReasons::reaches(ClauseId carveout, ClauseId id, std::optional<ActionId> action) const {
  const auto& narrowed = policy_[carveout].for_actions;
  if (narrowed.empty() || policy_[id].kind == ClauseKind::Carveout) return true;
  return action && std::find(narrowed.begin(), narrowed.end(), *action) != narrowed.end();
}

bool ClauseReasons::strikes(ClauseId strike, const GoalConclusion& c) const {
  const Strike kind = policy_[strike].strike;
  if (policy_[strike].policy != policy_[c.clause].policy) return false;
  if (const auto struck = policy_[strike].strike_part) {
    std::optional<PartId> part = policy_[c.clause].part;
    while (part && part != struck) part = policy_.parts[index_of(*part)].parent;
    if (!part) return false;
  }
  const auto& narrowed = policy_[strike].for_actions;
  const auto action = action_of(c);
  if (!narrowed.empty() && (!action || std::find(narrowed.begin(), narrowed.end(), *action) == narrowed.end()))
    return false;
  switch (policy_[c.clause].conclusions[c.index].kind) {
    case ConclusionKind::Permit:
      return kind == Strike::Permits;
    case ConclusionKind::Forbid:
      return kind == Strike::Forbids;
    case ConclusionKind::Require:
      return kind == Strike::Duties;
  }
  return false;
}

// The clauses whose conclusions override this one and hold; where none does for certain, those that may.
std::vector<ClauseId> ClauseReasons::overriding(const GoalConclusion& c) const {
  const Conclusion& conclusion = policy_[c.clause].conclusions[c.index];
  std::set<ClauseId> certain;
  std::set<ClauseId> possible;
  for (const auto& [id, conclusions] : by_clause_) {
    if (!plan_.overrides(id, c.clause)) continue;
    for (const GoalConclusion* other : conclusion.duty ? conclusions.duties : conclusions.outcome) {
      const Conclusion& theirs = policy_[id].conclusions[other->index];
      const bool differ = conclusion.duty ? theirs.duty == conclusion.duty && theirs.timing != conclusion.timing
                                          : theirs.kind != conclusion.kind;
      if (differ && evaluation_.at(other->holds) == Truth::Yes) certain.insert(id);
      if (differ && evaluation_.at(other->holds) != Truth::No) possible.insert(id);
    }
  }
  const std::set<ClauseId>& out = certain.empty() ? possible : certain;
  return {out.begin(), out.end()};
}

// A carve-out that reaches a clause speaking of the action, or strikes its conclusions, and does not hold.
std::optional<ClauseReport> ClauseReasons::carveout(ClauseId id) {
  if (!concerns(id)) return std::nullopt;
  const ClausePlan& plan = plan_.clauses[index_of(id)];
  const Truth holds = evaluation_.truth(plan.holds);
  if (holds == Truth::Yes) return std::nullopt;
  ClauseReport out{id, Why::Unsettled, conditions(id), {}, {}, {}};
  if (holds == Truth::Unknown) {
    out.turns_on = unknown_carveouts(id, std::nullopt);
    return out;
  }
  GoalConclusion none;
  none.clause = id;
  out.why = why_not_applying(id, none, plan, out);
  return out;
}

bool ClauseReasons::concerns(ClauseId id) {
  const Clause& clause = policy_[id];
  bool concerns = false;
  for (const ClauseId target : clause.targets)
    concerns = concerns || concerned_.count(target) || by_clause_.count(target);
  if (clause.strike != Strike::None) {
    for (const auto& [other, conclusions] : by_clause_) {
      for (const GoalConclusion* c : conclusions.outcome) concerns = concerns || strikes(id, *c);
      for (const GoalConclusion* c : conclusions.duties) concerns = concerns || strikes(id, *c);
    }
  }
  if (!clause.for_actions.empty() &&
      std::find(clause.for_actions.begin(), clause.for_actions.end(), decision_.action) == clause.for_actions.end())
    concerns = false;
  if (concerns) concerned_.insert(id);
  return concerns;
}

}  // namespace carveout
