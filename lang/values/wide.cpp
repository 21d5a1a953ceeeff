#include "values/wide.hpp"

#include <bit>
#include <utility>

namespace carveout::wide {
namespace {

constexpr int kHalf = 64;

std::uint64_t upper_half(U128 value) noexcept {
  return static_cast<std::uint64_t>(value >> kHalf);
}
std::uint64_t lower_half(U128 value) noexcept {
  return static_cast<std::uint64_t>(value);
}

int leading_zeros(U128 value) noexcept {
  return upper_half(value) != 0 ? std::countl_zero(upper_half(value)) : kHalf + std::countl_zero(lower_half(value));
}
int leading_zeros(const U256& value) noexcept {
  return value.high != 0 ? leading_zeros(value.high) : 2 * kHalf + leading_zeros(value.low);
}

// Precondition: value is not zero.
int trailing_zeros(U128 value) noexcept {
  return lower_half(value) != 0 ? std::countr_zero(lower_half(value)) : kHalf + std::countr_zero(upper_half(value));
}

// Precondition: 0 <= places < 256.
U256 shifted_left(const U256& value, int places) noexcept {
  if (places == 0) return value;
  if (places >= 2 * kHalf) return {value.low << (places - 2 * kHalf), 0};
  return {(value.high << places) | (value.low >> (2 * kHalf - places)), value.low << places};
}

U256 halved(const U256& value) noexcept {
  return {value.high >> 1, (value.low >> 1) | (value.high << (2 * kHalf - 1))};
}

template <class Unsigned, class TrailingZeros>
Unsigned binary_gcd(Unsigned a, Unsigned b, TrailingZeros trailing) noexcept {
  if (a == 0) return b;
  if (b == 0) return a;
  const int common_twos = trailing(a | b);
  a >>= trailing(a);
  while (b != 0) {
    b >>= trailing(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << common_twos;
}

}  // namespace

U256 product(U128 a, U128 b) noexcept {
  const U128 low = U128{lower_half(a)} * lower_half(b);
  const U128 cross = U128{upper_half(a)} * lower_half(b);
  const U128 other = U128{lower_half(a)} * upper_half(b);
  // At most 3 * (2^64 - 1): the carries cannot overflow.
  const U128 middle = U128{upper_half(low)} + lower_half(cross) + lower_half(other);
  const U128 high = U128{upper_half(a)} * upper_half(b) + upper_half(cross) + upper_half(other) + upper_half(middle);
  return {high, (middle << kHalf) | lower_half(low)};
}

U256 sum(const U256& a, const U256& b) noexcept {
  const U128 low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1 : 0), low};
}

U256 difference(const U256& a, const U256& b) noexcept {
  return {a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low};
}

Division divide(const U256& dividend, const U256& divisor) noexcept {
  if (dividend < divisor) return {{}, dividend};
  if (dividend.high == 0) return {{0, dividend.low / divisor.low}, {0, dividend.low % divisor.low}};
  // Long division, bit by bit: at most 256 steps, and only where 128 bits do not do.
  int places = leading_zeros(divisor) - leading_zeros(dividend);
  U256 part = shifted_left(divisor, places);
  Division result{{}, dividend};
  for (; places >= 0; --places) {
    result.quotient = shifted_left(result.quotient, 1);
    if (result.remainder >= part) {
      result.remainder = difference(result.remainder, part);
      result.quotient.low |= 1;
    }
    part = halved(part);
  }
  return result;
}

U128 gcd(U128 a, U128 b) noexcept {
  if (upper_half(a) == 0 && upper_half(b) == 0) {
    return binary_gcd(lower_half(a), lower_half(b), [](std::uint64_t value) { return std::countr_zero(value); });
  }
  return binary_gcd(a, b, [](U128 value) { return trailing_zeros(value); });
}

U128 gcd(const U256& a, U128 b) noexcept {
  return gcd(divide(a, {0, b}).remainder.low, b);
}

// The continued fractions of both, term by term: each step takes the reciprocals of what is left, which turns the
// order round. Ends as Euclid's algorithm does, within 400 steps.
std::strong_ordering compare_quotients(U256 a, U256 b, U256 c, U256 d) noexcept {
  while (true) {
    const Division left = divide(a, b);
    const Division right = divide(c, d);
    if (left.quotient != right.quotient) return left.quotient <=> right.quotient;
    if (left.remainder.is_zero() || right.remainder.is_zero()) return left.remainder <=> right.remainder;
    // left.remainder / b against right.remainder / d is d / right.remainder against b / left.remainder.
    a = std::exchange(d, right.remainder);
    c = std::exchange(b, left.remainder);
    std::swap(b, d);
  }
}

}  // namespace carveout::wide
