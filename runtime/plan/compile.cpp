#include <algorithm>

#include "carveout/decision.hpp"
#include "plan/clause_compiler.hpp"
#include "plan/plan.hpp"

namespace carveout {
namespace {

using plan::ExpressionCompiler;
using plan::NodeBuilder;
using plan::NodeId;
using plan::Op;

// The day that decides what is in force: what `as of` says, or a fact of its own that only the outside can tell.
NodeId governing_date(const CheckedPolicy& policy, NodeBuilder& builder, ExpressionCompiler& expressions) {
  std::vector<NodeId> operands;
  if (policy.policy.as_of) operands.push_back(expressions.value(*policy.policy.as_of));
  return builder.value(Op::GoverningDate, kDate, std::move(operands), 0, policy.policy.span);
}

void compile_duties(Plan& out, NodeBuilder& builder, ExpressionCompiler& expressions) {
  for (const Duty& duty : out.policy->duties) {
    out.done_when.emplace_back();
    out.due.emplace_back();
    if (duty.done_when) out.done_when.back() = expressions.condition(*duty.done_when);
    if (!duty.due) continue;
    const NodeId anchor = expressions.value(duty.due->anchor);
    const NodeId within = expressions.value(duty.due->within);
    const TypeId type = (*out.policy)[duty.due->anchor].type;
    out.due.back() = builder.value(duty.due->before ? Op::Subtract : Op::Add, type, {anchor, within}, 0,
                                   (*out.policy)[duty.due->within].span);
  }
}

// What scenarios expect of values can be asked for by itself.
void compile_askable(Plan& out, ExpressionCompiler& expressions) {
  std::vector<ExprId> wanted;
  for (const Scenario& scenario : out.policy->scenarios) {
    for (const Expectation& expectation : scenario.expectations) {
      if (const auto* value = std::get_if<ExpectValue>(&expectation.what)) wanted.push_back(value->value);
    }
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  for (const ExprId id : wanted) out.expressions.emplace_back(id, expressions.value(id));
}

void compile_defines(Plan& out, ExpressionCompiler& expressions) {
  for (std::uint32_t i = 0; i < out.policy->defines.size(); ++i) {
    plan::DefinePlan& define = out.defines.emplace_back();
    if (out.policy->defines[i].parameters.empty())
      define.value = expressions.definition(DefineId(i), define.conditions);
  }
}

}  // namespace

Compiled compile(std::shared_ptr<const CheckedPolicy> policy, const std::vector<ClauseId>& without,
                 const PlanLimits& limits) {
  auto out = std::make_shared<Plan>();
  out->policy = std::move(policy);
  NodeBuilder builder(*out, limits);
  ExpressionCompiler expressions(*out, builder, limits);
  out->governing_date = governing_date(*out->policy, builder, expressions);
  plan::ClauseCompiler clauses(*out, builder, expressions, without, limits);
  clauses.run();
  compile_duties(*out, builder, expressions);
  compile_defines(*out, expressions);
  compile_askable(*out, expressions);
  if (!builder.failed) return {std::move(out), {}};
  return {nullptr, {std::move(*builder.failed)}};
}

}  // namespace carveout
