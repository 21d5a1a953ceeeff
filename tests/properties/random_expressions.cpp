#include "properties/random_expressions.hpp"

#include <algorithm>

// Random conditions.
namespace carveout::properties {
namespace {

bool is_list(const std::string& type) {
  return type.rfind("list of ", 0) == 0;
}

}  // namespace

const Closed* Vocabulary::closed_type(const std::string& name) const {
  const auto found = std::find_if(closed.begin(), closed.end(), [&](const Closed& type) { return type.name == name; });
  return found == closed.end() ? nullptr : &*found;
}

const Record* Vocabulary::record_type(const std::string& name) const {
  const auto found =
      std::find_if(records.begin(), records.end(), [&](const Record& type) { return type.name == name; });
  return found == records.end() ? nullptr : &*found;
}

ExpressionWriter::ExpressionWriter(Random& random, const Vocabulary& vocabulary)
    : random_(random), vocabulary_(vocabulary) {
  for (const Field& fact : vocabulary.facts) {
    Place place{fact.name, fact.type, {}};
    if (fact.optional) {
      optionals_.push_back(place);
      place.guards.push_back(fact.name);
    }
    add_places(place);
  }
  facts_end_ = places_.size();
}

void ExpressionWriter::add_local(const std::string& name, const std::string& type) {
  add_places({name, type, {}});
}

void ExpressionWriter::add_places(const Place& place) {
  places_.push_back(place);
  const Record* record = vocabulary_.record_type(place.type);
  if (record == nullptr) return;
  for (const Field& field : record->fields) {
    Place inner{place.text + "." + field.name, field.type, place.guards};
    if (field.optional) {
      optionals_.push_back(inner);
      inner.guards.push_back(inner.text);
    }
    add_places(inner);
  }
}

bool ExpressionWriter::is_readable(const Place& place) const {
  return std::all_of(place.guards.begin(), place.guards.end(),
                     [&](const std::string& guard) { return present_.count(guard) != 0; });
}

std::vector<const Place*> ExpressionWriter::readable(const std::string& type) const {
  std::vector<const Place*> found;
  for (const Place& place : places_) {
    if (place.type == type && is_readable(place)) found.push_back(&place);
  }
  return found;
}

std::string ExpressionWriter::path(const std::string& type) {
  const auto found = readable(type);
  if (found.empty()) return "";
  // Inside a quantifier mostly what its element has.
  std::vector<const Place*> near;
  for (const Place* place : found) {
    if (place->text[0] == 'x') near.push_back(place);
  }
  return random_.pick(!near.empty() && random_.chance(65) ? near : found)->text;
}

std::string ExpressionWriter::condition(int depth) {
  for (int attempt = 0; attempt < 12; ++attempt) {
    const std::string text = depth > 0 && random_.chance(55) ? compound(depth - 1) : leaf(depth);
    if (!text.empty()) return text;
  }
  return "yes";
}

std::string ExpressionWriter::conditions(const char* separator, std::size_t count, int depth) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : separator) + condition(depth);
  return text;
}

std::string ExpressionWriter::compound(int depth) {
  const std::size_t count = random_.between(2, 3);
  switch (random_.below(13)) {
    case 0:
    case 1:
      return "(" + conditions(" and ", count, depth) + ")";
    case 2:
    case 3:
      return "(" + conditions(" or ", count, depth) + ")";
    case 4:
      return "(not " + condition(depth) + ")";
    case 5:
      return "(all of ([1] " + condition(depth) + "; [2] " + condition(depth) + "))";
    case 6:
      return (random_.chance(50) ? "(any of (" : "(none of (") + conditions("; ", count, depth) + "))";
    case 7:
      return "(at least " + std::to_string(random_.between(1, count)) + " of (" + conditions("; ", count, depth) + "))";
    case 8:
      return "(exactly " + std::to_string(random_.between(1, count)) + " of (" + conditions("; ", count, depth) + "))";
    case 9:
      return "(if " + condition(depth) + " then " + condition(depth) + " else " + condition(depth) + ")";
    case 10:
      return "(" + condition(depth) + (random_.chance(50) ? " is " : " is not ") + condition(depth) + ")";
    case 11:
      return "([§ 3] " + condition(depth) + ")";
    default:
      return presence_leaf(depth);
  }
}

std::string ExpressionWriter::leaf(int depth) {
  switch (random_.below(16)) {
    case 0:
    case 1:
    case 2:
      return yes_or_no_leaf();
    case 3:
    case 4:
      return closed_leaf(depth);
    case 5:
    case 6:
    case 7:
      return number_leaf(depth);
    case 8:
    case 9:
      return date_leaf(depth);
    case 10:
      return random_.chance(50) ? text_leaf() : time_leaf();
    case 11:
      return section_leaf();
    case 12:
      return random_.chance(40) ? duration_leaf(depth) : presence_leaf(depth);
    case 13:
    case 14:
      return quantifier(depth);
    default:
      return call("yes/no", depth);
  }
}

