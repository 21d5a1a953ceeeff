#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "carveout/explore.hpp"
#include "properties/laws.hpp"

// The laws of language/16-exploring.
namespace carveout::properties {
namespace {

constexpr int kMostQuestions = 200;
// So few that random policies pass them often, and what is then told is tried as well.
constexpr std::uint32_t kFewDecisions = 40;

DecideOptions options_of(const Question& question) {
  DecideOptions options;
  options.as_of = question.as_of;
  options.ways = question.ways;
  return options;
}

// What a person who knows all the facts answers.
Value told(const CheckedPolicy& policy, const NextQuestion& question, const Facts& full, const Facts& so_far) {
  if (!question.path) return {};
  const Value value = fact_at(policy, full, *question.path);
  const ListValue* list = value.list();
  switch (question.kind) {
    case NextQuestion::Kind::Value:
      return value;
    case NextQuestion::Kind::Presence:
      return value.record() == nullptr ? value : record_unknown(policy, question.fact.type);
    case NextQuestion::Kind::Entries:
      return list == nullptr || list->open ? Value()
                                           : entries_unknown(policy, question.fact.type, list->elements.size());
    case NextQuestion::Kind::More: {
      if (list == nullptr || list->open) return {};
      std::vector<Value> elements = fact_at(policy, so_far, *question.path).list()->elements;
      const Value unknown = entries_unknown(policy, question.fact.type, list->elements.size());
      for (std::size_t i = elements.size(); i < list->elements.size(); ++i)
        elements.push_back(unknown.list()->elements[i]);
      return make_list(std::move(elements));
    }
  }
  return {};
}

// The fewest questions that suffice in the worst case, by going through all orders of asking and all answers; with it
// the first fact to ask for.
using Fewest = std::pair<std::uint32_t, std::string>;

class AllOrders {
 public:
  AllOrders(const Ready& ready, const Question& question) : ready_(ready), question_(question) {}

