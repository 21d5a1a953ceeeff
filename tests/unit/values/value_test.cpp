#include "carveout/lang/value.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace carveout;

namespace {

std::vector<Value> one_of_each() {
  return {Value(),
          Absent{},
          true,
          false,
          Number(7),
          NumberBounds{Number(1), std::nullopt},
          std::string("seven"),
          *Date::parse("2018-01-31"),
          *Time::parse("2018-01-31T15:00-05:00"),
          Duration{12, 86'400},
          *Section::parse("PL 265.02(4)"),
          Member{3},
          make_list({}),
          make_list({Number(1), Value()}),
          make_record({}),
          make_record({Number(1), Value()}),
          make_record({Number(1), Absent{}})};
}

}  // namespace

TEST_CASE("a value is unknown until it is given, and known unless unknown, absent or mere bounds") {
  CHECK(Value().is_unknown());
  CHECK_FALSE(Value().is_known());
  CHECK(Value(Absent{}).is_absent());
  CHECK_FALSE(Value(Absent{}).is_known());
  CHECK_FALSE(Value(NumberBounds{}).is_known());
  CHECK(Value(Number(0)).is_known());
  CHECK(Value(false).is_known());
  CHECK(make_list({}).is_known());
}

TEST_CASE("lists and records give their parts, and other values have none") {
  const Value list = make_list({Number(1), std::string("two")});
  REQUIRE(list.list() != nullptr);
  CHECK(list.record() == nullptr);
  REQUIRE(list.list()->elements.size() == 2);
  CHECK(*list.list()->elements[1].get_if<std::string>() == "two");
  const Value record = make_record({Value(), list});
  REQUIRE(record.record() != nullptr);
  CHECK(record.list() == nullptr);
  CHECK(record.record()->fields[0].is_unknown());
  CHECK(record.record()->fields[1].list() == list.list());
  CHECK(Value(Number(1)).list() == nullptr);
  CHECK(Value().record() == nullptr);
  CHECK(Value(std::shared_ptr<const ListValue>()).list() == nullptr);
}

TEST_CASE("truth values go to values and back") {
  for (const Truth truth : {Truth::No, Truth::Unknown, Truth::Yes}) CHECK(truth_of(value_of(truth)) == truth);
  CHECK(value_of(Truth::Unknown).is_unknown());
  CHECK(*value_of(Truth::Yes).get_if<bool>());
  CHECK(truth_of(Value(Number(1))) == Truth::Unknown);
  CHECK(truth_of(Value(Absent{})) == Truth::Unknown);
}

TEST_CASE("values are the same in kind and content, and only then") {
  const auto values = one_of_each();
  const auto again = one_of_each();
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < again.size(); ++j) {
      CAPTURE(i);
      CAPTURE(j);
      CHECK(same_value(values[i], again[j]) == (i == j));
    }
  }
}

TEST_CASE("what values of one kind differ in") {
  CHECK(same_value(*Section::parse("PL 265.02(4)"), *Section::parse("PL § 265.02 (4)")));
  CHECK_FALSE(same_value(Member{1}, Member{2}));
  CHECK_FALSE(same_value(Duration{12, 0}, Duration{0, 12}));
  CHECK_FALSE(same_value(NumberBounds{}, NumberBounds{Number(0), std::nullopt}));
  // The same instant, but another day.
  CHECK_FALSE(same_value(*Time::parse("2018-01-31T23:00-05:00"), *Time::parse("2018-02-01T04:00Z")));
  CHECK_FALSE(same_value(make_list({Number(1), Number(2)}), make_list({Number(2), Number(1)})));
  CHECK_FALSE(same_value(make_list({Number(1)}), make_list({Number(1), Number(1)})));
  CHECK(same_value(make_list({make_list({Number(1)})}), make_list({make_list({Number(1)})})));
  CHECK(same_value(Value(std::shared_ptr<const ListValue>()), Value(std::shared_ptr<const ListValue>())));
  CHECK_FALSE(same_value(Value(std::shared_ptr<const ListValue>()), make_list({})));
}

TEST_CASE("copies share what is large and outlive it") {
  Value copy;
  {
    const Value list = make_list(std::vector<Value>(1000, Value(std::string("a long enough text to be on the heap"))));
    copy = list;
    CHECK(copy.list() == list.list());
  }
  CHECK(copy.list()->elements.size() == 1000);
}
