#include <fmt/format.h>

#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

// A policy of declarations alone.
SmallPolicy declare(std::string_view declarations, std::string_view condition = "ready") {
  return load(fmt::format(
      "policy small \"A small policy\"\n{}\nfacts\n  ready : yes/no\naction act\nclause main permit act when {}\n",
      declarations, condition));
}

const Type* type_named(const CheckedPolicy& policy, std::string_view name) {
  for (const Type& type : policy.types) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a type of another language is told by its name in this one, unless it is declared") {
  const std::pair<const char*, const char*> kTypes[] = {
      {"boolean", "yes/no"}, {"bool", "yes/no"},  {"string", "text"},   {"int", "number"},
      {"integer", "number"}, {"float", "number"}, {"datetime", "time"}, {"array", "list of …"}};
  for (const auto& [name, type] : kTypes) {
    const std::string written = name;
    CAPTURE(written);
    const auto small = declare(fmt::format("facts x : {}", written), "ready and x is present");
    REQUIRE(!small.problems.empty());
    CHECK(small.problems[0].help == fmt::format("did you mean `{}`?", type));
  }
  CHECK(declare("type string is one of silk, hemp facts x : string", "x is silk").problems.empty());
}

TEST_CASE("the built-in types stand first, and declared ones have their parts") {
  const auto small = declare(R"(
type Grade "how bad" is one of low "not bad" < high
type Topic is one of gangs, other
type Offense is section
type Conviction "a conviction" has
  offense : Offense "the offense"
  dates   : list of date if any
facts
  convictions : list of Conviction "what there is"
  spouse : Conviction if any
)");
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  CHECK(policy[kYesNo].kind == TypeKind::YesNo);
  CHECK(policy[kYesNo].name == "yes/no");
  CHECK(policy[kSection].kind == TypeKind::Section);
  const Type* grade = type_named(policy, "Grade");
  REQUIRE(grade != nullptr);
  CHECK(grade->kind == TypeKind::Closed);
  CHECK(grade->label == "how bad");
  CHECK(grade->ordered);
  REQUIRE(grade->members.size() == 2);
  CHECK(grade->members[0].name == "low");
  CHECK(grade->members[0].label == "not bad");
  CHECK_FALSE(type_named(policy, "Topic")->ordered);
  const Type* offense = type_named(policy, "Offense");
  REQUIRE(offense != nullptr);
  CHECK(offense->kind == TypeKind::Section);
  CHECK(offense->base == kSection);
  const Type* conviction = type_named(policy, "Conviction");
  REQUIRE(conviction != nullptr);
  REQUIRE(conviction->fields.size() == 2);
  CHECK(conviction->fields[0].label == "the offense");
  CHECK_FALSE(conviction->fields[0].optional);
  CHECK(conviction->fields[1].optional);
  CHECK(policy[conviction->fields[1].type].name == "list of date");
  REQUIRE(policy.facts.size() >= 2);
  CHECK(policy.facts[0].name == "convictions");
  CHECK(policy.facts[0].label == "what there is");
  CHECK(policy[policy.facts[0].type].name == "list of Conviction");
  CHECK_FALSE(policy.facts[0].optional);
  CHECK(policy.facts[1].optional);
}

TEST_CASE("a list type is made once for each type of element") {
  const auto small = declare("facts\n  a : list of date\n  b : list of date\n  c : list of list of date\n");
  REQUIRE(small.policy);
  CHECK(small.policy->facts[0].type == small.policy->facts[1].type);
  CHECK((*small.policy)[small.policy->facts[2].type].element == small.policy->facts[0].type);
}

TEST_CASE("a type that is not there is named, with the nearest") {
  const auto built_in = declare("facts\n  a : dat\n").problems;
  check_problem(built_in, DiagnosticId::UnknownName, "dat");
  CHECK(built_in[0].help == "did you mean `date`?");
  const auto declared = declare("type Purpose is one of a, b\nfacts\n  p : Purpos\n").problems;
  check_problem(declared, DiagnosticId::UnknownName, "Purpos");
  CHECK(declared[0].help == "did you mean `Purpose`?");
  check_problem(declare("facts\n  a : list of ready\n").problems, DiagnosticId::NameOfAnotherKind, "ready");
}

