#include "markup.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

namespace carveout::tool {
namespace {

constexpr std::int32_t kReplacement = 0xFFFD;

bool is_noncharacter(std::int32_t c) {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

// XML 1.0 lets no control characters but three stand in a document; HTML none of the second set either.
bool may_stand(std::int32_t c, Markup markup) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  if (markup == Markup::Html) return !(c >= 0x7F && c <= 0x9F) && !is_noncharacter(c);
  return c != 0xFFFE && c != 0xFFFF;
}

void add_code_point(std::string& out, std::int32_t c) {
  std::uint8_t bytes[4];
  const auto length = utf8proc_encode_char(c, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_break(std::int32_t c) {
  return c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string escaped(std::string_view text, Markup markup, In where) {
  std::string out;
  while (!text.empty()) {
    std::int32_t c = -1;
    const auto taken = utf8proc_iterate(reinterpret_cast<const std::uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &c);
    text.remove_prefix(taken > 0 ? static_cast<std::size_t>(taken) : 1);
    if (taken <= 0 || !may_stand(c, markup)) {
      add_code_point(out, kReplacement);
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (markup == Markup::Html && c == '\r') {
      continue;
    } else if (markup == Markup::Xml && (c == '\r' || (where == In::Attribute && is_break(c)))) {
      out += fmt::format("&#{};", c);
    } else {
      add_code_point(out, c);
    }
  }
  return out;
}

}  // namespace carveout::tool
