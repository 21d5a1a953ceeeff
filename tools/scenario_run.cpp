#include "scenario_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenario_values.hpp"

namespace carveout::tool {
namespace {

std::string_view required_words(Truth required) {
  switch (required) {
    case Truth::Yes:
      return "required";
    case Truth::No:
      return "not required";
    case Truth::Unknown:
      return "possibly required";
  }
  return "";
}

Truth expected_truth(syntax::DutyWord word) {
  switch (word) {
    case syntax::DutyWord::Required:
      return Truth::Yes;
    case syntax::DutyWord::NotRequired:
      return Truth::No;
    case syntax::DutyWord::PossiblyRequired:
      return Truth::Unknown;
  }
  return Truth::Unknown;
}

// LIMIT: of more, nobody reads which they are.
constexpr std::size_t kMostJoined = 40;

template <class Items>
std::string joined(const Items& items) {
  std::string out;
  std::size_t told = 0;
  for (const std::string& item : items) {
    if (++told <= kMostJoined) out += (out.empty() ? "" : ", ") + item;
  }
  return told <= kMostJoined ? out : fmt::format("{} and {} more", out, told - kMostJoined);
}

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    out += (out.empty() ? "" : " ") + std::string(text.substr(begin, end - begin));
    at = end;
  }
  return out;
}

}  // namespace

// One scenario: what is decided for one expectation is kept for the next.
class ScenarioRunner::Run {
 public:
  Run(const ScenarioRunner& runner, std::size_t scenario)
      : plan_(*runner.plan_),
        policy_(*runner.policy_),
        sources_(*runner.sources_),
        scenario_(policy_.scenarios[scenario]) {
    out_.scenario = scenario;
  }

  ScenarioResult run() {
    ScenarioFacts given = facts_of_scenario(policy_, out_.scenario);
    out_.facts = std::move(given.facts);
    out_.as_of = given.as_of;
    options_.as_of = given.as_of;
    for (Diagnostic& problem : given.diagnostics) {
      const Span span = problem.span;
      out_.failures.push_back({span, {}, {}, {}, std::move(problem)});
    }
    // On facts that are not the ones meant, expectations say nothing.
    if (!out_.failures.empty()) return std::move(out_);
    for (const Expectation& expectation : scenario_.expectations) {
      expectation_ = &expectation;
      std::visit([&](const auto& what) { test(what); }, expectation.what);
    }
    for (const auto& [action, decision] : decisions_) note_made(decision);
    for (const Failure& failure : out_.failures) {
      if (!failure.action) continue;
      Decision decision = decide_once(*failure.action);
      Explanation explanation = explain(plan_, out_.facts, decision, options_);
      out_.answers.insert_or_assign(*failure.action, Answer{std::move(decision), std::move(explanation)});
    }
    return std::move(out_);
  }

 private:
  const Decision& decide_once(ActionId action) {
    const auto known = decisions_.find(action);
    if (known != decisions_.end()) return known->second;
    return decisions_.emplace(action, decide(plan_, out_.facts, action, options_)).first->second;
  }

  void note_made(const Decision& decision) {
    out_.made.insert(decision.because.begin(), decision.because.end());
    for (const DutyAnswer& duty : decision.duties) {
      if (duty.required == Truth::Yes) out_.made.insert(duty.by.begin(), duty.by.end());
    }
  }

  void fail(std::string found, std::optional<ActionId> action) {
    const Span span = expectation_->span;
    std::string expected = folded(expectation_->written.empty() ? sources_.text(span) : expectation_->written);
    out_.failures.push_back({span, std::move(expected), std::move(found), action, {}});
  }

  void test(const ExpectOutcome& expected) {
    const Decision& decision = decide_once(expected.action);
    const std::string& name = policy_[expected.action].name;
    if (decision.outcome != expected.outcome) {
      fail(fmt::format("{} {}{}", name, outcome_id(decision.outcome), by_words(decision)), expected.action);
      return;
    }
    const std::vector<std::string> missing = not_in_force(expected, decision);
    if (!missing.empty()) {
      fail(fmt::format("{} {}{}, not by {}", name, outcome_id(decision.outcome), by_words(decision), joined(missing)),
           expected.action);
    }
    if (!expected.needing) return;
    std::set<std::string> needed;
    for (const FactPath& path : *expected.needing) needed.insert(policy_.path_text(path));
    if (std::equal(needed.begin(), needed.end(), decision.needs.begin(), decision.needs.end())) return;
    fail(fmt::format("{} undetermined needing {}", name, joined(decision.needs)), expected.action);
  }

