#include "carveout/explain.hpp"
#include "explain/outcome_text.hpp"
#include "explain/parts_json.hpp"

namespace carveout {
namespace {

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

// The keys stand in the order of the schema.
class AnswersJson : private PartsJson {
 public:
  using PartsJson::PartsJson;

  void write(const Answers& answers) {
    json_.open('{');
    json_.member("policy", policy_.root().name);
    json_.key("as_of");
    if (const auto date = context_.as_of())
      json_.value(date->to_text());
    else
      json_.null();
    json_.array("answers", answers.actions, [&](const Answer& answer) { write(answer); });
    json_.array("values", answers.values, [&](const ValueReport& report) { write(report); });
    json_.close('}');
    json_.finish();
  }

 private:
  void write(const Answer& answer) {
    const Decision& d = answer.decision;
    json_.open('{');
    json_.member("action", policy_[d.action].name);
    json_.member("outcome", outcome_id(d.outcome));
    json_.member("allowed", d.allowed);
    json_.member("basis", d.basis == Basis::Default ? "default" : "clauses");
    json_.key("words");
    json_.open('[');
    for (const PolicyWord& one : d.words) {
      json_.open('{');
      json_.member("policy", policy_[one.policy].name);
      json_.key("as_of");
      if (const auto& date = context_.dates.policies[index_of(one.policy)])
        json_.value(date->to_text());
      else
        json_.null();
      json_.member("word", word_id(one.word));
      json_.close('}');
    }
    json_.close(']');
    json_.array("possible", d.possible.outcomes(), [&](Outcome o) { json_.value(outcome_id(o)); });
    json_.member("exact", d.exact);
    json_.key("meanwhile");
    if (d.outcome == Outcome::Undetermined)
      json_.value(d.meanwhile == Standing::Permitted ? "permitted" : "forbidden");
    else
      json_.null();
    moment("until", d.until);
    json_.array("because", answer.explanation.in_force, [&](const ClauseReport& report) { in_force(report); });
    json_.array("not_in_force", answer.explanation.not_in_force,
                [&](const ClauseReport& report) { not_in_force(report); });
    json_.array("duties", explain_text::duties_told(policy_, d), [&](const DutyAnswer* duty) { write(*duty); });
    json_.array("needs", d.needs, [&](const std::string& path) { json_.value(path); });
    facts(d.cited);
    json_.array("faults", d.faults, [&](const FaultReport& fault) { PartsJson::write(fault); });
    json_.close('}');
  }

  void write(const ValueReport& report) {
    const Define& define = policy_.defines[index_of(report.define)];
    const auto text = [&](const std::optional<Value>& value) {
      return value ? std::optional(policy_.value_text(*value, define.type)) : std::nullopt;
    };
    const bool known = report.value.is_known();
    json_.open('{');
    json_.member("define", define.name);
    text_or_null("label", define.label.empty() ? std::nullopt : std::optional(define.label));
    json_.key("cites");
    json_.open('[');
    if (!define.cites.empty()) json_.value(define.cites);
    json_.close(']');
    json_.member("known", known);
    const Ends ends = ends_of(report.value);
    json_.key("value");
    if (report.value.is_unknown() || report.value.is_absent() || ends.low || ends.high)
      json_.null();
    else
      PartsJson::write(report.value, define.type);
    text_or_null("at_least", text(ends.low));
    text_or_null("at_most", text(ends.high));
    conditions("conditions", report.conditions);
    exceptions(report.exceptions);
    json_.array("rows", report.rows, [&](const RowReport& row) { write(row); });
    json_.array("needs", report.needs, [&](const std::string& path) { json_.value(path); });
    facts(report.cited);
    json_.array("faults", report.faults, [&](const FaultReport& fault) { PartsJson::write(fault); });
    json_.close('}');
  }

  // Those that give the value, and the others.
  void exceptions(const std::vector<ValueException>& all) {
    for (const bool gives : {true, false}) {
      json_.key(gives ? "because" : "not_in_force");
      json_.open('[');
      for (const ValueException& exception : all) {
        if ((exception.gives == Truth::Yes) == gives) write(exception);
      }
      json_.close(']');
    }
  }

  void write(const ValueException& report) {
    const DefineException& exception = policy_[report.exception];
    json_.open('{');
    json_.member("exception", exception.name);
    json_.member("title", exception.title);
    json_.array("cites", exception.cites, [&](const std::string& citation) { json_.value(citation); });
    if (report.gives == Truth::Yes) {
      conditions("conditions", report.conditions);
      json_.close('}');
      return;
    }
    json_.member("why", why_id(report.why));
    conditions("conditions", report.conditions);
    json_.array("defeated_by", report.defeated_by, [&](const std::string& name) { json_.value(name); });
    json_.array("turns_on", report.turns_on, [&](const std::string& name) { json_.value(name); });
    json_.close('}');
  }

  void in_force(const ClauseReport& report) {
    json_.open('{');
    clause(report.clause);
    moment("until", report.until);
    conditions("conditions", report.conditions);
    json_.close('}');
  }

  void not_in_force(const ClauseReport& report) {
    json_.open('{');
    clause(report.clause);
    json_.member("why", why_id(report.why));
    moment("until", report.until);
    conditions("conditions", report.conditions);
    names("defeated_by", report.defeated_by);
    json_.array("defeated_by_policies", report.defeated_by_policies,
                [&](PolicyId id) { json_.value(policy_[id].name); });
    json_.close('}');
  }

  // Recursion: conditions inside definitions hold no others in turn.
  void conditions(std::string_view key, const std::vector<ConditionReport>& reports) {
    json_.array(key, reports, [&](const ConditionReport& c) {
      json_.open('{');
      condition(c);
      conditions("within", c.within);
      json_.close('}');
    });
  }

  void write(const DutyAnswer& duty) {
    json_.open('{');
    json_.member("duty", policy_[duty.duty].name);
    json_.member("required", truth_id(duty.required, "possibly"));
    json_.member("status", status_id(duty.status));
    json_.member("when", timing_id(duty.timing));
    names("by", duty.by);
    moment("due", duty.due);
    json_.key("due_each");
    if (policy_[duty.duty].due_each)
      json_.value(policy_[duty.duty].each);
    else
      json_.null();
    json_.close('}');
  }

  void write(const RowReport& row) {
    const SourceFile& file = context_.sources->file(row.span.file);
    const Position position = file.position(row.span.begin);
    json_.open('{');
    json_.member("row", row.number);
    json_.member("gives", truth_id(row.gives, "unknown"));
    text_of("text", row.span);
    json_.member("file", file.name());
    json_.member("line", std::size_t{position.line});
    json_.member("column", std::size_t{position.column});
    json_.array("turns_on", row.turns_on, [&](const std::string& path) { json_.value(path); });
    json_.close('}');
  }
};

}  // namespace

void answers_json(const AnswerContext& context, const Answers& answers,
                  const std::function<void(std::string_view)>& write) {
  JsonWriter json(write);
  AnswersJson(context, json).write(answers);
}

std::string answers_json(const AnswerContext& context, const Answers& answers) {
  std::string out;
  answers_json(context, answers, [&](std::string_view piece) { out += piece; });
  return out;
}

}  // namespace carveout
