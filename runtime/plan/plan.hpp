#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/lang/checked.hpp"

// A Plan is a checked policy with its definitions put in and its clauses spelt out as conditions: a graph of nodes in
// which equal conditions are one node, children before parents. Facts are slots. For each action and duty a goal lists
// the conclusions with the node of each thing that is said of them. Spec: language/07-decisions.
namespace carveout {

namespace plan {

enum class NodeId : std::uint32_t {};

enum class Op : std::uint8_t {
  // Connectives: conditions that are taken apart.
  True,
  False,
  Not,
  And,
  Or,
  AtLeast,  // payload: how many
  Exactly,  // payload: how many
  IfTruth,
  SameTruth,  // equality of two conditions
  // Leaf conditions.
  TruthFact,      // payload: slot; a yes/no fact
  TruthField,     // record value; payload: field; a yes/no field
  TruthVariable,  // payload: level; a yes/no element
  Present,        // a value
  Equal,
  Less,
  Under,
  SectionIn,    // section; payload: range
  InList,       // value, list
  InNamedList,  // value; payload: named list. Periods of entries are looked up by the governing date, operand 1
  Some,         // list, body; payload: level of the variable
  Every,
  // Values.
  Constant,       // payload: constant
  Fact,           // payload: slot
  Field,          // record; payload: field
  Variable,       // payload: level of the quantifier, 1 for the outermost
  Moment,         // governing date: as what decides whether a term has passed, a unit of its own
  GoverningDate,  // what an `as of` says; without an operand, the date that only the outside can tell
  NotInForce,     // governing date; a fault: a parameter before its first value; payload: parameter
  NoValue,        // a fault of another kind, of NotInForce with the governing date; payload: into Plan::no_values
  Parameter,      // its value by the governing date, governing date; payload: parameter
  IfValue,        // condition, then, else; and where that is the last row of a table, its condition
  TruthValue,     // a condition as a value
  Count,
  Sum,  // list, term, body; payload: level
  Earliest,
  Latest,
  Least,
  Greatest,
  Add,  // payload of Add, Subtract, AgeAt: DateRounding, where a date or time is moved
  Subtract,
  Multiply,
  Divide,
  Negate,
  Round,  // payload: Number::Rounding
  Lesser,
  Greater,
  StartOfDay,
  EndOfDay,
  StartOfDayIn,  // payload of these and the three below: calendar
  EndOfDayIn,
  DateOf,  // no payload
  DateOfIn,
  AddCounted,
  SubtractCounted,
  DaysIn,   // first day, end, lists; payload: CheckedPolicy::spells
  NextDue,  // governing date; payload: duty
  AgeAt,
};

enum class UnitKind : std::uint8_t { None, Closed, Term, Other };

struct Node {
  Op op{};
  UnitKind unit = UnitKind::None;  // of a leaf without free variables
  bool parented = false;           // an operand of some node
  bool shared = false;             // an operand of more than one node
  bool finite = false;             // all its facts are yes/no or closed, and it has nothing but such facts
  bool edge_of_date = false;       // the start or end of a day of a date, which has no offset, is in it
  std::uint16_t depth = 0;         // of nested operations below a leaf
  std::uint16_t lowest_free = 0;   // the outermost quantifier variable that is free in it; 0: none
  TypeId type{};
  std::uint32_t payload = 0;
  std::uint32_t first = 0;  // into Plan::operands
  std::uint32_t count = 0;
};

struct Slot {
  FactPath path;
  std::string text;
  TypeId type{};
  bool optional = false;
};

// What is said of one conclusion, each as a condition.
struct GoalConclusion {
  ClauseId clause{};
  std::uint32_t index = 0;  // into Clause::conclusions
  bool exception = false;
  NodeId applies{};
  NodeId test{};
  NodeId struck{};
  NodeId holds{};
  NodeId stands{};
  std::optional<NodeId> until;  // of a permit with a term: the date or time
  std::optional<NodeId> past;   // whether it has passed
};

// What one policy says of an action: runs of a goal's permits and forbids.
struct Share {
  PolicyId policy{};
  std::uint32_t first_permit = 0;
  std::uint32_t permits = 0;
  std::uint32_t first_forbid = 0;
  std::uint32_t forbids = 0;
};

// One question: an action's outcome (permits, forbids), or whether a duty is required (permits empty, the requires in
// `forbids`).
struct Goal {
  // Those of one policy are a run, the policies in their order.
  std::vector<GoalConclusion> permits;
  std::vector<GoalConclusion> forbids;
  std::vector<Share> shares;  // of an action's outcome: one for each policy that has some
  std::vector<NodeId> sweep;  // every connective and leaf that it rests on, children first
};
struct DutyGoal {
  DutyId duty{};
  Timing timing{};
  Goal goal;
};
struct ActionPlan {
  Goal outcome;
  std::vector<DutyGoal> duties;  // before and after the action
};

// One labelled or top-level condition of a clause, for explanations.
struct ConditionPlan {
  std::optional<std::string> label;
  Span span;
  NodeId node{};
  NodeId of{};                        // the whole `when`, `unless` or test it is in
  bool negated = false;               // part of an `unless`
  std::vector<ConditionPlan> within;  // those labelled in definitions that it calls
};
// A value that there is none of.
struct NoValue {
  Fault fault{};
  std::vector<std::string> names;  // ExceptionsDiffer: the two exceptions; NotInForce: what has no version in force
  friend bool operator==(const NoValue&, const NoValue&) = default;
};
// An exception to a definition without arguments, directly or through others.
struct DefineExceptionPlan {
  DefineExceptionId id{};
  NodeId scope{};         // the parts around it
  NodeId period{};        // its own
  NodeId own{};           // both, its `when`, and not its `unless`
  NodeId applies{};       // own, and something that it is an exception to applies
  bool left_out = false;  // the host asked so
  NodeId gives{};         // applies, and none of its exceptions does: the value is its own
  std::vector<ConditionPlan> conditions;
};
// A version of a definition without arguments that is a table.
struct TablePlan {
  NodeId in_force{};
  std::uint32_t version = 0;                      // of the definition
  std::vector<std::optional<NodeId>> conditions;  // by row
};
// A definition without arguments: its value, and the conditions labelled in it and in what it calls.
struct DefinePlan {
  std::optional<NodeId> value;
  std::vector<ConditionPlan> conditions;
  std::vector<DefineExceptionPlan>
      exceptions;  // bases before what is an exception to them, else in the order of the text
  std::vector<TablePlan> tables;
};
// The parts of a clause, each as a condition, for explanations.
struct ClausePlan {
  bool suspended = false;  // taken out
  NodeId own{};            // scope, periods, `when`, not `unless`
  NodeId governing{};      // the date that decides its period, and what its conditions read
  NodeId scope{};          // the policy's and parts' periods and `applies when`
  NodeId superseded{};     // a policy that supersedes its own is in scope and in force
  NodeId period{};         // its own period
  NodeId when{};
  NodeId unless{};
  NodeId carved_out{};  // some carve-out that names it holds (those without `for`)
  NodeId holds{};       // of a carve-out; of others, applies apart from any action
  std::vector<ConditionPlan> conditions;
  std::vector<ClauseId> carveouts;  // that name it
};

}  // namespace plan

class Plan {
 public:
  std::shared_ptr<const CheckedPolicy> policy;
  std::vector<plan::Node> nodes;
  std::vector<plan::NodeId> operands;
  std::vector<Span> spans;  // of each node, where first written
  std::vector<Value> constants;
  std::vector<plan::NoValue> no_values;
  std::vector<plan::Slot> slots;
  std::vector<plan::ActionPlan> actions;  // by ActionId
  std::vector<plan::DutyGoal> standing_duties;
  std::vector<plan::ClausePlan> clauses;  // by ClauseId
  std::vector<plan::DefinePlan> defines;  // by DefineId; without a value where it takes arguments
  std::vector<std::vector<ClauseId>>
      bases;  // by ClauseId: itself and all it is, directly or not, an exception to; sorted
  std::vector<std::optional<plan::NodeId>> done_when;  // by DutyId
  std::vector<std::optional<plan::NodeId>> due;        // by DutyId: a date or time
  std::vector<std::vector<ClauseId>> overridden_by;    // by ClauseId: the clauses that override it by name
  std::vector<bool> top;                               // by ClauseId: on top, at the bottom (7.3)
  std::vector<bool> bottom;
  std::vector<ClauseId> strikes;                             // carve-outs from all …
  std::vector<plan::NodeId> governing_dates;                 // by PolicyId
  std::vector<plan::NodeId> in_scope;                        // by PolicyId: in scope and in force
  std::vector<std::pair<ExprId, plan::NodeId>> expressions;  // compiled for scenarios, sorted by ExprId

