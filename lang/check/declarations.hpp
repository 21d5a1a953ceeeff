#pragma once

#include <optional>
#include <span>
#include <string>

#include "check/context.hpp"

// The steps of check_parameters_lists_defines.
namespace carveout::check {

// The text of a declaration's `cites`, or "".
[[nodiscard]] std::string cites_of(const Context& context, ModuleId module, NodeId node);

// --- lists.cpp. `declared`: the element type that is written; none: by the first entry.
void check_list(Context& context, const Symbol& symbol, std::optional<TypeId> declared);

// --- defines.cpp
struct DeclaredDefine {
  const Symbol* symbol = nullptr;
  std::optional<TypeId> type;  // of its value, where one is written
};
// All defines, by id: arguments first, then bodies in the order in which they use each other.
void check_defines(Context& context, std::span<const DeclaredDefine> defines);

}  // namespace carveout::check