std::string ExpressionWriter::yes_or_no_leaf() {
  const std::string text = random_.chance(15) ? parameter("yes/no") : path("yes/no");
  if (text.empty() || random_.chance(70)) return text;
  return "(" + text + (random_.chance(50) ? " is yes)" : " is no)");
}

std::string ExpressionWriter::closed_leaf(int depth) {
  if (vocabulary_.closed.empty()) return "";
  const Closed& type = random_.pick(vocabulary_.closed);
  const std::string left = random_.chance(80) ? path(type.name) : choice_of(type.name, depth);
  if (left.empty()) return "";
  std::string right = random_.chance(70)   ? literal(type.name)
                      : random_.chance(40) ? parameter(type.name)
                                           : path(type.name);
  if (right.empty()) right = literal(type.name);
  switch (random_.below(type.ordered ? 6u : 4u)) {
    case 0:
      return "(" + left + " is " + right + ")";
    case 1:
      return "(" + left + " is not " + right + ")";
    case 2: {
      const auto list = named_list(type.name);
      return list ? "(" + left + (random_.chance(80) ? " in " : " not in ") + *list + ")" : "";
    }
    case 3: {
      const std::string list = path("list of " + type.name);
      if (!list.empty() && random_.chance(60)) return "(" + left + " in " + list + ")";
      return "(" + left + " in {" + literal(type.name) + ", " + literal(type.name) + "})";
    }
    case 4:
      return "(" + left + (random_.chance(50) ? " < " : " >= ") + right + ")";
    default:
      return "(" + left + " between " + type.members.front() + " and " + right + ")";
  }
}

std::string ExpressionWriter::number_leaf(int depth) {
  static const std::vector<std::string> relations{"<", "<=", ">", ">=", "is", "is not"};
  const std::string left = number(depth);
  switch (random_.below(8)) {
    case 0:
      return "(" + left + " between " + number(0) + " and " + number(0) + ")";
    case 1:
      return "(" + left + " in {" + std::to_string(random_.below(3)) + ", 2 through 4})";
    case 2: {
      const auto list = named_list("number");
      const std::string fact = path("list of number");
      if (list && random_.chance(60)) return "(" + left + " in " + *list + ")";
      return fact.empty() ? "" : "(" + left + " in " + fact + ")";
    }
    case 3:
      return "(" + number(depth) + " " + random_.pick(relations) + " " + left + ")";
    default:
      return "(" + left + " " + random_.pick(relations) + " " + literal("number") + ")";
  }
}

std::string ExpressionWriter::date_leaf(int depth) {
  static const std::vector<std::string> relations{"before", "after", "on or before", "on or after", "is", "is not",
                                                  "<",      ">="};
  static const std::vector<std::string> distances{"within", "less than", "more than", "at least", "at most"};
  const std::string left = random_.chance(70) ? path("date") : date(depth);
  if (left.empty()) return "";
  switch (random_.below(8)) {
    case 0:
    case 1: {
      const std::string side = random_.chance(80) ? (random_.chance(50) ? " before " : " after ") : " of ";
      const std::string& word = side == " of " ? distances.front() : random_.pick(distances);
      return "(" + left + " " + word + " " + length(false) + side + date(0) + ")";
    }
    case 2: {
      const auto list = named_list("date");
      return list ? "(" + left + " in " + *list + ")" : "";
    }
    case 3:
      return "(" + left + " between 2020-01-01 and " + date(0) + ")";
    case 4:
      return "(" + left + " " + random_.pick(relations) + " " + date(depth) + ")";
    default:
      return "(" + left + " " + random_.pick(relations) + " " + literal("date") + ")";
  }
}

