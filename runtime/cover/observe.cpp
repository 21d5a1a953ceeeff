#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "cover/state.hpp"
#include "eval/evaluation.hpp"

namespace carveout::cover {
namespace {

using eval::Evaluation;
using plan::Frame;
using plan::Goal;
using plan::NodeId;

// LIMIT: of frames looked into for one set of facts; nested quantifiers over long lists multiply.
constexpr std::uint64_t kMostVisits = 2'000'000;

class Observer {
 public:
  Observer(const State& state, const Facts& facts, const DecideOptions& options)
      : state_(state),
        plan_(*state.plan),
        policy_(*state.policy),
        evaluation_(plan_, facts, options.as_of, options.steps),
        seen_(state.points.size()),
        visited_(state.frames.size()) {}

  std::vector<CoverageSeen> run() {
    for (const plan::ActionPlan& action : plan_.actions) {
      evaluation_.sweep(action.outcome.sweep);
      for (const plan::DutyGoal& duty : action.duties) evaluation_.sweep(duty.goal.sweep);
    }
    for (const plan::DutyGoal& duty : plan_.standing_duties) evaluation_.sweep(duty.goal.sweep);
    clauses();
    defeats();
    defaults_and_duties();
    for (const std::uint32_t top : state_.watched.tops) visit(top);
    return std::move(seen_);
  }

 private:
  [[nodiscard]] bool yes(NodeId id) { return evaluation_.truth(id) == Truth::Yes; }
  void see(std::uint32_t point, std::size_t side = 0) {
    if (point != kNoPoint) seen_[point].sides[side] = true;
  }

  void clauses() {
    for (const plan::ActionPlan& action : plan_.actions) {
      standing(action.outcome);
      for (const plan::DutyGoal& duty : action.duties) standing(duty.goal);
    }
    for (const plan::DutyGoal& duty : plan_.standing_duties) standing(duty.goal);
    for (std::size_t i = 0; i < state_.clauses.size(); ++i) {
      if (state_.clauses[i] == kNoPoint) continue;
      const plan::ClausePlan& clause = plan_.clauses[i];
      if (policy_.clauses[i].kind == ClauseKind::Carveout && yes(clause.holds)) see(state_.clauses[i]);
      using Reach = CoverageSeen::Reach;
      Reach reach = Reach::Nothing;
      if (yes(clause.scope) && yes(clause.period)) reach = Reach::Scope;
      if (reach == Reach::Scope && yes(clause.own)) reach = Reach::Conditions;
      if (reach == Reach::Conditions && yes(clause.holds)) reach = Reach::Applies;
      CoverageSeen& seen = seen_[state_.clauses[i]];
      seen.reach = std::max(seen.reach, reach);
    }
  }

  void standing(const Goal& goal) {
    for (const auto* side : {&goal.permits, &goal.forbids}) {
      for (const plan::GoalConclusion& c : *side) {
        if (yes(c.stands)) see(state_.clauses[index_of(c.clause)]);
      }
    }
  }

  void defeats() {
    for (const Override& one : state_.overrides) {
      if (yes(one.applies) && yes(one.test) && yes(one.over)) see(one.point);
    }
    for (const Carved& one : state_.carved) {
      const bool base = one.applies.size() == 1 ||
                        std::any_of(one.applies.begin() + 1, one.applies.end(), [&](NodeId id) { return yes(id); });
      if (base && yes(one.applies[0]) && yes(plan_.clauses[index_of(one.carveout)].holds)) see(one.point);
    }
    for (const Struck& one : state_.struck) {
      if (yes(one.holds) && yes(one.struck) && yes(plan_.clauses[index_of(one.strike)].holds)) see(one.point);
    }
  }

  void defaults_and_duties() {
    const auto none = [&](const Stands& one) {
      return std::all_of(one.stands.begin(), one.stands.end(),
                         [&](NodeId id) { return evaluation_.truth(id) == Truth::No; });
    };
    for (const auto& [point, actions] : state_.defaults) {
      if (std::any_of(actions.begin(), actions.end(), none)) see(point);
    }
    for (const Stands& duty : state_.duties) {
      if (std::any_of(duty.stands.begin(), duty.stands.end(), [&](NodeId id) { return yes(id); }))
        see(duty.point, 0);
      else if (state_.points[duty.point].sides == 2 && none(duty))
        see(duty.point, 1);
    }
  }

  // --- frames

  // Recursion: as deep as definitions call each other and quantifiers nest, which compiling has bounded.
  void visit(std::uint32_t index) {
    const FrameView& view = state_.frames[index];
    const Frame& frame = state_.watched.frames[index];
    if (!view.useful || ++visits_ > kMostVisits) return;
    if (frame.list) return each_element(index);
    // The same call for the same elements is the same.
    const std::uint64_t now = frame.level == 0 ? 1 : bindings_[frame.level - 1];
    if (std::exchange(visited_[index], now) == now) return;
    look(index);
  }

  void each_element(std::uint32_t index) {
    const Frame& frame = state_.watched.frames[index];
    const Value list = evaluation_.value(*frame.list);
    const ListValue* elements = list.list();
    if (!elements) return;
    plan::Node quantifier;
    quantifier.payload = frame.level;
    bindings_.resize(std::max<std::size_t>(bindings_.size(), frame.level));
    const std::uint64_t before = bindings_[frame.level - 1];
    for (const Value& element : elements->elements) {
      bindings_[frame.level - 1] = ++binding_;
      evaluation_.bind(quantifier, element);
      look(index);
      evaluation_.unbind();
      if (visits_ > kMostVisits) break;
    }
    bindings_[frame.level - 1] = before;
  }

