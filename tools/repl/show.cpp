#include "repl/show.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "question.hpp"
#include "repl/facts_text.hpp"
#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

constexpr std::size_t kMostEntries = 500;  // LIMIT: of a list that is shown; the file of a longer one is read otherwise

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    if (out.find(item) != std::string::npos && (", " + out + ",").find(", " + item + ",") != std::string::npos)
      continue;
    out += (out.empty() ? "" : ", ") + item;
  }
  return out;
}

class Showing {
 public:
  Showing(const CheckedPolicy& policy, const SourceMap& sources, std::size_t width)
      : policy_(policy), sources_(sources), width_(width) {}

  Shown named(const std::string& name) {
    std::vector<ClauseId> written;
    for (const ClauseId id : policy_.find_clauses(name)) {
      // One spelt out for its items is one declaration.
      const bool told = std::any_of(written.begin(), written.end(),
                                    [&](ClauseId other) { return policy_[other].span == policy_[id].span; });
      if (!told) written.push_back(id);
    }
    for (const ClauseId id : written) clause(id);
    each(policy_.actions, name, [&](const Action& one) { declared("action", one.span, one.cites); });
    each(policy_.action_groups, name, [&](const ActionGroup& one) { group(one); });
    each(policy_.defines, name, [&](const Define& one) { define(one); });
    each(policy_.define_exceptions, name,
         [&](const DefineException& one) { declared("exception to a definition", one.span, {}); });
    each(policy_.duties, name, [&](const Duty& one) { declared("duty", one.span, one.cites); });
    each(policy_.parameters, name, [&](const Parameter& one) { declared("parameter", one.span, {}); });
    each(policy_.lists, name, [&](const NamedList& one) { declared("list", one.span, one.cites); });
    each(policy_.types, name, [&](const Type& one) {
      if (sources_.file(one.span.file).text().empty()) return;
      declared("type", one.span, {});
    });
    each(policy_.calendars, name, [&](const Calendar& one) { declared("calendar", one.span, one.cites); });
    each(policy_.parts, name, [&](const Part& one) { declared("part", one.span, one.cites); });
    each(policy_.policies, name, [&](const PolicyInfo& one) { declared("policy", one.span, one.cites); });
    each(policy_.scenarios, name, [&](const Scenario& one) {
      if (!one.common) declared("scenario", one.span, {});
    });
    fact(name);
    if (!text_.empty()) return {std::move(text_), {}};
    const std::vector<std::string> names = shown_names(policy_);
    const std::string_view near = nearest(name, {names.begin(), names.end()});
    return {{},
            near.empty()
                ? fmt::format("nothing is called `{}`; `clauses`, `facts all`, `list` and `type` say what there is",
                              safe(name))
                : fmt::format("nothing is called `{}`: did you mean `{}`?", safe(name), safe(near))};
  }

 private:
  template <class Things, class Show>
  void each(const Things& things, const std::string& name, Show show) {
    for (const auto& thing : things) {
      if (thing.name == name) show(thing);
    }
  }

  // "clause, examples/x.carve:83, § 1", and the text as it is written.
  void declared(std::string_view kind, Span span, const std::string& cites) {
    const SourceFile& file = sources_.file(span.file);
    if (!text_.empty()) text_ += '\n';
    text_ += fmt::format("{}, {}:{}{}{}\n", kind, safe(file.name()), file.position(span.begin).line,
                         cites.empty() ? "" : ", ", safe(cites));
    source(file, span);
  }

