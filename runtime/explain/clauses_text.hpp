#pragma once

#include "explain/clause_words.hpp"
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
  // Is the condition a part of a test of the clause, its `only if`?
  [[nodiscard]] bool is_tested(ClauseId clause, Span condition) const;
  void heading(ClauseId clause);
  void out_of_scope(PolicyId policy, const std::vector<ClauseId>& clauses);
  void superseded(PolicyId policy, const ClauseReport& one, const std::vector<ClauseId>& clauses);
  void reason(const ClauseReport& report);
  [[nodiscard]] std::string unsettled(const ClauseReport& report) const;

  const CheckedPolicy& policy_;
  const Answer& answer_;
  Page& page_;
  English english_;
  ClauseWords words_;
  ConditionsText conditions_;
  std::size_t hang_ = 0;  // the column of the titles, after the citations
};

}  // namespace carveout::explain_text
