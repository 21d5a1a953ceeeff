#include <algorithm>
#include <utility>

#include "plan/clause_conditions.hpp"
#include "plan/expression_compiler.hpp"

// SPEC 7.2: what a definition with versions and exceptions is worth, as `if`s.
namespace carveout::plan {

ExpressionCompiler::Environment ExpressionCompiler::environment_of(const Application& application,
                                                                   DefineExceptionId id) const {
  Environment out;
  out.governing = application.governing;
  out.level = application.level;
  out.caller = application.define;
  const auto& parameters = policy_[id].parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    out.variables.emplace_back(parameters[i], application.arguments[i]);
  return out;
}

NodeId ExpressionCompiler::apply(Application& application) {
  const Define& define = policy_.defines[index_of(application.define)];
  const NodeId own = own_value(application);
  return with_exceptions(application, own, define.exceptions, in_force(define, application.governing));
}

// The version that is in force: by the start of its period, else the one before.
NodeId ExpressionCompiler::own_value(Application& application) {
  const Define& define = policy_.defines[index_of(application.define)];
  Environment environment;
  environment.governing = application.governing;
  environment.level = application.level;
  environment.caller = application.define;
  for (std::size_t i = 0; i < define.parameters.size(); ++i)
    environment.variables.emplace_back(define.parameters[i], application.arguments[i]);
  if (watched_) watched_->at().definitions.emplace_back(application.define, application.governing);
  const NodeId none =
      builder_.no_value({Fault::NotInForce, {define.name}}, {application.governing}, define.type, define.name_span);
  const auto before = [&](const Date& date) {
    return builder_.governed_before(application.governing, date, define.name_span);
  };
  NodeId chosen = none;
  for (std::size_t i = 0; i < define.versions.size(); ++i) {
    const Period& now = define.versions[i].period;
    NodeId here = compile(define.versions[i].body, environment);
    if (now.until && !ends_where_next_begins(define, i))
      here = builder_.choice(define.type, before(*now.until), here, none, define.name_span);
    chosen = now.from ? builder_.choice(define.type, before(*now.from), chosen, here, define.name_span) : here;
  }
  return chosen;
}

bool ExpressionCompiler::ends_where_next_begins(const Define& define, std::size_t version) {
  return version + 1 < define.versions.size() &&
         define.versions[version].period.until == define.versions[version + 1].period.from;
}

// Versions without a gap between them are one time.
NodeId ExpressionCompiler::in_force(const Define& define, NodeId governing) {
  std::vector<NodeId> times;
  for (std::size_t i = 0; i < define.versions.size(); ++i) {
    Period time{define.versions[i].period.from, std::nullopt};
    while (ends_where_next_begins(define, i)) ++i;
    time.until = define.versions[i].period.until;
    if (time.always()) return builder_.truth(true);
    times.push_back(period(time, governing, define.name_span));
  }
  return builder_.any_of(std::move(times));
}

// The first exception in force gives the value, and every later one in force must give the same.
NodeId ExpressionCompiler::with_exceptions(Application& application, NodeId own,
                                           const std::vector<DefineExceptionId>& exceptions, NodeId domain) {
  if (exceptions.empty()) return own;
  const TypeId type = policy_.defines[index_of(application.define)].type;
  std::vector<DefineExceptionId> in_order;  // those that are not left out
  std::vector<NodeId> applies;
  std::vector<NodeId> values;
  std::vector<std::string> texts;  // SPEC 7.2: values written the same do not differ, whatever they are
  for (const DefineExceptionId id : exceptions) {
    if (builder_.failed) return own;
    if (is_left_out(id)) continue;
    in_order.push_back(id);
    applies.push_back(builder_.all_of({domain, exception_is_in_force(application, id)}));
    if (watched_) watched_->at().exceptions.push_back({application.base, application.define, id, applies.back()});
    values.push_back(value_of_exception(application, id, own));
    texts.push_back(exceptions.size() > 1 ? plan_.canonical_text(values.back()) : std::string());
  }
  NodeId result = own;
  for (std::size_t i = in_order.size(); i-- > 0;) {
    NodeId given = values[i];
    for (std::size_t j = in_order.size(); j-- > i + 1;) {
      if (builder_.failed) return own;
      if (texts[j] == texts[i]) continue;
      const DefineException& one = policy_[in_order[i]];
      const DefineException& other = policy_[in_order[j]];
      const NodeId differ = builder_.negate(builder_.same(values[j], values[i], other.name_span));
      const NodeId clash = builder_.all_of({applies[j], differ});
      const NodeId none = builder_.no_value({Fault::ExceptionsDiffer, {one.name, other.name}}, {}, type, one.name_span);
      given = builder_.choice(type, clash, none, given, one.name_span);
    }
    result = builder_.choice(type, applies[i], given, result, policy_[in_order[i]].name_span);
  }
  return result;
}

// LIMIT: the recursion is as deep as exceptions to exceptions, LoadLimits::exception_depth.
NodeId ExpressionCompiler::value_of_exception(Application& application, DefineExceptionId id, NodeId otherwise) {
  const DefineException& exception = policy_[id];
  // Without `otherwise` it is the same whatever it is an exception to: exceptions to several would else multiply.
  const auto key = std::make_pair(id, exception.uses_otherwise ? otherwise : NodeId{});
  if (const auto known = application.values.find(key); known != application.values.end()) return known->second;
  Environment environment = environment_of(application, id);
  environment.otherwise = otherwise;
  const NodeId own = compile(exception.value, environment);
  const std::optional<DefineExceptionId> around = std::exchange(application.base, id);
  const NodeId value = with_exceptions(application, own, exception.exceptions, builder_.truth(true));
  application.base = around;
  application.values.emplace(key, value);
  return value;
}

NodeId ExpressionCompiler::exception_is_in_force(Application& application, DefineExceptionId id) {
  const DefineException& exception = policy_[id];
  Environment environment = environment_of(application, id);
  std::vector<NodeId> conditions{scope_of_parts(exception.part, application.governing, application.level),
                                 period(exception.period, application.governing, exception.name_span)};
  if (exception.when) conditions.push_back(compile_condition(*exception.when, environment));
  if (exception.unless) conditions.push_back(builder_.negate(compile_condition(*exception.unless, environment)));
  return builder_.all_of(std::move(conditions));
}

bool ExpressionCompiler::is_left_out(DefineExceptionId id) const {
  const auto& out = without_.define_exceptions;
  return std::find(out.begin(), out.end(), id) != out.end();
}

NodeId ExpressionCompiler::scope_of_parts(std::optional<PartId> part, NodeId governing, std::uint32_t level) {
  std::vector<NodeId> conditions;
  for (; part; part = policy_.parts[index_of(*part)].parent) {
    const Part& around = policy_.parts[index_of(*part)];
    conditions.push_back(period(around.period, governing, around.span));
    Environment environment;
    environment.governing = governing;
    environment.level = level;
    if (around.applies_when) conditions.push_back(compile_condition(*around.applies_when, environment));
  }
  std::reverse(conditions.begin(), conditions.end());
  return builder_.all_of(std::move(conditions));
}

std::vector<TablePlan> ExpressionCompiler::tables_of(DefineId id, NodeId governing) {
  const Define& define = policy_.defines[index_of(id)];
  std::vector<TablePlan> out;
  for (std::uint32_t i = 0; i < define.versions.size(); ++i) {
    const DefineVersion& version = define.versions[i];
    if (version.table.rows.empty()) continue;
    begin(version.body);
    TablePlan& table = out.emplace_back();
    table.in_force = period(version.period, governing, define.name_span);
    table.version = i;
    Environment environment;
    environment.governing = governing;
    for (const DecisionRow& row : version.table.rows) {
      table.conditions.emplace_back();
      if (row.condition) table.conditions.back() = compile_condition(*row.condition, environment);
    }
  }
  return out;
}

std::vector<DefineExceptionPlan> ExpressionCompiler::exceptions_of(DefineId id, NodeId governing) {
  const Define& define = policy_.defines[index_of(id)];
  const std::vector<NodeId> no_arguments;
  Application application{id, no_arguments, governing, 0, {}};
  std::vector<DefineExceptionPlan> out;
  std::map<DefineExceptionId, std::size_t> places;
  const auto add = [&](DefineExceptionId exception_id, NodeId base_applies) {
    const DefineException& exception = policy_[exception_id];
    if (const auto known = places.find(exception_id); known != places.end()) {
      DefineExceptionPlan& plan = out[known->second];
      plan.applies = builder_.any_of({plan.applies, builder_.all_of({base_applies, plan.own})});
      return;
    }
    places.emplace(exception_id, out.size());
    DefineExceptionPlan& plan = out.emplace_back();
    plan.id = exception_id;
    plan.scope = scope_of_parts(exception.part, governing, 0);
    plan.period = period(exception.period, governing, exception.name_span);
    plan.left_out = is_left_out(exception_id);
    plan.own = plan.left_out ? builder_.truth(false) : exception_is_in_force(application, exception_id);
    plan.applies = builder_.all_of({base_applies, plan.own});
    if (exception.when) collect_conditions(policy_, *this, *exception.when, governing, false, plan.conditions);
    if (exception.unless) collect_conditions(policy_, *this, *exception.unless, governing, true, plan.conditions);
  };
  for (const DefineExceptionId exception : define.exceptions) add(exception, in_force(define, governing));
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const DefineExceptionId more : policy_[out[i].id].exceptions) add(more, out[i].applies);
  }
  for (DefineExceptionPlan& plan : out) {
    std::vector<NodeId> overriding;
    for (const DefineExceptionId more : policy_[plan.id].exceptions) overriding.push_back(out[places.at(more)].own);
    plan.gives = builder_.all_of({plan.applies, builder_.negate(builder_.any_of(std::move(overriding)))});
  }
  return out;
}

}  // namespace carveout::plan
