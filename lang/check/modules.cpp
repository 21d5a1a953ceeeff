#include <algorithm>
#include <string>
#include <utility>

#include "check/context.hpp"
#include "check/declarations_walk.hpp"

namespace carveout::check {
namespace {

// What came of asking for a module: the answer is kept, so that each is asked for once however many files use it.
struct Asked {
  std::optional<ModuleId> module;
  ModuleText::Status status{};
  std::string reason;
};

// The first declaration of a kind.
[[nodiscard]] std::optional<NodeId> declared(const Tree& tree, NodeKind kind) {
  DeclarationWalk walk(tree);
  while (const auto item = walk.next()) {
    if (item->event == DeclarationWalk::Event::Declaration && tree[item->node].kind == kind) return item->node;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(Context& context, ModuleResolver& resolver) : context_(context), resolver_(&resolver) {}

  void read(std::string name, std::string text) {
    Module given = parsed({}, std::move(name), std::move(text));
    std::optional<Module> scenarios;
    const auto head = declared(given.tree, NodeKind::ScenariosFor);
    if (head && !declared(given.tree, NodeKind::Policy)) {
      scenarios = std::move(given);
      if (!find_tested(*scenarios, *head)) return;
    } else {
      context_.modules.push_back(std::move(given));
    }
    decide_together(ModuleId{0});
    // Both grow while this runs: modules in the order of first use, policies in the order of adoption. Files that use
    // each other, and policies that adopt each other, are read once each.
    std::uint32_t m = 0;
    for (std::uint32_t p = 0; m < context_.modules.size() || p < context_.policy_modules.size();) {
      if (m < context_.modules.size())
        read_uses(ModuleId{m++});
      else
        read_head(PolicyId{p++});
    }
    context_.out.policies.resize(context_.policy_modules.size());
    if (scenarios) add_scenarios(std::move(*scenarios));
    read_rounding();
  }

 private:
  [[nodiscard]] Module parsed(std::string path, std::string name, std::string text) {
    const std::size_t errors = context_.sink.errors();
    Module module;
    module.path = std::move(path);
    module.source = &context_.sources.add(std::move(name), std::move(text));
    module.tree = syntax::parse(*module.source, context_.sink, context_.limits.parse);
    if (context_.sink.errors() != errors) context_.incomplete = true;
    return module;
  }

  ModuleId add_module(std::string path, std::string name, std::string text) {
    const auto id = ModuleId(static_cast<std::uint32_t>(context_.modules.size()));
    context_.modules.push_back(parsed(std::move(path), std::move(name), std::move(text)));
    return id;
  }

  [[nodiscard]] std::optional<NodeId> policy_in(ModuleId m) const {
    return declared(context_.tree(m), NodeKind::Policy);
  }

  // --- files of scenarios

  // Makes the policy that the scenarios are for the root. Without it the scenarios are the root, so that there is one.
  bool find_tested(Module& scenarios, NodeId head) {
    const NodeId path = scenarios.tree.children_of(head)[0];
    const Span span = scenarios.tree.span(path);
    const std::string_view name = context_.sources.text(span);
    const auto fail = [&] {
      context_.incomplete = true;
      scenarios.is_scenarios = true;
      context_.modules.push_back(std::move(scenarios));
      decide_together(ModuleId{0});
      context_.out.policies.resize(1);
      return false;
    };
    if (!check_is_path(name, span)) return fail();
    ModuleText answer = resolver_->resolve(name);
    if (answer.status != ModuleText::Status::Found) {
      report(span, name, {std::nullopt, answer.status, std::move(answer.reason)});
      return fail();
    }
    context_.rooted = resolver_->rooted_at(answer.name);
    if (context_.rooted) resolver_ = context_.resolver = context_.rooted.get();
    add_module({}, std::move(answer.name), std::move(answer.text));
    return true;
  }

  void add_scenarios(Module scenarios) {
    scenarios.is_scenarios = true;
    scenarios.uses = context_.modules[0].uses;
    scenarios.use_nodes = context_.modules[0].use_nodes;
    scenarios.together = context_.modules[0].together;
    context_.modules.push_back(std::move(scenarios));
  }

  PolicyId decide_together(ModuleId m) {
    std::optional<PolicyId>& policy = context_.at(m).policy;
    if (!policy) {
      policy = PolicyId(static_cast<std::uint32_t>(context_.policy_modules.size()));
      context_.policy_modules.push_back(m);
      context_.policy_nodes.push_back(policy_in(m));
    }
    return *policy;
  }

  // What the head of a policy adopts and supersedes.
  void read_head(PolicyId id) {
    const auto head = context_.policy_nodes[index_of(id)];
    const ModuleId m = context_.module_of(id);
    if (!head) return;
    std::vector<std::pair<NodeId, bool>> paths;
    for (const NodeId part : context_.tree(m).children_of(*head)) {
      const NodeKind kind = context_.tree(m)[part].kind;
      if (kind != NodeKind::Adopts && kind != NodeKind::Supersedes) continue;
      const auto targets = context_.child(m, part, NodeKind::Targets);
      if (!targets) continue;
      for (const NodeId path : context_.tree(m).children_of(*targets))
        paths.emplace_back(path, kind == NodeKind::Supersedes);
    }
    for (const auto& [path, supersedes] : paths) together(m, path, supersedes);
  }

  void together(ModuleId m, NodeId path, bool supersedes) {
    const auto target = module_at(m, path);
    if (!target) {
      context_.incomplete = true;
      return;
    }
    if (!policy_in(*target)) {
      if (!context_.incomplete)
        context_.sink.report(DiagnosticId::AdoptedWithoutPolicy, context_.span(m, path),
                             {{"module", context_.text(m, path)}});
      return;
    }
    const PolicyId policy = decide_together(*target);
    auto& known = context_.at(m).together;
    const auto earlier = std::find_if(known.begin(), known.end(), [&](const Module::Together& one) {
      return one.policy == policy && one.supersedes == supersedes;
    });
    const bool itself = *target == m && !supersedes;
    if (earlier == known.end() && !itself) {
      known.push_back({policy, path, supersedes});
      return;
    }
    std::vector<Note> notes;
    if (earlier != known.end()) notes.push_back({context_.span(m, earlier->path), "named here"});
    context_.sink.report(DiagnosticId::PolicyNamedTwice, context_.span(m, path), {{"module", context_.text(m, path)}},
                         std::move(notes));
  }

  // Before any expression is read, because what moves dates depends on it: a file with a policy of its own says itself
  // what holds for days that do not exist; of the others the root's policy does.
  void read_rounding() {
    for (std::uint32_t m = 0; m < context_.modules.size(); ++m) {
      const auto head = policy_in(ModuleId{m});
      const auto part = head ? context_.child(ModuleId{m}, *head, NodeKind::RoundDates) : std::nullopt;
      DateRounding& rounding = context_.modules[m].rounding;
      if (!head) rounding = context_.modules[0].rounding;
      if (part) rounding = context_.tree(ModuleId{m})[*part].flag == 1 ? DateRounding::Down : DateRounding::Up;
      if (const auto policy = context_.modules[m].policy) context_.out.policies[index_of(*policy)].rounding = rounding;
    }
  }

  void read_uses(ModuleId m) {
    std::vector<NodeId> paths;
    DeclarationWalk walk(context_.tree(m));
    while (const auto item = walk.next()) {
      if (item->event != DeclarationWalk::Event::Declaration) continue;
      if (context_.tree(m)[item->node].kind != NodeKind::Use) continue;
      if (const auto path = context_.child(m, item->node, NodeKind::Path)) paths.push_back(*path);
    }
    for (const NodeId path : paths) use(m, path);
  }

  void use(ModuleId m, NodeId path) {
    const auto target = module_at(m, path);
    if (!target) {
      context_.incomplete = true;
      return;
    }
    if (*target == m) {
      context_.sink.report(DiagnosticId::ModuleUsesItself, context_.span(m, path),
                           {{"module", context_.text(m, path)}});
      return;
    }
    Module& user = context_.modules[static_cast<std::uint32_t>(m)];
    const auto earlier = std::find(user.uses.begin(), user.uses.end(), *target);
    if (earlier == user.uses.end()) {
      user.uses.push_back(*target);
      user.use_nodes.push_back(path);
      return;
    }
    const NodeId first = user.use_nodes[static_cast<std::size_t>(earlier - user.uses.begin())];
    context_.sink.report(DiagnosticId::ModuleUsedTwice, context_.span(m, path), {{"module", context_.text(m, path)}},
                         {{context_.span(m, first), "used here"}});
  }

  bool check_is_path(std::string_view path, Span span) {
    const bool is_path = path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string_view::npos;
    if (!is_path) context_.sink.report(DiagnosticId::ModulePathNotLowerCase, span, {{"module", path}});
    return is_path;
  }

  // Nothing after a diagnostic.
  std::optional<ModuleId> module_at(ModuleId m, NodeId path_node) {
    const std::string_view path = context_.text(m, path_node);
    if (!check_is_path(path, context_.span(m, path_node))) return std::nullopt;
    auto found = asked_.find(path);
    if (found == asked_.end()) {
      if (asked_.size() >= context_.limits.modules) {
        context_.sink.report(DiagnosticId::TooManyModules, context_.span(m, path_node),
                             {{"limit", std::to_string(context_.limits.modules)}});
        return std::nullopt;
      }
      found = asked_.emplace(path, ask(path)).first;
    }
    if (!found->second.module) report(context_.span(m, path_node), path, found->second);
    return found->second.module;
  }

  Asked ask(std::string_view path) {
    ModuleText answer = resolver_->resolve(path);
    if (answer.status != ModuleText::Status::Found) return {std::nullopt, answer.status, std::move(answer.reason)};
    const SourceFile& root = *context_.modules[0].source;
    ModuleId id{0};  // a module may use the very file that is being loaded
    if (answer.name != root.name() || answer.text != root.text()) {
      id = add_module(std::string(path), std::move(answer.name), std::move(answer.text));
    }
    context_.module_ids.emplace(path, id);
    return {id, answer.status, {}};
  }

  void report(Span span, std::string_view path, const Asked& asked) {
    switch (asked.status) {
      case ModuleText::Status::Found:
        return;
      case ModuleText::Status::NotFound: {
        if (!known_) known_ = resolver_->known_modules();
        const std::vector<std::string_view> candidates(known_->begin(), known_->end());
        context_.sink.report(DiagnosticId::UnknownModule, span,
                             {{"module", path}, {"looked", asked.reason}, {"nearest", nearest(path, candidates)}});
        return;
      }
      case ModuleText::Status::OutsideRoot:
        context_.sink.report(DiagnosticId::ModuleOutsideRoot, span, {{"module", path}});
        return;
      case ModuleText::Status::TwoFiles:
        context_.sink.report(DiagnosticId::ModuleInTwoFiles, span, {{"module", path}, {"files", asked.reason}});
        return;
      case ModuleText::Status::Unreadable:
        context_.sink.report(DiagnosticId::ModuleUnreadable, span, {{"module", path}, {"reason", asked.reason}});
        return;
    }
  }

  Context& context_;
  ModuleResolver* resolver_;
  std::unordered_map<std::string_view, Asked> asked_;  // by path: a view of the source of the first `use`
  std::optional<std::vector<std::string>> known_;
};

}  // namespace

void read_modules(Context& context, std::string name, std::string text, ModuleResolver& resolver) {
  Reader(context, resolver).read(std::move(name), std::move(text));
}

}  // namespace carveout::check

namespace carveout {

std::optional<std::string> tested_policy(std::string_view name, std::string_view text) {
  SourceMap sources;
  DiagnosticSink unheard;
  const SourceFile& source = sources.add(std::string(name), std::string(text));
  const syntax::Tree tree = syntax::parse(source, unheard);
  const auto head = check::declared(tree, syntax::NodeKind::ScenariosFor);
  if (!head || check::declared(tree, syntax::NodeKind::Policy)) return std::nullopt;
  return std::string(sources.text(tree.span(tree.children_of(*head)[0])));
}

}  // namespace carveout
