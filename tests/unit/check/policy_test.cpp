#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

TEST_CASE("a policy's head is read") {
  const auto loaded = load_text(
      "policy p \"The title\" cites \"Law 1\" in force from 2020-01-01 until 2030-01-01 as of moment round dates up\n"
      "applies when inside on conflict forbid facts moment : time inside : yes/no action a clause c permit a");
  REQUIRE(loaded.problems() == "");
  const PolicyInfo& policy = loaded.policy().root();
  CHECK(policy.name == "p");
  CHECK(policy.title == "The title");
  CHECK(policy.cites == "Law 1");
  CHECK(policy.period.from == Date::parse("2020-01-01"));
  CHECK(policy.period.until == Date::parse("2030-01-01"));
  CHECK(policy.as_of.has_value());
  CHECK(policy.applies_when.has_value());
  CHECK(policy.rounding == DateRounding::Up);
  CHECK(policy.on_conflict == Standing::Forbidden);
}

TEST_CASE("a part's head is read") {
  const auto loaded = load_text(
      "policy p as of day facts day : date inside : yes/no action a\n"
      "part q \"The part\" cites \"ch. 2\" in force until 2021-01-01 applies when inside clause c permit a end part");
  REQUIRE(loaded.problems() == "");
  const Part& part = loaded.policy().parts.at(0);
  CHECK(part.name == "q");
  CHECK(part.title == "The part");
  CHECK(part.cites == "ch. 2");
  CHECK(part.period.until == Date::parse("2021-01-01"));
  CHECK(part.applies_when.has_value());
}

TEST_CASE("a file without a policy is an error at its start that says what to write") {
  const auto loaded = load_text("action a clause c permit a");
  CHECK(loaded.problems() == "NoPolicy ``");
  CHECK(loaded.loaded().diagnostics.at(0).span.begin == 0);
  CHECK(loaded.help(DiagnosticId::NoPolicy) == "write `policy NAME \"Title\"` before its clauses");
}

TEST_CASE("a file that declares only words for others is a policy without clauses, and nothing in it is unused") {
  CHECK(load_text("policy p type T is one of a, b facts f : date action x duty d").problems() == "");
}

TEST_CASE("a second policy is an error") {
  const auto loaded = load_text("policy p policy q");
  CHECK(loaded.problems() == "SecondPolicy `q`");
  CHECK(loaded.notes(DiagnosticId::SecondPolicy) == "the policy of this file: `policy p`");
}

TEST_CASE("`as of` takes a date or a time") {
  CHECK(load_text("policy p as of size facts size : number").problems() == "AsOfNeedsADate `size`");
  CHECK(load_text("policy p as of day type Day is date facts day : Day").problems() == "");
}

TEST_CASE("what gives the governing date does not depend on it, nor through a definition") {
  const std::string limit = " parameter limit : date is 2020-01-01 from 2019-01-01";
  const std::string fact = " facts day : date action a";
  CHECK(load_text("policy p as of limit clause c permit a" + fact + limit).problems() == "AsOfRestsOnItself `limit`");
  const auto through = load_text("policy p as of day clause c as of (if late then day else day) permit a" + fact +
                                 limit + " define late as day > limit");
  CHECK(through.problems() == "AsOfRestsOnItself `if late then day else day`");
  CHECK(through.message(DiagnosticId::AsOfRestsOnItself) ==
        "`as of` reads the parameter `limit`, which depends on the very date that is asked for");
  CHECK(load_text("policy p as of (if day in dated then day else day) clause c permit a" + fact +
                  " list dated : date is 2020-01-01 in force from 2020-01-01")
            .problems() == "AsOfRestsOnItself `if day in dated then day else day`");
  CHECK(load_text("policy p as of (if day in plain then day else day) clause c permit a" + fact +
                  " list plain : date is 2020-01-01")
            .problems() == "");
}

TEST_CASE("a clause has its own governing date, and only one") {
  const std::string rest = " facts day : date size : number action a";
  CHECK(load_text("policy p as of day clause c as of day permit a" + rest + " clause d forbid a when size > 1")
            .problems() == "");
  CHECK(load_text("policy p as of day clause c as of size permit a" + rest).problems() == "AsOfNeedsADate `size`");
  CHECK(
      load_text("policy p as of day clause c permit a as of day as of day" + rest + " clause d forbid a when size > 1")
          .problems() == "RepeatedPart `as of`");
}

