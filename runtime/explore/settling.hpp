#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "carveout/explore.hpp"
#include "plan/plan.hpp"

// What is asked about, without the reasons: many decisions are made to find one thing out.
namespace carveout::explore {

// A fact of a request, or the governing date told from outside.
struct Point {
  std::optional<FactPath> path;  // none: the governing date
  TypeId type = kDate;
  bool optional = false;
  std::string text;  // "subject.convictions[2].date", "as of"
};
inline constexpr const char* kGoverningDateText = "as of";

[[nodiscard]] Point point_at(const CheckedPolicy& policy, const FactPath& path);
[[nodiscard]] Point governing_date_point();
// In the order of declaration, the elements of lists by their numbers; the governing date last.
[[nodiscard]] bool declared_before(const Point& a, const Point& b);
// Is one the other, or a part of it?
[[nodiscard]] bool overlap(const FactPath& a, const FactPath& b);

// Is the first a record, or a list, that the second is a part of?
[[nodiscard]] bool encloses(const Point& whole, const Point& part);

struct State {
  Facts facts;
  DecideOptions options;
};
// The value of a point; what cannot be set stays as it is, and false comes back.
[[nodiscard]] Value value_at(const CheckedPolicy& policy, const State& state, const Point& point);
bool set_at(const CheckedPolicy& policy, State& state, const Point& point, Value value);

struct Settled {
  bool determined = false;
  OutcomeSet outcomes;  // of an action
  std::vector<Point> needs;
  std::size_t more_needs = 0;  // that are not among these
};
// LIMIT: of the needs of one answer. Nobody answers more questions; elements of a list of thousands need as many.
inline constexpr std::size_t kMostNeeds = 64;

// Precondition: a definition that is asked about takes no arguments.
[[nodiscard]] Settled settle(const Plan& plan, const State& state, const Subject& asked);
// Of an action only the outcomes. With fewer ways than the question has more may seem possible, never fewer.
[[nodiscard]] OutcomeSet outcomes_of(const Plan& plan, const State& state, ActionId action, std::uint32_t ways);

}  // namespace carveout::explore
