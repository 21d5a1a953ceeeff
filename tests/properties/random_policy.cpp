#include "properties/random_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "properties/random_clauses.hpp"
#include "properties/random_expressions.hpp"

namespace carveout::properties {
namespace {

class PolicyWriter {
 public:
  PolicyWriter(std::uint64_t seed, const PolicyShape& shape) : random_(seed), shape_(shape) {}

  PolicyText write() {
    PolicyText policy;
    auto& all = policy.declarations;
    make_types(all);
    make_facts(all);
    if (!shape_.closed_facts_only) {
      make_parameters(all);
      make_lists(all);
      if (random_.chance(50)) make_calendars(all);
    }
    make_definitions(all);
    ExpressionWriter expressions(random_, vocabulary_);
    all.insert(all.begin(), head(expressions));
    const std::vector<std::string> actions = make_actions(all);
    const std::vector<std::string> duties = make_duties(all, expressions);
    ClauseWriter clauses(random_, expressions, actions, duties, governing_dates(), governing_type_);
    for (Declaration& declaration : clauses.write(shape_)) all.push_back(std::move(declaration));
    if (random_.chance(35)) add_others(policy, expressions, actions, duties);
    return policy;
  }

 private:
  static Declaration line(std::string text) { return {std::move(text), {}, "", false}; }

  // Policies decided together with it: their own clauses, on the facts and with the definitions of the root.
  void add_others(PolicyText& policy, ExpressionWriter& expressions, const std::vector<std::string>& actions,
                  const std::vector<std::string>& duties) {
    const std::size_t count = random_.between(1, 2);
    for (std::size_t i = 0; i < count; ++i) {
      OtherFile& other = policy.others.emplace_back();
      other.module = "b" + std::to_string(i + 1);
      other.declarations.push_back(head(expressions, "other" + std::to_string(i + 1)));
      other.declarations.push_back(line("use root"));
      ClauseWriter clauses(random_, expressions, actions, duties, governing_dates(), governing_type_);
      for (Declaration& declaration : clauses.write(shape_)) other.declarations.push_back(std::move(declaration));
    }
    for (Declaration& clause : policy.declarations) ask_for_word(clause, actions[0]);
    const auto name = [&](Declaration& head, const char* word, const std::string& module) {
      head.inside.push_back(line(word + module));
    };
    Declaration& root = policy.declarations[0];
    Declaration& first = policy.others[0].declarations[0];
    name(root, random_.chance(30) ? "supersedes " : "adopts ", count == 2 && random_.chance(60) ? "b1, b2" : "b1");
    // Now and then through another, back to the root, or the other way round.
    if (count == 2) name(first, random_.chance(40) ? "supersedes " : "adopts ", "b2");
    if (root.inside.back().head.front() == 'a' && random_.chance(25))
      name(policy.others[count - 1].declarations[0], "supersedes ", "root");
  }

  // A clause of the root may ask what another policy says; where all it concludes is about items, on the item too.
  void ask_for_word(Declaration& clause, const std::string& action) {
    if (clause.head.rfind("clause ", 0) != 0 && clause.head.rfind("exception ", 0) != 0) return;
    const auto begins = [](const Declaration& part, const char* word) { return part.head.rfind(word, 0) == 0; };
    const auto concludes = [&](const Declaration& part) {
      return begins(part, "permit ") || begins(part, "forbid ") || begins(part, "require ");
    };
    // An exception to a definition asks for none.
    if (std::none_of(clause.inside.begin(), clause.inside.end(), concludes)) return;
    const bool of_items = std::all_of(clause.inside.begin(), clause.inside.end(), [&](const Declaration& part) {
      return !concludes(part) || part.head.find(" i1") != std::string::npos;
    });
    for (Declaration& part : clause.inside) {
      if (!begins(part, "when ") || !random_.chance(25)) continue;
      const std::string asked = action[0] == 'a' ? action : of_items && random_.chance(60) ? "i1(item)" : "i1(ka)";
      part.head += random_.chance(50) ? " and " : " or ";
      part.head += "(" + asked + (random_.chance(50) ? " is" : " is not") + " forbidden by other1)";
    }
  }

