#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/context.hpp"

// Types as the steps of the checker use them: in sentences, by name, and measured.
namespace carveout::check {

// A type in a sentence: "a number", "an `Offense`", "a `list of Conviction`".
[[nodiscard]] std::string described(const CheckedPolicy& policy, TypeId type);

// The position of a field of a record, or of a member of a closed type.
[[nodiscard]] std::optional<std::uint32_t> find_field(Context& context, TypeId record, std::string_view name);
[[nodiscard]] std::optional<std::uint32_t> find_member(Context& context, TypeId closed, std::string_view name);
[[nodiscard]] std::vector<std::string_view> field_names(const Type& record);
[[nodiscard]] std::vector<std::string_view> member_names(const Type& closed);

// Context::bad_type, made where there is none yet.
[[nodiscard]] TypeId bad_type(Context& context);
[[nodiscard]] inline bool is_bad(const Context& context, TypeId type) {
  return context.bad_type == type;
}

// The type to which values of two compatible types belong: where one is an alias of the other, the other.
[[nodiscard]] TypeId common_type(const CheckedPolicy& policy, TypeId a, TypeId b);

// The child of a declaration that is a type, if it has one.
[[nodiscard]] std::optional<NodeId> type_child(const Context& context, ModuleId module, NodeId node);

// How large the values of a type are.
struct TypeSize {
  std::uint32_t depth = 0;   // records and lists inside each other
  std::uint64_t leaves = 1;  // single values once records are spelt out; a list is one
};
// The sizes of all types, by index. A field that makes a type contain itself is reported, and its type becomes
// bad_type.
[[nodiscard]] std::vector<TypeSize> measure_types(Context& context);

}  // namespace carveout::check
