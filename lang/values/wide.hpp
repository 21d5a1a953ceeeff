#pragma once

#include <compare>
#include <cstdint>

namespace carveout::wide {

// Whole numbers of 256 bits, as far as exact fractions need them: the product of two 127-bit parts takes 254 bits, the
// sum of two such products 255, twice a remainder 255. Internal to lang/values.
using U128 = unsigned __int128;
using I128 = __int128;

struct U256 {
  U128 high = 0;  // first, so that the defaulted comparison is the numerical one
  U128 low = 0;

  friend bool operator==(const U256&, const U256&) = default;
  friend std::strong_ordering operator<=>(const U256& a, const U256& b) noexcept {
    if (a.high != b.high) return a.high < b.high ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a.low != b.low) return a.low < b.low ? std::strong_ordering::less : std::strong_ordering::greater;
    return std::strong_ordering::equal;
  }
  [[nodiscard]] bool is_zero() const noexcept { return high == 0 && low == 0; }
};

[[nodiscard]] inline U128 magnitude(I128 value) noexcept {
  const U128 bits = static_cast<U128>(value);
  return value < 0 ? U128{0} - bits : bits;
}

[[nodiscard]] U256 product(U128 a, U128 b) noexcept;
// Preconditions: the sum fits; a >= b.
[[nodiscard]] U256 sum(const U256& a, const U256& b) noexcept;
[[nodiscard]] U256 difference(const U256& a, const U256& b) noexcept;

struct Division {
  U256 quotient;
  U256 remainder;
};
// Precondition: the divisor is not zero.
[[nodiscard]] Division divide(const U256& dividend, const U256& divisor) noexcept;

// gcd(0, b) is b.
[[nodiscard]] U128 gcd(U128 a, U128 b) noexcept;
// Precondition: b is not zero.
[[nodiscard]] U128 gcd(const U256& a, U128 b) noexcept;

// a/b against c/d. Precondition: b and d are not zero.
[[nodiscard]] std::strong_ordering compare_quotients(U256 a, U256 b, U256 c, U256 d) noexcept;

}  // namespace carveout::wide
