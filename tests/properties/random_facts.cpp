#include "properties/random_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "carveout/lang/known_in_part.hpp"

namespace carveout::properties {
namespace {

// Values near the constants of random policies.
Value single(const CheckedPolicy& policy, TypeId id, Random& random) {
  static const std::vector<const char*> dates{"2019-12-30", "2019-12-31", "2020-01-01", "2020-01-02", "2020-02-29",
                                              "2020-03-01", "2021-03-01", "2022-07-15", "2018-05-05", "2024-02-29"};
  static const std::vector<const char*> times{"2020-01-01T00:00Z", "2020-01-01T09:00-05:00", "2020-01-02T23:59+02:00",
                                              "2021-03-01T12:00Z", "2019-12-31T23:00-05:00", "2020-01-01T01:00+02:00"};
  static const std::vector<const char*> sections{"PL 1",    "PL 1(2)", "PL 1(2)(a)", "PL 1(3)",
                                                 "PL 1(5)", "PL 2",    "VTL 9",      "PL"};
  static const std::vector<const char*> numbers{"-1", "0", "0.5", "1", "1.5", "2", "3", "4", "7"};
  static const std::vector<const char*> texts{"a", "b", "c", "d"};
  static const std::vector<const char*> durations{"1 day",  "30 days",  "1 month", "2 years",
                                                  "0 days", "48 hours", "-1 day"};
  const Type& type = policy[id];
  switch (type.kind) {
    case TypeKind::YesNo:
      return random.chance(50);
    case TypeKind::Number:
      return *Number::parse(random.pick(numbers));
    case TypeKind::Text:
      return std::string(random.pick(texts));
    case TypeKind::Date:
      return *Date::parse(random.pick(dates));
    case TypeKind::Time:
      return *Time::parse(random.pick(times));
    case TypeKind::Duration:
      return *Duration::parse(random.pick(durations));
    case TypeKind::Section:
      return *Section::parse(random.pick(sections));
    case TypeKind::Closed:
      return Member{static_cast<std::uint32_t>(random.below(type.members.size()))};
    case TypeKind::Record:
    case TypeKind::List:
      return {};
  }
  return {};
}

bool is_within(const Value& low, const Value& one, const Value& high) {
  return (low.is_unknown() || make_between(low, one)) && (high.is_unknown() || make_between(one, high));
}

struct Range {
  Value low;
  Value high;
};
Range range_of(const Value& part) {
  if (part.part()) return {part.part()->values[0], part.part()->values[1]};
  Range range;
  const NumberBounds* bounds = part.get_if<NumberBounds>();
  if (bounds->low) range.low = *bounds->low;
  if (bounds->high) range.high = *bounds->high;
  return range;
}

bool is_part_of_kind(const Value& value, PartValue::Kind kind) {
  return value.part() && value.part()->kind == kind;
}

// A known value that one known in part may be.
Value single_within(const CheckedPolicy& policy, TypeId id, const Value& part, Random& random) {
  if (is_part_of_kind(part, PartValue::Kind::OneOf)) return random.pick(part.part()->values);
  if (is_part_of_kind(part, PartValue::Kind::Under)) {
    const Section& root = *part.part()->values[0].get_if<Section>();
    for (int i = 0; i < 8; ++i) {
      Value one = single(policy, id, random);
      if (under(*one.get_if<Section>(), root) == Truth::Yes) return one;
    }
    return root;
  }
  const Range range = range_of(part);
  for (int i = 0; i < 8; ++i) {
    Value one = single(policy, id, random);
    if (is_within(range.low, one, range.high)) return one;
  }
  return range.low.is_unknown() || (!range.high.is_unknown() && random.chance(50)) ? range.high : range.low;
}

Value between_two(const Value& a, const Value& b, const Value& otherwise) {
  if (const auto made = make_between(a, b)) return *made;
  return make_between(b, a).value_or(otherwise);
}

// What is known in part of a fact of which nothing was.
Value some_part(const CheckedPolicy& policy, TypeId id, bool optional, Random& random) {
  const Type& type = policy[id];
  if (type.kind == TypeKind::Section && random.chance(50))
    return make_under(*single(policy, id, random).get_if<Section>());
  const bool ranges = type.kind == TypeKind::Number || type.kind == TypeKind::Date || type.kind == TypeKind::Time ||
                      type.kind == TypeKind::Duration;
  if (ranges && random.chance(70)) {
    const Value end = single(policy, id, random);
    if (random.chance(20)) return *make_between(end, Value());
    if (random.chance(20)) return *make_between(Value(), end);
    return between_two(end, single(policy, id, random), *make_between(end, Value()));
  }
  std::vector<Value> values;
  for (std::size_t count = random.between(2, 3); count > 0; --count) values.push_back(single(policy, id, random));
  if (optional && random.chance(40)) values.push_back(Absent{});
  return known_as_one_of(policy, id, optional, std::move(values));
}

// A little more than what is known in part.
Value narrowed(const CheckedPolicy& policy, TypeId id, const Value& part, Random& random) {
  if (is_part_of_kind(part, PartValue::Kind::OneOf)) {
    std::vector<Value> values = part.part()->values;
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(random.below(values.size())));
    return make_one_of(std::move(values));
  }
  const Value one = single_within(policy, id, part, random);
  if (is_part_of_kind(part, PartValue::Kind::Under)) {
    if (random.chance(50)) return make_under(*one.get_if<Section>());
    return make_one_of({one, single_within(policy, id, part, random)});
  }
  const Value other = single_within(policy, id, part, random);
  if (random.chance(25)) return make_one_of({one, other});
  const Range range = range_of(part);
  if (random.chance(40))
    return (random.chance(50) ? make_between(range.low, one) : make_between(one, range.high)).value_or(part);
  return between_two(one, other, part);
}

// A value of a type that says all that `old` says, and with a chance more.
Value filled(const CheckedPolicy& policy, TypeId id, bool optional, const Value& old, Random& random, unsigned known) {
  const Type& type = policy[id];
  if (old.is_absent()) return old;
  if (old.is_unknown() && optional && random.chance(known) && random.chance(25)) return Absent{};
  if (type.kind == TypeKind::Record) {
    // Now and then nothing at all of a record.
    if (old.is_unknown() && !random.chance(known) && random.chance(30)) return {};
    // Nor that it is there.
    if (old.is_unknown() && optional && !random.chance(known)) return {};
    std::vector<Value> fields;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const Value before = old.record() ? old.record()->fields[i] : Value();
      fields.push_back(filled(policy, type.fields[i].type, type.fields[i].optional, before, random, known));
    }
    return make_record(std::move(fields));
  }
  if (type.kind == TypeKind::List) {
    std::vector<Value> elements;
    bool open = random.chance(20);
    if (old.list()) {
      elements = old.list()->elements;
      open = old.list()->open && !random.chance(known);
      if (old.list()->open) elements.resize(elements.size() + random.below(3));
    } else {
      if (!random.chance(known)) return {};
      elements.resize(random.chance(20) ? 0 : random.between(1, 3));
    }
    for (Value& element : elements) element = filled(policy, type.element, false, element, random, known);
    return open && known < 100 ? make_open_list(std::move(elements)) : make_list(std::move(elements));
  }
  if (old.is_unknown()) {
    if (known < 100 && random.chance(15)) return some_part(policy, id, optional, random);
    return random.chance(known) ? single(policy, id, random) : old;
  }
  if (old.is_known()) return old;
  if (random.chance(known)) return single_within(policy, id, old, random);
  return random.chance(40) ? narrowed(policy, id, old, random) : old;
}

