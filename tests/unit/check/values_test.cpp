#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("distances are two comparisons, both ends included where `within` says so") {
  check_each(std::vector<Right>{
      {"today within 5 days before request.received",
       "(And (Not (Less today (Subtract request.received 5 days))) (Not (Less request.received today)))"},
      {"today within 5 days after request.received",
       "(And (Not (Less today request.received)) (Not (Less (Add request.received 5 days) today)))"},
      {"today within 5 days of request.received",
       "(And (Not (Less today (Subtract request.received 5 days))) (Not (Less (Add request.received 5 days) today)))"},
      {"today at most 5 days before request.received",
       "(And (Not (Less today (Subtract request.received 5 days))) (Not (Less request.received today)))"},
      {"today less than 5 days before request.received",
       "(And (Less (Subtract request.received 5 days) today) (Not (Less request.received today)))"},
      {"today less than 5 days after request.received",
       "(And (Not (Less today request.received)) (Less today (Add request.received 5 days)))"},
      {"today more than 5 days before request.received", "(Less today (Subtract request.received 5 days))"},
      {"today more than 5 days after request.received", "(Less (Add request.received 5 days) today)"},
      {"today at least 5 days before request.received", "(Not (Less (Subtract request.received 5 days) today))"},
      {"today at least 5 days after request.received", "(Not (Less today (Add request.received 5 days)))"},
      {"today not within 5 days before request.received",
       "(Not (And (Not (Less today (Subtract request.received 5 days))) (Not (Less request.received today))))"},
      {"today within lookback before request.received",
       "(And (Not (Less today (Subtract request.received lookback))) (Not (Less request.received today)))"},
      {"request.received_at within 48 hours after start of day today",
       "(And (Not (Less request.received_at (StartOfDay today))) (Not (Less (Add (StartOfDay today) 2 days) "
       "request.received_at)))"},
  });
}

TEST_CASE("comparisons made by sugar have the span of the whole form") {
  const auto small = load(policy_with("today within 5 days before request.received"));
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  const ExprId when = *policy.clauses.back().when;
  CHECK(small.sources->text(policy[when].span) == "today within 5 days before request.received");
  for (const ExprId operand : policy.operands_of(when)) {
    CHECK(small.sources->text(policy[operand].span) == "today within 5 days before request.received");
  }
}

TEST_CASE("a duration may have underscores in its counts, and what is no duration is told for its own reason") {
  check_each(std::vector<Right>{{"request.notice < 1_000 days", "(Less request.notice 1000 days)"}});
  struct Case {
    const char* condition;
    const char* message;
    const char* help;
  };
  const Case cases[] = {
      {"request.notice < 1 day 2 days", "`1 day 2 days` names a unit twice",
       "write each unit once, as in `1 year 6 months`"},
      {"request.notice < 1.5 hours", "`1.5 hours` counts a part of a unit", "count in a smaller unit"},
      {"request.notice < 178_956_971 years", "`178_956_971 years` is too long",
       "a duration has at most 178,956,970 years and 106,751,991,167,300 days"},
      {"request.notice < 106_751_991_167_301 days", "`106_751_991_167_301 days` is too long",
       "a duration has at most 178,956,970 years and 106,751,991,167,300 days"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.condition));
    const auto small = load(policy_with(c.condition));
    REQUIRE(small.problems.size() == 1);
    CHECK(small.problems[0].message == c.message);
    CHECK(small.problems[0].help == c.help);
  }
  check_each(std::vector<Right>{
      {"request.notice < 178956970 years", "(Less request.notice 178956970 years)"},
      {"request.notice < 106751991167300 days", "(Less request.notice 106751991167300 days)"},
  });
}

TEST_CASE("a date written with slashes is shown how dates are written") {
  for (const char* condition : {"today is 1/31/2018", "today before 1 / 31 / 2018", "1/31/2018 is today"}) {
    CAPTURE(std::string(condition));
    const auto small = load(policy_with(condition));
    REQUIRE(small.problems.size() == 1);
    CHECK(small.problems[0].help == "a date is written `2018-01-31`: the year, the month, the day");
  }
  const auto small = load(policy_with("today is size / 2"));
  REQUIRE(small.problems.size() == 1);
  CHECK(small.problems[0].help.empty());
}

