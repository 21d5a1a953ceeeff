#include "source/utf8.hpp"

#include <cstdint>

namespace carveout::utf8 {
namespace {

struct Lead {
  std::uint32_t length = 0;  // of the whole code point; 0: no code point begins with this byte
  char32_t bits = 0;
  unsigned char second_least = 0x80;  // the second byte's bounds keep overlong forms and surrogates out
  unsigned char second_most = 0xBF;
};

Lead lead_of(unsigned char byte) noexcept {
  if (byte < 0x80) return {.length = 1, .bits = byte};
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {.length = 2, .bits = static_cast<char32_t>(byte & 0x1F)};
  Lead lead;
  if (byte < 0xF0) {
    lead.length = 3;
    lead.bits = byte & 0x0F;
    if (byte == 0xE0) lead.second_least = 0xA0;
    if (byte == 0xED) lead.second_most = 0x9F;
  } else if (byte < 0xF5) {
    lead.length = 4;
    lead.bits = byte & 0x07;
    if (byte == 0xF0) lead.second_least = 0x90;
    if (byte == 0xF4) lead.second_most = 0x8F;
  }
  return lead;
}

}  // namespace

Decoded decode(std::string_view text, std::size_t at) noexcept {
  const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
  if (lead.length == 0) return {};
  char32_t code_point = lead.bits;
  for (std::uint32_t i = 1; i < lead.length; ++i) {
    const unsigned char byte = at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    const unsigned char least = i == 1 ? lead.second_least : 0x80;
    const unsigned char most = i == 1 ? lead.second_most : 0xBF;
    if (byte < least || byte > most) return {.length = i};
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  return {.code_point = code_point, .length = lead.length, .valid = true};
}

std::string_view prefix(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  // A code point has at most three bytes after its first.
  for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++i) --end;
  return text.substr(0, end);
}

bool is_bidirectional_control(char32_t code_point) noexcept {
  return (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069) ||
         code_point == 0x200E || code_point == 0x200F || code_point == 0x061C;
}

bool is_line_separator(char32_t code_point) noexcept {
  return code_point == 0x0B || code_point == 0x0C || code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029;
}

bool is_unsafe_to_show(char32_t code_point) noexcept {
  if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) return true;  // C0, DEL, C1: U+009B is an escape
  return code_point == 0x2028 || code_point == 0x2029 || is_bidirectional_control(code_point);
}

}  // namespace carveout::utf8
