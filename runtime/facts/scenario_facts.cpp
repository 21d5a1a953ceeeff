#include <algorithm>
#include <string>
#include <utility>

#include "carveout/facts.hpp"

namespace carveout {
namespace {

// The scenario and those it is `like`, the furthest first.
std::vector<const Scenario*> chain_of(const CheckedPolicy& policy, std::size_t scenario) {
  std::vector<const Scenario*> chain;
  // A chain longer than there are scenarios would go round; the checker lets none pass.
  while (scenario < policy.scenarios.size() && chain.size() < policy.scenarios.size()) {
    const Scenario& current = policy.scenarios[scenario];
    chain.push_back(&current);
    if (!current.like) break;
    scenario = *current.like;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// The elements of the first list on the way that is too short for the path.
std::size_t elements_on_the_way(const CheckedPolicy& policy, const Facts& facts, const FactPath& path) {
  FactPath way{path.fact, {}};
  for (const PathStep step : path.steps) {
    const Value here = fact_at(policy, facts, way);
    const ListValue* list = here.list();
    if (step.element && list != nullptr && step.index >= list->elements.size()) return list->elements.size();
    way.steps.push_back(step);
  }
  return 0;
}

void give(const CheckedPolicy& policy, const Given& given, ScenarioFacts& out) {
  const SetResult result = set_fact(policy, out.facts, given.path, given.value);
  if (result == SetResult::Ok) return;
  const std::string fact = policy.path_text(given.path);
  switch (result) {
    case SetResult::Ok:
      break;
    case SetResult::NoSuchElement: {
      const std::size_t elements = elements_on_the_way(policy, out.facts, given.path);
      const std::string count = std::to_string(elements) + (elements == 1 ? " element" : " elements");
      out.diagnostics.push_back(
          make_diagnostic(DiagnosticId::GivenNoSuchElement, given.span, {{"fact", fact}, {"count", count}}));
      break;
    }
    case SetResult::UnderUnknownList:
      out.diagnostics.push_back(make_diagnostic(DiagnosticId::GivenUnderUnknownList, given.span, {{"fact", fact}}));
      break;
    case SetResult::UnderAbsentRecord:
      out.diagnostics.push_back(make_diagnostic(DiagnosticId::GivenUnderAbsent, given.span, {{"fact", fact}}));
      break;
  }
}

}  // namespace

ScenarioFacts facts_of_scenario(const CheckedPolicy& policy, std::size_t scenario) {
  ScenarioFacts out{no_facts(policy), std::nullopt, {}};
  for (const Scenario* part : chain_of(policy, scenario)) {
    if (part->as_of) out.as_of = part->as_of;
    for (const Given& given : part->givens) give(policy, given, out);
  }
  return out;
}

}  // namespace carveout
