#include "facts/json_text.hpp"

namespace carveout::facts {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
unsigned char byte_of(char c) noexcept {
  return static_cast<unsigned char>(c);
}

}  // namespace

std::size_t code_point_length(std::string_view text) noexcept {
  const unsigned char lead = byte_of(text[0]);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_of(text[i]) & 0xC0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what is past U+10FFFF.
  const unsigned char second = byte_of(text[1]);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  return length;
}

std::size_t number_length(std::string_view text) noexcept {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from;
  };
  if (at < text.size() && text[at] == '-') ++at;
  if (at < text.size() && text[at] == '0') {
    ++at;
  } else if (!digits()) {
    return 0;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return 0;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return 0;
  }
  return at;
}

bool is_json_number(std::string_view text) noexcept {
  return !text.empty() && number_length(text) == text.size();
}

std::string_view json_kind(std::string_view text) noexcept {
  switch (text.empty() ? '\0' : text[0]) {
    case '{':
      return "an object";
    case '[':
      return "a list";
    case '"':
      return "a text";
    case 't':
      return "`true`";
    case 'f':
      return "`false`";
    case 'n':
      return "`null`";
    default:
      return "a number";
  }
}

}  // namespace carveout::facts
