#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

const std::string kRest =
    "\nfacts\n  d : date\n  t : time\n  len : duration\naction act\nclause rule forbid act when d is 2018-01-01\n";

LoadedText with(const std::string& calendars) {
  return load_text("policy p\n" + calendars + kRest);
}

}  // namespace

TEST_CASE("what is wrong with a calendar is told once, under the text that is wrong") {
  const struct {
    const char* calendar;
    const char* errors;
  } cases[] = {
      {"calendar c excludes weekends", ""},
      {"calendar c excludes 13-01", "DayDoesNotExist `13-01`"},
      {"calendar c excludes 02-29, 02-30", "DayDoesNotExist `02-30`"},
      {"calendar c excludes 2018-02-29", "DayDoesNotExist `2018-02-29`"},
      {"calendar c excludes 2018-03-02 through 2018-03-01", "RangeBackwards `2018-03-02 through 2018-03-01`"},
      {"calendar c excludes 401 days after Easter", "RuleShiftTooLong `401 days after Easter`"},
      {"calendar c excludes 300 days after 300 days before Easter",
       "RuleShiftTooLong `300 days after 300 days before Easter`"},
      {"calendar c excludes 1.5 days after Easter", "NotADuration `1.5 days`"},
      {"calendar c excludes others", "UnknownName `others`"},
      {"calendar c excludes act", "NameOfAnotherKind `act`"},
      {"calendar c excludes c", "CalendarCycle `c`"},
      {"calendar c time zone of k calendar k time zone of c", "CalendarCycle `c`"},
      {"calendar c excludes k calendar k excludes m calendar m excludes c", "CalendarCycle `c`"},
      {"calendar c time zone of k calendar k excludes weekends", "CalendarWithoutTimeZone `k`"},
      {"calendar c excludes weekends, Mondays, Tuesdays, Wednesdays, Thursdays, Fridays", "NoDayCounts `c`"},
      {"calendar c excludes 0001-01-01 through 9999-12-31", "NoDayCounts `c`"},
      {"calendar c excludes k, Mondays, Tuesdays, Wednesdays calendar k excludes weekends, Thursdays, Fridays",
       "NoDayCounts `c`"},
      {"calendar c excludes weekends, Mondays, Tuesdays, Wednesdays, Thursdays, Fridays in force until 2030-01-01", ""},
      {"calendar c time zone -19:00", "TimeDoesNotExist `-19:00`"},
      {"calendar c time zone -05:60", "TimeDoesNotExist `-05:60`"},
      {"calendar c time zone -05:00 daylight -05:00 from 03-01 at 02:00 until 11-01 at 02:00",
       "DaylightOffset `-05:00`"},
      {"calendar c time zone -05:00 daylight -01:00 from 03-01 at 02:00 until 11-01 at 02:00",
       "DaylightOffset `-01:00`"},
      {"calendar c time zone -05:00 daylight -04:00 from 03-01 at 24:00 until 11-01 at 02:00",
       "TimeDoesNotExist `24:00`"},
      {"calendar c time zone -05:00 daylight -04:00 from 03-01 at 02:00 until 11-01 at 00:30",
       "ClockOverMidnight `00:30`"},
      {"calendar c time zone -05:00 daylight -04:00 from 03-01 at 02:00 until 11-01 at 00:00", ""},
      {"calendar c daylight -04:00 from 03-01 at 02:00 until 11-01 at 02:00",
       "DaylightWithoutZone `daylight -04:00 from 03-01 at 02:00 until 11-01 at 02:00`"},
      {"calendar c excludes weekends calendar c excludes Mondays", "DeclaredTwice `c`"},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.calendar));
    CHECK(with(one.calendar).errors() == one.errors);
  }
}

TEST_CASE("a circle of calendars is printed") {
  CHECK(
      with("calendar c excludes k calendar k excludes m calendar m excludes c").message(DiagnosticId::CalendarCycle) ==
      "calendars that take from each other in a circle: c → k → m → c");
}

