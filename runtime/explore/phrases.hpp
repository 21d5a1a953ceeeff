#pragma once

#include <string>

#include "carveout/explore.hpp"
#include "explain/english.hpp"

namespace carveout::explore {

// Facts as questions, and as what would have to be, in the words of their labels.
class Phrases {
 public:
  explicit Phrases(const AnswerContext& context) : policy_(*context.policy), english_(context) {}

  // "Is it so that the request is urgent?", "What is the date of the request?"
  [[nodiscard]] std::string question(const NextQuestion& question) const;
  // What may be answered: "yes or no"; empty: whatever its type allows, and nothing more is to be said.
  [[nodiscard]] std::string answers(const NextQuestion& question) const;
  // "were 2013-03-02 or later", "were A, B or C", said of a fact by its name: after an "if". `together`: how many
  // facts change with it, itself included.
  [[nodiscard]] std::string supposed(const FactChange& change, std::size_t together) const;
  // "2018-01-31 or later", "from 10 to 20", "A, B or C".
  [[nodiscard]] std::string range(const ValueClass& values, TypeId type) const;
  // "whose turn": "convicted_in_custody (§ 7): [violent or serious]".
  [[nodiscard]] std::string turning(const Turning& turning) const;
  [[nodiscard]] std::string value(const Value& value, TypeId type) const;

 private:
  // Does the label say something that holds or does not?
  [[nodiscard]] bool is_statement(const FactReading& fact) const;
  [[nodiscard]] std::string record(const Value& record, TypeId type) const;
  [[nodiscard]] std::string supposed_value(const FactChange& change, std::size_t together) const;

  const CheckedPolicy& policy_;
  explain_text::English english_;
};

// With a capital letter, where it begins with a word of a label.
[[nodiscard]] std::string capitalised(const FactReading& fact, std::string text);

}  // namespace carveout::explore
