#include <algorithm>

#include "properties/random_expressions.hpp"

// Random values.
namespace carveout::properties {
namespace {

const std::vector<std::string> kDates{"2019-12-31", "2020-01-01", "2020-01-02",
                                      "2020-02-29", "2021-03-01", "2022-07-15"};
const std::vector<std::string> kTimes{"2020-01-01T00:00Z", "2020-01-01T09:00-05:00", "2020-01-02T23:59+02:00",
                                      "2021-03-01T12:00Z"};
const std::vector<std::string> kTexts{"\"a\"", "\"b\"", "\"c\""};
const std::vector<std::string> kSections{"\"PL 1\"",    "\"PL 1(2)\"", "\"PL 1(2)(a)\"", "\"PL 1(3)\"",
                                         "\"PL 1(5)\"", "\"PL 2\"",    "\"VTL 9\""};
const std::vector<std::string> kDurations{"1 day",  "30 days", "1 month", "2 years", "1 year 6 months",
                                          "0 days", "28 days", "31 days", "1 year",  "365 days"};
const std::vector<std::string> kNumbers{"0", "1", "1", "2", "3", "0.5", "(-1)", "4"};

}  // namespace

std::string ExpressionWriter::literal(const std::string& type) {
  if (type == "number") return random_.pick(kNumbers);
  if (type == "date") return random_.pick(kDates);
  if (type == "time") return random_.pick(kTimes);
  if (type == "text") return random_.pick(kTexts);
  if (type == "section") return random_.pick(kSections);
  if (type == "duration") return "(" + random_.pick(kDurations) + ")";
  if (type == "yes/no") return random_.chance(50) ? "yes" : "no";
  const Closed* closed = vocabulary_.closed_type(type);
  return closed == nullptr ? "" : random_.pick(closed->members);
}

std::string ExpressionWriter::value(const std::string& type, int depth) {
  if (type == "number") return number(depth);
  if (type == "date") return date(depth);
  if (type == "duration") return duration(depth);
  if (type == "yes/no") return condition(depth);
  const std::string read = path(type);
  return read.empty() || random_.chance(30) ? literal(type) : read;
}

std::string ExpressionWriter::number(int depth) {
  if (closed_facts_only()) return constant_or_choice("number", depth);
  const auto or_literal = [&](const std::string& text) { return text.empty() ? literal("number") : text; };
  if (depth <= 0 || random_.chance(40)) {
    if (random_.chance(15)) return or_literal(parameter("number"));
    return or_literal(random_.chance(80) ? path("number") : "");
  }
  switch (random_.below(14)) {
    case 0:
      return "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
    case 1:
      return "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
    case 2:
      return "(" + number(depth - 1) + " * " + number(depth - 1) + ")";
    case 3:
      return "(" + number(depth - 1) + " / " + number(depth - 1) + ")";
    case 4:
      return "(-" + or_literal(path("number")) + ")";
    case 5: {
      static const std::vector<std::string> words{"round ", "round up ", "round down "};
      return "(" + random_.pick(words) + number(depth - 1) + " to " +
             (random_.chance(80) || path("number").empty() ? "1" : path("number")) + ")";
    }
    case 6:
      return "(lesser of (" + number(depth - 1) + ", " + number(0) + "))";
    case 7:
      return "(greater of (" + number(depth - 1) + ", " + number(0) + ", 1))";
    case 8:
    case 9:
    case 10:
      return or_literal(aggregate("number", depth - 1));
    case 11:
      return choice_of("number", depth - 1);
    case 12: {
      const std::string birth = path("date");
      return birth.empty() ? literal("number") : "(age at " + date(0) + " of " + birth + ")";
    }
    default:
      return or_literal(call("number", depth - 1));
  }
}

std::string ExpressionWriter::date(int depth) {
  if (closed_facts_only()) return constant_or_choice("date", depth);
  const auto or_literal = [&](const std::string& text) { return text.empty() ? literal("date") : text; };
  if (depth <= 0 || random_.chance(40)) {
    if (random_.chance(15)) return or_literal(parameter("date"));
    return or_literal(random_.chance(75) ? path("date") : "");
  }
  switch (random_.below(8)) {
    case 6: {
      const std::string by = counted_length(false);
      return "(" + date(depth - 1) + (random_.chance(60) ? " + " : " - ") + (by.empty() ? "(1 day)" : by) + ")";
    }
    case 7:
      return "(date of " + time() + by_zone() + ")";
    case 0:
      return "(" + date(depth - 1) + (random_.chance(50) ? " + " : " - ") + duration(0) + ")";
    case 1:
      return "(earlier of (" + date(depth - 1) + ", " + date(0) + "))";
    case 2:
      return "(later of (" + date(depth - 1) + ", " + date(0) + "))";
    case 3:
      return or_literal(aggregate("date", depth - 1));
    case 4:
      return choice_of("date", depth - 1);
    default:
      return or_literal(call("date", depth - 1));
  }
}

std::string ExpressionWriter::counted_length(bool of_time) {
  static const std::vector<std::string> days{"1 day", "3 days", "0 days", "2 weeks"};
  static const std::vector<std::string> hours{"1 hour", "30 hours", "48 hours", "0 hours", "90 minutes"};
  if (vocabulary_.calendars.empty()) return "";
  std::string text = random_.chance(20) ? path("duration") : "";
  if (text.empty()) text = random_.pick(of_time && random_.chance(60) ? hours : days);
  return text + " counted by " + random_.pick(vocabulary_.calendars).name;
}

std::string ExpressionWriter::length(bool of_time) {
  const std::string counted = random_.chance(40) ? counted_length(of_time) : "";
  return counted.empty() ? duration(0) : counted;
}

std::string ExpressionWriter::by_zone() {
  for (const CalendarName& calendar : vocabulary_.calendars) {
    if (calendar.zone && random_.chance(60)) return " by " + calendar.name;
  }
  return "";
}

std::string ExpressionWriter::time() {
  const std::string read = path("time");
  if (random_.chance(15)) return "(start of day " + date(0) + by_zone() + ")";
  return read.empty() || random_.chance(15) ? literal("time") : read;
}

std::string ExpressionWriter::spells(int depth) {
  static const std::vector<std::string> sets{"union", "intersection", "difference"};
  std::vector<std::string> found;
  for (const Place& place : places_) {
    if (place.type.rfind("list of ", 0) != 0 || !is_readable(place)) continue;
    const Record* record = vocabulary_.record_type(place.type.substr(8));
    if (record == nullptr) continue;
    const bool spell = std::any_of(record->fields.begin(), record->fields.end(),
                                   [](const Field& field) { return field.name == "until"; });
    if (spell) found.push_back(place.text);
  }
  if (found.empty()) return "";
  if (depth <= 0 || random_.chance(50)) return random_.pick(found);
  return random_.pick(sets) + " of (" + spells(depth - 1) + ", " + spells(0) +
         (random_.chance(20) ? ", " + spells(0) : "") + ")";
}

std::string ExpressionWriter::days_in(int depth) {
  const std::string in = spells(depth + 1);
  if (in.empty()) return "";
  return "(days in " + in + " between " + date(0) + " and " + date(0) + ")";
}

std::string ExpressionWriter::duration(int depth) {
  if (closed_facts_only()) return constant_or_choice("duration", depth);
  if (random_.chance(20)) {
    if (std::string days = days_in(depth); !days.empty()) return days;
  }
  if (depth <= 0 || random_.chance(40)) {
    std::string text = random_.chance(20) ? parameter("duration") : random_.chance(25) ? path("duration") : "";
    return text.empty() ? literal("duration") : text;
  }
  switch (random_.below(5)) {
    case 0:
      return "(" + date(depth - 1) + " - " + date(0) + ")";
    case 1:
      return "(" + duration(depth - 1) + " + " + duration(0) + ")";
    case 2:
      return "(" + duration(0) + " * " + number(depth - 1) + ")";
    case 3:
      return choice_of("duration", depth - 1);
    default:
      return "(greater of (" + duration(depth - 1) + ", " + duration(0) + "))";
  }
}

// `if C then A else B` of a type; the first branch says what type it is.
// Of closed facts, arithmetic on an `if` is no part of a unit of theirs: 7.5 then gives more outcomes than there are.
bool ExpressionWriter::closed_facts_only() {
  return readable("number").empty() && readable("date").empty() && readable("duration").empty();
}

std::string ExpressionWriter::constant_or_choice(const std::string& type, int depth) {
  if (depth <= 0 || random_.chance(40)) return literal(type);
  return "(if " + condition(depth - 1) + " then " + literal(type) + " else " + constant_or_choice(type, depth - 1) +
         ")";
}

std::string ExpressionWriter::choice_of(const std::string& type, int depth) {
  const bool by_path = vocabulary_.closed_type(type) != nullptr || type == "section";
  const std::string first = by_path ? path(type) : value(type, depth);
  if (first.empty()) return "";
  const std::string second =
      by_path ? random_.chance(50) ? literal(type) : path(type) : value(type, std::max(0, depth - 1));
  return "(if " + condition(std::max(0, depth - 1)) + " then " + first + " else " + second + ")";
}

std::string ExpressionWriter::aggregate(const std::string& type, int depth) {
  static const std::vector<std::string> of_numbers{"sum", "sum", "least", "greatest"};
  static const std::vector<std::string> of_dates{"earliest", "latest"};
  return over_list([&](const std::string& variable, const std::string& list, const std::string&) -> std::string {
    const std::string over = variable + " in " + list;
    if (type == "number" && random_.chance(45)) return "(count " + over + " where " + condition(depth) + ")";
    const std::string& word = random_.pick(type == "number" ? of_numbers : of_dates);
    const std::string term = value(type, random_.chance(70) ? 0 : depth);
    const std::string where = random_.chance(75) ? " where " + condition(depth) : "";
    return "(" + word + " " + term + " for " + over + where + ")";
  });
}

std::string ExpressionWriter::parameter(const std::string& type) {
  std::vector<std::string> found;
  for (const Named& parameter : vocabulary_.parameters) {
    if (parameter.type == type) found.push_back(parameter.name);
  }
  return found.empty() ? "" : random_.pick(found);
}

std::optional<std::string> ExpressionWriter::named_list(const std::string& type) {
  std::vector<std::string> found;
  for (const Named& list : vocabulary_.lists) {
    if (list.type == type) found.push_back(list.name);
  }
  if (found.empty()) return std::nullopt;
  return random_.pick(found);
}

}  // namespace carveout::properties
