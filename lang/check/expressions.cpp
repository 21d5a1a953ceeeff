#include <array>

#include "check/expression_checker.hpp"

namespace carveout::check {

// Which function takes which kind of node; what is no expression has none.
struct ExpressionChecker::Handlers {
  std::array<Handler, 256> by_kind{};

  constexpr Handlers() {
    using Checker = ExpressionChecker;
    const auto take = [this](Handler handler, std::initializer_list<NodeKind> kinds) {
      for (const NodeKind kind : kinds) by_kind[static_cast<std::size_t>(kind)] = handler;
    };
    take(&Checker::literal, {NodeKind::String, NodeKind::Number, NodeKind::DateLiteral, NodeKind::TimeLiteral,
                             NodeKind::DurationLiteral, NodeKind::Yes, NodeKind::No});
    take(&Checker::set_or_record, {NodeKind::Set, NodeKind::Record});
    take(&Checker::name, {NodeKind::Name, NodeKind::Path});
    take(&Checker::otherwise, {NodeKind::Otherwise});
    take(&Checker::call, {NodeKind::Call});
    take(&Checker::connective, {NodeKind::And, NodeKind::Or, NodeKind::AllOf, NodeKind::AnyOf, NodeKind::NoneOf});
    take(&Checker::negation, {NodeKind::Not});
    take(&Checker::labelled, {NodeKind::Labelled});
    take(&Checker::counted, {NodeKind::AtLeastOf, NodeKind::ExactlyOf});
    take(&Checker::conditional, {NodeKind::If});
    take(&Checker::presence_test, {NodeKind::IsPresent, NodeKind::IsAbsent});
    take(&Checker::forbidden_by, {NodeKind::IsForbiddenBy});
    take(&Checker::lapsed, {NodeKind::Lapsed});
    take(&Checker::compare, {NodeKind::Compare});
    take(&Checker::between, {NodeKind::Between});
    take(&Checker::distance, {NodeKind::Distance});
    take(&Checker::day_bound, {NodeKind::StartOfDay, NodeKind::EndOfDay});
    take(&Checker::days_in, {NodeKind::DaysIn});
    take(&Checker::date_of, {NodeKind::DateOf});
    take(&Checker::counted_length, {NodeKind::CountedBy});
    take(&Checker::age, {NodeKind::AgeAt});
    take(&Checker::arithmetic, {NodeKind::Arithmetic});
    take(&Checker::minus, {NodeKind::Negate});
    take(&Checker::rounded, {NodeKind::Round});
    take(&Checker::choice, {NodeKind::Choose});
    take(&Checker::quantifier,
         {NodeKind::SomeSatisfies, NodeKind::EverySatisfies, NodeKind::NoSatisfies, NodeKind::Count});
    take(&Checker::aggregate, {NodeKind::Aggregate});
  }
};

ExpressionChecker::Built ExpressionChecker::expression(NodeId node, Hint hint) {
  static constexpr Handlers kHandlers;
  const Handler handler = kHandlers.by_kind[static_cast<std::size_t>(tree()[node].kind)];
  return handler == nullptr ? std::nullopt : (this->*handler)(node, hint);
}

ExpressionChecker::Built ExpressionChecker::typed(NodeId node, TypeId expected) {
  const Built built = expression(node, expected);
  if (!built || is_bad(context_, expected)) return std::nullopt;
  const TypeId found = at(*built).type;
  if (compatible(context_.out, found, expected)) return built;
  if (expected == kYesNo && tree()[node].kind == NodeKind::Count) {
    report(DiagnosticId::NumberAsCondition, span(node), {{"text", text(node)}});
  } else {
    report_mismatch(context_, span(node), found, expected);
  }
  return std::nullopt;
}

ExprId ExpressionChecker::make(ExprKind kind, TypeId type, Span span, std::initializer_list<ExprId> operands,
                               std::uint32_t index) {
  return context_.add_expr(kind, type, span, {operands.begin(), operands.size()}, index);
}

ExprId ExpressionChecker::make(ExprKind kind, TypeId type, Span span, std::span<const ExprId> operands,
                               std::uint32_t index) {
  return context_.add_expr(kind, type, span, operands, index);
}

ExprId ExpressionChecker::negated_if(bool negated, ExprId condition, Span span) {
  return negated ? make(ExprKind::Not, kYesNo, span, {condition}) : condition;
}

void report_mismatch(Context& context, Span span, TypeId found, TypeId expected) {
  const CheckedPolicy& policy = context.out;
  const Type& have = policy[found];
  const Type& want = policy[expected];
  const std::string have_text = described(policy, found);
  const std::string want_text = described(policy, expected);
  if (have.base && want.base && have.kind == want.kind) {
    context.sink.report(DiagnosticId::DifferentAliases, span,
                        {{"left", have.name}, {"right", want.name}, {"base", policy[*have.base].name}});
    return;
  }
  std::string help;
  if (have.kind == TypeKind::Date && want.kind == TypeKind::Time)
    help = "`start of day …` and `end of day …` make a time of a date";
  if (have.kind == TypeKind::List && compatible(policy, have.element, expected))
    help = "`in` asks whether a value is in a list";
  if (have.kind == TypeKind::Closed && want.kind == TypeKind::YesNo) help = "say which value is meant: `… is …`";
  context.sink.report(DiagnosticId::TypeMismatch, span,
                      {{"found", have_text}, {"expected", want_text}, {"hint", help}});
}

std::optional<ExprId> check_expression(Context& context, Place& place, NodeId node, std::optional<TypeId> expected,
                                       std::span<const ExprId> given) {
  ExpressionChecker checker(context, place);
  for (const ExprId condition : given) checker.assume_given(condition);
  return expected ? checker.typed(node, *expected) : checker.expression(node, std::nullopt);
}

std::optional<ExprId> check_condition(Context& context, Place& place, NodeId node, std::span<const ExprId> given) {
  ExpressionChecker checker(context, place);
  for (const ExprId condition : given) checker.assume_given(condition);
  const auto built = checker.condition(node);
  if (built && place.words) report_words_out_of_place(context, *built);
  return built;
}

}  // namespace carveout::check
