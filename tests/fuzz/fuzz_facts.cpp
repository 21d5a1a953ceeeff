// Any bytes are taken as a facts document, without a crash, and what is promised of the result holds:
// - there are facts, or there is an error and it can be shown; never both;
// - a document with facts is JSON to an independent parser too;
// - setting a fact to the value it has changes nothing, for every fact.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "carveout/facts.hpp"
#include "support/hand_made_policy.hpp"

namespace {

using namespace carveout;

void require(bool holds) {
  if (!holds) std::abort();
}

bool same_facts(const Facts& a, const Facts& b) {
  return std::equal(a.roots.begin(), a.roots.end(), b.roots.begin(), b.roots.end(), same_value);
}

// LIMIT: elements tried of each list; each costs a copy of the list.
constexpr std::uint32_t kElementsTried = 4;

// Recursion is as deep as the types of the fixed policy nest.
void set_each(const CheckedPolicy& policy, const Facts& facts, FactPath& path, TypeId id) {
  const Value value = fact_at(policy, facts, path);
  Facts copy = facts;
  require(set_fact(policy, copy, path, value) == SetResult::Ok);
  require(same_facts(copy, facts));
  require(!policy.path_text(path).empty());
  const Type& type = policy[id];
  const ListValue* list = value.list();
  const bool record = value.record() != nullptr;
  require(list == nullptr || type.kind == TypeKind::List);
  require(!record || type.kind == TypeKind::Record);
  const std::size_t parts = list != nullptr ? list->elements.size() : record ? type.fields.size() : 0;
  for (std::uint32_t i = 0; i < parts && (record || i < kElementsTried); ++i) {
    path.steps.push_back({!record, i});
    set_each(policy, facts, path, record ? type.fields[i].type : type.element);
    path.steps.pop_back();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const CheckedPolicy policy = testing::hand_made_policy();
  const std::string document(reinterpret_cast<const char*>(data), size);
  const BoundFacts bound = facts_from_json(policy, "request.json", document);
  require(bound.sources != nullptr);
  require(bound.facts.has_value() == bound.diagnostics.empty());
  require(bound.diagnostics.empty() || !render_text(bound.diagnostics, *bound.sources, Colour::Never).empty());
  if (!bound.facts) return 0;
  require(nlohmann::json::accept(document));
  require(bound.facts->roots.size() == policy.facts.size());
  for (std::uint32_t i = 0; i < policy.facts.size(); ++i) {
    FactPath path{static_cast<FactId>(i), {}};
    set_each(policy, *bound.facts, path, policy.facts[i].type);
  }
  return 0;
}
