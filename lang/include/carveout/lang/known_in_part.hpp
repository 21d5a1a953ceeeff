#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "carveout/lang/checked.hpp"

// What facts documents and scenarios say of a fact that is not known: that it lies between two values, is one of a few,
// or is under a section. These make the value that stands for it, by its type. Spec: language/09-facts, 9.5.
namespace carveout {

// LIMIT: what is known as one of many is known better by its bounds; comparing two such facts costs the product.
inline constexpr std::size_t kMostAlternatives = 64;

// Numbers, dates, times, durations, and members of ordered types lie between others.
[[nodiscard]] bool takes_between(const Type& type) noexcept;
// All but records and lists.
[[nodiscard]] bool takes_one_of(const Type& type) noexcept;

// An end that is unknown is none. Nothing where no value lies between the two: the higher is first, or they do not
// compare. Precondition: takes_between, and not both ends unknown.
[[nodiscard]] std::optional<Value> known_between(const CheckedPolicy& policy, TypeId type, bool optional,
                                                 const Value& low, const Value& high);
// Unknown where these are all there are. Precondition: takes_one_of, and not empty; Absent only where `optional`.
[[nodiscard]] Value known_as_one_of(const CheckedPolicy& policy, TypeId type, bool optional, std::vector<Value> values);

}  // namespace carveout
