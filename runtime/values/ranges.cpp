#include "values/ranges.hpp"

#include <algorithm>
#include <utility>

#include "values/alternatives.hpp"

namespace carveout::operations {
namespace {

// The ends of one of several; none where not all of them compare.
Ends outermost(std::span<const Value> values) {
  Ends out;
  for (const Value& one : values) {
    if (one.is_absent()) continue;
    if (out.low.is_unknown()) out = {one, one};
    const auto below = order_of_ends(one, out.low);
    const auto above = order_of_ends(one, out.high);
    if (!below || !above) return {};
    if (*below < 0) out.low = one;
    if (*above > 0) out.high = one;
  }
  return out;
}

}  // namespace

Ends ends_of(const Value& value) {
  const PartValue* part = value.part();
  if (part == nullptr) return value.is_known() ? Ends{value, value} : Ends{};
  switch (part->kind) {
    case PartValue::Kind::Between:
      return {part->values[0], part->values[1]};
    case PartValue::Kind::OneOf:
      return outermost(part->values);
    case PartValue::Kind::Under:
      break;
  }
  return {};
}

Value value_of_ends(Value low, Value high) {
  return make_between(low, high).value_or(Value());
}

Value at_least(const Value& value) {
  if (ranges::kind_of(value) != ranges::Kind::None) return value_of_ends(ends_of(value).low, Value());
  return value_of_bounds({bounds_of(value).low, std::nullopt});
}

Value at_most(const Value& value) {
  if (ranges::kind_of(value) != ranges::Kind::None) return value_of_ends(Value(), ends_of(value).high);
  return value_of_bounds({std::nullopt, bounds_of(value).high});
}

namespace ranges {
namespace {

// Applies an operation to an end that there is. A fault there is a fault for some value that is possible.
template <class Operation>
bool map(Value& end, std::optional<Fault>& fault, Operation operation) {
  if (end.is_unknown()) return true;
  const auto result = operation(end);
  if (!result.ok()) {
    fault = result.fault();
    return false;
  }
  end = Value(*result);
  return true;
}

template <class Operation>
Result mapped(Ends ends, Operation operation) {
  std::optional<Fault> fault;
  if (!map(ends.low, fault, operation) || !map(ends.high, fault, operation)) return {Value(), fault};
  return {value_of_ends(std::move(ends.low), std::move(ends.high)), std::nullopt};
}

// Of two ends; nothing where one is missing.
template <class Operation>
bool combine(const Value& a, const Value& b, Value& out, std::optional<Fault>& fault, Operation operation) {
  if (a.is_unknown() || b.is_unknown()) return true;
  out = a;
  return map(out, fault, [&](const Value& x) { return operation(x, b); });
}

template <class Operation>
Result combined(const Ends& a, const Ends& b, Operation operation) {
  Ends out;
  std::optional<Fault> fault;
  if (!combine(a.low, b.low, out.low, fault, operation) || !combine(a.high, b.high, out.high, fault, operation))
    return {Value(), fault};
  return {value_of_ends(std::move(out.low), std::move(out.high)), std::nullopt};
}

Ends reversed(Ends ends) {
  std::swap(ends.low, ends.high);
  return ends;
}

template <class T>
const T& as(const Value& value) {
  return *value.get_if<T>();
}

// Are two ranges of times both on instants, or both on the wall clock?
bool same_clock(const Ends& a, const Ends& b) {
  std::optional<bool> local;
  for (const Value* end : {&a.low, &a.high, &b.low, &b.high}) {
    const Time* time = end->get_if<Time>();
    if (time == nullptr) continue;
    if (local && *local != time->local) return false;
    local = time->local;
  }
  return true;
}

// Is there a range for the earlier and the later of two? One that is unknown may have an offset where the other has
// none.
bool choosable(const Value& a, const Value& b, const Ends& x, const Ends& y) {
  if (!same_clock(x, y)) return false;
  if (kind_of(a) == kind_of(b)) return true;
  const auto local = [](const Value& end) { return end.get_if<Time>() && end.get_if<Time>()->local; };
  return !local(x.low) && !local(x.high) && !local(y.low) && !local(y.high);
}

// A date or time moved by a length that is known: months move a time on a wall clock that is not known.
template <class MoveDate, class MoveTime>
Result moved(const Value& a, const Value& b, MoveDate move_date, MoveTime move_time) {
  const Duration* length = b.get_if<Duration>();
  if (length == nullptr) return {};
  if (kind_of(a) == Kind::Date)
    return mapped(ends_of(a), [&](const Value& end) { return move_date(as<Date>(end), *length); });
  if (kind_of(a) == Kind::Time && length->months == 0)
    return mapped(ends_of(a), [&](const Value& end) { return move_time(as<Time>(end), *length); });
  return {};
}

// The lesser of two ends, or the only one; `open` says whether one that is missing wins.
Value lower_end(const Value& a, const Value& b, bool open) {
  if (a.is_unknown() || b.is_unknown()) return open ? Value() : a.is_unknown() ? b : a;
  const auto ordered = order_of_ends(b, a);
  return ordered && *ordered < 0 ? b : a;
}

Value upper_end(const Value& a, const Value& b, bool open) {
  if (a.is_unknown() || b.is_unknown()) return open ? Value() : a.is_unknown() ? b : a;
  const auto ordered = order_of_ends(b, a);
  return ordered && *ordered > 0 ? b : a;
}

}  // namespace

Kind kind_of(const Value& value) {
  for (const Value& one : value.part() == nullptr ? std::span<const Value>(&value, 1) : value.part()->values) {
    if (one.get_if<Date>()) return Kind::Date;
    if (one.get_if<Time>()) return Kind::Time;
    if (one.get_if<Duration>()) return Kind::Duration;
  }
  return Kind::None;
}

Result add(const Value& a, const Value& b, DateRounding rounding) {
  if (kind_of(a) == Kind::Duration && kind_of(b) == Kind::Duration) {
    return combined(ends_of(a), ends_of(b),
                    [](const Value& x, const Value& y) { return carveout::add(as<Duration>(x), as<Duration>(y)); });
  }
  return moved(
      a, b, [&](const Date& date, const Duration& by) { return carveout::add(date, by, rounding); },
      [&](const Time& time, const Duration& by) { return carveout::add(time, by, rounding); });
}

Result subtract(const Value& a, const Value& b, DateRounding rounding) {
  const Kind kind = kind_of(b);
  const Ends x = ends_of(a);
  const Ends y = reversed(ends_of(b));
  if (kind == Kind::Date && kind_of(a) == kind) {
    return combined(x, y, [](const Value& p, const Value& q) {
      return Checked<Duration>(carveout::subtract(as<Date>(p), as<Date>(q)));
    });
  }
  if (kind == Kind::Time && kind_of(a) == kind) {
    if (!same_clock(x, y)) return {};
    return combined(x, y, [](const Value& p, const Value& q) { return carveout::subtract(as<Time>(p), as<Time>(q)); });
  }
  if (kind == Kind::Duration && kind_of(a) == kind) {
    return combined(
        x, y, [](const Value& p, const Value& q) { return carveout::subtract(as<Duration>(p), as<Duration>(q)); });
  }
  return moved(
      a, b, [&](const Date& date, const Duration& by) { return carveout::subtract(date, by, rounding); },
      [&](const Time& time, const Duration& by) { return carveout::subtract(time, by, rounding); });
}

Result multiply(const Value& length, const Value& times) {
  const Number* number = times.get_if<Number>();
  const auto whole = number ? number->as_int64() : std::nullopt;
  if (!whole || kind_of(length) != Kind::Duration) return {};
  const Ends ends = ends_of(length);
  return mapped(*whole < 0 ? reversed(ends) : ends,
                [&](const Value& end) { return carveout::multiply(as<Duration>(end), *whole); });
}

Result negate(const Value& length) {
  if (kind_of(length) != Kind::Duration) return {};
  return mapped(reversed(ends_of(length)), [](const Value& end) { return carveout::negate(as<Duration>(end)); });
}

Result age(const Value& at, const Value& birth, DateRounding rounding) {
  const Ends x = ends_of(at);
  const Ends y = ends_of(birth);
  const Date* earliest = x.low.get_if<Date>();
  const Date* last_birth = y.high.get_if<Date>();
  // Somebody may not have been born.
  if (earliest == nullptr || last_birth == nullptr) return {};
  const Checked<std::int64_t> least = age_at(*earliest, *last_birth, rounding);
  if (!least.ok()) return {Value(), least.fault()};
  NumberBounds bounds{Number(*least), std::nullopt};
  const Date* latest = x.high.get_if<Date>();
  const Date* first_birth = y.low.get_if<Date>();
  if (latest != nullptr && first_birth != nullptr) {
    const Checked<std::int64_t> most = age_at(*latest, *first_birth, rounding);
    if (!most.ok()) return {Value(), most.fault()};
    bounds.high = Number(*most);
  }
  return {value_of_bounds(bounds), std::nullopt};
}

Result edge_of_day(const Value& date, Time (*edge)(const Date&)) {
  if (kind_of(date) != Kind::Date) return {};
  return mapped(ends_of(date), [&](const Value& end) { return Checked<Time>(edge(as<Date>(end))); });
}

Result mapped_moment(const Value& moment, const std::function<Result(const Value&)>& operation) {
  if (moment.part() == nullptr) return operation(moment);
  Ends ends = ends_of(moment);
  for (Value* end : {&ends.low, &ends.high}) {
    if (end->is_unknown()) continue;
    Result result = operation(*end);
    if (result.fault || result.value.is_unknown()) return {Value(), result.fault};
    *end = std::move(result.value);
  }
  return {value_of_ends(std::move(ends.low), std::move(ends.high)), std::nullopt};
}

Value lesser(const Value& a, const Value& b) {
  const Ends x = ends_of(a);
  const Ends y = ends_of(b);
  if (!choosable(a, b, x, y)) return {};
  return value_of_ends(lower_end(x.low, y.low, true), lower_end(x.high, y.high, false));
}

Value greater(const Value& a, const Value& b) {
  const Ends x = ends_of(a);
  const Ends y = ends_of(b);
  if (!choosable(a, b, x, y)) return {};
  return value_of_ends(upper_end(x.low, y.low, false), upper_end(x.high, y.high, true));
}

Value hull(const Value& a, const Value& b) {
  const Ends x = ends_of(a);
  const Ends y = ends_of(b);
  if (kind_of(a) != kind_of(b) || !same_clock(x, y)) return {};
  for (const auto& [p, q] : {std::pair(&x.low, &y.low), std::pair(&x.high, &y.high)}) {
    if (!p->is_unknown() && !q->is_unknown() && !order_of_ends(*p, *q)) return {};
  }
  return value_of_ends(lower_end(x.low, y.low, true), upper_end(x.high, y.high, true));
}

}  // namespace ranges
}  // namespace carveout::operations
