#include "values/spells.hpp"

#include <algorithm>
#include <limits>

#include "carveout/lang/day_runs.hpp"
#include "values/alternatives.hpp"

namespace carveout::operations {
namespace {

constexpr std::int64_t kSecondsADay = 86'400;
// Before and after all days.
constexpr std::int64_t kEver = std::numeric_limits<std::int32_t>::max();

DayRuns common(const DayRuns& a, const DayRuns& b) {
  DayRuns out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::int64_t first = std::max(a[i].first, b[j].first);
    const std::int64_t end = std::min(a[i].second, b[j].second);
    if (first < end) out.emplace_back(first, end);
    if (a[i].second < b[j].second)
      ++i;
    else
      ++j;
  }
  return out;
}

DayRuns all_but(const DayRuns& runs) {
  DayRuns out;
  std::int64_t next = -kEver;
  for (const auto& run : runs) {
    if (next < run.first) out.emplace_back(next, run.first);
    next = run.second;
  }
  if (next < kEver) out.emplace_back(next, kEver);
  return out;
}

std::int64_t days_of(const DayRuns& runs) {
  std::int64_t days = 0;
  for (const auto& run : runs) days += run.second - run.first;
  return days;
}

// The days that are in for certain, and those that may be.
struct Known {
  DayRuns certain;
  DayRuns possible;
};

// The least and the greatest day that an end may be; of one that is absent, as far out as can be.
struct Bounds {
  std::int64_t low = -kEver;
  std::int64_t high = kEver;
};
Bounds bounds_of_end(const Value& end, std::int64_t if_absent) {
  if (const Date* date = end.get_if<Date>()) return {date->days, date->days};
  if (end.is_absent()) return {if_absent, if_absent};
  if (is_one_of(end)) {
    Bounds around{kEver, -kEver};
    for (const Value& one : end.part()->values) {
      const Bounds bounds = bounds_of_end(one, if_absent);
      around = {std::min(around.low, bounds.low), std::max(around.high, bounds.high)};
    }
    return around;
  }
  Bounds bounds;
  const Ends ends = ends_of(end);
  if (const Date* low = ends.low.get_if<Date>()) bounds.low = low->days;
  if (const Date* high = ends.high.get_if<Date>()) bounds.high = high->days;
  return bounds;
}

Known spells_of(const Value& value, const SpellStep& step) {
  const ListValue* list = value.list();
  const DayRuns all{{-kEver, kEver}};
  if (list == nullptr) return {{}, all};
  Known known;
  for (const Value& element : list->elements) {
    const RecordValue* record = element.record();
    const Bounds from = bounds_of_end(record ? record->fields[step.from] : Value(), -kEver);
    const Bounds until = bounds_of_end(record ? record->fields[step.until] : Value(), kEver);
    known.certain.emplace_back(from.high, until.low);
    known.possible.emplace_back(from.low, until.high);
  }
  return {runs_in_order(std::move(known.certain)), list->open ? all : runs_in_order(std::move(known.possible))};
}

// Put in order once, however many there are.
Known united(std::span<const Known> parts) {
  Known all;
  for (const Known& part : parts) {
    all.certain.insert(all.certain.end(), part.certain.begin(), part.certain.end());
    all.possible.insert(all.possible.end(), part.possible.begin(), part.possible.end());
  }
  return {runs_in_order(std::move(all.certain)), runs_in_order(std::move(all.possible))};
}

Known combined(SpellStep::Kind kind, std::span<const Known> parts) {
  if (kind == SpellStep::Kind::Union) return united(parts);
  Known result = parts.front();
  if (kind == SpellStep::Kind::Difference) {
    const Known others = united(parts.subspan(1));
    return {common(result.certain, all_but(others.possible)), common(result.possible, all_but(others.certain))};
  }
  for (const Known& next : parts.subspan(1)) {
    result = {common(result.certain, next.certain), common(result.possible, next.possible)};
  }
  return result;
}

Value as_duration(std::int64_t days) {
  return Value(Duration{0, days * kSecondsADay});
}

}  // namespace

Result days_in(const std::vector<SpellStep>& steps, std::span<const Value* const> operands) {
  std::vector<Known> results;
  for (const SpellStep& step : steps) {
    if (step.kind == SpellStep::Kind::List) {
      results.push_back(spells_of(*operands[2 + step.operand], step));
      continue;
    }
    const std::size_t first = results.size() - step.count;
    Known made = combined(step.kind, std::span(results).subspan(first));
    results.resize(first);
    results.push_back(std::move(made));
  }
  const Known& known = results.front();
  const Bounds begin = bounds_of_end(*operands[0], -kEver);
  const Bounds end = bounds_of_end(*operands[1], kEver);
  // The narrowest window, and the widest.
  const auto within = [](const DayRuns& runs, std::int64_t first, std::int64_t last) {
    return first < last ? common(runs, {{first, last}}) : DayRuns();
  };
  const DayRuns certain = within(known.certain, begin.high, end.low);
  const DayRuns possible = within(known.possible, begin.low, end.high);
  // A window that is open on a side gives no bound where the spells may go on without end there.
  const bool endless = !possible.empty() && (possible.front().first == -kEver || possible.back().second == kEver);
  return {value_of_ends(as_duration(days_of(certain)), endless ? Value() : as_duration(days_of(possible))),
          std::nullopt};
}

}  // namespace carveout::operations
