#include <string>

#include "check/context.hpp"

namespace carveout::check {
namespace {

constexpr ModuleId kRoot{0};

std::string cites_of(const Context& context, NodeId node) {
  const auto cites = context.child(kRoot, node, NodeKind::Cites);
  return cites ? context.label_of(kRoot, *cites) : std::string();
}

std::optional<ExprId> applies_when(Context& context, NodeId node) {
  const auto when = context.child(kRoot, node, NodeKind::AppliesWhen);
  if (!when || context.tree(kRoot).children_of(*when).empty()) return std::nullopt;
  Place place{kRoot, {}};
  return check_condition(context, place, context.tree(kRoot).children_of(*when)[0]);
}

std::optional<ExprId> as_of(Context& context, NodeId node) {
  const auto as_of = context.child(kRoot, node, NodeKind::AsOf);
  if (!as_of || context.tree(kRoot).children_of(*as_of).empty()) return std::nullopt;
  const NodeId written = context.tree(kRoot).children_of(*as_of)[0];
  Place place{kRoot, {}};
  const auto expr = check_expression(context, place, written, std::nullopt);
  if (!expr) return std::nullopt;
  const Type& type = context.out[context.out[*expr].type];
  if (type.kind == TypeKind::Date || type.kind == TypeKind::Time) return expr;
  context.sink.report(DiagnosticId::AsOfNeedsADate, context.span(kRoot, written), {{"type", type.name}});
  return std::nullopt;
}

void check_policy(Context& context) {
  if (!context.policy_node) {
    // Where something did not parse, the policy may be what is missing.
    const FileId file = context.modules[0].source->id();
    if (!context.incomplete) context.sink.report(DiagnosticId::NoPolicy, {file, 0, 0});
    return;
  }
  const NodeId node = *context.policy_node;
  PolicyInfo& policy = context.out.policy;
  if (const auto name = context.child(kRoot, node, NodeKind::Name))
    policy.name = std::string(context.text(kRoot, *name));
  policy.title = context.label_of(kRoot, node);
  policy.cites = cites_of(context, node);
  policy.period = context.period_of(kRoot, node);
  policy.span = context.span(kRoot, node);
  policy.as_of = as_of(context, node);
  policy.applies_when = applies_when(context, node);
  if (const auto conflict = context.child(kRoot, node, NodeKind::OnConflict)) {
    const auto word = static_cast<syntax::StandingWord>(context.tree(kRoot)[*conflict].flag);
    policy.on_conflict = word == syntax::StandingWord::Permitted ? Standing::Permitted : Standing::Forbidden;
  }
}

}  // namespace

void check_policy_and_parts(Context& context) {
  check_policy(context);
  for (std::size_t i = 0; i < context.part_nodes.size(); ++i) {
    const NodeId node = context.part_nodes[i];
    Part& part = context.out.parts[i];
    part.title = context.label_of(kRoot, node);
    part.cites = cites_of(context, node);
    part.period = context.period_of(kRoot, node);
    part.applies_when = applies_when(context, node);
  }
}

}  // namespace carveout::check
