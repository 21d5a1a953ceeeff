#pragma once

#include <string_view>

namespace carveout::tool {

// The help of the command, or of a subcommand; lines of at most 80 columns.
[[nodiscard]] std::string_view help_of(std::string_view subcommand) noexcept;

}  // namespace carveout::tool
