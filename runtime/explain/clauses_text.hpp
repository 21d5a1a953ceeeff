#pragma once

#include "explain/conditions_text.hpp"
#include "explain/english.hpp"
#include "explain/layout.hpp"

namespace carveout::explain_text {

// The clauses of one answer on a page: those that made it, and why each of the others is not in force.
class ClausesText {
 public:
  ClausesText(const AnswerContext& context, const Answer& answer, Page& page);

  void in_force();
  void not_in_force();

 private:
  [[nodiscard]] std::string what_it_says(ClauseId clause, bool would) const;
  [[nodiscard]] std::string required(ClauseId clause) const;
  [[nodiscard]] std::string stands_to(ClauseId clause) const;
  // Is the condition a part of a test of the clause, its `only if`?
  [[nodiscard]] bool is_tested(ClauseId clause, Span condition) const;
  // Does the policy, or a part around the clause, say when it applies?
  [[nodiscard]] bool has_scope(ClauseId clause) const;
  void heading(ClauseId clause);
  void out_of_scope(PolicyId policy, const std::vector<ClauseId>& clauses);
  void superseded(PolicyId policy, const ClauseReport& one, const std::vector<ClauseId>& clauses);
  // "The policy", or where several are decided together its name.
  [[nodiscard]] std::string the_policy(PolicyId policy) const;
  void reason(const ClauseReport& report);
  [[nodiscard]] std::string unsettled(const ClauseReport& report) const;

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const Answer& answer_;
  Page& page_;
  English english_;
  ConditionsText conditions_;
  std::size_t hang_ = 0;  // the column of the titles, after the citations
};

}  // namespace carveout::explain_text
