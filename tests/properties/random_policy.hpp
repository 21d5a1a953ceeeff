#pragma once

#include <cstdint>
#include <map>
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

// The file of a policy that is decided together with a random one.
struct OtherFile {
  std::string module;                     // "b1"
  std::vector<Declaration> declarations;  // the head first
};

// The files of a policy: its own, and those of the policies decided together with it by module.
struct Texts {
  std::string root;
  std::map<std::string, std::string> others;

  [[nodiscard]] std::string all() const;
};

// A policy as text that can still be cut and reordered. The others use the root's file, the module "root".
struct PolicyText {
  std::vector<Declaration> declarations;  // the head first
  std::vector<OtherFile> others;

  [[nodiscard]] Texts texts() const;
  [[nodiscard]] std::string text() const;  // all files, to be read
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
