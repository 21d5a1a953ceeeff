#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "carveout/explore.hpp"
#include "explore/change_points.hpp"

namespace carveout {
namespace {

using explore::ChangePoint;
using explore::FoundClass;
using explore::Point;
using explore::State;

// Which of a point's values; by points.
using Choice = std::vector<std::pair<std::size_t, std::size_t>>;

class ChangeSearch {
 public:
  ChangeSearch(const Plan& plan, State now, ActionId action, Outcome wanted, const ExploreLimits& limits)
      : plan_(plan),
        now_(std::move(now)),
        action_(action),
        wanted_(wanted),
        limits_(limits),
        points_(explore::change_points(plan, now_, action, limits)) {}

  // Changes of so many facts; false where the decisions allowed do not suffice.
  bool look(std::size_t facts) {
    std::vector<std::size_t> subset;
    return subsets(facts, 0, subset);
  }

  [[nodiscard]] const std::vector<Choice>& found() const noexcept { return found_; }
  [[nodiscard]] const std::vector<ChangePoint>& points() const noexcept { return points_; }
  [[nodiscard]] const State& now() const noexcept { return now_; }

  [[nodiscard]] State changed(const Choice& choice) const {
    State state = now_;
    for (const auto& [point, value] : choice)
      (void)explore::set_at(*plan_.policy, state, points_[point].point, points_[point].values[value].values.value);
    return state;
  }
  [[nodiscard]] bool gives(const State& state) const {
    const OutcomeSet outcomes = explore::outcomes_of(plan_, state, action_);
    return outcomes.size() == 1 && outcomes.contains(wanted_);
  }

 private:
  bool subsets(std::size_t facts, std::size_t from, std::vector<std::size_t>& subset) {
    if (subset.size() == facts) return try_subset(subset);
    for (std::size_t i = from; i < points_.size(); ++i) {
      const bool clashes = std::any_of(subset.begin(), subset.end(), [&](std::size_t other) {
        const auto& a = points_[other].point.path;
        const auto& b = points_[i].point.path;
        return a && b && explore::overlap(*a, *b);
      });
      if (clashes) continue;
      subset.push_back(i);
      const bool enough = subsets(facts, i + 1, subset);
      subset.pop_back();
      if (!enough) return false;
    }
    return true;
  }

  // With the facts unknown the outcome wanted must be possible: 7.10, monotone.
  bool try_subset(const std::vector<std::size_t>& subset) {
    State open = now_;
    for (const std::size_t i : subset) forget(open, i);
    Choice choice;
    return try_values(subset, open, choice);
  }

  void forget(State& state, std::size_t i) const {
    // Without a date from outside another governs, rather than none.
    if (points_[i].point.path) (void)explore::set_at(*plan_.policy, state, points_[i].point, Value());
  }

  bool try_values(const std::vector<std::size_t>& subset, const State& state, Choice& choice) {
    if (++decisions_ > limits_.change_decisions) return false;
    const std::size_t left = subset.size() - choice.size();
    const bool date_left = left > 0 && !points_[subset.back()].point.path;
    const OutcomeSet possible = explore::outcomes_of(plan_, state, action_);
    if (!date_left && !possible.contains(wanted_)) return true;
    if (left == 0) {
      if (possible.size() == 1 && !contains_smaller(choice)) found_.push_back(choice);
      return true;
    }
    const std::size_t i = subset[choice.size()];
    for (std::size_t value = 0; value < points_[i].values.size(); ++value) {
      State with = state;
      if (!explore::set_at(*plan_.policy, with, points_[i].point, points_[i].values[value].values.value)) continue;
      choice.emplace_back(i, value);
      const bool enough = try_values(subset, with, choice);
      choice.pop_back();
      if (!enough) return false;
    }
    return true;
  }

  [[nodiscard]] bool contains_smaller(const Choice& choice) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Choice& smaller) {
      return smaller.size() < choice.size() &&
             std::includes(choice.begin(), choice.end(), smaller.begin(), smaller.end());
    });
  }

  const Plan& plan_;
  State now_;
  ActionId action_;
  Outcome wanted_;
  ExploreLimits limits_;
  std::vector<ChangePoint> points_;
  std::vector<Choice> found_;
  std::uint64_t decisions_ = 0;
};

