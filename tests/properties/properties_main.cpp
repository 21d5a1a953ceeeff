#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "properties/laws.hpp"
#include "properties/shrink.hpp"

// Tries the laws of language/07-decisions, and the agreement of the runtime with the reference, on random policies and
// facts. One seed gives the same run on every machine; what breaks a law is printed whole, cut down, with the seed of
// its policy.
namespace carveout::properties {
namespace {

constexpr std::uint64_t kDefaultSeed = 20'180'131;
constexpr std::uint64_t kDefaultPairs = 10'000;
constexpr unsigned kPairsOfOnePolicy = 2;
constexpr std::uint32_t kWays[] = {4'096, 2, 4'096, 4, 4'096, 8};

struct Settings {
  std::uint64_t seed = kDefaultSeed;
  std::uint64_t pairs = kDefaultPairs;
  std::optional<std::uint64_t> policy;  // only the one of this seed
  std::size_t most_failures = 3;
  bool reference_only = false;
};

std::optional<Settings> read_settings(const std::vector<std::string_view>& arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--reference-only") {
      settings.reference_only = true;
      continue;
    }
    if (i + 1 == arguments.size()) return std::nullopt;
    std::uint64_t number = 0;
    const std::string_view text = arguments[i + 1];
    if (std::from_chars(text.data(), text.data() + text.size(), number).ptr != text.data() + text.size())
      return std::nullopt;
    if (arguments[i] == "--seed") {
      settings.seed = number;
    } else if (arguments[i] == "--pairs") {
      settings.pairs = number;
    } else if (arguments[i] == "--policy") {
      settings.policy = number;
    } else if (arguments[i] == "--failures") {
      settings.most_failures = number;
    } else {
      return std::nullopt;
    }
    ++i;
  }
  return settings;
}

class Run {
 public:
  explicit Run(const Settings& settings) : settings_(settings) {
    const Ask ask = settings.reference_only ? Ask(by_the_rules) : Ask(by_the_runtime);
    if (!settings.reference_only) {
      always_.push_back(agreement());
      often_.push_back(agreement_on_values());
      often_.push_back(sufficient());
      often_.push_back(sufficient_for_proofs());
      often_.push_back(exercised());
      often_.push_back(interviewed());
      often_.push_back(changed());
      often_.push_back(recorded());
      closed_.push_back(best_question());
    }
    often_.push_back(monotone(ask));
    often_.push_back(sound(ask));
    often_.push_back(free_of_order(ask));
    often_.push_back(free_of_layout(ask));
    closed_.push_back(complete(ask));
  }

  int run() {
    fmt::print("seed {}, {} pairs\n", settings_.seed, settings_.pairs);
    if (settings_.policy) {
      try_policy(*settings_.policy);
      report();
      return failures_ == 0 ? 0 : 1;
    }
    Random seeds(settings_.seed);
    while (pairs_ < settings_.pairs && failures_ < settings_.most_failures) try_policy(seeds.next());
    report();
    // What does not check tests nothing: fewer than one policy in a hundred may be so.
    const bool generates = dropped_ * 100 < policies_;
    if (!generates) fmt::print("too many policies did not check\n");
    return failures_ == 0 && generates ? 0 : 1;
  }

 private:
  void try_policy(std::uint64_t seed) {
    Random random(seed);
    PolicyShape shape;
    shape.closed_facts_only = random.chance(20);
    const PolicyText text = random_policy(random.next(), shape);
    std::string error;
    const auto ready = made_ready(text.texts(), &error);
    ++policies_;
    if (!ready) {
      ++dropped_;
      if (dropped_ <= kShownDropped || settings_.policy) fmt::print("does not check (policy {}):\n{}\n", seed, error);
      if (settings_.policy) fmt::print("{}", text.text());
      return;
    }
    for (unsigned i = 0; i < kPairsOfOnePolicy; ++i) try_pair(text, *ready, shape, seed, random);
  }

  void try_pair(const PolicyText& text, const Ready& ready, const PolicyShape& shape, std::uint64_t seed,
                Random& random) {
    Question question;
    const auto& actions = ready.policy->actions;
    question.action = actions[random.below(actions.size())].name;
    const unsigned known = random.chance(15) ? 100 : static_cast<unsigned>(random.below(90));
    question.facts = random_facts(*ready.policy, random, known);
    if (random.chance(20)) question.as_of = Date::parse(random.chance(50) ? "2020-01-02" : "2021-03-01");
    question.ways = kWays[pairs_ % std::size(kWays)];
    ++pairs_;
    if (ready.policy->policies.size() > 1) ++together_;
    if ((*ready.policy)[*ready.policy->find_action(question.action)].family) ++of_items_;
    const std::uint64_t law_seed = random.next();
    const Answer answer = settings_.reference_only ? by_the_rules(ready, question) : by_the_runtime(ready, question);
    ++outcomes_[answer.outcome + (answer.exact ? "" : ", not exact")];
    for (const Law& law : always_) try_law(law, text, ready, question, seed, law_seed);
    if (pairs_ % 3 != 0) {
      for (const Law& law : often_) try_law(law, text, ready, question, seed, law_seed);
    }
    if (shape.closed_facts_only) {
      for (const Law& law : closed_) try_law(law, text, ready, question, seed, law_seed);
    }
  }

  void try_law(const Law& law, const PolicyText& text, const Ready& ready, const Question& question, std::uint64_t seed,
               std::uint64_t law_seed) {
    ++tried_[law.name];
    auto what = law.broken(text, ready, question, law_seed);
    if (!what) return;
    ++failures_;
    if (failures_ > settings_.most_failures) return;
    fmt::print("\n=== broken: {} (policy {})\n", law.name, seed);
    const Failure least = shrunk(law, {text, question, law_seed, std::move(*what)});
    fmt::print("{}", least.policy.text());
    const auto least_ready = made_ready(least.policy.texts());
    if (least_ready) fmt::print("facts {}\n", facts_text(*least_ready->policy, least.question.facts));
    fmt::print("action {}, ways {}{}\n{}\n", least.question.action, least.question.ways,
               least.question.as_of ? ", as of " + least.question.as_of->to_text() : "", least.what);
    std::fflush(stdout);
  }

  void report() const {
    fmt::print("{} pairs of {} policies; {} more did not check\n", pairs_, policies_ - dropped_, dropped_);
    fmt::print("  of several policies decided together: {}\n", together_);
    fmt::print("  about an item of an action: {}\n", of_items_);
    for (const auto& [name, count] : tried_) fmt::print("  {}: {}\n", name, count);
    for (const auto& [name, count] : outcomes_) fmt::print("  outcome {}: {}\n", name, count);
    fmt::print("{} broken\n", failures_);
  }

  static constexpr std::uint64_t kShownDropped = 5;

  Settings settings_;
  std::vector<Law> always_;
  std::vector<Law> often_;
  std::vector<Law> closed_;
  std::uint64_t policies_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t pairs_ = 0;
  std::uint64_t together_ = 0;
  std::uint64_t of_items_ = 0;
  std::size_t failures_ = 0;
  std::map<std::string, std::uint64_t> tried_;
  std::map<std::string, std::uint64_t> outcomes_;
};

}  // namespace
}  // namespace carveout::properties

int main(int count, char** values) {
  const auto settings = carveout::properties::read_settings({values + 1, values + count});
  if (!settings) {
    fmt::print(stderr,
               "usage: test_properties [--seed N] [--pairs N] [--policy SEED] [--failures N] [--reference-only]\n");
    return 2;
  }
  return carveout::properties::Run(*settings).run();
}
