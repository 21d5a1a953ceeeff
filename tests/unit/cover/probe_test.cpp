#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "carveout/coverage.hpp"
#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;
using testing::LoadedText;

namespace {

// What all scenarios of a policy exercise, of one kind: "owner what: 1 2", the numbers of the sides; owners are left
// out of conditions.
std::string exercised(const LoadedText& text, CoverageKind kind) {
  const Loaded& loaded = text.loaded();
  REQUIRE_MESSAGE(loaded.policy, text.errors());
  const CoverageProbe probe(loaded.policy, *loaded.sources, {kGivenFile});
  std::vector<std::array<bool, 2>> sides(probe.points().size());
  for (std::size_t i = 0; i < loaded.policy->scenarios.size(); ++i) {
    const ScenarioFacts given = facts_of_scenario(*loaded.policy, i);
    DecideOptions options;
    options.as_of = given.as_of;
    const auto seen = probe.observe(given.facts, options);
    for (std::size_t p = 0; p < seen.size(); ++p) {
      for (std::size_t side = 0; side < 2; ++side) sides[p][side] = sides[p][side] || seen[p].sides[side];
    }
  }
  std::string out;
  for (std::size_t p = 0; p < sides.size(); ++p) {
    const CoveragePoint& point = probe.points()[p];
    if (point.kind != kind) continue;
    out += out.empty() ? "" : "; ";
    out += kind == CoverageKind::Condition ? point.what : point.owner + (point.what.empty() ? "" : " " + point.what);
    out += ":";
    if (sides[p][0]) out += " 1";
    if (sides[p][1]) out += " 2";
  }
  return out;
}

// One scenario for each word of `facts`: a letter for each of a, b, c; y, n or ?.
LoadedText with_condition(const std::string& condition, const std::string& facts) {
  std::string text =
      "policy p \"P\"\n"
      "facts\n  a : yes/no\n  b : yes/no\n  c : yes/no\n  day : date if any\n  marks : list of number\n"
      "action act\nclause rule permit act when " +
      condition + "\n";
  int number = 0;
  for (std::size_t at = 0; at < facts.size(); at += 4) {
    text += "scenario \"" + std::to_string(++number) + "\"\n";
    for (std::size_t i = 0; i < 3; ++i) {
      const char told = facts[at + i];
      if (told != '?') text += std::string("  given ") + "abc"[i] + " is " + (told == 'y' ? "yes" : "no") + "\n";
    }
  }
  return load_text(text);
}

// A random condition over some facts, each read once and labelled, as the language writes it and as what it is.
struct RandomCondition {
  std::string text;
  std::function<bool(unsigned)> truth;  // of the facts' bits
};

RandomCondition random_condition(std::mt19937& random, unsigned first, unsigned count) {
  if (count == 1) {
    const std::string name(1, static_cast<char>('a' + first));
    const bool turned = random() % 4 == 0;
    return {"[" + name + "] " + (turned ? "not " : "") + name,
            [=](unsigned bits) { return (((bits >> first) & 1u) != 0) != turned; }};
  }
  const unsigned parts = count == 2 ? 2 : 2 + static_cast<unsigned>(random() % 2);
  std::vector<RandomCondition> all;
  for (unsigned part = 0, at = first; part < parts; ++part) {
    const unsigned left = first + count - at - (parts - 1 - part);
    const unsigned here = part + 1 == parts ? left : 1 + static_cast<unsigned>(random()) % left;
    all.push_back(random_condition(random, at, here));
    at += here;
  }
  std::string items;
  for (const RandomCondition& one : all) items += (items.empty() ? "" : "; ") + one.text;
  const auto counted = [all](unsigned bits) {
    std::size_t yes = 0;
    for (const RandomCondition& one : all) yes += one.truth(bits) ? 1 : 0;
    return yes;
  };
  const std::size_t size = all.size();
  switch (random() % 6) {
    case 0:
      return {"(all of (" + items + "))", [=](unsigned bits) { return counted(bits) == size; }};
    case 1:
      return {"(any of (" + items + "))", [=](unsigned bits) { return counted(bits) > 0; }};
    case 2:
      return {"(none of (" + items + "))", [=](unsigned bits) { return counted(bits) == 0; }};
    case 3:
      return {"(at least 2 of (" + items + "))", [=](unsigned bits) { return counted(bits) >= 2; }};
    case 4:
      return {"(exactly one of (" + items + "))", [=](unsigned bits) { return counted(bits) == 1; }};
    default:
      return {"(not (all of (" + items + ")))", [=](unsigned bits) { return counted(bits) != size; }};
  }
}

}  // namespace

