#include "carveout/lang/number.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace carveout;

namespace {

const std::string kGreatest = "170141183460469231731687303715884105727";  // 2^127 - 1

Number number(std::string_view text) {
  const auto parsed = Number::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
  return *parsed;
}

Number quotient(std::string_view a, std::string_view b) {
  const auto result = divide(number(a), number(b));
  REQUIRE(result.ok());
  return *result;
}

std::string text_of(const Checked<Number>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}

std::string rounded(const Number& a, std::string_view step, Number::Rounding rounding) {
  return text_of(round_to(a, number(step), rounding));
}

}  // namespace

TEST_CASE("numbers are read exactly and written as the shortest decimal") {
  const struct {
    const char* written;
    const char* read;
  } cases[] = {{"0", "0"},
               {"-0", "0"},
               {"-0.000", "0"},
               {"7", "7"},
               {"007", "7"},
               {"-3", "-3"},
               {"0.25", "0.25"},
               {"0.250", "0.25"},
               {"1.10", "1.1"},
               {"-12.5", "-12.5"},
               {"-0.5", "-0.5"},
               {"500_000", "500000"},
               {"1_000_000.05", "1000000.05"},
               {"1e3", "1000"},
               {"1E+3", "1000"},
               {"12.5e1", "125"},
               {"125e-3", "0.125"},
               {"0e999999999999999999999999", "0"},
               {"0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"},
               {"100000000000000000000000000000000000000", "100000000000000000000000000000000000000"},
               {"1.0000000000000000000000000000000000000000000000000000000000", "1"},
               {"0000000000000000000000000000000000000000000000000000000000001", "1"},
               {"10000000000000000000000000000000000000000000000000e-49", "1"}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.written));
    CHECK(number(c.written).to_text() == c.read);
  }
}

