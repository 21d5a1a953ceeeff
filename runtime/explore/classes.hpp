#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "explore/budget.hpp"
#include "explore/ordered_values.hpp"
#include "explore/reading_points.hpp"

namespace carveout::explore {

// What stands for a section of which the policy says nothing: told as "another section".
inline constexpr std::string_view kOtherSection = "Another Law § 1";

// Values of a fact, and what the conditions make of them: classes with the same truths are alike.
struct FoundClass {
  ValueClass values;
  std::string truths;
};

// Which values of a fact the conditions of a question distinguish, on given facts: they are tried out. Spec:
// language/16-exploring, 16.1.
class Classes {
 public:
  // All must outlive it.
  Classes(const Readings& readings, const ExploreLimits& limits, const Costs& costs, Budget& budget)
      : readings_(readings), limits_(limits), costs_(costs), budget_(budget) {}

  // Those that a fact may have on what is known of it; or of a known one, what it might be instead. None, where the
  // budget does not suffice to find them.
  enum class Which : std::uint8_t { StillPossible, Instead };
  [[nodiscard]] std::vector<FoundClass> of(const State& state, const Point& point, Which which) const;
  // Entries that may follow those of a list, one for each difference that they make on given facts.
  [[nodiscard]] std::vector<Value> entries(const State& state, const Point& list) const;
  // Likewise records, for one that is missing.
  [[nodiscard]] std::vector<Value> records(const State& state, const Point& record) const;
  // The truths of all conditions that read a fact.
  [[nodiscard]] std::string truths(const State& state, const Point& point) const;

 private:
  using Leaves = std::vector<const LeafReading*>;
  using Trial = std::function<State(const Value&)>;
  struct Search {
    Leaves leaves;
    Trial trial;
    TypeId type{};
    bool optional = false;
    Value known;         // what is known of it
    bool apart = false;  // its conditions read other facts as well
    const State* state{};
  };
  [[nodiscard]] std::vector<FoundClass> find(const Search& search) const;
  [[nodiscard]] std::vector<FoundClass> ordered(const Search& search) const;
  [[nodiscard]] std::vector<FoundClass> grouped(const Search& search, const std::vector<Value>& values,
                                                bool by_truths) const;
  [[nodiscard]] std::vector<Value> seeds(const Search& search) const;
  [[nodiscard]] std::string truths_of(const Leaves& leaves, const State& state) const;
  // Values of a type, a record's made of those of the fields that are read.
  [[nodiscard]] std::vector<Value> made(const Leaves& leaves, TypeId type, const State& state,
                                        const Trial& trial) const;
  // A record without the fields that change no truth.
  [[nodiscard]] Value bare(const Leaves& leaves, Value record, const Trial& trial) const;
  [[nodiscard]] const CheckedPolicy& policy() const { return *readings_.plan().policy; }

  const Readings& readings_;
  const ExploreLimits& limits_;
  const Costs& costs_;
  Budget& budget_;
};

}  // namespace carveout::explore
