#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "term.hpp"

namespace carveout::reference {

// An element of a list that a quantifier goes through, and its path: `subject.convictions[2]`.
struct Element {
  Value value;
  std::string path;
};
// The elements at hand, the outermost quantifier's first: `$1`, `$2`.
using Elements = std::vector<Element>;

// The facts of one decision, and what terms are on them (7.1, 7.2).
class Reading {
 public:
  Reading(const CheckedPolicy& policy, const std::vector<Value>& facts) : policy_(policy), facts_(facts) {}

  // The value of a term: known, unknown, absent, or bounds of a number. A fault is unknown.
  [[nodiscard]] Value value(const Term& term) const { return value(term, {}); }
  [[nodiscard]] Value value(const Term& term, const Elements& elements) const;
  [[nodiscard]] Truth truth(const Term& term) const { return truth(term, {}); }
  [[nodiscard]] Truth truth(const Term& term, const Elements& elements) const;

  // 7.6: the unknown facts of a term; none of one that is known.
  [[nodiscard]] std::set<std::string> unknown_facts(const Term& term) const;

 private:
  // values.cpp
  [[nodiscard]] Value choose(const Term& term, const Elements& elements) const;
  // Whether an `if` of values has that of its `then`, as far as is known: 7.2, "Tables".
  [[nodiscard]] Truth takes_then(const Term& term, const Elements& elements) const;
  [[nodiscard]] Truth else_is_possible(const Term& term, const Elements& elements) const;
  [[nodiscard]] Value parameter(const Term& term) const;

  // lists.cpp
  [[nodiscard]] std::vector<Element> elements_of(const Term& list, const ListValue& value,
                                                 const Elements& around) const;
  [[nodiscard]] Truth some_or_every(const Term& term, const Elements& elements) const;
  [[nodiscard]] Value count(const Term& term, const Elements& elements) const;
  [[nodiscard]] Value sum(const Term& term, const Elements& elements) const;
  [[nodiscard]] Value first_of(const Term& term, const Elements& elements) const;
  [[nodiscard]] Value without_end(TypeKind kind, const Value& value, bool low) const;
  [[nodiscard]] Truth in_list(const Term& term, const Elements& elements) const;
  [[nodiscard]] Truth in_named_list(const Term& term, const Elements& elements) const;
  // Of an entry of the list of a membership.
  [[nodiscard]] Truth in_force(const Term& membership, const Period& period) const;
  // What a condition is of an element of an open list that is not told, and of which nothing is known.
  [[nodiscard]] Truth truth_of_rest(const Term& condition, const Elements& around) const;

  // truth_of_conditions.cpp
  [[nodiscard]] Truth exactly(const Term& term, const Elements& elements, bool or_more) const;
  [[nodiscard]] Truth choose_condition(const Term& term, const Elements& elements) const;
  [[nodiscard]] Truth compare_by_values(const Term& term, std::size_t side, const Elements& elements) const;
  // Is the date that governs a parameter before this one?
  [[nodiscard]] Truth is_before(const Term& parameter, const Date& date) const;

  // unknown_facts.cpp
  class FactFinder;

  const CheckedPolicy& policy_;
  const std::vector<Value>& facts_;
};

// --- possible_values.cpp: values known in part

// The values that one of several may be; else the value alone. That it may be absent does not count.
[[nodiscard]] std::vector<Value> possible(const Value& value);
// What holds of each of those, where they agree.
[[nodiscard]] Truth where_all_agree(const Value& value, const std::function<Truth(const Value&)>& truth);

// Between which values one lies, ends included; an unknown one is no end. Of dates, times, durations and members.
struct Range {
  Value low;
  Value high;
};
[[nodiscard]] Range range_of(const Value& value);
// Known where the ends are equal, unknown without ends.
[[nodiscard]] Value value_of(const Range& range);
// What an `if` with an unknown condition makes of two values of a type.
[[nodiscard]] Value common(TypeKind kind, const Value& a, const Value& b);
[[nodiscard]] bool is_length(const Value& value);
[[nodiscard]] bool is_time(const Value& value);
// Are neither or both times without an offset, as far as is known?
[[nodiscard]] bool same_clock(const Value& a, const Value& b);

// A number as bounds: an unknown one is the bounds without ends.
[[nodiscard]] NumberBounds bounds_of(const Value& value);
// Bounds as a value: a known number where the ends are equal, unknown without ends.
[[nodiscard]] Value value_of(const NumberBounds& bounds);

// `is` and `<` of values of a type, and `under` of sections: yes or no where all values that are possible agree.
[[nodiscard]] Truth equal(TypeKind kind, const Value& a, const Value& b);
[[nodiscard]] Truth less(TypeKind kind, const Value& a, const Value& b);
[[nodiscard]] Truth is_under(const Value& a, const Value& b);
[[nodiscard]] Truth is_within(const Value& a, const SectionRange& range);
[[nodiscard]] Truth is_present(const Value& value);
// Is the value what an entry of a named list names, its period aside?
[[nodiscard]] Truth matches(const CheckedPolicy& policy, const NamedList& list, const ListEntry& entry,
                            const Value& value);

// --- operations.cpp: operations on values; unknown where an argument is, or on a fault

[[nodiscard]] Value operation(const CheckedPolicy& policy, const Term& term, const std::vector<Value>& arguments);
// --- counting.cpp: chapter 13. Unknown on a fault.

// A date or time moved forward, or back, by a duration counted by a calendar.
[[nodiscard]] Value counted_from(const CheckedPolicy& policy, CalendarId calendar, const Value& moment,
                                 const Value& length, bool forward);
// `start of day`, `end of day`, `date of` by a calendar with a time zone.
[[nodiscard]] Value by_the_clock_of(const CheckedPolicy& policy, CalendarId calendar, ExprKind kind, const Value& a);

// --- spells.cpp: chapter 14

// The days of spells in a window: a and b, then the lists.
[[nodiscard]] Value days_in(const std::vector<SpellStep>& steps, const std::vector<Value>& arguments);

// `lesser of` two, by Lesser or Greater.
[[nodiscard]] Value lesser_or_greater_of(ExprKind kind, TypeKind type, const Value& a, const Value& b);

}  // namespace carveout::reference
