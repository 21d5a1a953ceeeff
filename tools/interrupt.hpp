#pragma once

#include <atomic>
#include <csignal>

namespace carveout::tool {

// While one of these lives, Ctrl-C asks what is being worked out to stop with what it has. A second Ctrl-C does what it
// did before.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  // For the limits of a search.
  [[nodiscard]] static const std::atomic<bool>* flag() noexcept;

 private:
  struct sigaction before_ {};
};

}  // namespace carveout::tool
