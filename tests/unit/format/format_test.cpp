// What format() answers, apart from what the layout is: that is language/11-layout and tests/golden/format.
#include "carveout/lang/format.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace carveout;

namespace {

struct Tried {
  Formatted formatted;
  std::size_t errors = 0;
};

Tried try_text(const std::string& text, const syntax::ParseLimits& limits = {}) {
  SourceMap sources;
  DiagnosticSink sink;
  Tried out;
  out.formatted = format(sources.add("test.carve", text), sink, limits);
  out.errors = sink.errors();
  return out;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a text with a syntax error has no layout, and the error is told") {
  const Tried tried = try_text("policy p\nclause forbid x\n");
  CHECK(!tried.formatted.text);
  CHECK(tried.formatted.why_not == NoLayout::SyntaxErrors);
  CHECK(tried.errors == 1);
}

TEST_CASE("errors of an earlier file in the same sink do not matter") {
  SourceMap sources;
  DiagnosticSink sink;
  REQUIRE(!format(sources.add("bad.carve", "clause"), sink).text);
  CHECK(format(sources.add("good.carve", "policy p"), sink).text == "policy p\n");
}

TEST_CASE("what is wrong with the meaning does not matter") {
  CHECK(try_text("clause a to nothing_at_all").errors == 1);  // no word of a clause
  CHECK(try_text("exception a to nothing_at_all permit unknown_act").formatted.text ==
        "exception a\n  to nothing_at_all\n  permit unknown_act\n");
}

TEST_CASE("a text without declarations keeps its comments") {
  CHECK(try_text("").formatted.text == "");
  CHECK(try_text(" \n\n\n ").formatted.text == "");
  CHECK(try_text("\n  # one\n\n\n# two").formatted.text == "# one\n\n# two\n");
}

TEST_CASE("a layout larger than a source may be is refused") {
  const std::string text = "policy p cites \"A\"";
  syntax::ParseLimits limits;
  limits.source_bytes = 20;
  const Tried tried = try_text(text, limits);
  CHECK(!tried.formatted.text);
  CHECK(tried.formatted.why_not == NoLayout::TooLarge);
  limits.source_bytes = 21;
  CHECK(try_text(text, limits).formatted.text == "policy p\n  cites \"A\"\n");
}

TEST_CASE("what nests and goes on as far as the limits allow has a layout") {
  const std::size_t deep = 250;
  for (const std::string& condition :
       {repeated("(", deep) + "a" + repeated(")", deep), repeated("not ", deep) + "a",
        repeated("all of (", deep) + "a" + repeated(")", deep), repeated("f(", deep) + "a" + repeated(")", deep),
        "a" + repeated(" + a", 255), repeated("a + (", 120) + "a" + repeated(")", 120),
        "a" + repeated(" and a", 5'000)}) {
    const Tried tried = try_text("define d as " + condition);
    REQUIRE(tried.formatted.text);
    CHECK(try_text(*tried.formatted.text).formatted.text == tried.formatted.text);
  }
}
