#include <doctest/doctest.h>

#include "unit/explore/exploring.hpp"

namespace carveout {
namespace {

using testing::Explored;

const char* const kPolicy = R"(policy example "An example"
type Warrant has
  judicial : yes/no "was signed by a judge"
  issued   : date "the date of issue"
type Conviction has
  felony : yes/no "was for a felony"
  date   : date
facts
  urgent      : yes/no "the request is urgent"
  asked       : date "the date of the request"
  warrant     : Warrant if any "the warrant"
  convictions : list of Conviction "the convictions"
action search "search the house" by default forbidden
action record "keep a record" by default forbidden
action arrest "arrest the person" by default forbidden
clause with_warrant permit search when urgent and asked on or after 2020-01-01
clause by_judge permit record when warrant is present and warrant.judicial and warrant.issued on or before asked
clause felon permit arrest when some c in convictions satisfies (c.felony and c.date before 2015-01-01)
)";

std::string best(const NeedsReport& needs) {
  return needs.best ? needs.facts[*needs.best].fact.path : "nothing";
}

TEST_CASE("a determined answer needs nothing") {
  const Explored example(kPolicy);
  const NeedsReport needs = needs_of(*example.plan, example.facts(R"({"urgent": false})"), example.action("search"));
  CHECK(needs.facts.empty());
  CHECK(best(needs) == "nothing");
}

TEST_CASE("a date is asked for by the stretches that make a difference") {
  const Explored example(kPolicy);
  const NeedsReport needs = needs_of(*example.plan, example.facts(R"({"urgent": true})"), example.action("search"));
  REQUIRE(needs.facts.size() == 1);
  const NextQuestion& asked = needs.facts[0];
  CHECK(asked.fact.path == "asked");
  REQUIRE(asked.answers.size() == 2);
  CHECK(asked.answers[0].high->get_if<Date>()->to_text() == "2019-12-31");
  CHECK(!asked.answers[0].low);
  CHECK(asked.answers[1].low->get_if<Date>()->to_text() == "2020-01-01");
  CHECK(needs.at_most == 1);
  REQUIRE(asked.turns.size() == 1);
  CHECK((*example.policy)[*asked.turns[0].clause].name == "with_warrant");
}

TEST_CASE("the border with a known fact is found") {
  const Explored example(kPolicy);
  const Facts facts = example.facts(R"({"asked": "2021-05-05", "warrant": {"judicial": true}})");
  const NeedsReport needs = needs_of(*example.plan, facts, example.action("record"));
  REQUIRE(needs.facts.size() == 1);
  REQUIRE(needs.facts[0].answers.size() == 2);
  CHECK(needs.facts[0].answers[0].high->get_if<Date>()->to_text() == "2021-05-05");
}

TEST_CASE("whether there is a record comes before what is in it") {
  const Explored example(kPolicy);
  Interview interview(example.plan, example.facts(R"({"asked": "2021-05-05"})"), example.action("record"));
  REQUIRE(interview.question() != nullptr);
  CHECK(interview.question()->fact.path == "warrant");
  CHECK(interview.question()->kind == NextQuestion::Kind::Presence);
  REQUIRE(interview.answer(record_unknown(*example.policy, interview.question()->fact.type)));
  REQUIRE(interview.question() != nullptr);
  CHECK(interview.question()->fact.path == "warrant.judicial");
}

TEST_CASE("an entry of a list is asked about by its fields") {
  const Explored example(kPolicy);
  Interview interview(example.plan, no_facts(*example.policy), example.action("arrest"));
  REQUIRE(interview.question() != nullptr);
  CHECK(interview.question()->kind == NextQuestion::Kind::Entries);
  REQUIRE(interview.answer(entries_unknown(*example.policy, interview.question()->fact.type, 2)));
  CHECK(interview.question()->fact.path == "convictions[1].felony");
  REQUIRE(interview.answer(Value(false)));
  CHECK(interview.question()->fact.path == "convictions[2].felony");
}

TEST_CASE("an answer can be taken back, and what nobody knows is not asked again") {
  const Explored example(kPolicy);
  Interview interview(example.plan, no_facts(*example.policy), example.action("search"));
  CHECK(!interview.back());
  CHECK(interview.question()->fact.path == "urgent");
  interview.dont_know();
  REQUIRE(interview.question() != nullptr);
  CHECK(interview.question()->fact.path == "asked");
  REQUIRE(interview.answer(Value(*Date::parse("2020-01-01"))));
  CHECK(interview.question() == nullptr);
  CHECK(interview.not_known() == std::vector<std::string>{"urgent"});
  CHECK(interview.back());
  CHECK(interview.question()->fact.path == "asked");
  CHECK(interview.back());
  CHECK(interview.question()->fact.path == "urgent");
  CHECK(interview.not_known().empty());
}

TEST_CASE("an answer that the fact cannot have changes nothing") {
  const Explored example(kPolicy);
  Interview interview(example.plan, no_facts(*example.policy), example.action("search"));
  CHECK(!interview.answer(Value(Absent{})));
  CHECK(interview.answered() == 0);
  CHECK(interview.question()->fact.path == "urgent");
}

TEST_CASE("with few decisions allowed the best question is not exact") {
  const Explored example(kPolicy);
  ExploreLimits limits;
  limits.question_decisions = 1;
  const NeedsReport needs =
      needs_of(*example.plan, no_facts(*example.policy), example.action("record"), {}, {}, limits);
  CHECK(!needs.exact);
  CHECK(needs.at_most == 0);
  CHECK(best(needs) != "nothing");
}

TEST_CASE("of a long list the first entries are told, by their numbers") {
  const Explored example(kPolicy);
  Facts facts = no_facts(*example.policy);
  const FactId convictions{3};
  const TypeId list = (*example.policy).facts[index_of(convictions)].type;
  REQUIRE(set_fact(*example.policy, facts, {convictions, {}}, entries_unknown(*example.policy, list, 300)) ==
          SetResult::Ok);
  const NeedsReport needs = needs_of(*example.plan, facts, example.action("arrest"));
  REQUIRE(needs.facts.size() == 64);
  CHECK(needs.facts[0].fact.path == "convictions[1].felony");
  CHECK(needs.facts[1].fact.path == "convictions[1].date");
  CHECK(needs.facts[20].fact.path == "convictions[11].felony");
  CHECK(needs.facts[63].fact.path == "convictions[32].date");
  CHECK(needs.more == 600 - 64);
}

TEST_CASE("a search for the best question ends where its steps do, or where it is to stop") {
  const Explored example(kPolicy);
  ExploreLimits limits;
  limits.question_steps = 1;
  const Facts facts = no_facts(*example.policy);
  const NeedsReport few = needs_of(*example.plan, facts, example.action("search"), {}, {}, limits);
  CHECK(few.end == SearchEnd::AtLimit);
  CHECK(!few.exact);
  CHECK(few.facts.size() == 2);
  CHECK(best(few) != "nothing");
  const std::atomic<bool> stop{true};
  limits = {};
  limits.stop = &stop;
  const NeedsReport stopped = needs_of(*example.plan, facts, example.action("search"), {}, {}, limits);
  CHECK(stopped.end == SearchEnd::Stopped);
  CHECK(best(stopped) != "nothing");
}

TEST_CASE("a question says what may be answered, and why it is asked") {
  const Explored example(kPolicy);
  const Facts facts = example.facts(R"({"asked": "2021-01-01"})");
  const NeedsReport needs = needs_of(*example.plan, facts, example.action("search"));
  CHECK(question_text(example.context(facts), needs.facts[0], 80, Ink::Plain) ==
        "Is it so that the request is urgent?\n"
        "  Answer: yes or no.\n"
        "  Fact: urgent\n"
        "  Asked because it decides, or helps to decide:\n"
        "    with_warrant: urgent\n");
}

}  // namespace
}  // namespace carveout
