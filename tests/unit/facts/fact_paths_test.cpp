#include <doctest/doctest.h>

#include "unit/facts/bound.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

SetResult set(Facts& facts, std::string_view where, Value value) {
  return set_fact(policy(), facts, path(policy(), where), std::move(value));
}
Value at(const Facts& facts, std::string_view where) {
  return fact_at(policy(), facts, path(policy(), where));
}

}  // namespace

TEST_CASE("without facts everything is unknown, and so is everything inside it") {
  const Facts facts = no_facts(policy());
  CHECK(facts.roots.size() == policy().facts.size());
  CHECK(at(facts, "request").is_unknown());
  CHECK(at(facts, "request.received").is_unknown());
  CHECK(at(facts, "subject.convictions[3].date").is_unknown());
}

TEST_CASE("setting a field makes the unknown records around it known, with their other fields unknown") {
  Facts facts = no_facts(policy());
  CHECK(set(facts, "request.approved", true) == SetResult::Ok);
  CHECK(same_value(at(facts, "request.approved"), true));
  CHECK(at(facts, "request").is_known());
  CHECK(at(facts, "request.received").is_unknown());
  CHECK(at(facts, "subject").is_unknown());
}

TEST_CASE("setting a record to unknown makes all of it unknown") {
  Facts facts = no_facts(policy());
  CHECK(set(facts, "request.approved", true) == SetResult::Ok);
  CHECK(set(facts, "request", Unknown{}) == SetResult::Ok);
  CHECK(at(facts, "request").is_unknown());
  CHECK(at(facts, "request.approved").is_unknown());
}

TEST_CASE("an element that is there can be changed, and the facts it was copied from stay as they were") {
  Facts facts = no_facts(policy());
  const Value robbery = make_record({*Section::parse("PL 160.10"), Unknown{}, Absent{}});
  CHECK(set(facts, "subject.convictions", make_list({robbery, robbery})) == SetResult::Ok);
  const Facts before = facts;
  CHECK(set(facts, "subject.convictions[2].date", *Date::parse("2016-05-04")) == SetResult::Ok);
  CHECK(same_value(at(facts, "subject.convictions[2].date"), *Date::parse("2016-05-04")));
  CHECK(at(facts, "subject.convictions[1].date").is_unknown());
  CHECK(at(before, "subject.convictions[2].date").is_unknown());
}

TEST_CASE("what cannot be set says why and changes nothing") {
  Facts facts = no_facts(policy());
  CHECK(set(facts, "subject.convictions[1]", Unknown{}) == SetResult::UnderUnknownList);
  CHECK(at(facts, "subject").is_unknown());
  CHECK(set(facts, "subject.convictions", make_list({})) == SetResult::Ok);
  CHECK(set(facts, "subject.convictions[1].date", Unknown{}) == SetResult::NoSuchElement);
  CHECK(set(facts, "spouse", Absent{}) == SetResult::Ok);
  CHECK(set(facts, "spouse.in_custody", true) == SetResult::UnderAbsentRecord);
  CHECK(at(facts, "spouse").is_absent());
}

TEST_CASE("what is inside something absent is absent") {
  Facts facts = no_facts(policy());
  CHECK(set(facts, "spouse", Absent{}) == SetResult::Ok);
  CHECK(at(facts, "spouse.convictions[1].date").is_absent());
}

TEST_CASE("a path that fits no declaration reads as unknown and cannot be set") {
  Facts facts = no_facts(policy());
  const FactPath nowhere{static_cast<FactId>(99), {}};
  const FactPath no_field{static_cast<FactId>(0), {{false, 99}}};
  const FactPath into_a_number{static_cast<FactId>(3), {{false, 0}}};
  for (const FactPath& wrong : {nowhere, no_field, into_a_number}) {
    CHECK(fact_at(policy(), facts, wrong).is_unknown());
    CHECK(set_fact(policy(), facts, wrong, true) == SetResult::NoSuchElement);
  }
}
