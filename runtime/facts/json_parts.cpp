// Facts known in part: `{"between": [a, b]}` and its kin. Spec: language/09-facts, 9.4.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "carveout/lang/known_in_part.hpp"
#include "facts/json_reader.hpp"

namespace carveout::facts {
namespace {

enum class Form : std::uint8_t { Between, AtLeast, AtMost, OneOf, Under, Known, Complete };
constexpr std::array<std::string_view, 7> kNames = {"between", "at_least", "at_most", "one_of",
                                                    "under",   "known",    "complete"};

std::string_view name_of(Form form) noexcept {
  return kNames[static_cast<std::size_t>(form)];
}

std::optional<Form> form_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Form>(i);
  }
  return std::nullopt;
}

bool suits(Form form, const Type& type) noexcept {
  switch (form) {
    case Form::Between:
    case Form::AtLeast:
    case Form::AtMost:
      return takes_between(type);
    case Form::OneOf:
      return takes_one_of(type);
    case Form::Under:
      return type.kind == TypeKind::Section;
    case Form::Known:
    case Form::Complete:
      return type.kind == TypeKind::List;
  }
  return false;
}

// What the form is for, where it does not suit.
std::string_view hint_of(Form form) noexcept {
  switch (form) {
    case Form::Between:
    case Form::AtLeast:
    case Form::AtMost:
      return "numbers, dates, times, durations and members of ordered types lie between others";
    case Form::OneOf:
      return "single values are one of several; of a list write `{\"known\": […], \"complete\": false}`";
    case Form::Under:
      return "sections are under others";
    case Form::Known:
    case Form::Complete:
      return "lists have elements that are known";
  }
  return {};
}

std::string_view example_of(Form form) noexcept {
  switch (form) {
    case Form::Between:
      return "{\"between\": [LOW, HIGH]}";
    case Form::AtLeast:
      return "{\"at_least\": LOW}";
    case Form::AtMost:
      return "{\"at_most\": HIGH}";
    case Form::OneOf:
      return "{\"one_of\": [ONE, ANOTHER]}";
    case Form::Under:
      return "{\"under\": \"PL 265.02\"}";
    case Form::Known:
    case Form::Complete:
      return "{\"known\": […], \"complete\": false}";
  }
  return {};
}

// False where there was a problem with the value, which has then been reported.
bool set_end(Value& end, Value value) {
  end = std::move(value);
  return !end.is_unknown();
}

}  // namespace

// The members read so far.
struct JsonReader::Part {
  std::optional<Form> form;
  Span key;  // of the member at hand
  Value low, high;
  std::vector<Value> values;
  bool known = false;
  std::optional<bool> complete;
};

void JsonReader::part_form(const Part& part, std::string_view problem) {
  problems_.report(DiagnosticId::FactPartForm, part.key,
                   {{"fact", problems_.fact()}, {"problem", problem}, {"example", example_of(*part.form)}});
}

Value JsonReader::read_part(JsonValue& json, const Key& key, Span place) {
  JsonObject object;
  if (json.get_object().get(object) != simdjson::SUCCESS) {
    broken_ = true;
    return {};
  }
  Part part;
  for (simdjson::simdjson_result<JsonField> member : object) {
    JsonField field;
    std::string_view name;
    if (!read_key(std::move(member), field, name, part.key)) return {};
    const auto form = form_of(name);
    if (!form && !part.form) break;
    const bool list = form == Form::Known || form == Form::Complete;
    const bool before = part.form == Form::Known || part.form == Form::Complete;
    const bool twice = (form == Form::Known && part.known) || (form == Form::Complete && part.complete);
    if (part.form && (!list || !before || twice)) {
      part_form(part, fmt::format("`{}` stands beside `{}`", name, name_of(*part.form)));
      return {};
    }
    part.form = form;
    if (!suits(*form, problems_.type(key.type))) {
      problems_.report(DiagnosticId::FactPartOther, part.key,
                       {{"fact", problems_.fact()},
                        {"type", type_phrase(problems_.policy(), key.type)},
                        {"key", name},
                        {"hint", hint_of(*form)}});
      return {};
    }
    if (!read_part_member(field.value(), key, part)) return {};
  }
  if (part.form) return value_of(part, key);
  problems_.wrong_type(key.type, place, "an object");
  return {};
}

