#pragma once

#include <optional>
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

// A yes/no fact that is a condition by itself: its path.
[[nodiscard]] std::optional<std::string> bare_fact(const CheckedPolicy& policy, const English& english,
                                                   const ConditionReport& condition);

// A condition and the facts that make it so, but for those told of with the conditions within it.
struct ConditionLine {
  std::size_t depth = 0;  // columns to the right of the condition
  std::string text;
};
[[nodiscard]] std::vector<ConditionLine> condition_lines(const AnswerContext& context, const English& english,
                                                         const ConditionReport& condition, std::string_view verdict);

// Conditions on a page: what each is, and the facts that make it so.
class ConditionsText {
 public:
  ConditionsText(const AnswerContext& context, Page& page) : context_(context), page_(page), english_(context) {}

  // Those that are as said: fulfilled, failed or not known.
  void those(std::size_t column, const std::vector<ConditionReport>& conditions, Truth which);
  void one(std::size_t column, const ConditionReport& condition);
  void one(std::size_t column, const ConditionReport& condition, std::string_view verdict);

 private:
  const AnswerContext& context_;
  Page& page_;
  English english_;
};

}  // namespace carveout::explain_text
