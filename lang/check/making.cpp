#include <utility>

#include "check/context.hpp"

namespace carveout::check {

ExprId Context::add_expr(ExprKind kind, TypeId type, Span at, std::span<const ExprId> operands, std::uint32_t index) {
  Expr expr;
  expr.kind = kind;
  expr.type = type;
  expr.index = index;
  const bool moves_dates = kind == ExprKind::Add || kind == ExprKind::Subtract || kind == ExprKind::AgeAt;
  if (moves_dates) expr.rounding = written_in(at.file).rounding;
  expr.first_operand = static_cast<std::uint32_t>(out.operands.size());
  expr.operand_count = static_cast<std::uint32_t>(operands.size());
  expr.span = at;
  out.operands.insert(out.operands.end(), operands.begin(), operands.end());
  out.exprs.push_back(expr);
  return ExprId(out.exprs.size() - 1);
}

ExprId Context::add_constant(Value value, TypeId type, Span at) {
  const auto index = static_cast<std::uint32_t>(out.constants.size());
  out.constants.push_back(std::move(value));
  return add_expr(ExprKind::Constant, type, at, {}, index);
}

}  // namespace carveout::check
