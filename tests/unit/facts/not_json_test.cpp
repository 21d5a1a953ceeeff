#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "facts/json_syntax.hpp"
#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

struct Case {
  std::string document;
  std::string code;
  std::string underlined;
  std::string message;
};

bool first_json_problem_is_none(const std::string& text) {
  return !facts::first_json_problem(FileId{0}, text);
}

}  // namespace

TEST_CASE("what is not JSON is shown where it stops being so, with what was found") {
  const std::vector<Case> cases = {
      {"", "C0802", "", "the document is empty"},
      {" \n\t ", "C0802", "", "the document is empty"},
      {"{", "C0803", "", "the document ends inside an object"},
      {R"({"amount": 1)", "C0803", "", "the document ends inside an object"},
      {R"({"days": ["2018-01-31")", "C0803", "", "the document ends inside a list"},
      {R"({"amount)", "C0803", "", "the document ends inside a text"},
      {R"({"amount\)", "C0803", "", "the document ends inside a text"},
      {R"({"amount\u00)", "C0803", "", "the document ends inside a text"},
      {R"({"amount":)", "C0803", "", "the document ends inside an object"},
      {R"({"amount": 1} x)", "C0804", "x", "something stands after the end of the facts"},
      {R"({"amount": 1}})", "C0804", "}", "something stands after the end of the facts"},
      {R"({}{})", "C0804", "{}", "something stands after the end of the facts"},
      {R"({"amount": 1,})", "C0801", ",", "not JSON: a comma with nothing after it but `}`"},
      {R"({"days": ["2018-01-31",]})", "C0801", ",", "not JSON: a comma with nothing after it but `]`"},
      {R"({"days": [,]})", "C0801", ",", "not JSON: expected a value, found `,`"},
      {R"({,})", "C0801", ",", "not JSON: expected a key in double quotes, found `,`"},
      {R"({amount: 1})", "C0801", "amount", "not JSON: expected a key in double quotes, found `amount`"},
      {R"({'amount': 1})", "C0801", "'", "not JSON: expected a key in double quotes, found `'`"},
      {R"({"amount" 1})", "C0801", "1", "not JSON: expected `:` after a key, found `1`"},
      {R"({"amount": 1 "days": []})", "C0801", "\"days\"", "not JSON: expected `,` or `}`, found a text"},
      {R"({"amount": True})", "C0801", "True", "not JSON: expected a value, found `True`"},
      {R"({"amount": truex})", "C0801", "truex", "not JSON: expected a value, found `truex`"},
      {R"({"amount": 01})", "C0801", "01", "not JSON: `01` is not a number as JSON writes them"},
      {R"({"amount": 1.})", "C0801", "1.", "not JSON: expected a value, found `1.`"},
      {R"({"amount": .5})", "C0801", ".5", "not JSON: expected a value, found `.5`"},
      {R"({"amount": +5})", "C0801", "+5", "not JSON: expected a value, found `+5`"},
      {R"({"amount": -})", "C0801", "-", "not JSON: expected a value, found `-`"},
      {R"({"amount": 0x1F})", "C0801", "0x1F", "not JSON: `0x1F` is not a number as JSON writes them"},
      {R"({"amount": 2018-01-31})", "C0801", "2018-01-31",
       "not JSON: `2018-01-31` is not a number as JSON writes them"},
      {R"({"amount": 1_000})", "C0801", "1_000", "not JSON: `1_000` is not a number as JSON writes them"},
      {"{\"amount\": “1”}", "C0801", "“", "not JSON: expected a value, found `“`"},
      {R"({"request": {"docket": "\x"}})", "C0801", "\\x", "not JSON: `\\x` is not an escape"},
      {R"({"request": {"docket": "\u12g4"}})", "C0801", "\\u12", "not JSON: `\\u12` is not an escape"},
      {R"({"request": {"docket": "\ud800 "}})", "C0801", "\\ud800", "not JSON: `\\ud800` is one half of a character"},
      {R"({"request": {"docket": "\udc00"}})", "C0801", "\\udc00", "not JSON: `\\udc00` is one half of a character"},
      {"{\"request\": {\"docket\": \"a\tb\"}}", "C0801", "\t", "not JSON: a control character inside a text"},
      {"{\"request\": {\"docket\": \"a\nb\"}}", "C0801", "\n", "not JSON: the line ends inside a text"},
      {"{\"request\": {\"docket\": \"\xFF\"}}", "C0001", "\xFF", "byte 0xff is not UTF-8 text"},
      {"{\"request\": {\"docket\": \"\xED\xA0\x80\"}}", "C0001", "\xED", "byte 0xed is not UTF-8 text"},
      {std::string("{\"amount\": \0}", 13), "C0801", std::string(1, '\0'),
       "not JSON: expected a value, found a control character"},
      {"[1, 2]", "C0805", "[", "the facts are an object with a key for each fact that is known; found a list"},
      {" 12 ", "C0805", "12", "the facts are an object with a key for each fact that is known; found a number"},
      {"null", "C0805", "null", "the facts are an object with a key for each fact that is known; found `null`"},
      {"nul", "C0801", "nul", "not JSON: expected a value, found `nul`"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.document);
    const BoundFacts bound = bind(c.document);
    INFO(shown(bound));
    CHECK_FALSE(bound.facts.has_value());
    REQUIRE_FALSE(bound.diagnostics.empty());
    const Problem last = problems_of(bound).back();
    CHECK(last.code == c.code);
    CHECK(last.underlined == c.underlined);
    CHECK(last.message == c.message);
  }
}

