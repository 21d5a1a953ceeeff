#include "carveout/explore.hpp"
#include "explain/parts_json.hpp"
#include "explore/duty_differences.hpp"
#include "explore/json_parts.hpp"

namespace carveout {
namespace {

std::string_view required_id(const std::optional<DutyAnswer>& duty) {
  return truth_id(duty ? duty->required : Truth::No, "possibly");
}

class WhatIfJson {
 public:
  WhatIfJson(const CheckedPolicy& policy, JsonWriter& json) : policy_(policy), json_(json), parts_(policy, json) {}

  void write(const AnswerDifference& one) {
    json_.open('{');
    json_.member("action", policy_[one.after.decision.action].name);
    situation("before", one.before.decision);
    situation("after", one.after.decision);
    json_.key("then_in_force");
    json_.open('[');
    for (const ClauseDifference& clause : one.clauses) {
      if (clause.in_force) json_.value(policy_.clause_name(clause.report.clause));
    }
    json_.close(']');
    json_.key("then_not_in_force");
    json_.open('[');
    for (const ClauseDifference& clause : one.clauses) {
      if (clause.in_force) continue;
      json_.open('{');
      json_.member("clause", policy_.clause_name(clause.report.clause));
      json_.member("why", why_id(clause.report.why));
      json_.close('}');
    }
    json_.close(']');
    json_.array("duties", explore::differing_duties(one.before.decision.duties, one.after.decision.duties),
                [&](const explore::DutyDifference& duty) { write(duty); });
    json_.close('}');
  }

  void write(const ValueDifference& one) {
    const Define& define = policy_.defines[index_of(one.after.define)];
    json_.open('{');
    json_.member("define", define.name);
    parts_.value("before", one.before.value, define.type);
    parts_.value("after", one.after.value, define.type);
    json_.close('}');
  }

 private:
  void moment(std::string_view key, const std::optional<Value>& value) {
    parts_.value(key, value, value && value->get_if<Date>() ? kDate : kTime);
  }

  void situation(std::string_view key, const Decision& decision) {
    json_.key(key);
    json_.open('{');
    json_.member("outcome", outcome_id(decision.outcome));
    json_.member("allowed", decision.allowed);
    moment("until", decision.until);
    json_.close('}');
  }

  void write(const explore::DutyDifference& duty) {
    const DutyAnswer& known = duty.after ? *duty.after : *duty.before;
    json_.open('{');
    json_.member("duty", policy_[known.duty].name);
    json_.member("when", timing_id(known.timing));
    for (const bool after : {false, true}) {
      const auto& one = after ? duty.after : duty.before;
      json_.key(after ? "after" : "before");
      json_.open('{');
      json_.member("required", required_id(one));
      json_.member("done", one && one->status == DutyStatus::Done          ? "yes"
                           : one && one->status == DutyStatus::Outstanding ? "no"
                                                                           : "unknown");
      moment("due", one ? one->due : std::nullopt);
      json_.close('}');
    }
    json_.close('}');
  }

  const CheckedPolicy& policy_;
  JsonWriter& json_;
  explore::JsonParts parts_;
};

}  // namespace

std::string what_if_json(const AnswerContext& before, const AnswerContext& after, const WhatIf& difference) {
  std::string out;
  const std::function<void(std::string_view)> write = [&](std::string_view piece) { out += piece; };
  JsonWriter json(write);
  explore::JsonParts parts(*after.policy, json);
  WhatIfJson body(*after.policy, json);
  json.open('{');
  json.member("policy", after.policy->root().name);
  json.array("what_if", difference.supposed, [&](const std::string& line) { json.value(line); });
  parts.date("as_of_before", before.as_of());
  parts.date("as_of_after", after.as_of());
  json.array("answers", difference.actions, [&](const AnswerDifference& one) { body.write(one); });
  json.array("values", difference.values, [&](const ValueDifference& one) { body.write(one); });
  json.close('}');
  json.finish();
  return out;
}

}  // namespace carveout
