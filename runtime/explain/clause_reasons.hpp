#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"

namespace carveout {

// Everything said about one clause and the action.
struct ClauseConclusions {
  std::vector<const plan::GoalConclusion*> outcome;  // permits and forbids
  std::vector<const plan::GoalConclusion*> duties;
};

// Why the clauses that speak of an action stand or do not stand, on the facts of one decision: what explanations and
// proofs are made of. Plan, facts and decision must outlive it.
class ClauseReasons {
 public:
  ClauseReasons(const Plan& plan, const Facts& facts, const Decision& decision, const DecideOptions& options);

  [[nodiscard]] Explanation explanation();

  [[nodiscard]] eval::Evaluation& evaluation() noexcept { return evaluation_; }
  // The clauses that speak of the action.
  [[nodiscard]] const std::map<ClauseId, ClauseConclusions>& spoken() const noexcept { return by_clause_; }
  // A carve-out that reaches a clause speaking of the action, or strikes its conclusions, and does not hold. To be
  // asked of all carve-outs in the order of the text.
  [[nodiscard]] std::optional<ClauseReport> carveout(ClauseId id);
  // The same of whether it reaches any, be it that it holds or not.
  [[nodiscard]] bool concerns(ClauseId carveout);
  // Of conclusions of one clause, the one that is nearest to standing.
  [[nodiscard]] const plan::GoalConclusion* pick(const std::vector<const plan::GoalConclusion*>& from) const;
  // Which reason of 10.2 fits a conclusion that did not make the outcome, and who defeats it.
  void explain_conclusion(ClauseId id, const plan::GoalConclusion& c, bool stands, ClauseReport& out);
  // Precondition: the clause does not apply.
  [[nodiscard]] Why why_not_applying(ClauseId id, const plan::GoalConclusion& c, const plan::ClausePlan& clause,
                                     ClauseReport& out);
  // SPEC 7.3: applies(c, a), where c speaks of a.
  [[nodiscard]] Truth applies(ClauseId id, std::optional<ActionId> action);
  [[nodiscard]] std::vector<ClauseId> unknown_carveouts(ClauseId id, std::optional<ActionId> action);
  [[nodiscard]] bool reaches(ClauseId carveout, ClauseId id, std::optional<ActionId> action) const;
  [[nodiscard]] bool strikes(ClauseId strike, const plan::GoalConclusion& c) const;
  [[nodiscard]] std::optional<ActionId> action_of(const plan::GoalConclusion& c) const;
  // The last of the terms of its permits of the action, where all have one that is known.
  [[nodiscard]] std::optional<Value> term_of(ClauseId id);

 private:
  void collect(const plan::Goal& goal, bool duty);
  [[nodiscard]] std::vector<ConditionReport> conditions(ClauseId id);
  [[nodiscard]] std::optional<ClauseReport> clause(ClauseId id, const ClauseConclusions& conclusions);
  [[nodiscard]] std::vector<ClauseId> turns_on(ClauseId id, const plan::GoalConclusion& c);
  [[nodiscard]] std::vector<PolicyId> superseding(PolicyId displaced);
  [[nodiscard]] std::vector<ClauseId> overriding(const plan::GoalConclusion& c) const;

  const Plan& plan_;
  const CheckedPolicy& policy_;
  const Decision& decision_;
  eval::Evaluation evaluation_;
  std::map<ClauseId, ClauseConclusions> by_clause_;
  std::set<ClauseId> concerned_;
};

}  // namespace carveout
