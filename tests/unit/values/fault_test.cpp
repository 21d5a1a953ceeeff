#include "carveout/lang/fault.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace carveout;

namespace {

constexpr Fault kFaults[] = {
    Fault::DivisionByZero, Fault::NumberOutOfRange, Fault::DateOutOfRange,          Fault::DurationOutOfRange,
    Fault::NoSuchDay,      Fault::PartOfADay,       Fault::DurationsDoNotCompare,   Fault::NothingToChooseFrom,
    Fault::AgeBeforeBirth, Fault::MonthsCounted,    Fault::RoundingStepNotPositive, Fault::NotInForce,
    Fault::TooManySteps};

}  // namespace

TEST_CASE("every fault has an identifier and a sentence of its own") {
  std::set<std::string_view> ids;
  std::set<std::string_view> texts;
  for (const Fault fault : kFaults) {
    ids.insert(fault_id(fault));
    texts.insert(fault_text(fault));
    CHECK(fault_id(fault).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK(fault_text(fault).back() != '.');
  }
  CHECK(ids.size() == std::size(kFaults));
  CHECK(texts.size() == std::size(kFaults));
}

TEST_CASE("the identifiers and sentences of faults are stable") {
  CHECK(fault_id(Fault::DivisionByZero) == "division_by_zero");
  CHECK(fault_text(Fault::DivisionByZero) == "division by zero");
  CHECK(fault_id(Fault::NoSuchDay) == "no_such_day");
  CHECK(fault_id(Fault::NotInForce) == "not_in_force");
}

TEST_CASE("a checked result is a value or the fault in its place") {
  const Checked<std::string> value(std::string("here"));
  REQUIRE(value.ok());
  CHECK(*value == "here");
  CHECK(value->size() == 4);
  const Checked<std::string> fault(Fault::PartOfADay);
  REQUIRE_FALSE(fault.ok());
  CHECK(fault.fault() == Fault::PartOfADay);
}
