#include <doctest/doctest.h>

#include "support/deciding.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

constexpr const char* kShared = R"(
facts
  a : yes/no
  b : yes/no
  day : date
action act by default permitted
action plain
duty record done when a
)";

// The root, and the file of one more policy, `other`.
Asked two(const std::string& root, const std::string& other) {
  return Asked("policy root " + root + " use shared ", {},
               {{"shared", kShared}, {"other", "policy other use shared " + other}});
}
// The root adopts the other; both have clauses.
Asked beside(const std::string& root, const std::string& other) {
  return Asked("policy root adopts other use shared " + root, {},
               {{"shared", kShared}, {"other", "policy other use shared " + other}});
}

}  // namespace

TEST_CASE("the outcome of two words: a ban prevails over a conflict, that over a permission, that over silence") {
  const char* const permit = "clause p permit act";
  const char* const forbid = "clause f forbid act";
  const char* const clash = "clause p permit act clause f forbid act";
  const char* const silent = "clause s forbid act when a and not a";
  const struct {
    const char* root;
    const char* other;
    const char* outcome;
    const char* words;
  } rows[] = {
      {permit, permit, "permitted by p, other.p", "root permit, other permit"},
      {permit, forbid, "forbidden by other.f", "root permit, other forbid"},
      {permit, clash, "conflict by other.p, other.f", "root permit, other conflict"},
      {permit, silent, "permitted by p", "root permit, other silent"},
      {forbid, forbid, "forbidden by f, other.f", "root forbid, other forbid"},
      {clash, forbid, "forbidden by other.f", "root conflict, other forbid"},
      {silent, clash, "conflict by other.p, other.f", "root silent, other conflict"},
      {silent, silent, "permitted by default", "root silent, other silent"},
  };
  for (const auto& row : rows) {
    const Asked asked = beside(row.root, row.other);
    CAPTURE(row.root);
    CAPTURE(row.other);
    CHECK(asked.ask("act", R"({"a": true})") == row.outcome);
    CHECK(asked.words("act", R"({"a": true})") == row.words);
  }
}

TEST_CASE("an outcome can be certain where no policy's word is") {
  const Asked asked = beside("clause f forbid act when a", "clause g forbid act when not a");
  CHECK(asked.ask("act", "{}") == "forbidden by f, other.g");
  CHECK(asked.words("act", "{}") == "root undetermined, other undetermined");
  const Asked either = beside("clause f permit act when a", "clause g forbid act when not a");
  CHECK(either.ask("act", "{}") == "undetermined {permitted, forbidden} needs a");
}

TEST_CASE("where one policy forbids for certain, what another may say made nothing") {
  const Asked asked = beside("clause f forbid act when a", "clause g forbid act");
  CHECK(asked.ask("act", "{}") == "forbidden by other.g");
  CHECK(asked.words("act", "{}") == "root undetermined, other forbid");
}

TEST_CASE("`on conflict` and ranks are each policy's own") {
  const Asked asked(
      "policy root adopts other on conflict permit use shared clause p permit act clause f forbid act", {},
      {{"shared", kShared}, {"other", "policy other use shared clause p permit plain clause f forbid plain"}});
  CHECK(asked.ask("act", "{}") == "permitted by p, f");
  CHECK(asked.ask("plain", "{}") == "conflict by other.p, other.f");
  const Asked ranks = beside("clause top permit act notwithstanding all", "clause f forbid act");
  CHECK(ranks.ask("act", "{}") == "forbidden by other.f");
  const Asked strikes = beside("clause p permit plain carveout v from all forbids", "clause f forbid act");
  CHECK(strikes.ask("act", "{}") == "forbidden by other.f");
}

TEST_CASE("a duty is required by whichever policy requires it, once in the answer") {
  const Asked asked = beside("clause r require record before act", "clause s require record before act when b");
  CHECK(asked.duty("record", "act", R"({"a": false, "b": true})") == "required by r, other.s, outstanding");
  const Decision decision = asked.decide("act", R"({"a": false, "b": true})");
  CHECK(decision.duties.size() == 1);
  CHECK_FALSE(decision.allowed);
}

