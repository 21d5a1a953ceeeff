#include <map>
#include <utility>

#include "term.hpp"

namespace carveout::reference {
namespace {

struct Scope;

// What a variable stands for: the element of a quantifier by its number, or the argument of a call, in the scope of the
// caller.
struct Binding {
  std::uint32_t number = 0;
  std::optional<ExprId> argument;
  const Scope* caller = nullptr;
};
struct Scope {
  std::map<VariableId, Binding> bindings;
};

class Speller {
 public:
  Speller(const CheckedPolicy& policy, TermPtr governing) : policy_(policy), governing_(std::move(governing)) {}

  // `depth`: how many quantifiers stand around.
  TermPtr spell(ExprId id, const Scope& scope, std::uint32_t depth) const {
    const Expr& e = policy_[id];
    const auto operands = policy_.operands_of(id);
    switch (e.kind) {
      case ExprKind::Constant:
        return constant_term(policy_.constants[e.index], e.type);
      case ExprKind::Variable:
        return spell_variable(e, scope, depth);
      case ExprKind::Call:
        return spell_call(e, operands, scope, depth);
      case ExprKind::Labelled:
        return spell(operands[0], scope, depth);
      case ExprKind::Field:
      case ExprKind::Present:
        return push_inwards(e, spell(operands[0], scope, depth));
      case ExprKind::Some:
      case ExprKind::Every:
      case ExprKind::Count:
      case ExprKind::Sum:
      case ExprKind::Earliest:
      case ExprKind::Latest:
      case ExprKind::Least:
      case ExprKind::Greatest:
        return spell_quantifier(e, operands, scope, depth);
      case ExprKind::Parameter:
        return make_term(e.kind, e.type, {governing_}, e.index);
      case ExprKind::InNamedList:
        return spell_membership(e, spell(operands[0], scope, depth));
      case ExprKind::Fact:
      case ExprKind::Not:
      case ExprKind::And:
      case ExprKind::Or:
      case ExprKind::AtLeast:
      case ExprKind::Exactly:
      case ExprKind::If:
      case ExprKind::Equal:
      case ExprKind::Less:
      case ExprKind::Under:
      case ExprKind::SectionIn:
      case ExprKind::InList:
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
      case ExprKind::AgeAt:
        break;
    }
    std::vector<TermPtr> spelt;
    for (const ExprId operand : operands) spelt.push_back(spell(operand, scope, depth));
    Term term{Term::Shape::Expression, e.kind, e.type, e.index, DateRounding::None, Value(), std::move(spelt)};
    const TypeKind kind = policy_[e.type].kind;
    if (e.kind == ExprKind::AgeAt || kind == TypeKind::Date || kind == TypeKind::Time) term.rounding = e.rounding;
    return std::make_shared<const Term>(std::move(term));
  }

 private:
  TermPtr spell_membership(const Expr& e, TermPtr sought) const {
    std::vector<TermPtr> operands{std::move(sought)};
    for (const ListEntry& entry : policy_.lists[e.index].entries) {
      if (!entry.period.always() && operands.size() == 1) operands.push_back(governing_);
    }
    return make_term(e.kind, e.type, std::move(operands), e.index);
  }

  TermPtr spell_variable(const Expr& e, const Scope& scope, std::uint32_t depth) const {
    const Binding& binding = scope.bindings.at(VariableId(e.index));
    if (binding.argument) return spell(*binding.argument, *binding.caller, depth);
    return make_term(ExprKind::Variable, e.type, {}, binding.number);
  }

  TermPtr spell_call(const Expr& e, std::span<const ExprId> arguments, const Scope& scope, std::uint32_t depth) const {
    const Define& define = policy_.defines[e.index];
    Scope inside;
    for (std::size_t i = 0; i < define.parameters.size(); ++i) {
      inside.bindings[define.parameters[i]] = {0, arguments[i], &scope};
    }
    return spell(define.body, inside, depth);
  }

