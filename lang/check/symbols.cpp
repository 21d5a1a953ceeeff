#include <string>
#include <unordered_set>
#include <utility>

#include "check/context.hpp"
#include "check/declarations.hpp"
#include "check/declarations_walk.hpp"

namespace carveout::check {
namespace {

// The seven built-in types stand before the declared ones.
constexpr std::uint32_t kFirstDeclaredType = index_of(kSection) + 1;

bool is_clause(NodeKind kind) {
  return kind == NodeKind::Clause || kind == NodeKind::Exception || kind == NodeKind::Carveout;
}

ClauseKind clause_kind(NodeKind kind) {
  if (kind == NodeKind::Exception) return ClauseKind::Exception;
  return kind == NodeKind::Carveout ? ClauseKind::Carveout : ClauseKind::Clause;
}

std::string_view clause_words(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::Clause:
      return "a clause";
    case ClauseKind::Exception:
      return "an exception";
    case ClauseKind::Carveout:
      return "a carve-out";
  }
  return "a clause";
}

// Collects the names of one file after the other and gives them ids, in the order of the text.
class Collector {
 public:
  explicit Collector(Context& context) : context_(context) {}

  void collect(ModuleId m) {
    module_ = m;
    Module& module = context_.modules[static_cast<std::uint32_t>(m)];
    module.first_symbol = static_cast<std::uint32_t>(context_.symbols.size());
    notes_.clear();
    open_parts_.clear();
    const auto policy = module.policy;
    const auto first_clause = static_cast<std::uint32_t>(context_.out.clauses.size());
    DeclarationWalk walk(module.tree);
    while (const auto item = walk.next()) {
      switch (item->event) {
        case DeclarationWalk::Event::Declaration:
          declaration(item->node);
          break;
        case DeclarationWalk::Event::PartBegins:
          begin_part(item->node);
          break;
        case DeclarationWalk::Event::PartEnds:
          end_part();
          break;
      }
    }
    module.symbol_count = static_cast<std::uint32_t>(context_.symbols.size()) - module.first_symbol;
    check_note_names();
    if (policy)
      context_.policy_clauses.push_back({first_clause, static_cast<std::uint32_t>(context_.out.clauses.size())});
  }

  // A file of scenarios, which sees what the root sees.
  void collect_scenarios(ModuleId m) {
    module_ = m;
    std::optional<NodeId> head;
    std::uint32_t parts = 0;
    DeclarationWalk walk(context_.tree(m));
    while (const auto item = walk.next()) {
      const NodeKind kind = kind_of(item->node);
      if (item->event == DeclarationWalk::Event::PartEnds) {
        --parts;
      } else if (parts == 0 && (kind == NodeKind::Scenario || kind == NodeKind::Scenarios)) {
        context_.scenario_nodes.push_back({m, item->node});
      } else if (parts == 0 && kind == NodeKind::ScenariosFor) {
        if (head)
          context_.sink.report(DiagnosticId::SecondScenariosFor, context_.span(m, item->node), {},
                               {{context_.span(m, *head), "the first is here"}});
        head = head.value_or(item->node);
      } else if (parts == 0 && kind != NodeKind::NoteDeclaration) {
        const auto name = context_.child(m, item->node, NodeKind::Name);
        context_.sink.report(DiagnosticId::OnlyScenarios, context_.span(m, name.value_or(item->node)),
                             {{"policy", context_.modules[0].source->name()}});
      }
      if (item->event == DeclarationWalk::Event::PartBegins) ++parts;
    }
  }

 private:
  void scenarios_elsewhere(NodeId node) {
    if (context_.at(module_).is_scenarios) return;  // its policy was not found, which is said already
    const bool tested = in_root() && context_.modules.back().is_scenarios;
    if (tested) context_.incomplete = true;  // of what is no policy, nothing more is said
    context_.sink.report(DiagnosticId::ScenariosForElsewhere, context_.span(module_, node),
                         {{"what", tested      ? "to be the policy that other scenarios are for"
                                   : in_root() ? "a policy"
                                               : "used as a module"}});
  }