TEST_CASE("arithmetic has the types it has in words") {
  check_each(std::vector<Right>{
      {"size + 1 - 2 * 3 / 4 < 5", "(Less (Subtract (Add size 1) (Divide (Multiply 2 3) 4)) 5)"},
      {"-size < 5", "(Less (Negate size) 5)"},
      {"today + 5 days before request.received", "(Less (Add today 5 days) request.received)"},
      {"5 days + today before request.received", "(Less (Add today 5 days) request.received)"},
      {"request.received_at - 2 hours before request.received_at",
       "(Less (Subtract request.received_at 2 hours) request.received_at)"},
      {"today - request.received > 3 days", "(Less 3 days (Subtract today request.received))"},
      {"request.notice + 1 day < 3 days", "(Less (Add request.notice 1 day) 3 days)"},
      {"2 * request.notice < 3 days", "(Less (Multiply request.notice 2) 3 days)"},
      {"lesser of (size, request.amount, 3) < 2", "(Less (Lesser size request.amount 3) 2)"},
      {"later of (today, request.received) after 2018-01-01", "(Less 2018-01-01 (Greater today request.received))"},
      {"round size to 10 < 5", "(Less (Round 0 size 10) 5)"},
      {"round up size to 0.5 < 5", "(Less (Round 1 size 0.5) 5)"},
      {"round down size to 1 < 5", "(Less (Round 2 size 1) 5)"},
      {"age at today of subject.born >= 18", "(Not (Less (AgeAt today subject.born) 18))"},
      {"(if armed then 1 else size) < 2", "(Less (If armed 1 size) 2)"},
  });
  check_each(std::vector<Wrong>{
      {"today + 5 is today", DiagnosticId::ArithmeticOnOther, "today + 5"},
      {"today + today is today", DiagnosticId::ArithmeticOnOther, "today + today"},
      {"request.docket + 1 is 2", DiagnosticId::ArithmeticOnOther, "request.docket + 1"},
      {"request.notice / 2 < 3 days", DiagnosticId::ArithmeticOnOther, "request.notice / 2"},
      {"today - request.received_at < 3 days", DiagnosticId::DateWithTime, "today - request.received_at"},
      {"today + 5 hours before today", DiagnosticId::DateMovedByHours, "today + 5 hours"},
      {"today within 48 hours 5 minutes after request.received", DiagnosticId::DateMovedByHours,
       "today within 48 hours 5 minutes after request.received"},
      {"-today is today", DiagnosticId::TypeMismatch, "today"},
      {"lesser of (size, today) < 5", DiagnosticId::ChoiceOfOther, "today"},
      {"earlier of (today, request.received_at) is today", DiagnosticId::TypeMismatch, "request.received_at"},
      {"round size to 0 < 5", DiagnosticId::RoundingStep, "0"},
      {"round today to 1 < 5", DiagnosticId::TypeMismatch, "today"},
      {"age at today of request.received_at > 5", DiagnosticId::TypeMismatch, "request.received_at"},
      {"start of day size before request.received_at", DiagnosticId::TypeMismatch, "size"},
      {"(if armed then 1 else today) < 2", DiagnosticId::BranchesDiffer, "if armed then 1 else today"},
  });
}

TEST_CASE("moving a date by months needs the policy to say how days are rounded") {
  const auto condition = [](std::string_view words) {
    std::string text = policy_with("armed");
    const std::string head = "  round dates down\n";
    text.erase(text.find(head), head.size());
    const std::string define = "define grown_up as age at today of subject.born >= 18\n";
    text.erase(text.find(define), define.size());
    text.replace(text.find("when armed"), 10, "when " + std::string(words));
    return load(text).problems;
  };
  const std::vector<std::string> need = {"today + 1 month",
                                         "today - 1 year",
                                         "today + lookback",
                                         "today + request.notice",
                                         "request.received_at + 1 month 2 hours",
                                         "start of day (today - 1 year)"};
  for (const std::string& moved : need) {
    CAPTURE(moved);
    const bool inner = moved.find("start") == 0;
    check_problem(
        condition(moved + " before " +
                  (moved.find("received_at") != std::string::npos || inner ? "request.received_at" : "today")),
        DiagnosticId::DateRoundingNotDeclared, inner ? "today - 1 year" : moved);
  }
  check_problem(condition("today within 5 years before request.received"), DiagnosticId::DateRoundingNotDeclared,
                "today within 5 years before request.received");
  check_problem(condition("age at today of subject.born > 5"), DiagnosticId::DateRoundingNotDeclared,
                "age at today of subject.born");
  CHECK(condition("today + 2 weeks before today").empty());
  CHECK(condition("request.received_at within 48 hours after request.received_at").empty());
  CHECK(condition("request.notice + 1 month < lookback").empty());
}

