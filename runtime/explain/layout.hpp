#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Lines of text for a terminal or a page: wrapped between words, hanging from a column. What comes from a policy or
// from facts is made safe by `safe` before it is put on a page.
namespace carveout::explain_text {

// One line of text that may have come from anywhere: white space is folded to single spaces; control characters,
// invisible and reordering ones, and bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string safe(std::string_view text);
// Columns that a text takes on a terminal; colours take none.
[[nodiscard]] std::size_t columns(std::string_view text);

class Page {
 public:
  explicit Page(std::size_t width) : width_(width) {}

  void blank_line() { out_ += '\n'; }
  // A paragraph: its first line begins at one column, the others at another.
  void paragraph(std::size_t first, std::size_t rest, std::string_view text) { item(first, rest, {}, text); }
  // A paragraph that hangs from `rest`, with a head before it; a head that does not fit stands on a line of its own.
  void item(std::size_t first, std::size_t rest, std::string_view head, std::string_view text);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::size_t width_;
  std::string out_;
};

}  // namespace carveout::explain_text
