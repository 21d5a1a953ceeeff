#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "carveout/decision.hpp"
#include "facts/places.hpp"
#include "plan/apply.hpp"
#include "plan/plan.hpp"

namespace carveout::eval {

using plan::NodeId;
using plan::Op;

// One element a quantifier is looking at, and its place in the facts where it has one.
struct Bound {
  const Value* value = nullptr;
  std::optional<facts::Place> place;  // only kept up by what collects places
};

// The faults met, each once: an operation on the elements of a list has the same one many times.
struct FaultLog {
  std::vector<std::pair<NodeId, Fault>> found;
  std::set<std::pair<NodeId, Fault>> seen;
  void add(NodeId node, Fault fault) {
    if (seen.emplace(node, fault).second) found.emplace_back(node, fault);
  }
};

// The facts of one request in the slots of a plan, and what the plan's conditions are on them. One thread at a time.
class Evaluation {
 public:
  Evaluation(const Plan& plan, const Facts& facts, std::optional<Date> as_of, std::uint64_t steps);

  [[nodiscard]] const Plan& plan() const noexcept { return plan_; }
  [[nodiscard]] std::optional<Date> as_of() const noexcept { return as_of_; }
  [[nodiscard]] const Value& slot(std::uint32_t index) const noexcept { return slots_[index]; }
  [[nodiscard]] const std::shared_ptr<facts::PlaceTable>& places() const noexcept { return places_; }
  // For a way of settling units: a slot's value put in place of the fact's. Results kept before it are dropped.
  void assume(std::uint32_t slot, Value value);
  // Precondition: every assumed slot has its own value back.
  void forget_assumptions() noexcept { assumed_stamp_ = 0; }

  // A condition, with whatever variables are bound.
  [[nodiscard]] Truth truth(NodeId id);
  [[nodiscard]] Value value(NodeId id);
  // The value of a node, be it a condition or not.
  [[nodiscard]] Value value_or_truth(NodeId id) {
    return Plan::is_truth(plan_[id].op) ? value_of(truth(id)) : value(id);
  }

  // SPEC 7.2: the condition of an `if` as far as its value rests on it: what is not known counts as yes where it is a
  // row of a table, and none of those after it may hold.
  [[nodiscard]] Truth condition_of_choice(NodeId choice);
  // The conditions of the rows after it, as far as one by one they hold for certain not, and the first that may; with
  // whether there is none that may.
  template <class Visit>
  [[nodiscard]] bool no_row_after(NodeId choice, Visit visit);

  // Works out every node of a goal's sweep, children first; at() then has them.
  void sweep(const std::vector<NodeId>& nodes);
  [[nodiscard]] Truth at(NodeId id) const noexcept {
    return static_cast<Truth>(swept_[static_cast<std::uint32_t>(id)]);
  }
  // A connective over truths that are at hand.
  template <class TruthOf>
  [[nodiscard]] static Truth connect(const Plan& plan, NodeId id, TruthOf truth_of_operand);

  // What keeps a membership in a named list from being settled: the value sought, or the date by which entries are in
  // force.
  struct ListDoubts {
    bool value = false;
    bool date = false;
  };
  [[nodiscard]] ListDoubts list_doubts(NodeId id);
  // Of a value that is known to be in a named list, the first entry in force that it matches.
  [[nodiscard]] std::optional<std::uint32_t> matching_entry(NodeId id);

  // Binds a quantifier's variable to an element that outlives the binding; unbind in the opposite order.
  void bind(const plan::Node& quantifier, const Value& element, std::optional<facts::Place> place = std::nullopt);
  // To an element of which nothing is known, as those are that may follow in an open list.
  void bind_rest(const plan::Node& quantifier);
  void unbind();
  // What the condition of a quantifier is of such an element.
  [[nodiscard]] Truth truth_of_rest(const plan::Node& quantifier);
  [[nodiscard]] const Bound& bound(std::uint32_t level) const noexcept { return bound_[level - 1]; }

  // Where the faults met while evaluating go; null: nowhere.
  FaultLog* faults = nullptr;

  // LIMIT: DecideOptions::steps. Only what is done for an element of a list takes steps: all else is bounded by the
  // size of the plan. The truths of a decision have that many, and finding what they rest on, while a Reasons is alive,
  // as many again, so that looking for reasons never changes a truth.
  class Reasons {
   public:
    explicit Reasons(Evaluation& evaluation) : evaluation_(evaluation) { turn(); }
    ~Reasons() { turn(); }
    Reasons(const Reasons&) = delete;
    Reasons& operator=(const Reasons&) = delete;

   private:
    void turn() noexcept {
      std::swap(evaluation_.steps_left_, evaluation_.steps_for_reasons_);
      evaluation_.ran_out_ = false;
    }
    Evaluation& evaluation_;
  };
  // Takes steps; false where there are not so many left.
  bool spend(std::uint64_t steps) noexcept {
    if (bound_stamps_.empty()) return true;
    if (steps > steps_left_) {
      steps_left_ = 0;
      ran_out_ = true;
      return false;
    }
    steps_left_ -= steps;
    return true;
  }
  // Since the last leaf of a sweep, or Reasons, began.
  [[nodiscard]] bool ran_out() const noexcept { return ran_out_; }
  // Leaves that are unknown because the steps did not suffice, for their truth or for what they need.
  [[nodiscard]] bool gave_up(NodeId leaf) const { return gave_up_.count(static_cast<std::uint32_t>(leaf)) != 0; }
  void give_up(NodeId leaf) { gave_up_.insert(static_cast<std::uint32_t>(leaf)); }

