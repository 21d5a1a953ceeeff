#include "values/operations.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "values/alternatives.hpp"
#include "values/ranges.hpp"

namespace carveout::operations {
namespace {

template <class T>
Result result(Checked<T> checked) {
  if (checked.ok()) return {Value(*checked), std::nullopt};
  return {Value(), checked.fault()};
}

// A number that is known, or known in part.
bool numeric(const Value& v) {
  if (v.get_if<Number>() || v.get_if<NumberBounds>()) return true;
  if (!is_one_of(v)) return false;
  return std::any_of(v.part()->values.begin(), v.part()->values.end(),
                     [](const Value& one) { return one.get_if<Number>() != nullptr; });
}

bool in_part(const Value& a, const Value& b) {
  return a.part() != nullptr || b.part() != nullptr;
}

template <class Known, class Bounded>
Result numbers(const Value& a, const Value& b, Known known, Bounded bounded) {
  const Number* x = a.get_if<Number>();
  const Number* y = b.get_if<Number>();
  if (x && y) return result(known(*x, *y));
  return {value_of_bounds(bounded(bounds_of(a), bounds_of(b))), std::nullopt};
}

// The lesser or greater of two values that are not numbers.
Result pick(const Value& a, const Value& b, bool want_less) {
  const ranges::Kind kind = std::max(ranges::kind_of(a), ranges::kind_of(b));
  const bool on_calendar = kind == ranges::Kind::Date || kind == ranges::Kind::Time;
  if (on_calendar && !(a.is_known() && b.is_known()))
    return {want_less ? ranges::lesser(a, b) : ranges::greater(a, b), std::nullopt};
  // Durations need not compare: one that is certainly the lesser or greater is chosen.
  std::optional<Fault> fault;
  const Truth second = want_less ? less(b, a, fault) : less(a, b, fault);
  if (second != Truth::Unknown) return {second == Truth::Yes ? b : a, std::nullopt};
  const Truth first = want_less ? less(a, b, fault) : less(b, a, fault);
  if (first == Truth::Unknown) return {Value(), fault};
  return {first == Truth::Yes ? a : b, std::nullopt};
}

std::optional<std::int64_t> whole(const Number& n) {
  return n.as_int64();
}

// A date or time moved by each of several durations: what all results have in common.
template <class Move>
Result moved_by_each(const Value& lengths, Move move) {
  Result out;
  bool first = true;
  for (const Value& length : alternatives(lengths)) {
    if (length.is_absent()) continue;
    Result one = move(length);
    if (one.fault || one.value.is_unknown()) return {Value(), one.fault};
    out.value = std::exchange(first, false) ? std::move(one.value) : join(out.value, one.value);
  }
  return out;
}

bool is_moment(const Value& value) {
  const ranges::Kind kind = ranges::kind_of(value);
  return kind == ranges::Kind::Date || kind == ranges::Kind::Time;
}

// SPEC 7.1: one of the products of a length and a number, one of which or both are one of several.
Result products(const Value& lengths, const Value& numbers) {
  std::vector<Value> out;
  for (const Value& length : alternatives(lengths)) {
    for (const Value& number : alternatives(numbers)) {
      if (length.is_absent() || number.is_absent()) continue;
      Result one = multiply(length, number);
      if (one.fault || one.value.is_unknown()) return {Value(), one.fault};
      const auto same = [&](const Value& other) { return same_value(one.value, other); };
      if (std::any_of(out.begin(), out.end(), same)) continue;
      if (out.size() == kCarriedAlternatives) return {};
      out.push_back(std::move(one.value));
    }
  }
  return out.empty() ? Result{} : Result{make_one_of(std::move(out)), std::nullopt};
}

// SPEC 7.1: two durations, each known or one of several, as one of all of them; nothing where they are too many.
std::optional<Value> one_of_lengths(const Value& a, const Value& b) {
  std::vector<Value> out;
  for (const Value* side : {&a, &b}) {
    for (const Value& one : alternatives(*side)) {
      if (one.is_absent()) continue;
      if (one.get_if<Duration>() == nullptr) return std::nullopt;
      const auto same = [&](const Value& other) { return same_value(one, other); };
      if (std::any_of(out.begin(), out.end(), same)) continue;
      if (out.size() == kCarriedAlternatives) return std::nullopt;
      out.push_back(one);
    }
  }
  return out.empty() ? std::nullopt : std::optional(make_one_of(std::move(out)));
}

}  // namespace

NumberBounds bounds_of(const Value& a) {
  if (const Number* n = a.get_if<Number>()) return {*n, *n};
  if (const NumberBounds* b = a.get_if<NumberBounds>()) return *b;
  NumberBounds bounds;
  for (const Value& one : alternatives(a)) {
    const Number* n = one.get_if<Number>();
    if (n == nullptr) continue;
    bounds = bounds.low ? hull(bounds, {*n, *n}) : NumberBounds{*n, *n};
  }
  return bounds;
}

Value value_of_bounds(const NumberBounds& bounds) {
  if (bounds.low && bounds.high && *bounds.low == *bounds.high) return Value(*bounds.low);
  if (!bounds.low && !bounds.high) return Value();
  return Value(bounds);
}

Result add(const Value& a, const Value& b, DateRounding rounding) {
  if (is_one_of(b) && ranges::kind_of(b) == ranges::Kind::Duration && is_moment(a))
    return moved_by_each(b, [&](const Value& length) { return add(a, length, rounding); });
  if (numeric(a) || numeric(b)) {
    return numbers(
        a, b, [](const Number& x, const Number& y) { return carveout::add(x, y); },
        [](const NumberBounds& x, const NumberBounds& y) { return carveout::add(x, y); });
  }
  if (in_part(a, b)) return ranges::add(a, b, rounding);
  const Duration* length = b.get_if<Duration>();
  if (!length) return {};
  if (const Duration* x = a.get_if<Duration>()) return result(carveout::add(*x, *length));
  if (const Date* x = a.get_if<Date>()) return result(carveout::add(*x, *length, rounding));
  if (const Time* x = a.get_if<Time>()) return result(carveout::add(*x, *length, rounding));
  return {};
}

Result subtract(const Value& a, const Value& b, DateRounding rounding) {
  if (is_one_of(b) && ranges::kind_of(b) == ranges::Kind::Duration && is_moment(a))
    return moved_by_each(b, [&](const Value& length) { return subtract(a, length, rounding); });
  if (numeric(a) || numeric(b)) {
    return numbers(
        a, b, [](const Number& x, const Number& y) { return carveout::subtract(x, y); },
        [](const NumberBounds& x, const NumberBounds& y) { return carveout::subtract(x, y); });
  }
  if (in_part(a, b)) return ranges::subtract(a, b, rounding);
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
  const bool of_length = ranges::kind_of(a) == ranges::Kind::Duration;
  if (of_length && (is_one_of(a) || is_one_of(b))) return products(a, b);
  if (ranges::kind_of(b) == ranges::Kind::Duration && (is_one_of(a) || is_one_of(b))) return products(b, a);
  if (of_length && a.part()) return ranges::multiply(a, b);
  if (ranges::kind_of(b) == ranges::Kind::Duration && b.part()) return ranges::multiply(b, a);
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
  if (x && y) return result(carveout::divide(*x, *y));
  return {value_of_bounds(carveout::divide(bounds_of(a), bounds_of(b))), std::nullopt};
}

Result negate(const Value& a) {
  if (const Number* x = a.get_if<Number>()) return result(carveout::negate(*x));
  if (numeric(a)) return {value_of_bounds(carveout::negate(bounds_of(a))), std::nullopt};
  if (const Duration* x = a.get_if<Duration>()) return result(carveout::negate(*x));
  return a.part() ? ranges::negate(a) : Result{};
}

Result round(const Value& a, const Value& step, Number::Rounding rounding) {
  const Number* x = a.get_if<Number>();
  const Number* s = step.get_if<Number>();
  if (x && s) return result(round_to(*x, *s, rounding));
  return s ? Result{value_of_bounds(round_to(bounds_of(a), *s, rounding)), std::nullopt} : Result{};
}

Result age(const Value& at, const Value& birth, DateRounding rounding) {
  if (in_part(at, birth)) return ranges::age(at, birth, rounding);
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
  return a.part() ? ranges::edge_of_day(a, carveout::start_of_day) : Result{};
}

Result end_of_day(const Value& a) {
  if (const Date* d = a.get_if<Date>()) return {Value(carveout::end_of_day(*d)), std::nullopt};
  if (const Time* t = a.get_if<Time>()) return {Value(carveout::end_of_day(*t)), std::nullopt};
  return a.part() ? ranges::edge_of_day(a, carveout::end_of_day) : Result{};
}

namespace {

// Of a date, or of the day of a time by the zone's clock.
Result edge_of_day_in(const TimeZone& zone, const Value& a, Checked<Time> (*edge)(const TimeZone&, const Date&)) {
  return ranges::mapped_moment(a, [&](const Value& one) -> Result {
    const Result date = one.get_if<Time>() ? result(carveout::date_in(zone, *one.get_if<Time>())) : Result{one, {}};
    const Date* day = date.value.get_if<Date>();
    return day ? result(edge(zone, *day)) : Result{Value(), date.fault};
  });
}

// A calendar without a zone has the days of each time's own offset, which of one known in part is not known.
template <class Move>
Result counted(const Value& moment, const Value& length, const CountedDays& days, Move move) {
  const Duration* by = length.get_if<Duration>();
  if (by == nullptr) return {};
  if (moment.part() && ranges::kind_of(moment) == ranges::Kind::Time && !days.zone()) return {};
  return ranges::mapped_moment(moment, [&](const Value& one) -> Result {
    if (const Date* date = one.get_if<Date>()) return result(move(*date, *by));
    if (const Time* time = one.get_if<Time>()) return result(move(*time, *by));
    return {};
  });
}

}  // namespace

Result start_of_day_in(const TimeZone& zone, const Value& a) {
  return edge_of_day_in(zone, a, carveout::start_of_day_in);
}

Result end_of_day_in(const TimeZone& zone, const Value& a) {
  return edge_of_day_in(zone, a, carveout::end_of_day_in);
}

Result date_of(const Value& time) {
  const Time* known = time.get_if<Time>();
  return known ? Result{Value(known->date()), std::nullopt} : Result{};
}

Result date_in(const TimeZone& zone, const Value& time) {
  return ranges::mapped_moment(time, [&](const Value& one) -> Result {
    const Time* known = one.get_if<Time>();
    return known ? result(carveout::date_in(zone, *known)) : Result{};
  });
}

Result add_counted(const Value& moment, const Value& length, const CountedDays& days) {
  return counted(moment, length, days, [&](const auto& from, const Duration& by) { return days.add(from, by); });
}

Result subtract_counted(const Value& moment, const Value& length, const CountedDays& days) {
  return counted(moment, length, days, [&](const auto& from, const Duration& by) { return days.subtract(from, by); });
}

Result next_of(const Recurring& recurring, const Value& date) {
  return ranges::mapped_moment(date, [&](const Value& one) -> Result {
    const Date* known = one.get_if<Date>();
    return known ? result(carveout::next_of(recurring, *known)) : Result{};
  });
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
  // Lists and records may hold what is unknown: two of them are not told to be the same.
  if (a.is_unknown() || a.is_absent() || a.list() || a.record()) return Value();
  if (same_value(a, b)) return a;
  if (std::optional<Value> lengths = one_of_lengths(a, b)) return *std::move(lengths);
  return ranges::hull(a, b);
}

Value day_of(const Value& a) {
  if (const Time* t = a.get_if<Time>()) return Value(t->date());
  return ranges::kind_of(a) == ranges::Kind::Date ? a : Value();
}

}  // namespace carveout::operations
