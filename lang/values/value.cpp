#include "carveout/lang/value.hpp"

#include <algorithm>
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
    return a.get() == b || (a != nullptr && b != nullptr && same_values(a->elements, b->elements));
  }
  bool operator()(const std::shared_ptr<const RecordValue>& a) const {
    const RecordValue* b = other.record();
    return a.get() == b || (a != nullptr && b != nullptr && same_values(a->fields, b->fields));
  }
};

}  // namespace

const ListValue* Value::list() const noexcept {
  const auto* list = get_if<std::shared_ptr<const ListValue>>();
  return list == nullptr ? nullptr : list->get();
}

const RecordValue* Value::record() const noexcept {
  const auto* record = get_if<std::shared_ptr<const RecordValue>>();
  return record == nullptr ? nullptr : record->get();
}

Value make_list(std::vector<Value> elements) {
  return std::make_shared<const ListValue>(ListValue{std::move(elements)});
}

Value make_record(std::vector<Value> fields) {
  return std::make_shared<const RecordValue>(RecordValue{std::move(fields)});
}

Value value_of(Truth truth) {
  if (truth == Truth::Unknown) return Unknown{};
  return truth == Truth::Yes;
}

Truth truth_of(const Value& value) noexcept {
  const bool* yes = value.get_if<bool>();
  return yes == nullptr ? Truth::Unknown : truth_of(*yes);
}

// Recursion over the nesting of lists and records. LIMIT: a value nests as deep as its declared type, and types are
// declared without recursion within the limits of the parser; the destructor of a value goes exactly as deep.
bool same_value(const Value& a, const Value& b) {
  return a.state().index() == b.state().index() && std::visit(SameContent{b}, a.state());
}

}  // namespace carveout
