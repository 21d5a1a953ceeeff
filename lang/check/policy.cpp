#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

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

// What in an expression depends on a governing date, if anything does.
struct Dated {
  std::string what;
  Span span;
};
std::optional<Dated> first_dated(const CheckedPolicy& policy, ExprId expression) {
  std::vector<ExprId> work{expression};
  std::unordered_set<std::uint32_t> seen;
  while (!work.empty()) {
    const ExprId id = work.back();
    work.pop_back();
    if (!seen.insert(index_of(id)).second) continue;
    const Expr& expr = policy[id];
    if (expr.kind == ExprKind::Parameter)
      return Dated{"the parameter `" + policy.parameters[expr.index].name + "`", expr.span};
    if (expr.kind == ExprKind::InNamedList) {
      const NamedList& list = policy.lists[expr.index];
      const bool dated = std::any_of(list.entries.begin(), list.entries.end(),
                                     [](const ListEntry& entry) { return !entry.period.always(); });
      if (dated) return Dated{"the list `" + list.name + "`, whose entries have periods", expr.span};
    }
    if (expr.kind == ExprKind::Call) work.push_back(policy.defines[expr.index].body);
    const auto operands = policy.operands_of(id);
    work.insert(work.end(), operands.begin(), operands.end());
  }
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
  PolicyInfo& policy = context.out.policies[0];
  if (const auto name = context.child(kRoot, node, NodeKind::Name))
    policy.name = std::string(context.text(kRoot, *name));
  policy.title = context.label_of(kRoot, node);
  policy.cites = cites_of(context, node);
  policy.period = context.period_of(kRoot, node);
  policy.span = context.span(kRoot, node);
  policy.as_of = check_as_of(context, kRoot, node);
  policy.applies_when = applies_when(context, node);
  if (const auto conflict = context.child(kRoot, node, NodeKind::OnConflict)) {
    const auto word = static_cast<syntax::StandingWord>(context.tree(kRoot)[*conflict].flag);
    policy.on_conflict = word == syntax::StandingWord::Permitted ? Standing::Permitted : Standing::Forbidden;
  }
}

}  // namespace

std::optional<ExprId> check_as_of(Context& context, ModuleId module, NodeId declaration) {
  const auto as_of = context.child(module, declaration, NodeKind::AsOf);
  if (!as_of || context.tree(module).children_of(*as_of).empty()) return std::nullopt;
  const NodeId written = context.tree(module).children_of(*as_of)[0];
  Place place{module, {}};
  const auto expr = check_expression(context, place, written, std::nullopt);
  if (!expr) return std::nullopt;
  const Type& type = context.out[context.out[*expr].type];
  if (type.kind != TypeKind::Date && type.kind != TypeKind::Time) {
    context.sink.report(DiagnosticId::AsOfNeedsADate, context.span(module, written), {{"type", type.name}});
    return std::nullopt;
  }
  if (const auto dated = first_dated(context.out, *expr)) {
    context.sink.report(DiagnosticId::AsOfRestsOnItself, context.span(module, written), {{"what", dated->what}},
                        {{dated->span, "read here"}});
    return std::nullopt;
  }
  return expr;
}

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
