#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

LoadedText with(const std::string& clauses, const std::string& as_of = "as of now") {
  return load_text("policy p " + as_of +
                   "\nfacts\n  now : time\n  day : date\n  ok : yes/no\naction a\naction b\nduty d\n"
                   "clause reads forbid b when ok and day is 2018-01-01 and now is 2018-01-01T00:00Z require d\n" +
                   clauses);
}

}  // namespace

TEST_CASE("a term is of the kind that governs, and `lapsed` asks about clauses that have one") {
  const struct {
    const char* clauses;
    const char* errors;
  } cases[] = {
      {"clause c permit a until now + 48 hours", ""},
      {"clause c permit a until end of day day", ""},
      {"clause c permit a only if ok until now + 48 hours", ""},
      {"clause c permit a until day", "TermOfAnotherKind `day`"},
      {"clause c permit a until 5", "TermNeedsADate `5`"},
      {"clause c permit a until day as of day", ""},
      {"clause c permit a until now as of day", "TermOfAnotherKind `now`"},
      {"clause c permit a until now clause e forbid a when lapsed(c)", ""},
      {"clause e forbid a when lapsed(c) clause c permit a until now", ""},
      {"clause c permit a until now clause e forbid a unless lapsed(c)", ""},
      {"clause c permit a until now clause e permit a only if lapsed(c)", ""},
      {"clause c permit a until now duty e done when lapsed(c) clause f require e", ""},
      {"clause c permit a clause e forbid a when lapsed(c)", "NothingLapses `c`"},
      {"clause c forbid a when lapsed(nobody)", "UnknownName `nobody`"},
      {"clause c forbid a when lapsed(ok)", "NameOfAnotherKind `ok`"},
      {"clause c permit a until now define e as lapsed(c)", "LapsedElsewhere `lapsed(c)`"},
      {"clause c permit a until day as of day clause e forbid a when lapsed(c)", "LapsedOfAnother `c`"},
      {"clause c permit a until now when lapsed(c)", "LapsedCycle `lapsed(c)`"},
      {"clause c permit a until now when lapsed(e) clause e permit a until now unless lapsed(c)",
       "LapsedCycle `lapsed(e)`"},
      // Versions: one suffices.
      {"clause c permit a in force until 2018-01-01 clause c permit a until now in force from 2018-01-01 "
       "clause e forbid a when lapsed(c)",
       ""},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.clauses));
    CHECK(with(one.clauses).errors() == one.errors);
  }
}

TEST_CASE("without `as of`, or with a date, terms are dates") {
  CHECK(with("clause c permit a until day", "").errors() == "");
  CHECK(with("clause c permit a until now", "").errors() == "TermOfAnotherKind `now`");
  CHECK(with("clause c permit a until day", "as of day").errors() == "");
  CHECK(with("clause c permit a until now", "as of day").message(DiagnosticId::TermOfAnotherKind) ==
        "the term is a time, and what decides whether it has passed is a date");
}

TEST_CASE("a permit with `only if` and a term is a permit that ends, and a forbid that does not") {
  const LoadedText loaded = with("clause c permit a only if ok until now");
  const auto& conclusions = loaded.clause("c").conclusions;
  REQUIRE(conclusions.size() == 2);
  CHECK(conclusions[0].kind == ConclusionKind::Permit);
  CHECK(conclusions[0].until.has_value());
  CHECK(conclusions[0].past.has_value());
  CHECK(conclusions[1].kind == ConclusionKind::Forbid);
  CHECK(!conclusions[1].until.has_value());
  CHECK(!conclusions[1].past.has_value());
}
