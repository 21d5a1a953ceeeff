#include <array>
#include <string>
#include <unordered_set>

#include "check/calendar_rules.hpp"
#include "check/context.hpp"
#include "check/duties.hpp"
#include "check/items.hpp"

namespace carveout::check {
namespace {

Standing standing(std::uint8_t flag) {
  switch (static_cast<syntax::StandingWord>(flag)) {
    case syntax::StandingWord::Permitted:
      return Standing::Permitted;
    case syntax::StandingWord::Forbidden:
      return Standing::Forbidden;
    case syntax::StandingWord::Unaddressed:
      return Standing::Unaddressed;
  }
  return Standing::Unaddressed;
}

std::string cites_of(const Context& context, ModuleId m, NodeId node) {
  const auto cites = context.child(m, node, NodeKind::Cites);
  return cites ? context.label_of(m, *cites) : std::string();
}

void check_action(Context& context, const Symbol& symbol, Action& action) {
  const ModuleId m = symbol.module;
  action.cites = cites_of(context, m, symbol.node);
  if (const auto word = context.child(m, symbol.node, NodeKind::ByDefault)) {
    action.by_default = standing(context.tree(m)[*word].flag);
  }
  if (const auto word = context.child(m, symbol.node, NodeKind::Meanwhile)) {
    const Standing meanwhile = standing(context.tree(m)[*word].flag);
    if (meanwhile != Standing::Unaddressed) action.meanwhile = meanwhile;
  }
}

void check_group(Context& context, const Symbol& symbol) {
  ActionGroup& group = context.out.action_groups[symbol.id];
  const ModuleId m = symbol.module;
  group.label = context.label_of(m, symbol.node);
  const auto targets = context.child(m, symbol.node, NodeKind::Targets);
  if (!targets) return;
  std::unordered_set<std::uint32_t> seen;
  for (const NodeId path : context.tree(m).children_of(*targets)) {
    for (const ActionId action : actions_named(context, m, path, Groups::Refused)) {
      if (seen.insert(index_of(action)).second) {
        group.actions.push_back(action);
        continue;
      }
      context.sink.report(DiagnosticId::ActionNamedTwice, context.span(m, path),
                          {{"action", context.out[action].name}});
    }
  }
}

std::optional<Due> due_of(Context& context, ModuleId m, NodeId node) {
  const auto children = context.tree(m).children_of(node);
  if (children.size() < 2) return std::nullopt;
  Place place{m, {}};
  // `within 5 days counted by business_days`
  NodeId length = children[0];
  std::optional<CalendarId> calendar;
  if (context.tree(m)[length].kind == NodeKind::CountedBy) {
    const auto parts = context.tree(m).children_of(length);
    calendar = find_calendar(context, m, parts[1]);
    if (!calendar) return std::nullopt;
    length = parts[0];
  }
  const auto within = check_expression(context, place, length, kDuration);
  const auto anchor = check_expression(context, place, children[1], std::nullopt);
  if (!within || !anchor) return std::nullopt;
  const Type& type = context.out[context.out[*anchor].type];
  if (type.kind != TypeKind::Date && type.kind != TypeKind::Time) {
    context.sink.report(DiagnosticId::DueNeedsADate, context.span(m, children[1]), {{"type", type.name}});
    return std::nullopt;
  }
  const bool before = static_cast<syntax::Direction>(context.tree(m)[node].flag) == syntax::Direction::Before;
  return Due{*within, *anchor, before, context.at(m).rounding, calendar};
}

std::optional<Recurring> recurring(Context& context, ModuleId m, NodeId node) {
  Recurring out;
  out.each = static_cast<Recurrence>(context.tree(m)[node].flag);
  if (out.each != Recurrence::Day) return out;
  const auto rule = day_rule(context, m, context.tree(m).children_of(node).front());
  if (!rule) return std::nullopt;
  out.rule = *rule;
  return out;
}

// What stands after `each`, with single spaces.
std::string written_recurrence(const Context& context, ModuleId m, NodeId node) {
  const auto children = context.tree(m).children_of(node);
  const std::string_view text = context.text(m, children.empty() ? node : children.front());
  const std::string out = without_layout(text);
  return children.empty() ? out.substr(out.rfind(' ') + 1) : out;
}

void check_duty(Context& context, std::uint32_t id, ModuleId m, NodeId node) {
  std::optional<ExprId> done;
  std::optional<Due> due;
  if (const auto done_when = context.child(m, node, NodeKind::DoneWhen)) {
    const auto children = context.tree(m).children_of(*done_when);
    Place place{m, {}};
    place.terms_of = context.at(m).policy;
    if (!children.empty()) done = check_condition(context, place, children[0]);
  }
  if (const auto within = context.child(m, node, NodeKind::DueWithin)) due = due_of(context, m, *within);
  std::optional<Recurring> each;
  const auto again = context.child(m, node, NodeKind::DueEach);
  if (again) each = recurring(context, m, *again);
  Duty& duty = context.out.duties[id];
  if (again) duty.each = written_recurrence(context, m, *again);
  duty.due_each = each;
  duty.label = context.label_of(m, node);
  duty.cites = cites_of(context, m, node);
  duty.policy = context.at(m).policy.value_or(kRootPolicy);
  duty.done_when = done;
  duty.due = due;
}

}  // namespace

void check_actions_and_duties(Context& context) {
  declare_actions(context);
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::Action) check_action(context, symbol, context.out.actions[symbol.id]);
    if (symbol.kind == SymbolKind::ItemAction) {
      for (const ActionId action : context.out.action_groups[symbol.id].actions)
        check_action(context, symbol, context.out.actions[index_of(action)]);
    }
    if (symbol.kind == SymbolKind::ActionGroup) check_group(context, symbol);
  }
  const std::vector<DeclaredDuty> duties = declared_duties(context);
  for (std::uint32_t i = 0; i < duties.size(); ++i) check_duty(context, i, duties[i].module, duties[i].node);
}

}  // namespace carveout::check
