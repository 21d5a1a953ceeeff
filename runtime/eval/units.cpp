#include "eval/units.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "values/operations.hpp"

namespace carveout::eval {
namespace {

using plan::UnitKind;

constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31

// The slots that a leaf of closed facts reads.
void slots_of(const Plan& plan, NodeId id, std::set<std::uint32_t>& out) {
  const plan::Node& node = plan[id];
  if (node.op == Op::Fact || node.op == Op::TruthFact) out.insert(node.payload);
  for (const NodeId operand : plan.operands_of(id)) slots_of(plan, operand, out);  // As deep as PlanLimits::depth.
}

// The side of a comparison that is a term; the other is a constant. The governing date is the expression that gives it,
// where no date from outside has taken its place.
NodeId term_of(const Evaluation& evaluation, NodeId leaf) {
  const Plan& plan = evaluation.plan();
  const auto operands = plan.operands_of(leaf);
  const NodeId term = plan[operands[0]].op == Op::Constant ? operands[1] : operands[0];
  if (plan[term].op != Op::GoverningDate || evaluation.as_of()) return term;
  const auto inner = plan.operands_of(term);
  const bool date = !inner.empty() && (*plan.policy)[plan[inner[0]].type].kind == TypeKind::Date;
  return date ? inner[0] : term;
}

const Value& constant_of(const Plan& plan, NodeId leaf) {
  const auto operands = plan.operands_of(leaf);
  const NodeId fixed = plan[operands[0]].op == Op::Constant ? operands[0] : operands[1];
  return plan.constants[plan[fixed].payload];
}

bool before(const Value& a, const Value& b) {
  if (const std::string* text = a.get_if<std::string>()) return *text < *b.get_if<std::string>();
  std::optional<Fault> ignored;
  return operations::less(a, b, ignored) == Truth::Yes;
}

bool same(const Value& a, const Value& b) {
  return !before(a, b) && !before(b, a);
}

// Which stretches between and beside the constants have a value. Only days are sparse enough for there to be none.
std::vector<bool> stretches(const std::vector<Value>& constants) {
  std::vector<bool> out(constants.size() + 1, true);
  if (!constants[0].get_if<Date>()) return out;
  const auto day = [&](std::size_t i) { return constants[i].get_if<Date>()->days; };
  out[0] = day(0) > kFirstDay;
  for (std::size_t i = 1; i < constants.size(); ++i) out[i] = day(i) > day(i - 1) + 1;
  out[constants.size()] = day(constants.size() - 1) < kLastDay;
  return out;
}

class Collector {
 public:
  explicit Collector(Evaluation& evaluation) : evaluation_(evaluation), plan_(evaluation.plan()) {}

  // A unit's key in a goal: closed facts by slot, others by node.
  static std::uint64_t key(UnitKind kind, std::uint32_t index) {
    return (static_cast<std::uint64_t>(kind == UnitKind::Closed) << 32) | index;
  }

  void add(NodeId leaf) {
    LeafUnits out{leaf, {}};
    switch (plan_[leaf].unit) {
      case UnitKind::Closed: {
        std::set<std::uint32_t> slots;
        slots_of(plan_, leaf, slots);
        for (const std::uint32_t slot : slots) {
          if (evaluation_.slot(slot).is_unknown()) out.units.push_back(closed(slot));
        }
        break;
      }
      case UnitKind::Term: {
        const std::uint32_t unit = by_node(UnitKind::Term, term_of(evaluation_, leaf));
        result.units[unit].values.push_back(constant_of(plan_, leaf));
        out.units.push_back(unit);
        break;
      }
      case UnitKind::Other:
      case UnitKind::None:
        out.units.push_back(by_node(UnitKind::Other, leaf));
        break;
    }
    result.leaves.push_back(std::move(out));
  }

