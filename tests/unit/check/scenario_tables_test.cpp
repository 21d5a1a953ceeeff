#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

constexpr const char* kHead =
    "policy p as of day type Purpose is one of war, peace, permitted\n"
    "type Person has born : date armed : yes/no if any\n"
    "facts day : date subject : Person seen : yes/no purpose : Purpose note : text if any many : list of Person\n"
    "action enter action leave duty report duty rest define size as 5 define why as purpose\n"
    "clause c permit enter when seen clause d forbid leave require report before enter require rest when seen clause e "
    "forbid leave\n";

testing::LoadedText in_policy(const std::string& declarations) {
  return load_text(kHead + declarations);
}

// Errors of a table with this head and this row.
std::string row(const std::string& head, const std::string& cells) {
  return in_policy("scenarios \"s\"\n" + head + "\n" + cells).errors();
}

// What a scenario gives and expects, without where it is written.
std::string told(const CheckedPolicy& policy, const Scenario& scenario) {
  std::string out = scenario.name;
  if (scenario.as_of) out += " as of " + scenario.as_of->to_text();
  for (const Given& given : scenario.givens) {
    TypeId type = policy.facts[index_of(given.path.fact)].type;
    for (const PathStep step : given.path.steps) {
      type = step.element ? policy[type].element : policy[type].fields[step.index].type;
    }
    out += "; " + policy.path_text(given.path) + " = " + policy.value_text(given.value, type);
  }
  for (const Expectation& expectation : scenario.expectations) {
    if (const auto* outcome = std::get_if<ExpectOutcome>(&expectation.what)) {
      out +=
          "; outcome " + std::to_string(index_of(outcome->action)) + std::to_string(static_cast<int>(outcome->outcome));
      for (const ClauseId id : outcome->by) out += " by " + policy[id].name;
      if (outcome->needing) {
        for (const FactPath& path : *outcome->needing) out += " needing " + policy.path_text(path);
      }
    } else if (const auto* duty = std::get_if<ExpectDuty>(&expectation.what)) {
      out += "; duty " + std::to_string(index_of(duty->duty)) + std::to_string(static_cast<int>(duty->word)) +
             std::to_string(static_cast<int>(duty->timing));
    } else {
      const auto& value = std::get<ExpectValue>(expectation.what);
      const TypeId type = policy[value.value].type;
      out += "; value " + policy.value_text(value.expected, type);
      if (value.at_most) out += " to " + policy.value_text(*value.at_most, type);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a row is the scenario that gives and expects what its cells say") {
  const auto table = in_policy(
      "scenarios \"s\" given subject is {born 1990-01-01, armed no}\n"
      "| scenario | as of | seen | purpose | note | subject.armed | expect enter | by | needing | expect report before "
      "enter | expect rest | expect size | expect why |\n"
      "| \"x\" | 2020-01-01 | yes | war | \"n\" | absent | permitted by c | any | any | required | not required | 5 | "
      "war "
      "|\n"
      "| any | any | any | permitted | absent | yes | undetermined | c | seen, day | possibly required | any | between "
      "1 "
      "and 6 | permitted |\n");
  const auto written = in_policy(
      "scenario \"x\" as of 2020-01-01 given seen is yes purpose is war note is \"n\" subject.armed is absent expect "
      "enter "
      "permitted by c expect report required before enter expect rest not required expect size is 5 expect why is war\n"
      "scenario \"s, row 2\" given purpose is permitted note is absent subject.armed is yes expect enter undetermined "
      "by c "
      "needing seen, day expect report possibly required before enter expect size between 1 and 6 expect why is "
      "permitted\n");
  const auto& rows = table.policy().scenarios;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].common);
  CHECK(rows[0].expectations.empty());
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(rows[i + 1].like == 0u);
    CHECK(!rows[i + 1].common);
    CHECK(told(table.policy(), rows[i + 1]) == told(written.policy(), written.policy().scenarios[i]));
  }
}

TEST_CASE("a row of a table and what its rows have in common can be built on") {
  const auto loaded = in_policy(
      "scenario \"a\" like \"s, row 1\" expect enter permitted scenario \"b\" like \"s\" expect enter permitted\n"
      "scenarios \"s\" like \"z\"\n| seen | expect enter |\n| yes | permitted |\nscenario \"z\" given purpose is war");
  CHECK(loaded.errors() == "");
  const auto& scenarios = loaded.policy().scenarios;
  CHECK(scenarios[0].like == 3u);
  CHECK(scenarios[1].like == 2u);
  CHECK(scenarios[2].like == 4u);
  CHECK(in_policy("scenarios \"s\" like \"r\"\n| scenario | expect enter |\n| \"r\" | permitted |").errors() ==
        "ScenarioCycle `\"r\"`");
}

TEST_CASE("the names of tables, rows and scenarios are all different") {
  CHECK(in_policy("scenario \"s\" expect enter permitted scenarios \"s\"\n| expect enter |\n| permitted |").errors() ==
        "ScenarioTwice `\"s\"`");
  CHECK(row("| scenario | expect enter |", "| \"r\" | permitted |\n| \"r\" | permitted |") == "ScenarioTwice `\"r\"`");
}

