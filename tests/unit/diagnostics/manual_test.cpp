#include "source/manual.hpp"

#include <doctest/doctest.h>

#include <string>

#include "carveout/lang/format.hpp"
#include "carveout/lang/syntax.hpp"

using namespace carveout;

namespace {

// The code of a manual, line ends aside, without the white space around it; blocks are separated by "|".
std::string code_of(const std::string& text) {
  const manual::Manual read = manual::read(text);
  REQUIRE(read.code.size() == text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r') REQUIRE(read.code[i] == text[i]);
    if (read.code[i] != text[i]) REQUIRE(read.code[i] == ' ');
  }
  std::string out;
  for (const CodeBlock& block : read.blocks) {
    REQUIRE(block.begin <= block.end);
    REQUIRE(block.end <= text.size());
    out += (&block == read.blocks.data() ? "" : "|") + text.substr(block.begin, block.end - block.begin);
  }
  return out;
}

// What is wrong with the blocks: which problem, and the text that it points at.
std::string problems_of(const std::string& text) {
  constexpr const char* kNames[] = {"NeverClosed", "MarkedElse", "NotAtMargin", "NoCode"};
  std::string out;
  for (const manual::Problem& problem : manual::read(text).problems) {
    out += std::string(kNames[static_cast<int>(problem.what)]) + " `" +
           text.substr(problem.begin, problem.end - problem.begin) + "`;";
  }
  return out;
}

std::string laid_out(const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  return format(sources.add("m.carve.md", text), sink).text.value_or("none");
}

}  // namespace

TEST_CASE("the code of a manual is what stands in fenced blocks marked `carve`") {
  CHECK(code_of("# A\n```carve\npolicy p\n```\ntext\n~~~carve\nuse x\n~~~\n") == "policy p\n|use x\n");
  CHECK(code_of("````carve\na\n```\nb\n`````\nc") == "a\n```\nb\n");
  CHECK(code_of("~~~~ carve  \na\n~~~\n```\n~~~~  \nb") == "a\n~~~\n```\n");
  CHECK(code_of("   ```carve\n   a\n  ```\nb") == "   a\n");
  CHECK(code_of("```carve\r\na\r\n```\r\n") == "a\r\n");
  CHECK(code_of("\xEF\xBB\xBF```carve\na\n```") == "a\n");
  CHECK(code_of("```carve\n```\n```carve\na\n```") == "|a\n");
}

TEST_CASE("what is no such block is text") {
  const char* const texts[] = {"```json\na\n```\n",           "```\na\n```\n",
                               "```carve example\na\n```\n",  "``carve\na\n``\n",
                               "```carve a`b\na\n",           "~~~json\n```carve\na\n```\n~~~\n",
                               "<!--\n```carve\na\n```\n-->", "`carve`\n",
                               "<!-- x --> ```carve\n"};
  for (const char* const text : texts) {
    CAPTURE(std::string(text));
    CHECK(code_of(text).empty());
    CHECK(problems_of(text) == "NoCode ``;");
  }
  CHECK(code_of("<!-- a -->\n```carve\nb\n```") == "b\n");
}

TEST_CASE("no block is left out in silence") {
  CHECK(problems_of("```carve\na\n") == "NeverClosed ````carve`;");
  CHECK(problems_of("```carve\na\n```\n~~~ json\nb\n") == "NeverClosed `~~~ json`;");
  CHECK(problems_of("```carve\na\n~~~\n``\n") == "NeverClosed ````carve`;");
  CHECK(problems_of("```Carve\na\n```") == "MarkedElse ````Carve`;");
  CHECK(problems_of("```{.carve}\na\n```") == "MarkedElse ````{.carve}`;");
  CHECK(problems_of("    ```carve\n    a\n    ```") == "NotAtMargin ````carve`;");
  CHECK(problems_of("\t```carve\n") == "NotAtMargin ````carve`;");
  CHECK(problems_of("> ```carve\n> a\n> ```") == "NotAtMargin `> ```carve`;");
  CHECK(problems_of("1. ~~~carve\n   a\n   ~~~\n").find("NotAtMargin `1. ~~~carve`;") == 0);
  CHECK(problems_of("").find("NoCode") == 0);
}

TEST_CASE("a manual is told by its name") {
  CHECK(manual::is_name("a/b.carve.md"));
  CHECK(!manual::is_name("a.carve"));
  CHECK(!manual::is_name("a.md"));
  CHECK(!manual::is_name(".carve.md"));
}

TEST_CASE("a declaration stands in one block") {
  SourceMap sources;
  DiagnosticSink sink;
  const SourceFile& source = sources.add(
      "m.carve.md",
      "```carve\nclause a\n  permit x\n```\n```carve\n  when y\n```\n```carve\npart b\n```\n```carve\nend part\n```\n");
  static_cast<void>(syntax::parse(source, sink));
  const auto found = sink.sorted();
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == DiagnosticId::DeclarationOverBlocks);
  CHECK(sources.text(found[0].span) == "clause");
  CHECK(source.position(found[0].notes.at(0).span.begin).line == 6);
  CHECK(sources.text(found[1].span) == "part");
}

TEST_CASE("the layout of a manual is that of its blocks, and the rest stays byte for byte") {
  CHECK(laid_out("#  A \n\n```carve\npolicy   p\ncites \"x\"\n\n\n```\n  text\t\n```json\n{ }\n```") ==
        "#  A \n\n```carve\npolicy p\n  cites \"x\"\n```\n  text\t\n```json\n{ }\n```");
  CHECK(laid_out("  ~~~carve\n  clause a forbid x\n clause b\n  forbid y\n  ~~~\n") ==
        "  ~~~carve\n  clause a\n    forbid x\n\n  clause b\n    forbid y\n  ~~~\n");
  CHECK(laid_out("```carve\r\npolicy   p\r\ncites \"x\"\r\n```\r\nb\r\n") ==
        "```carve\r\npolicy p\r\n  cites \"x\"\r\n```\r\nb\r\n");
  CHECK(laid_out("```carve\n```\n```carve\n# only a comment\n```\n") ==
        "```carve\n```\n```carve\n# only a comment\n```\n");
  CHECK(laid_out("```carve\npolicy\n```\n") == "none");
  CHECK(laid_out("no code\n") == "none");
}
