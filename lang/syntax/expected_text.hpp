#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/syntax_errors.hpp"

namespace carveout::syntax {

// "a condition", "the name of an action": what stands after "expected" in a message.
[[nodiscard]] std::string expected_text(const Failure& failure, const FailureContext& context);

// The words that could stand there, for "did you mean".
[[nodiscard]] std::vector<std::string_view> expected_words(const Failure& failure, const FailureContext& context);

// What an author who wrote this token there may need to hear, or nothing.
[[nodiscard]] std::string hint_for(const Failure& failure, const FailureContext& context, const Token& token,
                                   const char* begin, const char* end);

// `1_000` for the `1,000` in which the comma at `at` stands; nothing where it stands in no number.
[[nodiscard]] std::string ungrouped_number(const char* at, const char* begin, const char* end);

// "the name of a clause" from "clause".
[[nodiscard]] std::string name_of(std::string_view declaration);

}  // namespace carveout::syntax
