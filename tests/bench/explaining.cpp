#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "carveout/lang/load.hpp"
#include "carveout/stdlib.hpp"
#include "carveout/why.hpp"

// What explaining costs as against deciding: every action on the facts of every scenario of the City's guidance. Prints
// and asserts nothing; explaining is meant to cost at most fifty times deciding.
namespace carveout::bench {
namespace {

class StandardModules : public ModuleResolver {
 public:
  ModuleText resolve(std::string_view path) override {
    const auto text = standard_module(path);
    if (!text) return {};
    return {ModuleText::Status::Found, std::string(path), std::string(*text), {}};
  }
};

struct Asked {
  ActionId action{};
  Facts facts;
  DecideOptions options;
};

// Microseconds a question.
template <class Work>
double measured(const std::vector<Asked>& all, int rounds, Work work) {
  const auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < rounds; ++round) {
    for (const Asked& asked : all) work(asked);
  }
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  return took.count() / (rounds * static_cast<double>(all.size()));
}

int run(const std::string& path, int rounds) {
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  StandardModules modules;
  const Loaded loaded = load_policy(path, std::move(text), modules);
  if (!loaded.policy) return 1;
  const Compiled compiled = compile(loaded.policy);
  if (!compiled.plan) return 1;
  const Plan& plan = *compiled.plan;
  std::vector<Asked> all;
  for (std::size_t i = 0; i < loaded.policy->scenarios.size(); ++i) {
    if (loaded.policy->scenarios[i].common) continue;
    const ScenarioFacts given = facts_of_scenario(*loaded.policy, i);
    for (std::uint32_t action = 0; action < loaded.policy->actions.size(); ++action) {
      Asked asked{ActionId{action}, given.facts, {}};
      asked.options.as_of = given.as_of;
      all.push_back(std::move(asked));
    }
  }
  std::size_t seen = 0;  // so that nothing is left out
  const auto decided = [&](const Asked& a) { return decide(plan, a.facts, a.action, a.options); };
  const auto context = [&](const Asked& a) {
    return AnswerContext{loaded.policy, loaded.sources, a.facts, governing_dates(plan, a.facts, a.options)};
  };
  WhyOptions full;
  full.full = true;
  const double base = measured(all, rounds, [&](const Asked& a) { seen += decided(a).because.size(); });
  const auto report = [&](const char* what, double took) {
    fmt::print("  {:<28}{:8.1f} us {:6.1f} times deciding\n", what, took, took / base);
  };
  fmt::print("{} questions\n", all.size());
  report("deciding", base);
  report("and explaining", measured(all, rounds, [&](const Asked& a) {
           seen += explain(plan, a.facts, decided(a), a.options).in_force.size();
         }));
  report("and proving", measured(all, rounds, [&](const Asked& a) {
           seen += prove(plan, a.facts, decided(a), {}, a.options).steps.size();
         }));
  report("and proving in full", measured(all, rounds, [&](const Asked& a) {
           seen += prove(plan, a.facts, decided(a), full, a.options).steps.size();
         }));
  report("and telling it as text", measured(all, rounds, [&](const Asked& a) {
           seen += why_text(context(a), {prove(plan, a.facts, decided(a), {}, a.options)}, 80, Ink::Plain).size();
         }));
  report("and telling it as JSON", measured(all, rounds, [&](const Asked& a) {
           seen += why_json(context(a), {prove(plan, a.facts, decided(a), {}, a.options)}).size();
         }));
  return seen == 0 ? 1 : 0;
}

}  // namespace
}  // namespace carveout::bench

int main(int argc, char** argv) {
  const bool once = argc > 1 && std::string(argv[1]) == "--once";
  return carveout::bench::run(CARVEOUT_SOURCE_DIR "/examples/policies/nyc/guidance.carve", once ? 1 : 20);
}
