#include <string_view>

#include "term.hpp"

// Canonical text, 7.7.
namespace carveout::reference {
namespace {

std::string rounding_word(DateRounding rounding) {
  switch (rounding) {
    case DateRounding::None:
      return "";
    case DateRounding::Down:
      return " down";
    case DateRounding::Up:
      return " up";
  }
  return "";
}

std::string_view round_word(std::uint32_t rounding) {
  switch (static_cast<Number::Rounding>(rounding)) {
    case Number::Rounding::HalfAwayFromZero:
      return "round";
    case Number::Rounding::Up:
      return "round up";
    case Number::Rounding::Down:
      return "round down";
  }
  return "round";
}

// Lists by their numbers, and what is made of those before it.
std::string spells_text(const std::vector<SpellStep>& steps) {
  static const char* const words[] = {"", "union", "intersection", "difference"};
  std::string text;
  for (const SpellStep& step : steps) {
    const bool list = step.kind == SpellStep::Kind::List;
    text += list ? " " + std::to_string(step.operand + 1)
                 : std::string(" ") + words[static_cast<int>(step.kind)] + " " + std::to_string(step.count);
  }
  return text;
}

// The word at the head of a prefix form; empty for what has none.
std::string head_of(const CheckedPolicy& policy, const Term& term) {
  switch (term.kind) {
    case ExprKind::Not:
      return "not";
    case ExprKind::And:
      return "and";
    case ExprKind::Or:
      return "or";
    case ExprKind::AtLeast:
      return "at least " + std::to_string(term.index);
    case ExprKind::Exactly:
      return "exactly " + std::to_string(term.index);
    case ExprKind::If:
      return "if";
    case ExprKind::Equal:
      return "is";
    case ExprKind::Less:
      return "<";
    case ExprKind::Under:
      return "under";
    case ExprKind::SectionIn:
    case ExprKind::InList:
    case ExprKind::InNamedList:
      return "in";
    case ExprKind::Present:
      return "present";
    case ExprKind::Some:
      return "some";
    case ExprKind::Every:
      return "every";
    case ExprKind::Count:
      return "count";
    case ExprKind::Sum:
      return "sum";
    case ExprKind::Earliest:
      return "earliest";
    case ExprKind::Latest:
      return "latest";
    case ExprKind::Least:
      return "least";
    case ExprKind::Greatest:
      return "greatest";
    case ExprKind::Add:
      return "+" + rounding_word(term.rounding);
    case ExprKind::Subtract:
      return "-" + rounding_word(term.rounding);
    case ExprKind::Multiply:
      return "*";
    case ExprKind::Divide:
      return "/";
    case ExprKind::Negate:
      return "negate";
    case ExprKind::Round:
      return std::string(round_word(term.index));
    case ExprKind::Lesser:
      return "lesser";
    case ExprKind::Greater:
      return "greater";
    case ExprKind::StartOfDay:
      return "start of day";
    case ExprKind::EndOfDay:
      return "end of day";
    case ExprKind::StartOfDayIn:
      return "start of day by " + policy.calendars[term.index].name;
    case ExprKind::EndOfDayIn:
      return "end of day by " + policy.calendars[term.index].name;
    case ExprKind::DateOf:
      return "date of";
    case ExprKind::DateOfIn:
      return "date of by " + policy.calendars[term.index].name;
    case ExprKind::AddCounted:
      return "+ counted by " + policy.calendars[term.index].name;
    case ExprKind::SubtractCounted:
      return "- counted by " + policy.calendars[term.index].name;
    case ExprKind::GoverningDate:
      return "governing";
    case ExprKind::DaysIn:
      return "days in" + spells_text(policy.spells[term.index]);
    case ExprKind::AgeAt:
      return "age" + rounding_word(term.rounding);
    case ExprKind::Parameter:
      return "parameter " + policy.parameters[term.index].name;
    case ExprKind::Constant:
    case ExprKind::Fact:
    case ExprKind::Field:
    case ExprKind::Variable:
    case ExprKind::Call:
    case ExprKind::Otherwise:
    case ExprKind::ForbiddenBy:
    case ExprKind::Labelled:
      return {};
  }
  return {};
}

// What is written after the first operand: the list or the range of a membership, which is no operand.
std::string after_first(const CheckedPolicy& policy, const Term& term) {
  if (term.kind == ExprKind::InNamedList) return " " + policy.lists[term.index].name;
  if (term.kind != ExprKind::SectionIn) return {};
  const SectionRange& range = policy.ranges[term.index];
  return " " + policy.value_text(range.first(), kSection) + " through " + policy.value_text(range.last(), kSection);
}

// The operations whose result on constants stands for them.
bool is_arithmetic(ExprKind kind) {
  return (kind >= ExprKind::Add && kind <= ExprKind::AgeAt) || kind == ExprKind::DaysIn;
}

}  // namespace

std::string canonical_text(const CheckedPolicy& policy, const Term& term) {
  if (term.shape == Term::Shape::AsOf) return "as of";
  if (term.shape == Term::Shape::Told) return canonical_text(policy, *term.operands[0]);
  if (term.shape == Term::Shape::NoValue) {
    std::string text = "(" + term.reason;
    for (const TermPtr& governing : term.operands) text += " " + canonical_text(policy, *governing);
    return text + ")";
  }
  if (term.shape == Term::Shape::DayOf) return "(day of " + canonical_text(policy, *term.operands[0]) + ")";
  if (term.kind == ExprKind::Constant) return policy.value_text(term.constant, term.type);
  if (term.kind == ExprKind::Fact) return policy.facts[term.index].name;
  if (term.kind == ExprKind::Variable) return "$" + std::to_string(term.index);
  if (term.kind == ExprKind::Field) {
    const Term& record = *term.operands[0];
    return canonical_text(policy, record) + "." + policy[record.type].fields[term.index].name;
  }
  if (is_arithmetic(term.kind)) {
    const Value constant = constant_value(policy, term);
    if (constant.is_known()) return policy.value_text(constant, term.type);
  }
  std::string text = "(" + head_of(policy, term);
  for (std::size_t i = 0; i < term.operands.size(); ++i) {
    text += " " + canonical_text(policy, *term.operands[i]);
    if (i == 0) text += after_first(policy, term);
  }
  return text + ")";
}

}  // namespace carveout::reference
