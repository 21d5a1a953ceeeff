#include "check/overrides.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "check/context.hpp"
#include "check/graph.hpp"
#include "check/targets.hpp"

namespace carveout::check {
namespace {

// LIMIT: a cycle of more clauses is printed cut; nobody reads the notes of a longer one.
constexpr std::size_t kMaxNotes = 20;

using Edges = std::vector<Graph::Edge>;

std::optional<Span> exception_place(const Context& context, ClauseId a, ClauseId b) {
  return name_in(context, a, NodeKind::To, b);
}

std::optional<Span> carveout_place(const Context& context, ClauseId a, ClauseId b) {
  return name_in(context, a, NodeKind::From, b);
}

// `a` overrides `b`: said by `a`, or by `b`, which yields.
std::optional<Span> override_place(const Context& context, ClauseId a, ClauseId b) {
  if (const auto to = name_in(context, a, NodeKind::To, b)) return to;
  if (const auto over = name_in(context, a, NodeKind::Notwithstanding, b)) return over;
  return name_in(context, b, NodeKind::SubjectTo, a);
}

using PlaceOf = std::optional<Span> (*)(const Context&, ClauseId, ClauseId);

void report_cycle(Context& context, DiagnosticId id, const std::vector<ClauseId>& cycle, PlaceOf place_of) {
  std::string text;
  std::vector<Note> notes;
  Span span = context.out[cycle[0]].name_span;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const ClauseId a = cycle[i];
    const ClauseId b = cycle[(i + 1) % cycle.size()];
    text += context.out.clause_name(a) + " → ";
    const auto place = place_of(context, a, b);
    if (!place || notes.size() == kMaxNotes) continue;
    if (i == 0) {
      span = *place;
    } else {
      notes.push_back({*place, "`" + context.out[a].name + "` → `" + context.out[b].name + "`"});
    }
  }
  text += context.out.clause_name(cycle[0]);
  context.sink.report(id, span, {{"cycle", text}}, std::move(notes));
}

// What was found out about one kind of naming.
struct Looked {
  Components components;
  bool cyclic = false;
};

// Chains of one kind of naming among clauses: exceptions to exceptions, carve-outs from carve-outs.
Looked check_chain(Context& context, const Edges& edges, DiagnosticId cycle_id, DiagnosticId depth_id,
                   PlaceOf place_of) {
  const auto count = static_cast<std::uint32_t>(context.out.clauses.size());
  const Graph graph(count, edges);
  Looked looked{components(graph), false};
  for (const auto& cycle : cycles(graph, looked.components)) {
    looked.cyclic = true;
    std::vector<ClauseId> clauses;
    for (const std::uint32_t node : cycle) clauses.push_back(ClauseId{node});
    report_cycle(context, cycle_id, clauses, place_of);
  }
  const auto depth = depths(graph, looked.components);
  for (std::uint32_t id = 0; id < count; ++id) {
    if (depth[id] != context.limits.exception_depth + 1) continue;
    context.sink.report(
        depth_id, context.out.clauses[id].name_span,
        {{"name", context.out.clauses[id].name}, {"limit", std::to_string(context.limits.exception_depth)}});
    break;
  }
  return looked;
}

// Overriding by name between clauses, whatever they conclude: a superset of what can be on a cycle. Exceptions that go
// round in a circle have been reported as such.
Edges clause_edges(const CheckedPolicy& policy, const Looked& exceptions) {
  Edges edges;
  for (std::uint32_t id = 0; id < policy.clauses.size(); ++id) {
    const Clause& clause = policy.clauses[id];
    for (const ClauseId base : clause.bases) {
      const bool reported =
          exceptions.cyclic && exceptions.components.of[id] == exceptions.components.of[index_of(base)];
      if (!reported) edges.emplace_back(id, index_of(base));
    }
    for (const ClauseId other : clause.notwithstanding) edges.emplace_back(id, index_of(other));
    for (const ClauseId other : clause.subject_to) edges.emplace_back(index_of(other), id);
  }
  return edges;
}

// Conclusions as nodes, numbered clause by clause; edges where one overrides the other.
class ConclusionGraph {
 public:
  ConclusionGraph(const CheckedPolicy& policy, std::uint64_t limit) : policy_(policy), limit_(limit) {
    std::uint32_t next = 0;
    for (std::uint32_t id = 0; id < policy.clauses.size(); ++id) {
      first_.push_back(next);
      const auto count = static_cast<std::uint32_t>(policy.clauses[id].conclusions.size());
      owner_.insert(owner_.end(), count, id);
      next += count;
    }
    first_.push_back(next);
    sort_keys();
  }

  // False where there are more edges than the limit, or more work than goes with them.
  [[nodiscard]] bool connect(std::uint32_t over, std::uint32_t under) {
    std::size_t a = first_[over];
    std::size_t b = first_[under];
    const std::size_t a_end = first_[over + std::size_t{1}];
    const std::size_t b_end = first_[under + std::size_t{1}];
    while (a < a_end && b < b_end) {
      if (keys_[a].key != keys_[b].key) {
        ++(keys_[a].key < keys_[b].key ? a : b);
        if (++steps_ > limit_ * kStepsPerEdge) return false;
        continue;
      }
      std::size_t run = b;
      for (; run < b_end && keys_[run].key == keys_[a].key; ++run) {
        if (keys_[run].side != keys_[a].side) edges_.emplace_back(keys_[a].node, keys_[run].node);
        if (++steps_ > limit_ * kStepsPerEdge || edges_.size() > limit_) return false;
      }
      ++a;
    }
    return true;
  }

