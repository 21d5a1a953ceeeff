#pragma once

#include <optional>
#include <string_view>

#include "carveout/explore.hpp"
#include "explain/json_writer.hpp"

// What the JSON documents of exploring have in common. Spec: language/exploring.schema.json.
namespace carveout::explore {

// "complete", "limit", "stopped".
[[nodiscard]] std::string_view end_id(SearchEnd end);

class JsonParts {
 public:
  JsonParts(const CheckedPolicy& policy, JsonWriter& json) : policy_(policy), json_(json) {}

  // As the language writes it; `null` where there is none.
  void value(std::string_view key, const std::optional<Value>& value, TypeId type);
  void values(std::string_view key, const std::vector<Value>& values, TypeId type);
  // The members of a class of values.
  void members(const ValueClass& values, TypeId type);
  void name_or_null(std::string_view key, const std::optional<std::string>& text);
  void date(std::string_view key, const std::optional<Date>& date);

 private:
  const CheckedPolicy& policy_;
  JsonWriter& json_;
};

}  // namespace carveout::explore
