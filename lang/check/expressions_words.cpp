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
  if (const Built any = forbidden_item(node)) return any;
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
  const bool negated = (tree()[node].flag & syntax::kNegated) != 0;
  const ExprId word = word_of(*context_.at(policy->module).policy, (*actions)[0], span(node));
  return negated_if(negated, word, span(node));
}

ExprId ExpressionChecker::word_of(PolicyId policy, ActionId action, Span span) {
  const auto index = static_cast<std::uint32_t>(context_.out.asked_words.size());
  context_.out.asked_words.push_back({action, policy});
  return make(ExprKind::ForbiddenBy, kYesNo, span, std::span<const ExprId>(), index);
}

// `disclose(item) is forbidden by P`, in a clause that tests the item: whichever item it is, that is forbidden. Nothing
// where it is no such condition, or one with something wrong.
ExpressionChecker::Built ExpressionChecker::forbidden_item(NodeId node) {
  const auto parts = children(node);
  if (!place_.words || tree()[parts[0]].kind != NodeKind::Call) return std::nullopt;
  const auto call = children(parts[0]);
  const LocalName* item = call.size() == 2 ? local(text(call[1])) : nullptr;
  const Symbol* action = context_.lookup(place_.module, text(call[0]));
  const Symbol* policy = context_.lookup(place_.module, text(parts[1]));
  const bool asks = item != nullptr && action != nullptr && action->kind == SymbolKind::ItemAction &&
                    policy != nullptr && policy->kind == SymbolKind::Policy;
  if (!asks) return std::nullopt;
  const std::vector<ActionId> items = context_.out.action_groups[action->id].actions;
  const auto parameter = context_.out.action_groups[action->id].parameter;
  if (items.empty() || context_.out.variables[index_of(*parameter)].type != item->type) return std::nullopt;
  std::vector<ExprId> any;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    const ExprId variable = make(ExprKind::Variable, item->type, span(call[1]), {}, index_of(item->variable));
    const ExprId member = context_.add_constant(Value(Member{i}), item->type, span(call[1]));
    const ExprId same = make(ExprKind::Equal, kYesNo, span(node), {variable, member});
    const ExprId word = word_of(*context_.at(policy->module).policy, items[i], span(node));
    any.push_back(make(ExprKind::And, kYesNo, span(node), {same, word}));
  }
  const bool negated = (tree()[node].flag & syntax::kNegated) != 0;
  const ExprId one = any.size() == 1 ? any[0] : make(ExprKind::Or, kYesNo, span(node), std::span<const ExprId>(any));
  return negated_if(negated, one, span(node));
}

}  // namespace carveout::check
