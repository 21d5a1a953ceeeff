#include "cover/decisions.hpp"

#include <algorithm>

namespace carveout::cover {
namespace {

bool is_group(ExprKind kind) {
  return kind == ExprKind::And || kind == ExprKind::Or || kind == ExprKind::AtLeast || kind == ExprKind::Exactly;
}

bool is_condition(const CheckedPolicy& policy, ExprId id) {
  return policy[policy[id].type].kind == TypeKind::YesNo;
}

bool is_quantifier(ExprKind kind) {
  return kind >= ExprKind::Some && kind <= ExprKind::Greatest;
}

bool within(Span inner, Span outer) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

// The truths of some conditions, counted.
struct Count {
  std::uint32_t yes = 0;
  std::uint32_t may = 0;
  void add(Truth t) {
    yes += t == Truth::Yes ? 1u : 0u;
    may += t != Truth::No ? 1u : 0u;
  }
};

Truth counted(ExprKind kind, std::uint32_t wanted, Count count) {
  if (count.may < wanted) return Truth::No;
  if (kind == ExprKind::AtLeast) return count.yes >= wanted ? Truth::Yes : Truth::Unknown;
  if (count.yes > wanted) return Truth::No;
  return count.yes == count.may ? Truth::Yes : Truth::Unknown;
}

// What the operands of a connective beside the one at `at` have to be so that it decides.
void add_siblings(const Expr& expr, std::span<const ExprId> operands, std::size_t at, std::vector<Sibling>& out) {
  if (expr.kind == ExprKind::If) {
    // Its condition decides where the branches differ.
    if (at == 0)
      out.insert(out.end(), {{operands[1], true}, {operands[2], false}});
    else
      out.push_back({operands[0], at == 1});
    return;
  }
  std::uint32_t yes = expr.kind == ExprKind::And ? static_cast<std::uint32_t>(operands.size()) : 0;
  if (expr.kind == ExprKind::AtLeast || expr.kind == ExprKind::Exactly) yes = expr.index == 0 ? 0 : expr.index - 1;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i == at) continue;
    const bool wanted = yes > 0;
    out.push_back({operands[i], wanted});
    if (wanted) --yes;
  }
}

}  // namespace

// What one relation is made of, `between` or the membership in a written set, has the place of the whole.
bool is_connective(const CheckedPolicy& policy, ExprId id) {
  const Expr& expr = policy[id];
  if (expr.kind == ExprKind::Labelled || expr.kind == ExprKind::Not) return true;
  if (expr.kind == ExprKind::If) return is_condition(policy, id);
  if (!is_group(expr.kind)) return false;
  const auto operands = policy.operands_of(id);
  return std::none_of(operands.begin(), operands.end(),
                      [&](ExprId operand) { return policy[operand].span == expr.span; });
}

Decision decision_of(const CheckedPolicy& policy, ExprId root) {
  Decision out;
  out.root = root;
  std::vector<ExprId> work{root};
  while (!work.empty()) {
    const ExprId at = work.back();
    work.pop_back();
    const Expr& expr = policy[at];
    if (expr.kind == ExprKind::Labelled) out.conditions.push_back(at);
    if (!is_connective(policy, at)) continue;
    const auto operands = policy.operands_of(at);
    const auto written_here = [&](ExprId operand) { return within(policy[operand].span, expr.span); };
    std::copy_if(operands.rbegin(), operands.rend(), std::back_inserter(work), written_here);
  }
  ExprId top = root;
  while (policy[top].kind == ExprKind::Not) top = policy.operands_of(top)[0];
  const bool split = is_group(policy[top].kind) && is_connective(policy, top);
  const auto operands = policy.operands_of(top);
  const std::vector<ExprId> parts = split ? std::vector<ExprId>(operands.begin(), operands.end()) : std::vector{root};
  const std::size_t labelled = out.conditions.size();
  for (const ExprId part : parts) {
    const bool has_label =
        std::any_of(out.conditions.begin(), out.conditions.begin() + static_cast<std::ptrdiff_t>(labelled),
                    [&](ExprId l) { return within(policy[l].span, policy[part].span); });
    if (!has_label) out.conditions.push_back(part);
  }
  std::stable_sort(out.conditions.begin(), out.conditions.end(),
                   [&](ExprId a, ExprId b) { return policy[a].span.begin < policy[b].span.begin; });
  return out;
}

std::vector<ExprId> decisions_within(const CheckedPolicy& policy, ExprId root,
                                     const std::function<bool(ExprId)>& is_row) {
  std::vector<ExprId> out;
  std::vector<ExprId> work{root};
  while (!work.empty()) {
    const ExprId at = work.back();
    work.pop_back();
    const Expr& expr = policy[at];
    const auto operands = policy.operands_of(at);
    // `sum e for c in L` without a `where` asks nothing, and has the place of the whole.
    if (is_quantifier(expr.kind) && policy[operands.back()].kind != ExprKind::Constant) out.push_back(operands.back());
    if (expr.kind == ExprKind::If && !is_condition(policy, at) && !is_row(at)) out.push_back(operands[0]);
    // What `lapsed` asks is written elsewhere.
    std::copy_if(operands.rbegin(), operands.rend(), std::back_inserter(work), [&](ExprId operand) {
      return policy[operand].span.file == expr.span.file && within(policy[operand].span, policy[root].span);
    });
  }
  return out;
}

// Recursion: as deep as the syntax nests.
Truth truth_of(const CheckedPolicy& policy, ExprId id, const std::function<Truth(ExprId)>& leaf, const Forced* forced) {
  if (forced && forced->id == id) return forced->truth;
  if (!is_connective(policy, id)) return leaf(id);
  const Expr& expr = policy[id];
  const auto operands = policy.operands_of(id);
  const auto operand = [&](std::size_t i) { return truth_of(policy, operands[i], leaf, forced); };
  switch (expr.kind) {
    case ExprKind::Labelled:
      return operand(0);
    case ExprKind::Not:
      return !operand(0);
    case ExprKind::And:
    case ExprKind::Or: {
      Truth t = operand(0);
      for (std::size_t i = 1; i < operands.size(); ++i)
        t = expr.kind == ExprKind::And ? t & operand(i) : t | operand(i);
      return t;
    }
    case ExprKind::AtLeast:
    case ExprKind::Exactly: {
      Count count;
      for (std::size_t i = 0; i < operands.size(); ++i) count.add(operand(i));
      return counted(expr.kind, expr.index, count);
    }
    case ExprKind::If: {
      const Truth condition = operand(0);
      if (condition != Truth::Unknown) return operand(condition == Truth::Yes ? 1 : 2);
      const Truth yes = operand(1);
      return yes == operand(2) ? yes : Truth::Unknown;
    }
    default:
      return leaf(id);
  }
}

std::vector<Sibling> siblings_of(const CheckedPolicy& policy, ExprId root, ExprId condition) {
  std::vector<Sibling> out;
  ExprId at = root;
  while (at != condition && is_connective(policy, at)) {
    const auto operands = policy.operands_of(at);
    const Span wanted = policy[condition].span;
    std::size_t way = 0;
    while (way < operands.size() && operands[way] != condition && !within(wanted, policy[operands[way]].span)) ++way;
    if (way == operands.size()) return out;
    add_siblings(policy[at], operands, way, out);
    at = operands[way];
  }
  return out;
}

}  // namespace carveout::cover