TEST_CASE("text that is not a number, or that does not fit, is not read") {
  for (const std::string text : {"",         "-",
                                 "+1",       ".",
                                 ".5",       "5.",
                                 "1.e3",     "1..2",
                                 "1.2.3",    "_1",
                                 "1_",       "1__0",
                                 "1.0_0",    "1e",
                                 "1e+",      "1e1.5",
                                 " 1",       "1 ",
                                 "0x10",     "1/3",
                                 "--1",      "1,000",
                                 "inf",      "nan",
                                 "\xD9\xA1", "1e39",
                                 "1e40",     "1e999999999999999999999999999",
                                 "1e-39",    "1e-999999999999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(Number::parse(text).has_value());
  }
  CHECK_FALSE(Number::parse(std::string_view("1\0", 2)).has_value());
}

TEST_CASE("the bounds of both parts are 2^127 - 1, on either side of zero") {
  CHECK(number(kGreatest).to_text() == kGreatest);
  CHECK(number("-" + kGreatest).to_text() == "-" + kGreatest);
  CHECK_FALSE(Number::parse("170141183460469231731687303715884105728").has_value());
  CHECK_FALSE(Number::parse("-170141183460469231731687303715884105728").has_value());
  CHECK(text_of(add(number(kGreatest), Number(1))) == "number_out_of_range");
  CHECK(text_of(subtract(number("-" + kGreatest), Number(1))) == "number_out_of_range");
  CHECK(text_of(negate(number("-" + kGreatest))) == kGreatest);
  CHECK(quotient("1", kGreatest).to_text() == "1/" + kGreatest);
  CHECK(text_of(divide(quotient("1", kGreatest), Number(2))) == "number_out_of_range");
}

TEST_CASE("a decimal of many places is read where its lowest terms fit") {
  // 2^-126 has 126 places; 2^-127 does not fit.
  std::string digits = "1";
  const auto halve = [&digits] {
    std::string half;
    int remainder = 0;
    for (const char digit : digits + "0") {
      const int part = remainder * 10 + (digit - '0');
      half.push_back(static_cast<char>('0' + part / 2));
      remainder = part % 2;
    }
    digits = half;
  };
  for (int i = 0; i < 126; ++i) halve();
  const Number tiny = number("0." + digits.substr(1));
  CHECK(tiny.numerator() == 1);
  CHECK(tiny.denominator() == __int128{1} << 126);
  halve();
  CHECK_FALSE(Number::parse("0." + digits.substr(1)).has_value());
}

TEST_CASE("a long text costs no more than its length") {
  const std::string zeros(1'000'000, '0');
  CHECK(number("1." + zeros) == Number(1));
  CHECK(number(zeros + "5") == Number(5));
  CHECK(number("1" + zeros + "e-1000000") == Number(1));
  CHECK_FALSE(Number::parse("0." + zeros + "1").has_value());
  CHECK_FALSE(Number::parse(std::string(1'000'000, '9')).has_value());
  CHECK_FALSE(Number::parse("0." + std::string(1'000'000, '3')).has_value());
}

TEST_CASE("a quotient that does not terminate within 38 places is written as one") {
  CHECK(quotient("1", "3").to_text() == "1/3");
  CHECK(quotient("-22", "7").to_text() == "-22/7");
  CHECK(quotient("1", "8").to_text() == "0.125");
  CHECK(quotient("6", "3").to_text() == "2");
  CHECK(quotient("1", "274877906944").to_text() == "0.00000000000363797880709171295166015625");  // 2^38
  CHECK(quotient("1", "549755813888").to_text() == "1/549755813888");                            // 2^39
  CHECK(quotient(kGreatest, "100000000000000000000000000000000000000").to_text() ==
        "1.70141183460469231731687303715884105727");
}

TEST_CASE("decimals and their quotients are exact") {
  CHECK(text_of(add(number("0.1"), number("0.2"))) == "0.3");
  CHECK(text_of(multiply(quotient("1", "3"), Number(3))) == "1");
  CHECK(text_of(subtract(quotient("1", "3"), quotient("1", "3"))) == "0");
  CHECK(text_of(divide(number("0.3"), number("0.1"))) == "3");
  CHECK(text_of(divide(Number(-1), number("-0.25"))) == "4");
  CHECK(text_of(divide(Number(1), Number(0))) == "division_by_zero");
  CHECK(text_of(divide(Number(0), Number(0))) == "division_by_zero");
}

TEST_CASE("a result that fits is given although what leads to it does not") {
  const Number great = number(kGreatest);
  CHECK(text_of(multiply(great, quotient("1", kGreatest))) == "1");
  CHECK(text_of(add(quotient(kGreatest, "2"), quotient("-" + kGreatest, "2"))) == "0");
  CHECK(text_of(add(quotient(kGreatest, "2"), quotient("1", "2"))) == "85070591730234615865843651857942052864");
}

TEST_CASE("numbers are ordered exactly") {
  CHECK(Number(-1) < Number(0));
  CHECK(Number(0) == number("0.0"));
  CHECK(quotient("1", "3") < number("0.34"));
  CHECK(quotient("-1", "3") > number("-0.34"));
  // Their difference has a denominator of 254 bits.
  CHECK(quotient("1", kGreatest) < quotient("1", "170141183460469231731687303715884105726"));
  CHECK(quotient(kGreatest, "170141183460469231731687303715884105726") <
        quotient("170141183460469231731687303715884105726", "170141183460469231731687303715884105725"));
  CHECK(number(kGreatest) > number("-" + kGreatest));
}

TEST_CASE("a number is rounded to a multiple of a step") {
  using enum Number::Rounding;
  const struct {
    const char* a;
    const char* step;
    const char* nearest;
    const char* up;
    const char* down;
  } cases[] = {{"2.5", "1", "3", "3", "2"},
               {"-2.5", "1", "-3", "-2", "-3"},
               {"2.4", "1", "2", "3", "2"},
               {"-2.4", "1", "-2", "-2", "-3"},
               {"0.125", "0.01", "0.13", "0.13", "0.12"},
               {"-0.4", "1", "0", "0", "-1"},
               {"1234", "1000", "1000", "2000", "1000"},
               {"1000", "1000", "1000", "1000", "1000"},
               {"0", "0.05", "0", "0", "0"},
               {"7", "2.5", "7.5", "7.5", "5"},
               {"6.25", "2.5", "7.5", "7.5", "5"}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.a));
    CHECK(rounded(number(c.a), c.step, HalfAwayFromZero) == c.nearest);
    CHECK(rounded(number(c.a), c.step, Up) == c.up);
    CHECK(rounded(number(c.a), c.step, Down) == c.down);
  }
  CHECK(rounded(quotient("1", "3"), "0.01", HalfAwayFromZero) == "0.33");
  CHECK(rounded(Number(1), "0", Up) == "rounding_step_not_positive");
  CHECK(rounded(Number(1), "-1", Down) == "rounding_step_not_positive");
}

TEST_CASE("rounding is exact where the count of steps does not fit, and a fault only where the result does not") {
  using enum Number::Rounding;
  const Number tiny = quotient("1", "85070591730234615865843651857942052864");  // 2^-126
  const Number great = number("85070591730234615865843651857942052864");
  CHECK(text_of(round_to(great, tiny, Up)) == great.to_text());
  CHECK(text_of(round_to(tiny, great, Up)) == great.to_text());
  CHECK(text_of(round_to(tiny, great, Down)) == "0");
  CHECK(text_of(round_to(number(kGreatest), Number(2), Up)) == "number_out_of_range");
  CHECK(text_of(round_to(number(kGreatest), Number(2), Down)) == "170141183460469231731687303715884105726");
}

TEST_CASE("a number is an integer of 64 bits where it is one and fits") {
  CHECK(number("9223372036854775807").as_int64() == std::numeric_limits<std::int64_t>::max());
  CHECK(number("-9223372036854775808").as_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK(number("9223372036854775808").as_int64() == std::nullopt);
  CHECK(number("0.5").as_int64() == std::nullopt);
  CHECK(number("4.0").as_int64() == 4);
  CHECK(number("4.0").is_integer());
  CHECK_FALSE(number("4.5").is_integer());
}
