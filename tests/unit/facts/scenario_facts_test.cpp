#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("a scenario gives its facts and its date") {
  const ScenarioFacts given = facts_of_scenario(policy(), 0);
  CHECK(given.diagnostics.empty());
  CHECK(given.as_of == Date::parse("2018-03-01"));
  CHECK(same_value(fact_at(policy(), given.facts, path(policy(), "subject.convictions[1].date")),
                   *Date::parse("2016-05-04")));
  CHECK(same_value(fact_at(policy(), given.facts, path(policy(), "request.approved")), true));
}

TEST_CASE("a scenario like another gives that one's facts first, then its own, and can take one back") {
  const ScenarioFacts given = facts_of_scenario(policy(), 1);
  CHECK(given.diagnostics.empty());
  CHECK(given.as_of == Date::parse("2018-03-01"));
  CHECK(same_value(fact_at(policy(), given.facts, path(policy(), "subject.convictions[1].date")),
                   *Date::parse("2017-01-02")));
  CHECK(fact_at(policy(), given.facts, path(policy(), "request.approved")).is_unknown());
}

TEST_CASE("a fact that cannot be given is reported where it is written") {
  const auto message = [](std::size_t scenario) {
    const ScenarioFacts given = facts_of_scenario(policy(), scenario);
    REQUIRE(given.diagnostics.size() == 1);
    CHECK(given.diagnostics[0].span == Span{FileId{0}, 10, 20});
    return std::string(given.diagnostics[0].code()) + " " + given.diagnostics[0].message;
  };
  CHECK(message(2) == "C0830 `subject.convictions[2].date` does not exist: the list has 1 element");
  CHECK(message(3) == "C0831 `subject.convictions[1].date` cannot be given: its list is unknown");
  CHECK(message(4) == "C0832 `spouse.in_custody` cannot be given: it is part of something that is absent");
}

TEST_CASE("a chain of scenarios that goes round ends") {
  CheckedPolicy round = hand_made_policy();
  round.scenarios[0].like = 1;
  CHECK(facts_of_scenario(round, 1).as_of == Date::parse("2018-03-01"));
}
