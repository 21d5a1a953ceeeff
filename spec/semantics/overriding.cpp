#include <algorithm>

#include "conclusions.hpp"

// Which conclusions override which, and ranks: 7.3, "Overriding".
namespace carveout::reference {
namespace {

bool names(const std::vector<ClauseId>& list, ClauseId clause) {
  return std::find(list.begin(), list.end(), clause) != list.end();
}

}  // namespace

bool Conclusions::overrides_by_name(ClauseId above, ClauseId below) const {
  if (policy_[above].kind == ClauseKind::Carveout || policy_[below].kind == ClauseKind::Carveout) return false;
  return names(policy_[above].bases, below) || names(policy_[above].notwithstanding, below) ||
         names(policy_[below].subject_to, above);
}

void Conclusions::rank_clauses() {
  for (const ClauseId clause : clauses()) {
    if (policy_[clause].kind != ClauseKind::Carveout && policy_[clause].notwithstanding_all) on_top_.insert(clause);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const ClauseId above : clauses()) {
      const bool reaches_the_top =
          std::any_of(on_top_.begin(), on_top_.end(), [&](ClauseId below) { return overrides_by_name(above, below); });
      if (reaches_the_top) grown |= on_top_.insert(above).second;
    }
  }
  for (const ClauseId clause : clauses()) {
    if (policy_[clause].kind == ClauseKind::Carveout || on_top_.count(clause) != 0) continue;
    if (policy_[clause].subject_to_all) at_the_bottom_.insert(clause);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const ClauseId below : clauses()) {
      const bool reached = std::any_of(at_the_bottom_.begin(), at_the_bottom_.end(),
                                       [&](ClauseId above) { return overrides_by_name(above, below); });
      if (reached) grown |= at_the_bottom_.insert(below).second;
    }
  }
}

bool Conclusions::overrides(ClauseId above, ClauseId below) const {
  if (overrides_by_name(above, below)) return true;
  if (policy_[above].policy != policy_[below].policy) return false;
  if (policy_[above].notwithstanding_all && on_top_.count(below) == 0) return true;
  const bool yields_to_all = policy_[below].subject_to_all && at_the_bottom_.count(below) != 0;
  return yields_to_all && at_the_bottom_.count(above) == 0;
}

bool Conclusions::overrides(ConclusionId above, ConclusionId below) const {
  if (above.clause == below.clause) return false;
  const Conclusion &d = (*this)[above], &k = (*this)[below];
  if (!d.action || d.action != k.action) return false;
  const bool requires_d = d.kind == ConclusionKind::Require, requires_k = k.kind == ConclusionKind::Require;
  const bool differ =
      requires_d ? requires_k && d.duty == k.duty && d.timing != k.timing : !requires_k && d.kind != k.kind;
  return differ && overrides(above.clause, below.clause);
}

}  // namespace carveout::reference
