#include "check/graph.hpp"

#include <algorithm>
#include <limits>

namespace carveout::check {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Tarjan's algorithm with its stack of calls written out.
class ComponentFinder {
 public:
  explicit ComponentFinder(const Graph& graph)
      : graph_(graph), order_(graph.size(), kNone), low_(graph.size(), 0), next_edge_(graph.size(), 0) {
    out_.of.assign(graph.size(), kNone);
  }

  Components run() {
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      if (order_[node] == kNone) visit_from(node);
    }
    return std::move(out_);
  }

 private:
  void visit_from(std::uint32_t root) {
    enter(root);
    while (!calls_.empty()) {
      const std::uint32_t node = calls_.back();
      const auto edges = graph_.from(node);
      if (next_edge_[node] < edges.size()) {
        const std::uint32_t next = edges[next_edge_[node]++];
        if (order_[next] == kNone) {
          enter(next);
        } else if (out_.of[next] == kNone) {
          low_[node] = std::min(low_[node], order_[next]);
        }
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty()) low_[calls_.back()] = std::min(low_[calls_.back()], low_[node]);
      if (low_[node] == order_[node]) close(node);
    }
  }

  void enter(std::uint32_t node) {
    order_[node] = low_[node] = count_++;
    calls_.push_back(node);
    open_.push_back(node);
  }

  void close(std::uint32_t root) {
    const auto number = static_cast<std::uint32_t>(out_.sizes.size());
    out_.sizes.push_back(0);
    std::uint32_t node = kNone;
    do {
      node = open_.back();
      open_.pop_back();
      out_.of[node] = number;
      ++out_.sizes[number];
    } while (node != root);
  }

  const Graph& graph_;
  Components out_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> next_edge_;
  std::vector<std::uint32_t> calls_;
  std::vector<std::uint32_t> open_;
  std::uint32_t count_ = 0;
};

// Breadth first from the node, inside its component, until an edge leads back. `parent` is kNone for all nodes not yet
// met.
std::vector<std::uint32_t> shortest_cycle(const Graph& graph, const Components& components, std::uint32_t start,
                                          std::vector<std::uint32_t>& parent) {
  std::vector<std::uint32_t> queue{start};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::uint32_t node = queue[head];
    for (const std::uint32_t next : graph.from(node)) {
      if (next == start) {
        std::vector<std::uint32_t> cycle;
        for (std::uint32_t at = node; at != start; at = parent[at]) cycle.push_back(at);
        cycle.push_back(start);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
      if (components.of[next] != components.of[start] || parent[next] != kNone) continue;
      parent[next] = node;
      queue.push_back(next);
    }
  }
  return {};
}

}  // namespace

Graph::Graph(std::uint32_t nodes, std::span<const Edge> edges) : first_(nodes + std::size_t{1}, 0), to_(edges.size()) {
  for (const auto& [from, to] : edges) ++first_[from + std::size_t{1}];
  for (std::size_t node = 1; node < first_.size(); ++node) first_[node] += first_[node - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const auto& [from, to] : edges) to_[next[from]++] = to;
}

Components components(const Graph& graph) {
  return ComponentFinder(graph).run();
}

std::vector<std::vector<std::uint32_t>> cycles(const Graph& graph, const Components& components) {
  std::vector<std::vector<std::uint32_t>> out;
  if (!components.any_cycle()) return out;
  std::vector<std::uint32_t> parent(graph.size(), kNone);
  std::vector<bool> done(components.sizes.size(), false);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (!components.on_cycle(node) || done[components.of[node]]) continue;
    done[components.of[node]] = true;
    out.push_back(shortest_cycle(graph, components, node, parent));
  }
  return out;
}

std::vector<std::uint32_t> depths(const Graph& graph, const Components& components) {
  std::vector<std::uint32_t> by_component(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) by_component[node] = node;
  std::sort(by_component.begin(), by_component.end(), [&](std::uint32_t a, std::uint32_t b) {
    return components.of[a] != components.of[b] ? components.of[a] < components.of[b] : a < b;
  });
  std::vector<std::uint32_t> out(graph.size(), 0);
  for (const std::uint32_t node : by_component) {
    for (const std::uint32_t next : graph.from(node)) {
      if (components.of[next] != components.of[node]) out[node] = std::max(out[node], out[next] + 1);
    }
  }
  return out;
}

}  // namespace carveout::check
