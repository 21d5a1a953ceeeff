#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("names are variables, members where their type is asked for, facts, parameters and definitions") {
  check_each(std::vector<Right>{
      {"armed", "armed"},
      {"grown_up", "grown_up"},
      {"the_request.approved", "the_request.approved"},
      {"request.notice < lookback", "(Less request.notice lookback)"},
      {"some c in subject.convictions satisfies qualifying(c)", "(Some c subject.convictions (qualifying c))"},
      {"reason is civil", "(Equal reason civil)"},
  });
  CHECK(built("reason is civil", "define civil as armed\n") == "(Equal reason civil)");
  CHECK(built("civil", "define civil as armed\n") == "civil");
  CHECK(built("safety is reason", "define unrelated as armed\n") == "(Equal safety reason)");
}

TEST_CASE("a name that is not declared is an error with the nearest one") {
  check_each(std::vector<Wrong>{
      {"armd", DiagnosticId::UnknownName, "armd"},
      {"requst.approved", DiagnosticId::UnknownName, "requst"},
      {"request.recieved before today", DiagnosticId::UnknownField, "recieved"},
      {"request.purpose is crimnal", DiagnosticId::UnknownMember, "crimnal"},
      {"civil", DiagnosticId::MemberOutOfPlace, "civil"},
      {"size is civil", DiagnosticId::MemberOutOfPlace, "civil"},
      {"request.level is civil", DiagnosticId::UnknownMember, "civil"},
      {"qualifing(subject)", DiagnosticId::UnknownName, "qualifing"},
  });
  const auto field = load(policy_with("request.recieved before today")).problems;
  REQUIRE(field.size() == 1);
  CHECK(field[0].message == "`Request` has no field `recieved`");
  CHECK(field[0].help == "did you mean `received`?");
  const auto member = load(policy_with("request.purpose is crimnal")).problems;
  REQUIRE(member.size() == 1);
  CHECK(member[0].message == "`Purpose` has no value `crimnal`");
  CHECK(member[0].help == "did you mean `criminal`?");
  const auto misplaced = load(policy_with("civil")).problems;
  REQUIRE(misplaced.size() == 1);
  CHECK(misplaced[0].message == "`civil` is a value of `Purpose`, and nothing here asks for one");
}

TEST_CASE("a name of something without a value is no value") {
  check_each(std::vector<Wrong>{
      {"act", DiagnosticId::NotAValue, "act"},
      {"Person", DiagnosticId::NotAValue, "Person"},
      {"felonies", DiagnosticId::NamedListAsValue, "felonies"},
      {"some f in felonies satisfies f is \"PL 1\"", DiagnosticId::NamedListAsValue, "felonies"},
      {"main", DiagnosticId::NotAValue, "main"},
  });
}

TEST_CASE("only records have fields") {
  check_each(std::vector<Wrong>{
      {"size.value is 5", DiagnosticId::NoFields, "value"},
      {"subject.convictions.entered before today", DiagnosticId::NoFields, "entered"},
  });
  const auto found = load(policy_with("subject.convictions.entered before today")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`subject.convictions` is a `list of Conviction`, and has no fields");
  CHECK(found[0].help == "ask about its elements: `some … in subject.convictions satisfies …`");
}

TEST_CASE("calls have the arguments that are declared") {
  check_each(std::vector<Wrong>{
      {"qualifying", DiagnosticId::ArgumentsMissing, "qualifying"},
      {"grown_up(subject)", DiagnosticId::TakesNoArguments, "grown_up(subject)"},
      {"qualifying(subject)", DiagnosticId::TypeMismatch, "subject"},
      {"some c in subject.convictions satisfies qualifying(c, c)", DiagnosticId::ArgumentCount, "qualifying(c, c)"},
      {"some c in subject.convictions satisfies c(1)", DiagnosticId::NotAFunction, "c"},
      {"armed(1)", DiagnosticId::NameOfAnotherKind, "armed"},
  });
  const auto found = load(policy_with("some c in subject.convictions satisfies qualifying(c, c)")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`qualifying` takes 1 argument, not 2");
  CHECK(found[0].help == "it is declared as `qualifying(c: Conviction)`");
}

TEST_CASE("a variable may not be named like what is visible") {
  check_each(std::vector<Wrong>{
      {"some size in subject.convictions satisfies armed", DiagnosticId::VariableShadows, "size"},
      {"some lookback in subject.convictions satisfies armed", DiagnosticId::VariableShadows, "lookback"},
      {"some grown_up in subject.convictions satisfies armed", DiagnosticId::VariableShadows, "grown_up"},
      {"some p in minors satisfies (some p in minors satisfies armed)", DiagnosticId::VariableShadows, "p"},
  });
  check_each(std::vector<Right>{
      {"(some p in minors satisfies armed) and (some p in minors satisfies armed)",
       "(And (Some p minors armed) (Some p minors armed))"},
  });
}

TEST_CASE("something that is no condition is none") {
  check_each(std::vector<Wrong>{
      {"size", DiagnosticId::TypeMismatch, "size"},
      {"armed and size", DiagnosticId::TypeMismatch, "size"},
      {"not today", DiagnosticId::TypeMismatch, "today"},
      {"count c in subject.convictions where c.entered before today", DiagnosticId::NumberAsCondition,
       "count c in subject.convictions where c.entered before today"},
      {"reason", DiagnosticId::TypeMismatch, "reason"},
      {"\"text\"", DiagnosticId::TypeMismatch, "\"text\""},
  });
  const auto found = load(policy_with("count p in minors where armed")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].help == "compare it, in parentheses: `(count p in minors where armed) >= 1`");
}

TEST_CASE("every problem of a condition is reported, and none twice") {
  const auto found =
      load(policy_with("armd and size and request.purpose is crimnal and request.task_force is civil")).problems;
  REQUIRE(found.size() == 4);
  CHECK(found[0].underlined == "armd");
  CHECK(found[1].underlined == "size");
  CHECK(found[2].underlined == "crimnal");
  CHECK(found[3].underlined == "request.task_force");
}
