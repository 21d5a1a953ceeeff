#include "syntax/scan.hpp"

namespace carveout::syntax {
namespace {

// Columns in from the line's beginning, or -1 where something else stands before `at` on its line.
[[nodiscard]] long indentation(const char* text_begin, const char* at) noexcept {
  const char* line = at;
  while (line != text_begin && (line[-1] == ' ' || line[-1] == '\t' || line[-1] == '\r')) --line;
  return line == text_begin || line[-1] == '\n' ? at - line : -1;
}

// What comes after a declaration's word is a name, a string, or, for `end`, `part`.
[[nodiscard]] bool can_start_declaration(const Token& token, const char* end) noexcept {
  const Token next = token_at(token.word_end, end);
  if (token.is("end")) return next.is("part");
  // A fact called `list`, say: no declaration has braces after its name.
  if ((token.classes & kDeclares) == 0 || includes_follows(token, end)) return false;
  if (next.is_word()) return (next.classes & kReserved) == 0;
  return next.begin != end && *next.begin == '"';
}

}  // namespace

const char* string_end(const char* at, const char* end) noexcept {
  const bool paragraph = starts_with(at, end, "\"\"\"");
  at += paragraph ? 3 : 1;
  while (at != end) {
    if (*at == '\\' && end - at > 1 && at[1] != '\n') {
      at += 2;
    } else if (paragraph && starts_with(at, end, "\"\"\"")) {
      return at + 3;
    } else if (!paragraph && *at == '"') {
      return at + 1;
    } else if (!paragraph && *at == '\n') {
      return at;
    } else {
      ++at;
    }
  }
  return end;
}

const char* character_end(const char* at, const char* end) noexcept {
  if (at == end) return at;
  const auto lead = static_cast<unsigned char>(*at++);
  if (lead < 0xC0) return at;
  while (at != end && (static_cast<unsigned char>(*at) & 0xC0) == 0x80) ++at;
  return at;
}

bool is_relation(const Token& token, const char* end) noexcept {
  if (!token.is_word()) {
    if (token.begin == end) return false;
    return *token.begin == '<' || *token.begin == '>';
  }
  if (token.is("is") || token.is("before") || token.is("after") || token.is("between") || token.is("within") ||
      token.is("under")) {
    return true;
  }
  const Token next = token_at(token.word_end, end);
  if (token.is("in")) return !next.is("force");
  if (token.is("on")) return next.is("or");
  if (token.is("less") || token.is("more")) return next.is("than");
  if (token.is("at")) return next.is("least") || next.is("most");
  if (token.is("not")) return !next.is("not") && is_relation(next, end);
  return false;
}

bool is_infix(const Token& token, const char* end) noexcept {
  if (token.is("and") || token.is("or")) return true;
  if (!token.is_word() && token.begin != end && std::strchr("+-*/", *token.begin) != nullptr && *token.begin != '\0') {
    return true;
  }
  return is_relation(token, end);
}

bool includes_follows(const Token& token, const char* end) noexcept {
  const Token next = token_at(token.word_end, end);
  if (!next.is("includes")) return false;
  const char* const after = token_at(next.word_end, end).begin;
  return after != end && *after == '{';
}

bool begins_declaration_or_part(const Token& token, const char* end) noexcept {
  if (token.is("end")) return token_at(token.word_end, end).is("part");
  if ((token.classes & kDeclarationOrPart) == 0 || includes_follows(token, end)) return false;
  const Token next = token_at(token.word_end, end);
  if (next.is_word()) return (next.classes & (kReserved | kAfterOperand)) == 0;
  return next.begin != end && *next.begin == '"';
}

const char* next_declaration(std::string_view text, const char* begin, const char* from) noexcept {
  const char* const text_begin = text.data();
  const char* const end = text_begin + text.size();
  const long limit = indentation(text_begin, begin);
  const char* at = from;
  while (true) {
    at = skip_gap(at, end);
    if (at == end) return end;
    if (*at == '"') {
      at = string_end(at, end);
      continue;
    }
    const Token token = token_at(at, end);
    if (!token.is_word()) {
      const bool number = is_digit(*at) || *at == '_';
      at = character_end(at, end);
      while (number && at != end && is_word_char(*at)) ++at;  // no word begins inside a number
      continue;
    }
    const long column = indentation(text_begin, at);
    if (column >= 0 && (limit < 0 || column <= limit) && can_start_declaration(token, end)) return at;
    at = token.word_end;
  }
}

}  // namespace carveout::syntax