bool JsonReader::read_part_member(JsonValue json, const Key& key, Part& part) {
  const std::string_view token = trimmed(json.raw_json_token());
  const char first = token.empty() ? '\0' : token[0];
  const Key single{key.name, key.type, false};
  switch (*part.form) {
    case Form::Between:
    case Form::OneOf:
      return read_alternatives(json, key, part);
    case Form::AtLeast:
    case Form::AtMost:
      if (first == '{' || first == '[' || token == "null") {
        part_form(part, fmt::format("`{}` takes one value", name_of(*part.form)));
        return false;
      }
      return set_end(*part.form == Form::AtLeast ? part.low : part.high, read_single(json, single, token));
    case Form::Under:
      if (first != '"') {
        part_form(part, "`under` takes a citation");
        return false;
      }
      return set_end(part.low, read_single(json, single, token));
    case Form::Known: {
      if (first != '[') {
        part_form(part, "`known` takes a list");
        return false;
      }
      const Value list = read_list(json, key.type, span_of(token));
      if (list.list() != nullptr) part.values = list.list()->elements;
      part.known = true;
      break;
    }
    case Form::Complete:
      if (token != "true" && token != "false") {
        part_form(part, "`complete` is neither `true` nor `false`");
        return false;
      }
      part.complete = token == "true";
      break;
  }
  return !stopped();
}

bool JsonReader::read_alternatives(JsonValue& json, const Key& key, Part& part) {
  const bool between = *part.form == Form::Between;
  const std::string_view wanted = between ? "`between` takes a list of two values, the lower first"
                                          : "`one_of` takes a list of values, one at least";
  const std::string_view token = trimmed(json.raw_json_token());
  if (token.empty() || token[0] != '[') {
    part_form(part, wanted);
    return false;
  }
  const Key single{key.name, key.type, key.optional && !between};
  bool form = true;
  bool good = true;
  const std::size_t most = between ? 2 : kMostAlternatives;
  const bool whole = each_element(json, [&](JsonValue value, std::string_view piece) {
    const char first = piece.empty() ? '\0' : piece[0];
    form = part.values.size() < most && first != '{' && first != '[' && !(between && piece == "null");
    if (form) part.values.push_back(read_single(value, single, piece));
    // Past a problem the others are read all the same, for theirs.
    good = good && (!form || !part.values.back().is_unknown());
    return form && !stopped();
  });
  if (stopped()) return false;
  if (!between && part.values.size() == most && !whole) {
    problems_.report(DiagnosticId::FactTooManyAlternatives, part.key,
                     {{"fact", problems_.fact()}, {"limit", std::to_string(kMostAlternatives)}});
    return false;
  }
  if (!form || part.values.empty() || (between && part.values.size() != 2)) {
    part_form(part, wanted);
    return false;
  }
  if (between) {
    part.low = part.values[0];
    part.high = part.values[1];
  }
  return good;
}

Value JsonReader::value_of(const Part& part, const Key& key) {
  const CheckedPolicy& policy = problems_.policy();
  switch (*part.form) {
    case Form::Between:
    case Form::AtLeast:
    case Form::AtMost: {
      if (auto made = known_between(policy, key.type, key.optional, part.low, part.high)) return *std::move(made);
      problems_.report(DiagnosticId::FactNothingBetween, part.key,
                       {{"fact", problems_.fact()},
                        {"low", policy.value_text(part.low, key.type)},
                        {"high", policy.value_text(part.high, key.type)}});
      return {};
    }
    case Form::OneOf:
      return known_as_one_of(policy, key.type, key.optional, part.values);
    case Form::Under:
      return make_under(*part.low.get_if<Section>());
    case Form::Known:
    case Form::Complete:
      break;
  }
  if (!part.known || !part.complete) {
    part_form(part, part.known ? "`known` stands without `complete`" : "`complete` stands without `known`");
    return {};
  }
  return *part.complete ? make_list(part.values) : make_open_list(part.values);
}

}  // namespace carveout::facts