TEST_CASE("a counted duration moves dates and times, and nothing else") {
  const struct {
    const char* value;
    const char* errors;
  } cases[] = {
      {"d + 5 days counted by c", ""},
      {"5 days counted by c + d", ""},
      {"d - len counted by c", ""},
      {"t + 48 hours counted by c", ""},
      {"d + (1 day + 2 days) counted by c", ""},
      {"d + 5 days counted by c + 1 day", ""},
      {"5 days counted by c", "CountedMovesNothing `5 days counted by c`"},
      {"5 days counted by c - d", "CountedMovesNothing `5 days counted by c`"},
      {"len + 5 days counted by c", "CountedMovesNothing `5 days counted by c`"},
      {"5 days counted by c < 6 days", "CountedMovesNothing `5 days counted by c`"},
      {"d + 1 month counted by c", "MonthsOrYearsCounted `1 month`"},
      {"d within 1 year counted by c before d", "MonthsOrYearsCounted `1 year`"},
      {"d + 5 hours counted by c", "DateMovedByHours `d + 5 hours counted by c`"},
      {"d + d counted by c", "TypeMismatch `d`"},
      {"d + 5 days counted by nobody", "UnknownName `nobody`"},
      {"d + 5 days counted by act", "NameOfAnotherKind `act`"},
      {"date of t by c", "CalendarWithoutTimeZone `c`"},
      {"start of day d by c", "CalendarWithoutTimeZone `c`"},
      {"date of t by z", ""},
      {"date of d", "TypeMismatch `d`"},
      {"end of day t by z", ""},
      {"start of day len by z", "TypeMismatch `len`"},
      {"c", "NotAValue `c`"},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.value));
    const std::string calendars = "calendar c excludes weekends\ncalendar z time zone Z\n";
    CHECK(with(calendars + "define v as " + one.value).errors() == one.errors);
  }
}

TEST_CASE("a duty may be due within a time that a calendar counts") {
  const LoadedText loaded = with(
      "calendar c excludes weekends\nduty d1 due within 5 days counted by c after d\n"
      "clause k require d1");
  CHECK(loaded.errors() == "");
  CHECK(loaded.policy().duties[0].due->counted_by == CalendarId{0});
  CHECK(with("calendar c excludes weekends\nduty d1 due within 5 days counted by e after d").errors() ==
        "UnknownName `e`");
}

TEST_CASE("a calendar comes with its module, and one that nothing counts by is warned of") {
  const ModuleTexts modules{{"days", "calendar business_days excludes weekends"}};
  CHECK(load_text("policy p\nuse days\ndefine v as d + 1 day counted by business_days" + kRest, modules).errors() ==
        "");
  CHECK(with("calendar c excludes weekends").warnings().find("UnusedCalendar `c`") != std::string::npos);
}

TEST_CASE("a calendar taken in by many ways is taken in once, and there is a bound") {
  // Each takes in the two before it: as many ways as there are paths.
  std::string text = "calendar c0 excludes weekends\ncalendar c1 excludes c0\n";
  for (int i = 2; i < 60; ++i) {
    text +=
        "calendar c" + std::to_string(i) + " excludes c" + std::to_string(i - 1) + ", c" + std::to_string(i - 2) + "\n";
  }
  CHECK(with(text).errors() == "");
  std::string many = "calendar c excludes ";
  for (int i = 0; i < 2'001; ++i) many += std::string(i == 0 ? "" : ", ") + "Easter";
  CHECK(with(many).errors() == "CalendarTooLarge `c`");
  // One that takes in what takes in too many, however many calendars they are spread over.
  std::string row = "calendar c0 excludes Easter\n";
  for (int i = 1; i <= 1'001; ++i)
    row += "calendar c" + std::to_string(i) + " excludes c" + std::to_string(i - 1) + ", Easter\n";
  CHECK(with(row).errors() == "CalendarTooLarge `c1000`; CalendarTooLarge `c1001`");
}

TEST_CASE("calendars that take in one of long runs cost little each, and the last day that counts is found") {
  std::string text = "calendar big excludes 0001-01-01 through 9999-12-30";
  for (int i = 0; i < 1'900; ++i) text += ", 0001-01-01 through 9999-12-30";
  text += "\n";
  for (int i = 0; i < 2'000; ++i) text += "calendar c" + std::to_string(i) + " excludes big\n";
  CHECK(with(text).errors() == "");
  CHECK(with(text + "calendar none excludes c7, 9999-12-31").errors() == "NoDayCounts `none`");
  // Thousands in a row are followed without a call within a call.
  std::string row = "calendar c0 excludes 0001-01-01 through 9999-12-30\n";
  for (int i = 1; i < 1'000; ++i)
    row += "calendar c" + std::to_string(i) + " excludes c" + std::to_string(i - 1) + ", 9999-12-30\n";
  CHECK(with(row + "calendar none excludes c999 in force from 9999-12-31").errors() == "");
}
