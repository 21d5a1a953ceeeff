#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

constexpr const char* kHead =
    "policy p type Purpose is one of war, peace type Warrant has judge : yes/no issued : date if any\n"
    "type Person has born : date warrant : Warrant if any records : list of Warrant\n"
    "facts subject : Person seen : yes/no purpose : Purpose reason : text if any days : list of date\n"
    "action enter action leave duty report define age_known as subject.born before 2000-01-01 define size as 5\n"
    "clause c permit enter when seen clause d forbid leave require report before enter carveout k from c when seen\n";

testing::LoadedText in_policy(const std::string& declarations) {
  return load_text(kHead + declarations);
}

std::string given(const std::string& givens) {
  return in_policy("scenario \"s\" given " + givens + " expect enter permitted").errors();
}

std::string expecting(const std::string& expectation) {
  return in_policy("scenario \"s\" expect " + expectation).errors();
}

}  // namespace

TEST_CASE("a scenario's parts are read") {
  const auto loaded = in_policy(
      "scenario \"later\" like \"first\" as of 2020-02-03T23:30-05:00 given subject.records[2].issued is absent seen "
      "is unknown expect leave conflict\n"
      "scenario \"first\" as of 2020-01-01 given subject.born is 1990-05-04 expect enter undetermined by c needing "
      "seen, subject.born expect report not required before enter");
  const CheckedPolicy& policy = loaded.policy();
  REQUIRE(policy.scenarios.size() == 2);
  const Scenario& later = policy.scenarios[0];
  CHECK(later.name == "later");
  CHECK(later.like == 1u);
  CHECK(later.as_of == Date::parse("2020-02-03"));
  REQUIRE(later.givens.size() == 2);
  CHECK(policy.path_text(later.givens[0].path) == "subject.records[2].issued");
  CHECK(later.givens[0].path.steps.at(1).index == 1);
  CHECK(later.givens[0].value.is_absent());
  CHECK(later.givens[1].value.is_unknown());
  const Scenario& first = policy.scenarios[1];
  CHECK(!first.like);
  REQUIRE(first.expectations.size() == 2);
  const auto* outcome = std::get_if<ExpectOutcome>(&first.expectations[0].what);
  REQUIRE(outcome != nullptr);
  CHECK(outcome->outcome == Outcome::Undetermined);
  CHECK(loaded.names(outcome->by) == "c");
  REQUIRE(outcome->needing.has_value());
  CHECK(outcome->needing->size() == 2);
  const auto* duty = std::get_if<ExpectDuty>(&first.expectations[1].what);
  REQUIRE(duty != nullptr);
  CHECK(duty->word == syntax::DutyWord::NotRequired);
  CHECK(duty->timing == Timing::Before);
  CHECK(duty->action == ActionId{0});
}

TEST_CASE("values are expected of expressions") {
  const auto loaded = in_policy(
      "scenario \"s\" expect size is 5 expect size between 1 and 6 expect subject.born is unknown expect age_known is "
      "yes");
  const auto& expectations = loaded.policy().scenarios.at(0).expectations;
  REQUIRE(expectations.size() == 4);
  const auto* between = std::get_if<ExpectValue>(&expectations[1].what);
  REQUIRE(between != nullptr);
  CHECK(between->at_most.has_value());
  const auto* unknown = std::get_if<ExpectValue>(&expectations[2].what);
  REQUIRE(unknown != nullptr);
  CHECK(unknown->expected.is_unknown());
  CHECK(expecting("purpose between war and peace") == "ExpectedBetweenUnordered `war`");
  CHECK(expecting("size is yes") == "TypeMismatch `yes`");
  CHECK(expecting("subject.born is absent") == "ExpectedAbsent `absent`");
}

TEST_CASE("two scenarios of one title are an error") {
  const auto loaded = in_policy("scenario \"s\" expect enter permitted scenario \"s\" expect enter forbidden");
  CHECK(loaded.problems() == "ScenarioTwice `\"s\"`");
  CHECK(loaded.notes(DiagnosticId::ScenarioTwice) == "declared here: `\"s\"`");
}

TEST_CASE("a scenario like one that does not exist is told the nearest") {
  const auto loaded = in_policy(
      "scenario \"a long day\" expect enter permitted scenario \"t\" like \"a long dya\" expect enter permitted");
  CHECK(loaded.problems() == "UnknownScenario `\"a long dya\"`");
  CHECK(loaded.help(DiagnosticId::UnknownScenario) == "did you mean \"a long day\"?");
}

