#include <array>
#include <string>

#include "check/expression_checker.hpp"
#include "check/items.hpp"

// `ACTION is forbidden by POLICY`.
namespace carveout::check {
namespace {

constexpr std::array kPolicies = {SymbolKind::Policy};

[[nodiscard]] bool is_connective(ExprKind kind) {
  return kind == ExprKind::Not || kind == ExprKind::And || kind == ExprKind::Or || kind == ExprKind::AtLeast ||
         kind == ExprKind::Exactly || kind == ExprKind::Labelled;
}

}  // namespace

// Under anything but connectives a word could not be taken apart, as everything is on which an outcome rests (7.5).
void report_words_out_of_place(Context& context, ExprId condition) {
  if (context.out.asked_words.empty()) return;
  std::vector<std::pair<ExprId, bool>> open{{condition, true}};
  while (!open.empty()) {
    const auto [id, good] = open.back();
    open.pop_back();
    const Expr& expr = context.out[id];
    if (expr.kind == ExprKind::ForbiddenBy && !good) context.sink.report(DiagnosticId::WordOutOfPlace, expr.span);
    const bool inside = good && is_connective(expr.kind);
    for (const ExprId operand : context.out.operands_of(id)) open.emplace_back(operand, inside);
  }
}

ExpressionChecker::Built ExpressionChecker::forbidden_by(NodeId node, Hint) {
  const auto parts = children(node);
  if (parts.size() < 2) return std::nullopt;
  const auto actions = actions_in_expression(context_, place_.module, parts[0]);
  const Symbol* policy = context_.expect(place_.module, parts[1], kPolicies, "a policy");
  if (!actions) {
    report(DiagnosticId::WordOfNoAction, span(parts[0]), {{"text", text(parts[0])}});
    return std::nullopt;
  }
  if (policy == nullptr || actions->empty()) return std::nullopt;
  if (actions->size() > 1) {
    report(DiagnosticId::WordOfSeveralActions, span(parts[0]), {{"text", text(parts[0])}});
    return std::nullopt;
  }
  if (!place_.words) {
    report(DiagnosticId::WordOutOfPlace, span(node));
    return std::nullopt;
  }
  const auto index = static_cast<std::uint32_t>(context_.out.asked_words.size());
  context_.out.asked_words.push_back({(*actions)[0], *context_.at(policy->module).policy});
  const bool negated = (tree()[node].flag & syntax::kNegated) != 0;
  return negated_if(negated, make(ExprKind::ForbiddenBy, kYesNo, span(node), std::span<const ExprId>(), index),
                    span(node));
}

}  // namespace carveout::check
