#include <doctest/doctest.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

std::string policy(const std::string& clauses) {
  return R"carve(
policy p as of day round dates down
type Kind is one of usual, urgent, secret
type Level is one of low < mid < high
type Item has
  date : date
  code : section
  kind : Kind
  n    : number
facts
  day : date
  born : date
  at : time
  kind : Kind
  level : Level
  topic : Kind if any
  fee : number if any
  n : number
  m : number
  length : duration
  code : section
  name : text
  items : list of Item
  numbers : list of number
list weapons : section is "PL 265.02(2)" through "PL 265.02(8)", "PL 120"
list grave : Kind is urgent, secret
action act by default forbidden
clause x permit act when )carve" +
         clauses;
}

// "permitted", "forbidden", or what it needs.
std::string asked(const std::string& condition, const std::string& facts) {
  const Decision d = Asked(policy(condition)).decide("act", facts);
  if (d.outcome == Outcome::Permitted) return "yes";
  if (d.outcome == Outcome::Forbidden) return "no";
  std::string needs;
  for (std::size_t i = 0; i < d.needs.size(); ++i) needs += (i == 0 ? "" : ", ") + d.needs.text(i);
  return needs;
}

}  // namespace

TEST_CASE("a comparison answers where every value still possible agrees") {
  const std::string n = R"({"n": {"between": [10, 20]}})";
  CHECK(asked("n > 5", n) == "yes");
  CHECK(asked("n > 20", n) == "no");
  CHECK(asked("n >= 20", n) == "n");
  CHECK(asked("n is 9", n) == "no");
  CHECK(asked("n in {1, 2 through 9}", n) == "no");
  CHECK(asked("name is \"c\"", R"({"name": {"one_of": ["a", "b"]}})") == "no");
  CHECK(asked("level >= mid", R"({"level": {"at_least": "mid"}})") == "yes");
  CHECK(asked("born before 2000-01-01", R"({"born": {"at_most": "1999-12-31"}})") == "yes");
  CHECK(asked("at before 2018-01-01T00:00Z", R"({"at": {"at_most": "2018-01-01T00:00+01:00"}})") == "yes");
  CHECK(asked("length < 1 month", R"({"length": {"between": ["1 day", "27 days"]}})") == "yes");
  CHECK(asked("length < 1 month", R"({"length": {"between": ["1 day", "30 days"]}})") == "length");
  CHECK(asked("n < m", R"({"n": {"between": [1, 2]}, "m": {"one_of": [3, 4]}})") == "yes");
  CHECK(asked("n < m", R"({"n": {"between": [1, 3]}, "m": {"one_of": [3, 4]}})") == "m, n");
}

TEST_CASE("only the values and classes still possible are tried") {
  CHECK(asked("kind is urgent or kind is secret", R"({"kind": {"one_of": ["urgent", "secret"]}})") == "yes");
  CHECK(asked("n <= 12 or (n > 12 and n < 30)", R"({"n": {"between": [10, 20]}})") == "yes");
  // 15 and more, or 12: nothing lies between.
  CHECK(asked("n is 12 or n >= 15", R"({"n": {"one_of": [12, 17]}})") == "yes");
  CHECK(asked("born is 2000-01-01 or born is 2000-01-02", R"({"born": {"between": ["2000-01-01", "2000-01-02"]}})") ==
        "yes");
  CHECK(asked("name is \"a\" or name is \"b\"", R"({"name": {"one_of": ["a", "b"]}})") == "yes");
  CHECK(asked("name is \"a\" or name is \"b\"", R"({"name": {"one_of": ["a", "c"]}})") == "name");
}

TEST_CASE("what may be absent is read only where it is present") {
  const std::string fee = R"({"fee": {"one_of": [null, 5]}})";
  CHECK(asked("fee is absent or fee < 10", fee) == "yes");
  CHECK(asked("fee is present and fee > 10", fee) == "no");
  CHECK(asked("fee is present and fee < 10", fee) == "fee");
  CHECK(asked("topic is present", R"({"topic": {"one_of": ["usual", "urgent", "secret"]}})") == "yes");
}

