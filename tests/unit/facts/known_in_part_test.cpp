#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

// What is known of a fact after a document, as the language writes it; or the first problem.
std::string known(const std::string& document, std::string_view where) {
  const BoundFacts bound = bind(document);
  if (!bound.facts) return problems_of(bound)[0].code + ": " + problems_of(bound)[0].message;
  const FactPath at = path(policy(), where);
  TypeId type = policy().facts[index_of(at.fact)].type;
  for (const PathStep& step : at.steps)
    type = step.element ? policy()[type].element : policy()[type].fields[step.index].type;
  return policy().value_text(value_in(bound, where), type);
}

std::string amount(const std::string& json) {
  return known("{\"amount\": " + json + "}", "amount");
}
std::string purpose(const std::string& json) {
  return known("{\"request\": {\"purpose\": " + json + "}}", "request.purpose");
}
std::string task_force(const std::string& json) {
  return known("{\"request\": {\"task_force\": " + json + "}}", "request.task_force");
}

}  // namespace

TEST_CASE("a fact known in part is read in each of its forms") {
  CHECK(amount(R"({"between": [1, 2.5]})") == "between 1 and 2.5");
  CHECK(amount(R"({"at_least": 1e3})") == "at least 1000");
  CHECK(amount(R"({"at_most": -1})") == "at most -1");
  CHECK(amount(R"({"one_of": [1, 5]})") == "one of {1, 5}");
  CHECK(purpose(R"({"one_of": ["public_safety", "civil_enforcement"]})") ==
        "one of {public_safety, civil_enforcement}");
  CHECK(known(R"({"request": {"received": {"between": ["2018-01-01", "2018-03-31"]}}})", "request.received") ==
        "between 2018-01-01 and 2018-03-31");
  CHECK(known(R"({"request": {"received_at": {"at_most": "2018-01-01T00:00Z"}}})", "request.received_at") ==
        "at most 2018-01-01T00:00Z");
  CHECK(known(R"({"request": {"notice": {"between": ["27 days", "1 month"]}}})", "request.notice") ==
        "between 27 days and 1 month");
  CHECK(known(R"({"request": {"docket": {"one_of": ["a", "b"]}}})", "request.docket") == "one of {\"a\", \"b\"}");
  CHECK(known(R"j({"subject": {"convictions": {"known": [{"offense": {"under": "PL 265.02"}}], "complete": false}}})j",
              "subject.convictions") == "includes {{offense under \"PL 265.02\"}}");
  CHECK(known(R"({"days": {"complete": true, "known": ["2018-01-31"]}})", "days") == "{2018-01-31}");
}

TEST_CASE("what leaves one value is known, and what leaves all is unknown") {
  CHECK(amount(R"({"between": [2, 2.0]})") == "2");
  CHECK(amount(R"({"one_of": [2, 2]})") == "2");
  CHECK(purpose(R"({"one_of": ["public_safety"]})") == "public_safety");
  CHECK(purpose(R"({"one_of": ["public_safety", "civil_enforcement", "criminal_investigation"]})") == "unknown");
  CHECK(known(R"({"request": {"approved": {"one_of": [true, false]}}})", "request.approved") == "unknown");
}

TEST_CASE("of an ordered type what lies between is one of several") {
  CHECK(task_force(R"({"between": ["low", "medium"]})") == "one of {low, medium}");
  CHECK(task_force(R"({"at_least": "high"})") == "high");
  // It is there: that is more than nothing.
  CHECK(task_force(R"({"at_least": "low"})") == "one of {low, medium, high}");
}

TEST_CASE("absent is one of several values of what is declared `if any`") {
  CHECK(task_force(R"({"one_of": [null, "low"]})") == "one of {absent, low}");
  CHECK(task_force(R"({"one_of": [null]})") == "absent");
  CHECK(task_force(R"({"one_of": [null, "low", "medium", "high"]})") == "unknown");
  CHECK(purpose(R"({"one_of": [null, "public_safety"]})").substr(0, 5) == "C0815");
}

TEST_CASE("a form that does not suit the type is refused") {
  CHECK(purpose(R"({"between": ["public_safety", "civil_enforcement"]})") ==
        "C0826: `request.purpose` is one of `Purpose`, of which `between` says nothing");
  CHECK(amount(R"({"under": "PL 1"})") == "C0826: `amount` is a number, of which `under` says nothing");
  CHECK(known(R"({"days": {"one_of": []}})", "days").substr(0, 5) == "C0826");
  CHECK(amount(R"({"known": [], "complete": false})").substr(0, 5) == "C0826");
  // A record's fields are its own.
  CHECK(known(R"({"subject": {"one_of": []}})", "subject").substr(0, 5) == "C0811");
}

