#include "check/context.hpp"

#include <algorithm>
#include <array>

namespace carveout::check {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 6 && text.substr(0, 3) == "\"\"\"") return text.substr(3, text.size() - 6);
  return text.size() >= 2 ? text.substr(1, text.size() - 2) : std::string_view();
}

// The module, read but not used by `m`, that declares a name: what `use` would bring it.
std::string_view declaring_module(const Context& context, ModuleId m, std::string_view name) {
  for (std::size_t i = 1; i < context.modules.size(); ++i) {
    const auto module = ModuleId(static_cast<std::uint32_t>(i));
    if (module == m) continue;
    const auto& scope = context.modules[i].scope;
    const auto found = scope.find(name);
    const bool declares = found != scope.end() && found->second->module == module;
    if (declares && comes_with_use(found->second->kind)) return context.modules[i].path;
  }
  return {};
}

}  // namespace

std::string without_layout(std::string_view text) {
  std::string out;
  bool comment = false;
  for (const char c : text) {
    comment = c == '#' || (comment && c != '\n');
    const bool space = comment || c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string_view kind_words(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Type:
      return "a type";
    case SymbolKind::Fact:
      return "a fact";
    case SymbolKind::Parameter:
      return "a parameter";
    case SymbolKind::List:
      return "a list";
    case SymbolKind::Define:
      return "a definition";
    case SymbolKind::DefineException:
      return "an exception to a definition";
    case SymbolKind::Calendar:
      return "a calendar";
    case SymbolKind::Action:
    case SymbolKind::ItemAction:
      return "an action";
    case SymbolKind::ActionGroup:
      return "a group of actions";
    case SymbolKind::Duty:
      return "a duty";
    case SymbolKind::Part:
      return "a part";
    case SymbolKind::Clause:
      return "a clause";
    case SymbolKind::Policy:
      return "a policy";
  }
  return "a name";
}

std::string_view Context::text(ModuleId m, NodeId n) const {
  const Module& module = modules[static_cast<std::uint32_t>(m)];
  const Node& node = module.tree[n];
  return module.source->text().substr(node.begin, node.end - node.begin);
}

std::string Context::content(ModuleId m, NodeId n) const {
  const std::string_view raw = unquoted(text(m, n));
  std::string made;
  made.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const char c = raw[at];
    if (c == '\\' && at + 1 < raw.size()) {
      made += raw[at + 1] == 'n' ? '\n' : raw[at + 1];
      at += 2;
    } else if (kWhiteSpace.find(c) != std::string_view::npos) {
      const std::size_t end = std::min(raw.find_first_not_of(kWhiteSpace, at), raw.size());
      const std::string_view run = raw.substr(at, end - at);
      // A paragraph's line breaks are layout; at its ends they are not even a space.
      const bool breaks = run.find('\n') != std::string_view::npos;
      if (!breaks) {
        made += run;
      } else if (at != 0 && end != raw.size()) {
        made += ' ';
      }
      at = end;
    } else {
      made += c;
      ++at;
    }
  }
  return made;
}

std::optional<NodeId> Context::child(ModuleId m, NodeId n, NodeKind kind) const {
  const Tree& t = tree(m);
  for (const NodeId c : t.children_of(n)) {
    if (t[c].kind == kind) return c;
  }
  return std::nullopt;
}

std::string Context::label_of(ModuleId m, NodeId n) const {
  const auto label = child(m, n, NodeKind::String);
  return label ? content(m, *label) : std::string();
}

std::optional<Date> Context::date_of(ModuleId m, NodeId n) {
  if (tree(m)[n].kind != NodeKind::DateLiteral) return std::nullopt;
  const std::string_view written = text(m, n);
  auto date = Date::parse(written);
  if (!date) report_day(*this, span(m, n), written);
  return date;
}

Period Context::period_of(ModuleId m, NodeId n) {
  const auto node = child(m, n, NodeKind::Period);
  if (!node) return {};
  const auto dates = tree(m).children_of(*node);
  Period period;
  switch (static_cast<syntax::PeriodForm>(tree(m)[*node].flag)) {
    case syntax::PeriodForm::From:
      if (!dates.empty()) period.from = date_of(m, dates[0]);
      break;
    case syntax::PeriodForm::Until:
      if (!dates.empty()) period.until = date_of(m, dates[0]);
      break;
    case syntax::PeriodForm::FromUntil:
      if (!dates.empty()) period.from = date_of(m, dates[0]);
      if (dates.size() > 1) period.until = date_of(m, dates[1]);
      break;
  }
  if (period.from && period.until && !(*period.from < *period.until)) {
    sink.report(DiagnosticId::PeriodEndsBeforeItStarts, span(m, *node),
                {{"from", text(m, dates[0])}, {"until", text(m, dates[1])}});
  }
  return period;
}

