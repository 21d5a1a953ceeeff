#include <utility>

#include "reading.hpp"

// The unknown facts of a term, 7.6.
namespace carveout::reference {

// Collects the facts of the unknown parts of one term. Every function does nothing where its term is known.
class Reading::FactFinder {
 public:
  explicit FactFinder(const Reading& reading) : reading_(reading), policy_(reading.policy_) {}

  void find(const Term& term, const Elements& elements) {
    const Value value = reading_.value(term, elements);
    if (value.is_known() || value.is_absent()) return;
    if (term.shape == Term::Shape::AsOf) {
      found.insert("as of");
      return;
    }
    if (const auto comparisons = as_if(policy_, term)) return find(**comparisons, elements);
    if (term.shape == Term::Shape::DayOf) return find(*term.operands[0], elements);
    // An outer element does not matter to the date that governs.
    if (term.shape == Term::Shape::NoValue) {
      for (const TermPtr& governing : term.operands) find(*governing, {});
      return;
    }
    switch (term.kind) {
      case ExprKind::Fact:
      case ExprKind::Field:
      case ExprKind::Variable:
        found.insert(path_of(term, elements));
        return;
      case ExprKind::If:
        return find_in_choice(term, elements);
      case ExprKind::Parameter:
        return find(*term.operands[0], {});
      case ExprKind::Some:
      case ExprKind::Every:
      case ExprKind::Count:
        return find_in_elements(term, nullptr, *term.operands[1], elements);
      case ExprKind::Sum:
      case ExprKind::Earliest:
      case ExprKind::Latest:
      case ExprKind::Least:
      case ExprKind::Greatest:
        return find_in_elements(term, term.operands[1].get(), *term.operands[2], elements);
      case ExprKind::InNamedList:
        return find_in_entries(term, elements);
      case ExprKind::InList:
        return find_in_list(term, elements);
      case ExprKind::Under:
      case ExprKind::SectionIn:
        find_section(*term.operands[0], elements);
        break;
      case ExprKind::Constant:
      case ExprKind::Call:
      case ExprKind::Otherwise:
      case ExprKind::Labelled:
      case ExprKind::GoverningDate:
      case ExprKind::Not:
      case ExprKind::And:
      case ExprKind::Or:
      case ExprKind::AtLeast:
      case ExprKind::Exactly:
      case ExprKind::Equal:
      case ExprKind::Less:
      case ExprKind::Present:
      case ExprKind::Add:
      case ExprKind::Subtract:
      case ExprKind::Multiply:
      case ExprKind::Divide:
      case ExprKind::Negate:
      case ExprKind::Round:
      case ExprKind::Lesser:
      case ExprKind::Greater:
      case ExprKind::StartOfDay:
      case ExprKind::EndOfDay:
      case ExprKind::StartOfDayIn:
      case ExprKind::EndOfDayIn:
      case ExprKind::DateOf:
      case ExprKind::DateOfIn:
      case ExprKind::AddCounted:
      case ExprKind::SubtractCounted:
      case ExprKind::AgeAt:
      case ExprKind::ForbiddenBy:
        break;
      case ExprKind::DaysIn:
        find_in_spells(term, elements);
        break;
    }
    for (const TermPtr& operand : term.operands) find(*operand, elements);
  }

  std::set<std::string> found;

 private:
  std::string path_of(const Term& term, const Elements& elements) const {
    if (is(term, ExprKind::Fact)) return policy_.facts[term.index].name;
    if (is(term, ExprKind::Variable)) return elements[term.index - 1].path;
    const Term& record = *term.operands[0];
    return path_of(record, elements) + "." + policy_[record.type].fields[term.index].name;
  }

  void find_in_choice(const Term& term, const Elements& elements) {
    const Truth condition = reading_.takes_then(term, elements);
    if (condition == Truth::Unknown) find(*term.operands[0], elements);
    if (condition != Truth::No) find(*term.operands[1], elements);
    if (condition != Truth::Yes) find(*term.operands[2], elements);
  }

