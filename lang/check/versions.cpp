#include <algorithm>
#include <string>

#include "check/overrides.hpp"

namespace carveout::check {
namespace {

// The period in which a version stands: its own, else its part's, else the policy's.
class Periods {
 public:
  explicit Periods(const CheckedPolicy& policy) : policy_(policy) {
    for (const Part& part : policy.parts) {
      // A part stands after the part around it.
      const Period& around = part.parent ? of_part_[index_of(*part.parent)] : policy[part.policy].period;
      of_part_.push_back(part.period.always() ? around : part.period);
    }
  }

  [[nodiscard]] const Period& of(ClauseId id) const {
    const Clause& clause = policy_[id];
    if (!clause.period.always()) return clause.period;
    return clause.part ? of_part_[index_of(*clause.part)] : policy_[clause.policy].period;
  }

 private:
  const CheckedPolicy& policy_;
  std::vector<Period> of_part_;
};

bool starts_before(const Period& a, const Period& b) {
  if (!a.from || !b.from) return !a.from && b.from.has_value();
  return *a.from < *b.from;
}

bool ends_after(const Period& a, const Period& b) {
  if (!a.until || !b.until) return !a.until && b.until.has_value();
  return *b.until < *a.until;
}

// Of two periods, the second not starting before the first.
bool overlap(const Period& first, const Period& second) {
  return !first.until || !second.from || *second.from < *first.until;
}

}  // namespace

void check_versions(Context& context) {
  const CheckedPolicy& policy = context.out;
  std::optional<Periods> periods;
  std::vector<bool> seen(policy.clauses.size(), false);
  for (std::uint32_t first = 0; first < policy.clauses.size(); ++first) {
    if (seen[first] || !context.next_version[first]) continue;
    if (!periods) periods.emplace(policy);
    std::vector<ClauseId> versions;
    for (std::optional<ClauseId> id = ClauseId{first}; id; id = context.next_version[index_of(*id)]) {
      seen[index_of(*id)] = true;
      versions.push_back(*id);
    }
    std::stable_sort(versions.begin(), versions.end(),
                     [&](ClauseId a, ClauseId b) { return starts_before(periods->of(a), periods->of(b)); });
    ClauseId longest = versions[0];
    for (std::size_t i = 1; i < versions.size(); ++i) {
      const ClauseId version = versions[i];
      if (overlap(periods->of(longest), periods->of(version))) {
        const auto [earlier, later] = std::minmax(longest, version);
        context.sink.report(DiagnosticId::VersionsOverlap, policy[later].name_span, {{"name", policy[later].name}},
                            {{policy[earlier].name_span, "in force at the same time"}});
      }
      if (ends_after(periods->of(version), periods->of(longest))) longest = version;
    }
  }
}

}  // namespace carveout::check
