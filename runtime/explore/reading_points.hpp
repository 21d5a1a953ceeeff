#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "explore/settling.hpp"

namespace carveout::explore {

// What one leaf condition of a question reads.
struct LeafReading {
  plan::NodeId leaf{};
  std::set<std::uint32_t> slots;
  std::set<std::uint32_t> governing;       // of the slots, those that a date that governs comes from
  bool quantifies = false;                 // it goes through lists of the facts
  bool governing_date = false;             // it reads such a date, which one told from outside takes the place of
  std::set<std::uint32_t> constants;       // into Plan::constants
  std::set<std::uint32_t> named_lists;     // into CheckedPolicy::lists
  std::set<std::uint32_t> section_ranges;  // into CheckedPolicy::ranges
  std::set<std::pair<std::uint32_t, std::uint32_t>> fields;  // of elements: record type, field
};

// The leaf conditions that a question may turn on, whatever the facts. O(nodes).
class Readings {
 public:
  Readings(const Plan& plan, const Subject& asked);

  [[nodiscard]] const std::vector<LeafReading>& leaves() const noexcept { return leaves_; }
  // Those that read a fact, a part of it, or what it is a part of.
  [[nodiscard]] std::vector<const LeafReading*> of(const Point& point) const;
  // Does a date that decides what is in force come from it? Does it decide whether a policy, or a part of one, applies?
  [[nodiscard]] bool governs(const Point& point) const;
  [[nodiscard]] bool scopes(const Point& point, const Subject& subject) const;
  // Every fact that is read, in the order of declaration.
  [[nodiscard]] std::vector<Point> points() const;
  [[nodiscard]] const Plan& plan() const noexcept { return plan_; }

 private:
  const Plan& plan_;
  std::vector<LeafReading> leaves_;
};

}  // namespace carveout::explore
