#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "repl/session.hpp"

// What a line that is being typed may go on with, and what is to be said of it meanwhile.
namespace carveout::tool::repl {

struct Completions {
  std::size_t begin = 0;           // of the word that they stand for, in the line
  std::vector<std::string> words;  // in order, each once; one that ends a word ends in a space
};
// Of a line up to the cursor.
[[nodiscard]] Completions completions(const Session& session, std::string_view line);
// Of the fact that is being set its type and label; or nothing.
[[nodiscard]] std::string hint(const Session& session, std::string_view line);

}  // namespace carveout::tool::repl
