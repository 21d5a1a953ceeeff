#include "check/scenario_tables.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "check/items.hpp"
#include "check/types.hpp"

namespace carveout::check {
namespace {

constexpr std::array kDutyKinds = {SymbolKind::Duty};

[[nodiscard]] std::optional<syntax::OutcomeWord> outcome_word(std::string_view word) {
  // In the order of OutcomeWord.
  constexpr std::string_view kWords[] = {"permitted", "forbidden", "conflict", "unaddressed", "undetermined"};
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  if (found == std::end(kWords)) return std::nullopt;
  return static_cast<syntax::OutcomeWord>(found - std::begin(kWords));
}

// What only the columns of outcomes, duties and names have in their cells.
[[nodiscard]] bool is_no_value(NodeKind kind) {
  return kind == NodeKind::OutcomeCell || kind == NodeKind::DutyCell || kind == NodeKind::NamesCell;
}

}  // namespace

ScenarioTable::ScenarioTable(Context& context, ExpectationChecker& expectations, ModuleId module, NodeId table)
    : context_(context), expectations_(expectations), module_(module) {
  for (const NodeId part : children(table)) {
    if (kind(part) == NodeKind::TableHead) head_ = part;
    if (kind(part) == NodeKind::TableRow) rows_.push_back(part);
  }
}

std::optional<NodeId> ScenarioTable::name_of(NodeId row) const {
  const auto columns = children(head_);
  const auto cells = children(row);
  const bool named = !columns.empty() && !cells.empty() && kind(columns[0]) == NodeKind::CaseColumn &&
                     kind(cells[0]) == NodeKind::String;
  return named ? std::optional(cells[0]) : std::nullopt;
}

bool ScenarioTable::expects(NodeId row) const {
  const auto columns = children(head_);
  const auto cells = children(row);
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    if (kind(columns[i]) == NodeKind::ExpectColumn && kind(cells[i]) != NodeKind::AnyCell) return true;
  }
  return false;
}

// --- the columns

void ScenarioTable::read_head() {
  std::unordered_map<std::string, Span> given;
  for (const NodeId node : children(head_)) {
    columns_.push_back(column(node));
    Column& made = columns_.back();
    if (made.kind != ColumnKind::Fact) continue;
    const Span span = context_.span(module_, node);
    const auto [first, fresh] = given.emplace(path_key(made.path.path, made.path.path.steps.size()), span);
    if (fresh) continue;
    context_.sink.report(DiagnosticId::GivenTwice, span, {{"path", text(node)}}, {{first->second, "given here"}});
    made.kind = ColumnKind::Nothing;
  }
}

ScenarioTable::Column ScenarioTable::column(NodeId node) {
  Column made;
  made.node = node;
  switch (kind(node)) {
    case NodeKind::CaseColumn:
      made.kind = ColumnKind::Case;
      return made;
    case NodeKind::AsOfColumn:
      made.kind = ColumnKind::AsOf;
      return made;
    case NodeKind::ByColumn:
      made.kind = ColumnKind::By;
      return made;
    case NodeKind::NeedingColumn:
      made.kind = ColumnKind::Needing;
      return made;
    case NodeKind::ExpectColumn:
      return expect_column(node);
    default:
      return fact_column(node);
  }
}

ScenarioTable::Column ScenarioTable::fact_column(NodeId node) {
  Column made;
  made.node = node;
  auto path = resolve_fact_path(context_, module_, node);
  if (!path) return made;
  made.kind = ColumnKind::Fact;
  made.path = std::move(*path);
  return made;
}

// What the first row that says something says under a column.
NodeKind ScenarioTable::first_cell_under(std::size_t column, std::string_view& word) const {
  for (const NodeId row : rows_) {
    const auto cells = children(row);
    if (column >= cells.size() || kind(cells[column]) == NodeKind::AnyCell) continue;
    if (kind(cells[column]) == NodeKind::Path) word = text(cells[column]);
    return kind(cells[column]);
  }
  return NodeKind::AnyCell;
}

// The name of an action or a duty, or else an expression. Where there is no such name, the cells say which was meant.
ScenarioTable::Column ScenarioTable::expect_column(NodeId node) {
  Column made;
  made.node = node;
  const auto parts = children(node);
  const bool duty_for = parts.size() > 1;
  const Symbol* symbol = kind(parts[0]) == NodeKind::Path ? context_.lookup(module_, text(parts[0])) : nullptr;
  std::string_view word;
  const NodeKind first = first_cell_under(columns_.size(), word);
  const bool unknown = kind(parts[0]) == NodeKind::Path && symbol == nullptr;
  const bool duty = duty_for || (symbol != nullptr && symbol->kind == SymbolKind::Duty) ||
                    (unknown && (first == NodeKind::DutyCell || word == "required"));
  auto actions = duty ? std::nullopt : actions_in_expression(context_, module_, parts[0]);
  const bool action = actions || (!duty && unknown && (first == NodeKind::OutcomeCell || outcome_word(word)));
  if (duty) {
    symbol = context_.expect(module_, parts[0], kDutyKinds, "a duty");
    if (duty_for) {
      made.actions = actions_named(context_, module_, children(parts[1])[0], Groups::Refused);
      if (made.actions.empty()) return made;
      made.duty.timing = static_cast<Timing>(context_.tree(module_)[parts[1]].flag);
      made.duty_for = ' ' + std::string(text(parts[1]));
    }
    if (symbol == nullptr) return made;
    made.duty.duty = DutyId{symbol->id};
    made.kind = ColumnKind::Duty;
  } else if (action) {
    made.actions = actions ? std::move(*actions) : actions_named(context_, module_, parts[0], Groups::Refused);
    if (made.actions.empty()) return made;
    made.kind = ColumnKind::Action;
  } else {
    Place place{module_, {}};
    const auto expression = check_expression(context_, place, parts[0], std::nullopt);
    if (!expression) return made;
    made.value = *expression;
    made.kind = ColumnKind::Value;
  }
  return made;
}

