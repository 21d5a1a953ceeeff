#include <fmt/format.h>

#include <algorithm>

#include "repl/show.hpp"
#include "repl/text.hpp"

// The clauses of a policy, or those that bear on some actions.
namespace carveout::tool::repl {
namespace {

bool is_one_of(const std::vector<ActionId>& actions, std::optional<ActionId> action) {
  return action && std::find(actions.begin(), actions.end(), *action) != actions.end();
}

// Whether a carve-out from all permits, forbids or duties takes a conclusion of the clause about one of the actions
// away.
bool strikes(const CheckedPolicy& policy, const Clause& strike, const Clause& clause,
             const std::vector<ActionId>& actions) {
  if (strike.policy != clause.policy) return false;
  if (strike.strike_part) {
    std::optional<PartId> part = clause.part;
    while (part && part != strike.strike_part) part = policy.parts[index_of(*part)].parent;
    if (!part) return false;
  }
  return std::any_of(clause.conclusions.begin(), clause.conclusions.end(), [&](const Conclusion& one) {
    const bool kind = (strike.strike == Strike::Forbids && one.kind == ConclusionKind::Forbid) ||
                      (strike.strike == Strike::Permits && one.kind == ConclusionKind::Permit) ||
                      (strike.strike == Strike::Duties && one.kind == ConclusionKind::Require);
    return kind && is_one_of(actions, one.action) &&
           (strike.for_actions.empty() || is_one_of(strike.for_actions, one.action));
  });
}

bool is_struck(const CheckedPolicy& policy, const Clause& strike, const std::vector<ActionId>& actions) {
  return strike.strike != Strike::None &&
         std::any_of(policy.clauses.begin(), policy.clauses.end(),
                     [&](const Clause& one) { return strikes(policy, strike, one, actions); });
}

// By clause: those that speak of the actions, the carve-outs that take from those, and those that take from carve-outs.
std::vector<bool> bearing_on(const CheckedPolicy& policy, const std::vector<ActionId>& actions) {
  std::vector<bool> out(policy.clauses.size(), false);
  if (actions.empty()) return out;
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) {
    out[i] =
        std::any_of(actions.begin(), actions.end(), [&](ActionId a) { return policy.speaks_of(ClauseId{i}, a); }) ||
        is_struck(policy, policy.clauses[i], actions);
  }
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < policy.clauses.size(); ++i) {
      const Clause& clause = policy.clauses[i];
      if (out[i]) continue;
      const bool narrowed_away = !clause.for_actions.empty() &&
                                 std::none_of(actions.begin(), actions.end(),
                                              [&](ActionId action) { return is_one_of(clause.for_actions, action); });
      out[i] = std::any_of(clause.targets.begin(), clause.targets.end(), [&](ClauseId target) {
        return out[index_of(target)] && (!narrowed_away || policy[target].kind == ClauseKind::Carveout);
      });
      more = more || out[i];
    }
  }
  return out;
}

// The policies that displace one that speaks of the actions: theirs is the say on it, whether they speak of it or not.
std::string superseding(const CheckedPolicy& policy, const std::vector<ActionId>& actions) {
  std::string out;
  for (const PolicyInfo& above : policy.policies) {
    for (const PolicyId below : above.supersedes) {
      bool speaks = false;
      for (std::uint32_t i = 0; i < policy.clauses.size() && !speaks; ++i)
        speaks = policy.clauses[i].policy == below && std::any_of(actions.begin(), actions.end(), [&](ActionId a) {
                   return policy.speaks_of(ClauseId{i}, a);
                 });
      if (speaks)
        out += fmt::format("  `{}` supersedes `{}`, which speaks of it, wherever it is in scope and in force\n",
                           safe(above.name), safe(policy[below].name));
    }
  }
  return out;
}

}  // namespace

std::string clauses_table(const CheckedPolicy& policy, const std::vector<ClauseState>& states,
                          const std::vector<std::string>& suspended, const ClauseList& wanted, std::size_t width) {
  const std::vector<bool> bears = bearing_on(policy, wanted.about);
  Columns table(2, width);
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) {
    const ClauseId id{i};
    const Clause& clause = policy[id];
    const std::string name = policy.clause_name(id);
    if (name.substr(0, wanted.prefix.size()) != wanted.prefix) continue;
    if (!wanted.about.empty() && !bears[i]) continue;
    const Truth truth = states[i].in_force;
    const auto is_out = [&](const std::string& what) {
      return std::find(suspended.begin(), suspended.end(), what) != suspended.end();
    };
    const bool out = is_out(name) || (policy.policies.size() > 1 && is_out(policy[clause.policy].name));
    const std::string_view state = out                   ? "suspended"
                                   : truth == Truth::Yes ? "in force"
                                   : truth == Truth::No  ? "-"
                                                         : "not known";
    std::string period = period_words(clause.period);
    if (!period.empty()) period = " [" + period + ']';
    table.add({std::string(state), safe(name), clause.cites.empty() ? std::string() : safe(clause.cites.front()),
               safe(clause.title) + period});
  }
  return table.text() + superseding(policy, wanted.about);
}

}  // namespace carveout::tool::repl
