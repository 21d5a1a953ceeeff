#include "explore/reading_points.hpp"

#include <algorithm>
#include <unordered_set>

namespace carveout::explore {
namespace {

using plan::NodeId;
using plan::Op;

void note(const Plan& plan, NodeId id, LeafReading& out) {
  const plan::Node& node = plan[id];
  switch (node.op) {
    case Op::Fact:
    case Op::TruthFact:
      out.slots.insert(node.payload);
      out.quantifies = out.quantifies || (*plan.policy)[node.type].kind == TypeKind::List;
      break;
    case Op::Constant:
      out.constants.insert(node.payload);
      break;
    case Op::InNamedList:
      out.named_lists.insert(node.payload);
      break;
    case Op::SectionIn:
      out.section_ranges.insert(node.payload);
      break;
    case Op::GoverningDate:
      out.governing_date = true;
      break;
    case Op::Field:
    case Op::TruthField:
      out.fields.emplace(index_of(plan[plan.operands_of(id)[0]].type), node.payload);
      break;
    default:
      break;
  }
}

template <class Each>
void below(const Plan& plan, NodeId node, Each each) {
  std::vector<NodeId> work{node};
  std::unordered_set<std::uint32_t> seen;
  while (!work.empty()) {
    const NodeId id = work.back();
    work.pop_back();
    if (!seen.insert(static_cast<std::uint32_t>(id)).second) continue;
    each(id);
    const auto operands = plan.operands_of(id);
    work.insert(work.end(), operands.begin(), operands.end());
  }
}

LeafReading read(const Plan& plan, NodeId leaf) {
  LeafReading out;
  out.leaf = leaf;
  std::vector<NodeId> dates;
  below(plan, leaf, [&](NodeId id) {
    note(plan, id, out);
    if (plan[id].op == Op::GoverningDate) dates.push_back(id);
  });
  for (const NodeId date : dates) {
    below(plan, date, [&](NodeId id) {
      if (plan[id].op == Op::Fact) out.governing.insert(plan[id].payload);
    });
  }
  return out;
}

bool reads(const Plan& plan, const std::set<std::uint32_t>& slots, const FactPath& path) {
  return std::any_of(slots.begin(), slots.end(),
                     [&](std::uint32_t slot) { return overlap(plan.slots[slot].path, path); });
}

// The conditions below a value: those that `if`s and quantifiers in it turn on.
std::vector<NodeId> conditions_in(const Plan& plan, NodeId value) {
  std::vector<NodeId> out;
  below(plan, value, [&](NodeId id) {
    const plan::Node& node = plan[id];
    // What has a free variable has no truth by itself.
    if (Plan::is_truth(node.op) && !Plan::is_connective(node.op) && node.lowest_free == 0) out.push_back(id);
  });
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Readings::Readings(const Plan& plan, const Subject& asked) : plan_(plan) {
  if (const ActionId* action = std::get_if<ActionId>(&asked)) {
    for (const NodeId id : plan.actions[index_of(*action)].outcome.sweep) {
      if (!Plan::is_connective(plan[id].op)) leaves_.push_back(read(plan, id));
    }
    return;
  }
  const NodeId value = *plan.defines[index_of(std::get<DefineId>(asked))].value;
  for (const NodeId id : conditions_in(plan, value)) leaves_.push_back(read(plan, id));
}

std::vector<const LeafReading*> Readings::of(const Point& point) const {
  std::vector<const LeafReading*> out;
  for (const LeafReading& leaf : leaves_) {
    if (point.path ? reads(plan_, leaf.slots, *point.path) : leaf.governing_date) out.push_back(&leaf);
  }
  return out;
}

bool Readings::governs(const Point& point) const {
  return !point.path || std::any_of(leaves_.begin(), leaves_.end(),
                                    [&](const LeafReading& leaf) { return reads(plan_, leaf.governing, *point.path); });
}

bool Readings::scopes(const Point& point, const Subject& subject) const {
  const ActionId* action = std::get_if<ActionId>(&subject);
  if (action == nullptr || !point.path) return false;
  std::set<NodeId> scopes;
  const plan::Goal& goal = plan_.actions[index_of(*action)].outcome;
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const plan::GoalConclusion& conclusion : *side) {
      scopes.insert(plan_.clauses[index_of(conclusion.clause)].scope);
      scopes.insert(plan_.clauses[index_of(conclusion.clause)].superseded);
    }
  }
  const auto leaves = plan::conditions_below(plan_, {scopes.begin(), scopes.end()});
  return std::any_of(leaves_.begin(), leaves_.end(), [&](const LeafReading& leaf) {
    return std::binary_search(leaves.begin(), leaves.end(), leaf.leaf) && reads(plan_, leaf.slots, *point.path) &&
           !reads(plan_, leaf.governing, *point.path);
  });
}

std::vector<Point> Readings::points() const {
  std::set<std::uint32_t> slots;
  for (const LeafReading& leaf : leaves_) slots.insert(leaf.slots.begin(), leaf.slots.end());
  std::vector<Point> out;
  for (const std::uint32_t slot : slots) out.push_back(point_at(*plan_.policy, plan_.slots[slot].path));
  std::sort(out.begin(), out.end(), declared_before);
  return out;
}

}  // namespace carveout::explore
