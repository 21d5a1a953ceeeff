#include "plan/expression_compiler.hpp"

#include <algorithm>
#include <utility>

namespace carveout::plan {

ExpressionCompiler::ExpressionCompiler(Plan& plan, NodeBuilder& builder, const Without& without,
                                       const PlanLimits& limits, Watched* watched)
    : plan_(plan), policy_(*plan.policy), builder_(builder), without_(without), limits_(limits), watched_(watched) {}

NodeId ExpressionCompiler::condition(ExprId id, NodeId governing) {
  begin(id);
  Environment environment;
  environment.governing = governing;
  return compile_condition(id, environment);
}

NodeId ExpressionCompiler::value(ExprId id, NodeId governing) {
  begin(id);
  Environment environment;
  environment.governing = governing;
  return compile_value(id, environment);
}

void ExpressionCompiler::begin(ExprId whole) {
  whole_ = whole;
  spelt_.clear();
  if (watched_) watched_->begin();
}

NodeId ExpressionCompiler::period(const Period& period, NodeId governing, Span span) {
  std::vector<NodeId> parts;
  if (period.from) parts.push_back(builder_.negate(builder_.governed_before(governing, *period.from, span)));
  if (period.until) parts.push_back(builder_.governed_before(governing, *period.until, span));
  return builder_.all_of(std::move(parts));
}

NodeId ExpressionCompiler::compile_condition(ExprId id, Environment& environment) {
  return builder_.as_condition(compile(id, environment), policy_[id].span);
}

NodeId ExpressionCompiler::compile_value(ExprId id, Environment& environment) {
  return builder_.as_value(compile(id, environment), policy_[id].span);
}

// LIMIT: definitions that call definitions nest without a bound in the syntax; PlanLimits::depth bounds the recursion
// here.
NodeId ExpressionCompiler::compile(ExprId id, Environment& environment) {
  if (builder_.failed) return builder_.truth(false);
  if (depth_ >= limits_.depth) {
    builder_.failed = make_diagnostic(DiagnosticId::PlanTooDeep, policy_[id].span);
    return builder_.truth(false);
  }
  ++depth_;
  const NodeId node = dispatch(id, environment);
  --depth_;
  if (watched_) watched_->at().compiled.emplace_back(id, node);
  return node;
}

NodeId ExpressionCompiler::dispatch(ExprId id, Environment& environment) {
  const Expr& expr = policy_[id];
  const std::span<const ExprId> operands = policy_.operands_of(id);
  switch (expr.kind) {
    case ExprKind::Constant:
      return builder_.constant(policy_.constants[expr.index], expr.type, expr.span);
    case ExprKind::Fact:
    case ExprKind::Field:
    case ExprKind::Variable:
      return path(id, environment);
    case ExprKind::Parameter:
      if (watched_) watched_->at().parameters.emplace_back(ParameterId{expr.index}, environment.governing);
      return parameter(expr, environment.governing);
    case ExprKind::Otherwise:
      return *environment.otherwise;
    case ExprKind::Call:
      return call(expr, operands, environment);
    case ExprKind::Labelled: {
      const NodeId condition = compile(operands[0], environment);
      if (environment.caller) note_label(id, condition);
      return condition;
    }
    case ExprKind::Not:
      return builder_.connective(Op::Not, {compile_condition(operands[0], environment)}, 0, expr.span);
    case ExprKind::And:
      return conditions(Op::And, expr, operands, environment);
    case ExprKind::Or:
      return conditions(Op::Or, expr, operands, environment);
    case ExprKind::AtLeast:
      return conditions(Op::AtLeast, expr, operands, environment);
    case ExprKind::Exactly:
      return conditions(Op::Exactly, expr, operands, environment);
    case ExprKind::If:
      return choice(expr, operands, environment);
    case ExprKind::Equal:
    case ExprKind::Less: {
      if (const auto date = governed_before_date(expr, operands))
        return builder_.governed_before(environment.governing, *date, expr.span);
      const NodeId a = compile_value(operands[0], environment);
      const NodeId b = compile_value(operands[1], environment);
      return builder_.comparison(expr.kind == ExprKind::Equal ? Op::Equal : Op::Less, a, b, expr.span);
    }
    case ExprKind::Under:
      return operation(Op::Under, expr, operands, environment);
    case ExprKind::SectionIn:
      return operation(Op::SectionIn, expr, operands, environment);
    case ExprKind::InList:
      return operation(Op::InList, expr, operands, environment);
    case ExprKind::InNamedList:
      return named_list(expr, operands[0], environment);
    case ExprKind::Present: {
      // The test of presence reads the place itself, not what stands there.
      const NodeId place = path(operands[0], environment);
      return builder_.leaf(Op::Present, {place}, 0, expr.span);
    }
    case ExprKind::Some:
      return quantifier(Op::Some, expr, operands, environment);
    case ExprKind::Every:
      return quantifier(Op::Every, expr, operands, environment);
    case ExprKind::Count:
      return quantifier(Op::Count, expr, operands, environment);
    case ExprKind::Sum:
      return quantifier(Op::Sum, expr, operands, environment);
    case ExprKind::Earliest:
      return quantifier(Op::Earliest, expr, operands, environment);
    case ExprKind::Latest:
      return quantifier(Op::Latest, expr, operands, environment);
    case ExprKind::Least:
      return quantifier(Op::Least, expr, operands, environment);
    case ExprKind::Greatest:
      return quantifier(Op::Greatest, expr, operands, environment);
    case ExprKind::Add:
      return operation(Op::Add, expr, operands, environment);
    case ExprKind::Subtract:
      return operation(Op::Subtract, expr, operands, environment);
    case ExprKind::Multiply:
      return operation(Op::Multiply, expr, operands, environment);
    case ExprKind::Divide:
      return operation(Op::Divide, expr, operands, environment);
    case ExprKind::Negate:
      return operation(Op::Negate, expr, operands, environment);
    case ExprKind::Round:
      return operation(Op::Round, expr, operands, environment);
    case ExprKind::Lesser:
      return operation(Op::Lesser, expr, operands, environment);
    case ExprKind::Greater:
      return operation(Op::Greater, expr, operands, environment);
    case ExprKind::StartOfDay:
      return operation(Op::StartOfDay, expr, operands, environment);
    case ExprKind::EndOfDay:
      return operation(Op::EndOfDay, expr, operands, environment);
    case ExprKind::StartOfDayIn:
      return operation(Op::StartOfDayIn, expr, operands, environment);
    case ExprKind::EndOfDayIn:
      return operation(Op::EndOfDayIn, expr, operands, environment);
    case ExprKind::DateOf:
      return operation(Op::DateOf, expr, operands, environment);
    case ExprKind::DateOfIn:
      return operation(Op::DateOfIn, expr, operands, environment);
    case ExprKind::AddCounted:
      return operation(Op::AddCounted, expr, operands, environment);
    case ExprKind::SubtractCounted:
      return operation(Op::SubtractCounted, expr, operands, environment);
    case ExprKind::AgeAt:
      return operation(Op::AgeAt, expr, operands, environment);
    case ExprKind::ForbiddenBy: {
      const AskedWord& asked = policy_.asked_words[expr.index];
      const auto known = words_.find({asked.action, asked.policy});
      return known == words_.end() ? builder_.truth(false) : known->second;
    }
    case ExprKind::DaysIn:
      return operation(Op::DaysIn, expr, operands, environment);
    case ExprKind::GoverningDate:
      return builder_.value(Op::Moment, kDate, {environment.governing}, 0, expr.span);
  }
  return builder_.truth(false);
}

// As for a period of a clause: where the governing date is chosen by `if`, the comparison is taken apart.
std::optional<Date> ExpressionCompiler::governed_before_date(const Expr& expr, std::span<const ExprId> operands) const {
  if (expr.kind != ExprKind::Less || policy_[operands[0]].kind != ExprKind::GoverningDate) return std::nullopt;
  const Expr& other = policy_[operands[1]];
  if (other.kind != ExprKind::Constant) return std::nullopt;
  const Date* date = policy_.constants[other.index].get_if<Date>();
  return date ? std::optional(*date) : std::nullopt;
}

// Facts and fields of facts are slots; a field of anything else is read from its record.
NodeId ExpressionCompiler::path(ExprId id, Environment& environment) {
  const Expr& expr = policy_[id];
  if (expr.kind == ExprKind::Fact) {
    const FactId fact{expr.index};
    return builder_.fact({fact, {}}, expr.type, policy_.facts[expr.index].optional, expr.span);
  }
  if (expr.kind == ExprKind::Variable) {
    for (auto it = environment.variables.rbegin(); it != environment.variables.rend(); ++it) {
      if (it->first == VariableId(expr.index)) return it->second;
    }
    return builder_.truth(false);  // The checker resolves every variable.
  }
  if (expr.kind != ExprKind::Field) return compile(id, environment);
  const ExprId record_id = policy_.operands_of(id)[0];
  const NodeId record = path(record_id, environment);
  // SPEC 7.1: the field of what has no value has none either.
  const Node node = plan_[record];
  if (node.op == Op::NoValue) {
    const auto governing = plan_.operands_of(record);
    return builder_.no_value(plan_.no_values[node.payload], {governing.begin(), governing.end()}, expr.type, expr.span);
  }
  if (node.op == Op::Fact) {
    FactPath longer = plan_.slots[node.payload].path;
    longer.steps.push_back({false, expr.index});
    const FieldInfo& field = policy_[policy_[record_id].type].fields[expr.index];
    return builder_.fact(longer, expr.type, field.optional, expr.span);
  }
  return builder_.value(Op::Field, expr.type, {record}, expr.index, expr.span);
}

NodeId ExpressionCompiler::call(const Expr& expr, std::span<const ExprId> arguments, Environment& environment) {
  std::vector<NodeId> values;
  for (const ExprId argument : arguments) values.push_back(compile_value(argument, environment));
  return call(DefineId(expr.index), std::move(values), expr.span, environment);
}

NodeId ExpressionCompiler::call(DefineId id, std::vector<NodeId> arguments, Span span, const Environment& environment) {
  CallKey key{id, environment.governing, environment.level, std::move(arguments)};
  if (const auto known = calls_.find(key); known != calls_.end()) {
    add_labels(known->second.labelled);
    if (watched_) watched_->again(known->second.frame);
    return known->second.body;
  }
  if (++spelt_[index_of(id)] > limits_.calls) return too_many_calls(id, span, environment);
  std::vector<ConditionPlan> around = std::exchange(labelled_, {});
  Application application{id, key.arguments, environment.governing, key.level, {}};
  const std::uint32_t frame = watched_ ? watched_->enter(key.level) : 0;
  const NodeId body = apply(application);
  if (watched_) watched_->leave();
  std::vector<ConditionPlan> labelled = std::exchange(labelled_, std::move(around));
  add_labels(labelled);
  calls_.emplace(std::move(key), Called{body, std::move(labelled), frame});
  return body;
}

NodeId ExpressionCompiler::definition(DefineId id, NodeId governing, std::vector<ConditionPlan>& labelled) {
  begin(policy_.defines[index_of(id)].versions.front().body);
  labelled_.clear();
  Environment environment;
  environment.governing = governing;
  const NodeId value = call(id, {}, policy_.defines[index_of(id)].span, environment);
  labelled = std::exchange(labelled_, {});
  return value;
}

void ExpressionCompiler::note_label(ExprId id, NodeId condition) {
  if (plan_[condition].lowest_free != 0) return;
  const ExprId named = policy_.operands_of(id)[0];
  const NodeId truth = builder_.as_condition(condition, policy_[named].span);
  add_labels({{policy_.labels[policy_[id].index], policy_[named].span, truth, truth, false, {}}});
}

void ExpressionCompiler::add_labels(const std::vector<ConditionPlan>& more) {
  for (const ConditionPlan& one : more) {
    const bool told = std::any_of(labelled_.begin(), labelled_.end(), [&](const ConditionPlan& other) {
      return other.node == one.node && other.label == one.label;
    });
    if (!told && labelled_.size() < kMostLabels) labelled_.push_back(one);
  }
}

std::vector<ConditionPlan> ExpressionCompiler::labelled_in_calls(ExprId id, NodeId governing) {
  labelled_.clear();
  (void)condition(id, governing);
  return std::exchange(labelled_, {});
}

// Each definition on the way down is spelt out at least as often as the one that calls it, and counted before what it
// calls: the first to pass the limit is one that its caller calls more than once.
NodeId ExpressionCompiler::too_many_calls(DefineId id, Span span, const Environment& environment) {
  if (builder_.failed) return builder_.truth(false);
  const std::string caller =
      environment.caller ? '`' + policy_.defines[index_of(*environment.caller)].name + '`' : "this condition";
  std::vector<Note> notes;
  if (environment.caller) notes.push_back({policy_[whole_].span, "this condition leads to it"});
  builder_.failed = make_diagnostic(
      DiagnosticId::CallsMultiply, span,
      {{"caller", caller}, {"name", policy_.defines[index_of(id)].name}, {"limit", std::to_string(limits_.calls)}},
      std::move(notes));
  return builder_.truth(false);
}

// The value of the last version in force: `if` before its start `then` the version before it, `else` it.
NodeId ExpressionCompiler::parameter(const Expr& expr, NodeId governing) {
  const auto key = std::make_pair(expr.index, governing);
  if (const auto known = parameters_.find(key); known != parameters_.end()) return known->second;
  const Parameter& parameter = policy_.parameters[expr.index];
  NodeId chosen = builder_.value(Op::NotInForce, parameter.type, {governing}, expr.index, parameter.span);
  for (const ParameterValue& version : parameter.values) {
    const NodeId before = builder_.governed_before(governing, version.from, parameter.span);
    Environment constant_only;
    constant_only.governing = governing;
    const NodeId value = compile_value(version.value, constant_only);
    chosen = builder_.value(Op::IfValue, parameter.type, {before, chosen, value}, 0, parameter.span);
  }
  const NodeId node = builder_.value(Op::Parameter, parameter.type, {chosen, governing}, expr.index, parameter.span);
  parameters_.emplace(key, node);
  return node;
}

NodeId ExpressionCompiler::named_list(const Expr& expr, ExprId sought_id, Environment& environment) {
  const NamedList& list = policy_.lists[expr.index];
  const NodeId sought = compile_value(sought_id, environment);
  // Of an element at hand nothing is taken apart, and the whole says more of one that is known in part.
  if (policy_[list.element].kind == TypeKind::Closed && plan_[sought].lowest_free == 0) {
    // SPEC 7.5: members of a closed type are taken apart.
    std::vector<NodeId> entries;
    for (const ListEntry& entry : list.entries) {
      const NodeId member = builder_.constant(entry.value, list.element, entry.span);
      const NodeId same = builder_.comparison(Op::Equal, sought, member, expr.span);
      entries.push_back(builder_.all_of({period(entry.period, environment.governing, entry.span), same}));
    }
    return builder_.any_of(std::move(entries));
  }
  std::vector<NodeId> operands{sought};
  const bool dated =
      std::any_of(list.entries.begin(), list.entries.end(), [](const ListEntry& e) { return !e.period.always(); });
  if (dated) operands.push_back(environment.governing);
  return builder_.leaf(Op::InNamedList, std::move(operands), expr.index, expr.span);
}

NodeId ExpressionCompiler::quantifier(Op op, const Expr& expr, std::span<const ExprId> operands,
                                      Environment& environment) {
  const NodeId list = compile_value(operands[0], environment);
  const VariableId variable{expr.index};
  const std::uint32_t level = environment.level + 1;
  const NodeId element = builder_.value(Op::Variable, policy_.variables[expr.index].type, {}, level, expr.span);
  environment.variables.emplace_back(variable, element);
  environment.level = level;
  if (watched_) watched_->enter(level, list);
  std::vector<NodeId> nodes{list};
  if (operands.size() == 3) nodes.push_back(compile_value(operands[1], environment));
  nodes.push_back(compile_condition(operands.back(), environment));
  if (watched_) watched_->leave();
  environment.level = level - 1;
  environment.variables.pop_back();
  if (Plan::is_truth(op)) return builder_.leaf(op, std::move(nodes), level, expr.span);
  return builder_.value(op, expr.type, std::move(nodes), level, expr.span);
}

NodeId ExpressionCompiler::choice(const Expr& expr, std::span<const ExprId> operands, Environment& environment) {
  const NodeId condition = compile_condition(operands[0], environment);
  if (policy_[expr.type].kind == TypeKind::YesNo) {
    const NodeId yes = compile_condition(operands[1], environment);
    const NodeId no = compile_condition(operands[2], environment);
    return builder_.connective(Op::IfTruth, {condition, yes, no}, 0, expr.span);
  }
  const NodeId yes = compile_value(operands[1], environment);
  const NodeId no = compile_value(operands[2], environment);
  std::vector<NodeId> nodes{condition, yes, no};
  if (operands.size() > 3) nodes.push_back(compile_condition(operands[3], environment));
  return builder_.value(Op::IfValue, expr.type, std::move(nodes), 0, expr.span);
}

NodeId ExpressionCompiler::conditions(Op op, const Expr& expr, std::span<const ExprId> operands,
                                      Environment& environment) {
  std::vector<NodeId> nodes;
  nodes.reserve(operands.size());
  for (const ExprId operand : operands) nodes.push_back(compile_condition(operand, environment));
  return builder_.connective(op, std::move(nodes), expr.index, expr.span);
}

NodeId ExpressionCompiler::operation(Op op, const Expr& expr, std::span<const ExprId> operands,
                                     Environment& environment) {
  std::vector<NodeId> nodes;
  nodes.reserve(operands.size());
  for (const ExprId operand : operands) nodes.push_back(compile_value(operand, environment));
  std::uint32_t payload = expr.index;
  const TypeKind kind = policy_[expr.type].kind;
  const bool moves = (op == Op::Add || op == Op::Subtract) && (kind == TypeKind::Date || kind == TypeKind::Time);
  if (moves || op == Op::AgeAt) payload = static_cast<std::uint32_t>(expr.rounding);
  if (op == Op::SectionIn) {
    // The same run of sections written twice is one condition.
    const SectionRange& range = policy_.ranges[expr.index];
    payload = ranges_.try_emplace({range.first().text(), range.last().text()}, expr.index).first->second;
  }
  if (Plan::is_truth(op)) return builder_.leaf(op, std::move(nodes), payload, expr.span);
  return builder_.value(op, expr.type, std::move(nodes), payload, expr.span);
}

}  // namespace carveout::plan
