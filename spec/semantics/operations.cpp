#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "reading.hpp"

// Operations on values, 7.1: numbers on their bounds, dates, times and durations on their ends, else on known
// arguments.
namespace carveout::reference {
namespace {

template <class T>
Value known_or_unknown(const Checked<T>& result) {
  return result.ok() ? Value(*result) : Value();
}

using Arithmetic = Checked<Number> (*)(const Number&, const Number&);
using BoundsArithmetic = NumberBounds (*)(const NumberBounds&, const NumberBounds&);

Value on_numbers(const Value& a, const Value& b, Arithmetic exact, BoundsArithmetic on_bounds) {
  const auto *x = a.get_if<Number>(), *y = b.get_if<Number>();
  if (x && y) return known_or_unknown(exact(*x, *y));
  return value_of(on_bounds(bounds_of(a), bounds_of(b)));
}

// An operation on known arguments; unknown on a fault.
using Known = std::function<Value(const std::vector<Value>&)>;

// An operation that never falls where an argument that `rises` grows, nor where another shrinks, end by end: its least
// value is at the least of those that rise and the greatest of the others. An end that is missing leaves the result's
// missing; a fault at an end leaves nothing known.
Value end_by_end(const std::vector<Value>& arguments, const std::vector<bool>& rises, const Known& known) {
  std::vector<Value> least, greatest;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Range range = range_of(arguments[i]);
    least.push_back(rises[i] ? range.low : range.high);
    greatest.push_back(rises[i] ? range.high : range.low);
  }
  const auto there = [](const std::vector<Value>& ends) {
    return std::none_of(ends.begin(), ends.end(), [](const Value& end) { return end.is_unknown(); });
  };
  Range result;
  if (there(least)) result.low = known(least);
  if (there(greatest)) result.high = known(greatest);
  const bool fault = (there(least) && result.low.is_unknown()) || (there(greatest) && result.high.is_unknown());
  return fault ? Value() : value_of(result);
}

bool is_one_of(const Value& value) {
  return value.part() && value.part()->kind == PartValue::Kind::OneOf;
}

// A date or time moved by each of several lengths: what the results have in common; unknown where one is.
Value by_each(const Value& moment, const Value& lengths, const std::function<Value(const Value&)>& moved) {
  const TypeKind kind = is_time(moment) ? TypeKind::Time : TypeKind::Date;
  std::optional<Value> all;
  for (const Value& length : possible(lengths)) {
    const Value one = moved(length);
    if (one.is_unknown()) return {};
    all = all ? common(kind, *all, one) : one;
  }
  return all.value_or(Value());
}

Value sum_of(const Value& a, const Value& b, DateRounding rounding) {
  if (!is_length(a) && is_length(b)) {
    if (is_one_of(b)) return by_each(a, b, [&](const Value& length) { return sum_of(a, length, rounding); });
    const auto* length = b.get_if<Duration>();
    // Of a length known in part it is not known whether it is of whole days; months move a time on its own clock.
    if (!length || (is_time(a) && !a.is_known() && length->months != 0)) return {};
    return end_by_end({a}, {true}, [&](const std::vector<Value>& ends) {
      if (const auto* date = ends[0].get_if<Date>()) return known_or_unknown(add(*date, *length, rounding));
      if (const auto* time = ends[0].get_if<Time>()) return known_or_unknown(add(*time, *length, rounding));
      return Value();
    });
  }
  if (is_length(a) && !is_length(b)) return sum_of(b, a, rounding);
  return end_by_end({a, b}, {true, true}, [](const std::vector<Value>& ends) {
    const auto *x = ends[0].get_if<Duration>(), *y = ends[1].get_if<Duration>();
    return x && y ? known_or_unknown(add(*x, *y)) : Value();
  });
}

Value difference_of(const Value& a, const Value& b, DateRounding rounding) {
  if (is_length(b) && !is_length(a)) {
    if (is_one_of(b)) return by_each(a, b, [&](const Value& length) { return difference_of(a, length, rounding); });
    const auto* length = b.get_if<Duration>();
    if (!length || (is_time(a) && !a.is_known() && length->months != 0)) return {};
    return end_by_end({a}, {true}, [&](const std::vector<Value>& ends) {
      if (const auto* date = ends[0].get_if<Date>()) return known_or_unknown(subtract(*date, *length, rounding));
      if (const auto* time = ends[0].get_if<Time>()) return known_or_unknown(subtract(*time, *length, rounding));
      return Value();
    });
  }
  if (!a.is_known() || !b.is_known()) {
    if (!same_clock(a, b)) return {};
  }
  return end_by_end({a, b}, {true, false}, [](const std::vector<Value>& ends) {
    if (const auto* x = ends[0].get_if<Duration>(), *y = ends[1].get_if<Duration>(); x && y)
      return known_or_unknown(subtract(*x, *y));
    if (const auto* x = ends[0].get_if<Date>(), *y = ends[1].get_if<Date>(); x && y) return Value(subtract(*x, *y));
    if (const auto* x = ends[0].get_if<Time>(), *y = ends[1].get_if<Time>(); x && y)
      return known_or_unknown(subtract(*x, *y));
    return Value();
  });
}

Value repeated(const Value& a, const Value& b);

// One of the products of each duration with each number; unknown where one is, or where there are too many.
Value one_of_products(const Value& lengths, const Value& numbers) {
  std::vector<Value> all;
  for (const Value& length : possible(lengths)) {
    for (const Value& number : possible(numbers)) {
      const Value one = repeated(length, number);
      const auto same = [&](const Value& other) { return same_value(one, other); };
      if (one.is_unknown()) return {};
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
      if (all.size() > 16) return {};
    }
  }
  return all.empty() ? Value() : make_one_of(all);
}

// A duration so many times; a fault where the number is not whole.
Value repeated(const Value& a, const Value& b) {
  const Value& length = is_length(a) ? a : b;
  const Value& many = is_length(a) ? b : a;
  if (is_one_of(length) || is_one_of(many)) return one_of_products(length, many);
  const auto* number = many.get_if<Number>();
  const auto times = number ? number->as_int64() : std::nullopt;
  if (!times) return {};
  return end_by_end({length}, {*times >= 0}, [&](const std::vector<Value>& ends) {
    return known_or_unknown(multiply(*ends[0].get_if<Duration>(), *times));
  });
}

Value negated(const Value& a) {
  if (const auto* number = a.get_if<Number>()) return known_or_unknown(negate(*number));
  if (!is_length(a)) return value_of(negate(bounds_of(a)));
  return end_by_end({a}, {false}, [](const std::vector<Value>& ends) {
    return known_or_unknown(negate(*ends[0].get_if<Duration>()));
  });
}

// The lesser or greater of two dates, times or durations.
Value chosen(ExprKind kind, TypeKind type, const Value& a, const Value& b) {
  const bool lesser = kind == ExprKind::Lesser;
  if (type == TypeKind::Duration || (a.is_known() && b.is_known())) {
    // Durations need not compare: only one that is certainly the lesser or greater is chosen.
    const Truth second = lesser ? less(type, b, a) : less(type, a, b);
    const Truth first = lesser ? less(type, a, b) : less(type, b, a);
    if (second == Truth::No || first == Truth::Yes) return a;
    return second == Truth::Yes || first == Truth::No ? b : Value();
  }
  if (!same_clock(a, b)) return {};
  const Range x = range_of(a), y = range_of(b);
  // The result's end on the side it is drawn to is missing where one is, on the other side where both are.
  const auto end = [&](const Value& p, const Value& q, bool drawn) -> Value {
    if (p.is_unknown() || q.is_unknown()) return drawn ? Value() : p.is_unknown() ? q : p;
    return less(type, q, p) == (lesser ? Truth::Yes : Truth::No) && equal(type, p, q) != Truth::Yes ? q : p;
  };
  return value_of(Range{end(x.low, y.low, lesser), end(x.high, y.high, !lesser)});
}

Value lesser_or_greater(ExprKind kind, TypeKind type, const std::vector<Value>& arguments) {
  Value result = arguments.front();
  for (std::size_t i = 1; i < arguments.size(); ++i) result = lesser_or_greater_of(kind, type, result, arguments[i]);
  return result;
}

Value age(const Value& at, const Value& birth, DateRounding rounding) {
  // Somebody may not have been born.
  if (range_of(at).low.is_unknown() || range_of(birth).high.is_unknown()) return {};
  const auto years = [&](const Value& on, const Value& born) -> std::optional<Number> {
    const auto *x = on.get_if<Date>(), *y = born.get_if<Date>();
    if (!x || !y) return std::nullopt;
    const Checked<std::int64_t> completed = age_at(*x, *y, rounding);
    return completed.ok() ? std::optional(Number(*completed)) : std::nullopt;
  };
  const Range on = range_of(at), born = range_of(birth);
  NumberBounds bounds{years(on.low, born.high), std::nullopt};
  if (!bounds.low) return {};
  if (!on.high.is_unknown() && !born.low.is_unknown()) {
    bounds.high = years(on.high, born.low);
    if (!bounds.high) return {};
  }
  return value_of(bounds);
}

Value rounded(const Value& a, const Value& step, std::uint32_t rounding) {
  const auto way = static_cast<Number::Rounding>(rounding);
  const auto *x = a.get_if<Number>(), *y = step.get_if<Number>();
  if (!y) return {};
  return x ? known_or_unknown(round_to(*x, *y, way)) : value_of(round_to(bounds_of(a), *y, way));
}

Value edge_of_day(ExprKind kind, const Value& a) {
  const bool start = kind == ExprKind::StartOfDay;
  if (const auto* time = a.get_if<Time>()) return start ? start_of_day(*time) : end_of_day(*time);
  if (is_time(a)) return {};
  return end_by_end({a}, {true}, [&](const std::vector<Value>& ends) {
    const auto* date = ends[0].get_if<Date>();
    return date ? Value(start ? start_of_day(*date) : end_of_day(*date)) : Value();
  });
}

}  // namespace

