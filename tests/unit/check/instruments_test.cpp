#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;
using testing::ModuleTexts;

namespace {

const ModuleTexts kShared = {{"shared", "facts x : yes/no day : date action a action b"}};

ModuleTexts with(ModuleTexts more) {
  more.insert(kShared.begin(), kShared.end());
  return more;
}

std::string names_of_policies(const CheckedPolicy& policy) {
  std::string names;
  for (const PolicyInfo& one : policy.policies) names += (names.empty() ? "" : " ") + one.name;
  return names;
}

}  // namespace

TEST_CASE("adopted policies come once each, in the order of adoption, the root first") {
  const auto loaded = load_text(
      "policy root adopts one, two use shared clause c permit a",
      with({{"one", "policy first adopts three, root_again use shared clause c forbid a clause d permit b"},
            {"two", "policy second adopts one use shared part p clause c forbid b end part"},
            {"three", "policy third adopts two use shared clause e permit a scenario \"not here\" expect a permitted"},
            {"root_again", "policy fourth"}}));
  REQUIRE(loaded.errors() == "");
  const CheckedPolicy& policy = loaded.policy();
  CHECK(names_of_policies(policy) == "root first second third fourth");
  CHECK(policy.scenarios.empty());
  std::string clauses;
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) clauses += policy.clause_name(ClauseId{i}) + " ";
  CHECK(clauses == "c first.c first.d second.c third.e ");
  CHECK(policy.parts.at(0).policy == *policy.find_policy("second"));
  CHECK(policy.find_clauses("c").size() == 1);
  CHECK(policy.find_clauses("root.c") == policy.find_clauses("c"));
  CHECK(policy.find_clauses("second.c").size() == 1);
  CHECK(policy.find_clauses("second.d").empty());
}

TEST_CASE("a policy may adopt the root, whose file is read once") {
  const auto loaded = load_text("policy root adopts one use shared clause c permit a",
                                with({{"one", "policy first adopts one use shared clause d forbid a"}}));
  CHECK(loaded.problems() == "PolicyNamedTwice `one`");
  CHECK(loaded.policy().policies.size() == 2);
}

TEST_CASE("only a module with a policy is adopted or superseded") {
  const auto loaded = load_text("policy p adopts shared supersedes gone use shared clause c permit a", kShared);
  CHECK(loaded.errors() == "AdoptedWithoutPolicy `shared`; UnknownModule `gone`");
  CHECK(loaded.help(DiagnosticId::AdoptedWithoutPolicy) ==
        "write `policy NAME` in it, or `use shared` here for what it declares");
}

TEST_CASE("a policy that is named twice is a warning, but superseding says more than adopting") {
  const ModuleTexts modules = with({{"one", "policy first"}});
  CHECK(load_text("policy p adopts one, one use shared clause c permit a", modules).warnings() ==
        "PolicyNamedTwice `one`");
  const auto both = load_text("policy p adopts one supersedes one use shared clause c permit a", modules);
  CHECK(both.errors() == "");
  CHECK(both.policy().root().supersedes.size() == 1);
}

TEST_CASE("policies decided together have names of their own, also in each other's files") {
  const auto same = load_text("policy p adopts one use shared clause c permit a", with({{"one", "policy p"}}));
  CHECK(same.errors() == "TwoPoliciesOfOneName `p`");
  const auto taken = load_text("policy p adopts one use shared clause first permit a", with({{"one", "policy first"}}));
  CHECK(taken.errors() == "PolicyNameTaken `first`");
  CHECK(taken.notes(DiagnosticId::PolicyNameTaken) == "the policy: `first`");
}

TEST_CASE("clauses name only those of their own policy, and the message says how a policy displaces another") {
  const ModuleTexts modules =
      with({{"one", "policy first use shared part q clause c forbid a end part clause open permit a"}});
  const auto override_by = [&](const std::string& clause) {
    return load_text("policy p adopts one use shared clause own forbid a when x " + clause, modules).errors();
  };
  CHECK(override_by("exception e to first.c permit a") == "OverridesAnotherPolicy `first.c`");
  CHECK(override_by("carveout v from first") == "OverridesAnotherPolicy `first`");
  CHECK(override_by("carveout v from all forbids of first.q") == "OverridesAnotherPolicy `first.q`");
  CHECK(override_by("clause d permit a notwithstanding first.q") == "OverridesAnotherPolicy `first.q`");
  CHECK(override_by("clause d permit a subject to first.c, own") == "OverridesAnotherPolicy `first.c`");
  CHECK(override_by("clause d permit a notwithstanding p.own, p") == "");
  const auto loaded = load_text("policy p adopts one use shared clause d permit a notwithstanding first.c", modules);
  CHECK(loaded.help(DiagnosticId::OverridesAnotherPolicy) ==
        "a policy displaces another as a whole: write `supersedes` in the head of `p`");
}

TEST_CASE("a misspelt clause of another policy is named, with the nearest one") {
  const auto loaded =
      load_text("policy p adopts one use shared clause d permit a scenario \"s\" expect a permitted by first.opne",
                with({{"one", "policy first use shared clause open permit a"}}));
  CHECK(loaded.errors() == "UnknownName `first.opne`");
  CHECK(loaded.help(DiagnosticId::UnknownName) == "did you mean `first.open`?");
}

