#include "check/expression_checker.hpp"

namespace carveout::check {

ExpressionChecker::Built ExpressionChecker::membership(NodeId left, NodeId right, Span span) {
  if (tree()[right].kind == NodeKind::Set) return in_set(left, right, span);
  if (Symbol* list = named_list(right)) return in_named_list(left, *list, span);
  const Built list = expression(right, std::nullopt);
  if (!list) {
    if (needs_hint(left) == 0) (void)expression(left, std::nullopt);
    return std::nullopt;
  }
  if (kind_of(*list) != TypeKind::List) {
    report(DiagnosticId::NotAList, this->span(right), {{"text", text(right)}, {"found", described(*list)}});
    return std::nullopt;
  }
  const Built value = typed(left, context_.out[at(*list).type].element);
  if (!value || !equatable(*value, span)) return std::nullopt;
  return make(ExprKind::InList, kYesNo, span, {*value, *list});
}

ExpressionChecker::Built ExpressionChecker::in_named_list(NodeId left, Symbol& list, Span span) {
  const TypeId element = context_.out.lists[list.id].element;
  const Built value = typed(left, element);
  if (!value || !equatable(*value, span)) return std::nullopt;
  return make(ExprKind::InNamedList, kYesNo, span, {*value}, list.id);
}

ExpressionChecker::Built ExpressionChecker::in_set(NodeId left, NodeId set, Span span) {
  const Built value = expression(left, std::nullopt);
  if (!value || !equatable(*value, span)) return std::nullopt;
  const auto elements = children(set);
  std::vector<ExprId> tests;
  tests.reserve(elements.size());
  for (const NodeId element : elements) {
    const bool range = tree()[element].kind == NodeKind::Range;
    const Built test = range ? set_range(*value, element, span) : set_element(*value, element, span);
    if (test) tests.push_back(*test);
  }
  if (tests.size() != elements.size()) return std::nullopt;
  if (tests.empty()) return context_.add_constant(Value(false), kYesNo, span);
  return tests.size() == 1 ? tests.front() : make(ExprKind::Or, kYesNo, span, tests);
}

ExpressionChecker::Built ExpressionChecker::set_element(ExprId value, NodeId element, Span span) {
  const Built other = typed(element, at(value).type);
  if (!other) return std::nullopt;
  const ExprKind kind = kind_of(value) == TypeKind::Section ? ExprKind::Under : ExprKind::Equal;
  return make(kind, kYesNo, span, {value, *other});
}

ExpressionChecker::Built ExpressionChecker::set_range(ExprId value, NodeId range, Span span) {
  const auto ends = children(range);
  const TypeKind kind = kind_of(value);
  if (kind == TypeKind::Section) {
    const bool written = tree()[ends[0]].kind == NodeKind::String && tree()[ends[1]].kind == NodeKind::String;
    if (!written) {
      report(DiagnosticId::RangeEndsNotWritten, this->span(range));
      return std::nullopt;
    }
    const auto first = literal_value(context_, place_.module, ends[0], kind);
    const auto last = literal_value(context_, place_.module, ends[1], kind);
    if (!first || !last) return std::nullopt;
    auto made = section_range(context_, this->span(range), *first, *last);
    if (!made) return std::nullopt;
    const auto index = static_cast<std::uint32_t>(context_.out.ranges.size());
    context_.out.ranges.push_back(std::move(*made));
    return make(ExprKind::SectionIn, kYesNo, span, {value}, index);
  }
  if (kind != TypeKind::Number && kind != TypeKind::Date) {
    report(DiagnosticId::ThroughOfOther, this->span(range), {{"found", described(value)}});
    return std::nullopt;
  }
  const Built first = typed(ends[0], at(value).type);
  const Built last = typed(ends[1], at(value).type);
  if (!first || !last) return std::nullopt;
  if (at(*first).kind == ExprKind::Constant && at(*last).kind == ExprKind::Constant &&
      !check_run(context_, this->span(range), context_.out.constants[at(*first).index],
                 context_.out.constants[at(*last).index])) {
    return std::nullopt;
  }
  return in_run(value, *first, *last, span);
}

ExpressionChecker::Built ExpressionChecker::under(NodeId left, NodeId right, Span span) {
  if (Symbol* list = named_list(right)) {
    const TypeId element = context_.out.lists[list->id].element;
    if (!is_bad(context_, element) && context_.out[element].kind != TypeKind::Section) {
      report_mismatch(context_, this->span(right), list_of(context_, element), kSection);
      return std::nullopt;
    }
    return in_named_list(left, *list, span);
  }
  const auto section = [this](NodeId node, TypeId hint) -> Built {
    const Built built = expression(node, hint);
    if (!built || kind_of(*built) == TypeKind::Section) return built;
    report_mismatch(context_, this->span(node), at(*built).type, kSection);
    return std::nullopt;
  };
  // A string takes the alias of the other side.
  const bool left_first = needs_hint(left) <= needs_hint(right);
  const Built first = section(left_first ? left : right, kSection);
  const Built second = section(left_first ? right : left, first ? at(*first).type : kSection);
  if (!first || !second) return std::nullopt;
  const ExprId inner = left_first ? *first : *second;
  const ExprId parent = left_first ? *second : *first;
  if (!comparable(inner, parent, span)) return std::nullopt;
  return make(ExprKind::Under, kYesNo, span, {inner, parent});
}

}  // namespace carveout::check
