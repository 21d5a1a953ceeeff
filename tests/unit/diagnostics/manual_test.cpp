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
  constexpr const char* kNames[] = {"NeverClosed", "CommentNeverClosed", "MarkedElse", "NotAtMargin", "InHtml",
                                    "NoCode"};
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
  CHECK(problems_of("1. ~~~carve\n   a\n   ~~~\n") == "NotAtMargin `1. ~~~carve`;");
  CHECK(problems_of("").find("NoCode") == 0);
}

TEST_CASE("a comment that is never closed is told, as a fence is") {
  const std::string code = "```carve\na\n```\n";
  CHECK(problems_of("<!-- hi\n\n" + code) == "CommentNeverClosed `<!-- hi`;");
  CHECK(problems_of("a\n<!--\n" + code) == "CommentNeverClosed `<!--`;");
  CHECK(problems_of("- <!-- hi\n\n" + code) == "CommentNeverClosed `- <!-- hi`;");
  CHECK(code_of("- <!-- hi\n\n" + code) == "a\n");
  CHECK(problems_of(code + "<!-- hi\n-- >") == "CommentNeverClosed `<!-- hi`;");
}

TEST_CASE("`<!-->` and `<!--->` are whole comments") {
  const std::string code = "```carve\na\n```\n";
  for (const char* const comment : {"<!-->\n", "<!--->\n", "<!---->\n"}) {
    CAPTURE(std::string(comment));
    CHECK(code_of(comment + code) == "a\n");
    CHECK(problems_of(comment + code).empty());
  }
}

TEST_CASE("a block in a list is not read, however far it is indented") {
  CHECK(problems_of("- item\n\n  ```carve\n  a\n  ```\n") == "NotAtMargin ````carve`;");
  CHECK(problems_of("1. item\n   ```carve\n   a\n   ```\n") == "NotAtMargin ````carve`;");
  CHECK(problems_of("- item\nlazy\n  ```carve\n  a\n  ```\n") == "NotAtMargin ````carve`;");
  CHECK(problems_of("- item\n\n      ```carve\n") == "NotAtMargin ````carve`;");
  // After the list, and where none begins, it is at the margin.
  CHECK(code_of("- item\n```carve\na\n```\n") == "a\n");
  CHECK(code_of("- item\n\n ```carve\n a\n ```\n") == " a\n");
  CHECK(code_of("- item\n# Next\n  ```carve\n  a\n  ```\n") == "  a\n");
  CHECK(code_of("---\n  ```carve\n  a\n  ```\n") == "  a\n");
  CHECK(code_of("in\n1999. a\n   ```carve\n   a\n   ```\n") == "   a\n");
}

TEST_CASE("a fence ends with the list or quotation that it stands in") {
  const std::string code = "```carve\nb\n```\n";
  for (const char* const before : {"- a\n\n  ```\n  x\n\n", "- [ ] ```x\n  a\n", "> ```\n> x\n", "- - ```\n  x\n"}) {
    CAPTURE(std::string(before));
    CHECK(code_of(before + code) == "b\n");
    CHECK(problems_of(before + code).find("NeverClosed") ==
          (std::string(before).find("[ ]") == 2 ? std::string::npos : 0));
  }
  CHECK(code_of("- a\n\n  ~~~\n  ```carve\n  ~~~\n" + code) == "b\n");
  CHECK(problems_of("- a\n\n  ~~~\n  ```carve\n  ~~~\n" + code).empty());
}

TEST_CASE("what stands in HTML is not read, and told where it looks like code") {
  const std::string code = "```carve\na\n```\n";
  const char* const html[] = {"<script>\n\n%</script>\n", "<style>\n%</style>\n",   "<pre>\n%</pre>\n", "<?x\n%?>\n",
                              "<![CDATA[\n%]]>\n",        "<!DOCTYPE html\n%>\n",   "<div>\n%</div>\n", "</TABLE>\n%\n",
                              "<x-note of=\"b\">\n%\n",   "> <div>\n> x\n\n<p\n%\n"};
  for (const std::string text : html) {
    CAPTURE(text);
    const std::string whole = text.substr(0, text.find('%')) + code + text.substr(text.find('%') + 1);
    CHECK(problems_of(whole).find("InHtml ````carve`;") == 0);
    CHECK(manual::read(whole).blocks.empty());
  }
  // Some HTML ends before an empty line, and a tag with text after it begins none.
  CHECK(code_of("<div>\n\n" + code + "\n</div>\n") == "a\n");
  CHECK(code_of("<b>so</b> it is\n" + code) == "a\n");
  CHECK(code_of("text\n<span>\n" + code) == "a\n");
  CHECK(code_of("<divide> it\n" + code) == "a\n");
  CHECK(code_of("<pre>x</pre>\n" + code) == "a\n");
}

TEST_CASE("a manual of nothing but signs of lists is read in time, however deep") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "- ";
  text += std::string(20'000, '\n') + std::string(20'000, '>') + "\n```carve\na\n```\n";
  CHECK(code_of(text) == "a\n");
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
