#include "check/graph.hpp"

#include <doctest/doctest.h>

using namespace carveout::check;

namespace {

using Edges = std::vector<Graph::Edge>;

}  // namespace

TEST_CASE("a graph gives the edges of a node in the order they were put in") {
  const Edges edges = {{2, 1}, {0, 2}, {2, 0}};
  const Graph graph(3, edges);
  CHECK(std::vector<std::uint32_t>(graph.from(2).begin(), graph.from(2).end()) == std::vector<std::uint32_t>{1, 0});
  CHECK(graph.from(1).empty());
}

TEST_CASE("nodes that reach each other are one component, numbered after those they lead to") {
  const Edges edges = {{0, 1}, {1, 2}, {2, 1}, {2, 3}};
  const Graph graph(5, edges);
  const Components found = components(graph);
  CHECK(found.of[1] == found.of[2]);
  CHECK(found.sizes[found.of[1]] == 2);
  CHECK(found.of[0] > found.of[1]);
  CHECK(found.of[1] > found.of[3]);
  CHECK(found.any_cycle());
  CHECK(found.on_cycle(1));
  CHECK(!found.on_cycle(0));
  CHECK(!found.on_cycle(4));
}

TEST_CASE("one shortest cycle through its first node is given for each component") {
  const Edges edges = {{0, 1}, {1, 2}, {2, 0}, {1, 0}, {3, 4}, {4, 5}, {5, 3}, {5, 0}};
  const Graph graph(6, edges);
  const auto found = cycles(graph, components(graph));
  CHECK(found == std::vector<std::vector<std::uint32_t>>{{0, 1}, {3, 4, 5}});
}

TEST_CASE("depths count the edges of the longest way, and end at cycles") {
  const Edges edges = {{0, 1}, {1, 2}, {0, 2}, {3, 0}, {4, 5}, {5, 4}, {4, 3}};
  const Graph graph(6, edges);
  CHECK(depths(graph, components(graph)) == std::vector<std::uint32_t>{2, 1, 0, 3, 4, 0});
}

TEST_CASE("a chain of a million nodes takes no stack") {
  constexpr std::uint32_t kNodes = 1'000'000;
  Edges edges;
  for (std::uint32_t node = 0; node + 1 < kNodes; ++node) edges.emplace_back(node, node + 1);
  const Graph chain(kNodes, edges);
  CHECK(depths(chain, components(chain))[0] == kNodes - 1);
  edges.emplace_back(kNodes - 1, 0);
  const Graph ring(kNodes, edges);
  const auto found = cycles(ring, components(ring));
  REQUIRE(found.size() == 1);
  CHECK(found[0].size() == kNodes);
}
