#include "check/items.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

constexpr std::array kActions = {SymbolKind::Action, SymbolKind::ItemAction};
constexpr std::array kActionsAndGroups = {SymbolKind::Action, SymbolKind::ItemAction, SymbolKind::ActionGroup};
constexpr std::array kItemActions = {SymbolKind::ItemAction};

// Puts the item in the place of `{item}`, or after a label that has no such place.
std::string with_item(const std::string& label, const std::string& parameter, const std::string& item) {
  const std::string place = '{' + parameter + '}';
  std::size_t at = label.find(place);
  if (at == std::string::npos) return label.empty() ? item : label + ": " + item;
  std::string out;
  std::size_t from = 0;
  for (; at != std::string::npos; at = label.find(place, from)) {
    out += label.substr(from, at - from) + item;
    from = at + place.size();
  }
  return out + label.substr(from);
}

class ActionDeclarer {
 public:
  explicit ActionDeclarer(Context& context) : context_(context) {}

  void run() {
    std::vector<Action> plain = std::exchange(context_.out.actions, {});
    for (Symbol& symbol : context_.symbols) {
      if (symbol.kind == SymbolKind::Action) {
        Action& made = context_.out.actions.emplace_back(std::move(plain[symbol.id]));
        symbol.id = static_cast<std::uint32_t>(context_.out.actions.size() - 1);
        made.label = context_.label_of(symbol.module, symbol.node);
      }
      if (symbol.kind == SymbolKind::ItemAction) with_parameter(symbol);
    }
  }

 private:
  void with_parameter(const Symbol& symbol) {
    const ModuleId m = symbol.module;
    ActionGroup& family = context_.out.action_groups[symbol.id];
    const std::string label = context_.label_of(m, symbol.node);
    const auto params = context_.child(m, symbol.node, NodeKind::Params);
    const auto list = params ? context_.tree(m).children_of(*params) : std::span<const NodeId>();
    if (list.empty()) return;
    if (list.size() > 1) {
      context_.sink.report(DiagnosticId::ActionWithSeveralParameters, context_.span(m, list[1]),
                           {{"name", family.name}});
      return;
    }
    const NodeId name = context_.tree(m).children_of(list[0]).front();
    check_variable_name(context_, Place{m, {}}, name);
    const auto type_node = type_child(context_, m, list[0]);
    const auto type = type_node ? type_of(context_, m, *type_node) : std::nullopt;
    if (!type || is_bad(context_, *type)) return;
    if (context_.out[*type].kind != TypeKind::Closed) {
      context_.sink.report(DiagnosticId::ItemsOfAnOpenType, context_.span(m, *type_node),
                           {{"type", context_.out[*type].name}});
      return;
    }
    const std::string parameter(context_.text(m, name));
    if (!check_label(symbol, label, parameter)) return;
    const auto variable = VariableId(context_.out.variables.size());
    context_.out.variables.push_back({parameter, *type});
    family.parameter = variable;
    family.label = label.empty() ? "" : with_item(label, parameter, "…");
    spell_out(symbol, family, label, parameter, *type);
  }

