#include "check/duties.hpp"

#include <array>

#include "check/declarations.hpp"
#include "check/declarations_walk.hpp"

namespace carveout::check {
namespace {

ExprId governed_before(Context& context, const Date& date, Span span) {
  const ExprId governing = context.add_expr(ExprKind::GoverningDate, kDate, span, {}, 0);
  const std::array operands{governing, context.add_constant(Value(date), kDate, span)};
  return context.add_expr(ExprKind::Less, kYesNo, span, operands, 0);
}

}  // namespace

std::vector<DeclaredDuty> declared_duties(const Context& context) {
  const std::vector<Duty>& duties = context.out.duties;
  std::unordered_map<std::uint64_t, std::size_t> by_place;
  const auto place = [](Span span) {
    return std::uint64_t{static_cast<std::uint32_t>(span.file)} << 32U | std::uint64_t{span.begin};
  };
  for (std::size_t i = 0; i < duties.size(); ++i) by_place.emplace(place(duties[i].span), i);
  std::vector<DeclaredDuty> out(duties.size());
  for (std::uint32_t m = 0; m < context.modules.size() && !duties.empty(); ++m) {
    DeclarationWalk walk(context.tree(ModuleId{m}));
    while (const auto item = walk.next()) {
      if (context.tree(ModuleId{m})[item->node].kind != NodeKind::Duty) continue;
      const auto found = by_place.find(place(context.span(ModuleId{m}, item->node)));
      if (found != by_place.end()) out[found->second] = {ModuleId{m}, item->node};
    }
  }
  return out;
}

DutyVersions::DutyVersions(Context& context) : context_(context) {
  const std::vector<DeclaredDuty> declared = declared_duties(context);
  std::vector<Version> versions;
  std::vector<DutyId> several;  // the first of those that have more than one version, in the order of the text
  for (std::uint32_t i = 0; i < declared.size(); ++i) {
    const auto [module, node] = declared[i];
    const auto name = context.child(module, node, NodeKind::Name);
    const auto written = context.child(module, node, NodeKind::Period);
    const Period period = context.period_of(module, node);
    versions.push_back({period, context.span(module, name.value_or(node))});
    in_force_.push_back(lies_in(context, period, context.span(module, written.value_or(node))));
    std::vector<DutyId>& same = by_name_[context.out.duties[i].name];
    same.push_back(DutyId{i});
    if (same.size() == 2) several.push_back(same.front());
  }
  for (const DutyId first : several) {
    std::vector<Version> of_one;
    for (const DutyId version : of(first)) of_one.push_back(versions[index_of(version)]);
    check_versions_of(context, context.out[first].name, std::move(of_one));
  }
}

std::span<const DutyId> DutyVersions::of(DutyId any) const {
  return by_name_.find(context_.out[any].name)->second;
}

std::optional<ExprId> DutyVersions::lies_in(Context& context, const Period& period, Span span) {
  std::optional<ExprId> begun;
  std::optional<ExprId> not_ended;
  if (period.from) {
    const std::array before{governed_before(context, *period.from, span)};
    begun = context.add_expr(ExprKind::Not, kYesNo, span, before, 0);
  }
  if (period.until) not_ended = governed_before(context, *period.until, span);
  if (!begun || !not_ended) return begun ? begun : not_ended;
  const std::array both{*begun, *not_ended};
  return context.add_expr(ExprKind::And, kYesNo, span, both, 0);
}

}  // namespace carveout::check
