#pragma once

#include "commands.hpp"
#include "repl/session.hpp"

namespace carveout::tool::repl {

// Reads commands from the terminal that the standard streams are, with a line editor, until `quit` or Ctrl-D.
[[nodiscard]] Exit run_terminal(Session& session, Streams& streams);

}  // namespace carveout::tool::repl
