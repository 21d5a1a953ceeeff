#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace carveout::test {

// What is broken of what language/11-layout promises of this text, or nothing: its layout is laid out as it is, and has
// the same tree, but for the order of the parts of a declaration, and the same comments. A text with syntax errors has
// no layout.
[[nodiscard]] std::optional<std::string> broken_layout_law(const std::string& text);

// Of a text that has one.
[[nodiscard]] std::string laid_out(const std::string& text);

// The same tokens with other white space and comments between them. The text has no syntax errors.
[[nodiscard]] std::string scrambled(const std::string& text, std::uint64_t seed);

}  // namespace carveout::test
