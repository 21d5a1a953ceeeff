#include <doctest/doctest.h>

#include <chrono>

#include "support.hpp"
#include "syntax/parser_internal.hpp"

using namespace carveout;
using namespace carveout::syntax;
using namespace carveout::syntax::test;

namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t index = 0; index < times; ++index) out += text;
  return out;
}

struct Nesting {
  const char* before;
  const char* opening;
  const char* middle;
  const char* closing;
};

const Nesting kNestings[] = {
    {"define d as ", "(", "x", ")"},
    {"define d as ", "not ", "x", ""},
    {"define d as ", "[a] ", "x", ""},
    {"define d as ", "- ", "x", ""},
    {"define d as ", "f(", "x", ")"},
    {"define d as ", "all of (a; ", "x", ")"},
    {"define d as x in ", "{", "x", "}"},
    {"define d as x is ", "{a ", "x", "}"},
    {"define d as ", "if a then b else ", "x", ""},
    {"define d as ", "some x in y satisfies ", "x", ""},
    {"define d as ", "lesser of (a, ", "x", ")"},
    {"define d as ", "start of day ", "x", ""},
    {"define d as ", "sum ", "x", " for b in c"},
    {"define d as ", "age at ", "x", " of x"},
    {"define d as ", "round ", "x", " to 5"},
    {"type T is ", "list of ", "x", ""},
    {"", "part p ", "clause c permit a ", "end part "},
};

}  // namespace

TEST_CASE("PEGTL finds no rule of the grammar that could loop without reading") {
  CHECK(grammar_problems() == 0);
}

TEST_CASE("nesting of 200 levels is read, and quickly") {
  const auto start = std::chrono::steady_clock::now();
  for (const Nesting& nesting : kNestings) {
    CAPTURE(std::string(nesting.opening));
    const Parsed parsed =
        parse_text(nesting.before + repeat(nesting.opening, 200) + nesting.middle + repeat(nesting.closing, 200));
    CHECK(parsed.problems.empty());
    CHECK(well_formed(parsed.tree, parsed.text.size()));
  }
  // Backtracking that doubles at each level would take longer than the age of the universe.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("nesting past the limit is one problem, however deep it goes, and reading goes on after it") {
  for (const Nesting& nesting : kNestings) {
    if (std::string_view(nesting.opening) == "part p ") continue;
    CAPTURE(std::string(nesting.opening));
    const Parsed parsed =
        parse_text(nesting.before + repeat(nesting.opening, 100'000) + nesting.middle + "\nclause z_last");
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems[0].id == DiagnosticId::NestedTooDeep);
    CHECK(parsed.problems[0].message == "nested more than 256 deep");
    CHECK(compact(parsed, parsed.tree.children_of(parsed.tree.root()).back()) == "(Clause z_last)");
  }
}

TEST_CASE("what to do about nesting is told by what nests") {
  const auto help = [](const std::string& text) { return parse_text(text).problems.at(0).help; };
  CHECK(help("define d as " + repeat("(", 300)) == "give an inner part a name with `define`");
  CHECK(help("type T is " + repeat("list of ", 300) + "text") == "put an inner list into a field of a `type … has …`");
  CHECK(help(repeat("part p\n", 300)) == "let some of the parts stand beside each other");
}

TEST_CASE("parts nested past the limit are told, and the file is given up") {
  const Parsed parsed = parse_text(repeat("part p\n", 100'000) + "clause c");
  REQUIRE(parsed.problems.size() == 21);
  CHECK(parsed.problems[0].id == DiagnosticId::NestedTooDeep);
  CHECK(parsed.tree.nodes.size() == 1);
}

TEST_CASE("the limit of nesting is exact") {
  ParseLimits limits;
  limits.nesting = 10;
  CHECK(parse_text("define d as " + repeat("(", 9) + "x" + repeat(")", 9), limits).problems.empty());
  const Parsed parsed = parse_text("define d as " + repeat("(", 10) + "x" + repeat(")", 10), limits);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].message == "nested more than 10 deep");
}

TEST_CASE("operators in a row are bounded, conditions joined by `and` are not") {
  CHECK(parse_text("define d as x" + repeat(" + x", 256)).problems.empty());
  const Parsed parsed = parse_text("define d as x" + repeat(" + x", 257));
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].id == DiagnosticId::TooManyOperators);
  CHECK(parsed.problems[0].message == "more than 256 operators in a row");
  const Parsed flat = parse_text("define d as x" + repeat(" and x", 100'000));
  CHECK(flat.problems.empty());
  CHECK(flat.tree.nodes.size() == 100'001 + 4);
}

TEST_CASE("the tree is never deeper than the two limits together") {
  std::string text = "x";
  for (int index = 0; index < 100; ++index) text = "(" + text + repeat(" + x", 200) + ")";
  const Parsed parsed = parse_text("define d as " + text);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].id == DiagnosticId::NestedTooDeep);
  CHECK(parsed.problems[0].message == "nested more than 512 deep");
}

TEST_CASE("a file over the limit is not read") {
  ParseLimits limits;
  limits.source_bytes = 10;
  CHECK(parse_text("clause ccc", limits).problems.empty());
  const Parsed parsed = parse_text("clause cccc", limits);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].id == DiagnosticId::FileTooLarge);
  CHECK(parsed.tree.nodes.size() == 1);
}

TEST_CASE("two million bytes of policy are read in time that grows with their length alone") {
  const std::string sample = sample_policy();
  const std::string text = repeat(sample, 2'000'000 / sample.size());
  const auto start = std::chrono::steady_clock::now();
  const Parsed parsed = parse_text(text);
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(parsed.problems.empty());
  // Loose: unoptimised, under sanitizers, on a busy machine. Optimised it takes some 25 ms.
  CHECK(spent < std::chrono::seconds(20));
}

TEST_CASE("long gaps and long tokens are read once") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(parse_text("clause c " + repeat("# a comment\n", 100'000) + " permit a").problems.empty());
  CHECK(parse_text("clause c when " + repeat("x", 1'000'000)).problems.empty());
  CHECK(parse_text("note \"" + repeat("x", 1'000'000) + "\"").problems.empty());
  CHECK(parse_text("clause c when x" + repeat(".x", 300'000)).problems.empty());
  CHECK(parse_text("clause c forbid " + repeat("x, ", 100'000) + "x").problems.empty());
  CHECK(parse_text(repeat("\"", 100'001)).problems.size() >= 1);
  CHECK(parse_text(repeat("\"\\", 100'000)).problems.size() >= 1);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}
