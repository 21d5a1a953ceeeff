#pragma once

#include <string_view>

#include "facts/problems.hpp"

namespace carveout::facts {

// The values of single facts, from what a JSON document has in their place. What does not read as one is reported, and
// the value is then unknown. `span` is the place of the whole piece, quotes included. Spec: language/09-facts.

// From a JSON string, unescaped; of any type, so that each can say what it wants instead of a text.
[[nodiscard]] Value value_from_text(Problems& problems, TypeId type, std::string_view text, Span span);
// From a JSON number, exactly. Precondition: is_json_number(token).
[[nodiscard]] Value value_from_number(Problems& problems, TypeId type, std::string_view token, Span span);

}  // namespace carveout::facts
