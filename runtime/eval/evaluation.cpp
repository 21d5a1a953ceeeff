#include "eval/evaluation.hpp"

#include <utility>

#include "values/alternatives.hpp"
#include "values/operations.hpp"

namespace carveout::eval {
namespace {

const Value kUnknown;

}  // namespace

Evaluation::Evaluation(const Plan& plan, const Facts& facts, std::optional<Date> as_of, std::uint64_t steps)
    : plan_(plan),
      as_of_(as_of),
      swept_(plan.nodes.size(), kNotSwept),
      steps_left_(steps),
      steps_for_reasons_(steps),
      places_(std::make_shared<facts::PlaceTable>(plan.policy)) {
  slots_.reserve(plan.slots.size());
  for (const plan::Slot& slot : plan.slots) slots_.push_back(fact_at(*plan.policy, facts, slot.path));
}

void Evaluation::assume(std::uint32_t slot, Value value) {
  slots_[slot] = std::move(value);
  assumed_stamp_ = next_stamp_++;
}

// A definition's argument that has a quantifier in it may be evaluated inside a quantifier of the definition, of the
// same level: the outer one's element comes back when the inner one is done.
void Evaluation::bind(const plan::Node& quantifier, const Value& element, std::optional<facts::Place> place) {
  const std::uint32_t level = quantifier.payload;
  if (bound_.size() < level) bound_.resize(level);
  hidden_.emplace_back(level, std::exchange(bound_[level - 1], Bound{&element, place}));
  bound_stamps_.push_back(next_stamp_++);
  spend(1);
}

void Evaluation::unbind() {
  bound_[hidden_.back().first - 1] = hidden_.back().second;
  hidden_.pop_back();
  bound_stamps_.pop_back();
}

// What a kept result rests on besides the facts: the assumptions made, and the innermost element where a variable is
// free. An outer variable cannot change without the inner ones being bound anew.
std::uint64_t Evaluation::stamp(const plan::Node& node) const noexcept {
  if (node.lowest_free == 0 || bound_stamps_.empty()) return assumed_stamp_;
  return std::max(assumed_stamp_, bound_stamps_.back());
}

void Evaluation::sweep(const std::vector<NodeId>& nodes) {
  for (const NodeId id : nodes) {
    std::uint8_t& t = swept_[static_cast<std::uint32_t>(id)];
    if (t != kNotSwept) continue;
    const bool connective = Plan::is_connective(plan_[id].op);
    ran_out_ = false;
    t = static_cast<std::uint8_t>(connective ? connect(plan_, id, [this](NodeId operand) { return at(operand); })
                                             : truth(id));
    if (ran_out_ && t == static_cast<std::uint8_t>(Truth::Unknown)) give_up(id);
  }
}

// What was kept for a node and still holds. While faults are gathered an unknown result counts only if its own were
// gathered too.
const Evaluation::Kept* Evaluation::kept(NodeId id, std::uint64_t now) const {
  const auto it = kept_.find(static_cast<std::uint32_t>(id));
  if (it == kept_.end() || it->second.stamp != now) return nullptr;
  const bool settled = it->second.truth != Truth::Unknown || it->second.value.is_known();
  return settled || !faults || it->second.faults_gathered ? &it->second : nullptr;
}

Truth Evaluation::truth(NodeId id) {
  const plan::Node& node = plan_[id];
  // Connectives between clauses are deep; they are never gone into once swept.
  const std::uint8_t swept = swept_[static_cast<std::uint32_t>(id)];
  if (swept != kNotSwept && assumed_stamp_ == 0 && (!faults || swept != static_cast<std::uint8_t>(Truth::Unknown)))
    return static_cast<Truth>(swept);
  if (!node.shared || node.count == 0) return compute_truth(id, node);
  const std::uint64_t now = stamp(node);
  if (const Kept* known = kept(id, now)) return known->truth;
  const Truth t = compute_truth(id, node);
  // What was not worked out is not so for good: there may be steps for it later.
  if (!ran_out_) kept_[static_cast<std::uint32_t>(id)] = {now, t, Value(), faults != nullptr};
  return t;
}

Value Evaluation::value(NodeId id) {
  const plan::Node& node = plan_[id];
  // A field is read as fast as what was kept is found.
  if (!node.shared || node.count == 0 || node.op == Op::Field) return compute_value(id, node);
  const std::uint64_t now = stamp(node);
  if (const Kept* known = kept(id, now)) return known->value;
  Value v = compute_value(id, node);
  if (!ran_out_) kept_[static_cast<std::uint32_t>(id)] = {now, Truth::Unknown, v, faults != nullptr};
  return v;
}

const Value& Evaluation::look(NodeId id, Value& own) {
  const plan::Node& node = plan_[id];
  switch (node.op) {
    case Op::Constant:
      return plan_.constants[node.payload];
    case Op::Fact:
      return slots_[node.payload];
    case Op::Variable:
      return *bound_[node.payload - 1].value;
    case Op::Field:
      spend(1);
      return look_at_field(plan_.operands_of(id)[0], node.payload, own);
    default:
      own = value(id);
      return own;
  }
}

const Value& Evaluation::look_at_field(NodeId record_id, std::uint32_t index, Value& own) {
  const RecordValue* record = look(record_id, own).record();
  return record ? record->fields[index] : kUnknown;
}

// An operation all of whose operands are worked out first.
plan::Applied Evaluation::apply(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  plan::Applied applied;
  if (operands.size() <= 2) {
    Value own[2];
    const Value* values[2];
    for (std::size_t i = 0; i < operands.size(); ++i) values[i] = &look(operands[i], own[i]);
    // A list is looked through.
    const ListValue* list = operands.size() == 2 ? values[1]->list() : nullptr;
    if (list && !spend(list->elements.size())) return applied;
    applied = plan::apply(plan_, node, {values, operands.size()});
  } else {
    std::vector<Value> own(operands.size());
    std::vector<const Value*> values;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      values.push_back(&look(operands[i], own[i]));
      const ListValue* list = values.back()->list();
      if (list && !spend(list->elements.size())) return applied;
    }
    applied = plan::apply(plan_, node, values);
  }
  fault_at(id, applied.fault);
  return applied;
}

