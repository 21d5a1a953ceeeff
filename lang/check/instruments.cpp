#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/context.hpp"
#include "check/graph.hpp"

// Several policies decided together: what each is called in the files of the others, and which displace which.
namespace carveout::check {
namespace {

// LIMIT: a cycle of more policies is printed cut; nobody reads the notes of a longer one.
constexpr std::size_t kMaxNotes = 20;

// The symbol of a policy, where its file parsed so far as to have one.
Symbol* symbol_of(Context& context, PolicyId id) {
  const Module& module = context.at(context.module_of(id));
  for (std::uint32_t i = 0; i < module.symbol_count; ++i) {
    Symbol& symbol = context.symbols[module.first_symbol + i];
    if (symbol.kind == SymbolKind::Policy) return &symbol;
  }
  return nullptr;
}

// Clauses are known to the outside by the names of their policies. Nothing is said of the second policy of a name
// again.
void check_names(Context& context, std::vector<Symbol*>& symbols) {
  std::unordered_map<std::string_view, const Symbol*> seen;
  for (Symbol*& symbol : symbols) {
    if (symbol == nullptr) continue;
    const std::string_view name = context.sources.text(symbol->name_span);
    const auto [first, fresh] = seen.emplace(name, symbol);
    if (fresh) continue;
    context.sink.report(DiagnosticId::TwoPoliciesOfOneName, symbol->name_span, {{"name", name}},
                        {{first->second->name_span, "declared here"}});
    symbol = nullptr;
  }
}

// The policies that one is decided with when it is asked by itself: adopted or superseded, by it or by one of those.
std::vector<PolicyId> together_with(const Context& context, PolicyId id) {
  std::vector<PolicyId> found{id};
  std::vector<bool> seen(context.policy_modules.size(), false);
  seen[index_of(id)] = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const Module::Together& other : context.at(context.module_of(found[i])).together) {
      if (seen[index_of(other.policy)]) continue;
      seen[index_of(other.policy)] = true;
      found.push_back(other.policy);
    }
  }
  found.erase(found.begin());
  return found;
}

void bring_names(Context& context, PolicyId id, const std::vector<Symbol*>& symbols) {
  Module& module = context.at(context.module_of(id));
  for (const PolicyId other : together_with(context, id)) {
    Symbol* symbol = symbols[index_of(other)];
    if (symbol == nullptr) continue;
    const std::string_view name = context.sources.text(symbol->name_span);
    const auto [taken, fresh] = module.scope.emplace(name, symbol);
    if (fresh || taken->second == symbol) continue;
    context.sink.report(DiagnosticId::PolicyNameTaken, taken->second->name_span, {{"name", name}},
                        {{symbol->name_span, "the policy"}});
  }
}

void report_cycle(Context& context, const std::vector<PolicyId>& cycle) {
  std::string text;
  std::vector<Note> notes;
  Span span{};
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const ModuleId m = context.module_of(cycle[i]);
    const PolicyId next = cycle[(i + 1) % cycle.size()];
    text += context.out[cycle[i]].name + " → ";
    const auto& together = context.at(m).together;
    const auto named = std::find_if(together.begin(), together.end(), [&](const Module::Together& other) {
      return other.supersedes && other.policy == next;
    });
    if (named == together.end()) continue;
    if (i == 0)
      span = context.span(m, named->path);
    else if (notes.size() < kMaxNotes)
      notes.push_back({context.span(m, named->path), "and here"});
  }
  context.sink.report(DiagnosticId::SupersedeCycle, span, {{"cycle", text + context.out[cycle[0]].name}},
                      std::move(notes));
}

void check_superseding(Context& context) {
  std::vector<Graph::Edge> edges;
  for (std::uint32_t p = 0; p < context.policy_modules.size(); ++p) {
    for (const Module::Together& other : context.at(context.policy_modules[p]).together) {
      if (!other.supersedes) continue;
      if (other.policy == PolicyId{p})
        report_cycle(context, {PolicyId{p}});
      else
        edges.emplace_back(p, index_of(other.policy));
    }
  }
  const Graph graph(static_cast<std::uint32_t>(context.policy_modules.size()), edges);
  for (const auto& cycle : cycles(graph, components(graph))) {
    std::vector<PolicyId> policies;
    for (const std::uint32_t node : cycle) policies.push_back(PolicyId{node});
    report_cycle(context, policies);
  }
}

}  // namespace

void bring_policies_together(Context& context) {
  if (context.policy_modules.size() < 2 && context.modules[0].together.empty()) return;
  std::vector<Symbol*> symbols;
  for (std::uint32_t p = 0; p < context.policy_modules.size(); ++p) symbols.push_back(symbol_of(context, PolicyId{p}));
  check_names(context, symbols);
  for (std::uint32_t p = 0; p < context.policy_modules.size(); ++p) bring_names(context, PolicyId{p}, symbols);
  check_superseding(context);
}

}  // namespace carveout::check
