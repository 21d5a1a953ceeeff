#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "carveout/lang/syntax.hpp"

namespace carveout::format_detail {

struct Comment {
  std::string_view text;  // from its `#`, without white space at its end
  bool blank_before = false;
  std::uint32_t column = 0;  // in its line, from 0
};

// A word, symbol or literal of the source, with the comments around it: those on lines of their own before it, and one
// at the end of its line. The comments of a file stand in one row in its order, and those of a token side by side in
// it.
struct Token {
  std::string_view text;
  std::uint32_t begin = 0;  // in the file
  std::uint32_t first_comment = 0;
  std::uint32_t own_comments = 0;  // before it
  bool end_comment = false;        // the comment after them ends its line
  bool blank_before = false;       // an empty line directly before it
  std::uint32_t column = 0;
};

struct Tokens {
  std::vector<Token> tokens;  // the last is the end of the file, without text
  std::vector<Comment> comments;

  [[nodiscard]] bool blank_ahead_of(const Token& token) const noexcept {
    return token.own_comments == 0 ? token.blank_before : comments[token.first_comment].blank_before;
  }
};

// The tokens of a text that was parsed without an error, with the commas that canonical layout writes (between members
// of a type) put in and those it leaves out (the last `;` of a list of conditions) taken out. A comma or semicolon
// directly follows what it separates: comments between them go after it. O(length).
[[nodiscard]] Tokens tokens_of(const syntax::Tree& tree, std::string_view text);

}  // namespace carveout::format_detail