  Declaration head(ExpressionWriter& expressions, const std::string& name = "random") {
    Declaration declaration = line("policy " + name);
    auto& inside = declaration.inside;
    const std::string rule = governing_date();
    if (!rule.empty()) inside.push_back(line("as of " + rule));
    governing_type_ = type_of(rule);
    // Without a rule, months and years are an error.
    inside.push_back(line(random_.chance(70) ? "round dates down" : "round dates up"));
    if (!shape_.closed_facts_only) {
      if (std::string in_force = ClauseWriter::period(random_, 12); !in_force.empty())
        inside.push_back(line(std::move(in_force)));
    }
    if (random_.chance(15)) inside.push_back(line("applies when " + expressions.condition(1)));
    if (random_.chance(25)) inside.push_back(line(random_.chance(50) ? "on conflict forbid" : "on conflict permit"));
    return declaration;
  }

  // What can govern: nothing that itself depends on a date.
  std::vector<std::string> governing_dates() {
    std::vector<std::string> dates;
    for (const Field& fact : vocabulary_.facts) {
      if ((fact.type == "date" || fact.type == "time") && !fact.optional) dates.push_back(fact.name);
    }
    for (const Field& fact : vocabulary_.facts) {
      if (fact.type != "yes/no" || fact.optional || dates.empty()) continue;
      const bool date = std::any_of(vocabulary_.facts.begin(), vocabulary_.facts.end(),
                                    [&](const Field& f) { return f.name == dates[0] && f.type == "date"; });
      dates.push_back("(if " + fact.name + " then " + dates[0] + " else " +
                      (date ? "2020-01-02" : "2020-01-02T23:59+02:00") + ")");
      break;
    }
    return dates;
  }

  [[nodiscard]] std::string type_of(const std::string& rule) const {
    if (rule.find('T') != std::string::npos) return "time";  // a written one
    for (const Field& fact : vocabulary_.facts) {
      if (fact.name == rule) return fact.type;
    }
    return "date";
  }

  std::string governing_date() {
    const std::vector<std::string> dates = governing_dates();
    if (dates.empty() || random_.chance(20)) return random_.chance(50) ? "2020-01-02" : "";
    return random_.pick(dates);
  }

  // The dates and times of random facts are around new year of 2020, a Wednesday, and in 2021 and 2022.
  void make_calendars(std::vector<Declaration>& all) {
    static const std::vector<std::string> entries{"weekends",
                                                  "Wednesdays",
                                                  "Fridays",
                                                  "2020-01-02",
                                                  "2019-12-30 through 2020-01-01",
                                                  "12-31",
                                                  "01-01 observed on Friday if Saturday and Monday if Sunday",
                                                  "03-01 also on Tuesday if Monday",
                                                  "02-29",
                                                  "first Thursday of January",
                                                  "last Monday of February",
                                                  "day after first Wednesday of January",
                                                  "2 days before Easter",
                                                  "Tuesday after first Monday of March",
                                                  "Friday on or before 07-15",
                                                  "Sundays in force from 2020-01-01",
                                                  "12-31 also on Thursday if Tuesday in force until 2021-01-01"};
    static const std::vector<std::string> zones{
        "time zone -05:00 daylight -04:00 from second Sunday of March at 02:00 until first Sunday of November at 02:00",
        "time zone +02:00", "time zone Z daylight +01:00 from 01-01 at 00:00 until day after 07-14 at 00:00",
        "time zone +10:00 daylight +11:00 from first Sunday of October at 02:00 until 01-02 at 03:00",
        "time zone -05:00 daylight -04:00 from 40 days before 01-31 at 23:30 until 03-01 at 02:00"};
    const std::size_t count = random_.between(1, 2);
    for (std::size_t i = 0; i < count; ++i) {
      CalendarName calendar{"cal" + std::to_string(i + 1), false};
      std::string text = "calendar " + calendar.name;
      if (random_.chance(60)) {
        calendar.zone = true;
        const bool of_first = i == 1 && vocabulary_.calendars[0].zone && random_.chance(40);
        text += " " + (of_first ? std::string("time zone of cal1") : random_.pick(zones));
      }
      text += " excludes " + random_.pick(entries);
      for (std::size_t more = random_.below(4); more > 0; --more) text += ", " + random_.pick(entries);
      if (i == 1 && random_.chance(50))
        text += random_.chance(50) ? ", cal1" : " excludes cal1 in force from 2020-01-01";
      all.push_back(line(text));
      vocabulary_.calendars.push_back(calendar);
    }
  }

