#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/lang/load.hpp"
#include "commands.hpp"
#include "input.hpp"

namespace carveout::tool {

// A policy read from a file or the standard input, with the modules it uses.
struct PolicyFile {
  std::string name;
  std::string problem;  // why the file could not be read, as a sentence; empty: it was
  Loaded loaded;
  std::shared_ptr<const Plan> plan;  // once compiled, where no diagnostic is an error

  [[nodiscard]] bool has_errors() const;
  // It holds scenarios for another policy.
  [[nodiscard]] bool is_scenarios() const;
};

[[nodiscard]] PolicyFile load_file(const std::string& path);
// The same, of what has been read already.
[[nodiscard]] PolicyFile load_input(const std::string& path, Input input);
// The file of the policy that a file of scenarios is for, as the files of modules are named; nothing of another file.
[[nodiscard]] std::optional<std::string> tested_file(const std::string& path, const Input& input);
// Adds the plan, or the diagnostics that say why there is none. Nothing to do for a policy with errors.
void compile_file(PolicyFile& file, const Without& without = {});
// Both, for a subcommand that needs a policy without errors: complaints and errors are shown, warnings are not.
[[nodiscard]] Exit open_policy(const std::string& path, Streams& streams, PolicyFile& out);
// The same, of a file that was loaded.
[[nodiscard]] Exit open_loaded(PolicyFile& file, Streams& streams);

// "guidence.carve cannot be read: there is no such file; did you mean `guidance.carve`?"
[[nodiscard]] std::string cannot_read(const Input& input);

}  // namespace carveout::tool
