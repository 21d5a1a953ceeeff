#include <algorithm>

#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"
#include "eval/fault_reports.hpp"
#include "eval/reading.hpp"
#include "eval/ways.hpp"
#include "explain/condition_reports.hpp"

namespace carveout {
namespace {

// Which of the reasons of 10.2 fits first.
void explain_exception(const Plan& plan, eval::Evaluation& evaluation, const plan::DefinePlan& define,
                       const plan::DefineExceptionPlan& exception, ValueException& out) {
  const CheckedPolicy& policy = *plan.policy;
  const auto is_no = [&](plan::NodeId node) { return evaluation.truth(node) == Truth::No; };
  const DefineException& declared = policy[exception.id];
  const auto exceptions_to_it = [&](Truth in_force) {
    std::vector<std::string> names;
    for (const plan::DefineExceptionPlan& other : define.exceptions) {
      const auto& over = declared.exceptions;
      if (std::find(over.begin(), over.end(), other.id) != over.end() && evaluation.truth(other.own) == in_force)
        names.push_back(policy[other.id].name);
    }
    return names;
  };
  if (exception.left_out) {
    out.why = Why::Suspended;
  } else if (is_no(exception.scope)) {
    out.why = Why::OutOfScope;
  } else if (is_no(exception.period)) {
    out.why = Why::NotInForce;
  } else if (is_no(exception.own)) {
    out.why = Why::Conditions;
  } else if (is_no(exception.applies)) {
    out.why = Why::BaseDoesNotApply;
    for (const DefineId base : declared.definitions) out.defeated_by.push_back(policy.defines[index_of(base)].name);
    for (const DefineExceptionId base : declared.bases) out.defeated_by.push_back(policy[base].name);
  } else if (is_no(exception.gives)) {
    out.why = Why::Overridden;
    out.defeated_by = exceptions_to_it(Truth::Yes);
  } else {
    out.why = Why::Unsettled;
    if (evaluation.truth(exception.applies) == Truth::Yes) out.turns_on = exceptions_to_it(Truth::Unknown);
  }
}

std::vector<ValueException> exceptions_of(const Plan& plan, eval::Evaluation& evaluation,
                                          const plan::DefinePlan& define) {
  std::vector<ValueException> out;
  for (const plan::DefineExceptionPlan& exception : define.exceptions) {
    ValueException& report = out.emplace_back();
    report.exception = exception.id;
    report.gives = evaluation.truth(exception.gives);
    report.conditions = condition_reports(evaluation, exception.conditions);
    if (report.gives != Truth::Yes) explain_exception(plan, evaluation, define, exception, report);
  }
  std::sort(out.begin(), out.end(),
            [](const ValueException& a, const ValueException& b) { return a.exception < b.exception; });
  return out;
}

}  // namespace

ValueReport explain_value(const Plan& plan, const Facts& facts, DefineId define, const DecideOptions& options) {
  eval::Evaluation evaluation(plan, facts, options.as_of, options.steps);
  const plan::DefinePlan& asked = plan.defines[index_of(define)];
  const plan::NodeId node = *asked.value;
  ValueReport out;
  out.define = define;
  eval::FaultLog log;
  evaluation.faults = &log;
  out.value = evaluation.value_or_truth(node);
  evaluation.faults = nullptr;
  eval::FoundPlaces needs;
  const bool condition = Plan::is_truth(plan[node].op);
  if (condition && !out.value.is_known()) {
    eval::SettledCondition settled = eval::settle_condition(evaluation, node, options.ways);
    out.value = value_of(settled.truth);
    needs = std::move(settled.needs);
  }
  if (evaluation.ran_out()) log.add(node, Fault::TooManySteps);
  const eval::Evaluation::Reasons reasons(evaluation);
  if (!out.value.is_known()) {
    out.faults = eval::fault_reports(evaluation, log, options.steps);
    if (!condition) (void)eval::unknown_facts(evaluation, node, needs);
    out.needs = needs.paths(evaluation);
  }
  eval::FoundPlaces cited;
  eval::cited_facts(evaluation, {&node, 1}, eval::Instead::AllThatIsKnown, cited);
  out.cited = cited.paths(evaluation);
  out.conditions = condition_reports(evaluation, asked.conditions);
  out.exceptions = exceptions_of(plan, evaluation, asked);
  return out;
}

}  // namespace carveout