  void make_types(std::vector<Declaration>& all) {
    vocabulary_.closed.push_back({"Kind", {"ka", "kb", "kc"}, false});
    if (random_.chance(50)) vocabulary_.closed[0].members.pop_back();
    if (random_.chance(50)) vocabulary_.closed.push_back({"Level", {"low", "mid", "high"}, true});
    for (const Closed& type : vocabulary_.closed) {
      std::string text = "type " + type.name + " is one of ";
      for (std::size_t i = 0; i < type.members.size(); ++i) {
        text += (i == 0 ? "" : type.ordered ? " < " : ", ") + type.members[i];
      }
      all.push_back(line(text));
    }
    if (random_.chance(shape_.closed_facts_only ? 40 : 70)) make_records(all);
  }

  void make_records(std::vector<Declaration>& all) {
    std::vector<Field> fields{{"flag", "yes/no", false}, {"kind", "Kind", random_.chance(30)}};
    if (!shape_.closed_facts_only) {
      const std::vector<Field> more{{"n", "number", random_.chance(30)},
                                    {"on", "date", false},
                                    {"code", "section", false},
                                    {"tags", "list of Kind", false},
                                    {"t", "text", false}};
      for (const Field& field : more) {
        if (random_.chance(55)) fields.push_back(field);
      }
      if (random_.chance(50)) {
        fields.push_back({"from", "date", random_.chance(20)});
        fields.push_back({"until", "date", random_.chance(40)});
      }
    }
    vocabulary_.records.push_back({"Item", fields});
    if (random_.chance(50)) {
      std::vector<Field> person{{"ok", "yes/no", random_.chance(30)}, {"kind", "Kind", false}};
      if (!shape_.closed_facts_only) {
        person.push_back({"born", "date", random_.chance(30)});
        if (random_.chance(60)) person.push_back({"items", "list of Item", false});
      }
      if (random_.chance(50)) person.push_back({"item", "Item", random_.chance(40)});
      vocabulary_.records.push_back({"Person", person});
    }
    for (const Record& record : vocabulary_.records) {
      Declaration declaration = line("type " + record.name + " has");
      for (const Field& field : record.fields) {
        declaration.inside.push_back(line(field.name + " : " + field.type + (field.optional ? " if any" : "")));
      }
      all.push_back(declaration);
    }
  }

