#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "commands.hpp"
#include "diagnostics.hpp"
#include "policy_file.hpp"
#include "test_report.hpp"

namespace carveout::tool {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string place(Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  const Position position = file.position(span.begin);
  return fmt::format("{}:{}:{}", shown(file.name()), position.line, position.column);
}

std::string indented(const std::string& text, std::size_t by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out += std::string(by, ' ') + text.substr(at, end - at);
    out += '\n';
    at = end + 1;
  }
  return out;
}

// Those of the file that was given: a file of scenarios does not run the policy's own.
TestReport run_scenarios(PolicyFile file, const std::string& filter, std::optional<Coverage>& coverage) {
  TestReport report;
  report.all_ran = filter.empty();
  const auto policy = file.loaded.policy;
  const ScenarioRunner runner(file.plan, policy, file.loaded.sources);
  if (!coverage) coverage.emplace(*policy);
  for (std::size_t i = 0; i < policy->scenarios.size(); ++i) {
    const Scenario& scenario = policy->scenarios[i];
    if (scenario.common || scenario.span.file != kGivenFile) continue;
    if (scenario.name.find(filter) == std::string::npos) continue;
    ScenarioResult result = runner.run(i);
    ++report.scenarios;
    report.ran.push_back(i);
    report.expectations += scenario.expectations.size();
    report.failed += result.failures.size();
    DecideOptions options;
    options.as_of = result.as_of;
    coverage->add(clause_states(*file.plan, result.facts, options), result.made);
    if (!result.failures.empty()) report.failures.push_back(std::move(result));
  }
  if (report.scenarios > 0) {
    report.never_in_force = coverage->never_in_force();
    report.one_sided = coverage->one_sided();
  }
  report.file = std::move(file);
  return report;
}

class ReportText {
 public:
  ReportText(const TestReport& report, Stream& out)
      : report_(report), policy_(*report.file.loaded.policy), sources_(*report.file.loaded.sources), out_(out) {}

  void write() {
    for (const ScenarioResult& result : report_.failures) failed_scenario(result);
    const std::string name = shown(report_.file.name);
    if (report_.scenarios == 0) {
      out_.write(fmt::format("{}: no scenarios, so nothing was tested\n", name));
      return;
    }
    out_.write(fmt::format("{}: {}, {}, {}\n", name, counted(report_.scenarios, "scenario"),
                           counted(report_.expectations, "expectation"),
                           report_.failed == 0 ? "all as expected" : fmt::format("{} failed", report_.failed)));
    if (report_.all_ran) coverage();
  }

 private:
  void failed_scenario(const ScenarioResult& result) {
    const Scenario& scenario = policy_.scenarios[result.scenario];
    const std::string_view begin = out_.colour() ? kRed : std::string_view();
    const std::string_view end = out_.colour() ? kPlain : std::string_view();
    out_.write(fmt::format("{}FAILED{} \"{}\"\n", begin, end, shown(scenario.name)));
    std::vector<ActionId> told;
    for (const Failure& failure : result.failures) {
      if (failure.problem) {
        out_.write(indented(render_text({*failure.problem}, sources_, Colour::Never), 2));
        continue;
      }
      out_.write(fmt::format("  {}\n    expected  {}\n    found     {}\n", place(failure.span, sources_),
                             shown(without_expect(failure.expected)), shown(failure.found)));
      const bool first = failure.action && std::find(told.begin(), told.end(), *failure.action) == told.end();
      if (!first) continue;
      told.push_back(*failure.action);
      why(result, *failure.action);
    }
    out_.write("\n");
  }

  void why(const ScenarioResult& result, ActionId action) {
    const auto answer = result.answers.find(action);
    if (answer == result.answers.end()) return;
    AnswerContext context{report_.file.loaded.policy, report_.file.loaded.sources, result.facts, {}};
    DecideOptions options;
    options.as_of = result.as_of;
    context.dates = governing_dates(*report_.file.plan, result.facts, options);
    out_.write("    why\n" + indented(reasons_text(context, answer->second, out_.width() - 4), 4));
  }

  static std::string_view without_expect(std::string_view text) {
    constexpr std::string_view kWord = "expect ";
    if (text.substr(0, kWord.size()) == kWord) text.remove_prefix(kWord.size());
    return text;
  }

