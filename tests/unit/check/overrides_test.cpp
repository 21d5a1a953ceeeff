#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

constexpr const char* kHead =
    "policy p facts seen : yes/no late : yes/no action enter by default forbidden action leave by default forbidden "
    "action wait "
    "actions moves are enter, leave duty report\n";

testing::LoadedText in_policy(const std::string& declarations) {
  return load_text(kHead + declarations);
}

}  // namespace

TEST_CASE("overriding that goes round in a circle is printed, with the places that say so") {
  const auto loaded = in_policy(
      "clause a permit enter notwithstanding b clause b forbid enter notwithstanding c clause c permit enter subject "
      "to a clause d forbid enter subject to c");
  CHECK(loaded.errors() == "");
  const auto circle = in_policy("clause a permit enter notwithstanding b clause b forbid enter notwithstanding a");
  CHECK(circle.problems() == "OverrideCycle `b`");
  CHECK(circle.message(DiagnosticId::OverrideCycle) == "clauses that override each other in a circle: a → b → a");
  CHECK(circle.notes(DiagnosticId::OverrideCycle) == "`b` → `a`: `a`");
}

TEST_CASE("a longer circle is told once, whichever words make it") {
  const auto loaded = in_policy(
      "clause a permit enter notwithstanding b clause b forbid enter clause c permit enter subject to b\n"
      "exception d to c forbid enter notwithstanding a");
  CHECK(loaded.errors() == "");
  const auto closed = in_policy(
      "clause a permit enter notwithstanding b\nclause b forbid enter\nclause c permit enter subject to b\n"
      "clause d forbid enter subject to c notwithstanding a");
  CHECK(closed.problems() == "OverrideCycle `b`");
  CHECK(closed.message(DiagnosticId::OverrideCycle) ==
        "clauses that override each other in a circle: a → b → c → d → a");
  CHECK(closed.notes(DiagnosticId::OverrideCycle) == "`b` → `c`: `b`; `c` → `d`: `c`; `d` → `a`: `a`");
}

TEST_CASE("naming a clause both ways is a circle") {
  const auto loaded = in_policy("clause a permit enter clause b forbid enter notwithstanding a subject to a");
  CHECK(loaded.problems() == "OverrideCycle `a`");
  CHECK(loaded.message(DiagnosticId::OverrideCycle) == "clauses that override each other in a circle: a → b → a");
}

TEST_CASE("clauses that name each other and agree, or speak of different actions, make no circle") {
  CHECK(in_policy("clause a permit enter notwithstanding b clause b permit enter notwithstanding a").errors() == "");
  CHECK(in_policy("clause a permit enter notwithstanding b clause b forbid leave notwithstanding a").errors() == "");
  CHECK(in_policy(
            "clause a permit enter forbid leave notwithstanding b clause b forbid enter permit wait notwithstanding c "
            "clause c permit leave forbid wait notwithstanding a")
            .errors() == "");
}

TEST_CASE("one circle is told for each that has nothing to do with the others") {
  const auto loaded = in_policy(
      "clause a permit moves notwithstanding b clause b forbid moves notwithstanding a clause c permit wait "
      "notwithstanding d clause d forbid wait notwithstanding c");
  CHECK(loaded.problems() == "OverrideCycle `b`; OverrideCycle `d`");
}

TEST_CASE("duties override each other where they differ in their timing") {
  CHECK(in_policy("clause a require report before enter notwithstanding b clause b require report after enter "
                  "notwithstanding a")
            .problems() == "OverrideCycle `b`");
  CHECK(in_policy("clause a require report before enter notwithstanding b clause b require report before enter "
                  "notwithstanding a")
            .errors() == "");
  CHECK(in_policy("clause a require report notwithstanding b clause b require report before enter notwithstanding a")
            .errors() == "");
}

TEST_CASE("`all` makes no circle") {
  CHECK(in_policy("clause a permit enter notwithstanding all clause b forbid enter notwithstanding all").errors() ==
        "");
}

TEST_CASE("exceptions that go round in a circle are told once, as such") {
  const auto loaded = in_policy("exception a to b permit enter exception b to a forbid enter");
  CHECK(loaded.problems() == "ExceptionCycle `b`");
  CHECK(loaded.message(DiagnosticId::ExceptionCycle) == "exceptions that go round in a circle: a → b → a");
  CHECK(loaded.notes(DiagnosticId::ExceptionCycle) == "`b` → `a`: `a`");
}

TEST_CASE("carve-outs that go round in a circle are told") {
  const auto loaded = in_policy("carveout a from b when seen carveout b from c when seen carveout c from a when late");
  CHECK(loaded.problems() == "CarveoutCycle `b`");
  CHECK(loaded.message(DiagnosticId::CarveoutCycle) == "carve-outs that go round in a circle: a → b → c → a");
}