TEST_CASE("a superseded policy is silent where the other is in scope and in force, and nowhere else") {
  const Asked asked = two("supersedes other applies when a in force from 2020-01-01 as of day", "clause f forbid act");
  CHECK(asked.ask("act", R"({"a": true, "day": "2020-01-01"})") == "permitted by default");
  CHECK(asked.ask("act", R"({"a": false, "day": "2020-01-01"})") == "forbidden by other.f");
  CHECK(asked.ask("act", R"({"a": true, "day": "2019-12-31"})") == "forbidden by other.f");
  CHECK(asked.ask("act", R"({"day": "2020-01-01"})") == "undetermined {permitted, forbidden} needs a");
  CHECK(asked.ask("act", R"({"a": true})") == "undetermined {permitted, forbidden} needs day");
  CHECK(asked.ask("act", R"({"day": "2019-12-31"})") == "forbidden by other.f");
}

TEST_CASE("what supersedes displaces even where it is displaced itself, and nothing where it is taken out") {
  const Asked asked("policy root supersedes middle use shared clause r permit plain", {},
                    {{"shared", kShared},
                     {"middle", "policy middle supersedes first use shared clause m forbid act"},
                     {"first", "policy first use shared clause f forbid act"}});
  CHECK(asked.ask("act", "{}") == "permitted by default");
  const auto root = *asked.policy().find_policy("root");
  const auto middle = *asked.policy().find_policy("middle");
  CHECK(asked.without({root}).ask("act", "{}") == "forbidden by middle.m");
  CHECK(asked.without({root, middle}).ask("act", "{}") == "forbidden by first.f");
}

TEST_CASE("a part's scope is its clauses' alone, inside the scope of its own policy") {
  const Asked asked =
      beside("clause p permit act", "part q applies when a clause f forbid act end part clause g forbid plain");
  CHECK(asked.ask("act", R"({"a": true})") == "forbidden by other.f");
  CHECK(asked.ask("act", R"({"a": false})") == "permitted by p");
  CHECK(asked.ask("plain", R"({"a": false})") == "forbidden by other.g");
}

TEST_CASE("the word of another policy is a condition like any other") {
  const Asked asked = beside("clause c permit plain only if act is not forbidden by other",
                             "clause f forbid act when a exception e to f permit act when b clause g forbid act when "
                             "a and not b");
  CHECK(asked.ask("plain", R"({"a": true, "b": false})") == "forbidden by c");
  CHECK(asked.ask("plain", R"({"a": true, "b": true})") == "permitted by c");
  CHECK(asked.ask("plain", R"({"a": false})") == "permitted by c");
  CHECK(asked.ask("plain", R"({"b": true})") == "permitted by c");
  CHECK(asked.ask("plain", "{}") == "undetermined {permitted, forbidden} needs a, b");
  // A conflict is no ban, unless the policy says so.
  CHECK(beside("clause c permit plain only if act is not forbidden by other", "clause f forbid act clause p permit act")
            .ask("plain", "{}") == "permitted by c");
  const Asked settled(
      "policy root adopts other use shared clause c permit plain only if act is not forbidden by other", {},
      {{"shared", kShared},
       {"other", "policy other on conflict forbid use shared clause f forbid act clause p permit act"}});
  CHECK(settled.ask("plain", "{}") == "forbidden by c");
}

TEST_CASE("a policy that is superseded or taken out forbids nothing to those who ask") {
  const Asked asked = two("supersedes other applies when a clause c permit plain only if act is not forbidden by other",
                          "clause f forbid act");
  CHECK(asked.ask("plain", R"({"a": true})") == "permitted by c");
  const Asked adopts = beside("clause c permit plain only if act is not forbidden by other", "clause f forbid act");
  CHECK(adopts.ask("plain", "{}") == "forbidden by c");
  CHECK(adopts.without({*adopts.policy().find_policy("other")}).ask("plain", "{}") == "permitted by c");
}

TEST_CASE("in a clause that tests the item, the word on that item is asked for") {
  const Asked asked(
      "policy root adopts other use shared use items clause c permit tell when told(item) is not forbidden by other",
      {},
      {{"shared", kShared},
       {"items", "type Item is one of name, dna action tell(item: Item) action told(item: Item)"},
       {"other", "policy other use shared use items clause f forbid told(dna) clause g forbid told(name) when a"}});
  CHECK(asked.ask("tell(dna)", "{}") == "unaddressed by default");
  CHECK(asked.ask("tell(name)", R"({"a": false})") == "permitted by c");
  CHECK(asked.ask("tell(name)", R"({"a": true})") == "unaddressed by default");
  CHECK(asked.ask("tell(name)", "{}") == "undetermined {permitted, unaddressed} needs a");
}
