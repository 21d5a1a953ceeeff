#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "plan/node_builder.hpp"

namespace carveout::plan {

// Compiles checked expressions into nodes. Calls of definitions are replaced by their bodies with the arguments put in;
// each call with the same arguments is compiled once, so that a chain of definitions costs its length, not its
// expansion.
class ExpressionCompiler {
 public:
  ExpressionCompiler(Plan& plan, NodeBuilder& builder, const PlanLimits& limits);
  NodeId condition(ExprId id);
  NodeId value(ExprId id);
  // The condition that the governing date lies in the period.
  NodeId period(const Period& period, Span span);

 private:
  // What the variables of the expression at hand stand for, and how many quantifiers are around it.
  struct Environment {
    std::vector<std::pair<VariableId, NodeId>> variables;
    std::uint32_t level = 0;
    std::optional<DefineId> caller;  // whose body it is; none: the condition's own text
  };
  void begin(ExprId whole);
  NodeId compile(ExprId id, Environment& environment);
  NodeId compile_condition(ExprId id, Environment& environment);
  NodeId compile_value(ExprId id, Environment& environment);
  NodeId dispatch(ExprId id, Environment& environment);
  NodeId path(ExprId id, Environment& environment);
  NodeId call(const Expr& expr, std::span<const ExprId> arguments, Environment& environment);
  NodeId too_many_calls(const Expr& expr, const Environment& environment);
  NodeId parameter(const Expr& expr);
  NodeId named_list(const Expr& expr, ExprId sought, Environment& environment);
  NodeId quantifier(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId choice(const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId conditions(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);
  NodeId operation(Op op, const Expr& expr, std::span<const ExprId> operands, Environment& environment);

  struct CallKey {
    DefineId define{};
    std::uint32_t level = 0;
    std::vector<NodeId> arguments;
    friend auto operator<=>(const CallKey&, const CallKey&) = default;
  };
  Plan& plan_;
  const CheckedPolicy& policy_;
  NodeBuilder& builder_;
  const PlanLimits& limits_;
  std::map<CallKey, NodeId> calls_;
  std::unordered_map<std::uint32_t, NodeId> parameters_;
  std::map<std::pair<std::string, std::string>, std::uint32_t>
      ranges_;  // the first of equal ranges of sections, by their ends
  std::uint32_t depth_ = 0;
  ExprId whole_{};                                          // the condition or value that is being compiled
  std::unordered_map<std::uint32_t, std::uint32_t> spelt_;  // how often it spells out each definition anew
};

}  // namespace carveout::plan
