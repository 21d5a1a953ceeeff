#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/source.hpp"

namespace carveout::display {

// One line of text that may have come from anywhere, made safe for a terminal: control characters and reordering ones
// are written as escapes (`\n`, `\x1b`, `\u202e`), bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

// A source line as shown, and what to put under it.
struct Excerpt {
  std::string text;
  std::uint32_t indent = 0;  // columns before the first caret
  std::uint32_t carets = 1;
  bool goes_on = false;  // the span has more than is underlined: other lines, or what was cut
};

// The part of the span's first line that is worth showing. Tabs take kTabWidth columns, characters that cannot be shown
// become U+FFFD, and a line wider than kMaxWidth is cut around the span.
[[nodiscard]] Excerpt excerpt(const SourceFile& file, Span span);

inline constexpr std::uint32_t kTabWidth = 4;
inline constexpr std::uint32_t kMaxWidth = 100;  // LIMIT: fits a terminal of 110 columns with its line numbers

}  // namespace carveout::display