  void make_facts(std::vector<Declaration>& all) {
    std::vector<Field> candidates{{"f1", "yes/no", false},
                                  {"f2", "yes/no", false},
                                  {"f3", "yes/no", true},
                                  {"k1", "Kind", false},
                                  {"k2", "Kind", true}};
    if (vocabulary_.closed.size() > 1) candidates.push_back({"lv", "Level", random_.chance(40)});
    if (!vocabulary_.records.empty()) candidates.push_back({"r1", "Item", random_.chance(50)});
    if (vocabulary_.records.size() > 1) candidates.push_back({"who", "Person", random_.chance(20)});
    if (!shape_.closed_facts_only) {
      const std::vector<Field> more{{"n1", "number", false},
                                    {"n2", "number", random_.chance(50)},
                                    {"d1", "date", false},
                                    {"d2", "date", random_.chance(40)},
                                    {"tm", "time", false},
                                    {"t1", "text", random_.chance(30)},
                                    {"s1", "section", false},
                                    {"s2", "section", random_.chance(40)},
                                    {"du", "duration", false},
                                    {"ns", "list of number", false},
                                    {"ks", "list of Kind", false},
                                    {"ss", "list of section", false},
                                    {"ds", "list of date", random_.chance(30)}};
      candidates.insert(candidates.end(), more.begin(), more.end());
      if (!vocabulary_.records.empty()) candidates.push_back({"xs", "list of Item", random_.chance(20)});
    }
    random_.shuffle(candidates);
    candidates.resize(std::min(candidates.size(), random_.between(2, shape_.closed_facts_only ? 5 : 7)));
    vocabulary_.facts = candidates;
    // A few blocks of facts, so that their order can change.
    Declaration block = line("facts");
    for (const Field& fact : candidates) {
      block.inside.push_back(line(fact.name + " : " + fact.type + (fact.optional ? " if any" : "")));
      if (random_.chance(50)) {
        all.push_back(std::exchange(block, line("facts")));
      }
    }
    if (!block.inside.empty()) all.push_back(block);
  }

  void make_parameters(std::vector<Declaration>& all) {
    static const std::vector<std::string> types{"number", "date", "duration", "Kind", "yes/no"};
    static const std::vector<std::string> starts{"2014-12-14", "2020-01-01", "2020-02-29"};
    const std::size_t count = random_.below(3);
    Random& random = random_;
    ExpressionWriter literals(random, vocabulary_);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string type = random_.pick(types);
      const std::string name = "limit" + std::to_string(i + 1);
      Declaration declaration = line("parameter " + name + " : " + type);
      const std::size_t first = random_.below(2);
      const std::size_t last = random_.between(first, 2);
      for (std::size_t at = first; at <= last; ++at) {
        declaration.inside.push_back(line("is " + literals.literal(type) + " from " + starts[at]));
      }
      all.push_back(declaration);
      vocabulary_.parameters.push_back({name, type});
    }
  }

  void make_lists(std::vector<Declaration>& all) {
    static const std::vector<std::string> types{"number", "date", "Kind", "section", "text"};
    const std::size_t count = random_.below(3);
    ExpressionWriter literals(random_, vocabulary_);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string type = random_.pick(types);
      const std::string name = "list" + std::to_string(i + 1);
      for (const std::string& period : periods_of_versions())
        all.push_back(
            line("list " + name + " : " + type + period + " is " + list_entries(type, literals, !period.empty())));
      vocabulary_.lists.push_back({name, type});
    }
  }

  // Those of a version have no periods of their own, which might lie outside of its.
  std::string list_entries(const std::string& type, ExpressionWriter& literals, bool of_version) {
    std::string text;
    const std::size_t entries = random_.between(1, 3);
    for (std::size_t entry = 0; entry < entries; ++entry) {
      std::string element = literals.literal(type);
      if (type == "number") element = random_.chance(25) ? "2 through 3.5" : std::to_string(random_.below(4));
      if (type == "date" && random_.chance(25)) element = "2020-01-01 through 2020-02-29";
      if (type == "section" && random_.chance(25)) element = "\"PL 1(2)\" through \"PL 1(4)\"";
      const std::string in_force = of_version ? "" : ClauseWriter::period(random_, 25);
      text += (entry == 0 ? "" : ", ") + element + (in_force.empty() ? "" : " " + in_force);
    }
    return text;
  }

