#include <doctest/doctest.h>

#include <string>

#include "carveout/lang/calendar.hpp"
#include "carveout/lang/durations.hpp"
#include "unit/values/random.hpp"

using namespace carveout;

namespace {

constexpr std::int64_t kDay = 86'400;

std::string text_of(const Checked<Duration>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}

std::string order(const Duration& a, const Duration& b) {
  const auto result = compare(a, b);
  if (!result.ok()) return std::string(fault_id(result.fault()));
  return *result < 0 ? "shorter" : *result > 0 ? "longer" : "equal";
}

}  // namespace

TEST_CASE("durations are read from counts and units, in any order") {
  const struct {
    const char* text;
    Duration value;
    const char* canonical;
  } cases[] = {{"1 year 6 months", {18, 0}, "1 year 6 months"},
               {"6 months 1 year", {18, 0}, "1 year 6 months"},
               {"18 months", {18, 0}, "1 year 6 months"},
               {"12 months", {12, 0}, "1 year"},
               {"48 hours", {0, 2 * kDay}, "2 days"},
               {"2 weeks 1 day", {0, 15 * kDay}, "15 days"},
               {"30 days", {0, 30 * kDay}, "30 days"},
               {"1 years", {12, 0}, "1 year"},
               {"2 day", {0, 2 * kDay}, "2 days"},
               {"90 minutes", {0, 5400}, "1 hour 30 minutes"},
               {"45 seconds", {0, 45}, "45 seconds"},
               {"5 years 3 days 2 hours 1 minute", {60, 3 * kDay + 7260}, "5 years 3 days 2 hours 1 minute"},
               {"-1 year 6 months", {-18, 0}, "-1 year 6 months"},
               {"-5 days", {0, -5 * kDay}, "-5 days"},
               {"-0 days", {0, 0}, "0 days"},
               {"0 years 0 days", {0, 0}, "0 days"},
               {"1 year - 1 day", {12, -kDay}, "1 year - 1 day"},
               {"1 day - 1 year", {-12, kDay}, "1 day - 1 year"},
               {"3   days", {0, 3 * kDay}, "3 days"},
               {"007 days", {0, 7 * kDay}, "7 days"}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.text));
    const auto parsed = Duration::parse(c.text);
    REQUIRE(parsed.has_value());
    CHECK(*parsed == c.value);
    CHECK(parsed->to_text() == c.canonical);
  }
}

TEST_CASE("text that is not a duration, or that does not fit, is not read") {
  for (const std::string text : {"",
                                 "-",
                                 "5",
                                 "days",
                                 "5days",
                                 "5 dayss",
                                 "5 s",
                                 "5 daze",
                                 "5.5 days",
                                 "+5 days",
                                 "5 days ",
                                 " 5 days",
                                 "- 5 days",
                                 "5 days 6 days",
                                 "1 year 1 years",
                                 "1 day - 2 days",
                                 "1 year -1 day",
                                 "1 year - ",
                                 "1 year -",
                                 "-1 year - 1 day",
                                 "1 year - 1 day - 1 hour",
                                 "1 year and 1 day",
                                 "5 days,",
                                 "5\tdays",
                                 "P5D",
                                 "5 Days",
                                 "2147483648 months",
                                 "178956971 years",
                                 "9223372036854775808 seconds",
                                 "106751991167301 days",
                                 "99999999999999999999 days"}) {
    CAPTURE(text);
    CHECK_FALSE(Duration::parse(text).has_value());
  }
}

TEST_CASE("every duration reads back from its text") {
  test::Random random(test::seed());
  const auto extreme = [&random](std::int64_t low, std::int64_t high) {
    switch (random.between(0, 4)) {
      case 0:
        return low;
      case 1:
        return high;
      case 2:
        return std::int64_t{0};
      case 3:
        return random.between(-100, 100);
      default:
        return random.between(low / 3, high / 3);
    }
  };
  for (int i = 0; i < 20'000; ++i) {
    const Duration duration{static_cast<std::int32_t>(extreme(INT32_MIN, INT32_MAX)), extreme(INT64_MIN, INT64_MAX)};
    if (Duration::parse(duration.to_text()) == duration) continue;
    FAIL_CHECK(duration.to_text(), " reads back as another; seed ", test::seed());
  }
}

TEST_CASE("durations are added, subtracted and multiplied part by part") {
  CHECK(text_of(add(Duration{12, kDay}, Duration{6, kDay})) == "1 year 6 months 2 days");
  CHECK(text_of(subtract(Duration{12, 0}, Duration{0, kDay})) == "1 year - 1 day");
  CHECK(text_of(negate(Duration{12, kDay})) == "-1 year 1 day");
  CHECK(text_of(multiply(Duration{1, kDay}, 3)) == "3 months 3 days");
  CHECK(text_of(multiply(Duration{1, kDay}, -1)) == "-1 month 1 day");
  CHECK(text_of(multiply(Duration{1, kDay}, 0)) == "0 days");
}