TEST_CASE("a form that says nothing that can be true is refused") {
  CHECK(amount(R"({"between": [2, 1]})") == "C0827: no value of `amount` is between 2 and 1");
  CHECK(task_force(R"({"between": ["high", "low"]})") ==
        "C0827: no value of `request.task_force` is between high and low");
  CHECK(known(R"({"request": {"notice": {"between": ["30 days", "1 month"]}}})", "request.notice") ==
        "C0827: no value of `request.notice` is between 30 days and 1 month");
  CHECK(amount(R"({"one_of": []})") ==
        "C0825: `amount` is known in part, and `one_of` takes a list of values, one at least");
}

TEST_CASE("a form that is not whole is refused, with how it is written") {
  const std::string two = "C0825: `amount` is known in part, and `between` takes a list of two values, the lower first";
  for (const char* json :
       {R"({"between": 1})", R"({"between": []})", R"({"between": [1]})", R"({"between": [1, 2, 3]})",
        R"({"between": [1, null]})", R"({"between": [[1], 2]})", R"({"between": [1, {"at_least": 2}]})"}) {
    CAPTURE(std::string(json));
    CHECK(amount(json) == two);
  }
  CHECK(amount(R"({"at_least": [1]})") == "C0825: `amount` is known in part, and `at_least` takes one value");
  CHECK(amount(R"({"at_least": null})") == "C0825: `amount` is known in part, and `at_least` takes one value");
  CHECK(amount(R"({"at_least": 1, "at_most": 2})") ==
        "C0825: `amount` is known in part, and `at_most` stands beside `at_least`");
  CHECK(amount(R"({"at_least": 1, "x": 2})") == "C0825: `amount` is known in part, and `x` stands beside `at_least`");
  CHECK(known(R"({"days": {"known": []}})", "days") ==
        "C0825: `days` is known in part, and `known` stands without `complete`");
  CHECK(known(R"({"days": {"complete": false}})", "days") ==
        "C0825: `days` is known in part, and `complete` stands without `known`");
  CHECK(known(R"({"days": {"known": 5, "complete": false}})", "days") ==
        "C0825: `days` is known in part, and `known` takes a list");
  CHECK(known(R"({"days": {"known": [], "complete": 0}})", "days") ==
        "C0825: `days` is known in part, and `complete` is neither `true` nor `false`");
  CHECK(known(R"({"days": {"known": [], "known": []}})", "days") ==
        "C0825: `days` is known in part, and `known` stands beside `known`");
  CHECK(known(R"({"subject": {"convictions": [{"offense": {"under": 5}}]}})", "subject") ==
        "C0825: `subject.convictions[1].offense` is known in part, and `under` takes a citation");
  CHECK(amount("{}") == "C0814: `amount` is a number; found an object");
  CHECK(amount(R"({"betwen": [1, 2]})") == "C0814: `amount` is a number; found an object");
}

TEST_CASE("the values of a form are read as any, with all their problems") {
  const BoundFacts bound = bind(R"({"amount": {"one_of": ["1", true, 2]}, "days": {"known": [5], "complete": false}})");
  std::string codes;
  for (const Problem& problem : problems_of(bound)) codes += problem.code + " ";
  CHECK(codes == "C0819 C0814 C0814 ");
  CHECK(amount(R"({"between": [1, "2"]})").substr(0, 5) == "C0819");
  CHECK(amount(R"({"at_least": tru})").substr(0, 5) == "C0801");
  CHECK(amount(R"({"between": [1 2]})").substr(0, 5) == "C0801");
  CHECK(amount(R"({"one_of": [1, 2)").substr(0, 5) == "C0801");
}

TEST_CASE("one of 64 values is read, and of 65 refused") {
  const auto of = [](int count) {
    std::string json;
    for (int i = 0; i < count; ++i) json += (i == 0 ? "" : ", ") + std::to_string(i);
    return "{\"one_of\": [" + json + "]}";
  };
  CHECK(amount(of(64)).substr(0, 15) == "one of {0, 1, 2");
  CHECK(amount(of(65)) == "C0828: `amount` is one of more than 64 values");
}

TEST_CASE("an element of an open list is set, and the list stays open") {
  const BoundFacts bound = bind(R"({"days": {"known": ["2018-01-31"], "complete": false}})");
  Facts facts = *bound.facts;
  CHECK(set_fact(policy(), facts, path(policy(), "days[1]"), *Date::parse("2018-02-01")) == SetResult::Ok);
  CHECK(set_fact(policy(), facts, path(policy(), "days[2]"), Value()) == SetResult::NoSuchElement);
  CHECK(policy().value_text(facts.roots[index_of(path(policy(), "days").fact)],
                            policy().facts[index_of(path(policy(), "days").fact)].type) == "includes {2018-02-01}");
}
