#pragma once

#include <vector>

#include "commands.hpp"
#include "question.hpp"

namespace carveout::tool {

// What `ask` keeps of its answers: checked before anything is decided, so that a slip costs nothing.
[[nodiscard]] Exit check_recording(const AskCommand& command, const Question& question, Streams& streams);
// Appends the record to the log, then writes it, as far as either is asked for. An answer that was to be kept and is
// not is not given either.
[[nodiscard]] Exit keep(const AskCommand& command, const Question& question, const std::vector<Decision>& decisions,
                        Streams& streams);

}  // namespace carveout::tool
