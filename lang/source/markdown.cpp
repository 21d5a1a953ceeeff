#include "source/markdown.hpp"

#include <algorithm>

#include "source/markdown_html.hpp"

namespace carveout::markdown {
namespace {

constexpr std::uint32_t kMostIndent = 3;  // SPEC: further in is Markdown's indented code
// LIMIT: each line is held against the containers that are open; what stands deeper is nested all the same.
constexpr std::size_t kMostContainers = 64;

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r';
}

// `***`, `- - -`, `___`.
bool is_break(std::string_view rest) noexcept {
  if (rest.empty() || (rest[0] != '*' && rest[0] != '-' && rest[0] != '_')) return false;
  std::size_t signs = 0;
  for (const char c : rest) {
    if (c == rest[0]) {
      ++signs;
    } else if (!is_space(c)) {
      return false;
    }
  }
  return signs >= 3;
}

bool is_heading(std::string_view rest) noexcept {
  const std::size_t signs = std::min(rest.find_first_not_of('#'), rest.size());
  return signs >= 1 && signs <= 6 && (signs == rest.size() || is_space(rest[signs]));
}

// The line under a heading.
bool is_underline(std::string_view rest) noexcept {
  const std::string_view line = trimmed(rest);
  return !line.empty() && (line[0] == '=' || line[0] == '-') &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

// The length of the sign that begins an item; 0 where none does.
std::size_t item_sign(std::string_view rest, bool in_paragraph) noexcept {
  std::size_t length = 0;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '*' || rest[0] == '+')) {
    length = 1;
  } else {
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0 || digits > 9 || digits == rest.size() || (rest[digits] != '.' && rest[digits] != ')')) return 0;
    const std::size_t significant = rest.find_first_not_of('0');
    if (in_paragraph && rest.substr(significant, digits - std::min(significant, digits)) != "1") return 0;
    length = digits + 1;
  }
  if (length < rest.size() && !is_space(rest[length])) return 0;
  if (in_paragraph && trimmed(rest.substr(length)).empty()) return 0;
  return length;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

bool Fence::opens() const noexcept {
  return length >= 3 && (sign != '`' || info.find('`') == std::string_view::npos);
}

bool Fence::closes(const Fence& opener) const noexcept {
  return sign == opener.sign && length >= opener.length && info.empty() && indent <= kMostIndent;
}

Fence fence_at(std::string_view line) noexcept {
  Fence fence;
  std::size_t at = 0;
  for (; at < line.size() && (line[at] == ' ' || line[at] == '\t'); ++at) {
    fence.indent += line[at] == '\t' ? 4 - fence.indent % 4 : 1;
  }
  if (at == line.size() || (line[at] != '`' && line[at] != '~')) return fence;
  fence.sign = line[at];
  for (; at < line.size() && line[at] == fence.sign; ++at) ++fence.length;
  fence.info = trimmed(line.substr(at));
  return fence;
}

// A place in a line. A tab reaches to the next of every fourth column, and may be taken in parts.
class Blocks::Cursor {
 public:
  explicit Cursor(std::string_view line) : line_(line) {}
  [[nodiscard]] std::uint32_t indent() const noexcept {
    std::uint32_t column = column_;
    for (std::size_t at = at_; at < line_.size() && (line_[at] == ' ' || line_[at] == '\t'); ++at) {
      column += line_[at] == '\t' ? 4 - column % 4 : 1;
    }
    return column - column_;
  }
  // From the first sign that is no space.
  [[nodiscard]] std::string_view rest() const noexcept {
    return line_.substr(std::min(line_.find_first_not_of(" \t", at_), line_.size()));
  }
  [[nodiscard]] bool is_blank() const noexcept { return trimmed(line_.substr(at_)).empty(); }
  void skip_spaces(std::uint32_t columns) noexcept {
    while (columns > 0 && at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t')) {
      const std::uint32_t wide = line_[at_] == '\t' ? 4 - column_ % 4 : 1;
      if (wide <= columns) ++at_;
      column_ += std::min(wide, columns);
      columns -= std::min(wide, columns);
    }
  }
  void skip_signs(std::size_t count) noexcept {
    at_ += count;
    column_ += static_cast<std::uint32_t>(count);
  }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
  std::uint32_t column_ = 0;
};

std::size_t Blocks::matched_containers(Cursor& at) const {
  std::size_t matched = 0;
  for (const Container& container : containers_) {
    const std::uint32_t indent = at.indent();
    if (container.quotes) {
      if (indent > kMostIndent || at.rest().substr(0, 1) != ">") break;
      at.skip_spaces(indent);
      at.skip_signs(1);
      at.skip_spaces(1);
    } else if (indent >= container.width) {
      at.skip_spaces(container.width);
    } else if (at.is_blank() && container.has_content) {
      at.skip_spaces(indent);
    } else {
      break;
    }
    ++matched;
  }
  return matched;
}

