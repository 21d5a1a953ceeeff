#include <algorithm>
#include <string>

#include "check/declarations.hpp"
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

bool ends_after(const Period& a, const Period& b) {
  if (!a.until || !b.until) return !a.until && b.until.has_value();
  return *b.until < *a.until;
}

// Of two periods, the second not starting before the first.
bool overlap(const Period& first, const Period& second) {
  return !first.until || !second.from || *second.from < *first.until;
}

}  // namespace

bool starts_before(const Period& a, const Period& b) {
  if (!a.from || !b.from) return !a.from && b.from.has_value();
  return *a.from < *b.from;
}

void check_versions(Context& context) {
  const CheckedPolicy& policy = context.out;
  std::optional<Periods> periods;
  std::vector<bool> seen(policy.clauses.size(), false);
  for (std::uint32_t first = 0; first < policy.clauses.size(); ++first) {
    if (seen[first] || !context.next_version[first]) continue;
    if (!periods) periods.emplace(policy);
    std::vector<Version> versions;
    for (std::optional<ClauseId> id = ClauseId{first}; id; id = context.next_version[index_of(*id)]) {
      seen[index_of(*id)] = true;
      versions.push_back({periods->of(*id), policy[*id].name_span});
    }
    check_versions_of(context, policy.clauses[first].name, std::move(versions));
  }
}

void check_versions_of(Context& context, std::string_view name, std::vector<Version> versions) {
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Version& a, const Version& b) { return starts_before(a.period, b.period); });
  const Version* longest = &versions[0];
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const Version& version = versions[i];
    if (overlap(longest->period, version.period)) {
      const bool after = longest->name.begin < version.name.begin;
      context.sink.report(DiagnosticId::VersionsOverlap, after ? version.name : longest->name, {{"name", name}},
                          {{after ? longest->name : version.name, "in force at the same time"}});
    }
    if (ends_after(version.period, longest->period)) longest = &version;
  }
}

}  // namespace carveout::check
