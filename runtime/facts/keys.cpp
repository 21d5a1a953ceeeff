#include "facts/keys.hpp"

namespace carveout::facts {
namespace {

// Up to here comparing names one by one is as fast as hashing.
constexpr std::size_t kFewKeys = 16;

}  // namespace

Keys::Keys(const std::vector<FactInfo>& facts) {
  keys_.reserve(facts.size());
  for (const FactInfo& fact : facts) keys_.push_back({fact.name, fact.type, fact.optional});
  index();
}

Keys::Keys(const std::vector<FieldInfo>& fields) {
  keys_.reserve(fields.size());
  for (const FieldInfo& field : fields) keys_.push_back({field.name, field.type, field.optional});
  index();
}

void Keys::index() {
  if (keys_.size() <= kFewKeys) return;
  by_name_.reserve(keys_.size());
  for (std::uint32_t i = 0; i < keys_.size(); ++i) by_name_.emplace(keys_[i].name, i);
}

std::optional<std::uint32_t> Keys::find(std::string_view name, std::uint32_t expected) const {
  if (expected < keys_.size() && keys_[expected].name == name) return expected;
  if (!by_name_.empty()) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }
  for (std::uint32_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i].name == name) return i;
  }
  return std::nullopt;
}

std::vector<std::string_view> Keys::names() const {
  std::vector<std::string_view> names;
  names.reserve(keys_.size());
  for (const Key& key : keys_) names.push_back(key.name);
  return names;
}

const Keys& RecordKeys::of(TypeId record) {
  auto& keys = made_[index_of(record)];
  if (keys == nullptr) keys = std::make_unique<const Keys>(policy_[record].fields);
  return *keys;
}

}  // namespace carveout::facts