  void coverage() {
    if (!report_.never_in_force.empty()) {
      out_.write("\nClauses that no scenario puts in force\n");
      for (const ClauseId id : report_.never_in_force) {
        const Clause& clause = policy_[id];
        out_.write(fmt::format("  {}  {}\n", place(clause.name_span, sources_), clause.name));
      }
    }
    if (report_.one_sided.empty()) return;
    out_.write("\nConditions that the scenarios do not make both true and false\n");
    for (const OneSided& condition : report_.one_sided) {
      const std::string_view never = condition.true_once    ? "never false"
                                     : condition.false_once ? "never true"
                                                            : "neither true nor false, always unknown";
      out_.write(fmt::format("  {}  [{}] of {}: {}\n", place(condition.span, sources_), shown(condition.label),
                             policy_[condition.clause].name, never));
    }
  }

  const TestReport& report_;
  const CheckedPolicy& policy_;
  const SourceMap& sources_;
  Stream& out_;
};

// Files of one policy are tested one after the other, the policy first, and what they exercise is counted together.
struct Group {
  std::string policy;
  std::vector<std::pair<std::string, Input>> files;  // by the path that was given
  std::optional<Coverage> coverage;
};

std::vector<Group> groups_of(const std::vector<std::string>& paths) {
  std::vector<Group> groups;
  for (const std::string& path : paths) {
    Input input = read_argument(path, LoadLimits{}.parse.source_bytes);
    // One file is a group whatever it is, and is not read twice for that.
    const auto tested = paths.size() > 1 ? tested_file(path, input) : std::nullopt;
    std::error_code error;
    const std::string policy = std::filesystem::weakly_canonical(tested.value_or(path), error).string();
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.policy == policy; });
    const bool again = group != groups.end() && !tested && path == group->files.front().first;
    if (group == groups.end() || path == "-" || again) group = groups.insert(groups.end(), Group{policy, {}, {}});
    group->files.emplace(tested ? group->files.end() : group->files.begin(), path, std::move(input));
  }
  return groups;
}

class TestRun {
 public:
  TestRun(const TestCommand& command, Streams& streams) : command_(command), streams_(streams) {}

  Exit run() {
    for (Group& group : groups_of(command_.policies)) {
      for (auto& [path, input] : group.files) {
        const bool last = &path == &group.files.back().first;
        test(path, std::move(input), group.coverage, last);
      }
    }
    if (command_.format == Format::Json) streams_.out.write(test_json(reports_));
    if (command_.format == Format::Junit) streams_.out.write(test_junit(reports_));
    if (!command_.filter.empty() && scenarios_ == 0 && !reports_.empty()) {
      complain(streams_, fmt::format("no scenario's name contains \"{}\"", shown(command_.filter)));
      exit_ = exit_ | Exit::CommandAtFault;
    }
    return exit_;
  }

 private:
  void test(const std::string& path, Input input, std::optional<Coverage>& coverage, bool last) {
    PolicyFile file;
    const Exit opened = open_input(path, std::move(input), streams_, file);
    exit_ = exit_ | opened;
    if (opened != Exit::Good) {
      if (command_.format == Format::Junit) note_problem(std::move(file));
      return;
    }
    reports_.push_back(run_scenarios(std::move(file), command_.filter, coverage));
    TestReport& report = reports_.back();
    report.all_ran = report.all_ran && last;
    scenarios_ += report.scenarios;
    if (report.failed > 0) exit_ = exit_ | Exit::PolicyAtFault;
    if (command_.format != Format::Text || (report.scenarios == 0 && !command_.filter.empty())) return;
    if (reports_.size() > 1) streams_.out.write("\n");
    ReportText(report, streams_.out).write();
    streams_.out.flush();
    report.file = {};
  }

  // What JUnit's readers see in the place of the scenarios. It is on the standard error as well.
  void note_problem(PolicyFile file) {
    TestReport& report = reports_.emplace_back();
    report.problem = file.problem;
    if (report.problem.empty()) report.problem = render_text(file.loaded.diagnostics, *file.loaded.sources, Colour::Never);
    report.file = std::move(file);
  }

  const TestCommand& command_;
  Streams& streams_;
  Exit exit_ = Exit::Good;
  std::vector<TestReport> reports_;
  std::size_t scenarios_ = 0;
};

}  // namespace

Exit run_test(const TestCommand& command, Streams& streams) {
  return TestRun(command, streams).run();
}

}  // namespace carveout::tool
