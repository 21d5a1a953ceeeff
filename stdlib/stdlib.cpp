#include "carveout/stdlib.hpp"

#include <algorithm>

namespace carveout {

std::optional<std::string_view> standard_module(std::string_view path) noexcept {
  const auto modules = standard_modules();
  const auto found = std::find_if(modules.begin(), modules.end(),
                                  [path](const StandardModule& module) { return module.path == path; });
  if (found == modules.end()) return std::nullopt;
  return found->text;
}

}  // namespace carveout