  // LIMIT: as deep as there are facts that are yes/no or closed; nothing where there are too many orders.
  std::optional<Fewest> fewest(const Facts& facts) {
    if (++decisions_ > 3'000) return std::nullopt;
    const CheckedPolicy& policy = *ready_.policy;
    const Decision decision = decide(*ready_.plan, facts, *policy.find_action(question_.action), options_of(question_));
    if (decision.outcome != Outcome::Undetermined) return Fewest{0, ""};
    // All orders of dates that govern from outside are too many.
    for (std::size_t i = 0; i < decision.needs.size(); ++i) {
      if (!decision.needs.path(i)) return std::nullopt;
    }
    std::optional<Fewest> best;
    for (const FactPath& path : in_declaration_order(decision.needs)) {
      std::uint32_t worst = 0;
      for (const Value& value : values_at(path, facts)) {
        Facts more = facts;
        if (set_fact(policy, more, path, value) != SetResult::Ok) return std::nullopt;
        const auto rest = fewest(more);
        if (!rest) return std::nullopt;
        worst = std::max(worst, rest->first + 1);
      }
      if (!best || worst < best->first) best = {worst, policy.path_text(path)};
    }
    return best;
  }

 private:
  static std::vector<FactPath> in_declaration_order(const FactPaths& needs) {
    std::vector<FactPath> out;
    for (std::size_t i = 0; i < needs.size(); ++i) {
      if (const auto path = needs.path(i)) out.push_back(*path);
    }
    const auto key = [](const FactPath& path) {
      std::vector<std::uint32_t> steps{index_of(path.fact)};
      for (const PathStep step : path.steps) steps.push_back(step.index);
      return steps;
    };
    std::sort(out.begin(), out.end(), [&](const FactPath& a, const FactPath& b) { return key(a) < key(b); });
    // Whether there is a record comes before what is in it, and so it does in this order.
    std::vector<FactPath> first;
    for (FactPath& path : out) {
      const std::vector<std::uint32_t> part = key(path);
      const bool inside = std::any_of(first.begin(), first.end(), [&](const FactPath& whole) {
        const std::vector<std::uint32_t> outer = key(whole);
        return outer.size() < part.size() && std::equal(outer.begin(), outer.end(), part.begin());
      });
      if (!inside) first.push_back(std::move(path));
    }
    return first;
  }

  std::vector<Value> values_at(const FactPath& path, const Facts& facts) const {
    const CheckedPolicy& policy = *ready_.policy;
    const Value known = fact_at(policy, facts, path);
    if (known.part() != nullptr) return known.part()->values;
    TypeId type = policy.facts[index_of(path.fact)].type;
    bool optional = policy.facts[index_of(path.fact)].optional;
    for (const PathStep step : path.steps) {
      optional = policy[type].fields[step.index].optional;
      type = policy[type].fields[step.index].type;
    }
    std::vector<Value> out;
    if (policy[type].kind == TypeKind::YesNo) out = {Value(true), Value(false)};
    for (std::uint32_t i = 0; i < policy[type].members.size(); ++i) out.push_back(Value(Member{i}));
    if (policy[type].kind == TypeKind::Record) out.push_back(record_unknown(policy, type));
    if (optional) out.push_back(Value(Absent{}));
    return out;
  }

  const Ready& ready_;
  const Question& question_;
  int decisions_ = 0;
};

}  // namespace

Law interviewed() {
  return {"an interview ends as all the facts do, and asks for nothing else",
          [](const PolicyText&, const Ready& ready, const Question& question,
             std::uint64_t seed) -> std::optional<std::string> {
            if (!ready.plan) return std::nullopt;
            Random random(seed);
            const CheckedPolicy& policy = *ready.policy;
            const NamedFacts named = extended(policy, question.facts, random, 100);
            const Facts full{in_order(policy, named)};
            const DecideOptions options = options_of(question);
            const ActionId action = *policy.find_action(question.action);
            ExploreLimits limits;
            limits.question_decisions = kFewDecisions;
            Interview interview(ready.plan, Facts{in_order(policy, question.facts)}, action, options, limits);
            std::vector<std::string> asked;
            bool all_told = true;
            while (const NextQuestion* next = interview.question()) {
              asked.push_back(next->fact.path);
              const Decision now = decide(*ready.plan, interview.facts(), action, options);
              const bool needed = std::find(now.needs.begin(), now.needs.end(), next->fact.path) != now.needs.end();
              if (now.outcome != Outcome::Undetermined || !needed)
                return fmt::format("asked {}, and on the last the answer does not turn", asked);
              if (asked.size() > kMostQuestions) return std::nullopt;
              const Value value = told(policy, *next, full, interview.facts());
              all_told = all_told && !value.is_unknown();
              if (!interview.answer(value)) return fmt::format("asked {}, and the last cannot be told", asked);
            }
            const Decision at_end = decide(*ready.plan, interview.facts(), action, options);
            const Decision on_all = decide(*ready.plan, full, action, options);
            if (at_end.outcome == on_all.outcome) return std::nullopt;
            if (at_end.outcome == Outcome::Undetermined && !all_told) return std::nullopt;
            return fmt::format("asked {}\nof {}\nends as {}, and on all the facts {}", asked, facts_text(policy, named),
                               outcome_id(at_end.outcome), outcome_id(on_all.outcome));
          }};
}

Law best_question() {
  return {
      "the best question is that of all orders of asking",
      [](const PolicyText&, const Ready& ready, const Question& question, std::uint64_t) -> std::optional<std::string> {
        if (!ready.plan) return std::nullopt;
        const CheckedPolicy& policy = *ready.policy;
        const Facts facts{in_order(policy, question.facts)};
        const auto expected = AllOrders(ready, question).fewest(facts);
        if (!expected) return std::nullopt;
        const NeedsReport needs =
            needs_of(*ready.plan, facts, *policy.find_action(question.action), options_of(question));
        const std::string best = needs.best ? needs.facts[*needs.best].fact.path : "";
        if (needs.exact && best == expected->second && needs.at_most == expected->first) return std::nullopt;
        return fmt::format("by going through all {}, {}; told {}, {}", expected->second, expected->first, best,
                           needs.at_most);
      }};
}

}  // namespace carveout::properties
