#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "commands.hpp"
#include "diagnostics.hpp"
#include "policy_file.hpp"
#include "policy_paths.hpp"
#include "rewrite.hpp"
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

// Those of the file that was given: a file of scenarios does not run the policy's own.
TestReport run_scenarios(PolicyFile file, const std::string& filter, std::optional<Coverage>& coverage,
                         CoverageCount* count) {
  TestReport report;
  report.all_ran = filter.empty();
  const auto policy = file.loaded.policy;
  const ScenarioRunner runner(file.plan, policy, file.loaded.sources);
  if (!coverage) coverage.emplace(*policy);
  if (count) count->begin(file);
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
    if (count) count->add(scenario.name, result.facts, result.as_of);
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

  // Without what the scenarios leave out: of many files, it would bury the rest.
  void write_short() {
    for (const ScenarioResult& result : report_.failures) failed_scenario(result);
    const std::string name = shown(report_.file.name);
    if (report_.scenarios == 0) {
      out_.write(fmt::format("{}: {}\n", name,
                             report_.others ? "no scenarios of its own" : "no scenarios, so nothing was tested"));
      return;
    }
    out_.write(fmt::format("{}: {}, {}, {}\n", name, counted(report_.scenarios, "scenario"),
                           counted(report_.expectations, "expectation"),
                           report_.failed == 0 ? "all as expected" : fmt::format("{} failed", report_.failed)));
  }

  void write() {
    write_short();
    if (report_.scenarios == 0) {
      // What a count was asked for is said also where it is of nothing.
      if (report_.coverage) out_.write(coverage_text(*report_.coverage, out_.width()));
      return;
    }
    if (report_.mutation) out_.write(mutation_text(*report_.mutation, out_.width()));
    if (report_.coverage)
      out_.write(coverage_text(*report_.coverage, out_.width()));
    else if (report_.all_ran && !report_.mutation)
      coverage();
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
  std::vector<std::pair<PolicyPaths::One, Input>> files;
  std::optional<Coverage> coverage;
  std::shared_ptr<CoverageCount> count;  // where it is asked for
  std::vector<MutatedFile> mutated;      // likewise
};

std::vector<Group> groups_of(const std::vector<PolicyPaths::One>& paths) {
  std::vector<Group> groups;
  for (const PolicyPaths::One& one : paths) {
    const std::string& path = one.path;
    Input input = read_argument(path, LoadLimits{}.parse.source_bytes);
    // One file is a group whatever it is, and is not read twice for that.
    const auto tested = paths.size() > 1 ? tested_file(path, input) : std::nullopt;
    std::error_code error;
    const std::string policy = std::filesystem::weakly_canonical(tested.value_or(path), error).string();
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.policy == policy; });
    const bool again = group != groups.end() && !tested && path == group->files.front().first.path;
    if (group == groups.end() || path == "-" || again)
      group = groups.insert(groups.end(), Group{policy, {}, {}, {}, {}});
    group->files.emplace(tested ? group->files.end() : group->files.begin(), one, std::move(input));
  }
  return groups;
}

class TestRun {
 public:
  TestRun(const TestCommand& command, Streams& streams)
      : command_(command), paths_(policy_paths(command.policies)), streams_(streams) {}

  Exit run() {
    for (Group& group : groups_of(paths_.files)) {
      if (command_.counts_coverage()) group.count = std::make_shared<CoverageCount>();
      for (auto& [one, input] : group.files) {
        const bool last = &one == &group.files.back().first;
        test(one, std::move(input), group, last);
      }
    }
    for (const std::string& problem : too_little_) complain(streams_, problem);
    for (const std::string& problem : paths_.problems) complain(streams_, problem);
    if (!paths_.problems.empty()) exit_ = exit_ | Exit::CommandAtFault;
    if (command_.coverage_html) write_page();
    if (command_.format == Format::Json) streams_.out.write(test_json(reports_));
    if (command_.format == Format::Junit) streams_.out.write(test_junit(reports_));
    if (!command_.filter.empty() && total_.scenarios == 0 && !reports_.empty()) {
      complain(streams_, fmt::format("no scenario's name contains \"{}\"", shown(command_.filter)));
      exit_ = exit_ | Exit::CommandAtFault;
    } else if (command_.format == Format::Text && paths_.folders) {
      total();
    }
    return exit_;
  }

 private:
  void test(const PolicyPaths::One& one, Input input, Group& group, bool last) {
    PolicyFile file = load_input(one.path, std::move(input));
    if (file.problem.empty() && modules_.take(one, file)) return;
    ++files_;
    if (file.problem.empty()) modules_.add_policy(file);
    const Exit opened = open_loaded(file, streams_);
    exit_ = exit_ | opened;
    faulty_ += opened != Exit::Good;
    if (opened != Exit::Good) {
      if (command_.format == Format::Junit) note_problem(std::move(file));
      return;
    }
    reports_.push_back(run_scenarios(std::move(file), command_.filter, group.coverage, group.count.get()));
    TestReport& report = reports_.back();
    report.all_ran = report.all_ran && last;
    report.others = group.files.size() > 1;
    if (last && group.count) note_coverage(report, group.count);
    if (command_.mutate) mutate(one, group, report, last);
    count(report);
    if (report.failed > 0) exit_ = exit_ | Exit::PolicyAtFault;
    if (command_.format != Format::Text || (report.scenarios == 0 && !command_.filter.empty())) return;
    const bool apart = !one.found || report.failed > 0 || report.coverage || report.mutation;
    if (told_ && (apart || apart_before_)) streams_.out.write("\n");
    told_ = true;
    apart_before_ = apart;
    ReportText text(report, streams_.out);
    if (one.found && !report.coverage && !report.mutation)
      text.write_short();
    else
      text.write();
    streams_.out.flush();
    report.file = {};
  }

