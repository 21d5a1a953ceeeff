#pragma once

#include <cstdint>
#include <string>

#include "properties/laws.hpp"

namespace carveout::properties {

// A policy and a question that break a law.
struct Failure {
  PolicyText policy;
  Question question;
  std::uint64_t seed = 0;  // of the law
  std::string what;
};

// The same failure with declarations, parts of conditions and facts left out while it still is one.
[[nodiscard]] Failure shrunk(const Law& law, Failure failure);

}  // namespace carveout::properties
