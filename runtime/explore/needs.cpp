#include <algorithm>
#include <set>
#include <utility>

#include "carveout/explore.hpp"
#include "explore/question_search.hpp"

namespace carveout {
namespace {

using explore::FoundClass;
using explore::Point;

bool turns_on(const ConditionReport& condition, const std::string& fact) {
  return condition.value == Truth::Unknown && std::any_of(condition.facts.begin(), condition.facts.end(),
                                                          [&](const std::string& path) { return path == fact; });
}

// A condition with a label inside says more than what is around it.
void add_turning(std::optional<ClauseId> clause, const ConditionReport& condition, const std::string& fact,
                 std::vector<Turning>& out) {
  if (!turns_on(condition, fact)) return;
  const bool known = std::any_of(out.begin(), out.end(), [&](const Turning& one) {
    return one.clause == clause && (one.label ? one.label == condition.label : one.span.begin == condition.span.begin);
  });
  if (!known) out.push_back({clause, condition.label, condition.span});
}

// The open conditions of an undetermined answer.
class OpenConditions {
 public:
  OpenConditions(const Plan& plan, const Facts& facts, const Subject& asked, const DecideOptions& options) {
    if (const DefineId* define = std::get_if<DefineId>(&asked)) {
      const ValueReport report = explain_value(plan, facts, *define, options);
      add(std::nullopt, report.conditions);
      for (const ValueException& exception : report.exceptions) add(std::nullopt, exception.conditions);
      return;
    }
    const Decision decision = decide(plan, facts, std::get<ActionId>(asked), options);
    const Explanation explanation = explain(plan, facts, decision, options);
    for (const ClauseReport& report : explanation.not_in_force) {
      if (report.why == Why::Unsettled) add(report.clause, report.conditions);
    }
  }

  [[nodiscard]] std::vector<Turning> on(const std::string& fact) const {
    std::vector<Turning> out;
    for (const auto& [clause, condition] : open_) add_turning(clause, condition, fact, out);
    return out;
  }

 private:
  void add(std::optional<ClauseId> clause, const std::vector<ConditionReport>& conditions) {
    for (const ConditionReport& condition : conditions) {
      if (condition.value == Truth::Unknown) open_.emplace_back(clause, condition);
    }
  }
  std::vector<std::pair<std::optional<ClauseId>, ConditionReport>> open_;
};

NextQuestion::Kind kind_of(const CheckedPolicy& policy, const Point& point, const Value& known) {
  const TypeKind kind = policy[point.type].kind;
  if (kind == TypeKind::Record) return NextQuestion::Kind::Presence;
  if (kind != TypeKind::List) return NextQuestion::Kind::Value;
  return known.list() != nullptr ? NextQuestion::Kind::More : NextQuestion::Kind::Entries;
}

}  // namespace

Value record_unknown(const CheckedPolicy& policy, TypeId record) {
  return make_record(std::vector<Value>(policy[record].fields.size()));
}

Value entries_unknown(const CheckedPolicy& policy, TypeId list, std::size_t count) {
  const TypeId element = policy[list].element;
  const bool records = policy[element].kind == TypeKind::Record;
  return make_list(std::vector<Value>(count, records ? record_unknown(policy, element) : Value()));
}

NeedsReport needs_of(const Plan& plan, const Facts& facts, const Subject& asked, const DecideOptions& options,
                     const std::vector<std::string>& skip, const ExploreLimits& limits) {
  const CheckedPolicy& policy = *plan.policy;
  NeedsReport out;
  out.subject = asked;
  explore::QuestionSearch search(plan, asked, limits);
  const explore::Settled& settled = search.start({facts, options}, {skip.begin(), skip.end()});
  if (settled.determined || search.askable().empty()) return out;
  out.more = settled.more_needs;
  const OpenConditions open(plan, facts, asked, options);
  for (std::size_t i = 0; i < search.askable().size(); ++i) {
    const Point& point = search.askable()[i];
    NextQuestion& question = out.facts.emplace_back();
    question.path = point.path;
    question.fact = read_fact(policy, facts, point.text);
    question.kind = kind_of(policy, point, question.fact.value);
    for (const FoundClass& found : search.classes(i)) question.answers.push_back(found.values);
    question.governs = search.readings().governs(point);
    question.scopes = search.readings().scopes(point, asked);
    question.turns = open.on(point.text);
  }
  const auto best = search.best();
  out.best = best.point;
  out.at_most = best.at_most;
  out.exact = best.exact;
  return out;
}

}  // namespace carveout
