#include "eval/settle.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "eval/units.hpp"
#include "eval/ways.hpp"
#include "values/operations.hpp"

namespace carveout::eval {
namespace {

using plan::Goal;
using plan::GoalConclusion;

// LIMIT: of 7.11, "ways". A value rests on few facts that choose between its branches; each way costs as much as the
// value.
constexpr std::uint32_t kWaysOfValue = 256;

// The yes/no facts and those of a closed type that an expression reads and of which it is not known what they are, by
// their paths.
std::vector<std::uint32_t> unknown_closed_slots(const Evaluation& evaluation, NodeId expression) {
  const Plan& plan = evaluation.plan();
  std::vector<std::uint32_t> out;
  std::unordered_set<std::uint32_t> seen;
  std::vector<NodeId> work{expression};
  while (!work.empty()) {
    const NodeId id = work.back();
    work.pop_back();
    if (!seen.insert(static_cast<std::uint32_t>(id)).second) continue;
    const plan::Node& node = plan[id];
    const auto operands = plan.operands_of(id);
    work.insert(work.end(), operands.begin(), operands.end());
    if (node.op != Op::Fact && node.op != Op::TruthFact) continue;
    const TypeKind kind = (*plan.policy)[plan.slots[node.payload].type].kind;
    const Value& fact = evaluation.slot(node.payload);
    if ((kind == TypeKind::YesNo || kind == TypeKind::Closed) && !fact.is_known() && !fact.is_absent())
      out.push_back(node.payload);
  }
  std::sort(out.begin(), out.end(),
            [&](std::uint32_t a, std::uint32_t b) { return plan.slots[a].text < plan.slots[b].text; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

SettledCondition settle_condition(Evaluation& evaluation, NodeId condition, std::uint32_t max_ways) {
  Goal goal;
  GoalConclusion& conclusion = goal.forbids.emplace_back();
  conclusion.applies = conclusion.test = conclusion.struck = conclusion.holds = conclusion.stands = condition;
  goal.sweep = plan::conditions_below(evaluation.plan(), {condition});
  evaluation.sweep(goal.sweep);
  Possibilities possible = possibilities(evaluation, goal, std::nullopt, max_ways, Needs::Found);
  return {possible.required, std::move(possible.needs)};
}

Value settle_value(Evaluation& evaluation, NodeId expression, std::uint32_t max_ways) {
  Value plain = evaluation.value(expression);
  if (plain.is_known()) return plain;
  FaultLog* const faults = std::exchange(evaluation.faults, nullptr);  // those of the facts as they are have been told
  std::vector<std::uint32_t> slots;
  std::vector<std::vector<Value>> values;
  std::vector<Value> told;
  std::uint64_t ways = 1;
  for (const std::uint32_t slot : unknown_closed_slots(evaluation, expression)) {
    std::vector<Value> may_be = closed_values(evaluation, slot);
    if (ways * may_be.size() > std::min(max_ways, kWaysOfValue)) break;
    ways *= may_be.size();
    slots.push_back(slot);
    told.push_back(evaluation.slot(slot));
    values.push_back(std::move(may_be));
  }
  Value common;
  for (std::uint64_t way = 0; way < ways && !evaluation.ran_out(); ++way) {
    std::uint64_t rest = way;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      evaluation.assume(slots[i], values[i][rest % values[i].size()]);
      rest /= values[i].size();
    }
    Value one = evaluation.value(expression);
    common = way == 0 ? std::move(one) : operations::join(common, one);
    if (common.is_unknown()) break;
  }
  for (std::size_t i = 0; i < slots.size(); ++i) evaluation.assume(slots[i], told[i]);
  evaluation.forget_assumptions();
  if (evaluation.ran_out() || common.is_unknown()) common = std::move(plain);
  evaluation.faults = faults;
  return common;
}

}  // namespace carveout::eval
