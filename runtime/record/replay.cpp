#include "carveout/replay.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "plan/plan.hpp"

namespace carveout {
namespace {

std::vector<std::string> differences(const DecisionRecord& a, const DecisionRecord& b) {
  std::vector<std::string> out;
  if (a.outcome != b.outcome) out.emplace_back("outcome");
  if (a.allowed != b.allowed) out.emplace_back("allowed");
  if (a.basis != b.basis) out.emplace_back("basis");
  if (a.possible != b.possible) out.emplace_back("possible");
  if (a.clauses != b.clauses) out.emplace_back("clauses");
  if (a.until != b.until) out.emplace_back("until");
  if (a.duties != b.duties) out.emplace_back("duties");
  return out;
}

// The facts, or why there are none.
bool read_facts(const CheckedPolicy& policy, const Record& record, Replayed& out) {
  if (!record.facts) {
    out.kind = Replayed::Kind::WithoutFacts;
    return false;
  }
  out.kind = Replayed::Kind::FactsAltered;
  if (facts_digest(*record.facts) != record.facts_digest) return false;
  BoundFacts bound = facts_from_json(policy, "facts", *record.facts);
  if (!bound.facts) {
    out.kind = Replayed::Kind::FactsDoNotFit;
    if (!bound.diagnostics.empty()) out.reason = bound.diagnostics.front().message;
    return false;
  }
  out.facts = std::move(*bound.facts);
  // By the same policy there is one way to write them.
  return !out.same_policy || canonical_facts(policy, out.facts) == *record.facts;
}

bool read_options(const Record& record, Replayed& out) {
  out.options.ways =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(record.ways, std::numeric_limits<std::uint32_t>::max()));
  out.options.steps = record.steps;
  if (!record.as_of_told) return true;
  out.options.as_of = record.as_of ? Date::parse(*record.as_of) : std::nullopt;
  if (!out.options.as_of) out.kind = Replayed::Kind::DateUnknown;
  return out.options.as_of.has_value();
}

}  // namespace

bool Replayed::differs() const noexcept {
  return other_date || std::any_of(decisions.begin(), decisions.end(),
                                   [](const ReplayedDecision& one) { return !one.differing.empty(); });
}

Replayed replay(const Plan& plan, std::string_view digest, const Record& record) {
  const CheckedPolicy& policy = *plan.policy;
  Replayed out;
  out.same_policy = record.policy_digest == digest;
  if (!read_facts(policy, record, out) || !read_options(record, out)) return out;
  out.kind = Replayed::Kind::Decided;
  RecordOptions options;
  options.facts = FactsKept::Digest;
  options.decide = out.options;
  std::vector<Decision> decided;
  for (const DecisionRecord& before : record.decisions) {
    ReplayedDecision one;
    one.before = before;
    const auto action = policy.find_action(before.action);
    if (action)
      decided.push_back(decide(plan, out.facts, *action, out.options));
    else
      one.differing.emplace_back("action");
    out.decisions.push_back(std::move(one));
  }
  Record again = record_of(plan, out.facts, decided, options);
  out.as_of = again.as_of;
  out.other_date = again.as_of != record.as_of;
  std::size_t next = 0;
  for (ReplayedDecision& one : out.decisions) {
    if (!one.differing.empty()) continue;
    one.after = std::move(again.decisions[next]);
    one.answer.decision = std::move(decided[next++]);
    one.differing = differences(one.before, *one.after);
    // What is as it was needs no reasons.
    if (!one.differing.empty()) one.answer.explanation = explain(plan, out.facts, one.answer.decision, out.options);
  }
  return out;
}

}  // namespace carveout
