#include <doctest/doctest.h>

#include "support.hpp"

using namespace carveout;
using namespace carveout::syntax;
using namespace carveout::syntax::test;

namespace {

std::string problems(const std::string& text) {
  std::string out;
  for (const Problem& problem : parse_text(text).problems) {
    if (!out.empty()) out += " | ";
    out += std::string(info(problem.id).name) + " " + problem.underlined;
  }
  return out;
}

}  // namespace

TEST_CASE("all the mistakes of a file are told in one run") {
  CHECK(problems("clause a permit when x\n"
                 "type T is one of yes\n"
                 "clause b when (x\n"
                 "define d as 1 +\n"
                 "action e by default maybe\n") ==
        "UnexpectedText when | ReservedWord yes | UnclosedBracket  | UnexpectedText  | UnexpectedText maybe");
}

TEST_CASE("a broken declaration is left out and those around it stay") {
  CHECK(declarations("clause a permit x\nclause b permit when y\nclause c permit z") ==
        "(Clause a (Permit (Targets x)))\n(Clause c (Permit (Targets z)))\n"
        "! expected the name of an action, found `when` at when");
}

TEST_CASE("a whole declaration with something stray after it stays") {
  CHECK(declarations("clause a permit x )\nclause c permit z") ==
        "(Clause a (Permit (Targets x)))\n(Clause c (Permit (Targets z)))\n! `)` closes nothing at )");
}

TEST_CASE(
    "reading goes on at a word that starts a declaration, is first on its line and is followed by a name or string") {
  CHECK(declarations("clause a permit when x clause b permit y\n clause\nclause : text\nnote \"n\"") ==
        "(NoteDeclaration \"n\")\n! expected the name of an action, found `when` at when");
}

TEST_CASE("words in strings and comments do not start a declaration again") {
  CHECK(declarations("clause a permit when \"\"\"\nclause b\n\"\"\" # clause c\n# clause d\nclause e") ==
        "(Clause e)\n! expected the name of an action, found `when` at when");
}

TEST_CASE("what stands further in than the broken declaration is part of it") {
  CHECK(declarations("type T is one of 5,\n  note \"n\",\n  action \"a\"\nclause c") ==
        "(Clause c)\n! expected a member of the type, found `5` at 5");
  CHECK(declarations("  clause a permit when\n  clause c") ==
        "(Clause c)\n! expected the name of an action, found `when` at when");
}

TEST_CASE("a mistake inside a part leaves the part and its other declarations") {
  CHECK(declarations("part p\n  clause a permit when x\n  clause b\nend part\nclause c") ==
        "(Part p (Clause b))\n(Clause c)\n! expected the name of an action, found `when` at when");
  CHECK(declarations("part p\n  clause a permit when x\nend part\nclause c") ==
        "(Part p)\n(Clause c)\n! expected the name of an action, found `when` at when");
}

TEST_CASE("where the head of a part is broken, its `end part` is not a second mistake") {
  CHECK(problems("part 5\nclause a\nend part\nclause c") == "UnexpectedText 5");
  CHECK(problems("part 5\nclause a\nend part\nend part\nclause c") == "UnexpectedText 5 | StrayEndPart end part");
}

TEST_CASE("a file shows twenty problems of syntax, then says that it was not read to its end") {
  std::string text = "clause first permit a\n";
  for (int index = 0; index < 20; ++index) text += "clause c permit when x\n";
  CHECK(parse_text(text).problems.size() == 20);
  text += "clause c permit when x\nclause last permit a\n";
  const Parsed parsed = parse_text(text);
  REQUIRE(parsed.problems.size() == 21);
  CHECK(parsed.problems.back().id == DiagnosticId::TooManySyntaxErrors);
  REQUIRE(parsed.tree.children_of(parsed.tree.root()).size() == 1);
  CHECK(compact(parsed, parsed.tree.children_of(parsed.tree.root())[0]) == "(Clause first (Permit (Targets a)))");
}

TEST_CASE("an alternative that does not match leaves nothing in the tree") {
  const Parsed parsed = parse_text(sample_policy());
  std::size_t reachable = 1;
  for (const Node& node : parsed.tree.nodes) reachable += node.child_count;
  CHECK(reachable == parsed.tree.nodes.size());
  CHECK(parsed.tree.children.size() == parsed.tree.nodes.size() - 1);
}
