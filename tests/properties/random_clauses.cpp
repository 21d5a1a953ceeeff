#include "properties/random_clauses.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace carveout::properties {
namespace {

Declaration line(std::string text) {
  return {std::move(text), {}, {}, false};
}

}  // namespace

ClauseWriter::ClauseWriter(Random& random, ExpressionWriter& expressions, std::vector<std::string> actions,
                           std::vector<std::string> duties, std::vector<std::string> governing_dates,
                           std::string governing_type)
    : random_(random),
      expressions_(expressions),
      actions_(std::move(actions)),
      duties_(std::move(duties)),
      governing_dates_(std::move(governing_dates)),
      governing_type_(std::move(governing_type)) {}

std::string ClauseWriter::period(Random& random, unsigned percent) {
  static const std::vector<std::string> periods{"from 2020-01-01",
                                                "from 2020-01-02",
                                                "from 2019-12-31 until 2020-01-02",
                                                "until 2021-03-01",
                                                "until 2020-01-01",
                                                "from 2020-01-01 until 2022-07-15",
                                                "from 2020-02-29 until 2021-03-01"};
  return random.chance(percent) ? "in force " + random.pick(periods) : "";
}

std::vector<Declaration> ClauseWriter::write(const PolicyShape& shape) {
  terms_ = !shape.closed_facts_only;
  if (random_.chance(55)) make_parts();
  const std::size_t clauses = random_.between(1, 3);
  for (std::size_t i = 0; i < clauses; ++i) (void)clause();
  const std::size_t others = random_.between(1, shape.closed_facts_only ? 7 : 6);
  for (std::size_t i = 0; i < others; ++i) {
    const std::size_t which = random_.below(10);
    if (which < 5) {
      (void)exception();
    } else if (which < 8) {
      (void)carveout();
    } else {
      (void)clause();
    }
  }
  std::vector<Declaration> all = std::move(outside_);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i].parent) all.push_back(part_declaration(i));
  }
  return all;
}

void ClauseWriter::make_parts() {
  const std::size_t count = random_.between(1, 3);
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<std::size_t> parent;
    if (i > 0 && random_.chance(40)) parent = random_.below(i);
    parts_.push_back({"p" + std::to_string(i + 1), parent, {}});
  }
  inside_parts_.resize(count);
}

Declaration ClauseWriter::part_declaration(std::size_t part) {
  Declaration declaration{"part " + parts_[part].name, {}, "end part", true};
  if (const std::string in_force = period(random_, 25); !in_force.empty()) declaration.head += " " + in_force;
  if (random_.chance(35)) declaration.head += " applies when " + expressions_.condition(1);
  declaration.inside = std::move(inside_parts_[part]);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].parent == part) declaration.inside.push_back(part_declaration(i));
  }
  return declaration;
}

std::optional<std::size_t> ClauseWriter::some_part() {
  if (parts_.empty() || random_.chance(40)) return std::nullopt;
  const std::size_t part = random_.below(parts_.size());
  for (std::optional<std::size_t> around = part; around; around = parts_[*around].parent) {
    if (parts_[*around].named) return std::nullopt;
  }
  return part;
}