// LIMIT: combinations of values that are tried before all are told to do; else each is told by itself.
constexpr std::size_t kMostCorners = 400;

// Values of one point for each point: all combinations of them do.
struct Box {
  std::vector<std::size_t> points;
  std::vector<std::set<std::size_t>> values;
};

// Joins what differs in the values of one fact alone.
std::vector<Box> joined(const std::vector<Choice>& found) {
  std::vector<Box> boxes;
  for (const Choice& choice : found) {
    Box& box = boxes.emplace_back();
    for (const auto& [point, value] : choice) {
      box.points.push_back(point);
      box.values.push_back({value});
    }
  }
  bool again = true;
  while (again) {
    again = false;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = i + 1; j < boxes.size();) {
        const auto differing = [&] {
          std::size_t out = 0;
          for (std::size_t k = 0; k < boxes[i].values.size(); ++k) out += boxes[i].values[k] != boxes[j].values[k];
          return out;
        };
        if (boxes[i].points != boxes[j].points || differing() != 1) {
          ++j;
          continue;
        }
        for (std::size_t k = 0; k < boxes[i].values.size(); ++k)
          boxes[i].values[k].insert(boxes[j].values[k].begin(), boxes[j].values[k].end());
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
        again = true;
      }
    }
  }
  return boxes;
}

class Telling {
 public:
  Telling(const Plan& plan, const ChangeSearch& search) : policy_(*plan.policy), search_(search) {}

  // A change for each way of taking, for every fact, neighbouring values together.
  void add(const Box& box, std::vector<Change>& out) const {
    std::vector<std::vector<ValueClass>> classes;
    for (std::size_t k = 0; k < box.points.size(); ++k)
      classes.push_back(together(search_.points()[box.points[k]], box.values[k], true));
    if (!all_ends_do(box, classes)) {
      for (std::size_t k = 0; k < box.points.size(); ++k)
        classes[k] = together(search_.points()[box.points[k]], box.values[k], false);
    }
    (void)each(classes, [&](std::vector<ValueClass> chosen) {
      out.push_back(change(box, std::move(chosen)));
      return true;
    });
  }

 private:
  // Every way of choosing one of each; false where one of the calls is.
  template <class Things, class Call>
  static bool each(const std::vector<std::vector<Things>>& of, Call call) {
    std::vector<std::size_t> at(of.size(), 0);
    for (;;) {
      std::vector<Things> chosen;
      for (std::size_t k = 0; k < of.size(); ++k) chosen.push_back(of[k][at[k]]);
      if (!call(std::move(chosen))) return false;
      std::size_t k = 0;
      while (k < at.size() && ++at[k] == of[k].size()) at[k++] = 0;
      if (k == at.size()) return true;
    }
  }

  [[nodiscard]] bool all_ends_do(const Box& box, const std::vector<std::vector<ValueClass>>& classes) const {
    return each(classes, [&](const std::vector<ValueClass>& chosen) { return ends_do(box, chosen); });
  }

  // Those of an ordered type that meet are one; of others all are, but entries, records and what is absent.
  static std::vector<ValueClass> together(const ChangePoint& point, const std::set<std::size_t>& values, bool join) {
    std::vector<ValueClass> out;
    std::optional<std::size_t> before;
    for (const std::size_t value : values) {
      const ValueClass& one = point.values[value].values;
      const bool alone = one.value.is_absent() || one.value.record() || one.value.list() ||
                         (!out.empty() && (out.back().value.is_absent() || out.back().value.record()));
      const bool meets = join && before && *before + 1 == value && !point.now_lies_between(out.back(), one);
      if (out.empty() || alone || !join || (point.ordered && !meets)) {
        out.push_back(one);
      } else if (point.ordered) {
        // The nearest to what it is now stays.
        if (point.nearer(one, out.back())) out.back().value = one.value;
        out.back().high = one.high;
      } else {
        out.back().others.push_back(one.value);
        out.back().others.insert(out.back().others.end(), one.others.begin(), one.others.end());
      }
      before = value;
    }
    return out;
  }

