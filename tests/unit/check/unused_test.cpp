#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

std::string problems(const std::string& declarations, testing::ModuleTexts modules = {}) {
  return load_text("policy p facts seen : yes/no action enter clause c permit enter when seen " + declarations,
                   std::move(modules))
      .problems();
}

}  // namespace

TEST_CASE("what nothing names is a warning") {
  CHECK(problems("type T is one of a, b") == "UnusedType `T`");
  CHECK(problems("facts late : yes/no") == "UnusedFact `late`");
  CHECK(problems("parameter lowest is 1 from 2020-01-01") == "UnusedParameter `lowest`");
  CHECK(problems("list few : number is 1") == "UnusedList `few`");
  CHECK(problems("define dark as seen") == "UnusedDefine `dark`");
  CHECK(problems("actions moves are enter") == "UnusedGroup `moves`");
  CHECK(problems("action leave") == "ActionNobodySpeaksOf `leave`");
  CHECK(problems("duty report") == "DutyNobodyRequires `report`");
}

TEST_CASE("a fact that scenarios give and nothing reads is not read") {
  CHECK(problems("facts late : yes/no scenario \"s\" given late is yes expect enter undetermined needing late") ==
        "UnusedFact `late`");
}

TEST_CASE("what a condition, a definition, `as of`, a duty, a guarantee or an expectation reads is used") {
  CHECK(load_text("policy p as of day applies when a facts day : date a : yes/no b : yes/no c : yes/no d : date e : "
                  "yes/no f : yes/no\n"
                  "define g as e define h as f action x duty y done when b due within 1 day after d\n"
                  "clause k require y before x when g scenario \"s\" expect h is yes expect x unaddressed guarantee x "
                  "is never permitted when c")
            .problems() == "");
}

TEST_CASE("a type is used by what is of it, an action by the group that a clause names") {
  CHECK(problems("type T is one of a, b type R has t : T facts r : R clause d forbid enter when r.t is a") == "");
  CHECK(problems("action leave actions both are enter, leave clause d permit both") == "");
}

TEST_CASE("a module from which nothing comes is a warning, and what is unused in a module is not") {
  CHECK(problems("use law", {{"law", "facts late : yes/no action leave type T is one of a, b"}}) ==
        "UnusedModule `law`");
  CHECK(problems("use law clause d forbid enter when late",
                 {{"law", "facts late : yes/no action leave type T is one of a, b"}}) == "");
}

TEST_CASE("where there are errors, nothing is said of what is unused") {
  CHECK(problems("facts late : yes/no clause d permit nothing") == "UnknownName `nothing`");
}
