#include "reading.hpp"

// Operations on values, 7.1: on bounds where they are numbers, else on known arguments.
namespace carveout::reference {
namespace {

template <class T>
Value known_or_unknown(const Checked<T>& result) {
  return result.ok() ? Value(*result) : Value();
}

// Negative, zero or positive; nothing where a value is not known or the two do not compare.
std::optional<int> order(const Value& a, const Value& b) {
  const auto sign = [](std::strong_ordering o) { return o < 0 ? -1 : o > 0 ? 1 : 0; };
  if (const auto* x = a.get_if<Date>(), *y = b.get_if<Date>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Time>(), *y = b.get_if<Time>(); x && y) return sign(compare(*x, *y));
  if (const auto* x = a.get_if<Member>(), *y = b.get_if<Member>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Duration>(), *y = b.get_if<Duration>(); x && y) {
    const Checked<int> compared = compare(*x, *y);
    return compared.ok() ? std::optional<int>(*compared) : std::nullopt;
  }
  return std::nullopt;
}

using Arithmetic = Checked<Number> (*)(const Number&, const Number&);
using BoundsArithmetic = NumberBounds (*)(const NumberBounds&, const NumberBounds&);

Value on_numbers(const Value& a, const Value& b, Arithmetic exact, BoundsArithmetic on_bounds) {
  const auto *x = a.get_if<Number>(), *y = b.get_if<Number>();
  if (x && y) return known_or_unknown(exact(*x, *y));
  return value_of(on_bounds(bounds_of(a), bounds_of(b)));
}

Value sum_of(const Value& a, const Value& b, DateRounding rounding) {
  const auto *x = a.get_if<Duration>(), *y = b.get_if<Duration>();
  if (x && y) return known_or_unknown(add(*x, *y));
  if (const auto* date = a.get_if<Date>(); date && y) return known_or_unknown(add(*date, *y, rounding));
  if (const auto* time = a.get_if<Time>(); time && y) return known_or_unknown(add(*time, *y, rounding));
  if (const auto* date = b.get_if<Date>(); date && x) return known_or_unknown(add(*date, *x, rounding));
  if (const auto* time = b.get_if<Time>(); time && x) return known_or_unknown(add(*time, *x, rounding));
  return {};
}

Value difference_of(const Value& a, const Value& b, DateRounding rounding) {
  const auto* length = b.get_if<Duration>();
  if (const auto* x = a.get_if<Duration>(); x && length) return known_or_unknown(subtract(*x, *length));
  if (const auto* date = a.get_if<Date>()) {
    if (length) return known_or_unknown(subtract(*date, *length, rounding));
    if (const auto* other = b.get_if<Date>()) return subtract(*date, *other);
  }
  if (const auto* time = a.get_if<Time>()) {
    if (length) return known_or_unknown(subtract(*time, *length, rounding));
    if (const auto* other = b.get_if<Time>()) return known_or_unknown(subtract(*time, *other));
  }
  return {};
}

// A duration so many times; a fault where the number is not whole.
Value repeated(const Value& a, const Value& b) {
  const auto* duration = a.get_if<Duration>() ? a.get_if<Duration>() : b.get_if<Duration>();
  const auto* number = a.get_if<Number>() ? a.get_if<Number>() : b.get_if<Number>();
  if (!duration || !number) return {};
  const auto times = number->as_int64();
  return times ? known_or_unknown(multiply(*duration, *times)) : Value();
}

Value negated(const Value& a) {
  if (const auto* number = a.get_if<Number>()) return known_or_unknown(negate(*number));
  if (const auto* duration = a.get_if<Duration>()) return known_or_unknown(negate(*duration));
  return value_of(negate(bounds_of(a)));
}

Value lesser_or_greater(ExprKind kind, bool numbers, const std::vector<Value>& arguments) {
  Value result = arguments.front();
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const Value& next = arguments[i];
    if (numbers) {
      const NumberBounds a = bounds_of(result), b = bounds_of(next);
      result = value_of(kind == ExprKind::Lesser ? lesser(a, b) : greater(a, b));
      continue;
    }
    const auto compared = order(next, result);
    if (!compared) return {};
    if (kind == ExprKind::Lesser ? *compared < 0 : *compared > 0) result = next;
  }
  return result;
}

std::optional<Date> day_of(const Value& value) {
  if (const auto* date = value.get_if<Date>()) return *date;
  if (const auto* time = value.get_if<Time>()) return time->date();
  return std::nullopt;
}

Value age(const Value& at, const Value& birth, DateRounding rounding) {
  const auto on = day_of(at), born = day_of(birth);
  if (!on || !born) return {};
  const Checked<std::int64_t> years = age_at(*on, *born, rounding);
  return years.ok() ? Value(Number(*years)) : Value();
}

Value rounded(const Value& a, const Value& step, std::uint32_t rounding) {
  const auto *x = a.get_if<Number>(), *y = step.get_if<Number>();
  return x && y ? known_or_unknown(round_to(*x, *y, static_cast<Number::Rounding>(rounding))) : Value();
}

Value edge_of_day(ExprKind kind, const Value& a) {
  const bool start = kind == ExprKind::StartOfDay;
  if (const auto* date = a.get_if<Date>()) return start ? start_of_day(*date) : end_of_day(*date);
  if (const auto* time = a.get_if<Time>()) return start ? start_of_day(*time) : end_of_day(*time);
  return {};
}

// As many elements, and each equal.
Truth equal_lists(const ListValue& a, const ListValue& b) {
  if (a.elements.size() != b.elements.size()) return Truth::No;
  Truth result = Truth::Yes;
  for (std::size_t i = 0; i < a.elements.size(); ++i) {
    const Value &x = a.elements[i], &y = b.elements[i];
    const bool times = x.get_if<Time>() != nullptr || x.get_if<Duration>() != nullptr;
    // What the elements are shows in themselves: in facts no number is bounds.
    result = result & equal(times ? TypeKind::Time : TypeKind::List, x, y);
  }
  return result;
}

}  // namespace

