#include "reading.hpp"

// Quantifiers, counts, sums, choices among elements, and membership: 7.1, 7.2.
namespace carveout::reference {
namespace {

Elements with(const Elements& around, const Element& element) {
  Elements inside = around;
  inside.push_back(element);
  return inside;
}

// The path of a list: a fact, a field, the element of a quantifier; an `if` of lists has that of the list it chooses.
std::string path_of(const CheckedPolicy& policy, const Reading& reading, const Term& term, const Elements& around) {
  if (is(term, ExprKind::Fact)) return policy.facts[term.index].name;
  if (is(term, ExprKind::Variable)) return around[term.index - 1].path;
  if (is(term, ExprKind::Field)) {
    const Term& record = *term.operands[0];
    return path_of(policy, reading, record, around) + "." + policy[record.type].fields[term.index].name;
  }
  if (is(term, ExprKind::If)) {
    const Truth condition = reading.truth(*term.operands[0], around);
    return path_of(policy, reading, *term.operands[condition == Truth::No ? 2 : 1], around);
  }
  return {};
}

}  // namespace

std::vector<Element> Reading::elements_of(const Term& list, const ListValue& value, const Elements& around) const {
  const std::string path = path_of(policy_, *this, list, around);
  std::vector<Element> elements;
  for (const Value& element : value.elements) {
    elements.push_back({element, path + "[" + std::to_string(elements.size() + 1) + "]"});
  }
  return elements;
}

Truth Reading::some_or_every(const Term& term, const Elements& around) const {
  const bool some = is(term, ExprKind::Some);
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return Truth::Unknown;
  Truth result = some ? Truth::No : Truth::Yes;
  for (const Element& element : elements_of(*term.operands[0], *list.list(), around)) {
    const Truth one = truth(*term.operands[1], with(around, element));
    result = some ? result | one : result & one;
  }
  return result;
}

Value Reading::count(const Term& term, const Elements& around) const {
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return {};
  std::int64_t certain = 0, possible = 0;
  for (const Element& element : elements_of(*term.operands[0], *list.list(), around)) {
    const Truth one = truth(*term.operands[1], with(around, element));
    certain += one == Truth::Yes;
    possible += one != Truth::No;
  }
  return reference::value_of(NumberBounds{Number(certain), Number(possible)});
}

Value Reading::sum(const Term& term, const Elements& around) const {
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return {};
  const bool numbers = policy_[term.type].kind == TypeKind::Number;
  const Term plus{Term::Shape::Expression, ExprKind::Add, term.type, 0, DateRounding::None, {}, {}};
  Value total = numbers ? Value(Number(0)) : Value(Duration());
  for (const Element& element : elements_of(*term.operands[0], *list.list(), around)) {
    const Elements inside = with(around, element);
    const Truth counts = truth(*term.operands[2], inside);
    if (counts == Truth::No) continue;
    Value added = value(*term.operands[1], inside);
    if (counts == Truth::Unknown) {
      // Durations have no bounds.
      added = numbers ? reference::value_of(hull(bounds_of(added), bounds_of(Number(0)))) : Value();
    }
    total = operation(policy_, plus, {total, added});
  }
  return total;
}

Value Reading::first_of(const Term& term, const Elements& around) const {
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return {};
  const TypeKind kind = policy_[term.type].kind;
  const bool least = term.kind == ExprKind::Earliest || term.kind == ExprKind::Least;
  Value chosen;  // of no element: a fault
  for (const Element& element : elements_of(*term.operands[0], *list.list(), around)) {
    const Elements inside = with(around, element);
    const Truth counts = truth(*term.operands[2], inside);
    if (counts == Truth::Unknown) return {};
    if (counts == Truth::No) continue;
    const Value candidate = value(*term.operands[1], inside);
    if (!candidate.is_known()) return {};
    if (!chosen.is_known()) {
      chosen = candidate;
      continue;
    }
    const Truth better = least ? less(kind, candidate, chosen) : less(kind, chosen, candidate);
    if (better == Truth::Unknown) return {};
    if (better == Truth::Yes) chosen = candidate;
  }
  return chosen;
}

Truth Reading::in_list(const Term& term, const Elements& around) const {
  const Value sought = value(*term.operands[0], around);
  const Value list = value(*term.operands[1], around);
  if (!list.list()) return Truth::Unknown;
  const TypeKind kind = policy_[term.operands[0]->type].kind;
  Truth result = Truth::No;
  for (const Value& element : list.list()->elements) {
    result = result | (kind == TypeKind::Section ? is_under(sought, element) : equal(kind, sought, element));
  }
  return result;
}

Truth Reading::in_named_list(const Term& term, const Elements& around) const {
  const Value sought = value(*term.operands[0], around);
  const NamedList& list = policy_.lists[term.index];
  Truth result = Truth::No;
  for (const ListEntry& entry : list.entries) {
    result = result | (in_force(term, entry.period) & matches(policy_, list, entry, sought));
  }
  return result;
}

Truth Reading::in_force(const Term& membership, const Period& period) const {
  if (period.always()) return Truth::Yes;
  const Value governing = value(*membership.operands[1]);
  const auto* date = governing.get_if<Date>();
  if (!date) return Truth::Unknown;
  return truth_of((!period.from || *period.from <= *date) && (!period.until || *date < *period.until));
}

}  // namespace carveout::reference
