#include <algorithm>
#include <map>
#include <optional>

#include "reading.hpp"
#include "reference.hpp"

// Values that are asked for by themselves: 7.11.
namespace carveout::reference {
namespace {

// LIMIT: of 7.11.
constexpr std::uint32_t kWaysOfValue = 256;

// A fact whose value may be one of several, by its path: what it is written as, and those values.
struct Choice {
  TermPtr fact;
  std::vector<Value> values;
};

bool is_path(const Term& term) {
  return is(term, ExprKind::Fact) || (is(term, ExprKind::Field) && is_path(*term.operands[0]));
}

std::vector<Value> values_of(const CheckedPolicy& policy, const Term& fact, const Value& known) {
  if (known.part()) return known.part()->values;
  const Type& type = policy[fact.type];
  std::vector<Value> values;
  if (type.kind == TypeKind::YesNo) values = {true, false};
  for (std::uint32_t i = 0; i < type.members.size(); ++i) values.push_back(Member{i});
  const bool field = is(fact, ExprKind::Field);
  const bool optional =
      field ? policy[fact.operands[0]->type].fields[fact.index].optional : policy.facts[fact.index].optional;
  if (optional) values.push_back(Absent{});
  return values;
}

// The yes/no facts and those of a closed type in a term that are not known.
void find_choices(const CheckedPolicy& policy, const Reading& reading, const TermPtr& term,
                  std::map<std::string, Choice>& found) {
  const TypeKind kind = policy[term->type].kind;
  if (is_path(*term) && (kind == TypeKind::YesNo || kind == TypeKind::Closed)) {
    const Value known = reading.value(*term);
    if (known.is_known() || known.is_absent()) return;
    found.emplace(canonical_text(policy, *term), Choice{term, values_of(policy, *term, known)});
    return;
  }
  for (const TermPtr& operand : term->operands) find_choices(policy, reading, operand, found);
}

// The term with constants in the place of facts.
TermPtr with_values(const CheckedPolicy& policy, const TermPtr& term, const std::map<std::string, Value>& values) {
  if (is_path(*term)) {
    const auto found = values.find(canonical_text(policy, *term));
    if (found != values.end()) return constant_term(found->second, term->type);
  }
  Term out = *term;
  for (TermPtr& operand : out.operands) operand = with_values(policy, operand, values);
  return std::make_shared<const Term>(std::move(out));
}

}  // namespace

Value value_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts, const TermPtr& asked,
                         std::uint32_t ways) {
  const Reading reading(policy, facts);
  const Value plain = reading.value(*asked);
  if (plain.is_known()) return plain;
  std::map<std::string, Choice> found;
  find_choices(policy, reading, asked, found);
  std::vector<std::map<std::string, Value>> all_ways{{}};
  for (const auto& [text, choice] : found) {
    if (all_ways.size() * choice.values.size() > std::min(ways, kWaysOfValue)) break;
    std::vector<std::map<std::string, Value>> longer;
    for (const Value& value : choice.values) {
      for (std::map<std::string, Value> way : all_ways) {
        way.emplace(text, value);
        longer.push_back(std::move(way));
      }
    }
    all_ways = std::move(longer);
  }
  std::optional<Value> all;
  for (const auto& way : all_ways) {
    const Value one = reading.value(*with_values(policy, asked, way));
    all = all ? common(policy[asked->type].kind, *all, one) : one;
  }
  return all->is_unknown() ? plain : *all;
}

}  // namespace carveout::reference
