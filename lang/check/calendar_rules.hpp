#pragma once

#include <optional>

#include "carveout/lang/counting.hpp"
#include "check/context.hpp"

// The rules of calendars, read from the syntax. Each reports what is wrong with what it reads.
namespace carveout::check {

[[nodiscard]] std::optional<DayRule> day_rule(Context& context, ModuleId module, NodeId node);
// What an Exclusion excludes; `calendar` finds the one that a name names.
[[nodiscard]] std::optional<Exclusion> exclusion(Context& context, ModuleId module, NodeId node);
// Minutes; of an offset from UTC, or after midnight.
[[nodiscard]] std::optional<std::int16_t> utc_offset(Context& context, ModuleId module, NodeId node);
[[nodiscard]] std::optional<Daylight> daylight(Context& context, ModuleId module, NodeId node, std::int16_t standard);

}  // namespace carveout::check
