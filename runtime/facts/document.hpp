#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"

namespace carveout::facts {

// Adds a document of facts to the sources, without the byte order mark that some editors begin a file with. Of one past
// the limit that is reported instead, and there is none.
[[nodiscard]] const SourceFile* open_document(SourceMap& sources, std::string name, std::string document,
                                              std::uint32_t limit_bytes, std::vector<Diagnostic>& problems);

}  // namespace carveout::facts
