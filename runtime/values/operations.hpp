#pragma once

#include <optional>
#include <span>

#include "carveout/lang/counting.hpp"
#include "carveout/lang/value.hpp"

// The operations of the language on values that may be unknown, absent, or known in part. An absent value counts as
// unknown: the checker lets none reach an operator whose result matters. Spec: language/07-decisions, 7.1.
namespace carveout::operations {

// A value, or an unknown one with the fault that caused it.
struct Result {
  Value value;
  std::optional<Fault> fault;
};

// The fault is set where two durations do not compare: 1 month against 30 days.
[[nodiscard]] Truth equal(const Value& a, const Value& b, std::optional<Fault>& fault);
[[nodiscard]] Truth less(const Value& a, const Value& b, std::optional<Fault>& fault);
[[nodiscard]] Truth section_under(const Value& a, const Value& b);
[[nodiscard]] Truth section_in(const Value& a, const SectionRange& range);
// `a` equals an element, or for sections is under it.
[[nodiscard]] Truth matches(const Value& a, const Value& element);
[[nodiscard]] Truth in_list(const Value& sought, const ListValue& list);
[[nodiscard]] Truth present(const Value& v);

[[nodiscard]] Result add(const Value& a, const Value& b, DateRounding rounding);
[[nodiscard]] Result subtract(const Value& a, const Value& b, DateRounding rounding);
[[nodiscard]] Result multiply(const Value& a, const Value& b);
[[nodiscard]] Result divide(const Value& a, const Value& b);
[[nodiscard]] Result negate(const Value& a);
[[nodiscard]] Result round(const Value& a, const Value& step, Number::Rounding rounding);
[[nodiscard]] Result age(const Value& at, const Value& birth, DateRounding rounding);
[[nodiscard]] Result start_of_day(const Value& a);
[[nodiscard]] Result end_of_day(const Value& a);
[[nodiscard]] Result start_of_day_in(const TimeZone& zone, const Value& a);
[[nodiscard]] Result end_of_day_in(const TimeZone& zone, const Value& a);
[[nodiscard]] Result date_of(const Value& time);
[[nodiscard]] Result date_in(const TimeZone& zone, const Value& time);
[[nodiscard]] Result add_counted(const Value& moment, const Value& length, const CountedDays& days);
[[nodiscard]] Result subtract_counted(const Value& moment, const Value& length, const CountedDays& days);
[[nodiscard]] Result next_of(const Recurring& recurring, const Value& date);
[[nodiscard]] Result lesser(const Value& a, const Value& b);
[[nodiscard]] Result greater(const Value& a, const Value& b);
// What both alternatives have in common: the same value, bounds around both, or unknown.
[[nodiscard]] Value join(const Value& a, const Value& b);
// The day that a date or a time governs by.
[[nodiscard]] Value day_of(const Value& a);

// The bounds of a number that is known, known as bounds, or unknown.
[[nodiscard]] NumberBounds bounds_of(const Value& a);
// A number where the bounds meet, unknown where both are missing, else the bounds.
[[nodiscard]] Value value_of_bounds(const NumberBounds& bounds);

}  // namespace carveout::operations
