#pragma once

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
  void out_of_scope(const std::vector<ClauseId>& clauses);
  void reason(const ClauseReport& report);
  void conditions(const ClauseReport& report, Truth which);
  void condition(const ConditionReport& condition, std::string_view verdict);
  [[nodiscard]] std::string unsettled(const ClauseReport& report) const;
  void facts(const ConditionReport& condition);
  [[nodiscard]] FactReading reading(std::string_view path) const;

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const Answer& answer_;
  Page& page_;
  English english_;
  std::size_t hang_ = 0;  // the column of the titles, after the citations
};

}  // namespace carveout::explain_text
