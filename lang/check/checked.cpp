#include "carveout/lang/checked.hpp"

#include <fmt/format.h>

namespace carveout {

std::string_view kind_name(ExprKind kind) noexcept {
  switch (kind) {
    case ExprKind::Constant:
      return "Constant";
    case ExprKind::Fact:
      return "Fact";
    case ExprKind::Field:
      return "Field";
    case ExprKind::Variable:
      return "Variable";
    case ExprKind::Parameter:
      return "Parameter";
    case ExprKind::Call:
      return "Call";
    case ExprKind::Otherwise:
      return "Otherwise";
    case ExprKind::Labelled:
      return "Labelled";
    case ExprKind::Not:
      return "Not";
    case ExprKind::And:
      return "And";
    case ExprKind::Or:
      return "Or";
    case ExprKind::AtLeast:
      return "AtLeast";
    case ExprKind::Exactly:
      return "Exactly";
    case ExprKind::If:
      return "If";
    case ExprKind::Equal:
      return "Equal";
    case ExprKind::Less:
      return "Less";
    case ExprKind::Under:
      return "Under";
    case ExprKind::SectionIn:
      return "SectionIn";
    case ExprKind::InList:
      return "InList";
    case ExprKind::InNamedList:
      return "InNamedList";
    case ExprKind::Present:
      return "Present";
    case ExprKind::Some:
      return "Some";
    case ExprKind::Every:
      return "Every";
    case ExprKind::Count:
      return "Count";
    case ExprKind::Sum:
      return "Sum";
    case ExprKind::Earliest:
      return "Earliest";
    case ExprKind::Latest:
      return "Latest";
    case ExprKind::Least:
      return "Least";
    case ExprKind::Greatest:
      return "Greatest";
    case ExprKind::Add:
      return "Add";
    case ExprKind::Subtract:
      return "Subtract";
    case ExprKind::Multiply:
      return "Multiply";
    case ExprKind::Divide:
      return "Divide";
    case ExprKind::Negate:
      return "Negate";
    case ExprKind::Round:
      return "Round";
    case ExprKind::Lesser:
      return "Lesser";
    case ExprKind::Greater:
      return "Greater";
    case ExprKind::StartOfDay:
      return "StartOfDay";
    case ExprKind::EndOfDay:
      return "EndOfDay";
    case ExprKind::StartOfDayIn:
      return "StartOfDayIn";
    case ExprKind::EndOfDayIn:
      return "EndOfDayIn";
    case ExprKind::DateOf:
      return "DateOf";
    case ExprKind::DateOfIn:
      return "DateOfIn";
    case ExprKind::AddCounted:
      return "AddCounted";
    case ExprKind::SubtractCounted:
      return "SubtractCounted";
    case ExprKind::AgeAt:
      return "AgeAt";
    case ExprKind::ForbiddenBy:
      return "ForbiddenBy";
    case ExprKind::DaysIn:
      return "DaysIn";
    case ExprKind::GoverningDate:
      return "GoverningDate";
  }
  return "";
}

namespace {

template <class Id, class Infos>
std::optional<Id> find_by_name(const Infos& infos, std::string_view name) noexcept {
  for (std::uint32_t i = 0; i < infos.size(); ++i) {
    if (infos[i].name == name) return Id{i};
  }
  return std::nullopt;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

// Writes values in the language's words. A value nests as its type does, which LoadLimits::type_depth bounds.
struct ValueWriter {
  const CheckedPolicy& policy;
  std::string& out;

  void write(const Value& value, const Type& type) {
    std::visit([&](const auto& state) { write_state(state, type); }, value.state());
  }

  void write_state(Unknown, const Type&) { out += "unknown"; }
  void write_state(Absent, const Type&) { out += "absent"; }
  void write_state(bool yes, const Type&) { out += yes ? "yes" : "no"; }
  void write_state(const Number& number, const Type&) { out += number.to_text(); }
  void write_state(const NumberBounds& bounds, const Type&) {
    if (bounds.low && bounds.high)
      out += fmt::format("between {} and {}", bounds.low->to_text(), bounds.high->to_text());
    else if (bounds.low)
      out += fmt::format("at least {}", bounds.low->to_text());
    else if (bounds.high)
      out += fmt::format("at most {}", bounds.high->to_text());
    else
      out += "unknown";
  }
  void write_state(const std::string& text, const Type&) { out += quoted(text); }
  void write_state(const Date& date, const Type&) { out += date.to_text(); }
  void write_state(const Time& time, const Type&) { out += time.to_text(); }
  void write_state(const Duration& duration, const Type&) { out += duration.to_text(); }
  void write_state(const Section& section, const Type&) { out += quoted(section.text()); }
  void write_state(const Member& member, const Type& type) {
    if (member.index < type.members.size()) out += type.members[member.index].name;
  }
  void write_state(const std::shared_ptr<const ListValue>& list, const Type& type) {
    out += list->open ? "includes {" : "{";
    const char* separator = "";
    for (const Value& element : list->elements) {
      out += separator;
      write(element, type.kind == TypeKind::List ? policy[type.element] : type);
      separator = ", ";
    }
    out += '}';
  }
  void write_state(const std::shared_ptr<const RecordValue>& record, const Type& type) {
    out += '{';
    const char* separator = "";
    for (std::size_t i = 0; i < record->fields.size() && i < type.fields.size(); ++i) {
      // What is not known is not written.
      if (record->fields[i].is_unknown()) continue;
      out += fmt::format("{}{} ", separator, type.fields[i].name);
      write(record->fields[i], policy[type.fields[i].type]);
      separator = ", ";
    }
    out += '}';
  }
  void write_state(const std::shared_ptr<const PartValue>& part, const Type& type) {
    switch (part->kind) {
      case PartValue::Kind::Between:
        return write_between(part->values[0], part->values[1], type);
      case PartValue::Kind::OneOf:
        out += "one of {";
        for (std::size_t i = 0; i < part->values.size(); ++i) {
          if (i > 0) out += ", ";
          write(part->values[i], type);
        }
        out += '}';
        return;
      case PartValue::Kind::Under:
        out += "under ";
        return write(part->values[0], type);
    }
  }
  void write_between(const Value& low, const Value& high, const Type& type) {
    out += high.is_unknown() ? "at least " : low.is_unknown() ? "at most " : "between ";
    if (!low.is_unknown()) write(low, type);
    if (!low.is_unknown() && !high.is_unknown()) out += " and ";
    if (!high.is_unknown()) write(high, type);
  }
};

}  // namespace

std::optional<ActionId> CheckedPolicy::find_action(std::string_view name) const noexcept {
  return find_by_name<ActionId>(actions, name);
}

std::optional<DefineId> CheckedPolicy::find_define(std::string_view name) const noexcept {
  return find_by_name<DefineId>(defines, name);
}

std::optional<PolicyId> CheckedPolicy::find_policy(std::string_view name) const noexcept {
  return find_by_name<PolicyId>(policies, name);
}

std::string CheckedPolicy::clause_name(ClauseId id) const {
  const Clause& clause = (*this)[id];
  return clause.policy == kRootPolicy ? clause.name : (*this)[clause.policy].name + "." + clause.name;
}

std::vector<DefineExceptionId> CheckedPolicy::find_define_exceptions(std::string_view name) const {
  std::vector<DefineExceptionId> found;
  for (std::uint32_t i = 0; i < define_exceptions.size(); ++i) {
    if (define_exceptions[i].name == name) found.push_back(DefineExceptionId{i});
  }
  return found;
}

std::vector<ClauseId> CheckedPolicy::find_clauses(std::string_view name) const {
  PolicyId policy = kRootPolicy;
  if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) {
    const auto named = find_policy(name.substr(0, dot));
    if (!named) return {};
    policy = *named;
    name.remove_prefix(dot + 1);
  }
  std::vector<ClauseId> found;
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    if (clauses[i].policy == policy && clauses[i].name == name) found.push_back(ClauseId{i});
  }
  return found;
}

bool CheckedPolicy::speaks_of(ClauseId clause, ActionId action) const noexcept {
  for (const Conclusion& conclusion : (*this)[clause].conclusions) {
    if (conclusion.action == action) return true;
  }
  return false;
}

std::string CheckedPolicy::path_text(const FactPath& path) const {
  const FactInfo& fact = facts[index_of(path.fact)];
  std::string out = fact.name;
  TypeId type = fact.type;
  for (const PathStep& step : path.steps) {
    const Type& info = (*this)[type];
    if (step.element) {
      out += fmt::format("[{}]", std::uint64_t{step.index} + 1);
      type = info.element;
    } else {
      out += fmt::format(".{}", info.fields[step.index].name);
      type = info.fields[step.index].type;
    }
  }
  return out;
}

std::string CheckedPolicy::value_text(const Value& value, TypeId type) const {
  std::string out;
  ValueWriter{*this, out}.write(value, (*this)[type]);
  return out;
}

}  // namespace carveout
