#include "carveout/lang/source.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "diagnostics/text_gate.hpp"
#include "source/utf8.hpp"

using namespace carveout;

namespace {

std::string at(const SourceFile& file, std::uint32_t offset) {
  const Position position = file.position(offset);
  return fmt::format("{}:{}", position.line, position.column);
}

// What the UTF-8 gate says of a text: "code line:column bytes message" for each.
std::vector<std::string> gate(const std::string& text) {
  SourceMap sources;
  const SourceFile& file = sources.add("a.carve", text);
  DiagnosticSink sink;
  check_text(file, sink);
  std::vector<std::string> found;
  for (const Diagnostic& d : sink.sorted()) {
    found.push_back(fmt::format("{} {} {} {}", d.code(), at(file, d.span.begin), d.span.end - d.span.begin, d.message));
  }
  return found;
}

}  // namespace

TEST_CASE("lines end with LF or CRLF, and a carriage return alone ends none") {
  const SourceFile file(FileId{}, "a", "one\r\ntwo\n\nfo\rur");
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3).empty());
  CHECK(file.line(4) == "fo\rur");
  CHECK(file.line(5).empty());
  CHECK(file.line(0).empty());
  CHECK(file.line_begin(2) == 5);
  CHECK(file.line_begin(4) == 10);
  CHECK(file.line_begin(99) == 15);
}

TEST_CASE("a position counts lines and code points from 1") {
  const SourceFile file(FileId{}, "a", "§ 1 日本\nx");
  CHECK(at(file, 0) == "1:1");
  CHECK(at(file, 2) == "1:2");
  CHECK(at(file, 1) == "1:1");  // inside the section sign
  CHECK(at(file, 5) == "1:5");
  CHECK(at(file, 8) == "1:6");
  CHECK(at(file, 11) == "1:7");
  CHECK(at(file, 12) == "2:1");
  CHECK(at(file, 13) == "2:2");
  CHECK(at(file, 4000) == "2:2");
}

TEST_CASE("a position at the end of a text that ends its last line is on the next one") {
  CHECK(at(SourceFile(FileId{}, "a", "x\n"), 2) == "2:1");
  CHECK(at(SourceFile(FileId{}, "a", ""), 0) == "1:1");
}

TEST_CASE("columns far into a long line are those that counting from its start gives") {
  std::string text = "first\n";
  for (int i = 0; i < 5000; ++i) text += i % 3 == 0 ? "§" : "x";
  text += "\nlast";
  const SourceFile file(FileId{}, "a", text);
  std::uint32_t offset = 6;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    REQUIRE(file.position(offset).column == i + 1);
    REQUIRE(file.position(offset).line == 2);
    offset += i % 3 == 0 ? 2 : 1;
  }
  CHECK(at(file, offset + 1) == "3:1");
  CHECK(at(file, offset + 3) == "3:3");
}

TEST_CASE("positions in a line of megabytes do not take its whole length each") {
  constexpr std::uint32_t kSize = 16u << 20;
  const SourceFile file(FileId{}, "a", std::string(kSize, 'x'));
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint32_t i = 0; i < 200; ++i) REQUIRE(file.position(kSize - i).column == kSize - i + 1);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));  // counting 3 GB would take many
}

TEST_CASE("files keep their references as others are added, and their text is found by span") {
  SourceMap sources;
  const SourceFile& first = sources.add("first.carve", "policy a");
  for (int i = 0; i < 100; ++i) sources.add("more.carve", "");
  CHECK(first.name() == "first.carve");
  CHECK(&sources.file(first.id()) == &first);
  CHECK(sources.text({first.id(), 7, 8}) == "a");
  CHECK(sources.text({first.id(), 7, 800}) == "a");
  CHECK(sources.text({first.id(), 9, 4}).empty());
  CHECK(sources.size() == 101);
}

TEST_CASE("a place in no file is an empty one without a name") {
  const SourceMap sources;
  CHECK(sources.file(kNoFile).name().empty());
  CHECK(sources.file(FileId{}).text().empty());
  CHECK(sources.text({kNoFile, 3, 9}).empty());
}