// Is the line one more of the fence or the HTML that is open?
bool Blocks::goes_on(const Cursor& at, Line& line) {
  switch (leaf_) {
    case Leaf::Fence: {
      Fence fence = fence_at(at.rest());
      fence.indent = at.indent();
      line.kind = fence.closes(fence_) ? Line::Kind::FenceEnd : Line::Kind::Fenced;
      if (line.kind == Line::Kind::FenceEnd) leaf_ = Leaf::None;
      return true;
    }
    case Leaf::Comment:
    case Leaf::Html:
      line.kind = leaf_ == Leaf::Comment ? Line::Kind::Comment : Line::Kind::Html;
      if (ends_html(html_ending_, at.rest())) leaf_ = Leaf::None;
      return true;
    case Leaf::HtmlToBlank:
      line.kind = Line::Kind::Html;
      return !at.is_blank();
    case Leaf::None:
    case Leaf::Paragraph:
      break;
  }
  return false;
}

std::optional<Blocks::Begun> Blocks::leaf_at(const Cursor& at, bool in_paragraph, bool may_be_lazy) {
  const std::string_view rest = at.rest();
  if (is_heading(rest)) return Begun{Line::Kind::Text, Leaf::None, {}, 0};
  if (Fence fence = fence_at(rest); fence.opens()) {
    fence.indent = at.indent();
    return Begun{Line::Kind::Fenced, Leaf::Fence, fence, 0};
  }
  if (const auto html = html_start(rest, may_be_lazy)) {
    if (html->kind == HtmlStart::Kind::ToBlank) return Begun{Line::Kind::Html, Leaf::HtmlToBlank, {}, 0};
    const bool comment = html->kind == HtmlStart::Kind::Comment;
    const Leaf leaf = comment ? Leaf::Comment : Leaf::Html;
    return Begun{comment ? Line::Kind::Comment : Line::Kind::Html,
                 ends_html(html->ending, rest) ? Leaf::None : leaf,
                 {},
                 html->ending};
  }
  if ((in_paragraph && is_underline(rest)) || is_break(rest)) return Begun{Line::Kind::Text, Leaf::None, {}, 0};
  return std::nullopt;
}

// The quotation or item that begins here, of which the sign is then taken.
std::optional<Blocks::Container> Blocks::container_at(Cursor& at, bool in_paragraph) const {
  if (containers_.size() >= kMostContainers) return std::nullopt;
  const std::uint32_t indent = at.indent();
  const std::string_view rest = at.rest();
  if (rest.substr(0, 1) == ">") {
    at.skip_spaces(indent);
    at.skip_signs(1);
    at.skip_spaces(1);
    return Container{true, 0, false};
  }
  const std::size_t sign = item_sign(rest, in_paragraph);
  if (sign == 0) return std::nullopt;
  at.skip_spaces(indent);
  at.skip_signs(sign);
  const std::uint32_t spaces = at.indent();
  // Content that stands further in is indented code, after one space.
  const std::uint32_t taken = spaces > kMostIndent + 1 || at.is_blank() ? std::min(spaces, 1u) : spaces;
  at.skip_spaces(taken);
  return Container{false, indent + static_cast<std::uint32_t>(sign) + std::max(taken, 1u), false};
}

// Leaves the leaf, and the containers that the line has not matched.
void Blocks::leave(std::size_t matched, Line& line) {
  line.cut_off = matched < containers_.size() && is_open();
  containers_.resize(matched);
  leaf_ = Leaf::None;
}

void Blocks::add(Leaf leaf) {
  if (!containers_.empty()) containers_.back().has_content = true;
  leaf_ = leaf;
}

Line Blocks::next(std::string_view text) {
  Line line;
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  Cursor at(text);
  const std::size_t matched = matched_containers(at);
  line.nested = !containers_.empty();
  const bool all_matched = matched == containers_.size();
  if (all_matched && goes_on(at, line)) return line;
  line.kind = Line::Kind::Text;
  const bool was_paragraph = leaf_ == Leaf::Paragraph && !at.is_blank();
  bool left = false;  // what was open and has not gone on
  const auto leave_once = [&] {
    if (!left) leave(matched, line);
    left = true;
  };
  for (;;) {
    const bool in_paragraph = was_paragraph && all_matched && !left;
    if (at.indent() > kMostIndent) {
      if ((was_paragraph && !left) || at.is_blank()) break;
      leave_once();  // indented code
      add(Leaf::None);
      line.nested = !containers_.empty();
      return line;
    }
    if (const auto begun = leaf_at(at, in_paragraph, was_paragraph && !left)) {
      leave_once();
      add(begun->leaf);
      fence_ = begun->fence;
      html_ending_ = begun->html_ending;
      line.kind = begun->kind;
      line.opens = begun->leaf != Leaf::None;
      line.nested = !containers_.empty();
      return line;
    }
    const auto container = container_at(at, in_paragraph);
    if (!container) break;
    leave_once();
    add(Leaf::None);
    containers_.push_back(*container);
  }
  if (was_paragraph && !left) return line;  // it goes on, be it without the signs of what it stands in
  leave_once();
  if (!at.is_blank()) add(Leaf::Paragraph);
  line.nested = !containers_.empty();
  return line;
}

}  // namespace carveout::markdown