std::size_t ClauseWriter::new_priority() {
  std::set<std::size_t> taken;
  for (const Written& one : written_) taken.insert(one.priority);
  // Mostly above all others, as exceptions to exceptions are.
  if (random_.chance(60) && !taken.empty() && *taken.rbegin() < 90) return *taken.rbegin() + 1 + random_.below(5);
  std::size_t priority = random_.below(100);
  while (taken.count(priority) != 0) priority = random_.below(1'000);
  return priority;
}

void ClauseWriter::place(std::optional<std::size_t> part, Declaration declaration, Written written) {
  const std::size_t index = written_.size();
  items_at_hand_ = false;
  written.part = part;
  written_.push_back(std::move(written));
  for (auto around = part; around; around = parts_[*around].parent) parts_[*around].clauses.push_back(index);
  (part ? inside_parts_[*part] : outside_).push_back(std::move(declaration));
}

template <class Test>
std::vector<std::string> ClauseWriter::names_where(const Written&, const Test& test) {
  std::vector<std::string> names;
  for (const Written& one : written_) {
    if (test(one)) names.push_back(one.name);
  }
  for (const Part& part : parts_) {
    const auto counts = [&](std::size_t i) { return !written_[i].carveout; };
    const bool some = std::any_of(part.clauses.begin(), part.clauses.end(), counts);
    const bool all = std::all_of(part.clauses.begin(), part.clauses.end(),
                                 [&](std::size_t i) { return !counts(i) || test(written_[i]); });
    if (some && all) names.push_back(part.name);
  }
  return names;
}

std::string ClauseWriter::some_of(const std::vector<std::string>& names, std::size_t most) {
  std::vector<std::string> left = names;
  random_.shuffle(left);
  left.resize(std::min(left.size(), random_.between(1, most)));
  std::string text;
  for (const std::string& name : left) {
    text += (text.empty() ? "" : ", ") + name;
    for (Part& part : parts_) part.named |= part.name == name;
  }
  return text;
}

void ClauseWriter::add_conclusion(Declaration& clause, Written& written, std::string action, Conclusion::Kind kind) {
  const bool only_if = kind == Conclusion::Kind::Permit && random_.chance(20);
  const std::string word = kind == Conclusion::Kind::Permit ? "permit " : "forbid ";
  // Of a date, or of a time where a time governs: a term of the other kind is an error.
  std::string until;
  if (terms_ && !items_at_hand_ && kind == Conclusion::Kind::Permit && random_.chance(25)) {
    if (governing_type_.empty()) governing_type_ = "date";
    until = " until " + expressions_.value(governing_type_, 1);
    written.term = true;
  }
  clause.inside.push_back(line(word + action + (only_if ? " only if " + expressions_.condition(1) : "") + until));
  written.conclusions.push_back({kind, action, "", ""});
  if (only_if) written.conclusions.push_back({Conclusion::Kind::Forbid, std::move(action), "", ""});
}

void ClauseWriter::add_require(Declaration& clause, Written& written, std::string action) {
  const std::string& duty = random_.pick(duties_);
  const std::string timing = action.empty() ? "" : random_.chance(60) ? "before" : "after";
  clause.inside.push_back(line("require " + duty + (action.empty() ? "" : " " + timing + " " + action)));
  written.conclusions.push_back({Conclusion::Kind::Require, std::move(action), duty, timing});
}

void ClauseWriter::add_conditions(Declaration& clause, const Written& written) {
  if (random_.chance(80)) {
    std::string condition = expressions_.condition(static_cast<int>(random_.between(0, 2)));
    // Only those written before, so that none rests on itself.
    std::vector<std::string> terms;
    for (const Written& one : written_) {
      if (one.term) terms.push_back(one.name);
    }
    if (!terms.empty() && random_.chance(40)) {
      const std::string lapsed = "lapsed(" + random_.pick(terms) + ")";
      condition =
          random_.chance(40) ? lapsed : "(" + condition + (random_.chance(50) ? " and " : " or ") + lapsed + ")";
    }
    clause.inside.push_back(line("when " + condition));
  }
  if (random_.chance(15)) clause.inside.push_back(line("unless " + expressions_.condition(1)));
  if (const std::string in_force = period(random_, 15); !in_force.empty()) clause.inside.push_back(line(in_force));
  // Its term is of the kind that the policy's head goes by.
  if (!governing_dates_.empty() && !written.term && random_.chance(15))
    clause.inside.push_back(line("as of " + random_.pick(governing_dates_)));
}

void ClauseWriter::add_overriding(Declaration& clause, const Written& written) {
  if (random_.chance(18)) {
    const auto below =
        names_where(written, [&](const Written& one) { return !one.carveout && one.priority < written.priority; });
    if (random_.chance(25)) {
      clause.inside.push_back(line("notwithstanding all"));
    } else if (!below.empty()) {
      clause.inside.push_back(line("notwithstanding " + some_of(below, 2)));
    }
  }
  if (random_.chance(18)) {
    const auto above =
        names_where(written, [&](const Written& one) { return !one.carveout && one.priority > written.priority; });
    if (random_.chance(25)) {
      clause.inside.push_back(line("subject to all"));
    } else if (!above.empty()) {
      clause.inside.push_back(line("subject to " + some_of(above, 2)));
    }
  }
}

bool ClauseWriter::with_items(const std::vector<std::string>& actions) {
  const bool items = !actions.empty() && std::all_of(actions.begin(), actions.end(),
                                                     [](const std::string& action) { return action[0] == 'i'; });
  if (items) expressions_.add_local("item", "Kind");
  items_at_hand_ = items;
  return items;
}

Declaration ClauseWriter::clause() {
  Written written;
  written.name = "c" + std::to_string(written_.size() + 1);
  written.priority = new_priority();
  Declaration declaration{"clause " + written.name, {}, "", false};
  std::vector<std::string> actions = actions_;
  random_.shuffle(actions);
  actions.resize(std::min(actions.size(), random_.between(1, 2)));
  // The item may be tested where nothing is concluded apart from it.
  const bool items = with_items(actions);
  for (const std::string& action : actions) {
    if (!duties_.empty() && random_.chance(20)) {
      add_require(declaration, written, items || random_.chance(70) ? action : "");
      if (random_.chance(60)) continue;
    }
    add_conclusion(declaration, written, action,
                   random_.chance(55) ? Conclusion::Kind::Forbid : Conclusion::Kind::Permit);
  }
  add_conditions(declaration, written);
  expressions_.remove_locals();
  add_overriding(declaration, written);
  place(some_part(), declaration, written);
  return declaration;
}

std::optional<Declaration> ClauseWriter::exception() {
  Written written;
  written.name = "e" + std::to_string(written_.size() + 1);
  // Exceptions to exceptions, deep ones too, are what this is about: mostly the latest are excepted from.
  std::vector<const Written*> bases;
  for (const Written& one : written_) {
    if (!one.carveout) bases.push_back(&one);
  }
  if (bases.empty()) return std::nullopt;
  const std::size_t latest = bases.size() - 1 - random_.below(std::min<std::size_t>(bases.size(), 3));
  const Written base = *bases[random_.chance(60) ? latest : random_.below(bases.size())];
  written.priority = base.priority + 1 + random_.below(5);
  while (std::any_of(written_.begin(), written_.end(),
                     [&](const Written& one) { return one.priority == written.priority; })) {
    ++written.priority;
  }
  Declaration declaration{"exception " + written.name, {}, "", false};
  std::string to = base.name;
  if (random_.chance(35)) {
    const auto others =
        names_where(written, [&](const Written& one) { return !one.carveout && one.priority < written.priority; });
    if (!others.empty()) {
      const std::string more = some_of(others, 2);
      if (more.find(base.name) == std::string::npos) to += ", " + more;
    }
  }
  declaration.inside.push_back(line("to " + to));
  const Conclusion& against = random_.pick(base.conclusions);
  const bool items = !against.action.empty() && with_items({against.action});
  if (against.kind == Conclusion::Kind::Require) {
    add_require(declaration, written, against.action);
  } else {
    const bool same = random_.chance(12);
    const bool permits = (against.kind == Conclusion::Kind::Forbid) != same;
    add_conclusion(declaration, written, against.action, permits ? Conclusion::Kind::Permit : Conclusion::Kind::Forbid);
    if (!duties_.empty() && (same || random_.chance(15)))
      add_require(declaration, written, items || random_.chance(80) ? against.action : "");
  }
  add_conditions(declaration, written);
  expressions_.remove_locals();
  add_overriding(declaration, written);
  place(some_part(), declaration, written);
  return declaration;
}

Declaration ClauseWriter::carveout() {
  Written written;
  written.name = "v" + std::to_string(written_.size() + 1);
  written.carveout = true;
  written.priority = 1'000 + written_.size();
  Declaration declaration{"carveout " + written.name, {}, "", false};
  std::string narrowed = random_.chance(25) ? random_.pick(actions_) : "";
  const bool items = !narrowed.empty() && with_items({narrowed});
  if (random_.chance(25)) {
    static const std::vector<std::string> kinds{"forbids", "permits", "duties"};
    std::string from = "from all " + random_.pick(kinds);
    if (!parts_.empty() && random_.chance(50)) from += " of " + random_.pick(parts_).name;
    declaration.inside.push_back(line(from));
  } else {
    // Carving out of a carve-out, it could not test the item.
    const auto names = names_where(written, [&](const Written& one) { return !items || !one.carveout; });
    declaration.inside.push_back(line("from " + some_of(names, 2)));
  }
  if (!narrowed.empty()) declaration.inside.push_back(line("for " + std::move(narrowed)));
  add_conditions(declaration, written);
  expressions_.remove_locals();
  place(some_part(), declaration, written);
  return declaration;
}

}  // namespace carveout::properties
