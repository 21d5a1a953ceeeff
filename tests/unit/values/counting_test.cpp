#include "carveout/lang/counting.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>

#include "unit/values/random.hpp"

using namespace carveout;

namespace {

Date date(std::string_view text) {
  return *Date::parse(text);
}
Time time(std::string_view text) {
  return *Time::parse(text);
}
Duration duration(std::string_view text) {
  return *Duration::parse(text);
}
template <class T>
std::string text_of(const Checked<T>& result) {
  return result.ok() ? result->to_text() : std::string(fault_id(result.fault()));
}

DayRule yearly(unsigned month, unsigned day) {
  DayRule rule;
  rule.month = month;
  rule.day = day;
  return rule;
}
DayRule nth(unsigned number, Weekday weekday, unsigned month) {
  DayRule rule;
  rule.base = DayRule::Base::Nth;
  rule.nth = number;
  rule.weekday = weekday;
  rule.month = month;
  return rule;
}
DayRule easter() {
  DayRule rule;
  rule.base = DayRule::Base::Easter;
  return rule;
}
DayRule then(DayRule rule, DayRule::Step step) {
  rule.steps.push_back(step);
  return rule;
}
std::string in_year(const DayRule& rule, int year) {
  const auto day = rule.in_year(year);
  return day ? Date{static_cast<std::int32_t>(*day)}.to_text() : "none";
}

Exclusion weekdays(std::initializer_list<Weekday> days, Period period = {}) {
  Exclusion out;
  for (const Weekday day : days) out.weekdays[static_cast<std::size_t>(day)] = true;
  out.period = period;
  return out;
}
Exclusion rule(DayRule day, std::vector<Observed> observed = {}, bool as_well = false, Period period = {}) {
  Exclusion out;
  out.kind = Exclusion::Kind::Rule;
  out.rule = std::move(day);
  out.observed = std::move(observed);
  out.observed_as_well = as_well;
  out.period = period;
  return out;
}
Exclusion weekends() {
  return weekdays({Weekday::Saturday, Weekday::Sunday});
}

TimeZone new_york() {
  TimeZone zone;
  zone.offset_minutes = -300;
  zone.daylight.push_back({-240, nth(2, Weekday::Sunday, 3), 120, nth(1, Weekday::Sunday, 11), 120, {}});
  return zone;
}
TimeZone sydney() {
  TimeZone zone;
  zone.offset_minutes = 600;
  zone.daylight.push_back({660, nth(1, Weekday::Sunday, 10), 120, nth(1, Weekday::Sunday, 4), 180, {}});
  return zone;
}
// Puts the clock on at midnight, and back at midnight.
TimeZone at_midnight() {
  TimeZone zone;
  zone.daylight.push_back({60, yearly(3, 10), 0, yearly(9, 10), 0, {}});
  return zone;
}
// Puts the clock on from 23:30 to 00:30 of the next day, as Toronto did in 1919.
TimeZone over_midnight() {
  TimeZone zone;
  zone.offset_minutes = -300;
  zone.daylight.push_back({-240, nth(0, Weekday::Sunday, 3), 23 * 60 + 30, nth(0, Weekday::Sunday, 10), 120, {}});
  return zone;
}
// Behind standard time in winter, and put on over midnight when it ends.
TimeZone behind_in_winter() {
  TimeZone zone;
  zone.offset_minutes = 60;
  zone.daylight.push_back({0, nth(0, Weekday::Sunday, 10), 120, nth(0, Weekday::Sunday, 3), 23 * 60 + 30, {}});
  return zone;
}
// The rule of one year begins daylight time in the year before.
TimeZone from_the_year_before() {
  TimeZone zone;
  zone.offset_minutes = 600;
  zone.daylight.push_back({660, then(yearly(1, 5), {DayRule::Step::Kind::Days, -100, {}}), 120, yearly(4, 1), 180, {}});
  return zone;
}
std::string start_in(const TimeZone& zone, std::string_view day) {
  return text_of(start_of_day_in(zone, date(day)));
}

}  // namespace

TEST_CASE("days of the week") {
  CHECK(weekday_of(0) == Weekday::Thursday);
  CHECK(weekday_of(date("2018-03-09").days) == Weekday::Friday);
  CHECK(weekday_of(date("0001-01-01").days) == Weekday::Monday);
  CHECK(weekday_of(date("1969-12-31").days) == Weekday::Wednesday);
}

