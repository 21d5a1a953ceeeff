#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

BoundFacts bind_yaml(std::string document, const FactsLimits& limits = {}) {
  return facts_from_yaml(policy(), "request.yaml", std::move(document), limits);
}

struct Case {
  std::string document;
  std::string code;
  std::string underlined;
  std::string message;
  std::string help;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const std::string document = c.document;
    CAPTURE(document);
    const BoundFacts bound = bind_yaml(c.document);
    INFO(shown(bound));
    CHECK_FALSE(bound.facts.has_value());
    const auto found = problems_of(bound);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == Problem{c.code, c.underlined, c.message, c.help});
  }
}

bool same_facts(const Facts& a, const Facts& b) {
  return std::equal(a.roots.begin(), a.roots.end(), b.roots.begin(), b.roots.end(), same_value);
}

}  // namespace

TEST_CASE("a YAML document gives the facts that the same JSON document gives") {
  const BoundFacts yaml = bind_yaml(R"(---
# what is known
request:
  received: 2018-01-31
  purpose: 'public_safety'
  approved: true
amount: 12.50
days: [2018-01-31, "2018-02-01"]
...
)");
  INFO(shown(yaml));
  REQUIRE(yaml.facts);
  const BoundFacts json = bind(
      R"({"request": {"received": "2018-01-31", "purpose": "public_safety", "approved": true}, "amount": 12.50,
          "days": ["2018-01-31", "2018-02-01"]})");
  REQUIRE(json.facts);
  CHECK(same_facts(*yaml.facts, *json.facts));
}

TEST_CASE("JSON is YAML too, byte order mark and CRLF included") {
  const std::string document = "\xEF\xBB\xBF{\"amount\": 1e3,\r\n \"request\": {\"approved\": false}}\r\n";
  const BoundFacts yaml = bind_yaml(document);
  INFO(shown(yaml));
  REQUIRE(yaml.facts);
  CHECK(same_facts(*yaml.facts, *bind(document).facts));
}

TEST_CASE("problems with facts are underlined where they stand in the YAML") {
  check({
      {"amuont: 1\n", "C0810", "amuont", "`amuont` is not a fact of this policy", "did you mean `amount`?"},
      {"request:\n  received: 20180131\n", "C0814", "20180131", "`request.received` is a date; found a number",
       "write `\"2018-01-31\"`"},
      {"request:\n  approved: yes\n", "C0820", "yes", "`request.approved` is a yes/no; found `\"yes\"`",
       "write `true`"},
      {"amount: 1\namount: 2\n", "C0813", "amount", "`amount` is given twice", "keep one of the two"},
      {"- amount\n", "C0805", "- amount",
       "the facts are an object with a key for each fact that is known; found a list", "write `{\"request\": …}`"},
      {"", "C0802", "", "the document is empty", "write `{}` where nothing is known"},
      {"# nothing\n", "C0802", "", "the document is empty", "write `{}` where nothing is known"},
  });
}

TEST_CASE("where a key has no value, the key is underlined, and else the null") {
  const auto underlined = [](const std::string& document) {
    const auto found = problems_of(bind_yaml(document));
    return found.size() == 1 ? found[0].underlined : std::to_string(found.size()) + " problems";
  };
  CHECK(underlined("request:\namount: 1\n") == "request");
  CHECK(underlined("amount: 1\nrequest: # nothing\n\n") == "request");
  CHECK(underlined("{request: , amount: 1}\n") == "request");
  CHECK(underlined("request: null\n") == "null");
  CHECK(underlined("request:\n  ~\n") == "~");
  CHECK(underlined("request:\nnull_: 1\n") == "2 problems");
}

TEST_CASE("an escape in YAML stands for its character, in whole") {
  const auto found = problems_of(bind_yaml("\"a\\_b\\Nc\\Ld\\Pe\": 1\n"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].message ==
        "`a\xC2\xA0"
        "b\xC2\x85"
        "c\xE2\x80\xA8"
        "d\xE2\x80\xA9"
        "e` is not a fact of this policy");
}

TEST_CASE("what is not YAML, or more of it than facts need, is said in plain words") {
  const std::string prefix = "not YAML as facts are written in it: ";
  check({
      {"amount: [1\n", "C0808", "", prefix + "a list that begins with `[` does not end", "close it with `]`"},
      {"amount: \"1\n", "C0808", "\"1", prefix + "a text in quotes does not end",
       "close it with the quote it began with"},
      {"amount: a: b\n", "C0808", ":", prefix + "a `:` stands where no key is before it",
       "a text that has a colon followed by a space stands in quotes"},
      {"amount: &a 1\n", "C0808", "&", prefix + "`&` names a value to be used elsewhere, which facts may not",
       "write the value out where it is meant"},
      {"amount: !!int 1\n", "C0808", "!",
       prefix + "`!` gives a value a type of its own; the policy declares the types of facts", "delete the tag"},
      {"amount: ! 1\n", "C0808", "!",
       prefix + "`!` gives a value a type of its own; the policy declares the types of facts", "delete the tag"},
      {"request: ! {}\n", "C0808", "!",
       prefix + "`!` gives a value a type of its own; the policy declares the types of facts", "delete the tag"},
      {"! {amount: 1}\n", "C0808", "!",
       prefix + "`!` gives a value a type of its own; the policy declares the types of facts", "delete the tag"},
      {"request: !\n", "C0808", "!",
       prefix + "`!` gives a value a type of its own; the policy declares the types of facts", "delete the tag"},
      {"# x\ramount: 1\n", "C0808", "\r",
       prefix + "a carriage return without a line feed ends no line here, though it can look like the end of one",
       "save the file with LF or CRLF at the end of each line"},
      {"amount: 1\n---\namount: 2\n", "C0808", "---", prefix + "a second document begins",
       "a file holds the facts of one request"},
      {"? [a]\n: 1\n", "C0808", "[", prefix + "a list or an object stands where a key does",
       "close every bracket; the keys are the names of facts and fields"},
      {"amount: \xFF\n", "C0808", "\xFF", prefix + "this byte is not text in UTF-8", "save the file as UTF-8"},
  });
}

TEST_CASE("nesting and size are bounded") {
  const BoundFacts deep = bind_yaml("amount: " + std::string(100'000, '[') + std::string(100'000, ']'));
  REQUIRE(problems_of(deep).size() == 1);
  INFO(shown(deep));
  CHECK(problems_of(deep)[0].code == "C0807");
  FactsLimits limits;
  limits.yaml_document_bytes = 8;
  CHECK(bind_yaml("a: 12345", limits).diagnostics[0].code() == "C0810");
  const auto large = problems_of(bind_yaml("a: 123456", limits));
  REQUIRE(large.size() == 1);
  CHECK(large[0].message == "the document has 9 bytes; the limit is 8");
}
