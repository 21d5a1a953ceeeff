#pragma once

#include <string>
#include <vector>

#include "coverage.hpp"
#include "coverage_count.hpp"
#include "mutate.hpp"
#include "policy_file.hpp"
#include "scenario_run.hpp"

namespace carveout::tool {

// What running the scenarios of one policy came to.
struct TestReport {
  PolicyFile file;
  std::string problem;  // why the policy was not tested: it cannot be read, or has errors; nothing else then counts
  std::size_t scenarios = 0;
  std::vector<std::size_t> ran;  // which: by their place in the policy
  std::size_t expectations = 0;
  std::size_t failed = 0;                // expectations, and givens that cannot be set
  std::vector<ScenarioResult> failures;  // of the scenarios that have some
  bool all_ran = true;                   // no filter, and the last of its policy: coverage can be told
  bool others = false;                   // other files of its policy are tested with it
  std::vector<ClauseId> never_in_force;
  std::vector<OneSided> one_sided;
  std::shared_ptr<const CoverageCount> coverage;   // of the last of its policy, where it was asked for
  std::shared_ptr<const MutationReport> mutation;  // likewise
};

// `problem`s are for this one alone.
[[nodiscard]] std::string test_junit(const std::vector<TestReport>& reports);
[[nodiscard]] std::string test_json(const std::vector<TestReport>& reports);

}  // namespace carveout::tool
