#include <map>
#include <utility>

#include "term.hpp"

namespace carveout::reference {
namespace {

struct Scope;

// What a variable stands for: the element of a quantifier by its number, or the argument of a call, in the scope of the
// caller.
struct Binding {
  std::uint32_t number = 0;
  std::optional<ExprId> argument;
  const Scope* caller = nullptr;
};
struct Scope {
  std::map<VariableId, Binding> bindings;
  TermPtr otherwise;  // in the value of an exception to a definition
};

// The operands of an `if` with other branches; of one of conditions, there are three.
std::vector<TermPtr> with_branches(const Term& choice, TypeId type, TermPtr then, TermPtr otherwise) {
  std::vector<TermPtr> operands = choice.operands;
  if (type == kYesNo) operands.resize(3);
  operands[1] = std::move(then);
  operands[2] = std::move(otherwise);
  return operands;
}

class Speller {
 public:
  Speller(const CheckedPolicy& policy, TermPtr governing) : policy_(policy), governing_(std::move(governing)) {}

  // `depth`: how many quantifiers stand around.
  TermPtr spell(ExprId id, const Scope& scope, std::uint32_t depth) const {
    const Expr& e = policy_[id];
    const auto operands = policy_.operands_of(id);
    switch (e.kind) {
      case ExprKind::Constant:
        return constant_term(policy_.constants[e.index], e.type);
      case ExprKind::Variable:
        return spell_variable(e, scope, depth);
      case ExprKind::Call:
        return spell_call({policy_.defines[e.index], operands, scope, depth});
      case ExprKind::Otherwise:
        return scope.otherwise;
      case ExprKind::Labelled:
        return spell(operands[0], scope, depth);
      case ExprKind::Field:
      case ExprKind::Present:
        return push_inwards(e, spell(operands[0], scope, depth));
      case ExprKind::Some:
      case ExprKind::Every:
      case ExprKind::Count:
      case ExprKind::Sum:
      case ExprKind::Earliest:
      case ExprKind::Latest:
      case ExprKind::Least:
      case ExprKind::Greatest:
        return spell_quantifier(e, operands, scope, depth);
      case ExprKind::GoverningDate:
        return make_term(e.kind, e.type, {governing_});
      case ExprKind::Parameter:
        return make_term(e.kind, e.type, {governing_}, e.index);
      case ExprKind::InNamedList:
        return spell_membership(e, spell(operands[0], scope, depth));
      case ExprKind::Less:
        // 7.2: an end of a period; what decides whether a term has passed is a unit of its own (6.9).
        if (policy_[operands[0]].kind == ExprKind::GoverningDate && policy_[operands[1]].kind == ExprKind::Constant)
          return make_term(e.kind, e.type, {governing_, spell(operands[1], scope, depth)});
        break;
      case ExprKind::Fact:
      case ExprKind::Not:
      case ExprKind::And:
      case ExprKind::Or:
      case ExprKind::AtLeast:
      case ExprKind::Exactly:
      case ExprKind::If:
      case ExprKind::Equal:
      case ExprKind::Under:
      case ExprKind::SectionIn:
      case ExprKind::InList:
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
      case ExprKind::DaysIn:
      case ExprKind::AgeAt:
      case ExprKind::ForbiddenBy:
        break;
    }
    std::vector<TermPtr> spelt;
    for (const ExprId operand : operands) spelt.push_back(spell(operand, scope, depth));
    Term term{Term::Shape::Expression, e.kind, e.type, e.index, DateRounding::None, Value(), {}, std::move(spelt)};
    const TypeKind kind = policy_[e.type].kind;
    if (e.kind == ExprKind::AgeAt || kind == TypeKind::Date || kind == TypeKind::Time) term.rounding = e.rounding;
    return std::make_shared<const Term>(std::move(term));
  }

  // Of a definition without arguments.
  TermPtr spell(DefineId id) const { return spell_call({policy_.defines[index_of(id)], {}, Scope{}, 0}); }

 private:
  // A definition applied: its arguments, in the scope of the caller, and where they stand.
  struct Call {
    const Define& define;
    std::span<const ExprId> arguments;
    const Scope& caller;
    std::uint32_t depth = 0;
  };

  TermPtr spell_membership(const Expr& e, TermPtr sought) const {
    std::vector<TermPtr> operands{std::move(sought)};
    for (const ListEntry& entry : policy_.lists[e.index].entries) {
      if (!entry.period.always() && operands.size() == 1) operands.push_back(governing_);
    }
    return make_term(e.kind, e.type, std::move(operands), e.index);
  }

  TermPtr spell_variable(const Expr& e, const Scope& scope, std::uint32_t depth) const {
    const Binding& binding = scope.bindings.at(VariableId(e.index));
    if (binding.argument) return spell(*binding.argument, *binding.caller, depth);
    return make_term(ExprKind::Variable, e.type, {}, binding.number);
  }

  static Scope scope_of(const Call& call, const std::vector<VariableId>& parameters) {
    Scope inside;
    for (std::size_t i = 0; i < parameters.size(); ++i)
      inside.bindings[parameters[i]] = {0, call.arguments[i], &call.caller};
    return inside;
  }

