#pragma once

#include <string_view>

// The shape of a section's key. Internal to lang/values.
namespace carveout {

// Control characters are refused in citations, so the separator occurs nowhere else. It sorts before everything that
// can occur, so a section sorts directly before its subdivisions.
inline constexpr char kLevelSeparator = '\x1F';

// The key is that of the ancestor itself or of a subdivision of it.
[[nodiscard]] bool is_within(std::string_view key, std::string_view ancestor) noexcept;

}  // namespace carveout
