#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

TEST_CASE("what may be absent is read where a test before it establishes it") {
  check_each(std::vector<Right>{
      {"request.task_force is present and request.task_force is civil",
       "(And (Present request.task_force) (Equal request.task_force civil))"},
      {"all of ( request.task_force is present; request.task_force in {civil} )",
       "(And (Present request.task_force) (Equal request.task_force civil))"},
      {"request.task_force is absent or request.task_force is civil",
       "(Or (Not (Present request.task_force)) (Equal request.task_force civil))"},
      {"any of ( request.task_force is not present; request.task_force is civil )",
       "(Or (Not (Present request.task_force)) (Equal request.task_force civil))"},
      {"none of ( request.task_force is absent; request.task_force is civil )",
       "(Not (Or (Not (Present request.task_force)) (Equal request.task_force civil)))"},
      {"not (request.task_force is absent) and request.task_force is civil",
       "(And (Not (Not (Present request.task_force))) (Equal request.task_force civil))"},
      {"not (request.task_force is absent or armed) and request.task_force is civil",
       "(And (Not (Or (Not (Present request.task_force)) armed)) (Equal request.task_force civil))"},
      {"[1] (request.task_force is present) and [2] request.task_force is civil",
       "(And ([1] (Present request.task_force)) ([2] (Equal request.task_force civil)))"},
      {"if request.task_force is present then request.task_force is civil else armed",
       "(If (Present request.task_force) (Equal request.task_force civil) armed)"},
      {"if request.task_force is absent then armed else request.task_force is civil",
       "(If (Not (Present request.task_force)) armed (Equal request.task_force civil))"},
      {"spouse is present and (some c in spouse.convictions satisfies spouse.born before c.entered)",
       "(And (Present spouse) (Some c spouse.convictions (Less spouse.born c.entered)))"},
      {"some c in subject.convictions satisfies (c.counts is present and c.counts > 1)",
       "(Some c subject.convictions (And (Present c.counts) (Less 1 c.counts)))"},
      {"(sum c.counts for c in subject.convictions where c.counts is present) > 3",
       "(Less 3 (Sum c subject.convictions c.counts (Present c.counts)))"},
      {"the_request.task_force is present and the_request.task_force is civil",
       "(And (Present the_request.task_force) (Equal the_request.task_force civil))"},
  });
}

TEST_CASE("what is inside something that may be absent needs both tests") {
  check_each(std::vector<Right>{
      {"request.warrant is present and request.warrant.judge", "(And (Present request.warrant) request.warrant.judge)"},
      {"request.warrant is present and request.warrant.issued is present and request.warrant.issued before today",
       "(And (Present request.warrant) (Present request.warrant.issued) (Less request.warrant.issued today))"},
  });
  check_each(std::vector<Wrong>{
      {"request.warrant.judge", DiagnosticId::MayBeAbsent, "request.warrant"},
      {"request.warrant.issued is present", DiagnosticId::MayBeAbsent, "request.warrant"},
      {"request.warrant is present and request.warrant.issued before today", DiagnosticId::MayBeAbsent,
       "request.warrant.issued"},
  });
}

TEST_CASE("what may be absent is not read elsewhere") {
  check_each(std::vector<Wrong>{
      {"request.task_force is civil", DiagnosticId::MayBeAbsent, "request.task_force"},
      {"request.task_force is civil and request.task_force is present", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"request.task_force is present or request.task_force is civil", DiagnosticId::MayBeAbsent, "request.task_force"},
      {"(request.task_force is present or armed) and request.task_force is civil", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"not (request.task_force is present) and request.task_force is civil", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"(request.task_force is present and armed) or request.task_force is civil", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"if request.task_force is present then armed else request.task_force is civil", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"at least 1 of ( request.task_force is present; request.task_force is civil )", DiagnosticId::MayBeAbsent,
       "request.task_force"},
      {"spouse.born before today", DiagnosticId::MayBeAbsent, "spouse"},
      {"some t in request.tags satisfies t is \"a\"", DiagnosticId::MayBeAbsent, "request.tags"},
      {"\"a\" in request.tags", DiagnosticId::MayBeAbsent, "request.tags"},
      {"some c in subject.convictions satisfies c.counts > 1", DiagnosticId::MayBeAbsent, "c.counts"},
      {"(some c in subject.convictions satisfies c.counts is present) and (some c in subject.convictions satisfies "
       "c.counts > 1)",
       DiagnosticId::MayBeAbsent, "c.counts"},
  });
}

TEST_CASE("an optional value is told once in its condition, with what to write") {
  const auto found = load(policy_with("request.task_force is civil or request.task_force is safety")).problems;
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`request.task_force` may be absent here");
  CHECK(found[0].help == "write `request.task_force is present and …`");
}

TEST_CASE("presence is asked only of what can be absent") {
  check_each(std::vector<Wrong>{
      {"request.purpose is present", DiagnosticId::AlwaysPresent, "request.purpose"},
      {"armed is absent", DiagnosticId::AlwaysPresent, "armed"},
      {"lookback is present", DiagnosticId::AlwaysPresent, "lookback"},
      {"(size + 1) is present", DiagnosticId::AlwaysPresent, "size + 1"},
      {"some c in subject.convictions satisfies c is present", DiagnosticId::AlwaysPresent, "c"},
  });
}

TEST_CASE("a clause's `when` establishes what its `unless` and `only if` read") {
  const auto small = load(policy_with("armed", R"(
clause other
  permit act only if request.task_force is civil
  when request.task_force is present
  unless request.task_force is safety
)"));
  CHECK(small.problems.empty());
}
