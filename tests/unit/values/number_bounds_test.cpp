#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "carveout/lang/number.hpp"
#include "unit/values/random.hpp"

using namespace carveout;

namespace {

using End = std::optional<Number>;

const Number kGreatest = *Number::parse("170141183460469231731687303715884105727");  // 2^127 - 1
const Number kTiny = *divide(Number(1), kGreatest);

NumberBounds between(End low, End high) {
  return {low, high};
}

std::string text_of(const NumberBounds& bounds) {
  return (bounds.low ? bounds.low->to_text() : "-inf") + " to " + (bounds.high ? bounds.high->to_text() : "inf");
}

constexpr std::nullopt_t kInfinite = std::nullopt;

}  // namespace

TEST_CASE("bounds are added and subtracted end by end, and an infinite end stays so") {
  CHECK(text_of(add(between(1, 2), between(10, 20))) == "11 to 22");
  CHECK(text_of(add(between(1, kInfinite), between(10, 20))) == "11 to inf");
  CHECK(text_of(add(between(kInfinite, 2), between(10, kInfinite))) == "-inf to inf");
  CHECK(text_of(subtract(between(1, 2), between(10, 20))) == "-19 to -8");
  CHECK(text_of(subtract(between(1, kInfinite), between(10, 20))) == "-19 to inf");
  CHECK(text_of(subtract(between(1, 2), between(10, kInfinite))) == "-inf to -8");
  CHECK(text_of(negate(between(1, 2))) == "-2 to -1");
  CHECK(text_of(negate(between(1, kInfinite))) == "-inf to -1");
}

TEST_CASE("an end that does not fit becomes infinite, and the other stays") {
  CHECK(text_of(add(between(1, kGreatest), between(1, 1))) == "2 to inf");
  CHECK(text_of(subtract(between(*negate(kGreatest), 0), between(1, 1))) == "-inf to -1");
  CHECK(text_of(multiply(between(1, kGreatest), between(1, 2))) == "1 to inf");
  CHECK(text_of(multiply(between(-1, kGreatest), between(-1, 2))) == "-" + kGreatest.to_text() + " to inf");
  // Too fine rather than too large.
  CHECK(text_of(multiply(between(kTiny, 3), between(kTiny, 5))) == "-inf to 15");
  // The candidate that does not fit is not the one that counts.
  CHECK(text_of(multiply(between(*negate(kTiny), 3), between(*negate(kTiny), 5))) ==
        "-5/" + kGreatest.to_text() + " to 15");
}

TEST_CASE("a product with an infinite bound keeps the end that is certain") {
  CHECK(text_of(multiply(between(0, 0), between(1, kInfinite))) == "0 to 0");
  CHECK(text_of(multiply(between(kInfinite, 1), between(1, 1))) == "-inf to 1");
  CHECK(text_of(multiply(between(2, kInfinite), between(3, 4))) == "6 to inf");
  CHECK(text_of(multiply(between(2, kInfinite), between(-4, -3))) == "-inf to -6");
  CHECK(text_of(multiply(between(2, kInfinite), between(3, kInfinite))) == "6 to inf");
  CHECK(text_of(multiply(between(kInfinite, -2), between(kInfinite, -3))) == "6 to inf");
  CHECK(text_of(multiply(between(-1, kInfinite), between(-1, 2))) == "-inf to inf");
  CHECK(text_of(multiply(between(-1, kInfinite), between(2, 3))) == "-3 to inf");
  CHECK(text_of(multiply(between(kTiny, kInfinite), between(kTiny, 5))) == "-inf to inf");
  CHECK(text_of(multiply(between(kInfinite, kInfinite), between(0, 0))) == "-inf to inf");
}

TEST_CASE("a quotient has bounds where the divisor is certainly not zero") {
  CHECK(text_of(divide(between(10, 20), between(2, 5))) == "2 to 10");
  CHECK(text_of(divide(between(10, 20), between(-5, -2))) == "-10 to -2");
  CHECK(text_of(divide(between(-10, 20), between(2, 5))) == "-5 to 10");
  CHECK(text_of(divide(between(10, 20), between(0, 5))) == "-inf to inf");
  CHECK(text_of(divide(between(10, 20), between(-1, 5))) == "-inf to inf");
  CHECK(text_of(divide(between(10, kInfinite), between(4, 4))) == "2.5 to inf");
  CHECK(text_of(divide(between(10, kInfinite), between(-4, -4))) == "-inf to -2.5");
  CHECK(text_of(divide(between(10, 20), between(2, kInfinite))) == "0 to 10");
}

