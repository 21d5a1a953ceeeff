#include "check/presence.hpp"

namespace carveout::check {
namespace {

// Roots stand for parents no path id reaches: there is one for each kind of expression a path may begin with.
std::optional<std::uint32_t> root_parent(const Expr& expr) {
  constexpr std::uint32_t kRoots = 0xFFFFFFF0u;
  if (expr.kind == ExprKind::Fact) return kRoots;
  if (expr.kind == ExprKind::Variable) return kRoots + 1;
  if (expr.kind == ExprKind::Parameter) return kRoots + 2;
  if (expr.kind == ExprKind::Call && expr.operand_count == 0) return kRoots + 3;
  return std::nullopt;
}

}  // namespace

Presence::PathId Presence::intern(std::uint32_t parent, std::uint32_t index) {
  const std::uint64_t key = (std::uint64_t{parent} << 32) | index;
  const auto [place, added] = ids_.emplace(key, static_cast<PathId>(counts_.size()));
  if (added) counts_.push_back(0);
  return place->second;
}

Presence::PathId Presence::step(PathId record, std::uint32_t field) {
  return intern(record, field);
}

std::optional<Presence::PathId> Presence::path_of(const CheckedPolicy& policy, ExprId expr) {
  fields_.clear();
  while (policy[expr].kind == ExprKind::Field) {
    fields_.push_back(policy[expr].index);
    expr = policy.operands_of(expr).front();
  }
  const auto parent = root_parent(policy[expr]);
  if (!parent) return std::nullopt;
  PathId path = intern(*parent, policy[expr].index);
  for (auto field = fields_.rbegin(); field != fields_.rend(); ++field) path = step(path, *field);
  return path;
}

void Presence::establish(PathId path) {
  ++counts_[path];
  established_.push_back(path);
}

void Presence::restore(std::size_t mark) {
  while (established_.size() > mark) {
    --counts_[established_.back()];
    established_.pop_back();
  }
}

}  // namespace carveout::check
