#pragma once

#include <string>
#include <utility>

#include "carveout/explore.hpp"
#include "support/checking.hpp"

namespace carveout::testing {

// A policy from a text, ready to be explored.
struct Explored {
  explicit Explored(std::string text)  // that checks
      : loaded(load_text(std::move(text))), policy(loaded.loaded().policy), plan(compile(policy).plan) {}

  [[nodiscard]] ActionId action(const char* name) const { return *policy->find_action(name); }
  [[nodiscard]] Facts facts(const char* json) const {
    BoundFacts bound = facts_from_json(*policy, "facts.json", json);
    return *std::move(bound.facts);
  }
  [[nodiscard]] AnswerContext context(const Facts& known, const DecideOptions& options = {}) const {
    return {policy, loaded.loaded().sources, known, governing_dates(*plan, known, options)};
  }

  LoadedText loaded;
  std::shared_ptr<const CheckedPolicy> policy;
  std::shared_ptr<const Plan> plan;
};

}  // namespace carveout::testing
