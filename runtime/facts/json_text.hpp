#pragma once

#include <cstddef>
#include <string_view>

namespace carveout::facts {

// The length of the UTF-8 code point at the front of a text that is not empty; 0 where none begins there.
[[nodiscard]] std::size_t code_point_length(std::string_view text) noexcept;

// The length of the JSON number at the front of the text; 0 where there is none.
[[nodiscard]] std::size_t number_length(std::string_view text) noexcept;

// Does the text read, whole, as a JSON number?
[[nodiscard]] bool is_json_number(std::string_view text) noexcept;

// What a piece of JSON that begins with these characters is, for people: "a number", "a list", "`true`".
[[nodiscard]] std::string_view json_kind(std::string_view text) noexcept;

}  // namespace carveout::facts
