#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace carveout::syntax {

// What a word may be. The words of declarations are contextual: only those marked kReserved are never names.
// Spec: language/02-syntax, "Words".
enum WordClass : std::uint16_t {
  kReserved = 1 << 0,     // needed by expressions: never a bare name
  kDeclares = 1 << 1,     // starts a declaration: not the name of one
  kPart = 1 << 2,         // starts a part of a declaration: not the name of a declaration
  kTypeWord = 1 << 3,     // a built-in type: not the name of a declaration
  kNeverName = 1 << 4,    // not the name of a declaration for another reason (`all`, `force`)
  kUnit = 1 << 5,         // a unit of durations
  kOpenForm = 1 << 6,     // begins an open form: `some … satisfies`, `count … where`, `if … else`
  kClosedForm = 1 << 7,   // may begin a closed form: `all of`, `lesser of`, `yes`
  kAfterOperand = 1 << 8  // may follow a fact whose own name is a word of declarations: `note on or before …`
};

// The classes of a word, or 0.
[[nodiscard]] std::uint16_t classify(std::string_view word) noexcept;

// A word of declarations (`clause`, `when`), which names no declaration and, before a name or a string, no fact.
inline constexpr std::uint16_t kDeclarationOrPart = kDeclares | kPart;
inline constexpr std::uint16_t kNotADeclaredName = kReserved | kDeclares | kPart | kTypeWord | kNeverName;

// Every word with one of these classes, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> words_of(std::uint16_t classes);

}  // namespace carveout::syntax
