#include "check/expression_checker.hpp"

namespace carveout::check {

using syntax::Direction;
using syntax::DistanceWord;

namespace {

constexpr std::int64_t kSecondsADay = 86'400;

// The duration that an expression is as written, also behind a minus.
const Duration* written_duration(const CheckedPolicy& policy, ExprId expr) {
  while (policy[expr].kind == ExprKind::Negate) expr = policy.operands_of(expr).front();
  if (policy[expr].kind != ExprKind::Constant) return nullptr;
  return policy.constants[policy[expr].index].get_if<Duration>();
}

}  // namespace

void ExpressionChecker::require_rounding(Span span) {
  if (context_.at(place_.module).rounding == DateRounding::None) report(DiagnosticId::DateRoundingNotDeclared, span);
}

// Whether a date or time may be moved by a duration. Only a duration written in days (for a time, hours too) surely has
// no months.
bool ExpressionChecker::may_move(ExprId moved, ExprId duration, Span span) {
  const Duration* written = written_duration(context_.out, duration);
  if (written == nullptr || written->months != 0) require_rounding(span);
  if (written != nullptr && kind_of(moved) == TypeKind::Date && written->seconds % kSecondsADay != 0) {
    report(DiagnosticId::DateMovedByHours, span);
    return false;
  }
  return true;
}

// The comparisons of a distance on one side of its anchor; `edge` is the anchor moved by the distance to that side.
ExprId ExpressionChecker::distance_on_side(DistanceWord word, ExprId date, ExprId anchor, ExprId edge, Side side,
                                           Span span) {
  const bool before = side == Side::Before;
  const auto beyond_edge = [&] { return before ? less(date, edge, span) : less(edge, date, span); };
  const auto inside_edge = [&] { return before ? less(edge, date, span) : less(date, edge, span); };
  const auto not_past_anchor = [&] { return before ? not_less(anchor, date, span) : not_less(date, anchor, span); };
  // The two ends in the order of time.
  const auto run = [&](ExprId at_edge) {
    const ExprId at_anchor = not_past_anchor();
    return before ? make(ExprKind::And, kYesNo, span, {at_edge, at_anchor})
                  : make(ExprKind::And, kYesNo, span, {at_anchor, at_edge});
  };
  switch (word) {
    case DistanceWord::Within:
    case DistanceWord::AtMost:
      return run(negated_if(true, beyond_edge(), span));
    case DistanceWord::LessThan:
      return run(inside_edge());
    case DistanceWord::MoreThan:
      return beyond_edge();
    case DistanceWord::AtLeast:
      break;
  }
  return negated_if(true, inside_edge(), span);
}

ExpressionChecker::Built ExpressionChecker::distance(NodeId node, Hint) {
  const auto nodes = children(node);
  const Span where = span(node);
  const std::uint8_t flag = tree()[node].flag & static_cast<std::uint8_t>(~syntax::kNegated);
  const auto word = static_cast<DistanceWord>(flag / 4);
  const auto direction = static_cast<Direction>(flag % 4);
  const Built length = typed(nodes[1], kDuration);
  const auto both = pair(nodes[0], nodes[2]);
  if (!length || !both || !comparable(both->left, both->right, where)) return std::nullopt;
  const auto [date, anchor] = *both;
  if (kind_of(date) != TypeKind::Date && kind_of(date) != TypeKind::Time) {
    report(DiagnosticId::BeforeOfOther, where, {{"found", described(date)}});
    return std::nullopt;
  }
  if (!may_move(anchor, *length, where)) return std::nullopt;
  const TypeId moved_type = kind_of(anchor) == TypeKind::Date ? kDate : kTime;
  const auto edge = [&, anchor_expr = anchor](ExprKind kind) {
    return make(kind, moved_type, where, {anchor_expr, *length});
  };
  ExprId result{};
  if (direction == Direction::Before) {
    result = distance_on_side(word, date, anchor, edge(ExprKind::Subtract), Side::Before, where);
  } else if (direction == Direction::After) {
    result = distance_on_side(word, date, anchor, edge(ExprKind::Add), Side::After, where);
  } else {
    // On either side: inside both edges, or outside one of them.
    const bool close = word == DistanceWord::Within || word == DistanceWord::AtMost || word == DistanceWord::LessThan;
    const ExprId early = edge(ExprKind::Subtract);
    const ExprId late = edge(ExprKind::Add);
    const bool strict = word == DistanceWord::LessThan || word == DistanceWord::MoreThan;
    ExprId first{};
    ExprId second{};
    if (close) {
      first = strict ? less(early, date, where) : not_less(date, early, where);
      second = strict ? less(date, late, where) : not_less(late, date, where);
    } else {
      first = strict ? less(date, early, where) : not_less(early, date, where);
      second = strict ? less(late, date, where) : not_less(date, late, where);
    }
    result = make(close ? ExprKind::And : ExprKind::Or, kYesNo, where, {first, second});
  }
  return negated_if((tree()[node].flag & syntax::kNegated) != 0, result, where);
}

ExpressionChecker::Built ExpressionChecker::day_bound(NodeId node, Hint) {
  const NodeId operand = children(node).front();
  const Built day = expression(operand, std::nullopt);
  if (!day) return std::nullopt;
  if (kind_of(*day) != TypeKind::Date && kind_of(*day) != TypeKind::Time) {
    report_mismatch(context_, span(operand), at(*day).type, kDate);
    return std::nullopt;
  }
  const bool start = tree()[node].kind == NodeKind::StartOfDay;
  return make(start ? ExprKind::StartOfDay : ExprKind::EndOfDay, kTime, span(node), {*day});
}

ExpressionChecker::Built ExpressionChecker::age(NodeId node, Hint) {
  const auto nodes = children(node);
  const Built at_date = typed(nodes[0], kDate);
  const Built birth = typed(nodes[1], kDate);
  if (!at_date || !birth) return std::nullopt;
  require_rounding(span(node));
  return make(ExprKind::AgeAt, kNumber, span(node), {*at_date, *birth});
}

}  // namespace carveout::check
