#pragma once

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"

namespace carveout {

// Of a policy manual, reports fences that are never closed, blocks that look like code and are not read, and that there
// is no code at all. Spec: language/01-source.
void check_manual(const SourceFile& file, DiagnosticSink& sink);

}  // namespace carveout
