#include "source/manual.hpp"

#include <algorithm>
#include <string>

#include "source/utf8.hpp"

namespace carveout::manual {
namespace {

constexpr std::string_view kMark = "carve";
constexpr std::uint32_t kMostIndent = 3;  // SPEC: further in is Markdown's indented code

[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// `Carve`, `{carve}`, `.carve`: nothing but the letters of the mark, and other signs.
[[nodiscard]] bool is_nearly_marked(std::string_view info) noexcept {
  std::string letters;
  for (const char c : info) {
    if (c >= 'a' && c <= 'z') letters += c;
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
    if (letters.size() > kMark.size()) return false;
  }
  return letters == kMark && info != kMark;
}

// A row of ` or ~ that a line begins with, after its indent.
struct Fence {
  std::uint32_t indent = 0;
  std::uint32_t length = 0;
  char sign = 0;
  std::string_view info;  // what stands after it, trimmed
  [[nodiscard]] bool opens() const noexcept {
    return length >= 3 && (sign != '`' || info.find('`') == std::string_view::npos);
  }
  [[nodiscard]] bool closes(const Fence& opener) const noexcept {
    return sign == opener.sign && length >= opener.length && info.empty() && indent <= kMostIndent;
  }
};

[[nodiscard]] Fence fence_at(std::string_view line) noexcept {
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

// The line without the signs of a quotation or of a list before it.
[[nodiscard]] std::string_view without_margin(std::string_view line) noexcept {
  const std::size_t begin = line.find_first_not_of(" \t>-*+0123456789.)");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Manual read() {
    out_.code.assign(text_.size(), ' ');
    for (std::size_t at = text_.starts_with(utf8::kByteOrderMark) ? utf8::kByteOrderMark.size() : 0;
         at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      line(static_cast<std::uint32_t>(at), text_.substr(at, end - at));
      at = std::min(end + 1, text_.size());
    }
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\n' || text_[i] == '\r') out_.code[i] = text_[i];
    }
    if (in_fence_) {
      out_.problems.push_back({Problem::What::NeverClosed, opener_begin_, opener_end_});
      if (in_code_) out_.blocks.back().end = static_cast<std::uint32_t>(text_.size());
    }
    if (out_.blocks.empty() && out_.problems.empty()) out_.problems.push_back({Problem::What::NoCode, 0, 0});
    return std::move(out_);
  }

 private:
  void line(std::uint32_t begin, std::string_view line) {
    const std::string_view content = trimmed(line);
    if (in_comment_) {
      in_comment_ = content.find("-->") == std::string_view::npos;
      return;
    }
    const Fence fence = fence_at(line);
    if (in_fence_) {
      if (fence.closes(opener_)) {
        if (in_code_) out_.blocks.back().end = begin;
        in_fence_ = in_code_ = false;
      } else if (in_code_) {
        std::copy(line.begin(), line.end(), out_.code.begin() + begin);
      }
      return;
    }
    const auto place = static_cast<std::uint32_t>(begin + (content.empty() ? 0 : content.data() - line.data()));
    const auto place_end = static_cast<std::uint32_t>(place + content.size());
    if (fence.opens() && fence.indent <= kMostIndent) {
      opener_ = fence;
      opener_begin_ = place;
      opener_end_ = place_end;
      in_fence_ = true;
      in_code_ = fence.info == kMark;
      const auto next = static_cast<std::uint32_t>(std::min<std::size_t>(begin + line.size() + 1, text_.size()));
      if (in_code_) out_.blocks.push_back({next, next, fence.indent});
      if (is_nearly_marked(fence.info)) out_.problems.push_back({Problem::What::MarkedElse, place, place_end});
      return;
    }
    if (const Fence inner = fence_at(without_margin(line)); inner.opens() && inner.info == kMark) {
      out_.problems.push_back({Problem::What::NotAtMargin, place, place_end});
      return;
    }
    if (fence.indent <= kMostIndent && content.substr(0, 4) == "<!--") {
      in_comment_ = content.find("-->", 4) == std::string_view::npos;
    }
  }

  std::string_view text_;
  Manual out_;
  Fence opener_;
  std::uint32_t opener_begin_ = 0;
  std::uint32_t opener_end_ = 0;
  bool in_fence_ = false;
  bool in_code_ = false;
  bool in_comment_ = false;  // of HTML
};

}  // namespace

bool is_name(std::string_view file_name) noexcept {
  constexpr std::string_view kEnding = ".carve.md";
  return file_name.size() > kEnding.size() && file_name.substr(file_name.size() - kEnding.size()) == kEnding;
}

Manual read(std::string_view text) {
  return Reader(text).read();
}

}  // namespace carveout::manual
