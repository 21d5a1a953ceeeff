#pragma once

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "plan/node_builder.hpp"
#include "plan/watched.hpp"

namespace carveout::plan {

// Compiles checked expressions into nodes. Calls of definitions are replaced by their bodies with the arguments put in;
// each call with the same arguments is compiled once, so that a chain of definitions costs its length, not its
// expansion.
class ExpressionCompiler {
 public:
  // `watched`: where it is noted what is compiled to which nodes; null: nowhere.
  ExpressionCompiler(Plan& plan, NodeBuilder& builder, const Without& without, const PlanLimits& limits,
                     Watched* watched = nullptr);
  // `governing`: the date that decides which value of a parameter, which entries of a list are read.
  NodeId condition(ExprId id, NodeId governing);
  NodeId value(ExprId id, NodeId governing);
  // The value of a definition without arguments, and the conditions labelled in it.
  NodeId definition(DefineId id, NodeId governing, std::vector<ConditionPlan>& labelled);
  // The exceptions to a definition without arguments, and to those.
  [[nodiscard]] std::vector<DefineExceptionPlan> exceptions_of(DefineId id, NodeId governing);
  // Those of its versions that are tables.
  [[nodiscard]] std::vector<TablePlan> tables_of(DefineId id, NodeId governing);
  // The labelled conditions inside the definitions that an expression calls, directly or not, each once. Those that
  // speak of a quantifier's element have no truth of their own and are left out.
  [[nodiscard]] std::vector<ConditionPlan> labelled_in_calls(ExprId id, NodeId governing);
  // What `ACTION is forbidden by POLICY` is from now on, in the conditions compiled after this.
  [[nodiscard]] bool knows_word(const AskedWord& asked) const {
    return words_.count({asked.action, asked.policy}) != 0;
  }
  void know_word(const AskedWord& asked, NodeId condition) { words_[{asked.action, asked.policy}] = condition; }
  // The condition that the governing date lies in the period.
  NodeId period(const Period& period, NodeId governing, Span span);

 private:
  // What the variables of the expression at hand stand for, how many quantifiers are around it, and the date that
  // governs there: a definition is read as of the date of whoever names it.
  struct Environment {
    NodeId governing{};
    std::vector<std::pair<VariableId, NodeId>> variables;
    std::uint32_t level = 0;
    std::optional<DefineId> caller;   // whose body it is; none: the condition's own text
    std::optional<NodeId> otherwise;  // in the value of an exception: the value without it
  };
  void begin(ExprId whole);
  NodeId compile(ExprId id, Environment& environment);
  NodeId compile_condition(ExprId id, Environment& environment);
  NodeId compile_value(ExprId id, Environment& environment);
  NodeId dispatch(ExprId id, Environment& environment);
  NodeId path(ExprId id, Environment& environment);
  NodeId call(const Expr& expr, std::span<const ExprId> arguments, Environment& environment);
  NodeId call(DefineId id, std::vector<NodeId> arguments, Span span, const Environment& environment);
  // --- definition_compiler.cpp: definitions with their versions and exceptions
  struct Application {  // of a definition to arguments
    DefineId define{};
    const std::vector<NodeId>& arguments;
    NodeId governing{};
    std::uint32_t level = 0;
    std::map<std::pair<DefineExceptionId, NodeId>, NodeId>
        values;                                  // of exceptions, each with what it would be otherwise
    std::optional<DefineExceptionId> base = {};  // whose exceptions are being compiled; none: the definition's
  };
  NodeId apply(Application& application);
  NodeId own_value(Application& application);
  NodeId in_force(const Define& define, NodeId governing);
  [[nodiscard]] static bool ends_where_next_begins(const Define& define, std::size_t version);
  NodeId with_exceptions(Application& application, NodeId own, const std::vector<DefineExceptionId>& exceptions,
                         NodeId domain);
  NodeId value_of_exception(Application& application, DefineExceptionId id, NodeId otherwise);
  NodeId exception_is_in_force(Application& application, DefineExceptionId id);
  [[nodiscard]] bool is_left_out(DefineExceptionId id) const;
  NodeId scope_of_parts(std::optional<PartId> part, NodeId governing, std::uint32_t level);
  [[nodiscard]] Environment environment_of(const Application& application, DefineExceptionId id) const;
  NodeId too_many_calls(DefineId id, Span span, const Environment& environment);
  void note_label(ExprId id, NodeId condition);
  void add_labels(const std::vector<ConditionPlan>& more);
  NodeId parameter(const Expr& expr, NodeId governing);
  NodeId named_list(const Expr& expr, ExprId sought, Environment& environment);
  [[nodiscard]] std::optional<Date> governed_before_date(const Expr& expr, std::span<const ExprId> operands) const;
  NodeId quantifier(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId choice(const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId conditions(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId operation(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);

  struct CallKey {
    DefineId define{};
    NodeId governing{};
    std::uint32_t level = 0;
    std::vector<NodeId> arguments;
    friend auto operator<=>(const CallKey&, const CallKey&) = default;
  };
  Plan& plan_;
  const CheckedPolicy& policy_;
  NodeBuilder& builder_;
  const Without& without_;
  const PlanLimits& limits_;
  Watched* watched_;
  struct Called {
    NodeId body{};
    std::vector<ConditionPlan> labelled;
    std::uint32_t frame = 0;  // of Watched
  };
  // LIMIT: of one call. More are a report of their own, not an explanation.
  static constexpr std::size_t kMostLabels = 32;
  std::map<CallKey, Called> calls_;
  std::map<std::pair<ActionId, PolicyId>, NodeId> words_;
  std::vector<ConditionPlan> labelled_;                            // met inside the call at hand
  std::map<std::pair<std::uint32_t, NodeId>, NodeId> parameters_;  // by index and governing date
  std::map<std::pair<std::string, std::string>, std::uint32_t>
      ranges_;  // the first of equal ranges of sections, by their ends
  std::uint32_t depth_ = 0;
  ExprId whole_{};                                          // the condition or value that is being compiled
  std::unordered_map<std::uint32_t, std::uint32_t> spelt_;  // how often it spells out each definition anew
};

}  // namespace carveout::plan