TEST_CASE("a section known to be under another answers where all its subdivisions do") {
  const std::string code = R"j({"code": {"under": "PL 265.02(4)"}})j";
  CHECK(asked("code in weapons", code) == "yes");
  CHECK(asked("code under \"PL 265\"", code) == "yes");
  CHECK(asked("code under \"PL 160\"", code) == "no");
  CHECK(asked("code is \"PL 265.02\"", code) == "no");
  CHECK(asked("code is \"PL 265.02(4)(a)\"", code) == "code");
  CHECK(asked("code in weapons", R"({"code": {"under": "PL 265.02"}})") == "code");
  CHECK(asked("code in weapons", R"j({"code": {"one_of": ["PL 120.05", "PL 265.02(3)"]}})j") == "yes");
  CHECK(asked("code in weapons", R"j({"code": {"one_of": ["PL 1", "PL 2"]}})j") == "no");
}

TEST_CASE("an open list is yes on a witness and otherwise not known") {
  const std::string items = R"({"items": {"known": [{"n": 5}, {"n": 7}], "complete": false}})";
  CHECK(asked("some i in items satisfies i.n > 6", items) == "yes");
  CHECK(asked("some i in items satisfies i.n > 9", items) == "items");
  CHECK(asked("every i in items satisfies i.n > 6", items) == "no");
  CHECK(asked("every i in items satisfies i.n > 4", items) == "items");
  CHECK(asked("(count i in items where i.n > 4) >= 2", items) == "yes");
  CHECK(asked("(count i in items where i.n > 4) > 2", items) == "items");
  // What may follow changes nothing.
  CHECK(asked("some i in items satisfies (i.n > 9 and n > 1)",
              R"({"items": {"known": [], "complete": false}, "n": 0})") == "no");
  CHECK(asked("(least i.n for i in items) <= 5", items) == "yes");
  CHECK(asked("(least i.n for i in items) >= 5", items) == "items");
  CHECK(asked("(sum i.n for i in items) >= 12", items) == "items");
  CHECK(asked("(sum greater of (i.n, 0) for i in items) >= 12", items) == "yes");
  CHECK(asked("5 in numbers", R"({"numbers": {"known": [5], "complete": false}})") == "yes");
  CHECK(asked("6 in numbers", R"({"numbers": {"known": [5], "complete": false}})") == "numbers");
}

TEST_CASE("an element known in part counts for what all that it may be have in common") {
  CHECK(asked("some i in items satisfies i.kind in grave",
              R"({"items": [{"kind": {"one_of": ["urgent", "secret"]}}]})") == "yes");
  CHECK(asked("(sum i.n for i in items) between 3 and 5", R"({"items": [{"n": {"between": [1, 2]}}, {"n": 2}]})") ==
        "yes");
  CHECK(asked("(earliest i.date for i in items where i.n > 0) before 2010-01-01",
              R"({"items": [{"n": 1, "date": "2009-01-01"}, {"date": "2015-01-01"}]})") == "yes");
  CHECK(asked("(latest i.date for i in items where i.n > 0) before 2010-01-01",
              R"({"items": [{"n": 1, "date": "2009-01-01"}, {"date": "2015-01-01"}]})") == "items[2].n");
}

TEST_CASE("ranges go through dates, ages and durations") {
  const std::string born = R"({"born": {"between": ["2000-01-01", "2000-12-31"]}, "day": "2018-06-30"})";
  CHECK(asked("(age at day of born) >= 17", born) == "yes");
  CHECK(asked("(age at day of born) >= 18", born) == "born");
  CHECK(asked("born + 18 years after 2017-12-31", born) == "yes");
  CHECK(asked("born less than 19 years before day", born) == "yes");
  CHECK(asked("day - born > 6000 days", born) == "yes");
  CHECK(asked("(earlier of (born, day)) before 2001-01-01", born) == "yes");
  CHECK(asked("at before start of day born",
              R"({"born": {"at_least": "2000-01-01"}, "at": "1999-12-31T23:00-05:00"})") == "yes");
  // Somebody may not be born yet.
  CHECK(asked("(age at day of born) < 200",
              R"({"born": {"between": ["2000-01-01", "2019-01-01"]}, "day": "2018-06-30"})") == "born");
}

