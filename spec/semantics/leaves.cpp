#include <algorithm>

#include "formula.hpp"
#include "reading.hpp"

// What units a leaf condition gives, 7.5.
namespace carveout::reference {
namespace {

template <class Predicate>
bool anywhere(const Term& term, const Predicate& predicate) {
  return predicate(term) || std::any_of(term.operands.begin(), term.operands.end(),
                                        [&](const TermPtr& operand) { return anywhere(*operand, predicate); });
}

bool is_path(const Term& term) {
  return is(term, ExprKind::Fact) || (is(term, ExprKind::Field) && is_path(*term.operands[0]));
}

bool is_closed_fact(const CheckedPolicy& policy, const Term& term) {
  const TypeKind kind = policy[term.type].kind;
  return is_path(term) && (kind == TypeKind::YesNo || kind == TypeKind::Closed);
}

// The facts of a leaf that has nothing in it but facts that are yes/no or of a closed type, and constants of such.
std::vector<TermPtr> closed_facts(const CheckedPolicy& policy, const TermPtr& condition) {
  if (is_closed_fact(policy, *condition)) return {condition};
  if (!is(*condition, ExprKind::Present) && !is_comparison(*condition)) return {};
  std::vector<TermPtr> facts;
  for (const TermPtr& operand : condition->operands) {
    if (is_closed_fact(policy, *operand)) {
      facts.push_back(operand);
    } else if (!is(*operand, ExprKind::Constant)) {
      return {};
    }
  }
  return facts;
}

// May the term be a time without an offset? Such times and instants have no common order.
bool has_edge_of_date(const CheckedPolicy& policy, const Term& term) {
  const bool edge = is(term, ExprKind::StartOfDay) || is(term, ExprKind::EndOfDay);
  if (edge && policy[term.operands[0]->type].kind == TypeKind::Date) return true;
  // What gives the date that governs a parameter or a list is a day by itself, whatever it was made of.
  if (is(term, ExprKind::Parameter) || term.shape == Term::Shape::NoValue) return false;
  const std::size_t operands = is(term, ExprKind::InNamedList) ? 1 : term.operands.size();
  return std::any_of(term.operands.begin(), term.operands.begin() + static_cast<std::ptrdiff_t>(operands),
                     [&](const TermPtr& operand) { return has_edge_of_date(policy, *operand); });
}

bool gives_a_term(const CheckedPolicy& policy, const Term& condition) {
  if (!is_comparison(condition)) return false;
  // What is left of a comparison with a parameter is the one before its first value: a fault, like a value that there
  // is none of.
  for (const TermPtr& operand : condition.operands) {
    if (is(*operand, ExprKind::Parameter) || operand->shape == Term::Shape::NoValue) return false;
  }
  const TypeKind kind = policy[condition.operands[0]->type].kind;
  if (kind == TypeKind::Time) return !has_edge_of_date(policy, condition);
  return kind == TypeKind::Number || kind == TypeKind::Date || kind == TypeKind::Text;
}

}  // namespace

// Nothing where the expression is no constant: it has facts, variables, parameters or what depends on the governing
// date in it, or it has no value.
Value constant_value(const CheckedPolicy& policy, const Term& term) {
  const bool varies = anywhere(term, [](const Term& part) {
    return part.shape != Term::Shape::Expression || is(part, ExprKind::Fact) || is(part, ExprKind::Variable) ||
           is(part, ExprKind::Parameter) || is(part, ExprKind::InNamedList) || is(part, ExprKind::GoverningDate);
  });
  if (varies) return {};
  const std::vector<Value> no_facts;
  const Value value = Reading(policy, no_facts).value(term);
  return value.is_known() ? value : Value();
}

Leaf classify(const CheckedPolicy& policy, const TermPtr& condition) {
  Leaf leaf;
  leaf.condition = condition;
  leaf.text = canonical_text(policy, *condition);
  leaf.facts = closed_facts(policy, condition);
  if (!leaf.facts.empty()) {
    leaf.kind = UnitKind::Closed;
    for (const TermPtr& fact : leaf.facts) leaf.units.push_back(canonical_text(policy, *fact));
    return leaf;
  }
  leaf.units = {leaf.text};
  if (!gives_a_term(policy, *condition)) return leaf;
  const TermPtr &left = condition->operands[0], &right = condition->operands[1];
  const Value left_value = constant_value(policy, *left), right_value = constant_value(policy, *right);
  // Of two constants the truth is known, and nothing is to be split.
  if (left_value.is_known() == right_value.is_known()) return leaf;
  leaf.kind = UnitKind::Term;
  leaf.term_is_left = right_value.is_known();
  leaf.term = leaf.term_is_left ? left : right;
  leaf.constant = leaf.term_is_left ? right_value : left_value;
  leaf.units = {canonical_text(policy, *leaf.term)};
  return leaf;
}

}  // namespace carveout::reference
