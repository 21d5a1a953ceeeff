#include <algorithm>

#include "carveout/decision.hpp"
#include "plan/clause_compiler.hpp"
#include "plan/plan.hpp"
#include "plan/watched.hpp"

namespace carveout {
namespace {

using plan::ExpressionCompiler;
using plan::NodeBuilder;
using plan::NodeId;
using plan::Op;

void compile_duties(Plan& out, NodeBuilder& builder, ExpressionCompiler& expressions) {
  for (const Duty& duty : out.policy->duties) {
    out.done_when.emplace_back();
    out.due.emplace_back();
    const NodeId governing = out.governing_dates[index_of(duty.policy)];
    if (duty.done_when) out.done_when.back() = expressions.condition(*duty.done_when, governing);
    if (duty.due_each) {
      const auto index = static_cast<std::uint32_t>(out.due.size() - 1);
      out.due.back() = builder.value(Op::NextDue, kDate, {governing}, index, duty.span);
    }
    if (!duty.due) continue;
    const NodeId anchor = expressions.value(duty.due->anchor, governing);
    const NodeId within = expressions.value(duty.due->within, governing);
    const TypeId type = (*out.policy)[duty.due->anchor].type;
    const auto& calendar = duty.due->counted_by;
    const Op op = duty.due->before ? calendar ? Op::SubtractCounted : Op::Subtract
                  : calendar       ? Op::AddCounted
                                   : Op::Add;
    const std::uint32_t payload = calendar ? index_of(*calendar) : static_cast<std::uint32_t>(duty.due->rounding);
    out.due.back() = builder.value(op, type, {anchor, within}, payload, (*out.policy)[duty.due->within].span);
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
  const NodeId governing = out.governing_dates[index_of(kRootPolicy)];
  for (const ExprId id : wanted) {
    const bool condition = (*out.policy)[(*out.policy)[id].type].kind == TypeKind::YesNo;
    out.expressions.emplace_back(id,
                                 condition ? expressions.condition(id, governing) : expressions.value(id, governing));
  }
}

// The labels of an exception's conditions are told with the exception.
void leave_to_exceptions(plan::DefinePlan& define) {
  std::erase_if(define.conditions, [&](const plan::ConditionPlan& condition) {
    return std::any_of(define.exceptions.begin(), define.exceptions.end(), [&](const plan::DefineExceptionPlan& e) {
      return std::any_of(e.conditions.begin(), e.conditions.end(), [&](const plan::ConditionPlan& other) {
        return other.node == condition.node && other.label == condition.label;
      });
    });
  });
}

void compile_defines(Plan& out, ExpressionCompiler& expressions) {
  for (std::uint32_t i = 0; i < out.policy->defines.size(); ++i) {
    plan::DefinePlan& define = out.defines.emplace_back();
    if (!out.policy->defines[i].parameters.empty()) continue;
    const NodeId governing = out.governing_dates[index_of(kRootPolicy)];
    define.value = expressions.definition(DefineId(i), governing, define.conditions);
    define.exceptions = expressions.exceptions_of(DefineId(i), governing);
    define.tables = expressions.tables_of(DefineId(i), governing);
    leave_to_exceptions(define);
  }
}

Compiled compile_all(std::shared_ptr<const CheckedPolicy> policy, const Without& without, const PlanLimits& limits,
                     plan::Watched* watched) {
  auto out = std::make_shared<Plan>();
  out->policy = std::move(policy);
  NodeBuilder builder(*out, limits);
  ExpressionCompiler expressions(*out, builder, without, limits, watched);
  plan::ClauseCompiler clauses(*out, builder, expressions, without, limits);
  clauses.run();
  compile_duties(*out, builder, expressions);
  compile_defines(*out, expressions);
  compile_askable(*out, expressions);
  if (!builder.failed) return {std::move(out), {}};
  return {nullptr, {std::move(*builder.failed)}};
}

}  // namespace

Compiled compile(std::shared_ptr<const CheckedPolicy> policy, const Without& without, const PlanLimits& limits) {
  return compile_all(std::move(policy), without, limits, nullptr);
}

Compiled plan::compile_watched(std::shared_ptr<const CheckedPolicy> policy, const PlanLimits& limits,
                               Watched& watched) {
  return compile_all(std::move(policy), {}, limits, &watched);
}

}  // namespace carveout
