#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

const testing::ModuleTexts kPolicy = {
    {"law.rules",
     "policy p round dates down use words action enter clause c permit enter when seen\n"
     "scenario \"own\" given seen is yes expect enter permitted by c"},
    {"words", "facts seen : yes/no born : date define grown as born + 18 years"},
    {"cases", "scenarios for law.rules scenario \"s\" expect enter unaddressed"},
};

testing::LoadedText scenarios(const std::string& text) {
  return load_text("scenarios for law.rules\n" + text, kPolicy);
}

}  // namespace

TEST_CASE("a file of scenarios is checked against the policy that it names") {
  const auto loaded = scenarios(
      "scenario \"s\" like \"own\" given born is 2000-01-01 expect enter permitted by c expect grown is 2018-01-01\n"
      "scenarios \"t\"\n| seen | expect enter | expect born + 1 month |\n| no | unaddressed | unknown |\nnote \"N\"");
  CHECK(loaded.problems() == "");
  const CheckedPolicy& policy = loaded.policy();
  CHECK(policy.root().name == "p");
  REQUIRE(policy.scenarios.size() == 4);
  CHECK(policy.scenarios[0].name == "own");
  CHECK(policy.scenarios[1].like == 0u);
  CHECK(policy.scenarios[1].span.file == kGivenFile);
  CHECK(policy.scenarios[0].span.file != kGivenFile);
  CHECK(tested_policy("t.carve", "# a comment\nscenario \"s\" scenarios for law.rules") ==
        std::optional<std::string>("law.rules"));
  CHECK(tested_policy("t.carve", "policy p scenarios for law.rules") == std::nullopt);
  CHECK(tested_policy("t.carve", "scenario \"scenarios for x\"") == std::nullopt);
}

TEST_CASE("what is wrong in a file of scenarios is told in it, and in the policy there") {
  CHECK(scenarios("scenario \"s\" given sen is yes expect enter permitted").problems() == "UnknownName `sen`");
  CHECK(scenarios("scenario \"own\" expect enter permitted").problems() == "ScenarioTwice `\"own\"`");
  CHECK(scenarios("scenario \"s\" given expect enter permitted").errors() == "UnexpectedText `expect`");
  CHECK(load_text("scenarios for p", {{"p", "policy p clause c forbid x"}}).errors() == "UnknownName `x`");
}

TEST_CASE("a file of scenarios declares nothing else") {
  CHECK(scenarios("action x").errors() == "OnlyScenarios `x`");
  CHECK(scenarios("part a clause x scenario \"s\" end part").errors() == "OnlyScenarios `a`");
  CHECK(scenarios("use words").errors() == "OnlyScenarios `use words`");
  CHECK(scenarios("scenarios for words").errors() == "SecondScenariosFor `scenarios for words`");
}

TEST_CASE("a policy that is not there is told as a module that is not") {
  const auto loaded = load_text("scenarios for law.ruls scenario \"s\" expect enter permitted", kPolicy);
  CHECK(loaded.problems() == "UnknownModule `law.ruls`");
  CHECK(loaded.help(DiagnosticId::UnknownModule) == "did you mean `law.rules`?");
  CHECK(load_text("scenarios for Law", kPolicy).problems() == "ModulePathNotLowerCase `Law`");
  CHECK(load_text("scenarios for words", {{"words", "facts seen : yes/no"}}).errors() == "NoPolicy ``");
}

TEST_CASE("`scenarios for` stands in no other file") {
  CHECK(load_text("policy p scenarios for law.rules", kPolicy).errors() ==
        "ScenariosForElsewhere `scenarios for law.rules`");
  CHECK(load_text("policy p use cases", kPolicy).errors() == "ScenariosForElsewhere `scenarios for law.rules`");
  CHECK(load_text("scenarios for cases", kPolicy).errors() == "ScenariosForElsewhere `scenarios for law.rules`");
}
