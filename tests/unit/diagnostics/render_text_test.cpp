#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>

#include "carveout/lang/diagnostics.hpp"

using namespace carveout;

namespace {

std::string times(int n, std::string_view text) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

// A diagnostic on what stands between « and » in the source, rendered without colour.
std::string shown(std::string source, Diagnostic diagnostic = {DiagnosticId::MixedAndOr, {}, "here", "", {}}) {
  const std::size_t begin = source.find("«");
  REQUIRE(begin != std::string::npos);
  source.erase(begin, 2);
  const std::size_t end = source.find("»");
  REQUIRE(end != std::string::npos);
  source.erase(end, 2);
  SourceMap sources;
  const SourceFile& file = sources.add("a.carve", source);
  diagnostic.span = {file.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return render_text({diagnostic}, sources, Colour::Never);
}

}  // namespace

TEST_CASE("a diagnostic shows its place, the line with the span underlined, the help and the notes") {
  SourceMap sources;
  const std::string text =
      "policy p\n\n\n  type Request has\n" + times(7, "\n") + "  when request.recieved before 2018-01-01\n";
  const SourceFile& file = sources.add("nyc/guidance.carve", text);
  const auto begin = static_cast<std::uint32_t>(text.find("recieved"));
  const auto type = static_cast<std::uint32_t>(text.find("type"));
  const Diagnostic d{DiagnosticId::MixedAndOr,
                     {file.id(), begin, begin + 8},
                     "`Request` has no field `recieved`",
                     "did you mean `received`?",
                     {{{file.id(), type, type + 4}, "`Request` is declared here"}}};
  CHECK(render_text({d}, sources, Colour::Never) ==
        "nyc/guidance.carve:12:16: error[C0131]: `Request` has no field `recieved`\n"
        "   |\n"
        "12 |   when request.recieved before 2018-01-01\n"
        "   |                ^^^^^^^^\n"
        "   = help: did you mean `received`?\n"
        "   = note: nyc/guidance.carve:4:3: `Request` is declared here\n");
}

TEST_CASE("the carets stand under the span") {
  struct Case {
    const char* what;
    std::string source;
    std::string expected;  // from the source line on
  };
  const Case cases[] = {
      {"one letter", "«a»bc", "1 | abc\n  | ^\n"},
      {"wide characters", "日本 «語x» y", "1 | 日本 語x y\n  |      ^^^\n"},
      {"combining marks", "e\u0301 «e\u0301e\u0301»", "1 | e\u0301 e\u0301e\u0301\n  |   ^^\n"},
      {"a mark alone", "e«\u0301»x", "1 | e\u0301x\n  |  ^\n"},
      {"tabs", "\ta\t«b\tc»", "1 |     a    b    c\n  |          ^^^^^^\n"},
      {"an empty span", "ab«»cd", "1 | abcd\n  |   ^\n"},
      {"the end of a line", "ab«»\ncd", "1 | ab\n  |   ^\n"},
      {"the end of a line's CRLF", "ab«\r\n»cd", "1 | ab\n  |   ^\n"},
      {"the end of the file", "ab«»", "1 | ab\n  |   ^\n"},
      {"the line after the last", "ab\n«»", "2 |\n  | ^\n"},
      {"several lines", "a «bc\nde» f", "1 | a bc\n  |   ^^…\n"},
      {"from a line's end on", "ab«\nc»", "1 | ab\n  |   ^…\n"},
      {"a whole line and its end", "«ab\n»c", "1 | ab\n  | ^^\n"},
      {"controls", "a\x1b[31m«b»\x07", "1 | a\uFFFD[31mb\uFFFD\n  |       ^\n"},
      {"C1 and reordering controls", "\u009B\u202E«b»", "1 | \uFFFD\uFFFDb\n  |   ^\n"},
      {"bytes that are not UTF-8", "caf«\xE9» \xE2\x82 x", "1 | caf\uFFFD \uFFFD x\n  |    ^\n"},
      {"a carriage return alone", "a\r«b»", "1 | a\uFFFDb\n  |   ^\n"},
      {"NUL", std::string("a\0«b»", 7), std::string("1 | a\uFFFDb\n  |   ^\n")},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const std::string text = shown(c.source);
    const std::size_t margin = text.find("  |\n");
    REQUIRE(margin != std::string::npos);
    CHECK(text.substr(margin + 4) == c.expected);
  }
}

TEST_CASE("a span that begins inside a character underlines all of it") {
  SourceMap sources;
  const SourceFile& file = sources.add("a.carve", "x日y");
  const Diagnostic d{DiagnosticId::NotUtf8, {file.id(), 2, 4}, "m", "", {}};
  CHECK(render_text({d}, sources, Colour::Never) == "a.carve:1:2: error[C0001]: m\n  |\n1 | x日y\n  |  ^^\n");
}

TEST_CASE("a long line is cut around the span") {
  CHECK(shown(times(100, "x") + "«»") ==
        "a.carve:1:101: error[C0131]: here\n  |\n1 | " + times(100, "x") + "\n  | " + times(100, " ") + "^\n");
  CHECK(shown(times(200, "x") + "«abc»" + times(200, "y")) ==
        "a.carve:1:201: error[C0131]: here\n  |\n"
        "1 | …" +
            times(30, "x") + "abc" + times(65, "y") +
            "…\n"
            "  | " +
            times(31, " ") + "^^^\n");
  CHECK(shown("ab «cd» " + times(200, "y")) ==
        "a.carve:1:4: error[C0131]: here\n  |\n"
        "1 | ab cd " +
            times(92, "y") +
            "…\n"
            "  |    ^^\n");
  CHECK(shown(times(200, "x") + "«abc»") ==
        "a.carve:1:201: error[C0131]: here\n  |\n"
        "1 | …" +
            times(30, "x") +
            "abc\n"
            "  | " +
            times(31, " ") + "^^^\n");
  // A span too long to show goes on.
  CHECK(shown("a «" + times(300, "b") + "» c") ==
        "a.carve:1:3: error[C0131]: here\n  |\n"
        "1 | a " +
            times(96, "b") +
            "…\n"
            "  |   " +
            times(96, "^") + "…\n");
}

TEST_CASE("a line of megabytes is shown around the span, in bounded space") {
  const std::string text = shown(times(1'000'000, "日") + "«abc»" + times(1'000'000, "語"));
  CHECK(text == "a.carve:1:1000001: error[C0131]: here\n  |\n1 | …" + times(15, "日") + "abc" + times(32, "語") +
                    "…\n  | " + times(31, " ") + "^^^\n");
  CHECK(shown("a" + times(1'000'000, "\u0301") + "«b»").size() < 10'000);
}

TEST_CASE("no inserted text brings a control character to the terminal") {
  SourceMap sources;
  const SourceFile& file = sources.add("evil\x1b]0;x\x07.carve", "policy");
  const Diagnostic d{DiagnosticId::MixedAndOr,
                     {file.id(), 0, 6},
                     "`\x1b[2J\n\u202Ex` \xFF\u009B",
                     "a\tb",
                     {{{file.id(), 0, 0}, "\r\x7f"}}};
  CHECK(render_text({d}, sources, Colour::Never) ==
        "evil\\x1b]0;x\\x07.carve:1:1: error[C0131]: `\\x1b[2J\\n\\u202ex` \uFFFD\\x9b\n"
        "  |\n"
        "1 | policy\n"
        "  | ^^^^^^\n"
        "  = help: a\\tb\n"
        "  = note: evil\\x1b]0;x\\x07.carve:1:1: \\r\\x7f\n");
}

TEST_CASE("a diagnostic with no place, or in an empty file, shows no line") {
  SourceMap sources;
  const SourceFile& empty = sources.add("empty.carve", "");
  const Diagnostic nowhere{DiagnosticId::TooManyWarnings, {kNoFile, 0, 0}, "odd", "do it", {{{kNoFile, 0, 0}, "seen"}}};
  const Diagnostic in_empty{DiagnosticId::NotUtf8, {empty.id(), 0, 0}, "nothing", "", {}};
  CHECK(render_text({nowhere, in_empty}, sources, Colour::Never) ==
        "warning[C0999]: odd\n"
        "    = help: do it\n"
        "    = note: seen\n"
        "\n"
        "empty.carve:1:1: error[C0001]: nothing\n");
}

TEST_CASE("nothing to say is nothing said") {
  CHECK(render_text({}, SourceMap(), Colour::Always).empty());
}

TEST_CASE("colour goes by severity, and only when asked for") {
  SourceMap sources;
  const SourceFile& file = sources.add("a.carve", "ab");
  const Diagnostic error{DiagnosticId::NotUtf8, {file.id(), 0, 1}, "m", "", {}};
  const Diagnostic warning{DiagnosticId::TooManyWarnings, {file.id(), 0, 1}, "m", "", {}};
  CHECK(render_text({error}, sources, Colour::Always) ==
        "a.carve:1:1: \x1b[1;31merror[C0001]\x1b[0m: m\n  |\n1 | ab\n  | \x1b[1;31m^\x1b[0m\n");
  CHECK(render_text({warning}, sources, Colour::Always) ==
        "a.carve:1:1: \x1b[1;33mwarning[C0999]\x1b[0m: m\n  |\n1 | ab\n  | \x1b[1;33m^\x1b[0m\n");
  CHECK(render_text({error, warning}, sources, Colour::Never).find('\x1b') == std::string::npos);
}

TEST_CASE("any bytes with any span render without a control character") {
  std::mt19937 random(20180131);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 300, '\0');
    for (char& c : text) c = random() % 3 == 0 ? static_cast<char>(random() % 256) : "ab \n\t§"[random() % 7];
    SourceMap sources;
    const SourceFile& file = sources.add("a", text);
    Diagnostic d{DiagnosticId::NotUtf8, {file.id(), 0, 0}, text, text, {}};
    d.span.begin = static_cast<std::uint32_t>(random() % 320);
    d.span.end = static_cast<std::uint32_t>(random() % 320);
    bool safe = true;
    for (const char c : render_text({d}, sources, Colour::Never)) {
      safe = safe && ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\n');
    }
    REQUIRE(safe);
    REQUIRE(!render_json({d}, sources).empty());
    REQUIRE(!render_sarif({d}, sources).empty());
  }
}
