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
bool ExpressionChecker::may_move(ExprId moved, const Length& by, Span span) {
  const Duration* written = written_duration(context_.out, by.duration);
  if (by.counted_by && written != nullptr && written->months != 0) {
    report(DiagnosticId::MonthsOrYearsCounted, at(by.duration).span,
           {{"duration", written->to_text()}, {"calendar", context_.out[*by.counted_by].name}});
    return false;
  }
  if (!by.counted_by && (written == nullptr || written->months != 0)) require_rounding(span);
  if (written != nullptr && kind_of(moved) == TypeKind::Date && written->seconds % kSecondsADay != 0) {
    report(DiagnosticId::DateMovedByHours, span);
    return false;
  }
  return true;
}

std::optional<CalendarId> ExpressionChecker::calendar(NodeId name, bool with_time_zone) {
  const auto found = find_calendar(context_, place_.module, name);
  if (!found || !with_time_zone || context_.out[*found].days->zone()) return found;
  report(DiagnosticId::CalendarWithoutTimeZone, span(name), {{"name", text(name)}},
         {{context_.out[*found].span, "declared here"}});
  return std::nullopt;
}

std::optional<ExpressionChecker::Length> ExpressionChecker::length(NodeId node) {
  const bool counted = tree()[node].kind == NodeKind::CountedBy;
  const Built duration = typed(counted ? children(node)[0] : node, kDuration);
  const auto by = counted ? calendar(children(node)[1], false) : std::nullopt;
  if (!duration || (counted && !by)) return std::nullopt;
  return Length{*duration, by};
}

ExpressionChecker::Built ExpressionChecker::moved(ExprKind kind, ExprId moment, const Length& by, Span span) {
  if (!may_move(moment, by, span)) return std::nullopt;
  const TypeId type = kind_of(moment) == TypeKind::Date ? kDate : kTime;
  if (!by.counted_by) return make(kind, type, span, {moment, by.duration});
  const ExprKind counted = kind == ExprKind::Add ? ExprKind::AddCounted : ExprKind::SubtractCounted;
  return make(counted, type, span, {moment, by.duration}, index_of(*by.counted_by));
}

// Where nothing is moved.
ExpressionChecker::Built ExpressionChecker::counted_length(NodeId node, Hint) {
  if (!length(node)) return std::nullopt;
  report(DiagnosticId::CountedMovesNothing, span(node), {{"calendar", text(children(node)[1])}});
  return std::nullopt;
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
  const auto by = length(nodes[1]);
  const auto both = pair(nodes[0], nodes[2]);
  if (!by || !both || !comparable(both->left, both->right, where)) return std::nullopt;
  const auto [date, anchor] = *both;
  if (kind_of(date) != TypeKind::Date && kind_of(date) != TypeKind::Time) {
    report(DiagnosticId::BeforeOfOther, where, {{"found", described(date)}});
    return std::nullopt;
  }
  if (!may_move(anchor, *by, where)) return std::nullopt;
  const auto edge = [&, anchor_expr = anchor](ExprKind kind) { return *moved(kind, anchor_expr, *by, where); };
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
  if (children(node).size() == 1)
    return make(start ? ExprKind::StartOfDay : ExprKind::EndOfDay, kTime, span(node), {*day});
  const auto zone = calendar(children(node)[1], true);
  if (!zone) return std::nullopt;
  return make(start ? ExprKind::StartOfDayIn : ExprKind::EndOfDayIn, kTime, span(node), {*day}, index_of(*zone));
}

ExpressionChecker::Built ExpressionChecker::days_in(NodeId node, Hint) {
  const auto nodes = children(node);
  std::vector<SpellStep> steps;
  std::vector<ExprId> lists;
  const bool good = spells(nodes[0], steps, lists);
  const Built first = typed(nodes[1], kDate);
  const Built end = typed(nodes[2], kDate);
  if (!good || !first || !end) return std::nullopt;
  std::vector<ExprId> operands{*first, *end};
  operands.insert(operands.end(), lists.begin(), lists.end());
  const auto index = static_cast<std::uint32_t>(context_.out.spells.size());
  const auto [known, fresh] = context_.spells.emplace(std::move(steps), index);
  if (fresh) context_.out.spells.push_back(known->first);
  return make(ExprKind::DaysIn, kDuration, span(node), operands, known->second);
}

// As deep as the parser lets sets nest.
bool ExpressionChecker::spells(NodeId node, std::vector<SpellStep>& steps, std::vector<ExprId>& lists) {
  if (tree()[node].kind == NodeKind::SpellSet) {
    bool good = true;
    for (const NodeId part : children(node)) good = spells(part, steps, lists) && good;
    const auto kind = static_cast<SpellStep::Kind>(tree()[node].flag + 1);
    steps.push_back({kind, 0, 0, 0, static_cast<std::uint32_t>(children(node).size())});
    return good;
  }
  const Built list = expression(node, std::nullopt);
  if (!list) return false;
  const Type& type = context_.out[at(*list).type];
  const auto field = [&](std::string_view name) -> std::optional<std::uint32_t> {
    if (type.kind != TypeKind::List || context_.out[type.element].kind != TypeKind::Record) return std::nullopt;
    const auto& fields = context_.out[type.element].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].name == name && context_.out[fields[i].type].kind == TypeKind::Date) return i;
    }
    return std::nullopt;
  };
  const auto from = field("from");
  const auto until = field("until");
  if (!from || !until) {
    report(DiagnosticId::NotSpells, span(node), {{"type", described(*list)}});
    return false;
  }
  steps.push_back({SpellStep::Kind::List, static_cast<std::uint32_t>(lists.size()), *from, *until, 0});
  lists.push_back(*list);
  return true;
}

ExpressionChecker::Built ExpressionChecker::date_of(NodeId node, Hint) {
  const Built time = typed(children(node)[0], kTime);
  if (!time) return std::nullopt;
  if (children(node).size() == 1) return make(ExprKind::DateOf, kDate, span(node), {*time});
  const auto zone = calendar(children(node)[1], true);
  if (!zone) return std::nullopt;
  return make(ExprKind::DateOfIn, kDate, span(node), {*time}, index_of(*zone));
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
