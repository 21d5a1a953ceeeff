#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "carveout/explain.hpp"

// What is found out by deciding again on other facts: what to ask next, what would change an outcome, and what would be
// if. All are values; the functions are thread safe and never throw; an Interview belongs to one thread at a time.
// Spec: language/16-exploring.
namespace carveout {

// What is asked about: an action, or a definition without arguments.
using Subject = std::variant<ActionId, DefineId>;

// How a search ended: all that there is to try was tried, a limit was reached, or the host wanted it to stop.
enum class SearchEnd : std::uint8_t { Complete, AtLimit, Stopped };

struct ExploreLimits {
  // LIMIT: to find the best question: eight yes/no facts, or what can be worked out in a second on a City's policy
  std::uint32_t question_decisions = 4'000;
  // LIMIT: to find the best question, in conditions worked out and elements of lists looked at: a second or two
  std::uint64_t question_steps = 10'000'000;
  // LIMIT: to find what would change an outcome: pairs of a hundred facts, or triples of thirty; five seconds
  std::uint32_t change_decisions = 100'000;
  // LIMIT: to find what would change an outcome, in conditions worked out and elements of lists looked at: pairs of the
  // entries of a list of ten thousand; five seconds
  std::uint64_t change_steps = 30'000'000;
  std::uint32_t changed_facts = 3;   // LIMIT: nobody reads that six facts would all have to be otherwise
  std::uint32_t changes_told = 200;  // LIMIT: of one answer; more is a data set
  std::uint32_t values = 48;         // LIMIT: of one fact; lists of statutes have hundreds that differ in nothing
  std::uint32_t entries = 24;        // LIMIT: of one list, whose entries are looked at one by one
  // Set by another thread, or a handler of signals: the search ends with what it has found. Outlives the call.
  const std::atomic<bool>* stop = nullptr;
};

// Values of a fact that the conditions do not tell apart, as far as they are settled by what is known.
struct ValueClass {
  Value value;                // stands for all of them
  std::optional<Value> low;   // numbers, dates, times: the class reaches from here; none: it has no such end
  std::optional<Value> high;  // to here, included
  std::vector<Value> others;  // of a closed type, texts and sections: the others that are known to be in the class
};

// A condition that turns on a fact, and whose it is.
struct Turning {
  std::optional<ClauseId> clause;  // none: of the definition that is asked about, or an exception to it
  std::optional<std::string> label;
  Span span;
};

// One fact that an undetermined answer still turns on, as a question.
struct NextQuestion {
  enum class Kind : std::uint8_t {
    Value,     // the answer is a value of its type
    Presence,  // is there one at all? A record that may be missing
    Entries,   // how many entries has the list? Then their fields are asked
    More,      // are there more entries than those known?
  };
  Kind kind{};
  std::optional<FactPath> path;     // none: the governing date told from outside
  FactReading fact;                 // with its labels, and what is known of it
  std::vector<ValueClass> answers;  // what may be answered, as far as it makes a difference
  std::vector<Turning> turns;       // the conditions of clauses that turn on it, each once
  bool governs = false;             // it gives a date that decides what is in force
  bool scopes = false;              // it decides whether a policy, or a part of one, applies
};

// What an undetermined answer needs. Empty where it is determined.
struct NeedsReport {
  Subject subject;
  std::vector<NextQuestion> facts;  // in the order of their declaration; elements by their numbers
  std::optional<std::size_t> best;  // the one to ask next, in `facts`; none: there is nothing to ask
  std::size_t more = 0;             // facts that are needed and not among these: elements of a long list
  std::uint32_t at_most = 0;        // so many questions at most, if the best is asked each time; 0: not known
  bool exact = true;  // `best` is the best for certain; else the one after which the fewest facts may still matter
  SearchEnd end = SearchEnd::Complete;  // AtLimit: not exact; and what may be answered is not found of all facts
};
// `skip`: facts that nobody knows, which are not asked for ("as of" for the governing date). Time: at most
// `limits.question_decisions` decisions and `limits.question_steps` steps.
[[nodiscard]] NeedsReport needs_of(const Plan& plan, const Facts& facts, const Subject& subject,
                                   const DecideOptions& options = {}, const std::vector<std::string>& skip = {},
                                   const ExploreLimits& limits = {});

// A list of `count` entries of which nothing else is known: the answer to Kind::Entries. A record of which nothing is
// known but that there is one: to Kind::Presence.
[[nodiscard]] Value entries_unknown(const CheckedPolicy& policy, TypeId list, std::size_t count);
[[nodiscard]] Value record_unknown(const CheckedPolicy& policy, TypeId record);

// Asks for the facts that matter, one by one, until the answer is determined or nobody knows more. Never asks for a
// fact on which the answer does not turn, nor twice. Spec: language/16-exploring, 16.2.
class Interview {
 public:
  Interview(std::shared_ptr<const Plan> plan, Facts facts, Subject subject, DecideOptions options = {},
            ExploreLimits limits = {});

