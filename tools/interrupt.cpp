#include "interrupt.hpp"

namespace carveout::tool {
namespace {

std::atomic<bool> wanted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a handler of signals sets it");
struct sigaction restored {};

void interrupt(int) {
  if (wanted.exchange(true)) {
    sigaction(SIGINT, &restored, nullptr);
    raise(SIGINT);
  }
}

}  // namespace

Interruptible::Interruptible() {
  wanted = false;
  sigaction(SIGINT, nullptr, &before_);
  restored = before_;
  struct sigaction ours {};
  ours.sa_handler = interrupt;
  sigemptyset(&ours.sa_mask);
  ours.sa_flags = SA_RESTART;
  sigaction(SIGINT, &ours, nullptr);
}

Interruptible::~Interruptible() {
  sigaction(SIGINT, &before_, nullptr);
}

const std::atomic<bool>* Interruptible::flag() noexcept {
  return &wanted;
}

}  // namespace carveout::tool
