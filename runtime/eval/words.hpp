#pragma once

#include <cstdint>
#include <span>

#include "plan/plan.hpp"

namespace carveout::eval {

// Sixty-four ways at once: bit w of `yes` (`no`) is set where the condition is yes (no) in way w; neither, where it is
// unknown.
struct Ways {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  static constexpr Ways all(Truth truth) noexcept {
    return {truth == Truth::Yes ? ~0ull : 0ull, truth == Truth::No ? ~0ull : 0ull};
  }
};

// The words still possible in each way, `on conflict` put in.
struct WordWays {
  std::uint64_t silent = 0;
  std::uint64_t permit = 0;
  std::uint64_t forbid = 0;
  std::uint64_t conflict = 0;
};

// Do two clauses share a base? Spec: language/07-decisions, 7.4.
[[nodiscard]] bool share_base(const Plan& plan, ClauseId a, ClauseId b);

// The words of one policy. Spec: language/07-decisions, 7.4 and the completion of 7.5. `stands(conclusion)` gives the
// ways in which it stands.
// O(permits + forbids), and O(permits × forbids) where permits of exceptions meet forbids.
template <class Stands>
[[nodiscard]] WordWays words_of(const Plan& plan, const plan::Goal& goal, const plan::Share& share, Stands stands) {
  const std::span permits(goal.permits.data() + share.first_permit, share.permits);
  const std::span forbids(goal.forbids.data() + share.first_forbid, share.forbids);
  std::uint64_t permit_certain = 0;
  std::uint64_t permit_may = 0;
  std::uint64_t forbid_certain = 0;
  std::uint64_t forbid_may = 0;
  for (const plan::GoalConclusion& f : forbids) {
    const Ways w = stands(f);
    forbid_certain |= w.yes;
    forbid_may |= ~w.no;
  }
  WordWays out;
  std::uint64_t all_yield = ~0ull;
  std::uint64_t clash = 0;
  for (const plan::GoalConclusion& p : permits) {
    const Ways w = stands(p);
    permit_certain |= w.yes;
    permit_may |= ~w.no;
    if (~w.no == 0 || forbid_may == 0) continue;
    std::uint64_t yields_if_all = 0;            // to some forbid, when all that may stand do
    std::uint64_t yields_to_certain = 0;        // to some forbid that stands for certain
    std::uint64_t unyielding_may = forbid_may;  // some forbid may stand to which it does not yield
    if (p.exception) {
      unyielding_may = 0;
      for (const plan::GoalConclusion& f : forbids) {
        const Ways fw = stands(f);
        if (~fw.no == 0) continue;
        if (share_base(plan, p.clause, f.clause)) {
          unyielding_may |= ~fw.no;
        } else {
          yields_if_all |= ~fw.no;
          yields_to_certain |= fw.yes;
        }
      }
    }
    all_yield &= ~w.yes | yields_if_all;
    clash |= ~w.no & ~yields_to_certain & (forbid_certain | unyielding_may);
  }
  out.silent = ~permit_certain & ~forbid_certain;
  out.permit = ~forbid_certain & permit_may;
  out.forbid = forbid_may & all_yield;
  out.conflict = clash;
  if (const auto& settled = (*plan.policy)[share.policy].on_conflict) {
    (*settled == Standing::Permitted ? out.permit : out.forbid) |= clash;
    out.conflict = 0;
  }
  return out;
}

}  // namespace carveout::eval
