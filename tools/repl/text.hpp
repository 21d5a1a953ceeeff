#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Lines of text for a transcript or a terminal: what stands in them is made safe, and columns stand under each other.
namespace carveout::tool::repl {

// White space folded to single spaces; control characters, invisible and reordering ones, and bytes that are not UTF-8
// become U+FFFD.
[[nodiscard]] std::string safe(std::string_view text);
// The same, of several lines: their ends and the spaces before their first words stay.
[[nodiscard]] std::string safe_lines(std::string_view text);
// Columns that a text without colours takes on a terminal.
[[nodiscard]] std::size_t columns(std::string_view text);
// Of at most so many columns; what is cut off shows as `…`.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most);
[[nodiscard]] std::string_view trimmed(std::string_view text);
// A paragraph between two columns.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

// Rows of cells, the columns aligned, each but the last as wide as its widest cell within reason; the last one is
// wrapped under itself.
class Columns {
 public:
  Columns(std::size_t indent, std::size_t width) : indent_(indent), width_(width) {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] std::string text() const;

 private:
  std::size_t indent_;
  std::size_t width_;
  std::vector<std::vector<std::string>> rows_;
};

// Whether a text that comes line by line is open where it ends: a bracket or a quote. The language's strings, comments
// and brackets.
class Openness {
 public:
  void read(std::string_view line);
  [[nodiscard]] bool is_open() const noexcept { return !quote_.empty() || depth_ > 0; }

 private:
  std::string_view quote_;  // of the string that is open
  long depth_ = 0;
};
// The pieces between commas that stand in no bracket or quote, as [begin, end) of the text.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};
[[nodiscard]] std::vector<Piece> split_at_commas(std::string_view text);

}  // namespace carveout::tool::repl
