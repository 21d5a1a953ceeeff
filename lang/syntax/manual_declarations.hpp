#pragma once

#include "carveout/lang/syntax.hpp"

namespace carveout::syntax {

// In a policy manual every declaration stands in one block of code, a part with all that is in it: a reader of the text
// around it sees the whole of it at once, and each block can be laid out by itself.
void check_declarations_of_manual(const SourceFile& source, const Tree& tree, DiagnosticSink& sink);

}  // namespace carveout::syntax