TEST_CASE("plain text, and any script in it, passes the gate") {
  CHECK(gate("").empty());
  CHECK(gate("policy a \"Ünïcode § 4(b) 日本語 \xF0\x9F\x98\x80 שלום\"\r\n\t# \xF4\x8F\xBF\xBF").empty());
}

TEST_CASE("a run of bytes that are not UTF-8 is one problem, at its first byte") {
  struct Case {
    const char* what;
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"Latin-1", "caf\xE9 x", "C0001 1:4 1 byte 0xe9 is not UTF-8 text"},
      {"a run", "ab\xFF\xFE\xFF\xFE-", "C0001 1:3 4 byte 0xff is not UTF-8 text"},
      {"a lone continuation", "\n\x80", "C0001 2:1 1 byte 0x80 is not UTF-8 text"},
      {"an overlong slash", "a\xC0\xAF", "C0001 1:2 2 byte 0xc0 is not UTF-8 text"},
      {"an overlong three", "\xE0\x80\xAF", "C0001 1:1 3 byte 0xe0 is not UTF-8 text"},
      {"a surrogate", "\xED\xA0\x80", "C0001 1:1 3 byte 0xed is not UTF-8 text"},
      {"above U+10FFFF", "\xF4\x90\x80\x80", "C0001 1:1 4 byte 0xf4 is not UTF-8 text"},
      {"cut at the end", "x\xF0\x9F\x98", "C0001 1:2 3 byte 0xf0 is not UTF-8 text"},
      {"cut by a letter",
       "\xE2\x82"
       "A",
       "C0001 1:1 2 byte 0xe2 is not UTF-8 text"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const auto found = gate(c.text);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == c.expected);
  }
}

TEST_CASE("every bidirectional control is an error, alone") {
  const std::vector<std::pair<std::string, std::string>> controls = {
      {"\u202A", "202A"}, {"\u202B", "202B"}, {"\u202C", "202C"}, {"\u202D", "202D"},
      {"\u202E", "202E"}, {"\u2066", "2066"}, {"\u2067", "2067"}, {"\u2068", "2068"},
      {"\u2069", "2069"}, {"\u200E", "200E"}, {"\u200F", "200F"}, {"\u061C", "061C"}};
  for (const auto& [text, name] : controls) {
    const auto found = gate("# a" + text + "b");
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          fmt::format("C0002 1:4 {} the bidirectional control character U+{} can make text look like something else",
                      text.size(), name));
  }
  CHECK(gate("\u202E\u202E").size() == 2);
  CHECK(gate("\u200B\u200D").empty());
}

TEST_CASE("what an editor may show as the end of a line, and is none, is an error anywhere, alone") {
  const std::vector<std::pair<std::string, std::string>> separators = {
      {"\r", "a carriage return (CR) without a line feed (LF)"},
      {"\v", "the character U+000B"},
      {"\f", "the character U+000C"},
      {"\u0085", "the character U+0085"},
      {"\u2028", "the character U+2028"},
      {"\u2029", "the character U+2029"}};
  for (const auto& separator : separators) {
    const auto& text = separator.first;
    const auto& name = separator.second;
    for (const std::string before : {"# a", "\"ab", "act"}) {
      CAPTURE(name);
      const auto found = gate(before + text + "when a\n");
      REQUIRE(found.size() == 1);
      CHECK(found[0] == fmt::format("C0005 1:4 {} {} ends no line here, though it can look like the end of one",
                                    text.size(), name));
    }
  }
  CHECK(gate("a\r\nb\r\n").empty());
  CHECK(gate("a\r\r\nb").size() == 1);
  CHECK(gate("a\r").size() == 1);
}

TEST_CASE("a file that is not text says so twenty times, and then how often more") {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "\xFFx";
  const auto found = gate(text);
  REQUIRE(found.size() == kMaxTextProblems + 1);
  CHECK(found[19] == "C0001 1:39 1 byte 0xff is not UTF-8 text");
  CHECK(found[20] == "C0004 1:41 1 30 more problems in this file are not shown");
}

TEST_CASE("a cut text ends with a whole code point") {
  CHECK(utf8::prefix("a§b", 2) == "a");
  CHECK(utf8::prefix("a§b", 3) == "a§");
  CHECK(utf8::prefix("ab", 5) == "ab");
  CHECK(utf8::prefix("\xF0\x9F\x98\x80", 3).empty());
}
