#include "carveout/explain.hpp"
#include "eval/evaluation.hpp"
#include "eval/fault_reports.hpp"
#include "eval/reading.hpp"
#include "explain/condition_reports.hpp"

namespace carveout {

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
  if (evaluation.ran_out()) log.add(node, Fault::TooManySteps);
  const eval::Evaluation::Reasons reasons(evaluation);
  if (!out.value.is_known()) {
    out.faults = eval::fault_reports(evaluation, log, options.steps);
    eval::FoundPlaces needs;
    (void)eval::unknown_facts(evaluation, node, needs);
    out.needs = needs.paths(evaluation);
  }
  eval::FoundPlaces cited;
  eval::cited_facts(evaluation, {&node, 1}, eval::Instead::AllThatIsKnown, cited);
  out.cited = cited.paths(evaluation);
  out.conditions = condition_reports(evaluation, asked.conditions);
  return out;
}

}  // namespace carveout
