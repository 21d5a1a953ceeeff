#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

struct Case {
  std::string document;
  Problem expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.document);
    const BoundFacts bound = bind(c.document);
    const std::vector<Problem> found = problems_of(bound);
    CHECK_FALSE(bound.facts.has_value());
    REQUIRE(found.size() == 1);
    CHECK(found[0] == c.expected);
  }
}

// The notes of the only problem of a document.
std::vector<Note> notes_of(const BoundFacts& bound) {
  REQUIRE(bound.diagnostics.size() == 1);
  return bound.diagnostics[0].notes;
}

}  // namespace

TEST_CASE("a key that is not declared is an error, with the nearest declared name") {
  check({
      {R"({"amuont": 1})", {"C0810", "\"amuont\"", "`amuont` is not a fact of this policy", "did you mean `amount`?"}},
      {R"({"request": {"recieved": "2018-01-31"}})",
       {"C0811", "\"recieved\"", "`request` has no field `recieved`", "did you mean `received`?"}},
      {R"({"subject": {"convictions": [{}, {"dat": "2018-01-31"}]}})",
       {"C0811", "\"dat\"", "`subject.convictions[2]` has no field `dat`", "did you mean `date`?"}},
      {R"({"": 1})", {"C0810", "\"\"", "`` is not a fact of this policy", ""}},
      {R"({"Amount": 1})", {"C0810", "\"Amount\"", "`Amount` is not a fact of this policy", "did you mean `amount`?"}},
  });
}

TEST_CASE("a key that is near none is told what there is") {
  const BoundFacts bound = bind(R"({"zzzzzz": {"deep": [[[{"er": null}]]]}})");
  const auto notes = notes_of(bound);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text == "the facts are `request`, `subject`, `spouse`, `amount` and `days`");
}

TEST_CASE("a field written as a fact of its own is shown where it belongs") {
  const std::string help = R"(write `{"request": {"received": …}}`)";
  check({
      {R"({"request.received": 1})",
       {"C0812", "\"request.received\"", "`request.received` is not a fact of its own but a field of `request`", help}},
      {R"({"received": "2018-01-31"})",
       {"C0812", "\"received\"", "`received` is not a fact of its own but a field of `request`", help}},
      // Two records have it: no guess.
      {R"({"arrested": "2018-01-31"})", {"C0810", "\"arrested\"", "`arrested` is not a fact of this policy", ""}},
  });
}

TEST_CASE("a key given twice is an error that shows the first place, also where escapes hide it") {
  const BoundFacts bound = bind(R"({"amount": 1, "am\u006funt": 1})");
  CHECK(problems_of(bound) ==
        std::vector<Problem>{{"C0813", "\"am\\u006funt\"", "`amount` is given twice", "keep one of the two"}});
  const auto notes = notes_of(bound);
  REQUIRE(notes.size() == 1);
  CHECK(bound.sources->text(notes[0].span) == "\"amount\"");
}

TEST_CASE("a value of another type says what the fact is, what was found, and how it is written") {
  const std::string date = "write `\"2018-01-31\"`";
  check({
      {R"({"request": {"received": 20180131}})",
       {"C0814", "20180131", "`request.received` is a date; found a number", date}},
      {R"({"request": {"received": true }})", {"C0814", "true", "`request.received` is a date; found `true`", date}},
      {R"({"request": {"received": ["2018-01-31"]}})",
       {"C0814", "[", "`request.received` is a date; found a list", date}},
      {R"({"request": {"received": {"year": 2018}}})",
       {"C0814", "{", "`request.received` is a date; found an object", date}},
      {R"({"request": {"docket": 12}})",
       {"C0814", "12", "`request.docket` is a text (`Docket`); found a number", "write a text in double quotes"}},
      {R"({"request": {"purpose": 2}})",
       {"C0814", "2", "`request.purpose` is one of `Purpose`; found a number",
        "write a name such as `\"civil_enforcement\"`"}},
      {R"({"request": "yes"})",
       {"C0814", "\"yes\"", "`request` is a record, `Request`; found a text", "write `{\"received\": …}`"}},
      {R"({"subject": {"convictions": {"offense": "PL 1"}}})",
       {"C0814", "{", "`subject.convictions` is a list of `Conviction`; found an object",
        "write `[…]`, with an element for each"}},
      {R"({"days": "2018-01-31"})",
       {"C0814", "\"2018-01-31\"", "`days` is a list of `date`; found a text",
        "write `[…]`, with an element for each"}},
      {R"({"days": ["2018-01-31", 5]})", {"C0814", "5", "`days[2]` is a date; found a number", date}},
      {R"({"amount": "many"})",
       {"C0814", "\"many\"", "`amount` is a number; found a text", "write a number such as `12.5`"}},
      {R"({"request": {"approved": 2}})",
       {"C0814", "2", "`request.approved` is a yes/no; found a number", "write `true` or `false`"}},
  });
}

TEST_CASE("a number or a yes/no in quotes, or a yes/no as 0 or 1, is an error that shows the right form") {
  check({
      {R"({"amount": "12.50"})",
       {"C0819", "\"12.50\"", "`amount` is a number; found a text", "write `12.50`, without quotes"}},
      {R"({"amount": "1_000"})",
       {"C0819", "\"1_000\"", "`amount` is a number; found a text", "write `1000`, without quotes"}},
      {R"({"request": {"approved": "yes"}})",
       {"C0820", "\"yes\"", "`request.approved` is a yes/no; found `\"yes\"`", "write `true`"}},
      {R"({"request": {"approved": "False"}})",
       {"C0820", "\"False\"", "`request.approved` is a yes/no; found `\"False\"`", "write `false`"}},
      {R"({"request": {"approved": 0}})", {"C0820", "0", "`request.approved` is a yes/no; found `0`", "write `false`"}},
  });
}

