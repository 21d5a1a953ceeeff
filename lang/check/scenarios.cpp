#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "check/context.hpp"
#include "check/expectations.hpp"
#include "check/fact_paths.hpp"
#include "check/graph.hpp"

namespace carveout::check {
namespace {

constexpr ModuleId kRoot{0};
constexpr std::array kActionKinds = {SymbolKind::Action};

Outcome outcome_of(syntax::GuaranteeWord word) {
  switch (word) {
    case syntax::GuaranteeWord::Permitted:
      return Outcome::Permitted;
    case syntax::GuaranteeWord::Forbidden:
      return Outcome::Forbidden;
    case syntax::GuaranteeWord::Conflict:
      return Outcome::Conflict;
    case syntax::GuaranteeWord::Unaddressed:
      return Outcome::Unaddressed;
    case syntax::GuaranteeWord::Undetermined:
      return Outcome::Undetermined;
  }
  return Outcome::Undetermined;
}

class ScenarioChecker {
 public:
  explicit ScenarioChecker(Context& context) : context_(context), expectations_(context) {}

  void run() {
    collect();
    check_likes();
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      scenario_ = i;
      check(nodes_[i]);
    }
    // Once all givens are known: a scenario may build on a later one.
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) check_under_absent(i);
  }

 private:
  struct GivenAt {
    ResolvedPath path;
    Span span;
  };

  [[nodiscard]] std::span<const NodeId> children(NodeId n) const { return context_.tree(kRoot).children_of(n); }
  [[nodiscard]] const Node& at(NodeId n) const { return context_.tree(kRoot)[n]; }
  [[nodiscard]] Scenario& scenario() { return context_.out.scenarios[scenario_]; }
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {}) {
    context_.sink.report(id, span, fields, std::move(notes));
  }

  // --- names

  void collect() {
    for (const NodeId node : context_.scenario_nodes) {
      const auto title = context_.child(kRoot, node, NodeKind::String);
      if (!title) continue;
      Scenario made;
      made.name = context_.content(kRoot, *title);
      made.span = context_.span(kRoot, *title);
      const auto [first, fresh] = by_name_.emplace(made.name, static_cast<std::uint32_t>(nodes_.size()));
      if (!fresh) {
        report(DiagnosticId::ScenarioTwice, made.span, {{"name", made.name}},
               {{context_.out.scenarios[first->second].span, "declared here"}});
        continue;
      }
      nodes_.push_back(node);
      context_.out.scenarios.push_back(std::move(made));
    }
  }

  void check_likes() {
    std::vector<Graph::Edge> edges;
    like_places_.resize(nodes_.size());
    built_on_.assign(nodes_.size(), false);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const auto like = context_.child(kRoot, nodes_[i], NodeKind::Like);
      const auto title = like ? context_.child(kRoot, *like, NodeKind::String) : std::nullopt;
      if (!title) continue;
      const std::string name = context_.content(kRoot, *title);
      const auto found = by_name_.find(name);
      if (found == by_name_.end()) {
        unknown_scenario(*title, name);
        continue;
      }
      like_places_[i] = context_.span(kRoot, *title);
      built_on_[found->second] = true;
      context_.out.scenarios[i].like = found->second;
      if (found->second == i) {
        report(DiagnosticId::ScenarioCycle, like_places_[i], {{"cycle", "\"" + name + "\" → \"" + name + "\""}});
        context_.out.scenarios[i].like.reset();
        continue;
      }
      edges.emplace_back(i, found->second);
    }
    check_like_graph(edges);
  }

  void unknown_scenario(NodeId title, const std::string& name) {
    if (context_.incomplete) return;
    std::vector<std::string_view> names;
    if (context_.out.scenarios.size() <= suggestions_left_) {
      suggestions_left_ -= context_.out.scenarios.size();
      for (const Scenario& other : context_.out.scenarios) names.push_back(other.name);
    }
    report(DiagnosticId::UnknownScenario, context_.span(kRoot, title),
           {{"name", name}, {"nearest", nearest(name, names)}});
  }

  void check_like_graph(const std::vector<Graph::Edge>& edges) {
    const Graph graph(static_cast<std::uint32_t>(nodes_.size()), edges);
    const Components found = components(graph);
    for (const auto& cycle : cycles(graph, found)) {
      std::string text;
      for (const std::uint32_t i : cycle) text += "\"" + context_.out.scenarios[i].name + "\" → ";
      text += "\"" + context_.out.scenarios[cycle[0]].name + "\"";
      std::vector<Note> notes;
      for (std::size_t i = 1; i < cycle.size() && i < kMaxNotes; ++i)
        notes.push_back({like_places_[cycle[i]], "and here"});
      report(DiagnosticId::ScenarioCycle, like_places_[cycle[0]], {{"cycle", text}}, std::move(notes));
    }
    // From here on every chain ends.
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (found.on_cycle(i)) context_.out.scenarios[i].like.reset();
    }
    const auto depth = depths(graph, found);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (depth[i] <= context_.limits.scenario_depth) continue;
      if (depth[i] == context_.limits.scenario_depth + 1) {
        report(DiagnosticId::ScenariosTooDeep, like_places_[i],
               {{"limit", std::to_string(context_.limits.scenario_depth)}});
      }
      context_.out.scenarios[i].like.reset();
    }
  }

  // --- one scenario

  void check(NodeId node) {
    givens_.emplace_back();
    places_.clear();
    bool expects = false;
    for (const NodeId part : children(node)) {
      const NodeKind kind = at(part).kind;
      if (kind == NodeKind::AsOf) scenario().as_of = as_of(part);
      if (kind == NodeKind::Given) given(part);
      if (!is_expectation(kind)) continue;
      expects = true;
      if (auto made = expectations_.check(part)) scenario().expectations.push_back(std::move(*made));
    }
    // One that others build on may well only set the scene.
    if (expects || built_on_[scenario_] || context_.incomplete) return;
    report(DiagnosticId::ScenarioExpectsNothing, scenario().span);
  }

  std::optional<Date> as_of(NodeId part) {
    if (children(part).empty()) return std::nullopt;
    const NodeId written = children(part)[0];
    if (at(written).kind != NodeKind::TimeLiteral) return context_.date_of(kRoot, written);
    const std::string_view text = context_.text(kRoot, written);
    const auto time = Time::parse(text);
    if (time) return time->date();
    report(DiagnosticId::TimeDoesNotExist, context_.span(kRoot, written), {{"time", text}});
    return std::nullopt;
  }

  void given(NodeId part) {
    const auto nodes = children(part);
    if (nodes.size() < 2) return;
    auto path = resolve_fact_path(context_, nodes[0]);
    if (!path) return;
    const Span path_span = context_.span(kRoot, nodes[0]);
    const auto [first, fresh] = places_.emplace(path_key(path->path, path->path.steps.size()), path_span);
    if (!fresh) {
      report(DiagnosticId::GivenTwice, path_span, {{"path", context_.text(kRoot, nodes[0])}},
             {{first->second, "given here"}});
      return;
    }
    auto value = given_value(nodes[0], nodes[1], *path);
    if (!value) return;
    scenario().givens.push_back({path->path, std::move(*value), context_.span(kRoot, part)});
    givens_.back().push_back({std::move(*path), path_span});
  }

  std::optional<Value> given_value(NodeId path_node, NodeId node, const ResolvedPath& path) {
    const bool absent = at(node).kind == NodeKind::AbsentLiteral;
    if (absent && !path.optional) {
      report(DiagnosticId::NeverAbsent, context_.span(kRoot, node), {{"name", context_.text(kRoot, path_node)}});
      return std::nullopt;
    }
    Place place{kRoot, {}, true};
    return check_given(context_, place, node, path);
  }

  // --- givens under something that is absent

  // In one scenario or through those it builds on, nothing can be given of what is said to be absent.
  void check_under_absent(std::uint32_t index) {
    for (const GivenAt& given : givens_[index]) {
      for (std::size_t steps = 0; steps < given.path.path.steps.size(); ++steps) {
        if (!given.path.may_be_absent[steps]) continue;
        const auto* other = latest_given(index, path_key(given.path.path, steps));
        if (other == nullptr || !other->value.is_absent()) continue;
        report(DiagnosticId::GivenUnderSomethingAbsent, given.span,
               {{"path", context_.out.path_text(given.path.path)}, {"absent", context_.out.path_text(other->path)}},
               {{other->span, "absent here"}});
        break;
      }
    }
  }

  // What a scenario, or the nearest one that it builds on, gives for a path. The chains are bounded by
  // limits.scenario_depth.
  const Given* latest_given(std::uint32_t index, const std::string& key) {
    if (by_path_.empty()) {
      by_path_.resize(nodes_.size());
      for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        for (const Given& given : context_.out.scenarios[i].givens) {
          by_path_[i].emplace(path_key(given.path, given.path.steps.size()), &given);
        }
      }
    }
    for (std::optional<std::uint32_t> i = index; i; i = context_.out.scenarios[*i].like) {
      const auto found = by_path_[*i].find(key);
      if (found != by_path_[*i].end()) return found->second;
    }
    return nullptr;
  }

  static constexpr std::size_t kMaxNotes = 20;

  Context& context_;
  ExpectationChecker expectations_;
  std::uint32_t scenario_ = 0;
  std::vector<NodeId> nodes_;  // by scenario, as the rest
  std::vector<Span> like_places_;
  std::vector<bool> built_on_;
  std::vector<std::vector<GivenAt>> givens_;
  std::vector<std::unordered_map<std::string, const Given*>> by_path_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::unordered_map<std::string, Span> places_;  // the paths given in the scenario at hand
  std::size_t suggestions_left_ = 1'000'000;      // LIMIT: as for other names
};

