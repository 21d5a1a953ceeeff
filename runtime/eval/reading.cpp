#include "eval/reading.hpp"

#include <unordered_set>

#include "values/operations.hpp"

namespace carveout::eval {
namespace {

// The place that a value is read from, where it is read from a fact.
std::optional<facts::Place> place_of(const Evaluation& evaluation, NodeId id) {
  const Plan& plan = evaluation.plan();
  const plan::Node& node = plan[id];
  switch (node.op) {
    case Op::Fact:
    case Op::TruthFact:
      return evaluation.places()->at(plan.slots[node.payload].path);
    case Op::Variable:
    case Op::TruthVariable:
      return evaluation.bound(node.payload).place;
    case Op::Field:
    case Op::TruthField: {
      const auto record = place_of(evaluation, plan.operands_of(id)[0]);
      return record ? std::optional(evaluation.places()->field(*record, node.payload)) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

const std::vector<Value> kNoParts;

bool is_read(Op op) {
  return op == Op::Fact || op == Op::TruthFact || op == Op::Field || op == Op::TruthField || op == Op::Variable ||
         op == Op::TruthVariable;
}

bool has_body(Op op) {
  return op == Op::Some || op == Op::Every || op == Op::Count || (op >= Op::Sum && op <= Op::Greatest);
}

// A node is visited once for each element its variables are bound to: shared parts would otherwise be walked along
// every path. What was visited for one element is forgotten with it.
class Visited {
 public:
  // Precondition of these: bound and unbound alternate as brackets do.
  void bound() {
    if (++level_ == visited_.size()) visited_.emplace_back();
  }
  void unbound() { visited_[level_--].clear(); }
  // True the first time.
  bool insert(const Plan& plan, NodeId id) {
    const std::size_t level = plan[id].lowest_free == 0 ? 0 : level_;
    return visited_[level].insert(static_cast<std::uint32_t>(id)).second;
  }

 private:
  std::vector<std::unordered_set<std::uint32_t>> visited_{1};  // without a variable; for the element of each level
  std::size_t level_ = 0;
};

// Calls visit for each element of a known list, the quantifier's variable bound and its place at hand, until there are
// no more steps.
template <class Visit>
void each_element(Evaluation& evaluation, Visited& visited, const plan::Node& quantifier, const ListValue& list,
                  Visit visit) {
  const NodeId list_node = evaluation.plan().operands[quantifier.first];
  const auto place = place_of(evaluation, list_node);
  for (std::size_t i = 0; i < list.elements.size() && !evaluation.ran_out(); ++i) {
    const auto number = static_cast<std::uint32_t>(i);
    evaluation.bind(quantifier, list.elements[i],
                    place ? std::optional(evaluation.places()->element(*place, number)) : std::nullopt);
    visited.bound();
    const bool go_on = visit();
    visited.unbound();
    evaluation.unbind();
    if (!go_on) return;
  }
}

bool known(Evaluation& evaluation, NodeId id) {
  if (Plan::is_truth(evaluation.plan()[id].op)) return evaluation.truth(id) != Truth::Unknown;
  const Value v = evaluation.value(id);
  return v.is_known();
}

// The elements of a list that `in` reads as a whole.
template <class Wanted>
void elements_of(Evaluation& evaluation, NodeId list_node, Wanted wanted, FoundPlaces& out) {
  const Value value = evaluation.value(list_node);
  const auto place = place_of(evaluation, list_node);
  if (!place || !value.list()) return;
  const auto& elements = value.list()->elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (wanted(elements[i])) out.insert(evaluation.places()->element(*place, static_cast<std::uint32_t>(i)));
  }
}

// The ends of the spells that `days in` looks at.
template <class Wanted>
void ends_of_spells(Evaluation& evaluation, const plan::Node& node, Wanted wanted, FoundPlaces& out) {
  const Plan& plan = evaluation.plan();
  for (const SpellStep& step : plan.policy->spells[node.payload]) {
    if (step.kind != SpellStep::Kind::List) continue;
    const NodeId list = plan.operands[node.first + 2 + step.operand];
    const Value value = evaluation.value(list);
    const auto place = place_of(evaluation, list);
    if (!place || !value.list()) continue;
    const auto& elements = value.list()->elements;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const facts::Place element = evaluation.places()->element(*place, static_cast<std::uint32_t>(i));
      for (const std::uint32_t field : {step.from, step.until}) {
        const RecordValue* record = elements[i].record();
        if (wanted(record ? record->fields[field] : Value())) out.insert(evaluation.places()->field(element, field));
      }
    }
  }
}

class UnknownFacts {
 public:
  UnknownFacts(Evaluation& evaluation, FoundPlaces& out)
      : evaluation_(evaluation), plan_(evaluation.plan()), out_(out) {}

  void visit(NodeId id) {
    const plan::Node& node = plan_[id];
    if (evaluation_.ran_out() || evaluation_.gave_up(id)) return;
    if (node.count != 0 && !visited_.insert(plan_, id)) return;
    if (known(evaluation_, id)) return;
    const auto operands = plan_.operands_of(id);
    if (is_read(node.op)) return read(id, operands);
    if (node.op == Op::GoverningDate) return governing(operands);
    if (node.op == Op::IfTruth || node.op == Op::IfValue) return choice(id, operands);
    if (has_body(node.op)) return body(node, operands);
    if (node.op == Op::Present) return read_presence(operands[0]);
    if (node.op == Op::InNamedList) return named_list(id, operands);
    if (node.op == Op::DaysIn) {
      ends_of_spells(
          evaluation_, node, [](const Value& end) { return !end.is_known() && !end.is_absent(); }, out_);
      for (const NodeId operand : operands) visit(operand);
      return;
    }
    for (const NodeId operand : operands) visit(operand);
    // SPEC 7.6: a section asked about in an unknown membership is known in part: what it is compared with may lie under
    // it.
    if (node.op == Op::Under || node.op == Op::SectionIn || node.op == Op::InList) partly_known_section(operands[0]);
    if (node.op != Op::InList) return;
    const Value sought = evaluation_.value_or_truth(operands[0]);
    const auto in_doubt = [&](const Value& element) {
      return !element.is_known() && operations::matches(sought, element) == Truth::Unknown;
    };
    elements_of(evaluation_, operands[1], in_doubt, out_);
  }

 private:
  void read(NodeId id, std::span<const NodeId> operands) {
    if (const auto place = place_of(evaluation_, id)) {
      out_.insert(*place);
      return;
    }
    for (const NodeId operand : operands) visit(operand);
  }
  void read_presence(NodeId id) {
    if (const auto place = place_of(evaluation_, id))
      out_.insert(*place);
    else
      visit(id);
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
      out_.insert(evaluation_.places()->as_of());
    else
      visit(operands[0]);
  }
  void choice(NodeId id, std::span<const NodeId> operands) {
    const Truth condition = evaluation_.condition_of_choice(id);
    if (condition == Truth::Unknown) visit(operands[0]);
    if (condition != Truth::No) visit(operands[1]);
    if (condition != Truth::Yes) visit(operands[2]);
  }
  void body(const plan::Node& node, std::span<const NodeId> operands) {
    const Value value = evaluation_.value(operands[0]);
    const ListValue* list = value.list();
    if (!list) return visit(operands[0]);
    // What may follow in an open list is needed unless it changes nothing.
    const Truth without_effect = node.op == Op::Every ? Truth::Yes : Truth::No;
    if (list->open && evaluation_.truth_of_rest(node) != without_effect) visit(operands[0]);
    each_element(evaluation_, visited_, node, *list, [&] {
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
      const Truth condition = evaluation_.condition_of_choice(id);
      if (condition != Truth::No) partly_known_section(operands[1]);
      if (condition != Truth::Yes) partly_known_section(operands[2]);
      return;
    }
    const auto place = place_of(evaluation_, id);
    if (place && evaluation_.value_or_truth(id).get_if<Section>()) out_.insert(*place);
  }

  Evaluation& evaluation_;
  const Plan& plan_;
  FoundPlaces& out_;
  Visited visited_;
};

class CitedFacts {
 public:
  CitedFacts(Evaluation& evaluation, Instead instead, FoundPlaces& out, Passed* passed)
      : evaluation_(evaluation), plan_(evaluation.plan()), instead_(instead), out_(out), passed_(passed) {}

  // In the place of all that was found.
  void instead(std::span<const NodeId> roots) {
    out_ = {};
    whole_.clear();
    for (const NodeId root : roots) whole(root);
  }

  void visit(NodeId id) {
    const plan::Node& node = plan_[id];
    if (evaluation_.ran_out()) return;
    if (node.count != 0 && !visited_.insert(plan_, id)) return;
    if (passed_) pass(id, node);
    if (evaluation_.gave_up(id)) return whole(id);
    const auto operands = plan_.operands_of(id);
    switch (node.op) {
      case Op::And:
        return first_or_all(id, operands, Truth::No);
      case Op::Or:
        return first_or_all(id, operands, Truth::Yes);
      case Op::IfTruth:
      case Op::IfValue:
        return choice(id, operands);
      case Op::GoverningDate:
        if (!evaluation_.as_of() && !operands.empty()) visit(operands[0]);
        return;
      case Op::Present:
        return known_place(operands[0]);
      default:
        break;
    }
    if (is_read(node.op)) return read(id, operands);
    if (has_body(node.op)) return body(node, operands);
    for (const NodeId operand : operands) visit(operand);
    if (node.op == Op::InList) elements(operands[1]);
    if (node.op == Op::DaysIn)
      ends_of_spells(
          evaluation_, node, [](const Value& end) { return !end.is_unknown(); }, out_);
  }

 private:
  // Entries of lists of closed types are taken apart (7.5), and are equalities by now.
  void pass(NodeId id, const plan::Node& node) {
    passed_->nodes.insert(static_cast<std::uint32_t>(id));
    if (node.op == Op::InNamedList) {
      if (const auto entry = evaluation_.matching_entry(id))
        passed_->add({RuleSource::Kind::ListEntry, node.payload, *entry});
    } else if (node.op == Op::Parameter) {
      const Value governing = evaluation_.value(plan_.operands_of(id)[1]);
      const Date* date = governing.get_if<Date>();
      const auto& values = plan_.policy->parameters[node.payload].values;
      if (!date || values.empty() || *date < values[0].from) return;
      std::uint32_t last = 0;
      while (last + 1 < values.size() && !(*date < values[last + 1].from)) ++last;
      passed_->add({RuleSource::Kind::ParameterValue, node.payload, last});
    }
  }
  void first_or_all(NodeId id, std::span<const NodeId> operands, Truth settles) {
    if (evaluation_.truth(id) == settles) {
      for (const NodeId operand : operands) {
        if (evaluation_.truth(operand) == settles) return visit(operand);
      }
    }
    for (const NodeId operand : operands) visit(operand);
  }
  void choice(NodeId id, std::span<const NodeId> operands) {
    const Truth condition = evaluation_.condition_of_choice(id);
    visit(operands[0]);
    // That no row after it holds is what settles it.
    if (condition != evaluation_.truth(operands[0])) {
      (void)evaluation_.no_row_after(id, [this](NodeId later) { visit(later); });
    }
    if (condition != Truth::No) visit(operands[1]);
    if (condition != Truth::Yes) visit(operands[2]);
  }
  void known_place(NodeId id) {
    const auto place = place_of(evaluation_, id);
    if (!place) return visit(id);
    if (!evaluation_.value_or_truth(id).is_unknown()) out_.insert(*place);
  }
  // All that a condition reads, without a look at what settles it.
  void whole(NodeId root) {
    std::vector<NodeId> work{root};
    while (!work.empty()) {
      const NodeId id = work.back();
      work.pop_back();
      const plan::Node& node = plan_[id];
      if (!whole_.insert(static_cast<std::uint32_t>(id)).second) continue;
      const auto operands = plan_.operands_of(id);
      if (node.op != Op::GoverningDate || !evaluation_.as_of())
        work.insert(work.end(), operands.begin(), operands.end());
      if (node.op == Op::Fact || node.op == Op::TruthFact)
        known_parts(evaluation_.slot(node.payload), evaluation_.places()->at(plan_.slots[node.payload].path));
    }
  }
  // As deep as the declared types nest.
  void known_parts(const Value& value, facts::Place place) {
    if (value.is_unknown()) return;
    out_.insert(place);
    if (instead_ == Instead::FactsAsAWhole) return;
    const ListValue* list = value.list();
    const RecordValue* record = value.record();
    const auto& parts = list ? list->elements : record ? record->fields : kNoParts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto step = static_cast<std::uint32_t>(i);
      known_parts(parts[i],
                  list ? evaluation_.places()->element(place, step) : evaluation_.places()->field(place, step));
    }
  }
  void read(NodeId id, std::span<const NodeId> operands) {
    if (place_of(evaluation_, id)) return known_place(id);
    for (const NodeId operand : operands) visit(operand);
  }
  void elements(NodeId list) {
    elements_of(
        evaluation_, list, [](const Value& element) { return !element.is_unknown(); }, out_);
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
      for (std::size_t i = 0; i < list->elements.size() && !witnessed; ++i) {
        evaluation_.bind(node, list->elements[i]);
        witnessed = evaluation_.truth(condition) == witness;
        evaluation_.unbind();
      }
    }
    each_element(evaluation_, visited_, node, *list, [&] {
      const Truth t = evaluation_.truth(condition);
      if (witnessed && t != witness) return true;
      visit(condition);
      if (operands.size() == 3 && t != Truth::No) visit(operands[1]);
      return !witnessed;
    });
    if (!list->open || witnessed) return;
    // What may follow: whether it changes anything rests on other facts.
    evaluation_.bind_rest(node);
    visited_.bound();
    visit(condition);
    if (operands.size() == 3 && evaluation_.truth(condition) != Truth::No) visit(operands[1]);
    visited_.unbound();
    evaluation_.unbind();
  }

  Evaluation& evaluation_;
  const Plan& plan_;
  Instead instead_;
  FoundPlaces& out_;
  Visited visited_;
  Passed* passed_;
  std::unordered_set<std::uint32_t> whole_;
};

}  // namespace

bool unknown_facts(Evaluation& evaluation, NodeId id, FoundPlaces& out) {
  const Evaluation::Reasons reasons(evaluation);
  FoundPlaces found;
  UnknownFacts(evaluation, found).visit(id);
  if (evaluation.ran_out()) return false;
  out.insert(found);
  return true;
}

void cited_facts(Evaluation& evaluation, std::span<const NodeId> roots, Instead instead, FoundPlaces& out,
                 Passed* passed) {
  const Evaluation::Reasons reasons(evaluation);
  FoundPlaces found;
  CitedFacts cited(evaluation, instead, found, passed);
  for (const NodeId root : roots) cited.visit(root);
  if (evaluation.ran_out()) cited.instead(roots);
  out.insert(found);
}

}  // namespace carveout::eval
