#include <doctest/doctest.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

std::string policy(const char* clauses) {
  return std::string(R"(
policy p as of day round dates down
type Kind is one of usual, urgent, secret
type Item has date : date code : section big : yes/no
facts
  day : date
  a : yes/no
  b : yes/no
  kind : Kind
  topic : Kind if any
  n : number
  m : number
  items : list of Item
action act
)") + clauses;
}

}  // namespace

TEST_CASE("an answer that is the same either way is given although a fact is missing") {
  CHECK(Asked(policy("clause x permit act when a clause y permit act when not a")).ask("act", "{}") ==
        "permitted by x, y");
  CHECK(Asked(policy("clause x permit act when n < 5 clause y permit act when n >= 5")).ask("act", "{}") ==
        "permitted by x, y");
  CHECK(Asked(policy("clause x permit act when kind is usual clause y permit act when kind in {urgent, secret}"))
            .ask("act", "{}") == "permitted by x, y");
  CHECK(Asked(policy("clause x permit act when topic is present clause y permit act when topic is absent"))
            .ask("act", "{}") == "permitted by x, y");
  CHECK(Asked(policy("clause x permit act when n < m clause y permit act when n >= m")).ask("act", R"({"n": 1})") ==
        "permitted by x, y");
}

TEST_CASE(
    "a clause that stands whichever way the unknown is settled made the outcome, beside those that stand for certain") {
  const Asked alone(policy("clause w forbid act when a or not a clause x forbid act when n >= 5"));
  CHECK(alone.ask("act", "{}") == "forbidden by w");
  CHECK(alone.ask("act", R"({"n": 7})") == "forbidden by w, x");
  CHECK(alone.ask("act", R"({"n": 3, "a": true})") == "forbidden by w");
  // What stands in some ways alone is not named beside what stands in all of them.
  const Asked both(
      policy("clause w forbid act when a clause x forbid act when not a clause y forbid act when b or not b"));
  CHECK(both.ask("act", "{}") == "forbidden by y");
  const Asked split(
      policy("clause w forbid act when a clause x forbid act when not a clause y permit act when b or not b"));
  CHECK(split.ask("act", "{}") == "conflict by w, x, y");
  const Asked sides(policy("clause w permit act when a clause x permit act when not a clause y forbid act"));
  CHECK(sides.ask("act", "{}") == "conflict by w, x, y");
}

TEST_CASE("clauses of more ways than are tried are those that may stand") {
  std::string facts = "policy p facts ";
  std::string parts = "(not f0)";
  for (int i = 0; i < 8; ++i) facts += "f" + std::to_string(i) + " : yes/no ";
  for (int i = 0; i < 8; ++i) parts += " or f" + std::to_string(i);
  facts += "action act clause w forbid act when ";
  // Of eight facts, the six that are first are tried: f0 is among them.
  CHECK(Asked(facts + parts + " clause x forbid act").ask("act", "{}") == "forbidden by w, x");
  std::string last = "(not f7)";
  for (int i = 0; i < 8; ++i) last += " or f" + std::to_string(i);
  CHECK(Asked(facts + last + " clause x forbid act").ask("act", "{}") == "forbidden by x");
}

TEST_CASE("a duty is required by the clauses that require it either way") {
  const Asked asked(
      policy("duty review clause x permit act require review before act when a or not a "
             "clause y permit act clause z require review before act when kind is secret"));
  CHECK(asked.duty("review", "act", "{}") == "required by x, not known");
}

TEST_CASE("needs are the facts of which a change alone changes the outcome in some way of settling the others") {
  const Asked asked(policy("clause x permit act when a and b clause y forbid act when kind is secret"));
  CHECK(asked.ask("act", "{}") == "undetermined {permitted, forbidden, conflict, unaddressed} needs a, b, kind");
  CHECK(asked.ask("act", R"({"a": false})") == "undetermined {forbidden, unaddressed} needs kind");
  CHECK(asked.ask("act", R"({"kind": "secret", "a": true})") == "undetermined {forbidden, conflict} needs b");
}

TEST_CASE("a number is split by the constants it is compared with") {
  const Asked asked(policy("clause x permit act when n between 3 and 5 clause y forbid act when n > 5"));
  CHECK(asked.ask("act", "{}") == "undetermined {permitted, forbidden, unaddressed} needs n");
  CHECK(asked.ask("act", R"({"n": 6})") == "forbidden by y");
}

