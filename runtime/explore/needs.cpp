#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "carveout/explore.hpp"
#include "explore/question_search.hpp"

namespace carveout {
namespace {

using explore::FoundClass;
using explore::Point;

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
    // A condition with a label inside says more than what is around it.
    for (const Open& open : open_) {
      if (open.facts.count(fact) == 0) continue;
      const Turning& turning = open.turning;
      const bool known = std::any_of(out.begin(), out.end(), [&](const Turning& one) {
        return one.clause == turning.clause &&
               (one.label ? one.label == turning.label : one.span.begin == turning.span.begin);
      });
      if (!known) out.push_back(turning);
    }
    return out;
  }

 private:
  void add(std::optional<ClauseId> clause, const std::vector<ConditionReport>& conditions) {
    for (const ConditionReport& condition : conditions) {
      if (condition.value == Truth::Unknown)
        open_.push_back({{clause, condition.label, condition.span}, {condition.facts.begin(), condition.facts.end()}});
    }
  }
  struct Open {
    Turning turning;
    std::unordered_set<std::string> facts;
  };
  std::vector<Open> open_;
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
  explore::QuestionSearch search(plan, {facts, options}, asked, limits);
  const explore::Settled& settled = search.start({skip.begin(), skip.end()});
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
  out.end = search.end();
  return out;
}

}  // namespace carveout
