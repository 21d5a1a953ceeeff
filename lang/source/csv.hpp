#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Comma-separated values as RFC 4180 has them, with LF as well as CRLF at the ends of lines, and a byte order mark left
// out. Rows are read one by one; the first thing that is no CSV ends the reading.
namespace carveout::csv {

// A cell by its bytes, quotes included.
struct Cell {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool quoted = false;
};
enum class Fault : std::uint8_t {
  QuoteInside,     // a quote in a cell that does not begin with one
  AfterQuote,      // something other than a comma or the end of the line after the quote that ends a cell
  QuoteNotClosed,  // the text ends within quotes
  LineEnd,         // a carriage return that no line feed follows
};
struct Problem {
  Fault fault{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class Reader {
 public:
  // The text must outlive the reader, and be shorter than 4 GiB.
  explicit Reader(std::string_view text);
  // The next row; false at the end of the text, and from a problem on. An empty line is a row of one empty cell.
  [[nodiscard]] bool next(std::vector<Cell>& row);
  [[nodiscard]] const std::optional<Problem>& problem() const noexcept { return problem_; }

 private:
  bool cell(std::vector<Cell>& row);
  bool quoted_cell(Cell& cell);
  bool fail(Fault fault, std::size_t begin, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<Problem> problem_;
};

// What a cell says: without its quotes, and `""` as `"`.
[[nodiscard]] std::string content(std::string_view text, const Cell& cell);

}  // namespace carveout::csv