TEST_CASE("two days that follow each other have no day between") {
  const Asked asked(policy(R"(
clause x permit act when day on or before 2018-01-01
clause y permit act when day on or after 2018-01-02)"));
  CHECK(asked.ask("act", "{}") == "permitted by x, y");
}

TEST_CASE("an unknown governing date is answered over the stretches of the periods") {
  const Asked asked(
      policy("clause x permit act in force until 2018-01-01 clause x permit act in force from 2018-01-01"));
  CHECK(asked.ask("act", "{}") == "permitted by x, x");
  const Asked flips(
      policy("clause x forbid act in force until 2018-01-01 clause x permit act in force from 2018-01-01"));
  CHECK(flips.ask("act", "{}") == "undetermined {permitted, forbidden} needs day");
  DecideOptions told;
  told.as_of = Date::parse("2017-12-31");
  CHECK(flips.ask("act", R"({"day": "2020-01-01"})", told) == "forbidden by x");
}

TEST_CASE("a parameter is a constant for each stretch of the governing date") {
  const Asked asked(
      policy("parameter limit : number is 5 from 2010-01-01 is 7 from 2020-01-01 clause x permit act when n >= limit"));
  CHECK(asked.ask("act", R"({"day": "2015-01-01", "n": 6})") == "permitted by x");
  CHECK(asked.ask("act", R"({"day": "2020-01-01", "n": 6})") == "unaddressed by default");
  CHECK(asked.ask("act", R"({"n": 6})") == "undetermined {permitted, unaddressed} needs day");
  const Decision before = asked.decide("act", R"({"day": "2009-12-31", "n": 6})");
  REQUIRE(before.faults.size() == 1);
  CHECK(before.faults[0].fault == Fault::NotInForce);
}

TEST_CASE("that a parameter has no value yet is told with what is known of the date, and only where it matters") {
  const std::string rest = R"(
as of day facts day : date n : number
parameter limit : number is 5 from 2020-01-01
action act
clause x permit act when n > limit)";
  const Asked always("policy p" + rest);
  CHECK(
      always.text_of("act", R"({"n": 6})").find("`limit` has no value before 2020-01-01, and the date is not known") !=
      std::string::npos);
  CHECK(always.text_of("act", R"({"n": 6, "day": "2019-12-31"})")
            .find("`limit` has no value before 2020-01-01, and the date is 2019-12-31") != std::string::npos);
  CHECK(Asked("policy p in force from 2020-01-01" + rest).decide("act", R"({"n": 6})").faults.empty());
  CHECK(Asked("policy p in force from 2019-12-31" + rest).decide("act", R"({"n": 6})").faults.size() == 1);
}

TEST_CASE("the same condition on two facts is one unit wherever it stands") {
  const Asked asked(policy("define early as n < m clause x permit act when early clause y forbid act when not early"));
  CHECK(asked.ask("act", "{}") == "undetermined {permitted, forbidden} needs m, n");
}

TEST_CASE("a quantifier is yes on a witness and needs only what its open elements need") {
  const Asked asked(policy("clause x permit act when some i in items satisfies (i.big and i.code under \"PL 1\")"));
  CHECK(asked.ask("act", R"j({"items": [{"big": true, "code": "PL 1(2)"}, {}]})j") == "permitted by x");
  CHECK(asked.ask("act", R"({"items": [{"big": false}, {"big": true}]})") ==
        "undetermined {permitted, unaddressed} needs items[2].code");
  CHECK(asked.ask("act", R"({"items": [{"big": true, "code": "PL"}]})") ==
        "undetermined {permitted, unaddressed} needs items[1].code");
  CHECK(asked.ask("act", "{}") == "undetermined {permitted, unaddressed} needs items");
}

TEST_CASE("a count of what may count is known between bounds") {
  const Asked asked(policy("clause x permit act when (count i in items where i.big) >= 2"));
  CHECK(asked.ask("act", R"({"items": [{"big": true}, {"big": true}, {}]})") == "permitted by x");
  CHECK(asked.ask("act", R"({"items": [{"big": true}, {"big": false}]})") == "unaddressed by default");
  CHECK(asked.ask("act", R"({"items": [{"big": true}, {}]})") ==
        "undetermined {permitted, unaddressed} needs items[2].big");
}

TEST_CASE("past the bound on ways the answer says so and is never narrower than the truth") {
  const Asked asked(policy("clause x permit act when a clause y permit act when not a and kind is secret and b"));
  DecideOptions two;
  two.ways = 2;
  CHECK(asked.ask("act", "{}", two) == "undetermined {permitted, unaddressed} not exact needs a, b, kind");
}

TEST_CASE("cited facts are those that settle, not all that are known") {
  const Asked asked(policy("clause x permit act when a and b and n > 1"));
  using Paths = std::vector<std::string>;
  const auto cited = [&](std::string facts) {
    const FactPaths paths = asked.decide("act", std::move(facts)).cited;
    return Paths(paths.begin(), paths.end());
  };
  CHECK(cited(R"({"a": false, "b": true, "n": 5})") == Paths{"a"});
  CHECK(cited(R"({"a": true, "b": true, "n": 5})") == Paths{"a", "b", "n"});
}
