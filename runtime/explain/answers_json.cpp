#include <nlohmann/json.hpp>

#include "carveout/explain.hpp"

namespace carveout {
namespace {

using Json = nlohmann::ordered_json;  // the keys stay in the order of the schema

constexpr std::string_view kGoverningDate = "as of";

std::string_view outcome_id(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return "permitted";
    case Outcome::Forbidden:
      return "forbidden";
    case Outcome::Conflict:
      return "conflict";
    case Outcome::Unaddressed:
      return "unaddressed";
    case Outcome::Undetermined:
      return "undetermined";
  }
  return "";
}

std::string_view word_id(Word word) {
  switch (word) {
    case Word::Permit:
      return "permit";
    case Word::Forbid:
      return "forbid";
    case Word::Conflict:
      return "conflict";
    case Word::Silent:
      return "silent";
    case Word::Undetermined:
      return "undetermined";
  }
  return "";
}

std::string_view truth_id(Truth truth, std::string_view unknown) {
  switch (truth) {
    case Truth::Yes:
      return "yes";
    case Truth::No:
      return "no";
    case Truth::Unknown:
      return unknown;
  }
  return "";
}

std::string_view status_id(DutyStatus status) {
  switch (status) {
    case DutyStatus::Done:
      return "done";
    case DutyStatus::Outstanding:
      return "outstanding";
    case DutyStatus::Unknown:
      return "unknown";
  }
  return "";
}

std::string_view timing_id(Timing timing) {
  switch (timing) {
    case Timing::Before:
      return "before";
    case Timing::After:
      return "after";
    case Timing::Standing:
      return "standing";
  }
  return "";
}

// White space folded to single spaces, so that the layout of a policy changes no answer.
std::string folded(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

class AnswerJson {
 public:
  explicit AnswerJson(const AnswerContext& context) : context_(context), policy_(*context.policy) {}

  [[nodiscard]] Json of(const Answer& answer) const {
    const Decision& d = answer.decision;
    Json out = Json::object();
    out["action"] = policy_[d.action].name;
    out["outcome"] = outcome_id(d.outcome);
    out["allowed"] = d.allowed;
    out["basis"] = d.basis == Basis::Default ? "default" : "clauses";
    out["words"] = Json::array({Json{{"policy", policy_.policy.name}, {"word", word_id(d.word)}}});
    out["possible"] = Json::array();
    for (const Outcome o : d.possible.outcomes()) out["possible"].push_back(outcome_id(o));
    out["exact"] = d.exact;
    out["meanwhile"] = nullptr;
    if (d.outcome == Outcome::Undetermined)
      out["meanwhile"] = d.meanwhile == Standing::Permitted ? "permitted" : "forbidden";
    out["because"] = Json::array();
    for (const ClauseReport& report : answer.explanation.in_force) out["because"].push_back(in_force(report));
    out["not_in_force"] = Json::array();
    for (const ClauseReport& report : answer.explanation.not_in_force)
      out["not_in_force"].push_back(not_in_force(report));
    out["duties"] = Json::array();
    for (const DutyAnswer& duty : d.duties) out["duties"].push_back(of(duty));
    out["needs"] = d.needs;
    out["facts"] = facts(d.cited);
    out["faults"] = Json::array();
    for (const FaultReport& fault : d.faults) out["faults"].push_back(of(fault));
    return out;
  }

 private:
  [[nodiscard]] Json in_force(const ClauseReport& report) const {
    Json out = clause(report.clause);
    out["conditions"] = conditions(report);
    return out;
  }

  [[nodiscard]] Json not_in_force(const ClauseReport& report) const {
    Json out = clause(report.clause);
    out["why"] = why_id(report.why);
    out["conditions"] = conditions(report);
    out["defeated_by"] = names(report.defeated_by);
    return out;
  }

  [[nodiscard]] Json clause(ClauseId id) const {
    const Clause& clause = policy_[id];
    return Json{{"clause", clause.name}, {"title", clause.title}, {"cites", clause.cites}};
  }

  // One of each name: versions of a clause share theirs.
  [[nodiscard]] Json names(const std::vector<ClauseId>& clauses) const {
    Json out = Json::array();
    for (const ClauseId id : clauses) {
      if (out.empty() || out.back() != policy_[id].name) out.push_back(policy_[id].name);
    }
    return out;
  }

  [[nodiscard]] Json conditions(const ClauseReport& report) const {
    Json out = Json::array();
    for (const ConditionReport& c : report.conditions) {
      Json condition = Json::object();
      condition["label"] = nullptr;
      if (c.label) condition["label"] = *c.label;
      condition["text"] = folded(context_.sources->text(c.span));
      condition["value"] = truth_id(c.value, "unknown");
      condition["wanted"] = c.wanted ? "yes" : "no";
      condition["facts"] = Json::array();
      for (const FactReading& fact : c.facts) condition["facts"].push_back(of(fact));
      out.push_back(std::move(condition));
    }
    return out;
  }

  [[nodiscard]] Json of(const FactReading& fact) const {
    const bool told = fact.path == kGoverningDate && context_.as_of;
    return Json{{"fact", fact.path},
                {"value", told ? context_.as_of->to_text() : policy_.value_text(fact.value, fact.type)}};
  }

  [[nodiscard]] Json facts(const std::vector<std::string>& paths) const {
    Json out = Json::array();
    for (const std::string& path : paths) out.push_back(of(read_fact(policy_, context_.facts, path)));
    return out;
  }

  [[nodiscard]] Json of(const DutyAnswer& duty) const {
    Json out = Json::object();
    out["duty"] = policy_[duty.duty].name;
    out["required"] = truth_id(duty.required, "possibly");
    out["status"] = status_id(duty.status);
    out["when"] = timing_id(duty.timing);
    out["by"] = names(duty.by);
    out["due"] = nullptr;
    if (duty.due) out["due"] = policy_.value_text(*duty.due, duty.due->get_if<Date>() ? kDate : kTime);
    return out;
  }

  [[nodiscard]] Json of(const FaultReport& fault) const {
    const SourceFile& file = context_.sources->file(fault.span.file);
    const Position position = file.position(fault.span.begin);
    return Json{{"fault", fault_id(fault.fault)},
                {"text", folded(context_.sources->text(fault.span))},
                {"file", file.name()},
                {"line", position.line},
                {"column", position.column},
                {"facts", facts(fault.facts)}};
  }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
};

}  // namespace

std::string answers_json(const AnswerContext& context, const std::vector<Answer>& answers) {
  const AnswerJson json(context);
  Json list = Json::array();
  for (const Answer& answer : answers) list.push_back(json.of(answer));
  Json document = Json::object();
  document["policy"] = context.policy->policy.name;
  document["as_of"] = nullptr;
  if (context.as_of) document["as_of"] = context.as_of->to_text();
  document["answers"] = std::move(list);
  // Names of files may hold bytes that are not UTF-8; a JSON text may not.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace carveout
