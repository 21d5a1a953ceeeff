#pragma once

#include "explain/conditions_text.hpp"
#include "explain/rest_text.hpp"

namespace carveout::explain_text {

// What a definition is worth, and what that rests on.
class ValueText {
 public:
  ValueText(const AnswerContext& context, const ValueReport& report, Page& page, Ink ink);
  void all();

 private:
  [[nodiscard]] std::string worth() const;
  [[nodiscard]] std::string why_not_known() const;
  void row_that_gives_it();
  void rows_that_may();
  void exceptions_that_give_it();
  void other_exceptions();
  [[nodiscard]] std::string heading(DefineExceptionId exception) const;
  [[nodiscard]] std::string why_not(const ValueException& exception) const;
  void facts();

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const ValueReport& report_;
  Page& page_;
  English english_;
  ConditionsText conditions_;
  RestText rest_;
};

}  // namespace carveout::explain_text
