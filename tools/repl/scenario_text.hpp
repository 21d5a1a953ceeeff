#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carveout/decision.hpp"
#include "policy_file.hpp"
#include "repl/opened_policy.hpp"

namespace carveout::tool::repl {

// What a scenario is made of.
struct Present {
  const OpenedPolicy* opened = nullptr;
  const Plan* plan = nullptr;
  const Facts* facts = nullptr;
  DecideOptions options;
};
struct ScenarioText {
  std::string text;     // in canonical layout, with a line end
  std::string problem;  // why there is none
};
// The facts and the answers about some actions as a scenario that passes: it has been run.
[[nodiscard]] ScenarioText scenario_text(const Present& present, const std::vector<ActionId>& actions,
                                         const std::string& name);

// Files that the session writes. Each gives why the file is as it was, or nothing; whatever fails, a file holds all of
// what it held or all of what it is to hold.
inline constexpr std::string_view kThereAlready = "it is there already";
[[nodiscard]] std::string write_new(const std::string& file, std::string_view text);
inline constexpr std::string_view kChangedSince = "it was changed since";
[[nodiscard]] std::string write_over(const std::string& file, std::string_view text);
// Only where it holds nothing else than it did, or is gone.
[[nodiscard]] std::string write_over(const std::string& file, std::string_view text, std::string_view before);
// Appends a scenario after a blank line, in a manual as a block of code; a file that is not there is made, with a head.
// A file in which it would be an error, another of its name among them, is left alone.
[[nodiscard]] std::string append_to(const std::string& file, const std::string& name, std::string_view text,
                                    std::string_view head, Colour colour);

}  // namespace carveout::tool::repl
