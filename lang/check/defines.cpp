#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "check/declarations.hpp"
#include "check/expression_checker.hpp"
#include "check/tables.hpp"

namespace carveout::check {
namespace {

// LIMIT: a longer circle is not read to its end.
constexpr std::size_t kMaxNotes = 20;

// One define names another.
struct Use {
  std::uint32_t target = 0;
  Span span;
  // Whether the name may be a member's where it stands: such a use orders, but alone it does not prove a recursion.
  bool weak = false;
};

class DefineChecker {
 public:
  DefineChecker(Context& context, std::span<const DeclaredDefine> declared)
      : context_(context), declared_(context.out.defines.size()), uses_(declared_.size()), places_(declared_.size()) {
    for (const DeclaredDefine& define : declared) declared_[define.symbol->id] = define;
  }

  void run() {
    for (std::uint32_t id = 0; id < declared_.size(); ++id) {
      if (declared_[id].symbol != nullptr) check_head(id);
    }
    exceptions_ = resolve_define_exceptions(context_);
    check_exceptions_to_several(context_, exceptions_);
    checked_exceptions_.assign(context_.out.define_exceptions.size(), false);
    collect_members();
    for (std::uint32_t id = 0; id < declared_.size(); ++id) {
      if (declared_[id].symbol != nullptr) collect_uses(id);
    }
    walk(Edges::Strong);
    walk(Edges::All);
    check_bodies();
    for (Define& define : context_.out.defines) {
      std::stable_sort(
          define.versions.begin(), define.versions.end(),
          [](const DefineVersion& a, const DefineVersion& b) { return starts_before(a.period, b.period); });
    }
  }

 private:
  enum class Edges : std::uint8_t { Strong, All };
  enum class State : std::uint8_t { New, Open, Done };
  struct Frame {
    std::uint32_t id = 0;
    std::size_t next = 0;
  };

  const Tree& tree(std::uint32_t id) const { return context_.tree(declared_[id].symbol->module); }

  // The body stands last, but for a period; what did not parse is not there.
  std::optional<NodeId> body_of(std::uint32_t id, NodeId version) const {
    auto parts = tree(id).children_of(version);
    if (!parts.empty() && tree(id)[parts.back()].kind == NodeKind::Period) parts = parts.first(parts.size() - 1);
    if (parts.size() < 2) return std::nullopt;
    const NodeKind kind = tree(id)[parts.back()].kind;
    const bool head = kind == NodeKind::Params || kind == NodeKind::NamedType || kind == NodeKind::YesNoType ||
                      kind == NodeKind::ListType || kind == NodeKind::Cites || kind == NodeKind::Reading;
    return head ? std::nullopt : std::optional(parts.back());
  }

  // Name, label, arguments and, where one is written, the type of the value: what the bodies of others see.
  void check_head(std::uint32_t id) {
    const Symbol& symbol = *declared_[id].symbol;
    Define define;
    define.name = context_.sources.text(symbol.name_span);
    define.cites = cites_of(context_, symbol.module, symbol.node);
    define.span = tree(id).span(symbol.node);
    define.name_span = symbol.name_span;
    const auto body = body_of(id, symbol.node);
    const auto label = context_.child(symbol.module, symbol.node, NodeKind::String);
    if (label && label != body) define.label = context_.content(symbol.module, *label);
    places_[id].push_back(Place{symbol.module, {}});
    if (const auto params = context_.child(symbol.module, symbol.node, NodeKind::Params))
      add_arguments(id, *params, define);
    define.type = declared_[id].type ? *declared_[id].type : bad_type(context_);
    context_.out.defines[id] = std::move(define);
    check_further_versions(id);
  }

  // The arguments of all versions are those of the first, whatever each calls them.
  void check_further_versions(std::uint32_t id) {
    const std::vector<NodeId>& nodes = declared_[id].versions;
    const ModuleId module = declared_[id].symbol->module;
    std::vector<Version> versions;
    for (const NodeId node : nodes) {
      const auto name = context_.child(module, node, NodeKind::Name);
      versions.push_back({context_.period_of(module, node), context_.span(module, name.value_or(node))});
      context_.out.defines[id].versions.push_back({versions.back().period, {}});
      if (node != nodes.front()) places_[id].push_back(place_of_version(id, node, versions.back().name));
    }
    if (nodes.size() > 1) check_versions_of(context_, context_.out.defines[id].name, std::move(versions));
  }

