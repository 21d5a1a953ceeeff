#include "carveout/record.hpp"

#include "carveout/explain.hpp"
#include "explain/json_writer.hpp"
#include "plan/plan.hpp"

namespace carveout {
namespace {

std::string word(Truth required) {
  return required == Truth::Yes ? "yes" : required == Truth::No ? "no" : "possibly";
}

std::string word(Timing timing) {
  return timing == Timing::Before ? "before" : timing == Timing::After ? "after" : "standing";
}

std::string word(DutyStatus status) {
  return status == DutyStatus::Done ? "done" : status == DutyStatus::Outstanding ? "outstanding" : "unknown";
}

std::optional<std::string> moment(const CheckedPolicy& policy, const std::optional<Value>& value) {
  if (!value) return std::nullopt;
  return policy.value_text(*value, value->get_if<Date>() != nullptr ? kDate : kTime);
}

DecisionRecord decision_record(const CheckedPolicy& policy, const Decision& decision) {
  DecisionRecord out;
  out.action = policy[decision.action].name;
  out.outcome = outcome_id(decision.outcome);
  out.allowed = decision.allowed;
  out.basis = decision.basis == Basis::Default ? "default" : "clauses";
  for (const Outcome possible : decision.possible.outcomes()) out.possible.emplace_back(outcome_id(possible));
  for (const ClauseId clause : decision.because) {
    std::string name = policy.clause_name(clause);
    // Versions of a clause share their name.
    if (out.clauses.empty() || out.clauses.back() != name) out.clauses.push_back(std::move(name));
  }
  out.until = moment(policy, decision.until);
  for (const DutyAnswer& duty : decision.duties) {
    // Those that no clause requires are no part of what was decided.
    if (duty.required == Truth::No) continue;
    out.duties.push_back(
        {policy[duty.duty].name, word(duty.timing), word(duty.required), word(duty.status), moment(policy, duty.due)});
  }
  return out;
}

void text_or_null(JsonWriter& json, std::string_view key, const std::optional<std::string>& text) {
  json.key(key);
  if (text)
    json.value(*text);
  else
    json.null();
}

void write(JsonWriter& json, const DecisionRecord& decision) {
  const auto text = [&](const std::string& one) { json.value(one); };
  json.open('{');
  json.member("action", decision.action);
  json.member("outcome", decision.outcome);
  json.member("allowed", decision.allowed);
  json.member("basis", decision.basis);
  json.array("possible", decision.possible, text);
  json.array("clauses", decision.clauses, text);
  text_or_null(json, "until", decision.until);
  json.array("duties", decision.duties, [&](const DutyRecord& duty) {
    json.open('{');
    json.member("duty", duty.duty);
    json.member("timing", duty.timing);
    json.member("required", duty.required);
    json.member("status", duty.status);
    text_or_null(json, "due", duty.due);
    json.close('}');
  });
  json.close('}');
}

}  // namespace

Record record_of(const Plan& plan, const Facts& facts, std::span<const Decision> decisions,
                 const RecordOptions& options) {
  const CheckedPolicy& policy = *plan.policy;
  Record out;
  out.policy = policy.root().name;
  out.policy_version = options.policy_version;
  out.policy_digest = options.policy_digest;
  out.engine = CARVEOUT_VERSION;
  out.language = CARVEOUT_LANGUAGE_VERSION;
  if (options.at) out.at = options.at->to_text();
  if (const auto date = governing_dates(plan, facts, options.decide).policies.at(0)) out.as_of = date->to_text();
  out.as_of_told = options.decide.as_of.has_value();
  out.ways = options.decide.ways;
  out.steps = options.decide.steps;
  std::string written = canonical_facts(policy, facts);
  out.facts_digest = facts_digest(written);
  if (options.facts == FactsKept::Whole) out.facts = std::move(written);
  for (const Decision& decision : decisions) out.decisions.push_back(decision_record(policy, decision));
  return out;
}

std::string record_line(const Record& record) {
  std::string out;
  const std::function<void(std::string_view)> append = [&](std::string_view piece) { out += piece; };
  JsonWriter json(append, JsonLayout::OneLine);
  json.open('{');
  json.member("record", std::size_t{1});
  json.key("policy");
  json.open('{');
  json.member("name", record.policy);
  text_or_null(json, "version", record.policy_version);
  json.member("digest", record.policy_digest);
  json.close('}');
  json.member("engine", record.engine);
  json.member("language", record.language);
  text_or_null(json, "at", record.at);
  text_or_null(json, "as_of", record.as_of);
  json.member("as_of_told", record.as_of_told);
  json.member("ways", std::size_t{record.ways});
  json.member("steps", std::size_t{record.steps});
  json.member("facts_digest", record.facts_digest);
  if (record.facts) {
    json.key("facts");
    json.json(*record.facts);
  }
  json.array("decisions", record.decisions, [&](const DecisionRecord& decision) { write(json, decision); });
  json.close('}');
  json.finish();
  return out;
}

std::string record_line(const Plan& plan, const Facts& facts, std::span<const Decision> decisions,
                        const RecordOptions& options) {
  return record_line(record_of(plan, facts, decisions, options));
}

}  // namespace carveout
