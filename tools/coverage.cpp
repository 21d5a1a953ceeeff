#include "coverage.hpp"

namespace carveout::tool {

Coverage::Coverage(const CheckedPolicy& policy) : in_force_(policy.clauses.size()), seen_(policy.clauses.size()) {
  while (own_ < policy.clauses.size() && policy.clauses[own_].policy == kRootPolicy) ++own_;
}

void Coverage::add(const std::vector<ClauseState>& states, const std::set<ClauseId>& made) {
  for (const ClauseId id : made) in_force_[index_of(id)] = true;
  for (std::size_t i = 0; i < states.size() && i < seen_.size(); ++i) {
    if (states[i].in_force == Truth::Yes) in_force_[i] = true;
    seen_[i].resize(states[i].conditions.size());
    for (std::size_t k = 0; k < states[i].conditions.size(); ++k) {
      const ConditionReport& condition = states[i].conditions[k];
      Seen& seen = seen_[i][k];
      seen.label = condition.label.value_or("");
      seen.labelled = condition.label.has_value();
      seen.span = condition.span;
      seen.true_once = seen.true_once || condition.value == Truth::Yes;
      seen.false_once = seen.false_once || condition.value == Truth::No;
    }
  }
}

std::vector<ClauseId> Coverage::never_in_force() const {
  std::vector<ClauseId> out;
  for (std::uint32_t i = 0; i < own_; ++i) {
    if (!in_force_[i]) out.push_back(ClauseId{i});
  }
  return out;
}

std::vector<OneSided> Coverage::one_sided() const {
  std::vector<OneSided> out;
  for (std::uint32_t i = 0; i < own_ && i < seen_.size(); ++i) {
    for (const Seen& seen : seen_[i]) {
      if (seen.labelled && !(seen.true_once && seen.false_once))
        out.push_back({ClauseId{i}, seen.label, seen.span, seen.true_once, seen.false_once});
    }
  }
  return out;
}

}  // namespace carveout::tool
