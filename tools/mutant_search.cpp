#include "mutant_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "mutant_changes.hpp"

namespace carveout::tool {
namespace {

// LIMIT: of one decision, on elements of lists; a search makes thousands of decisions.
constexpr std::uint64_t kSteps = 100'000;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

// Where one scenario begins: its facts, and what of them can be changed.
struct Start {
  std::size_t scenario = 0;
  Facts facts;
  DecideOptions options;
  std::vector<Change> changes;
};

std::string joined_names(const CheckedPolicy& policy, const std::vector<ClauseId>& clauses) {
  std::string out;
  std::set<std::string> told;
  for (const ClauseId id : clauses) {
    const std::string name = policy.clause_name(id);
    if (told.insert(name).second) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string_view required_words(Truth required) {
  return required == Truth::Yes ? "required" : required == Truth::No ? "not required" : "possibly required";
}

// An expectation that the policy meets and the mutant does not.
class Difference {
 public:
  Difference(const Plan& plan, const Plan& mutant, const CheckedPolicy& policy)
      : plan_(plan), mutant_(mutant), policy_(policy) {}

  [[nodiscard]] std::optional<std::string> on(const Facts& facts, const DecideOptions& options) const {
    std::optional<std::string> lesser;
    for (std::uint32_t i = 0; i < policy_.actions.size(); ++i) {
      const Decision ours = decide(plan_, facts, ActionId{i}, options);
      const Decision theirs = decide(mutant_, facts, ActionId{i}, options);
      if (ours.outcome != theirs.outcome) {
        const std::string by = ours.because.empty() ? "" : " by " + joined_names(policy_, ours.because);
        return fmt::format("{} {}{}", policy_.actions[i].name, outcome_id(ours.outcome), by);
      }
      if (auto duty = duties(ours, theirs)) return duty;
      if (!lesser) lesser = reasons(ours, theirs);
    }
    if (auto value = values(facts, options)) return value;
    return lesser;
  }

 private:
  [[nodiscard]] std::optional<std::string> duties(const Decision& ours, const Decision& theirs) const {
    for (const DutyAnswer& one : ours.duties) {
      const auto other = std::find_if(theirs.duties.begin(), theirs.duties.end(), [&](const DutyAnswer& d) {
        return d.duty == one.duty && d.timing == one.timing;
      });
      const Truth required = other == theirs.duties.end() ? Truth::No : other->required;
      if (required == one.required) continue;
      const std::string about =
          one.timing == Timing::Standing
              ? ""
              : fmt::format(" {} {}", one.timing == Timing::Before ? "before" : "after", policy_[ours.action].name);
      return fmt::format("{} {}{}", policy_[one.duty].name, required_words(one.required), about);
    }
    return std::nullopt;
  }

  // The same outcome by other clauses, or needing other facts.
  [[nodiscard]] std::optional<std::string> reasons(const Decision& ours, const Decision& theirs) const {
    const std::string& name = policy_[ours.action].name;
    if (ours.outcome == Outcome::Undetermined) {
      if (ours.needs == theirs.needs) return std::nullopt;
      std::string needs;
      for (const std::string& path : ours.needs) {
        if (path == "as of") return std::nullopt;
        needs += (needs.empty() ? "" : ", ") + path;
      }
      return fmt::format("{} undetermined needing {}", name, needs);
    }
    std::vector<ClauseId> missing;
    std::set_difference(ours.because.begin(), ours.because.end(), theirs.because.begin(), theirs.because.end(),
                        std::back_inserter(missing));
    if (missing.empty()) return std::nullopt;
    return fmt::format("{} {} by {}", name, outcome_id(ours.outcome), joined_names(policy_, ours.because));
  }

  [[nodiscard]] std::optional<std::string> values(const Facts& facts, const DecideOptions& options) const {
    for (std::uint32_t i = 0; i < policy_.defines.size(); ++i) {
      const Define& define = policy_.defines[i];
      if (!define.parameters.empty()) continue;
      const Value ours = explain_value(plan_, facts, DefineId{i}, options).value;
      const Value theirs = explain_value(mutant_, facts, DefineId{i}, options).value;
      const TypeKind kind = policy_[define.type].kind;
      if (same_value(ours, theirs) || !ours.is_known() || kind == TypeKind::Record || kind == TypeKind::List) continue;
      return fmt::format("{} is {}", define.name, policy_.value_text(ours, define.type));
    }
    return std::nullopt;
  }

  const Plan& plan_;
  const Plan& mutant_;
  const CheckedPolicy& policy_;
};

}  // namespace

struct MutantSearch::State {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const CheckedPolicy> policy;
  std::vector<Start> starts;
};

MutantSearch::MutantSearch(std::shared_ptr<const Plan> plan, std::shared_ptr<const CheckedPolicy> of)
    : state_(std::make_unique<State>()) {
  state_->policy = std::move(of);
  state_->plan = std::move(plan);
  const CheckedPolicy& policy = *state_->policy;
  const Changes changes(policy);
  for (std::size_t i = 0; i < policy.scenarios.size(); ++i) {
    if (policy.scenarios[i].common) continue;
    const ScenarioFacts given = facts_of_scenario(policy, i);
    if (!given.diagnostics.empty()) continue;
    Start start{i, given.facts, {}, changes.of(given)};
    start.options.as_of = given.as_of;
    start.options.steps = kSteps;
    state_->starts.push_back(std::move(start));
  }
}

MutantSearch::~MutantSearch() = default;

namespace {

// One search: what it has looked at, and where.
class Trials {
 public:
  Trials(const CheckedPolicy& policy, Difference difference, std::string name)
      : policy_(policy), difference_(difference), name_(std::move(name)) {}

  [[nodiscard]] bool spent() const { return trials_ >= most(); }
  [[nodiscard]] std::size_t most() const {
    // Of each action, and the value of each definition without arguments, on both policies.
    const auto values = std::count_if(policy_.defines.begin(), policy_.defines.end(),
                                      [](const Define& define) { return define.parameters.empty(); });
    const std::size_t decisions = 2 * (policy_.actions.size() + static_cast<std::size_t>(values)) + 1;
    const std::size_t of_clauses = MutantSearch::kMostClauses / (policy_.clauses.size() + 1);
    return std::min(MutantSearch::kMostTrials, std::min(MutantSearch::kMostDecisions, of_clauses) / decisions + 1);
  }
  [[nodiscard]] std::size_t count() const { return trials_; }

  std::optional<TellingScenario> look(const Start& start, const std::vector<const Change*>& changes) {
    ++trials_;
    Facts facts = start.facts;
    DecideOptions options = start.options;
    for (const Change* change : changes) {
      if (change->as_of) options.as_of = change->as_of;
      if (change->as_of) continue;
      if (set_fact(policy_, facts, change->path, change->value) != SetResult::Ok) return std::nullopt;
    }
    if (!difference_.on(facts, options)) return std::nullopt;
    // What was found within few steps must be so within as many as a scenario has.
    options.steps = DecideOptions{}.steps;
    const auto expected = difference_.on(facts, options);
    if (!expected) return std::nullopt;
    std::string text = fmt::format("scenario \"{}\"\n  like \"{}\"\n", escaped(name_),
                                   escaped(policy_.scenarios[start.scenario].name));
    std::string given;
    for (const Change* change : changes) {
      if (change->as_of)
        text += "  as of " + change->as_of->to_text() + '\n';
      else
        given += (given.empty() ? "" : "\n    ") + written(*change);
    }
    const bool several = given.find('\n') != std::string::npos;
    if (!given.empty()) text += (several ? "  given\n    " : "  given ") + given + '\n';
    return TellingScenario{text + "  expect " + *expected + '\n'};
  }

 private:
  [[nodiscard]] std::string written(const Change& change) const {
    return fmt::format("{} is {}", policy_.path_text(change.path),
                       change.value.is_absent() ? "absent" : policy_.value_text(change.value, change.type));
  }

  const CheckedPolicy& policy_;
  Difference difference_;
  std::string name_;
  std::size_t trials_ = 0;
};

// Does the text name the last field of the path?
bool names(std::string_view text, std::string_view path) {
  const std::size_t dot = path.rfind('.');
  std::string_view last = dot == std::string_view::npos ? path : path.substr(dot + 1);
  last = last.substr(0, last.find('['));
  return text.find(last) != std::string_view::npos;
}

bool same_place(const Change& one, const Change& other) {
  if (one.as_of || other.as_of) return one.as_of && other.as_of;
  const FactPath& a = one.path;
  const FactPath& b = other.path;
  const auto same = [](const PathStep& x, const PathStep& y) { return x.element == y.element && x.index == y.index; };
  const std::size_t common = std::min(a.steps.size(), b.steps.size());
  // One inside the other counts as well: what one sets, the other would undo.
  return a.fact == b.fact &&
         std::equal(a.steps.begin(), a.steps.begin() + static_cast<std::ptrdiff_t>(common), b.steps.begin(), same);
}

}  // namespace

MutantSearch::Found MutantSearch::find(const Plan& mutant, const std::string& name, std::string_view near) const {
  const CheckedPolicy& policy = *state_->policy;
  Trials trials(policy, Difference(*state_->plan, mutant, policy), name);
  Found out;
  const auto done = [&](std::optional<TellingScenario> found) {
    out.trials = trials.count();
    out.scenario = std::move(found);
    return out.scenario.has_value();
  };
  for (const Start& start : state_->starts) {
    if (trials.spent()) return out;
    if (done(trials.look(start, {}))) return out;
  }
  std::vector<std::vector<bool>> is_near;
  for (const Start& start : state_->starts) {
    auto& flags = is_near.emplace_back();
    for (const Change& change : start.changes)
      flags.push_back(change.as_of || names(near, policy.path_text(change.path)));
  }
  const auto one_by_one = [&](bool wanted) {
    for (std::size_t s = 0; s < state_->starts.size(); ++s) {
      const Start& start = state_->starts[s];
      for (std::size_t i = 0; i < start.changes.size(); ++i) {
        if (is_near[s][i] != wanted) continue;
        if (trials.spent()) return false;
        if (done(trials.look(start, {&start.changes[i]}))) return true;
      }
    }
    return false;
  };
  if (one_by_one(true) || trials.spent()) return out;
  const auto two_by_two = [&](bool all, std::size_t most) {
    for (std::size_t s = 0; s < state_->starts.size(); ++s) {
      const Start& start = state_->starts[s];
      for (std::size_t i = 0; i < start.changes.size(); ++i) {
        for (std::size_t j = i + 1; j < start.changes.size() && (all || is_near[s][i]); ++j) {
          // Those near by have been looked at.
          if (all ? is_near[s][i] && is_near[s][j] : !is_near[s][j]) continue;
          if (same_place(start.changes[i], start.changes[j])) continue;
          if (trials.count() >= most) return false;
          if (done(trials.look(start, {&start.changes[i], &start.changes[j]}))) return true;
        }
      }
    }
    return false;
  };
  // Two of those that it names, before all the others by themselves: they are fewer, and say more.
  if (two_by_two(false, trials.most() / 2)) return out;
  if (one_by_one(false)) return out;
  out.all_of_one = !trials.spent();
  (void)two_by_two(true, trials.most());
  return out;
}

}  // namespace carveout::tool
