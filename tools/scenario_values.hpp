#pragma once

#include <optional>

#include "carveout/lang/value.hpp"

namespace carveout::tool {

// Is a value what a scenario expects: that one, or one between two, both included? Times are the same where their
// instants are. Of something not known, only that it is unknown can be expected.
[[nodiscard]] bool is_expected(const Value& found, const Value& expected, const std::optional<Value>& at_most);

}  // namespace carveout::tool
