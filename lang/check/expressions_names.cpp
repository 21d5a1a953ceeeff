#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

constexpr std::array kValueKinds = {SymbolKind::Fact, SymbolKind::Parameter, SymbolKind::Define};

// LIMIT: the paths of modules have fewer steps; a name behind more of them is looked for by its first step only.
constexpr std::size_t kQualifierSteps = 16;

bool has_value(SymbolKind kind) {
  return std::find(kValueKinds.begin(), kValueKinds.end(), kind) != kValueKinds.end();
}

Span cut(Span span, std::size_t begin, std::size_t end) {
  return {span.file, span.begin + static_cast<std::uint32_t>(begin), span.begin + static_cast<std::uint32_t>(end)};
}

// "qualifying(c: Conviction)"
std::string signature(const CheckedPolicy& policy, const Define& define) {
  std::string out = define.name + '(';
  for (std::size_t i = 0; i < define.parameters.size(); ++i) {
    const Variable& variable = policy.variables[index_of(define.parameters[i])];
    out += fmt::format("{}{}: {}", i == 0 ? "" : ", ", variable.name, policy[variable.type].name);
  }
  return out + ')';
}

// The type that has a member of this name, where one does.
const Type* closed_type_with(Context& context, std::string_view member) {
  for (std::uint32_t i = 0; i < context.out.types.size(); ++i) {
    if (context.out.types[i].kind != TypeKind::Closed) continue;
    if (find_member(context, TypeId{i}, member)) return &context.out.types[i];
  }
  return nullptr;
}

}  // namespace

Symbol* declared_prefix(const Context& context, ModuleId module, std::string_view path, std::size_t& length) {
  Symbol* found = nullptr;
  std::size_t end = std::min(path.find('.'), path.size());
  for (std::size_t steps = 0; steps < kQualifierSteps; ++steps) {
    if (Symbol* symbol = context.lookup(module, path.substr(0, end))) {
      found = symbol;
      length = end;
    }
    if (end == path.size() || context.modules.size() == 1) break;
    end = std::min(path.find('.', end + 1), path.size());
  }
  return found;
}

const LocalName* ExpressionChecker::local(std::string_view name) const {
  for (auto at = place_.locals.rbegin(); at != place_.locals.rend(); ++at) {
    if (at->name == name) return &*at;
  }
  return nullptr;
}

ExpressionChecker::Built ExpressionChecker::name(NodeId node, Hint hint) {
  return path(node, hint, PathUse::Read);
}

ExpressionChecker::Built ExpressionChecker::path(NodeId node, Hint hint, PathUse use) {
  const std::string_view whole = text(node);
  std::size_t length = whole.size();
  Built built = whole.find('.') == std::string_view::npos ? bare_name(node, hint) : head(node, length);
  std::optional<Presence::PathId> id;
  while (built) {
    const bool last = length == whole.size();
    if (is_optional(*built) && !(last && use == PathUse::PresenceTest)) {
      if (!id) id = presence_.path_of(context_.out, *built);
      if (id) require_presence(*id, whole.substr(0, length), cut(span(node), 0, length));
    }
    if (last) return built;
    const std::size_t begin = length + 1;
    const std::size_t end = std::min(whole.find('.', begin), whole.size());
    built = field(*built, whole.substr(0, length), whole.substr(begin, end - begin), cut(span(node), begin, end),
                  cut(span(node), 0, end));
    if (built && id) id = presence_.step(*id, at(*built).index);
    length = end;
  }
  return std::nullopt;
}

// A variable, else a member of the type that is expected, else a declared name.
ExpressionChecker::Built ExpressionChecker::bare_name(NodeId node, Hint hint) {
  const std::string_view name = text(node);
  if (const LocalName* variable = local(name)) {
    if (is_bad(context_, variable->type)) return std::nullopt;
    return make(ExprKind::Variable, variable->type, span(node), {}, index_of(variable->variable));
  }
  if (hint && context_.out[*hint].kind == TypeKind::Closed) {
    if (const auto member = find_member(context_, *hint, name)) {
      return context_.add_constant(Value(Member{*member}), *hint, span(node));
    }
  }
  if (Symbol* symbol = context_.lookup(place_.module, name)) return declared(*symbol, name, span(node));
  return unknown_name(name, span(node), hint);
}