  void spell_out(const Symbol& symbol, ActionGroup& family, const std::string& label, const std::string& parameter,
                 TypeId type) {
    const auto& members = context_.out[type].members;
    items_ += members.size();
    if (items_ > context_.limits.action_items) {
      if (!told_) {
        context_.sink.report(DiagnosticId::TooManyItems, symbol.name_span,
                             {{"limit", std::to_string(context_.limits.action_items)}});
      }
      told_ = true;
      return;
    }
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      family.actions.push_back(ActionId(static_cast<std::uint32_t>(context_.out.actions.size())));
      Action& made = context_.out.actions.emplace_back();
      made.name = family.name + '(' + members[i].name + ')';
      made.label = with_item(label, parameter, members[i].label.empty() ? members[i].name : members[i].label);
      if (label.empty() && members[i].label.empty()) made.label.clear();
      made.family = symbol.id;
      made.item = i;
      made.span = context_.span(symbol.module, symbol.node);
    }
  }

  // A misspelt place for the item would be shown as it is.
  bool check_label(const Symbol& symbol, const std::string& label, const std::string& parameter) {
    const std::size_t open = label.find('{');
    const std::size_t close = open == std::string::npos ? open : label.find('}', open);
    if (close == std::string::npos) return true;
    const std::string place = label.substr(open + 1, close - open - 1);
    if (place == parameter) return true;
    const auto string = context_.child(symbol.module, symbol.node, NodeKind::String);
    context_.sink.report(DiagnosticId::LabelOfAnotherItem, context_.span(symbol.module, string.value_or(symbol.node)),
                         {{"place", place}, {"parameter", parameter}});
    return false;
  }

  Context& context_;
  std::uint64_t items_ = 0;
  bool told_ = false;
};

// Of an Items or a Call.
std::vector<ActionId> some_items(Context& context, ModuleId m, NodeId node) {
  const auto nodes = context.tree(m).children_of(node);
  const Symbol* symbol = context.expect(m, nodes[0], kItemActions, "an action with a parameter");
  std::vector<ActionId> out;
  if (symbol == nullptr) return out;
  const ActionGroup& family = context.out.action_groups[symbol->id];
  if (family.actions.empty()) return out;
  const Type& type = context.out[context.out.variables[index_of(*family.parameter)].type];
  for (const NodeId name : nodes.subspan(1)) {
    const std::string_view text = context.text(m, name);
    const auto found = std::find_if(type.members.begin(), type.members.end(),
                                    [&](const MemberInfo& member) { return member.name == text; });
    if (found != type.members.end()) {
      out.push_back(family.actions[static_cast<std::size_t>(found - type.members.begin())]);
      continue;
    }
    std::vector<std::string_view> names;
    for (const MemberInfo& member : type.members) names.push_back(member.name);
    context.sink.report(DiagnosticId::UnknownMember, context.span(m, name),
                        {{"type", type.name}, {"name", text}, {"nearest", nearest(text, names)}});
  }
  return out;
}

// Looks at the names of actions in a clause, before any of them is checked.
class ItemFinder {
 public:
  explicit ItemFinder(Context& context) : context_(context) {}

  ItemScope find(ClauseId clause) {
    look_at(clause, true);
    return scope_;
  }

 private:
  void look_at(ClauseId clause, bool through_targets) {
    const ModuleId m = context_.module_of(clause);
    bool names_actions = false;
    for (const NodeId part : context_.tree(m).children_of(context_.clause_nodes[index_of(clause)])) {
      const NodeKind kind = context_.tree(m)[part].kind;
      const bool acts = kind == NodeKind::Permit || kind == NodeKind::Forbid || kind == NodeKind::ForActions;
      if (!acts && kind != NodeKind::Require) continue;
      names_actions = true;
      const auto lists = context_.tree(m).children_of(part);
      const std::size_t which = acts ? 0 : 1;
      if (lists.size() > which && context_.tree(m)[lists[which]].kind == NodeKind::Targets)
        look_at_names(m, lists[which]);
      else
        scope_.of_every_action = false;  // a standing duty is about no action
    }
    if (names_actions || !through_targets) return;
    // A carve-out without `for` is about what the clauses that it names speak of.
    const auto from = context_.child(m, context_.clause_nodes[index_of(clause)], NodeKind::From);
    const auto targets = from ? context_.child(m, *from, NodeKind::Targets) : std::nullopt;
    const bool strikes =
        from && static_cast<syntax::StrikeWord>(context_.tree(m)[*from].flag) != syntax::StrikeWord::None;
    if (!targets || strikes) return;
    for (const NodeId path : context_.tree(m).children_of(*targets)) {
      const Symbol* symbol = context_.lookup(m, context_.text(m, path));
      if (symbol == nullptr || symbol->kind != SymbolKind::Clause || symbol->module != m) {
        scope_.of_every_action = false;
        continue;
      }
      for (std::optional<ClauseId> id = ClauseId{symbol->id}; id; id = context_.next_version[index_of(*id)])
        look_at(*id, false);
    }
  }

