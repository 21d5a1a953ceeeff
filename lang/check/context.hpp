#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/load.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"

// What the steps of the checker share. The steps run in this order, each over all modules:
//   modules (read and parse; which policies are decided together) → symbols (collect names) → types → facts →
//   calendars → parameters, lists, defines, duties' and policies' conditions, clauses → overrides → scenarios,
//   guarantees → unused names.
// A step that finds a problem reports it and goes on with what it could make.
namespace carveout::check {

using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::Tree;

enum class ModuleId : std::uint32_t {};  // 0 is the root policy's file

enum class SymbolKind : std::uint8_t {
  Type,
  Fact,
  Parameter,
  List,
  Define,
  DefineException,
  Calendar,
  Action,
  ItemAction,  // an action with a parameter; its id is that of a group
  ActionGroup,
  Duty,
  Part,
  Clause,
  Policy
};

// What `use` brings: clauses, exceptions, parts and the policy stay in their own file; a policy's name comes with
// `adopts`.
[[nodiscard]] constexpr bool comes_with_use(SymbolKind kind) noexcept {
  return kind != SymbolKind::Part && kind != SymbolKind::Clause && kind != SymbolKind::DefineException &&
         kind != SymbolKind::Policy;
}

// A piece of the text on one line: single spaces, no comments. Literals of several words may stand on several lines.
[[nodiscard]] std::string without_layout(std::string_view text);
// What a symbol is, in a sentence: "a fact".
[[nodiscard]] std::string_view kind_words(SymbolKind kind);

// A declared name. `id` is the id in CheckedPolicy of its kind (for Clause the first version's; for ActionGroup an
// index into CheckedPolicy::action_groups), assigned when the name is collected, in the order of the text.
struct Symbol {
  SymbolKind kind{};
  std::uint32_t id = 0;
  ModuleId module{};
  NodeId node{};  // the declaration (for a Fact: its Field)
  Span name_span;
  bool used = false;
  bool used_by_root = false;  // named in the root policy's file
};

struct Module {
  std::string path;  // "us.ny.nyc.detainer_law"; the root's is empty
  const SourceFile* source = nullptr;
  Tree tree;
  std::vector<ModuleId> uses;      // each once, in the order of first use
  std::vector<NodeId> use_nodes;   // the path of the first `use` of each
  std::optional<PolicyId> policy;  // where its policy is decided: the root's, and those adopted or superseded
  struct Together {
    PolicyId policy{};
    NodeId path{};
    bool supersedes = false;
  };
  bool is_scenarios = false;       // a file of scenarios: it sees what the root sees, and declares nothing; the last
  std::vector<Together> together;  // what its policy's head adopts and supersedes
  DateRounding rounding = DateRounding::None;  // of what is written in it
  std::uint32_t first_symbol = 0;              // its own names: a run of Context::symbols
  std::uint32_t symbol_count = 0;
  std::unordered_map<std::string_view, Symbol*>
      scope;  // its own names and those of the modules it uses; views of the sources
};

class Context {
 public:
  Context(SourceMap& source_map, DiagnosticSink& diagnostic_sink, const LoadLimits& load_limits)
      : sources(source_map), sink(diagnostic_sink), limits(load_limits) {}

  SourceMap& sources;
  DiagnosticSink& sink;
  const LoadLimits& limits;
  CheckedPolicy out;
  std::vector<Module> modules;
  std::deque<Symbol> symbols;  // addresses stay good

  // Some file has a syntax error, or a module could not be read: a name that is not found may be in what is missing,
  // and nothing is said of it.
  bool incomplete = false;

  // Finds files; set before anything is read. `rooted`: of the policy that a file of scenarios is for.
  ModuleResolver* resolver = nullptr;
  std::unique_ptr<ModuleResolver> rooted;
  // Files of data by who reads them and how they are named there; nothing: what could not be read was reported.
  std::map<std::pair<ModuleId, std::string>, std::optional<FileId>> data_files;

  // --- the policies decided together (modules.cpp), by PolicyId
  std::vector<ModuleId> policy_modules;
  std::vector<std::optional<NodeId>> policy_nodes;  // the first `policy` of each file

  // --- what `lapsed` asks, once the clauses are checked (terms.cpp)
  struct Lapsed {
    ExprId expr{};      // to be what it comes to
    ClauseId clause{};  // the first version
    std::optional<ClauseId> asked_by;
    Span span;
  };
  std::vector<Lapsed> lapsed;

