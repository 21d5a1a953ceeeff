#pragma once

#include <span>

#include "carveout/lang/value.hpp"

// Values known in part, as what they may be. Spec: language/07-decisions, 7.1.
namespace carveout::operations {

// What a value may be, where that is known to be one of several; else the value alone.
[[nodiscard]] inline std::span<const Value> alternatives(const Value& value) noexcept {
  const PartValue* part = value.part();
  if (part != nullptr && part->kind == PartValue::Kind::OneOf) return part->values;
  return {&value, 1};
}

[[nodiscard]] inline bool is_one_of(const Value& value) noexcept {
  const PartValue* part = value.part();
  return part != nullptr && part->kind == PartValue::Kind::OneOf;
}

// LIMIT: of values that an operation or an `if` makes. Past it they are taken together as a range: what a text means
// has two or three.
inline constexpr std::size_t kCarriedAlternatives = 16;

// What holds of each alternative, where they agree. That a value may be absent does not count: it is read only where
// its presence is established.
template <class TruthOf>
[[nodiscard]] Truth agreed(const Value& a, TruthOf truth_of_one) {
  if (!is_one_of(a)) return truth_of_one(a);
  Truth common = Truth::Unknown;
  bool first = true;
  for (const Value& one : a.part()->values) {
    if (one.is_absent()) continue;
    const Truth t = truth_of_one(one);
    if (t == Truth::Unknown || (!first && t != common)) return Truth::Unknown;
    common = t;
    first = false;
  }
  return common;
}

// A date, time or duration as a range, ends included; an unknown end is none. Other values have no ends.
struct Ends {
  Value low;
  Value high;
};
[[nodiscard]] Ends ends_of(const Value& value);
// A value where the ends meet, unknown where both are missing or they do not compare.
[[nodiscard]] Value value_of_ends(Value low, Value high);

// A number, date, time or duration that may be greater (less) without end: of what counts perhaps, only that it brings
// nothing below its low end (above its high end) is known.
[[nodiscard]] Value at_least(const Value& value);
[[nodiscard]] Value at_most(const Value& value);

}  // namespace carveout::operations