  [[nodiscard]] bool in_root() const { return module_ == ModuleId{0}; }
  // The policy of the file at hand, where it is decided: of other files the clauses and parts are nobody's.
  [[nodiscard]] std::optional<PolicyId> policy() const { return context_.at(module_).policy; }
  [[nodiscard]] NodeKind kind_of(NodeId n) const { return context_.tree(module_)[n].kind; }
  [[nodiscard]] std::string name_at(NodeId name) const { return std::string(context_.text(module_, name)); }

  void declaration(NodeId node) {
    const NodeKind kind = kind_of(node);
    if (is_clause(kind)) return clause(node, clause_kind(kind));
    if (kind == NodeKind::Facts) return facts(node);
    if (kind == NodeKind::Policy) return head(node);
    if (kind == NodeKind::ScenariosFor) return scenarios_elsewhere(node);
    const bool scenario = kind == NodeKind::Scenario || kind == NodeKind::Scenarios;
    if (scenario && in_root()) context_.scenario_nodes.push_back({module_, node});
    if (kind == NodeKind::Guarantee && policy()) context_.guarantee_nodes.emplace_back(*policy(), node);
    const auto name = context_.child(module_, node, NodeKind::Name);
    if (!name) return;
    if (kind == NodeKind::NoteDeclaration) notes_.push_back(*name);
    if (kind == NodeKind::EnumType || kind == NodeKind::RecordType || kind == NodeKind::AliasType) {
      if (declare(SymbolKind::Type, next_type_, node, *name) != nullptr) ++next_type_;
    }
    if (kind == NodeKind::Parameter && declare(SymbolKind::Parameter, next_parameter_, node, *name) != nullptr)
      ++next_parameter_;
    if (kind == NodeKind::List) list(node, *name);
    if (kind == NodeKind::Define) define(node, *name);
    if (kind == NodeKind::DefineException) define_exception(node, *name);
    if (kind == NodeKind::Calendar && declare(SymbolKind::Calendar, next_calendar_, node, *name) != nullptr)
      ++next_calendar_;
    if (kind == NodeKind::Action) action(node, *name);
    if (kind == NodeKind::Actions) group(node, *name);
    if (kind == NodeKind::Duty) duty(node, *name);
  }

  // With a period, a second declaration of a definition is a version of it.
  void define(NodeId node, NodeId name) {
    const auto dated = [&](NodeId n) { return context_.child(module_, n, NodeKind::Period).has_value(); };
    if (const Symbol* earlier = declared(name); earlier != nullptr && earlier->kind == SymbolKind::Define) {
      std::vector<NodeId>& versions = context_.define_nodes[earlier->id];
      if (dated(node) || dated(versions.front())) {
        versions.push_back(node);
        return;
      }
    }
    const auto id = static_cast<std::uint32_t>(context_.define_nodes.size());
    if (declare(SymbolKind::Define, id, node, name) != nullptr) context_.define_nodes.push_back({node});
  }

  // Likewise of a list.
  void list(NodeId node, NodeId name) {
    const auto dated = [&](NodeId n) { return period_of_list(context_, module_, n).has_value(); };
    if (const Symbol* earlier = declared(name); earlier != nullptr && earlier->kind == SymbolKind::List) {
      std::vector<NodeId>& versions = context_.list_nodes[earlier->id];
      if (dated(node) || dated(versions.front())) {
        versions.push_back(node);
        return;
      }
    }
    const auto id = static_cast<std::uint32_t>(context_.list_nodes.size());
    if (declare(SymbolKind::List, id, node, name) != nullptr) context_.list_nodes.push_back({node});
  }

