#pragma once

#include <vector>

#include "eval/evaluation.hpp"
#include "eval/reading.hpp"
#include "eval/words.hpp"

namespace carveout::eval {

// The words possible of one policy.
struct WordSet {
  bool silent = false, permit = false, forbid = false, conflict = false;
  [[nodiscard]] int size() const noexcept { return silent + permit + forbid + conflict; }
};

// What a goal may come to. Spec: language/07-decisions, 7.5 and 7.6.
struct Possibilities {
  OutcomeSet outcomes;         // of an action's goal
  std::vector<WordSet> words;  // as its shares
  bool all_silent = false;     // all of them may be silent together
  Truth required = Truth::No;  // of a duty's goal
  bool exact = true;
  FoundPlaces needs;
};

// Whether the facts that it turns on are found: that costs.
enum class Needs : std::uint8_t { NotAsked, Found };

// Works out an action's goal, or with `action` missing a duty's: by truths alone where those settle it, else in every
// way of settling the unknown units. Precondition: the goal's sweep has been swept.
[[nodiscard]] Possibilities possibilities(Evaluation& evaluation, const plan::Goal& goal,
                                          std::optional<ActionId> action, std::uint32_t max_ways, Needs needs);

// The leaves that are unknown and reached from these nodes through unknown parts alone.
[[nodiscard]] std::vector<NodeId> unknown_leaves(const Evaluation& evaluation, const std::vector<NodeId>& from);

}  // namespace carveout::eval
