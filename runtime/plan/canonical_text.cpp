#include <functional>
#include <string>
#include <string_view>

#include "plan/plan.hpp"

namespace carveout {
namespace {

using plan::Node;
using plan::NodeId;
using plan::Op;

// LIMIT: definitions that share parts can stand for a text longer than any memory. Past this the text ends in a digest
// of the node, and order among such monsters is as good as any.
constexpr std::size_t kMaxText = 1u << 20;

std::string_view word(Op op) {
  switch (op) {
    case Op::Not:
      return "not";
    case Op::And:
      return "and";
    case Op::Or:
      return "or";
    case Op::AtLeast:
      return "at least";
    case Op::Exactly:
      return "exactly";
    case Op::IfTruth:
    case Op::IfValue:
      return "if";
    case Op::SameTruth:
    case Op::Equal:
      return "is";
    case Op::Present:
      return "present";
    case Op::Less:
      return "<";
    case Op::Under:
      return "under";
    case Op::SectionIn:
    case Op::InList:
    case Op::InNamedList:
      return "in";
    case Op::Some:
      return "some";
    case Op::Every:
      return "every";
    case Op::Count:
      return "count";
    case Op::Sum:
      return "sum";
    case Op::Earliest:
      return "earliest";
    case Op::Latest:
      return "latest";
    case Op::Least:
      return "least";
    case Op::Greatest:
      return "greatest";
    case Op::Add:
      return "+";
    case Op::Subtract:
      return "-";
    case Op::Multiply:
      return "*";
    case Op::Divide:
      return "/";
    case Op::Negate:
      return "negate";
    case Op::Round:
      return "round";
    case Op::Lesser:
      return "lesser";
    case Op::Greater:
      return "greater";
    case Op::StartOfDay:
      return "start of day";
    case Op::EndOfDay:
      return "end of day";
    case Op::StartOfDayIn:
      return "start of day by";
    case Op::EndOfDayIn:
      return "end of day by";
    case Op::DateOf:
      return "date of";
    case Op::DateOfIn:
      return "date of by";
    case Op::AddCounted:
      return "+ counted by";
    case Op::SubtractCounted:
      return "- counted by";
    case Op::Moment:
      return "governing";
    case Op::DaysIn:
      return "days in";
    case Op::AgeAt:
      return "age";
    default:
      return "";
  }
}

std::string_view rounding_word(DateRounding rounding) {
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

// The lists by their numbers and what is made of them, in the order in which it is: " 1 2 union 2".
std::string spells_text(const std::vector<SpellStep>& steps) {
  std::string text;
  for (const SpellStep& step : steps) {
    switch (step.kind) {
      case SpellStep::Kind::List:
        text += ' ' + std::to_string(step.operand + 1);
        continue;
      case SpellStep::Kind::Union:
        text += " union ";
        break;
      case SpellStep::Kind::Intersection:
        text += " intersection ";
        break;
      case SpellStep::Kind::Difference:
        text += " difference ";
        break;
    }
    text += std::to_string(step.count);
  }
  return text;
}

bool has_calendar(Op op) {
  return op == Op::StartOfDayIn || op == Op::EndOfDayIn || op == Op::DateOfIn || op == Op::AddCounted ||
         op == Op::SubtractCounted;
}

class Writer {
 public:
  explicit Writer(const Plan& plan) : plan_(plan) {}

  void write(NodeId id) {
    if (out.size() > kMaxText) {
      out += " …";
      out += std::to_string(static_cast<std::uint32_t>(id));
      return;
    }
    const Node& node = plan_[id];
    const auto operands = plan_.operands_of(id);
    switch (node.op) {
      case Op::True:
        out += "yes";
        return;
      case Op::False:
        out += "no";
        return;
      case Op::TruthFact:
      case Op::Fact:
        out += plan_.slots[node.payload].text;
        return;
      case Op::TruthVariable:
      case Op::Variable:
        out += '$' + std::to_string(node.payload);
        return;
      case Op::TruthField:
      case Op::Field:
        write(operands[0]);
        out += '.';
        out += (*plan_.policy)[plan_[operands[0]].type].fields[node.payload].name;
        return;
      case Op::Constant:
        out += plan_.policy->value_text(plan_.constants[node.payload], node.type);
        return;
      case Op::GoverningDate:
        governing_date(operands);
        return;
      case Op::NotInForce:
      case Op::Parameter:
        out += "(parameter " + plan_.policy->parameters[node.payload].name + ' ';
        write(operands.back());
        out += ')';
        return;
      case Op::NoValue:
        no_value(plan_.no_values[node.payload], operands);
        return;
      case Op::TruthValue:
        write(operands[0]);
        return;
      case Op::Equal:
        // A condition that is a fault by itself.
        if ((*plan_.policy)[plan_[operands[0]].type].kind == TypeKind::YesNo) {
          write(operands[0]);
          return;
        }
        operation(node, operands);
        return;
      default:
        operation(node, operands);
        return;
    }
  }

  std::string out;

 private:
  void no_value(const plan::NoValue& why, std::span<const NodeId> governing) {
    out += '(';
    out += fault_id(why.fault);
    for (const std::string& name : why.names) out += ' ' + name;
    for (const NodeId date : governing) {
      out += ' ';
      write(date);
    }
    out += ')';
  }

  void governing_date(std::span<const NodeId> operands) {
    if (operands.empty()) {
      out += "as of";
      return;
    }
    const bool time = (*plan_.policy)[plan_[operands[0]].type].kind == TypeKind::Time;
    if (time) out += "(day of ";
    write(operands[0]);
    if (time) out += ')';
  }

  void operation(const Node& node, std::span<const NodeId> operands) {
    out += '(';
    out += word(node.op);
    if (node.op == Op::AtLeast || node.op == Op::Exactly) out += ' ' + std::to_string(node.payload);
    if (node.op == Op::Round && node.payload != 0)
      out += static_cast<Number::Rounding>(node.payload) == Number::Rounding::Up ? " up" : " down";
    if (node.op == Op::Add || node.op == Op::Subtract || node.op == Op::AgeAt)
      out += rounding_word(static_cast<DateRounding>(node.payload));
    if (node.op == Op::DaysIn) out += spells_text(plan_.policy->spells[node.payload]);
    if (has_calendar(node.op)) out += ' ' + plan_.policy->calendars[node.payload].name;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      out += ' ';
      write(operands[i]);
      if (node.op == Op::InNamedList && i == 0) out += ' ' + plan_.policy->lists[node.payload].name;
    }
    if (node.op == Op::SectionIn) {
      const SectionRange& range = plan_.policy->ranges[node.payload];
      out += " \"" + range.first().text() + "\" through \"" + range.last().text() + '"';
    }
    out += ')';
  }

  const Plan& plan_;
};

}  // namespace

std::string Plan::canonical_text(NodeId id) const {
  Writer writer(*this);
  writer.write(id);  // As deep as PlanLimits::depth.
  return std::move(writer.out);
}

}  // namespace carveout
