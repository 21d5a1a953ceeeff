#pragma once

#include <set>
#include <string>
#include <vector>

#include "carveout/explain.hpp"

namespace carveout::tool {

// A labelled condition that the scenarios did not make both true and false.
struct OneSided {
  ClauseId clause{};
  std::string label;
  Span span;
  bool true_once = false;
  bool false_once = false;
};

// What the scenarios of a policy exercise of its own clauses: those of the policies that it adopts are for theirs.
class Coverage {
 public:
  explicit Coverage(const CheckedPolicy& policy);

  // What one scenario exercises: by ClauseId, and the clauses that made what came of what it asks about.
  void add(const std::vector<ClauseState>& states, const std::set<ClauseId>& made);
  // In the order of the text. A name with versions counts as a clause for each.
  [[nodiscard]] std::vector<ClauseId> never_in_force() const;
  [[nodiscard]] std::vector<OneSided> one_sided() const;

 private:
  struct Seen {
    std::string label;
    Span span;
    bool true_once = false;
    bool false_once = false;
  };
  [[nodiscard]] Seen& seen_of(std::uint32_t written, const ConditionReport& condition);

  std::uint32_t own_ = 0;                // its own clauses stand first
  std::vector<std::uint32_t> written_;   // by ClauseId: the first of those that one is spelt out to for its items
  std::vector<bool> in_force_;           // by ClauseId
  std::vector<std::vector<Seen>> seen_;  // by ClauseId, its labelled conditions
};

}  // namespace carveout::tool
