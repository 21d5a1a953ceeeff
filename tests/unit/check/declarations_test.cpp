#include <fmt/format.h>

#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

SmallPolicy declare(std::string_view declarations) {
  return load(policy_with("armed", declarations));
}

}  // namespace

TEST_CASE("a parameter's values stand by their dates, whatever order they are written in") {
  const auto small = declare("parameter cap is 3 + 2 from 2020-01-01 is -1 from 2010-01-01\n");
  REQUIRE(small.policy);
  const Parameter& cap = small.policy->parameters.back();
  CHECK(cap.name == "cap");
  CHECK(cap.type == kNumber);
  REQUIRE(cap.values.size() == 2);
  CHECK(cap.values[0].from.to_text() == "2010-01-01");
  CHECK(shape(*small.policy, cap.values[0].value) == "(Negate 1)");
  CHECK(shape(*small.policy, cap.values[1].value) == "(Add 3 2)");
}

TEST_CASE("a parameter's values are written, of one type, and one for a date") {
  check_problem(declare("parameter cap is 1 from 2020-01-01 is 2 from 2020-01-01\n").problems,
                DiagnosticId::ParameterDateTwice, "2020-01-01");
  check_problem(declare("parameter cap is 1 from 2020-01-01 is 2 days from 2021-01-01\n").problems,
                DiagnosticId::TypeMismatch, "2 days");
  check_problem(declare("parameter cap : date is 1 from 2020-01-01\n").problems, DiagnosticId::TypeMismatch, "1");
  check_problem(declare("parameter cap is size from 2020-01-01\n").problems, DiagnosticId::OnlyWrittenValues, "size");
  check_problem(declare("parameter cap is lookback from 2020-01-01\n").problems, DiagnosticId::OnlyWrittenValues,
                "lookback");
  check_problem(declare("parameter cap is 1 from 2020-02-30\n").problems, DiagnosticId::DayDoesNotExist, "2020-02-30");
  check_problem(declare("parameter main_purpose is civil from 2020-01-01\n").problems, DiagnosticId::MemberOutOfPlace,
                "civil");
  CHECK(declare("parameter main_purpose : Purpose is civil from 2020-01-01\n").problems.empty());
}

TEST_CASE("a list takes its type from its declaration or its first entry") {
  const auto small = declare(R"carve(
list words "the words" is "a", "b"
list sections : section "some sections" cites "§ 1" is "PL 1", "PL 2" through "PL 4" in force from 2018-01-01 until 2019-01-01
list plain is "only"
list purposes : Purpose is civil, safety
list amounts is -1, 5 through 9
list rows : Conviction is {offense "PL 1", entered 2018-01-01}
)carve");
  CHECK(small.problems.empty());
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  const auto named = [&](std::string_view name) -> const NamedList& {
    for (const NamedList& list : policy.lists) {
      if (list.name == name) return list;
    }
    FAIL("no such list");
    return policy.lists.front();
  };
  CHECK(named("words").label == "the words");
  CHECK(named("words").element == kText);
  CHECK(named("words").entries.size() == 2);
  CHECK(named("plain").label == "");
  CHECK(named("plain").entries.size() == 1);
  const NamedList& sections = named("sections");
  CHECK(sections.element == kSection);
  CHECK(sections.label == "some sections");
  CHECK(sections.cites == "§ 1");
  REQUIRE(sections.entries.size() == 2);
  CHECK(sections.entries[0].period.always());
  REQUIRE(sections.entries[1].range);
  CHECK(policy.ranges[*sections.entries[1].range].last().text() == "PL 4");
  REQUIRE(sections.entries[1].period.until);
  CHECK(sections.entries[1].period.until->to_text() == "2019-01-01");
  const NamedList& amounts = named("amounts");
  CHECK(policy.value_text(amounts.entries[0].value, kNumber) == "-1");
  REQUIRE(amounts.entries[1].through);
  CHECK(policy.value_text(*amounts.entries[1].through, kNumber) == "9");
  const NamedList& rows = named("rows");
  CHECK(policy.value_text(rows.entries[0].value, rows.element) == "{offense \"PL 1\", entered 2018-01-01}");
}

