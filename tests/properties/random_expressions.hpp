#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "properties/random.hpp"

namespace carveout::properties {

// Types are named as the language writes them: "yes/no", "Kind", "list of Item".
struct Field {
  std::string name;
  std::string type;
  bool optional = false;
};
struct Closed {
  std::string name;
  std::vector<std::string> members;
  bool ordered = false;
};
struct Record {
  std::string name;
  std::vector<Field> fields;
};
struct Definition {
  std::string name;
  std::vector<std::string> parameters;  // types
  std::string type;
};
struct Named {
  std::string name;
  std::string type;  // of a parameter; of a list's elements
};

struct CalendarName {
  std::string name;
  bool zone = false;  // has a time zone
};

// What a policy declares that expressions may use.
struct Vocabulary {
  std::vector<Closed> closed;
  std::vector<Record> records;
  std::vector<Field> facts;
  std::vector<Named> parameters;
  std::vector<Named> lists;
  std::vector<Definition> definitions;
  std::vector<CalendarName> calendars;

  [[nodiscard]] const Closed* closed_type(const std::string& name) const;
  [[nodiscard]] const Record* record_type(const std::string& name) const;
};

// A place that can be read, and the optional places that must be present for it to be.
struct Place {
  std::string text;
  std::string type;
  std::vector<std::string> guards;
};

// Writes random expressions. Every value and condition it gives stands as one operand: it is a single word, or in
// parentheses.
class ExpressionWriter {
 public:
  ExpressionWriter(Random& random, const Vocabulary& vocabulary);

  [[nodiscard]] std::string condition(int depth);
  // A value of a type; "" where there is nothing to make one of.
  [[nodiscard]] std::string value(const std::string& type, int depth);
  [[nodiscard]] std::string literal(const std::string& type);

  // Variables: the arguments of a definition.
  void add_local(const std::string& name, const std::string& type);
  void remove_locals() { places_.resize(facts_end_); }

 private:
  // random_expressions.cpp
  std::string leaf(int depth);
  std::string compound(int depth);
  std::string conditions(const char* separator, std::size_t count, int depth);
  std::string yes_or_no_leaf();
  std::string closed_leaf(int depth);
  std::string number_leaf(int depth);
  std::string date_leaf(int depth);
  std::string time_leaf();
  std::string text_leaf();
  std::string section_leaf();
  std::string duration_leaf(int depth);
  std::string presence_leaf(int depth);
  std::string quantifier(int depth);
  std::string call(const std::string& type, int depth);

  // random_values.cpp
  std::string number(int depth);
  std::string date(int depth);
  std::string duration(int depth);
  // A duration and perhaps the calendar that counts it; hours only where a time is moved.
  std::string length(bool of_time);
  std::string days_in(int depth);
  std::string spells(int depth);
  std::string counted_length(bool of_time);
  std::string by_zone();  // " by NAME", or ""
  std::string time();
  std::string aggregate(const std::string& type, int depth);
  std::string parameter(const std::string& type);
  bool closed_facts_only();
  std::string constant_or_choice(const std::string& type, int depth);
  std::string choice_of(const std::string& type, int depth);

  void add_places(const Place& place);
  [[nodiscard]] std::vector<const Place*> readable(const std::string& type) const;
  std::string path(const std::string& type);
  std::optional<std::string> named_list(const std::string& type);
  bool is_readable(const Place& place) const;
  // Runs `body` with a new variable that goes through a list; its text, or "".
  template <class Body>
  std::string over_list(const Body& body);

  Random& random_;
  const Vocabulary& vocabulary_;
  std::vector<Place> places_;
  std::size_t facts_end_ = 0;
  std::vector<Place> optionals_;        // places that can be absent
  std::multiset<std::string> present_;  // established at hand
  int variables_ = 0;
};

template <class Body>
std::string ExpressionWriter::over_list(const Body& body) {
  std::vector<Place> lists;
  for (const Place& place : places_) {
    if (place.type.rfind("list of ", 0) == 0 && is_readable(place)) lists.push_back(place);
  }
  if (lists.empty() || variables_ > 2) return "";
  const Place list = random_.pick(lists);
  const std::string variable = "x" + std::to_string(++variables_);
  const std::size_t places = places_.size(), optionals = optionals_.size();
  add_places({variable, list.type.substr(8), {}});
  std::string text = body(variable, list.text, list.type.substr(8));
  places_.resize(places);
  optionals_.resize(optionals);
  --variables_;
  return text;
}

}  // namespace carveout::properties
