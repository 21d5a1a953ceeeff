#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "check/context.hpp"

namespace carveout::check {
namespace {

std::string cites_of(const Context& context, ModuleId m, NodeId node) {
  const auto cites = context.child(m, node, NodeKind::Cites);
  return cites ? context.label_of(m, *cites) : std::string();
}

std::optional<ExprId> applies_when(Context& context, ModuleId m, NodeId node) {
  const auto when = context.child(m, node, NodeKind::AppliesWhen);
  if (!when || context.tree(m).children_of(*when).empty()) return std::nullopt;
  Place place{m, {}};
  place.words = true;
  return check_condition(context, place, context.tree(m).children_of(*when)[0]);
}

// What in an expression depends on a governing date, if anything does.
struct Dated {
  std::string what;
  Span span;
};
class DatedFinder {
 public:
  explicit DatedFinder(const CheckedPolicy& policy) : policy_(policy) {}

  std::optional<Dated> first(ExprId expression) {
    work_.push_back(expression);
    while (!work_.empty()) {
      const ExprId id = work_.back();
      work_.pop_back();
      if (!seen_.insert(index_of(id)).second) continue;
      if (auto dated = in(policy_[id])) return dated;
      const auto operands = policy_.operands_of(id);
      work_.insert(work_.end(), operands.begin(), operands.end());
    }
    return std::nullopt;
  }

 private:
  std::optional<Dated> in(const Expr& expr) {
    if (expr.kind == ExprKind::Parameter)
      return Dated{"the parameter `" + policy_.parameters[expr.index].name + "`", expr.span};
    if (expr.kind == ExprKind::InNamedList) {
      const NamedList& list = policy_.lists[expr.index];
      const bool dated = std::any_of(list.entries.begin(), list.entries.end(),
                                     [](const ListEntry& entry) { return !entry.period.always(); });
      if (dated) return Dated{"the list `" + list.name + "`, whose entries have periods", expr.span};
    }
    if (expr.kind == ExprKind::Call) return in(policy_.defines[expr.index], expr.span);
    return std::nullopt;
  }

  std::optional<Dated> in(const Define& define, Span span) {
    for (const DefineVersion& version : define.versions) {
      if (!version.period.always()) return Dated{"`" + define.name + "`, whose versions have periods", span};
      work_.push_back(version.body);
    }
    std::vector<DefineExceptionId> exceptions = define.exceptions;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
      const DefineException& exception = policy_[exceptions[i]];
      if (!exception.period.always()) return dated_exception(define, exception.name, span);
      work_.push_back(exception.value);
      if (exception.when) work_.push_back(*exception.when);
      if (exception.unless) work_.push_back(*exception.unless);
      for (auto part = exception.part; part; part = policy_.parts[index_of(*part)].parent) {
        const Part& around = policy_.parts[index_of(*part)];
        if (!around.period.always()) return dated_exception(define, exception.name, span);
        if (around.applies_when) work_.push_back(*around.applies_when);
      }
      for (const DefineExceptionId more : exception.exceptions) {
        if (std::find(exceptions.begin(), exceptions.end(), more) == exceptions.end()) exceptions.push_back(more);
      }
    }
    return std::nullopt;
  }

  static Dated dated_exception(const Define& define, const std::string& what, Span span) {
    return {"`" + define.name + "`, to which there is an exception with a period, `" + what + "`", span};
  }

  const CheckedPolicy& policy_;
  std::vector<ExprId> work_;
  std::unordered_set<std::uint32_t> seen_;
};

void check_policy(Context& context, PolicyId id) {
  const auto head = context.policy_nodes[index_of(id)];
  const ModuleId m = context.module_of(id);
  if (!head) {
    // Where something did not parse, the policy may be what is missing.
    if (!context.incomplete) context.sink.report(DiagnosticId::NoPolicy, {context.at(m).source->id(), 0, 0});
    return;
  }
  const NodeId node = *head;
  PolicyInfo& policy = context.out.policies[index_of(id)];
  policy.title = context.label_of(m, node);
  policy.cites = cites_of(context, m, node);
  policy.period = context.period_of(m, node);
  policy.span = context.span(m, node);
  policy.as_of = check_as_of(context, m, node);
  policy.applies_when = applies_when(context, m, node);
  if (const auto conflict = context.child(m, node, NodeKind::OnConflict)) {
    const auto word = static_cast<syntax::StandingWord>(context.tree(m)[*conflict].flag);
    policy.on_conflict = word == syntax::StandingWord::Permitted ? Standing::Permitted : Standing::Forbidden;
  }
  for (const Module::Together& other : context.at(m).together) {
    if (other.supersedes) policy.supersedes.push_back(other.policy);
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
  if (const auto dated = DatedFinder(context.out).first(*expr)) {
    context.sink.report(DiagnosticId::AsOfRestsOnItself, context.span(module, written), {{"what", dated->what}},
                        {{dated->span, "read here"}});
    return std::nullopt;
  }
  return expr;
}

void check_policy_and_parts(Context& context) {
  for (std::uint32_t p = 0; p < context.out.policies.size(); ++p) check_policy(context, PolicyId{p});
  for (std::size_t i = 0; i < context.part_nodes.size(); ++i) {
    const NodeId node = context.part_nodes[i];
    Part& part = context.out.parts[i];
    const ModuleId m = context.module_of(part.policy);
    part.title = context.label_of(m, node);
    part.cites = cites_of(context, m, node);
    part.period = context.period_of(m, node);
    part.applies_when = applies_when(context, m, node);
  }
}

}  // namespace carveout::check
