#include <algorithm>

#include "reading.hpp"

// Quantifiers, counts, sums, choices among elements, and membership: 7.1, 7.2.
namespace carveout::reference {
namespace {

Elements with(const Elements& around, const Element& element) {
  Elements inside = around;
  inside.push_back(element);
  return inside;
}

// Does the term read one of the elements at hand?
bool reads_element(const Term& term, const Elements& around) {
  if (is(term, ExprKind::Variable)) return term.index <= around.size();
  return std::any_of(term.operands.begin(), term.operands.end(),
                     [&](const TermPtr& operand) { return reads_element(*operand, around); });
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
  // What may follow in an open list changes nothing where it certainly is as if it were not there.
  if (!list.list()->open || truth_of_rest(*term.operands[1], around) == (some ? Truth::No : Truth::Yes)) return result;
  return some ? result | Truth::Unknown : result & Truth::Unknown;
}

Truth Reading::truth_of_rest(const Term& condition, const Elements& around) const {
  return truth(condition, with(around, Element{}));
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
  NumberBounds bounds{Number(certain), Number(possible)};
  if (list.list()->open && truth_of_rest(*term.operands[1], around) != Truth::No) bounds.high.reset();
  return reference::value_of(bounds);
}

Value Reading::sum(const Term& term, const Elements& around) const {
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return {};
  const bool numbers = policy_[term.type].kind == TypeKind::Number;
  const Term plus{Term::Shape::Expression, ExprKind::Add, term.type, 0, DateRounding::None, {}, {}, {}};
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
  if (!list.list()->open || truth_of_rest(*term.operands[2], around) == Truth::No) return total;
  if (!numbers) return {};
  // Any number of terms of an element of which nothing is known.
  const NumberBounds one = bounds_of(value(*term.operands[1], with(around, Element{})));
  NumberBounds bounds = bounds_of(total);
  if (!one.low || *one.low < Number(0)) bounds.low.reset();
  if (!one.high || *one.high > Number(0)) bounds.high.reset();
  return reference::value_of(bounds);
}

// The choice among the terms that count for certain; then each that may count can only draw it towards itself.
Value Reading::first_of(const Term& term, const Elements& around) const {
  const Value list = value(*term.operands[0], around);
  if (!list.list()) return {};
  const TypeKind kind = policy_[term.type].kind;
  const bool least = term.kind == ExprKind::Earliest || term.kind == ExprKind::Least;
  const auto better = [&](const Value& a, const Value& b) {
    return lesser_or_greater_of(least ? ExprKind::Lesser : ExprKind::Greater, kind, a, b);
  };
  std::optional<Value> chosen;  // of no element: a fault
  std::vector<Value> perhaps;
  std::vector<Element> elements = elements_of(*term.operands[0], *list.list(), around);
  const std::size_t told = elements.size();
  if (list.list()->open) elements.emplace_back();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Elements inside = with(around, elements[i]);
    const Truth counts = truth(*term.operands[2], inside);
    if (counts == Truth::No) continue;
    const Value candidate = value(*term.operands[1], inside);
    if (counts == Truth::Unknown || i == told) {
      perhaps.push_back(candidate);
      continue;
    }
    const bool both_known = chosen && chosen->is_known() && candidate.is_known();
    if (both_known && better(*chosen, candidate).is_unknown()) return {};  // a fault: they do not compare
    chosen = chosen ? better(*chosen, candidate) : candidate;
  }
  if (!chosen) return {};
  for (const Value& candidate : perhaps) chosen = better(*chosen, without_end(kind, candidate, !least));
  return *chosen;
}

// Of a value only that it is not below its low end, or not above its high end.
Value Reading::without_end(TypeKind kind, const Value& value, bool low) const {
  if (kind == TypeKind::Number) {
    NumberBounds bounds = bounds_of(value);
    (low ? bounds.low : bounds.high).reset();
    return reference::value_of(bounds);
  }
  Range range = range_of(value);
  (low ? range.low : range.high) = Value();
  return reference::value_of(range);
}

Truth Reading::in_list(const Term& term, const Elements& around) const {
  const Value sought = value(*term.operands[0], around);
  const Value list = value(*term.operands[1], around);
  if (!list.list()) return Truth::Unknown;
  const TypeKind kind = policy_[term.operands[0]->type].kind;
  return where_all_agree(sought, [&](const Value& one) {
    Truth result = list.list()->open ? Truth::Unknown : Truth::No;
    for (const Value& element : list.list()->elements) {
      result = result | (kind == TypeKind::Section ? is_under(one, element) : equal(kind, one, element));
    }
    return result;
  });
}

Truth Reading::in_named_list(const Term& term, const Elements& around) const {
  const NamedList& list = policy_.lists[term.index];
  if (policy_[list.element].kind == TypeKind::Closed && !reads_element(*term.operands[0], around)) {
    // As where it is taken apart (7.5).
    Truth result = Truth::No;
    for (const ListEntry& entry : list.entries) {
      const TermPtr member = constant_term(entry.value, list.element);
      const TermPtr equal = make_term(ExprKind::Equal, kYesNo, {term.operands[0], member});
      result = result | (in_force(term, entry.period) & truth(*equal, around));
    }
    return result;
  }
  const Value sought = value(*term.operands[0], around);
  const auto is_entry = [&](const Value& one) {
    Truth result = Truth::No;
    for (const ListEntry& entry : list.entries) {
      result = result | (in_force(term, entry.period) & matches(policy_, list, entry, one));
    }
    return result;
  };
  return where_all_agree(sought, is_entry);
}

Truth Reading::in_force(const Term& membership, const Period& period) const {
  if (period.always()) return Truth::Yes;
  const Value governing = value(*membership.operands[1]);
  Truth result = Truth::Yes;
  if (period.from) result = result & !less(TypeKind::Date, governing, *period.from);
  if (period.until) result = result & less(TypeKind::Date, governing, *period.until);
  return result;
}

}  // namespace carveout::reference
