#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "carveout/lang/calendar.hpp"
#include "unit/values/random.hpp"

using namespace carveout;

namespace {

Time time(std::string_view text) {
  const auto parsed = Time::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
  return *parsed;
}
Date date(std::string_view text) {
  return *Date::parse(text);
}
Duration duration(std::string_view text) {
  return *Duration::parse(text);
}

std::string text_of(const Checked<Time>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}
std::string text_of(const Checked<Duration>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}

}  // namespace

TEST_CASE("a time is an instant with its offset") {
  CHECK(time("1970-01-01T00:00Z").seconds == 0);
  CHECK(time("1970-01-01T00:00:01Z").seconds == 1);
  CHECK(time("1970-01-01T01:00+01:00").seconds == 0);
  CHECK(time("1969-12-31T19:00-05:00").seconds == 0);
  CHECK(time("1969-12-31T19:00-05:00").offset_minutes == -300);
  CHECK(time("2018-03-09T15:00-05:00").seconds == time("2018-03-09T20:00Z").seconds);
  CHECK(time("0001-01-01T00:00+14:00").date() == date("0001-01-01"));
  CHECK(time("9999-12-31T23:59:59-12:00").date() == date("9999-12-31"));
}

TEST_CASE("a time is written on the wall clock of its offset, seconds only where there are some") {
  const struct {
    const char* read;
    const char* written;
  } cases[] = {{"2018-03-09T15:00-05:00", "2018-03-09T15:00-05:00"},
               {"2018-03-09T15:00:00-05:00", "2018-03-09T15:00-05:00"},
               {"2018-03-09T15:00:07-05:00", "2018-03-09T15:00:07-05:00"},
               {"2018-03-09T00:00Z", "2018-03-09T00:00Z"},
               {"2018-03-09T00:00+00:00", "2018-03-09T00:00Z"},
               {"2018-03-09T00:00-00:00", "2018-03-09T00:00Z"},
               {"2018-03-09T05:30+05:45", "2018-03-09T05:30+05:45"},
               {"2018-03-09T05:30-00:30", "2018-03-09T05:30-00:30"},
               {"1960-02-29T23:59:59Z", "1960-02-29T23:59:59Z"},
               {"0001-01-01T00:00+14:00", "0001-01-01T00:00+14:00"}};
  for (const auto& c : cases) CHECK(time(c.read).to_text() == c.written);
}

