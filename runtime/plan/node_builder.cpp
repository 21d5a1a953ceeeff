#include "plan/node_builder.hpp"

#include <algorithm>

#include "plan/apply.hpp"

namespace carveout::plan {
namespace {

bool is_quantifier(Op op) {
  return op == Op::Some || op == Op::Every || op == Op::Count || (op >= Op::Sum && op <= Op::Greatest);
}

std::uint64_t hash_node(const Node& node, const std::vector<NodeId>& operands) {
  std::uint64_t h = (static_cast<std::uint64_t>(node.op) << 32) ^ node.payload;
  const auto mix = [&h](std::uint64_t x) {
    h ^= x + 0x9e3779b97f4a7c15ull + (h << 6) + (h >> 2);
    h *= 0xff51afd7ed558ccdull;
  };
  mix(index_of(node.type));
  for (const NodeId id : operands) mix(static_cast<std::uint32_t>(id));
  return h;
}

bool closed_kind(TypeKind kind) {
  return kind == TypeKind::YesNo || kind == TypeKind::Closed;
}

}  // namespace

NodeBuilder::NodeBuilder(Plan& plan, const PlanLimits& limits) : plan_(plan), limits_(limits) {
  Node node;
  node.type = kYesNo;
  node.finite = true;
  node.op = Op::False;
  false_ = intern(node, {}, {});
  node.op = Op::True;
  true_ = intern(node, {}, {});
}

NodeId NodeBuilder::intern(Node node, const std::vector<NodeId>& operands, Span span) {
  const std::uint64_t hash = hash_node(node, operands);
  const auto [first, last] = interned_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const Node& other = plan_[it->second];
    const auto others = plan_.operands_of(it->second);
    if (other.op == node.op && other.payload == node.payload && other.type == node.type &&
        std::equal(others.begin(), others.end(), operands.begin(), operands.end()))
      return it->second;
  }
  if (plan_.nodes.size() >= limits_.nodes || plan_.operands.size() > 4ull * limits_.nodes) {
    if (!failed) failed = make_diagnostic(DiagnosticId::PlanTooLarge, span);
    return false_;
  }
  classify(node, operands);
  if (node.depth > limits_.depth) {
    if (!failed) failed = make_diagnostic(DiagnosticId::PlanTooDeep, span);
    return false_;
  }
  node.first = static_cast<std::uint32_t>(plan_.operands.size());
  node.count = static_cast<std::uint32_t>(operands.size());
  plan_.operands.insert(plan_.operands.end(), operands.begin(), operands.end());
  for (const NodeId operand : operands) {
    Node& child = plan_.nodes[static_cast<std::uint32_t>(operand)];
    child.shared = child.shared || child.parented;
    child.parented = true;
  }
  const NodeId id{static_cast<std::uint32_t>(plan_.nodes.size())};
  plan_.nodes.push_back(node);
  plan_.spans.push_back(span);
  interned_.emplace(hash, id);
  return id;
}