  void finish() {
    for (Unit& unit : result.units) {
      if (unit.kind == UnitKind::Other) unit.size = 2;
      if (unit.kind == UnitKind::Closed) unit.size = unit.values.size();
      if (unit.kind != UnitKind::Term) continue;
      std::sort(unit.values.begin(), unit.values.end(), before);
      unit.values.erase(std::unique(unit.values.begin(), unit.values.end(), same), unit.values.end());
      if (unit.values[0].get_if<std::string>()) {
        // One class for every other text: the stretch after the last stands for it.
        unit.open_stretch.assign(unit.values.size() + 1, false);
        unit.open_stretch.back() = true;
      } else {
        unit.open_stretch = stretches(unit.values);
      }
      unit.size = unit.values.size() +
                  static_cast<std::uint64_t>(std::count(unit.open_stretch.begin(), unit.open_stretch.end(), true));
    }
  }

  Units result;
  std::unordered_map<std::uint64_t, std::uint32_t> index;

 private:
  std::uint32_t closed(std::uint32_t slot) {
    const auto [it, fresh] =
        index.try_emplace(key(UnitKind::Closed, slot), static_cast<std::uint32_t>(result.units.size()));
    if (!fresh) return it->second;
    Unit unit;
    unit.kind = UnitKind::Closed;
    unit.slot = slot;
    const plan::Slot& place = plan_.slots[slot];
    const Type& type = (*plan_.policy)[place.type];
    if (type.kind == TypeKind::YesNo) {
      unit.values = {Value(true), Value(false)};
    } else {
      for (std::uint32_t i = 0; i < type.members.size(); ++i) unit.values.push_back(Value(Member{i}));
    }
    if (place.optional) unit.values.push_back(Value(Absent{}));
    result.units.push_back(std::move(unit));
    return it->second;
  }

  std::uint32_t by_node(UnitKind kind, NodeId node) {
    const auto [it, fresh] =
        index.try_emplace(key(kind, static_cast<std::uint32_t>(node)), static_cast<std::uint32_t>(result.units.size()));
    if (!fresh) return it->second;
    Unit unit;
    unit.kind = kind;
    unit.node = node;
    result.units.push_back(std::move(unit));
    return it->second;
  }

  Evaluation& evaluation_;
  const Plan& plan_;
};

// For each unit, how many of the goal's conclusions rest on it: by the leaves, known or unknown, of whether the
// conclusion's clause applies, of its test, and of its strikes.
void weigh(const Evaluation& evaluation, const plan::Goal& goal, Collector& collector) {
  const Plan& plan = evaluation.plan();
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> units_of_leaf;
  const auto units_at = [&](NodeId leaf) -> const std::vector<std::uint32_t>& {
    const auto [entry, fresh] = units_of_leaf.try_emplace(static_cast<std::uint32_t>(leaf));
    std::vector<std::uint32_t>& units = entry->second;
    if (!fresh) return units;
    const auto note = [&](UnitKind kind, std::uint32_t index) {
      const auto found = collector.index.find(Collector::key(kind, index));
      if (found != collector.index.end()) units.push_back(found->second);
    };
    const UnitKind kind = plan[leaf].unit;
    if (kind == UnitKind::Closed) {
      std::set<std::uint32_t> slots;
      slots_of(plan, leaf, slots);
      for (const std::uint32_t slot : slots) note(kind, slot);
    } else {
      note(kind, static_cast<std::uint32_t>(kind == UnitKind::Term ? term_of(evaluation, leaf) : leaf));
    }
    return units;
  };
  std::vector<std::uint32_t> seen(plan.nodes.size(), 0);
  std::vector<std::uint32_t> counted(collector.result.units.size(), 0);
  std::uint32_t number = 0;
  std::vector<NodeId> work;
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const plan::GoalConclusion& conclusion : *side) {
      ++number;
      work = {conclusion.applies, conclusion.test, conclusion.struck};
      while (!work.empty()) {
        const NodeId id = work.back();
        work.pop_back();
        if (seen[static_cast<std::uint32_t>(id)] == number) continue;
        seen[static_cast<std::uint32_t>(id)] = number;
        if (Plan::is_connective(plan[id].op)) {
          const auto operands = plan.operands_of(id);
          work.insert(work.end(), operands.begin(), operands.end());
          continue;
        }
        for (const std::uint32_t unit : units_at(id)) {
          if (counted[unit] == number) continue;
          counted[unit] = number;
          ++collector.result.units[unit].weight;
        }
      }
    }
  }
}

