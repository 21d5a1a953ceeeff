#include "explain/proof_conditions.hpp"

#include <algorithm>
#include <string>

#include "explain/condition_reports.hpp"

namespace carveout {

using plan::ConditionPlan;
using plan::NodeId;

namespace {

void add_once(std::vector<std::uint32_t>& to, std::uint32_t id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

bool was_passed(const eval::Passed& passed, NodeId node) {
  return passed.nodes.count(index_of(node)) != 0;
}

}  // namespace

ProofConditions::ProofConditions(eval::Evaluation& evaluation, Proof& proof)
    : plan_(evaluation.plan()), policy_(*plan_.policy), evaluation_(evaluation), proof_(proof) {}

std::vector<std::uint32_t> ProofConditions::told(const std::vector<ConditionPlan>& all,
                                                 const std::vector<NodeId>& parts, Which which, NodeId governing) {
  const Value value = evaluation_.value(governing);
  const Date* known_date = value.get_if<Date>();
  const std::optional<Date> date = known_date ? std::optional(*known_date) : std::nullopt;
  eval::Passed passed;
  eval::FoundPlaces ignored;
  eval::cited_facts(evaluation_, parts, eval::Instead::FactsAsAWhole, ignored, &passed);
  std::vector<std::uint32_t> out;
  for (const ConditionPlan& condition : all) {
    const bool known = evaluation_.truth(condition.node) != Truth::Unknown;
    const bool open = !known && evaluation_.truth(condition.of) == Truth::Unknown;
    const bool decides = (which == Which::Open ? open : known) && was_passed(passed, condition.node);
    if (decides || proof_.options.full) add_once(out, tell(condition, date));
  }
  return out;
}

// Recursion: conditions inside definitions hold no others in turn.
std::uint32_t ProofConditions::tell(const ConditionPlan& condition, const std::optional<Date>& date) {
  const auto key = std::make_tuple(condition.node, condition.span.file, condition.span.begin, condition.negated);
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  roots_.push_back(condition.node);
  eval::Passed passed;
  ProofCondition out;
  out.report = condition_report(evaluation_, condition, &passed);
  add_definitions(condition.span, passed);
  add_named(condition.span, date, passed);
  out.report.sources = passed.sources;
  for (const ConditionPlan& inner : condition.within) {
    if (proof_.options.full || was_passed(passed, inner.node)) add_once(out.within, tell(inner, date));
  }
  proof_.conditions.push_back(std::move(out));
  const auto id = static_cast<std::uint32_t>(proof_.conditions.size() - 1);
  known_.emplace(key, id);
  return id;
}

// Of the definitions without arguments that were passed: the version in force, and the row of a table that gives the
// value.
void ProofConditions::add_definitions(Span condition, eval::Passed& passed) {
  for (std::uint32_t i = 0; i < plan_.defines.size(); ++i) {
    const plan::DefinePlan& define = plan_.defines[i];
    const auto& versions = policy_.defines[i].versions;
    if (define.value && versions.size() > 1 && was_passed(passed, *define.value) && calls(condition, i)) {
      const Value governing = evaluation_.value(plan_.governing_dates[0]);
      const Date* date = governing.get_if<Date>();
      for (std::uint32_t v = 0; date && v < versions.size(); ++v) {
        if (versions[v].period.includes(*date)) passed.add({RuleSource::Kind::Version, i, v});
      }
    }
    for (const plan::TablePlan& table : define.tables) {
      if (evaluation_.truth(table.in_force) == Truth::Yes) add_row(condition, i, table, passed);
    }
  }
}

// The first row passed that holds; `otherwise` where all were, and none does.
void ProofConditions::add_row(Span condition, std::uint32_t define, const plan::TablePlan& table,
                              eval::Passed& passed) {
  const auto& rows = policy_.defines[define].versions[table.version].table.rows;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    const auto& of_row = table.conditions[row];
    if (of_row && !was_passed(passed, *of_row)) return;
    const Truth holds = of_row ? evaluation_.truth(*of_row) : Truth::Yes;
    const bool counts = holds == Truth::Yes && (of_row || row > 0) && calls(condition, define);
    if (counts) passed.add({RuleSource::Kind::TableRow, define, row, table.version});
    if (holds != Truth::No) return;
  }
}

// In the plan, membership in a list of members of a closed type is taken apart (7.5), and so are comparisons with a
// parameter: those are found where the condition names them.
void ProofConditions::add_named(Span condition, const std::optional<Date>& date, eval::Passed& passed) {
  if (!named_) {
    named_.emplace();
    for (std::uint32_t i = 0; i < policy_.exprs.size(); ++i) {
      const Expr& expr = policy_.exprs[i];
      const bool listed =
          expr.kind == ExprKind::InNamedList && policy_[policy_.lists[expr.index].element].kind == TypeKind::Closed;
      if (listed || expr.kind == ExprKind::Parameter) named_->emplace_back(expr.span.file, expr.span.begin, i);
    }
    std::sort(named_->begin(), named_->end());
  }
  const auto first =
      std::lower_bound(named_->begin(), named_->end(), std::make_tuple(condition.file, condition.begin, 0u));
  for (auto at = first; at != named_->end() && std::get<0>(*at) == condition.file; ++at) {
    if (std::get<1>(*at) >= condition.end) break;
    const ExprId named{std::get<2>(*at)};
    if (policy_[named].kind == ExprKind::InNamedList)
      add_entry(named, date, passed);
    else if (date)
      add_value(policy_[named].index, *date, passed);
  }
}

void ProofConditions::add_entry(ExprId membership, const std::optional<Date>& date, eval::Passed& passed) {
  const Value sought = value_of_fact(policy_.operands_of(membership)[0]);
  const Member* member = sought.get_if<Member>();
  const auto& entries = policy_.lists[policy_[membership].index].entries;
  for (std::uint32_t i = 0; member && i < entries.size(); ++i) {
    const Member* listed = entries[i].value.get_if<Member>();
    const Period& period = entries[i].period;
    const bool in_force = period.always() || (date && period.includes(*date));
    if (!listed || listed->index != member->index || !in_force) continue;
    return passed.add({RuleSource::Kind::ListEntry, policy_[membership].index, i});
  }
}

void ProofConditions::add_value(std::uint32_t parameter, const Date& date, eval::Passed& passed) {
  const auto& values = policy_.parameters[parameter].values;
  std::uint32_t since = 0;
  while (since < values.size() && !(date < values[since].from)) ++since;
  if (since > 0) passed.add({RuleSource::Kind::ParameterValue, parameter, since - 1});
}

// Of a fact or a field of one; unknown of all else.
Value ProofConditions::value_of_fact(ExprId id) const {
  FactPath path;
  for (; policy_[id].kind == ExprKind::Field; id = policy_.operands_of(id)[0])
    path.steps.insert(path.steps.begin(), {false, policy_[id].index});
  if (policy_[id].kind != ExprKind::Fact) return Value();
  path.fact = FactId{policy_[id].index};
  const std::string text = policy_.path_text(path);
  for (std::uint32_t i = 0; i < plan_.slots.size(); ++i) {
    if (plan_.slots[i].text == text) return evaluation_.slot(i);
  }
  return Value();
}

// Equal conditions are one node of the plan, wherever they are written: does this one call the definition, directly or
// not?
bool ProofConditions::calls(Span condition, std::uint32_t define) {
  if (calls_.empty()) {
    for (const Expr& expr : policy_.exprs) {
      if (expr.kind == ExprKind::Call) calls_.emplace_back(expr.span.file, expr.span.begin, expr.index);
    }
    std::sort(calls_.begin(), calls_.end());
  }
  std::vector<Span> work{condition};
  std::set<std::uint32_t> seen;
  while (!work.empty()) {
    const Span span = work.back();
    work.pop_back();
    for (auto at = std::lower_bound(calls_.begin(), calls_.end(), std::make_tuple(span.file, span.begin, 0u));
         at != calls_.end() && std::get<0>(*at) == span.file && std::get<1>(*at) < span.end; ++at) {
      const std::uint32_t called = std::get<2>(*at);
      if (called == define) return true;
      if (!seen.insert(called).second) continue;
      for (const DefineVersion& version : policy_.defines[called].versions) work.push_back(policy_[version.body].span);
      for (const DefineExceptionId exception : policy_.defines[called].exceptions)
        work.push_back(policy_[exception].span);
    }
  }
  return false;
}

}  // namespace carveout
