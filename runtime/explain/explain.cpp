#include "carveout/explain.hpp"

#include "eval/evaluation.hpp"
#include "explain/clause_reasons.hpp"

namespace carveout {

Explanation explain(const Plan& plan, const Facts& facts, const Decision& decision, const DecideOptions& options) {
  return ClauseReasons(plan, facts, decision, options).explanation();
}

GoverningDates governing_dates(const Plan& plan, const Facts& facts, const DecideOptions& options) {
  eval::Evaluation evaluation(plan, facts, options.as_of, options.steps);
  const auto known = [&](plan::NodeId governing) {
    const Value value = evaluation.value(governing);
    const Date* date = value.get_if<Date>();
    return date ? std::optional(*date) : std::nullopt;
  };
  GoverningDates out;
  for (const plan::NodeId governing : plan.governing_dates) out.policies.push_back(known(governing));
  for (const plan::ClausePlan& clause : plan.clauses) out.clauses.push_back(known(clause.governing));
  return out;
}

std::string_view outcome_id(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::Permitted:
      return "permitted";
    case Outcome::Forbidden:
      return "forbidden";
    case Outcome::Conflict:
      return "conflict";
    case Outcome::Unaddressed:
      return "unaddressed";
    case Outcome::Undetermined:
      return "undetermined";
  }
  return "";
}

std::string_view why_id(Why why) noexcept {
  switch (why) {
    case Why::Suspended:
      return "suspended";
    case Why::OutOfScope:
      return "out_of_scope";
    case Why::Superseded:
      return "superseded";
    case Why::NotInForce:
      return "not_in_force";
    case Why::Conditions:
      return "conditions";
    case Why::BaseDoesNotApply:
      return "base_does_not_apply";
    case Why::CarvedOut:
      return "carved_out";
    case Why::Lapsed:
      return "lapsed";
    case Why::Test:
      return "test";
    case Why::Overridden:
      return "overridden";
    case Why::Struck:
      return "struck";
    case Why::Yields:
      return "yields";
    case Why::Outweighed:
      return "outweighed";
    case Why::Unsettled:
      return "unsettled";
  }
  return "unsettled";
}

}  // namespace carveout
