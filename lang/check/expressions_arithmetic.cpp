#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

bool is_moment(TypeKind kind) {
  return kind == TypeKind::Date || kind == TypeKind::Time;
}

ExprKind kind_for(char operation) {
  if (operation == '+') return ExprKind::Add;
  if (operation == '-') return ExprKind::Subtract;
  return operation == '*' ? ExprKind::Multiply : ExprKind::Divide;
}

std::string_view choice_words(syntax::ChooseWord word) {
  switch (word) {
    case syntax::ChooseWord::Lesser:
      return "lesser of";
    case syntax::ChooseWord::Greater:
      return "greater of";
    case syntax::ChooseWord::Earlier:
      return "earlier of";
    case syntax::ChooseWord::Later:
      return "later of";
  }
  return "";
}

}  // namespace

ExpressionChecker::Built ExpressionChecker::arithmetic(NodeId node, Hint) {
  const auto nodes = children(node);
  for (const NodeId operand : nodes) {
    if (tree()[operand].kind == NodeKind::CountedBy) return counted_sum(node);
  }
  const Built left = expression(nodes[0], std::nullopt);
  const Built right = expression(nodes[1], std::nullopt);
  if (!left || !right) return std::nullopt;
  return combined(static_cast<char>(tree()[node].flag), *left, *right, span(node));
}

// `d + 5 days counted by c`, or the other way round.
ExpressionChecker::Built ExpressionChecker::counted_sum(NodeId node) {
  const auto nodes = children(node);
  const char operation = static_cast<char>(tree()[node].flag);
  const bool swapped = tree()[nodes[0]].kind == NodeKind::CountedBy;
  const bool moves = operation == '+' || (operation == '-' && !swapped);
  const NodeId counted = nodes[swapped ? 0 : 1];
  if (!moves || tree()[nodes[swapped ? 1 : 0]].kind == NodeKind::CountedBy)
    return counted_length(counted, std::nullopt);
  const Built moment = expression(nodes[swapped ? 1 : 0], std::nullopt);
  const auto by = length(counted);
  if (!moment || !by) return std::nullopt;
  if (!is_moment(kind_of(*moment))) return counted_length(counted, std::nullopt);
  return moved(operation == '+' ? ExprKind::Add : ExprKind::Subtract, *moment, *by, span(node));
}

ExpressionChecker::Built ExpressionChecker::combined(char operation, ExprId left, ExprId right, Span span) {
  const TypeKind a = kind_of(left);
  const TypeKind b = kind_of(right);
  const bool sum = operation == '+' || operation == '-';
  const ExprKind kind = kind_for(operation);
  if (a == TypeKind::Number && b == TypeKind::Number) return make(kind, kNumber, span, {left, right});
  if (sum && a == TypeKind::Duration && b == TypeKind::Duration) return make(kind, kDuration, span, {left, right});
  if (operation == '-' && a == b && is_moment(a)) return make(kind, kDuration, span, {left, right});
  // The number times the duration, and the duration after the date, are the same the other way round.
  if (operation == '*' && a == TypeKind::Duration && b == TypeKind::Number)
    return make(kind, kDuration, span, {left, right});
  if (operation == '*' && a == TypeKind::Number && b == TypeKind::Duration)
    return make(kind, kDuration, span, {right, left});
  const bool swapped = operation == '+' && a == TypeKind::Duration && is_moment(b);
  if (swapped || (sum && is_moment(a) && b == TypeKind::Duration)) {
    return moved(kind, swapped ? right : left, {swapped ? left : right, std::nullopt}, span);
  }
  if (is_moment(a) && is_moment(b) && a != b) {
    (void)comparable(left, right, span);  // says how a date and a time are brought together
    return std::nullopt;
  }
  report(DiagnosticId::ArithmeticOnOther, span,
         {{"operation", std::string_view(&operation, 1)}, {"left", described(left)}, {"right", described(right)}});
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::minus(NodeId node, Hint) {
  const NodeId operand_node = children(node).front();
  const Built operand = expression(operand_node, std::nullopt);
  if (!operand) return std::nullopt;
  const TypeKind kind = kind_of(*operand);
  if (kind == TypeKind::Number || kind == TypeKind::Duration) {
    return make(ExprKind::Negate, kind == TypeKind::Number ? kNumber : kDuration, span(node), {*operand});
  }
  report_mismatch(context_, span(operand_node), at(*operand).type, kNumber);
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::rounded(NodeId node, Hint) {
  const auto nodes = children(node);
  const Built value = typed(nodes[0], kNumber);
  const Built step = typed(nodes[1], kNumber);
  if (!value || !step) return std::nullopt;
  const Number* written =
      at(*step).kind == ExprKind::Constant ? context_.out.constants[at(*step).index].get_if<Number>() : nullptr;
  if (written != nullptr && *written <= Number(0)) {
    report(DiagnosticId::RoundingStep, span(nodes[1]), {{"step", text(nodes[1])}});
    return std::nullopt;
  }
  return make(ExprKind::Round, kNumber, span(node), {*value, *step}, tree()[node].flag);
}

ExpressionChecker::Built ExpressionChecker::choice(NodeId node, Hint hint) {
  const auto word = static_cast<syntax::ChooseWord>(tree()[node].flag);
  const bool moments = word == syntax::ChooseWord::Earlier || word == syntax::ChooseWord::Later;
  const bool lesser = word == syntax::ChooseWord::Lesser || word == syntax::ChooseWord::Earlier;
  const auto nodes = children(node);
  std::vector<ExprId> operands;
  Hint type;
  for (const NodeId operand_node : nodes) {
    const Built operand = expression(operand_node, type ? type : hint);
    if (!operand) continue;
    const TypeKind kind = kind_of(*operand);
    const bool fits = moments ? is_moment(kind) : kind == TypeKind::Number || kind == TypeKind::Duration;
    if (!fits) {
      report(DiagnosticId::ChoiceOfOther, span(operand_node),
             {{"words", choice_words(word)}, {"found", described(*operand)}});
      continue;
    }
    if (type && !compatible(context_.out, *type, at(*operand).type)) {
      report_mismatch(context_, span(operand_node), at(*operand).type, *type);
      continue;
    }
    type = type ? common_type(context_.out, *type, at(*operand).type) : at(*operand).type;
    operands.push_back(*operand);
  }
  if (!type || operands.size() != nodes.size()) return std::nullopt;
  return make(lesser ? ExprKind::Lesser : ExprKind::Greater, *type, span(node), operands);
}

}  // namespace carveout::check