  void note_coverage(TestReport& report, std::shared_ptr<const CoverageCount> count) {
    report.coverage = count;
    const Covered total = count->total();
    if (command_.at_least && total.covered * 100 < *command_.at_least * total.points) {
      too_little_.push_back(fmt::format("{}: {} of {} are exercised, less than {}%", shown(report.file.name),
                                        total.covered, total.points, *command_.at_least));
      exit_ = exit_ | Exit::PolicyAtFault;
    }
    coverages_.push_back(std::move(count));
  }

  // Of policies that could not be tested there is none: what is there is then left as it is.
  void write_page() {
    if (coverages_.empty()) return;
    const std::string problem = write_file(*command_.coverage_html, coverage_html(coverages_));
    if (problem.empty()) return;
    complain(streams_, fmt::format("{} cannot be written: {}", shown(*command_.coverage_html), problem));
    exit_ = exit_ | Exit::CommandAtFault;
  }

  void mutate(const PolicyPaths::One& one, Group& group, TestReport& report, bool last) {
    MutatedFile& file =
        group.mutated.emplace_back(MutatedFile{one.path, report.file.loaded, report.file.plan, report.ran});
    // What fails on the policy itself says nothing of its mutants.
    for (const ScenarioResult& failed : report.failures) std::erase(file.scenarios, failed.scenario);
    const bool tested = std::any_of(group.mutated.begin(), group.mutated.end(),
                                    [](const MutatedFile& other) { return !other.scenarios.empty(); });
    if (last && !tested && report.scenarios > 0)
      complain(streams_,
               fmt::format("no scenario of {} is as expected, so no mutant was made", shown(report.file.name)));
    if (last && tested) {
      report.mutation = std::make_shared<MutationReport>(
          run_mutants(group.mutated, command_.mutants.value_or(kMostMutants), streams_));
    }
  }

  // What JUnit's readers see in the place of the scenarios. It is on the standard error as well.
  void note_problem(PolicyFile file) {
    TestReport& report = reports_.emplace_back();
    report.problem = file.problem;
    if (report.problem.empty())
      report.problem = render_text(file.loaded.diagnostics, *file.loaded.sources, Colour::Never);
    report.file = std::move(file);
  }

  void count(const TestReport& report) {
    total_.scenarios += report.scenarios;
    total_.expectations += report.expectations;
    total_.failed += report.failed;
    if (!report.all_ran) return;
    never_in_force_ += report.never_in_force.size();
    one_sided_ += report.one_sided.size();
  }

  void total() {
    if (paths_.files.empty()) return;
    const std::string unused = modules_.unused();
    std::string out = told_ ? "\n" : "";
    if (!unused.empty()) out += unused + '\n';
    const std::string found =
        total_.scenarios == 0
            ? "no scenarios, so nothing was tested"
            : fmt::format("{}, {}, {}", counted(total_.scenarios, "scenario"),
                          counted(total_.expectations, "expectation"),
                          total_.failed == 0 ? "all as expected" : fmt::format("{} failed", total_.failed));
    out += fmt::format("{}: {}", modules_.counted_with(files_), found);
    if (faulty_ > 0) out += fmt::format("; {} could not be tested", faulty_);
    out += '\n';
    std::string left_out;
    if (never_in_force_ > 0) left_out = counted(never_in_force_, "clause") + " never in force";
    if (one_sided_ > 0)
      left_out += (left_out.empty() ? "" : ", ") + counted(one_sided_, "condition") + " never both true and false";
    if (!left_out.empty()) out += fmt::format("Left out: {}; `carveout test FILE` lists those of a file\n", left_out);
    streams_.out.write(out);
  }

  const TestCommand& command_;
  PolicyPaths paths_;
  Streams& streams_;
  Exit exit_ = Exit::Good;
  std::vector<TestReport> reports_;
  std::vector<std::shared_ptr<const CoverageCount>> coverages_;
  std::vector<std::string> too_little_;  // of what --at-least asks
  FoundModules modules_;
  TestReport total_;  // the counts alone
  std::size_t never_in_force_ = 0;
  std::size_t one_sided_ = 0;
  std::size_t files_ = 0;
  std::size_t faulty_ = 0;
  bool told_ = false;
  bool apart_before_ = false;
};

}  // namespace

Exit run_test(const TestCommand& command, Streams& streams) {
  return TestRun(command, streams).run();
}

}  // namespace carveout::tool
