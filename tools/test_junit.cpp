#include <fmt/format.h>

#include <algorithm>

#include "markup.hpp"
#include "test_report.hpp"

// JUnit's XML, as GitLab and Jenkins read it: a suite for each file, a case for each scenario. Spec:
// language/17-coverage, 17.1
namespace carveout::tool {
namespace {

std::string xml(std::string_view text, In where = In::Attribute) {
  return escaped(text, Markup::Xml, where);
}

std::string text_of(const Failure& failure, const TestReport& report) {
  const SourceFile& file = report.file.loaded.sources->file(failure.span.file);
  const Position at = file.position(failure.span.begin);
  const std::string place = fmt::format("{}:{}:{}", file.name(), at.line, at.column);
  if (failure.problem) return fmt::format("{}\n  {}\n", place, failure.problem->message);
  return fmt::format("{}\n  expected  {}\n  found     {}\n", place, failure.expected, failure.found);
}

std::string summary_of(const Failure& failure) {
  if (failure.problem) return failure.problem->message;
  return fmt::format("expected {}, found {}", failure.expected, failure.found);
}

void add_case(std::string& out, std::size_t index, const TestReport& report) {
  const CheckedPolicy& policy = *report.file.loaded.policy;
  const Scenario& scenario = policy.scenarios[index];
  const SourceFile& file = report.file.loaded.sources->file(scenario.span.file);
  out += fmt::format("    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"", xml(scenario.name),
                     xml(report.file.name), xml(file.name()), file.position(scenario.span.begin).line);
  const auto failed = std::find_if(report.failures.begin(), report.failures.end(),
                                   [&](const ScenarioResult& r) { return r.scenario == index; });
  if (failed == report.failures.end()) {
    out += "/>\n";
    return;
  }
  // One element a case: what reads these files takes the first.
  std::string text;
  for (const Failure& failure : failed->failures) text += text_of(failure, report);
  const std::string summary = failed->failures.size() == 1
                                  ? summary_of(failed->failures[0])
                                  : fmt::format("{} expectations failed", failed->failures.size());
  out += fmt::format(">\n      <failure type=\"expectation\" message=\"{}\">{}</failure>\n    </testcase>\n",
                     xml(summary), xml(text, In::Text));
}

void add_suite(std::string& out, const TestReport& report) {
  if (!report.problem.empty()) {
    out += fmt::format(
        "  <testsuite name=\"{0}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
        "    <testcase name=\"the policy is read\" classname=\"{0}\">\n"
        "      <error type=\"policy\" message=\"the policy has errors or cannot be read\">{1}</error>\n"
        "    </testcase>\n  </testsuite>\n",
        xml(report.file.name), xml(report.problem, In::Text));
    return;
  }
  out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\"",
                     xml(report.file.name), report.ran.size(), report.failures.size());
  out += report.ran.empty() ? "/>\n" : ">\n";
  for (const std::size_t index : report.ran) add_case(out, index, report);
  if (!report.ran.empty()) out += "  </testsuite>\n";
}

}  // namespace

std::string test_junit(const std::vector<TestReport>& reports) {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::string suites;
  for (const TestReport& report : reports) {
    tests += report.problem.empty() ? report.ran.size() : 1;
    failures += report.failures.size();
    errors += report.problem.empty() ? 0 : 1;
    add_suite(suites, report);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"carveout test\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n",
      tests, failures, errors, suites);
}

}  // namespace carveout::tool
