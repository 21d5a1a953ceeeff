#include "reading.hpp"

// Truth of conditions, 7.1: strong Kleene logic.
namespace carveout::reference {

Truth Reading::truth(const Term& term, const Elements& elements) const {
  const auto operand = [&](std::size_t i) { return truth(*term.operands[i], elements); };
  const auto argument = [&](std::size_t i) { return value(*term.operands[i], elements); };
  if (const auto comparisons = as_if(policy_, term)) return truth(**comparisons, elements);
  for (std::size_t side = 0; side < 2 && is_comparison(term); ++side) {
    if (is(*term.operands[side], ExprKind::Parameter)) return compare_by_values(term, side, elements);
  }
  switch (term.kind) {
    case ExprKind::Not:
      return !operand(0);
    case ExprKind::And: {
      Truth least = Truth::Yes;
      for (std::size_t i = 0; i < term.operands.size(); ++i) least = least & operand(i);
      return least;
    }
    case ExprKind::Or: {
      Truth greatest = Truth::No;
      for (std::size_t i = 0; i < term.operands.size(); ++i) greatest = greatest | operand(i);
      return greatest;
    }
    case ExprKind::AtLeast:
      return exactly(term, elements, true);
    case ExprKind::Exactly:
      return exactly(term, elements, false);
    case ExprKind::If:
      return choose_condition(term, elements);
    case ExprKind::Equal:
      return equal(policy_[term.operands[0]->type].kind, argument(0), argument(1));
    case ExprKind::Less:
      return less(policy_[term.operands[0]->type].kind, argument(0), argument(1));
    case ExprKind::Under:
      return is_under(argument(0), argument(1));
    case ExprKind::SectionIn:
      return is_within(argument(0), policy_.ranges[term.index]);
    case ExprKind::InList:
      return in_list(term, elements);
    case ExprKind::InNamedList:
      return in_named_list(term, elements);
    case ExprKind::Present:
      return is_present(argument(0));
    case ExprKind::Some:
    case ExprKind::Every:
      return some_or_every(term, elements);
    case ExprKind::Constant:
    case ExprKind::Fact:
    case ExprKind::Field:
    case ExprKind::Variable:
    case ExprKind::Parameter:
    case ExprKind::Call:
    case ExprKind::Otherwise:
    case ExprKind::Labelled:
    case ExprKind::GoverningDate:
    case ExprKind::Count:
    case ExprKind::Sum:
    case ExprKind::Earliest:
    case ExprKind::Latest:
    case ExprKind::Least:
    case ExprKind::Greatest:
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
    case ExprKind::AgeAt:
    case ExprKind::ForbiddenBy:  // taken apart, and in no leaf
      return truth_of(value(term, elements));
  }
  return Truth::Unknown;
}

// `at least n of` where `or_more`, else `exactly n of`.
Truth Reading::exactly(const Term& term, const Elements& elements, bool or_more) const {
  std::uint32_t yes = 0, possible = 0;
  for (const TermPtr& operand : term.operands) {
    const Truth one = truth(*operand, elements);
    yes += one == Truth::Yes;
    possible += one != Truth::No;
  }
  if (possible < term.index) return Truth::No;
  if (or_more) return yes >= term.index ? Truth::Yes : Truth::Unknown;
  if (yes > term.index) return Truth::No;
  return yes == term.index && possible == yes ? Truth::Yes : Truth::Unknown;
}

Truth Reading::choose_condition(const Term& term, const Elements& elements) const {
  const Truth condition = truth(*term.operands[0], elements);
  if (condition == Truth::Yes) return truth(*term.operands[1], elements);
  if (condition == Truth::No) return truth(*term.operands[2], elements);
  const Truth a = truth(*term.operands[1], elements);
  const Truth b = truth(*term.operands[2], elements);
  return a == b ? a : Truth::Unknown;
}

// A parameter is the `if`, by the governing date, of its values.
Truth Reading::compare_by_values(const Term& term, std::size_t side, const Elements& elements) const {
  const Term& parameter = *term.operands[side];
  Truth result = Truth::Unknown;  // before the first value: a fault
  for (const ParameterValue& one : policy_.parameters[parameter.index].values) {
    std::vector<TermPtr> operands = term.operands;
    operands[side] = spell_out(policy_, one.value, nullptr);
    const Truth with_value = truth(*make_term(term.kind, term.type, std::move(operands)), elements);
    const Truth before = is_before(parameter, one.from);
    if (before == Truth::No) result = with_value;
    if (before == Truth::Unknown && result != with_value) result = Truth::Unknown;
  }
  return result;
}

Truth Reading::is_before(const Term& parameter, const Date& date) const {
  return truth(*make_term(ExprKind::Less, kYesNo, {parameter.operands[0], constant_term(date, kDate)}));
}

}  // namespace carveout::reference