  [[nodiscard]] std::string by_words(const Decision& decision) const {
    if (decision.outcome == Outcome::Undetermined) {
      std::vector<std::string> words;
      for (const Outcome o : decision.possible.outcomes()) words.emplace_back(outcome_id(o));
      return fmt::format(" (possibly {}) needing {}", joined(words), joined(decision.needs));
    }
    if (decision.because.empty()) return decision.basis == Basis::Default ? " by default" : "";
    std::vector<std::string> names;
    for (const ClauseId id : decision.because) names.push_back(policy_.clause_name(id));
    return " by " + joined(names);
  }

  // The names after `by` of which no version is in force, or for an undetermined outcome may be.
  std::vector<std::string> not_in_force(const ExpectOutcome& expected, const Decision& decision) {
    std::vector<std::string> missing;
    if (expected.by_names.empty()) return missing;
    std::set<std::string> names;
    for (const ClauseId id : decision.because) names.insert(policy_.clause_name(id));
    if (decision.outcome == Outcome::Undetermined) {
      for (const ClauseReport& report : explain(plan_, out_.facts, decision, options_).not_in_force) {
        const bool stands_alone = report.why == Why::Yields && report.defeated_by.empty();
        if (report.why == Why::Unsettled || stands_alone) names.insert(policy_.clause_name(report.clause));
      }
    }
    for (const ClauseId id : expected.by_names) {
      if (!names.count(policy_.clause_name(id))) missing.push_back(policy_.clause_name(id));
    }
    return missing;
  }

  void test(const ExpectDuty& expected) {
    const Truth required = expected.action ? required_for(expected, *expected.action) : required_for_any(expected.duty);
    if (required == expected_truth(expected.word)) return;
    std::string where;
    if (expected.action) {
      where =
          fmt::format(" {} {}", expected.timing == Timing::Before ? "before" : "after", policy_[*expected.action].name);
    }
    fail(fmt::format("{} {}{}", policy_[expected.duty].name, required_words(required), where), expected.action);
  }

  Truth required_for(const ExpectDuty& expected, ActionId action) {
    Truth out = Truth::No;
    for (const DutyAnswer& duty : decide_once(action).duties) {
      if (is_version(duty.duty, expected.duty) && duty.timing == expected.timing) out = out | duty.required;
    }
    return out;
  }

  // Before or after some action, or standing.
  Truth required_for_any(DutyId duty) {
    std::set<ActionId> actions;
    bool standing = false;
    for (const Clause& clause : policy_.clauses) {
      for (const Conclusion& c : clause.conclusions) {
        if (!c.duty || !is_version(*c.duty, duty)) continue;
        if (c.action)
          actions.insert(*c.action);
        else
          standing = true;
      }
    }
    Truth out = Truth::No;
    for (const ActionId action : actions) out = out | required(decide_once(action).duties, duty);
    if (standing && out != Truth::Yes) out = out | required(decide_standing_duties(plan_, out_.facts, options_), duty);
    return out;
  }

  // The versions of a duty are duties of one name.
  [[nodiscard]] bool is_version(DutyId one, DutyId other) const { return policy_[one].name == policy_[other].name; }

  [[nodiscard]] Truth required(const std::vector<DutyAnswer>& duties, DutyId duty) const {
    Truth out = Truth::No;
    for (const DutyAnswer& answer : duties) {
      if (is_version(answer.duty, duty)) out = out | answer.required;
    }
    return out;
  }

  void test(const ExpectValue& expected) {
    const Value found = evaluate(plan_, out_.facts, expected.value, options_);
    if (is_expected(found, expected.expected, expected.at_most)) return;
    const Expr& value = policy_[expected.value];
    // A number known within bounds must not read like the `between` that was expected.
    const std::string_view bounds = found.get_if<NumberBounds>() != nullptr ? "somewhere " : "";
    fail(fmt::format("{} is {}{}", folded(sources_.text(value.span)), bounds, policy_.value_text(found, value.type)),
         std::nullopt);
  }

  const Plan& plan_;
  const CheckedPolicy& policy_;
  const SourceMap& sources_;
  const Scenario& scenario_;
  DecideOptions options_;
  const Expectation* expectation_ = nullptr;
  std::map<ActionId, Decision> decisions_;
  ScenarioResult out_;
};

ScenarioRunner::ScenarioRunner(std::shared_ptr<const Plan> plan, std::shared_ptr<const CheckedPolicy> policy,
                               std::shared_ptr<const SourceMap> sources)
    : plan_(std::move(plan)), policy_(std::move(policy)), sources_(std::move(sources)) {}

ScenarioResult ScenarioRunner::run(std::size_t scenario) const {
  return Run(*this, scenario).run();
}

}  // namespace carveout::tool
