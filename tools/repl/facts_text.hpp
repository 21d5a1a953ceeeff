#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carveout/facts.hpp"

// The facts of a session: as a table for people, as paths for completion, as documents for files.
namespace carveout::tool::repl {

// One fact that is not a record that is known, with what is known of it.
struct FactLine {
  std::string path;
  std::string label;
  TypeId type{};
  bool optional = false;
  Value value;
};
// Every fact that a path leads to, records spelt out, lists of records element by element; at most `most`.
[[nodiscard]] std::vector<FactLine> fact_lines(const CheckedPolicy& policy, const Facts& facts, std::size_t most);

enum class Which { Known, All };
// A table of those whose path begins with the prefix, and how many there are besides.
[[nodiscard]] std::string facts_text(const CheckedPolicy& policy, const Facts& facts, std::string_view prefix,
                                     Which which, std::size_t width);

// As documents that facts_from_json and facts_from_yaml read back to the same facts.
[[nodiscard]] std::string facts_as_json(const CheckedPolicy& policy, const Facts& facts);
[[nodiscard]] std::string facts_as_yaml(const CheckedPolicy& policy, const Facts& facts);

// What of some facts another policy still has a place for, and the paths of what it has none for.
struct Carried {
  Facts facts;
  std::vector<std::string> left_behind;
};
[[nodiscard]] Carried carry_over(const CheckedPolicy& from, const Facts& facts, const CheckedPolicy& to);

// "date", "one of Purpose", "list of Conviction, if any".
[[nodiscard]] std::string type_words(const CheckedPolicy& policy, TypeId type, bool optional);

}  // namespace carveout::tool::repl
