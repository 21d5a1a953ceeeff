#include "repl/text.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace carveout::tool::repl {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";
// A longer one pushes the rest of its row aside, and that row alone.
constexpr std::size_t kWidestFirst = 44;
constexpr std::size_t kWidestOther = 26;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// One character of a text: how many bytes it has, and how wide it is; none of what is not UTF-8 or must not be shown.
struct Character {
  std::size_t bytes = 1;
  std::size_t columns = 1;
  bool shown = false;
};

Character character_at(std::string_view text) {
  utf8proc_int32_t code = -1;
  const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                      static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
  if (bytes <= 0) return {};
  Character out{static_cast<std::size_t>(bytes), 1, true};
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      out.shown = false;
      return out;
    default:
      out.columns = static_cast<std::size_t>(std::max(utf8proc_charwidth(code), 0));
      return out;
  }
}

// Walks over the strings, comments and brackets of a text. A quote of one line does not go on in the next.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  // The next byte that stands in no string or comment; the end where there is none.
  std::size_t next() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_[at_] == '"') {
        skip_string();
      } else {
        return at_++;
      }
    }
    return text_.size();
  }
  [[nodiscard]] bool in_string() const noexcept { return in_string_; }

 private:
  void skip_string() {
    constexpr std::string_view kLong = "\"\"\"";
    if (text_.substr(at_, 3) == kLong) {
      const std::size_t close = text_.find(kLong, at_ + 3);
      in_string_ = close == std::string_view::npos;
      at_ = in_string_ ? text_.size() : close + 3;
      return;
    }
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    in_string_ = at_ >= text_.size();
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_string_ = false;
};

int change_of_depth(char c) {
  if (c == '(' || c == '{' || c == '[') return 1;
  return c == ')' || c == '}' || c == ']' ? -1 : 0;
}

}  // namespace

std::string safe_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() == '\n' || text.front() == ' ') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const Character one = character_at(text);
    if (one.shown)
      out += text.substr(0, one.bytes);
    else if (text.front() == '\t')
      out += "  ";
    else if (text.front() != '\r')
      out += kReplacement;
    text.remove_prefix(one.bytes);
  }
  return out;
}

std::string safe(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (!is_space(c))
      folded += c;
    else if (!folded.empty() && folded.back() != ' ')
      folded += ' ';
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return safe_lines(folded);
}

std::size_t columns(std::string_view text) {
  std::size_t out = 0;
  while (!text.empty()) {
    const Character one = character_at(text);
    out += one.columns;
    text.remove_prefix(one.bytes);
  }
  return out;
}

std::string cut(std::string_view text, std::size_t most) {
  if (columns(text) <= most) return std::string(text);
  std::size_t end = 0;
  std::size_t taken = 1;  // the `…`
  while (end < text.size()) {
    const Character one = character_at(text.substr(end));
    if (taken + one.columns > most) break;
    taken += one.columns;
    end += one.bytes;
  }
  return std::string(text.substr(0, end)) + std::string(kEllipsis);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out(indent, ' ');
  std::size_t at = indent;
  bool begun = false;
  while (!(text = trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t wide = columns(word);
    if (begun && at + 1 + wide > width) {
      out += '\n' + std::string(indent, ' ');
      at = indent;
      begun = false;
    }
    if (begun) out += ' ';
    out += word;
    at += wide + (begun ? 1 : 0);
    begun = true;
    text.remove_prefix(end);
  }
  return out + '\n';
}

std::string Columns::text() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      widths[i] = std::max(widths[i], std::min(columns(row[i]), i == 0 ? kWidestFirst : kWidestOther));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    std::size_t at = indent_;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      line += row[i];
      const std::size_t wide = columns(row[i]);
      const std::size_t gap = 2 + (wide < widths[i] ? widths[i] - wide : 0);
      line.append(gap, ' ');
      at += wide + gap;
    }
    if (row.empty()) continue;
    // Where hardly any room is left, the rest stands below.
    const bool below = at + 20 > width_ && at + columns(row.back()) > width_;
    const std::string rest = wrapped(row.back(), below ? indent_ + 4 : at, width_);
    if (below || row.back().empty()) {
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + '\n' + (row.back().empty() ? std::string() : rest);
    } else {
      out += line + rest.substr(at);
    }
  }
  return out;
}

void Openness::read(std::string_view line) {
  constexpr std::string_view kLong = "\"\"\"";
  constexpr std::string_view kShort = "\"";
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (quote_.empty()) {
      if (line[at] == '#') return;
      depth_ += change_of_depth(line[at]);
      if (line[at] != '"') continue;
      quote_ = line.substr(at, 3) == kLong ? kLong : kShort;
      at += quote_.size() - 1;
    } else if (line[at] == '\\' && quote_ == kShort) {
      ++at;
    } else if (line.substr(at, quote_.size()) == quote_) {
      at += quote_.size() - 1;
      quote_ = {};
    }
  }
}

std::vector<Piece> split_at_commas(std::string_view text) {
  std::vector<Piece> out;
  Scan scan(text);
  long depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = scan.next(); at < text.size(); at = scan.next()) {
    depth += change_of_depth(text[at]);
    if (text[at] != ',' || depth > 0) continue;
    out.push_back({begin, at});
    begin = at + 1;
  }
  out.push_back({begin, text.size()});
  return out;
}

}  // namespace carveout::tool::repl
