#include <fmt/format.h>

#include "check/expression_checker.hpp"

namespace carveout::check {

// Of an `and` that holds every part holds, and of an `or` that does not none does; of a single part of the others
// nothing follows.
void ExpressionChecker::assume(ExprId condition, bool holds) {
  if (!tests_presence_) return;
  const Expr& expr = at(condition);
  const auto operands = context_.out.operands_of(condition);
  if (expr.kind == ExprKind::Present && holds) {
    if (const auto path = presence_.path_of(context_.out, operands.front())) presence_.establish(*path);
  } else if (expr.kind == ExprKind::Not) {
    assume(operands.front(), !holds);
  } else if (expr.kind == ExprKind::Labelled) {
    assume(operands.front(), holds);
  } else if ((expr.kind == ExprKind::And && holds) || (expr.kind == ExprKind::Or && !holds)) {
    for (const ExprId operand : operands) assume(operand, holds);
  }
}

ExpressionChecker::Built ExpressionChecker::connective(NodeId node, Hint) {
  const NodeKind kind = tree()[node].kind;
  const bool both = kind == NodeKind::And || kind == NodeKind::AllOf;
  const auto nodes = children(node);
  std::vector<ExprId> operands;
  operands.reserve(nodes.size());
  const PresenceScope scope(presence_);
  for (const NodeId part : nodes) {
    const Built operand = condition(part);
    if (!operand) continue;
    operands.push_back(*operand);
    // What comes later matters only where an `and` still holds, an `or` does not yet.
    assume(*operand, both);
  }
  if (operands.empty() || operands.size() != nodes.size()) return std::nullopt;
  const ExprId joined =
      operands.size() == 1 ? operands.front() : make(both ? ExprKind::And : ExprKind::Or, kYesNo, span(node), operands);
  return negated_if(kind == NodeKind::NoneOf, joined, span(node));
}

ExpressionChecker::Built ExpressionChecker::negation(NodeId node, Hint) {
  const Built operand = condition(children(node).front());
  if (!operand) return std::nullopt;
  return negated_if(true, *operand, span(node));
}

ExpressionChecker::Built ExpressionChecker::labelled(NodeId node, Hint) {
  const auto nodes = children(node);
  const Built operand = condition(nodes.back());
  if (!operand) return std::nullopt;
  const auto label = static_cast<std::uint32_t>(context_.out.labels.size());
  context_.out.labels.push_back(context_.content(place_.module, nodes.front()));
  return make(ExprKind::Labelled, kYesNo, span(node), {*operand}, label);
}

ExpressionChecker::Built ExpressionChecker::counted(NodeId node, Hint) {
  auto items = children(node);
  const bool at_least = tree()[node].kind == NodeKind::AtLeastOf;
  const bool written =
      !items.empty() && tree()[items.front()].kind == NodeKind::Number && (at_least || items.size() > 1);
  std::int64_t count = 1;
  bool good = true;
  if (written) {
    const NodeId number = items.front();
    items = items.subspan(1);
    const auto value = Number::parse(text(number));
    count = value ? value->as_int64().value_or(-1) : -1;
    good = count >= 1 && count <= static_cast<std::int64_t>(items.size());
    if (!good) {
      report(DiagnosticId::CountOutOfRange, span(number),
             {{"count", text(number)}, {"items", std::to_string(items.size())}});
    }
  }
  std::vector<ExprId> operands;
  for (const NodeId item : items) {
    if (const Built operand = condition(item)) operands.push_back(*operand);
  }
  if (!good || operands.size() != items.size()) return std::nullopt;
  return make(at_least ? ExprKind::AtLeast : ExprKind::Exactly, kYesNo, span(node), operands,
              static_cast<std::uint32_t>(count));
}

ExpressionChecker::Built ExpressionChecker::conditional(NodeId node, Hint hint) {
  const auto nodes = children(node);
  const Built test = condition(nodes[0]);
  const auto branch = [&](bool holds, Hint wanted) {
    const PresenceScope scope(presence_);
    if (test) assume(*test, holds);
    return expression(nodes[holds ? 1 : 2], wanted);
  };
  // The branch that says what it is of says it for the other.
  const bool then_first = needs_hint(nodes[1]) <= needs_hint(nodes[2]);
  const Built first = branch(then_first, hint);
  const Built second = branch(!then_first, hint || !first ? hint : Hint(at(*first).type));
  if (!test || !first || !second) return std::nullopt;
  const ExprId then_value = then_first ? *first : *second;
  const ExprId else_value = then_first ? *second : *first;
  const TypeId then_type = at(then_value).type;
  const TypeId else_type = at(else_value).type;
  if (!compatible(context_.out, then_type, else_type)) {
    report(DiagnosticId::BranchesDiffer, span(node),
           {{"then", described(then_value)}, {"else", described(else_value)}});
    return std::nullopt;
  }
  return make(ExprKind::If, common_type(context_.out, then_type, else_type), span(node),
              {*test, then_value, else_value});
}

ExpressionChecker::Built ExpressionChecker::presence_test(NodeId node, Hint) {
  const bool written_negated = (tree()[node].flag & syntax::kNegated) != 0;
  return presence(children(node).front(), written_negated != (tree()[node].kind == NodeKind::IsAbsent), span(node));
}

ExpressionChecker::Built ExpressionChecker::presence(NodeId operand, bool absent, Span where) {
  const NodeKind kind = tree()[operand].kind;
  const bool is_path = kind == NodeKind::Name || kind == NodeKind::Path;
  const Built tested = is_path ? path(operand, std::nullopt, PathUse::PresenceTest) : expression(operand, std::nullopt);
  if (!tested) return std::nullopt;
  if (!is_path || !is_optional(*tested)) {
    report(DiagnosticId::AlwaysPresent, span(operand), {{"path", text(operand)}});
    return std::nullopt;
  }
  tests_presence_ = true;
  return negated_if(absent, make(ExprKind::Present, kYesNo, where, {*tested}), where);
}

}  // namespace carveout::check