TEST_CASE("usual slips get a hint of their own") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"amount": 1,})", "delete the comma"},
      {R"({'amount': 1})", "texts and keys stand in double quotes"},
      {R"({"amount": 1 // one
          })",
       "JSON has no comments"},
      {R"({"request": {"approved": yes}})", "write `true`"},
      {R"({"amount": unknown})", "leave the key out"},
      {R"({"request":tru)", "write `true`"},
      {R"({"request": {"approved": ture}})", "write `true`"},
      {R"({"request": {"approved": f)", "write `false`"},
      {R"({"amount": nul})", "write `null`"},
      {R"({"amount": many})", "texts, dates and names stand in double quotes"},
      {R"({"request": {"received": 2018-01-31}})",
       "numbers are written like `-3`, `12.5`, `1e6`; dates stand in double quotes"},
      {R"({"amount": 007})", "a number does not begin with a 0; what is no number stands in double quotes"},
  };
  for (const auto& [written, help] : cases) {
    const std::string document(written);
    CAPTURE(document);
    const BoundFacts bound = bind(document);
    REQUIRE(bound.diagnostics.size() == 1);
    CHECK(bound.diagnostics[0].help == help);
  }
}

TEST_CASE("a document that stops being JSON still shows the problems before that place, and none after") {
  const BoundFacts bound =
      bind(R"({"amount": true, "days": 5, "request": {"approved": True, "received": 5}, "zzzzzz": 1})");
  std::string codes;
  for (const Problem& problem : problems_of(bound)) codes += problem.code + " ";
  CHECK(codes == "C0814 C0814 C0801 ");
}

TEST_CASE("what opens and never closes is shown too") {
  const BoundFacts bound = bind("{\"request\": {\"approved\": true");
  REQUIRE(bound.diagnostics.size() == 1);
  REQUIRE(bound.diagnostics[0].notes.size() == 1);
  CHECK(bound.diagnostics[0].notes[0].span.begin == 12);
}

TEST_CASE("JSON that is broken inside a value that is not read is still refused") {
  for (const char* document : {R"({"zzzzzz": [1, 2 3]})", R"({"zzzzzz": {"a" 1}})", R"({"zzzzzz": [1}})",
                               R"({"zzzzzz": nul})", R"({"zzzzzz": "\q"})"}) {
    CAPTURE(std::string(document));
    const auto found = problems_of(bind(document));
    REQUIRE(found.size() == 2);
    CHECK(found[1].code == "C0801");
  }
}

TEST_CASE("the reader takes a text for JSON exactly where an independent parser does") {
  // Every text of a good document with one byte left out, doubled or replaced.
  const std::string good =
      R"({"request": {"docket": "a\u00e9\"b", "approved": true, "task_force": null}, "amount": -1.5e+3, "days": []})";
  REQUIRE(bind(good).facts);
  const auto agrees = [](const std::string& text) {
    const bool json = nlohmann::json::accept(text);
    return first_json_problem_is_none(text) == json && (json || !bind(text).facts);
  };
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string text = good;
    CAPTURE(at);
    CHECK(agrees(std::string(text).erase(at, 1)));
    CHECK(agrees(std::string(text).insert(at, 1, text[at])));
    for (const char c : std::string_view("{}[],:\"\\ 0e-.tn\n\x01\x80")) {
      text[at] = c;
      CAPTURE(text);
      CHECK(agrees(text));
    }
  }
}
