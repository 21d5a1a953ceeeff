#include "eval/units.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "values/alternatives.hpp"
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

// Is there a day after one and before another that a date may be?
bool a_day_between(std::int32_t after, std::int32_t before, const Value& date) {
  const operations::Ends ends = operations::ends_of(date);
  const Date* low = ends.low.get_if<Date>();
  const Date* high = ends.high.get_if<Date>();
  return std::max(after + 1, low ? low->days : kFirstDay) <= std::min(before - 1, high ? high->days : kLastDay);
}

// May a value lie in the open stretch between two constants? One of them may be missing. Only days are sparse enough
// for a stretch to have no value at all.
bool may_lie_between(const Value& value, const Value* after, const Value* before) {
  const auto& alternatives = operations::alternatives(value);
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const Value& one) {
    if (one.is_absent()) return false;
    if ((after ? after : before)->get_if<Date>()) {
      return a_day_between(after ? after->get_if<Date>()->days : kFirstDay - 1,
                           before ? before->get_if<Date>()->days : kLastDay + 1, one);
    }
    std::optional<Fault> ignored;
    // A range that does not end at or before the one, nor begin at or after the other, has more than one value.
    return (!after || operations::less(*after, one, ignored) != Truth::No) &&
           (!before || operations::less(one, *before, ignored) != Truth::No);
  });
}

bool may_equal(const Value& value, const Value& constant) {
  std::optional<Fault> ignored;
  return operations::equal(value, constant, ignored) != Truth::No;
}

// May a text be another than these?
bool may_differ_from_all(const Value& value, const std::vector<Value>& constants) {
  const auto& alternatives = operations::alternatives(value);
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const Value& one) {
    return !one.is_absent() && (!one.is_known() || std::none_of(constants.begin(), constants.end(),
                                                                [&](const Value& c) { return same_value(one, c); }));
  });
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
          const Value& fact = evaluation_.slot(slot);
          if (!fact.is_known() && !fact.is_absent()) out.units.push_back(closed(slot));
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
      finish_term(unit);
    }
  }

  Units result;
  std::unordered_map<std::uint64_t, std::uint32_t> index;

 private:
  // Of the classes that the constants cut, those in which what is known of the term lets it lie.
  void finish_term(Unit& unit) {
    std::sort(unit.values.begin(), unit.values.end(), before);
    unit.values.erase(std::unique(unit.values.begin(), unit.values.end(), same), unit.values.end());
    const std::vector<Value>& constants = unit.values;
    const Value term = evaluation_.value(unit.node);
    const std::size_t count = constants.size();
    unit.classes.assign(2 * count + 1, false);
    for (std::size_t i = 0; i < count; ++i) unit.classes[2 * i + 1] = may_equal(term, constants[i]);
    if (constants[0].get_if<std::string>()) {
      // One class for every other text: the stretch after the last stands for it.
      unit.classes.back() = may_differ_from_all(term, constants);
    } else {
      for (std::size_t i = 0; i <= count; ++i) {
        const Value* after = i == 0 ? nullptr : &constants[i - 1];
        const Value* until = i == count ? nullptr : &constants[i];
        unit.classes[2 * i] = may_lie_between(term, after, until);
      }
    }
    unit.size = static_cast<std::uint64_t>(std::count(unit.classes.begin(), unit.classes.end(), true));
  }

  std::uint32_t closed(std::uint32_t slot) {
    const auto [it, fresh] =
        index.try_emplace(key(UnitKind::Closed, slot), static_cast<std::uint32_t>(result.units.size()));
    if (!fresh) return it->second;
    Unit unit;
    unit.kind = UnitKind::Closed;
    unit.slot = slot;
    unit.values = closed_values(evaluation_, slot);
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
  std::uint64_t position = 0;
  for (std::uint64_t left = value;; ++position) {
    if (unit.classes[position] && left-- == 0) break;
  }
  const Value& constant = constant_of(plan, leaf);
  const auto found = std::lower_bound(unit.values.begin(), unit.values.end(), constant, before);
  const std::uint64_t at = 2 * static_cast<std::uint64_t>(found - unit.values.begin()) + 1;
  if (plan[leaf].op == Op::Equal) return truth_of(position == at);
  const bool constant_first = plan[plan.operands_of(leaf)[0]].op == Op::Constant;
  return truth_of(constant_first ? at < position : position < at);
}

}  // namespace

std::vector<Value> closed_values(const Evaluation& evaluation, std::uint32_t slot) {
  if (const PartValue* part = evaluation.slot(slot).part()) return part->values;
  const plan::Slot& place = evaluation.plan().slots[slot];
  const Type& type = (*evaluation.plan().policy)[place.type];
  std::vector<Value> out;
  if (type.kind == TypeKind::YesNo) out = {Value(true), Value(false)};
  for (std::uint32_t i = 0; i < type.members.size(); ++i) out.push_back(Value(Member{i}));
  if (place.optional) out.push_back(Value(Absent{}));
  return out;
}

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
  std::vector<Value> told;  // of the facts that are split
  for (const Unit* unit : split_units) {
    told.push_back(unit->kind == UnitKind::Closed ? evaluation.slot(unit->slot) : Value());
  }
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
  for (std::size_t i = 0; i < split_units.size(); ++i) {
    if (split_units[i]->kind == UnitKind::Closed) evaluation.assume(split_units[i]->slot, told[i]);
  }
  evaluation.forget_assumptions();
  return table;
}

}  // namespace carveout::eval
