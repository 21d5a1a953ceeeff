#include <algorithm>

#include "carveout/lang/durations.hpp"
#include "reading.hpp"

// Values known in part, and what holds of all values that they may be: 7.1.
namespace carveout::reference {
namespace {

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

// Times without an offset: the start or end of a day of a date. Nothing where there is no time to see it from.
std::optional<bool> on_wall_clock(const Value& value) {
  for (const Value& one : possible(value)) {
    const Range range = range_of(one);
    for (const Value* end : {&range.low, &range.high}) {
      if (end->get_if<Time>()) return end->get_if<Time>()->local;
    }
  }
  return std::nullopt;
}

// A time of which the offset is not known does not compare with one that takes the offset of the other.
bool clocks_compare(const Value& a, const Value& b) {
  const auto x = on_wall_clock(a), y = on_wall_clock(b);
  if (!x || !y || *x == *y) return true;
  return (a.is_known() || *x) && (b.is_known() || *y);
}

// The section that a value is, or that it is known to be or be under.
const Section* section_of(const Value& value) {
  if (value.part() && value.part()->kind == PartValue::Kind::Under) return value.part()->values[0].get_if<Section>();
  return value.get_if<Section>();
}

// As many elements, and each equal; what may follow in an open list may differ.
Truth equal_lists(const ListValue& a, const ListValue& b) {
  if (a.elements.size() > b.elements.size() && !b.open) return Truth::No;
  if (b.elements.size() > a.elements.size() && !a.open) return Truth::No;
  Truth result = a.open || b.open ? Truth::Unknown : Truth::Yes;
  for (std::size_t i = 0; i < std::min(a.elements.size(), b.elements.size()); ++i) {
    const Value& x = a.elements[i];
    const bool number = x.get_if<Number>() || x.get_if<NumberBounds>() || possible(x)[0].get_if<Number>();
    const bool ordered = !range_of(x).low.is_unknown() || !range_of(x).high.is_unknown();
    const TypeKind kind = number ? TypeKind::Number : ordered ? TypeKind::Duration : TypeKind::List;
    result = result & equal(kind, x, b.elements[i]);
  }
  return result;
}

// The rest: of two values neither of which is one of several.
Truth less_of_two(TypeKind kind, const Value& a, const Value& b) {
  if (kind == TypeKind::Number) {
    const NumberBounds x = bounds_of(a), y = bounds_of(b);
    if (x.high && y.low && *x.high < *y.low) return Truth::Yes;
    if (x.low && y.high && *x.low >= *y.high) return Truth::No;
    return Truth::Unknown;
  }
  if (!clocks_compare(a, b)) return Truth::Unknown;
  const Range x = range_of(a), y = range_of(b);
  const auto greatest_of_a = order(x.high, y.low), least_of_a = order(x.low, y.high);
  if (greatest_of_a && *greatest_of_a < 0) return Truth::Yes;
  if (least_of_a && *least_of_a >= 0) return Truth::No;
  // 3.2: what is certain whichever months are meant, be it that both are as long for some.
  if (const auto* least = x.low.get_if<Duration>(), *most = y.high.get_if<Duration>(); least && most) {
    if (never_less(*least, *most)) return Truth::No;
  }
  return Truth::Unknown;
}

Truth equal_of_two(TypeKind kind, const Value& a, const Value& b) {
  if (a.list() && b.list()) return equal_lists(*a.list(), *b.list());
  if (a.is_known() && b.is_known()) {
    if (kind == TypeKind::Number) return truth_of(same_value(a, b));
    if (kind == TypeKind::Date || kind == TypeKind::Time || kind == TypeKind::Duration) {
      const auto compared = order(a, b);
      return compared ? truth_of(*compared == 0) : Truth::Unknown;
    }
    return truth_of(same_value(a, b));
  }
  if (const auto* x = section_of(a), *y = section_of(b); x && y) {
    const bool a_can_be_b = a.part() ? under(*y, *x) == Truth::Yes : false;
    const bool b_can_be_a = b.part() ? under(*x, *y) == Truth::Yes : false;
    return a_can_be_b || b_can_be_a ? Truth::Unknown : Truth::No;
  }
  const bool apart = less_of_two(kind, a, b) == Truth::Yes || less_of_two(kind, b, a) == Truth::Yes;
  return apart ? Truth::No : Truth::Unknown;
}

Truth under_of_two(const Value& a, const Value& b) {
  const auto *x = section_of(a), *y = section_of(b);
  if (!x || !y) return Truth::Unknown;
  const Truth one = under(*x, *y);
  return b.is_known() || one == Truth::No ? one : Truth::Unknown;
}

Truth of_each_pair(const Value& a, const Value& b, const std::function<Truth(const Value&, const Value&)>& truth) {
  return where_all_agree(
      a, [&](const Value& x) { return where_all_agree(b, [&](const Value& y) { return truth(x, y); }); });
}

}  // namespace

std::vector<Value> possible(const Value& value) {
  if (!value.part() || value.part()->kind != PartValue::Kind::OneOf) return {value};
  std::vector<Value> values;
  for (const Value& one : value.part()->values) {
    if (!one.is_absent()) values.push_back(one);
  }
  return values;
}

Truth where_all_agree(const Value& value, const std::function<Truth(const Value&)>& truth) {
  const std::vector<Value> values = possible(value);
  const Truth first = truth(values[0]);
  const bool agree = std::all_of(values.begin(), values.end(), [&](const Value& one) { return truth(one) == first; });
  return agree ? first : Truth::Unknown;
}

Range range_of(const Value& value) {
  if (value.part() && value.part()->kind == PartValue::Kind::Between)
    return {value.part()->values[0], value.part()->values[1]};
  Range range;
  for (const Value& one : possible(value)) {
    if (!one.is_known()) return {};
    if (range.low.is_unknown()) range = {one, one};
    const auto to_low = order(one, range.low), to_high = order(one, range.high);
    if (!to_low || !to_high) return {};
    if (*to_low < 0) range.low = one;
    if (*to_high > 0) range.high = one;
  }
  return range;
}

Value value_of(const Range& range) {
  return make_between(range.low, range.high).value_or(Value());
}

bool is_length(const Value& value) {
  for (const Value& one : possible(value)) {
    if (one.get_if<Duration>()) return true;
  }
  const Range range = range_of(value);
  return range.low.get_if<Duration>() || range.high.get_if<Duration>();
}

bool is_time(const Value& value) {
  return on_wall_clock(value).has_value();
}

bool same_clock(const Value& a, const Value& b) {
  const auto x = on_wall_clock(a), y = on_wall_clock(b);
  // One that is not known at all may be an instant.
  return x.value_or(false) == y.value_or(false);
}

NumberBounds bounds_of(const Value& value) {
  if (const auto* bounds = value.get_if<NumberBounds>()) return *bounds;
  NumberBounds around;
  for (const Value& one : possible(value)) {
    const auto* number = one.get_if<Number>();
    if (!number) return {};
    if (!around.low || *number < *around.low) around.low = *number;
    if (!around.high || *number > *around.high) around.high = *number;
  }
  return around;
}

Value value_of(const NumberBounds& bounds) {
  if (!bounds.low && !bounds.high) return {};
  if (bounds.low && bounds.low == bounds.high) return *bounds.low;
  return bounds;
}

Truth equal(TypeKind kind, const Value& a, const Value& b) {
  return of_each_pair(a, b, [&](const Value& x, const Value& y) { return equal_of_two(kind, x, y); });
}

Truth less(TypeKind kind, const Value& a, const Value& b) {
  return of_each_pair(a, b, [&](const Value& x, const Value& y) { return less_of_two(kind, x, y); });
}

Truth is_under(const Value& a, const Value& b) {
  return of_each_pair(a, b, under_of_two);
}

Truth is_within(const Value& a, const SectionRange& range) {
  return where_all_agree(a, [&](const Value& one) {
    const Section* section = section_of(one);
    return section ? range.contains(*section) : Truth::Unknown;
  });
}

Truth matches(const CheckedPolicy& policy, const NamedList& list, const ListEntry& entry, const Value& value) {
  const TypeKind kind = policy[list.element].kind;
  if (kind == TypeKind::Section)
    return entry.range ? is_within(value, policy.ranges[*entry.range]) : is_under(value, entry.value);
  if (!entry.through) return equal(kind, value, entry.value);
  return where_all_agree(
      value, [&](const Value& one) { return (!less(kind, one, entry.value)) & (!less(kind, *entry.through, one)); });
}

Truth is_present(const Value& value) {
  if (value.is_unknown()) return Truth::Unknown;
  if (value.is_absent()) return Truth::No;
  const bool may_be_absent = value.part() && possible(value).size() < value.part()->values.size();
  return may_be_absent && value.part()->kind == PartValue::Kind::OneOf ? Truth::Unknown : Truth::Yes;
}

}  // namespace carveout::reference
