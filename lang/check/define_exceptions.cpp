#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "check/declarations.hpp"
#include "check/expression_checker.hpp"
#include "check/graph.hpp"

namespace carveout::check {
namespace {

constexpr std::array kBases = {SymbolKind::Define, SymbolKind::DefineException};

class Resolver {
 public:
  explicit Resolver(Context& context) : context_(context), all_(context.out.define_exceptions) {}

  ExceptionsOfDefinitions run() {
    for (std::uint32_t id = 0; id < all_.size(); ++id) versions_[key(id)].push_back(DefineExceptionId{id});
    for (std::uint32_t id = 0; id < all_.size(); ++id) read_bases(DefineExceptionId{id});
    break_circles();
    check_periods();
    for (const DefineExceptionId id : by_name()) {
      for (const DefineId base : context_.out[id].definitions)
        context_.out.defines[index_of(base)].exceptions.push_back(id);
      for (const DefineExceptionId base : context_.out[id].bases) all_[index_of(base)].exceptions.push_back(id);
    }
    return spread();
  }

 private:
  // A name stands for all its versions.
  using Key = std::pair<ModuleId, std::string>;
  [[nodiscard]] Key key(std::uint32_t id) const { return {context_.define_exception_nodes[id].module, all_[id].name}; }

  void read_bases(DefineExceptionId id) {
    const auto [module, node] = context_.define_exception_nodes[index_of(id)];
    const auto to = context_.child(module, node, NodeKind::To);
    const auto targets = to ? context_.child(module, *to, NodeKind::Targets) : std::nullopt;
    if (!targets) return;
    DefineException& exception = all_[index_of(id)];
    for (const NodeId path : context_.tree(module).children_of(*targets)) {
      const Symbol* symbol = context_.expect(module, path, kBases, "a definition or an exception to one");
      if (symbol == nullptr) continue;
      if (symbol->kind == SymbolKind::Define) {
        if (symbol->module != module) {
          context_.sink.report(DiagnosticId::DefineExceptionElsewhere, context_.span(module, path),
                               {{"name", context_.text(module, path)}}, {{symbol->name_span, "declared here"}});
          continue;
        }
        add_once(exception.definitions, DefineId{symbol->id});
        continue;
      }
      if (key(symbol->id) == key(index_of(id))) {
        context_.sink.report(DiagnosticId::ClauseNamesItself, context_.span(module, path), {{"name", exception.name}});
        continue;
      }
      for (const DefineExceptionId base : versions_[key(symbol->id)]) add_once(exception.bases, base);
    }
  }

  template <class Id>
  static void add_once(std::vector<Id>& to, Id id) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }

  [[nodiscard]] Graph graph() const {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t id = 0; id < all_.size(); ++id) {
      for (const DefineExceptionId base : all_[id].bases) edges.push_back({id, index_of(base)});
    }
    return Graph(static_cast<std::uint32_t>(all_.size()), edges);
  }

  // What goes round in a circle is reported, and is then an exception to nothing; so is what is piled too high.
  void break_circles() {
    const Graph bases = graph();
    const Components found = components(bases);
    for (const std::vector<std::uint32_t>& cycle : cycles(bases, found)) {
      std::string path;
      std::vector<Note> notes;
      for (const std::uint32_t id : cycle) {
        path += all_[id].name + " → ";
        notes.push_back({all_[id].name_span, "in the circle"});
      }
      const Span place = notes.front().span;
      notes.erase(notes.begin());
      context_.sink.report(DiagnosticId::ExceptionCycle, place, {{"cycle", path + all_[cycle.front()].name}},
                           std::move(notes));
    }
    const std::vector<std::uint32_t> deep = depths(bases, found);
    for (std::uint32_t id = 0; id < all_.size(); ++id) {
      const bool too_deep = deep[id] > context_.limits.exception_depth;
      if (too_deep && deep[id] == context_.limits.exception_depth + 1) {
        context_.sink.report(DiagnosticId::ExceptionsTooDeep, all_[id].name_span,
                             {{"name", all_[id].name}, {"limit", std::to_string(context_.limits.exception_depth)}});
      }
      if (too_deep || found.on_cycle(id)) all_[id].bases.clear();
    }
  }

  void check_periods() {
    for (std::uint32_t id = 0; id < all_.size(); ++id) {
      const auto [module, node] = context_.define_exception_nodes[id];
      all_[id].period = context_.period_of(module, node);
    }
    for (const auto& [name, ids] : versions_) {
      std::vector<Version> versions;
      for (const DefineExceptionId id : ids)
        versions.push_back({period_of(context_.out[id]), context_.out[id].name_span});
      if (versions.size() > 1) check_versions_of(context_, name.second, std::move(versions));
    }
  }

