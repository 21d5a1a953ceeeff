#include "eval/reading.hpp"

#include <utility>

namespace carveout::eval {
namespace {

// The path that a value is read from, where it is read from a fact.
std::optional<std::string> path_of(const Evaluation& evaluation, NodeId id) {
  const Plan& plan = evaluation.plan();
  const plan::Node& node = plan[id];
  switch (node.op) {
    case Op::Fact:
    case Op::TruthFact:
      return plan.slots[node.payload].text;
    case Op::Variable:
    case Op::TruthVariable: {
      const std::string& path = evaluation.bound(node.payload).path;
      return path.empty() ? std::nullopt : std::optional(path);
    }
    case Op::Field:
    case Op::TruthField: {
      const NodeId record = plan.operands_of(id)[0];
      std::optional<std::string> owner = path_of(evaluation, record);
      if (!owner) return std::nullopt;
      return *owner + '.' + (*plan.policy)[plan[record].type].fields[node.payload].name;
    }
    default:
      return std::nullopt;
  }
}

bool is_read(Op op) {
  return op == Op::Fact || op == Op::TruthFact || op == Op::Field || op == Op::TruthField || op == Op::Variable ||
         op == Op::TruthVariable;
}

bool has_body(Op op) {
  return op == Op::Some || op == Op::Every || op == Op::Count || (op >= Op::Sum && op <= Op::Greatest);
}

// Calls visit for each element of a known list, its variable bound and its path at hand.
template <class Visit>
void each_element(Evaluation& evaluation, NodeId list_node, const ListValue& list, Visit visit) {
  const std::optional<std::string> path = path_of(evaluation, list_node);
  for (std::size_t i = 0; i < list.elements.size(); ++i) {
    evaluation.bind(list.elements[i], path ? *path + '[' + std::to_string(i + 1) + ']' : std::string());
    const bool go_on = visit();
    evaluation.unbind();
    if (!go_on) return;
  }
}

// A node is visited once for each element its variables are bound to: shared parts would otherwise be walked along
// every path.
std::pair<NodeId, std::uint64_t> visit_key(const Evaluation& evaluation, NodeId id) {
  return {id, evaluation.plan()[id].lowest_free == 0 ? 0 : evaluation.binding_stamp()};
}

bool known(Evaluation& evaluation, NodeId id) {
  if (Plan::is_truth(evaluation.plan()[id].op)) return evaluation.truth(id) != Truth::Unknown;
  const Value v = evaluation.value(id);
  return v.is_known();
}

// The facts in `list` and `list[…]` whose values are sections known down to a parent, or unknown, where `in` reads the
// whole list.
void unknown_elements(Evaluation& evaluation, NodeId list_node, Paths& out) {
  const Value value = evaluation.value(list_node);
  const std::optional<std::string> path = path_of(evaluation, list_node);
  if (!path || !value.list()) return;
  const auto& elements = value.list()->elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!elements[i].is_known()) out.insert(*path + '[' + std::to_string(i + 1) + ']');
  }
}

class UnknownFacts {
 public:
  UnknownFacts(Evaluation& evaluation, Paths& out) : evaluation_(evaluation), plan_(evaluation.plan()), out_(out) {}

  void visit(NodeId id) {
    const plan::Node& node = plan_[id];
    if (node.count != 0 && !seen_.insert(visit_key(evaluation_, id)).second) return;
    if (known(evaluation_, id)) return;
    const auto operands = plan_.operands_of(id);
    if (is_read(node.op)) return read(id, operands);
    if (node.op == Op::GoverningDate) return governing(operands);
    if (node.op == Op::IfTruth || node.op == Op::IfValue) return choice(operands);
    if (has_body(node.op)) return body(operands);
    if (node.op == Op::Present) return read_presence(operands[0]);
    if (node.op == Op::InNamedList) return named_list(id, operands);
    for (const NodeId operand : operands) visit(operand);
    // SPEC 7.6: a section asked about in an unknown membership is known in part: what it is compared with may lie under
    // it.
    if (node.op == Op::Under || node.op == Op::SectionIn || node.op == Op::InList) partly_known_section(operands[0]);
    if (node.op == Op::InList) unknown_elements(evaluation_, operands[1], out_);
  }

