#include <fmt/format.h>

#include <algorithm>

#include "check/expression_checker.hpp"

namespace carveout::check {

using syntax::Comparison;

ExpressionChecker::Built ExpressionChecker::compare(NodeId node, Hint) {
  const std::uint8_t flag = tree()[node].flag;
  const auto comparison = static_cast<Comparison>(flag & ~syntax::kNegated);
  const auto nodes = children(node);
  Built built;
  switch (comparison) {
    case Comparison::Is:
      built = equal(nodes[0], nodes[1], span(node));
      break;
    case Comparison::In:
      built = membership(nodes[0], nodes[1], span(node));
      break;
    case Comparison::Under:
      built = under(nodes[0], nodes[1], span(node));
      break;
    case Comparison::Less:
    case Comparison::LessEqual:
    case Comparison::Greater:
    case Comparison::GreaterEqual:
    case Comparison::Before:
    case Comparison::After:
    case Comparison::OnOrBefore:
    case Comparison::OnOrAfter:
      built = order(nodes[0], nodes[1], comparison, span(node));
      break;
  }
  if (!built) return std::nullopt;
  return negated_if((flag & syntax::kNegated) != 0, *built, span(node));
}

ExpressionChecker::Built ExpressionChecker::equal(NodeId left, NodeId right, Span span) {
  const auto written = [this](NodeId node) {
    return tree()[node].kind == NodeKind::Yes || tree()[node].kind == NodeKind::No;
  };
  // `x is yes` is x itself: one condition more would be one reason more to read.
  if (written(left) || written(right)) {
    const NodeId constant = written(right) ? right : left;
    const Built operand = condition(written(right) ? left : right);
    if (!operand) return std::nullopt;
    return negated_if(tree()[constant].kind == NodeKind::No, *operand, span);
  }
  const auto both = pair(left, right);
  if (!both || !comparable(both->left, both->right, span) || !equatable(both->left, span)) return std::nullopt;
  return make(ExprKind::Equal, kYesNo, span, {both->left, both->right});
}

ExpressionChecker::Built ExpressionChecker::order(NodeId left, NodeId right, Comparison comparison, Span where) {
  const auto both = pair(left, right);
  if (!both || !comparable(both->left, both->right, where)) return std::nullopt;
  const bool word = comparison == Comparison::Before || comparison == Comparison::After ||
                    comparison == Comparison::OnOrBefore || comparison == Comparison::OnOrAfter;
  const TypeKind kind = kind_of(both->left);
  if (word && kind != TypeKind::Date && kind != TypeKind::Time) {
    report(DiagnosticId::BeforeOfOther, where, {{"found", described(both->left)}});
    return std::nullopt;
  }
  if (!orderable(both->left, where)) return std::nullopt;
  const bool less_first = comparison == Comparison::Less || comparison == Comparison::Before;
  const bool less_second = comparison == Comparison::Greater || comparison == Comparison::After;
  if (less_first) return less(both->left, both->right, where);
  if (less_second) return less(both->right, both->left, where);
  const bool at_most = comparison == Comparison::LessEqual || comparison == Comparison::OnOrBefore;
  return at_most ? not_less(both->right, both->left, where) : not_less(both->left, both->right, where);
}

ExpressionChecker::Built ExpressionChecker::between(NodeId node, Hint) {
  const auto nodes = children(node);
  const Built inside = within_ends(nodes[0], nodes[1], nodes[2], span(node));
  if (!inside) return std::nullopt;
  return negated_if((tree()[node].flag & syntax::kNegated) != 0, *inside, span(node));
}

ExpressionChecker::Built ExpressionChecker::within_ends(NodeId value, NodeId first, NodeId last, Span where) {
  const auto low = pair(value, first);
  const Built high = low ? expression(last, at(low->left).type) : std::nullopt;
  if (!high || !comparable(low->left, low->right, where) || !comparable(low->left, *high, where)) return std::nullopt;
  if (!orderable(low->left, where)) return std::nullopt;
  return in_run(low->left, low->right, *high, where);
}

// The side that knows what it is of is typed first, and tells the other.
std::optional<ExpressionChecker::Pair> ExpressionChecker::pair(NodeId left, NodeId right) {
  const int right_need = needs_hint(right);
  const bool left_first = needs_hint(left) <= right_need;
  const NodeId first_node = left_first ? left : right;
  const NodeId second_node = left_first ? right : left;
  const Built first = expression(first_node, std::nullopt);
  // Where the first is not understood, a second that needs it cannot be.
  if (!first && needs_hint(second_node) != 0) return std::nullopt;
  const Built second = expression(second_node, first ? Hint(at(*first).type) : std::nullopt);
  if (!first || !second) return std::nullopt;
  return left_first ? Pair{*first, *second} : Pair{*second, *first};
}

bool ExpressionChecker::comparable(ExprId left, ExprId right, Span span) {
  const CheckedPolicy& policy = context_.out;
  const Type& a = policy[at(left).type];
  const Type& b = policy[at(right).type];
  if (compatible(policy, at(left).type, at(right).type)) return true;
  const bool date_and_time =
      (a.kind == TypeKind::Date && b.kind == TypeKind::Time) || (a.kind == TypeKind::Time && b.kind == TypeKind::Date);
  if (date_and_time) {
    const ExprId date = a.kind == TypeKind::Date ? left : right;
    report(DiagnosticId::DateWithTime, span, {{"date", context_.sources.text(at(date).span)}});
  } else if (a.base && b.base && a.kind == b.kind) {
    report(DiagnosticId::DifferentAliases, span, {{"left", a.name}, {"right", b.name}, {"base", policy[*a.base].name}});
  } else {
    report(DiagnosticId::CannotCompare, span,
           {{"left", described(left)}, {"right", described(right)}, {"hint", date_hint(left, right)}});
  }
  return false;
}

// `1/31/2018` is a number, and meant as a date where it stands against one.
std::string ExpressionChecker::date_hint(ExprId left, ExprId right) {
  const auto is_date = [this](ExprId expr) {
    return kind_of(expr) == TypeKind::Date || kind_of(expr) == TypeKind::Time;
  };
  if (is_date(left) == is_date(right)) return {};
  const std::string_view text = context_.sources.text(at(is_date(left) ? right : left).span);
  const bool divisions = std::count(text.begin(), text.end(), '/') == 2 &&
                         text.find_first_not_of("0123456789/ ") == std::string_view::npos;
  return divisions ? "a date is written `2018-01-31`: the year, the month, the day" : "";
}

bool ExpressionChecker::equatable(ExprId expr, Span span) {
  TypeId type = at(expr).type;
  while (context_.out[type].kind == TypeKind::List) type = context_.out[type].element;
  if (context_.out[type].kind != TypeKind::Record) return true;
  report(DiagnosticId::RecordsDoNotCompare, span, {{"type", context_.out[at(expr).type].name}});
  return false;
}

bool ExpressionChecker::orderable(ExprId expr, Span span) {
  const Type& type = context_.out[at(expr).type];
  const bool has_order = type.kind == TypeKind::Number || type.kind == TypeKind::Date || type.kind == TypeKind::Time ||
                         type.kind == TypeKind::Duration || (type.kind == TypeKind::Closed && type.ordered);
  if (has_order) return true;
  std::string help;
  if (type.kind == TypeKind::Closed && type.members.size() > 1) {
    help =
        fmt::format("an ordered type is declared as `is one of {} < {}`", type.members[0].name, type.members[1].name);
  }
  report(DiagnosticId::NoOrder, span, {{"found", described(expr)}, {"hint", help}});
  return false;
}

ExprId ExpressionChecker::less(ExprId left, ExprId right, Span span) {
  return make(ExprKind::Less, kYesNo, span, {left, right});
}

ExprId ExpressionChecker::not_less(ExprId left, ExprId right, Span span) {
  return negated_if(true, less(left, right, span), span);
}

// Both ends included.
ExprId ExpressionChecker::in_run(ExprId value, ExprId first, ExprId last, Span span) {
  const ExprId from = not_less(value, first, span);
  const ExprId to = not_less(last, value, span);
  return make(ExprKind::And, kYesNo, span, {from, to});
}

}  // namespace carveout::check
