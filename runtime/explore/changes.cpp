#include <algorithm>
#include <functional>
#include <iterator>
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
        costs_(explore::Readings(plan, action), now_.facts, action),
        budget_(limits.change_steps, limits.stop),
        telling_budget_(limits.change_steps / 4, limits.stop),
        points_(explore::change_points(plan, now_, action, limits, budget_)) {
    make_completions();
  }

  // Changes of so many facts; false where what is allowed does not suffice.
  bool look(std::size_t facts) {
    std::vector<std::size_t> subset;
    return !budget_.over() && subsets(facts, 0, subset);
  }
  [[nodiscard]] SearchEnd end() const noexcept { return budget_.end(); }

  [[nodiscard]] const std::vector<Choice>& found() const noexcept { return found_; }
  [[nodiscard]] const std::vector<ChangePoint>& points() const noexcept { return points_; }
  [[nodiscard]] const State& now() const noexcept { return now_; }

  [[nodiscard]] State changed(const Choice& choice) const {
    State state = now_;
    for (const auto& [point, value] : choice)
      (void)explore::set_at(*plan_.policy, state, points_[point].point, points_[point].values[value].values.value);
    return state;
  }
  // False also where telling has cost too much: then less is told together.
  [[nodiscard]] bool gives(const State& state) {
    if (!telling_budget_.spend(costs_.known())) return false;
    const OutcomeSet possible = explore::outcomes_of(plan_, state, action_, kFewWays);
    if (possible.size() == 1 || !possible.contains(wanted_)) return possible.contains(wanted_);
    if (!telling_budget_.spend(cost_of_all_ways())) return false;
    return explore::outcomes_of(plan_, state, action_, now_.options.ways).size() == 1;
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
    if (++decisions_ > limits_.change_decisions) budget_.run_out();
    if (!budget_.spend(costs_.known() * 2)) return false;
    const std::size_t left = subset.size() - choice.size();
    const bool date_left = left > 0 && !points_[subset.back()].point.path;
    const OutcomeSet possible = explore::outcomes_of(plan_, state, action_, kFewWays);
    if (!date_left && !possible.contains(wanted_)) return true;
    if (left == 0) {
      if ((possible.size() == 1 || settles(state, choice)) && !contains_smaller(choice)) found_.push_back(choice);
      return budget_.spend(found_.size() / 8);
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

  // LIMIT: ways of settling what is not known, where most often none has to be settled: a block of sixty-four at once.
  static constexpr std::uint32_t kFewWays = 64;
  static constexpr std::size_t kCompletions = 12;

  // What is not known told in some way, so that an outcome that turns on it is seen to without going through all ways.
  void make_completions() {
    for (std::size_t k = 0; k < kCompletions; ++k) {
      std::vector<std::size_t>& values = completions_.emplace_back();
      for (std::size_t i = 0; i < points_.size(); ++i) {
        const std::size_t count = points_[i].values.size();
        const std::size_t scattered = (i + 1) * (2 * k + 1) * 2'654'435'761u >> 7;
        values.push_back(k == 0 ? 0 : k == 1 ? count - 1 : scattered % count);
      }
    }
  }

  [[nodiscard]] std::uint64_t cost_of_all_ways() const {
    const auto unknown =
        std::count_if(points_.begin(), points_.end(), [](const ChangePoint& point) { return point.now.is_unknown(); });
    return costs_.open(explore::ways_among(static_cast<std::size_t>(unknown), now_.options.ways));
  }

  // Is the outcome the one wanted, whatever is not known? Precondition: that one is possible.
  bool settles(const State& state, const Choice& choice) {
    // By 7.10, monotone, an outcome that is determined is so on more facts.
    for (std::size_t k = 0; k < completions_.size(); ++k) {
      if (!budget_.spend(costs_.known())) return false;
      State completed = state;
      if (!complete(completed, choice, completions_[k])) break;
      if (explore::outcomes_of(plan_, completed, action_, kFewWays).contains(wanted_)) continue;
      // What told them apart once most often does so again.
      std::swap(completions_[k], completions_.front());
      return false;
    }
    return budget_.spend(cost_of_all_ways()) &&
           explore::outcomes_of(plan_, state, action_, now_.options.ways).size() == 1;
  }

  // False where there is nothing to complete.
  bool complete(State& state, const Choice& choice, const std::vector<std::size_t>& values) const {
    bool any = false;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const Point& point = points_[i].point;
      if (!point.path || !points_[i].now.is_unknown()) continue;
      const bool chosen = std::any_of(choice.begin(), choice.end(), [&](const auto& one) {
        const auto& path = points_[one.first].point.path;
        return path && explore::overlap(*path, *point.path);
      });
      if (chosen) continue;
      any = explore::set_at(*plan_.policy, state, point, points_[i].values[values[i]].values.value) || any;
    }
    return any;
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
  explore::Costs costs_;
  explore::Budget budget_;
  explore::Budget telling_budget_;
  std::vector<ChangePoint> points_;
  std::vector<std::vector<std::size_t>> completions_;  // by point, which of its values
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

// LIMIT: of the same facts, changes that are joined: comparing each with each. More are told one by one.
constexpr std::size_t kMostJoined = 2'500;

// Joins what differs in the values of one fact alone; all are changes of the same facts.
void join(std::vector<Box>& boxes) {
  bool again = boxes.size() <= kMostJoined;
  while (again) {
    again = false;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = i + 1; j < boxes.size();) {
        const auto differing = [&] {
          std::size_t out = 0;
          for (std::size_t k = 0; k < boxes[i].values.size(); ++k) out += boxes[i].values[k] != boxes[j].values[k];
          return out;
        };
        if (differing() != 1) {
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
}

// Changes of the same facts follow each other.
std::vector<Box> joined(const std::vector<Choice>& found) {
  std::vector<Box> out;
  std::vector<Box> same;
  const auto take = [&] {
    join(same);
    std::move(same.begin(), same.end(), std::back_inserter(out));
    same.clear();
  };
  for (const Choice& choice : found) {
    Box box;
    for (const auto& [point, value] : choice) {
      box.points.push_back(point);
      box.values.push_back({value});
    }
    if (!same.empty() && same.front().points != box.points) take();
    same.push_back(std::move(box));
  }
  take();
  return out;
}

class Telling {
 public:
  Telling(const Plan& plan, ChangeSearch& search) : policy_(*plan.policy), search_(search) {}

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
  ChangeSearch& search_;
};

}  // namespace

ChangesReport changes_to(const Plan& plan, const Facts& facts, ActionId action, Outcome wanted,
                         const DecideOptions& options, const ExploreLimits& limits) {
  ChangesReport out;
  out.action = action;
  out.wanted = wanted;
  const State now{facts, options};
  const OutcomeSet outcomes = explore::outcomes_of(plan, now, action, options.ways);
  out.now = outcomes.size() == 1 ? outcomes.outcomes().front() : Outcome::Undetermined;
  if (out.now == wanted) return out;
  out.looked_for = limits.changed_facts;
  ChangeSearch search(plan, now, action, wanted, limits);
  while (out.complete_to < limits.changed_facts && search.look(out.complete_to + 1)) ++out.complete_to;
  out.end = search.end();
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
