#pragma once

#include <memory>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/lang/load.hpp"
#include "mutant_search.hpp"
#include "mutants.hpp"
#include "output.hpp"

namespace carveout::tool {

// LIMIT: each is a policy that is read, checked and tested anew; of a policy with more, every so-manyth is made.
inline constexpr std::size_t kMostMutants = 1'000;

// One file whose scenarios are run against the mutants.
struct MutatedFile {
  std::string path;  // as it was given
  Loaded loaded;
  std::shared_ptr<const Plan> plan;
  std::vector<std::size_t> scenarios;  // those that are as expected on the policy itself
};

struct MutantResult {
  Mutant mutant;
  enum class State : std::uint8_t { DoesNotCheck, Noticed, NotNoticed } state = State::DoesNotCheck;
  std::string noticed_by;          // the first scenario that does
  std::vector<std::string> lines;  // of those that are not noticed
  MutantSearch::Found search;      // likewise
};
struct MutationReport {
  std::shared_ptr<const SourceMap> sources;
  std::vector<MutantResult> mutants;
  std::size_t possible = 0;  // how many there are; more than were made where a limit was reached
  [[nodiscard]] std::size_t count(MutantResult::State state) const;
};

// Makes mutants of the policy that all files test, the first file saying what it is, and runs all scenarios against
// each. Deterministic. Progress is shown where the standard error is a terminal.
[[nodiscard]] MutationReport run_mutants(const std::vector<MutatedFile>& files, std::size_t most, Streams& streams);
[[nodiscard]] std::string mutation_text(const MutationReport& report, std::size_t width);

}  // namespace carveout::tool