  void look(std::uint32_t index) {
    const FrameView& view = state_.frames[index];
    const Frame& frame = state_.watched.frames[index];
    for (const DecisionPoints* one : view.decisions) decide(*one, view);
    for (const TableRows* one : view.tables) rows(*one, view);
    exceptions(frame);
    for (const auto& [define, governing] : frame.definitions) versions(state_.versions, index_of(define), governing);
    for (const auto& [parameter, governing] : frame.parameters)
      versions(state_.parameters, index_of(parameter), governing);
    for (const std::uint32_t inner : frame.inner) visit(inner);
  }

  [[nodiscard]] Truth truth_at(const FrameView& view, ExprId id) {
    const auto found = view.nodes.find(index_of(id));
    if (found == view.nodes.end()) return Truth::Unknown;
    if (Plan::is_truth(plan_[found->second].op)) return evaluation_.truth(found->second);
    const Value value = evaluation_.value(found->second);
    const bool* known = value.get_if<bool>();
    return known ? carveout::truth_of(*known) : Truth::Unknown;
  }

  // SPEC 17.3: a condition decides where the decision would be the other way if it alone were.
  void decide(const DecisionPoints& one, const FrameView& view) {
    const auto leaf = [&](ExprId id) { return truth_at(view, id); };
    const ExprId root = one.decision.root;
    const Truth whole = truth_of(policy_, root, leaf);
    if (whole == Truth::Unknown) return;
    for (std::size_t i = 0; i < one.points.size(); ++i) {
      const ExprId id = one.decision.conditions[i];
      const Truth own = truth_of(policy_, id, leaf);
      if (own == Truth::Unknown) continue;
      if (turns(root, {id, !own}, view, !whole)) see(one.points[i], own == Truth::Yes ? 0 : 1);
    }
  }

  // Would the decision be `wanted` if a condition were so? What reads a place that is absent is unknown, so that its
  // presence could never decide as no: if it were there, what reads it would be what suits.
  [[nodiscard]] bool turns(ExprId root, const Forced& forced, const FrameView& view, Truth wanted) {
    const auto truth = [&](const std::function<Truth(ExprId)>& leaf) {
      return truth_of(policy_, root, leaf, &forced) == wanted;
    };
    if (truth([&](ExprId id) { return truth_at(view, id); })) return true;
    const ExprId presence = stripped(forced.id);
    if (policy_[presence].kind != ExprKind::Present || truth_at(view, presence) != Truth::No) return false;
    const ExprId place = policy_.operands_of(presence)[0];
    for (const Truth suits : {Truth::Yes, Truth::No}) {
      if (truth([&](ExprId id) { return id != presence && reads(id, place) ? suits : truth_at(view, id); }))
        return true;
    }
    return false;
  }

  [[nodiscard]] ExprId stripped(ExprId id) const {
    while (policy_[id].kind == ExprKind::Not || policy_[id].kind == ExprKind::Labelled) id = policy_.operands_of(id)[0];
    return id;
  }

  // Recursion here and below: as deep as the syntax nests.
  [[nodiscard]] bool reads(ExprId id, ExprId place) const {
    if (is_same(id, place)) return true;
    const auto operands = policy_.operands_of(id);
    return std::any_of(operands.begin(), operands.end(), [&](ExprId operand) { return reads(operand, place); });
  }
  [[nodiscard]] bool is_same(ExprId a, ExprId b) const {
    if (policy_[a].kind != policy_[b].kind || policy_[a].index != policy_[b].index) return false;
    const auto x = policy_.operands_of(a);
    const auto y = policy_.operands_of(b);
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](ExprId p, ExprId q) { return is_same(p, q); });
  }

  // The first that holds; where order does not decide, those that hold with it give the same.
  void rows(const TableRows& table, const FrameView& view) {
    Truth before = Truth::No;
    for (const TableRows::Row& row : table.rows) {
      // The last one's condition need not be looked at.
      const bool asked = row.condition && view.nodes.count(index_of(*row.condition)) != 0;
      const Truth holds = asked ? truth_at(view, *row.condition) : Truth::Yes;
      if (before == Truth::No && holds == Truth::Yes) see(row.point);
      before = before | holds;
    }
  }

  void exceptions(const Frame& frame) {
    std::set<DefineExceptionId> reached;
    // A base stands before its exceptions, but where it is one to several.
    for (int round = 0; round < 2; ++round) {
      for (const Frame::Exception& one : frame.exceptions) {
        if (one.base && reached.count(*one.base) == 0) continue;
        if (!yes(one.applies)) continue;
        reached.insert(one.id);
        const auto points = state_.define_exceptions.find({index_of(one.id), one.base});
        if (points == state_.define_exceptions.end()) continue;
        const auto point = points->second.find(one.base ? DefineId{} : one.define);
        if (point != points->second.end()) see(point->second);
      }
    }
  }

  void versions(const std::unordered_map<std::uint32_t, std::vector<VersionPoint>>& all, std::uint32_t id,
                NodeId governing) {
    const auto found = all.find(id);
    if (found == all.end()) return;
    const Value value = evaluation_.value(governing);
    const Date* date = value.get_if<Date>();
    if (!date) return;
    for (const VersionPoint& version : found->second) {
      if (version.period.includes(*date)) see(version.point);
    }
  }

  const State& state_;
  const Plan& plan_;
  const CheckedPolicy& policy_;
  Evaluation evaluation_;
  std::vector<CoverageSeen> seen_;
  std::vector<std::uint64_t> visited_;   // by frame: for which binding last
  std::vector<std::uint64_t> bindings_;  // by level
  std::uint64_t binding_ = 1;
  std::uint64_t visits_ = 0;
};

}  // namespace

std::vector<CoverageSeen> observe(const State& state, const Facts& facts, const DecideOptions& options) {
  return Observer(state, facts, options).run();
}

}  // namespace carveout::cover
