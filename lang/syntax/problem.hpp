#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "syntax/syntax_errors.hpp"

namespace carveout::syntax {

struct SyntaxReporter::Problem {
  Problem(const Failure& what, const FailureContext& where, std::string_view text)
      : failure(what), context(where), begin(text.data()), end(begin + text.size()), token(token_at(what.at, end)) {}

  // The first byte of the token if it is not a word, else 0; 0 also at the end of the text.
  [[nodiscard]] char symbol() const noexcept { return token.begin == end || token.is_word() ? '\0' : *token.begin; }
  // Nothing more stands on the line.
  [[nodiscard]] bool line_ends() const noexcept {
    return token.begin == end || std::find(failure.at, token.begin, '\n') != token.begin;
  }
  // What stands there, for "found …".
  [[nodiscard]] std::string found() const;

  const Failure& failure;
  const FailureContext& context;
  const char* begin;  // of the text
  const char* end;
  Token token;  // the one that was not expected
};

}  // namespace carveout::syntax
