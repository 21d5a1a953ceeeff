#pragma once

#include "carveout/lang/value.hpp"

namespace carveout {

// Is `a` at least as long as `b` whichever months are meant? One year is never less than 365 days, though the two do
// not compare: it may be as long or longer.
[[nodiscard]] bool never_less(const Duration& a, const Duration& b) noexcept;

}  // namespace carveout
