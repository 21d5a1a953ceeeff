#include <doctest/doctest.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

constexpr const char* kHead = R"(
policy p
type Kind is one of usual, urgent, secret
facts
  a : yes/no
  b : yes/no
  c : yes/no
  kind : Kind
  n : number
action act
action other by default permitted
duty review done when c
)";

std::string policy(const char* clauses) {
  return std::string(kHead) + clauses;
}

}  // namespace

TEST_CASE("an exception overrides its base only within the base's domain") {
  const Asked asked(policy("clause rule forbid act when a exception e to rule permit act when b"));
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "forbidden by rule");
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "permitted by e");
  CHECK(asked.ask("act", R"({"a": false, "b": true})") == "unaddressed by default");
}

TEST_CASE("an exception to an exception restores the rule") {
  const Asked asked(
      policy("clause rule forbid act exception e to rule permit act when a exception f to e forbid act when b"));
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "permitted by e");
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "forbidden by rule, f");
}

TEST_CASE("an exception falls with a carved-out base, and stays while another base applies") {
  const Asked asked(policy(R"(
clause one forbid act when a
clause two forbid act when b
exception e to one, two permit act
carveout v from one when c)"));
  CHECK(asked.ask("act", R"({"a": true, "b": false, "c": true})") == "unaddressed by default");
  CHECK(asked.ask("act", R"({"a": true, "b": true, "c": true})") == "permitted by e");
}

TEST_CASE("a carve-out narrowed to an action leaves the others") {
  const Asked asked(policy("clause rule forbid act, other carveout v from rule for act when a"));
  CHECK(asked.ask("act", R"({"a": true})") == "unaddressed by default");
  CHECK(asked.ask("other", R"({"a": true})") == "forbidden by rule");
}

TEST_CASE("a carve-out from a carve-out ends it") {
  const Asked asked(policy("clause rule forbid act carveout v from rule when a carveout w from v when b"));
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "unaddressed by default");
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "forbidden by rule");
}

TEST_CASE("a clause notwithstanding all beats what no one on top overrides by name") {
  const Asked asked(
      policy("clause general permit act clause top forbid act when a notwithstanding all exception e to top permit act "
             "when b"));
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "forbidden by top");
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "permitted by general, e");
  CHECK(asked.ask("act", R"({"a": false})") == "permitted by general");
}

TEST_CASE("two clauses on top that collide are a conflict until one names the other") {
  const char* both = "clause x permit act notwithstanding all clause y forbid act notwithstanding all";
  CHECK(Asked(policy(both)).ask("act", "{}") == "conflict by x, y");
  CHECK(
      Asked(policy("clause x permit act notwithstanding all clause y forbid act notwithstanding x")).ask("act", "{}") ==
      "forbidden by y");
}

TEST_CASE("a clause subject to all yields to everything that is not at the bottom") {
  const Asked asked(policy("clause low permit act subject to all clause high forbid act when a"));
  CHECK(asked.ask("act", R"({"a": true})") == "forbidden by high");
  CHECK(asked.ask("act", R"({"a": false})") == "permitted by low");
}

TEST_CASE("a strike removes conclusions after overriding, revives nothing, and keeps to its part") {
  const Asked asked(policy(R"(
part one clause ban forbid act when a end part
clause leave permit act
clause strict forbid act when b notwithstanding leave
carveout saving from all forbids of one when c)"));
  CHECK(asked.ask("act", R"({"a": true, "b": false, "c": false})") == "conflict by ban, leave");
  CHECK(asked.ask("act", R"({"a": true, "b": false, "c": true})") == "permitted by leave");
  CHECK(asked.ask("act", R"({"a": false, "b": true, "c": true})") == "forbidden by strict");
}

TEST_CASE("may only if permits where the test holds and forbids where it does not") {
  const Asked asked(policy("clause rule permit act only if b when a"));
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "permitted by rule");
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "forbidden by rule");
  CHECK(asked.ask("act", R"({"a": false, "b": false})") == "unaddressed by default");
}

TEST_CASE("an exception's permit yields to a forbid it is no exception to, and both are cited") {
  const Asked asked(
      policy("clause rule forbid act when a exception e to rule permit act clause ban forbid act when b"));
  CHECK(asked.ask("act", R"({"a": true, "b": true})") == "forbidden by e, ban");
  CHECK(asked.ask("act", R"({"a": true, "b": false})") == "permitted by e");
}

TEST_CASE("a plain permit against a plain forbid is a conflict, or what the head says") {
  const char* clauses = "clause x permit act clause y forbid act";
  CHECK(Asked(policy(clauses)).ask("act", "{}") == "conflict by x, y");
  std::string text = policy(clauses);
  text.replace(text.find("policy p"), 8, "policy p on conflict forbid");
  CHECK(Asked(text).ask("act", "{}") == "forbidden by x, y");
}

TEST_CASE("of two timings of one duty the overriding clause's counts") {
  const Asked asked(policy("clause x require review before act exception y to x require review after act when a"));
  CHECK(asked.duty("review", "act", R"({"a": false, "c": true})") == "required by x, done");
  const Decision d = asked.decide("act", R"({"a": true})");
  REQUIRE(d.duties.size() == 2);
  CHECK(d.duties[0].timing == Timing::After);
  CHECK(d.duties[0].required == Truth::Yes);
  CHECK(d.duties[1].required == Truth::No);
}

TEST_CASE("allowed is true only when permitted with every duty before done") {
  const Asked asked(policy("clause x permit act when a require review before act"));
  CHECK(asked.decide("act", R"({"a": true, "c": true})").allowed);
  CHECK_FALSE(asked.decide("act", R"({"a": true, "c": false})").allowed);
  CHECK_FALSE(asked.decide("act", R"({"a": true})").allowed);
  CHECK_FALSE(asked.decide("act", R"({"c": true})").allowed);
}

TEST_CASE("a clause that is suspended is not there, nor what hangs on it") {
  const LoadedText loaded = load_text(policy("clause rule forbid act exception e to rule permit act when a"));
  const auto without = compile(loaded.loaded().policy, {loaded.policy().find_clauses("rule"), {}, {}});
  REQUIRE(without.plan);
  const Decision d = decide(*without.plan, no_facts(loaded.policy()), *loaded.policy().find_action("act"));
  CHECK(d.outcome == Outcome::Unaddressed);
}

TEST_CASE("a fault makes its condition unknown and is told with its place and facts") {
  const Asked asked(policy("clause x permit act when 10 / n > 2 and a"));
  CHECK(asked.ask("act", R"({"n": 2, "a": true})") == "permitted by x");
  const Decision d = asked.decide("act", R"({"n": 0, "a": true})");
  CHECK(d.outcome == Outcome::Undetermined);
  REQUIRE(d.faults.size() == 1);
  CHECK(d.faults[0].fault == Fault::DivisionByZero);
  CHECK(std::vector<std::string>(d.faults[0].facts.begin(), d.faults[0].facts.end()) == std::vector<std::string>{"n"});
  CHECK(asked.decide("act", R"({"n": 0, "a": false})").faults.empty());
}