  void define_exception(NodeId node, NodeId name) {
    const auto id = static_cast<std::uint32_t>(context_.out.define_exceptions.size());
    const Symbol* earlier = declared(name);
    const bool version = earlier != nullptr && earlier->kind == SymbolKind::DefineException;
    if (!version && declare(SymbolKind::DefineException, id, node, name) == nullptr) return;
    DefineException& made = context_.out.define_exceptions.emplace_back();
    made.name = name_at(name);
    if (!open_parts_.empty()) made.part = open_parts_.back();
    made.span = context_.span(module_, node);
    made.name_span = context_.span(module_, name);
    context_.define_exception_nodes.push_back({module_, node});
  }

  // What a name stands for so far in the file.
  [[nodiscard]] const Symbol* declared(NodeId name) const {
    const auto& scope = context_.modules[static_cast<std::uint32_t>(module_)].scope;
    const auto found = scope.find(context_.text(module_, name));
    return found == scope.end() ? nullptr : found->second;
  }

  void facts(NodeId node) {
    for (const NodeId field : context_.tree(module_).children_of(node)) {
      const auto name = context_.child(module_, field, NodeKind::Name);
      if (name && declare(SymbolKind::Fact, next_fact_, field, *name) != nullptr) ++next_fact_;
    }
  }

  void action(NodeId node, NodeId name) {
    if (context_.child(module_, node, NodeKind::Params)) {
      const auto family = static_cast<std::uint32_t>(context_.out.action_groups.size());
      if (declare(SymbolKind::ItemAction, family, node, name) != nullptr)
        context_.out.action_groups.emplace_back().name = name_at(name);
      return;
    }
    const auto id = static_cast<std::uint32_t>(context_.out.actions.size());
    if (declare(SymbolKind::Action, id, node, name) == nullptr) return;
    Action& made = context_.out.actions.emplace_back();
    made.name = name_at(name);
    made.span = context_.span(module_, node);
  }

  void group(NodeId node, NodeId name) {
    const auto id = static_cast<std::uint32_t>(context_.out.action_groups.size());
    if (declare(SymbolKind::ActionGroup, id, node, name) == nullptr) return;
    context_.out.action_groups.emplace_back().name = name_at(name);
  }

  // With a period, a second declaration of a duty is a version of it: a duty of its own, to which no name leads but
  // that of the first.
  void duty(NodeId node, NodeId name) {
    const auto dated = [&](NodeId n) { return context_.child(module_, n, NodeKind::Period).has_value(); };
    const auto id = static_cast<std::uint32_t>(context_.out.duties.size());
    const Symbol* earlier = declared(name);
    const bool version =
        earlier != nullptr && earlier->kind == SymbolKind::Duty && (dated(node) || dated(earlier->node));
    if (!version && declare(SymbolKind::Duty, id, node, name) == nullptr) return;
    Duty& made = context_.out.duties.emplace_back();
    made.name = name_at(name);
    made.span = context_.span(module_, node);
  }

  void head(NodeId node) {
    if (!policy()) return;
    const auto name = context_.child(module_, node, NodeKind::Name);
    const NodeId first = *context_.policy_nodes[index_of(*policy())];
    if (first != node) {
      context_.sink.report(DiagnosticId::SecondPolicy, context_.span(module_, name.value_or(node)), {},
                           {{context_.span(module_, first), "the policy of this file"}});
      return;
    }
    if (!name) return;
    context_.out.policies[index_of(*policy())].name = name_at(*name);
    declare(SymbolKind::Policy, index_of(*policy()), node, *name);
  }

  void begin_part(NodeId node) {
    if (!policy()) return;
    const auto id = PartId(static_cast<std::uint32_t>(context_.out.parts.size()));
    Part& part = context_.out.parts.emplace_back();
    part.span = context_.span(module_, node);
    part.policy = *policy();
    if (!open_parts_.empty()) part.parent = open_parts_.back();
    context_.part_nodes.push_back(node);
    context_.part_clauses.push_back({static_cast<std::uint32_t>(context_.out.clauses.size()), 0});
    open_parts_.push_back(id);
    const auto name = context_.child(module_, node, NodeKind::Name);
    if (!name) return;
    part.name = name_at(*name);
    declare(SymbolKind::Part, index_of(id), node, *name);
  }

