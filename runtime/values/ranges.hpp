#pragma once

#include <functional>

#include "values/operations.hpp"

// Operations on dates, times and durations of which one is known in part. They give a range where the operation is
// monotone and has a result at both ends, else nothing is known. Spec: language/07-decisions, 7.1.
namespace carveout::operations::ranges {

[[nodiscard]] Result add(const Value& a, const Value& b, DateRounding rounding);
[[nodiscard]] Result subtract(const Value& a, const Value& b, DateRounding rounding);
[[nodiscard]] Result multiply(const Value& length, const Value& times);
[[nodiscard]] Result negate(const Value& length);
[[nodiscard]] Result age(const Value& at, const Value& birth, DateRounding rounding);
[[nodiscard]] Result edge_of_day(const Value& date, Time (*edge)(const Date&));
// An operation on a date or time that never falls as it grows: of one that is known its result, of one known in part
// the range between those at its ends.
[[nodiscard]] Result mapped_moment(const Value& moment, const std::function<Result(const Value&)>& operation);
// Of dates or times; one of them may be unknown.
[[nodiscard]] Value lesser(const Value& a, const Value& b);
[[nodiscard]] Value greater(const Value& a, const Value& b);
// The smallest range around both.
[[nodiscard]] Value hull(const Value& a, const Value& b);

// What a value is, known or known in part; of anything but a date, time or duration, None.
enum class Kind : std::uint8_t { None, Date, Time, Duration };
[[nodiscard]] Kind kind_of(const Value& value);

}  // namespace carveout::operations::ranges
