#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;

namespace {

// A root that reads `seen` and speaks of `enter`, whoever declares them.
constexpr const char* kClause = "clause c permit enter when seen\n";

}  // namespace

TEST_CASE("a module brings its types, facts, parameters, lists, definitions, actions, groups and duties") {
  const auto loaded = load_text(
      "policy p as of day use law\n"
      "clause c permit moves when hue is red and dark and size > low_size and hue in hues require report before "
      "enter",
      {{"law",
        "type Colour is one of red, blue facts hue : Colour size : number day : date\n"
        "parameter low_size : number is 3 from 2020-01-01 list hues : Colour is red\n"
        "define dark as hue is blue action enter action leave actions moves are enter, leave duty report\n"
        "clause ignored permit enter policy other scenario \"ignored\" expect enter permitted"}});
  CHECK(loaded.problems() == "");
  const CheckedPolicy& policy = loaded.policy();
  CHECK(policy.clauses.size() == 1);
  CHECK(policy.scenarios.empty());
  CHECK(policy.root().name == "p");
  CHECK(policy.actions.size() == 2);
  CHECK(policy.facts.size() == 3);
}

TEST_CASE("names stand in the order of the text, those of the root before those of its modules") {
  const auto ordered = load_text(
      "policy p use one use two facts f1 : yes/no\n"
      "part q facts f2 : yes/no end part facts f3 : yes/no action act clause c permit act when f1 and f2 and f3 and a "
      "and b",
      {{"one", "use three facts a : yes/no"}, {"two", "facts b : yes/no"}, {"three", "facts d : yes/no"}});
  std::string names;
  for (const FactInfo& fact : ordered.policy().facts) names += fact.name + " ";
  CHECK(names == "f1 f2 f3 a b d ");
}

TEST_CASE("a module that does not exist is named, with the nearest that does") {
  const auto loaded = load_text("policy p use us.ny.detaner", {{"us.ny.detainer", ""}});
  CHECK(loaded.problems() == "UnknownModule `us.ny.detaner`");
  CHECK(loaded.help(DiagnosticId::UnknownModule) == "did you mean `us.ny.detainer`?");
}

TEST_CASE("a file that uses itself is warned of") {
  const auto loaded = load_text("policy p use law action enter clause c permit enter when seen",
                                {{"law", "use law facts seen : yes/no"}});
  CHECK(loaded.problems() == "ModuleUsesItself `law`");
  CHECK(loaded.message(DiagnosticId::ModuleUsesItself) == "`law` is this file itself, whose names are here already");
}

TEST_CASE("a module outside the root and one that cannot be read are told at the `use`") {
  const auto loaded = load_text("policy p use up use locked use Upper",
                                {{"up", "!outside"}, {"locked", "!unreadable: permission denied"}});
  CHECK(loaded.problems() == "ModuleOutsideRoot `up`; ModuleUnreadable `locked`; ModulePathNotLowerCase `Upper`");
  CHECK(loaded.message(DiagnosticId::ModuleUnreadable) == "`locked` cannot be read: permission denied");
}

TEST_CASE("where a module is missing, names that may be its own are not reported as well") {
  CHECK(load_text("policy p use gone clause c permit enter when seen").problems() == "UnknownModule `gone`");
}

