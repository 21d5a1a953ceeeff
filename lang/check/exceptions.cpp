#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "check/overrides.hpp"

namespace carveout::check {
namespace {

constexpr std::size_t kMaxNames = 3;  // of bases in a message

// What the bases of one exception conclude, on boards with a square for each action that need no wiping: a square
// counts where it holds the number of the exception at hand.
class BaseBoard {
 public:
  explicit BaseBoard(std::size_t actions) : speaks_(actions, 0), permits_(actions, 0), forbids_(actions, 0) {}

  void begin() {
    ++round_;
    requires_.clear();
  }
  void put(const Clause& base) {
    for (const Conclusion& conclusion : base.conclusions) {
      if (conclusion.action) speaks_[index_of(*conclusion.action)] = round_;
      if (conclusion.kind == ConclusionKind::Permit) permits_[index_of(*conclusion.action)] = round_;
      if (conclusion.kind == ConclusionKind::Forbid) forbids_[index_of(*conclusion.action)] = round_;
      if (conclusion.kind == ConclusionKind::Require) requires_.push_back(key(conclusion));
    }
  }
  void sort() { std::sort(requires_.begin(), requires_.end()); }

  [[nodiscard]] bool speaks_of(ActionId action) const { return speaks_[index_of(action)] == round_; }
  // Does a conclusion of the exception say something that the bases do not?
  [[nodiscard]] bool is_contrary(const Conclusion& conclusion) const {
    switch (conclusion.kind) {
      case ConclusionKind::Permit:
        return forbids_[index_of(*conclusion.action)] == round_;
      case ConclusionKind::Forbid:
        return permits_[index_of(*conclusion.action)] == round_;
      case ConclusionKind::Require:
        break;
    }
    const auto [duty, action, timing] = key(conclusion);
    const auto begin = std::lower_bound(requires_.begin(), requires_.end(), Key{duty, action, 0});
    const auto end = std::lower_bound(begin, requires_.end(), Key{duty, action, kAnyTiming});
    if (begin == end) return true;
    // Sorted by timing too: all are the same where the first and the last are.
    return std::get<2>(*begin) != timing || std::get<2>(*(end - 1)) != timing;
  }

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
  static constexpr std::uint32_t kAnyTiming = 0xFF;

  static Key key(const Conclusion& conclusion) {
    return {index_of(*conclusion.duty), conclusion.action ? index_of(*conclusion.action) + 1 : 0,
            static_cast<std::uint32_t>(conclusion.timing)};
  }

  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> speaks_;
  std::vector<std::uint32_t> permits_;
  std::vector<std::uint32_t> forbids_;
  std::vector<Key> requires_;
};

std::string names_of(const CheckedPolicy& policy, const std::vector<ClauseId>& clauses) {
  std::string text;
  for (std::size_t i = 0; i < clauses.size() && i < kMaxNames; ++i) {
    if (i > 0) text += i + 1 == clauses.size() ? " or " : ", ";
    text += "`" + policy[clauses[i]].name + "`";
  }
  if (clauses.size() > kMaxNames) text += " or any other";
  return text;
}

// Where a name did not resolve, what the exception is an exception to is not known.
bool knows_its_bases(const Context& context, ClauseId id) {
  const ModuleId m = context.module_of(id);
  const auto to = context.child(m, context.clause_nodes[index_of(id)], NodeKind::To);
  const auto targets = to ? context.child(m, *to, NodeKind::Targets) : std::nullopt;
  if (!targets) return false;
  for (const NodeId path : context.tree(m).children_of(*targets)) {
    const Symbol* symbol = context.lookup(m, context.text(m, path));
    if (symbol == nullptr || comes_with_use(symbol->kind) || symbol->module != m) return false;
    const bool is_carveout =
        symbol->kind == SymbolKind::Clause && context.out[ClauseId{symbol->id}].kind == ClauseKind::Carveout;
    if (is_carveout) return false;
  }
  return true;
}

// Which of the items of an action its bases speak of, for one that speaks of all of them: `disclose(address)`.
std::string items_spoken_of(const CheckedPolicy& policy, const Clause& clause, const std::string& action) {
  const std::size_t head = action.find('(');
  if (head == std::string::npos) return {};
  std::string out;
  for (const ClauseId base : clause.bases) {
    for (const Conclusion& conclusion : policy[base].conclusions) {
      const std::string name = conclusion.action ? policy[*conclusion.action].name : std::string();
      if (name.compare(0, head + 1, action, 0, head + 1) != 0 || out.find("`" + name + "`") != std::string::npos)
        continue;
      out += (out.empty() ? "`" : ", `") + name + "`";
    }
  }
  return out;
}

void check_exception(Context& context, ClauseId id, const BaseBoard& board) {
  const CheckedPolicy& policy = context.out;
  const Clause& clause = policy[id];
  bool all_spoken_of = true;
  bool any_contrary = false;
  for (const Conclusion& conclusion : clause.conclusions) {
    any_contrary = any_contrary || board.is_contrary(conclusion);
    if (!conclusion.action || board.speaks_of(*conclusion.action)) continue;
    all_spoken_of = false;
    const std::string& action = policy[*conclusion.action].name;
    const std::string items = items_spoken_of(policy, clause, action);
    const std::string more = items.empty() ? "" : "; name the items that it speaks of in the exception too: " + items;
    context.sink.report(DiagnosticId::ExceptionBeyondItsBases, conclusion.span,
                        {{"name", clause.name}, {"action", action}, {"bases", names_of(policy, clause.bases)}},
                        {{policy[clause.bases[0]].name_span, "what it is an exception to" + more}});
  }
  if (any_contrary || !all_spoken_of || clause.conclusions.empty()) return;
  context.sink.report(DiagnosticId::ExceptionNotContrary, clause.name_span,
                      {{"name", clause.name}, {"bases", names_of(policy, clause.bases)}},
                      {{policy[clause.bases[0]].name_span, "what it is an exception to"}});
}

// An exception and what it permits of what a clause forbids by default too.
struct Permission {
  ClauseId exception{};
  ActionId action{};
};

class CarveoutWarner {
 public:
  explicit CarveoutWarner(Context& context)
      : context_(context), policy_(context.out), steps_left_(context.limits.override_edges * kStepsPerEdge) {}

