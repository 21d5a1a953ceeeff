#include "check/expression_checker.hpp"

namespace carveout::check {

using syntax::AggregateWord;

namespace {

std::string_view word_text(AggregateWord word) {
  switch (word) {
    case AggregateWord::Sum:
      return "sum";
    case AggregateWord::Earliest:
      return "earliest";
    case AggregateWord::Latest:
      return "latest";
    case AggregateWord::Least:
      return "least";
    case AggregateWord::Greatest:
      return "greatest";
  }
  return "";
}

ExprKind kind_for(AggregateWord word) {
  switch (word) {
    case AggregateWord::Sum:
      return ExprKind::Sum;
    case AggregateWord::Earliest:
      return ExprKind::Earliest;
    case AggregateWord::Latest:
      return ExprKind::Latest;
    case AggregateWord::Least:
      return ExprKind::Least;
    case AggregateWord::Greatest:
      break;
  }
  return ExprKind::Greatest;
}

}  // namespace

void check_variable_name(Context& context, const Place& place, NodeId node) {
  const std::string_view name = context.text(place.module, node);
  std::vector<Note> notes;
  const Symbol* symbol = context.lookup(place.module, name);
  const bool taken = symbol != nullptr && (symbol->kind == SymbolKind::Fact || symbol->kind == SymbolKind::Define ||
                                           symbol->kind == SymbolKind::Parameter || symbol->kind == SymbolKind::List);
  if (taken) notes.push_back({symbol->name_span, "declared here"});
  bool local = false;
  for (const LocalName& other : place.locals) local = local || other.name == name;
  if (!taken && !local) return;
  context.sink.report(DiagnosticId::VariableShadows, context.span(place.module, node), {{"name", name}},
                      std::move(notes));
}

// The list that a quantifier goes through, and the variable that stands for each of its elements.
std::optional<std::pair<ExprId, VariableId>> ExpressionChecker::over(NodeId variable, NodeId list_node) {
  check_variable_name(context_, place_, variable);
  const Built list = expression(list_node, std::nullopt);
  if (!list) return std::nullopt;
  if (kind_of(*list) != TypeKind::List) {
    report(DiagnosticId::NotAList, span(list_node), {{"text", text(list_node)}, {"found", described(*list)}});
    return std::nullopt;
  }
  const auto id = VariableId(context_.out.variables.size());
  context_.out.variables.push_back({std::string(text(variable)), context_.out[at(*list).type].element});
  return std::pair{*list, id};
}

ExpressionChecker::Built ExpressionChecker::quantifier(NodeId node, Hint) {
  const auto nodes = children(node);
  const auto range = over(nodes[0], nodes[1]);
  if (!range) return std::nullopt;
  const auto [list, variable] = *range;
  place_.locals.push_back({text(nodes[0]), variable, context_.out.variables[index_of(variable)].type});
  Built body;
  {
    const PresenceScope scope(presence_);
    body = condition(nodes[2]);
  }
  place_.locals.pop_back();
  if (!body) return std::nullopt;
  const NodeKind kind = tree()[node].kind;
  const std::uint32_t index = index_of(variable);
  if (kind == NodeKind::Count) return make(ExprKind::Count, kNumber, span(node), {list, *body}, index);
  if (kind == NodeKind::EverySatisfies) return make(ExprKind::Every, kYesNo, span(node), {list, *body}, index);
  return negated_if(kind == NodeKind::NoSatisfies, make(ExprKind::Some, kYesNo, span(node), {list, *body}, index),
                    span(node));
}

bool ExpressionChecker::term_fits(AggregateWord word, ExprId term) {
  const TypeKind kind = kind_of(term);
  if (word == AggregateWord::Earliest || word == AggregateWord::Latest)
    return kind == TypeKind::Date || kind == TypeKind::Time;
  return kind == TypeKind::Number || kind == TypeKind::Duration;
}

ExpressionChecker::Built ExpressionChecker::aggregate(NodeId node, Hint hint) {
  const auto nodes = children(node);
  const auto word = static_cast<AggregateWord>(tree()[node].flag);
  const auto range = over(nodes[1], nodes[2]);
  if (!range) return std::nullopt;
  const auto [list, variable] = *range;
  place_.locals.push_back({text(nodes[1]), variable, context_.out.variables[index_of(variable)].type});
  Built body;
  Built term;
  {
    const PresenceScope scope(presence_);
    body = nodes.size() > 3 ? condition(nodes[3]) : context_.add_constant(Value(true), kYesNo, span(node));
    // The term counts only where the body holds.
    if (body) assume(*body, true);
    term = expression(nodes[0], hint);
  }
  place_.locals.pop_back();
  if (!body || !term) return std::nullopt;
  if (!term_fits(word, *term)) {
    report(DiagnosticId::TermOfOther, span(nodes[0]), {{"word", word_text(word)}, {"found", described(*term)}});
    return std::nullopt;
  }
  TypeId type = at(*term).type;
  if (word == AggregateWord::Sum) type = kind_of(*term) == TypeKind::Number ? kNumber : kDuration;
  return make(kind_for(word), type, span(node), {list, *term, *body}, index_of(variable));
}

}  // namespace carveout::check