  void end_part() {
    if (!policy()) return;
    context_.part_clauses[index_of(open_parts_.back())].end = static_cast<std::uint32_t>(context_.out.clauses.size());
    open_parts_.pop_back();
  }

  void clause(NodeId node, ClauseKind kind) {
    const auto name = context_.child(module_, node, NodeKind::Name);
    if (!name || !policy()) return;
    const auto id = ClauseId(static_cast<std::uint32_t>(context_.out.clauses.size()));
    const auto& scope = context_.at(module_).scope;
    const auto earlier = scope.find(context_.text(module_, *name));
    if (earlier != scope.end() && earlier->second->kind == SymbolKind::Clause) {
      if (!version_of(*earlier->second, kind, *name)) return;
      auto& last = last_version_[earlier->second];
      context_.next_version[index_of(last)] = id;
      last = id;
    } else {
      const Symbol* symbol = declare(SymbolKind::Clause, index_of(id), node, *name);
      if (symbol == nullptr) return;
      last_version_.emplace(symbol, id);
    }
    Clause& made = context_.out.clauses.emplace_back();
    made.kind = kind;
    made.name = name_at(*name);
    made.policy = *policy();
    if (!open_parts_.empty()) made.part = open_parts_.back();
    made.span = context_.span(module_, node);
    made.name_span = context_.span(module_, *name);
    context_.clause_nodes.push_back(node);
    context_.next_version.emplace_back();
    context_.item_tested.emplace_back();
  }

  // Versions of one name are of one kind; whether their periods follow each other is checked when they are known.
  bool version_of(const Symbol& first, ClauseKind kind, NodeId name) {
    const Clause& other = context_.out.clauses[first.id];
    if (other.kind == kind) return true;
    context_.sink.report(DiagnosticId::VersionOfAnotherKind, context_.span(module_, name),
                         {{"name", other.name}, {"kind", clause_words(kind)}, {"other", clause_words(other.kind)}},
                         {{first.name_span, "declared here"}});
    return false;
  }

  // Nothing where the name is taken.
  Symbol* declare(SymbolKind kind, std::uint32_t id, NodeId node, NodeId name_node) {
    const std::string_view name = context_.text(module_, name_node);
    auto& scope = context_.modules[static_cast<std::uint32_t>(module_)].scope;
    if (const auto taken = scope.find(name); taken != scope.end()) {
      duplicate(name_node, *taken->second);
      return nullptr;
    }
    Symbol& symbol = context_.symbols.emplace_back();
    symbol.kind = kind;
    symbol.id = id;
    symbol.module = module_;
    symbol.node = node;
    symbol.name_span = context_.span(module_, name_node);
    scope.emplace(name, &symbol);
    return &symbol;
  }

  void duplicate(NodeId name_node, const Symbol& first) {
    context_.sink.report(DiagnosticId::DeclaredTwice, context_.span(module_, name_node),
                         {{"name", context_.text(module_, name_node)}}, {{first.name_span, "declared here"}});
  }

  // A note's name names nothing that code can speak of, so that it is no symbol; but it is taken.
  void check_note_names() {
    const auto& scope = context_.modules[static_cast<std::uint32_t>(module_)].scope;
    std::unordered_map<std::string_view, NodeId> seen;
    for (const NodeId note : notes_) {
      const std::string_view name = context_.text(module_, note);
      if (const auto taken = scope.find(name); taken != scope.end()) {
        duplicate(note, *taken->second);
      } else if (const auto [first, fresh] = seen.emplace(name, note); !fresh) {
        context_.sink.report(DiagnosticId::DeclaredTwice, context_.span(module_, note), {{"name", name}},
                             {{context_.span(module_, first->second), "declared here"}});
      }
    }
  }

