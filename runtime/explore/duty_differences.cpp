#include "explore/duty_differences.hpp"

#include <algorithm>

namespace carveout::explore {
namespace {

const DutyAnswer* find(const std::vector<DutyAnswer>& among, const DutyAnswer& duty) {
  const auto found = std::find_if(among.begin(), among.end(), [&](const DutyAnswer& one) {
    return one.duty == duty.duty && one.timing == duty.timing;
  });
  return found == among.end() ? nullptr : &*found;
}

bool same(const DutyAnswer& a, const DutyAnswer& b) {
  const bool due = a.due.has_value() == b.due.has_value() && (!a.due || same_value(*a.due, *b.due));
  // Of what is not required it is no matter whether it is done.
  if (a.required == Truth::No && b.required == Truth::No) return true;
  return a.required == b.required && a.status == b.status && due && a.by == b.by;
}

}  // namespace

std::vector<DutyDifference> differing_duties(const std::vector<DutyAnswer>& before,
                                             const std::vector<DutyAnswer>& after) {
  std::vector<DutyDifference> out;
  for (const DutyAnswer& now : after) {
    const DutyAnswer* was = find(before, now);
    if (was == nullptr && now.required == Truth::No) continue;
    if (was == nullptr || !same(*was, now)) out.push_back({was ? std::optional(*was) : std::nullopt, now});
  }
  for (const DutyAnswer& was : before) {
    if (was.required != Truth::No && find(after, was) == nullptr) out.push_back({was, std::nullopt});
  }
  return out;
}

}  // namespace carveout::explore
