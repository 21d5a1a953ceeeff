#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/rule_source.hpp"

namespace carveout {

// A fact that a condition rests on, and what is known of it.
struct FactReading {
  std::string path;
  std::vector<std::string>
      labels;   // of the fact and each field on the way; empty where there is none; "number 2" of an element
  Value value;  // unknown, absent or known
  TypeId type{};
};

// One condition of a clause: a labelled one, or a part of its `when`, `unless` or `only if`.
struct ConditionReport {
  std::optional<std::string> label;
  Span span;  // as the policy writes it
  Truth value = Truth::Unknown;
  bool wanted = true;                    // the clause applies where the condition is yes; false: a part of its `unless`
  bool open = false;                     // it is unknown, and so is the part of the clause in which it stands
  FactPaths facts;                       // those that settle it, or of an unsettled one the known and the unknown ones
  std::vector<ConditionReport> within;   // the labelled conditions in the definitions that it calls
  std::vector<RuleSource> sources = {};  // of a proof alone: what was read beside the facts
  // Does the condition keep the clause from applying, for certain?
  [[nodiscard]] bool fails() const noexcept { return value == (wanted ? Truth::No : Truth::Yes); }
};

// Why a clause that speaks of the action is not in force for it. The first that fits, in this order.
enum class Why : std::uint8_t {
  Suspended,         // taken out (`--without`)
  OutOfScope,        // the policy or its part is not in force or does not apply
  Superseded,        // another policy displaces its own
  NotInForce,        // its own period
  Conditions,        // a condition fails
  CarvedOut,         // a carve-out from it holds
  BaseDoesNotApply,  // none of what it is an exception to applies
  Lapsed,            // its term has passed
  Test,              // its `only if` fails (a permit), or holds (the forbid of the same)
  Overridden,        // a clause that overrides it holds
  Struck,            // `carveout from all …`
  Yields,            // an exception's permit, before a forbid that it is no exception to
  Outweighed,        // it stands, and the word of another policy prevails over its own's
  Unsettled,         // it turns on something unknown
};
[[nodiscard]] std::string_view why_id(Why why) noexcept;              // "out_of_scope"
[[nodiscard]] std::string_view outcome_id(Outcome outcome) noexcept;  // "permitted", as scenarios and JSON write it

struct ClauseReport {
  ClauseId clause{};
  Why why{};
  std::vector<ConditionReport> conditions;
  std::vector<ClauseId>
      defeated_by;  // what overrides, carves out, strikes, or is yielded to; for BaseDoesNotApply the bases
  std::vector<ClauseId> turns_on;  // Unsettled: the other clauses of which it is not known whether they apply or hold
  std::vector<PolicyId>
      defeated_by_policies;         // Superseded: those that displace its policy; Outweighed: those whose word prevails
  std::optional<Value> until = {};  // of a clause that permits the action with a term that is known: the last of them
};

// Why a decision is what it is. Spec: language/10-answers.
struct Explanation {
  std::vector<ClauseReport> in_force;  // the clauses that made it, with their conditions
  std::vector<ClauseReport>
      not_in_force;  // the others that speak of the action, and the carve-outs that reach it, in the order of the text
};

// Explains a decision of this plan on these facts with the same options. Same cost as deciding.
[[nodiscard]] Explanation explain(const Plan& plan, const Facts& facts, const Decision& decision,
                                  const DecideOptions& options = {});

// An exception to a definition, and why the value is, or is not, what it says.
struct ValueException {
  DefineExceptionId exception{};
  Truth gives = Truth::Unknown;  // yes: the value is that of this exception
  Why why{};                     // of one that does not give it
  std::vector<ConditionReport> conditions;
  std::vector<std::string> defeated_by;  // what it is an exception to, where none of that applies; the exceptions to it
  std::vector<std::string> turns_on;     // Unsettled: the exceptions to it of which it is not known whether they hold
};

// A row of a table that gives its value, or may.
struct RowReport {
  std::size_t number = 0;  // from 1
  Span span;
  Truth gives = Truth::Unknown;  // yes or unknown
  bool otherwise = false;
  FactPaths turns_on;  // the facts that are not known and that it asks about
};

// The value of a definition without arguments, and what it rests on. Spec: language/10-answers, 10.1.
struct ValueReport {
  DefineId define{};
  Value value;                              // known, bounds, or unknown
  std::vector<ConditionReport> conditions;  // those labelled in the definition and in what it calls
  std::vector<ValueException> exceptions;   // to the definition, and to those; in the order of the text
  std::vector<RowReport> rows;              // of the table that it is, where it is one and that counts
  FactPaths needs;                          // none where it is known
  FactPaths cited;
  std::vector<FaultReport> faults;  // none where it is known
};
// Precondition: the definition takes no arguments.
[[nodiscard]] ValueReport explain_value(const Plan& plan, const Facts& facts, DefineId define,
                                        const DecideOptions& options = {});

// What is known of a fact by its path ("subject.convictions[2].date", or "as of"), as Decision::needs and cited write
// it.
[[nodiscard]] FactReading read_fact(const CheckedPolicy& policy, const Facts& facts, std::string_view path);

// How a clause fares on some facts, apart from any one question: what the coverage of scenarios is counted from.
struct ClauseState {
  Truth in_force = Truth::No;               // some conclusion of it stands; of a carve-out, it holds
  std::vector<ConditionReport> conditions;  // without their facts
};
// By ClauseId. Costs as much as the truths of all clauses; nothing is split.
[[nodiscard]] std::vector<ClauseState> clause_states(const Plan& plan, const Facts& facts,
                                                     const DecideOptions& options = {});

// The dates that govern on some facts: told from outside, or by an `as of`; nothing where one is not known.
struct GoverningDates {
  std::vector<std::optional<Date>> policies;  // by PolicyId
  std::vector<std::optional<Date>> clauses;   // by ClauseId: its own, else its policy's
};
[[nodiscard]] GoverningDates governing_dates(const Plan& plan, const Facts& facts, const DecideOptions& options);

struct AnswerContext {
  std::shared_ptr<const CheckedPolicy> policy;
  std::shared_ptr<const SourceMap> sources;
  Facts facts;
  GoverningDates dates;
  // The root policy's governing date.
  [[nodiscard]] std::optional<Date> as_of() const { return dates.policies.at(0); }
};

struct Answer {
  Decision decision;
  Explanation explanation;
};
// What was asked about: actions and definitions, each in the order asked.
struct Answers {
  std::vector<Answer> actions;
  std::vector<ValueReport> values;
};
enum class Ink : std::uint8_t { Plain, Coloured };
// For an analyst: the outcome in a sentence, the clauses with citations, what is not in force and why, duties, what
// would settle it.
[[nodiscard]] std::string answers_text(const AnswerContext& context, const Answers& answers, std::size_t width,
                                       Ink ink);
// Of one answer the outcome and the clauses alone, without colour.
[[nodiscard]] std::string reasons_text(const AnswerContext& context, const Answer& answer, std::size_t width);
// One JSON object, as spec/language/answer.schema.json says. Byte-stable.
// Piece by piece, in the order in which they are written: an answer may be many times as long as the facts.
void answers_json(const AnswerContext& context, const Answers& answers,
                  const std::function<void(std::string_view)>& write);
[[nodiscard]] std::string answers_json(const AnswerContext& context, const Answers& answers);

}  // namespace carveout
