#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

constexpr const char* kHead =
    "policy p facts seen : yes/no late : yes/no paper : yes/no if any action enter action leave actions moves are "
    "enter, leave "
    "duty report duty record\n";

testing::LoadedText in_policy(const std::string& declarations) {
  return load_text(kHead + declarations);
}

std::string shown(const CheckedPolicy& policy, const Clause& clause) {
  std::string out;
  for (const Conclusion& conclusion : clause.conclusions) {
    if (!out.empty()) out += "; ";
    if (conclusion.kind == ConclusionKind::Permit) out += "permit ";
    if (conclusion.kind == ConclusionKind::Forbid) out += "forbid ";
    if (conclusion.duty) out += "require " + policy[*conclusion.duty].name + " ";
    if (conclusion.timing == Timing::Before) out += "before ";
    if (conclusion.timing == Timing::After) out += "after ";
    if (conclusion.action) out += policy[*conclusion.action].name;
    if (conclusion.test) out += conclusion.test_negated ? " if not" : " if";
  }
  return out;
}

std::string conclusions(const std::string& clause) {
  const auto loaded = in_policy(clause);
  if (!loaded.errors().empty()) return loaded.problems();
  return shown(loaded.policy(), loaded.policy().clauses.at(0));
}

}  // namespace

TEST_CASE("a clause's parts are read") {
  const auto loaded = in_policy(
      "clause c \"The title\" cites \"§ 1\" cites \"§ 2\" reading \"as chosen\" permit enter when seen unless late in "
      "force until 2020-01-01");
  const Clause& clause = loaded.clause("c");
  CHECK(clause.title == "The title");
  CHECK(clause.cites == std::vector<std::string>{"§ 1", "§ 2"});
  CHECK(clause.reading == "as chosen");
  CHECK(clause.when.has_value());
  CHECK(clause.unless.has_value());
  CHECK(clause.period.until == Date::parse("2020-01-01"));
}

TEST_CASE("conclusions stand in the order written, groups spelt out") {
  CHECK(conclusions("clause c forbid leave permit moves") == "forbid leave; permit enter; permit leave");
  CHECK(conclusions("clause c require report, record before moves require record") ==
        "require report before enter; require report before leave; require record before enter; require record before "
        "leave; "
        "require record ");
  CHECK(conclusions("clause c require report after enter") == "require report after enter");
}

TEST_CASE("`only if` is a permission and a prohibition for each action") {
  CHECK(conclusions("clause c permit moves only if seen") ==
        "permit enter if; forbid enter if not; permit leave if; forbid leave if not");
}

TEST_CASE("what `when` establishes to be present is present in `unless` and `only if`") {
  CHECK(in_policy("clause c permit enter only if paper when paper is present unless paper").errors() == "");
  CHECK(in_policy("clause c permit enter only if paper").problems() == "MayBeAbsent `paper`");
}

TEST_CASE("an action or a duty twice in one list is a warning") {
  CHECK(in_policy("clause c permit moves, enter forbid enter, leave require report, report")
            .warnings()
            .find("ActionNamedTwice `enter`; DutyNamedTwice `report`") != std::string::npos);
}

TEST_CASE("a clause concludes something") {
  const auto loaded = in_policy("clause c when seen");
  CHECK(loaded.problems() == "ClauseConcludesNothing `c`");
  CHECK(in_policy("clause c permit enter exception e to c when seen").problems() == "ClauseConcludesNothing `e`");
  // Where a word of another language stands in its way, that is said alone.
  CHECK(in_policy("clause c allow enter when seen").problems() == "UnexpectedText `allow`");
}

TEST_CASE("of a condition cut short by an operator of another language, the operator alone is told") {
  const char* kConditions[] = {"clause c permit enter when 1 + 1 => 2", "clause c permit enter unless 1 + 1 => 2",
                               "define two as 1 + 1 => 2 clause c permit enter when two"};
  for (const char* text : kConditions) {
    CAPTURE(std::string(text));
    CHECK(in_policy(text).problems() == "ForeignOperator `=>`");
  }
}

TEST_CASE("a carve-out concludes nothing, and neither overrides nor yields") {
  CHECK(in_policy("clause c permit enter carveout k from c forbid enter").problems() ==
        "CarveoutConcludes `forbid enter`");
  CHECK(in_policy("clause c permit enter carveout k from c notwithstanding c").problems() ==
        "CarveoutOverrides `notwithstanding c`");
  CHECK(in_policy("clause c permit enter carveout k from c subject to c").problems() ==
        "CarveoutOverrides `subject to c`");
}