TEST_CASE("`null` is only for what is declared `if any`") {
  check({
      {R"({"amount": null})",
       {"C0815", "null", "`amount` is `null`, known not to exist, but it is not declared `if any`",
        "leave the key out if it is not known"}},
      {R"({"days": [null]})",
       {"C0815", "null", "`days[1]` is `null`, known not to exist, but it is not declared `if any`",
        "leave the element out if it is not known"}},
  });
}

TEST_CASE("a day that does not exist is told apart from what is no date") {
  check({
      {R"({"request": {"received": "2018-02-29"}})",
       {"C0816", "\"2018-02-29\"", "`2018-02-29` is not a day of the calendar", "February 2018 has 28 days"}},
      {R"({"request": {"received": "2018-31-01"}})",
       {"C0816", "\"2018-31-01\"", "`2018-31-01` is not a day of the calendar",
        "a date is year-month-day, with months 01 to 12"}},
      {R"({"request": {"received": "0000-01-01"}})",
       {"C0816", "\"0000-01-01\"", "`0000-01-01` is not a day of the calendar", "years are 0001 to 9999"}},
      {R"({"request": {"received_at": "2018-04-31T10:00Z"}})",
       {"C0816", "\"2018-04-31T10:00Z\"", "`2018-04-31` is not a day of the calendar", "April 2018 has 30 days"}},
      {R"({"request": {"received": "1/31/2018"}})",
       {"C0817", "\"1/31/2018\"", "`request.received` is a date; `1/31/2018` does not read as one",
        "write `\"2018-01-31\"`"}},
      {R"({"request": {"received": ""}})",
       {"C0817", "\"\"", "`request.received` is a date; `` does not read as one", "write `\"2018-01-31\"`"}},
      {R"({"request": {"received_at": "2018-04-30T25:00Z"}})",
       {"C0817", "\"2018-04-30T25:00Z\"", "`request.received_at` is a time; `2018-04-30T25:00Z` does not read as one",
        "write `\"2018-01-31T15:00:00-05:00\"`"}},
  });
}

TEST_CASE("a duration or a citation that does not parse shows how one is written") {
  check({
      {R"({"request": {"notice": "5 daze"}})",
       {"C0817", "\"5 daze\"", "`request.notice` is a duration; `5 daze` does not read as one",
        "write `\"1 year 6 months\"` or `\"48 hours\"`"}},
      {R"({"request": {"under_law": "PL 265.02(("}})",
       {"C0817", "\"PL 265.02((\"", "`request.under_law` is a section; `PL 265.02((` does not read as one",
        "write a citation such as `\"PL 160.10(2)\"`"}},
      {R"({"subject": {"convictions": [{"offense": ""}]}})",
       {"C0817", "\"\"", "`subject.convictions[1].offense` is a section (`Offense`); `` does not read as one",
        "write a citation such as `\"PL 160.10(2)\"`"}},
  });
}

TEST_CASE("what is no member of a closed type is shown the nearest one and the list") {
  const BoundFacts bound = bind(R"({"request": {"purpose": "public_saftey"}})");
  CHECK(problems_of(bound) ==
        std::vector<Problem>{{"C0818", "\"public_saftey\"",
                              "`request.purpose` is one of `Purpose`; `public_saftey` is none of its members",
                              "did you mean `public_safety`?"}});
  const auto notes = notes_of(bound);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text == "`Purpose` is one of `civil_enforcement`, `criminal_investigation` and `public_safety`");
}

TEST_CASE("a label, or a name with other case and spaces, suggests the member") {
  for (const auto& [written, meant] : {std::pair{"enforcing civil law", "civil_enforcement"},
                                       {"Public Safety", "public_safety"},
                                       {"CRIMINAL-INVESTIGATION", "criminal_investigation"}}) {
    const std::string purpose = written;
    CAPTURE(purpose);
    const auto found = problems_of(bind(R"({"request": {"purpose": ")" + purpose + "\"}}"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].help == "did you mean `" + std::string(meant) + "`?");
  }
}

TEST_CASE("a number that does not fit is refused, not rounded") {
  for (const char* number :
       {"1e400", "-1e39", "170141183460469231731687303715884105728", "1e-400", "1e99999999999999999999"}) {
    CAPTURE(std::string(number));
    const auto found = problems_of(bind("{\"amount\": " + std::string(number) + "}"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "C0821");
    CHECK(found[0].underlined == number);
  }
}

TEST_CASE("every problem of a document is reported in one run, in its order") {
  const BoundFacts bound = bind(R"({
    "request": {"received": 5, "recieved": {"a": [1, 2]}, "purpose": "x", "approved": "no", "received": 6},
    "amount": [[1], [2]],
    "days": [1, "2018-01-31", "2018-02-31"],
    "zzzzzz": null})");
  std::string codes;
  for (const Problem& problem : problems_of(bound)) codes += problem.code + " ";
  CHECK(codes == "C0814 C0811 C0818 C0820 C0813 C0814 C0814 C0816 C0810 ");
  CHECK_FALSE(bound.facts.has_value());
}

TEST_CASE("a message with its place reads as a whole") {
  CHECK(shown(bind("{\n  \"request\": {\n    \"received\": 20180131\n  }\n}\n")) ==
        "request.json:3:17: error[C0814]: `request.received` is a date; found a number\n"
        "  |\n"
        "3 |     \"received\": 20180131\n"
        "  |                 ^^^^^^^^\n"
        "  = help: write `\"2018-01-31\"`\n");
}