TEST_CASE("an entry of a list that is there already is warned of, unless their periods are apart") {
  check_problem(declare("list words is \"a\", \"b\", \"a\"\n").problems, DiagnosticId::EntryTwice, "\"a\"");
  check_problem(declare("list words : section is \"PL 1\", \"§ PL  1\"\n").problems, DiagnosticId::EntryTwice,
                "\"§ PL  1\"");
  check_problem(declare("list words is 1 in force until 2019-01-02, 1 in force from 2019-01-01\n").problems,
                DiagnosticId::EntryTwice, "1");
  CHECK(declare("list words is 1 in force until 2019-01-01, 1 in force from 2019-01-01\n").problems.empty());
  CHECK(declare("list words is 1, 1 through 2\n").problems.empty());
}

TEST_CASE("an entry that is no value of its list is told") {
  check_problem(declare("list words is 1, \"a\"\n").problems, DiagnosticId::TypeMismatch, "\"a\"");
  check_problem(declare("list words is civil\n").problems, DiagnosticId::MemberOutOfPlace, "civil");
  check_problem(declare("list words : Purpose is crimnal\n").problems, DiagnosticId::UnknownMember, "crimnal");
  check_problem(declare("list words : Purpose is size\n").problems, DiagnosticId::OnlyWrittenValues, "size");
  check_problem(declare("list words is 9 through 5\n").problems, DiagnosticId::RangeBackwards, "9 through 5");
  check_problem(declare("list words is \"a\" through \"b\"\n").problems, DiagnosticId::ThroughOfOther,
                "\"a\" through \"b\"");
  check_problem(declare("list rows is {offense \"PL 1\"}\n").problems, DiagnosticId::WrittenValueOfUnknownType,
                "{offense \"PL 1\"}");
  check_problem(declare("list rows : Conviction is {offence \"PL 1\"}\n").problems, DiagnosticId::UnknownField,
                "offence");
  check_problem(declare("list rows : Conviction is {offense \"PL 1\", offense \"PL 2\"}\n").problems,
                DiagnosticId::FieldWrittenTwice, "offense");
  check_problem(declare("list days : date is 2018-02-30\n").problems, DiagnosticId::DayDoesNotExist, "2018-02-30");
  check_problem(declare("list words is 1 in force from 2019-01-01 until 2018-01-01\n").problems,
                DiagnosticId::PeriodEndsBeforeItStarts, "in force from 2019-01-01 until 2018-01-01");
}

TEST_CASE("a definition has the type of its body, or the one that is written") {
  const auto small = declare(R"carve(
define total(a : Money, b : number) : Money "the total" cites "§ 2" as a + b
define greeting as "hello"
define offense_of(c : Conviction) as c.offense
define soon(c : Conviction) as c.entered after last_day
define last_day as later_day + 1 day
define later_day as 2018-01-31
)carve");
  CHECK(small.problems.empty());
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  const auto named = [&](std::string_view name) -> const Define& {
    const auto id = policy.find_define(name);
    REQUIRE(id);
    return policy.defines[index_of(*id)];
  };
  CHECK(policy[named("total").type].name == "Money");
  CHECK(named("total").label == "the total");
  CHECK(named("total").cites == "§ 2");
  CHECK(named("total").parameters.size() == 2);
  CHECK(shape(policy, named("total").versions[0].body) == "(Add a b)");
  CHECK(named("greeting").type == kText);
  CHECK(named("greeting").label == "");
  CHECK(policy[named("offense_of").type].name == "Offense");
  CHECK(named("last_day").type == kDate);
  CHECK(shape(policy, named("soon").versions[0].body) == "(Less last_day c.entered)");
}

TEST_CASE("a definition whose body is of another type, or whose argument is named like a fact, is told") {
  check_problem(declare("define total : date as 5\n").problems, DiagnosticId::TypeMismatch, "5");
  check_problem(declare("define total(size : number) as size + 1\n").problems, DiagnosticId::VariableShadows, "size");
  check_problem(declare("define total(a : number, a : number) as a + 1\n").problems, DiagnosticId::VariableShadows,
                "a");
}

