#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/source.hpp"

// Policy manuals: Markdown in which fenced blocks marked `carve` are the code. Spec: language/01-source, "Manuals".
namespace carveout::manual {

// Is a file of this name a manual? `guidance.carve.md` is.
[[nodiscard]] bool is_name(std::string_view file_name) noexcept;

// What is wrong with the blocks, apart from what stands in them.
struct Problem {
  enum class What : std::uint8_t {
    NeverClosed,  // a fence, which takes the rest of the file with it
    MarkedElse,   // `Carve`, `{carve}`: looks like code, and is none
    NotAtMargin,  // a block of code in a quotation or indented by four or more: Markdown, but not read
    NoCode
  } what{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Manual {
  std::string code;  // as long as the text, with spaces for all but the lines of the blocks and the ends of lines
  std::vector<CodeBlock> blocks;
  std::vector<Problem> problems;
};

// Fences are those of CommonMark 0.30 at the margin of the file: three or more of one of ` and ~, indented by at most
// three spaces, closed by as many or more of the same. O(length).
[[nodiscard]] Manual read(std::string_view text);

}  // namespace carveout::manual
