#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/lang/checked.hpp"
#include "properties/random_facts.hpp"
#include "properties/random_policy.hpp"

namespace carveout::properties {

// What is compared of two answers, in names, so that policies with another order of declarations compare too.
struct Answer {
  std::string outcome;
  std::map<std::string, std::string> words;  // by policy
  std::set<std::string> possible;
  bool exact = true;
  std::set<std::string> needs;
  std::map<std::string, std::string> duties;  // "duty1 before": "required, done"
  bool allowed = false;
  std::set<std::string> made_by;
  std::vector<std::string> cited;  // the runtime's; no part of comparisons

  [[nodiscard]] std::string text() const;
  friend bool operator==(const Answer& a, const Answer& b) { return a.text() == b.text(); }
};

struct Question {
  NamedFacts facts;
  std::string action;  // or the definition whose value is asked for
  std::optional<Date> as_of;
  std::uint32_t ways = 4'096;
};

// A policy made ready to be asked both ways.
struct Ready {
  std::shared_ptr<const CheckedPolicy> policy;
  std::shared_ptr<const Plan> plan;  // none where the plan passes a limit
};
// Nothing where the text does not check; the first error then.
[[nodiscard]] std::optional<Ready> made_ready(const Texts& texts, std::string* error = nullptr);

// The value of a definition without arguments, and the facts that would settle it.
struct ValueAnswer {
  std::string value;     // as the language writes it; "unknown", also where it is known in part
  std::string at_least;  // the ends it lies between; empty: there is none
  std::string at_most;
  std::set<std::string> needs;

  [[nodiscard]] std::string text() const;
  friend bool operator==(const ValueAnswer&, const ValueAnswer&) = default;
};

[[nodiscard]] ValueAnswer value_by_the_rules(const Ready& policy, const Question& question);
[[nodiscard]] ValueAnswer value_by_the_runtime(const Ready& policy, const Question& question);

[[nodiscard]] Answer by_the_rules(const Ready& policy, const Question& question);
[[nodiscard]] Answer by_the_runtime(const Ready& policy, const Question& question);

}  // namespace carveout::properties
