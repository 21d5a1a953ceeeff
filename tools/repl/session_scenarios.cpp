#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "diagnostics.hpp"
#include "policy_file.hpp"
#include "question.hpp"
#include "repl/scenario_text.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"

// The commands about scenarios: those there are, and one of the present facts.
namespace carveout::tool::repl {
namespace {

// A new file beside the policy says whose scenarios it holds.
std::string head_of(const std::string& policy, const std::string& file) {
  const std::filesystem::path path(policy);
  std::string module = path.filename().string();
  module.resize(std::min(module.find('.'), module.size()));
  const bool beside = path.parent_path() == std::filesystem::path(file).parent_path();
  const bool is_name =
      !module.empty() && module.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  return beside && is_name ? fmt::format("scenarios for {}\n\n", module) : std::string();
}

// Where a string in quotes that a text begins with ends; 0 where there is none that ends.
std::size_t end_of_quoted(std::string_view text) {
  for (std::size_t i = 1; !text.empty() && text.front() == '"' && i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return 0;
}

bool is_same_path(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::error_code error;
  return a.lexically_normal() == b.lexically_normal() || std::filesystem::absolute(a, error).lexically_normal() ==
                                                             std::filesystem::absolute(b, error).lexically_normal();
}

}  // namespace

Reply Session::use(std::string_view line, std::size_t rest) {
  const std::string name = unquoted(line.substr(rest));
  if (name.empty()) return refuse("which scenario? write `use \"NAME\"`; `scenarios` lists them");
  std::size_t index = 0;
  if (std::string problem = find_scenario(now_.policy(), name, index); !problem.empty())
    return refuse(std::move(problem));
  ScenarioFacts given = facts_of_scenario(now_.policy(), index);
  if (!given.diagnostics.empty()) return refuse(render_text(given.diagnostics, *now_.opened->sources(), colour()));
  return replace_facts(std::move(given.facts), given.as_of, line, fmt::format("the scenario \"{}\"", safe(name)));
}

Reply Session::scenarios(std::string_view line, std::size_t rest) {
  const std::string part = unquoted(line.substr(rest));
  std::string text;
  for (const Scenario& one : now_.policy().scenarios) {
    if (one.common || one.name.find(part) == std::string::npos) continue;
    text += fmt::format("  \"{}\"\n", safe(one.name));
  }
  if (!text.empty()) return say(std::move(text));
  return part.empty() ? say("The policy has no scenarios.\n")
                      : refuse(fmt::format("no scenario has `{}` in its name; `scenarios` lists all", safe(part)));
}

// `scenario "NAME" [FILE]`.
Reply Session::scenario(std::string_view line, std::size_t rest) {
  const std::string_view text = trimmed(line.substr(rest));
  const std::size_t end = end_of_quoted(text);
  const std::string name = unquoted(text.substr(0, end));
  if (end == 0 || trimmed(name).empty())
    return refuse("what is it called? write `scenario \"NAME\"`, or `scenario \"NAME\" FILE` to append it to a file");
  if (!now_.suspended.empty())
    return refuse(fmt::format("a scenario asks the whole policy, and {} {} suspended: `restore` first, then make it",
                              named(now_.suspended), now_.suspended.size() == 1 ? "is" : "are"));
  // Those asked about last; where none were, all.
  std::vector<ActionId> actions;
  for (const std::string& one : asked_) {
    if (const auto action = now_.policy().find_action(one)) actions.push_back(*action);
  }
  for (std::uint32_t i = 0; asked_.empty() && i < now_.policy().actions.size(); ++i) actions.push_back(ActionId{i});
  ScenarioText made = scenario_text({now_.opened.get(), now_.plan.get(), &now_.facts, now_.options()}, actions, name);
  if (!made.problem.empty()) return refuse(std::move(made.problem));
  const std::string file = unquoted(text.substr(end));
  if (file.empty()) return say(std::move(made.text));
  for (const OpenedPolicy::Stamp& stamp : now_.opened->stamps()) {
    if (!stamp.there && is_same_path(stamp.file, file))
      return refuse(
          fmt::format("{} is gone from the disk, and a scenario alone is no policy: give it another file, or "
                      "put the policy back\n{}",
                      shown(file), made.text));
  }
  const std::string problem = append_to(file, name, made.text, head_of(now_.opened->path(), file), colour());
  if (!problem.empty()) return refuse(fmt::format("{} is not written: {}", shown(file), problem));
  return say(fmt::format("{}Appended to {}\n", made.text, shown(file)));
}

}  // namespace carveout::tool::repl