  [[nodiscard]] State state_with(const Box& box, const std::vector<Value>& values) const {
    State state = search_.now();
    for (std::size_t k = 0; k < values.size(); ++k)
      (void)explore::set_at(policy_, state, search_.points()[box.points[k]].point, values[k]);
    return state;
  }

  // Where conditions read several of the facts that are changed, other values may be alike than on the facts as they
  // are: then only the value that was tried is told.
  [[nodiscard]] bool ends_do(const Box& box, const std::vector<ValueClass>& chosen) const {
    std::vector<std::vector<Value>> corners;
    for (const ValueClass& one : chosen) {
      std::vector<Value>& values = corners.emplace_back(one.others);
      values.push_back(one.value);
      if (one.low) values.push_back(*one.low);
      if (one.high) values.push_back(*one.high);
    }
    std::size_t all = 1;
    for (const std::vector<Value>& values : corners) all *= values.size();
    return all <= kMostCorners &&
           each(corners, [&](const std::vector<Value>& values) { return search_.gives(state_with(box, values)); });
  }

  [[nodiscard]] Change change(const Box& box, std::vector<ValueClass> chosen) const {
    if (!ends_do(box, chosen)) {
      for (std::size_t k = 0; k < chosen.size(); ++k) {
        chosen[k].others.clear();
        if (search_.points()[box.points[k]].ordered) chosen[k].low = chosen[k].high = chosen[k].value;
      }
    }
    Change out;
    std::vector<Value> values;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      const ChangePoint& point = search_.points()[box.points[k]];
      FactChange& fact = out.facts.emplace_back();
      const std::size_t value = *box.values[k].begin();
      fact.kind = point.kinds.empty() ? FactChange::Kind::Set : kind_of(point, chosen[k].value, value);
      fact.path = point.point.path;
      fact.fact = read_fact(policy_, search_.now().facts, point.point.text);
      if (!point.point.path) fact.fact.value = explore::value_at(policy_, search_.now(), point.point);
      fact.to = chosen[k].value;
      fact.entry = entry_of(point, chosen[k].value);
      fact.any_of = std::move(chosen[k]);
      values.push_back(fact.to);
    }
    State state = state_with(box, values);
    out.result = std::move(state.facts);
    out.as_of = state.options.as_of;
    return out;
  }

  [[nodiscard]] static std::size_t index_of_value(const ChangePoint& point, const Value& value) {
    const auto found = std::find_if(point.values.begin(), point.values.end(),
                                    [&](const FoundClass& one) { return same_value(one.values.value, value); });
    return static_cast<std::size_t>(found - point.values.begin());
  }
  [[nodiscard]] static FactChange::Kind kind_of(const ChangePoint& point, const Value& value, std::size_t otherwise) {
    const std::size_t index = index_of_value(point, value);
    return point.kinds[index < point.kinds.size() ? index : otherwise];
  }
  [[nodiscard]] static std::size_t entry_of(const ChangePoint& point, const Value& value) {
    const std::size_t index = index_of_value(point, value);
    return index < point.entries.size() ? point.entries[index] : 0;
  }

  const CheckedPolicy& policy_;
  const ChangeSearch& search_;
};

}  // namespace

ChangesReport changes_to(const Plan& plan, const Facts& facts, ActionId action, Outcome wanted,
                         const DecideOptions& options, const ExploreLimits& limits) {
  ChangesReport out;
  out.action = action;
  out.wanted = wanted;
  const State now{facts, options};
  const OutcomeSet outcomes = explore::outcomes_of(plan, now, action);
  out.now = outcomes.size() == 1 ? outcomes.outcomes().front() : Outcome::Undetermined;
  if (out.now == wanted) return out;
  out.looked_for = limits.changed_facts;
  ChangeSearch search(plan, now, action, wanted, limits);
  while (out.complete_to < limits.changed_facts && search.look(out.complete_to + 1)) ++out.complete_to;
  const Telling telling(plan, search);
  for (const Box& box : joined(search.found())) {
    if (out.changes.size() >= limits.changes_told) {
      ++out.more;
      continue;
    }
    telling.add(box, out.changes);
  }
  return out;
}

}  // namespace carveout
