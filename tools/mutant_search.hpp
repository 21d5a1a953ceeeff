#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/explain.hpp"
#include "mutants.hpp"

namespace carveout::tool {

// A scenario that comes out as it expects on a policy, and not on a mutant of it.
struct TellingScenario {
  std::string text;  // as the language writes it
};

// Looks for facts on which a policy and a mutant of it answer differently, near those of its scenarios: these, then
// these with one fact changed, then with two, to values that the policy speaks of and those beside them. Spec:
// language/17-coverage, 17.5
class MutantSearch {
 public:
  // LIMIT: sets of facts looked at for one mutant, and decisions and values worked out for them, on both policies: a
  // second or two.
  static constexpr std::size_t kMostTrials = 20'000;
  static constexpr std::size_t kMostDecisions = 200'000;
  static constexpr std::size_t kMostClauses = 4'000'000;  // LIMIT: looked at in these decisions, all clauses in each

  MutantSearch(std::shared_ptr<const Plan> plan, std::shared_ptr<const CheckedPolicy> policy);
  ~MutantSearch();
  MutantSearch(const MutantSearch&) = delete;
  MutantSearch& operator=(const MutantSearch&) = delete;

  struct Found {
    std::optional<TellingScenario> scenario;
    std::size_t trials = 0;
    bool all_of_one = false;  // every change of one fact was looked at
  };
  // `name`: of the scenario to be made. `near`: the text of the declaration that was changed, whose facts come first.
  [[nodiscard]] Found find(const Plan& mutant, const std::string& name, std::string_view near) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace carveout::tool
