#include <algorithm>
#include <array>
#include <compare>

#include "carveout/lang/number.hpp"
#include "values/wide.hpp"

namespace carveout {
namespace {

using wide::magnitude;

// The end of an interval that no value can reach is left out; so is one that does not fit, which only widens.
using End = std::optional<Number>;

End end_of(const Checked<Number>& result) {
  return result.ok() ? End(*result) : std::nullopt;
}

template <class Operation>
End combined(const End& a, const End& b, Operation operation) {
  if (!a || !b) return std::nullopt;
  return end_of(operation(*a, *b));
}

bool is_negative(const Number& a) noexcept {
  return a.numerator() < 0;
}

// |a| * |b| against |c| * |d|, exactly, whether or not the products fit.
std::strong_ordering compare_product_sizes(const Number& a, const Number& b, const Number& c, const Number& d) {
  return wide::compare_quotients(wide::product(magnitude(a.numerator()), magnitude(b.numerator())),
                                 wide::product(magnitude(a.denominator()), magnitude(b.denominator())),
                                 wide::product(magnitude(c.numerator()), magnitude(d.numerator())),
                                 wide::product(magnitude(c.denominator()), magnitude(d.denominator())));
}

// The one of two products of the same sign (or zero) that is further from zero.
End larger_product(const Number& a, const Number& b, const Number& c, const Number& d) {
  return compare_product_sizes(a, b, c, d) >= 0 ? end_of(multiply(a, b)) : end_of(multiply(c, d));
}

struct Interval {
  const Number& low;
  const Number& high;
};

End least_product(const Interval& a, const Interval& b) {
  if (is_negative(a.low) && is_negative(b.low) && a.high > 0 && b.high > 0) {
    return larger_product(a.low, b.high, a.high, b.low);
  }
  if (!is_negative(a.low)) return end_of(multiply(is_negative(b.low) ? a.high : a.low, b.low));
  if (!is_negative(b.low)) return end_of(multiply(a.low, b.high));
  // Both may be negative, and one of them is never positive.
  if (a.high > 0) return end_of(multiply(a.high, b.low));
  return end_of(multiply(b.high > 0 ? a.low : a.high, b.high));
}

End greatest_product(const Interval& a, const Interval& b) {
  if (is_negative(a.low) && is_negative(b.low) && a.high > 0 && b.high > 0) {
    return larger_product(a.low, b.low, a.high, b.high);
  }
  if (!is_negative(a.low)) return end_of(multiply(is_negative(b.high) ? a.low : a.high, b.high));
  if (!is_negative(b.low)) return end_of(multiply(a.high, is_negative(a.high) ? b.low : b.high));
  return end_of(multiply(a.low, b.low));
}

// A number or infinity, as the end of an interval or the product of two.
struct Extended {
  int infinite = 0;  // below zero: minus infinity; above: plus infinity
  Number number;
};

int sign_of(const Extended& a) noexcept {
  if (a.infinite != 0) return a.infinite;
  return a.number.numerator() < 0 ? -1 : a.number.numerator() > 0 ? 1 : 0;
}

// Nothing times infinity is nothing: a value is never infinite itself. What does not fit, large or fine, is where it
// widens the interval.
Extended product(const Extended& a, const Extended& b, int where_it_does_not_fit) {
  const int sign = sign_of(a) * sign_of(b);
  if (sign == 0) return {};
  if (a.infinite != 0 || b.infinite != 0) return {sign, Number()};
  const Checked<Number> exact = multiply(a.number, b.number);
  return exact.ok() ? Extended{0, *exact} : Extended{where_it_does_not_fit, Number()};
}

bool below(const Extended& a, const Extended& b) noexcept {
  if (a.infinite != 0 || b.infinite != 0) return a.infinite < b.infinite;
  return a.number < b.number;
}

// Of intervals that may have no end on a side.
NumberBounds multiply_open(const NumberBounds& a, const NumberBounds& b) {
  const auto low = [](const NumberBounds& x) { return x.low ? Extended{0, *x.low} : Extended{-1, Number()}; };
  const auto high = [](const NumberBounds& x) { return x.high ? Extended{0, *x.high} : Extended{1, Number()}; };
  const auto corners = [&](int unfit) {
    return std::array<Extended, 4>{product(low(a), low(b), unfit), product(low(a), high(b), unfit),
                                   product(high(a), low(b), unfit), product(high(a), high(b), unfit)};
  };
  const auto lower = corners(-1);
  const auto upper = corners(1);
  const Extended least = *std::min_element(lower.begin(), lower.end(), below);
  const Extended most = *std::max_element(upper.begin(), upper.end(), below);
  NumberBounds result;
  if (least.infinite == 0) result.low = least.number;
  if (most.infinite == 0) result.high = most.number;
  return result;
}

}  // namespace

NumberBounds add(const NumberBounds& a, const NumberBounds& b) {
  const auto plus = [](const Number& x, const Number& y) { return add(x, y); };
  return {combined(a.low, b.low, plus), combined(a.high, b.high, plus)};
}

NumberBounds subtract(const NumberBounds& a, const NumberBounds& b) {
  const auto minus = [](const Number& x, const Number& y) { return subtract(x, y); };
  return {combined(a.low, b.high, minus), combined(a.high, b.low, minus)};
}

NumberBounds multiply(const NumberBounds& a, const NumberBounds& b) {
  // Of something not known at all it is not even known that it is a number: it may be a fault.
  if ((!a.low && !a.high) || (!b.low && !b.high)) return {};
  if (!a.low || !a.high || !b.low || !b.high) return multiply_open(a, b);
  const Interval left{*a.low, *a.high};
  const Interval right{*b.low, *b.high};
  return {least_product(left, right), greatest_product(left, right)};
}

NumberBounds divide(const NumberBounds& a, const NumberBounds& b) {
  const bool positive = b.low && *b.low > 0;
  const bool negative = b.high && *b.high < 0;
  if (!positive && !negative) return {};
  if (b.low == b.high) {
    // Exact where the reciprocal is not.
    const auto by = [&](const End& end) { return end ? end_of(divide(*end, *b.low)) : std::nullopt; };
    return positive ? NumberBounds{by(a.low), by(a.high)} : NumberBounds{by(a.high), by(a.low)};
  }
  // One over the divisor; over one without bounds it comes as near to zero as it likes.
  const auto one_over = [](const End& end) { return end ? end_of(divide(Number(1), *end)) : End(Number(0)); };
  return multiply(a, {one_over(b.high), one_over(b.low)});
}

NumberBounds round_to(const NumberBounds& a, const Number& step, Number::Rounding rounding) {
  if (step <= Number(0)) return {};
  const auto rounded = [&](const End& end) { return end ? end_of(round_to(*end, step, rounding)) : std::nullopt; };
  return {rounded(a.low), rounded(a.high)};
}

NumberBounds negate(const NumberBounds& a) {
  const auto minus = [](const End& end) { return end ? end_of(negate(*end)) : std::nullopt; };
  return {minus(a.high), minus(a.low)};
}

NumberBounds lesser(const NumberBounds& a, const NumberBounds& b) {
  NumberBounds result;
  if (a.low && b.low) result.low = std::min(*a.low, *b.low);
  // An infinite upper end leaves the other.
  result.high = a.high && b.high ? std::min(*a.high, *b.high) : (a.high ? a.high : b.high);
  return result;
}

NumberBounds greater(const NumberBounds& a, const NumberBounds& b) {
  NumberBounds result;
  if (a.high && b.high) result.high = std::max(*a.high, *b.high);
  result.low = a.low && b.low ? std::max(*a.low, *b.low) : (a.low ? a.low : b.low);
  return result;
}

NumberBounds hull(const NumberBounds& a, const NumberBounds& b) {
  NumberBounds result;
  if (a.low && b.low) result.low = std::min(*a.low, *b.low);
  if (a.high && b.high) result.high = std::max(*a.high, *b.high);
  return result;
}

}  // namespace carveout
