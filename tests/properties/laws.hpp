#pragma once

#include <functional>
#include <optional>
#include <string>

#include "properties/answers.hpp"
#include "properties/random_policy.hpp"

namespace carveout::properties {

using Ask = std::function<Answer(const Ready&, const Question&)>;

// A law of 7.10 or an agreement, tried on one policy and one question: what is broken, or nothing. Each takes its
// random numbers from a seed, so that it can be tried again on a smaller policy.
struct Law {
  std::string name;
  std::function<std::optional<std::string>(const PolicyText&, const Ready&, const Question&, std::uint64_t seed)>
      broken;
};

// The runtime's answer is the reference's.
[[nodiscard]] Law agreement();
// And so are the values of the definitions without arguments.
[[nodiscard]] Law agreement_on_values();
// On more facts a determined outcome stays, and possible outcomes and needs only shrink.
[[nodiscard]] Law monotone(Ask ask);
// Every outcome on completed facts is among the possible ones.
[[nodiscard]] Law sound(Ask ask);
// Of facts that can be completed in all ways, an exact answer's possible outcomes are those of the completions.
[[nodiscard]] Law complete(Ask ask);
// The order of declarations changes nothing.
[[nodiscard]] Law free_of_order(Ask ask);
// Laid out, whatever white space and comments are between its words, a policy says the same, and its layout is its own.
[[nodiscard]] Law free_of_layout(Ask ask);
// What some facts exercise is exercised on more of them too; and where that is an action's default, it is by default.
// Spec: language/17-coverage. Of the runtime.
[[nodiscard]] Law exercised();
// With the cited facts alone, outcome, possible outcomes and needs are the same. Of the runtime.
[[nodiscard]] Law sufficient();
// With the facts that a proof cites alone, the outcome is the same and so is the proof; and a proof is a graph without
// circles, all of whose parts are told of. Of the runtime.
[[nodiscard]] Law sufficient_for_proofs();
// Asked question by question, only for facts that are needed, an answer ends as on all the facts.
[[nodiscard]] Law interviewed();
// Of facts that can be completed in all ways, the first question is the one that going through all orders of asking
// finds, and so is the number of questions. Of the runtime.
[[nodiscard]] Law best_question();
// Each change of the facts that is told gives the outcome wanted, and no part of it does; and going through all changes
// of two facts, over the same values, finds no other. Of the runtime.
[[nodiscard]] Law changed();
// The record of an answer reads back to the same, and decided again from its facts nothing differs. Of the runtime.
// Spec: language/19-records.
[[nodiscard]] Law recorded();

}  // namespace carveout::properties