  // SPEC 7.2: not in the order of the text, which decides nothing.
  [[nodiscard]] std::vector<DefineExceptionId> by_name() const {
    std::vector<DefineExceptionId> out;
    for (std::uint32_t id = 0; id < all_.size(); ++id) out.push_back(DefineExceptionId{id});
    std::stable_sort(out.begin(), out.end(), [this](DefineExceptionId a, DefineExceptionId b) {
      const DefineException& one = context_.out[a];
      const DefineException& other = context_.out[b];
      if (one.name != other.name) return one.name < other.name;
      return starts_before(one.period, other.period);
    });
    return out;
  }

  // Its own, else that of the part around it.
  [[nodiscard]] Period period_of(const DefineException& exception) {
    Period period = exception.period;
    for (auto part = exception.part; part && period.always(); part = context_.out.parts[index_of(*part)].parent)
      period = period_of_part(*part);
    return period;
  }

  [[nodiscard]] Period period_of_part(PartId id) {
    const ModuleId module = context_.module_of(context_.out.parts[index_of(id)].policy);
    return context_.period_of(module, context_.part_nodes[index_of(id)]);
  }

  // INVARIANT: no circle is left, so bases come before what is an exception to them in some order.
  ExceptionsOfDefinitions spread() {
    ExceptionsOfDefinitions out;
    out.definitions.resize(all_.size());
    out.of_define.resize(context_.out.defines.size());
    const Graph bases = graph();
    const std::vector<std::uint32_t> deep = depths(bases, components(bases));
    std::vector<std::uint32_t> order(all_.size());
    for (std::uint32_t id = 0; id < all_.size(); ++id) order[id] = id;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return deep[a] < deep[b]; });
    for (const std::uint32_t id : order) {
      std::vector<DefineId>& roots = out.definitions[id];
      roots = all_[id].definitions;
      for (const DefineExceptionId base : all_[id].bases) {
        for (const DefineId root : out.definitions[index_of(base)]) add_once(roots, root);
      }
    }
    for (std::uint32_t id = 0; id < all_.size(); ++id) {
      for (const DefineId root : out.definitions[id]) out.of_define[index_of(root)].push_back(DefineExceptionId{id});
    }
    return out;
  }

  Context& context_;
  std::vector<DefineException>& all_;
  std::map<Key, std::vector<DefineExceptionId>> versions_;
};

std::optional<NodeId> only_child(const Context& context, ModuleId module, NodeId node, NodeKind kind) {
  const auto part = context.child(module, node, kind);
  if (!part || context.tree(module).children_of(*part).empty()) return std::nullopt;
  return context.tree(module).children_of(*part).front();
}

// A part that only clauses have.
void refuse_conclusions(Context& context, DefineExceptionId id) {
  const auto [module, node] = context.define_exception_nodes[index_of(id)];
  for (const NodeId part : context.tree(module).children_of(node)) {
    const NodeKind kind = context.tree(module)[part].kind;
    if (kind != NodeKind::Permit && kind != NodeKind::Forbid && kind != NodeKind::Require &&
        kind != NodeKind::Notwithstanding && kind != NodeKind::SubjectTo && kind != NodeKind::AsOf)
      continue;
    context.sink.report(DiagnosticId::DefineExceptionConcludes, context.span(module, part),
                        {{"name", context.out[id].name}});
  }
}

// SPEC 5.4: the values of exceptions in force together are compared.
bool values_compare(Context& context, TypeId type, Span span) {
  TypeId element = type;
  while (context.out[element].kind == TypeKind::List) element = context.out[element].element;
  if (context.out[element].kind != TypeKind::Record) return true;
  context.sink.report(DiagnosticId::RecordsDoNotCompare, span, {{"type", context.out[type].name}});
  return false;
}

// The first node of a kind at or under a node.
std::optional<NodeId> first_of_kind(const Context& context, ModuleId module, NodeId under, NodeKind kind) {
  std::vector<NodeId> open{under};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (context.tree(module)[node].kind == kind) return node;
    const auto parts = context.tree(module).children_of(node);
    open.insert(open.end(), parts.begin(), parts.end());
  }
  return std::nullopt;
}

