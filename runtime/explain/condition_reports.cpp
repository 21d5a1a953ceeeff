#include "explain/condition_reports.hpp"

#include "eval/reading.hpp"

namespace carveout {

// Recursion: conditions inside definitions hold no others in turn.
std::vector<ConditionReport> condition_reports(eval::Evaluation& evaluation,
                                               const std::vector<plan::ConditionPlan>& conditions) {
  const auto unknown = [&](plan::NodeId node) { return evaluation.truth(node) == Truth::Unknown; };
  std::vector<ConditionReport> out;
  for (const plan::ConditionPlan& condition : conditions) {
    ConditionReport report;
    report.label = condition.label;
    report.span = condition.span;
    report.wanted = !condition.negated;
    report.value = evaluation.truth(condition.node);
    report.open = unknown(condition.node) && unknown(condition.of);
    eval::FoundPlaces facts;
    eval::cited_facts(evaluation, {&condition.node, 1}, eval::Instead::FactsAsAWhole, facts);
    (void)eval::unknown_facts(evaluation, condition.node, facts);
    report.facts = facts.paths(evaluation);
    report.within = condition_reports(evaluation, condition.within);
    out.push_back(std::move(report));
  }
  return out;
}

}  // namespace carveout
