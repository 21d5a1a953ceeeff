#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("comparisons become Equal, Less and Not") {
  check_each(std::vector<Right>{
      {"size is 5", "(Equal size 5)"},
      {"size is not 5", "(Not (Equal size 5))"},
      {"size < 5", "(Less size 5)"},
      {"size > 5", "(Less 5 size)"},
      {"size <= 5", "(Not (Less 5 size))"},
      {"size >= 5", "(Not (Less size 5))"},
      {"today before 2018-01-31", "(Less today 2018-01-31)"},
      {"today after 2018-01-31", "(Less 2018-01-31 today)"},
      {"today on or before 2018-01-31", "(Not (Less 2018-01-31 today))"},
      {"today on or after 2018-01-31", "(Not (Less today 2018-01-31))"},
      {"today is not before 2018-01-31", "(Not (Less today 2018-01-31))"},
      {"size between 1 and 5", "(And (Not (Less size 1)) (Not (Less 5 size)))"},
      {"size not between 1 and 5", "(Not (And (Not (Less size 1)) (Not (Less 5 size))))"},
      {"request.level between low and medium",
       "(And (Not (Less request.level low)) (Not (Less medium request.level)))"},
      {"request.level >= medium", "(Not (Less request.level medium))"},
      {"request.notice < 48 hours", "(Less request.notice 2 days)"},
      {"request.received_at after 2018-03-09T15:00-05:00", "(Less 2018-03-09T15:00-05:00 request.received_at)"},
  });
}

TEST_CASE("a condition compared with yes or no is the condition") {
  check_each(std::vector<Right>{
      {"armed is yes", "armed"},
      {"armed is no", "(Not armed)"},
      {"armed is not yes", "(Not armed)"},
      {"armed is not no", "(Not (Not armed))"},
      {"armed is request.approved", "(Equal armed request.approved)"},
  });
  check_each(std::vector<Wrong>{{"size is yes", DiagnosticId::TypeMismatch, "size"}});
}

TEST_CASE("a bare member and a string take their type from the other side, whichever it is") {
  check_each(std::vector<Right>{
      {"request.purpose is civil", "(Equal request.purpose civil)"},
      {"civil is request.purpose", "(Equal civil request.purpose)"},
      {"request.law is \"PL 1\"", "(Equal request.law \"PL 1\")"},
      {"\"PL 1\" is request.law", "(Equal \"PL 1\" request.law)"},
      {"request.docket is \"PL 1\"", "(Equal request.docket \"PL 1\")"},
      {"request.purpose is (if armed then civil else safety)", "(Equal request.purpose (If armed civil safety))"},
  });
}

TEST_CASE("different aliases of one type do not compare, an alias and its base do") {
  check_each(std::vector<Right>{
      {"request.amount < 5", "(Less request.amount 5)"},
      {"request.amount < size", "(Less request.amount size)"},
      {"request.statute is request.law", "(Equal request.statute request.law)"},
      {"request.amount + 1 < request.fee", "(Less (Add request.amount 1) request.fee)"},
  });
  check_each(std::vector<Wrong>{
      {"request.amount < request.fee", DiagnosticId::DifferentAliases, "request.amount < request.fee"},
      {"request.statute in felonies", DiagnosticId::DifferentAliases, "request.statute"},
  });
  const auto found = load(policy_with("request.amount is request.fee")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`Money` and `Fee` are different kinds of number, and do not go together");
}

TEST_CASE("what has no order is not put in order") {
  check_each(std::vector<Wrong>{
      {"request.purpose < safety", DiagnosticId::NoOrder, "request.purpose < safety"},
      {"request.docket < \"b\"", DiagnosticId::NoOrder, "request.docket < \"b\""},
      {"armed < request.approved", DiagnosticId::NoOrder, "armed < request.approved"},
      {"size before 5", DiagnosticId::BeforeOfOther, "size before 5"},
  });
  const auto found = load(policy_with("request.purpose >= criminal")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].help == "an ordered type is declared as `is one of civil < criminal`");
}

