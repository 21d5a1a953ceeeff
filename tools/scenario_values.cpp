#include "scenario_values.hpp"

#include <algorithm>

namespace carveout::tool {
namespace {

// Below, at or above zero as a is less, equal, more; nothing where the two have no order.
std::optional<int> compared(const Value& a, const Value& b) {
  const auto sign = [](std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
  if (const auto* x = a.get_if<Number>(), *y = b.get_if<Number>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Date>(), *y = b.get_if<Date>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Time>(), *y = b.get_if<Time>(); x && y) return sign(compare(*x, *y));
  if (const auto* x = a.get_if<Member>(), *y = b.get_if<Member>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Duration>(), *y = b.get_if<Duration>(); x && y) {
    const Checked<int> order = compare(*x, *y);
    if (order.ok()) return *order;
  }
  return std::nullopt;
}

}  // namespace

bool is_expected(const Value& found, const Value& expected, const std::optional<Value>& at_most) {
  if (expected.is_unknown()) return !found.is_known() && !found.is_absent();
  const std::optional<int> low = compared(found, expected);
  if (!at_most) return low ? *low == 0 : same_value(found, expected);
  if (const auto* bounds = found.get_if<NumberBounds>()) {
    const auto within = [&](const std::optional<Number>& end) { return end && is_expected(*end, expected, at_most); };
    return within(bounds->low) && within(bounds->high);
  }
  // The ends of a range, or the alternatives: an end that is unknown is not within.
  if (const PartValue* part = found.part()) {
    return std::all_of(part->values.begin(), part->values.end(),
                       [&](const Value& one) { return one.is_known() && is_expected(one, expected, at_most); });
  }
  const std::optional<int> high = compared(found, *at_most);
  return low && high && *low >= 0 && *high <= 0;
}

}  // namespace carveout::tool
