#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

// Directed graphs over numbered nodes, as the checks for cycles need them: no recursion, time and memory linear in
// nodes and edges.
namespace carveout::check {

class Graph {
 public:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;

  Graph(std::uint32_t nodes, std::span<const Edge> edges);
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(first_.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> from(std::uint32_t node) const noexcept {
    return {to_.data() + first_[node], first_[node + 1] - first_[node]};
  }

 private:
  std::vector<std::uint32_t> first_;  // into to_
  std::vector<std::uint32_t> to_;
};

// The strongly connected components: two nodes have one number exactly where each can be reached from the other. A
// node's number is greater than those of the components it leads to.
struct Components {
  std::vector<std::uint32_t> of;     // by node
  std::vector<std::uint32_t> sizes;  // by component
  [[nodiscard]] bool on_cycle(std::uint32_t node) const noexcept { return sizes[of[node]] > 1; }
  [[nodiscard]] bool any_cycle() const noexcept { return sizes.size() < of.size(); }
};
[[nodiscard]] Components components(const Graph& graph);

// One cycle for each component of more than one node: a shortest one through its first node, beginning there. In the
// order of those nodes.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> cycles(const Graph& graph, const Components& components);

// By node: the number of edges of the longest way that begins there, not counting edges inside a component.
[[nodiscard]] std::vector<std::uint32_t> depths(const Graph& graph, const Components& components);

}  // namespace carveout::check