TEST_CASE("in a random condition each fact decides where turning it turns the whole") {
  constexpr unsigned kFacts = 5;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const RandomCondition condition = random_condition(random, 0, kFacts);
    CAPTURE(condition.text);
    const LoadedText text = load_text(
        "policy p \"P\" facts a : yes/no b : yes/no c : yes/no d : yes/no e : yes/no action act "
        "clause rule permit act when " +
        condition.text);
    const Loaded& loaded = text.loaded();
    REQUIRE_MESSAGE(loaded.policy, text.errors());
    const CoverageProbe probe(loaded.policy, *loaded.sources, {kGivenFile});
    for (unsigned bits = 0; bits < (1u << kFacts); ++bits) {
      Facts facts = no_facts(*loaded.policy);
      for (unsigned i = 0; i < kFacts; ++i) facts.roots[i] = Value(((bits >> i) & 1u) != 0);
      const auto seen = probe.observe(facts);
      for (std::size_t p = 0; p < seen.size(); ++p) {
        const CoveragePoint& point = probe.points()[p];
        if (point.kind != CoverageKind::Condition) continue;
        REQUIRE(point.what.size() == 3);
        const unsigned fact = static_cast<unsigned>(point.what[1] - 'a');
        const bool decides = condition.truth(bits) != condition.truth(bits ^ (1u << fact));
        const bool is = ((bits >> fact) & 1u) != 0;
        // A label before `not` names what it makes of the fact.
        const bool as_written = condition.text.find(point.what + " not ") == std::string::npos ? is : !is;
        CHECK(seen[p].sides[as_written ? 0 : 1] == decides);
        CHECK_FALSE(seen[p].sides[as_written ? 1 : 0]);
      }
    }
  }
}

