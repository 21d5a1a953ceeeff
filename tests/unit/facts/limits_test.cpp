#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("a document at the limit of its length is read, and one byte more is refused") {
  FactsLimits limits;
  const std::string document = R"({"amount": 1})";
  limits.document_bytes = static_cast<std::uint32_t>(document.size());
  CHECK(bind(document, limits).facts);
  const BoundFacts bound = bind(document + " ", limits);
  REQUIRE(bound.diagnostics.size() == 1);
  CHECK(bound.diagnostics[0].id == DiagnosticId::FactsTooLarge);
  CHECK(bound.diagnostics[0].message == "the document has 14 bytes; the limit is 13");
}

TEST_CASE("a text at the limit of its length is read, and one byte more is refused") {
  FactsLimits limits;
  limits.text_bytes = 5;
  CHECK(bind(R"({"request": {"docket": "\u00e9abc"}})", limits).facts);
  const BoundFacts bound = bind(R"({"request": {"docket": "\u00e9abcd"}})", limits);
  REQUIRE(bound.diagnostics.size() == 1);
  CHECK(problems_of(bound)[0].code == "C0822");
  CHECK(bound.diagnostics[0].message == "`request.docket` has 6 bytes; the limit is 5");
}

TEST_CASE("elements are counted over all lists together") {
  FactsLimits limits;
  limits.list_elements = 3;
  CHECK(bind(R"({"days": ["2018-01-31"], "subject": {"aliases": ["a", "b"]}})", limits).facts);
  const BoundFacts bound = bind(R"({"days": ["2018-01-31"], "subject": {"aliases": ["a", "b", "c", "d"]}})", limits);
  const auto found = problems_of(bound);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Problem{"C0823", "\"c\"", "the lists of these facts have more than 3 elements",
                            "a document holds the facts of one request"});
}

TEST_CASE("nesting of any depth is refused without recursion") {
  for (const std::string& document :
       {repeated("[", 100'000), "{\"zzzzzz\": " + repeated("[", 100'000) + repeated("]", 100'000) + "}",
        "{\"amount\": " + repeated("[", 100'000) + repeated("]", 100'000) + "}",
        "{\"amount\": " + repeated("{\"a\":", 100'000) + "1" + repeated("}", 100'000) + "}"}) {
    const BoundFacts bound = bind(document);
    CHECK_FALSE(bound.facts.has_value());
    REQUIRE_FALSE(bound.diagnostics.empty());
    CHECK(problems_of(bound).back().code == "C0807");
  }
}

TEST_CASE("a document of many problems shows the first of them, counts the rest, and takes no longer for it") {
  const BoundFacts bound = bind("{" + repeated("\"zzzzzz\": 1, ", 50'000) + "\"zzzzzz\": 1}");
  REQUIRE(bound.diagnostics.size() == DiagnosticSink::kMaxPerFile + 1);
  CHECK(bound.diagnostics.back().message == "49801 more problems in this file are not shown");
}

TEST_CASE("a policy with many facts is read in any order of its keys") {
  CheckedPolicy many = hand_made_policy();
  many.facts.clear();
  for (int i = 0; i < 100; ++i) many.facts.push_back({"fact_" + std::to_string(i), "", kNumber, false, {}});
  std::string document = "{\"fact_0\": 0";
  for (int i = 99; i > 0; --i) document += ", \"fact_" + std::to_string(i) + "\": " + std::to_string(i);
  const BoundFacts bound = facts_from_json(many, "request.json", document + "}");
  REQUIRE(bound.facts);
  for (std::uint32_t i = 0; i < 100; ++i) CHECK(same_value(bound.facts->roots[i], Number(i)));
}

TEST_CASE("a policy without facts takes an empty object and nothing else") {
  CheckedPolicy none = hand_made_policy();
  none.facts.clear();
  CHECK(facts_from_json(none, "request.json", "{}").facts);
  CHECK_FALSE(facts_from_json(none, "request.json", "{\"a\": 1}").facts.has_value());
  CHECK_FALSE(facts_from_json(none, "request.json", "[]").facts.has_value());
}
