#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "diagnostics.hpp"
#include "policy_file.hpp"

namespace carveout::tool {
namespace {

// As they are written: what is spelt out for each item counts once.
std::string no_problems(const PolicyFile& file) {
  const CheckedPolicy& policy = *file.loaded.policy;
  if (file.is_scenarios()) {
    const auto here = [](const Scenario& s) { return !s.common && s.span.file == kGivenFile; };
    const auto scenarios = std::count_if(policy.scenarios.begin(), policy.scenarios.end(), here);
    return fmt::format("{}: {} for {}, no problems\n", shown(file.name),
                       counted(static_cast<std::size_t>(scenarios), "scenario"),
                       shown(file.loaded.sources->file(policy.root().span.file).name()));
  }
  std::size_t clauses = 0;
  for (std::size_t i = 0; i < policy.clauses.size(); ++i)
    clauses += i == 0 || policy.clauses[i].name_span != policy.clauses[i - 1].name_span;
  const auto actions = static_cast<std::size_t>(std::count_if(
      policy.actions.begin(), policy.actions.end(), [](const Action& one) { return !one.family || one.item == 0; }));
  return fmt::format("{}: {}, {}, no problems\n", shown(file.name), counted(clauses, "clause"),
                     counted(actions, "action"));
}

void show_text(const PolicyFile& file, Streams& streams) {
  if (file.loaded.diagnostics.empty()) {
    streams.err.write(no_problems(file));
    return;
  }
  const Colour colour = streams.err.colour() ? Colour::Always : Colour::Never;
  streams.err.write(render_text(file.loaded.diagnostics, *file.loaded.sources, colour));
  streams.err.write('\n' + summary_of(file.loaded.diagnostics, file.name) + '\n');
}

}  // namespace

Exit run_check(const CheckCommand& command, Streams& streams) {
  Exit exit = Exit::Good;
  Gathered gathered;
  bool first = true;
  for (const std::string& path : command.policies) {
    if (!first && command.format == Format::Text) streams.err.write("\n");
    first = false;
    PolicyFile file = load_file(path);
    if (!file.problem.empty()) {
      complain(streams, file.problem);
      exit = exit | Exit::CommandAtFault;
      continue;
    }
    compile_file(file);
    if (file.has_errors()) exit = exit | Exit::PolicyAtFault;
    if (command.format == Format::Text)
      show_text(file, streams);
    else
      gathered.add(file.loaded.diagnostics, *file.loaded.sources);
  }
  if (command.format == Format::Json) streams.out.write(render_json(gathered.diagnostics(), gathered.sources()));
  if (command.format == Format::Sarif) streams.out.write(render_sarif(gathered.diagnostics(), gathered.sources()));
  return exit;
}

}  // namespace carveout::tool