TEST_CASE("text that is not a time is not read") {
  for (const std::string text : {"",
                                 "T",
                                 "2018-03-09",
                                 "2018-03-09T15:00",
                                 "2018-03-09T15:00:00",
                                 "2018-03-09 15:00Z",
                                 "2018-03-09t15:00Z",
                                 "2018-03-09T15:00z",
                                 "2018-03-09T24:00Z",
                                 "2018-03-09T15:60Z",
                                 "2018-03-09T15:00:60Z",
                                 "2018-03-09T5:00Z",
                                 "2018-03-09T15Z",
                                 "2018-03-09T15:00+5:00",
                                 "2018-03-09T15:00+0500",
                                 "2018-03-09T15:00+24:00",
                                 "2018-03-09T15:00+05:60",
                                 "2018-03-09T15:00ZZ",
                                 "2018-03-09T15:00Z ",
                                 "2018-02-29T15:00Z",
                                 "0000-01-01T00:00Z",
                                 "2018-03-09T15:00:00.5Z",
                                 "2018-03-09T15:00:Z",
                                 "2018-03-09T-1:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(Time::parse(text).has_value());
  }
}

TEST_CASE("the day of a time is the day on its own wall clock") {
  CHECK(time("2018-03-09T23:30-05:00").date() == date("2018-03-09"));
  CHECK(time("2018-03-10T04:30Z").date() == date("2018-03-10"));
  CHECK(time("1960-01-01T00:30+02:00").date() == date("1960-01-01"));
}

TEST_CASE("times compare as instants, and against a local time by the wall clock") {
  CHECK(compare(time("2018-03-09T15:00-05:00"), time("2018-03-09T20:00Z")) == 0);
  CHECK(compare(time("2018-03-09T15:00-05:00"), time("2018-03-09T19:59Z")) > 0);
  CHECK(compare(time("2018-03-09T23:59:59-05:00"), end_of_day(date("2018-03-09"))) == 0);
  CHECK(compare(time("2018-03-09T23:30-05:00"), end_of_day(date("2018-03-09"))) < 0);
  CHECK(compare(start_of_day(date("2018-03-10")), time("2018-03-10T00:30+09:00")) < 0);
  CHECK(compare(start_of_day(date("2018-03-10")), end_of_day(date("2018-03-09"))) > 0);
}

TEST_CASE("days start and end on a wall clock") {
  CHECK(start_of_day(date("2018-03-09")).to_text() == "2018-03-09T00:00");
  CHECK(end_of_day(date("2018-03-09")).to_text() == "2018-03-09T23:59:59");
  CHECK(start_of_day(date("2018-03-09")).local);
  CHECK(start_of_day(time("2018-03-09T15:00-05:00")).to_text() == "2018-03-09T00:00-05:00");
  CHECK(end_of_day(time("2018-03-09T15:00-05:00")).to_text() == "2018-03-09T23:59:59-05:00");
  CHECK(start_of_day(time("1960-03-09T15:00+05:00")).to_text() == "1960-03-09T00:00+05:00");
  CHECK(end_of_day(start_of_day(date("1960-03-09"))).to_text() == "1960-03-09T23:59:59");
  // A local time has no offset, whatever stands in its place.
  CHECK(Time{0, 300, true}.to_text() == "1970-01-01T00:00");
  CHECK(compare(Time{0, 300, true}, time("1970-01-01T00:00-05:00")) == 0);
}

TEST_CASE("months move the wall clock, then the exact part moves the instant, and the offset stays") {
  const auto moved = [](std::string_view from, std::string_view by, DateRounding rounding = DateRounding::None) {
    return text_of(add(time(from), duration(by), rounding));
  };
  CHECK(moved("2018-03-09T15:00-05:00", "48 hours") == "2018-03-11T15:00-05:00");
  CHECK(moved("2018-03-09T15:00-05:00", "90 minutes") == "2018-03-09T16:30-05:00");
  CHECK(moved("2018-03-09T23:30-05:00", "1 hour") == "2018-03-10T00:30-05:00");
  CHECK(moved("2018-01-30T23:30-05:00", "1 month", DateRounding::Down) == "2018-02-28T23:30-05:00");
  CHECK(moved("2018-01-30T23:30-05:00", "1 month", DateRounding::Up) == "2018-03-01T23:30-05:00");
  CHECK(moved("2018-01-30T23:30-05:00", "1 month") == "no_such_day");
  // 29 January in UTC already, 28 on the wall.
  CHECK(moved("2018-01-28T23:30-05:00", "1 month") == "2018-02-28T23:30-05:00");
  CHECK(moved("2018-01-31T00:00Z", "1 month 1 hour", DateRounding::Down) == "2018-02-28T01:00Z");
  CHECK(moved("9999-12-31T23:00-05:00", "59 minutes") == "9999-12-31T23:59-05:00");
  CHECK(moved("9999-12-31T23:00-05:00", "1 hour") == "date_out_of_range");
  CHECK(text_of(subtract(time("0001-01-01T00:30Z"), duration("31 minutes"), DateRounding::None)) ==
        "date_out_of_range");
  CHECK(text_of(subtract(time("2018-03-29T12:00Z"), duration("1 month"), DateRounding::Down)) == "2018-02-28T12:00Z");
  CHECK(text_of(subtract(start_of_day(date("2018-03-01")), duration("1 minute"), DateRounding::None)) ==
        "2018-02-28T23:59");
}

TEST_CASE("the difference of two times is exact") {
  CHECK(text_of(subtract(time("2018-03-11T15:00-04:00"), time("2018-03-09T15:00-05:00"))) == "1 day 23 hours");
  CHECK(text_of(subtract(time("2018-03-09T15:00:01Z"), time("2018-03-09T15:00Z"))) == "1 second");
  CHECK(text_of(subtract(time("2018-03-09T15:00-05:00"), start_of_day(date("2018-03-09")))) == "15 hours");
  CHECK(text_of(subtract(start_of_day(date("2018-03-09")), time("2018-03-09T15:00-05:00"))) == "-15 hours");
}

TEST_CASE("no time and no duration, however far out, is worse than a fault") {
  const std::int64_t edges[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
  for (const std::int64_t seconds : edges) {
    for (const auto offset : {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()}) {
      for (const bool local : {false, true}) {
        const Time edge{seconds, offset, local};
        CHECK_FALSE(edge.to_text().empty());
        CHECK(compare(edge, edge) == 0);
        CHECK(compare(start_of_day(edge), end_of_day(edge)) <= 0);
        for (const std::int64_t by : edges) {
          for (const std::int32_t months : {INT32_MIN, 0, INT32_MAX}) {
            const auto later = add(edge, Duration{months, by}, DateRounding::Down);
            const auto earlier = subtract(edge, Duration{months, by}, DateRounding::Up);
            if (later.ok()) CHECK(later->date().year() <= 9999);
            if (earlier.ok()) CHECK(earlier->date().year() >= 1);
          }
        }
      }
    }
  }
  CHECK(text_of(subtract(Time{INT64_MAX, 0, false}, Time{INT64_MIN, 0, false})) == "duration_out_of_range");
}

TEST_CASE("every time reads back from its text") {
  test::Random random(test::seed());
  for (int i = 0; i < 20'000; ++i) {
    Time instant{random.between(-62'000'000'000, 253'000'000'000), 0, false};
    instant.offset_minutes = static_cast<std::int16_t>(random.between(-23 * 60 - 59, 23 * 60 + 59));
    const auto back = Time::parse(instant.to_text());
    if (back && back->seconds == instant.seconds && back->offset_minutes == instant.offset_minutes && !back->local)
      continue;
    FAIL_CHECK(instant.to_text(), " reads back as another; seed ", test::seed());
  }
}