  void source(const SourceFile& file, Span span) {
    // From the beginning of its line, so that what hangs below it is indented as it is there.
    const std::uint32_t begin = file.line_begin(file.position(span.begin).line);
    std::string_view text = file.text().substr(begin, std::max(span.end, span.begin) - begin);
    const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      line.remove_prefix(std::min({indent, line.find_first_not_of(' '), line.size()}));
      text_ += "  " + safe_lines(line) + '\n';
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void relation(std::string_view what, const std::vector<std::string>& names) {
    if (!names.empty()) text_ += wrapped(fmt::format("{}: {}", what, safe(joined(names))), 2, width_);
  }
  [[nodiscard]] std::vector<std::string> names_of(const std::vector<ClauseId>& ids) const {
    std::vector<std::string> out;
    for (const ClauseId id : ids) out.push_back(with_citation(id));
    return out;
  }
  [[nodiscard]] std::string with_citation(ClauseId id) const {
    const Clause& clause = policy_[id];
    std::string out = policy_.clause_name(id);
    if (!clause.cites.empty()) out += " (" + clause.cites.front() + ")";
    return out;
  }
  // The clauses that have this one among some of theirs.
  template <class Of>
  [[nodiscard]] std::vector<std::string> that_name(ClauseId id, Of of) const {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
      const std::vector<ClauseId>& ids = of(policy_.clauses[i]);
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) out.push_back(with_citation(ClauseId{i}));
    }
    return out;
  }

  void clause(ClauseId id) {
    const Clause& one = policy_[id];
    std::string cites;
    for (const std::string& citation : one.cites) cites += (cites.empty() ? "" : ", ") + citation;
    const std::string_view kind = one.kind == ClauseKind::Clause      ? "clause"
                                  : one.kind == ClauseKind::Exception ? "exception"
                                                                      : "carve-out";
    declared(kind, one.span, cites);
    relation("it is an exception to", names_of(one.bases));
    relation("it carves out of", names_of(one.targets));
    relation("it overrides", names_of(one.notwithstanding));
    if (one.notwithstanding_all) relation("it overrides", {"every clause that it collides with"});
    relation("it yields to", names_of(one.subject_to));
    if (one.subject_to_all) relation("it yields to", {"every clause that it collides with"});
    relation("exceptions to it", that_name(
                                     id, [](const Clause& c) -> auto& { return c.bases; }));
    relation("carved out by", that_name(
                                  id, [](const Clause& c) -> auto& { return c.targets; }));
    relation("overridden by", that_name(
                                  id, [](const Clause& c) -> auto& { return c.notwithstanding; }));
    relation("yielded to by", that_name(
                                  id, [](const Clause& c) -> auto& { return c.subject_to; }));
    relation("overridden, where they collide, by", that_override_all(id));
  }
  [[nodiscard]] std::vector<std::string> that_override_all(ClauseId id) const {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
      const Clause& other = policy_.clauses[i];
      if (!other.notwithstanding_all || other.policy != policy_[id].policy || ClauseId{i} == id) continue;
      const bool of_one_action =
          std::any_of(other.conclusions.begin(), other.conclusions.end(),
                      [&](const Conclusion& c) { return c.action && policy_.speaks_of(id, *c.action); });
      if (of_one_action) out.push_back(with_citation(ClauseId{i}));
    }
    return out;
  }

  void define(const Define& one) {
    declared(fmt::format("definition, {}", safe(type_name(policy_, one.type))), one.span, one.cites);
    std::vector<std::string> names;
    for (const DefineExceptionId id : one.exceptions) names.push_back(policy_[id].name);
    relation("exceptions to it", names);
  }

  void group(const ActionGroup& one) {
    std::vector<std::string> names;
    for (const ActionId id : one.actions) names.push_back(policy_[id].name);
    if (!text_.empty()) text_ += '\n';
    text_ += fmt::format("actions{}{}\n", one.label.empty() ? "" : ", ", safe(one.label));
    relation("they are", names);
  }

  void fact(const std::string& path) {
    for (const FactLine& line : fact_lines(policy_, no_facts(policy_), 100'000)) {
      if (line.path != path && line.path.rfind(path + '.', 0) != 0) continue;
      if (!text_.empty() && line.path == path) text_ += '\n';
      text_ += fmt::format("fact, {}\n  {}\n", safe(type_words(policy_, line.type, line.optional)),
                           line.label.empty() ? safe(line.path) : safe(line.path) + ": " + safe(line.label));
    }
  }

  const CheckedPolicy& policy_;
  const SourceMap& sources_;
  std::size_t width_;
  std::string text_;
};

}  // namespace

