#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "properties/random.hpp"

namespace carveout::properties {

// A declaration of a random policy: its first line, what is inside (the parts of a clause, the declarations of a part),
// and its end.
struct Declaration {
  std::string head;
  std::vector<Declaration> inside;
  std::string tail;
  bool is_part = false;  // the order of what is inside says nothing

  [[nodiscard]] std::string text(int indent = 0) const;
};

// A policy as text that can still be cut and reordered.
struct PolicyText {
  std::vector<Declaration> declarations;  // the head first

  [[nodiscard]] std::string text() const;
};

struct PolicyShape {
  // Only facts that are yes/no or of a closed type, and nothing but conditions on them: all completions can be gone
  // through.
  bool closed_facts_only = false;
};

// A random policy that nearly always checks: few facts, clauses that except, override, carve out and strike each other.
[[nodiscard]] PolicyText random_policy(std::uint64_t seed, const PolicyShape& shape);

// The same declarations in another order, the head still first.
[[nodiscard]] PolicyText permuted(const PolicyText& policy, Random& random);

}  // namespace carveout::properties
