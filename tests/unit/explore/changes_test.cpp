#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>

#include "unit/explore/exploring.hpp"

namespace carveout {
namespace {

using testing::Explored;

// Ten of thirty yes/no facts, four at a time, permit.
std::string policy_of_thirty() {
  std::string out = "policy thirty \"Thirty facts\"\nfacts\n";
  for (int i = 0; i < 30; ++i) out += fmt::format("  f{} : yes/no\n", i);
  out += "action act by default forbidden\n";
  for (int i = 0; i < 30; i += 3)
    out += fmt::format("clause c{} permit act when f{} and f{} and not f{} and f{}\n", i, i, (i + 7) % 30,
                       (i + 13) % 30, (i + 4) % 30);
  return out;
}

TEST_CASE("of thirty facts of which nothing is known all changes of two are tried in time") {
  const Explored example(policy_of_thirty());
  ExploreLimits limits;
  limits.changed_facts = 2;
  const auto begin = std::chrono::steady_clock::now();
  const ChangesReport report =
      changes_to(*example.plan, no_facts(*example.policy), example.action("act"), Outcome::Permitted, {}, limits);
  // A second, on a machine that does nothing else.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  CHECK(report.complete_to == 2);
  CHECK(report.end == SearchEnd::Complete);
  CHECK(report.changes.empty());
}

TEST_CASE("what the facts that are not known leave open is no change") {
  const Explored example(R"(policy p "p"
facts
  a : yes/no
  b : yes/no
  c : yes/no
action act by default forbidden
clause one permit act when a and b
clause two permit act when a and not b
clause three permit act when c and b
)");
  const ChangesReport report =
      changes_to(*example.plan, no_facts(*example.policy), example.action("act"), Outcome::Permitted);
  REQUIRE(report.changes.size() == 2);
  CHECK(scenario_lines(*example.policy, report.changes[0]) == "  given a is yes\n");
  CHECK(scenario_lines(*example.policy, report.changes[1]) == "  given b is yes\n  given c is yes\n");
}

TEST_CASE("a search for changes ends where its steps do, or where it is to stop") {
  const Explored example(policy_of_thirty());
  const Facts facts = no_facts(*example.policy);
  const ActionId act = example.action("act");
  ExploreLimits limits;
  limits.change_steps = 3'000;
  const ChangesReport few = changes_to(*example.plan, facts, act, Outcome::Permitted, {}, limits);
  CHECK(few.end == SearchEnd::AtLimit);
  CHECK(few.complete_to < limits.changed_facts);
  CHECK(changes_text(example.context(facts), few, 200, Ink::Plain).find("would take too many decisions") !=
        std::string::npos);
  const std::atomic<bool> stop{true};
  limits = {};
  limits.stop = &stop;
  const ChangesReport stopped = changes_to(*example.plan, facts, act, Outcome::Permitted, {}, limits);
  CHECK(stopped.end == SearchEnd::Stopped);
  CHECK(stopped.complete_to == 0);
  CHECK(changes_text(example.context(facts), stopped, 200, Ink::Plain).find("was stopped") != std::string::npos);
  CHECK(changes_json(example.context(facts), {stopped}).find("\"ended\": \"stopped\"") != std::string::npos);
}

}  // namespace
}  // namespace carveout
