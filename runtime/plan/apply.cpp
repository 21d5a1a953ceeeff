#include "plan/apply.hpp"

#include "values/operations.hpp"
#include "values/spells.hpp"

namespace carveout::plan {
namespace {

Applied truth(Truth t, std::optional<Fault> fault = std::nullopt) {
  return {Value(), t, fault};
}
Applied value(operations::Result result) {
  return {std::move(result.value), Truth::Unknown, result.fault};
}

const CountedDays& calendar_of(const Plan& plan, const Node& node) {
  return *(*plan.policy)[CalendarId{node.payload}].days;
}
// The checker sees to it that there is one.
const std::optional<TimeZone>& zone_of(const Plan& plan, const Node& node) {
  return calendar_of(plan, node).zone();
}

// `lesser of (a, b, …)`: numbers by their bounds; of other values every one must be known.
Applied choose(std::span<const Value* const> operands, operations::Result (*pick)(const Value&, const Value&)) {
  Value best = *operands[0];
  for (const Value* next : operands.subspan(1)) {
    operations::Result result = pick(best, *next);
    if (result.fault) return {Value(), Truth::Unknown, result.fault};
    best = std::move(result.value);
  }
  return {std::move(best), Truth::Unknown, std::nullopt};
}

}  // namespace

bool is_strict(Op op) noexcept {
  switch (op) {
    case Op::Present:
    case Op::Equal:
    case Op::Less:
    case Op::Under:
    case Op::SectionIn:
    case Op::InList:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Negate:
    case Op::Round:
    case Op::Lesser:
    case Op::Greater:
    case Op::StartOfDay:
    case Op::EndOfDay:
    case Op::StartOfDayIn:
    case Op::EndOfDayIn:
    case Op::DateOf:
    case Op::DateOfIn:
    case Op::AddCounted:
    case Op::SubtractCounted:
    case Op::DaysIn:
    case Op::NextDue:
    case Op::AgeAt:
      return true;
    default:
      return false;
  }
}

Applied apply(const Plan& plan, const Node& node, std::span<const Value* const> operands) {
  const auto rounding = static_cast<DateRounding>(node.payload);  // of what moves dates
  switch (node.op) {
    case Op::Present:
      return truth(operations::present(*operands[0]));
    case Op::Equal: {
      std::optional<Fault> fault;
      const Truth t = operations::equal(*operands[0], *operands[1], fault);
      return truth(t, fault);
    }
    case Op::Less: {
      std::optional<Fault> fault;
      const Truth t = operations::less(*operands[0], *operands[1], fault);
      return truth(t, fault);
    }
    case Op::Under:
      return truth(operations::section_under(*operands[0], *operands[1]));
    case Op::SectionIn:
      return truth(operations::section_in(*operands[0], plan.policy->ranges[node.payload]));
    case Op::InList: {
      const ListValue* list = operands[1]->list();
      return truth(list ? operations::in_list(*operands[0], *list) : Truth::Unknown);
    }
    case Op::Add:
      return value(operations::add(*operands[0], *operands[1], rounding));
    case Op::Subtract:
      return value(operations::subtract(*operands[0], *operands[1], rounding));
    case Op::Multiply:
      return value(operations::multiply(*operands[0], *operands[1]));
    case Op::Divide:
      return value(operations::divide(*operands[0], *operands[1]));
    case Op::Negate:
      return value(operations::negate(*operands[0]));
    case Op::Round:
      return value(operations::round(*operands[0], *operands[1], static_cast<Number::Rounding>(node.payload)));
    case Op::Lesser:
      return choose(operands, operations::lesser);
    case Op::Greater:
      return choose(operands, operations::greater);
    case Op::StartOfDay:
      return value(operations::start_of_day(*operands[0]));
    case Op::EndOfDay:
      return value(operations::end_of_day(*operands[0]));
    case Op::StartOfDayIn:
      return value(operations::start_of_day_in(*zone_of(plan, node), *operands[0]));
    case Op::EndOfDayIn:
      return value(operations::end_of_day_in(*zone_of(plan, node), *operands[0]));
    case Op::DateOf:
      return value(operations::date_of(*operands[0]));
    case Op::DateOfIn:
      return value(operations::date_in(*zone_of(plan, node), *operands[0]));
    case Op::AddCounted:
      return value(operations::add_counted(*operands[0], *operands[1], calendar_of(plan, node)));
    case Op::SubtractCounted:
      return value(operations::subtract_counted(*operands[0], *operands[1], calendar_of(plan, node)));
    case Op::DaysIn:
      return value(operations::days_in(plan.policy->spells[node.payload], operands));
    case Op::NextDue:
      return value(operations::next_of(*(*plan.policy)[DutyId{node.payload}].due_each, *operands[0]));
    case Op::AgeAt:
      return value(operations::age(*operands[0], *operands[1], rounding));
    default:
      return {};
  }
}

}  // namespace carveout::plan