  // Of the list while it is unknown, or open and more elements may count; and of the elements whose condition or
  // counting term is.
  void find_in_elements(const Term& term, const Term* counted, const Term& condition, const Elements& around) {
    const Term& list = *term.operands[0];
    const Value value = reading_.value(list, around);
    if (!value.list()) return find(list, around);
    const Truth without_effect = is(term, ExprKind::Every) ? Truth::Yes : Truth::No;
    if (value.list()->open && reading_.truth_of_rest(condition, around) != without_effect) find(list, around);
    for (const Element& element : reading_.elements_of(list, *value.list(), around)) {
      Elements inside = around;
      inside.push_back(element);
      find(condition, inside);
      if (counted != nullptr && reading_.truth(condition, inside) != Truth::No) find(*counted, inside);
    }
  }

  // The `or`, over the entries, of being in force and being what the entry names.
  void find_in_entries(const Term& term, const Elements& elements) {
    const Term& sought = *term.operands[0];
    const Value value = reading_.value(sought, elements);
    const NamedList& list = policy_.lists[term.index];
    for (const ListEntry& entry : list.entries) {
      const Truth in_force = reading_.in_force(term, entry.period);
      const Truth match = matches(policy_, list, entry, value);
      if ((in_force & match) != Truth::Unknown) continue;
      if (in_force == Truth::Unknown) find(*term.operands[1], {});
      if (match == Truth::Unknown) find_value_or_section(sought, elements);
    }
  }

  void find_in_list(const Term& term, const Elements& elements) {
    const Term& sought = *term.operands[0];
    const Term& list = *term.operands[1];
    const Value value = reading_.value(list, elements);
    if (!value.list()) {
      find_value_or_section(sought, elements);
      return find(list, elements);
    }
    if (value.list()->open) {
      find_value_or_section(sought, elements);
      find(list, elements);
    }
    const Value one = reading_.value(sought, elements);
    const TypeKind kind = policy_[sought.type].kind;
    for (const Element& element : reading_.elements_of(list, *value.list(), elements)) {
      const bool section = kind == TypeKind::Section;
      const Truth match = section ? is_under(one, element.value) : equal(kind, one, element.value);
      if (match != Truth::Unknown) continue;
      if (!element.value.is_known()) found.insert(element.path);
      find_value_or_section(sought, elements);
    }
  }

  // The ends of its spells.
  void find_in_spells(const Term& term, const Elements& elements) {
    for (const SpellStep& step : policy_.spells[term.index]) {
      if (step.kind != SpellStep::Kind::List) continue;
      const Term& list = *term.operands[2 + step.operand];
      const Value value = reading_.value(list, elements);
      if (!value.list()) continue;
      const Type& record = policy_[policy_[list.type].element];
      for (const Element& element : reading_.elements_of(list, *value.list(), elements)) {
        for (const std::uint32_t field : {step.from, step.until}) {
          const Value end = element.value.record() ? element.value.record()->fields[field] : Value();
          if (!end.is_known() && !end.is_absent()) found.insert(element.path + "." + record.fields[field].name);
        }
      }
    }
  }

  void find_value_or_section(const Term& section, const Elements& elements) {
    find(section, elements);
    find_section(section, elements);
  }

  // A section that is known, where what is asked of it is not, may be known down to a parent only, or may turn out to
  // be.
  void find_section(const Term& section, const Elements& elements) {
    if (is(section, ExprKind::If)) {
      const Truth condition = reading_.takes_then(section, elements);
      if (condition != Truth::No) find_section(*section.operands[1], elements);
      if (condition != Truth::Yes) find_section(*section.operands[2], elements);
    } else if (!is(section, ExprKind::Constant) && !is(section, ExprKind::Parameter)) {
      if (reading_.value(section, elements).get_if<Section>()) found.insert(path_of(section, elements));
    }
  }

  const Reading& reading_;
  const CheckedPolicy& policy_;
};

std::set<std::string> Reading::unknown_facts(const Term& term) const {
  FactFinder finder(*this);
  finder.find(term, {});
  return finder.found;
}

}  // namespace carveout::reference
