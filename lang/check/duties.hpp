#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/context.hpp"

namespace carveout::check {

struct DeclaredDuty {
  ModuleId module{};
  NodeId node{};
};
// Where the duties stand, by DutyId.
[[nodiscard]] std::vector<DeclaredDuty> declared_duties(const Context& context);

// SPEC 6.6: each version of a duty is a duty of its own, of the same name. A clause that requires it requires each of
// them on the condition that the date that governs the clause lies in the version's period.
class DutyVersions {
 public:
  // Reports versions that overlap.
  explicit DutyVersions(Context& context);

  // The duty itself, where it has one version.
  [[nodiscard]] std::span<const DutyId> of(DutyId any) const;
  // None: always in force.
  [[nodiscard]] std::optional<ExprId> in_force(DutyId version) const { return in_force_[index_of(version)]; }

 private:
  [[nodiscard]] static std::optional<ExprId> lies_in(Context& context, const Period& period, Span span);

  const Context& context_;
  std::unordered_map<std::string_view, std::vector<DutyId>> by_name_;
  std::vector<std::optional<ExprId>> in_force_;  // by DutyId
};

}  // namespace carveout::check