TEST_CASE("a duration that does not fit is a fault") {
  const std::string fault = "duration_out_of_range";
  CHECK(text_of(add(Duration{INT32_MAX, 0}, Duration{1, 0})) == fault);
  CHECK(text_of(add(Duration{0, INT64_MAX}, Duration{0, 1})) == fault);
  CHECK(text_of(subtract(Duration{INT32_MIN, 0}, Duration{1, 0})) == fault);
  CHECK(text_of(subtract(Duration{0, INT64_MIN}, Duration{0, 1})) == fault);
  CHECK(text_of(negate(Duration{INT32_MIN, 0})) == fault);
  CHECK(text_of(negate(Duration{0, INT64_MIN})) == fault);
  CHECK(text_of(multiply(Duration{1, 0}, INT64_MAX)) == fault);
  CHECK(text_of(multiply(Duration{0, kDay}, INT64_MAX)) == fault);
  CHECK(text_of(multiply(Duration{0, INT64_MIN}, -1)) == fault);
}

TEST_CASE("durations compare unless months and days pull in different directions") {
  CHECK(order({12, 0}, {12, 0}) == "equal");
  CHECK(order({12, 0}, {6, 0}) == "longer");
  CHECK(order({0, kDay}, {0, 2 * kDay}) == "shorter");
  CHECK(order({1, kDay}, {1, 0}) == "longer");
  CHECK(order({1, 0}, {2, kDay}) == "shorter");
  CHECK(order({1, 0}, {0, 0}) == "longer");
  CHECK(order({1, 0}, {0, 30 * kDay}) == "durations_do_not_compare");
  CHECK(order({0, 30 * kDay}, {1, 0}) == "durations_do_not_compare");
  CHECK(order({1, 0}, {0, 27 * kDay}) == "longer");
  CHECK(order({1, 0}, {0, 28 * kDay}) == "durations_do_not_compare");
  CHECK(order({1, 0}, {0, 31 * kDay}) == "durations_do_not_compare");
  CHECK(order({1, 0}, {0, 32 * kDay}) == "shorter");
  CHECK(order({12, 0}, {0, 5 * kDay}) == "longer");
  CHECK(order({60, 0}, {0, 1824 * kDay}) == "longer");
  CHECK(order({0, 1831 * kDay}, {60, 0}) == "longer");
  // With the leap years that there must be among them, and no more than there can be.
  CHECK(order({8 * 12, 0}, {0, 2920 * kDay}) == "longer");
  CHECK(order({8 * 12, 0}, {0, 2921 * kDay}) == "durations_do_not_compare");
  CHECK(order({8 * 12, 0}, {0, 2922 * kDay}) == "durations_do_not_compare");
  CHECK(order({8 * 12, 0}, {0, 2923 * kDay}) == "shorter");
  CHECK(order({1200, 0}, {0, 36'523 * kDay}) == "longer");
  CHECK(order({1200, 0}, {0, 36'524 * kDay}) == "durations_do_not_compare");
  CHECK(order({1200, 0}, {0, 36'525 * kDay}) == "durations_do_not_compare");
  CHECK(order({0, 36'526 * kDay}, {1200, 0}) == "longer");
  CHECK(order({4800, 0}, {0, 146'096 * kDay}) == "longer");
  CHECK(order({4800, 0}, {0, 146'098 * kDay}) == "shorter");
  CHECK(order({INT32_MIN, INT64_MIN}, {INT32_MAX, INT64_MAX}) == "shorter");
}

TEST_CASE("a duration that may only be as long or longer is never the lesser") {
  const Duration month{1, 0};
  const Duration year{12, 0};
  CHECK(never_less(month, {0, 28 * kDay}));
  CHECK_FALSE(never_less(month, {0, 28 * kDay + 1}));
  CHECK(never_less({0, 31 * kDay}, month));
  CHECK_FALSE(never_less({0, 31 * kDay - 1}, month));
  CHECK(never_less(year, {0, 365 * kDay}));
  CHECK_FALSE(never_less(year, {0, 366 * kDay}));
  CHECK(never_less({0, 366 * kDay}, year));
  CHECK(never_less({4 * 12, 0}, {0, 1460 * kDay}));
  CHECK_FALSE(never_less({4 * 12, 0}, {0, 1461 * kDay}));
  CHECK(never_less({8 * 12, 0}, {0, 2921 * kDay}));
  CHECK(never_less({0, -28 * kDay}, {-1, 0}));
  CHECK_FALSE(never_less({-1, 0}, {0, -28 * kDay}));
  CHECK(never_less({1, -28 * kDay}, {0, 0}));
  CHECK(never_less(year, year));
  // It agrees with what certainly compares.
  for (std::int32_t months = 0; months <= 60; ++months) {
    for (std::int64_t days = 0; days <= 1900; days += 7) {
      const auto certain = compare(Duration{months, 0}, Duration{0, days * kDay});
      if (certain.ok()) CHECK(never_less({months, 0}, {0, days * kDay}) == (*certain >= 0));
    }
  }
}
