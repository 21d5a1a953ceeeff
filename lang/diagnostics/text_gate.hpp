#pragma once

#include <cstddef>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"

namespace carveout {

// LIMIT: a file with more is not a policy but a picture, or was saved in another encoding; the next one says nothing
// new.
inline constexpr std::size_t kMaxTextProblems = 20;

// Reports each run of bytes that is not UTF-8, each bidirectional control and each character that only looks like the
// end of a line, and how many there are past the limit. Spec: language/01-source.
void check_text(const SourceFile& file, DiagnosticSink& sink);

}  // namespace carveout