TEST_CASE("a capped amount with an unproved input lies between bounds") {
  const Asked asked(policy(R"(n > 0
define share as lesser of (24, n) / 24
define cap as if kind is usual then 250_000 else 500_000
define excluded as lesser of (m, cap * share)
scenario "s" expect excluded is 0)"));
  const auto excluded = [&](const std::string& facts) {
    const auto define = asked.policy().find_define("excluded");
    const auto compiled = compile(std::make_shared<CheckedPolicy>(asked.policy()));
    const BoundFacts bound = facts_from_json(asked.policy(), "facts", facts);
    const ExpectValue* expected = std::get_if<ExpectValue>(&asked.policy().scenarios[0].expectations[0].what);
    REQUIRE(define.has_value());
    return asked.policy().value_text(evaluate(*compiled.plan, *bound.facts, expected->value), kNumber);
  };
  CHECK(excluded(R"({"kind": {"one_of": ["usual", "urgent"]}, "n": 36, "m": 450000})") == "between 250000 and 450000");
  CHECK(excluded(R"({"kind": "urgent", "n": {"between": [12, 18]}, "m": {"at_least": 450000}})") ==
        "between 250000 and 375000");
  CHECK(excluded(R"({"kind": "usual", "n": 12, "m": {"at_least": 200000}})") == "125000");
  CHECK(excluded(R"({"kind": "usual", "n": {"between": [0, 12]}, "m": {"at_most": 100000}})") == "at most 100000");
}

TEST_CASE("periods and parameters are read on a governing date known in part") {
  const std::string parameter = "n >= limit parameter limit : number is 5 from 2010-01-01 is 7 from 2020-01-01";
  CHECK(asked(parameter, R"({"day": {"between": ["2012-01-01", "2019-12-31"]}, "n": 6})") == "yes");
  CHECK(asked(parameter, R"({"day": {"at_least": "2012-01-01"}, "n": 7})") == "yes");
  CHECK(asked(parameter, R"({"day": {"at_least": "2012-01-01"}, "n": 6})") == "day");
  CHECK(asked(parameter, R"({"day": {"at_least": "2012-01-01"}, "n": {"between": [5, 6]}})") == "day");
  CHECK(asked("yes in force from 2015-01-01", R"({"day": {"between": ["2015-01-01", "2016-01-01"]}})") == "yes");
}

TEST_CASE("what is known in part is cited, and more of it only removes needs") {
  const Asked some(policy("n > 5 and kind is usual and m > 1"));
  const Decision d = some.decide("act", R"({"n": {"at_least": 6}, "kind": {"one_of": ["usual", "urgent"]}})");
  const auto texts = [](const FactPaths& paths) {
    std::string out;
    for (std::size_t i = 0; i < paths.size(); ++i) out += (i == 0 ? "" : ", ") + paths.text(i);
    return out;
  };
  CHECK(texts(d.cited) == "kind, n");
  CHECK(texts(d.needs) == "kind, m");
  CHECK(some.decide("act", R"({"n": {"at_least": 6}, "kind": {"one_of": ["secret", "urgent"]}})").needs.size() == 0);
}

TEST_CASE("a definition's argument with a quantifier is itself inside a quantifier of the definition") {
  const std::string nested = R"(both((count i in items where i.n > 4) >= 1)
define both(c: yes/no) as every i in numbers satisfies (c and i > 1))";
  CHECK(asked(nested, R"({"items": [{"n": 5}], "numbers": [2, 3]})") == "yes");
  CHECK(asked(nested, R"({"items": [{"n": 3}], "numbers": [2, 3]})") == "no");
}
