#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "carveout/lang/counting.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"
#include "carveout/lang/value.hpp"

// A CheckedPolicy is what the checker makes of the syntax of a policy, the policies decided together with it and the
// modules they use: every name resolved to an id, every expression typed, sugar removed, everything in the order of the
// text. It is the input of the plan, of the reference semantics in spec/semantics and of every analysis. Immutable once
// built; ids index the vectors of the same policy.
namespace carveout {

using syntax::Timing;

enum class TypeId : std::uint32_t {};
enum class ExprId : std::uint32_t {};
enum class VariableId : std::uint32_t {};
enum class FactId : std::uint32_t {};
enum class ParameterId : std::uint32_t {};
enum class NamedListId : std::uint32_t {};
enum class DefineId : std::uint32_t {};
enum class DefineExceptionId : std::uint32_t {};
enum class ActionId : std::uint32_t {};
enum class DutyId : std::uint32_t {};
enum class PolicyId : std::uint32_t {};
enum class PartId : std::uint32_t {};
enum class ClauseId : std::uint32_t {};
enum class CalendarId : std::uint32_t {};

inline constexpr PolicyId kRootPolicy{0};  // the policy that was asked for

template <class Id>
[[nodiscard]] constexpr std::uint32_t index_of(Id id) noexcept {
  return static_cast<std::uint32_t>(id);
}

// --- types. Spec: language/03-types

enum class TypeKind : std::uint8_t { YesNo, Number, Text, Date, Time, Duration, Section, Closed, Record, List };

// The built-in types stand first, in this order, in every policy.
inline constexpr TypeId kYesNo{0}, kNumber{1}, kText{2}, kDate{3}, kTime{4}, kDuration{5}, kSection{6};

struct MemberInfo {
  std::string name;
  std::string label;  // empty: none
};
struct FieldInfo {
  std::string name;
  std::string label;
  TypeId type{};
  bool optional = false;  // `if any`
  Span span;
};
// A nominal alias has the kind of its base, its own name, and `base`.
struct Type {
  TypeKind kind{};
  std::string name;  // as in messages: "Purpose", "list of Conviction"
  std::string label;
  Span span;
  std::vector<MemberInfo> members;  // Closed
  bool ordered = false;             // Closed
  std::vector<FieldInfo> fields;    // Record
  TypeId element{};                 // List
  std::optional<TypeId> base;       // alias of a built-in type
};

// --- expressions. Spec: language/04-conditions

// Children stand in CheckedPolicy::operands. `index` is what the comment says. Sugar that is gone: `>`, `<=`, `>=`,
// `before`, `after`, `on or …` are Less with Not and swapped sides; `is not`, `not in`, `none of`, `no … satisfies`,
// `is absent` are Not of their opposites; `between` and distances (`within 5 years before d`) are And of two
// comparisons; `all of`, `any of` are And, Or; membership of a written set is Or of Equal (Under for sections,
// SectionIn for a range of sections, And of two comparisons for other ranges).
enum class ExprKind : std::uint8_t {
  Constant,   // index: CheckedPolicy::constants
  Fact,       // index: FactId
  Field,      // record; index: field of the record type. Only where its presence is established, if optional
  Variable,   // index: VariableId: a quantifier's variable or a define's argument
  Parameter,  // index: ParameterId: its value on the date that governs where it is read
  Call,       // arguments; index: DefineId. A define without arguments has none
  Otherwise,  // in the value of an exception to a definition: the value without it
  Labelled,   // condition; index: CheckedPolicy::labels
  Not,        // condition
  And,        // conditions, two or more
  Or,         // conditions, two or more
  AtLeast,    // conditions; index: how many must hold
  Exactly,    // conditions; index: how many must hold
  If,         // condition, then, else: of any one type. Where the else is the last row of a table that has no
              // `otherwise`, and is no condition: that row's condition too. Spec: language/07-decisions, 7.2
  Equal,      // two values of one type; of yes/no too
  Less,       // two numbers, dates, times, durations, or members of one ordered type
  Under,      // section, section
  SectionIn,  // section; index: CheckedPolicy::ranges
  InList,     // value, list (a list-typed fact, or any list expression): some element equals it (sections: it is under
              // some element)
  InNamedList,  // value; index: NamedListId: its entries in force on the date that governs where it is read
  Present,      // a Fact or Field expression that is optional
  Some,         // list, body; index: VariableId
  Every,        // list, body; index: VariableId
  Count,        // list, body; index: VariableId: a number
  Sum,          // list, term, body; index: VariableId: a number or duration
  Earliest,     // list, term, body: the least term, of dates, times
  Latest,
  Least,  // list, term, body: the least term, of numbers, durations
  Greatest,
  Add,         // number+number, duration+duration, date+duration, time+duration
  Subtract,    // likewise, and date-date, time-time: a duration
  Multiply,    // number*number, duration*number
  Divide,      // number/number
  Negate,      // number, duration
  Round,       // number, step; index: Number::Rounding
  Lesser,      // two or more numbers, dates, times or durations; also `earlier of`
  Greater,     // also `later of`
  StartOfDay,  // date or time: a time
  EndOfDay,
  StartOfDayIn,  // date or time: a time; index: CalendarId, which has a time zone
  EndOfDayIn,
  DateOf,      // time: its day, by its own offset
  DateOfIn,    // time; index: CalendarId, which has a time zone
  AddCounted,  // date+duration, time+duration; index: CalendarId
  SubtractCounted,
  AgeAt,        // at, birth: a number
  ForbiddenBy,  // a condition; index: CheckedPolicy::asked_words. Only under connectives and labels, in the conditions
                // of clauses, parts and policies
  DaysIn,       // first day, end, lists of spells: a duration; index: CheckedPolicy::spells
  GoverningDate,  // the date that governs where it is read
};
[[nodiscard]] std::string_view kind_name(ExprKind kind) noexcept;

// What `days in` looks at: lists, and what is made of them, in the order in which it is worked out. Each step takes the
// results before it, and leaves one.
struct SpellStep {
  enum class Kind : std::uint8_t { List, Union, Intersection, Difference };
  Kind kind{};
  std::uint32_t operand = 0;  // List: of the expression, after the two ends
  std::uint32_t from = 0;     // List: fields of its elements
  std::uint32_t until = 0;
  std::uint32_t count = 0;  // the others: of how many
  friend auto operator<=>(const SpellStep&, const SpellStep&) = default;
};

struct Expr {
  ExprKind kind{};
  DateRounding rounding = DateRounding::None;  // Add, Subtract, AgeAt: what `round dates` says where it is written
  TypeId type{};
  std::uint32_t index = 0;
  std::uint32_t first_operand = 0;
  std::uint32_t operand_count = 0;
  Span span;
};

// --- declarations. Spec: language/05-declarations, language/06-clauses

struct FactInfo {
  std::string name;
  std::string label;
  TypeId type{};
  bool optional = false;
  Span span;
};
struct ParameterValue {
  ExprId value{};  // constants and operations on them only
  Date from;
};
struct Parameter {
  std::string name;
  std::string label;
  TypeId type{};
  std::vector<ParameterValue> values;  // by ascending `from`; before the first there is none (Fault::NotInForce)
  Span span;
};
struct ListEntry {
  Value value;
  std::optional<Value> through;        // numbers and dates: the last of a run
  std::optional<std::uint32_t> range;  // sections: CheckedPolicy::ranges
  Period period;
  Span span;
};
struct NamedList {
  std::string name;
  std::string label;
  std::string cites;
  TypeId element{};
  std::vector<ListEntry> entries;
  Span span;
};
// The rows of a decision table, for those who ask which one gives the value: its body is an `if` of them.
struct DecisionRow {
  std::optional<ExprId> condition;  // none: the row asks nothing, or is `otherwise`
  bool otherwise = false;
  Span span;
};
struct DecisionTable {
  bool first_match = false;  // else the rows exclude each other, but for those that give the same
  std::vector<DecisionRow> rows;
};
struct DefineVersion {
  Period period;
  ExprId body{};
  DecisionTable table = {};  // without rows: it is none
};
struct Define {
  std::string name;
  std::string label;
  std::string cites;
  std::vector<VariableId> parameters;  // of all versions
  TypeId type{};
  std::vector<DefineVersion> versions;        // by the start of their periods, which do not overlap
  std::vector<DefineExceptionId> exceptions;  // to the definition itself, by name, then by period
  Span span;
  Span name_span;  // of the first version
};
// `exception NAME to … as VALUE`: where it is in force, the value of what it is an exception to. Those form no circle.
struct DefineException {
  std::string name;
  std::string title;
  std::vector<std::string> cites;
  std::optional<PartId> part;
  Period period;
  std::vector<VariableId> parameters;  // the arguments of the definition, in their order
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
  ExprId value{};
  bool uses_otherwise = false;
  std::vector<DefineId> definitions;          // what it is an exception to
  std::vector<DefineExceptionId> bases;       // likewise
  std::vector<DefineExceptionId> exceptions;  // to it, by name, then by period
  Span span;
  Span name_span;
};
struct Variable {
  std::string name;
  TypeId type{};
};

struct Calendar {
  std::string name;
  std::string label;
  std::string cites;
  std::vector<Exclusion> exclusions;        // as written; those of other calendars by their CalendarId
  std::shared_ptr<const CountedDays> days;  // what they come to. Never null in a checked policy
  Span span;
};

enum class Standing : std::uint8_t { Permitted, Forbidden, Unaddressed };
struct Action {
  std::string name;
  std::string label;
  std::string cites;
  Standing by_default = Standing::Unaddressed;
  Standing meanwhile = Standing::Forbidden;  // never Unaddressed
  std::optional<std::uint32_t> family;       // of an action with an item, `disclose(dna)`: into action_groups
  std::uint32_t item = 0;                    // which member of the parameter's type
  Span span;
};
// `actions NAME are …`; or an action with a parameter, `action disclose(item: DataItem)`, which stands for one action
// for each member of the parameter's type, in their order.
struct ActionGroup {
  std::string name;
  std::string label;                    // of an action with a parameter, `…` in the place of the item
  std::vector<ActionId> actions;        // those of a parameter's members follow each other
  std::optional<VariableId> parameter;  // of an action with a parameter
};
struct Due {
  ExprId within{};  // a duration
  ExprId anchor{};  // a date or time
  bool before = false;
  DateRounding rounding = DateRounding::None;
  std::optional<CalendarId> counted_by;
};
struct Duty {
  std::string name;
  std::string label;
  std::string cites;
  PolicyId policy = kRootPolicy;  // whose governing date its conditions read
  std::optional<ExprId> done_when;
  std::optional<Due> due;
  std::optional<Recurring> due_each;  // instead
  std::string each;                   // what comes again, as written: `09-01`, `quarter`
  Span span;
};

enum class ConclusionKind : std::uint8_t { Permit, Forbid, Require };
struct Conclusion {
  ConclusionKind kind{};
  std::optional<ActionId> action;  // none: a standing duty
  std::optional<DutyId> duty;      // Require only
  Timing timing = Timing::Standing;
  std::optional<ExprId> test;  // `only if`
  bool test_negated = false;   // the forbid of a `permit … only if`
  Span span;
  std::optional<ExprId> until = {};  // a permit's term: a date or time
  std::optional<ExprId> past = {};   // whether it has passed
};

enum class ClauseKind : std::uint8_t { Clause, Exception, Carveout };
enum class Strike : std::uint8_t { None, Forbids, Permits, Duties };

// Lists of clauses are the named targets spelt out: a part's name stands for its clauses (its subparts' too) without
// the clause itself, a name with several versions for all of them; each clause once, in the order of the text. Clauses
// here include exceptions, and carve-outs only where a carve-out may stand (targets of `carveout … from`). A clause
// that tests the item is spelt out: one clause for each item, of one name and one `span`, the item put in.
struct Clause {
  ClauseKind kind{};
  std::string name;
  std::string title;
  std::vector<std::string> cites;
  std::string reading;
  PolicyId policy = kRootPolicy;
  std::optional<PartId> part;
  Period period;
  std::optional<ExprId> as_of;  // its own governing date; none: the policy's
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
  std::vector<ClauseId> bases;            // Exception: what it is an exception to
  std::vector<ClauseId> targets;          // Carveout from names
  Strike strike = Strike::None;           // Carveout from all …
  std::optional<PartId> strike_part;      // … of PART; else the whole policy
  std::vector<ActionId> for_actions;      // Carveout: narrowed to these, if not empty
  std::vector<ClauseId> notwithstanding;  // named
  std::vector<ClauseId> subject_to;       // named
  bool notwithstanding_all = false;
  bool subject_to_all = false;
  std::vector<Conclusion> conclusions;  // `permit A only if T` is two
  Span span;                            // the whole declaration
  Span name_span;
};
struct Part {
  std::string name;
  std::string title;
  std::string cites;
  PolicyId policy = kRootPolicy;
  std::optional<PartId> parent;
  Period period;
  std::optional<ExprId> applies_when;
  Span span;
};
// An instrument: its clauses and parts are a run each, those of the root first.
struct PolicyInfo {
  std::string name;
  std::string title;
  std::string cites;
  Period period;
  std::optional<ExprId> as_of;  // a date or a time (its day, by its own offset); none: only told from outside
  std::optional<ExprId> applies_when;
  DateRounding rounding = DateRounding::None;
  std::optional<Standing> on_conflict;  // Permitted or Forbidden
  std::vector<PolicyId> supersedes;     // by name: displaced wherever this one is in scope and in force
  Span span;
};

// --- scenarios and guarantees. Spec: language/08-scenarios

// One step into a fact: a field of a record, or an element of a list (from 0).
struct PathStep {
  bool element = false;
  std::uint32_t index = 0;
};
struct FactPath {
  FactId fact{};
  std::vector<PathStep> steps;
};
struct Given {
  FactPath path;
  Value value;  // Unknown sets the fact back to unknown
  Span span;
};
enum class Outcome : std::uint8_t { Permitted, Forbidden, Conflict, Unaddressed, Undetermined };
struct ExpectOutcome {
  ActionId action{};
  Outcome outcome{};
  std::vector<ClauseId> by;                      // all of them in force for it
  std::vector<ClauseId> by_names;                // one clause a written name: the first of its versions
  std::optional<std::vector<FactPath>> needing;  // exactly these
};
struct ExpectDuty {
  DutyId duty{};
  syntax::DutyWord word{};
  std::optional<ActionId> action;  // none: for any action or standing
  Timing timing = Timing::Standing;
};
struct ExpectValue {
  ExprId value{};
  Value expected;                // Unknown: expected to be unknown
  std::optional<Value> at_most;  // `between`
};
struct Expectation {
  std::variant<ExpectOutcome, ExpectDuty, ExpectValue> what;
  Span span;            // in a table: the cell
  std::string written;  // in a table: as a scenario would say it, `act permitted by first`; otherwise the span says it
};
struct Scenario {
  std::string name;                   // of a row without one: "TITLE, row 3"
  bool common = false;                // what the rows of a table have in common: nameless, and nothing to run
  std::optional<std::uint32_t> like;  // index of the scenario it builds on
  std::optional<Date> as_of;
  std::vector<Given> givens;  // its own, after those of `like`
  std::vector<Expectation> expectations;
  Span span;
};
struct Guarantee {
  std::string label;
  PolicyId policy = kRootPolicy;
  ActionId action{};
  bool never = false;
  Outcome outcome{};
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
  Span span;
};

// What `ACTION is forbidden by POLICY` asks.
struct AskedWord {
  ActionId action{};
  PolicyId policy{};
};

struct CheckedPolicy {
  std::vector<PolicyInfo> policies{1};  // those decided together: the root, then the others in the order of adoption
  std::vector<Type> types;
  std::vector<Expr> exprs;
  std::vector<ExprId> operands;
  std::vector<Value> constants;
  std::vector<std::string> labels;
  std::vector<SectionRange> ranges;
  std::vector<AskedWord> asked_words;
  std::vector<std::vector<SpellStep>> spells;
  std::vector<Variable> variables;
  std::vector<FactInfo> facts;
  std::vector<Parameter> parameters;
  std::vector<NamedList> lists;
  std::vector<Define> defines;
  std::vector<DefineException> define_exceptions;
  std::vector<Calendar> calendars;
  std::vector<Action> actions;
  std::vector<ActionGroup> action_groups;
  std::vector<Duty> duties;
  std::vector<Part> parts;
  std::vector<Clause> clauses;
  std::vector<Scenario> scenarios;
  std::vector<Guarantee> guarantees;

