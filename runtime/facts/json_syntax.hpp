#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "carveout/lang/diagnostics.hpp"

namespace carveout::facts {

// LIMIT: RFC 8259 lets a reader bound nesting. Facts nest as deep as the declared types, 64 at most; what is deeper is
// no request.
inline constexpr std::uint32_t kMaxJsonNesting = 1024;

// The first place where a text stops being JSON (RFC 8259, in UTF-8), as a diagnostic in the file given; nothing where
// all of it is one JSON value. The reader of facts is fast but says only that a document is not JSON, and does not
// look at what it skips; this says where and why. O(length), without recursion.
[[nodiscard]] std::optional<Diagnostic> first_json_problem(FileId file, std::string_view text);

}  // namespace carveout::facts
