#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "carveout/explain.hpp"

namespace carveout::tool {

// One expectation that did not come true, or a given that cannot be set.
struct Failure {
  Span span;
  std::string expected;               // as the policy writes it
  std::string found;                  // what came, in the same words
  std::optional<ActionId> action;     // whose answer says why
  std::optional<Diagnostic> problem;  // of a given; nothing else is then filled in
};

struct ScenarioResult {
  std::size_t scenario = 0;
  std::vector<Failure> failures;
  Facts facts;
  std::optional<Date> as_of;
  std::map<ActionId, Answer> answers;  // of the actions that failures speak of
  std::set<ClauseId> made;             // the clauses that made what came of the actions and duties expected
};

// Runs the scenarios of one policy.
class ScenarioRunner {
 public:
  ScenarioRunner(std::shared_ptr<const Plan> plan, std::shared_ptr<const CheckedPolicy> policy,
                 std::shared_ptr<const SourceMap> sources);

  [[nodiscard]] ScenarioResult run(std::size_t scenario) const;

 private:
  class Run;

  std::shared_ptr<const Plan> plan_;
  std::shared_ptr<const CheckedPolicy> policy_;
  std::shared_ptr<const SourceMap> sources_;
};

}  // namespace carveout::tool
