#include <algorithm>

#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"
#include "eval/fault_reports.hpp"
#include "eval/reading.hpp"
#include "eval/settle.hpp"
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

// Whether the value rests on what the definition says itself: not where an exception gives another.
Truth own_value_counts(const Plan& plan, eval::Evaluation& evaluation, const plan::DefinePlan& define) {
  Truth counts = Truth::Yes;
  for (const plan::DefineExceptionPlan& exception : define.exceptions) {
    const DefineException& declared = (*plan.policy)[exception.id];
    if (!declared.uses_otherwise) counts = counts & !evaluation.truth(exception.applies);
  }
  return counts;
}

// The rows of a table in the order of the text, each with whether it gives the value, as far as their conditions tell.
std::vector<Truth> rows_that_give(eval::Evaluation& evaluation, const DecisionTable& table,
                                  const plan::TablePlan& compiled) {
  std::vector<Truth> out;
  Truth before = Truth::No;  // whether some row before it holds
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const bool after_others = table.first_match || table.rows[i].otherwise;
    const auto& condition = compiled.conditions[i];
    const Truth holds = condition ? evaluation.truth(*condition) : Truth::Yes;
    out.push_back(after_others ? holds & !before : holds);
    before = before | holds;
  }
  // The rows of a table exclude each other, unless they give the same: with one that holds all is said.
  const bool settled = std::find(out.begin(), out.end(), Truth::Yes) != out.end();
  if (settled) std::replace(out.begin(), out.end(), Truth::Unknown, Truth::No);
  // Some row holds, as the checker has seen to.
  const auto may = std::count(out.begin(), out.end(), Truth::Unknown);
  if (!settled && may == 1) std::replace(out.begin(), out.end(), Truth::Unknown, Truth::Yes);
  return out;
}

std::vector<RowReport> rows_of(const Plan& plan, eval::Evaluation& evaluation, DefineId define, Truth counts) {
  std::vector<RowReport> out;
  for (const plan::TablePlan& compiled : plan.defines[index_of(define)].tables) {
    const Truth in_force = counts & evaluation.truth(compiled.in_force);
    if (in_force == Truth::No) continue;
    const DecisionTable& table = plan.policy->defines[index_of(define)].versions[compiled.version].table;
    const std::vector<Truth> gives = rows_that_give(evaluation, table, compiled);
    for (std::size_t i = 0; i < gives.size(); ++i) {
      if (gives[i] == Truth::No) continue;
      RowReport& row = out.emplace_back();
      row.number = i + 1;
      row.span = table.rows[i].span;
      row.gives = gives[i] & in_force;
      row.otherwise = table.rows[i].otherwise;
      if (row.gives == Truth::Yes || !compiled.conditions[i]) continue;
      eval::FoundPlaces facts;
      (void)eval::unknown_facts(evaluation, *compiled.conditions[i], facts);
      row.turns_on = facts.paths(evaluation);
    }
  }
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
  } else if (!condition) {
    out.value = eval::settle_value(evaluation, node, options.ways);
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
  if (const Truth counts = own_value_counts(plan, evaluation, asked); counts != Truth::No)
    out.rows = rows_of(plan, evaluation, define, counts);
  return out;
}

}  // namespace carveout
