#include "support/deciding.hpp"

#include <doctest/doctest.h>

#include "carveout/explain.hpp"

namespace carveout::testing {
namespace {

template <class Range, class Text>
std::string joined(const Range& range, Text text) {
  std::string out;
  for (const auto& item : range) {
    if (!out.empty()) out += ", ";
    out += text(item);
  }
  return out;
}

}  // namespace

Asked::Asked(std::string text, PlanLimits limits, ModuleTexts modules)
    : loaded_(load_text(std::move(text), std::move(modules))),
      compiled_(compile(loaded_.loaded().policy ? loaded_.loaded().policy : nullptr, {}, limits)) {}

Asked Asked::without(std::vector<PolicyId> policies) const {
  Asked other = *this;
  other.compiled_ = compile(loaded_.loaded().policy, {{}, std::move(policies), {}});
  return other;
}

std::string Asked::plan_problem() const {
  return joined(compiled_.diagnostics, [](const Diagnostic& d) { return std::string(info(d.id).name); });
}

Decision Asked::decide(std::string_view action, std::string facts, DecideOptions options) const {
  REQUIRE(compiled_.plan);
  const BoundFacts bound = facts_from_json(policy(), "facts.json", std::move(facts));
  REQUIRE(bound.facts);
  const auto id = policy().find_action(action);
  REQUIRE(id);
  return carveout::decide(*compiled_.plan, *bound.facts, *id, options);
}

std::string Asked::text_of(std::string_view action, std::string facts, DecideOptions options) const {
  const Decision decision = decide(action, facts, options);
  const Facts bound = *facts_from_json(policy(), "facts.json", std::move(facts)).facts;
  const AnswerContext context{loaded_.loaded().policy, loaded_.loaded().sources, bound,
                              governing_dates(*compiled_.plan, bound, options)};
  const Explanation explanation = explain(*compiled_.plan, bound, decision, options);
  return answers_text(context, {{{decision, explanation}}, {}}, 80, Ink::Plain);
}

std::string Asked::ask(std::string_view action, std::string facts, DecideOptions options) const {
  const Decision d = decide(action, std::move(facts), options);
  std::string out(outcome_id(d.outcome));
  if (d.outcome == Outcome::Undetermined) {
    out += " {" + joined(d.possible.outcomes(), [](Outcome o) { return std::string(outcome_id(o)); }) + "}";
    if (!d.exact) out += " not exact";
    return out + " needs " + joined(d.needs, [](const std::string& s) { return s; });
  }
  if (d.basis == Basis::Default) return out + " by default";
  return out + " by " + joined(d.because, [&](ClauseId c) { return policy().clause_name(c); });
}

std::string Asked::words(std::string_view action, std::string facts, DecideOptions options) const {
  static constexpr const char* kWords[] = {"permit", "forbid", "conflict", "silent", "undetermined"};
  return joined(decide(action, std::move(facts), options).words, [&](const PolicyWord& one) {
    return policy()[one.policy].name + " " + kWords[static_cast<std::size_t>(one.word)];
  });
}

std::string Asked::duty(std::string_view name, std::string_view action, std::string facts) const {
  for (const DutyAnswer& d : decide(action, std::move(facts)).duties) {
    if (policy()[d.duty].name != name) continue;
    if (d.required == Truth::No) return "not required";
    std::string out = d.required == Truth::Yes ? "required by " : "possibly required by ";
    out += joined(d.by, [&](ClauseId c) { return policy().clause_name(c); });
    return out + (d.status == DutyStatus::Done          ? ", done"
                  : d.status == DutyStatus::Outstanding ? ", outstanding"
                                                        : ", not known");
  }
  return "not listed";
}

}  // namespace carveout::testing
