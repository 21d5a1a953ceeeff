// Comparisons of values that may be unknown or known in part: yes or no where all values that are possible agree. Spec:
// language/07-decisions, 7.1.
#include <compare>
#include <optional>

#include "carveout/lang/durations.hpp"
#include "values/alternatives.hpp"
#include "values/operations.hpp"
#include "values/ranges.hpp"

namespace carveout::operations {
namespace {

using ranges::Kind;
using ranges::kind_of;

Truth less_bounds(const NumberBounds& a, const NumberBounds& b) {
  if (a.high && b.low && *a.high < *b.low) return Truth::Yes;
  if (a.low && b.high && *a.low >= *b.high) return Truth::No;
  return Truth::Unknown;
}

// Of two values that are known, of a type that has an order.
Truth less_known(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (const Number* x = a.get_if<Number>()) {
    const Number* y = b.get_if<Number>();
    return y ? truth_of(*x < *y) : Truth::Unknown;
  }
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
  if (order.ok()) return truth_of(*order < 0);
  if (never_less(*x, *y)) return Truth::No;
  fault = order.fault();
  return Truth::Unknown;
}

bool is_number(const Value& v) {
  return v.get_if<Number>() || v.get_if<NumberBounds>();
}

// May two ends be compared, where one of the values is a range? A range of instants has no wall clock.
bool comparable_clocks(const Value& a, const Value& b) {
  if (kind_of(a) != Kind::Time || kind_of(b) != Kind::Time) return true;
  const auto local = [](const Value& v) {
    for (const Value& end : {ends_of(v).low, ends_of(v).high}) {
      if (const Time* time = end.get_if<Time>()) return time->local;
    }
    return false;
  };
  const auto range_of_instants = [&](const Value& v) { return v.part() != nullptr && !local(v); };
  return local(a) == local(b) || (!range_of_instants(a) && !range_of_instants(b));
}

// Of values that are not one of several.
Truth less_one(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (a.is_known() && b.is_known()) return less_known(a, b, fault);
  if (is_number(a) && is_number(b)) return less_bounds(bounds_of(a), bounds_of(b));
  if (!comparable_clocks(a, b)) return Truth::Unknown;
  const Ends x = ends_of(a);
  const Ends y = ends_of(b);
  std::optional<Fault> ignored;  // It is of two ends, neither of which need be the value.
  if (!x.high.is_unknown() && !y.low.is_unknown() && less_known(x.high, y.low, ignored) == Truth::Yes)
    return Truth::Yes;
  if (!x.low.is_unknown() && !y.high.is_unknown() && less_known(x.low, y.high, ignored) == Truth::No) return Truth::No;
  return Truth::Unknown;
}

// The section that a value is, or that it is or is under.
const Section* section_of(const Value& v) {
  const PartValue* part = v.part();
  if (part == nullptr) return v.get_if<Section>();
  return part->kind == PartValue::Kind::Under ? part->values[0].get_if<Section>() : nullptr;
}

Truth equal_lists(const ListValue& a, const ListValue& b) {
  const std::size_t common = std::min(a.elements.size(), b.elements.size());
  if (a.elements.size() > common && !b.open) return Truth::No;
  if (b.elements.size() > common && !a.open) return Truth::No;
  Truth result = a.open || b.open ? Truth::Unknown : Truth::Yes;
  for (std::size_t i = 0; i < common; ++i) {
    std::optional<Fault> ignored;
    result = result & equal(a.elements[i], b.elements[i], ignored);
  }
  return result;
}

Truth equal_known(const Value& a, const Value& b, std::optional<Fault>& fault) {
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

Truth equal_one(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (a.list() && b.list()) return equal_lists(*a.list(), *b.list());
  if (a.is_known() && b.is_known()) return equal_known(a, b, fault);
  const Section* x = section_of(a);
  const Section* y = section_of(b);
  if (x && y) {
    // One of them is only known to be under its section.
    const bool meet = (a.part() && under(*y, *x) == Truth::Yes) || (b.part() && under(*x, *y) == Truth::Yes);
    return meet ? Truth::Unknown : Truth::No;
  }
  std::optional<Fault> ignored;
  const bool apart = less_one(a, b, ignored) == Truth::Yes || less_one(b, a, ignored) == Truth::Yes;
  return apart ? Truth::No : Truth::Unknown;
}

Truth under_one(const Value& a, const Value& b) {
  const Section* x = section_of(a);
  const Section* y = section_of(b);
  if (!x || !y) return Truth::Unknown;
  // All that is under `a` is to `b` as `a` is. Of what is under `b` only that it is elsewhere is certain.
  const Truth t = under(*x, *y);
  return b.part() && t == Truth::Yes ? Truth::Unknown : t;
}

}  // namespace

// A fault is told only of values that are known.
Truth equal(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (a.is_known() && b.is_known()) return equal_one(a, b, fault);
  std::optional<Fault> ignored;
  return agreed(a, [&](const Value& x) { return agreed(b, [&](const Value& y) { return equal_one(x, y, ignored); }); });
}

Truth less(const Value& a, const Value& b, std::optional<Fault>& fault) {
  if (a.is_known() && b.is_known()) return less_known(a, b, fault);
  std::optional<Fault> ignored;
  return agreed(a, [&](const Value& x) { return agreed(b, [&](const Value& y) { return less_one(x, y, ignored); }); });
}

Truth section_under(const Value& a, const Value& b) {
  return agreed(a, [&](const Value& x) { return agreed(b, [&](const Value& y) { return under_one(x, y); }); });
}

Truth section_in(const Value& a, const SectionRange& range) {
  return agreed(a, [&](const Value& x) {
    const Section* section = section_of(x);
    return section ? range.contains(*section) : Truth::Unknown;
  });
}

bool is_section(const Value& v) {
  for (const Value& one : alternatives(v)) {
    if (section_of(one)) return true;
  }
  return false;
}

Truth matches(const Value& a, const Value& element) {
  std::optional<Fault> ignored;
  return is_section(a) || is_section(element) ? section_under(a, element) : equal(a, element, ignored);
}

Truth in_list(const Value& sought, const ListValue& list) {
  return agreed(sought, [&](const Value& one) {
    // More elements may follow, and be what is sought.
    Truth found = list.open ? Truth::Unknown : Truth::No;
    for (const Value& element : list.elements) {
      found = found | matches(one, element);
      if (found == Truth::Yes) break;
    }
    return found;
  });
}

Truth present(const Value& v) {
  if (v.is_unknown()) return Truth::Unknown;
  if (!is_one_of(v)) return truth_of(!v.is_absent());
  for (const Value& one : alternatives(v)) {
    if (one.is_absent()) return Truth::Unknown;
  }
  return Truth::Yes;
}

}  // namespace carveout::operations
