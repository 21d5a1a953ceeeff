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
    NeverClosed,         // a fence, which takes what follows with it
    CommentNeverClosed,  // the same of HTML
    MarkedElse,          // `Carve`, `{carve}`: looks like code, and is none
    NotAtMargin,         // a block of code in a list or a quotation, or indented by four or more: not read
    InHtml,              // one in HTML
    NoCode
  } what{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t html = 0;  // where the HTML begins, of one in HTML
};

struct Manual {
  std::string code;  // as long as the text, with spaces for all but the lines of the blocks and the ends of lines
  std::vector<CodeBlock> blocks;
  std::vector<Problem> problems;
};

// Fences are those of CommonMark 0.30 that stand in no list, quotation or HTML. O(length).
[[nodiscard]] Manual read(std::string_view text);

}  // namespace carveout::manual