TEST_CASE("a condition decides where turning it alone turns the decision") {
  struct Row {
    std::string condition, facts, expected;
  };
  const std::vector<Row> rows{
      {"a and b", "yyy", "`a`: 1; `b`: 1"},
      {"a and b", "yyy nyy", "`a`: 1 2; `b`: 1"},
      {"a and b", "nny", "`a`:; `b`:"},
      {"a or b", "nnn ynn", "`a`: 1 2; `b`: 2"},
      {"a or b", "yyn", "`a`:; `b`:"},
      // Unknown never counts: neither of the condition nor of the rest.
      {"a and b", "?yy y?y", "`a`:; `b`:"},
      {"a and b", "n?y", "`a`:; `b`:"},
      {"a or b", "?yn", "`a`:; `b`:"},
      {"[1] a and [2] (b or c)", "yyn ynn nyn", "[1]: 1 2; [2]: 1 2"},
      // A label inside another one is a condition of its own; a part without a label is one too.
      {"a and [2] ([x] b or [y] c)", "yyn yny", "`a`: 1; [2]: 1; [x]: 1; [y]: 1"},
      {"not (a and b)", "yyy nyy yny", "`a`: 1 2; `b`: 1 2"},
      {"at least 2 of (a; b; c)", "yyn ynn", "`a`: 1; `b`: 1 2; `c`: 2"},
      {"exactly one of (a; b; c)", "ynn", "`a`: 1; `b`: 2; `c`: 2"},
      {"exactly one of (a; b; c)", "yyy", "`a`:; `b`:; `c`:"},
      {"if [1] a then [2] b else [3] c", "yyn", "[1]: 1; [2]: 1; [3]:"},
      {"if [1] a then [2] b else [3] c", "nyy", "[1]:; [2]:; [3]: 1"},
      {"a", "yyy nyy", "`a`: 1 2"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    CAPTURE(row.facts);
    CHECK(exercised(with_condition(row.condition, row.facts), CoverageKind::Condition) == row.expected);
  }
}

TEST_CASE("what one relation is made of is one condition") {
  CHECK(exercised(load_text("policy p \"P\" facts n : number action act clause rule permit act when n between 1 and 5\n"
                            "scenario \"in\" given n is 3 scenario \"out\" given n is 7"),
                  CoverageKind::Condition) == "`n between 1 and 5`: 1 2");
}

TEST_CASE("a presence decides as no although what it guards is then unknown") {
  const std::string policy =
      "policy p \"P\" facts day : date if any action act clause rule permit act when day is present and day before "
      "2018-01-01\n";
  CHECK(exercised(load_text(policy + "scenario \"absent\" given day is absent"), CoverageKind::Condition) ==
        "`day is present`: 2; `day before 2018-01-01`:");
  // Only what reads the place is taken to be what suits.
  CHECK(exercised(load_text("policy p \"P\" facts day : date if any a : yes/no action act "
                            "clause rule permit act when day is present and day before 2018-01-01 and a "
                            "scenario \"absent\" given day is absent"),
                  CoverageKind::Condition) == "`day is present`:; `day before 2018-01-01`:; `a`:");
  CHECK(exercised(load_text(policy + "scenario \"early\" given day is 2017-01-01"), CoverageKind::Condition) ==
        "`day is present`: 1; `day before 2018-01-01`: 1");
}

TEST_CASE("what is asked of the elements of a list is counted for each") {
  const std::string policy =
      "policy p \"P\" facts marks : list of number action act\n"
      "define good(n : number) as n > 5 and n < 8\n"
      "clause rule permit act when some m in marks satisfies (good(m) or m is 0)\n";
  CHECK(exercised(load_text(policy + "scenario \"one\" given marks is {6}"), CoverageKind::Condition) ==
        "`n > 5`: 1; `n < 8`: 1; `some m in marks satisfies (good(m) or m is 0)`: 1; `good(m)`: 1; `m is 0`:");
  CHECK(
      exercised(load_text(policy + "scenario \"all\" given marks is {4, 6, 9, 0}"), CoverageKind::Condition) ==
      "`n > 5`: 1 2; `n < 8`: 1 2; `some m in marks satisfies (good(m) or m is 0)`: 1; `good(m)`: 1 2; `m is 0`: 1 2");
}

TEST_CASE("a call that two lists make is counted for the elements of both") {
  CHECK(exercised(load_text("policy p \"P\" facts x : list of number y : list of number action act\n"
                            "define good(n : number) as n > 5\n"
                            "clause one permit act when some m in x satisfies good(m)\n"
                            "clause two permit act when some m in y satisfies good(m)\n"
                            "scenario \"s\" given x is {6} y is {4}"),
                  CoverageKind::Condition)
            .find("`n > 5`: 1 2") == 0);
}

TEST_CASE("a clause defeats what would hold but for it") {
  const std::string policy =
      "policy p \"P\" facts a : yes/no b : yes/no c : yes/no action act\n"
      "clause rule forbid act when a\n"
      "exception but to rule permit act when b\n"
      "carveout out from rule when c\n";
  const auto defeats = [&](const std::string& given) {
    return exercised(load_text(policy + "scenario \"s\" given " + given), CoverageKind::Defeat);
  };
  CHECK(defeats("a is yes b is yes c is no") == "but rule: 1; out rule:");
  CHECK(defeats("a is yes b is yes c is yes") == "but rule:; out rule: 1");
  CHECK(defeats("a is no b is yes c is yes") == "but rule:; out rule:");
  CHECK(defeats("a is yes b is yes") == "but rule:; out rule:");
}

TEST_CASE("exceptions to a value, its versions, and rows of tables") {
  const LoadedText text = load_text(
      "policy p \"P\" as of day facts a : yes/no b : yes/no n : number day : date action act\n"
      "define cap(x : number) : number as x in force until 2018-01-01\n"
      "define cap(x : number) : number as 2 * x in force from 2018-01-01\n"
      "exception more to cap as 10 when a\n"
      "exception less to more as 1 when b\n"
      "table fee : number\n  | n | fee |\n  | < 5 | 1 |\n  | between 5 and 6 | 2 |\n  | otherwise | 3 |\n"
      "clause rule permit act when cap(n) > 3\n"
      "scenario \"s\" given a is yes b is no n is 4 day is 2017-06-01\n"
      "scenario \"t\" given a is no b is yes n is 9 day is 2017-06-01");
  CHECK(exercised(text, CoverageKind::Defeat) == "more cap: 1; less more:");
  CHECK(exercised(text, CoverageKind::Version) == "cap until 2018-01-01: 1; cap from 2018-01-01:");
  CHECK(exercised(text, CoverageKind::Row) ==
        "fee | < 5 | 1 |: 1; fee | between 5 and 6 | 2 |:; fee | otherwise | 3 |: 1");
}

TEST_CASE("the hint to a condition names what else must be so") {
  const auto due = [](const std::string& condition) {
    const LoadedText text = with_condition(condition, "yyy");
    REQUIRE_MESSAGE(text.loaded().policy, text.errors());
    const CoverageProbe probe(text.loaded().policy, *text.loaded().sources, {kGivenFile});
    std::string out;
    for (const CoveragePoint& point : probe.points()) {
      if (point.kind == CoverageKind::Condition) out += point.due[1] + "; ";
    }
    return out;
  };
  CHECK(due("[1] a and [z] ([2] b or [3] c)") ==
        "[1] no while [z] is yes; [z] no while [1] is yes; [2] no while [1] is yes and [3] is no; "
        "[3] no while [1] is yes and [2] is no; ");
  CHECK(due("a and not b") == "`a` no while `b` is no; `not b` no while `a` is yes; ");
  CHECK(due("at least 2 of (a; b; c)") ==
        "`a` no while `b` is yes and `c` is no; `b` no while `a` is yes and `c` is no; "
        "`c` no while `a` is yes and `b` is no; ");
  CHECK(due("day is present and day before 2018-01-01") ==
        "`day is present` no; `day before 2018-01-01` no while `day is present` is yes; ");
}