std::string period_words(const Period& period) {
  std::string out;
  if (period.from) out += "from " + period.from->to_text();
  if (period.until) out += (out.empty() ? "until " : " until ") + period.until->to_text();
  return out;
}

std::string type_name(const CheckedPolicy& policy, TypeId type) {
  return policy[type].name;
}

std::vector<std::string> shown_names(const CheckedPolicy& policy) {
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) out.push_back(policy.clause_name(ClauseId{i}));
  const auto add = [&](const auto& things) {
    for (const auto& thing : things) out.push_back(thing.name);
  };
  add(policy.actions);
  add(policy.action_groups);
  add(policy.defines);
  add(policy.define_exceptions);
  add(policy.duties);
  add(policy.parameters);
  add(policy.lists);
  add(policy.calendars);
  add(policy.parts);
  for (std::size_t i = 7; i < policy.types.size(); ++i) {
    if (policy.types[i].kind != TypeKind::List && !policy.types[i].name.empty()) out.push_back(policy.types[i].name);
  }
  for (const FactLine& line : fact_lines(policy, no_facts(policy), 10'000)) out.push_back(line.path);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Shown show_named(const CheckedPolicy& policy, const SourceMap& sources, const std::string& name, std::size_t width) {
  return Showing(policy, sources, width).named(name);
}

Shown show_list(const CheckedPolicy& policy, const std::string& name, std::size_t width) {
  Columns table(2, width);
  std::vector<std::string_view> known;
  for (const NamedList& list : policy.lists) {
    known.emplace_back(list.name);
    if (name.empty()) table.add({safe(list.name), std::to_string(list.entries.size()), safe(list.label)});
    if (list.name != name) continue;
    std::size_t rows = 0;
    for (const ListEntry& entry : list.entries) {
      if (++rows > kMostEntries) break;
      std::string value = policy.value_text(entry.value, list.element);
      if (entry.through) value += " through " + policy.value_text(*entry.through, list.element);
      if (entry.range) value = fmt::format("{}, and what follows it in a range", value);
      table.add({safe(value), period_words(entry.period)});
    }
    std::string head = fmt::format("{}: list of {}{}{}\n", safe(name), safe(type_name(policy, list.element)),
                                   list.cites.empty() ? "" : ", ", safe(list.cites));
    if (rows > kMostEntries)
      return {head + table.text() + fmt::format("  … and {} more\n", list.entries.size() - kMostEntries), {}};
    return {head + table.text(), {}};
  }
  if (name.empty()) return {table.empty() ? "The policy has no lists.\n" : table.text(), {}};
  return {{}, no_such("list", name, known)};
}

Shown show_type(const CheckedPolicy& policy, const std::string& name, std::size_t width) {
  Columns table(2, width);
  std::vector<std::string_view> known;
  for (std::size_t i = 7; i < policy.types.size(); ++i) {
    const Type& type = policy.types[i];
    if (type.kind == TypeKind::List || type.name.empty()) continue;
    known.emplace_back(type.name);
    if (name.empty()) {
      const std::string_view kind = type.kind == TypeKind::Record   ? "record"
                                    : type.kind == TypeKind::Closed ? "one of"
                                                                    : "";
      table.add({safe(type.name),
                 std::string(kind.empty() && type.base ? type_name(policy, *type.base) : std::string(kind)),
                 safe(type.label)});
    }
    if (type.name != name) continue;
    for (const MemberInfo& member : type.members) table.add({safe(member.name), safe(member.label)});
    for (const FieldInfo& field : type.fields)
      table.add({safe(field.name), safe(type_name(policy, field.type)) + (field.optional ? " if any" : ""),
                 safe(field.label)});
    std::string head = safe(name);
    if (type.kind == TypeKind::Closed) head += type.ordered ? ": one of, in this order" : ": one of";
    if (type.kind == TypeKind::Record) head += ": a record";
    if (type.base) head += ": " + safe(type_name(policy, *type.base));
    return {head + '\n' + table.text(), {}};
  }
  if (name.empty()) return {table.empty() ? "The policy declares no types.\n" : table.text(), {}};
  return {{}, no_such("type", name, known)};
}

}  // namespace carveout::tool::repl
