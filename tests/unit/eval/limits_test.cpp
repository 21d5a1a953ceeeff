#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("definitions that double at each step cost their number, not their expansion") {
  std::string text = "policy p facts a : yes/no n : number action act\ndefine d0 as a and n > 1\ndefine v0 as n\n";
  for (int i = 1; i <= 200; ++i) {
    text += fmt::format("define d{} as d{} and d{}\n", i, i - 1, i - 1);
    text += fmt::format("define v{} as lesser of (v{}, v{} + 0)\n", i, i - 1, i - 1);
  }
  text += "clause x permit act when d200 and v200 > 1";
  const Asked asked(text);
  CHECK(asked.plan_problem() == "");
  CHECK(asked.ask("act", R"({"a": true, "n": 2})") == "permitted by x");
  CHECK(asked.ask("act", R"({"a": true})") == "undetermined {permitted, unaddressed} needs n");
}

TEST_CASE("functions that double at each step on an element of a list cost their number too") {
  std::string text = "policy p facts ns : list of number action act\ndefine f0(x: number): yes/no as x > 1\n";
  for (int i = 1; i <= 100; ++i)
    text += fmt::format("define f{}(x: number): yes/no as f{}(x) and f{}(x)\n", i, i - 1, i - 1);
  text += "clause x permit act when some e in ns satisfies f100(e)";
  CHECK(Asked(text).ask("act", R"({"ns": [1, 2]})") == "permitted by x");
}

TEST_CASE("a chain of definitions past the limit on depth is refused, not overflowed") {
  std::string text = "policy p facts n : number action act\ndefine v0 as n + 1\n";
  for (int i = 1; i <= 5'000; ++i) text += fmt::format("define v{} as v{} * 2\n", i, i - 1);
  text += "clause x permit act when v5000 > 1";
  CHECK(Asked(text).plan_problem() == "PlanTooDeep");
}

TEST_CASE("a policy past the limit on nodes is refused") {
  PlanLimits limits;
  limits.nodes = 50;
  std::string text = "policy p facts n : number action act\n";
  for (int i = 0; i < 100; ++i) text += fmt::format("clause c{} permit act when n > {}\n", i, i);
  CHECK(Asked(text, limits).plan_problem() == "PlanTooLarge");
}

TEST_CASE("functions that spread at each step are refused at the limit on nodes") {
  std::string text = "policy p facts n : number action act\ndefine f0(x: number): yes/no as x > 1\n";
  for (int i = 1; i <= 40; ++i)
    text += fmt::format("define f{}(x: number): yes/no as f{}(x + {}) and f{}(x * {})\n", i, i - 1, i, i - 1, i + 1);
  text += "clause x permit act when f40(n)";
  PlanLimits limits;
  limits.nodes = 100'000;
  CHECK(Asked(text, limits).plan_problem() == "PlanTooLarge");
}

TEST_CASE("a decision past its bound on steps is unknown and says why") {
  const Asked asked(R"(
policy p facts ns : list of number action act
clause x permit act when some a in ns satisfies (some b in ns satisfies (some c in ns satisfies (a + b + c > 1_000)))
)");
  std::string facts = R"({"ns": [1)";
  for (int i = 0; i < 200; ++i) facts += ", 1";
  facts += "]}";
  DecideOptions options;
  options.steps = 10'000;
  const Decision d = asked.decide("act", facts, options);
  CHECK(d.outcome == Outcome::Undetermined);
  REQUIRE(!d.faults.empty());
  CHECK(d.faults[0].fault == Fault::TooManySteps);
}

TEST_CASE("hundreds of clauses that override each other in a row are decided") {
  std::string text = "policy p facts a : yes/no action act\nclause c0 forbid act\n";
  for (int i = 1; i < 900; ++i)
    text += fmt::format("clause c{} {} act when a notwithstanding c{}\n", i, i % 2 ? "permit" : "forbid", i - 1);
  const Asked asked(text);
  CHECK(asked.plan_problem() == "");
  CHECK(asked.decide("act", R"({"a": true})").outcome != Outcome::Undetermined);
  CHECK(asked.decide("act", "{}").outcome == Outcome::Undetermined);
}