  [[nodiscard]] Graph graph() const { return {static_cast<std::uint32_t>(owner_.size()), edges_}; }
  [[nodiscard]] ClauseId owner(std::uint32_t node) const { return ClauseId{owner_[node]}; }

 private:
  // Conclusions that can differ have one key; they do where their sides are not the same.
  struct Key {
    std::uint64_t key = 0;
    std::uint32_t side = 0;
    std::uint32_t node = 0;
  };

  void sort_keys() {
    keys_.reserve(owner_.size());
    std::uint32_t node = 0;
    for (const Clause& clause : policy_.clauses) {
      const auto begin = keys_.size();
      for (const Conclusion& conclusion : clause.conclusions) keys_.push_back(key_of(conclusion, node++));
      std::sort(keys_.begin() + static_cast<std::ptrdiff_t>(begin), keys_.end(),
                [](const Key& a, const Key& b) { return a.key != b.key ? a.key < b.key : a.node < b.node; });
    }
  }

  static Key key_of(const Conclusion& conclusion, std::uint32_t node) {
    const std::uint64_t duty = conclusion.duty ? index_of(*conclusion.duty) + std::uint64_t{1} : 0;
    const std::uint64_t action = conclusion.action ? index_of(*conclusion.action) + std::uint64_t{1} : 0;
    const bool require = conclusion.kind == ConclusionKind::Require;
    const auto side =
        require ? static_cast<std::uint32_t>(conclusion.timing) : static_cast<std::uint32_t>(conclusion.kind);
    return {duty << 32U | action, side, node};
  }

  const CheckedPolicy& policy_;
  std::uint64_t limit_;
  std::uint64_t steps_ = 0;
  std::vector<std::uint32_t> first_;  // by clause: its first conclusion
  std::vector<std::uint32_t> owner_;  // by conclusion
  std::vector<Key> keys_;             // a clause's, sorted, where its conclusions are numbered
  Edges edges_;
};

void report_depth(Context& context, const std::vector<std::uint32_t>& depth,
                  const std::function<ClauseId(std::uint32_t)>& clause_of) {
  for (std::uint32_t node = 0; node < depth.size(); ++node) {
    if (depth[node] != context.limits.override_depth + 1) continue;
    const Clause& clause = context.out[clause_of(node)];
    context.sink.report(DiagnosticId::OverridesTooDeep, clause.name_span,
                        {{"name", clause.name}, {"limit", std::to_string(context.limits.override_depth)}});
    return;
  }
}

void check_override_graph(Context& context, const Looked& exceptions) {
  const auto count = static_cast<std::uint32_t>(context.out.clauses.size());
  const Edges edges = clause_edges(context.out, exceptions);
  {
    // Nearly every policy ends here: where no clauses go round in a circle, no conclusions do.
    const Graph graph(count, edges);
    const Components found = components(graph);
    if (!found.any_cycle()) {
      const auto depth = depths(graph, found);
      if (std::all_of(depth.begin(), depth.end(), [&](std::uint32_t d) { return d <= context.limits.override_depth; }))
        return;
    }
  }
  ConclusionGraph conclusions(context.out, context.limits.override_edges);
  for (const auto& [over, under] : edges) {
    if (conclusions.connect(over, under)) continue;
    context.sink.report(DiagnosticId::TooMuchOverriding, context.out.clauses[over].name_span,
                        {{"limit", std::to_string(context.limits.override_edges * kStepsPerEdge)}});
    return;
  }
  const Graph graph = conclusions.graph();
  const Components found = components(graph);
  std::vector<std::vector<ClauseId>> reported;
  for (const auto& cycle : cycles(graph, found)) {
    std::vector<ClauseId> clauses;
    for (const std::uint32_t node : cycle) clauses.push_back(conclusions.owner(node));
    // A clause with several conclusions goes round with each of them: one report.
    if (std::find(reported.begin(), reported.end(), clauses) != reported.end()) continue;
    report_cycle(context, DiagnosticId::OverrideCycle, clauses, override_place);
    if (reported.size() < kMaxNotes) reported.push_back(std::move(clauses));
  }
  report_depth(context, depths(graph, found), [&](std::uint32_t node) { return conclusions.owner(node); });
}

}  // namespace

std::optional<Span> name_in(const Context& context, ClauseId user, NodeKind part, ClauseId named) {
  const ModuleId m = context.module_of(user);
  for (const NodeId node : context.tree(m).children_of(context.clause_nodes[index_of(user)])) {
    if (context.tree(m)[node].kind != part) continue;
    const auto targets = context.child(m, node, NodeKind::Targets);
    if (!targets) continue;
    for (const NodeId path : context.tree(m).children_of(*targets)) {
      if (stands_for(context, path, named)) return context.span(m, path);
    }
  }
  return std::nullopt;
}

void check_overrides(Context& context) {
  check_versions(context);
  Edges exceptions;
  Edges carveouts;
  for (std::uint32_t id = 0; id < context.out.clauses.size(); ++id) {
    const Clause& clause = context.out.clauses[id];
    for (const ClauseId base : clause.bases) exceptions.emplace_back(id, index_of(base));
    for (const ClauseId target : clause.targets) {
      if (context.out[target].kind == ClauseKind::Carveout) carveouts.emplace_back(id, index_of(target));
    }
  }
  const Looked looked =
      check_chain(context, exceptions, DiagnosticId::ExceptionCycle, DiagnosticId::ExceptionsTooDeep, exception_place);
  check_chain(context, carveouts, DiagnosticId::CarveoutCycle, DiagnosticId::CarveoutsTooDeep, carveout_place);
  check_override_graph(context, looked);
  check_exceptions(context);
  warn_carveouts(context);
}

}  // namespace carveout::check