TEST_CASE("bounds are rounded end by end") {
  const auto up = Number::Rounding::Up;
  const auto nearest = Number::Rounding::HalfAwayFromZero;
  CHECK(text_of(round_to(between(11, 24), 10, up)) == "20 to 30");
  CHECK(text_of(round_to(between(11, kInfinite), 10, nearest)) == "10 to inf");
  CHECK(text_of(round_to(between(11, 24), 0, nearest)) == "-inf to inf");
}

TEST_CASE("the lesser, the greater and the hull of bounds") {
  CHECK(text_of(lesser(between(1, 5), between(3, 4))) == "1 to 4");
  CHECK(text_of(lesser(between(1, kInfinite), between(3, 4))) == "1 to 4");
  CHECK(text_of(lesser(between(kInfinite, 5), between(3, kInfinite))) == "-inf to 5");
  CHECK(text_of(greater(between(1, 5), between(3, 4))) == "3 to 5");
  CHECK(text_of(greater(between(kInfinite, 5), between(3, 4))) == "3 to 5");
  CHECK(text_of(greater(between(kInfinite, 5), between(3, kInfinite))) == "3 to inf");
  CHECK(text_of(hull(between(1, 2), between(8, 9))) == "1 to 9");
  CHECK(text_of(hull(between(kInfinite, 2), between(8, 9))) == "-inf to 9");
  CHECK(text_of(hull(between(1, 2), between(8, kInfinite))) == "1 to inf");
}

TEST_CASE("bounds are the tightest: every combination of signs, against every value within") {
  constexpr int kReach = 3;
  int checked = 0;
  for (int a_low = -kReach; a_low <= kReach; ++a_low) {
    for (int a_high = a_low; a_high <= kReach; ++a_high) {
      for (int b_low = -kReach; b_low <= kReach; ++b_low) {
        for (int b_high = b_low; b_high <= kReach; ++b_high) {
          std::vector<int> products, sums, differences, least, greatest;
          for (int a = a_low; a <= a_high; ++a) {
            for (int b = b_low; b <= b_high; ++b) {
              products.push_back(a * b);
              sums.push_back(a + b);
              differences.push_back(a - b);
              least.push_back(std::min(a, b));
              greatest.push_back(std::max(a, b));
            }
          }
          const auto range = [](const std::vector<int>& values) {
            const auto [low, high] = std::minmax_element(values.begin(), values.end());
            return NumberBounds{Number(*low), Number(*high)};
          };
          const NumberBounds a = between(a_low, a_high);
          const NumberBounds b = between(b_low, b_high);
          CHECK(multiply(a, b) == range(products));
          CHECK(add(a, b) == range(sums));
          CHECK(subtract(a, b) == range(differences));
          CHECK(lesser(a, b) == range(least));
          CHECK(greater(a, b) == range(greatest));
          ++checked;
        }
      }
    }
  }
  CHECK(checked == 784);
}

TEST_CASE("the tighter of two products is found although neither of them may fit") {
  // Around zero each end has two candidates. Scaled down, so that all fit, the same one must be chosen.
  test::Random random(test::seed());
  for (int i = 0; i < 2000; ++i) {
    const auto size = [&random] { return Number(random.between(1, 1'000'000'000)); };
    const Number a = size(), b = size(), c = size(), d = size();
    const Number scale = random.one_in(2) ? kGreatest : *divide(kGreatest, Number(1'000'000'007));
    const NumberBounds exact = multiply(between(*negate(a), b), between(*negate(c), d));
    const auto scaled = [&](const Number& n) { return divide(n, scale); };
    if (!scaled(a).ok() || !scaled(b).ok()) continue;
    const NumberBounds small = multiply(between(*negate(*scaled(a)), *scaled(b)), between(*negate(c), d));
    const auto end = [&](const End& of_exact) -> End {
      const auto result = scaled(*of_exact);
      return result.ok() ? End(*result) : std::nullopt;
    };
    const NumberBounds expected{end(exact.low), end(exact.high)};
    if (!(small == expected)) FAIL_CHECK(text_of(small), " is not ", text_of(expected), "; seed ", test::seed());
  }
}
