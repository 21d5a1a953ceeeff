#include <utility>

#include "carveout/explore.hpp"
#include "explore/settling.hpp"

namespace carveout {
namespace {

// What has no value because a record around it is missing: that record, the outermost that may be and of which nothing
// is known.
explore::Point missing(const CheckedPolicy& policy, const Facts& facts, const explore::Point& point) {
  if (point.optional || !point.path) return point;
  FactPath around{point.path->fact, {}};
  for (const PathStep step : point.path->steps) {
    const explore::Point record = explore::point_at(policy, around);
    if (record.optional && fact_at(policy, facts, around).is_unknown()) return record;
    around.steps.push_back(step);
  }
  return point;
}

}  // namespace

Interview::Interview(std::shared_ptr<const Plan> plan, Facts facts, Subject asked, DecideOptions options,
                     ExploreLimits limits)
    : plan_(std::move(plan)), facts_(std::move(facts)), asked_(asked), options_(options), limits_(limits) {
  ask();
}

void Interview::ask() {
  std::vector<std::string> skip = skip_;
  skip.insert(skip.end(), answered_.begin(), answered_.end());
  needs_ = needs_of(*plan_, facts_, asked_, options_, skip, limits_);
}

const NextQuestion* Interview::question() const noexcept {
  return needs_.best ? &needs_.facts[*needs_.best] : nullptr;
}

bool Interview::answer(Value value) {
  if (value.is_unknown()) {
    dont_know();
    return true;
  }
  const NextQuestion& asked = *question();
  Step before{facts_, options_, skip_, answered_};
  explore::State state{facts_, options_};
  explore::Point point = asked.path ? explore::point_at(*plan_->policy, *asked.path) : explore::governing_date_point();
  if (value.is_absent()) point = missing(*plan_->policy, facts_, point);
  const bool optional_missing = value.is_absent() && !point.optional;
  if (optional_missing || !explore::set_at(*plan_->policy, state, point, std::move(value))) return false;
  steps_.push_back(std::move(before));
  facts_ = std::move(state.facts);
  options_ = state.options;
  // An answer that leaves it open how far it goes is not asked for again.
  answered_.push_back(asked.fact.path);
  ask();
  return true;
}

void Interview::dont_know() {
  steps_.push_back({facts_, options_, skip_, answered_});
  skip_.push_back(question()->fact.path);
  ask();
}

bool Interview::back() {
  if (steps_.empty()) return false;
  Step last = std::move(steps_.back());
  steps_.pop_back();
  facts_ = std::move(last.facts);
  options_ = last.options;
  skip_ = std::move(last.skip);
  answered_ = std::move(last.answered);
  ask();
  return true;
}

}  // namespace carveout
