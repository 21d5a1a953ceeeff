#include "explore/classes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "eval/evaluation.hpp"
#include "values/operations.hpp"

namespace carveout::explore {
namespace {

constexpr std::size_t kMostSeeds = 400;  // LIMIT: a named list of statutes has hundreds of entries
constexpr std::size_t kMostMade = 512;   // LIMIT: records that are tried: nine yes/no fields

// LIMIT: recursion is as deep as the declared types nest.
void values_in(const Value& value, TypeKind kind, const CheckedPolicy& policy, TypeId type, std::vector<Value>& out) {
  if (out.size() >= kMostSeeds || !(value.list() || value.record() || value.is_known())) return;
  const Type& info = policy[type];
  if (const ListValue* list = value.list()) {
    for (const Value& element : list->elements) values_in(element, kind, policy, info.element, out);
  } else if (const RecordValue* record = value.record()) {
    for (std::size_t i = 0; i < record->fields.size() && i < info.fields.size(); ++i)
      values_in(record->fields[i], kind, policy, info.fields[i].type, out);
  } else if (info.kind == kind) {
    out.push_back(value);
  } else if (kind == TypeKind::Date && value.get_if<Time>()) {
    out.push_back(Value(value.get_if<Time>()->date()));
  }
}

bool may_be(const Value& known, const Value& value) {
  if (known.is_unknown()) return true;
  std::optional<Fault> ignored;
  if (const PartValue* part = known.part(); part != nullptr && part->kind == PartValue::Kind::Under)
    return operations::section_under(value, part->values[0]) != Truth::No;
  if (known.get_if<Section>() && value.get_if<Section>()) return operations::section_under(value, known) != Truth::No;
  if (value.is_absent())
    return known.part() != nullptr && std::any_of(known.part()->values.begin(), known.part()->values.end(),
                                                  [](const Value& one) { return one.is_absent(); });
  return operations::equal(known, value, ignored) != Truth::No;
}

void add_steps_of(const Duration& duration, std::vector<Value>& out) {
  const std::int64_t step = duration.seconds % 86'400 == 0 ? 86'400 : duration.seconds % 3'600 == 0 ? 3'600 : 1;
  for (const int direction : {-1, 0, 1}) {
    Duration next = duration;
    if (duration.seconds == 0 && duration.months != 0)
      next.months += direction;
    else
      next.seconds += direction * step;
    out.push_back(Value(next));
  }
}

}  // namespace

std::string Classes::truths_of(const Leaves& leaves, const State& state) const {
  const bool quantifies =
      std::any_of(leaves.begin(), leaves.end(), [](const LeafReading* leaf) { return leaf->quantifies; });
  if (!budget_.spend(leaves.size() + readings_.plan().nodes.size() / 16 + (quantifies ? costs_.elements() : 0)))
    return {};
  eval::Evaluation evaluation(readings_.plan(), state.facts, state.options.as_of, state.options.steps);
  std::string out;
  for (const LeafReading* leaf : leaves) {
    const Truth truth = evaluation.truth(leaf->leaf);
    out += truth == Truth::Yes ? 'y' : truth == Truth::No ? 'n' : '?';
  }
  return out;
}

std::string Classes::truths(const State& state, const Point& point) const {
  return truths_of(readings_.of(point), state);
}

// The values with which a fact of this type is compared, as far as they are known.
std::vector<Value> Classes::seeds(const Search& search) const {
  const TypeKind kind = policy()[search.type].kind;
  std::vector<Value> out;
  std::vector<Duration> lengths;
  std::set<std::uint32_t> constants;
  std::set<std::uint32_t> slots;
  std::set<std::uint32_t> lists;
  for (const LeafReading* leaf : search.leaves) {
    constants.insert(leaf->constants.begin(), leaf->constants.end());
    slots.insert(leaf->slots.begin(), leaf->slots.end());
    lists.insert(leaf->named_lists.begin(), leaf->named_lists.end());
    for (const std::uint32_t range : leaf->section_ranges) {
      if (kind == TypeKind::Section) out.push_back(Value(policy().ranges[range].first()));
    }
  }
  const auto add = [&](const Value& value) {
    const bool fits = (kind == TypeKind::Date && value.get_if<Date>()) ||
                      (kind == TypeKind::Time && value.get_if<Time>()) ||
                      (kind == TypeKind::Number && value.get_if<Number>()) ||
                      (kind == TypeKind::Text && value.get_if<std::string>()) ||
                      (kind == TypeKind::Section && value.get_if<Section>());
    if (fits) out.push_back(value);
    const Duration* length = value.get_if<Duration>();
    if (length && kind == TypeKind::Duration) add_steps_of(*length, out);
    if (length) lengths.push_back(*length);
  };
  for (const std::uint32_t constant : constants) add(readings_.plan().constants[constant]);
  for (const std::uint32_t list : lists) {
    for (const ListEntry& entry : policy().lists[list].entries) {
      add(entry.value);
      if (entry.through) add(*entry.through);
      if (entry.range && kind == TypeKind::Section) out.push_back(Value(policy().ranges[*entry.range].first()));
    }
  }
  for (const std::uint32_t slot : slots) {
    const plan::Slot& place = readings_.plan().slots[slot];
    values_in(fact_at(policy(), search.state->facts, place.path), kind, policy(), place.type, out);
  }
  if (kind == TypeKind::Date && search.state->options.as_of) out.push_back(Value(*search.state->options.as_of));
  // The far side of a distance: five years before the request.
  if (kind == TypeKind::Date || kind == TypeKind::Time) {
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count && out.size() < kMostSeeds; ++i) {
      for (const Duration& length : lengths) {
        for (const Value& moved : {operations::add(out[i], Value(length), DateRounding::Down).value,
                                   operations::subtract(out[i], Value(length), DateRounding::Down).value}) {
          if (moved.is_known()) out.push_back(moved);
        }
      }
    }
  }
  if (out.size() > kMostSeeds) out.resize(kMostSeeds);
  return out;
}