Truth Evaluation::compute_truth(NodeId id, const plan::Node& node) {
  if (!spend(1)) return Truth::Unknown;
  if (Plan::is_connective(node.op)) return connect(plan_, id, [this](NodeId operand) { return truth(operand); });
  switch (node.op) {
    case Op::TruthFact:
      return carveout::truth_of(slots_[node.payload]);
    case Op::TruthField: {
      Value own;
      return carveout::truth_of(look_at_field(plan_.operands_of(id)[0], node.payload, own));
    }
    case Op::TruthVariable:
      return carveout::truth_of(*bound_[node.payload - 1].value);
    case Op::Some:
    case Op::Every:
      return quantified(id, node);
    case Op::InNamedList:
      return in_named_list(id, node);
    default:
      return apply(id, node).truth;
  }
}

Truth Evaluation::quantified(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  Value own;
  const ListValue* elements = look(operands[0], own).list();
  if (!elements) return Truth::Unknown;
  const bool some = node.op == Op::Some;
  Truth result = some ? Truth::No : Truth::Yes;
  for (const Value& element : elements->elements) {
    bind(node, element);
    const Truth t = truth(operands[1]);
    unbind();
    result = some ? result | t : result & t;
    if (result == (some ? Truth::Yes : Truth::No)) break;
    // Of the elements that are left nothing is known.
    if (ran_out_) return Truth::Unknown;
  }
  if (!elements->open) return result;
  // SPEC 7.1: what may follow is an element of which nothing is known, and that need not be there.
  const bool harmless = truth_of_rest(node) == (some ? Truth::No : Truth::Yes);
  return harmless ? result : some ? result | Truth::Unknown : result & Truth::Unknown;
}

void Evaluation::bind_rest(const plan::Node& quantifier) {
  bind(quantifier, kUnknown);
}

Truth Evaluation::truth_of_rest(const plan::Node& quantifier) {
  bind_rest(quantifier);
  const Truth t = truth(plan_.operands[quantifier.first + quantifier.count - 1]);
  unbind();
  return t;
}

Truth Evaluation::in_force(const Period& period, const Value& governing) const {
  if (period.always()) return Truth::Yes;
  std::optional<Fault> ignored;  // Dates always compare.
  Truth t = Truth::Yes;
  if (period.from) t = t & !operations::less(governing, Value(*period.from), ignored);
  if (period.until) t = t & operations::less(governing, Value(*period.until), ignored);
  return t;
}