  // What to ask now; null: it has ended. Good until the next call that is not const.
  [[nodiscard]] const NextQuestion* question() const noexcept;
  [[nodiscard]] const NeedsReport& needs() const noexcept { return needs_; }
  // Precondition of both: there is a question. The value is one of the fact's type; an unknown one is "don't know".
  // That a field is absent which cannot be says that the record around it is. False, and nothing happens, where the
  // fact cannot have the value.
  bool answer(Value value);
  void dont_know();
  // Takes the last answer back; false where there is none.
  bool back();
  [[nodiscard]] std::size_t answered() const noexcept { return steps_.size(); }

  [[nodiscard]] const Facts& facts() const noexcept { return facts_; }
  [[nodiscard]] const DecideOptions& options() const noexcept { return options_; }
  // What nobody knew, by paths.
  [[nodiscard]] const std::vector<std::string>& not_known() const noexcept { return skip_; }

 private:
  struct Step {
    Facts facts;
    DecideOptions options;
    std::vector<std::string> skip;
    std::vector<std::string> answered;
  };
  void ask();

  std::shared_ptr<const Plan> plan_;
  Facts facts_;
  Subject asked_;
  DecideOptions options_;
  ExploreLimits limits_;
  std::vector<std::string> skip_;
  std::vector<std::string> answered_;
  std::vector<Step> steps_;
  NeedsReport needs_;
};

// One fact that would be otherwise.
struct FactChange {
  enum class Kind : std::uint8_t { Set, AddEntry, DropEntry };
  Kind kind = Kind::Set;
  std::optional<FactPath> path;  // none: the governing date told from outside
  FactReading fact;              // as it is now
  Value to;                      // of the whole list, where an entry is added or dropped
  ValueClass any_of;             // Set: all these would do; its value is `to`. Ordered, without ends: any value
  std::size_t entry = 0;         // DropEntry: which, from 0
};
// Facts that, all together, give the outcome wanted, and none of which could be left as it is.
struct Change {
  std::vector<FactChange> facts;
  Facts result;  // the facts with the change, to be decided on with `as_of`
  std::optional<Date> as_of;
};
struct ChangesReport {
  ActionId action{};
  Outcome now{};
  Outcome wanted{};
  std::vector<Change> changes;    // those of one fact first, each in the order of declaration
  std::size_t more = 0;           // that are not told
  std::uint32_t looked_for = 0;   // changes of so many facts
  std::uint32_t complete_to = 0;  // all changes of up to so many facts, within the values tried, are there
  SearchEnd end = SearchEnd::Complete;
};
// The smallest changes of the facts that give `wanted`: there is no change of fewer of the same facts that does. None
// where the outcome is already that. Time: `limits.change_decisions` and
// `limits.change_steps`. Precondition: `wanted` is not Undetermined.
[[nodiscard]] ChangesReport changes_to(const Plan& plan, const Facts& facts, ActionId action, Outcome wanted,
                                       const DecideOptions& options = {}, const ExploreLimits& limits = {});

// A plan of a policy (compiled with something taken out, for all that), facts, and a date.
struct Situation {
  std::shared_ptr<const Plan> plan;
  Facts facts;
  DecideOptions options;
};
// A clause that is in force in one of two situations and not in the other.
struct ClauseDifference {
  ClauseReport report;  // as it is after: with the conditions that put it in force, or why it no longer is
  bool in_force = false;
};
struct AnswerDifference {
  Answer before;
  Answer after;
  std::vector<ClauseDifference> clauses;  // those newly in force first, each in the order of the text
  [[nodiscard]] bool same_outcome() const noexcept { return before.decision.outcome == after.decision.outcome; }
};
struct ValueDifference {
  ValueReport before;
  ValueReport after;
};
struct WhatIf {
  std::vector<std::string> supposed;      // what is otherwise, in words of the host: told first
  std::vector<AnswerDifference> actions;  // as asked
  std::vector<ValueDifference> values;
};
// What would be otherwise. Precondition: both are of one checked policy. Costs two answers.
[[nodiscard]] WhatIf what_if(const Situation& before, const Situation& after, const std::vector<Subject>& subjects);

// --- as text for an analyst, and as JSON by the schema spec/language/exploring.schema.json. Byte-stable.

// "Is the request urgent?", what may be answered, and why it is asked.
[[nodiscard]] std::string question_text(const AnswerContext& context, const NextQuestion& question, std::size_t width,
                                        Ink ink);
[[nodiscard]] std::string needs_text(const AnswerContext& context, const Answers& answers,
                                     const std::vector<NeedsReport>& needs, std::size_t width, Ink ink);
[[nodiscard]] std::string needs_json(const AnswerContext& context, const Answers& answers,
                                     const std::vector<NeedsReport>& needs);
[[nodiscard]] std::string changes_text(const AnswerContext& context, const ChangesReport& report, std::size_t width,
                                       Ink ink);
[[nodiscard]] std::string changes_json(const AnswerContext& context, const std::vector<ChangesReport>& reports);
// What a change gives a scenario, one `given` a line: "  given request.urgent is yes". `as of` first.
[[nodiscard]] std::string scenario_lines(const CheckedPolicy& policy, const Change& change);
// The contexts hold the facts and dates of the two situations.
[[nodiscard]] std::string what_if_text(const AnswerContext& before, const AnswerContext& after,
                                       const WhatIf& difference, std::size_t width, Ink ink);
[[nodiscard]] std::string what_if_json(const AnswerContext& before, const AnswerContext& after,
                                       const WhatIf& difference);

}  // namespace carveout