const Module& Context::written_in(FileId file) const {
  // Files are added as modules are; but a file of scenarios, which is read first, is the last module.
  auto index = static_cast<std::uint32_t>(file);
  if (modules.back().is_scenarios) index = index == 0 ? static_cast<std::uint32_t>(modules.size()) - 1 : index - 1;
  return modules[index < modules.size() ? index : 0];
}

const Module* Context::policy_named(ModuleId m, std::string_view name) const {
  const auto& scope = at(m).scope;
  const auto found = scope.find(name);
  if (found == scope.end() || found->second->kind != SymbolKind::Policy) return nullptr;
  return &at(found->second->module);
}

Symbol* Context::lookup(ModuleId m, std::string_view name) const {
  const Module& module = modules[static_cast<std::uint32_t>(m)];
  if (const auto found = module.scope.find(name); found != module.scope.end()) return found->second;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  if (const Module* policy = policy_named(m, name.substr(0, dot))) {
    const auto member = policy->scope.find(name.substr(dot + 1));
    const bool own = member != policy->scope.end() && at(member->second->module).policy == policy->policy;
    if (own && (member->second->kind == SymbolKind::Clause || member->second->kind == SymbolKind::Part))
      return member->second;
  }
  const auto qualifier = module_ids.find(name.substr(0, dot));
  if (qualifier == module_ids.end()) return nullptr;
  if (std::find(module.uses.begin(), module.uses.end(), qualifier->second) == module.uses.end()) return nullptr;
  const Module& other = modules[static_cast<std::uint32_t>(qualifier->second)];
  const auto found = other.scope.find(name.substr(dot + 1));
  if (found == other.scope.end() || found->second->module != qualifier->second) return nullptr;
  return comes_with_use(found->second->kind) ? found->second : nullptr;
}

void Context::mark_used(ModuleId by, Symbol& symbol) const {
  symbol.used = true;
  if (by == ModuleId{0}) symbol.used_by_root = true;
}

Symbol* Context::find(ModuleId m, std::string_view name) {
  Symbol* symbol = lookup(m, name);
  if (symbol != nullptr) mark_used(m, *symbol);
  return symbol;
}

Symbol* Context::expect(ModuleId m, NodeId name_node, std::span<const SymbolKind> kinds, std::string_view wanted) {
  const std::string_view name = text(m, name_node);
  if (Symbol* symbol = find(m, name); symbol != nullptr) {
    if (std::find(kinds.begin(), kinds.end(), symbol->kind) != kinds.end()) return symbol;
    sink.report(DiagnosticId::NameOfAnotherKind, span(m, name_node),
                {{"name", name}, {"actual", kind_words(symbol->kind)}, {"wanted", wanted}},
                {{symbol->name_span, "declared here"}});
    return nullptr;
  }
  if (incomplete) return nullptr;
  if (is_of_a_module_not_used(m, name, span(m, name_node))) return nullptr;
  const std::size_t dot = name.rfind('.');
  if (const Module* policy = dot == std::string_view::npos ? nullptr : policy_named(m, name.substr(0, dot))) {
    const std::string_view near = nearest(name.substr(dot + 1), visible(module_of(*policy->policy), kinds));
    const std::string whole = near.empty() ? std::string() : std::string(name.substr(0, dot + 1)) + std::string(near);
    sink.report(DiagnosticId::UnknownName, span(m, name_node),
                {{"name", name}, {"wanted", wanted}, {"nearest", whole}});
    return nullptr;
  }
  const std::string_view near = nearest(name, visible(m, kinds));
  sink.report(DiagnosticId::UnknownName, span(m, name_node), {{"name", name}, {"wanted", wanted}, {"nearest", near}});
  return nullptr;
}

bool Context::is_of_a_module_not_used(ModuleId m, std::string_view name, Span span) {
  suggestion_budget_ -= std::min(suggestion_budget_, modules.size());
  if (suggestion_budget_ == 0) return false;
  const std::string_view module = declaring_module(*this, m, name);
  if (module.empty()) return false;
  sink.report(DiagnosticId::NameOfAModuleNotUsed, span, {{"name", name}, {"module", module}});
  return true;
}

std::vector<std::string_view> Context::visible(ModuleId m, std::span<const SymbolKind> kinds) {
  const Module& module = modules[static_cast<std::uint32_t>(m)];
  std::vector<std::string_view> names;
  const auto take = [&](const Module& from) {
    // In the order of the text, not of a hash table: the first of equally near names is suggested.
    for (std::uint32_t i = 0; i < from.symbol_count && suggestion_budget_ > 0; ++i) {
      const Symbol& symbol = symbols[from.first_symbol + i];
      --suggestion_budget_;
      if (std::find(kinds.begin(), kinds.end(), symbol.kind) == kinds.end()) continue;
      const std::string_view name = sources.text(symbol.name_span);
      if (const auto found = module.scope.find(name); found != module.scope.end() && found->second == &symbol) {
        names.push_back(name);
      }
    }
  };
  take(module);
  for (const ModuleId used : module.uses) take(modules[static_cast<std::uint32_t>(used)]);
  return names;
}

}  // namespace carveout::check
