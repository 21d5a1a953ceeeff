#include "eval/ways.hpp"

#include <algorithm>
#include <unordered_set>

#include "eval/units.hpp"

namespace carveout::eval {
namespace {

using plan::Goal;
using plan::GoalConclusion;
using plan::UnitKind;

// The unknown nodes reached from `from` through unknown parts alone, children first.
std::vector<NodeId> unknown_nodes(const Evaluation& evaluation, const std::vector<NodeId>& from) {
  const Plan& plan = evaluation.plan();
  std::vector<NodeId> out;
  std::vector<NodeId> work = from;
  std::unordered_set<std::uint32_t> seen;
  while (!work.empty()) {
    const NodeId id = work.back();
    work.pop_back();
    if (evaluation.at(id) != Truth::Unknown || !seen.insert(static_cast<std::uint32_t>(id)).second) continue;
    out.push_back(id);
    if (!Plan::is_connective(plan[id].op)) continue;
    const auto operands = plan.operands_of(id);
    if (plan[id].op == Op::IfTruth && evaluation.at(operands[0]) != Truth::Unknown) {
      work.push_back(operands[evaluation.at(operands[0]) == Truth::Yes ? 1 : 2]);
      continue;
    }
    work.insert(work.end(), operands.begin(), operands.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<NodeId> standing(const Goal& goal) {
  std::vector<NodeId> out;
  for (const auto* side : {&goal.permits, &goal.forbids}) {
    for (const GoalConclusion& conclusion : *side) out.push_back(conclusion.stands);
  }
  return out;
}

// Evaluates the unknown nodes for sixty-four ways at a time.
class Block {
 public:
  Block(Evaluation& evaluation, const std::vector<NodeId>& unknown, const Units& units)
      : evaluation_(evaluation), plan_(evaluation.plan()), unknown_(unknown), units_(units), ways_(unknown.size()) {
    for (const LeafUnits& leaf : units.leaves) tables_.push_back(truth_table(evaluation, units, leaf));
    for (std::uint32_t i = 0; i < unknown.size(); ++i) place_.emplace(static_cast<std::uint32_t>(unknown[i]), i);
    for (std::uint32_t i = 0; i < units.leaves.size(); ++i)
      leaf_.emplace(static_cast<std::uint32_t>(units.leaves[i].leaf), i);
  }

  void run(std::uint64_t first_way) {
    first_way_ = first_way;
    for (std::uint32_t i = 0; i < unknown_.size(); ++i) {
      const NodeId id = unknown_[i];
      ways_[i] = Plan::is_connective(plan_[id].op) ? connective(id) : leaf(leaf_.at(static_cast<std::uint32_t>(id)));
    }
  }

  [[nodiscard]] Ways of(NodeId id) const {
    const auto it = place_.find(static_cast<std::uint32_t>(id));
    return it == place_.end() ? Ways::all(evaluation_.at(id)) : ways_[it->second];
  }

 private:
  Ways leaf(std::uint32_t index) const {
    const LeafUnits& leaf = units_.leaves[index];
    const std::vector<Truth>& table = tables_[index];
    Ways out;
    for (std::uint64_t bit = 0; bit < 64; ++bit) {
      const std::uint64_t way = first_way_ + bit;
      std::uint64_t row = 0;
      std::uint64_t scale = 1;
      for (const std::uint32_t u : leaf.units) {
        const Unit& unit = units_.units[u];
        if (unit.stride == 0) continue;
        row += scale * ((way / unit.stride) % unit.size);
        scale *= unit.size;
      }
      out.yes |= static_cast<std::uint64_t>(table[row] == Truth::Yes) << bit;
      out.no |= static_cast<std::uint64_t>(table[row] == Truth::No) << bit;
    }
    return out;
  }

  Ways connective(NodeId id) const {
    const plan::Node& node = plan_[id];
    const auto operands = plan_.operands_of(id);
    switch (node.op) {
      case Op::Not: {
        const Ways w = of(operands[0]);
        return {w.no, w.yes};
      }
      case Op::And: {
        Ways out{~0ull, 0};
        for (const NodeId operand : operands) {
          const Ways w = of(operand);
          out.yes &= w.yes;
          out.no |= w.no;
        }
        return out;
      }
      case Op::Or: {
        Ways out{0, ~0ull};
        for (const NodeId operand : operands) {
          const Ways w = of(operand);
          out.yes |= w.yes;
          out.no &= w.no;
        }
        return out;
      }
      case Op::IfTruth: {
        const Ways c = of(operands[0]);
        const bool first = evaluation_.at(operands[0]) != Truth::No;
        const bool second = evaluation_.at(operands[0]) != Truth::Yes;
        const Ways a = first ? of(operands[1]) : Ways{};
        const Ways b = second ? of(operands[2]) : Ways{};
        return {(c.yes & a.yes) | (c.no & b.yes) | (a.yes & b.yes), (c.yes & a.no) | (c.no & b.no) | (a.no & b.no)};
      }
      case Op::SameTruth: {
        const Ways a = of(operands[0]);
        const Ways b = of(operands[1]);
        return {(a.yes & b.yes) | (a.no & b.no), (a.yes & b.no) | (a.no & b.yes)};
      }
      default:
        return one_by_one(id);
    }
  }

  // Counting connectives, way by way.
  Ways one_by_one(NodeId id) const {
    Ways out;
    for (std::uint64_t bit = 0; bit < 64; ++bit) {
      const Truth t = Evaluation::connect(plan_, id, [&](NodeId operand) {
        const Ways w = of(operand);
        if ((w.yes >> bit) & 1u) return Truth::Yes;
        return (w.no >> bit) & 1u ? Truth::No : Truth::Unknown;
      });
      out.yes |= static_cast<std::uint64_t>(t == Truth::Yes) << bit;
      out.no |= static_cast<std::uint64_t>(t == Truth::No) << bit;
    }
    return out;
  }

  Evaluation& evaluation_;
  const Plan& plan_;
  const std::vector<NodeId>& unknown_;
  const Units& units_;
  std::uint64_t first_way_ = 0;
  std::vector<std::vector<Truth>> tables_;
  std::vector<Ways> ways_;
  std::unordered_map<std::uint32_t, std::uint32_t> place_;
  std::unordered_map<std::uint32_t, std::uint32_t> leaf_;
};

Outcome outcome_of(Standing standing) {
  switch (standing) {
    case Standing::Permitted:
      return Outcome::Permitted;
    case Standing::Forbidden:
      return Outcome::Forbidden;
    case Standing::Unaddressed:
      return Outcome::Unaddressed;
  }
  return Outcome::Unaddressed;
}

// What a goal comes to in each of sixty-four ways, as bits of outcomes (for a duty: 1 required, 2 not required).
class Tally {
 public:
  Tally(const Plan& plan, const Goal& goal, std::optional<ActionId> action)
      : plan_(plan), goal_(goal), action_(action) {}

  template <class WaysOf>
  void add(WaysOf ways_of, std::uint64_t count, Possibilities& out) {
    const std::uint64_t mask = count >= 64 ? ~0ull : (1ull << count) - 1;
    std::uint64_t bits[8] = {};
    if (action_)
      action_bits(ways_of, mask, bits, out);
    else
      duty_bits(ways_of, bits);
    for (std::uint64_t way = 0; way < std::min<std::uint64_t>(count, 64); ++way) {
      std::uint8_t set = 0;
      for (unsigned o = 0; o < 8; ++o) set = static_cast<std::uint8_t>(set | (((bits[o] >> way) & 1u) << o));
      by_way.push_back(set);
      all = static_cast<std::uint8_t>(all | set);
    }
  }

  std::vector<std::uint8_t> by_way;
  std::uint8_t all = 0;

 private:
  template <class WaysOf>
  void action_bits(WaysOf ways_of, std::uint64_t mask, std::uint64_t (&bits)[8], Possibilities& out) {
    // SPEC 7.4: forbidden where some policy's word is forbid, else conflict where some is, else permitted where some is
    // permit, else the default. What one policy's word is does not touch what another's may be.
    std::uint64_t some_forbid = 0;
    std::uint64_t none_forbids = ~0ull;
    std::uint64_t some_conflict = 0;
    std::uint64_t none_against = ~0ull;
    std::uint64_t some_permit = 0;
    std::uint64_t all_silent = ~0ull;
    out.words.resize(goal_.shares.size());
    for (std::size_t i = 0; i < goal_.shares.size(); ++i) {
      const WordWays words =
          words_of(plan_, goal_, goal_.shares[i], [&](const GoalConclusion& c) { return ways_of(c.stands); });
      some_forbid |= words.forbid;
      none_forbids &= words.silent | words.permit | words.conflict;
      some_conflict |= words.conflict;
      none_against &= words.silent | words.permit;
      some_permit |= words.permit;
      all_silent &= words.silent;
      WordSet& set = out.words[i];
      set.silent = set.silent || (words.silent & mask) != 0;
      set.permit = set.permit || (words.permit & mask) != 0;
      set.forbid = set.forbid || (words.forbid & mask) != 0;
      set.conflict = set.conflict || (words.conflict & mask) != 0;
    }
    const auto add = [&bits](Outcome outcome, std::uint64_t ways) { bits[static_cast<unsigned>(outcome)] |= ways; };
    add(outcome_of((*plan_.policy)[*action_].by_default), all_silent);
    add(Outcome::Permitted, some_permit & none_against);
    add(Outcome::Forbidden, some_forbid);
    add(Outcome::Conflict, some_conflict & none_forbids);
    out.all_silent = out.all_silent || (all_silent & mask) != 0;
  }

  template <class WaysOf>
  void duty_bits(WaysOf ways_of, std::uint64_t (&bits)[8]) {
    std::uint64_t certain = 0;
    std::uint64_t may = 0;
    for (const GoalConclusion& c : goal_.forbids) {
      const Ways w = ways_of(c.stands);
      certain |= w.yes;
      may |= ~w.no;
    }
    bits[0] = may;
    bits[1] = ~certain;
  }

  const Plan& plan_;
  const Goal& goal_;
  std::optional<ActionId> action_;
};

bool single(std::uint8_t set) {
  return (set & (set - 1)) == 0;
}

void fill(std::uint8_t set, bool action, Possibilities& out) {
  if (!action) {
    out.required = set == 1 ? Truth::Yes : set == 2 ? Truth::No : Truth::Unknown;
    return;
  }
  for (unsigned o = 0; o < 5; ++o) {
    if ((set >> o) & 1u) out.outcomes.insert(static_cast<Outcome>(o));
  }
}

// Of leaves for which the steps do not suffice no needs are told: whatever they are said to need might be known.
void collect_needs(Evaluation& evaluation, const Units& units, const Tally& tally, Possibilities& out) {
  const Plan& plan = evaluation.plan();
  std::vector<std::vector<NodeId>> leaves(units.units.size());
  for (const LeafUnits& leaf : units.leaves) {
    for (const std::uint32_t unit : leaf.units) leaves[unit].push_back(leaf.leaf);
  }
  for (std::size_t i = 0; i < units.units.size(); ++i) {
    const Unit& unit = units.units[i];
    bool matters = !units.all_split;
    for (std::uint64_t way = 0; !matters && way < units.ways; ++way) {
      const std::uint64_t digit = (way / unit.stride) % unit.size;
      matters = tally.by_way[way] != tally.by_way[way - digit * unit.stride];
    }
    const bool gave_up =
        std::any_of(leaves[i].begin(), leaves[i].end(), [&](NodeId leaf) { return evaluation.gave_up(leaf); });
    if (!matters || gave_up) continue;
    if (unit.kind == UnitKind::Closed) {
      out.needs.insert(evaluation.places()->at(plan.slots[unit.slot].path));
    } else if (!unknown_facts(evaluation, unit.node, out.needs)) {
      for (const NodeId leaf : leaves[i]) evaluation.give_up(leaf);
    }
  }
}

}  // namespace

bool share_base(const Plan& plan, ClauseId a, ClauseId b) {
  return plan.share_base(a, b);
}

std::vector<NodeId> unknown_leaves(const Evaluation& evaluation, const std::vector<NodeId>& from) {
  std::vector<NodeId> out = unknown_nodes(evaluation, from);
  std::erase_if(out, [&](NodeId id) { return Plan::is_connective(evaluation.plan()[id].op); });
  return out;
}

Possibilities possibilities(Evaluation& evaluation, const Goal& goal, std::optional<ActionId> action,
                            std::uint32_t max_ways, Needs needs) {
  const Plan& plan = evaluation.plan();
  Possibilities by_truth;
  Tally first(plan, goal, action);
  first.add([&](NodeId id) { return Ways::all(evaluation.at(id)); }, 1, by_truth);
  const bool words =
      std::all_of(by_truth.words.begin(), by_truth.words.end(), [](const WordSet& set) { return set.size() == 1; });
  if (single(first.all) && words) {
    fill(first.all, action.has_value(), by_truth);
    return by_truth;
  }
  const std::vector<NodeId> unknown = unknown_nodes(evaluation, standing(goal));
  std::vector<NodeId> leaves = unknown;
  std::erase_if(leaves, [&](NodeId id) { return Plan::is_connective(plan[id].op); });
  const Units units = units_of(evaluation, goal, leaves, max_ways);
  Possibilities out;
  Tally tally(plan, goal, action);
  Block block(evaluation, unknown, units);
  for (std::uint64_t way = 0; way < units.ways; way += 64) {
    block.run(way);
    tally.add([&](NodeId id) { return block.of(id); }, units.ways - way, out);
  }
  fill(tally.all, action.has_value(), out);
  const bool all_worked_out =
      std::none_of(leaves.begin(), leaves.end(), [&](NodeId leaf) { return evaluation.gave_up(leaf); });
  out.exact = (units.all_split && all_worked_out) || single(tally.all);
  if (needs == Needs::Found && !single(tally.all)) collect_needs(evaluation, units, tally, out);
  return out;
}

}  // namespace carveout::eval
