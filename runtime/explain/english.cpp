#include "explain/english.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "explain/layout.hpp"

namespace carveout::explain_text {
namespace {

// LIMIT: longer conditions and values are read in the policy or the facts, not in a sentence.
constexpr std::size_t kLongestCondition = 200;
constexpr std::size_t kLongestValue = 80;
constexpr std::size_t kMostElements = 8;
constexpr std::size_t kMostFaultFacts = 8;

constexpr std::string_view kGoverningDate = "as of";

std::string shortened(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + " …";
}

// 1,250,000.5 for 1250000.5. Four digits stay together: they may be a year.
std::string grouped(std::string text) {
  const std::size_t first = text.empty() || text[0] != '-' ? 0 : 1;
  std::size_t end = std::min(text.find_first_not_of("0123456789", first), text.size());
  if (end - first < 5) return text;
  while (end > first + 3) text.insert(end -= 3, 1, ',');
  return text;
}

// "100,000,000".
std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

// One step of a path: ".date" is a field, "[2]" an element.
std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find_first_of(".[", at + 1), path.size());
    out.push_back(path.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace

bool names_a_thing(std::string_view label) {
  for (const std::string_view word : {"the ", "a ", "an ", "any ", "all ", "whether "}) {
    if (label.substr(0, word.size()) == word) return true;
  }
  return false;
}

std::string listing(const std::vector<std::string>& items, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? fmt::format(" {} ", last) : ", ";
    out += items[i];
  }
  return out;
}

std::string English::cites(ClauseId id) const {
  std::string out;
  for (const std::string& citation : policy_[id].cites) out += (out.empty() ? "" : ", ") + safe(citation);
  return out;
}

std::string English::clause(ClauseId id) const {
  const Clause& clause = policy_[id];
  const std::string name = policy_.clause_name(id);
  const std::string citation = cites(id);
  std::vector<std::string> told;
  if (!citation.empty()) told.push_back(citation);
  // Those that a test of the item is spelt out to are one clause of the text.
  const auto versions = policy_.find_clauses(name);
  const bool others = std::any_of(versions.begin(), versions.end(), [&](ClauseId other) {
    return policy_[other].name_span.begin != clause.name_span.begin;
  });
  if (others && !clause.period.always()) told.push_back("in force " + period(clause.period));
  if (told.empty()) return name;
  return fmt::format("{} ({})", name, told.size() == 1 ? told[0] : told[0] + ", " + told[1]);
}

std::string English::policies(const std::vector<PolicyId>& ids) const {
  std::vector<std::string> names;
  for (const PolicyId id : ids) names.push_back(policy_[id].name);
  return listing(names);
}

std::string English::clauses(const std::vector<ClauseId>& ids) const {
  std::vector<std::string> names;
  for (const ClauseId id : ids) names.push_back(clause(id));
  return listing(names);
}

std::string English::title(ClauseId id) const {
  const Clause& clause = policy_[id];
  const std::string name = policy_.clause_name(id);
  return clause.title.empty() ? name : fmt::format("{} ({})", safe(clause.title), name);
}

std::string English::period(const Period& period) const {
  std::string out;
  if (period.from) out = "from " + period.from->to_text();
  if (period.until) out += (out.empty() ? "until " : " until ") + period.until->to_text();
  return out;
}

std::string English::duty(DutyId id) const {
  const Duty& duty = policy_[id];
  return duty.label.empty() ? duty.name : fmt::format("{} ({})", safe(duty.label), duty.name);
}

Value English::value_of(const FactReading& fact) const {
  if (fact.path == kGoverningDate && context_.as_of()) return Value(*context_.as_of());
  return fact.value;
}

std::string English::fact_name(const FactReading& fact) const {
  if (fact.path == kGoverningDate) return "the date that decides what is in force";
  const std::vector<std::string_view> steps = steps_of(fact.path);
  if (steps.size() != fact.labels.size()) return fact.path;
  if (std::any_of(fact.labels.begin(), fact.labels.end(), [](const std::string& label) { return label.empty(); }))
    return fact.path;
  std::string phrase = safe(fact.labels[0]);
  bool element = false;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const std::string label = safe(fact.labels[i]);
    if (steps[i][0] == '[') {
      phrase = fmt::format("{} of {}", label, phrase);
      element = true;
    } else if (i + 1 == steps.size() && policy_[fact.type].kind == TypeKind::YesNo && !names_a_thing(label)) {
      phrase = fmt::format("{} {}", phrase, label);
    } else if (element) {
      phrase = fmt::format("{}, {}", phrase, label);
    } else {
      // A label is written to be read alone; only where two facts are of one type would it not say whose it is.
      const auto owner = std::find_if(policy_.facts.begin(), policy_.facts.end(),
                                      [&](const FactInfo& f) { return f.name == steps[0]; });
      const auto of_its_type = [&](const FactInfo& f) { return owner != policy_.facts.end() && f.type == owner->type; };
      const bool alone = i == 1 && std::count_if(policy_.facts.begin(), policy_.facts.end(), of_its_type) < 2;
      phrase = alone ? label : fmt::format("{}, {}", phrase, label);
    }
  }
  return phrase;
}

std::string English::fact(const FactReading& fact) const {
  return fmt::format("{}: {}", fact_name(fact), value(value_of(fact), fact.type));
}