  // --- their declarations, by id (symbols.cpp)
  struct ClauseRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::vector<NodeId> clause_nodes;                    // by ClauseId
  std::vector<std::optional<ClauseId>> next_version;   // by ClauseId: the next clause of the same name
  std::vector<std::optional<VariableId>> item_tested;  // by ClauseId: the parameter that its conditions test
  std::vector<NodeId> part_nodes;                      // by PartId
  std::vector<std::vector<NodeId>> define_nodes;       // by DefineId: its versions, in the order of the text
  std::vector<std::vector<NodeId>> list_nodes;         // by NamedListId: its versions, likewise
  struct DeclaredException {
    ModuleId module{};
    NodeId node{};
  };
  std::vector<DeclaredException> define_exception_nodes;  // by DefineExceptionId
  std::vector<ClauseRange> part_clauses;    // by PartId: clauses of a part, its subparts' too, are a run in the text
  std::vector<ClauseRange> policy_clauses;  // by PolicyId: a policy's are a run
  struct ScenarioNode {
    ModuleId module{};
    NodeId node{};  // a Scenario or Scenarios
  };
  std::vector<ScenarioNode> scenario_nodes;
  std::vector<std::pair<PolicyId, NodeId>> guarantee_nodes;
  std::unordered_map<std::string_view, ModuleId>
      module_ids;  // by path; views of Module::path do not stay good, of the `use` do

  // --- types at hand (types.cpp)
  std::unordered_map<std::uint32_t, TypeId> list_types;    // by element
  std::map<std::vector<SpellStep>, std::uint32_t> spells;  // into CheckedPolicy::spells: what is written twice is one
  // Names of fields or members of the larger types, by type. The names are those in `out.types`.
  std::unordered_map<std::uint32_t, std::unordered_map<std::string_view, std::uint32_t>> name_indexes;
  // What stands for a type that a diagnostic has been reported about: whatever has it is left alone without another
  // one. A record without fields. Made by the first problem.
  std::optional<TypeId> bad_type;

  // --- whose a declaration is
  [[nodiscard]] ModuleId module_of(PolicyId id) const { return policy_modules[index_of(id)]; }
  [[nodiscard]] ModuleId module_of(ClauseId id) const { return module_of(out[id].policy); }
  [[nodiscard]] Module& at(ModuleId m) { return modules[static_cast<std::uint32_t>(m)]; }
  [[nodiscard]] const Module& at(ModuleId m) const { return modules[static_cast<std::uint32_t>(m)]; }
  // The module that a file is the text of.
  [[nodiscard]] const Module& written_in(FileId file) const;

  // --- syntax at hand
  [[nodiscard]] const Tree& tree(ModuleId m) const { return modules[static_cast<std::uint32_t>(m)].tree; }
  [[nodiscard]] std::string_view text(ModuleId m, NodeId n) const;  // the source under a node
  [[nodiscard]] Span span(ModuleId m, NodeId n) const { return tree(m).span(n); }
  // A String or Label node's content: quotes or brackets off, escapes resolved, line breaks and the white space around
  // them folded.
  [[nodiscard]] std::string content(ModuleId m, NodeId n) const;
  // The first child of a kind, if any.
  [[nodiscard]] std::optional<NodeId> child(ModuleId m, NodeId n, NodeKind kind) const;
  // The content of the first String child (a label or title), or "".
  [[nodiscard]] std::string label_of(ModuleId m, NodeId n) const;
  // A Period child's dates; reports days that do not exist and ends before starts.
  [[nodiscard]] Period period_of(ModuleId m, NodeId n);
  // A DateLiteral's date; reports a day that does not exist.
  [[nodiscard]] std::optional<Date> date_of(ModuleId m, NodeId n);

  // --- names
  // The symbol a name or dotted path ("us.ny.module.name", "policy.clause") stands for in a module, marked used; null
  // if there is none.
  [[nodiscard]] Symbol* find(ModuleId m, std::string_view name);
  // The same, without marking it used.
  [[nodiscard]] Symbol* lookup(ModuleId m, std::string_view name) const;
  void mark_used(ModuleId by, Symbol& symbol) const;
  // The file of the policy that a name stands for in a module; null where it stands for none.
  [[nodiscard]] const Module* policy_named(ModuleId m, std::string_view name) const;
  // find(), or a diagnostic at the node naming what was wanted ("an action"), the nearest name of the wanted kinds, and
  // what it is where it is something else.
  [[nodiscard]] Symbol* expect(ModuleId m, NodeId name_node, std::span<const SymbolKind> kinds,
                               std::string_view wanted);
  // Is a name that is not visible declared by a module that the file does not use? Reported if so.
  [[nodiscard]] bool is_of_a_module_not_used(ModuleId m, std::string_view name, Span span);
  // Names of these kinds visible in a module, for suggestions.
  [[nodiscard]] std::vector<std::string_view> visible(ModuleId m, std::span<const SymbolKind> kinds);

  // --- making expressions
  ExprId add_expr(ExprKind kind, TypeId type, Span span, std::span<const ExprId> operands = {},
                  std::uint32_t index = 0);
  ExprId add_constant(Value value, TypeId type, Span span);

