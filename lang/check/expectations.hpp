#pragma once

#include <optional>
#include <span>
#include <vector>

#include "check/context.hpp"
#include "check/targets.hpp"

namespace carveout::check {

[[nodiscard]] constexpr bool is_expectation(NodeKind kind) noexcept {
  return kind == NodeKind::ExpectOutcome || kind == NodeKind::ExpectDuty || kind == NodeKind::ExpectValue ||
         kind == NodeKind::ExpectBetween;
}

[[nodiscard]] Outcome outcome_of(syntax::OutcomeWord word);

// What scenarios expect: outcomes, duties, values. One checker serves all scenarios of a policy.
class ExpectationChecker {
 public:
  explicit ExpectationChecker(Context& context)
      : context_(context), versions_(context, DiagnosticId::TooManyTargets, context.limits.override_edges) {}
  // The file that nodes are of from now on.
  void enter(ModuleId module) noexcept { module_ = module; }
  // Of an action with a parameter one for each item named; nothing after a diagnostic.
  [[nodiscard]] std::vector<Expectation> check(NodeId node);
  // The parts of an expectation, which in a table stand apart: clauses after `by`, facts after `needing`, both paths,
  // the value or the two ends that an expression is expected to have.
  void by_clauses(std::span<const NodeId> paths, ExpectOutcome& expected);
  void needed_facts(std::span<const NodeId> paths, Span whole, ExpectOutcome& expected);
  [[nodiscard]] std::optional<ExpectValue> written_value(ExprId value, NodeId expression, std::span<const NodeId> ends);

 private:
  [[nodiscard]] std::span<const NodeId> children(NodeId n) const;
  [[nodiscard]] const Node& at(NodeId n) const;
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {});
  std::vector<Expectation> outcome(NodeId part);
  ExpectOutcome outcome_of_one(NodeId part, ActionId action);
  std::vector<Expectation> duty(NodeId part);
  std::optional<Expectation> value(NodeId part);
  bool has_an_order(TypeId id, NodeId node);

  Context& context_;
  ModuleId module_{};
  Budget versions_;  // named by `by`
};

}  // namespace carveout::check