TEST_CASE("scenarios like each other in a circle are an error that prints it") {
  const auto loaded =
      in_policy("scenario \"a\" like \"b\" expect enter permitted scenario \"b\" like \"a\" expect enter permitted");
  CHECK(loaded.problems() == "ScenarioCycle `\"b\"`");
  CHECK(loaded.message(DiagnosticId::ScenarioCycle) ==
        "scenarios that are like each other in a circle: \"a\" → \"b\" → \"a\"");
  CHECK(loaded.notes(DiagnosticId::ScenarioCycle) == "and here: `\"a\"`");
  CHECK(in_policy("scenario \"a\" like \"a\" expect enter permitted").problems() == "ScenarioCycle `\"a\"`");
}

TEST_CASE("chains of scenarios like each other are bounded") {
  LoadLimits limits;
  limits.scenario_depth = 1;
  const std::string two =
      std::string(kHead) + "scenario \"a\" expect enter permitted scenario \"b\" like \"a\" expect enter permitted ";
  CHECK(load_text(two, {}, limits).errors() == "");
  CHECK(load_text(two + "scenario \"c\" like \"b\" expect enter permitted", {}, limits).errors() ==
        "ScenariosTooDeep `\"b\"`");
}

TEST_CASE("a scenario that expects nothing is a warning, unless another builds on it") {
  CHECK(in_policy("scenario \"s\" given seen is yes").warnings().find("ScenarioExpectsNothing `\"s\"`") !=
        std::string::npos);
  CHECK(in_policy("scenario \"s\" given seen is yes scenario \"t\" like \"s\" expect enter permitted")
            .warnings()
            .find("ScenarioExpectsNothing") == std::string::npos);
}

TEST_CASE("what is given is a fact, or something in one") {
  CHECK(given("sen is yes") == "UnknownName `sen`");
  CHECK(given("enter is yes") == "NameOfAnotherKind `enter`");
  CHECK(given("subject.bron is 1990-01-01") == "UnknownField `bron`");
  CHECK(given("seen.x is yes") == "NoFields `x`");
  CHECK(given("subject.records.judge is yes") == "NoFields `judge`");
  CHECK(given("seen[1] is yes") == "NotAnElement `[1]`");
  CHECK(given("subject.records[0].judge is yes") == "ElementOutOfRange `[0]`");
  CHECK(given("subject.records[10001].judge is yes") == "ElementOutOfRange `[10001]`");
  CHECK(given("subject.records[10000].judge is yes") == "");
  CHECK(given("days[1] is 2020-01-01") == "");
}

TEST_CASE("a fact of a module is given by its bare name or with the module's") {
  const testing::ModuleTexts modules = {{"us.law", "type R has dark : yes/no facts r : R"}};
  const auto loaded = load_text(
      "policy p use us.law action a clause c permit a when r.dark scenario \"s\" given us.law.r.dark is yes expect a "
      "permitted\n"
      "scenario \"t\" given r.dark is yes expect a permitted",
      modules);
  CHECK(loaded.problems() == "");
  CHECK(loaded.policy().path_text(loaded.policy().scenarios[0].givens[0].path) == "r.dark");
}

TEST_CASE("a value that is given has the type of what it is given for") {
  CHECK(given("seen is 5") == "TypeMismatch `5`");
  CHECK(given("purpose is pace") == "UnknownMember `pace`");
  CHECK(given("reason is absent") == "");
  CHECK(given("seen is absent") == "NeverAbsent `absent`");
  CHECK(given("days[1] is absent") == "NeverAbsent `absent`");
  CHECK(given("seen is unknown") == "");
}

TEST_CASE("what is given in part suits the type, and something is left that can be true") {
  CHECK(given("subject.born is between 1990-01-01 and 1990-12-31") == "");
  CHECK(given("subject.born is between 1990-12-31 and 1990-01-01") ==
        "NothingBetween `between 1990-12-31 and 1990-01-01`");
  CHECK(given("subject.born is at least 5") == "TypeMismatch `5`");
  CHECK(given("purpose is between peace and war") == "ExpectedBetweenUnordered `between peace and war`");
  CHECK(given("days is one of {2020-01-01}") == "OneOfOther `one of {2020-01-01}`");
  CHECK(given("seen is one of {yes, absent}") == "NeverAbsent `absent`");
  CHECK(given("reason is one of {\"a\", absent}") == "");
  CHECK(given("reason is under \"PL 1\"") == "UnderOther `under \"PL 1\"`");
  CHECK(given("days includes {2020-01-01}") == "");
  CHECK(given("seen includes {yes}") == "TypeMismatch `{yes}`");
  std::string many = "reason is one of {";
  for (int i = 0; i < 65; ++i) many += (i == 0 ? "\"" : ", \"") + std::to_string(i) + '"';
  CHECK(given(many + "}").substr(0, 19) == "TooManyAlternatives");
}

