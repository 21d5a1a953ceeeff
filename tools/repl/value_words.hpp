#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/checked.hpp"

// The words that a value may go on with, while it is typed.
namespace carveout::tool::repl {

// What a path as it is typed leads to, `subject.convictions[1]`, whatever is known.
struct Place {
  TypeId type{};
  bool optional = false;
};
[[nodiscard]] std::optional<Place> place_of(const CheckedPolicy& policy, std::string_view path);

// Of a value that is typed up to its last word, which is left out: inside the brackets of a record the names of its
// fields, and after one of them what its value may be.
[[nodiscard]] std::vector<std::string> value_words(const CheckedPolicy& policy, const Place& place,
                                                   std::string_view before_the_word);

}  // namespace carveout::tool::repl
