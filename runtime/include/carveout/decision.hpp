#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/fact_paths.hpp"
#include "carveout/facts.hpp"
#include "carveout/lang/checked.hpp"

namespace carveout {

// What a policy says of an action by itself. Spec: language/07-decisions, 7.4.
enum class Word : std::uint8_t { Permit, Forbid, Conflict, Silent, Undetermined };
struct PolicyWord {
  PolicyId policy{};
  Word word = Word::Undetermined;
  friend bool operator==(const PolicyWord&, const PolicyWord&) = default;
};
enum class Basis : std::uint8_t { Clauses, Default };

// A set of outcomes (never Undetermined itself).
class OutcomeSet {
 public:
  constexpr void insert(Outcome o) noexcept { bits_ |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(o)); }
  [[nodiscard]] constexpr bool contains(Outcome o) const noexcept { return (bits_ >> static_cast<unsigned>(o)) & 1u; }
  [[nodiscard]] constexpr int size() const noexcept { return __builtin_popcount(bits_); }
  [[nodiscard]] std::vector<Outcome> outcomes() const;  // in the order of the enumeration
  friend constexpr bool operator==(OutcomeSet, OutcomeSet) = default;

 private:
  std::uint8_t bits_ = 0;
};

// A fault met on the way to an answer, where its condition is still unknown. Spec: language/07-decisions, 7.1.
struct FaultReport {
  Fault fault{};
  Span span;                             // the operation
  FactPaths facts;                       // those it read
  std::optional<ParameterId> parameter;  // NotInForce: the one that has no value yet
  std::uint64_t steps = 0;               // TooManySteps: how many there were
  std::vector<std::string> names;        // ExceptionsDiffer: the two; NotInForce: what has no version in force
  std::optional<Date> governing;         // NotInForce: the date that governs where it is read, if it is known
  friend bool operator==(const FaultReport&, const FaultReport&) = default;
};

enum class DutyStatus : std::uint8_t { Done, Outstanding, Unknown };
struct DutyAnswer {
  DutyId duty{};
  Timing timing = Timing::Standing;
  Truth required = Truth::No;  // Unknown: possibly required
  DutyStatus status = DutyStatus::Unknown;
  std::vector<ClauseId> by;  // the clauses that require it, or may
  std::optional<Value> due;  // a date or time; none: no due time is declared, or it is not known
  bool due_declared = false;
};

// What a policy, with those decided together with it, decides about one action on one set of facts. A value: it owns
// all it holds. Spec: language/07-decisions.
struct Decision {
  ActionId action{};
  Outcome outcome = Outcome::Undetermined;
  // True only where the outcome is permitted and every duty before the action that is or may be required is done. A
  // host that looks at nothing else fails closed.
  bool allowed = false;
  Basis basis = Basis::Clauses;
  std::vector<PolicyWord> words;  // of each policy that speaks of the action; of none, that the root is silent
  OutcomeSet possible;            // the outcomes still possible; one where it is determined
  bool exact = true;  // all unknown units were split, within the steps: no possible outcome is there for want of trying
  Standing meanwhile = Standing::Forbidden;  // what to do while undetermined
  // Of a permission: the date or time past which none of the clauses that made it permits any more. None: one of them
  // has no term, or it is not known.
  std::optional<Value> until;
  std::vector<ClauseId> because;   // the clauses that made the outcome, in the order of the text
  std::vector<DutyAnswer> duties;  // those that are or may be required first, in the order of declaration
  FactPaths needs;
  FactPaths cited;
  std::vector<FaultReport> faults;
};

struct PlanLimits {
  std::uint32_t nodes = 8'000'000;  // LIMIT: after definitions are put in; a plan node is 32 bytes
  std::uint32_t calls = 10'000;     // LIMIT: of one definition, each with arguments of its own, below one condition. A
                                    // text that means it has a hundred; calls that multiply pass any number
  std::uint32_t depth = 2'000;      // LIMIT: value expressions are evaluated recursively
  std::uint64_t goal_entries =
      64'000'000;  // LIMIT: nodes summed over all actions and duties; bounds the time of a decision
};

class Plan;  // a checked policy in compact evaluable form: slots, atoms, goals. Immutable, shared by any number of
             // threads

struct Compiled {
  std::shared_ptr<const Plan> plan;  // none where a limit is passed
  std::vector<Diagnostic> diagnostics;
};
// What is taken out, as if it were not there: clauses (every version of each), and whole policies, which then supersede
// nothing either.
struct Without {
  std::vector<ClauseId> clauses;
  std::vector<PolicyId> policies;
  std::vector<DefineExceptionId> define_exceptions;
};
[[nodiscard]] Compiled compile(std::shared_ptr<const CheckedPolicy> policy, const Without& without = {},
                               const PlanLimits& limits = {});

struct DecideOptions {
  std::optional<Date> as_of;   // the governing date, in place of the policy's `as of`
  std::uint32_t ways = 4'096;  // LIMIT: of 7.5; a test may lower it
  // LIMIT: operations on elements of lists, for the truths of a decision and again for what they rest on. Forty on each
  // of a million elements; nested quantifiers over long lists multiply. A second or two each. Past it:
  // Fault::TooManySteps
  std::uint64_t steps = 40'000'000;
};
// Decides one action. Never throws, never fails: what has no result is in the answer. Thread safe.
[[nodiscard]] Decision decide(const Plan& plan, const Facts& facts, ActionId action, const DecideOptions& options = {});
// The standing duties, apart from any action: decide() adds them to every answer.
[[nodiscard]] std::vector<DutyAnswer> decide_standing_duties(const Plan& plan, const Facts& facts,
                                                             const DecideOptions& options = {});
// The value of a definition without arguments, or unknown.
[[nodiscard]] Value evaluate(const Plan& plan, const Facts& facts, ExprId expression,
                             const DecideOptions& options = {});

}  // namespace carveout