TEST_CASE("a rule gives its day of a year") {
  CHECK(in_year(yearly(7, 4), 2018) == "2018-07-04");
  CHECK(in_year(yearly(2, 29), 2019) == "none");
  CHECK(in_year(yearly(2, 29), 2020) == "2020-02-29");
  CHECK(in_year(nth(3, Weekday::Monday, 1), 2018) == "2018-01-15");
  CHECK(in_year(nth(1, Weekday::Monday, 1), 2018) == "2018-01-01");
  CHECK(in_year(nth(0, Weekday::Monday, 5), 2018) == "2018-05-28");
  CHECK(in_year(nth(0, Weekday::Thursday, 2), 2024) == "2024-02-29");
  CHECK(in_year(nth(4, Weekday::Thursday, 11), 2018) == "2018-11-22");
  using Kind = DayRule::Step::Kind;
  CHECK(in_year(then(nth(4, Weekday::Thursday, 11), {Kind::Days, 1, {}}), 2018) == "2018-11-23");
  CHECK(in_year(then(nth(1, Weekday::Monday, 11), {Kind::After, 0, Weekday::Tuesday}), 2022) == "2022-11-08");
  CHECK(in_year(then(yearly(5, 25), {Kind::Before, 0, Weekday::Monday}), 2020) == "2020-05-18");
  CHECK(in_year(then(yearly(5, 25), {Kind::OnOrBefore, 0, Weekday::Monday}), 2020) == "2020-05-25");
  CHECK(in_year(then(yearly(6, 20), {Kind::OnOrAfter, 0, Weekday::Saturday}), 2020) == "2020-06-20");
  CHECK(in_year(then(yearly(6, 20), {Kind::After, 0, Weekday::Saturday}), 2020) == "2020-06-27");
  CHECK(in_year(then(easter(), {Kind::Days, -2, {}}), 2018) == "2018-03-30");
}

TEST_CASE("Easter is as the tables have it") {
  const std::pair<int, const char*> known[] = {{1583, "1583-04-10"}, {1818, "1818-03-22"}, {1943, "1943-04-25"},
                                               {1954, "1954-04-18"}, {1961, "1961-04-02"}, {1981, "1981-04-19"},
                                               {2000, "2000-04-23"}, {2008, "2008-03-23"}, {2018, "2018-04-01"},
                                               {2019, "2019-04-21"}, {2024, "2024-03-31"}, {2038, "2038-04-25"}};
  for (const auto& one : known) CHECK(in_year(easter(), one.first) == one.second);
}

TEST_CASE("a day is observed on the nearest other weekday, in its place or as well") {
  const std::vector<Observed> federal{{Weekday::Saturday, Weekday::Friday}, {Weekday::Sunday, Weekday::Monday}};
  const CountedDays instead({rule(yearly(7, 4), federal)}, std::nullopt);
  CHECK(!instead.counts(date("2020-07-03")));  // 4 July is a Saturday
  CHECK(instead.counts(date("2020-07-04")));
  CHECK(!instead.counts(date("2021-07-05")));
  CHECK(instead.counts(date("2021-07-04")));
  CHECK(!instead.counts(date("2018-07-04")));
  const CountedDays as_well({rule(yearly(7, 4), {{Weekday::Sunday, Weekday::Monday}}, true)}, std::nullopt);
  CHECK(!as_well.counts(date("2021-07-04")));
  CHECK(!as_well.counts(date("2021-07-05")));
  CHECK(as_well.counts(date("2020-07-03")));
  const CountedDays over_new_year({rule(yearly(1, 1), federal)}, std::nullopt);
  CHECK(!over_new_year.counts(date("2021-12-31")));
  CHECK(over_new_year.counts(date("2022-01-01")));
}

TEST_CASE("periods are of the days excluded") {
  const CountedDays days({rule(yearly(6, 19), {{Weekday::Saturday, Weekday::Friday}}, false, {date("2021-06-17"), {}}),
                          weekdays({Weekday::Wednesday}, {date("2018-01-10"), date("2018-01-24")})},
                         std::nullopt);
  CHECK(days.counts(date("2020-06-19")));
  CHECK(!days.counts(date("2021-06-18")));
  CHECK(days.counts(date("2018-01-03")));
  CHECK(!days.counts(date("2018-01-10")));
  CHECK(!days.counts(date("2018-01-17")));
  CHECK(days.counts(date("2018-01-24")));
}