TEST_CASE("each module is read once, however many files use it, and modules may use each other in a circle") {
  testing::TextResolver resolver(
      {{"a", "use b facts seen : yes/no define da as db"}, {"b", "use a action enter define db as seen"}});
  const auto loaded = load_policy("test.carve", std::string("policy p use a use b\n") + kClause, resolver);
  CHECK(loaded.diagnostics.empty());
  CHECK(resolver.asked() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a module may use the file that is being loaded, and sees all but its clauses") {
  class Itself : public ModuleResolver {
   public:
    ModuleText resolve(std::string_view path) override {
      if (path == "main") return {ModuleText::Status::Found, "main.carve", root, ""};
      return {ModuleText::Status::Found, "law.carve", "use main define dark as seen and c", ""};
    }
    std::string root = "policy p use law facts seen : yes/no action enter clause c permit enter when dark";
  } resolver;
  const testing::LoadedText loaded(load_policy("main.carve", resolver.root, resolver));
  CHECK(loaded.problems() == "UnknownName `c`");
}

TEST_CASE("a module's own modules are not passed on to who uses it") {
  const testing::ModuleTexts modules = {{"outer", "use inner define dark as seen"}, {"inner", "facts seen : yes/no"}};
  const auto loaded = load_text(
      "policy p use outer action enter clause c permit enter when dark guarantee seen is never permitted", modules);
  CHECK(loaded.problems() == "NameOfAModuleNotUsed `seen`");
  CHECK(loaded.help(DiagnosticId::NameOfAModuleNotUsed) == "write `use inner`");
}

TEST_CASE("a name can be written with its module before it, where the module is used directly") {
  const testing::ModuleTexts modules = {{"us.law", "use us.deep action enter"}, {"us.deep", "action dig"}};
  const auto loaded = load_text("policy p use us.law clause c permit us.law.enter forbid us.deep.dig", modules);
  CHECK(loaded.problems() == "UnknownName `us.deep.dig`");
}

TEST_CASE("a name that a used module declares too is an error at the file's own declaration") {
  const auto loaded = load_text("policy p use law action enter clause c permit enter", {{"law", "duty enter"}});
  CHECK(loaded.problems() == "NameShadowsModule `enter`");
  CHECK(loaded.notes(DiagnosticId::NameShadowsModule) == "declared here: `enter`");
}

TEST_CASE("a name that two used modules declare is an error at the second") {
  const auto loaded = load_text("policy p use one use two action enter clause c permit enter",
                                {{"one", "facts seen : yes/no"}, {"two", "facts seen : yes/no"}});
  CHECK(loaded.problems() == "NameFromTwoModules `two`");
  CHECK(loaded.notes(DiagnosticId::NameFromTwoModules) == "declared here: `seen`; and here: `seen`");
}

TEST_CASE("facts, actions and duties of one name are an error even in files that do not see each other") {
  const auto loaded =
      load_text("policy p use one facts seen : yes/no action enter clause c permit enter when seen and dark",
                {{"one", "use two define dark as dim"}, {"two", "facts seen : yes/no define dim as seen"}});
  CHECK(loaded.problems() == "DeclaredInTwoFiles `seen`");
  CHECK(loaded.notes(DiagnosticId::DeclaredInTwoFiles) == "declared here: `seen`");
}

TEST_CASE("a module used twice in a file is a warning, and so is one that uses itself") {
  const auto loaded =
      load_text(std::string("policy p use a use a\n") + kClause, {{"a", "use a facts seen : yes/no action enter"}});
  CHECK(loaded.problems() == "ModuleUsedTwice `a`; ModuleUsesItself `a`");
  CHECK(loaded.notes(DiagnosticId::ModuleUsedTwice) == "used here: `a`");
}

TEST_CASE("a module's syntax is checked, its clauses are not") {
  const auto loaded = load_text(std::string("policy p use a\n") + kClause,
                                {{"a", "facts seen : yes/no action enter clause c permit no_such clause d permit ("}});
  CHECK(loaded.problems() == "UnexpectedText `(`");
  CHECK(load_text(std::string("policy p use a\n") + kClause,
                  {{"a", "facts seen : yes/no action enter clause c permit no_such"}})
            .problems() == "");
}

TEST_CASE("modules and the names they bring are bounded") {
  LoadLimits limits;
  limits.modules = 2;
  const testing::ModuleTexts chain = {
      {"m1", "use m2 facts seen : yes/no"}, {"m2", "use m3 action enter"}, {"m3", "action dig"}};
  CHECK(load_text(std::string("policy p use m1 use m2\n") + kClause, chain, limits).problems() ==
        "TooManyModules `m3`");
  limits.modules = 3;
  CHECK(load_text(std::string("policy p use m1 use m2\n") + kClause, chain, limits).problems() == "");
  limits.imported_names = 3;
  CHECK(load_text(std::string("policy p use m1 use m2\n") + kClause, chain, limits).problems() ==
        "TooManyImportedNames `m3`");
}
