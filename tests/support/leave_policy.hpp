#pragma once

namespace carveout::testing {

// A policy that records are made of: a fact of each type, a duty that is due, a permission that ends.
inline const char* const kLeave = R"(policy leave "Leave"
  as of day
type Kind is one of holiday, illness
type Entry has
  kind : Kind
  note : text if any
facts
  day     : date
  days    : number
  said    : text if any
  span    : duration
  moment  : time
  cited   : section
  kind    : Kind
  entries : list of Entry
  asked   : yes/no
action take by default permitted
action cancel
duty tell "tell the office"
  due within 2 days after day
clause long forbid take when days > 10
clause notice require tell before take when kind is holiday
clause sick permit cancel until day + 30 days when kind is illness
)";

}  // namespace carveout::testing