 private:
  struct Kept {
    std::uint64_t stamp = 0;
    Truth truth = Truth::Unknown;
    Value value;
    bool faults_gathered = false;
  };
  [[nodiscard]] const Kept* kept(NodeId id, std::uint64_t now) const;
  [[nodiscard]] Truth compute_truth(NodeId id, const plan::Node& node);
  [[nodiscard]] Value compute_value(NodeId id, const plan::Node& node);
  [[nodiscard]] Truth quantified(NodeId id, const plan::Node& node);
  [[nodiscard]] Truth in_named_list(NodeId id, const plan::Node& node);
  [[nodiscard]] Truth entry_match(const ListEntry& entry, const Value& sought) const;
  [[nodiscard]] Truth in_force(const Period& period, const Value& governing) const;
  [[nodiscard]] Value counted(NodeId id, const plan::Node& node);
  [[nodiscard]] Value summed(NodeId id, const plan::Node& node);
  [[nodiscard]] Value with_rest(Value total, const plan::Node& node);
  [[nodiscard]] Value chosen(NodeId id, const plan::Node& node);
  // The value of a node, without a copy where it is read from the facts; `own` holds what is worked out.
  // Valid as long as `own` is and nothing is assumed.
  [[nodiscard]] const Value& look(NodeId id, Value& own);
  [[nodiscard]] const Value& look_at_field(NodeId record, std::uint32_t index, Value& own);
  [[nodiscard]] plan::Applied apply(NodeId id, const plan::Node& node);
  [[nodiscard]] std::uint64_t stamp(const plan::Node& node) const noexcept;
  void fault_at(NodeId id, std::optional<Fault> fault) {
    if (fault && faults) faults->add(id, *fault);
  }

  const Plan& plan_;
  std::optional<Date> as_of_;
  std::vector<Value> slots_;
  static constexpr std::uint8_t kNotSwept = 3;
  std::vector<std::uint8_t> swept_;
  std::vector<Bound> bound_;                             // by level
  std::vector<std::pair<std::uint32_t, Bound>> hidden_;  // what each binding took the place of, with its level
  std::vector<std::uint64_t> bound_stamps_;
  std::uint64_t next_stamp_ = 1;
  std::uint64_t assumed_stamp_ = 0;
  std::unordered_map<std::uint32_t, Kept> kept_;
  std::uint64_t steps_left_;
  std::uint64_t steps_for_reasons_;
  bool ran_out_ = false;
  std::unordered_set<std::uint32_t> gave_up_;
  std::shared_ptr<facts::PlaceTable> places_;
};

template <class Visit>
bool Evaluation::no_row_after(NodeId choice, Visit visit) {
  while (true) {
    const auto operands = plan_.operands_of(choice);
    if (operands.size() > 3) {
      visit(operands[3]);
      return truth(operands[3]) == Truth::No;
    }
    choice = operands[2];
    if (plan_[choice].op != Op::IfValue) return false;
    const NodeId next = plan_.operands_of(choice)[0];
    visit(next);
    if (truth(next) != Truth::No) return false;
  }
}

template <class TruthOf>
Truth Evaluation::connect(const Plan& plan, NodeId id, TruthOf truth_of_operand) {
  const plan::Node& node = plan[id];
  const auto operands = plan.operands_of(id);
  switch (node.op) {
    case Op::True:
      return Truth::Yes;
    case Op::Not:
      return !truth_of_operand(operands[0]);
    case Op::And: {
      Truth all = Truth::Yes;
      for (const NodeId operand : operands) {
        all = all & truth_of_operand(operand);
        if (all == Truth::No) break;
      }
      return all;
    }
    case Op::Or: {
      Truth any = Truth::No;
      for (const NodeId operand : operands) {
        any = any | truth_of_operand(operand);
        if (any == Truth::Yes) break;
      }
      return any;
    }
    case Op::AtLeast:
    case Op::Exactly: {
      std::uint32_t yes = 0;
      std::uint32_t may = 0;
      for (const NodeId operand : operands) {
        const Truth t = truth_of_operand(operand);
        yes += t == Truth::Yes ? 1u : 0u;
        may += t != Truth::No ? 1u : 0u;
      }
      if (may < node.payload) return Truth::No;
      if (node.op == Op::AtLeast) return yes >= node.payload ? Truth::Yes : Truth::Unknown;
      if (yes > node.payload) return Truth::No;
      return yes == may ? Truth::Yes : Truth::Unknown;
    }
    case Op::IfTruth: {
      const Truth condition = truth_of_operand(operands[0]);
      if (condition == Truth::Yes) return truth_of_operand(operands[1]);
      if (condition == Truth::No) return truth_of_operand(operands[2]);
      const Truth yes = truth_of_operand(operands[1]);
      return yes == truth_of_operand(operands[2]) ? yes : Truth::Unknown;
    }
    case Op::SameTruth: {
      const Truth a = truth_of_operand(operands[0]);
      const Truth b = truth_of_operand(operands[1]);
      if (a == Truth::Unknown || b == Truth::Unknown) return Truth::Unknown;
      return carveout::truth_of(a == b);
    }
    default:
      return Truth::No;
  }
}

}  // namespace carveout::eval
