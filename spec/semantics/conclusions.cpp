#include "conclusions.hpp"

#include <algorithm>

// What clauses conclude, 7.3. The names of the functions are those of the chapter.
namespace carveout::reference {
namespace {

template <class Id>
bool is_among(const std::vector<Id>& list, Id id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// A carve-out reaches every action, or with `for` those it names; with `for` it reaches nothing that stands apart from
// any.
bool reaches(const Clause& carveout, std::optional<ActionId> action) {
  if (carveout.for_actions.empty()) return true;
  return action && is_among(carveout.for_actions, *action);
}

bool strikes_kind(Strike strike, ConclusionKind kind) {
  switch (strike) {
    case Strike::None:
      return false;
    case Strike::Forbids:
      return kind == ConclusionKind::Forbid;
    case Strike::Permits:
      return kind == ConclusionKind::Permit;
    case Strike::Duties:
      return kind == ConclusionKind::Require;
  }
  return false;
}

}  // namespace

Conclusions::Conclusions(const CheckedPolicy& policy, Formulas& formulas, std::optional<Date> told)
    : policy_(policy), formulas_(formulas), told_(told) {
  rank_clauses();
  formulas_.take_words_from([this](const AskedWord& asked) { return forbidden(asked); });
}

TermPtr Conclusions::governing(PolicyId policy) const {
  return governing_date(policy_, policy_[policy].as_of, told_);
}

TermPtr Conclusions::governing(ClauseId clause) const {
  return policy_[clause].as_of ? governing_date(policy_, policy_[clause].as_of, told_)
                               : governing(policy_[clause].policy);
}

FormulaId Conclusions::condition(ExprId expression, const TermPtr& governing) {
  return formulas_.take_apart(spell_out(policy_, expression, governing));
}

FormulaId Conclusions::in_scope(PolicyId id) {
  const PolicyInfo& policy = policy_[id];
  std::vector<FormulaId> parts{formulas_.in_force(policy.period, governing(id))};
  if (policy.applies_when) parts.push_back(condition(*policy.applies_when, governing(id)));
  return formulas_.all(std::move(parts));
}

FormulaId Conclusions::own(ClauseId id) {
  if (const auto known = own_.find(id); known != own_.end()) return known->second;
  const Clause& clause = policy_[id];
  const TermPtr of_policy = governing(clause.policy), of_clause = governing(id);
  std::vector<FormulaId> parts{in_scope(clause.policy)};
  for (std::uint32_t i = 0; i < policy_.policies.size(); ++i) {
    const bool supersedes = is_among(policy_.policies[i].supersedes, clause.policy);
    if (supersedes) parts.push_back(formulas_.negation(in_scope(PolicyId(i))));
  }
  for (auto part = clause.part; part; part = policy_.parts[carveout::index_of(*part)].parent) {
    const Part& around = policy_.parts[carveout::index_of(*part)];
    parts.push_back(formulas_.in_force(around.period, of_policy));
    if (around.applies_when) parts.push_back(condition(*around.applies_when, of_policy));
  }
  parts.push_back(formulas_.in_force(clause.period, of_clause));
  if (clause.when) parts.push_back(condition(*clause.when, of_clause));
  if (clause.unless) parts.push_back(formulas_.negation(condition(*clause.unless, of_clause)));
  return own_[id] = formulas_.all(std::move(parts));
}

FormulaId Conclusions::holds(ClauseId carveout) {
  if (const auto known = carveout_holds_.find(carveout); known != carveout_holds_.end()) return known->second;
  std::vector<FormulaId> parts{own(carveout)};
  for (const ClauseId other : clauses()) {
    if (is_among(policy_[other].targets, carveout)) parts.push_back(formulas_.negation(holds(other)));
  }
  return carveout_holds_[carveout] = formulas_.all(std::move(parts));
}

std::vector<FormulaId> Conclusions::unless_carved_out(ClauseId clause, std::optional<ActionId> action) {
  std::vector<FormulaId> parts;
  for (const ClauseId carveout : clauses()) {
    if (policy_[carveout].kind != ClauseKind::Carveout || !is_among(policy_[carveout].targets, clause)) continue;
    if (reaches(policy_[carveout], action)) parts.push_back(formulas_.negation(holds(carveout)));
  }
  return parts;
}

// applies(c, a), or applies(c) where there is no action.
FormulaId Conclusions::applies(ClauseId clause, std::optional<ActionId> action) {
  const std::pair key{clause, action};
  if (const auto known = applies_.find(key); known != applies_.end()) return known->second;
  std::vector<FormulaId> parts = unless_carved_out(clause, action);
  parts.push_back(own(clause));
  if (policy_[clause].kind == ClauseKind::Exception) parts.push_back(some_base_applies(policy_[clause], action));
  return applies_[key] = formulas_.all(std::move(parts));
}

FormulaId Conclusions::some_base_applies(const Clause& exception, std::optional<ActionId> action) {
  std::vector<FormulaId> bases;
  for (const ClauseId base : exception.bases) {
    for (std::uint32_t i = 0; i < policy_.actions.size(); ++i) {
      const bool asked = !action || *action == ActionId(i);
      if (asked && policy_.speaks_of(base, ActionId(i))) bases.push_back(applies(base, ActionId(i)));
    }
    if (!action) bases.push_back(applies(base, std::nullopt));
  }
  return formulas_.any(std::move(bases));
}

FormulaId Conclusions::applies_and_test(ConclusionId k) {
  const Conclusion& conclusion = (*this)[k];
  std::vector<FormulaId> parts{applies(k.clause, conclusion.action)};
  if (conclusion.test) {
    const FormulaId test = condition(*conclusion.test, governing(k.clause));
    parts.push_back(conclusion.test_negated ? formulas_.negation(test) : test);
  }
  if (conclusion.past) parts.push_back(formulas_.negation(condition(*conclusion.past, governing(k.clause))));
  return formulas_.all(std::move(parts));
}

FormulaId Conclusions::holds(ConclusionId k) {
  if (const auto known = holds_.find(k); known != holds_.end()) return known->second;
  std::vector<FormulaId> parts{applies_and_test(k)};
  for (const ConclusionId d : all()) {
    if (overrides(d, k)) parts.push_back(formulas_.negation(holds(d)));
  }
  return holds_[k] = formulas_.all(std::move(parts));
}

std::vector<ClauseId> Conclusions::strikes_on(ConclusionId k) const {
  std::vector<ClauseId> strikes;
  for (const ClauseId id : clauses()) {
    const Clause& strike = policy_[id];
    if (strike.policy != policy_[k.clause].policy) continue;
    if (!strikes_kind(strike.strike, (*this)[k].kind) || !reaches(strike, (*this)[k].action)) continue;
    bool inside = !strike.strike_part;
    for (auto part = policy_[k.clause].part; part; part = policy_.parts[carveout::index_of(*part)].parent) {
      inside |= part == strike.strike_part;
    }
    if (inside) strikes.push_back(id);
  }
  return strikes;
}

FormulaId Conclusions::stands(ConclusionId k) {
  std::vector<FormulaId> parts{holds(k)};
  for (const ClauseId strike : strikes_on(k)) parts.push_back(formulas_.negation(holds(strike)));
  return formulas_.all(std::move(parts));
}

FormulaId Conclusions::forbidden(const AskedWord& asked) {
  std::vector<ConclusionId> permits, forbids;
  for (const ConclusionId k : about(asked.action)) {
    if (policy_[k.clause].policy != asked.policy) continue;
    ((*this)[k].kind == ConclusionKind::Permit ? permits : forbids).push_back(k);
  }
  std::vector<FormulaId> some_forbid;
  for (const ConclusionId f : forbids) some_forbid.push_back(stands(f));
  std::vector<FormulaId> parts{formulas_.any(std::move(some_forbid))};
  // A permit that stands, and yields to no forbid that does, would make it a conflict.
  if (policy_[asked.policy].on_conflict == Standing::Forbidden) permits.clear();
  for (const ConclusionId p : permits) {
    std::vector<FormulaId> out_of_the_way{formulas_.negation(stands(p))};
    const bool may_yield = policy_[p.clause].kind == ClauseKind::Exception;
    const std::set<ClauseId> bases = bases_of(p.clause);
    for (const ConclusionId f : forbids) {
      const std::set<ClauseId> others = bases_of(f.clause);
      const bool shared = std::any_of(bases.begin(), bases.end(), [&](ClauseId b) { return others.count(b) != 0; });
      if (may_yield && !shared) out_of_the_way.push_back(stands(f));
    }
    parts.push_back(formulas_.any(std::move(out_of_the_way)));
  }
  return formulas_.all(std::move(parts));
}

FormulaId Conclusions::rests_on(ConclusionId k) {
  std::vector<FormulaId> parts{applies_and_test(k)};
  for (const ClauseId strike : strikes_on(k)) parts.push_back(holds(strike));
  return formulas_.all(std::move(parts));
}

std::vector<ConclusionId> Conclusions::about(ActionId action) const {
  std::vector<ConclusionId> found;
  for (const ConclusionId k : all()) {
    if ((*this)[k].kind != ConclusionKind::Require && (*this)[k].action == action) found.push_back(k);
  }
  return found;
}

std::vector<ConclusionId> Conclusions::requiring(DutyId duty, Timing timing, std::optional<ActionId> action) const {
  std::vector<ConclusionId> found;
  for (const ConclusionId k : all()) {
    const Conclusion& c = (*this)[k];
    const bool same = c.kind == ConclusionKind::Require && c.duty == duty && c.timing == timing;
    if (same && c.action == action) found.push_back(k);
  }
  return found;
}

std::set<ClauseId> Conclusions::bases_of(ClauseId clause) const {
  std::set<ClauseId> bases;
  std::vector<ClauseId> open{clause};
  while (!open.empty()) {
    const ClauseId one = open.back();
    open.pop_back();
    if (!bases.insert(one).second) continue;
    open.insert(open.end(), policy_[one].bases.begin(), policy_[one].bases.end());
  }
  return bases;
}

std::vector<ClauseId> Conclusions::clauses() const {
  std::vector<ClauseId> ids;
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) ids.push_back(ClauseId(i));
  return ids;
}

std::vector<ConclusionId> Conclusions::all() const {
  std::vector<ConclusionId> ids;
  for (const ClauseId clause : clauses()) {
    for (std::uint32_t i = 0; i < policy_[clause].conclusions.size(); ++i) ids.push_back({clause, i});
  }
  return ids;
}

}  // namespace carveout::reference
