#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carveout/explain.hpp"

namespace carveout::explain_text {

// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listing(const std::vector<std::string>& items, std::string_view last = "and");

// "the date", "a conviction": is a label the name of something, rather than something that holds of it?
[[nodiscard]] bool names_a_thing(std::string_view label);

// The things of a policy in the words of its labels and citations, safe to show on one line.
class English {
 public:
  explicit English(const AnswerContext& context) : context_(context), policy_(*context.policy) {}

  // "§ 7", or nothing.
  [[nodiscard]] std::string cites(ClauseId clause) const;
  // "convicted_in_custody (§ 7)"; with its period where other versions share its name.
  [[nodiscard]] std::string clause(ClauseId clause) const;
  [[nodiscard]] std::string policies(const std::vector<PolicyId>& ids) const;
  [[nodiscard]] std::string clauses(const std::vector<ClauseId>& clauses) const;
  // "Information about persons in custody (convicted_in_custody)", or the name alone.
  [[nodiscard]] std::string title(ClauseId clause) const;
  // "from 2018-01-31", "until 2020-01-01", "from … until …".
  [[nodiscard]] std::string period(const Period& period) const;
  // "advance review of the request (senior_review)", or the name alone.
  [[nodiscard]] std::string duty(DutyId duty) const;

  // What is known of a fact, the governing date told from outside among them.
  [[nodiscard]] Value value_of(const FactReading& fact) const;
  // "the person concerned is in the City's criminal custody", "the date of the request"; without labels the path.
  [[nodiscard]] std::string fact_name(const FactReading& fact) const;
  // The same with its value: "…: yes", "…: 2018-03-01", "…: not known".
  [[nodiscard]] std::string fact(const FactReading& fact) const;
  // As what something turns on: "whether the request is urgent", "the filing status".
  [[nodiscard]] std::string whether(const FactReading& fact) const;
  // A fact that would settle something, and what is known of it so far.
  [[nodiscard]] std::string need(const FactReading& fact) const;
  // "division by zero, at guidance.carve:12:8 in a / b: …".
  [[nodiscard]] std::string fault(const FaultReport& fault) const;
  [[nodiscard]] std::string value(const Value& value, TypeId type) const;
  // A condition as the policy writes it, on one line and not too long.
  [[nodiscard]] std::string condition(Span span) const;
  // Why there is no result: "division by zero".
  [[nodiscard]] std::string cause(const FaultReport& fault) const;
  // "guidance.carve:12:8".
  [[nodiscard]] std::string place(Span span) const;

 private:
  [[nodiscard]] std::string in_part(const Value& known, TypeId type) const;
  [[nodiscard]] std::string between(const std::string& low, const std::string& high, TypeId type) const;
  const AnswerContext& context_;
  const CheckedPolicy& policy_;
};

}  // namespace carveout::explain_text