TEST_CASE("what has a type that is not there is left alone") {
  check_problem(declare("type R has\n  a : dat\nfacts\n  r : R\n", "r.a is 5").problems, DiagnosticId::UnknownName,
                "dat");
  check_problem(declare("facts\n  a : dat\n", "a before 2018-01-01 and ready").problems, DiagnosticId::UnknownName,
                "dat");
  check_problem(declare("define f(x : dat) as x is 5\n", "f(5)").problems, DiagnosticId::UnknownName, "dat");
}

TEST_CASE("fields and values of one name are told") {
  check_problem(declare("type R has\n  a : date\n  a : number\n").problems, DiagnosticId::DuplicateField, "a");
  check_problem(declare("type C is one of x, y, x\n").problems, DiagnosticId::DuplicateMember, "x");
}

TEST_CASE("an alias is of a built-in type") {
  check_problem(declare("type A is number\ntype B is A\n").problems, DiagnosticId::AliasOfDeclaredType, "A");
  check_problem(declare("type B is list of date\n").problems, DiagnosticId::AliasOfDeclaredType, "list of date");
  check_problem(declare("type B is C\ntype C is B\n").problems.size() == 2 ? declare("type B is B\n").problems
                                                                           : std::vector<Problem>{},
                DiagnosticId::AliasOfDeclaredType, "B");
}

TEST_CASE("a type that contains itself is printed as a cycle") {
  const auto direct = declare("type A has\n  next : A\n").problems;
  check_problem(direct, DiagnosticId::TypeContainsItself, "next");
  CHECK(direct[0].message == "`A` would contain itself without end: A → A");
  const auto mutual =
      declare("type A has\n  b : B\ntype B has\n  c : list of C\ntype C has\n  a : A if any\n").problems;
  check_problem(mutual, DiagnosticId::TypeContainsItself, "a");
  CHECK(mutual[0].message == "`A` would contain itself without end: A → B → C → A");
  CHECK(mutual[0].notes == std::vector<std::string>{"`A` has `b`", "`B` has `c`", "`C` has `a`"});
}

TEST_CASE("records and lists inside each other have a limit") {
  const auto nested = [](int depth) {
    std::string text = "type T1 has\n  x : date\n";
    for (int i = 2; i <= depth; ++i) text += fmt::format("type T{} has\n  x : T{}\n", i, i - 1);
    return declare(text).problems;
  };
  CHECK(nested(64).empty());
  const auto found = nested(70);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == DiagnosticId::TypeTooDeep);
  CHECK(found[0].message == "`T65` holds records and lists inside each other more than 64 deep");
  std::string lists = "facts\n  deep : ";
  for (int i = 0; i < 65; ++i) lists += "list of ";
  const auto list = declare(lists + "date\n").problems;
  REQUIRE(list.size() == 1);
  CHECK(list[0].id == DiagnosticId::TypeTooDeep);
}

TEST_CASE("facts have a limit once records are spelt out") {
  std::string text = "type T0 has\n  a : date\n  b : date\n";
  for (int i = 1; i <= 40; ++i) text += fmt::format("type T{0} has\n  a : T{1}\n  b : T{1}\n", i, i - 1);
  CHECK(declare(text + "facts\n  few : T10\n").problems.empty());
  const auto found = declare(text + "facts\n  few : T10\n  many : T40\n  more : T40\n").problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == DiagnosticId::TooManyFacts);
  CHECK(found[0].underlined == "many : T40");
  CHECK(declare(text + "facts\n  all_of_them : list of T40\n").problems.empty());
}

TEST_CASE("large types are found by name as small ones are") {
  std::string text = "type Big is one of m0";
  for (int i = 1; i < 200; ++i) text += fmt::format(", m{}", i);
  text += "\ntype Wide has\n";
  for (int i = 0; i < 200; ++i) text += fmt::format("  f{} : Big\n", i);
  text += "facts\n  wide : Wide\n";
  CHECK(declare(text, "wide.f199 is m199 and wide.f0 is m0").problems.empty());
  check_problem(declare(text, "wide.f200 is m199").problems, DiagnosticId::UnknownField, "f200");
  check_problem(declare(text, "wide.f19 is m200").problems, DiagnosticId::UnknownMember, "m200");
}
