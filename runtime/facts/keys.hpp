#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "carveout/lang/checked.hpp"

namespace carveout::facts {

// One key that an object may have.
struct Key {
  std::string_view name;
  TypeId type{};
  bool optional = false;
};

// The keys of one object: the facts of a policy, or the fields of a record. Borrows the policy's names.
class Keys {
 public:
  explicit Keys(const std::vector<FactInfo>& facts);
  explicit Keys(const std::vector<FieldInfo>& fields);

  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
  [[nodiscard]] const Key& operator[](std::uint32_t index) const noexcept { return keys_[index]; }
  // The position of a name. `expected` is where it stands if the keys come in the order of the declaration, as most do.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name, std::uint32_t expected) const;
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  void index();
  std::vector<Key> keys_;
  std::unordered_map<std::string_view, std::uint32_t> by_name_;  // where there are too many to look through
};

// The keys of each record type, made when first asked for.
class RecordKeys {
 public:
  explicit RecordKeys(const CheckedPolicy& policy) : policy_(policy) {}
  [[nodiscard]] const Keys& of(TypeId record);

 private:
  const CheckedPolicy& policy_;
  std::unordered_map<std::uint32_t, std::unique_ptr<const Keys>> made_;
};

}  // namespace carveout::facts
