#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/explain.hpp"
#include "explain/json_writer.hpp"

namespace carveout {

[[nodiscard]] std::string_view truth_id(Truth truth, std::string_view unknown);
[[nodiscard]] std::string_view timing_id(Timing timing);

// What the JSON forms of answers and of proofs have in common. Spec: language/10-answers, 10.3.
class PartsJson {
 public:
  // Both must outlive it.
  PartsJson(const AnswerContext& context, JsonWriter& json)
      : context_(context), policy_(*context.policy), json_(json) {}

 protected:
  void text_or_null(std::string_view key, const std::optional<std::string>& text);
  void text_of(std::string_view key, Span span);  // as the policy writes it, white space folded
  void date_or_null(std::string_view key, const std::optional<Date>& date);
  void moment(std::string_view key, const std::optional<Value>& value);
  void clause(ClauseId id);
  // One of each name: versions of a clause share theirs.
  void names(std::string_view key, const std::vector<ClauseId>& clauses);
  // The members of a condition up to its facts, within an object that is open.
  void condition(const ConditionReport& c);
  void facts(const FactPaths& paths);
  void write(const FaultReport& fault);
  // Of a value that is not known but to lie between two.
  struct Ends {
    std::optional<Value> low;
    std::optional<Value> high;
  };
  [[nodiscard]] static Ends ends_of(const Value& value);
  // What is known in part has the form it has in a facts document, its values written as everywhere here.
  void write(const Value& value, TypeId type);

 private:
  void write_part(const PartValue& part, TypeId type);
  void write_between(const Ends& ends, TypeId type);
  void values(std::string_view key, const std::vector<Value>& all, TypeId type);
  [[nodiscard]] Value value_at(const std::optional<FactPath>& path) const;

 protected:
  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  JsonWriter& json_;
};

}  // namespace carveout
