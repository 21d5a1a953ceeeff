#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "formula.hpp"

namespace carveout::reference {

// One conclusion: a clause, and which of its conclusions.
struct ConclusionId {
  ClauseId clause{};
  std::uint32_t number = 0;
  friend auto operator<=>(const ConclusionId&, const ConclusionId&) = default;
};

// What 7.3 says of clauses, as formulas over the conditions of the policy.
class Conclusions {
 public:
  // `told`: the governing date told from outside.
  Conclusions(const CheckedPolicy& policy, Formulas& formulas, std::optional<Date> told);

  // 7.2.
  [[nodiscard]] TermPtr governing(PolicyId policy) const;
  [[nodiscard]] TermPtr governing(ClauseId clause) const;

  [[nodiscard]] FormulaId stands(ConclusionId k);
  // 7.4: the word of a policy on an action is forbid.
  [[nodiscard]] FormulaId forbidden(const AskedWord& asked);
  // What the conclusion rests on, for the order of units (7.5): applies, its test, and the strikes that reach it.
  [[nodiscard]] FormulaId rests_on(ConclusionId k);

  [[nodiscard]] const Conclusion& operator[](ConclusionId k) const { return policy_[k.clause].conclusions[k.number]; }
  // The permits and forbids of an action, those of one policy after those of the other.
  [[nodiscard]] std::vector<ConclusionId> about(ActionId action) const;
  // The requires of a duty, before or after an action, or standing.
  [[nodiscard]] std::vector<ConclusionId> requiring(DutyId duty, Timing timing, std::optional<ActionId> action) const;
  // 7.4: the bases of a clause, itself included.
  [[nodiscard]] std::set<ClauseId> bases_of(ClauseId clause) const;

 private:
  [[nodiscard]] FormulaId in_scope(PolicyId policy);
  [[nodiscard]] FormulaId own(ClauseId clause);
  [[nodiscard]] FormulaId holds(ClauseId carveout);
  [[nodiscard]] FormulaId applies(ClauseId clause, std::optional<ActionId> action);
  [[nodiscard]] FormulaId some_base_applies(const Clause& clause, std::optional<ActionId> action);
  [[nodiscard]] FormulaId applies_and_test(ConclusionId k);
  [[nodiscard]] FormulaId holds(ConclusionId k);
  [[nodiscard]] FormulaId condition(ExprId expression, const TermPtr& governing);
  [[nodiscard]] std::vector<FormulaId> unless_carved_out(ClauseId clause, std::optional<ActionId> action);
  [[nodiscard]] std::vector<ClauseId> strikes_on(ConclusionId k) const;

  // overriding.cpp
  void rank_clauses();
  [[nodiscard]] bool overrides_by_name(ClauseId above, ClauseId below) const;
  [[nodiscard]] bool overrides(ClauseId above, ClauseId below) const;
  [[nodiscard]] bool overrides(ConclusionId above, ConclusionId below) const;

  [[nodiscard]] std::vector<ClauseId> clauses() const;
  [[nodiscard]] std::vector<ConclusionId> all() const;

  const CheckedPolicy& policy_;
  Formulas& formulas_;
  std::optional<Date> told_;
  std::set<ClauseId> on_top_;
  std::set<ClauseId> at_the_bottom_;
  std::map<ClauseId, FormulaId> own_;
  std::map<ClauseId, FormulaId> carveout_holds_;
  std::map<std::pair<ClauseId, std::optional<ActionId>>, FormulaId> applies_;
  std::map<ConclusionId, FormulaId> holds_;
};

}  // namespace carveout::reference