Value kept(const CheckedPolicy& policy, TypeId id, const Value& value, const std::string& path,
           const std::set<std::string>& paths) {
  const Type& type = policy[id];
  if (const RecordValue* record = value.record()) {
    std::vector<Value> fields;
    bool any = paths.count(path) != 0;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      fields.push_back(kept(policy, type.fields[i].type, record->fields[i], path + "." + type.fields[i].name, paths));
      any |= !fields.back().is_unknown();
    }
    return any ? make_record(std::move(fields)) : Value();
  }
  if (const ListValue* list = value.list()) {
    std::vector<Value> elements;
    bool any = paths.count(path) != 0;
    for (std::size_t i = 0; i < list->elements.size(); ++i) {
      elements.push_back(
          kept(policy, type.element, list->elements[i], path + "[" + std::to_string(i + 1) + "]", paths));
      any |= !elements.back().is_unknown();
    }
    return any ? make_list_like(*list, std::move(elements)) : Value();
  }
  return paths.count(path) != 0 ? value : Value();
}

std::vector<Value> completed(const CheckedPolicy& policy, TypeId id, bool optional, const Value& value) {
  const Type& type = policy[id];
  std::vector<Value> all;
  if (value.is_absent()) return {value};
  if (value.is_unknown() && optional) all.push_back(Absent{});
  if (type.kind == TypeKind::Record) {
    std::vector<std::vector<Value>> records{{}};
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const Value before = value.record() ? value.record()->fields[i] : Value();
      std::vector<std::vector<Value>> longer;
      for (const Value& field : completed(policy, type.fields[i].type, type.fields[i].optional, before)) {
        for (std::vector<Value> fields : records) {
          fields.push_back(field);
          longer.push_back(std::move(fields));
        }
      }
      records = std::move(longer);
    }
    for (std::vector<Value>& fields : records) all.push_back(make_record(std::move(fields)));
    return all;
  }
  if (value.part()) return value.part()->values;
  if (!value.is_unknown()) return {value};
  if (type.kind == TypeKind::YesNo) {
    all.push_back(true);
    all.push_back(false);
  }
  for (std::uint32_t i = 0; i < type.members.size(); ++i) all.push_back(Member{i});
  return all;
}

