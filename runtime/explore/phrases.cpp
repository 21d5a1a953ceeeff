#include "explore/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "explain/layout.hpp"
#include "explore/classes.hpp"

namespace carveout::explore {
namespace {

using explain_text::listing;
using explain_text::safe;

constexpr std::size_t kMostValues = 8;  // LIMIT: of one fact in a sentence; the JSON form has them all
constexpr std::size_t kMostSections = 3;

std::string named(std::string_view label, std::string_view name) {
  return label.empty() ? std::string(name) : safe(label);
}

std::string_view kind_words(TypeKind kind) {
  switch (kind) {
    case TypeKind::Number:
      return "a number";
    case TypeKind::Text:
      return "a text";
    case TypeKind::Date:
      return "a date";
    case TypeKind::Time:
      return "a time";
    case TypeKind::Duration:
      return "a length of time";
    case TypeKind::Section:
      return "a section";
    case TypeKind::YesNo:
    case TypeKind::Closed:
    case TypeKind::Record:
    case TypeKind::List:
      break;
  }
  return "";
}

// "the request is urgent". Of other labels that begin with an article it is not known whether they say something.
bool has_verb(const std::string& label) {
  for (const std::string_view verb :
       {" is ", " are ", " was ", " were ", " has ", " have ", " had ", " does ", " did ", " may ", " can ", " could ",
        " will ", " would ", " must ", " comes ", " holds "}) {
    if (label.find(verb) != std::string::npos) return true;
  }
  return false;
}

// "a judicial warrant": short enough not to have a verb that was overlooked.
bool is_short_thing(const std::string& label) {
  const bool article = label.rfind("a ", 0) == 0 || label.rfind("an ", 0) == 0 || label.rfind("any ", 0) == 0;
  return article && std::count(label.begin(), label.end(), ' ') <= 2;
}

bool same_ends(const ValueClass& values) {
  return values.low && values.high && same_value(*values.low, *values.high);
}

}  // namespace

std::string capitalised(const FactReading& fact, std::string text) {
  const bool labelled = !fact.labels.empty() && !fact.labels.front().empty();
  if ((labelled || !fact.path.compare(0, 5, "as of")) && !text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool Phrases::is_statement(const FactReading& fact) const {
  if (policy_[fact.type].kind != TypeKind::YesNo || english_.fact_name(fact) == fact.path) return false;
  return fact.labels.empty() || !explain_text::names_a_thing(fact.labels.back()) || has_verb(fact.labels.back());
}

std::string Phrases::value(const Value& value, TypeId type) const {
  if (const Section* section = value.get_if<Section>(); section && section->text() == kOtherSection)
    return "another section";
  if (const Section* section = value.get_if<Section>(); section && section->text().ends_with("(other)"))
    return fmt::format("another subdivision of {}", section->text().substr(0, section->text().size() - 7));
  if (const std::string* text = value.get_if<std::string>(); text && text->compare(0, 12, "another text") == 0)
    return "another text";
  return english_.value(value, type);
}

std::string Phrases::question(const NextQuestion& question) const {
  const FactReading& fact = question.fact;
  const std::string name = english_.fact_name(fact);
  switch (question.kind) {
    case NextQuestion::Kind::Presence:
      return capitalised(fact, fmt::format("{}: is there one?", name));
    case NextQuestion::Kind::Entries:
      return capitalised(fact, fmt::format("{}: how many are there?", name));
    case NextQuestion::Kind::More: {
      const std::size_t known = fact.value.list()->elements.size();
      return capitalised(fact, fmt::format("{}: are there more than the {} known?", name, known));
    }
    case NextQuestion::Kind::Value:
      break;
  }
  if (!question.path) return "Which date decides what is in force?";
  if (is_statement(fact)) return fmt::format("Is it so that {}?", name);
  if (policy_[fact.type].kind == TypeKind::YesNo) return capitalised(fact, fmt::format("{}: yes or no?", name));
  if (fact.value.is_known())
    return capitalised(fact, fmt::format("{}: what is it, more exactly than {}?", name, value(fact.value, fact.type)));
  return fmt::format("What is {}?", name);
}

std::string Phrases::range(const ValueClass& values, TypeId type) const {
  const TypeKind kind = policy_[type].kind;
  if (values.value.is_absent()) return "absent";
  if (same_ends(values)) return value(values.value, type);
  const bool moments = kind == TypeKind::Date || kind == TypeKind::Time;
  if (values.low && values.high)
    return fmt::format("from {} to {}", value(*values.low, type), value(*values.high, type));
  if (values.low) return fmt::format("{} or {}", value(*values.low, type), moments ? "later" : "more");
  if (values.high) return fmt::format("{} or {}", value(*values.high, type), moments ? "earlier" : "less");
  if (kind == TypeKind::Number || moments) return "known, whatever it is";
  std::vector<std::string> names{value(values.value, type)};
  const std::size_t most = kind == TypeKind::Section ? kMostSections : kMostValues;
  for (const Value& other : values.others) {
    if (names.size() < most) names.push_back(value(other, type));
  }
  const std::size_t more = values.others.size() + 1 - names.size();
  if (more > 0) names.push_back(fmt::format("one of {} more", more));
  return listing(names, "or");
}

std::string Phrases::answers(const NextQuestion& question) const {
  const TypeId type = question.fact.type;
  const TypeKind kind = policy_[type].kind;
  const auto absent = std::find_if(question.answers.begin(), question.answers.end(),
                                   [](const ValueClass& c) { return c.value.is_absent(); });
  const bool may_be_absent = absent != question.answers.end();
  const std::string or_absent = may_be_absent ? ", or that there is none" : "";
  switch (kind) {
    case TypeKind::YesNo:
      return may_be_absent ? "yes, no, or that it is absent" : "yes or no";
    case TypeKind::Closed: {
      std::vector<std::string> told;
      for (const MemberInfo& member : policy_[type].members)
        told.push_back(member.label.empty() ? member.name : fmt::format("{} ({})", member.name, safe(member.label)));
      return listing(told, "or") + or_absent;
    }
    case TypeKind::Record:
      return "yes or no";
    case TypeKind::List:
      return question.kind == NextQuestion::Kind::More ? "yes or no" : "a number, 0 for none; then each is asked about";
    case TypeKind::Number:
    case TypeKind::Text:
    case TypeKind::Date:
    case TypeKind::Time:
    case TypeKind::Duration:
    case TypeKind::Section:
      break;
  }
  std::vector<std::string> classes;
  for (const ValueClass& one : question.answers) {
    if (!one.value.is_absent()) classes.push_back(range(one, type));
  }
  const std::string any(kind_words(kind));
  if (classes.size() < 2) return any + or_absent;
  if (classes.size() > kMostValues) return any + or_absent;
  std::string list;
  for (std::size_t i = 0; i < classes.size(); ++i)
    list += (i == 0 ? "" : i + 1 == classes.size() ? ", or " : ", ") + classes[i];
  return fmt::format("{}{}; it matters whether it is {}", any, or_absent, list);
}

std::string Phrases::turning(const Turning& turning) const {
  const std::string condition =
      turning.label ? fmt::format("[{}]", safe(*turning.label)) : english_.condition(turning.span);
  return turning.clause ? fmt::format("{}: {}", english_.clause(*turning.clause), condition) : condition;
}

// "with the section: PL 160.10, and the date: 2018-01-31".
std::string Phrases::record(const Value& value_of_it, TypeId type) const {
  const RecordValue* fields = value_of_it.record();
  if (fields == nullptr) return value(value_of_it, type);
  const Type& info = policy_[type];
  std::vector<std::string> told;
  for (std::size_t i = 0; i < fields->fields.size(); ++i) {
    if (fields->fields[i].is_unknown()) continue;
    const FieldInfo& field = info.fields[i];
    told.push_back(fmt::format("{}: {}", named(field.label, field.name), value(fields->fields[i], field.type)));
  }
  return listing(told);
}

std::string Phrases::supposed_value(const FactChange& change, std::size_t together) const {
  const TypeId type = change.fact.type;
  if (change.to.is_absent()) return "were absent";
  if (change.to.record() != nullptr) {
    const std::string fields = record(change.to, type);
    return fields.empty() ? "existed" : fmt::format("existed, with {}", fields);
  }
  if (const ListValue* list = change.to.list()) {
    if (list->elements.empty()) return "were none";
    const std::string fields = record(list->elements.front(), policy_[type].element);
    return fields.empty() ? "were one entry" : fmt::format("were one entry, with {}", fields);
  }
  const TypeKind kind = policy_[type].kind;
  const bool stretch = kind == TypeKind::Number || kind == TypeKind::Date || kind == TypeKind::Time;
  // A stretch was found with the other facts as they are: of facts that change together it is sure only where it was
  // tried, which it cannot be where it has no end.
  if (together > 1 && stretch && !(change.any_of.low && change.any_of.high) && !same_ends(change.any_of))
    return fmt::format("were {}, say", value(change.to, type));
  return "were " + range(change.any_of, type);
}

std::string Phrases::supposed(const FactChange& change, std::size_t together) const {
  const FactReading& fact = change.fact;
  const std::string name = english_.fact_name(fact);
  if (change.kind == FactChange::Kind::AddEntry) {
    const Value& entry = change.to.list()->elements.back();
    const std::string fields = record(entry, policy_[fact.type].element);
    return fmt::format("if there were one more of {}{}", name, fields.empty() ? "" : ", with " + fields);
  }
  if (change.kind == FactChange::Kind::DropEntry) {
    const Value& entry = fact.value.list()->elements[change.entry];
    const std::string fields = record(entry, policy_[fact.type].element);
    return fmt::format("if number {} of {} were not there{}", change.entry + 1, name,
                       fields.empty() ? "" : fmt::format(" ({})", fields));
  }
  const bool* yes = change.to.get_if<bool>();
  if (yes && is_statement(fact)) return fmt::format("if it were {} that {}", *yes ? "so" : "not so", name);
  if (yes && fact.labels.size() == 1 && is_short_thing(fact.labels[0]))
    return fmt::format("{} {}", *yes ? "with" : "without", name);
  if (yes && name != fact.path) return fmt::format("if the answer to “{}” were {}", name, *yes ? "yes" : "no");
  if (yes) return fmt::format("if {} were {}", name, *yes ? "yes" : "no");
  std::string out = fmt::format("if {} {}", name, supposed_value(change, together));
  const Value& now = fact.value;
  const bool scalar = now.record() == nullptr && now.list() == nullptr;
  if (change.path && scalar && !now.is_unknown()) out += fmt::format(" (it is {})", value(now, fact.type));
  return out;
}

}  // namespace carveout::explore
