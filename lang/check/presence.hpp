#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "check/context.hpp"

namespace carveout::check {

// What is known to be present at one place of an expression. A path is a fact, a variable, a parameter or a define
// without arguments, and fields of it; equal paths have one id. What an operand of `and` establishes holds for those
// after it, and is taken back when the `and` ends: establish, then restore to a mark. Spec: language/04-conditions,
// "Presence".
struct Presence {
 public:
  using PathId = std::uint32_t;

  // The path an expression is, or nothing where it is none.
  [[nodiscard]] std::optional<PathId> path_of(const CheckedPolicy& policy, ExprId expr);
  // A step from a path already known, so that a long path is not walked again for each of its steps.
  [[nodiscard]] PathId step(PathId record, std::uint32_t field);

  [[nodiscard]] bool holds(PathId path) const { return counts_[path] != 0; }
  void establish(PathId path);
  [[nodiscard]] std::size_t mark() const { return established_.size(); }
  void restore(std::size_t mark);

 private:
  PathId intern(std::uint32_t parent, std::uint32_t index);

  std::unordered_map<std::uint64_t, PathId> ids_;
  std::vector<std::uint32_t> counts_;  // by PathId: how often it has been established
  std::vector<PathId> established_;    // in order, for restore
  std::vector<std::uint32_t> fields_;  // of the path at hand
};

// Takes back, at the end of a block, what was established in it.
class PresenceScope {
 public:
  explicit PresenceScope(Presence& presence) : presence_(presence), mark_(presence.mark()) {}
  PresenceScope(const PresenceScope&) = delete;
  PresenceScope& operator=(const PresenceScope&) = delete;
  ~PresenceScope() { presence_.restore(mark_); }

 private:
  Presence& presence_;
  std::size_t mark_;
};

}  // namespace carveout::check