TEST_CASE("a column is a fact, an action, a duty or a value") {
  CHECK(row("| sen | expect enter |", "| yes | permitted |") == "UnknownName `sen`");
  CHECK(row("| enter | expect enter |", "| yes | permitted |") == "NameOfAnotherKind `enter`");
  CHECK(row("| seen | seen | expect enter |", "| yes | no | permitted |") == "GivenTwice `seen`");
  CHECK(row("| seen | expect entr |", "| yes | permitted by c |") == "UnknownName `entr`");
  CHECK(row("| seen | expect entr |", "| yes | any |\n| no | forbidden |") == "UnknownName `entr`");
  CHECK(row("| expect reprt |", "| not required |") == "UnknownName `reprt`");
  CHECK(row("| expect enter before leave |", "| required |") == "NameOfAnotherKind `enter`");
  CHECK(row("| expect report before leav |", "| required |") == "UnknownName `leav`");
  CHECK(row("| expect siz |", "| 5 |") == "UnknownName `siz`");
  CHECK(row("| expect size + 1 |", "| 6 |") == "");
}

TEST_CASE("what stands in a cell is what its column takes") {
  CHECK(row("| seen | expect enter |", "| 5 | permitted |") == "TypeMismatch `5`");
  CHECK(row("| seen | expect enter |", "| absent | permitted |") == "NeverAbsent `absent`");
  CHECK(row("| seen | expect enter |", "| not required | permitted |") == "CellOther `not required`");
  CHECK(row("| many | expect enter |", "| a, b | permitted |") == "CellOther `a, b`");
  CHECK(row("| subject.armed | expect enter |", "| one of {yes, absent} | permitted |") == "");
  CHECK(row("| scenario | expect enter |", "| first | permitted |") == "CellOther `first`");
  CHECK(row("| as of | expect enter |", "| 5 | permitted |") == "CellOther `5`");
  CHECK(row("| as of | expect enter |", "| 2020-02-30 | permitted |") == "DayDoesNotExist `2020-02-30`");
  CHECK(row("| as of | expect enter |", "| 2020-02-03T10:00Z | permitted |") == "");
  CHECK(row("| expect enter |", "| required |") == "CellOther `required`");
  CHECK(row("| expect enter |", "| yes |") == "CellOther `yes`");
  CHECK(row("| expect report |", "| permitted |") == "CellOther `permitted`");
  CHECK(row("| expect size |", "| permitted by c |") == "CellOther `permitted by c`");
  CHECK(row("| expect size |", "| at least 5 |") == "CellOther `at least 5`");
  CHECK(row("| expect subject |", "| {born between 1990-01-01 and 1990-12-31} |") ==
        "CellOther `{born between 1990-01-01 and 1990-12-31}`");
  CHECK(row("| expect size |", "| yes |") == "TypeMismatch `yes`");
  CHECK(row("| expect why |", "| between war and peace |") == "ExpectedBetweenUnordered `war`");
  CHECK(row("| expect enter |", "| permitted by e |") == "ByClauseOfAnotherAction `e`");
}

TEST_CASE("`by` and `needing` go with the outcome before them") {
  CHECK(row("| expect enter | by |", "| permitted | c |") == "");
  CHECK(row("| expect enter | by |", "| permitted | 5 |") == "CellOther `5`");
  CHECK(row("| expect enter | by |", "| permitted | e |") == "ByClauseOfAnotherAction `e`");
  CHECK(row("| expect enter | by |", "| any | c |") == "CellWithoutOutcome `c`");
  CHECK(row("| expect enter | by |", "| permitted by c | c |") == "CellTwice `c`");
  CHECK(row("| expect enter | needing |", "| permitted | seen |") == "NeedingWithoutUndetermined `seen`");
  CHECK(row("| expect enter | needing |", "| undetermined | seen, many[1].born |") == "");
  CHECK(row("| expect enter | needing |", "| undetermined needing seen | day |") == "CellTwice `day`");
  CHECK(row("| expect size | by |", "| any | c |").find("CellWithoutOutcome `c`") == 0);
  CHECK(row("| expect enter | expect size | needing |", "| permitted | any | seen |") == "CellWithoutOutcome `seen`");
  CHECK(row("| expect enter | expect report | by | needing |", "| permitted | any | c | seen |") ==
        "CellWithoutOutcome `c`; CellWithoutOutcome `seen`");
}

TEST_CASE("a row that expects nothing is a warning, unless a scenario builds on it") {
  const std::string table = "scenarios \"s\"\n| seen | expect enter |\n| yes | permitted |\n| no | any |\n";
  CHECK(in_policy(table).warnings().find("ScenarioExpectsNothing `| no | any |`") != std::string::npos);
  CHECK(in_policy(table + "scenario \"t\" like \"s, row 2\" expect enter permitted")
            .warnings()
            .find("ScenarioExpectsNothing") == std::string::npos);
}

TEST_CASE("nothing is given in a row of what the rows have in common that is absent") {
  const auto loaded = load_text(
      "policy p type T has a : yes/no facts t : T if any action x clause c forbid x\n"
      "scenarios \"s\" given t is absent\n| t.a | expect x |\n| yes | forbidden |\n| any | forbidden |");
  CHECK(loaded.errors() == "GivenUnderSomethingAbsent `yes`");
}
