#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "carveout/lang/calendar.hpp"
#include "unit/values/random.hpp"

using namespace carveout;

namespace {

Date date(std::string_view text) {
  const auto parsed = Date::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
  return *parsed;
}

Duration duration(std::string_view text) {
  const auto parsed = Duration::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
  return *parsed;
}

std::string text_of(const Checked<Date>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}

std::string age(std::string_view at, std::string_view birth, DateRounding rounding) {
  const auto result = age_at(date(at), date(birth), rounding);
  return result.ok() ? std::to_string(*result) : std::string(fault_id(result.fault()));
}

// A calendar that only knows how to turn the page, as independent of the code under test as can be.
struct Page {
  int year = 1;
  unsigned month = 1;
  unsigned day = 1;

  unsigned last_day() const {
    constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
  }
  void next_month() {
    month = month == 12 ? 1 : month + 1;
    if (month == 1) ++year;
  }
  void previous_month() {
    month = month == 1 ? 12 : month - 1;
    if (month == 12) --year;
  }
  void next_day() {
    if (++day <= last_day()) return;
    day = 1;
    next_month();
  }
};

// What adding months must give, one month at a time.
std::string moved_by_pages(const Date& from, std::int64_t months, DateRounding rounding) {
  Page page{from.year(), from.month(), 1};
  for (; months > 0; --months) page.next_month();
  for (; months < 0; ++months) page.previous_month();
  page.day = from.day();
  if (page.day > page.last_day()) {
    if (rounding == DateRounding::None) return "no_such_day";
    page.day = page.last_day();
    if (rounding == DateRounding::Up) page.next_day();
  }
  const auto result = Date::from_civil(page.year, page.month, page.day);
  return result ? result->to_text() : "date_out_of_range";
}

}  // namespace

