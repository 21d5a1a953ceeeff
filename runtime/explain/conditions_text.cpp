#include "explain/conditions_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace carveout::explain_text {
namespace {

constexpr std::size_t kMostFacts = 8;  // LIMIT: of one condition; the JSON form has them all

// In a clause's `unless` a condition must not hold; elsewhere it must.
std::string_view verdict_of(const ConditionReport& condition) {
  switch (condition.value) {
    case Truth::Yes:
      return condition.wanted ? "holds" : "holds, and then the clause does not apply";
    case Truth::No:
      return condition.wanted ? "does not hold" : "does not hold, as it must not";
    case Truth::Unknown:
      return "is not known";
  }
  return "";
}

}  // namespace

Truth favour(const ConditionReport& condition) {
  return condition.wanted ? condition.value : !condition.value;
}

bool tells(const std::vector<ConditionReport>& conditions, const std::string& path) {
  return std::any_of(conditions.begin(), conditions.end(), [&](const ConditionReport& c) {
    return std::find(c.facts.begin(), c.facts.end(), path) != c.facts.end();
  });
}

void ConditionsText::those(std::size_t column, const std::vector<ConditionReport>& conditions, Truth which) {
  for (const ConditionReport& c : conditions) {
    if (favour(c) == which && (which != Truth::Unknown || c.open)) one(column, c);
  }
}

void ConditionsText::one(std::size_t column, const ConditionReport& c) {
  one(column, c, verdict_of(c));
}

void ConditionsText::one(std::size_t column, const ConditionReport& c, std::string_view verdict) {
  for (const ConditionLine& line : condition_lines(context_, english_, c, verdict))
    page_.paragraph(column + line.depth, column + line.depth + 2, line.text);
  for (const ConditionReport& inner : c.within) one(column + 2, inner);
}

std::optional<std::string> bare_fact(const CheckedPolicy& policy, const English& english, const ConditionReport& c) {
  const std::string text = english.condition(c.span);
  const bool bare = c.facts.size() == 1 && policy[c.facts.type(0)].kind == TypeKind::YesNo && c.facts.text(0) == text;
  return bare ? std::optional(text) : std::nullopt;
}

std::vector<ConditionLine> condition_lines(const AnswerContext& context, const English& english,
                                           const ConditionReport& c, std::string_view verdict) {
  const std::string name = c.label ? fmt::format("[{}] {}", safe(*c.label), verdict) : std::string(verdict);
  const auto reading = [&](const std::string& path) { return read_fact(*context.policy, context.facts, path); };
  const auto bare = bare_fact(*context.policy, english, c);
  std::vector<ConditionLine> out;
  out.push_back({0, fmt::format("{}: {}", name, bare ? english.fact_name(reading(*bare)) : english.condition(c.span))});
  if (bare) return out;
  // Of a list whose elements are told of, that it is there goes without saying. What the conditions inside it tell is
  // told there.
  std::set<std::string> elsewhere;
  for (const std::string& path : c.facts) {
    for (std::size_t at = path.find('['); at != std::string::npos; at = path.find('[', at + 1))
      elsewhere.insert(path.substr(0, at));
  }
  for (const ConditionReport& inner : c.within) elsewhere.insert(inner.facts.begin(), inner.facts.end());
  std::size_t told = 0;
  for (const std::string& path : c.facts) {
    if (elsewhere.count(path) != 0 || ++told > kMostFacts) continue;
    out.push_back({2, english.fact(reading(path))});
  }
  if (told > kMostFacts) out.push_back({2, fmt::format("and {} more facts", told - kMostFacts)});
  return out;
}

}  // namespace carveout::explain_text
