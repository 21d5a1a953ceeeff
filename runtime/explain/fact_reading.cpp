#include <algorithm>

#include "carveout/explain.hpp"

namespace carveout {

// Paths here are ones that the plan wrote, so each step is a declared field or an element number.
FactReading read_fact(const CheckedPolicy& policy, const Facts& facts, std::string_view text) {
  FactReading out;
  out.path = text;
  out.type = kDate;
  const auto root = std::min(text.find_first_of(".["), text.size());
  const auto fact = std::find_if(policy.facts.begin(), policy.facts.end(),
                                 [&](const FactInfo& f) { return f.name == text.substr(0, root); });
  if (fact == policy.facts.end()) return out;
  FactPath path{FactId(static_cast<std::uint32_t>(fact - policy.facts.begin())), {}};
  out.type = fact->type;
  out.labels.push_back(fact->label);
  for (std::string_view rest = text.substr(root); !rest.empty();) {
    const auto end = std::min(rest.find_first_of(".[", 1), rest.size());
    const std::string_view step = rest.substr(0, end);
    rest.remove_prefix(end);
    const Type& type = policy[out.type];
    if (step[0] == '[') {
      std::uint32_t number = 0;
      for (const char c : step.substr(1, step.size() - 2)) number = number * 10 + static_cast<std::uint32_t>(c - '0');
      path.steps.push_back({true, number - 1});
      out.type = type.element;
      out.labels.push_back("number " + std::to_string(number));
      continue;
    }
    const auto field = std::find_if(type.fields.begin(), type.fields.end(),
                                    [&](const FieldInfo& f) { return f.name == step.substr(1); });
    if (field == type.fields.end()) return out;
    path.steps.push_back({false, static_cast<std::uint32_t>(field - type.fields.begin())});
    out.type = field->type;
    out.labels.push_back(field->label);
  }
  out.value = fact_at(policy, facts, path);
  return out;
}

}  // namespace carveout