  // Each uses only those before it. Of the parameters of a record type only one.
  void make_definitions(std::vector<Declaration>& all) {
    static const std::vector<std::string> types{"yes/no", "yes/no", "number", "date"};
    const std::size_t count = random_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string type = shape_.closed_facts_only ? "yes/no" : random_.pick(types);
      Definition definition{"q" + std::to_string(i + 1), {}, type};
      std::vector<std::string> possible{"yes/no", "Kind"};
      if (!shape_.closed_facts_only) possible.insert(possible.end(), {"number", "date"});
      if (!vocabulary_.records.empty()) possible.insert(possible.end(), {"Item", "Item"});
      if (random_.chance(60)) definition.parameters.push_back(random_.pick(possible));
      if (random_.chance(15)) definition.parameters.push_back(random_.pick(possible));
      ExpressionWriter expressions(random_, vocabulary_);
      std::string head;
      for (std::size_t at = 0; at < definition.parameters.size(); ++at) {
        const std::string name = "x_" + std::to_string(at + 1);
        head += (at == 0 ? "(" : ", ") + name + ": " + definition.parameters[at];
        expressions.add_local(name, definition.parameters[at]);
      }
      if (!head.empty()) head += ")";
      const std::string declared = "define " + definition.name + head + ": " + type + " as ";
      const auto body = [&] {
        if (random_.chance(20)) return table(definition.name, type, expressions);
        return type == "yes/no" ? expressions.condition(2) : expressions.value(type, 2);
      };
      for (const std::string& period : periods_of_versions()) all.push_back(line(declared + body() + period));
      make_exceptions(all, definition, expressions);
      vocabulary_.definitions.push_back(std::move(definition));
    }
  }

  // A table whose rows follow each other, so that whatever they ask it is good; or of all cases of two conditions.
  std::string table(const std::string& name, const std::string& type, ExpressionWriter& expressions) {
    const auto value = [&] {
      if (random_.chance(50)) return type == "number" ? std::to_string(random_.below(3)) : expressions.literal(type);
      const std::string made = type == "yes/no" ? expressions.condition(1) : expressions.value(type, 1);
      return made.empty() ? expressions.literal(type) : made;
    };
    const std::string first = expressions.condition(1);
    if (random_.chance(30)) {
      const std::string second = expressions.condition(1);
      return fmt::format("\n| {} | {} | {} |\n| yes | any | {} |\n| no | yes | {} |\n| no | no | {} |\n", first, second,
                         name, value(), value(), value());
    }
    if (random_.chance(40)) return table_without_a_gap(name, expressions, value);
    static const std::vector<std::string> types{"number", "date", "Kind"};
    std::string other = random_.pick(types);
    std::string column = expressions.value(other, 1);
    // A member by itself is a value only where its type is asked for, which a head does not.
    const std::vector<std::string>& members = vocabulary_.closed.front().members;
    if (other == "Kind" && (column.empty() || std::find(members.begin(), members.end(), column) != members.end())) {
      other = "number";
      column = expressions.literal(other);
    }
    if (column.empty()) column = expressions.literal(other);
    std::string out = fmt::format("first match\n| {} | {} | \"value\" |\n", first, column);
    const std::size_t rows = random_.between(1, 4);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string asked = random_.chance(40) ? "any" : random_.chance(50) ? "yes" : "no";
      out += fmt::format("| {} | {} | {} |\n", asked, cell(other, expressions), value());
    }
    return out + fmt::format("| otherwise | any | {} |\n", value());
  }

  // Of all values of a column that has an order, cut at a few of them: its last row is possible only while its own
  // condition is.
  template <class WriteValue>
  std::string table_without_a_gap(const std::string& name, ExpressionWriter& expressions, WriteValue value) {
    static const std::vector<std::string> types{"number", "date", "time", "duration"};
    const std::string type = random_.pick(types);
    std::string column = expressions.value(type, 1);
    if (column.empty()) column = expressions.literal(type);
    static const std::vector<std::vector<std::string>> cuts{
        {"0", "2", "5"},
        {"2019-12-31", "2020-01-01", "2020-03-01"},
        {"2019-12-31T00:00Z", "2020-01-01T10:00Z", "2020-03-01T12:30Z"},
        {"1 day", "1 month", "1 year"}};
    const auto& at = cuts[static_cast<std::size_t>(std::find(types.begin(), types.end(), type) - types.begin())];
    const bool first_match = random_.chance(30);
    std::string out =
        fmt::format("{}\n| {} | {} | {} |\n", first_match ? "first match" : "", column, expressions.condition(1), name);
    std::vector<std::string> cells{"< " + at[0], fmt::format(">= {} and < {}", at[0], at[1]),
                                   fmt::format("between {} and {}", at[1], at[2]), "> " + at[2]};
    if (first_match) cells[1] = "< " + at[1];
    for (std::size_t i = cells.size(); i > 1; --i) {
      if (!first_match) std::swap(cells[i - 1], cells[random_.below(static_cast<std::uint32_t>(i))]);
    }
    const std::size_t split = random_.below(6);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != split) out += fmt::format("| {} | any | {} |\n", cells[i], value());
      if (i == split) out += fmt::format("| {0} | yes | {1} |\n| {0} | no | {2} |\n", cells[i], value(), value());
    }
    return out;
  }

  std::string cell(const std::string& type, ExpressionWriter& expressions) {
    const std::string one = expressions.literal(type);
    if (random_.chance(20)) return "any";
    if (type == "Kind" || random_.chance(30)) return random_.chance(50) ? one : one + ", " + expressions.literal(type);
    switch (random_.below(3)) {
      case 0:
        return "< " + one;
      case 1:
        return ">= " + one;
      default:
        return "between " + one + " and " + one;
    }
  }

  // Mostly one version that is always in force.
  std::vector<std::string> periods_of_versions() {
    if (shape_.closed_facts_only || random_.chance(75)) return {""};
    switch (random_.below(3)) {
      case 0:
        return {" in force from 2020-01-01"};
      case 1:
        return {" in force until 2020-01-02", " in force from 2020-01-02"};
      default:
        return {" in force from 2020-01-01 until 2020-02-29", " in force until 2020-01-01"};
    }
  }

  // Exceptions to a definition and to the exceptions before; they use what the definition could.
  void make_exceptions(std::vector<Declaration>& all, const Definition& definition, ExpressionWriter& expressions) {
    if (!random_.chance(45)) return;
    std::vector<std::string> names{definition.name};
    const std::size_t count = random_.between(1, 3);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = definition.name + "_e" + std::to_string(i + 1);
      std::string to = random_.chance(60) ? definition.name : random_.pick(names);
      if (const std::string other = random_.pick(names); random_.chance(25) && other != to) to += ", " + other;
      Declaration exception = line("exception " + name);
      exception.inside.push_back(line("to " + to));
      exception.inside.push_back(line("as " + value_of_exception(definition.type, expressions)));
      if (random_.chance(85)) exception.inside.push_back(line("when " + expressions.condition(1)));
      if (random_.chance(15)) exception.inside.push_back(line("unless " + expressions.condition(1)));
      if (!shape_.closed_facts_only) {
        if (std::string in_force = ClauseWriter::period(random_, 15); !in_force.empty())
          exception.inside.push_back(line(std::move(in_force)));
      }
      if (definition.parameters.empty() && random_.chance(20)) {
        Declaration part{"part around_" + name + " applies when " + expressions.condition(1), {}, "end part", true};
        part.inside.push_back(std::move(exception));
        all.push_back(std::move(part));
      } else {
        all.push_back(std::move(exception));
      }
      names.push_back(name);
    }
  }

  // Few values, so that some of them agree.
  std::string value_of_exception(const std::string& type, ExpressionWriter& expressions) {
    if (random_.chance(30)) {
      if (type == "number") return "otherwise + 1";
      if (type == "yes/no") return "not otherwise";
      return "otherwise";
    }
    if (random_.chance(60)) return type == "number" ? std::to_string(random_.below(3)) : expressions.literal(type);
    return type == "yes/no" ? expressions.condition(1) : expressions.value(type, 1);
  }

  std::vector<std::string> make_actions(std::vector<Declaration>& all) {
    static const std::vector<std::string> defaults{"", " by default permitted", " by default forbidden",
                                                   " by default unaddressed"};
    static const std::vector<std::string> meanwhiles{"", "", " meanwhile permitted", " meanwhile forbidden"};
    std::vector<std::string> actions;
    const std::size_t count = random_.between(1, 3);
    for (std::size_t i = 0; i < count; ++i) {
      // One may have a parameter, and is then named with some of its items too.
      const bool items = i == 0 && random_.chance(30);
      actions.push_back((items ? "i" : "a") + std::to_string(i + 1));
      all.push_back(line("action " + actions.back() + (items ? "(item: Kind)" : "") + random_.pick(defaults) +
                         random_.pick(meanwhiles)));
    }
    if (count > 1 && random_.chance(30)) all.push_back(line("actions both are " + actions[0] + ", " + actions[1]));
    if (actions[0][0] == 'i') {
      if (random_.chance(60)) actions.push_back("i1(ka)");
      if (random_.chance(40)) actions.push_back("i1(ka, kb)");
    }
    return actions;
  }

  std::vector<std::string> make_duties(std::vector<Declaration>& all, ExpressionWriter& expressions) {
    std::vector<std::string> duties;
    const std::size_t count = random_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      duties.push_back("duty" + std::to_string(i + 1));
      for (const std::string& period : periods_of_versions())
        all.push_back(line("duty " + duties.back() + " \"" + period + "\"" + period + parts_of_duty(expressions)));
    }
    return duties;
  }

  std::string parts_of_duty(ExpressionWriter& expressions) {
    std::string text;
    if (random_.chance(70)) text += " done when " + expressions.condition(1);
    if (!shape_.closed_facts_only && random_.chance(30))
      text += " due within 5 days" +
              (vocabulary_.calendars.empty() ? std::string() : " counted by " + vocabulary_.calendars[0].name) +
              " after " + expressions.value("date", 1);
    else if (random_.chance(20))
      text += random_.chance(50) ? " due each 09-01" : " due each quarter";
    return text;
  }

  Random random_;
  const PolicyShape& shape_;
  std::string governing_type_;  // of the head written last
  Vocabulary vocabulary_;
};