TEST_CASE("what decides the date must be present") {
  CHECK(load_text("policy p as of day facts day : date if any").problems() == "MayBeAbsent `day`");
}

TEST_CASE("days that do not exist and periods that end before they start are errors") {
  CHECK(load_text("policy p in force from 2021-02-29").problems() == "DayDoesNotExist `2021-02-29`");
  const auto loaded = load_text("policy p in force from 2021-02-01 until 2021-02-01");
  CHECK(loaded.problems() == "PeriodEndsBeforeItStarts `in force from 2021-02-01 until 2021-02-01`");
  CHECK(loaded.message(DiagnosticId::PeriodEndsBeforeItStarts) ==
        "in force from 2021-02-01 until 2021-02-01 is no time at all");
}

TEST_CASE("where something holds only for a time, a policy without `as of` is a warning") {
  CHECK(load_text("policy p in force from 2020-01-01").problems() == "NoDateDecides `p`");
  const std::string rest = " action a clause c permit a";
  CHECK(load_text("policy p part q in force from 2020-01-01 end part" + rest).problems() == "NoDateDecides `p`");
  CHECK(load_text("policy p" + rest + " in force from 2020-01-01").problems() == "NoDateDecides `p`");
  const auto by_parameter =
      load_text("policy p facts n : number parameter lowest is 3 from 2020-01-01" + rest + " when n > lowest");
  CHECK(by_parameter.problems() == "NoDateDecides `p`");
  CHECK(by_parameter.notes(DiagnosticId::NoDateDecides) == "its value depends on the date: `lowest`");
  const auto by_list =
      load_text("policy p facts n : number list few : number is 3 in force from 2020-01-01" + rest + " when n in few");
  CHECK(by_list.problems() == "NoDateDecides `p`");
  CHECK(load_text("policy p" + rest).problems() == "");
}

TEST_CASE("an action has a default and a meanwhile") {
  const auto loaded = load_text(
      "policy p action a \"do a\" by default permitted meanwhile permitted cites \"§ 1\" action b by default forbidden "
      "action c\n"
      "actions all_three \"the three\" are a, b, c clause k permit all_three");
  REQUIRE(loaded.problems() == "");
  const auto& actions = loaded.policy().actions;
  CHECK(actions[0].label == "do a");
  CHECK(actions[0].cites == "§ 1");
  CHECK(actions[0].by_default == Standing::Permitted);
  CHECK(actions[0].meanwhile == Standing::Permitted);
  CHECK(actions[1].by_default == Standing::Forbidden);
  CHECK(actions[1].meanwhile == Standing::Forbidden);
  CHECK(actions[2].by_default == Standing::Unaddressed);
  CHECK(loaded.policy().clauses[0].conclusions.size() == 3);
}

TEST_CASE("a group holds actions, each once") {
  CHECK(load_text("policy p action a actions g are a, a clause c permit g").problems() == "ActionNamedTwice `a`");
  CHECK(load_text("policy p action a actions g are a actions h are g, a clause c permit h").problems() ==
        "NameOfAnotherKind `g`");
}

TEST_CASE("a duty is done when a condition holds, and due within a time of a moment") {
  const auto loaded = load_text(
      "policy p facts sent : yes/no day : date duty d \"the duty\" done when sent due within 5 days before day clause "
      "c require d");
  REQUIRE(loaded.problems() == "");
  const Duty& duty = loaded.policy().duties.at(0);
  CHECK(duty.label == "the duty");
  CHECK(duty.done_when.has_value());
  REQUIRE(duty.due.has_value());
  CHECK(duty.due->before);
}

TEST_CASE("a duty's time is a duration, from a date or a time") {
  const std::string facts = "policy p facts n : number day : date ";
  CHECK(load_text(facts + "duty d due within 5 days after n clause c require d").problems() == "DueNeedsADate `n`");
  CHECK(load_text(facts + "duty d due within day after day clause c require d").errors() == "TypeMismatch `day`");
}
