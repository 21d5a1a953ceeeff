#include <doctest/doctest.h>

#include "support/checking.hpp"

using namespace carveout;
using testing::load_text;
using testing::LoadedText;

namespace {

const std::string kHead =
    "policy p type Item is one of name \"the name\", address, dna type Channel is one of letter, phone\n"
    "facts x : yes/no\n"
    "action disclose(item: Item) \"disclose {item}\" by default forbidden\n"
    "action publish(item: Item) action send(channel: Channel) action file duty record\n";

LoadedText with(const std::string& clauses) {
  return load_text(kHead + clauses + " clause rest permit disclose, publish, send, file require record");
}

// "permit disclose(name), forbid …" of each clause that is called so.
std::string spelt_out(const CheckedPolicy& policy, std::string_view name) {
  std::string out;
  for (const ClauseId id : policy.find_clauses(name)) {
    out += out.empty() ? "" : "; ";
    for (const Conclusion& conclusion : policy[id].conclusions) {
      static constexpr const char* kWords[] = {"permit ", "forbid ", "require before "};
      out += kWords[static_cast<std::size_t>(conclusion.kind)] + policy[*conclusion.action].name + " ";
    }
    for (const ActionId action : policy[id].for_actions) out += "for " + policy[action].name + " ";
  }
  return out;
}

std::string names(const CheckedPolicy& policy, const std::vector<ActionId>& actions) {
  std::string out;
  for (const ActionId action : actions) out += policy[action].name + " ";
  return out;
}

}  // namespace

TEST_CASE("an action with a parameter is an action for each member, labelled with it") {
  const LoadedText loaded = with("actions both are disclose(dna), publish");
  REQUIRE(loaded.errors() == "");
  const CheckedPolicy& policy = loaded.policy();
  const ActionGroup& family = policy.action_groups.at(0);
  CHECK(names(policy, family.actions) == "disclose(name) disclose(address) disclose(dna) ");
  CHECK(family.label == "disclose …");
  CHECK(policy[family.actions[0]].label == "disclose the name");
  CHECK(policy[family.actions[1]].label == "disclose address");
  CHECK(policy[family.actions[2]].by_default == Standing::Forbidden);
  CHECK(policy[*policy.find_action("publish(name)")].label == "the name");
  CHECK(names(policy, policy.action_groups.at(3).actions) ==
        "disclose(dna) publish(name) publish(address) publish(dna) ");
}

TEST_CASE("clauses name an action with all items or with some") {
  const CheckedPolicy policy =
      with("clause a permit disclose(name, address) clause b forbid disclose require record before publish(dna)")
          .policy();
  CHECK(spelt_out(policy, "a") == "permit disclose(name) permit disclose(address) ");
  CHECK(spelt_out(policy, "b") ==
        "forbid disclose(name) forbid disclose(address) forbid disclose(dna) require before publish(dna) ");
}

TEST_CASE("a clause that tests the item is one for each item that it speaks of") {
  const CheckedPolicy policy =
      with(
          "clause a permit disclose(name, dna), publish(dna) when item is name or x\n"
          "clause b permit disclose only if item is not dna\n"
          "carveout v from a, b when item in {name, dna} carveout w from a for publish when item is dna unless x\n"
          "exception e to a, b forbid disclose(dna) when x")
          .policy();
  CHECK(spelt_out(policy, "a") == "permit disclose(name) ; permit disclose(dna) permit publish(dna) ");
  CHECK(spelt_out(policy, "b") ==
        "permit disclose(name) forbid disclose(name) ; permit disclose(address) forbid disclose(address) ; "
        "permit disclose(dna) forbid disclose(dna) ");
  CHECK(spelt_out(policy, "v") == "for disclose(name) ; for disclose(address) ; for disclose(dna) for publish(dna) ");
  CHECK(spelt_out(policy, "w") == "for publish(name) ; for publish(address) ; for publish(dna) ");
  CHECK(policy[policy.find_clauses("v")[0]].targets.size() == 5);
  CHECK(policy[policy.find_clauses("e")[0]].bases.size() == 5);
}

TEST_CASE("several actions share a test where they share the parameter") {
  CHECK(with("clause a permit disclose, publish when item is dna").errors() == "");
  CHECK(with("clause a permit disclose, send when item is dna").errors() == "ItemNotOfEveryAction `item`");
  CHECK(with("clause a permit disclose, file when x and item is dna").errors() == "ItemNotOfEveryAction `item`");
  CHECK(with("clause a permit disclose require record when item is dna").errors() == "ItemNotOfEveryAction `item`");
  CHECK(with("clause a permit file when item is dna").errors() == "UnknownName `item`");
  CHECK(with("clause a permit disclose when item is letter").errors() == "UnknownMember `letter`");
}

TEST_CASE("a carve-out from a carve-out cannot test the item") {
  const LoadedText loaded = with(
      "clause a permit disclose carveout v from a for disclose when x carveout w from v for disclose when item is dna");
  CHECK(loaded.errors() == "ItemOfACarveout `item`");
}

TEST_CASE("what an action is declared with must be a closed set of items") {
  CHECK(load_text("policy p action a(n: number) clause c permit a").errors() == "ItemsOfAnOpenType `number`");
  CHECK(load_text("policy p type T is one of u, v action a(n: T, m: T) clause c permit a").errors() ==
        "ActionWithSeveralParameters `m: T`");
  const LoadedText label =
      load_text("policy p type T is one of u, v action a(item: T) \"tell {itme}\" clause c permit a");
  CHECK(label.errors() == "LabelOfAnotherItem `\"tell {itme}\"`");
  CHECK(label.help(DiagnosticId::LabelOfAnotherItem) == "write `item` in the braces");
  CHECK(load_text("policy p type T is one of u, v facts item : T action a(item: T) clause c permit a when item is u")
            .errors() == "VariableShadows `item`; VariableShadows `item`");
}

TEST_CASE("items are named of what has them, each once") {
  const LoadedText misspelt = with("clause a permit disclose(nmae)");
  CHECK(misspelt.errors() == "UnknownMember `nmae`");
  CHECK(misspelt.help(DiagnosticId::UnknownMember) == "did you mean `name`?");
  CHECK(with("clause a permit file(name)").errors() == "NameOfAnotherKind `file`");
  CHECK(with("clause a permit disclose(name, name), disclose(dna), disclose when x").warnings() ==
        "ActionNamedTwice `disclose(name, name)`; ActionNamedTwice `disclose`");
}

TEST_CASE("scenarios and guarantees speak of all items or of some") {
  const CheckedPolicy policy =
      with(
          "guarantee disclose(dna, name) is never permitted guarantee publish is never forbidden\n"
          "scenario \"s\" given x is yes expect disclose(name, dna) permitted by rest expect publish permitted\n"
          "expect record not required before disclose")
          .policy();
  CHECK(policy.guarantees.size() == 5);
  CHECK(policy.scenarios.at(0).expectations.size() == 8);
}

TEST_CASE("items, and conditions that test them, are bounded") {
  LoadLimits limits;
  limits.action_items = 5;
  const std::string text =
      "policy p type T is one of u, v, w facts x : yes/no action a(item: T) action b(item: T) clause c permit a, b "
      "when item is u and x";
  CHECK(load_text(text, {}, limits).errors() == "TooManyItems `b`");
  limits.action_items = 6;
  CHECK(load_text(text, {}, limits).errors() == "");
  limits.item_tests = 5;
  CHECK(load_text(text, {}, limits).errors() == "TooManyItemTests `item`");
}