void check_guarantee(Context& context, PolicyId policy, NodeId node) {
  const ModuleId m = context.module_of(policy);
  const auto path = context.child(m, node, NodeKind::Path);
  if (!path) return;
  const auto condition = [&](NodeKind kind, std::span<const ExprId> given) -> std::optional<ExprId> {
    const auto part = context.child(m, node, kind);
    if (!part || context.tree(m).children_of(*part).empty()) return std::nullopt;
    Place place{m, {}};
    return check_condition(context, place, context.tree(m).children_of(*part)[0], given);
  };
  const std::uint8_t flag = context.tree(m)[node].flag;
  Guarantee made;
  made.policy = policy;
  made.label = context.label_of(m, node);
  made.never = (flag & syntax::kNegated) != 0;
  made.outcome = outcome_of(static_cast<syntax::GuaranteeWord>(flag & ~syntax::kNegated));
  made.span = context.span(m, node);
  const Symbol* action = context.expect(m, *path, kActionKinds, "an action");
  made.when = condition(NodeKind::When, {});
  std::vector<ExprId> given;
  if (made.when) given.push_back(*made.when);
  made.unless = condition(NodeKind::Unless, given);
  if (action == nullptr) return;
  made.action = ActionId{action->id};
  context.out.guarantees.push_back(std::move(made));
}

}  // namespace

void check_scenarios_and_guarantees(Context& context) {
  ScenarioChecker(context).run();
  for (const auto& [policy, node] : context.guarantee_nodes) check_guarantee(context, policy, node);
}

}  // namespace carveout::check
