#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "carveout/lang/diagnostics.hpp"

namespace carveout {

// The facts of one request: one value for each `facts` entry of the policy, in its order. What is not told is unknown.
// A record that is known holds a value for each field, each of which may be unknown. Spec: language/09-facts.
struct Facts {
  std::vector<Value> roots;
};
[[nodiscard]] Facts no_facts(const CheckedPolicy& policy);

struct FactsLimits {
  std::uint32_t document_bytes = 64u << 20;  // LIMIT: one request; more is a data set
  std::uint32_t yaml_document_bytes =
      8u << 20;                             // LIMIT: YAML is read at a few MB a second; larger ones are written as JSON
  std::uint32_t list_elements = 1'000'000;  // LIMIT: in all lists together; bounds a decision's time
  std::uint32_t text_bytes = 1u << 20;      // LIMIT: of one text
};
struct BoundFacts {
  std::shared_ptr<const SourceMap> sources;  // the document, for the diagnostics' places
  std::vector<Diagnostic> diagnostics;
  std::optional<Facts> facts;  // only where no diagnostic is an error
};
// Reads facts from a JSON document: an object whose keys are the declared names, nested as the records are. A missing
// key is unknown; `null` is absent, and only for an `if any` field; a key that is not declared or is written twice is
// an error. Numbers are read exactly; dates, times, durations, sections and members of closed types are strings. Every
// problem is reported, with its place. O(length). Thread safe. Spec: language/09-facts.
[[nodiscard]] BoundFacts facts_from_json(const CheckedPolicy& policy, std::string document_name, std::string document,
                                         const FactsLimits& limits = {});

// The same from a YAML document: a mapping whose keys are the declared names. The YAML 1.2 core schema, without
// anchors, aliases, tags and second documents; by the same rules as JSON, with places in the YAML. O(length). Thread
// safe. Spec: language/09-facts, 9.8.
[[nodiscard]] BoundFacts facts_from_yaml(const CheckedPolicy& policy, std::string document_name, std::string document,
                                         const FactsLimits& limits = {});

enum class SetResult { Ok, NoSuchElement, UnderUnknownList, UnderAbsentRecord };
// Sets one fact; records on the way that are unknown become known with unknown fields. Setting a record to Unknown
// makes all of it unknown.
SetResult set_fact(const CheckedPolicy& policy, Facts& facts, const FactPath& path, Value value);
// The value at a path; unknown where something on the way is unknown, absent where it is absent.
[[nodiscard]] Value fact_at(const CheckedPolicy& policy, const Facts& facts, const FactPath& path);

// The facts and the governing date that a scenario gives, those of the scenarios it is `like` first.
struct ScenarioFacts {
  Facts facts;
  std::optional<Date> as_of;
  std::vector<Diagnostic> diagnostics;  // a given that cannot be set: an element of a list that is not there
};
[[nodiscard]] ScenarioFacts facts_of_scenario(const CheckedPolicy& policy, std::size_t scenario);

}  // namespace carveout