void permute(std::vector<Declaration>& declarations, std::size_t first, Random& random) {
  std::vector<Declaration> rest(declarations.begin() + static_cast<std::ptrdiff_t>(first), declarations.end());
  random.shuffle(rest);
  std::move(rest.begin(), rest.end(), declarations.begin() + static_cast<std::ptrdiff_t>(first));
  for (Declaration& declaration : declarations) {
    if (declaration.is_part) permute(declaration.inside, 0, random);
  }
}

}  // namespace

std::string Declaration::text(int indent) const {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string text = margin + head + "\n";
  for (const Declaration& one : inside) text += one.text(indent + 2);
  return tail.empty() ? text : text + margin + tail + "\n";
}

Texts PolicyText::texts() const {
  Texts texts;
  for (const Declaration& declaration : declarations) texts.root += declaration.text();
  for (const OtherFile& other : others) {
    for (const Declaration& declaration : other.declarations) texts.others[other.module] += declaration.text();
  }
  return texts;
}

std::string Texts::all() const {
  std::string all = root;
  for (const auto& [module, text] : others) all += "# --- " + module + "\n" + text;
  return all;
}

std::string PolicyText::text() const {
  return texts().all();
}

PolicyText random_policy(std::uint64_t seed, const PolicyShape& shape) {
  return PolicyWriter(seed, shape).write();
}

PolicyText permuted(const PolicyText& policy, Random& random) {
  PolicyText other = policy;
  permute(other.declarations, 1, random);
  for (OtherFile& file : other.others) permute(file.declarations, 1, random);
  return other;
}

}  // namespace carveout::properties