TEST_CASE("chains of exceptions, carve-outs and overriding clauses are bounded") {
  LoadLimits limits;
  limits.exception_depth = 2;
  const std::string two =
      std::string(kHead) + "clause a permit enter exception b to a forbid enter exception c to b permit enter ";
  CHECK(load_text(two, {}, limits).errors() == "");
  CHECK(load_text(two + "exception d to c forbid enter exception e to d permit enter", {}, limits).problems() ==
        "ExceptionsTooDeep `d`");
  const std::string carved =
      std::string(kHead) + "clause a permit enter carveout b from a when seen carveout c from b when late ";
  CHECK(load_text(carved + "carveout d from c when seen", {}, limits).errors() == "");
  CHECK(load_text(carved + "carveout d from c when seen carveout e from d when late", {}, limits).problems() ==
        "CarveoutsTooDeep `e`");
  limits = {};
  limits.override_depth = 2;
  const std::string over =
      std::string(kHead) +
      "clause a permit enter clause b forbid enter notwithstanding a clause c permit enter notwithstanding b ";
  CHECK(load_text(over, {}, limits).errors() == "");
  CHECK(load_text(over + "clause d forbid enter notwithstanding c", {}, limits).problems() == "OverridesTooDeep `d`");
  CHECK(load_text(over + "clause d forbid leave notwithstanding c", {}, limits).errors() == "");
}

TEST_CASE("an exception that speaks of an action its bases do not speak of is an error that names both") {
  const auto loaded = in_policy("clause a forbid enter clause b forbid wait exception e to a, b permit moves");
  CHECK(loaded.problems() == "ExceptionBeyondItsBases `moves`");
  CHECK(loaded.message(DiagnosticId::ExceptionBeyondItsBases) ==
        "`e` speaks of `leave`, and what it is an exception to (`a` or `b`) does not");
  CHECK(loaded.notes(DiagnosticId::ExceptionBeyondItsBases) == "what it is an exception to: `a`");
  CHECK(in_policy("clause a require report before enter exception e to a require report after enter").errors() == "");
  CHECK(in_policy("clause a require report before enter exception e to a permit wait").problems() ==
        "ExceptionBeyondItsBases `wait`");
}

TEST_CASE("an exception that concludes nothing contrary is a warning") {
  const auto loaded = in_policy("clause a permit enter exception e to a permit enter when seen");
  CHECK(loaded.warnings().find("ExceptionNotContrary `e`") != std::string::npos);
  CHECK(loaded.message(DiagnosticId::ExceptionNotContrary) ==
        "`e` concludes nothing contrary to `a`, and changes nothing");
  const auto warns = [](const std::string& text) {
    return in_policy(text).warnings().find("ExceptionNotContrary") != std::string::npos;
  };
  CHECK(!warns("clause a permit enter exception e to a forbid enter"));
  CHECK(!warns("clause a permit enter only if seen exception e to a permit enter when late"));
  CHECK(!warns("clause a permit enter exception e to a require report before enter"));
  CHECK(!warns("clause a permit enter exception e to a require report"));
  CHECK(!warns("clause a require report before enter exception e to a require report after enter"));
  CHECK(warns("clause a require report before enter exception e to a require report before enter when late"));
  CHECK(warns("clause a require report exception e to a require report when late"));
}

TEST_CASE("an exception one of whose names is unknown is not judged by the others") {
  CHECK(in_policy("clause a forbid enter exception e to a, bb permit wait").problems() == "UnknownName `bb`");
}

TEST_CASE(
    "a carve-out from a ban that takes its permitting exception with it under a forbidding default is a warning") {
  const std::string ban = "clause a forbid enter exception e to a permit enter when seen ";
  const auto loaded = in_policy(ban + "carveout k from a when late");
  CHECK(loaded.warnings().find("CarveoutTakesExceptionAlong `a`") != std::string::npos);
  CHECK(loaded.message(DiagnosticId::CarveoutTakesExceptionAlong) ==
        "where `k` holds, `e` goes with `a`, and `enter` falls back on its default: forbidden");
  const auto warns = [](const std::string& text) {
    return in_policy(text).warnings().find("CarveoutTakesExceptionAlong") != std::string::npos;
  };
  CHECK(!warns(ban + "carveout k from a for leave when late"));
  CHECK(!warns("clause a forbid enter carveout k from a when late"));
  CHECK(!warns("clause a forbid wait exception e to a permit wait when seen carveout k from a when late"));
  const std::string two = "clause a forbid enter clause b forbid enter exception e to a, b permit enter when seen ";
  CHECK(!warns(two + "carveout k from a when late"));
  CHECK(warns(two + "carveout k from a, b when late"));
  CHECK(warns(two + "carveout k from p when late"));
}

TEST_CASE("how often overriding clauses meet in conclusions is bounded") {
  std::string actions;
  std::string group = "actions many are enter";
  for (int i = 0; i < 70; ++i) {
    actions += "action act" + std::to_string(i) + " ";
    group += ", act" + std::to_string(i);
  }
  const std::string head = kHead + actions + group + "\n";
  LoadLimits limits;
  limits.override_edges = 2;
  const auto loaded = load_text(head + "clause c forbid many exception e to c permit many", {}, limits);
  CHECK(loaded.problems() == "TooMuchOverriding `e`");
  CHECK(loaded.message(DiagnosticId::TooMuchOverriding) ==
        "exceptions and overriding clauses meet in more than 64 conclusions, once parts and groups are spelt out");
  CHECK(load_text(head + "clause c forbid many notwithstanding d clause d permit many notwithstanding c", {}, limits)
            .problems() == "TooMuchOverriding `c`");
  limits.override_edges = 3;
  CHECK(load_text(head + "clause c forbid many exception e to c permit many", {}, limits).errors() == "");
}
