#pragma once

#include <string_view>

// The words and operators of other languages, and of ordinary prose, for what this language writes another way: for
// hints only.
namespace carveout::syntax {

struct Foreign {
  std::string_view written, word;
};

// The operator that begins here, as another language writes it; nothing is written where none does.
[[nodiscard]] Foreign foreign_operator(const char* at, const char* end) noexcept;

// `permit` for "allow", "forbid" for "deny", and so on: a word that would begin a conclusion. Else empty.
[[nodiscard]] std::string_view conclusion_word(std::string_view word) noexcept;

// `clause` for "rule", `use` for "import", and so on: a word that would begin a declaration. Else empty.
[[nodiscard]] std::string_view declaration_word(std::string_view word) noexcept;

// `yes/no` for "boolean", `text` for "string", and so on. Else empty.
[[nodiscard]] std::string_view type_word(std::string_view word) noexcept;

}  // namespace carveout::syntax
