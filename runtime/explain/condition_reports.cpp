#include "explain/condition_reports.hpp"

namespace carveout {

ConditionReport condition_report(eval::Evaluation& evaluation, const plan::ConditionPlan& condition,
                                 eval::Passed* passed) {
  const auto unknown = [&](plan::NodeId node) { return evaluation.truth(node) == Truth::Unknown; };
  ConditionReport report;
  report.label = condition.label;
  report.span = condition.span;
  report.wanted = !condition.negated;
  report.value = evaluation.truth(condition.node);
  report.open = unknown(condition.node) && unknown(condition.of);
  eval::FoundPlaces facts;
  eval::cited_facts(evaluation, {&condition.node, 1}, eval::Instead::FactsAsAWhole, facts, passed);
  (void)eval::unknown_facts(evaluation, condition.node, facts);
  report.facts = facts.paths(evaluation);
  return report;
}

// Recursion: conditions inside definitions hold no others in turn.
std::vector<ConditionReport> condition_reports(eval::Evaluation& evaluation,
                                               const std::vector<plan::ConditionPlan>& conditions) {
  std::vector<ConditionReport> out;
  for (const plan::ConditionPlan& condition : conditions) {
    out.push_back(condition_report(evaluation, condition));
    out.back().within = condition_reports(evaluation, condition.within);
  }
  return out;
}

}  // namespace carveout
