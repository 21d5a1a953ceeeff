#pragma once

#include <optional>
#include <string>
#include <vector>

#include "carveout/explain.hpp"
#include "carveout/record.hpp"

// Deciding again what a record says was decided: by the same policy, where any difference is a fault of one of the two,
// or by another version of it, where the differences are what the change does. Spec: language/19-records, 19.3.
namespace carveout {

struct ReplayedDecision {
  DecisionRecord before;
  std::optional<DecisionRecord> after;  // none: the policy has no such action
  Answer answer;                        // with `after`: what made it, and what did not
  // The members of a decision in which the two differ, in their order: "outcome", "clauses". "action": there is none.
  std::vector<std::string> differing;
};
struct Replayed {
  enum class Kind : std::uint8_t {
    Decided,
    WithoutFacts,   // the record holds their digest alone
    FactsAltered,   // its facts are not those of its digest
    FactsDoNotFit,  // the policy has other facts
    DateUnknown,    // the governing date was told from outside, and is not one
  };
  Kind kind = Kind::WithoutFacts;
  bool same_policy = false;  // to the byte
  std::string reason;        // of facts that do not fit
  Facts facts;               // Decided: all of these
  DecideOptions options;
  std::optional<std::string> as_of;  // the root's governing date
  bool other_date = false;           // than the record's
  std::vector<ReplayedDecision> decisions;

  // Is anything not as the record says?
  [[nodiscard]] bool differs() const noexcept;
};
// `digest` is policy_digest() of the plan's policy. Costs as much as deciding and explaining. Thread safe.
[[nodiscard]] Replayed replay(const Plan& plan, std::string_view digest, const Record& record);

}  // namespace carveout