  Context& context_;
  ModuleId module_{};
  std::vector<PartId> open_parts_;
  std::vector<NodeId> notes_;
  std::unordered_map<const Symbol*, ClauseId> last_version_;
  std::uint32_t next_type_ = kFirstDeclaredType;
  std::uint32_t next_fact_ = 0;
  std::uint32_t next_parameter_ = 0;
  std::uint32_t next_calendar_ = 0;
};

// Brings the names of the modules that a file uses into its scope. Names never hide each other: what a name means does
// not change with what else a module declares later.
class Importer {
 public:
  explicit Importer(Context& context) : context_(context) {}

  void import_into(ModuleId m) {
    Module& user = context_.modules[static_cast<std::uint32_t>(m)];
    for (std::size_t i = 0; i < user.uses.size(); ++i) {
      const Module& used = context_.modules[static_cast<std::uint32_t>(user.uses[i])];
      imported_ += used.symbol_count;
      if (imported_ > context_.limits.imported_names) {
        context_.incomplete = true;
        context_.sink.report(DiagnosticId::TooManyImportedNames, context_.span(m, user.use_nodes[i]),
                             {{"limit", std::to_string(context_.limits.imported_names)}});
        return;
      }
      for (std::uint32_t s = 0; s < used.symbol_count; ++s) {
        Symbol& symbol = context_.symbols[used.first_symbol + s];
        if (comes_with_use(symbol.kind)) import(m, symbol, user.use_nodes[i]);
      }
    }
  }

  // Facts, actions and duties are known to the outside by their bare names: one of each name in all files together.
  void check_outside_names() {
    std::unordered_map<std::string_view, const Symbol*> seen;
    for (const Symbol& symbol : context_.symbols) {
      const bool outside = symbol.kind == SymbolKind::Fact || symbol.kind == SymbolKind::Action ||
                           symbol.kind == SymbolKind::ItemAction || symbol.kind == SymbolKind::Duty;
      if (!outside) continue;
      const std::string_view name = context_.sources.text(symbol.name_span);
      const auto [first, fresh] = seen.emplace(name, &symbol);
      if (fresh || reported_.count(name) != 0) continue;
      context_.sink.report(DiagnosticId::DeclaredInTwoFiles, symbol.name_span, {{"name", name}},
                           {{first->second->name_span, "declared here"}});
    }
  }

 private:
  void import(ModuleId m, Symbol& symbol, NodeId use_node) {
    const std::string_view name = context_.sources.text(symbol.name_span);
    const auto [taken, fresh] = context_.modules[static_cast<std::uint32_t>(m)].scope.emplace(name, &symbol);
    if (fresh) return;
    reported_.insert(name);
    const Symbol& other = *taken->second;
    const std::string_view module = context_.text(m, use_node);
    if (other.module == m) {
      context_.sink.report(DiagnosticId::NameShadowsModule, other.name_span, {{"name", name}, {"module", module}},
                           {{symbol.name_span, "declared here"}});
      return;
    }
    context_.sink.report(DiagnosticId::NameFromTwoModules, context_.span(m, use_node),
                         {{"name", name}, {"module", module}},
                         {{other.name_span, "declared here"}, {symbol.name_span, "and here"}});
  }

  Context& context_;
  std::uint64_t imported_ = 0;
  std::unordered_set<std::string_view> reported_;
};

}  // namespace

void collect_symbols(Context& context) {
  Collector collector(context);
  const auto count = static_cast<std::uint32_t>(context.modules.size());
  // The policies first, in their order, so that the clauses of each are a run.
  for (const ModuleId m : context.policy_modules) collector.collect(m);
  for (std::uint32_t m = 0; m < count; ++m) {
    if (context.modules[m].is_scenarios && !context.modules[m].policy)
      collector.collect_scenarios(ModuleId{m});
    else if (!context.modules[m].policy)
      collector.collect(ModuleId{m});
  }
  Importer importer(context);
  for (std::uint32_t m = 0; m < count; ++m) {
    if (!context.modules[m].is_scenarios) importer.import_into(ModuleId{m});
  }
  importer.check_outside_names();
}

}  // namespace carveout::check