std::string English::need(const FactReading& fact) const {
  std::string name = fact_name(fact);
  // A section known down to a parent of what is asked about, or a fact known in part.
  const ListValue* list = fact.value.list();
  if (list && list->open && !list->elements.empty())
    name += fmt::format(", beyond the {} known", list->elements.size());
  else if (fact.value.is_known())
    name += fmt::format(", more exactly than {}", this->value(fact.value, fact.type));
  else if (!list && !fact.value.is_unknown() && !fact.value.is_absent())
    name += fmt::format(", so far known to be {}", this->value(fact.value, fact.type));
  return name;
}

std::string English::fault(const FaultReport& fault) const {
  // What was typed stands in no file: it has no place beside its own text.
  const bool in_file = !context_.sources->file(fault.span.file).name().empty();
  std::string text = in_file ? fmt::format("{}, at {} in {}", cause(fault), place(fault.span), condition(fault.span))
                             : fmt::format("{}, in {}", cause(fault), condition(fault.span));
  std::size_t told = 0;
  for (const std::string& path : fault.facts) {
    if (++told > kMostFaultFacts) continue;
    text += (told == 1 ? ": " : "; ") + fact(read_fact(policy_, context_.facts, path));
  }
  if (told > kMostFaultFacts) text += fmt::format("; and {} more facts", told - kMostFaultFacts);
  return text;
}

std::string English::whether(const FactReading& fact) const {
  const std::string name = fact_name(fact);
  const bool said = policy_[fact.type].kind == TypeKind::YesNo && name != fact.path;
  const bool a_thing = said && fact.labels.size() == 1 && names_a_thing(fact.labels[0]);
  return said && !a_thing ? "whether " + name : name;
}

std::string English::value(const Value& value, TypeId type) const {
  if (value.is_unknown()) return "not known";
  if (value.is_absent()) return "absent";
  const Type& info = policy_[type];
  if (const Member* member = value.get_if<Member>(); member && member->index < info.members.size()) {
    const MemberInfo& named = info.members[member->index];
    return named.label.empty() ? named.name : safe(named.label);
  }
  if (value.part() != nullptr || value.get_if<NumberBounds>() != nullptr) return in_part(value, type);
  if (info.kind == TypeKind::Number) return shortened(grouped(policy_.value_text(value, type)), kLongestValue);
  if (const ListValue* list = value.list()) {
    const std::size_t told = list->elements.size();
    if (list->open) return fmt::format("{} known, possibly more", told == 0 ? "none" : std::to_string(told));
    if (list->elements.empty()) return "none";
    const std::string count =
        fmt::format("{} {}", list->elements.size(), list->elements.size() == 1 ? "entry" : "entries");
    if (list->elements.size() > kMostElements) return count;
    std::string text = safe(policy_.value_text(value, type));
    return text.size() > kLongestValue ? count : text;
  }
  return shortened(safe(policy_.value_text(value, type)), kLongestValue);
}

// "felony or misdemeanor", "PL 265.02 or a subdivision of it", "between 10 and 20", "on or after 2018-01-31".
std::string English::in_part(const Value& known, TypeId type) const {
  const PartValue* part = known.part();
  if (const NumberBounds* bounds = known.get_if<NumberBounds>()) {
    return between(bounds->low ? value(Value(*bounds->low), type) : std::string(),
                   bounds->high ? value(Value(*bounds->high), type) : std::string(), type);
  }
  std::vector<std::string> names;
  for (const Value& one : part->values) names.push_back(one.is_unknown() ? std::string() : value(one, type));
  switch (part->kind) {
    case PartValue::Kind::OneOf:
      // LIMIT: of more, only how many.
      if (names.size() > kMostElements) return fmt::format("one of {} values", names.size());
      return listing(names, "or");
    case PartValue::Kind::Under:
      return names[0] + " or a subdivision of it";
    case PartValue::Kind::Between:
      break;
  }
  return between(names[0], names[1], type);
}

// An end that is missing is empty.
std::string English::between(const std::string& low, const std::string& high, TypeId type) const {
  if (!low.empty() && !high.empty()) return fmt::format("between {} and {}", low, high);
  const bool dates = policy_[type].kind == TypeKind::Date || policy_[type].kind == TypeKind::Time;
  if (high.empty()) return (dates ? "on or after " : "at least ") + low;
  return (dates ? "on or before " : "at most ") + high;
}

std::string English::condition(Span span) const {
  // Far more than is shown, so that white space folds away first.
  return shortened(safe(context_.sources->text(span).substr(0, 8 * kLongestCondition)), kLongestCondition);
}

std::string English::cause(const FaultReport& fault) const {
  if (fault.fault == Fault::TooManySteps) return fmt::format("not within {} steps", grouped(fault.steps));
  if (fault.fault == Fault::ExceptionsDiffer)
    return fmt::format("{} are in force together and give different values", listing(fault.names));
  if (fault.fault == Fault::NotInForce && !fault.names.empty()) {
    if (!fault.governing) return fmt::format("on some dates no version of `{}` is in force", fault.names.front());
    return fmt::format("no version of `{}` is in force on {}", fault.names.front(), fault.governing->to_text());
  }
  if (!fault.parameter) return std::string(fault_text(fault.fault));
  const Parameter& parameter = policy_.parameters[index_of(*fault.parameter)];
  return fmt::format("`{}` has no value before {}, and the date is {}", parameter.name,
                     parameter.values.front().from.to_text(),
                     fault.governing ? fault.governing->to_text() : "not known");
}

std::string English::place(Span span) const {
  const SourceFile& file = context_.sources->file(span.file);
  const Position position = file.position(span.begin);
  return fmt::format("{}:{}:{}", safe(file.name()), position.line, position.column);
}

}  // namespace carveout::explain_text