// Works out what a node inherits from its operands, and which unit it is if it is a leaf.
void NodeBuilder::classify(Node& node, const std::vector<NodeId>& operands) const {
  bool finite = true;
  std::uint16_t depth = 0;
  std::uint16_t free = 0;
  const bool quantifier = is_quantifier(node.op);
  for (const NodeId id : operands) {
    const Node& operand = plan_[id];
    finite = finite && operand.finite;
    depth = std::max<std::uint16_t>(depth, static_cast<std::uint16_t>(operand.depth + 1));
    const bool bound_here = quantifier && operand.lowest_free == node.payload;
    if (operand.lowest_free != 0 && !bound_here)
      free = free == 0 ? operand.lowest_free : std::min(free, operand.lowest_free);
  }
  if (node.op == Op::Variable || node.op == Op::TruthVariable) free = static_cast<std::uint16_t>(node.payload);
  node.lowest_free = free;
  const bool edge = node.op == Op::StartOfDay || node.op == Op::EndOfDay;
  node.edge_of_date = edge && (*plan_.policy)[plan_[operands[0]].type].kind == TypeKind::Date;
  // What gives a governing date is a day by itself, whatever it was made of.
  for (const NodeId id : operands)
    node.edge_of_date = node.edge_of_date || (plan_[id].edge_of_date && plan_[id].op != Op::GoverningDate);
  // Clauses pile connectives up without bound, and those are swept, not recursed into: only what hangs below a leaf is
  // deep.
  node.depth = Plan::is_connective(node.op) && free == 0 ? std::uint16_t{0} : depth;
  if (Plan::is_connective(node.op) && free == 0) {
    for (const NodeId id : operands) node.depth = std::max(node.depth, plan_[id].depth);
  }
  switch (node.op) {
    case Op::TruthFact:
    case Op::Fact:
      node.finite = closed_kind((*plan_.policy)[plan_.slots[node.payload].type].kind);
      break;
    case Op::Present:
      node.finite = finite && plan_[operands[0]].op == Op::Fact;
      break;
    case Op::Constant:
      node.finite = plan_.constants[node.payload].get_if<bool>() || plan_.constants[node.payload].get_if<Member>();
      break;
    case Op::True:
    case Op::False:
      node.finite = true;
      break;
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AtLeast:
    case Op::Exactly:
    case Op::IfTruth:
    case Op::SameTruth:
    case Op::Equal:
    case Op::Less:
    case Op::IfValue:
    case Op::TruthValue:
      node.finite = finite;
      break;
    default:
      node.finite = false;
      break;
  }
  if (Plan::is_connective(node.op) || !Plan::is_truth(node.op) || free != 0) return;
  if (node.finite) {
    node.unit = UnitKind::Closed;
    return;
  }
  node.unit = UnitKind::Other;
  if (node.op != Op::Equal && node.op != Op::Less) return;
  if (node.edge_of_date && (*plan_.policy)[plan_[operands[0]].type].kind == TypeKind::Time) return;
  for (int side = 0; side < 2; ++side) {
    const Node& fixed = plan_[operands[static_cast<std::size_t>(side)]];
    const Node& term = plan_[operands[static_cast<std::size_t>(1 - side)]];
    if (fixed.op != Op::Constant || term.op == Op::Constant || term.op == Op::NotInForce || term.op == Op::NoValue)
      continue;
    const Value& value = plan_.constants[fixed.payload];
    const Time* time = value.get_if<Time>();
    if (value.get_if<Number>() || value.get_if<Date>() || value.get_if<std::string>() || (time && !time->local))
      node.unit = UnitKind::Term;
  }
}

NodeId NodeBuilder::negate(NodeId condition) {
  const Node& node = plan_[condition];
  if (node.op == Op::True) return false_;
  if (node.op == Op::False) return true_;
  if (node.op == Op::Not) return plan_.operands_of(condition)[0];
  return connective(Op::Not, {condition}, 0, plan_.spans[static_cast<std::uint32_t>(condition)]);
}

NodeId NodeBuilder::all_of(std::vector<NodeId> conditions) {
  std::erase(conditions, true_);
  if (conditions.empty()) return true_;
  if (conditions.size() == 1) return conditions[0];
  return connective(Op::And, std::move(conditions), 0, {});
}

NodeId NodeBuilder::any_of(std::vector<NodeId> conditions) {
  std::erase(conditions, false_);
  if (conditions.empty()) return false_;
  if (conditions.size() == 1) return conditions[0];
  return connective(Op::Or, std::move(conditions), 0, {});
}

NodeId NodeBuilder::connective(Op op, std::vector<NodeId> operands, std::uint32_t payload, Span span) {
  Node node;
  node.op = op;
  node.type = kYesNo;
  node.payload = payload;
  return intern(node, operands, span);
}

