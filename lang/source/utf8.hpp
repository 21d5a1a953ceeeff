#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace carveout::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;
// Some editors begin a file with it; it is no part of the text, and columns do not count it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// One code point of a text, or the longest piece that begins like one and is none: that counts as one U+FFFD, as
// browsers and editors count it. `length` is at least 1, so that a loop over a text always ends.
struct Decoded {
  char32_t code_point = kReplacement;
  std::uint32_t length = 1;
  bool valid = false;
};

// The code point at `at`, which must lie inside the text. Overlong forms, surrogates and anything above U+10FFFF are
// not UTF-8.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t at) noexcept;

// The longest piece of the text, from its beginning and of at most `bytes`, that cuts no code point in two.
[[nodiscard]] std::string_view prefix(std::string_view text, std::size_t bytes) noexcept;

// The characters that reorder what is shown, so that a reader sees another text than the parser does.
[[nodiscard]] bool is_bidirectional_control(char32_t code_point) noexcept;

// The characters that some programs show as the end of a line, apart from LF and CR.
[[nodiscard]] bool is_line_separator(char32_t code_point) noexcept;

// Characters that move a cursor, start an escape sequence, end a line or reorder text: never shown as they are.
[[nodiscard]] bool is_unsafe_to_show(char32_t code_point) noexcept;

}  // namespace carveout::utf8
