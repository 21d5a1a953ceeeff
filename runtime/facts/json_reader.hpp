#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "carveout/facts.hpp"
#include "facts/keys.hpp"
#include "facts/problems.hpp"

namespace carveout::facts {

// Walks a document once, front to back, along the declared types. Where it meets what is not JSON it stops and says so
// by broken(); what exactly is wrong is then found by first_json_problem, which reads everything. LIMIT: recursion is
// as deep as the declared types nest (LoadLimits::type_depth), whatever the document.
class JsonReader {
 public:
  // `text` is the padded copy that is walked; it outlives the reader.
  JsonReader(const CheckedPolicy& policy, const FactsLimits& limits, FileId file, std::string_view text)
      : limits_(limits), file_(file), text_(text), problems_(policy), record_keys_(policy) {}

  [[nodiscard]] Facts read(simdjson::ondemand::document& document);
  [[nodiscard]] bool broken() const noexcept { return broken_; }
  [[nodiscard]] const Problems& problems() const noexcept { return problems_; }

 private:
  using JsonField = simdjson::ondemand::field;
  using JsonObject = simdjson::ondemand::object;
  using JsonValue = simdjson::ondemand::value;
  enum class Level { Document, Record };

  [[nodiscard]] bool stopped() const noexcept { return broken_ || full_; }

  [[nodiscard]] std::vector<Value> read_members(JsonObject& object, const Keys& keys, Level level);
  // False where there is no key with a value after it.
  [[nodiscard]] bool read_key(simdjson::simdjson_result<JsonField> member, JsonField& field, std::string_view& name,
                              Span& place);
  void enter(Level level, std::uint32_t index);
  [[nodiscard]] Value read_value(JsonValue json, const Key& key);
  // Anything but an object or a list; `token` is its first piece.
  [[nodiscard]] Value read_single(JsonValue& json, const Key& key, std::string_view token);
  [[nodiscard]] Value read_null(const Key& key, Span place);
  [[nodiscard]] Value read_text(JsonValue& json, TypeId type, Span place);
  [[nodiscard]] Value read_object(JsonValue& json, const Key& key, Span place);
  [[nodiscard]] Value read_list(JsonValue& json, TypeId id, Span place);
  void undeclared(const Keys& keys, Level level, std::string_view name, Span place);
  [[nodiscard]] bool misplaced(std::string_view name, Span place);

  // json_parts.cpp: an object where no record is due, a value known in part.
  struct Part;
  [[nodiscard]] Value read_part(JsonValue& json, const Key& key, Span place);
  // False where there was a problem, which has then been reported.
  [[nodiscard]] bool read_part_member(JsonValue json, const Key& key, Part& part);
  [[nodiscard]] bool read_alternatives(JsonValue& json, const Key& key, Part& part);
  [[nodiscard]] Value value_of(const Part& part, const Key& key);
  void part_form(const Part& part, std::string_view problem);

  // Calls visit(value, its first piece) for each element; false where the list is broken or visit says so.
  template <class Visit>
  [[nodiscard]] bool each_element(JsonValue& json, Visit visit);

  // --- places

  // A token without the white space after it.
  [[nodiscard]] static std::string_view trimmed(std::string_view token) noexcept;
  [[nodiscard]] Span span_of(std::string_view token) const noexcept;
  // Of a key, both its quotes included; `raw` points just past the first.
  [[nodiscard]] Span key_span(const char* raw) const noexcept;

  const FactsLimits& limits_;
  FileId file_;
  std::string_view text_;
  Problems problems_;
  RecordKeys record_keys_;
  std::uint32_t elements_ = 0;
  bool broken_ = false;
  bool full_ = false;
};

template <class Visit>
bool JsonReader::each_element(JsonValue& json, Visit visit) {
  simdjson::ondemand::array array;
  if (json.get_array().get(array) != simdjson::SUCCESS) {
    broken_ = true;
    return false;
  }
  for (simdjson::simdjson_result<JsonValue> element : array) {
    JsonValue value;
    if (std::move(element).get(value) != simdjson::SUCCESS) {
      broken_ = true;
      return false;
    }
    const std::string_view token = trimmed(value.raw_json_token());
    if (!visit(value, token)) return false;
  }
  return true;
}

}  // namespace carveout::facts
