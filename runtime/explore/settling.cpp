#include "explore/settling.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "eval/evaluation.hpp"
#include "eval/reading.hpp"
#include "eval/settle.hpp"
#include "eval/ways.hpp"

namespace carveout::explore {
namespace {

constexpr std::uint32_t kAfterAllFacts = 0xffff'ffff;  // the governing date

std::vector<std::uint32_t> numbers_of(const FactPath& path) {
  std::vector<std::uint32_t> out{index_of(path.fact)};
  for (const PathStep step : path.steps) out.push_back(step.index);
  return out;
}

// The first in the order of declaration: a heap of no more than are told, the last on top, since a list may have
// millions of elements.
void add_needs(const eval::Evaluation& evaluation, eval::FoundPlaces& needs, Settled& out) {
  using Numbered = std::pair<std::vector<std::uint32_t>, facts::Place>;
  std::vector<Numbered> first;
  const std::vector<facts::Place>& places = needs.places();
  for (const facts::Place place : places) {
    const auto path = evaluation.places()->path(place);
    Numbered one{path ? numbers_of(*path) : std::vector{kAfterAllFacts}, place};
    if (first.size() >= kMostNeeds) {
      if (first.front() < one) continue;
      std::pop_heap(first.begin(), first.end());
      first.pop_back();
    }
    first.push_back(std::move(one));
    std::push_heap(first.begin(), first.end());
  }
  std::sort_heap(first.begin(), first.end());
  for (const Numbered& one : first) {
    const auto path = evaluation.places()->path(one.second);
    out.needs.push_back(path ? point_at(*evaluation.plan().policy, *path) : governing_date_point());
  }
  out.more_needs = places.size() - first.size();
}

Settled settle_define(const Plan& plan, const State& state, DefineId define) {
  eval::Evaluation evaluation(plan, state.facts, state.options.as_of, state.options.steps);
  const plan::NodeId node = *plan.defines[index_of(define)].value;
  Settled out;
  eval::FoundPlaces needs;
  if (Plan::is_truth(plan[node].op)) {
    eval::SettledCondition settled = eval::settle_condition(evaluation, node, state.options.ways);
    out.determined = settled.truth != Truth::Unknown;
    needs = std::move(settled.needs);
  } else {
    out.determined = evaluation.value(node).is_known();
    const eval::Evaluation::Reasons reasons(evaluation);
    if (!out.determined) (void)eval::unknown_facts(evaluation, node, needs);
  }
  if (!out.determined) add_needs(evaluation, needs, out);
  return out;
}

}  // namespace

Point point_at(const CheckedPolicy& policy, const FactPath& path) {
  Point out;
  out.path = path;
  out.text = policy.path_text(path);
  const FactInfo& fact = policy.facts[index_of(path.fact)];
  out.type = fact.type;
  out.optional = fact.optional;
  for (const PathStep step : path.steps) {
    const Type& type = policy[out.type];
    out.optional = !step.element && type.fields[step.index].optional;
    out.type = step.element ? type.element : type.fields[step.index].type;
  }
  return out;
}

Point governing_date_point() {
  Point out;
  out.text = kGoverningDateText;
  return out;
}

bool declared_before(const Point& a, const Point& b) {
  if (!a.path || !b.path) return a.path.has_value() && !b.path;
  return numbers_of(*a.path) < numbers_of(*b.path);
}

bool overlap(const FactPath& a, const FactPath& b) {
  if (a.fact != b.fact) return false;
  const auto same = [](PathStep x, PathStep y) { return x.element == y.element && x.index == y.index; };
  const std::size_t common = std::min(a.steps.size(), b.steps.size());
  return std::equal(a.steps.begin(), a.steps.begin() + static_cast<std::ptrdiff_t>(common), b.steps.begin(), same);
}

bool encloses(const Point& whole, const Point& part) {
  return whole.path && part.path && whole.path->steps.size() < part.path->steps.size() &&
         overlap(*whole.path, *part.path);
}

Value value_at(const CheckedPolicy& policy, const State& state, const Point& point) {
  if (point.path) return fact_at(policy, state.facts, *point.path);
  return state.options.as_of ? Value(*state.options.as_of) : Value();
}

bool set_at(const CheckedPolicy& policy, State& state, const Point& point, Value value) {
  if (point.path) return set_fact(policy, state.facts, *point.path, std::move(value)) == SetResult::Ok;
  const Date* date = value.get_if<Date>();
  state.options.as_of = date ? std::optional(*date) : std::nullopt;
  return true;
}

Settled settle(const Plan& plan, const State& state, const Subject& asked) {
  if (const DefineId* define = std::get_if<DefineId>(&asked)) return settle_define(plan, state, *define);
  const ActionId action = std::get<ActionId>(asked);
  eval::Evaluation evaluation(plan, state.facts, state.options.as_of, state.options.steps);
  const plan::Goal& goal = plan.actions[index_of(action)].outcome;
  evaluation.sweep(goal.sweep);
  eval::Possibilities possible = eval::possibilities(evaluation, goal, action, state.options.ways, eval::Needs::Found);
  Settled out;
  out.outcomes = possible.outcomes;
  out.determined = possible.outcomes.size() == 1;
  if (!out.determined) add_needs(evaluation, possible.needs, out);
  return out;
}

OutcomeSet outcomes_of(const Plan& plan, const State& state, ActionId action, std::uint32_t ways) {
  eval::Evaluation evaluation(plan, state.facts, state.options.as_of, state.options.steps);
  const plan::Goal& goal = plan.actions[index_of(action)].outcome;
  evaluation.sweep(goal.sweep);
  return eval::possibilities(evaluation, goal, action, std::min(ways, state.options.ways), eval::Needs::NotAsked)
      .outcomes;
}

}  // namespace carveout::explore
