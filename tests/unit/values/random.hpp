#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace carveout::test {

// CARVEOUT_TEST_SEED chooses other cases; the seed in use is printed where a random test fails.
inline std::uint64_t seed() {
  const char* chosen = std::getenv("CARVEOUT_TEST_SEED");
  return chosen == nullptr ? 20180131 : std::strtoull(chosen, nullptr, 10);
}

// The standard's distributions differ between libraries; these cases are the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t bits() { return engine_(); }
  // Ends included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(int times) { return between(1, times) == 1; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace carveout::test
