#pragma once

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "plan/plan.hpp"

namespace carveout::plan {

// Makes nodes, each once: two requests for the same operation on the same operands give the same node. Folds what has
// no facts, and takes comparisons apart as 7.5 says. When a limit is passed it says so in `failed` and gives False from
// then on.
class NodeBuilder {
 public:
  NodeBuilder(Plan& plan, const PlanLimits& limits);

  std::optional<Diagnostic> failed;

  [[nodiscard]] NodeId truth(bool b) const noexcept { return b ? true_ : false_; }
  NodeId negate(NodeId condition);
  NodeId all_of(std::vector<NodeId> conditions);
  NodeId any_of(std::vector<NodeId> conditions);
  NodeId connective(Op op, std::vector<NodeId> operands, std::uint32_t payload, Span span);

  NodeId constant(Value value, TypeId type, Span span);
  NodeId fact(const FactPath& path, TypeId type, bool optional, Span span);
  // Any other value; folded where its operands are constants and it has a result.
  NodeId value(Op op, TypeId type, std::vector<NodeId> operands, std::uint32_t payload, Span span);
  // Equal or Less: of conditions, of an `if` or a parameter (the `if` of the comparisons), or a leaf.
  NodeId comparison(Op op, NodeId a, NodeId b, Span span);
  NodeId leaf(Op op, std::vector<NodeId> operands, std::uint32_t payload, Span span);
  // A value that there is none of, why, and of what is not in force the date that governs.
  NodeId no_value(NoValue why, std::vector<NodeId> governing, TypeId type, Span span);
  // `if`, of conditions or of values.
  NodeId choice(TypeId type, NodeId condition, NodeId yes, NodeId no, Span span);
  // Two values or conditions are the same.
  NodeId same(NodeId a, NodeId b, Span span);
  // A value of type yes/no as a condition.
  NodeId as_condition(NodeId value, Span span);
  // A condition as a value.
  NodeId as_value(NodeId condition, Span span);
  // The governing date is before `date`.
  NodeId governed_before(NodeId governing, const Date& date, Span span);

 private:
  NodeId intern(Node node, const std::vector<NodeId>& operands, Span span);
  void classify(Node& node, const std::vector<NodeId>& operands) const;
  NodeId make_comparison(Op op, NodeId a, NodeId b, Span span);
  NodeId make_condition(NodeId value, Span span);
  NodeId lift_governing_date(NodeId expression, NodeId date, Span span);
  std::optional<NodeId> folded(const Node& node, const std::vector<NodeId>& operands, Span span);

  Plan& plan_;
  const PlanLimits& limits_;
  std::unordered_multimap<std::uint64_t, NodeId> interned_;
  std::unordered_map<std::string, std::uint32_t> constants_;
  std::unordered_map<std::string, std::uint32_t> slots_;
  // Shared alternatives make the paths through nested `if`s many; each pair is taken apart once.
  std::map<std::tuple<Op, NodeId, NodeId>, NodeId> comparisons_;
  std::map<NodeId, NodeId> conditions_;
  NodeId true_{};
  NodeId false_{};
};

}  // namespace carveout::plan