NodeId NodeBuilder::constant(Value value, TypeId type, Span span) {
  const CheckedPolicy& policy = *plan_.policy;
  std::string key = std::to_string(index_of(type)) + ' ' + policy.value_text(value, type);
  const auto [it, fresh] = constants_.try_emplace(std::move(key), static_cast<std::uint32_t>(plan_.constants.size()));
  if (fresh) plan_.constants.push_back(std::move(value));
  Node node;
  node.op = Op::Constant;
  node.type = type;
  node.payload = it->second;
  return intern(node, {}, span);
}

NodeId NodeBuilder::fact(const FactPath& path, TypeId type, bool optional, Span span) {
  std::string text = plan_.policy->path_text(path);
  const auto [it, fresh] = slots_.try_emplace(text, static_cast<std::uint32_t>(plan_.slots.size()));
  if (fresh) plan_.slots.push_back({path, std::move(text), type, optional});
  Node node;
  node.op = Op::Fact;
  node.type = type;
  node.payload = it->second;
  return intern(node, {}, span);
}

std::optional<NodeId> NodeBuilder::folded(const Node& node, const std::vector<NodeId>& operands, Span span) {
  if (operands.empty()) return std::nullopt;
  if (!is_strict(node.op)) return std::nullopt;
  std::vector<const Value*> values;
  values.reserve(operands.size());
  for (const NodeId id : operands) {
    if (plan_[id].op != Op::Constant) return std::nullopt;
    values.push_back(&plan_.constants[plan_[id].payload]);
  }
  Applied result = apply(plan_, node, values);
  if (!result.value.is_known()) return std::nullopt;
  return constant(std::move(result.value), node.type, span);
}

NodeId NodeBuilder::value(Op op, TypeId type, std::vector<NodeId> operands, std::uint32_t payload, Span span) {
  Node node;
  node.op = op;
  node.type = type;
  node.payload = payload;
  if (const auto constant_node = folded(node, operands, span)) return *constant_node;
  return intern(node, operands, span);
}

NodeId NodeBuilder::no_value(NoValue why, std::vector<NodeId> governing, TypeId type, Span span) {
  const auto found = std::find(plan_.no_values.begin(), plan_.no_values.end(), why);
  const auto index = static_cast<std::uint32_t>(found - plan_.no_values.begin());
  if (found == plan_.no_values.end()) plan_.no_values.push_back(std::move(why));
  return value(Op::NoValue, type, std::move(governing), index, span);
}

NodeId NodeBuilder::choice(TypeId type, NodeId condition, NodeId yes, NodeId no, Span span) {
  if (condition == true_) return yes;
  if (condition == false_) return no;
  if ((*plan_.policy)[type].kind == TypeKind::YesNo)
    return connective(Op::IfTruth, {condition, as_condition(yes, span), as_condition(no, span)}, 0, span);
  return value(Op::IfValue, type, {condition, yes, no}, 0, span);
}

NodeId NodeBuilder::same(NodeId a, NodeId b, Span span) {
  if (Plan::is_truth(plan_[a].op) && Plan::is_truth(plan_[b].op)) return connective(Op::SameTruth, {a, b}, 0, span);
  return comparison(Op::Equal, a, b, span);
}

NodeId NodeBuilder::leaf(Op op, std::vector<NodeId> operands, std::uint32_t payload, Span span) {
  Node node;
  node.op = op;
  node.type = kYesNo;
  node.payload = payload;
  return intern(node, operands, span);
}

NodeId NodeBuilder::comparison(Op op, NodeId a, NodeId b, Span span) {
  if (failed) return false_;
  const auto key = std::make_tuple(op, a, b);
  if (const auto known = comparisons_.find(key); known != comparisons_.end()) return known->second;
  const NodeId made = make_comparison(op, a, b, span);
  comparisons_.emplace(key, made);
  return made;
}

