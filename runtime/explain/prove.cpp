#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "carveout/why.hpp"
#include "eval/evaluation.hpp"
#include "eval/reading.hpp"
#include "explain/clause_reasons.hpp"
#include "explain/proof_conditions.hpp"

namespace carveout {
namespace {

using plan::ClausePlan;
using plan::ConditionPlan;
using plan::Goal;
using plan::GoalConclusion;
using plan::NodeId;
using Ids = std::vector<std::uint32_t>;

void add_once(Ids& to, std::uint32_t id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

// Recursion here goes from what is defeated to what defeats it and from exceptions to what they are exceptions to, each
// step to clauses whose conditions are inside its own in the plan.
// INVARIANT: as deep as the compiler of clauses went, which LoadLimits::exception_depth and override_depth bound.
class Prover {
 public:
  Prover(const Plan& plan, const Facts& facts, Decision decision, const WhyOptions& why, const DecideOptions& options)
      : plan_(plan),
        policy_(*plan.policy),
        goal_(plan.actions[index_of(decision.action)].outcome),
        out_{std::move(decision), why, false, {}, {}, {}, {}, {}, {}},
        because_(out_.decision.because.begin(), out_.decision.because.end()),
        reasons_(plan, facts, out_.decision, options),
        evaluation_(reasons_.evaluation()),
        conditions_(evaluation_, out_) {}

  Proof run() {
    // Steps of makers first: what is defeated points to them.
    for (const ClauseId id : out_.decision.because) {
      const std::uint32_t step = stands(id, *maker(id));
      out_.steps[step].made = true;
      out_.made.push_back(step);
    }
    const std::vector<const GoalConclusion*> relevant = would_make_otherwise();
    out_.certain = is_certain(relevant);
    add_steps(relevant, out_.against);
    if (!out_.options.instead) add_carveouts();
    if (out_.options.full) add_others();
    cite();
    return std::move(out_);
  }

 private:
  [[nodiscard]] Truth truth(NodeId id) { return evaluation_.truth(id); }
  [[nodiscard]] ConclusionKind kind_of(const GoalConclusion& c) const {
    return policy_[c.clause].conclusions[c.index].kind;
  }

  // What a clause that made the outcome says: of a permit and forbid of one `only if`, what stands.
  const GoalConclusion* maker(ClauseId id) { return reasons_.pick(reasons_.spoken().at(id).outcome); }

  // The conclusions that would make the outcome another, or where one is named, that one.
  std::vector<const GoalConclusion*> would_make_otherwise() {
    const Decision& d = out_.decision;
    std::set<PolicyId> makers;
    for (const ClauseId id : d.because) makers.insert(policy_[id].policy);
    const auto is_relevant = [&](const GoalConclusion& c) {
      const bool permit = kind_of(c) == ConclusionKind::Permit;
      if (const auto instead = out_.options.instead) {
        if (*instead == Outcome::Permitted) return permit;
        if (*instead == Outcome::Forbidden) return !permit;
        return *instead == Outcome::Conflict;
      }
      if (d.basis == Basis::Default) return true;
      // SPEC 7.4: a policy that forbids prevails over what others say.
      if (d.outcome == Outcome::Forbidden)
        return permit && (makers.count(policy_[c.clause].policy) != 0 || evaluation_.at(c.stands) == Truth::Yes);
      if (d.outcome == Outcome::Permitted) return !permit;
      return d.outcome != Outcome::Undetermined || evaluation_.at(c.stands) != Truth::No;
    };
    std::vector<const GoalConclusion*> out;
    for (const auto* side : {&goal_.permits, &goal_.forbids}) {
      for (const GoalConclusion& c : *side) {
        if (is_relevant(c)) out.push_back(&c);
      }
    }
    return out;
  }

  // Is all of what it turns on known?
  bool is_certain(const std::vector<const GoalConclusion*>& relevant) {
    if (out_.decision.outcome == Outcome::Undetermined) return false;
    for (const std::uint32_t step : out_.made) {
      if (out_.steps[step].truth != Truth::Yes) return false;
    }
    return std::all_of(relevant.begin(), relevant.end(),
                       [&](const GoalConclusion* c) { return evaluation_.at(c->stands) != Truth::Unknown; });
  }

  // One step a clause, in the order of the text, but for those that made the outcome.
  void add_steps(const std::vector<const GoalConclusion*>& conclusions, Ids& to) {
    std::map<ClauseId, std::vector<const GoalConclusion*>> by_clause;
    for (const GoalConclusion* c : conclusions) by_clause[c->clause].push_back(c);
    for (const auto& [id, those] : by_clause) {
      const GoalConclusion* nearest = because_.count(id) != 0 ? nullptr : reasons_.pick(those);
      if (nearest) add_once(to, stands(id, *nearest));
      for (const GoalConclusion* c : those) {
        if (c != nearest) roots_.push_back(c->stands);
      }
    }
  }

  // Carve-outs that would take away what made the outcome.
  void add_carveouts() {
    const std::size_t made = out_.steps.size();
    for (std::uint32_t i = 0; i < made; ++i) {
      const ProofStep& step = out_.steps[i];
      const bool undetermined = out_.decision.outcome == Outcome::Undetermined;
      const bool does_not = undetermined ? step.truth == Truth::Unknown : step.truth != Truth::Yes;
      if (does_not && policy_[step.clause].kind == ClauseKind::Carveout) add_once(out_.against, i);
    }
    std::sort(out_.against.begin(), out_.against.end(),
              [&](std::uint32_t a, std::uint32_t b) { return out_.steps[a].clause < out_.steps[b].clause; });
  }

  void add_others() {
    std::set<ClauseId> told = because_;
    for (const std::uint32_t step : out_.against) told.insert(out_.steps[step].clause);
    for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
      const ClauseId id{i};
      if (policy_[id].kind == ClauseKind::Carveout) {
        if (reasons_.concerns(id) && told.count(id) == 0) out_.others.push_back(applies(id, std::nullopt));
        continue;
      }
      const auto found = reasons_.spoken().find(id);
      if (told.count(id) != 0 || found == reasons_.spoken().end() || found->second.outcome.empty()) continue;
      out_.others.push_back(stands(id, *reasons_.pick(found->second.outcome)));
    }
  }

  // --- steps

  std::uint32_t add(ProofStep step, Ids& slot_of) {
    out_.steps.push_back(std::move(step));
    slot_of.push_back(static_cast<std::uint32_t>(out_.steps.size() - 1));
    return slot_of.back();
  }

  std::uint32_t applies(ClauseId id, std::optional<ActionId> action) {
    Ids& known = applies_[{id, action.has_value()}];
    if (!known.empty()) return known[0];
    ProofStep step;
    step.clause = id;
    step.facet = Facet::Applies;
    step.truth = reasons_.applies(id, action);
    switch (step.truth) {
      case Truth::Yes:
        make_applying(step, action);
        break;
      case Truth::No: {
        ClauseReport report{id, Why::Unsettled, {}, {}, {}, {}};
        step.why = reasons_.why_not_applying(id, conclusion_or_none(id, action), plan_.clauses[index_of(id)], report);
        make_not_applying(step, report, action);
        break;
      }
      case Truth::Unknown:
        make_unsettled(step, action);
        break;
    }
    return add(std::move(step), known);
  }

  // For a carve-out, one that reaches every action.
  GoalConclusion conclusion_or_none(ClauseId id, std::optional<ActionId> action) {
    const auto found = reasons_.spoken().find(id);
    if (action && found != reasons_.spoken().end()) {
      for (const auto* those : {&found->second.outcome, &found->second.duties}) {
        for (const GoalConclusion* c : *those) {
          if (reasons_.action_of(*c) == action) return *c;
        }
      }
    }
    GoalConclusion none;
    none.clause = id;
    return none;
  }

  void make_applying(ProofStep& step, std::optional<ActionId> action) {
    const ClausePlan& clause = plan_.clauses[index_of(step.clause)];
    step.conditions = conditions(clause, {clause.when, clause.unless});
    roots_.insert(roots_.end(), {clause.scope, clause.superseded, clause.period, clause.when, clause.unless});
    for (const ClauseId base : policy_[step.clause].bases) {
      if (reasons_.applies(base, action) != Truth::Yes) continue;
      add_once(step.rests_on, applies(base, action));
      if (!out_.options.full) break;
    }
    for (const ClauseId carveout : clause.carveouts) {
      if (reasons_.reaches(carveout, step.clause, action)) add_once(step.rests_on, applies(carveout, std::nullopt));
    }
  }

  void make_not_applying(ProofStep& step, const ClauseReport& report, std::optional<ActionId> action) {
    const ClausePlan& clause = plan_.clauses[index_of(step.clause)];
    const auto decided_by = [&](NodeId node) {
      roots_.push_back(node);
      eval::FoundPlaces facts;
      eval::cited_facts(evaluation_, {&node, 1}, eval::Instead::FactsAsAWhole, facts);
      step.facts = facts.paths(evaluation_);
    };
    switch (step.why) {
      case Why::OutOfScope:
        return decided_by(clause.scope);
      case Why::Superseded:
        step.policies = report.defeated_by_policies;
        if (!out_.options.full) step.policies.resize(1);
        for (const PolicyId policy : step.policies) roots_.push_back(plan_.in_scope[index_of(policy)]);
        return decided_by(clause.superseded);
      case Why::NotInForce:
        return decided_by(clause.period);
      case Why::Conditions: {
        const NodeId failing = truth(clause.when) == Truth::No ? clause.when : clause.unless;
        roots_.push_back(failing);
        step.conditions = conditions(clause, {failing});
        return;
      }
      case Why::CarvedOut:
        for (const ClauseId carveout : report.defeated_by) {
          add_once(step.rests_on, applies(carveout, std::nullopt));
          if (!out_.options.full) return;
        }
        return;
      case Why::BaseDoesNotApply:
        for (const ClauseId base : policy_[step.clause].bases) {
          if (reasons_.spoken().count(base) != 0) add_once(step.rests_on, applies(base, action));
        }
        return;
      case Why::Suspended:
      case Why::Lapsed:
      case Why::Test:
      case Why::Overridden:
      case Why::Struck:
      case Why::Yields:
      case Why::Outweighed:
      case Why::Unsettled:
        return;
    }
  }

  void make_unsettled(ProofStep& step, std::optional<ActionId> action) {
    const ClausePlan& clause = plan_.clauses[index_of(step.clause)];
    step.why = Why::Unsettled;
    step.conditions = conditions(clause, {clause.when, clause.unless}, Which::Open);
    if (truth(clause.own) == Truth::Unknown) return;
    for (const ClauseId carveout : reasons_.unknown_carveouts(step.clause, action))
      add_once(step.rests_on, applies(carveout, std::nullopt));
    for (const ClauseId base : policy_[step.clause].bases) {
      if (reasons_.applies(base, action) == Truth::Unknown) add_once(step.rests_on, applies(base, action));
    }
  }

  std::uint32_t stands(ClauseId id, const GoalConclusion& c) {
    Ids& known = stands_[{id, kind_of(c)}];
    if (!known.empty()) return known[0];
    ProofStep step;
    step.clause = id;
    step.facet = Facet::Stands;
    step.truth = evaluation_.at(c.stands);
    const bool made = because_.count(id) != 0;
    if (step.truth == Truth::Yes && !made) {
      make_against(step, c);
    } else if (step.truth == Truth::Yes) {
      step.rests_on.push_back(applies(id, reasons_.action_of(c)));
      step.conditions = test_conditions(c);
      roots_.insert(roots_.end(), {c.test, c.struck});
      for (const ClauseId strike : plan_.strikes) {
        if (reasons_.strikes(strike, c)) add_once(step.rests_on, applies(strike, std::nullopt));
      }
    } else {
      make_not_standing(step, c);
    }
    return add(std::move(step), known);
  }

  // It stands, and what made the outcome goes before it.
  void make_against(ProofStep& step, const GoalConclusion& c) {
    ClauseReport report{step.clause, Why::Unsettled, {}, {}, {}, {}};
    reasons_.explain_conclusion(step.clause, c, true, report);
    step.why = report.why;
    step.policies = report.defeated_by_policies;
    roots_.push_back(c.stands);
    for (const ClauseId other : report.defeated_by) add_once(step.rests_on, stands(other, *maker(other)));
    step.rests_on.push_back(applies(step.clause, reasons_.action_of(c)));
  }

  void make_not_standing(ProofStep& step, const GoalConclusion& c) {
    ClauseReport report{step.clause, Why::Unsettled, {}, {}, {}, {}};
    reasons_.explain_conclusion(step.clause, c, false, report);
    step.why = report.why;
    switch (step.why) {
      case Why::Lapsed: {
        roots_.push_back(*c.past);
        eval::FoundPlaces facts;
        eval::cited_facts(evaluation_, {&*c.past, 1}, eval::Instead::FactsAsAWhole, facts);
        step.facts = facts.paths(evaluation_);
        step.until = reasons_.term_of(step.clause);
        return;
      }
      case Why::Test:
        roots_.push_back(c.test);
        step.conditions = test_conditions(c);
        return;
      case Why::Overridden:
        return make_overridden(step, c, report);
      case Why::Struck:
        for (const ClauseId strike : report.defeated_by) {
          add_once(step.rests_on, applies(strike, std::nullopt));
          if (!out_.options.full) return;
        }
        return;
      case Why::Unsettled:
        return make_open(step, c, report);
      case Why::Suspended:
      case Why::OutOfScope:
      case Why::Superseded:
      case Why::NotInForce:
        if (evaluation_.at(c.applies) == Truth::Yes) return roots_.push_back(c.test);  // a version of a duty
        [[fallthrough]];
      case Why::Conditions:
      case Why::CarvedOut:
      case Why::BaseDoesNotApply:
        step.rests_on.push_back(applies(step.clause, reasons_.action_of(c)));
        return;
      case Why::Yields:
      case Why::Outweighed:
        return;
    }
  }

  // What made the outcome is named before others that override as well.
  void make_overridden(ProofStep& step, const GoalConclusion& c, const ClauseReport& report) {
    std::vector<ClauseId> by = report.defeated_by;
    std::stable_partition(by.begin(), by.end(), [&](ClauseId id) { return because_.count(id) != 0; });
    for (const ClauseId other : by) {
      for (const GoalConclusion* theirs : reasons_.spoken().at(other).outcome) {
        if (kind_of(*theirs) == kind_of(c) || evaluation_.at(theirs->holds) != Truth::Yes) continue;
        add_once(step.rests_on, stands(other, *theirs));
        // It holds, whether it stands itself or is struck.
        if (because_.count(other) == 0) roots_.push_back(theirs->holds);
      }
      if (!out_.options.full) return;
    }
  }

  void make_open(ProofStep& step, const GoalConclusion& c, const ClauseReport& report) {
    const ClausePlan& clause = plan_.clauses[index_of(step.clause)];
    step.conditions = conditions(clause, {clause.when, clause.unless}, Which::Open);
    for (const std::uint32_t test : test_conditions(c, Which::Open)) add_once(step.conditions, test);
    const std::optional<ActionId> action = reasons_.action_of(c);
    for (const ClauseId other : report.turns_on) {
      const auto spoken = reasons_.spoken().find(other);
      const auto& bases = policy_[step.clause].bases;
      const bool base = std::find(bases.begin(), bases.end(), other) != bases.end();
      if (policy_[other].kind == ClauseKind::Carveout)
        add_once(step.rests_on, applies(other, std::nullopt));
      else if (base && reasons_.applies(other, action) == Truth::Unknown)
        add_once(step.rests_on, applies(other, action));
      else if (spoken != reasons_.spoken().end() && !spoken->second.outcome.empty())
        add_once(step.rests_on, stands(other, *reasons_.pick(spoken->second.outcome)));
    }
  }

  // --- conditions

  using Which = ProofConditions::Which;

  Ids test_conditions(const GoalConclusion& c, Which which = Which::Deciding) {
    const Conclusion& conclusion = policy_[c.clause].conclusions[c.index];
    if (!conclusion.test) return {};
    const Span test = policy_[*conclusion.test].span;
    std::vector<ConditionPlan> in_test;
    for (const ConditionPlan& condition : plan_.clauses[index_of(c.clause)].conditions) {
      if (condition.span.file == test.file && test.begin <= condition.span.begin && condition.span.end <= test.end)
        in_test.push_back(condition);
    }
    return conditions_.told(in_test, {c.test}, which, plan_.clauses[index_of(c.clause)].governing);
  }

  Ids conditions(const ClausePlan& clause, const std::vector<NodeId>& parts, Which which = Which::Deciding) {
    std::vector<ConditionPlan> in_parts;
    for (const ConditionPlan& condition : clause.conditions) {
      if (condition.of == clause.when || condition.of == clause.unless) in_parts.push_back(condition);
    }
    return conditions_.told(in_parts, parts, which, clause.governing);
  }

  // --- facts

  // Of what turns on the unknown, or is more than a proof of the outcome, the facts of all that is said of the action.
  void cite() {
    std::vector<NodeId> roots;
    if (!out_.certain || out_.options.instead || out_.options.full) {
      for (const auto* side : {&goal_.permits, &goal_.forbids}) {
        for (const GoalConclusion& c : *side) roots.insert(roots.end(), {c.applies, c.test, c.struck});
      }
    }
    roots.insert(roots.end(), roots_.begin(), roots_.end());
    roots.insert(roots.end(), conditions_.roots().begin(), conditions_.roots().end());
    eval::FoundPlaces cited;
    eval::cited_facts(evaluation_, roots, eval::Instead::AllThatIsKnown, cited);
    out_.cited = cited.paths(evaluation_);
  }

  const Plan& plan_;
  const CheckedPolicy& policy_;
  const Goal& goal_;
  Proof out_;
  std::set<ClauseId> because_;
  ClauseReasons reasons_;
  eval::Evaluation& evaluation_;
  ProofConditions conditions_;
  std::map<std::pair<ClauseId, bool>, Ids> applies_;  // by whether an action is asked about: one number or none
  std::map<std::pair<ClauseId, ConclusionKind>, Ids> stands_;
  std::vector<NodeId> roots_;  // what the proof rests on
};

}  // namespace

Proof prove(const Plan& plan, const Facts& facts, Decision decision, const WhyOptions& why,
            const DecideOptions& options) {
  return Prover(plan, facts, std::move(decision), why, options).run();
}

}  // namespace carveout