  [[nodiscard]] const Expr& operator[](ExprId id) const noexcept { return exprs[index_of(id)]; }
  [[nodiscard]] std::span<const ExprId> operands_of(ExprId id) const noexcept {
    const Expr& e = exprs[index_of(id)];
    return {operands.data() + e.first_operand, e.operand_count};
  }
  [[nodiscard]] const Type& operator[](TypeId id) const noexcept { return types[index_of(id)]; }
  [[nodiscard]] const Clause& operator[](ClauseId id) const noexcept { return clauses[index_of(id)]; }
  [[nodiscard]] const DefineException& operator[](DefineExceptionId id) const noexcept {
    return define_exceptions[index_of(id)];
  }
  [[nodiscard]] const Calendar& operator[](CalendarId id) const noexcept { return calendars[index_of(id)]; }
  [[nodiscard]] const Action& operator[](ActionId id) const noexcept { return actions[index_of(id)]; }
  [[nodiscard]] const Duty& operator[](DutyId id) const noexcept { return duties[index_of(id)]; }
  [[nodiscard]] const PolicyInfo& operator[](PolicyId id) const noexcept { return policies[index_of(id)]; }
  [[nodiscard]] const PolicyInfo& root() const noexcept { return policies[0]; }
  [[nodiscard]] std::optional<ActionId> find_action(std::string_view name) const noexcept;
  // All versions of an exception to a definition, "joint_return"; none: there is none of that name.
  [[nodiscard]] std::vector<DefineExceptionId> find_define_exceptions(std::string_view name) const;
  [[nodiscard]] std::optional<DefineId> find_define(std::string_view name) const noexcept;
  [[nodiscard]] std::optional<PolicyId> find_policy(std::string_view name) const noexcept;
  // What a clause is called from outside: its name, or `POLICY.CLAUSE` where it is not the root's.
  [[nodiscard]] std::string clause_name(ClauseId id) const;
  // All versions of a clause, called so or with the root's name before it, in the order of the text.
  [[nodiscard]] std::vector<ClauseId> find_clauses(std::string_view name) const;
  // Does the clause have a permit or forbid of the action, or a duty before or after it?
  [[nodiscard]] bool speaks_of(ClauseId clause, ActionId action) const noexcept;
  // "request.received", "subject.convictions[2].date" (elements from 1).
  [[nodiscard]] std::string path_text(const FactPath& path) const;
  // A value as the language writes it: `civil_immigration_enforcement`, `2018-01-31`, `"PL 160.10"`, `{…}`.
  [[nodiscard]] std::string value_text(const Value& value, TypeId type) const;
};

}  // namespace carveout