  Place place_of_version(std::uint32_t id, NodeId node, Span name_span) {
    const ModuleId module = declared_[id].symbol->module;
    const Place first = places_[id].front();
    Place place{module, {}};
    const auto differ = [&](std::string_view what) {
      context_.sink.report(DiagnosticId::VersionsDiffer, name_span,
                           {{"name", context_.out.defines[id].name}, {"what", what}},
                           {{declared_[id].symbol->name_span, "the first version"}});
    };
    std::size_t count = 0;
    bool same = true;
    if (const auto params = context_.child(module, node, NodeKind::Params)) {
      for (const NodeId param : tree(id).children_of(*params)) {
        const NodeId name = tree(id).children_of(param).front();
        check_variable_name(context_, place, name);
        const auto type_node = type_child(context_, module, param);
        const auto type = type_node ? type_of(context_, module, *type_node) : std::nullopt;
        if (count < first.locals.size()) {
          const LocalName& argument = first.locals[count];
          same = same && (!type || *type == argument.type || is_bad(context_, argument.type));
          place.locals.push_back({context_.text(module, name), argument.variable, argument.type});
        }
        ++count;
      }
    }
    if (count != first.locals.size() || !same) differ("their arguments");
    const auto type_node = type_child(context_, module, node);
    const auto type = type_node ? type_of(context_, module, *type_node) : std::nullopt;
    if (type && declared_[id].type && *type != *declared_[id].type) differ("their type");
    return place;
  }

  void add_arguments(std::uint32_t id, NodeId params, Define& define) {
    Place& place = places_[id].front();
    for (const NodeId param : tree(id).children_of(params)) {
      const NodeId name = tree(id).children_of(param).front();
      check_variable_name(context_, place, name);
      const auto type_node = type_child(context_, place.module, param);
      std::optional<TypeId> type;
      if (type_node) type = type_of(context_, place.module, *type_node);
      const auto variable = VariableId(context_.out.variables.size());
      const std::string_view text = context_.text(place.module, name);
      context_.out.variables.push_back({std::string(text), type ? *type : bad_type(context_)});
      define.parameters.push_back(variable);
      place.locals.push_back({text, variable, context_.out.variables.back().type});
    }
  }

  void collect_members() {
    for (const Type& type : context_.out.types) {
      for (const MemberInfo& member : type.members) members_.insert(member.name);
    }
  }

  void collect_uses(std::uint32_t id) {
    const ModuleId module = declared_[id].symbol->module;
    std::unordered_map<std::uint32_t, std::size_t> known;  // by target
    std::vector<NodeId> open;
    for (const DefineExceptionId exception : exceptions_.of_define[id]) {
      for (const NodeId part : parts_of_exception(context_, exception)) open.push_back(part);
    }
    for (const NodeId version : declared_[id].versions) {
      if (const auto body = body_of(id, version)) open.push_back(*body);
    }
    std::reverse(open.begin(), open.end());
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      auto parts = tree(id).children_of(node);
      // The last column of a table is headed by its own name.
      if (tree(id)[node].kind == NodeKind::TableHead && !parts.empty()) parts = parts.first(parts.size() - 1);
      open.insert(open.end(), parts.rbegin(), parts.rend());
      // What is called is surely a define; the other names that are not paths are a record's fields, and variables.
      const NodeKind kind = tree(id)[node].kind;
      const bool called = kind == NodeKind::Call && !parts.empty();
      if (!called && kind != NodeKind::Path) continue;
      const NodeId name_node = called ? parts.front() : node;
      const std::string_view name = context_.text(module, name_node);
      std::size_t length = 0;
      const Symbol* symbol = declared_prefix(context_, module, name, length);
      if (symbol == nullptr || symbol->kind != SymbolKind::Define) continue;
      const bool weak = !called && members_.count(name) != 0;
      const auto [place, added] = known.emplace(symbol->id, uses_[id].size());
      if (added)
        uses_[id].push_back({symbol->id, tree(id).span(name_node), weak});
      else if (!weak)
        uses_[id][place->second].weak = false;
    }
  }

  // Depth first with a stack of its own: chains of defines are as long as the text. Over all uses it gives the order of
  // the bodies; over those that are surely uses, the recursions.
  void walk(Edges edges) {
    std::vector<State> states(declared_.size(), State::New);
    std::vector<std::size_t> places(declared_.size());  // of an open define: where on the stack it is
    for (std::uint32_t start = 0; start < declared_.size(); ++start) {
      if (states[start] != State::New) continue;
      states[start] = State::Open;
      places[start] = 0;
      std::vector<Frame> stack = {{start, 0}};
      while (!stack.empty()) {
        Frame& top = stack.back();
        if (top.next == uses_[top.id].size()) {
          states[top.id] = State::Done;
          if (edges == Edges::All) order_.push_back(top.id);
          stack.pop_back();
          continue;
        }
        const Use& use = uses_[top.id][top.next++];
        if (use.weak && edges == Edges::Strong) continue;
        if (states[use.target] == State::New) {
          states[use.target] = State::Open;
          places[use.target] = stack.size();
          stack.push_back({use.target, 0});
        } else if (states[use.target] == State::Open && edges == Edges::Strong) {
          report_recursion(std::span(stack).subspan(places[use.target]));
        }
      }
    }
  }

