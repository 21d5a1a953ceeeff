#include <doctest/doctest.h>

#include <algorithm>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

constexpr const char* kFacts = R"(
policy p
type Item is one of name, address, dna
facts
  a : yes/no
  b : yes/no
duty record done when b
)";

// Written with a parameter, and by hand with an action for each item.
const Asked& with_items() {
  static const Asked asked(std::string(kFacts) + R"(
    action disclose(item: Item) by default forbidden
    clause usual permit disclose only if item is not dna when a
    exception urgent to usual permit disclose(dna) when b
    carveout v from usual when item is address unless a and b
    clause first require record before disclose when item in {name, dna}
    clause never forbid disclose(dna) notwithstanding urgent when b and item is dna and not a
  )");
  return asked;
}
const Asked& by_hand() {
  static const Asked asked(std::string(kFacts) + R"(
    action d_name by default forbidden
    action d_address by default forbidden
    action d_dna by default forbidden
    clause usual permit d_name, d_address when a
    clause usual_dna forbid d_dna when a
    exception urgent to usual_dna permit d_dna when b
    carveout v from usual for d_address unless a and b
    clause first require record before d_name, d_dna
    clause never forbid d_dna notwithstanding urgent when b and not a
  )");
  return asked;
}

std::size_t required(const Decision& decision) {
  return static_cast<std::size_t>(std::count_if(decision.duties.begin(), decision.duties.end(),
                                                [](const DutyAnswer& duty) { return duty.required != Truth::No; }));
}

}  // namespace

TEST_CASE("an action with a parameter decides as one action for each item") {
  const char* const facts[] = {"{}",
                               R"({"a": true})",
                               R"({"a": false})",
                               R"({"b": true})",
                               R"({"b": false})",
                               R"({"a": true, "b": true})",
                               R"({"a": true, "b": false})",
                               R"({"a": false, "b": true})",
                               R"({"a": false, "b": false})"};
  for (const char* const known : facts) {
    for (const std::string item : {"name", "address", "dna"}) {
      CAPTURE(known);
      CAPTURE(item);
      const Decision one = with_items().decide("disclose(" + item + ")", known);
      const Decision other = by_hand().decide("d_" + item, known);
      CHECK(one.outcome == other.outcome);
      CHECK(one.possible == other.possible);
      CHECK(one.allowed == other.allowed);
      CHECK(one.basis == other.basis);
      CHECK(one.needs == other.needs);
      CHECK(required(one) == required(other));
    }
  }
}

TEST_CASE("each item has its own clauses, by the names that they have in the text") {
  const std::string known = R"({"a": true, "b": true})";
  CHECK(with_items().ask("disclose(name)", known) == "permitted by usual");
  CHECK(with_items().ask("disclose(address)", known) == "permitted by usual");
  CHECK(with_items().ask("disclose(dna)", known) == "permitted by urgent");
  CHECK(with_items().ask("disclose(dna)", R"({"a": true, "b": false})") == "forbidden by usual");
  CHECK(with_items().duty("record", "disclose(address)", known) == "not required");
  CHECK(with_items().duty("record", "disclose(dna)", known) == "required by first, done");
}
