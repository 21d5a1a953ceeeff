#include <doctest/doctest.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

const char* const kPolicy = R"(
policy p as of now
facts
  now : time
  one_ends : time
  two_ends : time
  ok : yes/no
  sure : yes/no
action act
duty report due each quarter
clause one permit act until one_ends when ok
clause two permit act until two_ends when sure
clause told require report
)";

std::string until(const Decision& decision) {
  return decision.until ? decision.until->get_if<Time>()->to_text() : "none";
}

}  // namespace

TEST_CASE("a permission ends with the last of the clauses that made it, where all of them have a term that is known") {
  const Asked asked(kPolicy);
  const std::string now = R"({"now": "2018-03-01T12:00Z", )";
  CHECK(until(asked.decide("act", now + R"("ok": true, "sure": false, "one_ends": "2018-03-02T12:00Z"})")) ==
        "2018-03-02T12:00Z");
  const std::string both = R"("ok": true, "sure": true, "one_ends": "2018-03-02T12:00Z", )";
  CHECK(until(asked.decide("act", now + both + R"("two_ends": "2018-03-02T12:30+01:00"})")) == "2018-03-02T12:00Z");
  CHECK(until(asked.decide("act", now + both + R"("two_ends": "2018-03-03T12:00Z"})")) == "2018-03-03T12:00Z");
  // Past its term a clause makes nothing.
  CHECK(until(asked.decide("act", now + both + R"("two_ends": "2018-02-03T12:00Z"})")) == "2018-03-02T12:00Z");
  // Known to be later than now, and no more.
  CHECK(until(asked.decide(
            "act", now + R"("ok": true, "sure": false, "one_ends": {"at_least": "2018-03-02T12:00Z"}})")) == "none");
  CHECK(until(asked.decide("act", now + R"("ok": false, "sure": false})")) == "none");
}

TEST_CASE("a permission without a term has no end, though another clause's has") {
  const Asked asked(std::string(kPolicy) + "clause always permit act");
  CHECK(until(asked.decide("act", R"({"now": "2018-03-01T12:00Z", "ok": true, "sure": false,
                                      "one_ends": "2018-03-02T12:00Z"})")) == "none");
}

TEST_CASE("a date told from outside decides a term that is a date, and not one that is a time") {
  DecideOptions told;
  told.as_of = Date::parse("2020-01-01");
  const Asked by_date("policy p as of day facts day : date action act clause c permit act until 2018-06-30");
  CHECK(by_date.ask("act", R"({"day": "2018-06-30"})") == "permitted by c");
  CHECK(by_date.ask("act", R"({"day": "2018-07-01"})") == "unaddressed by default");
  CHECK(by_date.ask("act", R"({"day": "2018-06-30"})", told) == "unaddressed by default");
  const Asked by_time("policy p as of now facts now : time action act clause c permit act until 2018-06-30T12:00Z");
  CHECK(by_time.ask("act", R"({"now": "2018-06-30T12:00Z"})", told) == "permitted by c");
}

TEST_CASE("a governing date that depends on a condition decides a term as well") {
  const Asked asked(
      "policy p as of if ok then day else 2018-01-01 facts day : date ok : yes/no action act "
      "clause c permit act until 2018-06-30");
  CHECK(asked.ask("act", R"({"ok": false})") == "permitted by c");
  CHECK(asked.ask("act", R"({"ok": true, "day": "2018-07-01"})") == "unaddressed by default");
  CHECK(asked.ask("act", R"({"day": "2018-06-30"})") == "permitted by c");
}

TEST_CASE("a duty that comes again is due next on or after the governing date") {
  const Asked asked(kPolicy);
  const Decision decision = asked.decide("act", R"({"now": "2018-04-01T12:00Z"})");
  REQUIRE(decision.duties.size() == 1);
  REQUIRE(decision.duties[0].due);
  CHECK(decision.duties[0].due->get_if<Date>()->to_text() == "2018-06-30");
  CHECK(!asked.decide("act", "{}").duties[0].due);
}
