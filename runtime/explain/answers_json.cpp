#include "carveout/explain.hpp"
#include "explain/json_writer.hpp"

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

// The keys stand in the order of the schema.
class AnswersJson {
 public:
  AnswersJson(const AnswerContext& context, JsonWriter& json)
      : context_(context), policy_(*context.policy), json_(json) {}

  void write(const Answers& answers) {
    json_.open('{');
    json_.member("policy", policy_.root().name);
    json_.key("as_of");
    if (const auto date = context_.as_of())
      json_.value(date->to_text());
    else
      json_.null();
    array("answers", answers.actions, [&](const Answer& answer) { write(answer); });
    array("values", answers.values, [&](const ValueReport& report) { write(report); });
    json_.close('}');
    json_.finish();
  }

 private:
  template <class Things, class Write>
  void array(std::string_view key, const Things& things, Write write_one) {
    json_.key(key);
    json_.open('[');
    for (const auto& thing : things) write_one(thing);
    json_.close(']');
  }

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
    array("possible", d.possible.outcomes(), [&](Outcome o) { json_.value(outcome_id(o)); });
    json_.member("exact", d.exact);
    json_.key("meanwhile");
    if (d.outcome == Outcome::Undetermined)
      json_.value(d.meanwhile == Standing::Permitted ? "permitted" : "forbidden");
    else
      json_.null();
    moment("until", d.until);
    array("because", answer.explanation.in_force, [&](const ClauseReport& report) { in_force(report); });
    array("not_in_force", answer.explanation.not_in_force, [&](const ClauseReport& report) { not_in_force(report); });
    array("duties", d.duties, [&](const DutyAnswer& duty) { write(duty); });
    array("needs", d.needs, [&](const std::string& path) { json_.value(path); });
    facts(d.cited);
    array("faults", d.faults, [&](const FaultReport& fault) { write(fault); });
    json_.close('}');
  }

  void text_or_null(std::string_view key, const std::optional<std::string>& text) {
    json_.key(key);
    if (text)
      json_.value(*text);
    else
      json_.null();
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
      write(report.value, define.type);
    text_or_null("at_least", text(ends.low));
    text_or_null("at_most", text(ends.high));
    conditions("conditions", report.conditions);
    exceptions(report.exceptions);
    array("rows", report.rows, [&](const RowReport& row) { write(row); });
    array("needs", report.needs, [&](const std::string& path) { json_.value(path); });
    facts(report.cited);
    array("faults", report.faults, [&](const FaultReport& fault) { write(fault); });
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
    array("cites", exception.cites, [&](const std::string& citation) { json_.value(citation); });
    if (report.gives == Truth::Yes) {
      conditions("conditions", report.conditions);
      json_.close('}');
      return;
    }
    json_.member("why", why_id(report.why));
    conditions("conditions", report.conditions);
    array("defeated_by", report.defeated_by, [&](const std::string& name) { json_.value(name); });
    array("turns_on", report.turns_on, [&](const std::string& name) { json_.value(name); });
    json_.close('}');
  }

  void moment(std::string_view key, const std::optional<Value>& value) {
    json_.key(key);
    if (value)
      json_.value(policy_.value_text(*value, value->get_if<Date>() ? kDate : kTime));
    else
      json_.null();
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
    array("defeated_by_policies", report.defeated_by_policies, [&](PolicyId id) { json_.value(policy_[id].name); });
    json_.close('}');
  }

  void clause(ClauseId id) {
    const Clause& clause = policy_[id];
    json_.member("clause", policy_.clause_name(id));
    json_.member("title", clause.title);
    array("cites", clause.cites, [&](const std::string& citation) { json_.value(citation); });
  }

  // One of each name: versions of a clause share theirs.
  void names(std::string_view key, const std::vector<ClauseId>& clauses) {
    std::string last;
    array(key, clauses, [&](ClauseId id) {
      std::string name = policy_.clause_name(id);
      if (name != last) json_.value(name);
      last = std::move(name);
    });
  }

  // Recursion: conditions inside definitions hold no others in turn.
  void conditions(std::string_view key, const std::vector<ConditionReport>& reports) {
    array(key, reports, [&](const ConditionReport& c) {
      json_.open('{');
      text_or_null("label", c.label);
      json_.member("text", folded(context_.sources->text(c.span)));
      json_.member("value", truth_id(c.value, "unknown"));
      json_.member("wanted", c.wanted ? "yes" : "no");
      facts(c.facts);
      conditions("within", c.within);
      json_.close('}');
    });
  }

  void facts(const FactPaths& paths) {
    json_.key("facts");
    json_.open('[');
    for (std::size_t i = 0; i < paths.size(); ++i) {
      json_.open('{');
      json_.member("fact", paths.text(i));
      json_.key("value");
      write(value_at(paths.path(i)), paths.type(i));
      json_.close('}');
    }
    json_.close(']');
  }

  // Of a value that is not known but to lie between two.
  struct Ends {
    std::optional<Value> low;
    std::optional<Value> high;
  };
  [[nodiscard]] static Ends ends_of(const Value& value) {
    Ends ends;
    if (const NumberBounds* bounds = value.get_if<NumberBounds>()) {
      if (bounds->low) ends.low = *bounds->low;
      if (bounds->high) ends.high = *bounds->high;
    }
    const PartValue* part = value.part();
    if (part == nullptr || part->kind != PartValue::Kind::Between) return ends;
    if (!part->values[0].is_unknown()) ends.low = part->values[0];
    if (!part->values[1].is_unknown()) ends.high = part->values[1];
    return ends;
  }

  // What is known in part has the form it has in a facts document, its values written as everywhere here.
  void write(const Value& value, TypeId type) {
    const ListValue* list = value.list();
    if (const Ends ends = ends_of(value); ends.low || ends.high) {
      write_between(ends, type);
    } else if (list != nullptr && list->open) {
      json_.open('{');
      values("known", list->elements, policy_[type].element);
      json_.member("complete", false);
      json_.close('}');
    } else if (const PartValue* part = value.part()) {
      write_part(*part, type);
    } else {
      json_.value(policy_.value_text(value, type));
    }
  }

  void write_part(const PartValue& part, TypeId type) {
    switch (part.kind) {
      case PartValue::Kind::Between:
        return;  // as its ends
      case PartValue::Kind::OneOf:
        json_.open('{');
        values("one_of", part.values, type);
        return json_.close('}');
      case PartValue::Kind::Under:
        json_.open('{');
        json_.member("under", policy_.value_text(part.values[0], type));
        return json_.close('}');
    }
  }

  void write_between(const Ends& ends, TypeId type) {
    json_.open('{');
    if (!ends.high) {
      json_.member("at_least", policy_.value_text(*ends.low, type));
    } else if (!ends.low) {
      json_.member("at_most", policy_.value_text(*ends.high, type));
    } else {
      values("between", {*ends.low, *ends.high}, type);
    }
    json_.close('}');
  }

  void values(std::string_view key, const std::vector<Value>& all, TypeId type) {
    array(key, all, [&](const Value& one) { json_.value(policy_.value_text(one, type)); });
  }

  [[nodiscard]] Value value_at(const std::optional<FactPath>& path) const {
    if (path) return fact_at(policy_, context_.facts, *path);
    const auto date = context_.as_of();
    return date ? Value(*date) : Value();
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
    json_.member("text", folded(context_.sources->text(row.span)));
    json_.member("file", file.name());
    json_.member("line", std::size_t{position.line});
    json_.member("column", std::size_t{position.column});
    array("turns_on", row.turns_on, [&](const std::string& path) { json_.value(path); });
    json_.close('}');
  }

  void write(const FaultReport& fault) {
    const SourceFile& file = context_.sources->file(fault.span.file);
    const Position position = file.position(fault.span.begin);
    json_.open('{');
    json_.member("fault", fault_id(fault.fault));
    json_.member("text", folded(context_.sources->text(fault.span)));
    array("names", fault.names, [&](const std::string& name) { json_.value(name); });
    json_.member("file", file.name());
    json_.member("line", std::size_t{position.line});
    json_.member("column", std::size_t{position.column});
    facts(fault.facts);
    json_.close('}');
  }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  JsonWriter& json_;
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
