#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "carveout/lang/calendar.hpp"
#include "carveout/lang/number.hpp"
#include "carveout/lang/section.hpp"
#include "carveout/lang/truth.hpp"

namespace carveout {

class Value;

struct Unknown {
  friend bool operator==(Unknown, Unknown) = default;
};
struct Absent {
  friend bool operator==(Absent, Absent) = default;
};
// A member of a closed type, by its position in the declaration.
struct Member {
  std::uint32_t index = 0;
  friend auto operator<=>(const Member&, const Member&) = default;
};
struct ListValue;
struct RecordValue;
struct PartValue;

// One value of the language, or what stands in its place: unknown, known in part, or absent (known not to exist). Lists
// and records are shared and immutable; a record's fields stand in the order of its declaration and may themselves be
// unknown. Copying is cheap; thread safe. Spec: language/03-types; known in part: language/07-decisions, 7.1.
class Value {
 public:
  using State = std::variant<Unknown, Absent, bool, Number, NumberBounds, std::string, Date, Time, Duration, Section,
                             Member, std::shared_ptr<const ListValue>, std::shared_ptr<const RecordValue>,
                             std::shared_ptr<const PartValue>>;
  Value() = default;  // unknown
  template <class T>
  requires(!std::is_same_v<std::decay_t<T>, Value> && std::is_constructible_v<State, T>) Value(T&& state)
      : state_(std::forward<T>(state)) {}
  Value(const char*) = delete;

  [[nodiscard]] bool is_unknown() const noexcept { return std::holds_alternative<Unknown>(state_); }
  [[nodiscard]] bool is_absent() const noexcept { return std::holds_alternative<Absent>(state_); }
  // Neither unknown nor absent nor known in part; of a list that it has no more elements, of a record that it exists.
  [[nodiscard]] bool is_known() const noexcept;
  template <class T>
  [[nodiscard]] const T* get_if() const noexcept {
    return std::get_if<T>(&state_);
  }
  [[nodiscard]] const State& state() const noexcept { return state_; }
  [[nodiscard]] const ListValue* list() const noexcept;
  [[nodiscard]] const RecordValue* record() const noexcept;
  [[nodiscard]] const PartValue* part() const noexcept;

 private:
  State state_;
};

// Where it is open, more elements may follow these.
struct ListValue {
  std::vector<Value> elements;
  bool open = false;
};
struct RecordValue {
  std::vector<Value> fields;
};
// What is known of a value that is not known; numbers within bounds are NumberBounds.
struct PartValue {
  enum class Kind : std::uint8_t {
    Between,  // dates, times, durations: from the first value to the second, ends included; an unknown one is no end
    OneOf,    // two values or more, all different; one may be Absent
    Under,    // the section that is its one value, or a subdivision of it
  };
  Kind kind{};
  std::vector<Value> values;
};

[[nodiscard]] Value make_list(std::vector<Value> elements);
[[nodiscard]] Value make_open_list(std::vector<Value> elements);
// A list that is as open as another.
[[nodiscard]] Value make_list_like(const ListValue& other, std::vector<Value> elements);
[[nodiscard]] Value make_record(std::vector<Value> fields);
// Below, at or above zero, of two values of a type that has ranges: numbers, dates, times, durations. Nothing where
// they do not compare, or are times one of which has no offset: how those order depends on the offset of the other, and
// of a time within a range that is not known.
[[nodiscard]] std::optional<int> order_of_ends(const Value& a, const Value& b);
// Known to lie between two values of one type, ends included; an unknown end is none. The value itself where the ends
// are equal. Nothing where they come in the wrong order, do not compare, or are of a type that has no ranges.
[[nodiscard]] std::optional<Value> make_between(const Value& low, const Value& high);
// Known to be one of these, each counted once; the value itself where there is but one. Precondition: not empty.
[[nodiscard]] Value make_one_of(std::vector<Value> values);
[[nodiscard]] Value make_under(Section section);
[[nodiscard]] Value value_of(Truth truth);  // Unknown becomes an unknown value
// Anything but a yes/no is Unknown, and so is one that may be either. That it may be absent does not count.
[[nodiscard]] Truth truth_of(const Value& value) noexcept;
// Structural: same kind and same content; unknown equals unknown, and times in different offsets differ (their days
// may).
[[nodiscard]] bool same_value(const Value& a, const Value& b);

}  // namespace carveout