TEST_CASE("nothing is given twice in one scenario") {
  const auto loaded = in_policy("scenario \"s\" given seen is yes seen is no expect enter permitted");
  CHECK(loaded.problems() == "GivenTwice `seen`");
  CHECK(loaded.notes(DiagnosticId::GivenTwice) == "given here: `seen`");
  CHECK(given("subject.records[1].judge is yes subject.records[01].judge is yes") ==
        "GivenTwice `subject.records[01].judge`");
}

TEST_CASE("nothing is given of what is said to be absent, also by a scenario it is like") {
  const auto loaded =
      in_policy("scenario \"s\" given subject.warrant.judge is yes subject.warrant is absent expect enter permitted");
  CHECK(loaded.problems() == "GivenUnderSomethingAbsent `subject.warrant.judge`");
  CHECK(loaded.notes(DiagnosticId::GivenUnderSomethingAbsent) == "absent here: `subject.warrant is absent`");
  const std::string base =
      "scenario \"s\" given subject.warrant is absent expect enter permitted scenario \"t\" like \"s\" given ";
  CHECK(in_policy(base + "subject.warrant.judge is yes expect enter permitted").problems() ==
        "GivenUnderSomethingAbsent `subject.warrant.judge`");
  CHECK(
      in_policy(base + "subject.warrant is {judge yes} subject.warrant.judge is no expect enter permitted").errors() ==
      "");
  CHECK(in_policy(base + "subject.born is 1990-01-01 expect enter permitted").errors() == "");
}

TEST_CASE("an expectation speaks of actions, duties and clauses that exist") {
  CHECK(expecting("entr permitted") == "UnknownName `entr`");
  CHECK(expecting("report permitted") == "NameOfAnotherKind `report`");
  CHECK(expecting("enter required") == "NameOfAnotherKind `enter`");
  CHECK(expecting("report required before report") == "NameOfAnotherKind `report`");
  CHECK(expecting("enter permitted by p") == "NameOfAnotherKind `p`");
  CHECK(expecting("enter permitted by c") == "");
  CHECK(expecting("leave forbidden by c") == "ByClauseOfAnotherAction `c`");
  CHECK(expecting("enter permitted by k") == "ByClauseOfAnotherAction `k`");
}

TEST_CASE("only an undetermined outcome needs facts, each named once") {
  CHECK(expecting("enter permitted needing seen") == "NeedingWithoutUndetermined `needing seen`");
  CHECK(expecting("enter undetermined needing seen, seen") == "NeedingTwice `seen`");
  CHECK(expecting("enter undetermined needing sen") == "UnknownName `sen`");
}

TEST_CASE("`by` takes all versions of a clause") {
  const auto loaded = load_text(
      "policy p action a clause c permit a in force until 2020-01-01 clause c permit a in force from 2020-01-01\n"
      "scenario \"s\" expect a permitted by c, c");
  const auto* outcome = std::get_if<ExpectOutcome>(&loaded.policy().scenarios.at(0).expectations.at(0).what);
  REQUIRE(outcome != nullptr);
  CHECK(loaded.names(outcome->by) == "c c");
  CHECK(loaded.names(outcome->by_names) == "c");
}

TEST_CASE("a scenario's date exists") {
  CHECK(in_policy("scenario \"s\" as of 2021-02-30 expect enter permitted").errors() == "DayDoesNotExist `2021-02-30`");
  CHECK(in_policy("scenario \"s\" as of 2021-02-20T25:00Z expect enter permitted").errors() ==
        "TimeDoesNotExist `2021-02-20T25:00Z`");
}

TEST_CASE("guarantees are read, and their conditions checked") {
  const auto loaded = in_policy(
      "guarantee \"never\" enter is never conflict when reason is present unless reason is \"x\" guarantee leave is "
      "always unaddressed");
  const auto& guarantees = loaded.policy().guarantees;
  REQUIRE(guarantees.size() == 2);
  CHECK(guarantees[0].label == "never");
  CHECK(guarantees[0].never);
  CHECK(guarantees[0].outcome == Outcome::Conflict);
  CHECK(guarantees[0].when.has_value());
  CHECK(guarantees[0].unless.has_value());
  CHECK(!guarantees[1].never);
  CHECK(guarantees[1].outcome == Outcome::Unaddressed);
  CHECK(guarantees[1].action == ActionId{1});
  CHECK(in_policy("guarantee report is never permitted").errors() == "NameOfAnotherKind `report`");
  CHECK(in_policy("guarantee enter is never permitted when purpose").errors() == "TypeMismatch `purpose`");
}
