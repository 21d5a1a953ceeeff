#include "explain/parts_json.hpp"

namespace carveout {
namespace {

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

}  // namespace

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

void PartsJson::text_or_null(std::string_view key, const std::optional<std::string>& text) {
  json_.key(key);
  if (text)
    json_.value(*text);
  else
    json_.null();
}

void PartsJson::moment(std::string_view key, const std::optional<Value>& value) {
  json_.key(key);
  if (value)
    json_.value(policy_.value_text(*value, value->get_if<Date>() ? kDate : kTime));
  else
    json_.null();
}

void PartsJson::clause(ClauseId id) {
  const Clause& clause = policy_[id];
  json_.member("clause", policy_.clause_name(id));
  json_.member("title", clause.title);
  json_.array("cites", clause.cites, [&](const std::string& citation) { json_.value(citation); });
}

// One of each name: versions of a clause share theirs.
void PartsJson::names(std::string_view key, const std::vector<ClauseId>& clauses) {
  std::string last;
  json_.array(key, clauses, [&](ClauseId id) {
    std::string name = policy_.clause_name(id);
    if (name != last) json_.value(name);
    last = std::move(name);
  });
}

void PartsJson::facts(const FactPaths& paths) {
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

PartsJson::Ends PartsJson::ends_of(const Value& value) {
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
void PartsJson::write(const Value& value, TypeId type) {
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

void PartsJson::write_part(const PartValue& part, TypeId type) {
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

void PartsJson::write_between(const Ends& ends, TypeId type) {
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

void PartsJson::values(std::string_view key, const std::vector<Value>& all, TypeId type) {
  json_.array(key, all, [&](const Value& one) { json_.value(policy_.value_text(one, type)); });
}

Value PartsJson::value_at(const std::optional<FactPath>& path) const {
  if (path) return fact_at(policy_, context_.facts, *path);
  const auto date = context_.as_of();
  return date ? Value(*date) : Value();
}

void PartsJson::write(const FaultReport& fault) {
  const SourceFile& file = context_.sources->file(fault.span.file);
  const Position position = file.position(fault.span.begin);
  json_.open('{');
  json_.member("fault", fault_id(fault.fault));
  json_.member("text", folded(context_.sources->text(fault.span)));
  json_.array("names", fault.names, [&](const std::string& name) { json_.value(name); });
  json_.member("file", file.name());
  json_.member("line", std::size_t{position.line});
  json_.member("column", std::size_t{position.column});
  facts(fault.facts);
  json_.close('}');
}

void PartsJson::condition(const ConditionReport& c) {
  text_or_null("label", c.label);
  json_.member("text", folded(context_.sources->text(c.span)));
  json_.member("value", truth_id(c.value, "unknown"));
  json_.member("wanted", c.wanted ? "yes" : "no");
  facts(c.facts);
}

void PartsJson::text_of(std::string_view key, Span span) {
  json_.member(key, folded(context_.sources->text(span)));
}

void PartsJson::date_or_null(std::string_view key, const std::optional<Date>& date) {
  json_.key(key);
  if (date)
    json_.value(date->to_text());
  else
    json_.null();
}

}  // namespace carveout
