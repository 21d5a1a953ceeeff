#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace carveout {

// Why an operation has no result. A fault is a value with a cause, never an exception: a condition that meets one is
// unknown, and the answer names the fault. Spec: language/04-conditions, "Faults".
enum class Fault : std::uint8_t {
  DivisionByZero,
  NumberOutOfRange,  // a numerator or denominator would need more than 127 bits
  DateOutOfRange,    // outside the years 1 to 9999
  DurationOutOfRange,
  NoSuchDay,              // 29 February + 1 year, and no rounding is declared
  PartOfADay,             // a date moved by hours or minutes
  DurationsDoNotCompare,  // 1 month against 30 days
  NothingToChooseFrom,    // `earliest`, `latest`, `least`, `greatest` of no element
  AgeBeforeBirth,
  RoundingStepNotPositive,
  NotInForce,        // a parameter read on a date for which it has no value; a name of which no version is in force
  ExceptionsDiffer,  // exceptions to one definition that are in force together and give different values
  MonthsCounted,     // months or years counted by a calendar
  TooManySteps,      // the decision's bound on work was reached; what is left is not worked out
};

// A short sentence without a full stop, for people: "division by zero".
[[nodiscard]] std::string_view fault_text(Fault fault) noexcept;
// The stable identifier used in JSON: "division_by_zero".
[[nodiscard]] std::string_view fault_id(Fault fault) noexcept;

// A result of type T, or the fault that stands in its place.
template <class T>
class [[nodiscard]] Checked {
 public:
  Checked(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Checked(Fault fault) : state_(std::in_place_index<1>, fault) {}
  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  // Precondition: ok().
  [[nodiscard]] const T& operator*() const noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&state_); }
  // Precondition: !ok().
  [[nodiscard]] Fault fault() const noexcept { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Fault> state_;
};

}  // namespace carveout
