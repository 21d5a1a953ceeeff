#include <utility>

#include "formula.hpp"

// Conditions taken apart into leaf conditions, 7.5.
namespace carveout::reference {

FormulaId Formulas::take_apart(const TermPtr& condition) {
  if (condition->shape != Term::Shape::Expression) return leaf(condition);
  if (is(*condition, ExprKind::Constant)) return settled(truth_of(condition->constant));
  if (is_comparison(*condition) && policy_[condition->operands[0]->type].kind != TypeKind::YesNo)
    return comparison(condition);
  if (is(*condition, ExprKind::InNamedList) && policy_[condition->operands[0]->type].kind == TypeKind::Closed) {
    return membership_of_member(*condition);
  }
  // 7.4: the word of a policy is what 7.3 and 7.4 say of its clauses.
  if (is(*condition, ExprKind::ForbiddenBy)) return word_(policy_.asked_words[condition->index]);
  if (is(*condition, ExprKind::Parameter)) return by_values(condition, *condition, 0);
  const auto gate = [&]() -> std::optional<Gate> {
    if (is(*condition, ExprKind::Not)) return Gate::Not;
    if (is(*condition, ExprKind::And)) return Gate::And;
    if (is(*condition, ExprKind::Or)) return Gate::Or;
    if (is(*condition, ExprKind::AtLeast)) return Gate::AtLeast;
    if (is(*condition, ExprKind::Exactly)) return Gate::Exactly;
    if (is(*condition, ExprKind::If)) return Gate::If;
    if (is(*condition, ExprKind::Equal)) return Gate::Same;  // of two conditions
    return std::nullopt;
  }();
  if (!gate) return leaf(condition);
  std::vector<FormulaId> inputs;
  for (const TermPtr& operand : condition->operands) inputs.push_back(take_apart(operand));
  return add({*gate, condition->index, std::move(inputs)});
}

FormulaId Formulas::comparison(const TermPtr& condition) {
  const Term& left = *condition->operands[0];
  if (left.shape == Term::Shape::Told)
    return before_told(*left.operands[0], *left.constant.get_if<Date>(),
                       *condition->operands[1]->constant.get_if<Date>());
  if (const auto comparisons = as_if(policy_, *condition)) return take_apart(*comparisons);
  for (std::size_t side = 0; side < 2; ++side) {
    const Term& operand = *condition->operands[side];
    if (is(operand, ExprKind::Parameter)) return by_values(condition, operand, side);
  }
  return leaf(condition);
}

// A comparison with a parameter on one side, or a parameter that is a condition: the `if`, by the governing date, of
// the same with each value of the parameter. Before the first value it is a fault: the leaf that the condition itself
// is.
FormulaId Formulas::by_values(const TermPtr& condition, const Term& parameter, std::size_t side) {
  FormulaId result = leaf(condition);
  for (const ParameterValue& one : policy_.parameters[parameter.index].values) {
    TermPtr with_value = spell_out(policy_, one.value, nullptr);
    if (is_comparison(*condition)) {
      std::vector<TermPtr> operands = condition->operands;
      operands[side] = std::move(with_value);
      with_value = make_term(condition->kind, condition->type, std::move(operands));
    }
    const FormulaId value_in_force = in_force(Period{one.from, std::nullopt}, parameter.operands[0]);
    result = add({Gate::If, 0, {value_in_force, take_apart(with_value), result}});
  }
  return result;
}

FormulaId Formulas::membership_of_member(const Term& membership) {
  std::vector<FormulaId> entries;
  for (const ListEntry& entry : policy_.lists[membership.index].entries) {
    const TermPtr member = constant_term(entry.value, policy_.lists[membership.index].element);
    const TermPtr equal = make_term(ExprKind::Equal, kYesNo, {membership.operands[0], member});
    entries.push_back(all({in_force(entry.period, membership.operands.back()), take_apart(equal)}));
  }
  return any(std::move(entries));
}

// The `if`s of what is written are taken apart where another date is told, too: what a conclusion rests on is a matter
// of the policy's text.
FormulaId Formulas::before_told(const Term& written, const Date& told, const Date& date) {
  if (!is(written, ExprKind::If)) return settled(truth_of(told < date));
  return add({Gate::If,
              0,
              {take_apart(written.operands[0]), before_told(*written.operands[1], told, date),
               before_told(*written.operands[2], told, date)}});
}

FormulaId Formulas::in_force(const Period& period, const TermPtr& governing) {
  const auto before = [&](const Date& date) {
    return take_apart(make_term(ExprKind::Less, kYesNo, {governing, constant_term(date, kDate)}));
  };
  std::vector<FormulaId> ends;
  if (period.from) ends.push_back(negation(before(*period.from)));
  if (period.until) ends.push_back(before(*period.until));
  return all(std::move(ends));
}

}  // namespace carveout::reference
