#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "plan/plan.hpp"

namespace carveout::plan {

// Where expressions were compiled to nodes: once for a condition by itself, once for each different call of a
// definition, once for what a quantifier asks of an element. What is here belongs to one reading of the text: the same
// arguments, the same element, the same governing date.
struct Frame {
  std::optional<NodeId> list;  // of a quantifier's condition: what its variable goes through
  std::uint32_t level = 0;     // of quantifiers around it, with its own
  std::vector<std::pair<ExprId, NodeId>> compiled;
  struct Exception {
    std::optional<DefineExceptionId> base;  // none: the definition itself
    DefineId define{};
    DefineExceptionId id{};
    NodeId applies{};
  };
  std::vector<Exception> exceptions;                       // a base before what is an exception to it
  std::vector<std::pair<DefineId, NodeId>> definitions;    // and the date that governs
  std::vector<std::pair<ParameterId, NodeId>> parameters;  // likewise
  std::vector<std::uint32_t> inner;                        // the frames of the calls and quantifiers in it
};

// How a policy was compiled, for what counts which of its parts some facts exercise. Kept only where it is asked for.
struct Watched {
  std::vector<Frame> frames;
  std::vector<std::uint32_t> tops;  // those of conditions by themselves

  void begin() {
    open_.assign(1, add(0));
    tops.push_back(open_.back());
  }
  std::uint32_t enter(std::uint32_t level, std::optional<NodeId> list = std::nullopt) {
    const std::uint32_t made = add(level);
    frames[made].list = list;
    again(made);
    open_.push_back(made);
    return made;
  }
  void leave() { open_.pop_back(); }
  // A call that was compiled before.
  void again(std::uint32_t frame) {
    if (!open_.empty()) frames[open_.back()].inner.push_back(frame);
  }
  [[nodiscard]] Frame& at() { return frames[open_.back()]; }
  [[nodiscard]] bool in_frame() const { return !open_.empty(); }

 private:
  std::uint32_t add(std::uint32_t level) {
    frames.emplace_back().level = level;
    return static_cast<std::uint32_t>(frames.size() - 1);
  }
  std::vector<std::uint32_t> open_;
};

// compile() of carveout/decision.hpp, watched. The nodes are the same.
[[nodiscard]] Compiled compile_watched(std::shared_ptr<const CheckedPolicy> policy, const PlanLimits& limits,
                                       Watched& watched);

}  // namespace carveout::plan