void split(const Evaluation& evaluation, const plan::Goal& goal, Collector& collector, std::uint64_t max_ways) {
  const Plan& plan = evaluation.plan();
  Units& units = collector.result;
  std::uint64_t product = 1;
  for (const Unit& unit : units.units) product = product > max_ways ? product : product * unit.size;
  std::vector<std::uint32_t> order(units.units.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  if (product > max_ways) {
    // Only now does the order matter.
    weigh(evaluation, goal, collector);
    for (Unit& unit : units.units)
      unit.text = unit.kind == UnitKind::Closed ? plan.slots[unit.slot].text : plan.canonical_text(unit.node);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Unit& x = units.units[a];
      const Unit& y = units.units[b];
      return x.weight != y.weight ? x.weight > y.weight : x.text < y.text;
    });
  }
  for (const std::uint32_t i : order) {
    Unit& unit = units.units[i];
    if (units.ways * unit.size > max_ways) {
      units.all_split = false;
      break;
    }
    unit.stride = units.ways;
    units.ways *= unit.size;
  }
}

// The truth of a comparison of a term that lies in its class number `value`.
Truth in_class(const Plan& plan, const Unit& unit, NodeId leaf, std::uint64_t value) {
  // Positions: 2i is the stretch before constant i, 2i + 1 the constant itself.
  std::uint64_t position = 0;
  for (std::uint64_t left = value;; ++position) {
    const bool exists = position % 2 == 1 || unit.open_stretch[position / 2];
    if (exists && left-- == 0) break;
  }
  const Value& constant = constant_of(plan, leaf);
  const auto found = std::lower_bound(unit.values.begin(), unit.values.end(), constant, before);
  const std::uint64_t at = 2 * static_cast<std::uint64_t>(found - unit.values.begin()) + 1;
  if (plan[leaf].op == Op::Equal) return truth_of(position == at);
  const bool constant_first = plan[plan.operands_of(leaf)[0]].op == Op::Constant;
  return truth_of(constant_first ? at < position : position < at);
}

}  // namespace

Units units_of(Evaluation& evaluation, const plan::Goal& goal, const std::vector<NodeId>& unknown_leaves,
               std::uint64_t max_ways) {
  Collector collector(evaluation);
  for (const NodeId leaf : unknown_leaves) collector.add(leaf);
  collector.finish();
  split(evaluation, goal, collector, max_ways);
  return std::move(collector.result);
}

std::vector<Truth> truth_table(Evaluation& evaluation, const Units& units, const LeafUnits& leaf) {
  const Plan& plan = evaluation.plan();
  std::vector<const Unit*> split_units;
  std::uint64_t size = 1;
  for (const std::uint32_t index : leaf.units) {
    const Unit& unit = units.units[index];
    if (unit.stride == 0) continue;
    split_units.push_back(&unit);
    size *= unit.size;
  }
  std::vector<Truth> table(size, Truth::Unknown);
  if (split_units.empty()) return table;
  for (std::uint64_t row = 0; row < size; ++row) {
    const Unit& first = *split_units[0];
    if (first.kind == UnitKind::Other) {
      table[row] = truth_of(row == 0);
    } else if (first.kind == UnitKind::Term) {
      table[row] = in_class(plan, first, leaf.leaf, row);
    } else {
      std::uint64_t rest = row;
      for (const Unit* unit : split_units) {
        evaluation.assume(unit->slot, unit->values[rest % unit->size]);
        rest /= unit->size;
      }
      table[row] = evaluation.truth(leaf.leaf);
    }
  }
  for (const Unit* unit : split_units) {
    if (unit->kind == UnitKind::Closed) evaluation.assume(unit->slot, Value());
  }
  evaluation.forget_assumptions();
  return table;
}

}  // namespace carveout::eval
