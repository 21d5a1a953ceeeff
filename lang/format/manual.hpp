#pragma once

#include "carveout/lang/format.hpp"

namespace carveout::format_detail {

// Lays out each block of code by itself, indented as its fence is; the text around them stays byte for byte.
[[nodiscard]] Formatted format_manual(const SourceFile& source, DiagnosticSink& sink,
                                      const syntax::ParseLimits& limits);

}  // namespace carveout::format_detail
