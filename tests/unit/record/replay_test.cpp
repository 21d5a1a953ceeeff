#include "carveout/replay.hpp"

#include <doctest/doctest.h>

#include "recording.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

Record read(const std::string& line) {
  const ReadRecord read = read_record(line);
  REQUIRE(read.record);
  return *read.record;
}

// "take: outcome clauses" of each decision that differs.
std::string differing(const Replayed& replayed) {
  std::string out;
  for (const ReplayedDecision& one : replayed.decisions) {
    if (one.differing.empty()) continue;
    out += (out.empty() ? "" : "; ") + one.before.action + ":";
    for (const std::string& member : one.differing) out += ' ' + member;
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("by the same policy nothing differs") {
  const Recorded policy(kLeave);
  RecordOptions told;
  told.decide.as_of = Date::parse("2020-02-29");
  for (const std::string& line : {policy.line("{}"), policy.line(R"({"kind":"illness","day":"2024-01-31","days":12})"),
                                  policy.line(R"({"days":{"between":[9,11]},"kind":"holiday"})", told)}) {
    const Replayed replayed = replay(policy.plan(), policy.digest(), read(line));
    CAPTURE(line);
    CHECK(replayed.kind == Replayed::Kind::Decided);
    CHECK(replayed.same_policy);
    CHECK(!replayed.differs());
  }
}

TEST_CASE("what a record says otherwise than its own policy differs") {
  const Recorded policy(kLeave);
  Record record = read(policy.line(R"({"day":"2024-05-01","days":30})"));
  record.decisions[0].outcome = "permitted";
  record.decisions[0].clauses.clear();
  const Replayed replayed = replay(policy.plan(), policy.digest(), record);
  CHECK(replayed.same_policy);
  CHECK(differing(replayed) == "take: outcome clauses");
  record = read(policy.line(R"({"day":"2024-05-01","days":30})"));
  record.as_of = "2024-05-02";
  CHECK(replay(policy.plan(), policy.digest(), record).other_date);
}

TEST_CASE("by another version it is told what changes") {
  const Recorded first(kLeave);
  const Recorded second(replaced(kLeave, "when days > 10", "when days > 20"));
  const Record record = read(first.line(R"({"day":"2024-05-01","days":15,"kind":"illness"})"));
  const Replayed replayed = replay(second.plan(), second.digest(), record);
  CHECK(replayed.kind == Replayed::Kind::Decided);
  CHECK(!replayed.same_policy);
  CHECK(differing(replayed) == "take: outcome allowed basis possible clauses");
  CHECK(replayed.decisions[0].after->outcome == "permitted");
  // With the reason: the clause that made it forbidden is told not to be in force.
  const auto& others = replayed.decisions[0].answer.explanation.not_in_force;
  REQUIRE(!others.empty());
  CHECK(second.policy().clause_name(others[0].clause) == "long");
  CHECK(others[0].why == Why::Conditions);
}

TEST_CASE("an action that the policy no longer has, and other duties, differ") {
  const Recorded first(kLeave);
  const Recorded second(
      replaced(replaced(kLeave, "action cancel", "action call_off"), "permit cancel", "permit call_off"));
  const std::string facts = R"({"day":"2024-05-01","days":5,"kind":"holiday"})";
  CHECK(differing(replay(second.plan(), second.digest(), read(first.line(facts)))) == "cancel: action");
  const Recorded third(replaced(kLeave, "within 2 days", "within 3 days"));
  CHECK(differing(replay(third.plan(), third.digest(), read(first.line(facts)))) == "take: duties");
}

TEST_CASE("a record that cannot be decided again says why") {
  const Recorded policy(kLeave);
  RecordOptions options;
  const auto kind = [&](const Record& record) { return replay(policy.plan(), policy.digest(), record).kind; };
  options.facts = FactsKept::Digest;
  CHECK(kind(read(policy.line("{}", options))) == Replayed::Kind::WithoutFacts);
  const Record good = read(policy.line(R"({"days":15})"));
  Record bad = good;
  bad.facts = R"({"days":5})";
  CHECK(kind(bad) == Replayed::Kind::FactsAltered);
  // With a digest that fits: the policy reads them, but it would write them otherwise.
  bad.facts = R"({"days":15.0})";
  bad.facts_digest = facts_digest(*bad.facts);
  CHECK(kind(bad) == Replayed::Kind::FactsAltered);
  bad.facts = R"({"hours":15})";
  bad.facts_digest = facts_digest(*bad.facts);
  const Replayed other = replay(policy.plan(), policy.digest(), bad);
  CHECK(other.kind == Replayed::Kind::FactsDoNotFit);
  CHECK(other.reason.find("`hours`") != std::string::npos);
  bad = good;
  bad.as_of_told = true;
  bad.as_of = "2024-02-30";
  CHECK(kind(bad) == Replayed::Kind::DateUnknown);
}