  // Do two clauses share a base? Spec: language/07-decisions, 7.4.
  [[nodiscard]] bool share_base(ClauseId a, ClauseId b) const;
  [[nodiscard]] const plan::Node& operator[](plan::NodeId id) const noexcept {
    return nodes[static_cast<std::uint32_t>(id)];
  }
  [[nodiscard]] std::span<const plan::NodeId> operands_of(plan::NodeId id) const noexcept {
    const plan::Node& n = (*this)[id];
    return {operands.data() + n.first, n.count};
  }
  [[nodiscard]] static bool is_connective(plan::Op op) noexcept { return op <= plan::Op::SameTruth; }
  [[nodiscard]] static bool is_truth(plan::Op op) noexcept { return op <= plan::Op::Every; }
  // Does clause a override clause b, by name or by rank? Spec: language/07-decisions, 7.3.
  [[nodiscard]] bool overrides(ClauseId a, ClauseId b) const;
  // Spec: language/07-decisions, 7.7. O(size), at most about a megabyte: longer texts end in a digest.
  [[nodiscard]] std::string canonical_text(plan::NodeId id) const;
};

namespace plan {

// Every connective and leaf below some conditions, these included, each once. Ids ascend from children to parents.
[[nodiscard]] std::vector<NodeId> conditions_below(const Plan& plan, std::vector<NodeId> conditions);

}  // namespace plan
}  // namespace carveout
