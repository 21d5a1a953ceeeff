#include "check/targets.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "check/items.hpp"

namespace carveout::check {
namespace {

constexpr std::array kDutyKinds = {SymbolKind::Duty};
constexpr std::array kClauseKinds = {SymbolKind::Clause, SymbolKind::Part, SymbolKind::Policy};

}  // namespace

bool Budget::take(Span place, std::uint64_t count) {
  if (taken_ > limit_) return false;
  taken_ += count;
  if (taken_ <= limit_) return true;
  context_.sink.report(id_, place, {{"limit", std::to_string(limit_)}});
  return false;
}

std::vector<Target<ActionId>> action_targets(Context& context, ModuleId m, NodeId targets, Budget& budget) {
  std::vector<Target<ActionId>> out;
  std::unordered_set<std::uint32_t> seen;
  const auto take = [&](ActionId action, NodeId path) {
    if (seen.insert(index_of(action)).second) {
      out.push_back({action, context.span(m, path)});
      return;
    }
    context.sink.report(DiagnosticId::ActionNamedTwice, context.span(m, path), {{"action", context.out[action].name}});
  };
  for (const NodeId path : context.tree(m).children_of(targets)) {
    const std::vector<ActionId> named = actions_named(context, m, path, Groups::Taken);
    if (!budget.take(context.span(m, path), named.size())) return out;
    for (const ActionId action : named) take(action, path);
  }
  return out;
}

std::vector<Target<DutyId>> duty_targets(Context& context, ModuleId m, NodeId targets) {
  std::vector<Target<DutyId>> out;
  std::unordered_set<std::uint32_t> seen;
  for (const NodeId path : context.tree(m).children_of(targets)) {
    const Symbol* symbol = context.expect(m, path, kDutyKinds, "a duty");
    if (symbol == nullptr) continue;
    if (seen.insert(symbol->id).second) {
      out.push_back({DutyId{symbol->id}, context.span(m, path)});
    } else {
      context.sink.report(DiagnosticId::DutyNamedTwice, context.span(m, path), {{"duty", context.text(m, path)}});
    }
  }
  return out;
}

std::vector<ClauseId> ClauseTargets::expand(NodeId targets, ClauseId user, ClauseUse use) {
  std::vector<ClauseId> out;
  for (const NodeId path : context_.tree(context_.module_of(user)).children_of(targets)) {
    if (!name(path, user, use, out)) break;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool ClauseTargets::is_own(const Symbol& symbol, NodeId path, ClauseId user) {
  const ModuleId m = context_.module_of(user);
  if (symbol.module == m) return true;
  const PolicyId other = *context_.at(symbol.module).policy;
  context_.sink.report(DiagnosticId::OverridesAnotherPolicy, context_.span(m, path),
                       {{"name", context_.text(m, path)},
                        {"policy", context_.out[other].name},
                        {"own", context_.out[context_.out[user].policy].name}},
                       {{symbol.name_span, "declared here"}});
  return false;
}

// False where the limit is reached.
bool ClauseTargets::name(NodeId path, ClauseId user, ClauseUse use, std::vector<ClauseId>& out) {
  const ModuleId m = context_.module_of(user);
  const Symbol* symbol = context_.expect(m, path, kClauseKinds, "a clause or a part");
  if (symbol == nullptr || !is_own(*symbol, path, user)) return true;
  const CheckedPolicy& policy = context_.out;
  if (symbol->kind == SymbolKind::Clause) {
    const ClauseId first{symbol->id};
    if (policy[first].name == policy[user].name) {
      context_.sink.report(DiagnosticId::ClauseNamesItself, context_.span(m, path), {{"name", policy[user].name}});
      return true;
    }
    if (use != ClauseUse::From && policy[first].kind == ClauseKind::Carveout) {
      context_.sink.report(DiagnosticId::CarveoutOverridden, context_.span(m, path), {{"name", policy[first].name}},
                           {{symbol->name_span, "declared here"}});
      return true;
    }
    for (std::optional<ClauseId> id = first; id; id = context_.next_version[index_of(*id)]) {
      if (!budget_.take(context_.span(m, path), 1)) return false;
      out.push_back(*id);
    }
    return true;
  }
  Context::ClauseRange range = context_.policy_clauses[index_of(policy[user].policy)];
  if (symbol->kind == SymbolKind::Part) range = context_.part_clauses[symbol->id];
  if (!budget_.take(context_.span(m, path), range.end - range.begin)) return false;
  for (std::uint32_t id = range.begin; id < range.end; ++id) {
    // A carve-out concludes nothing that could be overridden or excepted from. Nor does a part's name carve out its
    // carve-outs: that would switch off "this part does not apply where …" when the part itself is carved out, and two
    // carve-outs from one part would be carve-outs from each other.
    if (ClauseId{id} == user || policy.clauses[id].kind == ClauseKind::Carveout) continue;
    out.push_back(ClauseId{id});
  }
  return true;
}

bool stands_for(const Context& context, NodeId path, ClauseId clause) {
  const ModuleId m = context.module_of(clause);
  const Symbol* symbol = context.lookup(m, context.text(m, path));
  if (symbol == nullptr || symbol->module != m) return false;
  const std::uint32_t id = index_of(clause);
  if (symbol->kind == SymbolKind::Policy) return true;
  if (symbol->kind == SymbolKind::Clause) return context.out[ClauseId{symbol->id}].name == context.out[clause].name;
  if (symbol->kind != SymbolKind::Part) return false;
  const Context::ClauseRange range = context.part_clauses[symbol->id];
  return range.begin <= id && id < range.end;
}

}  // namespace carveout::check
