#include "support/hand_made_policy.hpp"

#include <cstdlib>
#include <string>
#include <utility>

namespace carveout::testing {
namespace {

class Builder {
 public:
  Builder() {
    for (const auto& [kind, name] :
         {std::pair{TypeKind::YesNo, "yes/no"}, std::pair{TypeKind::Number, "number"},
          std::pair{TypeKind::Text, "text"}, std::pair{TypeKind::Date, "date"}, std::pair{TypeKind::Time, "time"},
          std::pair{TypeKind::Duration, "duration"}, std::pair{TypeKind::Section, "section"}}) {
      add(kind, name);
    }
  }

  TypeId add(TypeKind kind, std::string name) {
    Type type;
    type.kind = kind;
    type.name = std::move(name);
    policy.types.push_back(std::move(type));
    return static_cast<TypeId>(policy.types.size() - 1);
  }
  TypeId alias(std::string name, TypeId base) {
    const TypeId id = add(policy[base].kind, std::move(name));
    policy.types.back().base = base;
    return id;
  }
  TypeId closed(std::string name, std::vector<MemberInfo> members, bool ordered) {
    const TypeId id = add(TypeKind::Closed, std::move(name));
    policy.types.back().members = std::move(members);
    policy.types.back().ordered = ordered;
    return id;
  }
  TypeId list_of(TypeId element) {
    const TypeId id = add(TypeKind::List, "list of " + policy[element].name);
    policy.types.back().element = element;
    return id;
  }
  TypeId record(std::string name, std::vector<FieldInfo> fields) {
    const TypeId id = add(TypeKind::Record, std::move(name));
    policy.types.back().fields = std::move(fields);
    return id;
  }
  void fact(std::string name, TypeId type, bool optional = false) {
    policy.facts.push_back({std::move(name), "", type, optional, {}});
  }

  CheckedPolicy policy;
};

FieldInfo field(std::string name, TypeId type) {
  return {std::move(name), "", type, false, {}};
}
FieldInfo field_if_any(std::string name, TypeId type) {
  return {std::move(name), "", type, true, {}};
}

Given given(const CheckedPolicy& policy, std::string_view where, Value value) {
  return {path(policy, where), std::move(value), {FileId{0}, 10, 20}};
}

Scenario scenario(std::string name, std::vector<Given> givens) {
  Scenario made;
  made.name = std::move(name);
  made.givens = std::move(givens);
  return made;
}

void add_scenarios(CheckedPolicy& policy) {
  const Value robbery = make_record({*Section::parse("PL 160.10"), *Date::parse("2016-05-04"), Absent{}});
  Scenario first = scenario("convicted", {given(policy, "subject.convictions", make_list({robbery})),
                                          given(policy, "request.approved", true)});
  first.as_of = Date::parse("2018-03-01");
  Scenario second =
      scenario("convicted later", {given(policy, "subject.convictions[1].date", *Date::parse("2017-01-02")),
                                   given(policy, "request.approved", Unknown{})});
  second.like = 0;
  Scenario third =
      scenario("a second conviction", {given(policy, "subject.convictions[2].date", *Date::parse("2017-01-02"))});
  third.like = 0;
  policy.scenarios = {
      std::move(first), std::move(second), std::move(third),
      scenario("no list", {given(policy, "subject.convictions[1].date", *Date::parse("2017-01-02"))}),
      scenario("no spouse", {given(policy, "spouse", Absent{}), given(policy, "spouse.in_custody", true)})};
}

}  // namespace

CheckedPolicy hand_made_policy() {
  Builder build;
  const TypeId purpose = build.closed(
      "Purpose", {{"civil_enforcement", "enforcing civil law"}, {"criminal_investigation", ""}, {"public_safety", ""}},
      false);
  const TypeId level = build.closed("Level", {{"low", ""}, {"medium", ""}, {"high", ""}}, true);
  const TypeId offense = build.alias("Offense", kSection);
  const TypeId docket = build.alias("Docket", kText);
  const TypeId conviction =
      build.record("Conviction", {field("offense", offense), field("date", kDate), field_if_any("counts", kNumber)});
  const TypeId person =
      build.record("Person", {field("in_custody", kYesNo), field("arrested", kDate),
                              field("convictions", build.list_of(conviction)), field("aliases", build.list_of(kText))});
  const TypeId request =
      build.record("Request", {field("received", kDate), field("received_at", kTime), field("notice", kDuration),
                               field("purpose", purpose), field_if_any("task_force", level), field("docket", docket),
                               field("approved", kYesNo), field("under_law", kSection)});
  build.fact("request", request);
  build.fact("subject", person);
  build.fact("spouse", person, true);
  build.fact("amount", kNumber);
  build.fact("days", build.list_of(kDate));
  add_scenarios(build.policy);
  return std::move(build.policy);
}

FactPath path(const CheckedPolicy& policy, std::string_view text) {
  FactPath made;
  TypeId type{};
  bool root = true;
  while (!text.empty()) {
    if (text.front() == '[') {
      const std::size_t close = text.find(']');
      const int number = std::atoi(std::string(text.substr(1, close - 1)).c_str());
      made.steps.push_back({true, static_cast<std::uint32_t>(number - 1)});
      type = policy[type].element;
      text.remove_prefix(close + 1);
      continue;
    }
    if (text.front() == '.') text.remove_prefix(1);
    const std::string_view name = text.substr(0, text.find_first_of(".["));
    text.remove_prefix(name.size());
    const std::size_t count = root ? policy.facts.size() : policy[type].fields.size();
    std::uint32_t index = 0;
    while (index < count && (root ? policy.facts[index].name : policy[type].fields[index].name) != name) ++index;
    if (index == count) std::abort();  // the test itself is wrong
    if (root) {
      made.fact = static_cast<FactId>(index);
    } else {
      made.steps.push_back({false, index});
    }
    type = root ? policy.facts[index].type : policy[type].fields[index].type;
    root = false;
  }
  return made;
}

}  // namespace carveout::testing