// What the scope of a part asks for, a value in it would ask for too; and values ask for no policy's word.
bool part_asks_for_a_word(Context& context, DefineExceptionId id) {
  const auto [module, node] = context.define_exception_nodes[index_of(id)];
  for (auto part = context.out[id].part; part; part = context.out.parts[index_of(*part)].parent) {
    const NodeId around = context.part_nodes[index_of(*part)];
    const auto scope = only_child(context, module, around, NodeKind::AppliesWhen);
    const auto word = scope ? first_of_kind(context, module, *scope, NodeKind::IsForbiddenBy) : std::nullopt;
    if (!word) continue;
    context.sink.report(DiagnosticId::WordOutOfPlace, context.span(module, *word), {},
                        {{context.out[id].name_span, "a value that stands in this part"}});
    return true;
  }
  return false;
}

}  // namespace

ExceptionsOfDefinitions resolve_define_exceptions(Context& context) {
  return Resolver(context).run();
}

std::vector<NodeId> parts_of_exception(const Context& context, DefineExceptionId id) {
  const auto [module, node] = context.define_exception_nodes[index_of(id)];
  std::vector<NodeId> out;
  for (const NodeKind kind : {NodeKind::ExceptionValue, NodeKind::When, NodeKind::Unless}) {
    if (const auto part = only_child(context, module, node, kind)) out.push_back(*part);
  }
  for (auto part = context.out[id].part; part; part = context.out.parts[index_of(*part)].parent) {
    const NodeId around = context.part_nodes[index_of(*part)];
    if (const auto scope = only_child(context, module, around, NodeKind::AppliesWhen)) out.push_back(*scope);
  }
  return out;
}

bool check_define_exception(Context& context, DefineExceptionId id, std::span<const LocalName> arguments, TypeId type) {
  const auto [module, node] = context.define_exception_nodes[index_of(id)];
  DefineException exception = context.out[id];
  exception.title = context.label_of(module, node);
  exception.cites.clear();
  for (const NodeId part : context.tree(module).children_of(node)) {
    if (context.tree(module)[part].kind == NodeKind::Cites) exception.cites.push_back(context.label_of(module, part));
  }
  refuse_conclusions(context, id);
  if (part_asks_for_a_word(context, id)) return false;
  if (!values_compare(context, type, exception.name_span)) return false;
  Place place{module, {}};
  exception.parameters.clear();
  for (const LocalName& argument : arguments) {
    const auto variable = VariableId(context.out.variables.size());
    context.out.variables.push_back({std::string(argument.name), argument.type});
    exception.parameters.push_back(variable);
    place.locals.push_back({argument.name, variable, argument.type});
  }
  const auto value = only_child(context, module, node, NodeKind::ExceptionValue);
  bool all = value.has_value();
  std::vector<ExprId> given;
  if (const auto when = only_child(context, module, node, NodeKind::When)) {
    exception.when = check_condition(context, place, *when);
    all = all && exception.when;
    if (exception.when) given.push_back(*exception.when);
  }
  if (const auto unless = only_child(context, module, node, NodeKind::Unless)) {
    exception.unless = check_condition(context, place, *unless, given);
    all = all && exception.unless;
  }
  if (value) {
    place.otherwise = type;
    exception.uses_otherwise = first_of_kind(context, module, *value, NodeKind::Otherwise).has_value();
    const auto built = check_expression(context, place, *value, type, given);
    all = all && built;
    if (built) exception.value = *built;
  }
  context.out.define_exceptions[index_of(id)] = std::move(exception);
  return all;
}

void check_exceptions_to_several(Context& context, const ExceptionsOfDefinitions& exceptions) {
  for (std::uint32_t id = 0; id < exceptions.definitions.size(); ++id) {
    const std::vector<DefineId>& roots = exceptions.definitions[id];
    for (std::size_t i = 1; i < roots.size(); ++i) {
      const Define& first = context.out.defines[index_of(roots[0])];
      const Define& other = context.out.defines[index_of(roots[i])];
      const bool same = std::equal(first.parameters.begin(), first.parameters.end(), other.parameters.begin(),
                                   other.parameters.end(), [&](VariableId a, VariableId b) {
                                     const Variable& one = context.out.variables[index_of(a)];
                                     const Variable& two = context.out.variables[index_of(b)];
                                     return one.name == two.name && one.type == two.type;
                                   });
      if (same) continue;
      context.sink.report(
          DiagnosticId::ExceptionToDifferent, context.out.define_exceptions[id].name_span,
          {{"first", first.name}, {"second", other.name}, {"what", "the names or types of their arguments"}});
      break;
    }
  }
}

}  // namespace carveout::check
