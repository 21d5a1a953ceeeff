#include "formula.hpp"

#include <algorithm>
#include <utility>

namespace carveout::reference {

FormulaId Formulas::add(Node node) {
  nodes_.push_back(std::move(node));
  return FormulaId(nodes_.size() - 1);
}

FormulaId Formulas::leaf(const TermPtr& condition) {
  const auto [place, is_new] = leaf_by_text_.try_emplace(canonical_text(policy_, *condition));
  if (is_new) {
    leaves_.push_back(classify(policy_, condition));
    place->second = add({Gate::Leaf, static_cast<std::uint32_t>(leaves_.size() - 1), {}});
  }
  return place->second;
}

Truth Formulas::truth_of_node(const Node& node, const std::vector<Truth>& truths,
                              const std::vector<Truth>& leaves) const {
  const auto input = [&](std::size_t i) { return truths[index_of(node.inputs[i])]; };
  const auto how_many = [&](auto wanted) {
    return std::count_if(node.inputs.begin(), node.inputs.end(),
                         [&](FormulaId id) { return wanted(truths[index_of(id)]); });
  };
  const auto yes = how_many([](Truth t) { return t == Truth::Yes; });
  const auto possible = how_many([](Truth t) { return t != Truth::No; });
  const auto all = std::ssize(node.inputs);
  switch (node.gate) {
    case Gate::Leaf:
      return leaves[node.number];
    case Gate::Settled:
      return static_cast<Truth>(node.number);
    case Gate::Not:
      return !input(0);
    case Gate::And:
      return possible < all ? Truth::No : yes == all ? Truth::Yes : Truth::Unknown;
    case Gate::Or:
      return yes > 0 ? Truth::Yes : possible == 0 ? Truth::No : Truth::Unknown;
    case Gate::AtLeast:
      return possible < node.number ? Truth::No : yes >= node.number ? Truth::Yes : Truth::Unknown;
    case Gate::Exactly:
      if (possible < node.number || yes > node.number) return Truth::No;
      return possible == yes ? Truth::Yes : Truth::Unknown;
    case Gate::If:
      if (input(0) != Truth::Unknown) return input(input(0) == Truth::Yes ? 1 : 2);
      return input(1) == input(2) ? input(1) : Truth::Unknown;
    case Gate::Same:
      if (input(0) == Truth::Unknown || input(1) == Truth::Unknown) return Truth::Unknown;
      return carveout::truth_of(input(0) == input(1));
  }
  return Truth::Unknown;
}

std::vector<Truth> Formulas::evaluate(const std::vector<Truth>& leaves) const {
  std::vector<Truth> truths;
  truths.reserve(nodes_.size());
  for (const Node& node : nodes_) truths.push_back(truth_of_node(node, truths, leaves));
  return truths;
}

std::set<std::uint32_t> Formulas::reached(const std::vector<FormulaId>& roots, const std::vector<Truth>& truths) const {
  std::set<std::uint32_t> leaves;
  std::vector<bool> seen(nodes_.size());
  std::vector<FormulaId> open = roots;
  while (!open.empty()) {
    const FormulaId id = open.back();
    open.pop_back();
    if (seen[index_of(id)] || truths[index_of(id)] != Truth::Unknown) continue;
    seen[index_of(id)] = true;
    const Node& node = nodes_[index_of(id)];
    if (node.gate == Gate::Leaf) leaves.insert(node.number);
    if (node.gate == Gate::If && truths[index_of(node.inputs[0])] != Truth::Unknown) {
      // The other branch is no part of the answer.
      open.push_back(node.inputs[truths[index_of(node.inputs[0])] == Truth::Yes ? 1 : 2]);
      continue;
    }
    open.insert(open.end(), node.inputs.begin(), node.inputs.end());
  }
  return leaves;
}

std::set<std::uint32_t> Formulas::leaves_under(FormulaId root) const {
  std::set<std::uint32_t> leaves;
  std::vector<bool> seen(nodes_.size());
  std::vector<FormulaId> open{root};
  while (!open.empty()) {
    const Node& node = nodes_[index_of(open.back())];
    open.pop_back();
    if (node.gate == Gate::Leaf) leaves.insert(node.number);
    for (const FormulaId input : node.inputs) {
      if (!seen[index_of(input)]) open.push_back(input);
      seen[index_of(input)] = true;
    }
  }
  return leaves;
}

}  // namespace carveout::reference
