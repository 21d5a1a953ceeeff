#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

constexpr const char* kHead =
    "policy p facts seen : yes/no action enter action leave actions moves are enter, leave duty report\n";

testing::LoadedText in_policy(const std::string& declarations) {
  return load_text(kHead + declarations);
}

}  // namespace

TEST_CASE("two declarations of one name are an error, whatever they declare") {
  struct Case {
    const char* text;
    const char* underlined;
  };
  for (const Case& at :
       {Case{"type enter is one of a, b", "enter"}, Case{"facts moves : date", "moves"},
        Case{"define report as seen", "report"}, Case{"duty seen", "seen"}, Case{"list p : number is 1", "p"},
        Case{"part leave end part", "leave"}, Case{"clause enter forbid enter", "enter"},
        Case{"parameter seen is 1 from 2020-01-01", "seen"}, Case{"note report \"text\"", "report"}}) {
    CAPTURE(std::string(at.text));
    const auto loaded = in_policy(at.text);
    CHECK(loaded.problems() == "DeclaredTwice `" + std::string(at.underlined) + "`");
    CHECK(loaded.notes(DiagnosticId::DeclaredTwice) == "declared here: `" + std::string(at.underlined) + "`");
  }
}

TEST_CASE("notes have names of their own, once each") {
  CHECK(in_policy("note n \"a\" note \"b\" note \"c\"").problems() == "");
  CHECK(in_policy("note n \"a\" note n \"b\"").problems() == "DeclaredTwice `n`");
}

TEST_CASE("fields, members and scenarios have name spaces of their own") {
  CHECK(in_policy("type Enter is one of enter, leave type R has enter : date scenario \"enter\" expect enter permitted")
            .errors() == "");
}

TEST_CASE("a clause inside a part has the same name space as one outside") {
  const auto loaded = in_policy("clause c permit enter part q clause c permit enter end part");
  CHECK(loaded.problems() == "VersionsOverlap `c`");
}

TEST_CASE("parts hold what stands in them, and clauses keep the order of the text") {
  const auto loaded = in_policy(
      "clause a permit enter part outer clause b permit enter part inner clause c permit enter end part clause d "
      "forbid leave "
      "end part clause e forbid enter notwithstanding outer");
  const CheckedPolicy& policy = loaded.policy();
  REQUIRE(policy.parts.size() == 2);
  CHECK(policy.parts[1].parent == PartId{0});
  CHECK(!policy.clauses[0].part);
  CHECK(policy.clauses[1].part == PartId{0});
  CHECK(policy.clauses[2].part == PartId{1});
  CHECK(policy.clauses[3].part == PartId{0});
  CHECK(loaded.names(policy.clauses[4].notwithstanding) == "b c d");
}

TEST_CASE("versions of a name are of one kind") {
  const auto loaded = in_policy(
      "clause c permit enter in force until 2020-01-01 exception c to d forbid enter in force from 2020-01-01 clause d "
      "permit enter");
  CHECK(loaded.problems() == "VersionOfAnotherKind `c`");
  CHECK(loaded.message(DiagnosticId::VersionOfAnotherKind) ==
        "`c` is an exception here and a clause elsewhere: versions of a name are of one kind");
}

TEST_CASE("versions of a name follow each other, or are an error") {
  const auto after =
      in_policy("clause c permit enter in force from 2020-01-01 clause c forbid enter in force until 2020-01-01");
  CHECK(after.errors() == "");
  CHECK(after.policy().find_clauses("c").size() == 2);
  const auto loaded = in_policy(
      "clause c permit enter in force from 2010-01-01 until 2020-01-02 clause c forbid enter in force from 2020-01-01\n"
      "clause c permit enter in force from 2015-01-01 until 2016-01-01");
  CHECK(loaded.problems() == "VersionsOverlap `c`; VersionsOverlap `c`");
  CHECK(loaded.notes(DiagnosticId::VersionsOverlap) == "in force at the same time: `c`");
}

TEST_CASE("a version without a period has that of its part, or of the policy") {
  CHECK(load_text("policy p in force until 2020-01-01 action enter clause c permit enter clause c forbid enter in "
                  "force from 2020-01-01")
            .errors() == "");
  CHECK(in_policy("part q in force until 2020-01-01 part r clause c permit enter end part end part clause c forbid "
                  "enter in force from 2020-01-01")
            .errors() == "");
  CHECK(in_policy("part q in force until 2020-01-01 clause c permit enter end part clause c forbid enter").errors() ==
        "VersionsOverlap `c`");
}

TEST_CASE("an unknown name is told with what was wanted and the nearest name that is one") {
  const auto loaded = in_policy("clause c permit entr");
  CHECK(loaded.problems() == "UnknownName `entr`");
  CHECK(loaded.message(DiagnosticId::UnknownName) == "`entr` is not declared: an action is due here");
  CHECK(loaded.help(DiagnosticId::UnknownName) == "did you mean `enter`?");
}

TEST_CASE("a name of another kind is told with what it is") {
  const auto loaded = in_policy("clause c permit report");
  CHECK(loaded.problems() == "NameOfAnotherKind `report`");
  CHECK(loaded.message(DiagnosticId::NameOfAnotherKind) == "`report` is a duty: an action is due here");
  CHECK(loaded.notes(DiagnosticId::NameOfAnotherKind) == "declared here: `report`");
}

TEST_CASE("where a file has a syntax error, names that may be in what did not parse are not reported") {
  CHECK(in_policy("duty ( clause c permit entr").problems() == "UnexpectedText `(`");
}
