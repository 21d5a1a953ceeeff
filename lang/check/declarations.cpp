#include "check/declarations.hpp"

#include <algorithm>

#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

std::uint32_t count_of(const Context& context, SymbolKind kind) {
  std::uint32_t count = 0;
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == kind) count = std::max(count, symbol.id + 1);
  }
  return count;
}

// The type that a declaration writes: bad_type where it writes one that is none, nothing where it writes none.
std::optional<TypeId> declared_type(Context& context, const Symbol& symbol) {
  const auto node = type_child(context, symbol.module, symbol.node);
  if (!node) return std::nullopt;
  const auto type = type_of(context, symbol.module, *node);
  return type ? *type : bad_type(context);
}

struct DatedValue {
  ParameterValue value;
  NodeId date{};
};

void sort_by_date(Context& context, ModuleId module, std::vector<DatedValue>& values) {
  std::stable_sort(values.begin(), values.end(),
                   [](const DatedValue& a, const DatedValue& b) { return a.value.from < b.value.from; });
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i].value.from != values[i - 1].value.from) continue;
    context.sink.report(DiagnosticId::ParameterDateTwice, context.span(module, values[i].date),
                        {{"date", values[i].value.from.to_text()}},
                        {{context.span(module, values[i - 1].date), "and here"}});
  }
}

void check_parameter(Context& context, const Symbol& symbol) {
  const Tree& tree = context.tree(symbol.module);
  Parameter parameter;
  parameter.name = context.sources.text(symbol.name_span);
  parameter.label = context.label_of(symbol.module, symbol.node);
  parameter.span = tree.span(symbol.node);
  std::optional<TypeId> type = declared_type(context, symbol);
  Place place{symbol.module, {}, true};
  std::vector<DatedValue> values;
  for (const NodeId node : tree.children_of(symbol.node)) {
    if (tree[node].kind != NodeKind::ParameterValue) continue;
    const auto parts = tree.children_of(node);
    const auto value = check_expression(context, place, parts[0], type);
    const auto from = context.date_of(symbol.module, parts[1]);
    if (value && !type) type = context.out[*value].type;
    if (value && from) values.push_back({{*value, *from}, parts[1]});
  }
  sort_by_date(context, symbol.module, values);
  for (const DatedValue& value : values) parameter.values.push_back(value.value);
  parameter.type = type ? *type : bad_type(context);
  context.out.parameters[symbol.id] = std::move(parameter);
}

}  // namespace

std::string cites_of(const Context& context, ModuleId module, NodeId node) {
  const auto cites = context.child(module, node, NodeKind::Cites);
  return cites ? context.label_of(module, *cites) : std::string();
}

void check_parameters_lists_defines(Context& context) {
  context.out.parameters.resize(count_of(context, SymbolKind::Parameter));
  context.out.lists.resize(count_of(context, SymbolKind::List));
  context.out.defines.resize(count_of(context, SymbolKind::Define));
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::Parameter) check_parameter(context, symbol);
  }
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::List) check_list(context, symbol, declared_type(context, symbol));
  }
  std::vector<DeclaredDefine> defines;
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::Define)
      defines.push_back({&symbol, declared_type(context, symbol), context.define_nodes[symbol.id]});
  }
  check_defines(context, defines);
}

}  // namespace carveout::check
