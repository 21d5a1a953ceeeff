#pragma once

#include <optional>

#include "check/context.hpp"
#include "check/targets.hpp"

namespace carveout::check {

[[nodiscard]] constexpr bool is_expectation(NodeKind kind) noexcept {
  return kind == NodeKind::ExpectOutcome || kind == NodeKind::ExpectDuty || kind == NodeKind::ExpectValue ||
         kind == NodeKind::ExpectBetween;
}

// What scenarios expect: outcomes, duties, values. One checker serves all scenarios of a policy.
class ExpectationChecker {
 public:
  explicit ExpectationChecker(Context& context)
      : context_(context), versions_(context, DiagnosticId::TooManyTargets, context.limits.override_edges) {}
  // Nothing after a diagnostic.
  [[nodiscard]] std::optional<Expectation> check(NodeId node);

 private:
  [[nodiscard]] std::span<const NodeId> children(NodeId n) const;
  [[nodiscard]] const Node& at(NodeId n) const;
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {});
  std::optional<Expectation> outcome(NodeId part);
  void by_clauses(NodeId targets, ExpectOutcome& expected);
  void needed_facts(NodeId needing, ExpectOutcome& expected);
  std::optional<Expectation> duty(NodeId part);
  std::optional<Expectation> value(NodeId part);
  bool has_an_order(TypeId id, NodeId node);

  Context& context_;
  Budget versions_;  // named by `by`
};

}  // namespace carveout::check