NumberBounds bounds_of(const Value& value) {
  if (const auto* number = value.get_if<Number>()) return {*number, *number};
  if (const auto* bounds = value.get_if<NumberBounds>()) return *bounds;
  return {};
}

Value value_of(const NumberBounds& bounds) {
  if (!bounds.low && !bounds.high) return {};
  if (bounds.low && bounds.low == bounds.high) return *bounds.low;
  return bounds;
}

Value operation(const CheckedPolicy& policy, const Term& term, const std::vector<Value>& arguments) {
  const DateRounding rounding = term.rounding;
  const bool numbers = policy[term.type].kind == TypeKind::Number;
  const Value& a = arguments[0];
  const Value& b = arguments.back();
  if (term.kind == ExprKind::Add) return numbers ? on_numbers(a, b, add, add) : sum_of(a, b, rounding);
  if (term.kind == ExprKind::Subtract)
    return numbers ? on_numbers(a, b, subtract, subtract) : difference_of(a, b, rounding);
  if (term.kind == ExprKind::Multiply) return numbers ? on_numbers(a, b, multiply, multiply) : repeated(a, b);
  if (term.kind == ExprKind::Divide) {
    const auto *x = a.get_if<Number>(), *y = b.get_if<Number>();
    return x && y ? known_or_unknown(divide(*x, *y)) : Value();
  }
  if (term.kind == ExprKind::Negate) return negated(a);
  if (term.kind == ExprKind::Round) return rounded(a, b, term.index);
  if (term.kind == ExprKind::AgeAt) return age(a, b, rounding);
  if (term.kind == ExprKind::StartOfDay || term.kind == ExprKind::EndOfDay) return edge_of_day(term.kind, a);
  return lesser_or_greater(term.kind, numbers, arguments);
}

Truth equal(TypeKind kind, const Value& a, const Value& b) {
  if (kind == TypeKind::Number) {
    // Yes or no where every pair of values within the bounds agrees.
    if (const auto* x = a.get_if<Number>(), *y = b.get_if<Number>(); x && y) return truth_of(*x == *y);
    const bool apart = less(kind, a, b) == Truth::Yes || less(kind, b, a) == Truth::Yes;
    return apart ? Truth::No : Truth::Unknown;
  }
  if (!a.is_known() || !b.is_known()) return Truth::Unknown;
  if (kind == TypeKind::Date || kind == TypeKind::Time || kind == TypeKind::Duration) {
    const auto compared = order(a, b);
    return compared ? truth_of(*compared == 0) : Truth::Unknown;
  }
  if (a.list() && b.list()) return equal_lists(*a.list(), *b.list());
  return truth_of(same_value(a, b));
}

Truth less(TypeKind kind, const Value& a, const Value& b) {
  if (kind == TypeKind::Number) {
    const NumberBounds x = bounds_of(a), y = bounds_of(b);
    if (x.high && y.low && *x.high < *y.low) return Truth::Yes;
    if (x.low && y.high && *x.low >= *y.high) return Truth::No;
    return Truth::Unknown;
  }
  const auto compared = order(a, b);
  return compared ? truth_of(*compared < 0) : Truth::Unknown;
}

Truth is_under(const Value& a, const Value& b) {
  const auto *x = a.get_if<Section>(), *y = b.get_if<Section>();
  return x && y ? under(*x, *y) : Truth::Unknown;
}

Truth matches(const CheckedPolicy& policy, const NamedList& list, const ListEntry& entry, const Value& value) {
  const TypeKind kind = policy[list.element].kind;
  if (kind == TypeKind::Section) {
    if (!entry.range) return is_under(value, entry.value);
    const auto* section = value.get_if<Section>();
    return section ? policy.ranges[*entry.range].contains(*section) : Truth::Unknown;
  }
  if (entry.through) return (!less(kind, value, entry.value)) & (!less(kind, *entry.through, value));
  return equal(kind, value, entry.value);
}

}  // namespace carveout::reference