Truth Evaluation::entry_match(const ListEntry& entry, const Value& sought) const {
  if (entry.range) return operations::section_in(sought, plan_.policy->ranges[*entry.range]);
  if (!entry.through) return operations::matches(sought, entry.value);
  return operations::agreed(sought, [&](const Value& one) {
    std::optional<Fault> ignored;  // Numbers and dates always compare.
    return (!operations::less(one, entry.value, ignored)) & (!operations::less(*entry.through, one, ignored));
  });
}

Truth Evaluation::in_named_list(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  const Value sought = value(operands[0]);
  const Value governing = operands.size() > 1 ? value(operands[1]) : Value();
  const std::vector<ListEntry>& entries = plan_.policy->lists[node.payload].entries;
  if (!spend(operations::alternatives(sought).size() * entries.size())) return Truth::Unknown;
  return operations::agreed(sought, [&](const Value& one) {
    Truth found = Truth::No;
    for (const ListEntry& entry : entries) {
      const Truth match = entry_match(entry, one);
      if (match == Truth::No) continue;
      found = found | (match & in_force(entry.period, governing));
      if (found == Truth::Yes) break;
    }
    return found;
  });
}

Evaluation::ListDoubts Evaluation::list_doubts(NodeId id) {
  const auto operands = plan_.operands_of(id);
  const Value sought = value(operands[0]);
  const Value governing = operands.size() > 1 ? value(operands[1]) : Value();
  ListDoubts out;
  for (const ListEntry& entry : plan_.policy->lists[plan_[id].payload].entries) {
    const Truth match = entry_match(entry, sought);
    const Truth standing = in_force(entry.period, governing);
    if ((match & standing) != Truth::Unknown) continue;
    out.value = out.value || match == Truth::Unknown;
    out.date = out.date || standing == Truth::Unknown;
  }
  return out;
}

std::optional<std::uint32_t> Evaluation::matching_entry(NodeId id) {
  const auto operands = plan_.operands_of(id);
  const Value sought = value(operands[0]);
  const Value governing = operands.size() > 1 ? value(operands[1]) : Value();
  const std::vector<ListEntry>& entries = plan_.policy->lists[plan_[id].payload].entries;
  if (!spend(entries.size())) return std::nullopt;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if ((entry_match(entries[i], sought) & in_force(entries[i].period, governing)) == Truth::Yes) return i;
  }
  return std::nullopt;
}

Value Evaluation::compute_value(NodeId id, const plan::Node& node) {
  if (!spend(1)) return Value();
  const auto operands = plan_.operands_of(id);
  switch (node.op) {
    case Op::Constant:
      return plan_.constants[node.payload];
    case Op::Fact:
      return slots_[node.payload];
    case Op::Field: {
      Value own;
      return look_at_field(operands[0], node.payload, own);
    }
    case Op::Variable:
      return *bound_[node.payload - 1].value;
    case Op::GoverningDate:
      if (as_of_) return Value(*as_of_);
      return operands.empty() ? Value() : operations::day_of(value(operands[0]));
    case Op::NoValue:
      fault_at(id, plan_.no_values[node.payload].fault);
      return Value();
    case Op::NotInForce:
      fault_at(id, Fault::NotInForce);
      return Value();
    case Op::Moment:
    case Op::Parameter:
      return value(operands[0]);
    case Op::TruthValue:
      return value_of(truth(operands[0]));
    case Op::IfValue: {
      const Truth condition = condition_of_choice(id);
      if (condition == Truth::Yes) return value(operands[1]);
      if (condition == Truth::No) return value(operands[2]);
      return operations::join(value(operands[1]), value(operands[2]));
    }
    case Op::Count:
      return counted(id, node);
    case Op::Sum:
      return summed(id, node);
    case Op::Earliest:
    case Op::Latest:
    case Op::Least:
    case Op::Greatest:
      return chosen(id, node);
    default:
      return apply(id, node).value;
  }
}

Truth Evaluation::condition_of_choice(NodeId choice) {
  const Truth condition = truth(plan_.operands_of(choice)[0]);
  if (condition != Truth::Unknown || plan_[choice].op != Op::IfValue) return condition;
  return no_row_after(choice, [](NodeId) {}) ? Truth::Yes : Truth::Unknown;
}

