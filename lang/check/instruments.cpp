#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
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

// What the scope of a policy rests on, and what its words rest on: two nodes of a graph for each policy.
std::uint32_t scope_node(PolicyId id) {
  return 2 * index_of(id);
}
std::uint32_t word_node(PolicyId id) {
  return 2 * index_of(id) + 1;
}

class WordGraph {
 public:
  explicit WordGraph(Context& context) : context_(context) {}

  void check() {
    const CheckedPolicy& out = context_.out;
    for (std::uint32_t p = 0; p < out.policies.size(); ++p) {
      const PolicyId id{p};
      edges_.emplace_back(word_node(id), scope_node(id));
      // A word is silent where the policy is superseded.
      for (const PolicyId displaced : out[id].supersedes) edges_.emplace_back(word_node(displaced), scope_node(id));
      asks(scope_node(id), out[id].applies_when);
    }
    for (const Part& part : out.parts) asks(word_node(part.policy), part.applies_when);
    for (const Clause& clause : out.clauses) {
      asks(word_node(clause.policy), clause.when);
      asks(word_node(clause.policy), clause.unless);
      for (const Conclusion& conclusion : clause.conclusions) asks(word_node(clause.policy), conclusion.test);
    }
    const Graph graph(static_cast<std::uint32_t>(2 * out.policies.size()), edges_);
    for (const auto& cycle : cycles(graph, components(graph))) report(cycle);
  }

 private:
  // LIMIT: conditions are as long as the text, and each is looked at once.
  void asks(std::uint32_t from, std::optional<ExprId> condition) {
    std::vector<ExprId> open;
    if (condition) open.push_back(*condition);
    while (!open.empty()) {
      const Expr& expr = context_.out[open.back()];
      const auto operands = context_.out.operands_of(open.back());
      open.pop_back();
      open.insert(open.end(), operands.begin(), operands.end());
      if (expr.kind != ExprKind::ForbiddenBy) continue;
      const std::uint32_t to = word_node(context_.out.asked_words[expr.index].policy);
      places_.emplace(std::pair(from, to), expr.span);
      if (from == to)
        report({from});
      else
        edges_.emplace_back(from, to);
    }
  }

  void report(const std::vector<std::uint32_t>& cycle) {
    std::string text;
    std::vector<Note> notes;
    std::optional<Span> span;
    std::uint32_t last = ~0u;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const std::uint32_t policy = cycle[i] / 2;
      if (policy != last) text += context_.out.policies[policy].name + " → ";
      last = policy;
      const auto place = places_.find({cycle[i], cycle[(i + 1) % cycle.size()]});
      if (place == places_.end()) continue;
      if (!span)
        span = place->second;
      else if (notes.size() < kMaxNotes)
        notes.push_back({place->second, "and here"});
    }
    // A circle always goes through a word that is asked for: scopes alone make none.
    if (!span) return;
    text += context_.out.policies[cycle[0] / 2].name;
    context_.sink.report(DiagnosticId::WordCycle, *span, {{"cycle", text}}, std::move(notes));
  }

  Context& context_;
  std::vector<Graph::Edge> edges_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Span> places_;
};

}  // namespace

void check_words(Context& context) {
  if (!context.out.asked_words.empty()) WordGraph(context).check();
}

void bring_policies_together(Context& context) {
  if (context.policy_modules.size() < 2 && context.modules[0].together.empty()) return;
  std::vector<Symbol*> symbols;
  for (std::uint32_t p = 0; p < context.policy_modules.size(); ++p) symbols.push_back(symbol_of(context, PolicyId{p}));
  check_names(context, symbols);
  for (std::uint32_t p = 0; p < context.policy_modules.size(); ++p) bring_names(context, PolicyId{p}, symbols);
  check_superseding(context);
}

}  // namespace carveout::check
