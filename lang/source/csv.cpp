#include "source/csv.hpp"

#include <algorithm>

namespace carveout::csv {

Reader::Reader(std::string_view text) : text_(text) {
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
}

bool Reader::next(std::vector<Cell>& row) {
  row.clear();
  if (problem_ || at_ >= text_.size()) return false;
  while (cell(row)) {
    if (at_ == text_.size()) return true;
    const char c = text_[at_++];
    if (c == ',') {
      // A comma at the very end has an empty cell after it.
      if (at_ == text_.size()) {
        const auto end = static_cast<std::uint32_t>(at_);
        row.push_back({end, end, false});
        return true;
      }
      continue;
    }
    if (c == '\r') ++at_;  // cell() has seen to the line feed
    return true;
  }
  return false;
}

// Up to the comma or the end of the line.
bool Reader::cell(std::vector<Cell>& row) {
  Cell cell{static_cast<std::uint32_t>(at_), 0, at_ < text_.size() && text_[at_] == '"'};
  if (cell.quoted && !quoted_cell(cell)) return false;
  if (!cell.quoted) {
    at_ = std::min(text_.find_first_of(",\r\n\"", at_), text_.size());
    if (at_ < text_.size() && text_[at_] == '"') return fail(Fault::QuoteInside, at_, at_ + 1);
    cell.end = static_cast<std::uint32_t>(at_);
  }
  const bool lone = at_ < text_.size() && text_[at_] == '\r' && text_.substr(at_, 2) != "\r\n";
  if (lone) return fail(Fault::LineEnd, at_, at_ + 1);
  row.push_back(cell);
  return true;
}

bool Reader::quoted_cell(Cell& cell) {
  std::size_t at = at_ + 1;
  while (true) {
    at = text_.find('"', at);
    if (at == std::string_view::npos) return fail(Fault::QuoteNotClosed, at_, at_ + 1);
    if (text_.substr(at, 2) != "\"\"") break;
    at += 2;
  }
  at_ = at + 1;
  cell.end = static_cast<std::uint32_t>(at_);
  const bool ends = at_ == text_.size() || text_[at_] == ',' || text_[at_] == '\r' || text_[at_] == '\n';
  return ends || fail(Fault::AfterQuote, at_, at_ + 1);
}

bool Reader::fail(Fault fault, std::size_t begin, std::size_t end) {
  problem_ = Problem{fault, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return false;
}

std::string content(std::string_view text, const Cell& cell) {
  std::string_view inside = text.substr(cell.begin, cell.end - cell.begin);
  if (!cell.quoted) return std::string(inside);
  inside = inside.substr(1, inside.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    out += inside[i];
    if (inside[i] == '"') ++i;
  }
  return out;
}

}  // namespace carveout::csv
