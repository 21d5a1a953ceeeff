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

TEST_CASE("functions that spread at each step are refused at the limit on calls, where they spread") {
  std::string text = "policy p facts n : number action act\ndefine f0(x: number): yes/no as x > 1\n";
  for (int i = 1; i <= 40; ++i)
    text += fmt::format("define f{}(x: number): yes/no as f{}(x + {}) and f{}(x * {})\n", i, i - 1, i, i - 1, i + 1);
  text += "clause x permit act when f40(n)";
  PlanLimits limits;
  limits.nodes = 200'000;  // would be passed if the calls were spelt out
  const Asked asked(text, limits);
  REQUIRE(asked.plan_problem() == "CallsMultiply");
  const Diagnostic problem = asked.plan_diagnostics()[0];
  CHECK(asked.text(problem.span) == "f0(x + 1)");
  CHECK(problem.message ==
        "the calls multiply: once they are spelt out, `f1` calls `f0` with more than 10000 different arguments");
  REQUIRE(problem.notes.size() == 1);
  CHECK(asked.text(problem.notes[0].span) == "f40(n)");
}

TEST_CASE("a condition may call a definition with as many different arguments as the limit says, in its own words") {
  PlanLimits limits;
  limits.calls = 20;
  const auto calling = [&](int times) {
    std::string text = "policy p facts n : number action act\ndefine f(x: number) as x > 1\n";
    text += "clause x permit act when f(n) and f(n)";
    for (int i = 1; i < times; ++i) text += fmt::format(" and f(n + {})", i);
    return text + "\nclause y permit act when f(n - 1)";
  };
  CHECK(Asked(calling(20), limits).plan_problem() == "");
  const Asked over(calling(21), limits);
  REQUIRE(over.plan_problem() == "CallsMultiply");
  CHECK(over.plan_diagnostics()[0].message ==
        "the calls multiply: once they are spelt out, this condition calls `f` with more than 20 different arguments");
}

namespace {

constexpr const char* kThreeDeep = R"(
policy p facts ns : list of number q : yes/no action act
clause x permit act when some a in ns satisfies (some b in ns satisfies (some c in ns satisfies (a + b + c > 1_000)))
clause y permit act when q
)";

std::string numbers(int count) {
  std::string facts = R"({"ns": [1)";
  for (int i = 1; i < count; ++i) facts += ", 1";
  return facts + "]";
}

DecideOptions with_steps(std::uint64_t steps) {
  DecideOptions options;
  options.steps = steps;
  return options;
}

}  // namespace

TEST_CASE("a decision past its bound on steps is unknown, says why, and asks for nothing that is known") {
  const Asked asked(kThreeDeep);
  const Decision d = asked.decide("act", numbers(200) + R"(, "q": false})", with_steps(10'000));
  CHECK(d.outcome == Outcome::Undetermined);
  CHECK_FALSE(d.exact);
  CHECK(d.needs.empty());
  REQUIRE(d.faults.size() == 1);
  CHECK(d.faults[0].fault == Fault::TooManySteps);
  CHECK(d.faults[0].steps == 10'000);
  CHECK(std::vector<std::string>(d.faults[0].facts.begin(), d.faults[0].facts.end()) == std::vector<std::string>{"ns"});
}

TEST_CASE("what takes no steps is worked out however many the rest takes") {
  const Asked asked(kThreeDeep);
  CHECK(asked.ask("act", numbers(200) + R"(, "q": true})", with_steps(10'000)) == "permitted by y");
  CHECK(asked.ask("act", numbers(200) + "}", with_steps(10'000)) ==
        "undetermined {permitted, unaddressed} not exact needs q");
}

TEST_CASE("an answer past the bound on steps cites all it read, and is the same on that") {
  const Asked asked(kThreeDeep);
  const Decision d = asked.decide("act", numbers(3) + R"(, "q": false})", with_steps(10));
  CHECK(std::vector<std::string>(d.cited.begin(), d.cited.end()) ==
        std::vector<std::string>{"ns", "ns[1]", "ns[2]", "ns[3]", "q"});
}

TEST_CASE("the needs of elements take steps in proportion to their number") {
  const Asked asked(R"(
policy p type T has x : number y : yes/no facts l : list of T action act
clause c forbid act when some x in l satisfies x.y
clause s permit act when (sum x.x for x in l where x.y) > 3
)");
  std::string facts = R"({"l": [{"x": 1})";
  constexpr std::size_t kElements = 20'000;
  for (std::size_t i = 1; i < kElements; ++i) facts += R"(, {"x": 1})";
  const Decision d = asked.decide("act", facts + "]}", with_steps(40 * kElements));
  CHECK(d.outcome == Outcome::Undetermined);
  CHECK(d.exact);
  CHECK(d.needs.size() == kElements);
  CHECK(d.faults.empty());
}

TEST_CASE("the text of an answer says within how many steps it could not be worked out") {
  const Asked asked(kThreeDeep);
  const std::string text = asked.text_of("act", numbers(200) + R"(, "q": false})", with_steps(10'000));
  CHECK(text.find("not within 10,000 steps, at ") != std::string::npos);
  CHECK(text.find("Not everything could be worked out: some of") != std::string::npos);
  CHECK(text.find("What would settle it") == std::string::npos);
}

TEST_CASE("the text of an answer tells no more needs than are read") {
  const Asked many(R"(
policy p type T has y : yes/no facts l : list of T action act
clause c forbid act when some x in l satisfies x.y
)");
  std::string facts = R"({"l": [{})";
  for (int i = 1; i < 100; ++i) facts += ", {}";
  CHECK(many.text_of("act", facts + "]}").find("and 60 more facts") != std::string::npos);
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
