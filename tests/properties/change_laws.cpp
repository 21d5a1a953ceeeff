#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "carveout/explore.hpp"
#include "explore/change_points.hpp"
#include "properties/laws.hpp"

// The laws of language/16-exploring, 16.3.
namespace carveout::properties {
namespace {

using explore::ChangePoint;
using explore::State;

constexpr Outcome kWanted[] = {Outcome::Permitted, Outcome::Forbidden, Outcome::Conflict, Outcome::Unaddressed};
constexpr std::uint32_t kFacts = 2;
constexpr std::size_t kMostTried = 4'000;

class Trial {
 public:
  Trial(const Ready& ready, const Question& question, Outcome wanted)
      : ready_(ready), action_(*ready.policy->find_action(question.action)), wanted_(wanted) {
    now_.facts = Facts{in_order(*ready.policy, question.facts)};
    now_.options.as_of = question.as_of;
    now_.options.ways = question.ways;
  }

  [[nodiscard]] const State& now() const { return now_; }
  [[nodiscard]] bool gives(const State& state) const {
    return decide(*ready_.plan, state.facts, action_, state.options).outcome == wanted_;
  }
  [[nodiscard]] State with(const FactChange& change, const Value& value, State state) const {
    if (change.path) {
      (void)set_fact(*ready_.policy, state.facts, *change.path, value);
    } else if (const Date* date = value.get_if<Date>()) {
      state.options.as_of = *date;
    }
    return state;
  }

  // What is wrong with one change that is told; empty: nothing is.
  [[nodiscard]] std::string wrong_with(const Change& change) const {
    State result = now_;
    result.facts = change.result;
    result.options.as_of = change.as_of;
    if (!gives(result)) return "it does not give the outcome";
    const std::size_t all = (std::size_t{1} << change.facts.size()) - 1;
    for (std::size_t some = 0; some < all; ++some) {
      State part = now_;
      for (std::size_t i = 0; i < change.facts.size(); ++i) {
        if ((some >> i) & 1u) part = with(change.facts[i], change.facts[i].to, std::move(part));
      }
      if (gives(part)) return "a part of it does as well";
    }
    for (const FactChange& one : change.facts) {
      std::vector<Value> values = one.any_of.others;
      if (one.any_of.low) values.push_back(*one.any_of.low);
      if (one.any_of.high) values.push_back(*one.any_of.high);
      for (const Value& value : values) {
        if (!gives(with(one, value, result)))
          return fmt::format("{} of {} does not do", ready_.policy->value_text(value, one.fact.type), one.fact.path);
      }
    }
    return {};
  }

  // A change of so many facts that is not told, by going through all; empty: there is none, or there are too many.
  [[nodiscard]] std::string not_told(const ChangesReport& report, const std::vector<ChangePoint>& points) const {
    std::size_t values = 0;
    for (const ChangePoint& point : points) values += point.values.size();
    if (values * values > kMostTried) return {};
    for (std::size_t i = 0; i < points.size(); ++i) {
      for (const auto& first : points[i].values) {
        State one = now_;
        if (!explore::set_at(*ready_.policy, one, points[i].point, first.values.value)) continue;
        if (gives(one)) {
          if (!is_told(report, {{&points[i], &first.values.value}})) return points[i].point.text;
          continue;
        }
        for (std::size_t j = i + 1; j < points.size(); ++j) {
          if (points[i].point.path && points[j].point.path &&
              explore::overlap(*points[i].point.path, *points[j].point.path))
            continue;
          for (const auto& second : points[j].values) {
            State both = one;
            State alone = now_;
            if (!explore::set_at(*ready_.policy, both, points[j].point, second.values.value)) continue;
            (void)explore::set_at(*ready_.policy, alone, points[j].point, second.values.value);
            if (!gives(both) || gives(alone)) continue;
            if (!is_told(report, {{&points[i], &first.values.value}, {&points[j], &second.values.value}}))
              return points[i].point.text + " and " + points[j].point.text;
          }
        }
      }
    }
    return {};
  }

 private:
  using Chosen = std::vector<std::pair<const ChangePoint*, const Value*>>;

  static bool is_told(const ChangesReport& report, const Chosen& chosen) {
    return std::any_of(report.changes.begin(), report.changes.end(), [&](const Change& change) {
      if (change.facts.size() != chosen.size()) return false;
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (change.facts[i].fact.path != chosen[i].first->point.text) return false;
        if (!is_among(*chosen[i].second, change.facts[i].any_of)) return false;
      }
      return true;
    });
  }

  static bool is_among(const Value& value, const ValueClass& values) {
    if (same_value(value, values.value)) return true;
    if (std::any_of(values.others.begin(), values.others.end(), [&](const Value& v) { return same_value(v, value); }))
      return true;
    const bool is_ordered = order_of_ends(value, values.value).has_value() && value.get_if<Duration>() == nullptr;
    if (!values.low && !values.high) return is_ordered && values.others.empty();
    const auto low = values.low ? order_of_ends(value, *values.low) : std::optional(1);
    const auto high = values.high ? order_of_ends(value, *values.high) : std::optional(-1);
    return low && high && *low >= 0 && *high <= 0;
  }

  const Ready& ready_;
  ActionId action_;
  Outcome wanted_;
  State now_;
};

}  // namespace

Law changed() {
  return {"what would change an outcome does, no part of it does, and nothing is left out",
          [](const PolicyText&, const Ready& ready, const Question& question,
             std::uint64_t seed) -> std::optional<std::string> {
            if (!ready.plan) return std::nullopt;
            Random random(seed);
            const Outcome wanted = kWanted[random.below(std::size(kWanted))];
            const Trial trial(ready, question, wanted);
            const ActionId action = *ready.policy->find_action(question.action);
            ExploreLimits limits;
            limits.changed_facts = kFacts;
            limits.change_decisions = kMostTried;
            limits.values = 8;
            limits.entries = 2;
            const ChangesReport report =
                changes_to(*ready.plan, trial.now().facts, action, wanted, trial.now().options, limits);
            for (const Change& change : report.changes) {
              const std::string wrong = trial.wrong_with(change);
              if (!wrong.empty())
                return fmt::format("to make it {}:\n{}{}", outcome_id(wanted), scenario_lines(*ready.policy, change),
                                   wrong);
            }
            if (report.now == wanted || report.complete_to < kFacts || report.more > 0) return std::nullopt;
            explore::Budget budget(limits.change_steps, nullptr);
            const std::string left_out =
                trial.not_told(report, explore::change_points(*ready.plan, trial.now(), action, limits, budget));
            if (left_out.empty()) return std::nullopt;
            std::string told;
            for (const Change& change : report.changes) told += scenario_lines(*ready.policy, change) + "or\n";
            return fmt::format("to make it {}, now {}, a change of {} is left out; told\n{}", outcome_id(wanted),
                               outcome_id(report.now), left_out, told);
          }};
}

}  // namespace carveout::properties
