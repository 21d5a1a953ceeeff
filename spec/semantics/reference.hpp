#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "term.hpp"

// The reference semantics: what a checked policy decides, written to be read beside language/07-decisions and by its
// rules alone. It shares nothing with the runtime but the values of the language. Clarity before speed.
namespace carveout::reference {

// 7.4. Undetermined: more than one word is possible.
enum class PolicyWord : std::uint8_t { Permit, Forbid, Conflict, Silent, Undetermined };

// 7.8.
enum class DoneStatus : std::uint8_t { Done, Outstanding, Unknown };
struct DutyWord {
  Truth required = Truth::No;  // Unknown: possibly required
  DoneStatus status = DoneStatus::Unknown;
  std::set<ClauseId> by;  // the clauses by which it is or may be required
  friend bool operator==(const DutyWord&, const DutyWord&) = default;
};

struct ReferenceAnswer {
  Outcome outcome = Outcome::Undetermined;
  // Of each policy that has a permit or forbid of the action; where none has, of the root, which is silent.
  std::map<PolicyId, PolicyWord> words;
  std::set<Outcome> possible;
  bool exact = true;
  std::set<std::string> needs;
  // Every duty that the policy somewhere requires before or after the action, or standing.
  std::map<std::pair<DutyId, Timing>, DutyWord> duties;
  bool allowed = false;
  // The clauses that made the outcome (7.4).
  std::set<ClauseId> made_by;
};

// LIMIT: of 7.5, "Bound".
inline constexpr std::uint32_t kWays = 4'096;
// LIMIT: of 7.4, "The clauses that made it".
inline constexpr std::uint32_t kWaysOfClause = 64;

// Decides one action on facts, one value for each `facts` entry of the policy. `as_of`: the governing date told from
// outside.
[[nodiscard]] ReferenceAnswer decide_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts,
                                                  ActionId action, std::optional<Date> as_of,
                                                  std::uint32_t ways = kWays);

// 7.11: the truth of a condition that is asked for by itself, and what it needs where it stays unknown.
struct ReferenceCondition {
  Truth truth = Truth::Unknown;
  std::set<std::string> needs;
};
[[nodiscard]] ReferenceCondition condition_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts,
                                                        DefineId condition, std::optional<Date> as_of,
                                                        std::uint32_t ways = kWays);

// 7.11: the value of an expression that is no condition and is asked for by itself, spelt out.
[[nodiscard]] Value value_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts,
                                       const TermPtr& asked, std::uint32_t ways = kWays);

}  // namespace carveout::reference