  TermPtr spell_quantifier(const Expr& e, std::span<const ExprId> operands, const Scope& scope,
                           std::uint32_t depth) const {
    Scope inside = scope;
    inside.bindings[VariableId(e.index)] = {depth + 1, std::nullopt, nullptr};
    std::vector<TermPtr> spelt{spell(operands[0], scope, depth)};
    for (const ExprId operand : operands.subspan(1)) spelt.push_back(spell(operand, inside, depth + 1));
    return make_term(e.kind, e.type, std::move(spelt));
  }

  // The field, or the presence, of an `if` is the `if` of the fields or presences.
  TermPtr push_inwards(const Expr& e, const TermPtr& operand) const {
    if (!is(*operand, ExprKind::If)) return make_term(e.kind, e.type, {operand}, e.index);
    return make_term(
        ExprKind::If, e.type,
        {operand->operands[0], push_inwards(e, operand->operands[1]), push_inwards(e, operand->operands[2])});
  }

  const CheckedPolicy& policy_;
  TermPtr governing_;
};

// The day of a time; of an `if` of times, the `if` of the days.
TermPtr day_of(TermPtr time) {
  if (is(*time, ExprKind::If))
    return make_term(ExprKind::If, kDate, {time->operands[0], day_of(time->operands[1]), day_of(time->operands[2])});
  return std::make_shared<const Term>(
      Term{Term::Shape::DayOf, ExprKind::Constant, kDate, 0, DateRounding::None, {}, {std::move(time)}});
}

TermPtr written_date(const CheckedPolicy& policy, std::optional<ExprId> as_of) {
  if (!as_of) {
    return std::make_shared<const Term>(
        Term{Term::Shape::AsOf, ExprKind::Constant, kDate, 0, DateRounding::None, {}, {}});
  }
  // No date governs where the date itself is found.
  TermPtr expression = spell_out(policy, *as_of, nullptr);
  return policy[expression->type].kind == TypeKind::Time ? day_of(std::move(expression)) : expression;
}

}  // namespace

TermPtr make_term(ExprKind kind, TypeId type, std::vector<TermPtr> operands, std::uint32_t index) {
  return std::make_shared<const Term>(
      Term{Term::Shape::Expression, kind, type, index, DateRounding::None, Value(), std::move(operands)});
}

TermPtr constant_term(Value value, TypeId type) {
  return std::make_shared<const Term>(
      Term{Term::Shape::Expression, ExprKind::Constant, type, 0, DateRounding::None, std::move(value), {}});
}

TermPtr spell_out(const CheckedPolicy& policy, ExprId expression, TermPtr governing) {
  return Speller(policy, std::move(governing)).spell(expression, Scope{}, 0);
}

TermPtr governing_date(const CheckedPolicy& policy, std::optional<ExprId> as_of, std::optional<Date> told) {
  TermPtr written = written_date(policy, as_of);
  if (!told) return written;
  return std::make_shared<const Term>(
      Term{Term::Shape::Told, ExprKind::Constant, kDate, 0, DateRounding::None, *told, {std::move(written)}});
}

std::optional<TermPtr> as_if(const CheckedPolicy& policy, const Term& comparison) {
  // Conditions are compared as conditions (7.1).
  if (!is_comparison(comparison) || policy[comparison.operands[0]->type].kind == TypeKind::YesNo) return std::nullopt;
  const TermPtr& left = comparison.operands[0];
  const TermPtr& right = comparison.operands[1];
  const auto compare = [&](const TermPtr& a, const TermPtr& b) {
    return make_term(comparison.kind, comparison.type, {a, b});
  };
  if (is(*left, ExprKind::If)) {
    return make_term(ExprKind::If, comparison.type,
                     {left->operands[0], compare(left->operands[1], right), compare(left->operands[2], right)});
  }
  if (is(*right, ExprKind::If)) {
    return make_term(ExprKind::If, comparison.type,
                     {right->operands[0], compare(left, right->operands[1]), compare(left, right->operands[2])});
  }
  return std::nullopt;
}

}  // namespace carveout::reference