  // Each define once, however many ways it has back to itself.
  void report_recursion(std::span<const Frame> cycle) {
    const bool told =
        std::any_of(cycle.begin(), cycle.end(), [this](const Frame& f) { return recursive_.count(f.id) != 0; });
    if (told) return;
    std::string path;
    std::vector<Note> notes;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      recursive_.insert(cycle[i].id);
      if (i == kMaxNotes) path += "… → ";
      if (i >= kMaxNotes) continue;
      const Use& use = uses_[cycle[i].id][cycle[i].next - 1];
      const std::string& name = context_.out.defines[cycle[i].id].name;
      path += name + " → ";
      notes.push_back({use.span, fmt::format("`{}` uses `{}`", name, context_.out.defines[use.target].name)});
    }
    const std::uint32_t first = cycle.front().id;
    const std::string& name = context_.out.defines[first].name;
    path += name;
    context_.sink.report(DiagnosticId::DefineRecursive, declared_[first].symbol->name_span,
                         {{"name", name}, {"cycle", path}}, std::move(notes));
  }

  // A body that uses one not yet checked fails without a word; it is tried again once more of them are known. That
  // takes a member named like a define: otherwise the order is right, and one round is enough.
  void check_bodies() {
    std::vector<std::uint32_t> waiting = order_;
    bool progress = true;
    while (progress) {
      progress = false;
      std::vector<std::uint32_t> still;
      for (const std::uint32_t id : waiting) {
        const std::size_t errors = context_.sink.errors();
        if (check_body(id))
          progress = true;
        else if (context_.sink.errors() == errors && recursive_.count(id) == 0)
          still.push_back(id);
      }
      progress = progress && !still.empty() && still.size() < waiting.size();
      waiting = std::move(still);
    }
    // INVARIANT: what has no value has had a diagnostic.
    for (const std::uint32_t id : waiting) {
      if (context_.sink.has_errors()) return;
      const std::string& name = context_.out.defines[id].name;
      context_.sink.report(DiagnosticId::DefineRecursive, declared_[id].symbol->name_span,
                           {{"name", name}, {"cycle", fmt::format("{0} → … → {0}", name)}});
    }
  }

  bool check_body(std::uint32_t id) {
    auto type = declared_[id].type;
    if (type && is_bad(context_, *type)) return false;
    const std::vector<NodeId>& versions = declared_[id].versions;
    bool all = true;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const auto body = body_of(id, versions[i]);
      const auto built = body ? check_value(id, i, *body, type) : std::nullopt;
      all = all && built.has_value();
      if (!built) continue;
      Define& define = context_.out.defines[id];
      define.versions[i].body = *built;
      if (!type) define.type = context_.out[*built].type;
      type = define.type;
    }
    return type && check_exceptions(id, *type) && all;
  }

  std::optional<ExprId> check_value(std::uint32_t id, std::size_t version, NodeId body, std::optional<TypeId> type) {
    Place& place = places_[id][version];
    if (tree(id)[body].kind != NodeKind::DecisionTable) return check_expression(context_, place, body, type);
    auto built = check_table(context_, place, body, context_.out.defines[id].name, type);
    if (!built) return std::nullopt;
    context_.out.defines[id].versions[version].table = std::move(built->rows);
    return built->value;
  }

  // An exception to several definitions, checked with another of them.
  void check_type_of_other(std::uint32_t id, DefineExceptionId exception, TypeId type) {
    const DefineId first = exceptions_.definitions[index_of(exception)].front();
    const DefineId other = index_of(first) == id ? exceptions_.definitions[index_of(exception)].back() : first;
    const TypeId given = context_.out[context_.out[exception].value].type;
    if (given == type || context_.sink.has_errors()) return;
    context_.sink.report(DiagnosticId::ExceptionToDifferent, context_.out[exception].name_span,
                         {{"first", context_.out.defines[index_of(other)].name},
                          {"second", context_.out.defines[id].name},
                          {"what", "their types"}});
  }

  bool check_exceptions(std::uint32_t id, TypeId type) {
    bool all = true;
    for (const DefineExceptionId exception : exceptions_.of_define[id]) {
      if (checked_exceptions_[index_of(exception)]) {
        check_type_of_other(id, exception, type);
        continue;
      }
      const bool done = check_define_exception(context_, exception, places_[id].front().locals, type);
      checked_exceptions_[index_of(exception)] = done;
      all = all && done;
    }
    return all;
  }

  Context& context_;
  std::vector<DeclaredDefine> declared_;    // by DefineId
  std::vector<std::vector<Use>> uses_;      // by DefineId
  std::vector<std::vector<Place>> places_;  // by DefineId: where the bodies of its versions stand
  ExceptionsOfDefinitions exceptions_;
  std::vector<bool> checked_exceptions_;  // by DefineExceptionId
  std::unordered_set<std::string_view> members_;
  std::unordered_set<std::uint32_t> recursive_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

void check_defines(Context& context, std::span<const DeclaredDefine> defines) {
  DefineChecker(context, defines).run();
}

}  // namespace carveout::check
