#include "carveout/lang/checked.hpp"

#include <doctest/doctest.h>

#include "support/hand_made_policy.hpp"

using namespace carveout;
using carveout::testing::hand_made_policy;
using carveout::testing::path;

TEST_CASE("paths are written as in the language, elements from 1") {
  const CheckedPolicy policy = hand_made_policy();
  for (const std::string text : {"amount", "request.received", "subject.convictions[2].date", "subject.aliases[1]"}) {
    CAPTURE(text);
    CHECK(policy.path_text(path(policy, text)) == text);
  }
}

TEST_CASE("values are written as the language writes them") {
  const CheckedPolicy policy = hand_made_policy();
  const auto type = [&](std::string_view name) {
    for (std::uint32_t i = 0; i < policy.types.size(); ++i) {
      if (policy.types[i].name == name) return TypeId{i};
    }
    FAIL("no such type");
    return kText;
  };
  CHECK(policy.value_text(Value(true), kYesNo) == "yes");
  CHECK(policy.value_text(Value(false), kYesNo) == "no");
  CHECK(policy.value_text(Value(), kNumber) == "unknown");
  CHECK(policy.value_text(Value(Absent{}), kNumber) == "absent");
  CHECK(policy.value_text(Value(*Number::parse("0.25")), kNumber) == "0.25");
  CHECK(policy.value_text(Value(NumberBounds{Number(1), Number(3)}), kNumber) == "between 1 and 3");
  CHECK(policy.value_text(Value(NumberBounds{Number(1), std::nullopt}), kNumber) == "at least 1");
  CHECK(policy.value_text(Value(NumberBounds{std::nullopt, Number(3)}), kNumber) == "at most 3");
  CHECK(policy.value_text(Value(NumberBounds{}), kNumber) == "unknown");
  CHECK(policy.value_text(Value(std::string("a \"b\" \\ \n")), kText) == "\"a \\\"b\\\" \\\\ \\n\"");
  CHECK(policy.value_text(Value(*Date::parse("2018-01-31")), kDate) == "2018-01-31");
  CHECK(policy.value_text(Value(*Time::parse("2018-03-09T15:00-05:00")), kTime) == "2018-03-09T15:00-05:00");
  CHECK(policy.value_text(Value(*Duration::parse("1 year 6 months")), kDuration) == "1 year 6 months");
  CHECK(policy.value_text(Value(*Section::parse("PL 160.10")), type("Offense")) == "\"PL 160.10\"");
  CHECK(policy.value_text(Value(Member{1}), type("Level")) == "medium");
  const Value conviction =
      make_record({Value(*Section::parse("PL 160.10")), Value(*Date::parse("2016-05-04")), Value()});
  CHECK(policy.value_text(conviction, type("Conviction")) == "{offense \"PL 160.10\", date 2016-05-04}");
  CHECK(policy.value_text(make_list({conviction, Value()}), type("list of Conviction")) ==
        "{{offense \"PL 160.10\", date 2016-05-04}, unknown}");
  CHECK(policy.value_text(make_list({}), type("list of text")) == "{}");
}

TEST_CASE("clauses, actions and definitions are found by name, and a clause speaks of what it concludes about") {
  CheckedPolicy policy;
  policy.actions.push_back({});
  policy.actions.back().name = "share";
  policy.actions.push_back({});
  policy.actions.back().name = "join";
  policy.defines.push_back({});
  policy.defines.back().name = "cap";
  for (const char* name : {"one", "two", "one"}) {
    policy.clauses.push_back({});
    policy.clauses.back().name = name;
  }
  Conclusion conclusion;
  conclusion.kind = ConclusionKind::Require;
  conclusion.action = ActionId{1};
  policy.clauses[0].conclusions.push_back(conclusion);
  policy.clauses[1].conclusions.push_back(
      {ConclusionKind::Require, std::nullopt, DutyId{0}, Timing::Standing, std::nullopt, false, {}});
  CHECK(policy.find_action("join") == ActionId{1});
  CHECK_FALSE(policy.find_action("jion"));
  CHECK(policy.find_define("cap") == DefineId{0});
  CHECK_FALSE(policy.find_define("one"));
  CHECK(policy.find_clauses("one") == std::vector<ClauseId>{ClauseId{0}, ClauseId{2}});
  CHECK(policy.find_clauses("three").empty());
  CHECK(policy.speaks_of(ClauseId{0}, ActionId{1}));
  CHECK_FALSE(policy.speaks_of(ClauseId{0}, ActionId{0}));
  CHECK_FALSE(policy.speaks_of(ClauseId{1}, ActionId{0}));
}

TEST_CASE("every kind of expression has a name of its own") {
  CHECK(kind_name(ExprKind::Constant) == "Constant");
  CHECK(kind_name(ExprKind::InNamedList) == "InNamedList");
  CHECK(kind_name(ExprKind::AgeAt) == "AgeAt");
  for (int kind = 0; kind <= static_cast<int>(ExprKind::AgeAt); ++kind)
    CHECK_FALSE(kind_name(static_cast<ExprKind>(kind)).empty());
}
