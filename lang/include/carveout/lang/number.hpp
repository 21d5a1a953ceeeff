#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "carveout/lang/fault.hpp"

namespace carveout {

// An exact number: a fraction in lowest terms, numerator and denominator in checked 128-bit parts. Decimals and
// their quotients are exact; nothing is ever rounded except by `round`. A result that does not fit is a fault.
// Immutable value; thread safe. Spec: language/03-types, "Numbers".
class Number {
 public:
  constexpr Number() noexcept = default;
  constexpr Number(std::int64_t integer) noexcept : numerator_(integer) {}

  // Reads `-?digits(_digits)*(.digits)?([eE][+-]?digits)?` exactly (the exponent is for JSON; the language has none).
  // Nothing if the text has another form or does not fit.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);

  friend Checked<Number> add(const Number& a, const Number& b);
  friend Checked<Number> subtract(const Number& a, const Number& b);
  friend Checked<Number> multiply(const Number& a, const Number& b);
  friend Checked<Number> divide(const Number& a, const Number& b);
  friend Checked<Number> negate(const Number& a);

  // Exact for every pair of numbers: the cross products are compared in 256 bits.
  friend std::strong_ordering operator<=>(const Number& a, const Number& b) noexcept;
  [[nodiscard]] friend bool operator==(const Number& a, const Number& b) noexcept {
    return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
  }

  [[nodiscard]] bool is_integer() const noexcept { return denominator_ == 1; }
  // The integer, where the number is one and fits.
  [[nodiscard]] std::optional<std::int64_t> as_int64() const noexcept;
  // A decimal where it terminates within 38 places ("0.25", "-3"), else a quotient ("1/3").
  [[nodiscard]] std::string to_text() const;

  [[nodiscard]] __int128 numerator() const noexcept { return numerator_; }
  [[nodiscard]] __int128 denominator() const noexcept { return denominator_; }

  enum class Rounding : std::uint8_t { HalfAwayFromZero, Up, Down };
  // The multiple of `step` nearest to `a`; Up is towards plus infinity, Down towards minus infinity.
  // Fault: the step is not positive, or the result does not fit.
  friend Checked<Number> round_to(const Number& a, const Number& step, Rounding rounding);

 private:
  // Takes parts that satisfy the invariant.
  constexpr Number(__int128 numerator, __int128 denominator) noexcept
      : numerator_(numerator), denominator_(denominator) {}

  // INVARIANT: denominator_ > 0, gcd(numerator_, denominator_) == 1, and both are below 2^127 in magnitude.
  __int128 numerator_ = 0;
  __int128 denominator_ = 1;
};

Checked<Number> add(const Number& a, const Number& b);
Checked<Number> subtract(const Number& a, const Number& b);
Checked<Number> multiply(const Number& a, const Number& b);
Checked<Number> divide(const Number& a, const Number& b);
Checked<Number> negate(const Number& a);
Checked<Number> round_to(const Number& a, const Number& step, Number::Rounding rounding);

// A number known only to lie between two bounds, ends included; a missing bound is infinite. `count` and `sum` over
// elements whose condition is unknown give one. Spec: language/04-conditions, "Bounds".
struct NumberBounds {
  std::optional<Number> low;
  std::optional<Number> high;
  friend bool operator==(const NumberBounds&, const NumberBounds&) = default;
};

// Interval arithmetic: the tightest bounds that hold for every pair of values; where one is not known at all, `*` and
// `/` have none. An end that does not fit becomes infinite.
[[nodiscard]] NumberBounds add(const NumberBounds& a, const NumberBounds& b);
[[nodiscard]] NumberBounds subtract(const NumberBounds& a, const NumberBounds& b);
[[nodiscard]] NumberBounds multiply(const NumberBounds& a, const NumberBounds& b);
// No bounds where the divisor may be zero.
[[nodiscard]] NumberBounds divide(const NumberBounds& a, const NumberBounds& b);
[[nodiscard]] NumberBounds negate(const NumberBounds& a);
// No bounds where the step is not positive.
[[nodiscard]] NumberBounds round_to(const NumberBounds& a, const Number& step, Number::Rounding rounding);
[[nodiscard]] NumberBounds lesser(const NumberBounds& a, const NumberBounds& b);
[[nodiscard]] NumberBounds greater(const NumberBounds& a, const NumberBounds& b);
// The smallest bounds that contain both.
[[nodiscard]] NumberBounds hull(const NumberBounds& a, const NumberBounds& b);

}  // namespace carveout
