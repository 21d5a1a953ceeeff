#include "explain/layout.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace carveout::explain_text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char kEscape = '\x1b';
// LIMIT: a narrower page would hold a word a line; wider than asked is easier to read.
constexpr std::size_t kLeastText = 24;

struct CodePoint {
  utf8proc_int32_t value = -1;  // below 0: not UTF-8
  std::size_t length = 1;
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  CodePoint out;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &out.value);
  if (length > 0) out.length = static_cast<std::size_t>(length);
  return out;
}

bool is_space(utf8proc_int32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  const utf8proc_category_t category = utf8proc_category(c);
  // A space that does not break keeps "§ 5" together.
  return (category == UTF8PROC_CATEGORY_ZS && c != 0xA0 && c != 0x202F) || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

bool is_unsafe(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS ||
         category == UTF8PROC_CATEGORY_CN;
}

// "§ 5" is one word.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  constexpr std::string_view kSection = "§";
  std::size_t end = std::min(text.find(' ', at), text.size());
  while (end < text.size() && end >= at + kSection.size() &&
         text.substr(end - kSection.size(), kSection.size()) == kSection)
    end = std::min(text.find(' ', end + 1), text.size());
  return end;
}

}  // namespace

std::string safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (c.value >= 0 && is_space(c.value)) {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      out += c.value < 0 || is_unsafe(c.value) ? kReplacement : text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == kEscape) {
      at = std::min(text.find('m', at), text.size() - 1) + 1;
      continue;
    }
    const CodePoint c = code_point_at(text, at);
    out += static_cast<std::size_t>(std::max(c.value < 0 ? 1 : utf8proc_charwidth(c.value), 0));
    at += c.length;
  }
  return out;
}

void Page::item(std::size_t first, std::size_t rest, std::string_view head, std::string_view text) {
  out_.append(first, ' ');
  std::size_t column = first;
  if (!head.empty()) {
    out_ += head;
    column += columns(head);
    if (column + 2 > rest && !text.empty()) {
      out_ += '\n';
      column = 0;
    }
    out_.append(text.empty() ? 0 : rest - column, ' ');
    column = rest;
  }
  const std::size_t end = std::max(width_, rest + kLeastText);
  bool line_is_empty = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t word_end = end_of_word(text, at);
    const std::string_view word = text.substr(at, word_end - at);
    const std::size_t width = columns(word);
    if (!line_is_empty && column + 1 + width > end) {
      out_ += '\n';
      out_.append(rest, ' ');
      column = rest;
    } else if (!line_is_empty) {
      out_ += ' ';
      ++column;
    }
    out_ += word;
    column += width;
    line_is_empty = false;
    at = word_end + 1;
  }
  out_ += '\n';
}

}  // namespace carveout::explain_text