TEST_CASE("superseding in a circle is an error that prints the circle") {
  const auto loaded =
      load_text("policy p supersedes one use shared clause c permit a",
                with({{"one", "policy first supersedes two"}, {"two", "policy second supersedes one"}}));
  CHECK(loaded.errors() == "SupersedeCycle `two`");
  CHECK(loaded.message(DiagnosticId::SupersedeCycle) ==
        "policies that supersede each other in a circle: first → second → first");
  CHECK(loaded.notes(DiagnosticId::SupersedeCycle) == "and here: `one`");
  const auto itself =
      load_text("policy p adopts one use shared clause c permit a", with({{"one", "policy first supersedes one"}}));
  CHECK(itself.message(DiagnosticId::SupersedeCycle) ==
        "policies that supersede each other in a circle: first → first");
}

TEST_CASE("errors of an adopted policy are told in its file, and two policies in it are one too many") {
  const auto loaded = load_text("policy p adopts one use shared clause c permit a",
                                with({{"one", "policy first policy more use shared clause d permit a when y"}}));
  CHECK(loaded.errors() == "SecondPolicy `more`; UnknownName `y`");
}

TEST_CASE("what moves dates rounds as the file says in which it is written") {
  const std::string root =
      "policy p as of day round dates up adopts one use shared use words clause c permit a when later(day) > day";
  const std::string words = "use shared define later(d: date) : date as d + 1 month";
  const auto loaded =
      load_text(root, with({{"words", words},
                            {"one",
                             "policy first as of day round dates down use shared use words clause d permit a\n"
                             "when day + 1 month > later(day)"}}));
  REQUIRE(loaded.errors() == "");
  std::string roundings;
  for (const Expr& expr : loaded.policy().exprs) {
    if (expr.kind == ExprKind::Add) roundings += expr.rounding == DateRounding::Up ? "up " : "down ";
  }
  CHECK(roundings == "up down ");
  const auto none = load_text(root, with({{"words", words},
                                          {"one",
                                           "policy first as of day use shared clause d permit a\n"
                                           "when day + 1 month > day"}}));
  CHECK(none.errors() == "DateRoundingNotDeclared `day + 1 month`");
}

TEST_CASE("a root without `as of` is not blamed for what adopted policies read by dates of their own") {
  const ModuleTexts modules = with({{"one",
                                     "policy first as of day use shared parameter limit : date is 2020-01-01 from "
                                     "2019-01-01 clause d permit a when day > limit in force from 2019-01-01"}});
  CHECK(load_text("policy p adopts one use shared clause c permit a", modules).problems() == "");
}

TEST_CASE("the word of another policy is asked for in conditions, of one action") {
  const ModuleTexts modules = with({{"one", "policy first use shared clause c forbid a when x"}});
  const auto asks = [&](const std::string& clause) {
    return load_text(
               "policy p adopts one use shared type T is one of u, v action t(item: T) clause rest permit t " + clause,
               modules)
        .errors();
  };
  CHECK(asks("clause d permit b when x and not (a is forbidden by first)") == "");
  CHECK(asks("clause d permit b only if [1] a is not forbidden by first unless b is forbidden by first") == "");
  CHECK(asks("clause d permit b when t(u) is forbidden by first") == "");
  CHECK(asks("clause d permit t when t(item) is not forbidden by first and item is u") == "");
  CHECK(asks("clause d permit b when t(item) is forbidden by first") == "UnknownMember `item`");
  CHECK(asks("part q applies when a is forbidden by first clause d permit b end part") == "");
  CHECK(asks("clause d permit b when x is forbidden by first") == "WordOfNoAction `x`");
  CHECK(asks("clause d permit b when t is forbidden by first") == "WordOfSeveralActions `t`");
  CHECK(asks("clause d permit b when t(w) is forbidden by first") == "UnknownMember `w`");
  CHECK(asks("clause d permit b when a is forbidden by frist") == "UnknownName `frist`");
  CHECK(asks("clause d permit b when a is forbidden by rest") == "NameOfAnotherKind `rest`");
  CHECK(asks("define f as a is forbidden by first clause d permit b when f") ==
        "WordOutOfPlace `a is forbidden by first`");
  CHECK(asks("clause d permit b when (a is forbidden by first) is x") == "WordOutOfPlace `a is forbidden by first`");
}

TEST_CASE("what policies say may not depend on each other in a circle") {
  const auto own = load_text("policy p use shared clause d permit b when a is forbidden by p", kShared);
  CHECK(own.message(DiagnosticId::WordCycle) == "what policies say depends on each other in a circle: p → p");
  const auto loaded =
      load_text("policy p adopts one use shared clause d permit b when a is forbidden by first",
                with({{"one", "policy first adopts two use shared clause d forbid a when b is not forbidden by second"},
                      {"two",
                       "policy second adopts root_again use shared part q applies when a is forbidden by third clause "
                       "c forbid b end part"},
                      {"root_again", "policy third supersedes one use shared clause c forbid a when x"}}));
  CHECK(loaded.errors() == "");
  // Where the scope of what supersedes a policy asks for that policy's word.
  const auto scope =
      load_text("policy p supersedes one applies when a is forbidden by first use shared clause d permit b",
                with({{"one", "policy first use shared clause d forbid a"}}));
  CHECK(scope.errors() == "WordCycle `a is forbidden by first`");
  CHECK(scope.message(DiagnosticId::WordCycle) == "what policies say depends on each other in a circle: p → first → p");
}
