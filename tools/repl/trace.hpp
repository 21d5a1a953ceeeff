#pragma once

#include <string>

#include "carveout/why.hpp"

namespace carveout::tool::repl {

// A proof step by step: each about one clause, from what it rests on, and the last one the outcome.
[[nodiscard]] std::string trace_text(const AnswerContext& context, const Proof& proof, std::size_t width);

}  // namespace carveout::tool::repl
