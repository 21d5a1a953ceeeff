#pragma once

#include <algorithm>
#include <cstdint>

namespace carveout {

// The three values of strong Kleene logic. The order No < Unknown < Yes makes `and` the minimum and `or` the maximum.
// Spec: language/04-conditions.
enum class Truth : std::uint8_t { No = 0, Unknown = 1, Yes = 2 };

[[nodiscard]] constexpr Truth operator!(Truth a) noexcept {
  return static_cast<Truth>(2 - static_cast<int>(a));
}
[[nodiscard]] constexpr Truth operator&(Truth a, Truth b) noexcept {
  return std::min(a, b);
}
[[nodiscard]] constexpr Truth operator|(Truth a, Truth b) noexcept {
  return std::max(a, b);
}
[[nodiscard]] constexpr Truth truth_of(bool b) noexcept {
  return b ? Truth::Yes : Truth::No;
}

}  // namespace carveout
