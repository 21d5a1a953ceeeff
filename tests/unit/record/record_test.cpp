#include "carveout/record.hpp"

#include <doctest/doctest.h>

#include <array>

#include "recording.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

std::string canonical(const Recorded& policy, std::string json) {
  return canonical_facts(policy.policy(), policy.facts(std::move(json)));
}

}  // namespace

TEST_CASE("facts are written in the order of their declaration, as a document that gives them again") {
  const Recorded policy(kLeave);
  struct Case {
    const char* given;
    const char* written;
  };
  const std::array cases{
      Case{"{}", "{}"},
      Case{R"({ "days" : 3.50, "day": "2024-05-01" })", R"({"day":"2024-05-01","days":3.5})"},
      Case{R"({"days": 1e2, "asked": false})", R"({"days":100,"asked":false})"},
      Case{R"({"said": null})", R"({"said":null})"},
      Case{R"({"said": "a \"b\" \u00e9\u0007\n\/"})", "{\"said\":\"a \\\"b\\\" \xC3\xA9\\u0007\\n/\"}"},
      Case{R"({"span": "1 year 6 months", "moment": "2018-01-31T15:00:00-05:00", "cited": "PL 160.10"})",
           R"({"span":"1 year 6 months","moment":"2018-01-31T15:00-05:00","cited":"PL 160.10"})"},
      Case{R"({"kind": "illness", "entries": []})", R"({"kind":"illness","entries":[]})"},
      Case{R"({"entries": [{"note": null, "kind": "holiday"}, {}]})",
           R"({"entries":[{"kind":"holiday","note":null},{}]})"},
      Case{R"({"entries": {"known": [{}], "complete": false}})", R"({"entries":{"known":[{}],"complete":false}})"},
      Case{R"({"days": {"between": [1.0, 2]}})", R"({"days":{"between":[1,2]}})"},
      Case{R"({"days": {"at_least": 1}, "day": {"at_most": "2024-05-01"}})",
           R"({"day":{"at_most":"2024-05-01"},"days":{"at_least":1}})"},
      Case{R"({"cited": {"under": "PL 160"}, "said": {"one_of": ["b", "a", null]}})",
           R"({"said":{"one_of":["b","a",null]},"cited":{"under":"PL 160"}})"},
      // What leaves every member open says nothing.
      Case{R"({"kind": {"one_of": ["illness", "holiday"]}})", "{}"},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.given));
    const std::string written = canonical(policy, one.given);
    CHECK(written == one.written);
    CHECK(canonical(policy, written) == written);
  }
}

TEST_CASE("a record is one line, with its members in their order") {
  const Recorded policy(kLeave);
  RecordOptions options;
  options.policy_version = "v1";
  options.at = Time::parse("2024-05-02T10:00Z");
  const std::string facts = R"({"day":"2024-05-01","days":3,"kind":"holiday"})";
  CHECK(policy.line(facts, options) ==
        R"({"record":1,"policy":{"name":"leave","version":"v1","digest":")" + policy.digest() +
            R"("},"engine":"0.1.0","language":"1","at":"2024-05-02T10:00Z","as_of":"2024-05-01","as_of_told":false,)"
            R"("ways":4096,"steps":40000000,"facts_digest":")" +
            facts_digest(facts) + R"(","facts":)" + facts +
            R"(,"decisions":[{"action":"take","outcome":"permitted","allowed":false,"basis":"default",)"
            R"("possible":["permitted"],"clauses":[],"until":null,"duties":[{"duty":"tell","timing":"before",)"
            R"("required":"yes","status":"unknown","due":"2024-05-03"}]},{"action":"cancel","outcome":"unaddressed",)"
            R"("allowed":false,"basis":"default","possible":["unaddressed"],"clauses":[],"until":null,"duties":[]}]})");
}

TEST_CASE("the facts are left out where their digest alone is kept, and the digest stays") {
  const Recorded policy(kLeave);
  RecordOptions options;
  options.facts = FactsKept::Digest;
  const ReadRecord without = read_record(policy.line(R"({"days": 30})", options));
  const ReadRecord with = read_record(policy.line(R"({"days": 30})"));
  REQUIRE(without.record);
  REQUIRE(with.record);
  CHECK(!without.record->facts);
  CHECK(with.record->facts == R"({"days":30})");
  CHECK(without.record->facts_digest == with.record->facts_digest);
  // sha256sum of `{"days":30}`
  CHECK(with.record->facts_digest == "d13e5e9586bf6af38972308c0b062a8c644b1cba9c15d87e62d930a4dddf3c79");
}