TEST_CASE("days are counted from a date, which is not one of them") {
  const CountedDays days({weekends()}, std::nullopt);
  const struct {
    const char* from;
    const char* by;
    const char* result;
  } cases[] = {
      {"2018-03-09", "1 day", "2018-03-12"},
      {"2018-03-09", "5 days", "2018-03-16"},
      {"2018-03-10", "1 day", "2018-03-12"},
      {"2018-03-10", "0 days", "2018-03-10"},
      {"2018-03-12", "-1 day", "2018-03-09"},
      {"2018-03-11", "-1 day", "2018-03-09"},
      {"2018-03-09", "1 week", "2018-03-20"},
      {"2018-03-09", "1000 days", "2022-01-07"},
      {"2018-03-09", "36 hours", "part_of_a_day"},
      {"2018-03-09", "1 month", "months_counted"},
      {"9999-12-31", "1 day", "date_out_of_range"},
      {"0001-01-01", "-1 day", "date_out_of_range"},
      {"0001-01-01", "2608614 days", "9999-12-31"},
      {"9999-12-31", "-2608614 days", "0001-01-01"},
      {"2018-03-09", "106751991167300 days", "date_out_of_range"},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.from));
    CAPTURE(std::string(one.by));
    CHECK(text_of(days.add(date(one.from), duration(one.by))) == one.result);
  }
  CHECK(text_of(days.subtract(date("2018-03-12"), duration("1 day"))) == "2018-03-09");
  CHECK(text_of(days.subtract(date("2018-03-12"), duration("-1 day"))) == "2018-03-13");
}

