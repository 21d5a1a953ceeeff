#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "carveout/facts.hpp"
#include "carveout/lang/load.hpp"
#include "conformance/case.hpp"
#include "properties/answers.hpp"

// Runs the conformance cases of a folder: each through the runtime and through the reference semantics, which have to
// give what the case expects, and the same in everything else.
namespace carveout::conformance {
namespace {

using properties::Answer;
using properties::Question;
using properties::Ready;
using properties::ValueAnswer;

class TextModules : public ModuleResolver {
 public:
  explicit TextModules(const std::map<std::string, std::string>& texts) : texts_(texts) {}
  ModuleText resolve(std::string_view path) override {
    ModuleText found;
    const auto text = texts_.find(std::string(path));
    if (text == texts_.end()) return found;
    found.status = ModuleText::Status::Found;
    found.name = text->first + ".carve";
    found.text = text->second;
    return found;
  }
  // Files of data stand among the modules, under their own names.
  ModuleText data_file(std::string_view, std::string_view file) override {
    ModuleText found = resolve(file);
    found.name = std::string(file);
    return found;
  }

 private:
  const std::map<std::string, std::string>& texts_;
};

// "C0204 `act`": the code, and the text that is underlined.
Names codes_of(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, bool warnings_too) {
  Names codes;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity() != Severity::Error && !warnings_too) continue;
    codes.push_back(fmt::format("{} `{}`", info(diagnostic.id).code, sources.text(diagnostic.span)));
  }
  return codes;
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}
Names sorted(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

class CaseRun {
 public:
  explicit CaseRun(const Case& one) : case_(one), expected_(one.expected) {}

  // What is wrong; empty: nothing.
  Names run() {
    TextModules modules(case_.modules);
    const Loaded loaded = load_policy("policy.carve", case_.policy, modules);
    if (!loaded.policy) return diagnosed(codes_of(loaded.diagnostics, *loaded.sources, false));
    const Compiled compiled = compile(loaded.policy);
    if (!compiled.plan) return diagnosed(codes_of(compiled.diagnostics, *loaded.sources, false));
    const BoundFacts facts = facts_from_json(*loaded.policy, "facts.json", case_.facts);
    if (!facts.facts) return diagnosed(codes_of(facts.diagnostics, *facts.sources, false));
    if (expected_.diagnostics) {
      const Names warnings = codes_of(loaded.diagnostics, *loaded.sources, true);
      return diagnosed(warnings);
    }
    const Ready ready{loaded.policy, compiled.plan};
    Question question;
    for (std::size_t i = 0; i < facts.facts->roots.size(); ++i)
      question.facts.emplace(loaded.policy->facts[i].name, facts.facts->roots[i]);
    question.action = case_.ask;
    if (case_.as_of) {
      question.as_of = Date::parse(*case_.as_of);
      if (!question.as_of) return {fmt::format("`{}` is not a date", *case_.as_of)};
    }
    if (expected_.outcome) {
      if (!loaded.policy->find_action(case_.ask)) return {fmt::format("there is no action `{}`", case_.ask)};
      compare(properties::by_the_rules(ready, question), properties::by_the_runtime(ready, question));
    } else {
      if (!loaded.policy->find_define(case_.ask)) return {fmt::format("there is no definition `{}`", case_.ask)};
      compare(properties::value_by_the_rules(ready, question), properties::value_by_the_runtime(ready, question));
    }
    return problems_;
  }

 private:
  Names diagnosed(const Names& found) {
    if (!expected_.diagnostics || sorted(*expected_.diagnostics) != sorted(found))
      problems_.push_back(fmt::format("diagnostics are {}", found));
    return problems_;
  }

  void compare(const Answer& rules, const Answer& runtime) {
    if (!(rules == runtime)) {
      problems_.push_back(fmt::format("the reference says {}", rules.text()));
      problems_.push_back(fmt::format("the runtime says   {}", runtime.text()));
    }
    expect("outcome", expected_.outcome, runtime.outcome);
    if (expected_.words) {
      for (const auto& [policy, wanted] : *expected_.words) {
        const auto found = runtime.words.find(policy);
        expect(policy, std::optional(wanted), found == runtime.words.end() ? "not asked" : found->second);
      }
    }
    expect_names("by", expected_.by, runtime.made_by);
    expect_names("possible", expected_.possible, runtime.possible);
    expect_names("needs", expected_.needs, runtime.needs);
    expect("exact", expected_.exact, runtime.exact);
    expect("allowed", expected_.allowed, runtime.allowed);
    if (!expected_.duties) return;
    for (const auto& [duty, wanted] : *expected_.duties) {
      const auto found = runtime.duties.find(duty);
      expect(duty, std::optional(wanted), found == runtime.duties.end() ? "not listed" : found->second);
    }
  }

  void compare(const ValueAnswer& rules, const ValueAnswer& runtime) {
    if (!(rules == runtime)) {
      problems_.push_back(fmt::format("the reference says {}", rules.text()));
      problems_.push_back(fmt::format("the runtime says   {}", runtime.text()));
    }
    const bool of_bounds = expected_.at_least || expected_.at_most;
    expect("value", of_bounds ? std::optional<std::string>("unknown") : expected_.value, runtime.value);
    if (of_bounds) {
      expect("at least", std::optional(expected_.at_least.value_or("")), runtime.at_least);
      expect("at most", std::optional(expected_.at_most.value_or("")), runtime.at_most);
    }
    expect_names("needs", expected_.needs, runtime.needs);
  }

  template <class Value, class Found>
  void expect(std::string_view what, const std::optional<Value>& wanted, const Found& found) {
    if (wanted && !(*wanted == found)) problems_.push_back(fmt::format("{} is {}, expected {}", what, found, *wanted));
  }
  void expect_names(std::string_view what, const std::optional<Names>& wanted, const std::set<std::string>& found) {
    if (wanted && sorted(*wanted) != sorted(found))
      problems_.push_back(fmt::format("{} is {}, expected {}", what, found, *wanted));
  }

  const Case& case_;
  const Expected& expected_;
  Names problems_;
};

int run_folder(const std::filesystem::path& folder, std::size_t least) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t cases = 0, failed = 0;
  for (const auto& file : files) {
    const CaseFile read = read_cases(file.string(), std::filesystem::relative(file, folder).string());
    for (const std::string& problem : read.problems) fmt::print("--- {}\n", problem);
    failed += read.problems.size();
    for (const Case& one : read.cases) {
      ++cases;
      const Names problems = CaseRun(one).run();
      if (problems.empty()) continue;
      ++failed;
      fmt::print("--- {}: {}\n", one.place, one.name);
      for (const std::string& problem : problems) fmt::print("    {}\n", problem);
    }
  }
  fmt::print("{} cases in {} files, {} failed\n", cases, files.size(), failed);
  if (cases < least) fmt::print("there should be at least {}\n", least);
  return failed == 0 && cases >= least ? 0 : 1;
}

}  // namespace
}  // namespace carveout::conformance

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: test_conformance FOLDER\n");
    return 2;
  }
  constexpr std::size_t kLeast = 400;  // a folder that lost its cases does not pass
  return carveout::conformance::run_folder(arguments[1], kLeast);
}