 private:
  // LIMIT: names looked at for suggestions, in all: a file with thousands of unknown names gets none for the last of
  // them.
  std::size_t suggestion_budget_ = 1'000'000;
};

// That a written day does not exist, and why: "February 2018 has 28 days".
void report_day(Context& context, Span span, std::string_view date);

// --- types.cpp
void check_types(Context& context);  // fills out.types (the seven built-in first), for every Type symbol
void check_facts(Context& context);  // fills out.facts; limits on depth and leaves
// The type that a type node means; nothing after a diagnostic.
[[nodiscard]] std::optional<TypeId> type_of(Context& context, ModuleId module, NodeId type_node);
// `list of T`, made once for each T.
[[nodiscard]] TypeId list_of(Context& context, TypeId element);
// Do values of the two types compare and assign: equal types, or one is an alias whose base is the other; lists by
// elements.
[[nodiscard]] bool compatible(const CheckedPolicy& policy, TypeId a, TypeId b);

// --- expressions.cpp (and its neighbours)
// Presence facts known to hold: the texts of paths (variables by id) that are established to be present.
struct Presence;

// What a name may stand for besides declared names: quantifier variables and a define's arguments.
struct LocalName {
  std::string_view name;
  VariableId variable{};
  TypeId type{};
};

// Where an expression stands.
struct Place {
  ModuleId module{};
  std::vector<LocalName> locals;
  bool constant_only = false;  // parameter values, list entries, givens: no facts, no names but members and parameters
  bool words = false;          // conditions of clauses, parts and policies: may ask for the word of a policy
  std::optional<TypeId> otherwise = {};  // in the value of an exception to a definition: the definition's type
  std::optional<PolicyId> terms_of = std::nullopt;  // `lapsed` may stand here, of clauses of this policy
  std::optional<ClauseId> clause = std::nullopt;    // whose condition it is
};

// Types an expression node and builds it. `expected`: the type its place wants, which also decides what a string
// literal (text or section) or a member's name means; none: any. Nothing after a diagnostic; a diagnostic of a part is
// not repeated for the whole.
// `given`: conditions that are known to hold where this one matters (a clause's `when` for its `unless` and `only if`),
// whose presence tests therefore count.
[[nodiscard]] std::optional<ExprId> check_expression(Context& context, Place& place, NodeId node,
                                                     std::optional<TypeId> expected,
                                                     std::span<const ExprId> given = {});
// A condition: check_expression with yes/no expected, with hints for what is often meant.
[[nodiscard]] std::optional<ExprId> check_condition(Context& context, Place& place, NodeId node,
                                                    std::span<const ExprId> given = {});
// A constant of a type (list entries, givens, expected values): literals, member names, sets and records of such.
// Fields of a record not written are unknown, or, where `complete`, an error.
[[nodiscard]] std::optional<Value> check_constant(Context& context, Place& place, NodeId node, TypeId type);

// --- calendars.cpp: before everything that counts by one
void check_calendars(Context& context);
// Nothing after a diagnostic.
[[nodiscard]] std::optional<CalendarId> find_calendar(Context& context, ModuleId module, NodeId name);

// --- declarations.cpp: parameters, lists, defines (arguments and bodies, recursion)
void check_parameters_lists_defines(Context& context);

// --- modules.cpp, symbols.cpp, instruments.cpp
void read_modules(Context& context, std::string name, std::string text, ModuleResolver& resolver);
void collect_symbols(Context& context);
// Makes the names of the policies decided with a policy known in its file; superseding that goes round in a circle.
void bring_policies_together(Context& context);
// Words of policies that depend on each other in a circle, once all conditions are known.
void check_words(Context& context);

// --- policy.cpp, actions.cpp, clauses.cpp
void check_policy_and_parts(Context& context);
// The `as of` of a policy's head or of a clause: a date or time that no governing date decides. Nothing where there is
// none.
[[nodiscard]] std::optional<ExprId> check_as_of(Context& context, ModuleId module, NodeId declaration);
void check_actions_and_duties(Context& context);
void check_clauses(Context& context);

// --- terms.cpp
// Whether the moment that governs a clause is past a term: nothing after a diagnostic.
[[nodiscard]] std::optional<ExprId> past_term(Context& context, ClauseId clause, ExprId term, Span span);
// Puts in what each `lapsed` comes to.
void settle_lapsed(Context& context);

// --- overrides.cpp: named targets, cycles, exceptions that say nothing contrary, periods that overlap
void check_overrides(Context& context);

// --- items.cpp, spell_out_items.cpp: a clause that tests the item becomes one for each item. Ids of clauses change.
void spell_out_items(Context& context);

// --- scenarios.cpp
void check_scenarios_and_guarantees(Context& context);

// --- unused.cpp: also periods without a date that decides. Nothing where there are errors.
void warn_unused(Context& context);

}  // namespace carveout::check