  TermPtr spell_call(const Call& call) const {
    return value_with_exceptions(call, own_value(call), call.define.exceptions, in_force(call.define));
  }

  // 7.2: the body of the version that is in force: by the start of its period, else the one before; a fault where none
  // is.
  TermPtr own_value(const Call& call) const {
    const Scope inside = scope_of(call, call.define.parameters);
    const TermPtr none = no_value("not_in_force " + call.define.name, call.define.type, {governing_});
    const std::vector<DefineVersion>& versions = call.define.versions;
    TermPtr value = none;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const Period& period = versions[i].period;
      TermPtr here = spell(versions[i].body, inside, call.depth);
      const bool followed = i + 1 < versions.size() && versions[i + 1].period.from == period.until;
      if (period.until && !followed) here = either(before(*period.until), here, none);
      value = period.from ? either(before(*period.from), value, here) : here;
    }
    return value;
  }

  // 7.2: where an exception is in force, its value; those in force together must agree.
  TermPtr value_with_exceptions(const Call& call, const TermPtr& own, const std::vector<DefineExceptionId>& exceptions,
                                const TermPtr& within) const {
    std::vector<TermPtr> in_force, values;
    for (const DefineExceptionId id : exceptions) {
      in_force.push_back(both(within, exception_in_force(call, policy_[id])));
      Scope inside = scope_of(call, policy_[id].parameters);
      inside.otherwise = own;
      const TermPtr its_own = spell(policy_[id].value, inside, call.depth);
      values.push_back(value_with_exceptions(call, its_own, policy_[id].exceptions, yes()));
    }
    TermPtr result = own;
    for (std::size_t i = exceptions.size(); i-- > 0;) {
      TermPtr given = values[i];
      for (std::size_t j = exceptions.size(); j-- > i + 1;) {
        if (canonical_text(policy_, *values[i]) == canonical_text(policy_, *values[j])) continue;
        const TermPtr same = make_term(ExprKind::Equal, kYesNo, {values[j], values[i]});
        const TermPtr clash = both(in_force[j], make_term(ExprKind::Not, kYesNo, {same}));
        const std::string names = policy_[exceptions[i]].name + " " + policy_[exceptions[j]].name;
        given = either(clash, no_value("exceptions_differ " + names, call.define.type, {}), given);
      }
      result = either(in_force[i], given, result);
    }
    return result;
  }

  // The scopes and periods of the parts around it, its own period, its `when`, and not its `unless`.
  TermPtr exception_in_force(const Call& call, const DefineException& exception) const {
    TermPtr result = yes();
    std::vector<const Part*> around;
    for (auto part = exception.part; part; part = policy_.parts[index_of(*part)].parent)
      around.insert(around.begin(), &policy_.parts[index_of(*part)]);
    for (const Part* part : around) {
      result = both(result, holds_in(part->period));
      if (part->applies_when) result = both(result, spell(*part->applies_when, Scope{}, call.depth));
    }
    const Scope inside = scope_of(call, exception.parameters);
    result = both(result, holds_in(exception.period));
    if (exception.when) result = both(result, spell(*exception.when, inside, call.depth));
    if (exception.unless)
      result = both(result, make_term(ExprKind::Not, kYesNo, {spell(*exception.unless, inside, call.depth)}));
    return result;
  }

  // Some version is; those that follow each other without a gap are one time.
  TermPtr in_force(const Define& define) const {
    std::vector<Period> times;
    for (const DefineVersion& version : define.versions) {
      const bool follows = !times.empty() && version.period.from == times.back().until;
      if (follows) times.back().until = version.period.until;
      if (!follows) times.push_back(version.period);
    }
    TermPtr result = no();
    for (const Period& time : times) {
      const TermPtr holds = holds_in(time);
      if (is_yes(*holds)) return holds;
      result = is_no(*result) ? holds : make_term(ExprKind::Or, kYesNo, {result, holds});
    }
    return result;
  }

  TermPtr before(const Date& date) const {
    return make_term(ExprKind::Less, kYesNo, {governing_, constant_term(date, kDate)});
  }

  TermPtr holds_in(const Period& period) const {
    TermPtr result = yes();
    if (period.from) result = both(result, make_term(ExprKind::Not, kYesNo, {before(*period.from)}));
    if (period.until) result = both(result, before(*period.until));
    return result;
  }