  void run() {
    std::vector<bool> carved(policy_.clauses.size(), false);
    for (const Clause& clause : policy_.clauses) {
      for (const ClauseId target : clause.targets) carved[index_of(target)] = true;
    }
    if (std::find(carved.begin(), carved.end(), true) == carved.end()) return;
    collect(carved);
    for (std::uint32_t id = 0; id < policy_.clauses.size(); ++id) {
      if (!policy_.clauses[id].targets.empty()) warn(ClauseId{id});
    }
  }

 private:
  // Counts work; false where there has been too much: then warnings are left out.
  bool step(std::uint64_t steps) {
    if (steps > steps_left_) return false;
    steps_left_ -= steps;
    return true;
  }

  void collect(const std::vector<bool>& carved) {
    permissions_.resize(policy_.clauses.size());
    for (std::uint32_t id = 0; id < policy_.clauses.size(); ++id) {
      for (const Conclusion& conclusion : policy_.clauses[id].conclusions) {
        if (conclusion.kind != ConclusionKind::Permit) continue;
        if (policy_[*conclusion.action].by_default != Standing::Forbidden) continue;
        for (const ClauseId base : policy_.clauses[id].bases) {
          if (!carved[index_of(base)]) continue;
          if (!step(policy_[base].conclusions.size())) return;
          if (forbids(base, *conclusion.action))
            permissions_[index_of(base)].push_back({ClauseId{id}, *conclusion.action});
        }
      }
    }
  }

  [[nodiscard]] bool forbids(ClauseId id, ActionId action) const {
    const auto& conclusions = policy_[id].conclusions;
    return std::any_of(conclusions.begin(), conclusions.end(), [&](const Conclusion& conclusion) {
      return conclusion.kind == ConclusionKind::Forbid && conclusion.action == action;
    });
  }

  void warn(ClauseId id) {
    const Clause& carveout = policy_[id];
    for (const ClauseId target : carveout.targets) {
      for (const Permission& permission : permissions_[index_of(target)]) {
        if (!step(1)) return;
        if (!taken_along(carveout, permission)) continue;
        const Clause& exception = policy_[permission.exception];
        const auto place = name_in(context_, id, NodeKind::From, target);
        context_.sink.report(DiagnosticId::CarveoutTakesExceptionAlong, place.value_or(carveout.name_span),
                             {{"name", carveout.name},
                              {"target", policy_[target].name},
                              {"exception", exception.name},
                              {"action", policy_[permission.action].name}},
                             {{exception.name_span, "permits it, and falls with what it is an exception to"}});
        return;
      }
    }
  }

  // The exception no longer permits where the carve-out holds: none of its bases that speak of the action is left.
  bool taken_along(const Clause& carveout, const Permission& permission) {
    const auto& narrowed = carveout.for_actions;
    if (!narrowed.empty() && std::find(narrowed.begin(), narrowed.end(), permission.action) == narrowed.end())
      return false;
    for (const ClauseId base : policy_[permission.exception].bases) {
      if (!step(policy_[base].conclusions.size())) return false;
      if (std::binary_search(carveout.targets.begin(), carveout.targets.end(), base)) continue;
      if (policy_.speaks_of(base, permission.action)) return false;
    }
    return true;
  }

  Context& context_;
  const CheckedPolicy& policy_;
  std::uint64_t steps_left_;
  std::vector<std::vector<Permission>> permissions_;  // by clause
};

}  // namespace

void check_exceptions(Context& context) {
  const CheckedPolicy& policy = context.out;
  BaseBoard board(policy.actions.size());
  std::uint64_t steps = 0;
  for (std::uint32_t id = 0; id < policy.clauses.size(); ++id) {
    const Clause& clause = policy.clauses[id];
    if (clause.bases.empty() || !knows_its_bases(context, ClauseId{id})) continue;
    board.begin();
    for (const ClauseId base : clause.bases) {
      board.put(policy[base]);
      steps += policy[base].conclusions.size() + 1;
    }
    if (steps > context.limits.override_edges * kStepsPerEdge) {
      context.sink.report(DiagnosticId::TooMuchOverriding, clause.name_span,
                          {{"limit", std::to_string(context.limits.override_edges * kStepsPerEdge)}});
      return;
    }
    board.sort();
    check_exception(context, ClauseId{id}, board);
  }
}

void warn_carveouts(Context& context) {
  CarveoutWarner(context).run();
}

}  // namespace carveout::check
