#include "facts/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "facts/json_text.hpp"
#include "facts/scalars.hpp"

namespace carveout::facts {

Facts JsonReader::read(simdjson::ondemand::document& document) {
  Facts facts;
  const Keys keys(problems_.policy().facts);
  JsonObject root;
  if (document.get_object().get(root) != simdjson::SUCCESS) {
    broken_ = true;
  } else {
    facts.roots = read_members(root, keys, Level::Document);
    const char* after = nullptr;
    // Nothing may follow.
    if (!stopped() && document.current_location().get(after) != simdjson::OUT_OF_BOUNDS) broken_ = true;
  }
  facts.roots.resize(keys.size());
  return facts;
}

std::vector<Value> JsonReader::read_members(JsonObject& object, const Keys& keys, Level level) {
  std::vector<Value> values(keys.size());
  std::vector<Span> given(keys.size());  // where each key stands; empty spans are those not met
  std::uint32_t expected = 0;
  for (simdjson::simdjson_result<JsonField> member : object) {
    JsonField field;
    std::string_view name;
    Span place;
    if (!read_key(std::move(member), field, name, place)) return values;
    const auto index = keys.find(name, expected);
    if (!index) {
      undeclared(keys, level, name, place);
      continue;
    }
    enter(level, *index);
    if (given[*index].end != 0) {
      problems_.report(DiagnosticId::DuplicateFact, place, {{"fact", problems_.fact()}},
                       {{given[*index], "first given here"}});
    } else {
      given[*index] = place;
      values[*index] = read_value(field.value(), keys[*index]);
    }
    if (level == Level::Record) problems_.leave();
    if (stopped()) return values;
    expected = *index + 1;
  }
  return values;
}

bool JsonReader::read_key(simdjson::simdjson_result<JsonField> member, JsonField& field, std::string_view& name,
                          Span& place) {
  broken_ = std::move(member).get(field) != simdjson::SUCCESS;
  if (broken_) return false;
  place = key_span(field.key().raw());
  broken_ = field.unescaped_key().get(name) != simdjson::SUCCESS;
  return !broken_;
}

void JsonReader::enter(Level level, std::uint32_t index) {
  if (level == Level::Document) {
    problems_.enter_fact(static_cast<FactId>(index));
  } else {
    problems_.enter({false, index});
  }
}

Value JsonReader::read_value(JsonValue json, const Key& key) {
  const std::string_view token = trimmed(json.raw_json_token());
  if (!token.empty() && token[0] == '{') return read_object(json, key, span_of(token));
  if (!token.empty() && token[0] == '[') return read_list(json, key.type, span_of(token));
  return read_single(json, key, token);
}

Value JsonReader::read_single(JsonValue& json, const Key& key, std::string_view token) {
  const Span place = span_of(token);
  if (!token.empty() && token[0] == '"') return read_text(json, key.type, place);
  if (token == "null") return read_null(key, place);
  if (token == "true" || token == "false") {
    if (problems_.type(key.type).kind == TypeKind::YesNo) return token == "true";
    problems_.wrong_type(key.type, place, json_kind(token));
    return {};
  }
  if (is_json_number(token)) return value_from_number(problems_, key.type, token, place);
  broken_ = true;
  return {};
}

Value JsonReader::read_null(const Key& key, Span place) {
  if (key.optional) return Absent{};
  // A key without a name is an element of a list.
  const std::string_view what = key.name.empty() ? "the element" : "the key";
  problems_.report(DiagnosticId::FactNotAbsent, place, {{"fact", problems_.fact()}, {"what", what}});
  return {};
}

Value JsonReader::read_text(JsonValue& json, TypeId type, Span place) {
  std::string_view text;
  if (json.get_string().get(text) != simdjson::SUCCESS) {
    broken_ = true;
    return {};
  }
  if (text.size() > limits_.text_bytes) {
    problems_.report(DiagnosticId::FactTextTooLong, place,
                     {{"fact", problems_.fact()},
                      {"bytes", std::to_string(text.size())},
                      {"limit", std::to_string(limits_.text_bytes)}});
    return {};
  }
  return value_from_text(problems_, type, text, place);
}

Value JsonReader::read_object(JsonValue& json, const Key& key, Span place) {
  if (problems_.type(key.type).kind != TypeKind::Record) return read_part(json, key, place);
  JsonObject object;
  if (json.get_object().get(object) != simdjson::SUCCESS) {
    broken_ = true;
    return {};
  }
  return make_record(read_members(object, record_keys_.of(key.type), Level::Record));
}

Value JsonReader::read_list(JsonValue& json, TypeId id, Span place) {
  const Type& type = problems_.type(id);
  if (type.kind != TypeKind::List) {
    problems_.wrong_type(id, place, "a list");
    return {};
  }
  std::vector<Value> elements;
  const bool whole = each_element(json, [&](JsonValue value, std::string_view token) {
    if (elements_ == limits_.list_elements) {
      problems_.report(DiagnosticId::FactsTooManyElements, span_of(token),
                       {{"limit", std::to_string(limits_.list_elements)}});
      full_ = true;
      return false;
    }
    ++elements_;
    problems_.enter({true, static_cast<std::uint32_t>(elements.size())});
    elements.push_back(read_value(value, {{}, type.element, false}));
    problems_.leave();
    return !stopped();
  });
  return whole ? make_list(std::move(elements)) : Value();
}

void JsonReader::undeclared(const Keys& keys, Level level, std::string_view name, Span place) {
  std::string_view suggestion;
  std::vector<Note> notes;
  if (problems_.suggests()) {
    if (level == Level::Document && misplaced(name, place)) return;
    const std::vector<std::string_view> names = keys.names();
    suggestion = nearest(name, names);
    const std::string_view what = level == Level::Document ? "the facts are " : "its fields are ";
    if (suggestion.empty() && !names.empty()) {
      notes.push_back({{kNoFile, 0, 0}, fmt::format("{}{}", what, listed(names))});
    }
  }
  if (level == Level::Document) {
    problems_.report(DiagnosticId::UndeclaredFact, place, {{"name", name}, {"nearest", suggestion}}, std::move(notes));
  } else {
    problems_.report(DiagnosticId::UndeclaredFactField, place,
                     {{"fact", problems_.fact()}, {"name", name}, {"nearest", suggestion}}, std::move(notes));
  }
}

// A field written as a fact: "request.received", or `received` where just one record has such a field.
bool JsonReader::misplaced(std::string_view name, Span place) {
  const CheckedPolicy& policy = problems_.policy();
  const std::size_t dot = name.find('.');
  const std::string_view record = dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
  const std::string_view field = dot == std::string_view::npos ? name : name.substr(dot + 1);
  const FactInfo* home = nullptr;
  for (const FactInfo& fact : policy.facts) {
    const auto& fields = policy[fact.type].fields;
    const auto named = [&](const FieldInfo& info) { return info.name == field; };
    if (!record.empty() && fact.name != record) continue;
    if (std::none_of(fields.begin(), fields.end(), named)) continue;
    if (home != nullptr) return false;
    home = &fact;
  }
  if (home == nullptr) return false;
  problems_.report(DiagnosticId::MisplacedFact, place, {{"name", name}, {"record", home->name}, {"field", field}});
  return true;
}

std::string_view JsonReader::trimmed(std::string_view token) noexcept {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t')) {
    token.remove_suffix(1);
  }
  return token;
}

Span JsonReader::span_of(std::string_view token) const noexcept {
  const std::size_t begin = static_cast<std::size_t>(token.data() - text_.data());
  return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + token.size())};
}

Span JsonReader::key_span(const char* raw) const noexcept {
  const char* const end = text_.data() + text_.size();
  const char* at = raw;
  while (at < end && *at != '"') at += *at == '\\' ? 2 : 1;
  return span_of({raw - 1, static_cast<std::size_t>(std::min(at + 1, end) - raw + 1)});
}

}  // namespace carveout::facts