std::vector<FoundClass> Classes::ordered(const Search& search) const {
  const TypeKind kind = policy()[search.type].kind;
  std::vector<Value> values = seeds(search);
  if (search.known.is_known()) values.push_back(search.known);
  const Grid grid(kind, values);
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  if (const NumberBounds* bounds = search.known.get_if<NumberBounds>()) {
    if (bounds->low) low = grid.place(Value(*bounds->low));
    if (bounds->high) high = grid.place(Value(*bounds->high));
  } else if (const PartValue* part = search.known.part(); part && part->kind == PartValue::Kind::Between) {
    low = grid.place(part->values[0]);
    high = grid.place(part->values[1]);
  }
  const auto runs =
      runs_of(grid, [&](std::int64_t place) { return truths_of(search.leaves, search.trial(grid.value(place))); });
  const auto now = grid.place(search.known);
  std::vector<FoundClass> out;
  for (const Run& run : runs) {
    const std::int64_t first = low ? std::max(*low, run.first) : run.first;
    const std::int64_t last = high ? std::min(*high, run.last) : run.last;
    if (first > last) continue;
    FoundClass found;
    found.truths = run.truths;
    if (first != grid.bottom()) found.values.low = grid.value(first);
    if (last != grid.top()) found.values.high = grid.value(last);
    // The nearest to what it is now; else an end; else, where all are alike, one that the policy speaks of.
    std::int64_t place = found.values.low ? first : found.values.high ? last : grid.places().front();
    if (now) place = std::clamp(*now, first, last);
    found.values.value = grid.value(place);
    out.push_back(std::move(found));
    if (out.size() >= limits_.values) break;
  }
  return out;
}

// One class for each value; or for those with the same truths.
std::vector<FoundClass> Classes::grouped(const Search& search, const std::vector<Value>& values, bool by_truths) const {
  std::vector<FoundClass> out;
  std::map<std::string, std::size_t> found;
  for (auto it = values.begin(); it != values.end(); ++it) {
    const Value& value = *it;
    if (!may_be(search.known, value)) continue;
    if (std::any_of(values.begin(), it, [&](const Value& before) { return same_value(before, value); })) continue;
    std::string truths = truths_of(search.leaves, search.trial(value));
    const auto [known, fresh] = found.try_emplace(truths, out.size());
    const bool alone = value.is_absent() || (!fresh && out[known->second].values.value.is_absent());
    if (by_truths && !fresh && !alone) {
      out[known->second].values.others.push_back(value);
      continue;
    }
    if (out.size() >= limits_.values) continue;
    if (!by_truths) truths += std::to_string(out.size());
    known->second = out.size();
    out.push_back({{value, {}, {}, {}}, std::move(truths)});
  }
  return out;
}

