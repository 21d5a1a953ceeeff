#pragma once

#include <cstdint>

#include "carveout/lang/checked.hpp"

namespace carveout {

// What a condition was read from beside the facts: an entry of a named list, the value of a parameter since a date, a
// version of a definition, a row of its table.
struct RuleSource {
  enum class Kind : std::uint8_t { ListEntry, ParameterValue, Version, TableRow };
  Kind kind{};
  std::uint32_t of = 0;       // NamedListId, ParameterId or DefineId
  std::uint32_t which = 0;    // into its entries, values, versions, or the rows of one of these
  std::uint32_t version = 0;  // TableRow: which
  friend bool operator==(const RuleSource&, const RuleSource&) = default;
};

}  // namespace carveout
