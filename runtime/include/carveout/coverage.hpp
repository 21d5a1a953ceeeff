#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/facts.hpp"
#include "carveout/lang/checked.hpp"

// What of a policy some facts exercise. Spec: language/17-coverage.
namespace carveout {

namespace cover {
struct State;
}

enum class CoverageKind : std::uint8_t {
  Clause,     // in force; of a carve-out: it holds
  Defeat,     // an exception, a carve-out, an overriding clause keeps another from being in force, or gives the value
  Condition,  // decides, as yes (side 0) and as no (side 1)
  Row,        // of a table: it gives the value
  Version,    // of a definition or a parameter: a date that governs where it is read falls in it
  Default,    // of an action: no clause stands, and its default is the outcome
  Duty,       // required (side 0) and not required (side 1)
};
inline constexpr std::size_t kCoverageKinds = 7;
[[nodiscard]] std::string_view coverage_id(CoverageKind kind) noexcept;  // "condition"

// One thing that scenarios can exercise: on one side or on two.
struct CoveragePoint {
  CoverageKind kind{};
  Span span;          // where it is written
  std::string owner;  // the declaration it is in, by name: "convicted_in_custody"
  std::string what;   // Condition: "[§ 7, custody]" or its text; Defeat: what it defeats; Version: its first day
  std::array<std::string, 2>
      due;  // what a scenario has to have, for each side, where that can be said of the text alone:
            // "[§ 7, custody] no while [§ 7, conviction] is yes"
  std::uint8_t sides = 1;
};

// What one set of facts exercises of one point.
struct CoverageSeen {
  std::array<bool, 2> sides{};
  // How far a clause comes: its period and scope hold, its `when` does and its `unless` does not, and it applies.
  enum class Reach : std::uint8_t { Nothing, Scope, Conditions, Applies } reach = Reach::Nothing;
};

// The points of a policy, and what facts exercise of them. Compiles the policy anew: a host that decides pays nothing.
class CoverageProbe {
 public:
  // `files`: whose declarations count. Of clauses only those of the root policy do. The sources are read here alone.
  CoverageProbe(std::shared_ptr<const CheckedPolicy> policy, const SourceMap& sources,
                const std::vector<FileId>& files);
  ~CoverageProbe();
  CoverageProbe(CoverageProbe&&) noexcept;
  CoverageProbe& operator=(CoverageProbe&&) noexcept;

  // In the order of the kinds, and of the text.
  [[nodiscard]] const std::vector<CoveragePoint>& points() const noexcept;
  // By point. Costs about as much as deciding every action, and of each definition for each element that it is asked
  // of. Thread safe.
  [[nodiscard]] std::vector<CoverageSeen> observe(const Facts& facts, const DecideOptions& options = {}) const;

 private:
  std::unique_ptr<cover::State> state_;
};

}  // namespace carveout
