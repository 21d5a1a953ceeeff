#include "values/operations.hpp"

#include <compare>

namespace carveout::operations {
namespace {

template <class T>
Result result(Checked<T> checked) {
  if (checked.ok()) return {Value(*checked), std::nullopt};
  return {Value(), checked.fault()};
}

// Numbers of which at least one is known as bounds only, or not at all.
bool numeric(const Value& v) {
  return v.get_if<Number>() || v.get_if<NumberBounds>();
}

template <class Known, class Bounded>
Result numbers(const Value& a, const Value& b, Known known, Bounded bounded) {
  const Number* x = a.get_if<Number>();
  const Number* y = b.get_if<Number>();
  if (x && y) return result(known(*x, *y));
  return {value_of_bounds(bounded(bounds_of(a), bounds_of(b))), std::nullopt};
}

Truth less_bounds(const NumberBounds& a, const NumberBounds& b) {
  if (a.high && b.low && *a.high < *b.low) return Truth::Yes;
  if (a.low && b.high && *a.low >= *b.high) return Truth::No;
  return Truth::Unknown;
}

Truth equal_bounds(const NumberBounds& a, const NumberBounds& b) {
  if (a.high && b.low && *a.high < *b.low) return Truth::No;
  if (a.low && b.high && *b.high < *a.low) return Truth::No;
  return Truth::Unknown;
}

// The lesser (sign < 0) or greater (sign > 0) of two values that are not numbers.
Result pick(const Value& a, const Value& b, bool want_less) {
  std::optional<Fault> fault;
  const Truth truth = less(a, b, fault);
  if (truth == Truth::Unknown) return {Value(), fault};
  return {(truth == Truth::Yes) == want_less ? a : b, std::nullopt};
}

std::optional<std::int64_t> whole(const Number& n) {
  return n.as_int64();
}

}  // namespace

NumberBounds bounds_of(const Value& a) {
  if (const Number* n = a.get_if<Number>()) return {*n, *n};
  if (const NumberBounds* b = a.get_if<NumberBounds>()) return *b;
  return {};
}

Value value_of_bounds(const NumberBounds& bounds) {
  if (bounds.low && bounds.high && *bounds.low == *bounds.high) return Value(*bounds.low);
  if (!bounds.low && !bounds.high) return Value();
  return Value(bounds);
}

Truth equal(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (a.get_if<NumberBounds>() || b.get_if<NumberBounds>()) {
    if (!numeric(a) || !numeric(b)) return Truth::Unknown;
    return equal_bounds(bounds_of(a), bounds_of(b));
  }
  if (!a.is_known() || !b.is_known()) return Truth::Unknown;
  if (const Time* x = a.get_if<Time>()) {
    const Time* y = b.get_if<Time>();
    return y ? truth_of(compare(*x, *y) == 0) : Truth::Unknown;
  }
  if (const Duration* x = a.get_if<Duration>()) {
    const Duration* y = b.get_if<Duration>();
    if (!y) return Truth::Unknown;
    const Checked<int> order = compare(*x, *y);
    if (order.ok()) return truth_of(*order == 0);
    fault = order.fault();
    return Truth::Unknown;
  }
  return truth_of(same_value(a, b));
}

Truth less(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (numeric(a) && numeric(b)) {
    const Number* x = a.get_if<Number>();
    const Number* y = b.get_if<Number>();
    if (x && y) return truth_of(*x < *y);
    return less_bounds(bounds_of(a), bounds_of(b));
  }
  if (!a.is_known() || !b.is_known()) return Truth::Unknown;
  if (const Date* x = a.get_if<Date>()) {
    const Date* y = b.get_if<Date>();
    return y ? truth_of(*x < *y) : Truth::Unknown;
  }
  if (const Time* x = a.get_if<Time>()) {
    const Time* y = b.get_if<Time>();
    return y ? truth_of(compare(*x, *y) < 0) : Truth::Unknown;
  }
  if (const Member* x = a.get_if<Member>()) {
    const Member* y = b.get_if<Member>();
    return y ? truth_of(*x < *y) : Truth::Unknown;
  }
  const Duration* x = a.get_if<Duration>();
  const Duration* y = b.get_if<Duration>();
  if (!x || !y) return Truth::Unknown;
  const Checked<int> order = compare(*x, *y);
  if (!order.ok()) {
    fault = order.fault();
    return Truth::Unknown;
  }
  return truth_of(*order < 0);
}

Truth section_under(const Value& a, const Value& b) {
  const Section* x = a.get_if<Section>();
  const Section* y = b.get_if<Section>();
  return x && y ? under(*x, *y) : Truth::Unknown;
}

Truth matches(const Value& a, const Value& element) {
  std::optional<Fault> fault;
  return a.get_if<Section>() || element.get_if<Section>() ? section_under(a, element) : equal(a, element, fault);
}

Result add(const Value& a, const Value& b, DateRounding rounding) {
  if (numeric(a) || numeric(b)) {
    return numbers(
        a, b, [](const Number& x, const Number& y) { return carveout::add(x, y); },
        [](const NumberBounds& x, const NumberBounds& y) { return carveout::add(x, y); });
  }
  const Duration* length = b.get_if<Duration>();
  if (!length) return {};
  if (const Duration* x = a.get_if<Duration>()) return result(carveout::add(*x, *length));
  if (const Date* x = a.get_if<Date>()) return result(carveout::add(*x, *length, rounding));
  if (const Time* x = a.get_if<Time>()) return result(carveout::add(*x, *length, rounding));
  return {};
}

Result subtract(const Value& a, const Value& b, DateRounding rounding) {
  if (numeric(a) || numeric(b)) {
    return numbers(
        a, b, [](const Number& x, const Number& y) { return carveout::subtract(x, y); },
        [](const NumberBounds& x, const NumberBounds& y) { return carveout::subtract(x, y); });
  }
  if (!a.is_known() || !b.is_known()) return {};
  if (const Date* y = b.get_if<Date>()) {
    const Date* x = a.get_if<Date>();
    return x ? Result{Value(carveout::subtract(*x, *y)), std::nullopt} : Result{};
  }
  if (const Time* y = b.get_if<Time>()) {
    const Time* x = a.get_if<Time>();
    return x ? result(carveout::subtract(*x, *y)) : Result{};
  }
  const Duration* length = b.get_if<Duration>();
  if (!length) return {};
  if (const Duration* x = a.get_if<Duration>()) return result(carveout::subtract(*x, *length));
  if (const Date* x = a.get_if<Date>()) return result(carveout::subtract(*x, *length, rounding));
  if (const Time* x = a.get_if<Time>()) return result(carveout::subtract(*x, *length, rounding));
  return {};
}

Result multiply(const Value& a, const Value& b) {
  if (const Duration* length = a.get_if<Duration>()) {
    const Number* times = b.get_if<Number>();
    if (!times) return {};
    const std::optional<std::int64_t> n = whole(*times);
    if (!n) return {Value(), Fault::DurationOutOfRange};
    return result(carveout::multiply(*length, *n));
  }
  if (b.get_if<Duration>()) return multiply(b, a);
  if (!numeric(a) && !numeric(b)) return {};
  return numbers(
      a, b, [](const Number& x, const Number& y) { return carveout::multiply(x, y); },
      [](const NumberBounds& x, const NumberBounds& y) { return carveout::multiply(x, y); });
}

Result divide(const Value& a, const Value& b) {
  const Number* x = a.get_if<Number>();
  const Number* y = b.get_if<Number>();
  return x && y ? result(carveout::divide(*x, *y)) : Result{};
}

Result negate(const Value& a) {
  if (const Number* x = a.get_if<Number>()) return result(carveout::negate(*x));
  if (const NumberBounds* x = a.get_if<NumberBounds>()) return {value_of_bounds(carveout::negate(*x)), std::nullopt};
  if (const Duration* x = a.get_if<Duration>()) return result(carveout::negate(*x));
  return {};
}

Result round(const Value& a, const Value& step, Number::Rounding rounding) {
  const Number* x = a.get_if<Number>();
  const Number* s = step.get_if<Number>();
  return x && s ? result(round_to(*x, *s, rounding)) : Result{};
}

Result age(const Value& at, const Value& birth, DateRounding rounding) {
  const Date* x = at.get_if<Date>();
  const Date* y = birth.get_if<Date>();
  if (!x || !y) return {};
  const Checked<std::int64_t> years = age_at(*x, *y, rounding);
  if (!years.ok()) return {Value(), years.fault()};
  return {Value(Number(*years)), std::nullopt};
}

Result start_of_day(const Value& a) {
  if (const Date* d = a.get_if<Date>()) return {Value(carveout::start_of_day(*d)), std::nullopt};
  if (const Time* t = a.get_if<Time>()) return {Value(carveout::start_of_day(*t)), std::nullopt};
  return {};
}

Result end_of_day(const Value& a) {
  if (const Date* d = a.get_if<Date>()) return {Value(carveout::end_of_day(*d)), std::nullopt};
  if (const Time* t = a.get_if<Time>()) return {Value(carveout::end_of_day(*t)), std::nullopt};
  return {};
}

Result lesser(const Value& a, const Value& b) {
  if (numeric(a) || numeric(b)) return {value_of_bounds(carveout::lesser(bounds_of(a), bounds_of(b))), std::nullopt};
  return pick(a, b, true);
}

Result greater(const Value& a, const Value& b) {
  if (numeric(a) || numeric(b)) return {value_of_bounds(carveout::greater(bounds_of(a), bounds_of(b))), std::nullopt};
  return pick(a, b, false);
}

Value join(const Value& a, const Value& b) {
  if (numeric(a) && numeric(b)) return value_of_bounds(hull(bounds_of(a), bounds_of(b)));
  if (!a.is_known() || !b.is_known()) return Value();
  return same_value(a, b) ? a : Value();
}

Value day_of(const Value& a) {
  if (const Time* t = a.get_if<Time>()) return Value(t->date());
  return a.get_if<Date>() ? a : Value();
}

}  // namespace carveout::operations
