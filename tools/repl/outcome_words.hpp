#pragma once

#include <optional>
#include <string>

#include "carveout/decision.hpp"

namespace carveout::tool::repl {

// The outcome that a word names; what is wrong with the word otherwise.
[[nodiscard]] std::string read_outcome(const std::string& word, std::optional<Outcome>& out);

}  // namespace carveout::tool::repl
