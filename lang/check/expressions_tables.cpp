#include "check/expression_checker.hpp"

// What the cells of a decision table ask.
namespace carveout::check {

using syntax::Comparison;

bool ExpressionChecker::may_be_absent(NodeId column) {
  const NodeKind kind = tree()[column].kind;
  if (kind != NodeKind::Name && kind != NodeKind::Path) return false;
  const std::size_t errors = context_.sink.errors();
  const Built tested = path(column, std::nullopt, PathUse::PresenceTest);
  return tested && context_.sink.errors() == errors && is_optional(*tested);
}

ExpressionChecker::CellTest ExpressionChecker::cell(NodeId column, NodeId cell, bool optional) {
  const auto nodes = children(cell);
  const NodeKind kind = tree()[cell].kind;
  if (kind == NodeKind::CellPresence) {
    const Built built = presence(column, tree()[cell].flag != 0, span(cell));
    return {built, {}, !built};
  }
  CellTest out;
  std::vector<ExprId> parts;
  const PresenceScope scope(presence_);
  // Whatever is asked of a value asks for its presence, too.
  std::optional<ExprId> present;
  if (optional) {
    present = presence(column, false, span(cell));
    if (present) assume(*present, true);
  }
  const auto add = [&](const Built& built, std::optional<ExprId> constant) {
    if (!built) out.failed = true;
    if (built) parts.push_back(*built);
    if (built && constant) out.values.push_back(*constant);
  };
  const auto second = [&](const Built& built) {
    return built && at(*built).kind == ExprKind::Equal ? Built(context_.out.operands_of(*built)[1]) : std::nullopt;
  };
  if (kind == NodeKind::CellBetween) {
    const Built built = within_ends(column, nodes[0], nodes[1], span(cell));
    add(built, std::nullopt);
    if (built) {
      const auto ends = context_.out.operands_of(*built);
      const auto end = [&](ExprId test, std::size_t side) {
        return context_.out.operands_of(context_.out.operands_of(test)[0])[side];
      };
      out.values = {end(ends[0], 1), end(ends[1], 0)};
    }
  } else if (kind == NodeKind::CellOrders) {
    for (const NodeId one : nodes) {
      const auto comparison = static_cast<Comparison>(tree()[one].flag);
      const Built built = order(column, children(one).front(), comparison, span(one));
      std::optional<ExprId> bound;
      if (built) {
        const ExprId less = at(*built).kind == ExprKind::Not ? context_.out.operands_of(*built)[0] : *built;
        const bool column_first = comparison == Comparison::Less || comparison == Comparison::Before ||
                                  comparison == Comparison::GreaterEqual || comparison == Comparison::OnOrAfter;
        bound = context_.out.operands_of(less)[column_first ? 1 : 0];
      }
      add(built, bound);
    }
  } else {
    for (const NodeId one : nodes) {
      const bool yes_no = tree()[one].kind == NodeKind::Yes || tree()[one].kind == NodeKind::No;
      const Built asked = yes_no ? expression(column, std::nullopt) : std::nullopt;
      if (asked && kind_of(*asked) != TypeKind::YesNo) {
        report_mismatch(context_, span(one), kYesNo, at(*asked).type);
        add(std::nullopt, std::nullopt);
        continue;
      }
      const Built built = yes_no && !asked ? asked : equal(column, one, span(one));
      add(built, yes_no ? std::nullopt : second(built));
    }
  }
  if (out.failed || parts.empty()) return out;
  const ExprKind joined = kind == NodeKind::CellOrders ? ExprKind::And : ExprKind::Or;
  ExprId whole = parts.size() == 1 ? parts.front() : make(joined, kYesNo, span(cell), parts);
  if (present) whole = make(ExprKind::And, kYesNo, span(cell), {*present, whole});
  out.condition = whole;
  return out;
}

}  // namespace carveout::check
