#pragma once

#include <string>

#include "explain/english.hpp"

namespace carveout::explain_text {

// What is said of a clause and one action, in words.
class ClauseWords {
 public:
  ClauseWords(const AnswerContext& context, ActionId action)
      : context_(context), policy_(*context.policy), action_(action), english_(context) {}

  // "forbids it", "permits it only if its test holds", "requires a record before it".
  [[nodiscard]] std::string what_it_says(ClauseId clause, bool would) const;
  // "would permit it, as an exception to no_voluntary_cooperation (§ 1)".
  [[nodiscard]] std::string stands_to(ClauseId clause) const;
  // Why it is not in force, where that is neither a condition, nor its scope, nor something unknown.
  [[nodiscard]] std::string reason(const ClauseReport& report) const;
  // Is it, or what is around it, in force on some days only, and the day is not known?
  [[nodiscard]] bool on_unknown_day(ClauseId clause) const;
  // Why it is not settled, where that is neither a condition nor another clause.
  [[nodiscard]] std::string unsettled(ClauseId clause) const;
  // Does the policy, or a part around the clause, say when it applies?
  [[nodiscard]] bool has_scope(ClauseId clause) const;
  // "The policy", or where several are decided together its name.
  [[nodiscard]] std::string the_policy(PolicyId policy) const;
  // "the policy, or the part in which it stands,", or where several are decided together their own names.
  [[nodiscard]] std::string the_policy_here(ClauseId clause) const;
  // Of a policy that is not in force on its governing date: " is in force only from …, which does not include …".
  [[nodiscard]] std::string out_of_force(PolicyId policy) const;
  // A date or time.
  [[nodiscard]] std::string moment(const Value& value) const;

 private:
  [[nodiscard]] std::string required(ClauseId clause) const;

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  ActionId action_;
  English english_;
};

}  // namespace carveout::explain_text