TEST_CASE("literals that do not exist have messages of their own") {
  check_each(std::vector<Wrong>{
      {"today is 2018-02-30", DiagnosticId::DayDoesNotExist, "2018-02-30"},
      {"request.received_at is 2018-02-30T10:00Z", DiagnosticId::DayDoesNotExist, "2018-02-30"},
      {"request.received_at is 2018-02-20T24:10Z", DiagnosticId::TimeDoesNotExist, "2018-02-20T24:10Z"},
      {"size is 1234567890123456789012345678901234567890", DiagnosticId::NumberTooLong,
       "1234567890123456789012345678901234567890"},
      {"request.notice is 1 day 2 days", DiagnosticId::NotADuration, "1 day 2 days"},
      {"request.law is \"PL 1((\"", DiagnosticId::NotASection, "\"PL 1((\""},
      {"request.law in {\"\"}", DiagnosticId::NotASection, "\"\""},
  });
}

TEST_CASE("conditions are counted between one and all of them") {
  check_each(std::vector<Right>{
      {"at least 2 of ( armed; request.approved; grown_up )", "(AtLeast 2 armed request.approved grown_up)"},
      {"exactly one of ( armed; request.approved )", "(Exactly 1 armed request.approved)"},
      {"exactly 2 of ( armed; request.approved )", "(Exactly 2 armed request.approved)"},
      {"all of ( armed )", "armed"},
      {"none of ( armed )", "(Not armed)"},
  });
  check_each(std::vector<Wrong>{
      {"at least 3 of ( armed; request.approved )", DiagnosticId::CountOutOfRange, "3"},
      {"at least 0 of ( armed; request.approved )", DiagnosticId::CountOutOfRange, "0"},
      {"at least 1.5 of ( armed; request.approved )", DiagnosticId::CountOutOfRange, "1.5"},
      {"exactly 3 of ( armed; request.approved )", DiagnosticId::CountOutOfRange, "3"},
  });
}

TEST_CASE("quantifiers go through lists") {
  check_each(std::vector<Right>{
      {"every c in subject.convictions satisfies c.entered before today",
       "(Every c subject.convictions (Less c.entered today))"},
      {"no c in subject.convictions satisfies c.entered before today",
       "(Not (Some c subject.convictions (Less c.entered today)))"},
      {"(count p in minors where p.born before today) >= 2", "(Not (Less (Count p minors (Less p.born today)) 2))"},
      {"(earliest c.entered for c in subject.convictions) before today",
       "(Less (Earliest c subject.convictions c.entered yes) today)"},
      {"(latest c.entered for c in subject.convictions where qualifying(c)) before today",
       "(Less (Latest c subject.convictions c.entered (qualifying c)) today)"},
      {"(sum size for p in minors) > 1", "(Less 1 (Sum p minors size yes))"},
      {"(greatest size for p in minors) > (least size for p in minors)",
       "(Less (Least p minors size yes) (Greatest p minors size yes))"},
      {"some n in request.names satisfies n is \"x\"", "(Some n request.names (Equal n \"x\"))"},
      {"some d in {2018-01-01, 2018-01-02} satisfies d is today", "(Some d {2018-01-01, 2018-01-02} (Equal d today))"},
      {"request.names is {\"a\", \"b\"}", "(Equal request.names {\"a\", \"b\"})"},
      {"request.topics is {}", "(Equal request.topics {})"},
  });
  check_each(std::vector<Wrong>{
      {"some c in size satisfies armed", DiagnosticId::NotAList, "size"},
      {"some c in subject satisfies armed", DiagnosticId::NotAList, "subject"},
      {"(sum p.born for p in minors) > 1", DiagnosticId::TermOfOther, "p.born"},
      {"(earliest size for p in minors) > 1", DiagnosticId::TermOfOther, "size"},
      {"some d in {} satisfies armed", DiagnosticId::WrittenValueOfUnknownType, "{}"},
      {"request.purpose is {civil}", DiagnosticId::TypeMismatch, "{civil}"},
      {"request.names is {request.docket}", DiagnosticId::OnlyWrittenValues, "request"},
  });
}