Value Evaluation::counted(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  Value own;
  const ListValue* elements = look(operands[0], own).list();
  if (!elements) return Value();
  std::int64_t yes = 0;
  std::int64_t may = 0;
  for (const Value& element : elements->elements) {
    bind(node, element);
    const Truth t = truth(operands[1]);
    unbind();
    if (ran_out_) return Value();
    yes += t == Truth::Yes ? 1 : 0;
    may += t != Truth::No ? 1 : 0;
  }
  NumberBounds bounds{Number(yes), Number(may)};
  if (elements->open && truth_of_rest(node) != Truth::No) bounds.high.reset();
  return operations::value_of_bounds(bounds);
}

Value Evaluation::summed(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  Value own;
  const ListValue* elements = look(operands[0], own).list();
  if (!elements) return Value();
  const bool durations = (*plan_.policy)[node.type].kind == TypeKind::Duration;
  Value total = durations ? Value(Duration{}) : Value(Number(0));
  for (const Value& element : elements->elements) {
    bind(node, element);
    const Truth t = truth(operands[2]);
    Value term = t == Truth::No ? Value() : value(operands[1]);
    unbind();
    if (ran_out_) return Value();
    if (t == Truth::No) continue;
    if (term.is_unknown() || term.is_absent()) return Value();
    if (t == Truth::Unknown) {
      if (durations) return Value();
      // SPEC 7.1: an element that may count is anything from nothing to its term.
      term = operations::value_of_bounds(hull(operations::bounds_of(term), {Number(0), Number(0)}));
      if (term.is_unknown()) return Value();
    }
    operations::Result sum = operations::add(total, term, DateRounding::None);
    if (sum.fault) {
      fault_at(id, sum.fault);
      return Value();
    }
    total = std::move(sum.value);
  }
  return elements->open ? with_rest(std::move(total), node) : total;
}

// SPEC 7.1: any number of elements of which nothing is known but what their term then is.
Value Evaluation::with_rest(Value total, const plan::Node& node) {
  const NodeId* const operands = plan_.operands.data() + node.first;
  bind_rest(node);
  const Truth t = truth(operands[2]);
  const NumberBounds term = t == Truth::No ? NumberBounds{} : operations::bounds_of(value(operands[1]));
  unbind();
  if (t == Truth::No) return total;
  NumberBounds bounds = operations::bounds_of(total);
  if (!term.low || *term.low < Number(0)) bounds.low.reset();
  if (!term.high || *term.high > Number(0)) bounds.high.reset();
  return operations::value_of_bounds(bounds);
}

// SPEC 7.1: the choice among the elements that count for certain; then what others, that may count, may bring in its
// place.
Value Evaluation::chosen(NodeId id, const plan::Node& node) {
  const auto operands = plan_.operands_of(id);
  Value own;
  const ListValue* elements = look(operands[0], own).list();
  if (!elements) return Value();
  const bool least = node.op == Op::Earliest || node.op == Op::Least;
  std::optional<Value> best;
  std::vector<Value> possible;
  // False where nothing more can be said.
  const auto consider = [&](const Value& element, bool is_told) {
    bind(node, element);
    const Truth t = truth(operands[2]);
    Value term = t == Truth::No ? Value() : value(operands[1]);
    unbind();
    if (ran_out_ || t == Truth::No) return !ran_out_;
    if (t == Truth::Unknown || !is_told) {
      possible.push_back(least ? operations::at_least(term) : operations::at_most(term));
      return true;
    }
    if (!best) {
      best = std::move(term);
      return true;
    }
    operations::Result picked = least ? operations::lesser(*best, term) : operations::greater(*best, term);
    fault_at(id, picked.fault);
    best = std::move(picked.value);
    return !picked.fault;
  };
  for (const Value& element : elements->elements) {
    if (!consider(element, true)) return Value();
  }
  if (elements->open && !consider(kUnknown, false)) return Value();
  if (!best && possible.empty()) fault_at(id, Fault::NothingToChooseFrom);
  if (!best) return Value();
  for (const Value& one : possible) {
    best = (least ? operations::lesser(*best, one) : operations::greater(*best, one)).value;
  }
  return *std::move(best);
}

}  // namespace carveout::eval