ExpressionChecker::Built ExpressionChecker::head(NodeId node, std::size_t& length) {
  const std::string_view whole = text(node);
  const std::size_t first = whole.find('.');
  if (const LocalName* variable = local(whole.substr(0, first))) {
    length = first;
    if (is_bad(context_, variable->type)) return std::nullopt;
    return make(ExprKind::Variable, variable->type, cut(span(node), 0, first), {}, index_of(variable->variable));
  }
  Symbol* found = declared_prefix(context_, place_.module, whole, length);
  if (found != nullptr) return declared(*found, whole.substr(0, length), cut(span(node), 0, length));
  return unknown_name(whole.substr(0, first), cut(span(node), 0, first), std::nullopt);
}

ExpressionChecker::Built ExpressionChecker::declared(Symbol& symbol, std::string_view name, Span span) {
  context_.mark_used(place_.module, symbol);
  std::vector<Note> notes = {{symbol.name_span, "declared here"}};
  if (symbol.kind == SymbolKind::List) {
    report(DiagnosticId::NamedListAsValue, span, {{"name", name}}, std::move(notes));
    return std::nullopt;
  }
  if (!has_value(symbol.kind)) {
    report(DiagnosticId::NotAValue, span, {{"name", name}, {"what", kind_words(symbol.kind)}}, std::move(notes));
    return std::nullopt;
  }
  if (place_.constant_only) {
    report(DiagnosticId::OnlyWrittenValues, span, {{"text", name}}, std::move(notes));
    return std::nullopt;
  }
  const CheckedPolicy& policy = context_.out;
  TypeId type{};
  auto kind = ExprKind::Fact;
  if (symbol.kind == SymbolKind::Fact) {
    type = policy.facts[symbol.id].type;
  } else if (symbol.kind == SymbolKind::Parameter) {
    type = policy.parameters[symbol.id].type;
    kind = ExprKind::Parameter;
  } else {
    const Define& define = policy.defines[symbol.id];
    type = define.type;
    kind = ExprKind::Call;
    if (!define.parameters.empty()) {
      report(DiagnosticId::ArgumentsMissing, span, {{"name", name}, {"signature", signature(policy, define)}},
             std::move(notes));
      return std::nullopt;
    }
  }
  if (is_bad(context_, type)) return std::nullopt;
  return make(kind, type, span, {}, symbol.id);
}