// --- the rows

void ScenarioTable::cell_other(NodeId cell, NodeId column, std::string_view wanted, std::string_view hint) {
  context_.sink.report(DiagnosticId::CellOther, context_.span(module_, cell),
                       {{"found", text(cell)}, {"column", text(column)}, {"wanted", wanted}, {"hint", hint}},
                       {{context_.span(module_, column), "the column"}});
}

void ScenarioTable::read_row(NodeId row, Scenario& scenario, std::vector<GivenAt>& givens) {
  const auto cells = children(row);
  for (std::size_t i = 0; i < cells.size() && i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (column.kind == ColumnKind::Action) outcome(i, cells, scenario);
    if (kind(cells[i]) == NodeKind::AnyCell) continue;
    switch (column.kind) {
      case ColumnKind::Case:
        if (kind(cells[i]) != NodeKind::String) {
          cell_other(cells[i], column.node, "a name for the row, in quotes,",
                     "leave the column out where no row has one");
        }
        break;
      case ColumnKind::AsOf:
        if (kind(cells[i]) == NodeKind::DateLiteral || kind(cells[i]) == NodeKind::TimeLiteral) {
          scenario.as_of = written_date(context_, module_, cells[i]);
        } else {
          cell_other(cells[i], column.node, "a date or a time");
        }
        break;
      case ColumnKind::Fact:
        fact(column, cells[i], scenario, givens);
        break;
      case ColumnKind::Duty:
        duty(column, cells[i], scenario);
        break;
      case ColumnKind::Value:
        value(column, cells[i], scenario);
        break;
      case ColumnKind::By:
      case ColumnKind::Needing:
        goes_with_outcome(i, cells[i]);
        break;
      case ColumnKind::Action:  // with the two that go with it
      case ColumnKind::Nothing:
        break;
    }
  }
}

// SPEC 8.1: `by` and `needing` stand right after the column of an action. After another they would say nothing.
void ScenarioTable::goes_with_outcome(std::size_t at, NodeId cell) {
  std::size_t before = at;
  while (before > 0 && (columns_[before].kind == ColumnKind::By || columns_[before].kind == ColumnKind::Needing))
    --before;
  const Column& column = columns_[before];
  if (column.kind == ColumnKind::Action || column.kind == ColumnKind::Nothing) return;
  const bool expects = kind(column.node) == NodeKind::ExpectColumn;
  Diagnostic found = make_diagnostic(
      DiagnosticId::CellWithoutOutcome, context_.span(module_, cell),
      {{"column", text(columns_[at].node)}, {"action", text(expects ? children(column.node)[0] : column.node)}},
      {{context_.span(module_, column.node), "the column before it, which is not of an action"}});
  found.help = "put the column right after that of an action";
  context_.sink.report(std::move(found));
}

void ScenarioTable::fact(const Column& column, NodeId cell, Scenario& scenario, std::vector<GivenAt>& givens) {
  if (is_no_value(kind(cell))) {
    cell_other(cell, column.node, "a value", kind(cell) == NodeKind::NamesCell ? "a list is written `{…, …}`" : "");
    return;
  }
  if (kind(cell) == NodeKind::AbsentLiteral && !column.path.optional) {
    context_.sink.report(DiagnosticId::NeverAbsent, context_.span(module_, cell), {{"name", text(column.node)}});
    return;
  }
  Place place{module_, {}, true};
  auto value = check_given(context_, place, cell, column.path);
  if (!value) return;
  const Span span = context_.span(module_, cell);
  scenario.givens.push_back({column.path.path, std::move(*value), span});
  givens.push_back({column.path, span});
}

std::span<const NodeId> ScenarioTable::names_in(const NodeId& cell) const {
  if (kind(cell) == NodeKind::NamesCell) return children(cell);
  return kind(cell) == NodeKind::Path ? std::span(&cell, 1) : std::span<const NodeId>();
}

