#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("an empty object leaves every fact unknown") {
  const BoundFacts bound = bind(" {} \n");
  REQUIRE(bound.facts);
  CHECK(bound.diagnostics.empty());
  REQUIRE(bound.facts->roots.size() == policy().facts.size());
  for (const Value& value : bound.facts->roots) CHECK(value.is_unknown());
}

TEST_CASE("each kind of value is read from its JSON form") {
  const BoundFacts bound = bind(R"json({
    "request": {"received": "2018-01-31", "received_at": "2018-01-31T15:00:30-05:00", "notice": "1 year 48 hours",
                "purpose": "public_safety", "task_force": "high", "docket": "a \"b\" \u00e9 \ud83d\ude00\n",
                "approved": true, "under_law": "PL §265.02 (4)"},
    "amount": -12.50, "days": ["2018-01-01", "2020-02-29"]})json");
  INFO(shown(bound));
  REQUIRE(bound.facts);
  CHECK(same_value(value_in(bound, "request.received"), *Date::parse("2018-01-31")));
  CHECK(same_value(value_in(bound, "request.received_at"), *Time::parse("2018-01-31T15:00:30-05:00")));
  CHECK(same_value(value_in(bound, "request.notice"), Duration{12, 48 * 3600}));
  CHECK(same_value(value_in(bound, "request.purpose"), Member{2}));
  CHECK(same_value(value_in(bound, "request.task_force"), Member{2}));
  CHECK(same_value(value_in(bound, "request.docket"), std::string("a \"b\" \xC3\xA9 \xF0\x9F\x98\x80\n")));
  CHECK(same_value(value_in(bound, "request.approved"), true));
  CHECK(same_value(value_in(bound, "request.under_law"), *Section::parse("PL 265.02(4)")));
  CHECK(same_value(value_in(bound, "amount"), *Number::parse("-12.5")));
  CHECK(same_value(value_in(bound, "days[2]"), *Date::parse("2020-02-29")));
}

TEST_CASE("numbers are read exactly, never through binary floating point") {
  for (const char* number :
       {"0.1", "-0", "0", "1e3", "1E-2", "1.50", "9007199254740993", "123456789012345678901234567890.12345678",
        "170141183460469231731687303715884105727", "0.1000000000000000055511151231257827"}) {
    CAPTURE(std::string(number));
    const BoundFacts bound = bind("{\"amount\": " + std::string(number) + "}");
    INFO(shown(bound));
    REQUIRE(bound.facts);
    CHECK(same_value(value_in(bound, "amount"), *Number::parse(number)));
  }
}

TEST_CASE("a missing key is unknown, `null` is absent, and a record that is there holds every field") {
  const BoundFacts bound = bind(R"({"request": {"task_force": null}, "spouse": null})");
  REQUIRE(bound.facts);
  CHECK(value_in(bound, "request.task_force").is_absent());
  CHECK(value_in(bound, "request.received").is_unknown());
  CHECK(value_in(bound, "spouse").is_absent());
  CHECK(value_in(bound, "subject").is_unknown());
  const Value request = value_in(bound, "request");
  REQUIRE(request.record() != nullptr);
  CHECK(request.record()->fields.size() == 8);
}

TEST_CASE("a record without keys is known to exist, with every field unknown") {
  const BoundFacts bound = bind(R"({"spouse": {}})");
  REQUIRE(bound.facts);
  CHECK(value_in(bound, "spouse").is_known());
  CHECK(value_in(bound, "spouse.arrested").is_unknown());
}

TEST_CASE("an empty list is known to have no elements") {
  const BoundFacts bound = bind(R"({"subject": {"convictions": [ ]}})");
  REQUIRE(bound.facts);
  REQUIRE(value_in(bound, "subject.convictions").list() != nullptr);
  CHECK(value_in(bound, "subject.convictions").list()->elements.empty());
}

TEST_CASE("records in lists are read, each with its own unknown and absent fields") {
  const BoundFacts bound =
      bind(R"({"subject": {"convictions": [{"offense": "PL 160.10", "counts": 2}, {"counts": null}, {}]}})");
  REQUIRE(bound.facts);
  CHECK(same_value(value_in(bound, "subject.convictions[1].counts"), Number(2)));
  CHECK(value_in(bound, "subject.convictions[1].date").is_unknown());
  CHECK(value_in(bound, "subject.convictions[2].counts").is_absent());
  CHECK(value_in(bound, "subject.convictions[3].counts").is_unknown());
}

TEST_CASE("keys may come in any order and be written with escapes") {
  const BoundFacts bound = bind(R"({"am\u006funt": 3, "request": {"approved": false, "received": "2018-01-31"}})");
  REQUIRE(bound.facts);
  CHECK(same_value(value_in(bound, "amount"), Number(3)));
  CHECK(same_value(value_in(bound, "request.approved"), false));
  CHECK(same_value(value_in(bound, "request.received"), *Date::parse("2018-01-31")));
}

TEST_CASE("a byte order mark is skipped, and columns do not count it") {
  CHECK(bind("\xEF\xBB\xBF{\"amount\": 1}").facts);
  const BoundFacts bound = bind("\xEF\xBB\xBF{\"amount\": true}");
  REQUIRE(bound.diagnostics.size() == 1);
  CHECK(bound.sources->file(bound.diagnostics[0].span.file).position(bound.diagnostics[0].span.begin).column == 12);
}

TEST_CASE("standard input is named in messages") {
  const BoundFacts bound = facts_from_json(policy(), "-", "{");
  CHECK(shown(bound).find("<standard input>:1:2: error[C0803]") != std::string::npos);
}

TEST_CASE("a duration that counts back is read as the language writes it") {
  CHECK(same_value(value_in(bind(R"({"request": {"notice": "-1 day"}})"), "request.notice"), Duration{0, -86'400}));
  CHECK(same_value(value_in(bind(R"({"request": {"notice": "1 month - 2 days"}})"), "request.notice"),
                   Duration{1, -2 * 86'400}));
}