std::vector<FoundClass> Classes::find(const Search& search) const {
  const Type& type = policy()[search.type];
  std::vector<FoundClass> out;
  std::vector<Value> values;
  const PartValue* part = search.known.part();
  if (part && part->kind == PartValue::Kind::OneOf) return grouped(search, part->values, false);
  switch (type.kind) {
    case TypeKind::YesNo:
      out = grouped(search, {Value(true), Value(false)}, !search.apart);
      break;
    case TypeKind::Closed:
      for (std::uint32_t i = 0; i < type.members.size(); ++i) values.push_back(Value(Member{i}));
      out = grouped(search, values, !search.apart);
      break;
    case TypeKind::Number:
    case TypeKind::Date:
    case TypeKind::Time:
      out = ordered(search);
      break;
    case TypeKind::Text: {
      values = seeds(search);
      std::string other = "another text";
      while (
          std::any_of(values.begin(), values.end(), [&](const Value& v) { return *v.get_if<std::string>() == other; }))
        other += '.';
      values.push_back(Value(other));
      out = grouped(search, values, true);
      break;
    }
    case TypeKind::Section:
      values = seeds(search);
      if (auto other = Section::parse(kOtherSection)) values.push_back(Value(*std::move(other)));
      // Of one known down to a parent of what is asked about: its subdivisions.
      if (const Section* known = search.known.get_if<Section>()) {
        std::erase_if(values, [&](const Value& value) { return same_value(value, search.known); });
        if (auto other = Section::parse(known->text() + "(other)")) values.push_back(Value(*std::move(other)));
      }
      out = grouped(search, values, true);
      break;
    case TypeKind::Duration:
      values = seeds(search);
      if (values.empty()) values.push_back(Value(Duration{0, 86'400}));
      out = grouped(search, values, true);
      break;
    case TypeKind::Record:
      out = grouped(search, {record_unknown(policy(), search.type)}, false);
      break;
    case TypeKind::List: {
      const ListValue* list = search.known.list();
      std::vector<Value> elements = list ? list->elements : std::vector<Value>();
      out.push_back({{make_list(elements), {}, {}, {}}, "none"});
      elements.push_back(policy()[type.element].kind == TypeKind::Record ? record_unknown(policy(), type.element)
                                                                         : Value());
      out.push_back({{make_list(std::move(elements)), {}, {}, {}}, "one"});
      return out;
    }
  }
  if (search.optional && may_be(search.known, Value(Absent{}))) {
    const Value absent(Absent{});
    out.push_back({{absent, {}, {}, {}}, "absent " + truths_of(search.leaves, search.trial(absent))});
  }
  return out;
}

std::vector<FoundClass> Classes::of(const State& state, const Point& point, Which which) const {
  Search search;
  search.leaves = readings_.of(point);
  search.trial = [&](const Value& value) {
    State trial = state;
    set_at(policy(), trial, point, value);
    return trial;
  };
  search.type = point.type;
  search.optional = point.optional;
  search.known = value_at(policy(), state, point);
  search.state = &state;
  for (const LeafReading* leaf : search.leaves) {
    search.apart =
        search.apart || leaf->slots.size() > 1 || leaf->governing_date ||
        (point.path && !point.path->steps.empty() &&
         std::any_of(point.path->steps.begin(), point.path->steps.end(), [](PathStep s) { return s.element; }));
  }
  const TypeKind kind = policy()[point.type].kind;
  const bool ordered_kind = kind == TypeKind::Number || kind == TypeKind::Date || kind == TypeKind::Time;
  if (which == Which::Instead && search.known.is_known() && !ordered_kind) search.known = Value();
  std::vector<FoundClass> found = find(search);
  if (budget_.over()) found.clear();
  return found;
}

std::vector<Value> Classes::made(const Leaves& leaves, TypeId type, const State& state, const Trial& trial) const {
  const Type& info = policy()[type];
  const auto classes_of = [&](TypeId of, bool optional, const Trial& with) {
    Search search;
    search.leaves = leaves;
    search.trial = with;
    search.type = of;
    search.optional = optional;
    search.apart = true;
    search.state = &state;
    return find(search);
  };
  std::vector<Value> out;
  if (info.kind != TypeKind::Record) {
    for (const FoundClass& found : classes_of(type, false, trial)) out.push_back(found.values.value);
    return out;
  }
  std::set<std::uint32_t> read;
  for (const LeafReading* leaf : leaves) {
    for (const auto& [record, field] : leaf->fields) {
      if (record == index_of(type)) read.insert(field);
    }
  }
  out.push_back(record_unknown(policy(), type));
  for (const std::uint32_t field : read) {
    const FieldInfo& declared = info.fields[field];
    const TypeKind kind = policy()[declared.type].kind;
    if (kind == TypeKind::Record || kind == TypeKind::List) continue;
    const auto with_field = [&](const Value& record, const Value& value) {
      std::vector<Value> fields = record.record()->fields;
      fields[field] = value;
      return make_record(std::move(fields));
    };
    const Value nothing = record_unknown(policy(), type);
    std::vector<FoundClass> classes = classes_of(declared.type, declared.optional,
                                                 [&](const Value& value) { return trial(with_field(nothing, value)); });
    std::vector<Value> longer;
    for (const Value& record : out) {
      for (const FoundClass& found : classes) {
        if (longer.size() < kMostMade) longer.push_back(with_field(record, found.values.value));
      }
    }
    out = std::move(longer);
  }
  return out;
}

Value Classes::bare(const Leaves& leaves, Value value, const Trial& trial) const {
  if (value.record() == nullptr) return value;
  const std::string truths = truths_of(leaves, trial(value));
  for (std::size_t i = 0; i < value.record()->fields.size(); ++i) {
    std::vector<Value> fields = value.record()->fields;
    if (fields[i].is_unknown()) continue;
    fields[i] = Value();
    Value less = make_record(std::move(fields));
    if (truths_of(leaves, trial(less)) == truths) value = std::move(less);
  }
  return value;
}

std::vector<Value> Classes::entries(const State& state, const Point& point) const {
  const Value known = value_at(policy(), state, point);
  const ListValue* list = known.list();
  const std::vector<Value> before = list ? list->elements : std::vector<Value>();
  const Trial trial = [&](const Value& entry) {
    State with = state;
    std::vector<Value> elements = before;
    elements.push_back(entry);
    set_at(policy(), with, point, list ? make_list_like(*list, std::move(elements)) : make_list(std::move(elements)));
    return with;
  };
  const Leaves leaves = readings_.of(point);
  std::set<std::string> seen;
  if (list) seen.insert(truths_of(leaves, state));
  std::vector<Value> out;
  if (budget_.over()) return out;
  for (Value& entry : made(leaves, policy()[point.type].element, state, trial)) {
    if (out.size() < limits_.values && seen.insert(truths_of(leaves, trial(entry))).second)
      out.push_back(bare(leaves, std::move(entry), trial));
  }
  if (budget_.over()) out.clear();
  return out;
}

std::vector<Value> Classes::records(const State& state, const Point& point) const {
  const Trial trial = [&](const Value& record) {
    State with = state;
    set_at(policy(), with, point, record);
    return with;
  };
  Leaves leaves = readings_.of(point);
  // The fields of a fact are facts of their own.
  std::vector<LeafReading> with_fields;
  with_fields.reserve(leaves.size());
  for (const LeafReading* leaf : leaves) {
    LeafReading& copy = with_fields.emplace_back(*leaf);
    for (const std::uint32_t slot : leaf->slots) {
      const FactPath& path = readings_.plan().slots[slot].path;
      if (overlap(path, *point.path) && path.steps.size() > point.path->steps.size())
        copy.fields.emplace(index_of(point.type), path.steps[point.path->steps.size()].index);
    }
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i] = &with_fields[i];
  std::set<std::string> seen{truths_of(leaves, state)};
  std::vector<Value> out;
  for (Value& record : made(leaves, point.type, state, trial)) {
    if (out.size() < limits_.values && seen.insert(truths_of(leaves, trial(record))).second)
      out.push_back(bare(leaves, std::move(record), trial));
  }
  if (budget_.over()) out.clear();
  return out;
}

}  // namespace carveout::explore