 private:
  void read(NodeId id, std::span<const NodeId> operands) {
    if (const auto path = path_of(evaluation_, id)) {
      out_.insert(*path);
      return;
    }
    for (const NodeId operand : operands) visit(operand);
  }
  void read_presence(NodeId place) {
    if (const auto path = path_of(evaluation_, place))
      out_.insert(*path);
    else
      visit(place);
  }
  void named_list(NodeId id, std::span<const NodeId> operands) {
    const Evaluation::ListDoubts doubts = evaluation_.list_doubts(id);
    if (doubts.date) visit(operands[1]);
    if (!doubts.value) return;
    visit(operands[0]);
    partly_known_section(operands[0]);
  }
  void governing(std::span<const NodeId> operands) {
    if (operands.empty())
      out_.insert(std::string(kAsOf));
    else
      visit(operands[0]);
  }
  void choice(std::span<const NodeId> operands) {
    const Truth condition = evaluation_.truth(operands[0]);
    if (condition == Truth::Unknown) visit(operands[0]);
    if (condition != Truth::No) visit(operands[1]);
    if (condition != Truth::Yes) visit(operands[2]);
  }
  void body(std::span<const NodeId> operands) {
    const Value value = evaluation_.value(operands[0]);
    const ListValue* list = value.list();
    if (!list) return visit(operands[0]);
    each_element(evaluation_, operands[0], *list, [&] {
      const NodeId condition = operands.back();
      const Truth t = evaluation_.truth(condition);
      if (t == Truth::Unknown) visit(condition);
      if (operands.size() == 3 && t != Truth::No) visit(operands[1]);
      return true;
    });
  }
  void partly_known_section(NodeId id) {
    if (plan_[id].op == Op::IfValue) {
      const auto operands = plan_.operands_of(id);
      const Truth condition = evaluation_.truth(operands[0]);
      if (condition != Truth::No) partly_known_section(operands[1]);
      if (condition != Truth::Yes) partly_known_section(operands[2]);
      return;
    }
    const auto path = path_of(evaluation_, id);
    if (path && evaluation_.value_or_truth(id).get_if<Section>()) out_.insert(*path);
  }

  Evaluation& evaluation_;
  const Plan& plan_;
  Paths& out_;
  std::set<std::pair<NodeId, std::uint64_t>> seen_;
};

class CitedFacts {
 public:
  CitedFacts(Evaluation& evaluation, Paths& out) : evaluation_(evaluation), plan_(evaluation.plan()), out_(out) {}

  void visit(NodeId id) {
    const plan::Node& node = plan_[id];
    if (node.count != 0 && !seen_.insert(visit_key(evaluation_, id)).second) return;
    const auto operands = plan_.operands_of(id);
    switch (node.op) {
      case Op::And:
        return first_or_all(id, operands, Truth::No);
      case Op::Or:
        return first_or_all(id, operands, Truth::Yes);
      case Op::IfTruth:
      case Op::IfValue:
        return choice(operands);
      case Op::GoverningDate:
        if (!evaluation_.as_of() && !operands.empty()) visit(operands[0]);
        return;
      case Op::Present:
        return place(operands[0]);
      default:
        break;
    }
    if (is_read(node.op)) return read(id, operands);
    if (has_body(node.op)) return body(node, operands);
    for (const NodeId operand : operands) visit(operand);
    if (node.op == Op::InList) elements(operands[1]);
  }

 private:
  void first_or_all(NodeId id, std::span<const NodeId> operands, Truth settles) {
    if (evaluation_.truth(id) == settles) {
      for (const NodeId operand : operands) {
        if (evaluation_.truth(operand) == settles) return visit(operand);
      }
    }
    for (const NodeId operand : operands) visit(operand);
  }
  void choice(std::span<const NodeId> operands) {
    const Truth condition = evaluation_.truth(operands[0]);
    visit(operands[0]);
    if (condition != Truth::No) visit(operands[1]);
    if (condition != Truth::Yes) visit(operands[2]);
  }
  void place(NodeId id) {
    const auto path = path_of(evaluation_, id);
    if (!path) return visit(id);
    if (!evaluation_.value_or_truth(id).is_unknown()) out_.insert(*path);
  }
  void read(NodeId id, std::span<const NodeId> operands) {
    if (path_of(evaluation_, id)) return place(id);
    for (const NodeId operand : operands) visit(operand);
  }
  void elements(NodeId list_node) {
    const Value value = evaluation_.value(list_node);
    const auto path = path_of(evaluation_, list_node);
    if (!path || !value.list()) return;
    for (std::size_t i = 0; i < value.list()->elements.size(); ++i) {
      if (value.list()->elements[i].is_known()) out_.insert(*path + '[' + std::to_string(i + 1) + ']');
    }
  }
  void body(const plan::Node& node, std::span<const NodeId> operands) {
    visit(operands[0]);
    const Value value = evaluation_.value(operands[0]);
    const ListValue* list = value.list();
    if (!list) return;
    const NodeId condition = operands.back();
    // A witness settles `some` and refutes `every`.
    const bool truth = node.op == Op::Some || node.op == Op::Every;
    const Truth witness = node.op == Op::Some ? Truth::Yes : Truth::No;
    bool witnessed = false;
    if (truth) {
      for (const Value& element : list->elements) {
        evaluation_.bind(element);
        witnessed = witnessed || evaluation_.truth(condition) == witness;
        evaluation_.unbind();
      }
    }
    each_element(evaluation_, operands[0], *list, [&] {
      const Truth t = evaluation_.truth(condition);
      if (witnessed && t != witness) return true;
      visit(condition);
      if (operands.size() == 3 && t != Truth::No) visit(operands[1]);
      return !witnessed;
    });
  }

  Evaluation& evaluation_;
  const Plan& plan_;
  Paths& out_;
  std::set<std::pair<NodeId, std::uint64_t>> seen_;
};

}  // namespace

void unknown_facts(Evaluation& evaluation, NodeId id, Paths& out) {
  UnknownFacts(evaluation, out).visit(id);
}

void cited_facts(Evaluation& evaluation, NodeId id, Paths& out) {
  CitedFacts(evaluation, out).visit(id);
}

}  // namespace carveout::eval