TEST_CASE("nothing overrides a carve-out or is an exception to one: the way out is a carve-out from it") {
  const std::string rest = "clause c permit enter carveout k from c ";
  for (const char* part : {"exception d to k forbid enter", "clause d forbid enter notwithstanding k",
                           "clause d forbid enter subject to k"}) {
    const auto loaded = in_policy(rest + part);
    CHECK(loaded.problems() == "CarveoutOverridden `k`");
    CHECK(loaded.help(DiagnosticId::CarveoutOverridden) == "write a `carveout … from k`");
    CHECK(loaded.notes(DiagnosticId::CarveoutOverridden) == "declared here: `k`");
  }
  CHECK(in_policy(rest + "carveout l from k when seen").errors() == "");
}

TEST_CASE("a clause that names itself is an error") {
  for (const char* text : {"clause c permit enter notwithstanding c", "clause c permit enter subject to c",
                           "exception c to c permit enter", "carveout c from c"}) {
    CHECK(in_policy(text).errors() == "ClauseNamesItself `c`");
  }
}

TEST_CASE("a part's name stands for its clauses, without its carve-outs and without the clause itself") {
  const auto loaded = in_policy(
      "part q clause a forbid enter exception b to a permit enter when seen carveout k from a when late end part\n"
      "clause c permit enter notwithstanding q clause d permit enter subject to q carveout l from q when seen\n"
      "part r clause e forbid leave clause f permit leave notwithstanding r clause g permit leave notwithstanding e, p "
      "end part");
  CHECK(loaded.names(loaded.clause("c").notwithstanding) == "a b");
  CHECK(loaded.names(loaded.clause("d").subject_to) == "a b");
  CHECK(loaded.names(loaded.clause("l").targets) == "a b");
  CHECK(loaded.names(loaded.clause("f").notwithstanding) == "e g");
  CHECK(loaded.names(loaded.clause("g").notwithstanding) == "a b c d e f");
}

TEST_CASE("a carve-out takes the names of clauses, exceptions and carve-outs, each once, with all their versions") {
  const auto loaded = in_policy(
      "clause a forbid enter in force until 2020-01-01 clause a forbid enter in force from 2020-01-01\n"
      "exception b to a permit enter when seen carveout k from a when late carveout l from k, b, a, b for moves when "
      "seen");
  CHECK(loaded.names(loaded.clause("l").targets) == "a a b k");
  CHECK(loaded.clause("l").for_actions == std::vector<ActionId>{ActionId{0}, ActionId{1}});
  CHECK(loaded.names(loaded.clause("b").bases) == "a a");
}

TEST_CASE("a carve-out from all forbids, permits or duties strikes those of the policy or of one part") {
  const auto loaded = in_policy(
      "part q clause a forbid enter end part clause b permit leave require report\n"
      "carveout k from all forbids of q carveout l from all permits carveout m from all duties of p");
  CHECK(loaded.clause("k").strike == Strike::Forbids);
  CHECK(loaded.clause("k").strike_part == PartId{0});
  CHECK(loaded.clause("l").strike == Strike::Permits);
  CHECK(!loaded.clause("l").strike_part);
  CHECK(loaded.clause("m").strike == Strike::Duties);
  CHECK(!loaded.clause("m").strike_part);
  CHECK(in_policy("part q end part part r end part carveout k from all forbids of q, r").problems() ==
        "StrikeOfSeveralParts `q, r`");
  CHECK(in_policy("clause c permit enter carveout k from all forbids of c").problems() == "NameOfAnotherKind `c`");
}

TEST_CASE("`notwithstanding all` and `subject to all` name nothing") {
  const auto loaded = in_policy("clause a permit enter notwithstanding all clause b forbid enter subject to all");
  CHECK(loaded.clause("a").notwithstanding_all);
  CHECK(!loaded.clause("a").subject_to_all);
  CHECK(loaded.clause("b").subject_to_all);
  CHECK(loaded.clause("a").notwithstanding.empty());
}

TEST_CASE("clauses named, and things concluded, are bounded once parts and groups are spelt out") {
  LoadLimits limits;
  limits.override_edges = 3;
  const std::string part = std::string(kHead) + "part q clause a forbid enter clause b forbid enter end part ";
  CHECK(load_text(part + "clause c permit enter notwithstanding q, a", {}, limits).errors() == "");
  CHECK(load_text(part + "clause c permit enter notwithstanding q clause d permit enter subject to q", {}, limits)
            .errors() == "TooManyTargets `q`");
  limits = {};
  limits.conclusions = 5;
  CHECK(load_text(kHead + std::string("clause c permit moves, enter forbid moves"), {}, limits).errors() == "");
  CHECK(load_text(kHead + std::string("clause c permit moves forbid moves require report, record before moves"), {},
                  limits)
            .errors() == "TooManyConclusions `moves`");
  CHECK(load_text(kHead + std::string("clause c require report, record before moves permit moves"), {}, limits)
            .errors() == "TooManyConclusions `moves`");
  limits.conclusions = 3;
  CHECK(load_text(kHead + std::string("clause c require report, record before moves"), {}, limits).errors() ==
        "TooManyConclusions `report, record`");
}
