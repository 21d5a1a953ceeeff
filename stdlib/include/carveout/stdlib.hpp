#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace carveout {

// A module of the standard library: policy language, embedded as text. All views live as long as the program.
struct StandardModule {
  std::string_view path;  // as `use` names it: "us.ny.nyc.detainer_law"
  std::string_view file;  // under stdlib/, for messages: "us/ny/nyc/detainer_law.carve"
  std::string_view text;
};

// Every standard module, by ascending file name.
[[nodiscard]] std::span<const StandardModule> standard_modules() noexcept;

// The text of the module that `use PATH` names; nothing if there is none.
[[nodiscard]] std::optional<std::string_view> standard_module(std::string_view path) noexcept;

}  // namespace carveout