  void look_at_names(ModuleId m, NodeId targets) {
    for (const NodeId node : context_.tree(m).children_of(targets)) {
      const Symbol* symbol = context_.lookup(m, context_.text(m, path_of(context_, m, node)));
      if (symbol == nullptr) continue;
      if (symbol->kind == SymbolKind::ItemAction)
        consider(context_.out.action_groups[symbol->id].parameter);
      else if (symbol->kind == SymbolKind::ActionGroup)
        consider_all(context_.out.action_groups[symbol->id]);
      else
        scope_.of_every_action = false;
    }
  }

  void consider_all(const ActionGroup& group) {
    for (const ActionId action : group.actions) {
      const auto family = context_.out[action].family;
      consider(family ? context_.out.action_groups[*family].parameter : std::nullopt);
    }
  }

  void consider(std::optional<VariableId> parameter) {
    if (!parameter) {
      scope_.of_every_action = false;
      return;
    }
    const Variable& variable = context_.out.variables[index_of(*parameter)];
    if (!scope_.variable) {
      scope_.variable = parameter;
      scope_.name = variable.name;
      scope_.type = variable.type;
    }
    if (scope_.name != variable.name || scope_.type != variable.type) scope_.of_every_action = false;
  }

  Context& context_;
  ItemScope scope_;
};

}  // namespace

void declare_actions(Context& context) {
  ActionDeclarer(context).run();
}

NodeId path_of(const Context& context, ModuleId m, NodeId node) {
  return context.tree(m)[node].kind == NodeKind::Items ? context.tree(m).children_of(node)[0] : node;
}

std::vector<ActionId> actions_named(Context& context, ModuleId m, NodeId node, Groups groups) {
  if (context.tree(m)[node].kind == NodeKind::Items) return some_items(context, m, node);
  const std::span<const SymbolKind> kinds =
      groups == Groups::Taken ? std::span<const SymbolKind>(kActionsAndGroups) : std::span<const SymbolKind>(kActions);
  const Symbol* symbol = context.expect(m, node, kinds, "an action");
  if (symbol == nullptr) return {};
  if (symbol->kind == SymbolKind::Action) return {ActionId{symbol->id}};
  return context.out.action_groups[symbol->id].actions;
}

std::optional<std::vector<ActionId>> actions_in_expression(Context& context, ModuleId m, NodeId node) {
  const bool call = context.tree(m)[node].kind == NodeKind::Call;
  if (!call && context.tree(m)[node].kind != NodeKind::Path) return std::nullopt;
  const NodeId name = call ? context.tree(m).children_of(node)[0] : node;
  const Symbol* symbol = context.lookup(m, context.text(m, name));
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind == SymbolKind::ItemAction && call) return some_items(context, m, node);
  if (call || (symbol->kind != SymbolKind::Action && symbol->kind != SymbolKind::ItemAction)) return std::nullopt;
  return actions_named(context, m, node, Groups::Refused);
}

ItemScope item_scope(Context& context, ClauseId clause) {
  return ItemFinder(context).find(clause);
}

std::optional<Span> place_of_variable(const CheckedPolicy& policy, std::span<const ExprId> expressions,
                                      VariableId variable) {
  std::vector<ExprId> open(expressions.begin(), expressions.end());
  while (!open.empty()) {
    const ExprId id = open.back();
    open.pop_back();
    if (policy[id].kind == ExprKind::Variable && policy[id].index == index_of(variable)) return policy[id].span;
    const auto operands = policy.operands_of(id);
    open.insert(open.end(), operands.begin(), operands.end());
  }
  return std::nullopt;
}

}  // namespace carveout::check