Value lesser_or_greater_of(ExprKind kind, TypeKind type, const Value& a, const Value& b) {
  if (type != TypeKind::Number) return chosen(kind, type, a, b);
  const NumberBounds x = bounds_of(a), y = bounds_of(b);
  return value_of(kind == ExprKind::Lesser ? lesser(x, y) : greater(x, y));
}

Value operation(const CheckedPolicy& policy, const Term& term, const std::vector<Value>& arguments) {
  const DateRounding rounding = term.rounding;
  const TypeKind type = policy[term.type].kind;
  const bool numbers = type == TypeKind::Number;
  const Value& a = arguments[0];
  const Value& b = arguments.back();
  if (term.kind == ExprKind::Add) return numbers ? on_numbers(a, b, add, add) : sum_of(a, b, rounding);
  if (term.kind == ExprKind::Subtract)
    return numbers ? on_numbers(a, b, subtract, subtract) : difference_of(a, b, rounding);
  if (term.kind == ExprKind::Multiply) return numbers ? on_numbers(a, b, multiply, multiply) : repeated(a, b);
  if (term.kind == ExprKind::Divide) return on_numbers(a, b, divide, divide);
  if (term.kind == ExprKind::Negate) return negated(a);
  if (term.kind == ExprKind::Round) return rounded(a, b, term.index);
  if (term.kind == ExprKind::AgeAt) return age(a, b, rounding);
  if (term.kind == ExprKind::StartOfDay || term.kind == ExprKind::EndOfDay) return edge_of_day(term.kind, a);
  if (term.kind == ExprKind::DaysIn) return days_in(policy.spells[term.index], arguments);
  if (term.kind == ExprKind::DateOf) return a.get_if<Time>() ? Value(a.get_if<Time>()->date()) : Value();
  if (term.kind == ExprKind::AddCounted || term.kind == ExprKind::SubtractCounted)
    return counted_from(policy, CalendarId{term.index}, a, b, term.kind == ExprKind::AddCounted);
  if (term.kind == ExprKind::StartOfDayIn || term.kind == ExprKind::EndOfDayIn || term.kind == ExprKind::DateOfIn)
    return by_the_clock_of(policy, CalendarId{term.index}, term.kind, a);
  return lesser_or_greater(term.kind, type, arguments);
}

}  // namespace carveout::reference
