#include "units.hpp"

#include <algorithm>
#include <functional>

// Units, their values, their order and the ways of settling them: 7.5.
namespace carveout::reference {
namespace {

// Adds a constant in its place, once.
void add_constant(std::vector<Value>& constants, TypeKind kind, const Value& constant) {
  const auto same = [&](const Value& other) { return equal(kind, other, constant) == Truth::Yes; };
  if (std::any_of(constants.begin(), constants.end(), same)) return;
  const auto after = [&](const Value& other) { return less(kind, constant, other) == Truth::Yes; };
  constants.insert(std::find_if(constants.begin(), constants.end(), after), constant);
}

bool has_a_day_between(std::optional<Date> before, std::optional<Date> after) {
  const Date first = before.value_or(Date{Date::from_civil(1, 1, 1)->days - 1});
  const Date last = after.value_or(Date{Date::from_civil(9999, 12, 31)->days + 1});
  return last.days - first.days > 1;
}

// May a value that is not one of several lie after one constant and before another? Nothing: there is none on that
// side.
bool may_lie_between(TypeKind kind, const Value& value, const Value* after, const Value* before) {
  if (kind == TypeKind::Date) {
    std::optional<Date> last_before, first_after;
    if (after) last_before = *after->get_if<Date>();
    if (before) first_after = *before->get_if<Date>();
    const Range range = range_of(value);
    // The days within the range are those after the day before it and before the day after it.
    if (const auto* low = range.low.get_if<Date>(); low && (!last_before || last_before->days < low->days - 1))
      last_before = Date{low->days - 1};
    if (const auto* high = range.high.get_if<Date>(); high && (!first_after || first_after->days > high->days + 1))
      first_after = Date{high->days + 1};
    return has_a_day_between(last_before, first_after);
  }
  const bool reaches_above = !after || less(kind, *after, value) != Truth::No;
  const bool reaches_below = !before || less(kind, value, *before) != Truth::No;
  return reaches_above && reaches_below;
}

// The classes that the constants cut, each constant and each open stretch between or beside them, in which a value may
// lie.
std::vector<std::size_t> classes_of(TypeKind kind, const std::vector<Value>& constants, const Value& value) {
  const std::vector<Value> values = possible(value);
  const auto some_value = [&](const std::function<bool(const Value&)>& may) {
    return std::any_of(values.begin(), values.end(), may);
  };
  std::vector<std::size_t> classes;
  for (std::size_t i = 0; i < constants.size(); ++i) {
    if (some_value([&](const Value& one) { return equal(kind, one, constants[i]) != Truth::No; }))
      classes.push_back(2 * i + 1);
  }
  if (kind == TypeKind::Text) {
    const auto is_constant = [&](const Value& one) {
      return std::any_of(constants.begin(), constants.end(),
                         [&](const Value& constant) { return equal(kind, one, constant) == Truth::Yes; });
    };
    const bool others = some_value([&](const Value& one) { return !is_constant(one); });
    if (others) classes.push_back(2 * constants.size());
    return classes;
  }
  for (std::size_t i = 0; i <= constants.size(); ++i) {
    const Value* after = i == 0 ? nullptr : &constants[i - 1];
    const Value* before = i == constants.size() ? nullptr : &constants[i];
    if (some_value([&](const Value& one) { return may_lie_between(kind, one, after, before); }))
      classes.push_back(2 * i);
  }
  return classes;
}

}  // namespace

Units::Units(const CheckedPolicy& policy, const Formulas& formulas, const Reading& reading,
             const std::vector<FormulaId>& stands, const std::vector<FormulaId>& rests_on)
    : policy_(policy), formulas_(formulas), reading_(reading) {
  for (const Leaf& leaf : formulas.leaves()) truths_.push_back(reading.truth(*leaf.condition));
  reached_ = formulas.reached(stands, formulas.evaluate(truths_));

  std::map<std::string, Unit> found;
  for (const std::uint32_t leaf : reached_) add_units_of(formulas.leaves()[leaf], found);
  std::map<std::string, std::size_t> resting;
  for (const FormulaId conclusion : rests_on) {
    std::set<std::string> texts;
    for (const std::uint32_t leaf : formulas.leaves_under(conclusion)) {
      texts.insert(formulas.leaves()[leaf].units.begin(), formulas.leaves()[leaf].units.end());
    }
    for (const std::string& text : texts) ++resting[text];
  }
  for (auto& [text, unit] : found) units_.push_back(std::move(unit));  // by canonical text, byte by byte
  std::stable_sort(units_.begin(), units_.end(),
                   [&](const Unit& a, const Unit& b) { return resting[a.text] > resting[b.text]; });
  for (std::size_t i = 0; i < units_.size(); ++i) {
    Unit& unit = units_[i];
    place_[unit.text] = i;
    if (unit.kind != UnitKind::Term) continue;
    unit.classes = classes_of(policy[unit.term->type].kind, unit.constants, reading.value(*unit.term));
    unit.values = unit.classes.size();
  }
}

void Units::add_units_of(const Leaf& leaf, std::map<std::string, Unit>& found) const {
  if (leaf.kind == UnitKind::Other) {
    Unit unit;
    unit.text = leaf.text;
    unit.term = leaf.condition;
    found.emplace(leaf.text, std::move(unit));
    return;
  }
  if (leaf.kind == UnitKind::Closed) {
    for (std::size_t i = 0; i < leaf.facts.size(); ++i) {
      const Value fact = reading_.value(*leaf.facts[i]);
      if (fact.is_known() || fact.is_absent()) continue;
      found.emplace(leaf.units[i], closed_unit(leaf.facts[i], leaf.units[i]));
    }
    return;
  }
  Unit& unit = found[leaf.units[0]];
  unit.text = leaf.units[0];
  unit.kind = UnitKind::Term;
  unit.term = leaf.term;
  add_constant(unit.constants, policy_[leaf.term->type].kind, leaf.constant);
}

Unit Units::closed_unit(const TermPtr& fact, const std::string& text) const {
  Unit unit;
  unit.kind = UnitKind::Closed;
  unit.term = fact;
  unit.text = text;
  const Value known = reading_.value(*fact);
  if (known.part()) {
    unit.closed_values = known.part()->values;
    unit.values = unit.closed_values.size();
    return unit;
  }
  const Type& type = policy_[fact->type];
  if (type.kind == TypeKind::YesNo) unit.closed_values = {true, false};
  for (std::uint32_t i = 0; i < type.members.size(); ++i) unit.closed_values.push_back(Member{i});
  const bool field = is(*fact, ExprKind::Field);
  const bool optional =
      field ? policy_[fact->operands[0]->type].fields[fact->index].optional : policy_.facts[fact->index].optional;
  if (optional) unit.closed_values.push_back(Absent{});
  unit.values = unit.closed_values.size();
  return unit;
}

std::size_t Units::split_within(std::uint32_t ways) const {
  std::uint64_t product = 1;
  std::size_t split = 0;
  while (split < units_.size() && product * units_[split].values <= ways) product *= units_[split++].values;
  return split;
}

std::vector<Truth> Units::leaves_where(const std::vector<std::size_t>& values) const {
  std::vector<Truth> truths = truths_;
  for (const std::uint32_t leaf : reached_) truths[leaf] = leaf_where(formulas_.leaves()[leaf], values);
  return truths;
}

const std::size_t* Units::value_of_unit(const std::string& text, const std::vector<std::size_t>& values) const {
  const auto place = place_.find(text);
  return place != place_.end() && place->second < values.size() ? &values[place->second] : nullptr;
}

Truth Units::leaf_where(const Leaf& leaf, const std::vector<std::size_t>& values) const {
  if (leaf.kind == UnitKind::Closed) return closed_where(leaf, values);
  const std::size_t* value = value_of_unit(leaf.units[0], values);
  if (!value) return Truth::Unknown;
  return leaf.kind == UnitKind::Term ? term_where(leaf, *value) : truth_of(*value == 0);
}

Truth Units::term_where(const Leaf& leaf, std::size_t value) const {
  const Unit& unit = units_[place_.at(leaf.units[0])];
  const TypeKind kind = policy_[leaf.term->type].kind;
  const auto constant = std::find_if(unit.constants.begin(), unit.constants.end(),
                                     [&](const Value& one) { return equal(kind, one, leaf.constant) == Truth::Yes; });
  const std::size_t at = 2 * static_cast<std::size_t>(constant - unit.constants.begin()) + 1;
  const std::size_t term = unit.classes[value];
  if (is(*leaf.condition, ExprKind::Equal)) return truth_of(term == at);
  return truth_of(leaf.term_is_left ? term < at : term > at);
}

// Evaluated with the facts that are split, the others unknown.
Truth Units::closed_where(const Leaf& leaf, const std::vector<std::size_t>& values) const {
  const auto operand = [&](std::size_t i) { return closed_value(leaf, leaf.condition->operands[i], values); };
  if (is(*leaf.condition, ExprKind::Present)) {
    return is_present(operand(0));
  }
  if (is(*leaf.condition, ExprKind::Equal)) return equal(TypeKind::Closed, operand(0), operand(1));
  if (is(*leaf.condition, ExprKind::Less)) return less(TypeKind::Closed, operand(0), operand(1));
  return truth_of(closed_value(leaf, leaf.condition, values));
}

Value Units::closed_value(const Leaf& leaf, const TermPtr& operand, const std::vector<std::size_t>& values) const {
  const auto fact = std::find(leaf.facts.begin(), leaf.facts.end(), operand);
  if (fact == leaf.facts.end()) return reading_.value(*operand);
  const std::string& text = leaf.units[static_cast<std::size_t>(fact - leaf.facts.begin())];
  const std::size_t* value = value_of_unit(text, values);
  return value ? units_[place_.at(text)].closed_values[*value] : reading_.value(*operand);
}

}  // namespace carveout::reference
