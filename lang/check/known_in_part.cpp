#include "carveout/lang/known_in_part.hpp"

#include <algorithm>
#include <utility>

namespace carveout {

bool takes_between(const Type& type) noexcept {
  switch (type.kind) {
    case TypeKind::Number:
    case TypeKind::Date:
    case TypeKind::Time:
    case TypeKind::Duration:
      return true;
    case TypeKind::Closed:
      return type.ordered;
    case TypeKind::YesNo:
    case TypeKind::Text:
    case TypeKind::Section:
    case TypeKind::Record:
    case TypeKind::List:
      break;
  }
  return false;
}

bool takes_one_of(const Type& type) noexcept {
  return type.kind != TypeKind::Record && type.kind != TypeKind::List;
}

std::optional<Value> known_between(const CheckedPolicy& policy, TypeId id, bool optional, const Value& low,
                                   const Value& high) {
  const Type& type = policy[id];
  if (type.kind != TypeKind::Closed) return make_between(low, high);
  const Member* first = low.get_if<Member>();
  const Member* last = high.get_if<Member>();
  const std::uint32_t begin = first == nullptr ? 0 : first->index;
  const std::uint32_t end = last == nullptr ? static_cast<std::uint32_t>(type.members.size()) : last->index + 1;
  std::vector<Value> members;
  for (std::uint32_t i = begin; i < end; ++i) members.push_back(Member{i});
  if (members.empty()) return std::nullopt;
  return known_as_one_of(policy, id, optional, std::move(members));
}

Value known_as_one_of(const CheckedPolicy& policy, TypeId id, bool optional, std::vector<Value> values) {
  Value made = make_one_of(std::move(values));
  const Type& type = policy[id];
  const std::size_t members = type.kind == TypeKind::YesNo ? 2 : type.members.size();
  if (made.part() == nullptr || members == 0) return made;
  return made.part()->values.size() == members + (optional ? 1 : 0) ? Value() : made;
}

}  // namespace carveout
