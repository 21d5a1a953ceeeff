#include "check/expectations.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "carveout/lang/known_in_part.hpp"
#include "check/fact_paths.hpp"
#include "check/items.hpp"

namespace carveout::check {
namespace {

constexpr std::array kDutyKinds = {SymbolKind::Duty};
constexpr std::array kClauseKinds = {SymbolKind::Clause};

}  // namespace

Outcome outcome_of(syntax::OutcomeWord word) {
  switch (word) {
    case syntax::OutcomeWord::Permitted:
      return Outcome::Permitted;
    case syntax::OutcomeWord::Forbidden:
      return Outcome::Forbidden;
    case syntax::OutcomeWord::Conflict:
      return Outcome::Conflict;
    case syntax::OutcomeWord::Unaddressed:
      return Outcome::Unaddressed;
    case syntax::OutcomeWord::Undetermined:
      return Outcome::Undetermined;
  }
  return Outcome::Undetermined;
}

std::span<const NodeId> ExpectationChecker::children(NodeId n) const {
  return context_.tree(module_).children_of(n);
}

const Node& ExpectationChecker::at(NodeId n) const {
  return context_.tree(module_)[n];
}

void ExpectationChecker::report(DiagnosticId id, Span span, Fields fields, std::vector<Note> notes) {
  context_.sink.report(id, span, fields, std::move(notes));
}

std::vector<Expectation> ExpectationChecker::check(NodeId node) {
  if (at(node).kind == NodeKind::ExpectOutcome) return outcome(node);
  if (at(node).kind == NodeKind::ExpectDuty) return duty(node);
  std::vector<Expectation> out;
  if (auto made = value(node)) out.push_back(std::move(*made));
  return out;
}

std::vector<Expectation> ExpectationChecker::outcome(NodeId part) {
  std::vector<Expectation> out;
  if (children(part).empty()) return out;
  for (const ActionId action : actions_named(context_, module_, children(part)[0], Groups::Refused)) {
    const std::size_t errors = context_.sink.errors();
    out.push_back({outcome_of_one(part, action), context_.span(module_, part), {}});
    // What is wrong with one is wrong with the others.
    if (context_.sink.errors() != errors) break;
  }
  return out;
}

ExpectOutcome ExpectationChecker::outcome_of_one(NodeId part, ActionId action) {
  ExpectOutcome expected;
  expected.action = action;
  expected.outcome = outcome_of(static_cast<syntax::OutcomeWord>(at(part).flag));
  const auto by = context_.child(module_, part, NodeKind::By);
  if (by && !children(*by).empty()) by_clauses(children(children(*by)[0]), expected);
  const auto needing = context_.child(module_, part, NodeKind::Needing);
  if (needing) needed_facts(children(*needing), context_.span(module_, *needing), expected);
  return expected;
}

void ExpectationChecker::by_clauses(std::span<const NodeId> paths, ExpectOutcome& expected) {
  for (const NodeId path : paths) {
    const Symbol* symbol = context_.expect(module_, path, kClauseKinds, "a clause");
    if (symbol == nullptr) continue;
    const ClauseId first{symbol->id};
    bool speaks = false;
    for (std::optional<ClauseId> id = first; id; id = context_.next_version[index_of(*id)]) {
      if (!versions_.take(context_.span(module_, path), 1)) return;
      expected.by.push_back(*id);
      speaks = speaks || context_.out.speaks_of(*id, expected.action);
    }
    expected.by_names.push_back(first);
    if (speaks || context_.incomplete) continue;
    report(DiagnosticId::ByClauseOfAnotherAction, context_.span(module_, path),
           {{"name", context_.text(module_, path)}, {"action", context_.out[expected.action].name}},
           {{symbol->name_span, "declared here"}});
  }
  const auto once = [](std::vector<ClauseId>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  };
  once(expected.by);
  once(expected.by_names);
}

void ExpectationChecker::needed_facts(std::span<const NodeId> paths, Span whole, ExpectOutcome& expected) {
  if (expected.outcome != Outcome::Undetermined) {
    report(DiagnosticId::NeedingWithoutUndetermined, whole);
    return;
  }
  expected.needing.emplace();
  std::unordered_map<std::string, Span> seen;
  for (const NodeId node : paths) {
    auto path = resolve_fact_path(context_, module_, node);
    if (!path) continue;
    const auto [first, fresh] =
        seen.emplace(path_key(path->path, path->path.steps.size()), context_.span(module_, node));
    if (fresh) {
      expected.needing->push_back(std::move(path->path));
      continue;
    }
    report(DiagnosticId::NeedingTwice, context_.span(module_, node), {{"path", context_.text(module_, node)}},
           {{first->second, "named here"}});
  }
}

std::vector<Expectation> ExpectationChecker::duty(NodeId part) {
  if (children(part).empty()) return {};
  const Symbol* duty = context_.expect(module_, children(part)[0], kDutyKinds, "a duty");
  ExpectDuty expected;
  expected.word = static_cast<syntax::DutyWord>(at(part).flag);
  std::vector<Expectation> out;
  const auto duty_for = context_.child(module_, part, NodeKind::DutyFor);
  const bool of_actions = duty_for && !children(*duty_for).empty();
  std::vector<ActionId> actions;
  if (of_actions) {
    actions = actions_named(context_, module_, children(*duty_for)[0], Groups::Refused);
    expected.timing = static_cast<Timing>(at(*duty_for).flag);
  }
  if (duty == nullptr) return out;
  expected.duty = DutyId{duty->id};
  if (!of_actions) out.push_back({expected, context_.span(module_, part), {}});
  for (const ActionId action : actions) {
    expected.action = action;
    out.push_back({expected, context_.span(module_, part), {}});
  }
  return out;
}

std::optional<Expectation> ExpectationChecker::value(NodeId part) {
  const auto nodes = children(part);
  if (nodes.size() < 2) return std::nullopt;
  Place place{module_, {}};
  const auto value = check_expression(context_, place, nodes[0], std::nullopt);
  if (!value) return std::nullopt;
  auto expected = written_value(*value, nodes[0], nodes.subspan(1));
  if (!expected) return std::nullopt;
  return Expectation{std::move(*expected), context_.span(module_, part), {}};
}

std::optional<ExpectValue> ExpectationChecker::written_value(ExprId value, NodeId expression,
                                                             std::span<const NodeId> ends) {
  ExpectValue expected;
  expected.value = value;
  const TypeId type = context_.out[value].type;
  if (at(ends[0]).kind == NodeKind::AbsentLiteral) {
    report(DiagnosticId::ExpectedAbsent, context_.span(module_, ends[0]),
           {{"path", context_.text(module_, expression)}});
    return std::nullopt;
  }
  Place written{module_, {}, true};
  auto low = check_constant(context_, written, ends[0], type);
  if (!low) return std::nullopt;
  expected.expected = std::move(*low);
  if (ends.size() > 1) {
    auto high = check_constant(context_, written, ends[1], type);
    if (!high || !has_an_order(type, ends[0])) return std::nullopt;
    expected.at_most = std::move(*high);
  }
  return expected;
}

bool ExpectationChecker::has_an_order(TypeId id, NodeId node) {
  const Type& type = context_.out[id];
  if (takes_between(type)) return true;
  report(DiagnosticId::ExpectedBetweenUnordered, context_.span(module_, node), {{"type", type.name}});
  return false;
}

}  // namespace carveout::check
