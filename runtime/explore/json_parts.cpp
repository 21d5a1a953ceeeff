#include "explore/json_parts.hpp"

namespace carveout::explore {

std::string_view end_id(SearchEnd end) {
  switch (end) {
    case SearchEnd::Complete:
      return "complete";
    case SearchEnd::AtLimit:
      return "limit";
    case SearchEnd::Stopped:
      return "stopped";
  }
  return "";
}

void JsonParts::value(std::string_view key, const std::optional<Value>& value, TypeId type) {
  name_or_null(key, value ? std::optional(policy_.value_text(*value, type)) : std::nullopt);
}

void JsonParts::values(std::string_view key, const std::vector<Value>& values, TypeId type) {
  json_.array(key, values, [&](const Value& one) { json_.value(policy_.value_text(one, type)); });
}

void JsonParts::members(const ValueClass& of, TypeId type) {
  value("value", of.value, type);
  value("low", of.low, type);
  value("high", of.high, type);
  values("others", of.others, type);
}

void JsonParts::name_or_null(std::string_view key, const std::optional<std::string>& text) {
  json_.key(key);
  if (text)
    json_.value(*text);
  else
    json_.null();
}

void JsonParts::date(std::string_view key, const std::optional<Date>& date) {
  name_or_null(key, date ? std::optional(date->to_text()) : std::nullopt);
}

}  // namespace carveout::explore
