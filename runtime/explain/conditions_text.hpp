#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/english.hpp"
#include "explain/layout.hpp"

namespace carveout::explain_text {

// The conditions that decide the truth of a clause's part: yes where the part is as it should be.
[[nodiscard]] Truth favour(const ConditionReport& condition);
// Is a fact told of with some condition?
[[nodiscard]] bool tells(const std::vector<ConditionReport>& conditions, const std::string& path);

// Conditions on a page: what each is, and the facts that make it so.
class ConditionsText {
 public:
  ConditionsText(const AnswerContext& context, Page& page)
      : context_(context), policy_(*context.policy), page_(page), english_(context) {}

  // Those that are as said: fulfilled, failed or not known.
  void those(std::size_t column, const std::vector<ConditionReport>& conditions, Truth which);
  void one(std::size_t column, const ConditionReport& condition);
  void one(std::size_t column, const ConditionReport& condition, std::string_view verdict);

 private:
  void facts(std::size_t column, const ConditionReport& condition);
  [[nodiscard]] FactReading reading(std::string_view path) const;

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  Page& page_;
  English english_;
};

}  // namespace carveout::explain_text
