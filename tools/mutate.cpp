#include "mutate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "coverage_count.hpp"
#include "diagnostics.hpp"
#include "file_modules.hpp"
#include "scenario_run.hpp"

namespace carveout::tool {
namespace {

// The modules of a policy, one of them changed.
class MutatedModules : public ModuleResolver {
 public:
  MutatedModules(std::unique_ptr<ModuleResolver> modules, const std::string& name, const std::string& text)
      : modules_(std::move(modules)), name_(name), text_(text) {}

  [[nodiscard]] ModuleText resolve(std::string_view path) override {
    ModuleText out = modules_->resolve(path);
    if (out.status == ModuleText::Status::Found && out.name == name_) out.text = text_;
    return out;
  }
  [[nodiscard]] std::unique_ptr<ModuleResolver> rooted_at(std::string_view name) override {
    auto rooted = modules_->rooted_at(name);
    return rooted ? std::make_unique<MutatedModules>(std::move(rooted), name_, text_) : nullptr;
  }
  [[nodiscard]] ModuleText data_file(std::string_view module, std::string_view file) override {
    return modules_->data_file(module, file);
  }

 private:
  std::unique_ptr<ModuleResolver> modules_;
  const std::string& name_;
  const std::string& text_;
};

// A policy and its plan; neither where it does not check.
struct Made {
  Loaded loaded;
  std::shared_ptr<const Plan> plan;
};

class MutationRun {
 public:
  MutationRun(const std::vector<MutatedFile>& files, std::size_t most, Streams& streams)
      : files_(files), most_(most), streams_(streams), search_(files.front().plan, files.front().loaded.policy) {}

  MutationReport run() {
    const Loaded& loaded = files_.front().loaded;
    MutationReport out;
    out.sources = loaded.sources;
    std::vector<Mutant> mutants = mutants_of(loaded, own_files(loaded));
    out.possible = mutants.size();
    const std::size_t made = std::min(most_, mutants.size());
    for (std::size_t i = 0; i < made; ++i) {
      progress(i, made);
      out.mutants.push_back(result_of(std::move(mutants[i * mutants.size() / made])));
    }
    if (streams_.err.is_terminal()) {
      streams_.err.write("\r\x1b[K");
      streams_.err.flush();
    }
    return out;
  }

 private:
  void progress(std::size_t at, std::size_t of) {
    if (!streams_.err.is_terminal()) return;
    streams_.err.write(fmt::format("\rmutant {} of {} ", at + 1, of));
    streams_.err.flush();
  }

  [[nodiscard]] std::string_view text_of(const Mutant& mutant) const {
    return files_.front().loaded.sources->file(mutant.file).text();
  }

  [[nodiscard]] Made make(const Mutant& mutant, const MutatedFile& file) const {
    Made out;
    if (mutant.edits.empty()) {
      out.loaded = file.loaded;
    } else {
      const std::string& name = files_.front().loaded.sources->file(mutant.file).name();
      const std::string text = mutated(text_of(mutant), mutant);
      const SourceFile& given = file.loaded.sources->file(kGivenFile);
      MutatedModules modules(std::make_unique<FileModules>(file.path), name, text);
      out.loaded = load_policy(given.name(), given.name() == name ? text : std::string(given.text()), modules);
    }
    if (out.loaded.policy) out.plan = compile(out.loaded.policy, mutant.without).plan;
    return out;
  }

  MutantResult result_of(Mutant mutant) {
    MutantResult out;
    out.mutant = std::move(mutant);
    std::shared_ptr<const Plan> first;
    for (const MutatedFile& file : files_) {
      const Made made = make(out.mutant, file);
      if (!made.plan) return out;
      if (!first) first = made.plan;
      const ScenarioRunner runner(made.plan, made.loaded.policy, made.loaded.sources);
      for (const std::size_t scenario : file.scenarios) {
        if (runner.run(scenario).failures.empty()) continue;
        out.state = MutantResult::State::Noticed;
        out.noticed_by = made.loaded.policy->scenarios[scenario].name;
        return out;
      }
    }
    out.state = MutantResult::State::NotNoticed;
    const std::string_view text = text_of(out.mutant);
    out.lines = changed_lines(text, out.mutant);
    const std::string_view near =
        text.substr(out.mutant.declaration_begin, out.mutant.declaration_end - out.mutant.declaration_begin);
    out.search = search_.find(*first, scenario_name(out.mutant), near);
    return out;
  }

  // One that no scenario has.
  [[nodiscard]] std::string scenario_name(const Mutant& mutant) const {
    const SourceFile& file = files_.front().loaded.sources->file(mutant.file);
    const std::string name = fmt::format("line {}: {}", file.position(mutant.begin).line, mutant.what);
    const auto taken = [&](const std::string& wanted) {
      return std::any_of(files_.begin(), files_.end(), [&](const MutatedFile& f) {
        const auto& all = f.loaded.policy->scenarios;
        return std::any_of(all.begin(), all.end(), [&](const Scenario& s) { return s.name == wanted; });
      });
    };
    std::string out = name;
    for (int number = 2; taken(out); ++number) out = fmt::format("{} ({})", name, number);
    return out;
  }

  const std::vector<MutatedFile>& files_;
  std::size_t most_;
  Streams& streams_;
  MutantSearch search_;
};

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("      {}\n", shown(text.substr(0, end)));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

}  // namespace

std::size_t MutationReport::count(MutantResult::State state) const {
  return static_cast<std::size_t>(
      std::count_if(mutants.begin(), mutants.end(), [&](const MutantResult& m) { return m.state == state; }));
}

MutationReport run_mutants(const std::vector<MutatedFile>& files, std::size_t most, Streams& streams) {
  return MutationRun(files, most, streams).run();
}

std::string mutation_text(const MutationReport& report, std::size_t width) {
  using State = MutantResult::State;
  const std::size_t noticed = report.count(State::Noticed);
  const std::size_t missed = report.count(State::NotNoticed);
  std::string out = fmt::format("\nMutants: {} noticed, {} not", noticed, missed);
  if (const std::size_t broken = report.count(State::DoesNotCheck); broken > 0)
    out += fmt::format("; {} more did not check", broken);
  if (report.possible > report.mutants.size())
    out += fmt::format("\n  {} of {} were made, evenly over the text; `--mutants {}` makes all", report.mutants.size(),
                       report.possible, report.possible);
  out += '\n';
  if (missed > 0) out += "\nNot noticed by any scenario\n";
  for (const MutantResult& result : report.mutants) {
    if (result.state != State::NotNoticed) continue;
    const SourceFile& file = report.sources->file(result.mutant.file);
    const Position at = file.position(result.mutant.begin);
    out += wrapped(fmt::format("{}:{}:{}  {}", shown(file.name()), at.line, at.column, shown(result.mutant.what)), 2, 6,
                   width);
    for (const std::string& line : result.lines) out += fmt::format("    {}\n", shown(line));
    if (result.search.scenario) {
      out += "    would be noticed by\n" + indented(result.search.scenario->text);
    } else {
      out += wrapped(fmt::format("not told apart by {} near those of the scenarios{}; it may mean the same",
                                 counted(result.search.trials, "set of facts", "sets of facts"),
                                 result.search.all_of_one ? ", every change of one fact among them" : ""),
                     4, 6, width);
    }
  }
  return out;
}

}  // namespace carveout::tool
