#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/lang/checked.hpp"

namespace carveout::reference {

struct Term;
using TermPtr = std::shared_ptr<const Term>;

// An expression spelt out: definitions replaced by their bodies with the arguments put in, labels gone, and the
// variables of quantifiers numbered from the outside, `$1`, `$2`. It is what canonical text (7.7) is written of and
// what 7.1 evaluates.
struct Term {
  // DayOf: the day of a time that governs, its one operand. AsOf: a governing date that is told from nowhere. Told: one
  // that is told from outside, its constant, in place of what is written, its one operand. NoValue: a value that there
  // is none of (7.1), with the reason in its text, and of what is not in force the date that governs.
  enum class Shape : std::uint8_t { Expression, DayOf, AsOf, Told, NoValue };

  Shape shape = Shape::Expression;
  ExprKind kind = ExprKind::Constant;  // of an Expression; never Call, Otherwise or Labelled
  TypeId type{};
  std::uint32_t index = 0;                     // as ExprKind says; of a Variable its number from 1
  DateRounding rounding = DateRounding::None;  // of what moves a date or time, and of an age
  Value constant;                              // of a Constant, and of a date that is told
  std::string reason;                          // of a NoValue: `not_in_force cap`
  // As ExprKind says; and last of a Parameter, and of an InNamedList some of whose entries have periods, the date that
  // governs where it stands.
  std::vector<TermPtr> operands;
};

[[nodiscard]] inline bool is(const Term& term, ExprKind kind) noexcept {
  return term.shape == Term::Shape::Expression && term.kind == kind;
}
[[nodiscard]] inline bool is_comparison(const Term& term) noexcept {
  return is(term, ExprKind::Equal) || is(term, ExprKind::Less);
}

// Recursion over an expression here and in the other files. LIMIT: an expression nests as deep as the parser lets it,
// and definitions, which do not recur, put bodies into bodies; a policy that passes the limits of `compile` is safe
// here.
// `governing`: the date that governs there; of constants it does not matter.
[[nodiscard]] TermPtr spell_out(const CheckedPolicy& policy, ExprId expression, TermPtr governing);

// The value of a definition without arguments.
[[nodiscard]] TermPtr spell_out(const CheckedPolicy& policy, DefineId define, TermPtr governing);

[[nodiscard]] TermPtr make_term(ExprKind kind, TypeId type, std::vector<TermPtr> operands, std::uint32_t index = 0);
[[nodiscard]] TermPtr constant_term(Value value, TypeId type);

// 7.2: the date told from outside, the date that an `as of` gives, the day of the time that it gives, or without one
// the fact `as of`.
[[nodiscard]] TermPtr governing_date(const CheckedPolicy& policy, std::optional<ExprId> as_of,
                                     std::optional<Date> told);

// A comparison of values with an `if` on one side, as the `if` of the comparisons; nothing where there is none.
[[nodiscard]] std::optional<TermPtr> as_if(const CheckedPolicy& policy, const Term& comparison);

// 7.7.
[[nodiscard]] std::string canonical_text(const CheckedPolicy& policy, const Term& term);
// The value of an expression without facts, variables and parameters; unknown where it is no such expression or has no
// value.
[[nodiscard]] Value constant_value(const CheckedPolicy& policy, const Term& term);

}  // namespace carveout::reference
