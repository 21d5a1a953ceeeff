#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "diagnostics.hpp"
#include "policy_file.hpp"
#include "policy_paths.hpp"

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

class CheckRun {
 public:
  CheckRun(const CheckCommand& command, Streams& streams)
      : text_(command.format == Format::Text), paths_(policy_paths(command.policies)), streams_(streams) {}

  Exit run() {
    for (const PolicyPaths::One& one : paths_.files) check(one);
    for (const std::string& problem : paths_.problems) complain_of(problem);
    if (text_ && paths_.folders) total();
    return exit_;
  }

  [[nodiscard]] const Gathered& gathered() const noexcept { return gathered_; }

 private:
  void check(const PolicyPaths::One& one) {
    PolicyFile file = load_file(one.path);
    if (!file.problem.empty()) return complain_of(file.problem);
    if (modules_.take(one, file)) return;
    modules_.add_policy(file);
    compile_file(file);
    ++files_;
    if (file.has_errors()) exit_ = exit_ | Exit::PolicyAtFault;
    for (const Diagnostic& d : file.loaded.diagnostics) ++(d.severity() == Severity::Error ? errors_ : warnings_);
    if (text_) {
      // Files that are found stand line by line where there is nothing to say of them.
      apart(!one.found || !file.loaded.diagnostics.empty());
      show_text(file, streams_);
    } else {
      gathered_.add(file.loaded.diagnostics, *file.loaded.sources);
    }
  }

  // An empty line between this and what came before, where one of the two has need of it.
  void apart(bool needed) {
    if (text_ && !first_ && (needed || needed_before_)) streams_.err.write("\n");
    first_ = false;
    needed_before_ = needed;
  }

  void complain_of(const std::string& problem) {
    apart(true);
    complain(streams_, problem);
    exit_ = exit_ | Exit::CommandAtFault;
  }

  void total() {
    if (paths_.files.empty()) return;
    apart(true);
    const std::string unused = modules_.unused();
    if (!unused.empty()) streams_.err.write(unused + '\n');
    std::string found;
    if (errors_ > 0) found = counted(errors_, "error");
    if (warnings_ > 0) found += (found.empty() ? "" : ", ") + counted(warnings_, "warning");
    streams_.err.write(fmt::format("{}: {}\n", modules_.counted_with(files_), found.empty() ? "no problems" : found));
  }

  bool text_;
  PolicyPaths paths_;
  Streams& streams_;
  Exit exit_ = Exit::Good;
  Gathered gathered_;
  FoundModules modules_;
  std::size_t files_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  bool first_ = true;
  bool needed_before_ = false;
};

}  // namespace

Exit run_check(const CheckCommand& command, Streams& streams) {
  CheckRun run(command, streams);
  const Exit exit = run.run();
  const Gathered& gathered = run.gathered();
  if (command.format == Format::Json) streams.out.write(render_json(gathered.diagnostics(), gathered.sources()));
  if (command.format == Format::Sarif) streams.out.write(render_sarif(gathered.diagnostics(), gathered.sources()));
  return exit;
}

}  // namespace carveout::tool
