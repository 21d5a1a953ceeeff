#include "eval/fault_reports.hpp"

#include "eval/reading.hpp"

namespace carveout::eval {
namespace {

// SPEC 7.1: on days on which the policy is silent, it makes no odds that a parameter has no value yet. Where a clause
// reads it by a date of its own, the policy may well speak.
bool is_before_the_policy(const Plan& plan, NodeId node, ParameterId parameter) {
  const NodeId governing = plan.operands_of(node)[0];
  bool silent = false;
  for (std::size_t i = 0; i < plan.governing_dates.size(); ++i) {
    if (plan.governing_dates[i] != governing) continue;
    const std::optional<Date>& from = plan.policy->policies[i].period.from;
    if (!from || *from < plan.policy->parameters[index_of(parameter)].values.front().from) return false;
    silent = true;
  }
  return silent;
}

}  // namespace

std::vector<FaultReport> fault_reports(Evaluation& evaluation, const FaultLog& log, std::uint64_t steps) {
  const Plan& plan = evaluation.plan();
  std::vector<FaultReport> out;
  for (const auto& [node, fault] : log.found) {
    FaultReport report{fault, plan.spans[static_cast<std::uint32_t>(node)], {}, std::nullopt, 0, {}, std::nullopt};
    if (fault == Fault::TooManySteps) report.steps = steps;
    if (plan[node].op == Op::NotInForce) report.parameter = ParameterId{plan[node].payload};
    if (fault == Fault::NotInForce) {
      const Value governing = evaluation.value(plan.operands_of(node)[0]);
      if (const Date* date = governing.get_if<Date>()) report.governing = *date;
    }
    if (plan[node].op == Op::NoValue) report.names = plan.no_values[plan[node].payload].names;
    if (report.parameter && is_before_the_policy(plan, node, *report.parameter)) continue;
    // An operation on a quantifier's element is reported by what it is; its element is no longer at hand.
    FoundPlaces facts;
    if (plan[node].lowest_free == 0) cited_facts(evaluation, {&node, 1}, Instead::FactsAsAWhole, facts);
    report.facts = facts.paths(evaluation);
    out.push_back(std::move(report));
  }
  return out;
}

}  // namespace carveout::eval
