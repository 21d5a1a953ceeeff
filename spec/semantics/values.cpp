#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "reading.hpp"

// Values of terms, 7.1 and 7.2.
namespace carveout::reference {
namespace {

// The smallest range around two; of what has no order, or does not compare, nothing is known.
Value around(const Value& a, const Value& b) {
  const Range x = range_of(a), y = range_of(b);
  if (!same_clock(a, b) || is_time(a) != is_time(b) || is_length(a) != is_length(b)) return {};
  const auto outer = [](const Value& p, const Value& q, bool least) -> std::optional<Value> {
    if (p.is_unknown() || q.is_unknown()) return Value();
    // Only dates, times and durations have ranges; what kind of them does not matter here.
    if (p.get_if<Member>()) return std::nullopt;
    const Truth first_is_less = less(TypeKind::Duration, p, q);
    if (first_is_less == Truth::Unknown) return std::nullopt;
    if (equal(TypeKind::Duration, p, q) == Truth::Yes) return p;
    return (first_is_less == Truth::Yes) == least ? p : q;
  };
  const auto low = outer(x.low, y.low, true), high = outer(x.high, y.high, false);
  return low && high ? value_of(Range{*low, *high}) : Value();
}

// LIMIT: of 7.1. More durations are taken together as a range, or are unknown.
constexpr std::size_t kCarried = 16;

// Two durations, each known or one of several, are one of them all.
std::optional<Value> one_of_both(const Value& a, const Value& b) {
  std::vector<Value> all;
  for (const Value& side : {a, b}) {
    for (const Value& one : possible(side)) {
      if (!one.get_if<Duration>()) return std::nullopt;
      const auto same = [&](const Value& other) { return same_value(one, other); };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
    }
  }
  if (all.empty() || all.size() > kCarried) return std::nullopt;
  return make_one_of(all);
}

}  // namespace

// What is known of a value that may be either of two.
Value common(TypeKind kind, const Value& a, const Value& b) {
  if (kind == TypeKind::Number) return value_of(hull(bounds_of(a), bounds_of(b)));
  // Lists and records may hold what is unknown: two of them are not told to be the same.
  if (kind == TypeKind::List || kind == TypeKind::Record || a.is_unknown() || a.is_absent()) return {};
  if (same_value(a, b)) return a;
  const std::optional<Value> durations = one_of_both(a, b);
  return durations ? *durations : around(a, b);
}

Value Reading::value(const Term& term, const Elements& elements) const {
  if (term.shape == Term::Shape::AsOf || term.shape == Term::Shape::NoValue) return {};
  if (term.shape == Term::Shape::Told) return term.constant;
  if (term.shape == Term::Shape::DayOf) {
    // A time known in part has no day: its offset is not known.
    const auto time = value(*term.operands[0], elements);
    return time.get_if<Time>() ? Value(time.get_if<Time>()->date()) : Value();
  }
  switch (term.kind) {
    case ExprKind::Constant:
      return term.constant;
    case ExprKind::Fact:
      return facts_[term.index];
    case ExprKind::Variable:
      return elements[term.index - 1].value;
    case ExprKind::Field: {
      const Value record = value(*term.operands[0], elements);
      return record.record() ? record.record()->fields[term.index] : record;
    }
    case ExprKind::GoverningDate:
      return value(*term.operands[0], elements);
    case ExprKind::Parameter:
      return parameter(term);
    case ExprKind::If:
      return choose(term, elements);
    case ExprKind::Count:
      return count(term, elements);
    case ExprKind::Sum:
      return sum(term, elements);
    case ExprKind::Earliest:
    case ExprKind::Latest:
    case ExprKind::Least:
    case ExprKind::Greatest:
      return first_of(term, elements);
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
    case ExprKind::Divide:
    case ExprKind::Negate:
    case ExprKind::Round:
    case ExprKind::Lesser:
    case ExprKind::Greater:
    case ExprKind::StartOfDay:
    case ExprKind::EndOfDay:
    case ExprKind::StartOfDayIn:
    case ExprKind::EndOfDayIn:
    case ExprKind::DateOf:
    case ExprKind::DateOfIn:
    case ExprKind::AddCounted:
    case ExprKind::SubtractCounted:
    case ExprKind::DaysIn:
    case ExprKind::AgeAt: {
      std::vector<Value> arguments;
      for (const TermPtr& operand : term.operands) arguments.push_back(value(*operand, elements));
      return operation(policy_, term, arguments);
    }
    case ExprKind::Call:
    case ExprKind::Otherwise:
    case ExprKind::Labelled:
      return {};
    case ExprKind::Not:
    case ExprKind::And:
    case ExprKind::Or:
    case ExprKind::AtLeast:
    case ExprKind::Exactly:
    case ExprKind::Equal:
    case ExprKind::Less:
    case ExprKind::Under:
    case ExprKind::SectionIn:
    case ExprKind::InList:
    case ExprKind::InNamedList:
    case ExprKind::Present:
    case ExprKind::Some:
    case ExprKind::Every:
    case ExprKind::ForbiddenBy:
      return carveout::value_of(truth(term, elements));
  }
  return {};
}

// An `if` whose `else` may hold: yes, unless it is known that it cannot.
Truth Reading::else_is_possible(const Term& term, const Elements& elements) const {
  if (term.operands.size() == 4) return truth(*term.operands[3], elements);
  const Term& rest = *term.operands[2];
  if (!is(rest, ExprKind::If)) return Truth::Yes;
  return truth(*rest.operands[0], elements) | else_is_possible(rest, elements);
}

// 7.2: a condition that is not known counts as yes where no row after it is possible.
Truth Reading::takes_then(const Term& term, const Elements& elements) const {
  const Truth condition = truth(*term.operands[0], elements);
  if (condition != Truth::Unknown) return condition;
  return else_is_possible(term, elements) == Truth::No ? Truth::Yes : Truth::Unknown;
}

Value Reading::choose(const Term& term, const Elements& elements) const {
  const Truth condition = takes_then(term, elements);
  if (condition == Truth::Yes) return value(*term.operands[1], elements);
  if (condition == Truth::No) return value(*term.operands[2], elements);
  return common(policy_[term.type].kind, value(*term.operands[1], elements), value(*term.operands[2], elements));
}

// The `if`, by comparisons with the governing date, of the values; before the first a fault.
Value Reading::parameter(const Term& term) const {
  Value chosen;
  for (const ParameterValue& one : policy_.parameters[term.index].values) {
    const Truth before = is_before(term, one.from);
    const Value next = value(*spell_out(policy_, one.value, nullptr));
    if (before == Truth::No) chosen = next;
    if (before == Truth::Unknown) chosen = common(policy_[term.type].kind, chosen, next);
  }
  return chosen;
}

}  // namespace carveout::reference
