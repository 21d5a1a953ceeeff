#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "syntax/words.hpp"

// The lexical ground of the language: gaps between tokens, words, and what the next token is. Plain functions over a
// piece of text; none of them keeps state or fails.
namespace carveout::syntax {

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_word_char(char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '_';
}
[[nodiscard]] constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// Past white space and comments.
[[nodiscard]] inline const char* skip_gap(const char* at, const char* end) noexcept {
  while (at != end) {
    if (is_space(*at)) {
      ++at;
    } else if (*at == '#') {
      const void* line_end = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
      if (line_end == nullptr) return end;
      at = static_cast<const char*>(line_end) + 1;
    } else {
      break;
    }
  }
  return at;
}

// The end of the word that begins here, or `at` if none does.
[[nodiscard]] inline const char* word_end(const char* at, const char* end) noexcept {
  if (at == end || !is_letter(*at)) return at;
  while (at != end && is_word_char(*at)) ++at;
  return at;
}

// What stands after a gap.
struct Token {
  const char* begin = nullptr;
  const char* word_end = nullptr;  // == begin: not a word
  std::uint16_t classes = 0;       // of the word
  [[nodiscard]] bool is_word() const noexcept { return word_end != begin; }
  [[nodiscard]] std::string_view word() const noexcept { return {begin, static_cast<std::size_t>(word_end - begin)}; }
  [[nodiscard]] bool is(std::string_view word_text) const noexcept { return word() == word_text; }
};

[[nodiscard]] inline Token token_at(const char* at, const char* end) noexcept {
  Token token;
  token.begin = skip_gap(at, end);
  token.word_end = word_end(token.begin, end);
  if (token.is_word()) token.classes = classify(token.word());
  return token;
}

// The next token begins with this text. For symbols only: "<" is also the beginning of "<=".
[[nodiscard]] inline bool starts_with(const char* at, const char* end, std::string_view text) noexcept {
  return static_cast<std::size_t>(end - at) >= text.size() && std::memcmp(at, text.data(), text.size()) == 0;
}

// The end of the string that begins at the quote `at`: past its closing quote, or the end of its line if it has none,
// or, for a paragraph in """ that is never closed, the end of the text.
[[nodiscard]] const char* string_end(const char* at, const char* end) noexcept;

// The end of the UTF-8 character at `at`; one byte where the text is not UTF-8.
[[nodiscard]] const char* character_end(const char* at, const char* end) noexcept;

// True where the token could go on a comparison or condition to its left: `and`, `is`, `<`, `+`, `before`, `on or` …
// `in force` is not one: it begins a period.
[[nodiscard]] bool is_relation(const Token& token, const char* end) noexcept;
[[nodiscard]] bool is_infix(const Token& token, const char* end) noexcept;

// Does `includes {` come after a word? It then is the name of a list that a scenario gives.
[[nodiscard]] bool includes_follows(const Token& token, const char* end) noexcept;

// A word of declarations that here can only be one: a name or a string comes next, so it is not a fact of that name.
[[nodiscard]] bool begins_declaration_or_part(const Token& token, const char* end) noexcept;

// Where to go on after a declaration did not parse: the next word that starts a declaration, is first on its line, not
// further in than `begin` (the broken declaration), and is followed by what can follow it; or `end part`; or the end.
// Never before `from`. Strings and comments are passed over whole.
[[nodiscard]] const char* next_declaration(std::string_view text, const char* begin, const char* from) noexcept;

}  // namespace carveout::syntax
