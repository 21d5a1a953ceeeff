#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "carveout/lang/load.hpp"

namespace carveout::tool {

// Both without links: does the file stand somewhere below the folder?
[[nodiscard]] bool is_inside(const std::filesystem::path& file, const std::filesystem::path& folder);

// Modules as files: `a.b.c` is a/b/c.carve or the manual a/b/c.carve.md under the folder of the policy, and failing
// that a module of the standard library. Links are followed as long as they stay in that folder.
class FileModules : public ModuleResolver {
 public:
  // The policy's path as it was given; "-", the standard input, stands in the current folder.
  explicit FileModules(const std::string& policy_path);

  [[nodiscard]] ModuleText resolve(std::string_view path) override;
  [[nodiscard]] std::unique_ptr<ModuleResolver> rooted_at(std::string_view name) override;
  [[nodiscard]] ModuleText data_file(std::string_view module, std::string_view file) override;
  [[nodiscard]] std::vector<std::string> known_modules() override;

 private:
  [[nodiscard]] ModuleText read(const std::filesystem::path& file) const;

  std::filesystem::path policy_;
  std::filesystem::path folder_;     // as given, for messages; empty: the current one
  std::filesystem::path real_root_;  // without links; empty: it cannot be found out
};

}  // namespace carveout::tool
