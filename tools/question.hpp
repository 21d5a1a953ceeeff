#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carveout/decision.hpp"
#include "commands.hpp"
#include "policy_file.hpp"

// What all subcommands that put a question to a policy begin with: the policy, what is asked about, the facts.
namespace carveout::tool {

// The things of a policy that names on a command line stand for, each once, in the order asked.
struct Asked {
  std::vector<ActionId> actions;
  std::vector<DefineId> defines;
};

// One question, ready to be answered.
struct Question {
  PolicyFile file;  // with its plan, in which what `--without` names is left out
  Asked asked;
  Facts facts;
  DecideOptions options;
  [[nodiscard]] const CheckedPolicy& policy() const { return *file.loaded.policy; }
  [[nodiscard]] const Plan& plan() const { return *file.plan; }
};

// Reads all of it, piece by piece; the first piece that is at fault is complained of, and ends it.
[[nodiscard]] Exit open_question(const QuestionArguments& arguments, Streams& streams, Question& out);

// The pieces. Each adds to `out`, or gives the sentence that says what is wrong; empty: nothing is.

// Actions, one item of an action (`disclose(name)`) or several (`disclose(name, address)`), groups, definitions.
[[nodiscard]] std::string find_asked(const CheckedPolicy& policy, const std::string& name, Asked& out);
// Clauses, exceptions to definitions, policies.
[[nodiscard]] std::string find_without(const CheckedPolicy& policy, const std::string& name, Without& out);
// The number of a scenario.
[[nodiscard]] std::string find_scenario(const CheckedPolicy& policy, const std::string& name, std::size_t& out);

// A document of facts: JSON or YAML, by the name of the file or how it begins. Complains of what does not fit.
[[nodiscard]] Exit read_facts(const CheckedPolicy& policy, const std::string& argument, Streams& streams, Facts& out);

// By the name of the file; where that does not say, JSON begins with a bracket.
[[nodiscard]] bool is_yaml(std::string_view name, std::string_view text);

// "there is no action `shar`: did you mean `share`?"; without a near one, what there is.
[[nodiscard]] std::string no_such(std::string_view kind, std::string_view name,
                                  const std::vector<std::string_view>& known);

}  // namespace carveout::tool