std::string ExpressionWriter::time_leaf() {
  const std::string left = path("time");
  if (left.empty()) return "";
  const std::string day = date(0);
  switch (random_.below(7)) {
    case 4: {
      const std::string by = counted_length(true);
      if (by.empty()) return "";
      return "(" + left + (random_.chance(50) ? " within " : " less than ") + by +
             (random_.chance(50) ? " after " : " before ") + time() + ")";
    }
    case 5: {
      const std::string by = counted_length(true);
      if (by.empty()) return "";
      return "((" + time() + (random_.chance(60) ? " + " : " - ") + by + ")" +
             (random_.chance(50) ? " before " : " on or after ") + literal("time") + ")";
    }
    case 6: {
      const std::string zone = by_zone();
      const std::string of = random_.chance(50) ? day : time();
      if (zone.empty()) return "";
      return "((" + std::string(random_.chance(50) ? "start" : "end") + " of day " + of + zone + ")" +
             (random_.chance(50) ? " before " : " on or after ") + (random_.chance(50) ? left : literal("time")) + ")";
    }
    case 0:
      return "(" + left + (random_.chance(50) ? " before start of day " : " after end of day ") + day + ")";
    case 1:
      return "(" + left + " within 48 hours after " + (random_.chance(50) ? path("time") : literal("time")) + ")";
    case 2:
      return "(start of day " + day + (random_.chance(50) ? " before " : " after ") + literal("time") + ")";
    default:
      return "(" + left + (random_.chance(50) ? " before " : " on or after ") + literal("time") + ")";
  }
}

std::string ExpressionWriter::text_leaf() {
  const std::string left = path("text");
  if (left.empty()) return "";
  const auto list = named_list("text");
  if (list && random_.chance(25)) return "(" + left + " in " + *list + ")";
  if (random_.chance(25)) return "(" + left + " in {\"a\", \"b\"})";
  return "(" + left + (random_.chance(60) ? " is " : " is not ") +
         (random_.chance(80) ? literal("text") : path("text")) + ")";
}

std::string ExpressionWriter::section_leaf() {
  const std::string left = random_.chance(85) ? path("section") : choice_of("section", 0);
  if (left.empty()) return "";
  switch (random_.below(6)) {
    case 0:
      return "(" + left + " is " + literal("section") + ")";
    case 1: {
      const auto list = named_list("section");
      return list ? "(" + left + " in " + *list + ")" : "";
    }
    case 2:
      return "(" + left + " in {\"PL 1(2)\" through \"PL 1(4)\", \"PL 2\"})";
    case 3: {
      const std::string list = path("list of section");
      return list.empty() ? "(" + left + " under " + path("section") + ")" : "(" + left + " in " + list + ")";
    }
    default:
      return "(" + left + (random_.chance(70) ? " under " : " not under ") + literal("section") + ")";
  }
}

std::string ExpressionWriter::duration_leaf(int depth) {
  static const std::vector<std::string> relations{"<", "<=", ">", ">=", "is"};
  return "(" + duration(depth) + " " + random_.pick(relations) + " " + duration(0) + ")";
}

std::string ExpressionWriter::presence_leaf(int depth) {
  std::vector<Place> found;
  for (const Place& place : optionals_) {
    if (is_readable(place)) found.push_back(place);
  }
  if (found.empty()) return "";
  const std::string place = random_.pick(found).text;
  if (random_.chance(20)) return "(" + place + (random_.chance(50) ? " is present)" : " is absent)");
  present_.insert(place);
  const std::string inside = condition(std::max(0, depth - 1));
  present_.erase(present_.find(place));
  switch (random_.below(4)) {
    case 0:
      return "(" + place + " is absent or " + inside + ")";
    case 1:
      return "(if " + place + " is present then " + inside + " else " + condition(0) + ")";
    default:
      return "(" + place + " is present and " + inside + ")";
  }
}

std::string ExpressionWriter::quantifier(int depth) {
  static const std::vector<std::string> words{"some", "some", "every", "no"};
  return over_list([&](const std::string& variable, const std::string& list,
                       const std::string& element) -> std::string {
    const std::string over = variable + " in " + list;
    if (random_.chance(30))
      return "((count " + over + " where " + condition(depth - 1) + ") >= " + std::to_string(random_.below(3)) + ")";
    std::string body = condition(depth - 1);
    if (!vocabulary_.record_type(element) && !is_list(element) && random_.chance(60)) {
      body = "(" + variable + " is " + literal(element) + ")";
    }
    return "(" + random_.pick(words) + " " + over + " satisfies " + body + ")";
  });
}

std::string ExpressionWriter::call(const std::string& type, int depth) {
  std::vector<const Definition*> found;
  for (const Definition& definition : vocabulary_.definitions) {
    if (definition.type == type) found.push_back(&definition);
  }
  if (found.empty()) return "";
  const Definition& definition = *random_.pick(found);
  if (definition.parameters.empty()) return definition.name;
  std::string arguments;
  for (const std::string& parameter : definition.parameters) {
    const bool record = vocabulary_.record_type(parameter) != nullptr;
    const std::string argument = record ? path(parameter) : value(parameter, std::max(0, depth - 1));
    if (argument.empty()) return "";
    arguments += (arguments.empty() ? "" : ", ") + argument;
  }
  return definition.name + "(" + arguments + ")";
}

}  // namespace carveout::properties
