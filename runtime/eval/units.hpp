#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "eval/evaluation.hpp"

namespace carveout::eval {

// Something unknown that is settled in several ways. Spec: language/07-decisions, 7.5.
struct Unit {
  plan::UnitKind kind{};
  std::uint32_t slot = 0;     // Closed
  NodeId node{};              // Term: the term; Other: the leaf
  std::vector<Value> values;  // Closed: the values it may have. Term: the constants, ascending
  // Term: by class, whether the term may lie in it: 2i + 1 is the constant i, 2i the stretch before it, the last that
  // after all.
  std::vector<bool> classes;
  std::uint64_t size = 0;    // how many values
  std::uint32_t weight = 0;  // how many of the goal's conclusions rest on it
  std::string text;
  std::uint64_t stride = 0;  // in the numbering of ways; 0: not split
};

// An unknown leaf and the units it gives.
struct LeafUnits {
  NodeId leaf{};
  std::vector<std::uint32_t> units;
};

struct Units {
  std::vector<Unit> units;
  std::vector<LeafUnits> leaves;
  std::uint64_t ways = 1;  // of the units that are split
  bool all_split = true;
};

// The values that a fact of a yes/no or closed type may have that is not known.
[[nodiscard]] std::vector<Value> closed_values(const Evaluation& evaluation, std::uint32_t slot);

// The units of the leaves, split in order as far as the bound allows.
[[nodiscard]] Units units_of(Evaluation& evaluation, const plan::Goal& goal, const std::vector<NodeId>& unknown_leaves,
                             std::uint64_t max_ways);

// The truth of a leaf for each combination of the values of its split units, the first unit varying fastest.
[[nodiscard]] std::vector<Truth> truth_table(Evaluation& evaluation, const Units& units, const LeafUnits& leaf);

}  // namespace carveout::eval
