#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "plan/expression_compiler.hpp"

namespace carveout::plan {

// Spells out 7.3 and 7.4 as conditions: for each conclusion whether it applies, holds and stands.
class ClauseCompiler {
 public:
  ClauseCompiler(Plan& plan, NodeBuilder& builder, ExpressionCompiler& expressions, const Without& without,
                 const PlanLimits& limits);
  void run();

 private:
  // The conclusions that compete: of one policy an action's, or one duty's about one action.
  struct Subject {
    std::optional<ActionId> action;
    std::optional<DutyId> duty;
    PolicyId policy{};
    friend auto operator<=>(const Subject&, const Subject&) = default;
  };
  // One conclusion, found by subject.
  struct Entry {
    ClauseId clause{};
    std::uint32_t index = 0;
    std::optional<NodeId> holds;
    bool in_work = false;
  };
  struct Contest {
    std::vector<Entry> entries;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_clause;
    // The `or` over those of one side (0: permit or `before`, 1: forbid or `after`) that override by rank.
    std::optional<NodeId> top[2];
    std::optional<NodeId> above_bottom[2];
  };

  void index_overrides();
  void rank();
  void collect_bases();
  NodeId governing_date(std::optional<ExprId> as_of, Span span);
  NodeId governing(ClauseId id) const { return plan_.clauses[index_of(id)].governing; }
  void compile_governing_dates();
  void index_conclusions();
  void compile_scopes_and_own();
  // On demand: the conditions of one policy may ask for the word of another.
  NodeId in_scope(PolicyId policy);
  NodeId superseded(PolicyId policy);
  void compile_own(ClauseId id);
  void know_words(std::optional<ExprId> condition);
  NodeId forbidden(ActionId action, PolicyId policy);
  void collect_conditions(ClauseId id);
  NodeId test_of(const Entry& entry);
  NodeId scope_of(PolicyId policy, std::optional<PartId> part);
  NodeId carveout_holds(ClauseId id);
  NodeId carved_out(ClauseId id, std::optional<ActionId> action);
  NodeId applies(ClauseId id, std::optional<ActionId> action);
  NodeId struck(ClauseId id, const Conclusion& conclusion);
  NodeId holds(Contest& contest, std::uint32_t entry);
  NodeId ranked(Contest& contest, std::optional<NodeId> (&memo)[2], int side, bool top);
  [[nodiscard]] int side_of(const Entry& entry) const;
  GoalConclusion conclusion_of(Contest& contest, std::uint32_t entry);
  void build_goals();
  void add_to_goals(const Subject& subject, Contest& contest);
  void finish(Goal& goal);
  [[nodiscard]] bool too_deep(Span span);

  Plan& plan_;
  const CheckedPolicy& policy_;
  NodeBuilder& builder_;
  ExpressionCompiler& expressions_;
  const PlanLimits& limits_;
  std::vector<bool> without_;
  std::vector<bool> policies_without_;
  std::vector<std::optional<NodeId>> in_scope_;     // by PolicyId
  std::vector<std::optional<NodeId>> superseded_;   // by PolicyId
  std::vector<bool> own_known_;                     // by ClauseId
  std::vector<std::vector<PolicyId>> superseding_;  // by PolicyId
  std::map<PartId, NodeId> scopes_;
  std::vector<std::optional<NodeId>> carveout_holds_;
  std::map<std::pair<ClauseId, std::optional<ActionId>>, NodeId> applies_;
  std::map<Subject, Contest> contests_;
  std::uint64_t goal_entries_ = 0;
  std::uint32_t depth_ = 0;
};

}  // namespace carveout::plan