TEST_CASE("a recursion is one error that prints the cycle, with a note at each use") {
  const auto itself = declare("define a as a\n").problems;
  check_problem(itself, DiagnosticId::DefineRecursive, "a");
  CHECK(itself[0].message == "`a` is defined by itself: a → a");
  const auto mutual = declare(R"carve(
define first(n : number) as second(n) or armed
define second(n : number) as all of ( armed; third(n) )
define third(n : number) as first(n) or second(n)
define fourth as first(1)
)carve")
                          .problems;
  check_problem(mutual, DiagnosticId::DefineRecursive, "first");
  CHECK(mutual[0].message == "`first` is defined by itself: first → second → third → first");
  CHECK(mutual[0].notes ==
        std::vector<std::string>{"`first` uses `second`", "`second` uses `third`", "`third` uses `first`"});
}

TEST_CASE("a definition named like a member is no recursion where the member is meant") {
  CHECK(declare("define safety as reason is safety\n").problems.empty());
  CHECK(declare("define safety as reason is criminal or checks\ndefine checks as reason is safety\n").problems.empty());
  CHECK(declare("define checks as reason is safety or criminal\ndefine safety as armed\ndefine criminal as safety\n")
            .problems.empty());
  const auto real = declare("define safety as criminal\ndefine criminal as safety\n").problems;
  REQUIRE(real.size() == 1);
  CHECK(real[0].id == DiagnosticId::DefineRecursive);
}

TEST_CASE("a long chain of definitions is checked whatever its order") {
  std::string forwards;
  std::string backwards;
  const int length = 20'000;
  for (int i = 0; i < length; ++i) {
    forwards += fmt::format("define d{} as {}\n", i, i == 0 ? "armed" : fmt::format("d{}", i - 1));
    backwards += fmt::format("define d{} as {}\n", i, i + 1 == length ? "armed" : fmt::format("d{}", i + 1));
  }
  CHECK(declare(forwards).problems.empty());
  CHECK(declare(backwards).problems.empty());
}

TEST_CASE("values of givens are constants of the fact's type") {
  const auto given = [](std::string_view line) {
    return declare(fmt::format("scenario \"s\"\n  given {}\n  expect act forbidden\n", line));
  };
  const auto small = given("subject.convictions is { {offense \"PL 160.10\", entered 2016-05-04} }");
  CHECK(small.problems.empty());
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  REQUIRE(policy.scenarios.size() == 1);
  REQUIRE(policy.scenarios[0].givens.size() == 1);
  const Given& first = policy.scenarios[0].givens[0];
  CHECK(policy.path_text(first.path) == "subject.convictions");
  const TypeId convictions = policy[policy.facts[1].type].fields[1].type;
  CHECK(policy.value_text(first.value, convictions) == "{{offense \"PL 160.10\", entered 2016-05-04}}");
  REQUIRE(first.value.list() != nullptr);
  REQUIRE(first.value.list()->elements.size() == 1);
  const RecordValue* conviction = first.value.list()->elements[0].record();
  REQUIRE(conviction != nullptr);
  CHECK(conviction->fields[0].get_if<Section>() != nullptr);
  CHECK(conviction->fields[2].is_unknown());

  check_problem(given("size is \"a\"").problems, DiagnosticId::TypeMismatch, "\"a\"");
  check_problem(given("reason is crimnal").problems, DiagnosticId::UnknownMember, "crimnal");
  check_problem(given("request.law is \"\"").problems, DiagnosticId::NotASection, "\"\"");
  check_problem(given("today is 2018-02-30").problems, DiagnosticId::DayDoesNotExist, "2018-02-30");
  check_problem(given("size is { 1 }").problems, DiagnosticId::TypeMismatch, "{ 1 }");
  check_problem(given("size is { a 1 }").problems, DiagnosticId::TypeMismatch, "{ a 1 }");
  check_problem(given("request.names is { \"a\", 1 }").problems, DiagnosticId::TypeMismatch, "1");
  check_problem(given("request.names is { \"a\" through \"b\" }").problems, DiagnosticId::RangeInAList,
                "\"a\" through \"b\"");
  check_problem(given("spouse is { born absent }").problems, DiagnosticId::NeverAbsent, "absent");
  check_problem(given("spouse is { convictions size }").problems, DiagnosticId::OnlyWrittenValues, "size");
  CHECK(given("spouse is { nickname absent, born unknown }").problems.empty());
  CHECK(given("size is -5").problems.empty());
  CHECK(given("size is unknown").problems.empty());
}
