#include "facts/places.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "carveout/lang/load.hpp"
#include "support/checking.hpp"
#include "unit/values/random.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

// Names that begin alike: `.` comes before digits and capitals, and `[` after them and before small letters.
constexpr const char* kPolicy = R"(
policy p
type Leaf has b : yes/no b1 : yes/no bB : list of number b_c : number
type Node has a : list of Leaf a1 : Leaf aZ : list of number a_b : Leaf
facts x : Node x1 : list of Node xA : yes/no x_y : number
action act
clause c permit act when xA and x_y > 1 and x.a1.b and (some n in x1 satisfies n.a1.b)
)";

std::uint32_t number_below(test::Random& random, std::size_t bound) {
  return static_cast<std::uint32_t>(random.between(0, static_cast<std::int64_t>(bound) - 1));
}

// A place below one of the facts, of any kind.
facts::Place random_place(const CheckedPolicy& policy, facts::PlaceTable& table, test::Random& random) {
  facts::Place out = table.fact(FactId{number_below(random, policy.facts.size())});
  while (!random.one_in(5)) {
    const Type& type = policy[table.type(out)];
    if (type.kind == TypeKind::List)
      out = table.element(out, number_below(random, random.one_in(2) ? 13 : 1'201));
    else if (type.kind == TypeKind::Record)
      out = table.field(out, number_below(random, type.fields.size()));
    else
      break;
  }
  return out;
}

std::vector<std::string> texts(const FactPaths& paths) {
  return {paths.begin(), paths.end()};
}

}  // namespace

// Are two paths in order: byte by byte, but numbers as numbers?
bool comes_before(const std::string& a, const std::string& b) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  std::size_t begin = i;
  while (begin > 0 && digit(a[begin - 1])) --begin;
  // Numbers stand in brackets; the digits of a name are bytes like others.
  if (begin > 0 && a[begin - 1] == '[' && begin < b.size() && digit(b[begin]))
    return std::stoul(a.substr(begin)) < std::stoul(b.substr(begin));
  return a < b;
}

TEST_CASE("paths are told each once, names by their bytes and elements by their numbers") {
  const LoadedText loaded = load_text(kPolicy);
  const auto policy = loaded.loaded().policy;
  REQUIRE(policy);
  test::Random random(test::seed());
  for (int round = 0; round < 300; ++round) {
    const auto table = std::make_shared<facts::PlaceTable>(policy);
    std::vector<facts::Place> places;
    std::vector<std::string> expected;
    for (std::uint32_t i = number_below(random, 61); i > 0; --i) {
      places.push_back(i == 7 ? table->as_of() : random_place(*policy, *table, random));
      expected.push_back(table->text(places.back()));
    }
    std::sort(expected.begin(), expected.end(), comes_before);
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    const FactPaths paths(table, places);
    CHECK(texts(paths) == expected);
    for (std::size_t i = 0; i < paths.size(); ++i)
      CHECK((paths.path(i) ? policy->path_text(*paths.path(i)) : "as of") == expected[i]);
  }
}

TEST_CASE("sets of paths are the same where their texts are, whatever table they are from") {
  const LoadedText loaded = load_text(kPolicy);
  const auto policy = loaded.loaded().policy;
  REQUIRE(policy);
  const auto one = std::make_shared<facts::PlaceTable>(policy);
  const auto other = std::make_shared<facts::PlaceTable>(policy);
  const facts::Place first = one->fact(FactId{0});
  const facts::Place second = other->field(other->fact(FactId{0}), 1);
  CHECK(FactPaths() == FactPaths());
  CHECK(FactPaths(one, {first, first}) == FactPaths(other, {other->fact(FactId{0})}));
  CHECK(FactPaths(one, {first}) != FactPaths(other, {second}));
}