TEST_CASE("the digest of a policy is that of its texts, in the order in which they are read") {
  const auto digest = [](std::string text, ModuleTexts modules = {}) {
    return Recorded(std::move(text), std::move(modules)).digest();
  };
  const std::string plain = "policy p\naction act\nclause c permit act\n";
  // Made by another program, from the bytes `t`, the length in eight of them, and the text.
  CHECK(digest(plain) == "5aebae19f3c8288a4ef58ab89156236527eb1cd2289169990d5e650c9f6749d3");
  CHECK(digest(plain + '\n') != digest(plain));
  const std::string uses = "policy p\nuse a\nuse b\naction act\nclause c permit act when x and y\n";
  const std::string x = "define x as 1 > 2\n";
  const std::string y = "define y as 2 > 1\n";
  const std::string together = digest(uses, {{"a", x}, {"b", y}});
  CHECK(together == digest(uses, {{"a", x}, {"b", y}, {"not.used", "define z as yes\n"}}));
  CHECK(together != digest(uses, {{"a", y}, {"b", x}}));
  CHECK(together != digest(uses, {{"a", x + '\n'}, {"b", y}}));
}

TEST_CASE("what is read writes the same line again") {
  const Recorded policy(kLeave);
  RecordOptions told;
  told.decide.as_of = Date::parse("2020-02-29");
  told.decide.ways = 7;
  for (const std::string& line :
       {policy.line("{}"), policy.line(R"({"kind":"illness","day":"2024-01-31","said":"\"\\ \u0001 é"})"),
        policy.line(R"({"days":{"between":[9,11]}})", told)}) {
    const ReadRecord read = read_record(line);
    CAPTURE(read.problem);
    REQUIRE(read.record);
    CHECK(record_line(*read.record) == line);
  }
}

TEST_CASE("a line that differs in a byte from what would be written is no record, and it is said where") {
  const std::string line = Recorded(kLeave).line(R"({"days":30})");
  struct Case {
    const char* text;
    const char* instead;
    const char* problem;
  };
  const std::array cases{
      Case{R"({"record":1)", R"({"record":2)",
           R"(at byte 0 `{"record":1,"policy":{"name":` is due, not `{"record":2,"policy":{"n`)"},
      Case{R"("allowed":false)", R"("allowed": false)", "`true` or `false` is due, not ` false"},
      Case{R"("leave")", R"("l\u0065ave")", "a text as records write it is due"},
      Case{R"("leave")", "\"le\xFF\"", "a text as records write it is due"},
      Case{R"("ways":4096)", R"("ways":04096)", "a whole number is due"},
      Case{R"("ways":4096)", R"("ways":99999999999999999999)", "is due, not `9,\"steps\""},
      Case{R"("as_of":null)", R"("as_of":nil)", "a text is due"},
      Case{R"("outcome":"forbidden")", R"("outcome":"denied")", "one of \"permitted\", \"forbidden\""},
      Case{R"("facts":{"days":30})", R"("facts":{"days":30)", "is due, where the line ends"},
      Case{R"("facts":{"days":30})", R"("facts":[])", "`{` is due"},
      Case{R"("facts":)", R"("fact":)", R"(`decisions":` is due)"},
      Case{"}]}", "}]} ", "the end of the line is due, not ` `"},
      Case{"}]}", "}]", "`}` is due, where the line ends"},
  };
  for (const Case& one : cases) {
    const std::string text = one.text;
    // The last one, where there are several.
    const std::size_t at = line.rfind(text);
    REQUIRE(at != std::string::npos);
    const ReadRecord read = read_record(line.substr(0, at) + one.instead + line.substr(at + text.size()));
    CAPTURE(std::string(one.instead));
    CHECK(!read.record);
    const bool says_so = read.problem.find(one.problem) != std::string::npos;
    CAPTURE(read.problem);
    CHECK(says_so);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool cut = read_record(line.substr(0, i)).record.has_value();
    CHECK(!cut);
  }
}
