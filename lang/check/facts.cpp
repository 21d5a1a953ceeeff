#include "check/types.hpp"

namespace carveout::check {
namespace {

FactInfo fact_of(Context& context, const Symbol& symbol) {
  const Tree& tree = context.tree(symbol.module);
  FactInfo fact;
  fact.name = context.text(symbol.module, tree.children_of(symbol.node).front());
  fact.label = context.label_of(symbol.module, symbol.node);
  fact.optional = tree[symbol.node].flag == 1;
  fact.span = tree.span(symbol.node);
  const auto type_node = type_child(context, symbol.module, symbol.node);
  std::optional<TypeId> type;
  if (type_node) type = type_of(context, symbol.module, *type_node);
  fact.type = type ? *type : bad_type(context);
  return fact;
}

void check_sizes(Context& context) {
  const std::vector<TypeSize> sizes = measure_types(context);
  std::uint64_t leaves = 0;
  for (const FactInfo& fact : context.out.facts) {
    const TypeSize size = sizes[index_of(fact.type)];
    const bool list = context.out[fact.type].kind == TypeKind::List;
    if (list && size.depth > context.limits.type_depth) {
      context.sink.report(DiagnosticId::TypeTooDeep, fact.span,
                          {{"name", fact.name}, {"limit", std::to_string(context.limits.type_depth)}});
    }
    const bool fitted = leaves <= context.limits.fact_leaves;
    leaves += size.leaves;
    if (fitted && leaves > context.limits.fact_leaves) {
      context.sink.report(DiagnosticId::TooManyFacts, fact.span,
                          {{"limit", std::to_string(context.limits.fact_leaves)}});
    }
  }
}

}  // namespace

void check_facts(Context& context) {
  std::size_t size = 0;
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind == SymbolKind::Fact) size = std::max<std::size_t>(size, symbol.id + 1);
  }
  context.out.facts.resize(size);
  for (const Symbol& symbol : context.symbols) {
    if (symbol.kind != SymbolKind::Fact) continue;
    FactInfo fact = fact_of(context, symbol);
    context.out.facts[symbol.id] = std::move(fact);
  }
  check_sizes(context);
}

}  // namespace carveout::check