TEST_CASE("what does not compare is named on both sides") {
  check_each(std::vector<Wrong>{
      {"today is 5", DiagnosticId::CannotCompare, "today is 5"},
      {"today before request.received_at", DiagnosticId::DateWithTime, "today before request.received_at"},
      {"subject is subject", DiagnosticId::RecordsDoNotCompare, "subject is subject"},
      {"subject.convictions is subject.convictions", DiagnosticId::RecordsDoNotCompare,
       "subject.convictions is subject.convictions"},
      {"request.purpose is request.level", DiagnosticId::CannotCompare, "request.purpose is request.level"},
  });
  const auto found = load(policy_with("today before request.received_at")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].help == "write `start of day today` or `end of day today`");
}

TEST_CASE("membership of a written set is spelt out") {
  check_each(std::vector<Right>{
      {"request.purpose in {civil, safety}", "(Or (Equal request.purpose civil) (Equal request.purpose safety))"},
      {"request.purpose is one of {civil}", "(Equal request.purpose civil)"},
      {"request.purpose not in {civil}", "(Not (Equal request.purpose civil))"},
      {"size in {}", "no"},
      {"size not in {}", "(Not no)"},
      {"size in {1, 3 through 5}", "(Or (Equal size 1) (And (Not (Less size 3)) (Not (Less 5 size))))"},
      {"request.law in {\"PL 1\", \"PL 3\" through \"PL 5\"}",
       "(Or (Under request.law \"PL 1\") (SectionIn PL 3..PL 5 request.law))"},
      {"request.law in {request.statute}", "(Under request.law request.statute)"},
      {"today in {2018-01-01 through 2018-01-31}", "(And (Not (Less today 2018-01-01)) (Not (Less 2018-01-31 today)))"},
  });
}

TEST_CASE("membership of a list keeps the list") {
  check_each(std::vector<Right>{
      {"size in lucky", "(in lucky size)"},
      {"request.law in felonies", "(in felonies request.law)"},
      {"request.law under felonies", "(in felonies request.law)"},
      {"\"PL 160.10\" in felonies", "(in felonies \"PL 160.10\")"},
      {"civil in request.topics", "(InList civil request.topics)"},
      {"request.purpose not in request.topics", "(Not (InList request.purpose request.topics))"},
      {"request.law under \"PL 160\"", "(Under request.law \"PL 160\")"},
      {"\"PL 160.10\" under request.law", "(Under \"PL 160.10\" request.law)"},
      {"\"PL 160.10\" under \"PL 160\"", "(Under \"PL 160.10\" \"PL 160\")"},
      {"request.law is not under \"PL 160\"", "(Not (Under request.law \"PL 160\"))"},
  });
}

TEST_CASE("membership of what is no list, or of another type, is a problem") {
  check_each(std::vector<Wrong>{
      {"size in today", DiagnosticId::NotAList, "today"},
      {"size in request.topics", DiagnosticId::TypeMismatch, "size"},
      {"request.docket in lucky", DiagnosticId::TypeMismatch, "request.docket"},
      {"request.docket in {1}", DiagnosticId::TypeMismatch, "1"},
      {"request.docket in {\"a\" through \"b\"}", DiagnosticId::ThroughOfOther, "\"a\" through \"b\""},
      {"size in {5 through 3}", DiagnosticId::RangeBackwards, "5 through 3"},
      {"request.law in {\"PL 5\" through \"PL 3\"}", DiagnosticId::RangeBackwards, "\"PL 5\" through \"PL 3\""},
      {"request.law in {\"PL 5\" through \"VTL 3\"}", DiagnosticId::SectionsNotSiblings, "\"PL 5\" through \"VTL 3\""},
      {"request.law in {\"PL 1(c)\" through \"PL 1(v)\"}", DiagnosticId::SectionRangeReadsTwoWays,
       "\"PL 1(c)\" through \"PL 1(v)\""},
      {"request.law in {request.statute through \"PL 3\"}", DiagnosticId::RangeEndsNotWritten,
       "request.statute through \"PL 3\""},
      {"subject in minors", DiagnosticId::RecordsDoNotCompare, "subject in minors"},
      {"size under \"PL 1\"", DiagnosticId::TypeMismatch, "size"},
      {"request.law under size", DiagnosticId::TypeMismatch, "size"},
      {"size under lucky", DiagnosticId::TypeMismatch, "lucky"},
  });
}
