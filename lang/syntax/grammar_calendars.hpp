// The grammar of what stands in a calendar: days of the year, weekdays, clock times. For parser.cpp only; rules and
// nothing else. Spec: language/13-calendars.
#pragma once

#include "syntax/grammar_tokens.hpp"

namespace carveout::syntax::grammar {

// --- literals that stand nowhere else
struct utc_offset : node<NodeKind::UtcOffset, gap,
                         sor<one<'Z'>, seq<one<'+', '-'>, rep<2, digit>, one<':'>, rep<2, digit>>>, clean_end> {};
struct clock_time
    : seq<need_word<"at">,
          need<node<NodeKind::ClockTime, gap, rep<2, digit>, one<':'>, rep<2, digit>, clean_end>, What::ClockTime>> {};
struct month_day : node<NodeKind::MonthDay, gap, rep<2, digit>, one<'-'>, rep<2, digit>, clean_end> {};

// --- names of days
struct weekday : node<NodeKind::Name, sor<word<"Monday">, word<"Tuesday">, word<"Wednesday">, word<"Thursday">,
                                          word<"Friday">, word<"Saturday">, word<"Sunday">>> {};
struct a_weekday : need<weekday, What::Weekday> {};
struct weekdays
    : node<NodeKind::Weekdays, sor<word<"weekends">, word<"Mondays">, word<"Tuesdays">, word<"Wednesdays">,
                                   word<"Thursdays">, word<"Fridays">, word<"Saturdays">, word<"Sundays">>> {};
struct month
    : node<NodeKind::Name,
           sor<word<"January">, word<"February">, word<"March">, word<"April">, word<"May">, word<"June">, word<"July">,
               word<"August">, word<"September">, word<"October">, word<"November">, word<"December">>> {};
struct ordinal : node<NodeKind::Name, sor<word<"first">, word<"second">, word<"third">, word<"fourth">, word<"last">>> {
};

// --- one day a year
struct day_rule;
struct a_day_rule : need<day_rule, What::DayRule> {};
struct before_or_after_day
    : need<sor<seq<word<"before">, flag<Direction::Before>>, seq<word<"after">, flag<Direction::After>>>,
           What::BeforeOrAfter> {};
struct easter : node<NodeKind::Easter, word<"Easter">> {};
struct nth_weekday : node<NodeKind::NthWeekday, ordinal, a_weekday, need_word<"of">, need<month, What::Month>> {};
struct weekday_from
    : node<NodeKind::WeekdayFrom, weekday, opt<word<"on">, need_word<"or">, flag<4>>, before_or_after_day, a_day_rule> {
};
struct one_day : seq<word<"day">, at<sor<word<"before">, word<"after">>>> {};
struct some_days : seq<gap, at<digit>,
                       node<NodeKind::DurationLiteral, number_text,
                            sor<word<"days">, word<"day">, expected_text<What::Word, "days">>>> {};
struct day_shift : node<NodeKind::DayShift, sor<one_day, some_days>, before_or_after_day, a_day_rule> {};
struct day_rule : nested<sor<easter, month_day, nth_weekday, weekday_from, day_shift>> {};

// --- what does not count
struct excluded_dates
    : seq<gap, at<rep<4, digit>, one<'-'>>, date,
          opt<at<word<"through">>, node_after<NodeKind::Range, word<"through">, need<date, What::Date>>>> {};
struct observed_word : sor<word<"observed">, seq<word<"also">, flag<1>>> {};
struct observed_day : seq<a_weekday, need_word<"if">, a_weekday> {};
struct observed : node<NodeKind::Observed, observed_word, need_word<"on">, observed_day,
                       star<word<"and">, opt<word<"on">>, observed_day>> {};

struct time_zone
    : node<NodeKind::TimeZone, word<"time">, need_word<"zone">,
           sor<utc_offset, seq<word<"of">, need<declared_path, What::CalendarName>>, expected<What::UtcOffset>>> {};

}  // namespace carveout::syntax::grammar