ExpressionChecker::Built ExpressionChecker::unknown_name(std::string_view name, Span span, Hint hint) {
  if (context_.incomplete) return std::nullopt;
  std::vector<std::string_view> candidates;
  const bool closed = hint && context_.out[*hint].kind == TypeKind::Closed;
  if (closed) candidates = member_names(context_.out[*hint]);
  for (const LocalName& variable : place_.locals) candidates.push_back(variable.name);
  if (!place_.constant_only) {
    const auto visible = context_.visible(place_.module, kValueKinds);
    candidates.insert(candidates.end(), visible.begin(), visible.end());
  }
  if (closed) {
    report(DiagnosticId::UnknownMember, span,
           {{"type", context_.out[*hint].name}, {"name", name}, {"nearest", nearest(name, candidates)}});
  } else if (const Type* type = closed_type_with(context_, name)) {
    report(DiagnosticId::MemberOutOfPlace, span, {{"type", type->name}, {"name", name}},
           {{type->span, "declared here"}});
  } else if (place_.constant_only || !context_.is_of_a_module_not_used(place_.module, name, span)) {
    report(DiagnosticId::UnknownName, span,
           {{"name", name}, {"wanted", "a fact or a definition"}, {"nearest", nearest(name, candidates)}});
  }
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::field(ExprId record, std::string_view record_text, std::string_view name,
                                                  Span name_span, Span span) {
  const TypeId type = at(record).type;
  const Type& info = context_.out[type];
  if (info.kind != TypeKind::Record) {
    const bool list = info.kind == TypeKind::List;
    report(DiagnosticId::NoFields, name_span,
           {{"record", record_text},
            {"type", described(record)},
            {"hint", list ? fmt::format("ask about its elements: `some … in {} satisfies …`", record_text) : ""}});
    return std::nullopt;
  }
  const auto index = find_field(context_, type, name);
  if (!index) {
    if (context_.incomplete) return std::nullopt;
    report(DiagnosticId::UnknownField, name_span,
           {{"type", info.name}, {"name", name}, {"nearest", nearest(name, field_names(info))}});
    return std::nullopt;
  }
  const TypeId field_type = info.fields[*index].type;
  if (is_bad(context_, field_type)) return std::nullopt;
  return make(ExprKind::Field, field_type, span, {record}, *index);
}

bool ExpressionChecker::is_optional(ExprId expr) const {
  const Expr& e = at(expr);
  if (e.kind == ExprKind::Fact) return context_.out.facts[e.index].optional;
  if (e.kind != ExprKind::Field) return false;
  const TypeId record = at(context_.out.operands_of(expr).front()).type;
  return context_.out[record].fields[e.index].optional;
}

void ExpressionChecker::require_presence(Presence::PathId path, std::string_view text, Span span) {
  if (presence_.holds(path)) return;
  report(DiagnosticId::MayBeAbsent, span, {{"path", text}});
  presence_.establish(path);  // told once in its condition
}

ExpressionChecker::Built ExpressionChecker::otherwise(NodeId node, Hint) {
  if (place_.otherwise) return make(ExprKind::Otherwise, *place_.otherwise, span(node), {});
  report(DiagnosticId::OtherwiseOutOfPlace, span(node));
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::call(NodeId node, Hint) {
  const auto nodes = children(node);
  const std::string_view name = text(nodes.front());
  if (const LocalName* variable = local(name)) {
    const std::string what = fmt::format("{} here", check::described(context_.out, variable->type));
    report(DiagnosticId::NotAFunction, span(nodes.front()), {{"name", name}, {"what", what}});
    return std::nullopt;
  }
  static constexpr std::array kDefines = {SymbolKind::Define};
  const Symbol* symbol = context_.expect(place_.module, nodes.front(), kDefines, "a definition");
  std::vector<ExprId> arguments;
  if (symbol == nullptr) return std::nullopt;
  if (place_.constant_only) {
    report(DiagnosticId::OnlyWrittenValues, span(node), {{"text", name}});
    return std::nullopt;
  }
  // INVARIANT: checking the arguments adds no definitions, so that the reference stays good.
  const Define& define = context_.out.defines[symbol->id];
  const std::size_t given = nodes.size() - 1;
  if (define.parameters.size() != given) {
    report(
        define.parameters.empty() ? DiagnosticId::TakesNoArguments : DiagnosticId::ArgumentCount, span(node),
        {{"name", name},
         {"expected", fmt::format("{} argument{}", define.parameters.size(), define.parameters.size() == 1 ? "" : "s")},
         {"found", std::to_string(given)},
         {"signature", signature(context_.out, define)}},
        {{symbol->name_span, "declared here"}});
    return std::nullopt;
  }
  for (std::size_t i = 0; i < given; ++i) {
    const TypeId type = context_.out.variables[index_of(define.parameters[i])].type;
    if (const Built argument = typed(nodes[i + 1], type)) arguments.push_back(*argument);
  }
  if (arguments.size() != given || is_bad(context_, define.type)) return std::nullopt;
  return make(ExprKind::Call, define.type, span(node), arguments, symbol->id);
}

Symbol* ExpressionChecker::named_list(NodeId node) {
  const NodeKind kind = tree()[node].kind;
  if (kind != NodeKind::Name && kind != NodeKind::Path) return nullptr;
  const std::string_view name = text(node);
  if (local(name.substr(0, name.find('.'))) != nullptr) return nullptr;
  Symbol* symbol = context_.lookup(place_.module, name);
  if (symbol == nullptr || symbol->kind != SymbolKind::List) return nullptr;
  context_.mark_used(place_.module, *symbol);
  return symbol;
}

int ExpressionChecker::needs_hint(NodeId node) const {
  const NodeKind kind = tree()[node].kind;
  if (kind == NodeKind::String || kind == NodeKind::Set || kind == NodeKind::Record) return 2;
  if (kind == NodeKind::If) {
    const auto branches = children(node).subspan(1);
    int need = 0;
    for (const NodeId branch : branches) need = std::max(need, needs_hint(branch));
    return need;
  }
  if (kind != NodeKind::Name && kind != NodeKind::Path) return 0;
  const std::string_view name = text(node);
  if (name.find('.') != std::string_view::npos || local(name) != nullptr) return 0;
  const Symbol* symbol = context_.lookup(place_.module, name);
  return symbol != nullptr && has_value(symbol->kind) ? 1 : 2;
}

}  // namespace carveout::check
