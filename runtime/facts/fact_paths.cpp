#include <span>
#include <utility>

#include "carveout/facts.hpp"

namespace carveout {
namespace {

using Steps = std::span<const PathStep>;

// A copy of `current` in which what the steps lead to is `value`.
// LIMIT: recursion is as deep as the declared types nest: each step goes from a type to a part of it.
SetResult set_in(const CheckedPolicy& policy, TypeId id, Value& current, Steps steps, Value value) {
  if (steps.empty()) {
    current = std::move(value);
    return SetResult::Ok;
  }
  if (current.is_absent()) return SetResult::UnderAbsentRecord;
  const Type& type = policy[id];
  const PathStep step = steps.front();
  if (step.element) {
    if (current.is_unknown()) return SetResult::UnderUnknownList;
    const ListValue* list = current.list();
    if (list == nullptr || step.index >= list->elements.size()) return SetResult::NoSuchElement;
    std::vector<Value> elements = list->elements;
    const SetResult result = set_in(policy, type.element, elements[step.index], steps.subspan(1), std::move(value));
    if (result == SetResult::Ok) current = make_list_like(*list, std::move(elements));
    return result;
  }
  if (type.kind != TypeKind::Record || step.index >= type.fields.size()) return SetResult::NoSuchElement;
  const RecordValue* record = current.record();
  std::vector<Value> fields = record == nullptr ? std::vector<Value>() : record->fields;
  fields.resize(type.fields.size());
  const SetResult result =
      set_in(policy, type.fields[step.index].type, fields[step.index], steps.subspan(1), std::move(value));
  if (result == SetResult::Ok) current = make_record(std::move(fields));
  return result;
}

}  // namespace

SetResult set_fact(const CheckedPolicy& policy, Facts& facts, const FactPath& path, Value value) {
  const std::uint32_t root = index_of(path.fact);
  if (root >= policy.facts.size()) return SetResult::NoSuchElement;
  facts.roots.resize(policy.facts.size());
  return set_in(policy, policy.facts[root].type, facts.roots[root], path.steps, std::move(value));
}

Value fact_at(const CheckedPolicy& policy, const Facts& facts, const FactPath& path) {
  const std::uint32_t root = index_of(path.fact);
  if (root >= policy.facts.size() || root >= facts.roots.size()) return {};
  Value current = facts.roots[root];
  for (const PathStep step : path.steps) {
    if (current.is_absent()) return current;
    const ListValue* list = current.list();
    const RecordValue* record = current.record();
    const std::vector<Value>* parts =
        step.element ? (list == nullptr ? nullptr : &list->elements) : (record == nullptr ? nullptr : &record->fields);
    if (parts == nullptr || step.index >= parts->size()) return {};
    current = Value((*parts)[step.index]);
  }
  return current;
}

}  // namespace carveout