TEST_CASE("counting on and back again comes to the same day that counts") {
  const CountedDays days({weekends(), rule(yearly(1, 1)), rule(easter()), rule(nth(3, Weekday::Monday, 1))},
                         std::nullopt);
  for (std::int32_t day = date("2017-12-01").days; day < date("2019-02-01").days; ++day) {
    if (!days.counts(Date{day})) continue;
    for (const std::int64_t by : {1, 2, 5, 100, 5000}) {
      const auto there = days.add(Date{day}, Duration{0, by * 86'400});
      REQUIRE(there.ok());
      const auto back = days.subtract(*there, Duration{0, by * 86'400});
      REQUIRE(back.ok());
      CHECK(back->days == day);
    }
  }
}

TEST_CASE("runs of days, weekdays and rules are excluded within their periods and nowhere else") {
  // Day by day against the rules as they are written, with runs that overlap and begin and end within and between
  // words.
  const auto run = [](std::string_view first, std::string_view last, Period period = {}) {
    Exclusion out;
    out.kind = Exclusion::Kind::Dates;
    out.first = date(first);
    out.last = date(last);
    out.period = period;
    return out;
  };
  const std::vector<Exclusion> exclusions{run("2018-03-01", "2018-03-20"),
                                          run("2018-03-10", "2018-09-30", {date("2018-03-15"), date("2018-04-02")}),
                                          run("0001-01-01", "0001-01-02"),
                                          run("9999-12-30", "9999-12-31"),
                                          run("2018-05-05", "2018-05-05"),
                                          weekdays({Weekday::Tuesday}, {date("2018-02-06"), date("2018-07-03")}),
                                          weekdays({Weekday::Tuesday, Weekday::Friday}, {date("2018-06-01"), {}}),
                                          rule(yearly(8, 15), {}, false, {{}, date("2019-01-01")})};
  const CountedDays days(exclusions, std::nullopt);
  const auto excluded = [&](std::int64_t day) {
    for (const Exclusion& one : exclusions) {
      if (!one.period.includes(Date{static_cast<std::int32_t>(day)})) continue;
      const int year = Date{static_cast<std::int32_t>(day)}.year();
      if (one.kind == Exclusion::Kind::Dates && one.first.days <= day && day <= one.last.days) return true;
      if (one.kind == Exclusion::Kind::Weekdays && one.weekdays[static_cast<std::size_t>(weekday_of(day))]) return true;
      if (one.kind == Exclusion::Kind::Rule && one.rule.in_year(year) == day) return true;
    }
    return false;
  };
  for (const auto& [first, last] : {std::pair("0001-01-01", "0001-06-30"), std::pair("2018-01-01", "2019-12-31"),
                                    std::pair("9999-06-01", "9999-12-31")}) {
    for (std::int32_t day = date(first).days; day <= date(last).days; ++day)
      CHECK(days.counts(Date{day}) == !excluded(day));
  }
}

TEST_CASE("what another calendar excludes is taken within a period") {
  const auto others = std::make_shared<const CountedDays>(std::vector{weekends(), rule(yearly(7, 4))}, std::nullopt);
  const CountedDays days({rule(yearly(7, 5))}, std::nullopt, {{others, {date("2018-01-01"), date("2019-01-01")}}});
  CHECK(days.counts(date("2017-07-04")));
  CHECK(!days.counts(date("2017-07-05")));
  CHECK(!days.counts(date("2018-07-04")));
  CHECK(!days.counts(date("2018-12-30")));
  CHECK(days.counts(date("2019-07-04")));
  CHECK(days.counts(date("2019-07-06")));
}

TEST_CASE("no day counts where every weekday is excluded") {
  const CountedDays none({weekdays({Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday,
                                    Weekday::Friday, Weekday::Saturday, Weekday::Sunday})},
                         new_york());
  CHECK(none.how_many_count() == 0);
  CHECK(text_of(none.add(date("2018-01-01"), duration("1 day"))) == "date_out_of_range");
  CHECK(text_of(none.add(time("2018-01-01T00:00Z"), duration("1 hour"))) == "date_out_of_range");
  CHECK(text_of(none.subtract(time("2018-01-01T00:00Z"), duration("1 hour"))) == "date_out_of_range");
  CHECK(CountedDays({weekends()}, std::nullopt).how_many_count() == 2'608'615);
}

TEST_CASE("a zone tells the day and its first second") {
  CHECK(start_in(new_york(), "2018-01-01") == "2018-01-01T00:00-05:00");
  CHECK(start_in(new_york(), "2018-03-11") == "2018-03-11T00:00-05:00");
  CHECK(start_in(new_york(), "2018-03-12") == "2018-03-12T00:00-04:00");
  CHECK(start_in(new_york(), "2018-11-04") == "2018-11-04T00:00-04:00");
  CHECK(start_in(new_york(), "2018-11-05") == "2018-11-05T00:00-05:00");
  CHECK(start_in(sydney(), "2018-01-01") == "2018-01-01T00:00+11:00");
  CHECK(start_in(sydney(), "2018-07-01") == "2018-07-01T00:00+10:00");
  CHECK(start_in(at_midnight(), "2018-03-10") == "2018-03-10T01:00+01:00");
  CHECK(start_in(at_midnight(), "2018-09-10") == "2018-09-10T00:00Z");
  CHECK(text_of(date_in(at_midnight(), time("2018-09-09T23:30Z"))) == "2018-09-09");
  CHECK(text_of(date_in(new_york(), time("2018-03-10T03:00Z"))) == "2018-03-09");
  CHECK(text_of(date_in(new_york(), time("0001-01-01T00:00Z"))) == "date_out_of_range");
}

TEST_CASE("a day over whose midnight the clock is put on begins when it is, and the day before ends then") {
  const TimeZone toronto = over_midnight();
  CHECK(start_in(toronto, "1919-03-30") == "1919-03-30T00:00-05:00");
  CHECK(text_of(end_of_day_in(toronto, date("1919-03-30"))) == "1919-03-30T23:29:59-05:00");
  CHECK(start_in(toronto, "1919-03-31") == "1919-03-31T00:30-04:00");
  CHECK(text_of(date_in(toronto, time("1919-03-31T04:30Z"))) == "1919-03-31");
  CHECK(text_of(date_in(toronto, time("1919-03-31T04:29:59Z"))) == "1919-03-30");
  CHECK(start_in(behind_in_winter(), "2018-03-26") == "2018-03-26T00:30+01:00");
  // Both days that are shorter are counted so.
  const CountedDays all({}, toronto);
  CHECK(text_of(all.add(time("1919-03-29T12:00-05:00"), duration("48 hours"))) == "1919-03-31T13:00-04:00");
}

TEST_CASE("daylight time lasts over the turn of the year whichever year's rule began it") {
  CHECK(start_in(from_the_year_before(), "2018-09-26") == "2018-09-26T00:00+10:00");
  CHECK(start_in(from_the_year_before(), "2018-10-15") == "2018-10-15T00:00+11:00");
  CHECK(start_in(from_the_year_before(), "2018-12-31") == "2018-12-31T00:00+11:00");
  CHECK(start_in(from_the_year_before(), "2019-01-15") == "2019-01-15T00:00+11:00");
  CHECK(start_in(from_the_year_before(), "2019-04-02") == "2019-04-02T00:00+10:00");
  // Begins in the second year after its rule's, and in the second before.
  TimeZone zone;
  zone.daylight.push_back({60, then(yearly(12, 31), {DayRule::Step::Kind::Days, 390, {}}), 0, yearly(3, 1), 0, {}});
  CHECK(start_in(zone, "2019-02-01") == "2019-02-01T00:00+01:00");
  CHECK(start_in(zone, "2019-01-01") == "2019-01-01T00:00Z");
  zone.daylight[0] = {60, then(yearly(1, 5), {DayRule::Step::Kind::Days, -400, {}}), 0, yearly(3, 1), 0, {}};
  CHECK(start_in(zone, "2018-12-15") == "2018-12-15T00:00+01:00");
  CHECK(start_in(zone, "2019-02-01") == "2019-02-01T00:00+01:00");
  CHECK(start_in(zone, "2019-06-01") == "2019-06-01T00:00Z");
}

TEST_CASE("daylight time ends on the next day of its second rule, of whichever year that is") {
  TimeZone zone = from_the_year_before();
  zone.daylight[0].ends = yearly(12, 1);
  CHECK(start_in(zone, "2018-11-01") == "2018-11-01T00:00+11:00");
  CHECK(start_in(zone, "2018-12-15") == "2018-12-15T00:00+10:00");
}

TEST_CASE("in every zone days follow each other without a gap") {
  for (const TimeZone& zone :
       {new_york(), sydney(), at_midnight(), over_midnight(), behind_in_winter(), from_the_year_before()}) {
    for (std::int64_t day = date("2017-12-01").days; day < date("2019-02-01").days; ++day) {
      const std::int64_t start = zone.start_of_day(day);
      CHECK(zone.day_of(start) == day);
      CHECK(zone.day_of(start - 1) == day - 1);
    }
  }
}

TEST_CASE("time is counted as it runs on days that count") {
  const CountedDays days({weekends(), rule(nth(3, Weekday::Monday, 2))}, new_york());
  const struct {
    const char* from;
    const char* by;
    const char* result;
  } cases[] = {
      // The clock is put on on the Sunday.
      {"2018-03-09T15:00-05:00", "48 hours", "2018-03-13T15:00-04:00"},
      {"2018-02-16T15:00-05:00", "48 hours", "2018-02-21T15:00-05:00"},
      {"2018-02-16T20:00Z", "48 hours", "2018-02-21T15:00-05:00"},
      {"2018-03-08T00:00-05:00", "48 hours", "2018-03-10T00:00-05:00"},
      {"2018-03-10T10:00-05:00", "1 minute", "2018-03-12T00:01-04:00"},
      {"2018-03-10T10:00-05:00", "0 minutes", "2018-03-10T10:00-05:00"},
      {"2018-03-13T15:00-04:00", "-48 hours", "2018-03-09T15:00-05:00"},
      {"2018-03-12T10:00-04:00", "-10 hours", "2018-03-12T00:00-04:00"},
      {"2018-03-11T10:00-04:00", "-10 hours", "2018-03-09T14:00-05:00"},
      {"2018-03-09T15:00-05:00", "1 month", "months_counted"},
      {"9999-12-31T15:00-05:00", "1 week", "date_out_of_range"},
      {"0001-01-01T00:00Z", "1 hour", "date_out_of_range"},  // the day before, in New York
      {"2018-03-09T15:00-05:00", "106751991167300 days", "date_out_of_range"},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.from));
    CAPTURE(std::string(one.by));
    CHECK(text_of(days.add(time(one.from), duration(one.by))) == one.result);
  }
}

TEST_CASE("a day of 23 or 25 hours that counts is counted so") {
  const CountedDays all({}, new_york());
  CHECK(text_of(all.add(time("2018-03-10T12:00-05:00"), duration("24 hours"))) == "2018-03-11T13:00-04:00");
  CHECK(text_of(all.add(time("2018-11-03T12:00-04:00"), duration("24 hours"))) == "2018-11-04T11:00-05:00");
  // Over centuries the same time has run as on the clock.
  const Time from = time("1900-06-01T00:00Z");
  const auto far = all.add(from, Duration{0, 5'000'000'000});
  REQUIRE(far.ok());
  CHECK(far->seconds == from.seconds + 5'000'000'000);
}

TEST_CASE("without a zone days are those of the time's own offset") {
  const CountedDays days({weekends()}, std::nullopt);
  CHECK(text_of(days.add(time("2018-03-09T15:00-05:00"), duration("48 hours"))) == "2018-03-13T15:00-05:00");
  CHECK(text_of(days.add(time("2018-03-10T03:00Z"), duration("1 hour"))) == "2018-03-12T01:00Z");
  CHECK(text_of(days.add(start_of_day(date("2018-03-09")), duration("30 hours"))) == "2018-03-12T06:00");
}

TEST_CASE("counted time never falls as its beginning grows, and is undone by counting back") {
  const CountedDays days({weekends(), rule(nth(2, Weekday::Sunday, 3)), rule(yearly(1, 1))}, new_york());
  std::int64_t last = INT64_MIN;
  for (std::int64_t at = time("2018-03-07T00:00Z").seconds; at < time("2018-03-20T00:00Z").seconds; at += 1'799) {
    const auto there = days.add(Time{at, 0, false}, duration("31 hours"));
    REQUIRE(there.ok());
    CHECK(there->seconds >= last);
    last = there->seconds;
    const auto back = days.subtract(*there, duration("31 hours"));
    REQUIRE(back.ok());
    // From a day that does not count it comes to the beginning of the next that does.
    CHECK(back->seconds >= at);
    CHECK((back->seconds == at || !days.counts(*date_in(new_york(), Time{at, 0, false}))));
  }
}

TEST_CASE("many threads may count by one calendar that has not been used yet") {
  const CountedDays days({weekends()}, new_york());
  std::vector<std::thread> threads;
  std::vector<std::string> results(4);
  for (std::string& result : results) {
    threads.emplace_back([&days, &result] { result = text_of(days.add(date("2018-03-09"), duration("5 days"))); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) CHECK(result == "2018-03-16");
}

TEST_CASE("what comes again comes next on or after a day") {
  const auto next = [](Recurring recurring, std::string_view from) { return text_of(next_of(recurring, date(from))); };
  CHECK(next({Recurrence::Day, yearly(9, 1)}, "2018-06-30") == "2018-09-01");
  CHECK(next({Recurrence::Day, yearly(9, 1)}, "2018-09-01") == "2018-09-01");
  CHECK(next({Recurrence::Day, yearly(9, 1)}, "2018-09-02") == "2019-09-01");
  CHECK(next({Recurrence::Day, yearly(2, 29)}, "2096-03-01") == "2104-02-29");
  CHECK(next({Recurrence::Day, nth(3, Weekday::Monday, 1)}, "2018-01-16") == "2019-01-21");
  CHECK(next({Recurrence::Day, then(yearly(1, 1), {DayRule::Step::Kind::Days, -2, {}})}, "2018-12-29") == "2018-12-30");
  CHECK(next({Recurrence::Day, yearly(9, 1)}, "9999-09-02") == "date_out_of_range");
  CHECK(next({Recurrence::Week, {}}, "2018-03-09") == "2018-03-11");
  CHECK(next({Recurrence::Week, {}}, "2018-03-11") == "2018-03-11");
  CHECK(next({Recurrence::Month, {}}, "2020-02-10") == "2020-02-29");
  CHECK(next({Recurrence::Quarter, {}}, "2018-01-01") == "2018-03-31");
  CHECK(next({Recurrence::Quarter, {}}, "2018-06-30") == "2018-06-30");
  CHECK(next({Recurrence::Quarter, {}}, "2018-11-15") == "2018-12-31");
  CHECK(next({Recurrence::Year, {}}, "2018-01-01") == "2018-12-31");
}
