#include "diagnostics/display.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "source/utf8.hpp"

namespace carveout::display {
namespace {

// LIMIT: bytes looked at on each side of a span. Lines of megabytes exist (generated tables), and a column of text can
// hold any number of combining marks; kMaxWidth columns of four bytes and a few marks fit.
constexpr std::uint32_t kWindowBytes = 2048;
constexpr std::uint32_t kLeadIn = 30;  // columns kept before a span in a line that is cut

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";

// One character of a source line: where it is in the line, and how it is shown.
struct Cell {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;
  std::uint32_t width = 1;
};

Cell cell_at(std::string_view line, std::uint32_t at) {
  const utf8::Decoded decoded = utf8::decode(line, at);
  Cell cell{at, at + decoded.length, std::string(kReplacementText), 1};
  if (decoded.code_point == U'\t') {
    cell.text.assign(kTabWidth, ' ');
    cell.width = kTabWidth;
  } else if (decoded.valid && !utf8::is_unsafe_to_show(decoded.code_point)) {
    cell.text = line.substr(at, decoded.length);
    cell.width = static_cast<std::uint32_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(decoded.code_point)));
  }
  return cell;
}

// The characters of a line near some place of it.
struct Window {
  std::vector<Cell> cells;
  bool cut_left = false;
  bool cut_right = false;
};

Window window_around(std::string_view line, std::uint32_t place) {
  Window window;
  const auto size = static_cast<std::uint32_t>(line.size());
  std::uint32_t at = place > kWindowBytes ? place - kWindowBytes : 0;
  // Not in the middle of a code point; one has at most three bytes after its first.
  for (int i = 0; i < 3 && at > 0 && at < place && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80; ++i) ++at;
  const std::uint32_t end = size - place > kWindowBytes ? place + kWindowBytes : size;
  window.cut_left = at > 0;
  while (at < end) {
    window.cells.push_back(cell_at(line, at));
    at = window.cells.back().end;
  }
  window.cut_right = at < size;
  return window;
}

std::uint32_t width_of(const std::vector<Cell>& cells, std::size_t from, std::size_t to) {
  std::uint32_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += cells[i].width;
  return width;
}

// Drops what does not fit, so that the cells [first, last) of the span, or as much of them as fits, stay in sight.
void cut(Window& window, std::size_t& first, std::size_t& last) {
  std::vector<Cell>& cells = window.cells;
  if (!window.cut_left && !window.cut_right && width_of(cells, 0, cells.size()) <= kMaxWidth) return;
  const std::uint32_t room = kMaxWidth - 2;  // an ellipsis on either side
  std::size_t from = 0;
  if (window.cut_left || width_of(cells, 0, last) > room) {
    from = first;
    for (std::uint32_t lead = 0; from > 0 && lead + cells[from - 1].width <= kLeadIn; --from)
      lead += cells[from - 1].width;
  }
  std::size_t to = from;
  for (std::uint32_t width = 0; to < cells.size() && width + cells[to].width <= room; ++to) width += cells[to].width;
  window.cut_left = window.cut_left || from > 0;
  window.cut_right = window.cut_right || to < cells.size();
  cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(to), cells.end());
  cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(from));
  first -= from;
  last = std::min(last, to) - from;
}

std::string escape(char32_t code_point) {
  if (code_point == U'\n') return "\\n";
  if (code_point == U'\r') return "\\r";
  if (code_point == U'\t') return "\\t";
  const auto value = static_cast<std::uint32_t>(code_point);
  return value < 0x100 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{:04x}", value);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (!decoded.valid) {
      out += kReplacementText;
    } else if (utf8::is_unsafe_to_show(decoded.code_point)) {
      out += escape(decoded.code_point);
    } else {
      out += text.substr(at, decoded.length);
    }
    at += decoded.length;
  }
  return out;
}

Excerpt excerpt(const SourceFile& file, Span span) {
  const std::uint32_t number = file.position(span.begin).line;
  const std::string_view line = file.line(number);
  const auto size = static_cast<std::uint32_t>(line.size());
  const std::uint32_t line_begin = file.line_begin(number);
  const std::uint32_t begin = std::min(std::max(span.begin, line_begin) - line_begin, size);
  const std::uint32_t end = span.end > span.begin ? std::min(span.end - line_begin, size) : begin;
  Window window = window_around(line, begin);

  const std::vector<Cell>& cells = window.cells;
  const auto first_at = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.end > begin; });
  const auto last_at = std::find_if(first_at, cells.end(), [&](const Cell& cell) { return cell.begin >= end; });
  auto first = static_cast<std::size_t>(std::distance(cells.begin(), first_at));
  auto last = static_cast<std::size_t>(std::distance(cells.begin(), last_at));
  cut(window, first, last);

  Excerpt result;
  result.indent = width_of(cells, 0, first) + (window.cut_left ? 1 : 0);
  // What has no width, a combining mark or the end of a line, still gets its caret.
  result.carets = std::max(width_of(cells, first, last), 1u);
  const std::uint32_t shown_end = cells.empty() ? end : cells.back().end;
  // A span that ends in a line's own end still ends on that line.
  const bool more_lines = span.end > span.begin && file.position(span.end - 1).line > number;
  result.goes_on = more_lines || end > shown_end;
  if (window.cut_left) result.text += kEllipsis;
  for (const Cell& cell : cells) result.text += cell.text;
  if (window.cut_right) result.text += kEllipsis;
  return result;
}

}  // namespace carveout::display
