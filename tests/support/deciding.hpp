#pragma once

#include <string>
#include <string_view>

#include "carveout/decision.hpp"
#include "carveout/facts.hpp"
#include "support/checking.hpp"

namespace carveout::testing {

// A policy from a text, ready to be asked. What is asked is told in words, for tests to compare.
class Asked {
 public:
  explicit Asked(std::string text, PlanLimits limits = {}, ModuleTexts modules = {});
  // As if these policies were not there.
  [[nodiscard]] Asked without(std::vector<PolicyId> policies) const;
  // The ids of compile()'s diagnostics, or "" where there is a plan.
  [[nodiscard]] std::string plan_problem() const;
  [[nodiscard]] const std::vector<Diagnostic>& plan_diagnostics() const { return compiled_.diagnostics; }
  [[nodiscard]] std::string text(Span span) const { return std::string(loaded_.loaded().sources->text(span)); }
  // Facts as a JSON document.
  [[nodiscard]] Decision decide(std::string_view action, std::string facts, DecideOptions options = {}) const;
  // "permitted by a, b", "forbidden by default", "undetermined {permitted, forbidden} needs x, y".
  [[nodiscard]] std::string ask(std::string_view action, std::string facts, DecideOptions options = {}) const;
  // Each policy's word, "p permit, q silent".
  [[nodiscard]] std::string words(std::string_view action, std::string facts, DecideOptions options = {}) const;
  // The answer as people read it, 80 columns wide.
  [[nodiscard]] std::string text_of(std::string_view action, std::string facts, DecideOptions options = {}) const;
  // "required by c, outstanding", "possibly required …", "not required" of one duty, as told with an action.
  [[nodiscard]] std::string duty(std::string_view name, std::string_view action, std::string facts) const;
  [[nodiscard]] const CheckedPolicy& policy() const { return loaded_.policy(); }

 private:
  LoadedText loaded_;
  Compiled compiled_;
};

}  // namespace carveout::testing
