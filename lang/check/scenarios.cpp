#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "check/context.hpp"
#include "check/expectations.hpp"
#include "check/fact_paths.hpp"
#include "check/graph.hpp"
#include "check/items.hpp"
#include "check/scenario_tables.hpp"

namespace carveout::check {
namespace {

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
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      scenario_ = i;
      module_ = sources_[i].module;
      expectations_.enter(module_);
      check(sources_[i]);
    }
    // Once all givens are known: a scenario may build on a later one.
    for (std::uint32_t i = 0; i < sources_.size(); ++i) check_under_absent(i);
  }

 private:
  // Where a scenario is written: a declaration of its own, what the rows of a table have in common, or a row.
  struct Source {
    ModuleId module{};
    NodeId node{};                       // Scenario, Scenarios, TableRow
    std::optional<std::uint32_t> table;  // Scenarios, TableRow: into tables_
    std::uint32_t common = 0;            // TableRow: the scenario it is like
  };

  [[nodiscard]] std::span<const NodeId> children(NodeId n) const { return context_.tree(module_).children_of(n); }
  [[nodiscard]] const Node& at(NodeId n) const { return context_.tree(module_)[n]; }
  [[nodiscard]] Scenario& scenario() { return context_.out.scenarios[scenario_]; }
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {}) {
    context_.sink.report(id, span, fields, std::move(notes));
  }

  // --- names

  void collect() {
    for (const auto& [module, node] : context_.scenario_nodes) {
      module_ = module;
      const auto title = context_.child(module, node, NodeKind::String);
      if (!title) continue;
      Source source{module, node, std::nullopt, 0};
      const bool is_table = at(node).kind == NodeKind::Scenarios;
      if (is_table) source.table = static_cast<std::uint32_t>(tables_.size());
      const std::string name = context_.content(module, *title);
      if (!add(source, name, context_.span(module, *title)) || !is_table) continue;
      tables_.emplace_back(context_, expectations_, module, node);
      context_.out.scenarios.back().common = true;
      collect_rows(source, name);
    }
  }

  void collect_rows(const Source& table, const std::string& title) {
    const auto common = static_cast<std::uint32_t>(sources_.size() - 1);
    std::size_t number = 0;
    for (const NodeId row : tables_.back().rows()) {
      ++number;
      const auto written = tables_.back().name_of(row);
      const std::string name =
          written ? context_.content(table.module, *written) : title + ", row " + std::to_string(number);
      add({table.module, row, table.table, common}, name, context_.span(table.module, written.value_or(row)));
    }
  }

  // False after a diagnostic.
  bool add(const Source& source, const std::string& name, Span span) {
    const auto [first, fresh] = by_name_.emplace(name, static_cast<std::uint32_t>(sources_.size()));
    if (!fresh) {
      report(DiagnosticId::ScenarioTwice, span, {{"name", name}},
             {{context_.out.scenarios[first->second].span, "declared here"}});
      return false;
    }
    Scenario made;
    made.name = name;
    made.span = span;
    sources_.push_back(source);
    context_.out.scenarios.push_back(std::move(made));
    return true;
  }

  void check_likes() {
    std::vector<Graph::Edge> edges;
    like_places_.resize(sources_.size());
    built_on_.assign(sources_.size(), false);
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      module_ = sources_[i].module;
      if (at(sources_[i].node).kind == NodeKind::TableRow) {
        like_places_[i] = context_.out.scenarios[i].span;
        context_.out.scenarios[i].like = sources_[i].common;
        edges.emplace_back(i, sources_[i].common);
        continue;
      }
      const auto like = context_.child(module_, sources_[i].node, NodeKind::Like);
      const auto title = like ? context_.child(module_, *like, NodeKind::String) : std::nullopt;
      if (!title) continue;
      const std::string name = context_.content(module_, *title);
      const auto found = by_name_.find(name);
      if (found == by_name_.end()) {
        unknown_scenario(*title, name);
        continue;
      }
      like_places_[i] = context_.span(module_, *title);
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
    report(DiagnosticId::UnknownScenario, context_.span(module_, title),
           {{"name", name}, {"nearest", nearest(name, names)}});
  }

  void check_like_graph(const std::vector<Graph::Edge>& edges) {
    const Graph graph(static_cast<std::uint32_t>(sources_.size()), edges);
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
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      if (found.on_cycle(i)) context_.out.scenarios[i].like.reset();
    }
    const auto depth = depths(graph, found);
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      if (depth[i] <= context_.limits.scenario_depth) continue;
      if (depth[i] == context_.limits.scenario_depth + 1) {
        report(DiagnosticId::ScenariosTooDeep, like_places_[i],
               {{"limit", std::to_string(context_.limits.scenario_depth)}});
      }
      context_.out.scenarios[i].like.reset();
    }
  }

  // --- one scenario

  void check(const Source& source) {
    givens_.emplace_back();
    places_.clear();
    bool expects = false;
    if (at(source.node).kind == NodeKind::TableRow) {
      tables_[*source.table].read_row(source.node, scenario(), givens_.back());
      expects = tables_[*source.table].expects(source.node);
    } else {
      for (const NodeId part : children(source.node)) {
        const NodeKind kind = at(part).kind;
        if (kind == NodeKind::AsOf && !children(part).empty()) {
          scenario().as_of = written_date(context_, module_, children(part)[0]);
        }
        if (kind == NodeKind::Given) given(part);
        if (!is_expectation(kind)) continue;
        expects = true;
        for (Expectation& made : expectations_.check(part)) scenario().expectations.push_back(std::move(made));
      }
      if (source.table) return tables_[*source.table].read_head();
    }
    // One that others build on may well only set the scene.
    if (expects || built_on_[scenario_] || context_.incomplete) return;
    report(DiagnosticId::ScenarioExpectsNothing, scenario().span);
  }

  void given(NodeId part) {
    const auto nodes = children(part);
    if (nodes.size() < 2) return;
    auto path = resolve_fact_path(context_, module_, nodes[0]);
    if (!path) return;
    const Span path_span = context_.span(module_, nodes[0]);
    const auto [first, fresh] = places_.emplace(path_key(path->path, path->path.steps.size()), path_span);
    if (!fresh) {
      report(DiagnosticId::GivenTwice, path_span, {{"path", context_.text(module_, nodes[0])}},
             {{first->second, "given here"}});
      return;
    }
    auto value = given_value(nodes[0], nodes[1], *path);
    if (!value) return;
    scenario().givens.push_back({path->path, std::move(*value), context_.span(module_, part)});
    givens_.back().push_back({std::move(*path), path_span});
  }

  std::optional<Value> given_value(NodeId path_node, NodeId node, const ResolvedPath& path) {
    const bool absent = at(node).kind == NodeKind::AbsentLiteral;
    if (absent && !path.optional) {
      report(DiagnosticId::NeverAbsent, context_.span(module_, node), {{"name", context_.text(module_, path_node)}});
      return std::nullopt;
    }
    Place place{module_, {}, true};
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
      by_path_.resize(sources_.size());
      for (std::uint32_t i = 0; i < sources_.size(); ++i) {
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
  ModuleId module_{};            // the file of the scenario at hand
  std::vector<Source> sources_;  // by scenario, as the rest
  std::deque<ScenarioTable> tables_;
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
  auto path = context.child(m, node, NodeKind::Path);
  if (!path) path = context.child(m, node, NodeKind::Items);
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
  const std::vector<ActionId> actions = actions_named(context, m, *path, Groups::Refused);
  made.when = condition(NodeKind::When, {});
  std::vector<ExprId> given;
  if (made.when) given.push_back(*made.when);
  made.unless = condition(NodeKind::Unless, given);
  for (const ActionId action : actions) {
    made.action = action;
    context.out.guarantees.push_back(made);
  }
}

}  // namespace

void check_scenarios_and_guarantees(Context& context) {
  for (Module& module : context.modules) {
    if (module.is_scenarios) module.scope = context.modules[0].scope;
  }
  ScenarioChecker(context).run();
  for (const auto& [policy, node] : context.guarantee_nodes) check_guarantee(context, policy, node);
}

}  // namespace carveout::check
