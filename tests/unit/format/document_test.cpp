// What the algebra of documents makes of groups, indents, comments and blank lines.
#include "format/document.hpp"

#include <doctest/doctest.h>

#include <string>

using carveout::format_detail::Doc;
using carveout::format_detail::Document;
using carveout::format_detail::Shape;

namespace {

constexpr std::uint32_t kWidth = 20;

// `words` with a line between each two.
Doc lines_of(Document& d, std::initializer_list<const char*> words) {
  Doc out = Doc::Nothing;
  for (const char* word : words) out = out == Doc::Nothing ? d.text(word) : d.concat({out, d.line(), d.text(word)});
  return out;
}

}  // namespace

TEST_CASE("a group is on one line where there is room, to the last column") {
  Document d;
  CHECK(d.laid_out(d.group(lines_of(d, {"12345678", "1234567890A"})), kWidth) == "12345678 1234567890A\n");
  CHECK(d.laid_out(d.group(lines_of(d, {"12345678", "1234567890AB"})), kWidth) == "12345678\n1234567890AB\n");
}

TEST_CASE("what follows a group up to the next line counts") {
  Document d;
  const Doc group = d.group(lines_of(d, {"12345678", "1234567890"}));
  CHECK(d.laid_out(d.concat({group, d.text(";"), d.hard_line(), d.text("x")}), kWidth) == "12345678 1234567890;\nx\n");
  CHECK(d.laid_out(d.concat({group, d.text(";;"), d.hard_line(), d.text("x")}), kWidth) ==
        "12345678\n1234567890;;\nx\n");
}

TEST_CASE("a code point is one column") {
  Document d;
  CHECK(d.laid_out(d.group(lines_of(d, {"§§§§§§§§", "§§§§§§§§§§§"})), kWidth) == "§§§§§§§§ §§§§§§§§§§§\n");
}

TEST_CASE("the outer group breaks before the inner one") {
  Document d;
  const Doc inner = d.group(d.concat(
      {d.text("f("), d.indent(d.concat({d.soft_line(), lines_of(d, {"a,", "b"})})), d.soft_line(), d.text(")")}));
  const Doc outer = d.group(d.concat({d.text("0123456789ABC"), d.line(), inner}));
  CHECK(d.laid_out(outer, kWidth) == "0123456789ABC\nf(a, b)\n");
  CHECK(d.laid_out(outer, 8) == "0123456789ABC\nf(a, b)\n");
  CHECK(d.laid_out(outer, 6) == "0123456789ABC\nf(\n  a,\n  b\n)\n");
}

TEST_CASE("a comment at the end of a line lets nothing follow, and breaks the groups that go on") {
  Document d;
  const Doc commented = d.concat({d.text("a"), d.end_comment("# why")});
  CHECK(d.shape(commented) == Shape::EndsWithLine);
  CHECK(d.laid_out(d.concat({commented, d.spaces(1), d.text("b")}), kWidth) == "a  # why\nb\n");
  const Doc going_on = d.group(d.concat({commented, d.line(), d.text("b"), d.line(), d.text("c")}));
  CHECK(d.laid_out(going_on, kWidth) == "a  # why\nb\nc\n");
  const Doc last = d.group(d.concat({d.text("b"), d.line(), commented}));
  CHECK(d.laid_out(last, kWidth) == "b a  # why\n");
}

TEST_CASE("a comment does not count for the width of its line") {
  Document d;
  const Doc group = d.group(d.concat({lines_of(d, {"1234567890", "123456789"}), d.end_comment("# a long comment")}));
  CHECK(d.laid_out(group, kWidth) == "1234567890 123456789  # a long comment\n");
}

TEST_CASE("comments behind lines that follow each other form a column, those of others do not") {
  Document d;
  const auto row = [&](const char* text, const char* comment) {
    return d.concat({d.text(text), d.end_comment(comment), d.hard_line()});
  };
  CHECK(d.laid_out(d.concat({row("a", "# 1"), row("abc", "# 2"), d.text("x"), d.hard_line(), row("ab", "# 3")}),
                   kWidth) == "a    # 1\nabc  # 2\nx\nab  # 3\n");
}

TEST_CASE("a comment on a line of its own has the indent of what follows it") {
  Document d;
  const Doc inside = d.concat({d.own_comment("# one", false), d.own_comment("# two", true), d.text("b")});
  CHECK(d.laid_out(d.concat({d.text("a"), d.indent(d.concat({d.hard_line(), inside}))}), kWidth) ==
        "a\n  # one\n\n  # two\n  b\n");
}

TEST_CASE("there is never more than one empty line, none at the beginning, and spaces end no line") {
  Document d;
  const Doc doc = d.concat({d.blank_line(), d.text("a"), d.spaces(3), d.blank_line(), d.blank_line(), d.hard_line(),
                            d.spaces(2), d.text("b"), d.hard_line(), d.hard_line(), d.text("c"), d.blank_line()});
  CHECK(d.laid_out(doc, kWidth) == "a\n\nb\nc\n");
  CHECK(d.laid_out(Doc::Nothing, kWidth).empty());
}
