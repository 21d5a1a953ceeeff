// The layout of tables: a row to a line, pipes under pipes. A row is never broken, however wide it is.
#include <algorithm>
#include <limits>

#include "format/layout.hpp"

namespace carveout::format_detail {

// What has lines of its own elsewhere, labelled conditions say, goes on with a space in a cell.
std::string_view Layout::cell(NodeId id) {
  const std::string lines = doc_.laid_out(expression(id), std::numeric_limits<std::uint32_t>::max());
  std::string& out = cell_texts_.emplace_back();
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t begin = lines.find_first_not_of(' ', at);
    if (begin == std::string::npos) break;
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const bool inside =
        out.empty() || out.back() == '(' || out.back() == '{' || lines[begin] == ')' || lines[begin] == '}';
    if (end != begin && !inside) out += ' ';
    out.append(lines, begin, end - begin);
    at = end + 1;
  }
  return out;
}

std::vector<std::string_view> Layout::cells(NodeId line) {
  std::vector<std::string_view> out;
  skip();  // the first pipe; table() has its comments
  for (const NodeId id : children(line)) {
    out.push_back(cell(id));
    if (out.size() < children(line).size()) skip();
  }
  return out;
}

Doc Layout::table(Ids lines, bool first) {
  struct Line {
    Row row;
    std::vector<std::string_view> cells;
    Doc last = Doc::Nothing;  // the last pipe, with the comment after it
  };
  std::vector<Line> all;
  std::vector<std::uint32_t> widths;
  for (const NodeId id : lines) {
    Line& line = all.emplace_back();
    line.row = row();
    line.cells = cells(id);
    line.last = token();
    widths.resize(std::max(widths.size(), line.cells.size()));
    for (std::size_t i = 0; i < line.cells.size(); ++i) widths[i] = std::max(widths[i], columns_of(line.cells[i]));
  }
  std::vector<Doc> docs;
  for (const Line& line : all) {
    docs.push_back(line.row.blank_before && !(first && docs.empty()) ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(line.row.comments);
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      docs.insert(docs.end(), {doc_.text(i == 0 ? "| " : " | "), doc_.text(line.cells[i]),
                               doc_.spaces(widths[i] - columns_of(line.cells[i]))});
    }
    docs.insert(docs.end(), {doc_.spaces(1), line.last});
  }
  return doc_.concat(docs);
}

}  // namespace carveout::format_detail
