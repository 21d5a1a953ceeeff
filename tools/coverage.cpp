#include "coverage.hpp"

namespace carveout::tool {

Coverage::Coverage(const CheckedPolicy& policy) : in_force_(policy.clauses.size()), seen_(policy.clauses.size()) {
  while (own_ < policy.clauses.size() && policy.clauses[own_].policy == kRootPolicy) ++own_;
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) {
    const bool same = i > 0 && policy.clauses[i].name_span == policy.clauses[i - 1].name_span;
    written_.push_back(same ? written_.back() : i);
  }
}

void Coverage::add(const std::vector<ClauseState>& states, const std::set<ClauseId>& made) {
  for (const ClauseId id : made) in_force_[written_[index_of(id)]] = true;
  for (std::size_t i = 0; i < states.size() && i < seen_.size(); ++i) {
    const std::uint32_t written = written_[i];
    if (states[i].in_force == Truth::Yes) in_force_[written] = true;
    for (const ConditionReport& condition : states[i].conditions) {
      if (!condition.label) continue;
      Seen& seen = seen_of(written, condition);
      seen.true_once = seen.true_once || condition.value == Truth::Yes;
      seen.false_once = seen.false_once || condition.value == Truth::No;
    }
  }
}

Coverage::Seen& Coverage::seen_of(std::uint32_t written, const ConditionReport& condition) {
  // By its place in its file: each file of scenarios brings the policy's file under another number.
  for (Seen& seen : seen_[written]) {
    const bool same = seen.span.begin == condition.span.begin && seen.span.end == condition.span.end;
    if (!same || seen.label != *condition.label) continue;
    seen.span = condition.span;
    return seen;
  }
  return seen_[written].emplace_back(Seen{*condition.label, condition.span, false, false});
}

std::vector<ClauseId> Coverage::never_in_force() const {
  std::vector<ClauseId> out;
  for (std::uint32_t i = 0; i < own_; ++i) {
    if (written_[i] == i && !in_force_[i]) out.push_back(ClauseId{i});
  }
  return out;
}

std::vector<OneSided> Coverage::one_sided() const {
  std::vector<OneSided> out;
  for (std::uint32_t i = 0; i < own_ && i < seen_.size(); ++i) {
    for (const Seen& seen : seen_[i]) {
      if (!(seen.true_once && seen.false_once))
        out.push_back({ClauseId{i}, seen.label, seen.span, seen.true_once, seen.false_once});
    }
  }
  return out;
}

}  // namespace carveout::tool
