#include "check/types.hpp"

#include <fmt/format.h>

#include <array>
#include <unordered_set>

#include "syntax/foreign_words.hpp"

namespace carveout::check {
namespace {

constexpr std::array<std::string_view, 7> kBuiltInNames = {"yes/no", "number",   "text",   "date",
                                                           "time",   "duration", "section"};
constexpr std::array<std::string_view, 7> kBuiltInSentences = {"a condition", "a number",   "a text",   "a date",
                                                               "a time",      "a duration", "a section"};

// LIMIT: below this many names, comparing them one by one is faster than an index.
constexpr std::size_t kIndexedNames = 16;

std::optional<TypeId> built_in(std::string_view name) {
  for (std::uint32_t i = 0; i < kBuiltInNames.size(); ++i) {
    if (kBuiltInNames[i] == name) return TypeId{i};
  }
  return std::nullopt;
}

template <class Infos>
std::optional<std::uint32_t> find_name(Context& context, TypeId type, const Infos& infos, std::string_view name) {
  if (infos.size() <= kIndexedNames) {
    for (std::uint32_t i = 0; i < infos.size(); ++i) {
      if (infos[i].name == name) return i;
    }
    return std::nullopt;
  }
  auto& index = context.name_indexes[index_of(type)];
  if (index.empty()) {
    for (std::uint32_t i = 0; i < infos.size(); ++i) index.emplace(infos[i].name, i);
  }
  const auto found = index.find(name);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

template <class Infos>
std::vector<std::string_view> names_of(const Infos& infos) {
  std::vector<std::string_view> names;
  names.reserve(infos.size());
  for (const auto& info : infos) names.push_back(info.name);
  return names;
}

// Whether a name is new among its neighbours; else a diagnostic with a note at the first.
class Distinct {
 public:
  Distinct(Context& context, DiagnosticId id) : context_(context), id_(id) {}
  bool is_new(std::string_view name, Span span) {
    const auto [place, added] = seen_.emplace(name, span);
    if (added) return true;
    context_.sink.report(id_, span, {{"name", name}}, {{place->second, "first here"}});
    return false;
  }

 private:
  Context& context_;
  DiagnosticId id_;
  std::unordered_map<std::string_view, Span> seen_;
};

void fill_members(Context& context, const Symbol& symbol, Type& type) {
  const Tree& tree = context.tree(symbol.module);
  Distinct distinct(context, DiagnosticId::DuplicateMember);
  type.ordered = tree[symbol.node].flag == 1;
  for (const NodeId child : tree.children_of(symbol.node)) {
    if (tree[child].kind != NodeKind::EnumMember) continue;
    const NodeId name = tree.children_of(child).front();
    const std::string_view text = context.text(symbol.module, name);
    if (!distinct.is_new(text, tree.span(name))) continue;
    type.members.push_back({std::string(text), context.label_of(symbol.module, child)});
  }
}

std::vector<FieldInfo> fields_of(Context& context, const Symbol& symbol) {
  std::vector<FieldInfo> fields;
  Distinct distinct(context, DiagnosticId::DuplicateField);
  const std::size_t count = context.tree(symbol.module).children_of(symbol.node).size();
  for (std::size_t i = 0; i < count; ++i) {
    const Tree& tree = context.tree(symbol.module);
    const NodeId child = tree.children_of(symbol.node)[i];
    if (tree[child].kind != NodeKind::Field) continue;
    const NodeId name = tree.children_of(child).front();
    const std::string_view text = context.text(symbol.module, name);
    if (!distinct.is_new(text, tree.span(name))) continue;
    const auto type_node = type_child(context, symbol.module, child);
    std::optional<TypeId> type;
    if (type_node) type = type_of(context, symbol.module, *type_node);
    fields.push_back({std::string(text), context.label_of(symbol.module, child), type ? *type : bad_type(context),
                      tree[child].flag == 1, tree.span(name)});
  }
  return fields;
}

// The base of an alias: a built-in type. Another declared type would only be a second name for the same thing.
std::optional<TypeId> base_of(Context& context, const Symbol& symbol) {
  const auto node = type_child(context, symbol.module, symbol.node);
  if (!node) return std::nullopt;
  const Tree& tree = context.tree(symbol.module);
  if (tree[*node].kind == NodeKind::YesNoType) return kYesNo;
  const std::string_view text = context.text(symbol.module, *node);
  if (tree[*node].kind == NodeKind::NamedType) {
    if (const auto type = built_in(text)) return type;
    const Symbol* other = context.find(symbol.module, text);
    if (other == nullptr || other->kind != SymbolKind::Type) {
      (void)type_of(context, symbol.module, *node);  // reports what is not there, or is something else
      return std::nullopt;
    }
  }
  context.sink.report(DiagnosticId::AliasOfDeclaredType, tree.span(*node),
                      {{"name", context.text(symbol.module, tree.children_of(symbol.node).front())}, {"base", text}});
  return std::nullopt;
}

// Names, kinds and members: what does not depend on other types.
void declare_type(Context& context, const Symbol& symbol) {
  const Tree& tree = context.tree(symbol.module);
  Type type;
  type.name = context.text(symbol.module, tree.children_of(symbol.node).front());
  type.label = context.label_of(symbol.module, symbol.node);
  type.span = tree.span(symbol.node);
  const NodeKind kind = tree[symbol.node].kind;
  type.kind = kind == NodeKind::EnumType ? TypeKind::Closed : TypeKind::Record;
  if (kind == NodeKind::EnumType) fill_members(context, symbol, type);
  context.out.types[symbol.id] = std::move(type);
}

void complete_type(Context& context, const Symbol& symbol) {
  const NodeKind kind = context.tree(symbol.module)[symbol.node].kind;
  if (kind == NodeKind::RecordType) {
    auto fields = fields_of(context, symbol);
    context.out.types[symbol.id].fields = std::move(fields);
  }
}

// Before records are completed, so that they see what kind of thing an alias is.
void complete_alias(Context& context, const Symbol& symbol) {
  const NodeKind kind = context.tree(symbol.module)[symbol.node].kind;
  if (kind != NodeKind::AliasType) return;
  const auto base = base_of(context, symbol);
  Type& type = context.out.types[symbol.id];
  // Without a base it stays a record without fields that fits nothing; the diagnostic has been reported.
  if (!base) return;
  type.base = base;
  type.kind = context.out.types[index_of(*base)].kind;
}

// Nearly every expression comes from a node: room for them at once spares the copies of growing.
void make_room(Context& context) {
  std::size_t nodes = 0;
  for (const Module& module : context.modules) nodes += module.tree.nodes.size();
  context.out.exprs.reserve(nodes);
  context.out.operands.reserve(nodes);
  context.out.constants.reserve(nodes / 4);
}

}  // namespace

std::string described(const CheckedPolicy& policy, TypeId type) {
  if (index_of(type) < kBuiltInSentences.size()) return std::string(kBuiltInSentences[index_of(type)]);
  const std::string& name = policy[type].name;
  const bool vowel = !name.empty() && std::string_view("AEIOaeio").find(name.front()) != std::string_view::npos;
  return fmt::format("{} `{}`", vowel ? "an" : "a", name);
}

std::optional<std::uint32_t> find_field(Context& context, TypeId record, std::string_view name) {
  return find_name(context, record, context.out[record].fields, name);
}

std::optional<std::uint32_t> find_member(Context& context, TypeId closed, std::string_view name) {
  return find_name(context, closed, context.out[closed].members, name);
}

std::vector<std::string_view> field_names(const Type& record) {
  return names_of(record.fields);
}
std::vector<std::string_view> member_names(const Type& closed) {
  return names_of(closed.members);
}

TypeId bad_type(Context& context) {
  if (!context.bad_type) {
    context.bad_type = TypeId(context.out.types.size());
    Type type;
    type.kind = TypeKind::Record;
    context.out.types.push_back(std::move(type));
  }
  return *context.bad_type;
}

std::optional<NodeId> type_child(const Context& context, ModuleId module, NodeId node) {
  const Tree& tree = context.tree(module);
  for (const NodeId child : tree.children_of(node)) {
    const NodeKind kind = tree[child].kind;
    if (kind == NodeKind::NamedType || kind == NodeKind::YesNoType || kind == NodeKind::ListType) return child;
  }
  return std::nullopt;
}

std::optional<TypeId> type_of(Context& context, ModuleId module, NodeId type_node) {
  const Tree& tree = context.tree(module);
  if (tree[type_node].kind == NodeKind::YesNoType) return kYesNo;
  if (tree[type_node].kind == NodeKind::ListType) {
    const auto inner = type_child(context, module, type_node);
    if (!inner) return std::nullopt;
    const auto element = type_of(context, module, *inner);
    if (!element || is_bad(context, *element)) return std::nullopt;
    return list_of(context, *element);
  }
  if (tree[type_node].kind != NodeKind::NamedType) return std::nullopt;
  const std::string_view name = context.text(module, type_node);
  if (const auto type = built_in(name)) return type;
  static constexpr std::array kTypes = {SymbolKind::Type};
  if (context.find(module, name) == nullptr) {
    static const std::vector<std::string_view> built_ins(kBuiltInNames.begin(), kBuiltInNames.end());
    // A type that is declared under a name like these is found before.
    const std::string_view foreign = syntax::type_word(name);
    if (const std::string_view near = foreign.empty() ? nearest(name, built_ins) : foreign; !near.empty()) {
      context.sink.report(DiagnosticId::UnknownName, tree.span(type_node),
                          {{"name", name}, {"wanted", "a type"}, {"nearest", near}});
      return std::nullopt;
    }
  }
  const Symbol* symbol = context.expect(module, type_node, kTypes, "a type");
  if (symbol == nullptr) return std::nullopt;
  const Type& type = context.out.types[symbol->id];
  // An alias whose base was not understood is a record without fields.
  const NodeKind kind = context.tree(symbol->module)[symbol->node].kind;
  if (kind == NodeKind::AliasType && !type.base) return std::nullopt;
  return TypeId{symbol->id};
}

TypeId list_of(Context& context, TypeId element) {
  const auto known = context.list_types.find(index_of(element));
  if (known != context.list_types.end()) return known->second;
  const TypeId made{static_cast<std::uint32_t>(context.out.types.size())};
  Type type;
  type.kind = TypeKind::List;
  type.name = fmt::format("list of {}", context.out[element].name);
  type.element = element;
  context.out.types.push_back(std::move(type));
  context.list_types.emplace(index_of(element), made);
  return made;
}

bool compatible(const CheckedPolicy& policy, TypeId a, TypeId b) {
  while (a != b) {
    const Type& left = policy[a];
    const Type& right = policy[b];
    if (left.kind != TypeKind::List || right.kind != TypeKind::List) return left.base == b || right.base == a;
    a = left.element;
    b = right.element;
  }
  return true;
}

TypeId common_type(const CheckedPolicy& policy, TypeId a, TypeId b) {
  TypeId left = a;
  TypeId right = b;
  while (left != right && policy[left].kind == TypeKind::List && policy[right].kind == TypeKind::List) {
    left = policy[left].element;
    right = policy[right].element;
  }
  return policy[left].base ? b : a;
}

void check_types(Context& context) {
  make_room(context);
  std::size_t size = kBuiltInNames.size();
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::Type) size = std::max<std::size_t>(size, symbol.id + 1);
  }
  context.out.types.assign(size, Type{});
  for (std::uint32_t i = 0; i < kBuiltInNames.size(); ++i) {
    context.out.types[i].kind = static_cast<TypeKind>(i);
    context.out.types[i].name = kBuiltInNames[i];
  }
  const auto each = [&context](auto step) {
    for (const Symbol& symbol : context.symbols) {
      if (symbol.kind == SymbolKind::Type) step(context, symbol);
    }
  };
  each(declare_type);
  each(complete_alias);
  each(complete_type);
  const std::vector<TypeSize> sizes = measure_types(context);
  for (std::uint32_t i = 0; i < size; ++i) {
    const Type& type = context.out.types[i];
    // Only the innermost of those that nest too deep: the others follow from it.
    if (type.kind != TypeKind::Record || sizes[i].depth != context.limits.type_depth + 1) continue;
    context.sink.report(DiagnosticId::TypeTooDeep, type.span,
                        {{"name", type.name}, {"limit", std::to_string(context.limits.type_depth)}});
  }
}

}  // namespace carveout::check