void ScenarioTable::outcome(std::size_t at, std::span<const NodeId> cells, Scenario& scenario) {
  const Column& column = columns_[at];
  const NodeId& cell = cells[at];
  ExpectOutcome expected;
  expected.action = column.actions[0];
  const bool stated = kind(cell) != NodeKind::AnyCell;
  bool good = true;
  if (kind(cell) == NodeKind::OutcomeCell) {
    expected.outcome = outcome_of(static_cast<syntax::OutcomeWord>(context_.tree(module_)[cell].flag));
  } else if (const auto word = kind(cell) == NodeKind::Path ? outcome_word(text(cell)) : std::nullopt) {
    expected.outcome = outcome_of(*word);
  } else if (stated) {
    cell_other(cell, column.node, "an outcome",
               "`permitted`, `forbidden`, `conflict`, `unaddressed` or `undetermined`");
    good = false;
  }
  std::string written = std::string(text(children(column.node)[0])) + ' ' + std::string(text(cell));
  for (const NodeId part : kind(cell) == NodeKind::OutcomeCell ? children(cell) : std::span<const NodeId>()) {
    if (kind(part) == NodeKind::By) expectations_.by_clauses(children(children(part)[0]), expected);
    if (kind(part) == NodeKind::Needing) {
      expectations_.needed_facts(children(part), context_.span(module_, part), expected);
    }
  }
  for (std::size_t i = at + 1; i < columns_.size() && i < cells.size(); ++i) {
    const ColumnKind more = columns_[i].kind;
    if (more != ColumnKind::By && more != ColumnKind::Needing) break;
    if (kind(cells[i]) == NodeKind::AnyCell || !good) continue;
    const std::string_view word = text(columns_[i].node);
    const auto names = names_in(cells[i]);
    if (!stated) {
      context_.sink.report(DiagnosticId::CellWithoutOutcome, context_.span(module_, cells[i]),
                           {{"column", word}, {"action", text(children(column.node)[0])}});
    } else if (more == ColumnKind::By ? !expected.by.empty() : expected.needing.has_value()) {
      context_.sink.report(DiagnosticId::CellTwice, context_.span(module_, cells[i]), {{"column", word}},
                           {{context_.span(module_, cell), "with the outcome"}});
    } else if (names.empty()) {
      cell_other(cells[i], columns_[i].node, more == ColumnKind::By ? "the name of a clause" : "the name of a fact");
    } else if (more == ColumnKind::By) {
      expectations_.by_clauses(names, expected);
    } else {
      expectations_.needed_facts(names, context_.span(module_, cells[i]), expected);
    }
    written += ' ' + std::string(word) + ' ' + std::string(text(cells[i]));
  }
  if (!stated || !good) return;
  for (const ActionId action : column.actions) {
    expected.action = action;
    expect(scenario, {expected, {}, written}, cell);
  }
}

void ScenarioTable::duty(const Column& column, NodeId cell, Scenario& scenario) {
  ExpectDuty expected = column.duty;
  if (kind(cell) == NodeKind::DutyCell) {
    expected.word = static_cast<syntax::DutyWord>(context_.tree(module_)[cell].flag);
  } else if (kind(cell) == NodeKind::Path && text(cell) == "required") {
    expected.word = syntax::DutyWord::Required;
  } else {
    return cell_other(cell, column.node, "what is expected of a duty",
                      "`required`, `not required` or `possibly required`");
  }
  std::string written = std::string(text(children(column.node)[0])) + ' ' + std::string(text(cell)) + column.duty_for;
  if (column.actions.empty()) expect(scenario, {expected, {}, written}, cell);
  for (const ActionId action : column.actions) {
    expected.action = action;
    expect(scenario, {expected, {}, written}, cell);
  }
}

// The grammar lets a cell be what any column takes.
bool ScenarioTable::holds_known_in_part(NodeId cell) const {
  std::vector<NodeId> todo{cell};
  while (!todo.empty()) {
    const NodeId node = todo.back();
    todo.pop_back();
    if (kind(node) >= NodeKind::KnownBetween && kind(node) <= NodeKind::KnownIncludes) return true;
    todo.insert(todo.end(), children(node).begin(), children(node).end());
  }
  return false;
}

void ScenarioTable::value(const Column& column, NodeId cell, Scenario& scenario) {
  const bool between = kind(cell) == NodeKind::KnownBetween;
  if (is_no_value(kind(cell)) || (!between && holds_known_in_part(cell))) {
    return cell_other(cell, column.node, "a value, or the two it is expected between,");
  }
  const NodeId expression = children(column.node)[0];
  auto expected = expectations_.written_value(column.value, expression, between ? children(cell) : std::span(&cell, 1));
  if (!expected) return;
  std::string written = std::string(text(expression)) + (between ? " " : " is ") + std::string(text(cell));
  expect(scenario, {std::move(*expected), {}, std::move(written)}, cell);
}

void ScenarioTable::expect(Scenario& scenario, Expectation expectation, NodeId cell) {
  expectation.span = context_.span(module_, cell);
  scenario.expectations.push_back(std::move(expectation));
}

std::optional<Date> written_date(Context& context, ModuleId module, NodeId written) {
  if (context.tree(module)[written].kind != NodeKind::TimeLiteral) return context.date_of(module, written);
  const std::string_view text = context.text(module, written);
  const auto time = Time::parse(text);
  if (time) return time->date();
  context.sink.report(DiagnosticId::TimeDoesNotExist, context.span(module, written), {{"time", text}});
  return std::nullopt;
}

}  // namespace carveout::check
