#include <algorithm>
#include <string>

#include "check/context.hpp"

namespace carveout::check {
namespace {

constexpr ModuleId kRoot{0};

// What a name of this kind is missing when nothing names it.
std::optional<DiagnosticId> unused_id(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Type:
      return DiagnosticId::UnusedType;
    case SymbolKind::Fact:
      return DiagnosticId::UnusedFact;
    case SymbolKind::Parameter:
      return DiagnosticId::UnusedParameter;
    case SymbolKind::List:
      return DiagnosticId::UnusedList;
    case SymbolKind::Define:
      return DiagnosticId::UnusedDefine;
    case SymbolKind::Calendar:
      return DiagnosticId::UnusedCalendar;
    case SymbolKind::ActionGroup:
      return DiagnosticId::UnusedGroup;
    case SymbolKind::Action:
    case SymbolKind::ItemAction:
    case SymbolKind::Duty:
    case SymbolKind::Part:
    case SymbolKind::Clause:
    case SymbolKind::DefineException:
    case SymbolKind::Policy:
      return std::nullopt;
  }
  return std::nullopt;
}

class UnusedChecker {
 public:
  explicit UnusedChecker(Context& context) : context_(context) {}

  // In the root's file only: a module is there for whoever uses it.
  void run() {
    const Module& root = context_.modules[0];
    note_conclusions();
    for (std::uint32_t i = 0; i < root.symbol_count; ++i) check(context_.symbols[root.first_symbol + i]);
    for (std::size_t i = 0; i < root.uses.size(); ++i) check_use(root.uses[i], root.use_nodes[i]);
  }

 private:
  void note_conclusions() {
    spoken_of_.assign(context_.out.actions.size(), false);
    required_.assign(context_.out.duties.size(), false);
    for (const Clause& clause : context_.out.clauses) {
      for (const Conclusion& conclusion : clause.conclusions) {
        if (conclusion.action) spoken_of_[index_of(*conclusion.action)] = true;
        if (conclusion.duty) required_[index_of(*conclusion.duty)] = true;
      }
    }
  }

  static bool is_action(SymbolKind kind) { return kind == SymbolKind::Action || kind == SymbolKind::ItemAction; }
  [[nodiscard]] bool is_spoken_of(const Symbol& symbol) const {
    if (symbol.kind == SymbolKind::Action) return spoken_of_[symbol.id];
    const auto& items = context_.out.action_groups[symbol.id].actions;
    return std::any_of(items.begin(), items.end(), [&](ActionId item) { return spoken_of_[index_of(item)]; });
  }

  void check(const Symbol& symbol) {
    const std::string_view name = context_.sources.text(symbol.name_span);
    if (is_action(symbol.kind) && !is_spoken_of(symbol)) {
      context_.sink.report(DiagnosticId::ActionNobodySpeaksOf, symbol.name_span, {{"name", name}});
    }
    if (symbol.kind == SymbolKind::Duty && !required_[symbol.id]) {
      context_.sink.report(DiagnosticId::DutyNobodyRequires, symbol.name_span, {{"name", name}});
    }
    const auto id = unused_id(symbol.kind);
    if (id && !symbol.used) context_.sink.report(*id, symbol.name_span, {{"name", name}});
  }

  // A module's members and fields are named without it, but only of a type or a fact that is. Actions that clauses may
  // come to speak of through a group count with the group.
  void check_use(ModuleId used, NodeId use_node) {
    const Module& module = context_.modules[static_cast<std::uint32_t>(used)];
    for (std::uint32_t i = 0; i < module.symbol_count; ++i) {
      if (context_.symbols[module.first_symbol + i].used_by_root) return;
    }
    context_.sink.report(DiagnosticId::UnusedModule, context_.span(kRoot, use_node),
                         {{"module", context_.text(kRoot, use_node)}});
  }

  Context& context_;
  std::vector<bool> spoken_of_;  // by action
  std::vector<bool> required_;   // by duty
};

// The first thing that holds only for a time, if anything does.
// The exceptions to a definition, and those to them.
std::vector<DefineExceptionId> all_exceptions(const CheckedPolicy& policy, DefineId define) {
  std::vector<DefineExceptionId> out = policy.defines[index_of(define)].exceptions;
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const DefineExceptionId more : policy[out[i]].exceptions) {
      if (std::find(out.begin(), out.end(), more) == out.end()) out.push_back(more);
    }
  }
  return out;
}

std::optional<Note> first_dated(const Context& context) {
  const CheckedPolicy& out = context.out;
  if (!out.root().period.always()) return Note{out.root().span, "in force only for a time"};
  for (const Part& part : out.parts) {
    if (part.policy == kRootPolicy && !part.period.always()) return Note{part.span, "in force only for a time"};
  }
  for (const Clause& clause : out.clauses) {
    if (clause.policy == kRootPolicy && !clause.as_of && !clause.period.always())
      return Note{clause.name_span, "in force only for a time"};
    for (const Conclusion& conclusion : clause.conclusions) {
      if (clause.policy == kRootPolicy && !clause.as_of && conclusion.past)
        return Note{conclusion.span, "permitted until a date"};
      if (clause.policy == kRootPolicy && !clause.as_of && conclusion.duty && conclusion.test)
        return Note{conclusion.span, "a duty that is in force only for a time"};
    }
  }
  for (const Duty& duty : out.duties) {
    if (duty.policy == kRootPolicy && duty.due_each) return Note{duty.span, "due again and again"};
  }
  for (const Symbol& symbol : context.symbols) {
    // What an adopted policy's file declares for itself is read as of its own date.
    const bool adopted = context.at(symbol.module).policy.value_or(kRootPolicy) != kRootPolicy;
    if (!(adopted ? symbol.used_by_root : symbol.used)) continue;
    if (symbol.kind == SymbolKind::Define) {
      for (const DefineVersion& version : out.defines[symbol.id].versions) {
        if (!version.period.always()) return Note{symbol.name_span, "in force only for a time"};
      }
      for (const DefineExceptionId exception : all_exceptions(out, DefineId{symbol.id})) {
        if (!out[exception].period.always()) return Note{out[exception].name_span, "in force only for a time"};
      }
    }
    if (symbol.kind == SymbolKind::Parameter) return Note{symbol.name_span, "its value depends on the date"};
    if (symbol.kind != SymbolKind::List || symbol.id >= out.lists.size()) continue;
    for (const ListEntry& entry : out.lists[symbol.id].entries) {
      if (!entry.period.always()) return Note{entry.span, "in force only for a time"};
    }
  }
  return std::nullopt;
}

}  // namespace

void warn_unused(Context& context) {
  // Warnings about what was only half made would be guesses.
  if (context.sink.has_errors() || context.incomplete) return;
  // Those of a policy are told of the policy, not of the scenarios for it.
  if (context.modules.back().is_scenarios) return;
  if (!context.out.root().as_of && context.policy_nodes[0]) {
    if (auto note = first_dated(context)) {
      const auto name = context.child(kRoot, *context.policy_nodes[0], NodeKind::Name);
      context.sink.report(DiagnosticId::NoDateDecides, context.span(kRoot, name.value_or(*context.policy_nodes[0])), {},
                          {std::move(*note)});
    }
  }
  // A file without clauses declares words for others.
  if (!context.out.clauses.empty()) UnusedChecker(context).run();
}

}  // namespace carveout::check
