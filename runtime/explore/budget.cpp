#include "explore/budget.hpp"

#include <algorithm>

#include "explore/reading_points.hpp"

namespace carveout::explore {
namespace {

// LIMIT: recursion is as deep as the declared types nest.
std::uint64_t elements_in(const Value& value) {
  std::uint64_t out = 0;
  if (const ListValue* list = value.list()) {
    out += list->elements.size();
    for (const Value& element : list->elements) out += elements_in(element);
  } else if (const RecordValue* record = value.record()) {
    for (const Value& field : record->fields) out += elements_in(field);
  }
  return out;
}

}  // namespace

Costs::Costs(const Readings& readings, const Facts& facts, const Subject& asked) {
  const Plan& plan = readings.plan();
  for (const Value& value : facts.roots) elements_ += elements_in(value);
  const ActionId* action = std::get_if<ActionId>(&asked);
  known_ = action ? plan.actions[index_of(*action)].outcome.sweep.size() : readings.leaves().size();
  known_ += plan.slots.size() + plan.nodes.size() / 16;
  if (std::any_of(readings.leaves().begin(), readings.leaves().end(),
                  [](const LeafReading& leaf) { return leaf.quantifies; }))
    known_ += elements_;
}

}  // namespace carveout::explore
