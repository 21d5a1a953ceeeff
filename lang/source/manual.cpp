#include "source/manual.hpp"

#include <algorithm>
#include <string>

#include "source/markdown.hpp"
#include "source/utf8.hpp"

namespace carveout::manual {
namespace {

using markdown::Fence;
using markdown::Line;

constexpr std::string_view kMark = "carve";

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
    if (blocks_.is_open()) {
      never_closed();
      if (in_code_) out_.blocks.back().end = static_cast<std::uint32_t>(text_.size());
    }
    if (out_.blocks.empty() && out_.problems.empty()) out_.problems.push_back({Problem::What::NoCode, 0, 0, 0});
    return std::move(out_);
  }

 private:
  void line(std::uint32_t begin, std::string_view text) {
    const Line line = blocks_.next(text);
    if (line.cut_off) never_closed();
    const std::string_view content = markdown::trimmed(text);
    const auto place = static_cast<std::uint32_t>(begin + (content.empty() ? 0 : content.data() - text.data()));
    const auto place_end = static_cast<std::uint32_t>(place + content.size());
    if (line.opens && line.kind != Line::Kind::Html) {
      opener_ = {Problem::What::NeverClosed, place, place_end, 0};
      if (line.kind == Line::Kind::Comment) opener_.what = Problem::What::CommentNeverClosed;
    }
    switch (line.kind) {
      case Line::Kind::Fenced:
        if (line.opens) {
          opens(line, begin + text.size() + 1);
        } else if (in_code_) {
          std::copy(text.begin(), text.end(), out_.code.begin() + begin);
        }
        break;
      case Line::Kind::FenceEnd:
        if (in_code_) out_.blocks.back().end = begin;
        in_code_ = false;
        break;
      case Line::Kind::Comment:  // hides what stands in it
        break;
      case Line::Kind::Text:
      case Line::Kind::Html:
        if (line.kind == Line::Kind::Html && line.opens) html_ = place;
        if (const Fence fence = markdown::fence_at(without_margin(text)); fence.opens() && fence.info == kMark) {
          const bool html = line.kind == Line::Kind::Html;
          out_.problems.push_back(
              {html ? Problem::What::InHtml : Problem::What::NotAtMargin, place, place_end, html ? html_ : 0});
        }
        break;
    }
  }

  void opens(const Line& line, std::size_t next_line) {
    const Fence& fence = blocks_.fence();
    in_code_ = fence.info == kMark && !line.nested;
    if (in_code_) {
      const auto next = static_cast<std::uint32_t>(std::min(next_line, text_.size()));
      out_.blocks.push_back({next, next, fence.indent});
    } else if (fence.info == kMark) {
      out_.problems.push_back({Problem::What::NotAtMargin, opener_.begin, opener_.end, 0});
    }
    if (is_nearly_marked(fence.info))
      out_.problems.push_back({Problem::What::MarkedElse, opener_.begin, opener_.end, 0});
  }

  // Once for one opener: a block in a list may be told of already.
  void never_closed() {
    if (out_.problems.empty() || out_.problems.back().begin != opener_.begin) out_.problems.push_back(opener_);
  }

  std::string_view text_;
  Manual out_;
  markdown::Blocks blocks_;
  Problem opener_;          // what there is to say of the last fence or comment if it is never closed
  std::uint32_t html_ = 0;  // where the last HTML begins
  bool in_code_ = false;
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