  // What is certain by the text alone is not written: `and` of nothing, `if` yes.
  static TermPtr yes() { return constant_term(Value(true), kYesNo); }
  static TermPtr no() { return constant_term(Value(false), kYesNo); }
  static bool is_yes(const Term& term) { return is(term, ExprKind::Constant) && truth_of(term.constant) == Truth::Yes; }
  static bool is_no(const Term& term) { return is(term, ExprKind::Constant) && truth_of(term.constant) == Truth::No; }
  static TermPtr both(const TermPtr& a, const TermPtr& b) {
    if (is_yes(*a)) return b;
    return is_yes(*b) ? a : make_term(ExprKind::And, kYesNo, {a, b});
  }
  static TermPtr either(const TermPtr& condition, const TermPtr& then, const TermPtr& otherwise) {
    return is_yes(*condition) ? then : make_term(ExprKind::If, then->type, {condition, then, otherwise});
  }
  static TermPtr no_value(std::string reason, TypeId type, std::vector<TermPtr> governing) {
    return std::make_shared<const Term>(Term{Term::Shape::NoValue, ExprKind::Constant, type, 0, DateRounding::None,
                                             Value(), std::move(reason), std::move(governing)});
  }

  TermPtr spell_quantifier(const Expr& e, std::span<const ExprId> operands, const Scope& scope,
                           std::uint32_t depth) const {
    Scope inside = scope;
    inside.bindings[VariableId(e.index)] = {depth + 1, std::nullopt, nullptr};
    std::vector<TermPtr> spelt{spell(operands[0], scope, depth)};
    for (const ExprId operand : operands.subspan(1)) spelt.push_back(spell(operand, inside, depth + 1));
    return make_term(e.kind, e.type, std::move(spelt));
  }

  // The field, or the presence, of an `if` is the `if` of the fields or presences; of what has no value there is none.
  TermPtr push_inwards(const Expr& e, const TermPtr& operand) const {
    if (operand->shape == Term::Shape::NoValue) return no_value(operand->reason, e.type, operand->operands);
    if (!is(*operand, ExprKind::If)) return make_term(e.kind, e.type, {operand}, e.index);
    return make_term(
        ExprKind::If, e.type,
        with_branches(*operand, e.type, push_inwards(e, operand->operands[1]), push_inwards(e, operand->operands[2])));
  }

  const CheckedPolicy& policy_;
  TermPtr governing_;
};

// The day of a time; of an `if` of times, the `if` of the days.
TermPtr day_of(TermPtr time) {
  if (is(*time, ExprKind::If))
    return make_term(ExprKind::If, kDate,
                     with_branches(*time, kDate, day_of(time->operands[1]), day_of(time->operands[2])));
  return std::make_shared<const Term>(
      Term{Term::Shape::DayOf, ExprKind::Constant, kDate, 0, DateRounding::None, {}, {}, {std::move(time)}});
}

TermPtr written_date(const CheckedPolicy& policy, std::optional<ExprId> as_of) {
  if (!as_of) {
    return std::make_shared<const Term>(
        Term{Term::Shape::AsOf, ExprKind::Constant, kDate, 0, DateRounding::None, {}, {}, {}});
  }
  // No date governs where the date itself is found.
  TermPtr expression = spell_out(policy, *as_of, nullptr);
  return policy[expression->type].kind == TypeKind::Time ? day_of(std::move(expression)) : expression;
}

}  // namespace

TermPtr make_term(ExprKind kind, TypeId type, std::vector<TermPtr> operands, std::uint32_t index) {
  return std::make_shared<const Term>(
      Term{Term::Shape::Expression, kind, type, index, DateRounding::None, Value(), {}, std::move(operands)});
}

TermPtr constant_term(Value value, TypeId type) {
  return std::make_shared<const Term>(
      Term{Term::Shape::Expression, ExprKind::Constant, type, 0, DateRounding::None, std::move(value), {}, {}});
}

TermPtr spell_out(const CheckedPolicy& policy, ExprId expression, TermPtr governing) {
  return Speller(policy, std::move(governing)).spell(expression, Scope{}, 0);
}

TermPtr spell_out(const CheckedPolicy& policy, DefineId define, TermPtr governing) {
  return Speller(policy, std::move(governing)).spell(define);
}

TermPtr governing_date(const CheckedPolicy& policy, std::optional<ExprId> as_of, std::optional<Date> told) {
  TermPtr written = written_date(policy, as_of);
  if (!told) return written;
  return std::make_shared<const Term>(
      Term{Term::Shape::Told, ExprKind::Constant, kDate, 0, DateRounding::None, *told, {}, {std::move(written)}});
}

std::optional<TermPtr> as_if(const CheckedPolicy& policy, const Term& comparison) {
  // Conditions are compared as conditions (7.1).
  if (!is_comparison(comparison) || policy[comparison.operands[0]->type].kind == TypeKind::YesNo) return std::nullopt;
  const TermPtr& left = comparison.operands[0];
  const TermPtr& right = comparison.operands[1];
  const auto compare = [&](const TermPtr& a, const TermPtr& b) {
    return make_term(comparison.kind, comparison.type, {a, b});
  };
  if (is(*left, ExprKind::If)) {
    return make_term(ExprKind::If, comparison.type,
                     {left->operands[0], compare(left->operands[1], right), compare(left->operands[2], right)});
  }
  if (is(*right, ExprKind::If)) {
    return make_term(ExprKind::If, comparison.type,
                     {right->operands[0], compare(left, right->operands[1]), compare(left, right->operands[2])});
  }
  return std::nullopt;
}

}  // namespace carveout::reference