NodeId NodeBuilder::make_comparison(Op op, NodeId a, NodeId b, Span span) {
  // SPEC 7.5: a comparison with an `if` or a parameter on one side is the `if` of the comparisons; one with a parameter
  // before its first value is a leaf as it stands.
  const bool fault = plan_[a].op == Op::NotInForce || plan_[b].op == Op::NotInForce;
  for (const Op lifted : {Op::IfValue, Op::Parameter}) {
    for (int side = 0; side < 2 && !fault; ++side) {
      const NodeId chosen = side == 0 ? a : b;
      if (plan_[chosen].op != lifted) continue;
      const auto with = [&](NodeId other) {
        return side == 0 ? comparison(op, other, b, span) : comparison(op, a, other, span);
      };
      const std::vector<NodeId> parts(plan_.operands_of(chosen).begin(), plan_.operands_of(chosen).end());
      if (lifted == Op::Parameter) return with(parts[0]);
      const NodeId yes = with(parts[1]);
      const NodeId no = with(parts[2]);
      return connective(Op::IfTruth, {parts[0], yes, no}, 0, span);
    }
  }
  if (op == Op::Equal && (*plan_.policy)[plan_[a].type].kind == TypeKind::YesNo)
    return connective(Op::SameTruth, {as_condition(a, span), as_condition(b, span)}, 0, span);
  return leaf(op, {a, b}, 0, span);
}

NodeId NodeBuilder::as_condition(NodeId id, Span span) {
  if (failed) return false_;
  if (Plan::is_truth(plan_[id].op)) return id;
  if (const auto known = conditions_.find(id); known != conditions_.end()) return known->second;
  const NodeId made = make_condition(id, span);
  conditions_.emplace(id, made);
  return made;
}

NodeId NodeBuilder::make_condition(NodeId id, Span span) {
  const Node node = plan_[id];
  const std::vector<NodeId> operands(plan_.operands_of(id).begin(), plan_.operands_of(id).end());
  switch (node.op) {
    case Op::TruthValue:
      return operands[0];
    case Op::Constant: {
      const bool* b = plan_.constants[node.payload].get_if<bool>();
      return truth(b && *b);
    }
    case Op::Fact:
      return leaf(Op::TruthFact, {}, node.payload, span);
    case Op::Variable:
      return leaf(Op::TruthVariable, {}, node.payload, span);
    case Op::Field:
      return leaf(Op::TruthField, operands, node.payload, span);
    case Op::Parameter:
      return as_condition(operands[0], span);
    case Op::IfValue: {
      const NodeId yes = as_condition(operands[1], span);
      const NodeId no = as_condition(operands[2], span);
      return connective(Op::IfTruth, {operands[0], yes, no}, 0, span);
    }
    default:
      // Only a parameter before its first value is left: a condition that is a fault.
      return leaf(Op::Equal, {id, constant(Value(true), kYesNo, span)}, 0, span);
  }
}

NodeId NodeBuilder::as_value(NodeId condition, Span span) {
  const Node& node = plan_[condition];
  if (!Plan::is_truth(node.op)) return condition;
  if (node.op == Op::True || node.op == Op::False) return constant(Value(node.op == Op::True), kYesNo, span);
  return value(Op::TruthValue, kYesNo, {condition}, 0, span);
}

NodeId NodeBuilder::governed_before(NodeId governing, const Date& date, Span span) {
  const NodeId bound = constant(Value(date), kDate, span);
  return lift_governing_date(governing, bound, span);
}

// `as of if C then a else b` is taken apart like any comparison with an `if`.
NodeId NodeBuilder::lift_governing_date(NodeId governing, NodeId date, Span span) {
  const auto operands = plan_.operands_of(governing);
  if (!operands.empty() && plan_[operands[0]].op == Op::IfValue) {
    const auto inner = plan_.operands_of(operands[0]);
    const std::vector<NodeId> parts(inner.begin(), inner.end());
    const NodeId yes = lift_governing_date(value(Op::GoverningDate, kDate, {parts[1]}, 0, span), date, span);
    const NodeId no = lift_governing_date(value(Op::GoverningDate, kDate, {parts[2]}, 0, span), date, span);
    return connective(Op::IfTruth, {parts[0], yes, no}, 0, span);
  }
  return leaf(Op::Less, {governing, date}, 0, span);
}

}  // namespace carveout::plan