void add_lists(const CheckedPolicy& policy, TypeId id, const Value& value, const std::string& path,
               std::set<std::string>& paths) {
  if (const RecordValue* record = value.record()) {
    for (std::size_t i = 0; i < record->fields.size(); ++i) {
      const FieldInfo& field = policy[id].fields[i];
      add_lists(policy, field.type, record->fields[i], path + "." + field.name, paths);
    }
  }
  if (const ListValue* list = value.list()) {
    paths.insert(path);
    for (std::size_t i = 0; i < list->elements.size(); ++i) {
      add_lists(policy, policy[id].element, list->elements[i], path + "[" + std::to_string(i + 1) + "]", paths);
    }
  }
}

// The values that say a little less.
std::vector<Value> smaller_values(const Value& value) {
  std::vector<Value> all;
  if (!value.is_unknown()) all.push_back(Value());
  if (const RecordValue* record = value.record()) {
    for (std::size_t i = 0; i < record->fields.size(); ++i) {
      for (const Value& field : smaller_values(record->fields[i])) {
        std::vector<Value> fields = record->fields;
        fields[i] = field;
        all.push_back(make_record(std::move(fields)));
      }
    }
  }
  if (const ListValue* list = value.list()) {
    for (std::size_t i = 0; i < list->elements.size(); ++i) {
      std::vector<Value> elements = list->elements;
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(i));
      all.push_back(make_list_like(*list, std::move(elements)));
      for (const Value& element : smaller_values(list->elements[i])) {
        elements = list->elements;
        elements[i] = element;
        all.push_back(make_list_like(*list, std::move(elements)));
      }
    }
  }
  return all;
}

Value named(const NamedFacts& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() ? Value() : found->second;
}

std::string value_as_text(const CheckedPolicy& policy, TypeId id, const Value& value) {
  const Type& type = policy[id];
  std::string text;
  if (const RecordValue* record = value.record()) {
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      if (record->fields[i].is_unknown()) continue;
      text += fmt::format("{}\"{}\": {}", text.empty() ? "" : ", ", type.fields[i].name,
                          value_as_text(policy, type.fields[i].type, record->fields[i]));
    }
    return "{" + text + "}";
  }
  if (const ListValue* list = value.list()) {
    for (const Value& element : list->elements) {
      text += fmt::format("{}{}", text.empty() ? "" : ", ", value_as_text(policy, type.element, element));
    }
    return "[" + text + (list->open ? ", perhaps more]" : "]");
  }
  return policy.value_text(value, id);
}

}  // namespace

NamedFacts random_facts(const CheckedPolicy& policy, Random& random, unsigned known) {
  return extended(policy, {}, random, known);
}

NamedFacts extended(const CheckedPolicy& policy, const NamedFacts& facts, Random& random, unsigned known) {
  NamedFacts more;
  for (const FactInfo& fact : policy.facts) {
    more[fact.name] = filled(policy, fact.type, fact.optional, named(facts, fact.name), random, known);
  }
  return more;
}

NamedFacts restricted(const CheckedPolicy& policy, const NamedFacts& facts, const std::vector<std::string>& paths) {
  const std::set<std::string> set(paths.begin(), paths.end());
  NamedFacts fewer;
  for (const FactInfo& fact : policy.facts) {
    fewer[fact.name] = kept(policy, fact.type, named(facts, fact.name), fact.name, set);
  }
  return fewer;
}

std::vector<NamedFacts> completions(const CheckedPolicy& policy, const NamedFacts& facts, std::size_t most) {
  std::vector<NamedFacts> all{{}};
  for (const FactInfo& fact : policy.facts) {
    const auto values = completed(policy, fact.type, fact.optional, named(facts, fact.name));
    if (all.size() * values.size() > most) return {};
    std::vector<NamedFacts> longer;
    for (const Value& value : values) {
      for (NamedFacts one : all) {
        one[fact.name] = value;
        longer.push_back(std::move(one));
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::set<std::string> known_lists(const CheckedPolicy& policy, const NamedFacts& facts) {
  std::set<std::string> paths;
  for (const FactInfo& fact : policy.facts) add_lists(policy, fact.type, named(facts, fact.name), fact.name, paths);
  return paths;
}

std::vector<NamedFacts> smaller(const CheckedPolicy& policy, const NamedFacts& facts) {
  std::vector<NamedFacts> all;
  for (const FactInfo& fact : policy.facts) {
    for (const Value& value : smaller_values(named(facts, fact.name))) {
      NamedFacts one = facts;
      one[fact.name] = value;
      all.push_back(std::move(one));
    }
  }
  return all;
}

std::vector<Value> in_order(const CheckedPolicy& policy, const NamedFacts& facts) {
  std::vector<Value> values;
  for (const FactInfo& fact : policy.facts) values.push_back(named(facts, fact.name));
  return values;
}

std::string facts_text(const CheckedPolicy& policy, const NamedFacts& facts) {
  std::string text;
  for (const FactInfo& fact : policy.facts) {
    const Value value = named(facts, fact.name);
    if (value.is_unknown()) continue;
    text +=
        fmt::format("{}  \"{}\": {}", text.empty() ? "" : ",\n", fact.name, value_as_text(policy, fact.type, value));
  }
  return "{\n" + text + "\n}";
}

}  // namespace carveout::properties
