#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "carveout/lang/calendar.hpp"
#include "carveout/lang/number.hpp"
#include "carveout/lang/section.hpp"
#include "carveout/lang/truth.hpp"

namespace carveout {

class Value;

struct Unknown { friend bool operator==(Unknown, Unknown) = default; };
struct Absent { friend bool operator==(Absent, Absent) = default; };
// A member of a closed type, by its position in the declaration.
struct Member { std::uint32_t index = 0; friend auto operator<=>(const Member&, const Member&) = default; };
struct ListValue;
struct RecordValue;

// One value of the language, or what stands in its place: unknown, or absent (known not to exist). Lists and records
// are shared and immutable; a record's fields stand in the order of its declaration and may themselves be unknown.
// Copying is cheap; thread safe. Spec: language/03-types.
class Value {
 public:
  using State = std::variant<Unknown, Absent, bool, Number, NumberBounds, std::string, Date, Time, Duration, Section, Member,
                             std::shared_ptr<const ListValue>, std::shared_ptr<const RecordValue>>;
  Value() = default;  // unknown
  template <class T>
    requires(!std::is_same_v<std::decay_t<T>, Value> && std::is_constructible_v<State, T>)
  Value(T&& state) : state_(std::forward<T>(state)) {}
  Value(const char*) = delete;

  [[nodiscard]] bool is_unknown() const noexcept { return std::holds_alternative<Unknown>(state_); }
  [[nodiscard]] bool is_absent() const noexcept { return std::holds_alternative<Absent>(state_); }
  // Neither unknown nor absent nor mere bounds.
  [[nodiscard]] bool is_known() const noexcept {
    return !is_unknown() && !is_absent() && !std::holds_alternative<NumberBounds>(state_);
  }
  template <class T>
  [[nodiscard]] const T* get_if() const noexcept { return std::get_if<T>(&state_); }
  [[nodiscard]] const State& state() const noexcept { return state_; }
  [[nodiscard]] const ListValue* list() const noexcept;
  [[nodiscard]] const RecordValue* record() const noexcept;

 private:
  State state_;
};

struct ListValue { std::vector<Value> elements; };
struct RecordValue { std::vector<Value> fields; };

[[nodiscard]] Value make_list(std::vector<Value> elements);
[[nodiscard]] Value make_record(std::vector<Value> fields);
[[nodiscard]] Value value_of(Truth truth);              // Unknown becomes an unknown value
[[nodiscard]] Truth truth_of(const Value& value) noexcept;  // anything but a yes/no is Unknown
// Structural: same kind and same content; unknown equals unknown, and times in different offsets differ (their days may).
[[nodiscard]] bool same_value(const Value& a, const Value& b);

}  // namespace carveout
