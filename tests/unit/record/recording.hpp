#pragma once

#include <string>
#include <vector>

#include "carveout/record.hpp"
#include "support/checking.hpp"
#include "support/leave_policy.hpp"

namespace carveout::testing {

// A policy that records are made of.
class Recorded {
 public:
  explicit Recorded(std::string text, ModuleTexts modules = {})
      : loaded_(load_text(std::move(text), std::move(modules))),
        plan_(compile(std::make_shared<const CheckedPolicy>(loaded_.policy())).plan) {}

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const CheckedPolicy& policy() const { return loaded_.policy(); }
  [[nodiscard]] std::string digest() const { return policy_digest(*loaded_.loaded().sources); }
  [[nodiscard]] Facts facts(std::string json) const {
    return facts_from_json(policy(), "facts.json", std::move(json)).facts.value();
  }
  // All actions, on the facts of a document.
  [[nodiscard]] std::string line(std::string json, RecordOptions options = {}) const {
    const Facts given = facts(std::move(json));
    std::vector<Decision> decisions;
    for (std::uint32_t i = 0; i < policy().actions.size(); ++i)
      decisions.push_back(decide(*plan_, given, ActionId{i}, options.decide));
    options.policy_digest = digest();
    return record_line(*plan_, given, decisions, options);
  }

 private:
  LoadedText loaded_;
  std::shared_ptr<const Plan> plan_;
};

}  // namespace carveout::testing