TEST_CASE("every day of the years 1 to 9999 has its number and its text") {
  Page page;
  std::int32_t days = date("1970-01-01").days - 719'162;  // the first of year 1, by the count of the ordinal days
  std::int32_t wrong = 0;
  for (; page.year <= 9999; page.next_day(), ++days) {
    const auto found = Date::from_civil(page.year, page.month, page.day);
    const Date back{days};
    if (!found || found->days != days || back.year() != page.year || back.month() != page.month ||
        back.day() != page.day) {
      ++wrong;
    }
    if (days % 89 == 0 && Date::parse(back.to_text()) != back) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(days == date("9999-12-31").days + 1);
}

TEST_CASE("the days since 1970-01-01 are counted from there") {
  CHECK(date("1970-01-01").days == 0);
  CHECK(date("1970-01-02").days == 1);
  CHECK(date("1969-12-31").days == -1);
  CHECK(date("2000-03-01").days == 11'017);
  CHECK(date("2018-01-31").days == 17'562);
}

TEST_CASE("a date is written as year, month and day, and only days that exist are read") {
  for (const std::string text : {"0001-01-01", "1600-02-29", "2000-02-29", "2024-02-29", "2018-01-31", "9999-12-31"}) {
    CHECK(date(text).to_text() == text);
  }
  for (const std::string text : {"",
                                 "2018",
                                 "2018-01",
                                 "2018-1-31",
                                 "18-01-31",
                                 "2018-01-31 ",
                                 " 2018-01-31",
                                 "2018/01/31",
                                 "20180131",
                                 "2018-00-10",
                                 "2018-13-10",
                                 "2018-01-00",
                                 "2018-01-32",
                                 "2018-04-31",
                                 "2018-02-29",
                                 "1900-02-29",
                                 "2100-02-29",
                                 "0000-01-01",
                                 "-001-01-01",
                                 "+2018-01-31",
                                 "10000-01-01",
                                 "2018-01-3l",
                                 "2018-01-31T00:00Z",
                                 "2018-0a-31"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text).has_value());
  }
  CHECK_FALSE(Date::from_civil(10'000, 1, 1).has_value());
  CHECK_FALSE(Date::from_civil(-5, 1, 1).has_value());
  CHECK_FALSE(Date::from_civil(2018, 4'000'000'000U, 1).has_value());
}

TEST_CASE("a day that a month does not have is rounded as declared, or is a fault") {
  const struct {
    const char* from;
    const char* by;
    const char* none;
    const char* down;
    const char* up;
  } cases[] = {{"2018-01-31", "1 month", "no_such_day", "2018-02-28", "2018-03-01"},
               {"2020-01-31", "1 month", "no_such_day", "2020-02-29", "2020-03-01"},
               {"2020-01-30", "1 month", "no_such_day", "2020-02-29", "2020-03-01"},
               {"2020-01-29", "1 month", "2020-02-29", "2020-02-29", "2020-02-29"},
               {"2020-02-29", "1 year", "no_such_day", "2021-02-28", "2021-03-01"},
               {"2020-02-29", "4 years", "2024-02-29", "2024-02-29", "2024-02-29"},
               {"2020-02-29", "-5 years", "no_such_day", "2015-02-28", "2015-03-01"},
               {"2018-03-31", "-1 month", "no_such_day", "2018-02-28", "2018-03-01"},
               {"2018-12-31", "2 months", "no_such_day", "2019-02-28", "2019-03-01"},
               {"2018-08-31", "1 month", "no_such_day", "2018-09-30", "2018-10-01"},
               {"2018-01-15", "-1 month", "2017-12-15", "2017-12-15", "2017-12-15"},
               {"2018-01-31", "1 month 1 day", "no_such_day", "2018-03-01", "2018-03-02"},
               {"2096-02-29", "4 years", "no_such_day", "2100-02-28", "2100-03-01"}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.from));
    CAPTURE(std::string(c.by));
    CHECK(text_of(add(date(c.from), duration(c.by), DateRounding::None)) == c.none);
    CHECK(text_of(add(date(c.from), duration(c.by), DateRounding::Down)) == c.down);
    CHECK(text_of(add(date(c.from), duration(c.by), DateRounding::Up)) == c.up);
    const auto opposite = negate(duration(c.by));
    CHECK(text_of(subtract(date(c.from), *opposite, DateRounding::Down)) == c.down);
  }
}

TEST_CASE("dates move by whole days and within the years 1 to 9999") {
  CHECK(text_of(add(date("2018-12-31"), duration("48 hours"), DateRounding::None)) == "2019-01-02");
  CHECK(text_of(add(date("2018-12-31"), duration("2 weeks 1 day"), DateRounding::None)) == "2019-01-15");
  CHECK(text_of(subtract(date("2018-03-01"), duration("1 day"), DateRounding::None)) == "2018-02-28");
  CHECK(text_of(add(date("2018-12-31"), duration("47 hours"), DateRounding::None)) == "part_of_a_day");
  CHECK(text_of(subtract(date("2018-12-31"), duration("1 minute"), DateRounding::None)) == "part_of_a_day");
  CHECK(text_of(add(date("9999-12-31"), duration("1 day"), DateRounding::None)) == "date_out_of_range");
  CHECK(text_of(subtract(date("0001-01-01"), duration("1 day"), DateRounding::None)) == "date_out_of_range");
  CHECK(text_of(add(date("9999-02-28"), duration("12 months"), DateRounding::None)) == "date_out_of_range");
  CHECK(text_of(subtract(date("0001-01-31"), duration("1 month"), DateRounding::None)) == "date_out_of_range");
  // The result counts, not the way to it.
  CHECK(text_of(add(date("9999-12-31"), Duration{1, -31 * 86'400}, DateRounding::None)) == "9999-12-31");
}

TEST_CASE("the greatest durations are out of range and nothing worse") {
  for (const std::int32_t months : {INT32_MIN, INT32_MAX}) {
    for (const std::int64_t seconds : {INT64_MIN / 86'400 * 86'400, INT64_MAX / 86'400 * 86'400}) {
      const Duration longest{months, seconds};
      CHECK(text_of(add(date("2018-01-31"), longest, DateRounding::Up)) == "date_out_of_range");
      CHECK(text_of(subtract(date("2018-01-31"), longest, DateRounding::Down)) == "date_out_of_range");
    }
  }
  CHECK(text_of(add(date("2018-01-31"), Duration{0, INT64_MIN}, DateRounding::Up)) == "part_of_a_day");
}

TEST_CASE("moving by months is turning the pages of the calendar") {
  test::Random random(test::seed());
  for (int i = 0; i < 20'000; ++i) {
    const Date from{static_cast<std::int32_t>(random.between(date("0001-01-01").days, date("9999-12-31").days))};
    const auto months =
        static_cast<std::int32_t>(random.one_in(4) ? random.between(-40, 40) : random.between(-3000, 3000));
    for (const auto rounding : {DateRounding::None, DateRounding::Down, DateRounding::Up}) {
      const std::string moved = text_of(add(from, Duration{months, 0}, rounding));
      if (moved == moved_by_pages(from, months, rounding)) continue;
      FAIL_CHECK(from.to_text(), " by ", months, " months is not ", moved, "; seed ", test::seed());
    }
  }
}

TEST_CASE("the difference of two dates is exact, in days") {
  CHECK(subtract(date("2018-03-01"), date("2018-02-01")) == duration("28 days"));
  CHECK(subtract(date("2018-02-01"), date("2018-03-01")) == duration("-28 days"));
  CHECK(subtract(date("9999-12-31"), date("0001-01-01")) == duration("3652058 days"));
}

TEST_CASE("an age is the birthdays that have come") {
  const auto none = DateRounding::None;
  CHECK(age("2018-01-31", "2000-01-31", none) == "18");
  CHECK(age("2018-01-30", "2000-01-31", none) == "17");
  CHECK(age("2000-01-31", "2000-01-31", none) == "0");
  CHECK(age("2001-01-30", "2000-01-31", none) == "0");
  CHECK(age("2000-01-30", "2000-01-31", none) == "age_before_birth");
  CHECK(age("9999-12-31", "0001-01-01", none) == "9998");
}

TEST_CASE("a birthday on 29 February comes as the policy rounds") {
  CHECK(age("2018-02-28", "2000-02-29", DateRounding::Down) == "18");
  CHECK(age("2018-02-27", "2000-02-29", DateRounding::Down) == "17");
  CHECK(age("2018-02-28", "2000-02-29", DateRounding::Up) == "17");
  CHECK(age("2018-03-01", "2000-02-29", DateRounding::Up) == "18");
  CHECK(age("2018-03-01", "2000-02-29", DateRounding::None) == "no_such_day");
  CHECK(age("2020-02-28", "2000-02-29", DateRounding::None) == "19");
  CHECK(age("2020-02-29", "2000-02-29", DateRounding::None) == "20");
}

TEST_CASE("ages agree with counting birthdays one by one") {
  test::Random random(test::seed() + 1);
  for (int i = 0; i < 20'000; ++i) {
    const auto day = [&random] { return Date{static_cast<std::int32_t>(random.between(-40'000, 40'000))}; };
    const Date birth = random.one_in(3) ? date("1904-02-29") : day();
    const Date at = std::max(birth, day());
    const auto rounding = random.one_in(2) ? DateRounding::Down : DateRounding::Up;
    std::int64_t birthdays = 0;
    while (*add(birth, Duration{static_cast<std::int32_t>(12 * (birthdays + 1)), 0}, rounding) <= at) ++birthdays;
    const auto found = age_at(at, birth, rounding);
    if (found.ok() && *found == birthdays) continue;
    FAIL_CHECK(birth.to_text(), " at ", at.to_text(), " is ", birthdays, "; seed ", test::seed());
  }
}
