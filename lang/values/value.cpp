#include "carveout/lang/value.hpp"

#include <algorithm>
#include <compare>
#include <utility>

namespace carveout {
namespace {

bool same_values(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_value);
}

// One overload for each kind of content.
struct SameContent {
  const Value& other;

  template <class T>
  bool operator()(const T& a) const {
    const T* b = other.get_if<T>();
    return b != nullptr && a == *b;
  }
  // A time is its instant and its offset: the day it falls on depends on both.
  bool operator()(const Time& a) const {
    const Time* b = other.get_if<Time>();
    return b != nullptr && a.seconds == b->seconds && a.local == b->local && a.offset_minutes == b->offset_minutes;
  }
  bool operator()(const std::shared_ptr<const ListValue>& a) const {
    const ListValue* b = other.list();
    return a.get() == b ||
           (a != nullptr && b != nullptr && a->open == b->open && same_values(a->elements, b->elements));
  }
  bool operator()(const std::shared_ptr<const RecordValue>& a) const {
    const RecordValue* b = other.record();
    return a.get() == b || (a != nullptr && b != nullptr && same_values(a->fields, b->fields));
  }
  bool operator()(const std::shared_ptr<const PartValue>& a) const {
    const PartValue* b = other.part();
    return a.get() == b || (a != nullptr && b != nullptr && a->kind == b->kind && same_values(a->values, b->values));
  }
};

Value part_value(PartValue::Kind kind, std::vector<Value> values) {
  return std::make_shared<const PartValue>(PartValue{kind, std::move(values)});
}

}  // namespace

std::optional<int> order_of_ends(const Value& a, const Value& b) {
  const auto sign = [](std::strong_ordering o) { return o < 0 ? -1 : o > 0 ? 1 : 0; };
  if (const auto* x = a.get_if<Number>(), *y = b.get_if<Number>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Date>(), *y = b.get_if<Date>(); x && y) return sign(*x <=> *y);
  if (const auto* x = a.get_if<Time>(), *y = b.get_if<Time>(); x && y && x->local == y->local)
    return sign(compare(*x, *y));
  if (const auto* x = a.get_if<Duration>(), *y = b.get_if<Duration>(); x && y) {
    const Checked<int> compared = compare(*x, *y);
    if (compared.ok()) return *compared;
  }
  return std::nullopt;
}

bool Value::is_known() const noexcept {
  if (is_unknown() || is_absent() || std::holds_alternative<NumberBounds>(state_)) return false;
  const ListValue* elements = list();
  return part() == nullptr && (elements == nullptr || !elements->open);
}

const ListValue* Value::list() const noexcept {
  const auto* list = get_if<std::shared_ptr<const ListValue>>();
  return list == nullptr ? nullptr : list->get();
}

const RecordValue* Value::record() const noexcept {
  const auto* record = get_if<std::shared_ptr<const RecordValue>>();
  return record == nullptr ? nullptr : record->get();
}

const PartValue* Value::part() const noexcept {
  const auto* part = get_if<std::shared_ptr<const PartValue>>();
  return part == nullptr ? nullptr : part->get();
}

Value make_list(std::vector<Value> elements) {
  return std::make_shared<const ListValue>(ListValue{std::move(elements), false});
}

Value make_open_list(std::vector<Value> elements) {
  return std::make_shared<const ListValue>(ListValue{std::move(elements), true});
}

Value make_list_like(const ListValue& other, std::vector<Value> elements) {
  return other.open ? make_open_list(std::move(elements)) : make_list(std::move(elements));
}

Value make_record(std::vector<Value> fields) {
  return std::make_shared<const RecordValue>(RecordValue{std::move(fields)});
}

std::optional<Value> make_between(const Value& low, const Value& high) {
  if (!low.is_unknown() && !high.is_unknown()) {
    const std::optional<int> ordered = order_of_ends(low, high);
    if (!ordered || *ordered > 0) return std::nullopt;
    if (*ordered == 0) return low;
  }
  if (low.is_unknown() && high.is_unknown()) return Value();
  const Value& end = low.is_unknown() ? high : low;
  if (end.get_if<Number>() != nullptr) {
    NumberBounds bounds;
    if (const Number* number = low.get_if<Number>()) bounds.low = *number;
    if (const Number* number = high.get_if<Number>()) bounds.high = *number;
    return Value(bounds);
  }
  if (!order_of_ends(end, end)) return std::nullopt;
  return part_value(PartValue::Kind::Between, {low, high});
}

Value make_one_of(std::vector<Value> values) {
  std::vector<Value> different;
  for (Value& value : values) {
    const auto same = [&](const Value& other) { return same_value(value, other); };
    if (std::none_of(different.begin(), different.end(), same)) different.push_back(std::move(value));
  }
  return different.size() == 1 ? different.front() : part_value(PartValue::Kind::OneOf, std::move(different));
}

Value make_under(Section section) {
  return part_value(PartValue::Kind::Under, {std::move(section)});
}

Value value_of(Truth truth) {
  if (truth == Truth::Unknown) return Unknown{};
  return truth == Truth::Yes;
}

Truth truth_of(const Value& value) noexcept {
  if (const bool* yes = value.get_if<bool>()) return truth_of(*yes);
  const PartValue* part = value.part();
  if (part == nullptr || part->kind != PartValue::Kind::OneOf) return Truth::Unknown;
  std::optional<bool> common;
  for (const Value& one : part->values) {
    const bool* yes = one.get_if<bool>();
    if (yes == nullptr) continue;
    if (common && *common != *yes) return Truth::Unknown;
    common = *yes;
  }
  return common ? truth_of(*common) : Truth::Unknown;
}

// Recursion over the nesting of lists and records. LIMIT: a value nests as deep as its declared type, and types are
// declared without recursion within the limits of the parser; the destructor of a value goes exactly as deep.
bool same_value(const Value& a, const Value& b) {
  return a.state().index() == b.state().index() && std::visit(SameContent{b}, a.state());
}

}  // namespace carveout
