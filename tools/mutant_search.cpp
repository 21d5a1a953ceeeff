#include "mutant_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace carveout::tool {
namespace {

// LIMIT: of elements of a list whose fields are changed, and of values of one kind that are tried; nearest to what the
// policy says first.
constexpr std::size_t kMostElements = 3;
constexpr std::size_t kMostValues = 40;

std::string_view outcome_word(Outcome outcome) {
  return outcome_id(outcome);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

// One fact, or the date told from outside, and what it is changed to.
struct Change {
  FactPath path;
  TypeId type{};
  Value value;
  std::optional<Date> as_of = {};  // instead
};

// The values that a policy speaks of, and those beside them.
class Pool {
 public:
  explicit Pool(const CheckedPolicy& policy) : policy_(policy) {
    for (const Value& value : policy.constants) add(value);
    for (const NamedList& list : policy.lists) {
      for (const ListEntry& entry : list.entries) {
        add(entry.value);
        if (entry.through) add(*entry.through);
      }
    }
    for (const Scenario& scenario : policy.scenarios) {
      for (const Given& given : scenario.givens) add_all(given.value);
    }
    add_periods();
  }

  [[nodiscard]] std::vector<Date> days() const {
    std::vector<Date> out;
    const auto known = by_kind_.find(TypeKind::Date);
    if (known == by_kind_.end()) return out;
    for (const Value& value : known->second) out.push_back(*value.get_if<Date>());
    return out;
  }

  [[nodiscard]] std::vector<Value> values(TypeId type, bool optional, const Value& now) const {
    std::vector<Value> out;
    const Type& info = policy_[type];
    const auto add_one = [&](const Value& value) {
      const auto same = [&](const Value& other) { return same_value(value, other); };
      if (!same_value(value, now) && std::none_of(out.begin(), out.end(), same)) out.push_back(value);
    };
    if (info.kind == TypeKind::YesNo) {
      add_one(Value(true));
      add_one(Value(false));
    } else if (info.kind == TypeKind::Closed) {
      for (std::uint32_t i = 0; i < info.members.size(); ++i) add_one(Value(Member{i}));
    } else if (info.kind == TypeKind::List) {
      add_one(make_list({}));
    } else if (info.kind == TypeKind::Record) {
      // Its fields are changed one by one.
    } else {
      for (const Value& value : near(now)) add_one(value);
      const auto known = by_kind_.find(info.kind);
      if (known != by_kind_.end()) {
        for (const Value& value : known->second) {
          if (out.size() < kMostValues) add_one(value);
        }
      }
    }
    if (optional && !now.is_absent()) out.push_back(Value(Absent{}));
    return out;
  }

 private:
  void add_periods() {
    const auto add_period = [this](const Period& period) {
      if (period.from) add(Value(*period.from));
      if (period.until) add(Value(*period.until));
    };
    for (const PolicyInfo& one : policy_.policies) add_period(one.period);
    for (const Part& one : policy_.parts) add_period(one.period);
    for (const Clause& one : policy_.clauses) add_period(one.period);
    for (const DefineException& one : policy_.define_exceptions) add_period(one.period);
    for (const Define& one : policy_.defines) {
      for (const DefineVersion& version : one.versions) add_period(version.period);
    }
    for (const Parameter& one : policy_.parameters) {
      for (const ParameterValue& version : one.values) add(Value(version.from));
    }
    for (const NamedList& list : policy_.lists) {
      for (const ListEntry& entry : list.entries) add_period(entry.period);
    }
  }

  // What a date or time is compared with at a distance: moved by each length of time the policy speaks of.
  [[nodiscard]] std::vector<Value> near(const Value& now) const {
    std::vector<Value> out;
    if (const Date* date = now.get_if<Date>()) {
      add_days(*date, out);
      for (const Duration& duration : durations_) {
        for (const auto& moved : {carveout::add(*date, duration, DateRounding::Down), subtract(*date, duration, DateRounding::Down)}) {
          if (!moved.ok()) continue;
          out.push_back(Value(*moved));
          add_days(*moved, out);
        }
      }
    } else if (const Time* time = now.get_if<Time>()) {
      for (const Duration& duration : durations_) {
        for (const auto& moved : {carveout::add(*time, duration, DateRounding::Down), subtract(*time, duration, DateRounding::Down)}) {
          if (moved.ok()) out.push_back(Value(*moved));
        }
      }
    }
    return out;
  }

  static void add_days(const Date& date, std::vector<Value>& out) {
    for (const std::int32_t by : {-1, 1}) {
      const Date beside{date.days + by};
      if (Date::parse(beside.to_text())) out.push_back(Value(beside));
    }
  }

  void add_all(const Value& value) {
    if (const ListValue* list = value.list()) {
      for (const Value& element : list->elements) add_all(element);
    } else if (const RecordValue* record = value.record()) {
      for (const Value& field : record->fields) add_all(field);
    } else {
      add(value);
    }
  }

  void add(const Value& value) {
    if (const Number* number = value.get_if<Number>()) {
      put(TypeKind::Number, value);
      for (const Number& beside : {Number(1), Number(-1)}) {
        const auto moved = carveout::add(*number, beside);
        if (moved.ok()) put(TypeKind::Number, Value(*moved));
      }
    } else if (const Date* date = value.get_if<Date>()) {
      put(TypeKind::Date, value);
      std::vector<Value> beside;
      add_days(*date, beside);
      for (const Value& one : beside) put(TypeKind::Date, one);
    } else if (value.get_if<Time>()) {
      put(TypeKind::Time, value);
    } else if (const Duration* duration = value.get_if<Duration>()) {
      put(TypeKind::Duration, value);
      if (std::find(durations_.begin(), durations_.end(), *duration) == durations_.end()) durations_.push_back(*duration);
    } else if (value.get_if<Section>()) {
      put(TypeKind::Section, value);
    } else if (value.get_if<std::string>()) {
      put(TypeKind::Text, value);
    }
  }

  void put(TypeKind kind, const Value& value) {
    std::vector<Value>& known = by_kind_[kind];
    const auto same = [&](const Value& other) { return same_value(value, other); };
    if (known.size() < 4 * kMostValues && std::none_of(known.begin(), known.end(), same)) known.push_back(value);
  }

  const CheckedPolicy& policy_;
  std::map<TypeKind, std::vector<Value>> by_kind_;
  std::vector<Duration> durations_;
};

// Where one scenario begins: its facts, and what of them can be changed.
struct Start {
  std::size_t scenario = 0;
  Facts facts;
  DecideOptions options;
  std::vector<Change> changes;
};

class ChangeFinder {
 public:
  ChangeFinder(const CheckedPolicy& policy, const Pool& pool, const Facts& facts) : policy_(policy), pool_(pool), facts_(facts) {}

  std::vector<Change> run() {
    for (std::uint32_t i = 0; i < policy_.facts.size(); ++i) {
      const FactInfo& fact = policy_.facts[i];
      add({FactId{i}, {}}, fact.type, fact.optional);
    }
    return std::move(out_);
  }

 private:
  // Recursion: as deep as records stand in records.
  void add(const FactPath& path, TypeId type, bool optional) {
    const Value now = fact_at(policy_, facts_, path);
    for (Value& value : pool_.values(type, optional, now)) out_.push_back({path, type, std::move(value)});
    const Type& info = policy_[type];
    if (info.kind == TypeKind::Record && !now.is_absent()) add_fields(path, info);
    const ListValue* list = now.list();
    if (info.kind != TypeKind::List || !list) return;
    for (std::uint32_t i = 0; i < list->elements.size() && i < kMostElements; ++i) {
      FactPath element = path;
      element.steps.push_back({true, i});
      add(element, info.element, false);
    }
  }

  void add_fields(const FactPath& path, const Type& info) {
    for (std::uint32_t i = 0; i < info.fields.size(); ++i) {
      FactPath field = path;
      field.steps.push_back({false, i});
      add(field, info.fields[i].type, info.fields[i].optional);
    }
  }

  const CheckedPolicy& policy_;
  const Pool& pool_;
  const Facts& facts_;
  std::vector<Change> out_;
};

std::string joined_names(const CheckedPolicy& policy, const std::vector<ClauseId>& clauses) {
  std::string out;
  std::set<std::string> told;
  for (const ClauseId id : clauses) {
    const std::string name = policy.clause_name(id);
    if (told.insert(name).second) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string_view required_words(Truth required) {
  return required == Truth::Yes ? "required" : required == Truth::No ? "not required" : "possibly required";
}

// An expectation that the policy meets and the mutant does not.
class Difference {
 public:
  Difference(const Plan& plan, const Plan& mutant, const CheckedPolicy& policy)
      : plan_(plan), mutant_(mutant), policy_(policy) {}

  [[nodiscard]] std::optional<std::string> on(const Facts& facts, const DecideOptions& options) const {
    std::optional<std::string> lesser;
    for (std::uint32_t i = 0; i < policy_.actions.size(); ++i) {
      const Decision ours = decide(plan_, facts, ActionId{i}, options);
      const Decision theirs = decide(mutant_, facts, ActionId{i}, options);
      if (ours.outcome != theirs.outcome) {
        const std::string by = ours.because.empty() ? "" : " by " + joined_names(policy_, ours.because);
        return fmt::format("{} {}{}", policy_.actions[i].name, outcome_word(ours.outcome), by);
      }
      if (auto duty = duties(ours, theirs)) return duty;
      if (!lesser) lesser = reasons(ours, theirs);
    }
    if (auto value = values(facts, options)) return value;
    return lesser;
  }

 private:
  [[nodiscard]] std::optional<std::string> duties(const Decision& ours, const Decision& theirs) const {
    for (const DutyAnswer& one : ours.duties) {
      const auto other = std::find_if(theirs.duties.begin(), theirs.duties.end(), [&](const DutyAnswer& d) {
        return d.duty == one.duty && d.timing == one.timing;
      });
      const Truth required = other == theirs.duties.end() ? Truth::No : other->required;
      if (required == one.required) continue;
      const std::string about = one.timing == Timing::Standing ? ""
                                : fmt::format(" {} {}", one.timing == Timing::Before ? "before" : "after",
                                              policy_[ours.action].name);
      return fmt::format("{} {}{}", policy_[one.duty].name, required_words(one.required), about);
    }
    return std::nullopt;
  }

  // The same outcome by other clauses, or needing other facts.
  [[nodiscard]] std::optional<std::string> reasons(const Decision& ours, const Decision& theirs) const {
    const std::string& name = policy_[ours.action].name;
    if (ours.outcome == Outcome::Undetermined) {
      if (ours.needs == theirs.needs) return std::nullopt;
      std::string needs;
      for (const std::string& path : ours.needs) {
        if (path == "as of") return std::nullopt;
        needs += (needs.empty() ? "" : ", ") + path;
      }
      return fmt::format("{} undetermined needing {}", name, needs);
    }
    std::vector<ClauseId> missing;
    std::set_difference(ours.because.begin(), ours.because.end(), theirs.because.begin(), theirs.because.end(),
                        std::back_inserter(missing));
    if (missing.empty()) return std::nullopt;
    return fmt::format("{} {} by {}", name, outcome_word(ours.outcome), joined_names(policy_, ours.because));
  }

  [[nodiscard]] std::optional<std::string> values(const Facts& facts, const DecideOptions& options) const {
    for (std::uint32_t i = 0; i < policy_.defines.size(); ++i) {
      const Define& define = policy_.defines[i];
      if (!define.parameters.empty()) continue;
      const Value ours = explain_value(plan_, facts, DefineId{i}, options).value;
      const Value theirs = explain_value(mutant_, facts, DefineId{i}, options).value;
      const TypeKind kind = policy_[define.type].kind;
      if (same_value(ours, theirs) || !ours.is_known() || kind == TypeKind::Record || kind == TypeKind::List) continue;
      return fmt::format("{} is {}", define.name, policy_.value_text(ours, define.type));
    }
    return std::nullopt;
  }

  const Plan& plan_;
  const Plan& mutant_;
  const CheckedPolicy& policy_;
};

}  // namespace

struct MutantSearch::State {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const CheckedPolicy> policy;
  std::vector<Start> starts;
};

MutantSearch::MutantSearch(std::shared_ptr<const Plan> plan, std::shared_ptr<const CheckedPolicy> of)
    : state_(std::make_unique<State>()) {
  state_->policy = std::move(of);
  state_->plan = std::move(plan);
  const CheckedPolicy& policy = *state_->policy;
  const Pool pool(policy);
  for (std::size_t i = 0; i < policy.scenarios.size(); ++i) {
    if (policy.scenarios[i].common) continue;
    ScenarioFacts given = facts_of_scenario(policy, i);
    if (!given.diagnostics.empty()) continue;
    Start start{i, std::move(given.facts), {}, {}};
    start.options.as_of = given.as_of;
    start.changes = ChangeFinder(policy, pool, start.facts).run();
    // A date that is told takes the place of those that the policy names.
    if (start.options.as_of || !policy.root().as_of) {
      for (const Date& day : pool.days()) {
        if (day != start.options.as_of) start.changes.push_back({{}, {}, {}, day});
      }
    }
    state_->starts.push_back(std::move(start));
  }
}

MutantSearch::~MutantSearch() = default;

namespace {

// One search: what it has looked at, and where.
class Trials {
 public:
  Trials(const CheckedPolicy& policy, Difference difference, std::string name)
      : policy_(policy), difference_(difference), name_(std::move(name)) {}

  [[nodiscard]] bool spent() const { return trials_ >= most(); }
  [[nodiscard]] std::size_t most() const {
    // Of each action, and the value of each definition without arguments, on both policies.
    const auto values = std::count_if(policy_.defines.begin(), policy_.defines.end(),
                                      [](const Define& define) { return define.parameters.empty(); });
    const std::size_t decisions = 2 * (policy_.actions.size() + static_cast<std::size_t>(values)) + 1;
    return std::min(MutantSearch::kMostTrials, MutantSearch::kMostDecisions / decisions + 1);
  }
  [[nodiscard]] std::size_t count() const { return trials_; }

  std::optional<TellingScenario> look(const Start& start, const std::vector<const Change*>& changes) {
    ++trials_;
    Facts facts = start.facts;
    DecideOptions options = start.options;
    for (const Change* change : changes) {
      if (change->as_of) options.as_of = change->as_of;
      if (change->as_of) continue;
      if (set_fact(policy_, facts, change->path, change->value) != SetResult::Ok) return std::nullopt;
    }
    const auto expected = difference_.on(facts, options);
    if (!expected) return std::nullopt;
    std::string text = fmt::format("scenario \"{}\"\n  like \"{}\"\n", escaped(name_),
                                   escaped(policy_.scenarios[start.scenario].name));
    std::string given;
    for (const Change* change : changes) {
      if (change->as_of)
        text += "  as of " + change->as_of->to_text() + '\n';
      else
        given += (given.empty() ? "" : "\n    ") + written(*change);
    }
    const bool several = given.find('\n') != std::string::npos;
    if (!given.empty()) text += (several ? "  given\n    " : "  given ") + given + '\n';
    return TellingScenario{text + "  expect " + *expected + '\n'};
  }

 private:
  [[nodiscard]] std::string written(const Change& change) const {
    return fmt::format("{} is {}", policy_.path_text(change.path),
                       change.value.is_absent() ? "absent" : policy_.value_text(change.value, change.type));
  }

  const CheckedPolicy& policy_;
  Difference difference_;
  std::string name_;
  std::size_t trials_ = 0;
};

// Does the text name the last field of the path?
bool names(std::string_view text, std::string_view path) {
  const std::size_t dot = path.rfind('.');
  std::string_view last = dot == std::string_view::npos ? path : path.substr(dot + 1);
  last = last.substr(0, last.find('['));
  return text.find(last) != std::string_view::npos;
}

bool same_place(const Change& one, const Change& other) {
  if (one.as_of || other.as_of) return one.as_of && other.as_of;
  const FactPath& a = one.path;
  const FactPath& b = other.path;
  const auto same = [](const PathStep& x, const PathStep& y) { return x.element == y.element && x.index == y.index; };
  const std::size_t common = std::min(a.steps.size(), b.steps.size());
  // One inside the other counts as well: what one sets, the other would undo.
  return a.fact == b.fact && std::equal(a.steps.begin(), a.steps.begin() + static_cast<std::ptrdiff_t>(common), b.steps.begin(), same);
}

}  // namespace

MutantSearch::Found MutantSearch::find(const Plan& mutant, const std::string& name, std::string_view near) const {
  const CheckedPolicy& policy = *state_->policy;
  Trials trials(policy, Difference(*state_->plan, mutant, policy), name);
  Found out;
  const auto done = [&](std::optional<TellingScenario> found) {
    out.trials = trials.count();
    out.scenario = std::move(found);
    return out.scenario.has_value();
  };
  for (const Start& start : state_->starts) {
    if (trials.spent()) return out;
    if (done(trials.look(start, {}))) return out;
  }
  std::vector<std::vector<bool>> is_near;
  for (const Start& start : state_->starts) {
    auto& flags = is_near.emplace_back();
    for (const Change& change : start.changes)
      flags.push_back(change.as_of || names(near, policy.path_text(change.path)));
  }
  const auto one_by_one = [&](bool wanted) {
    for (std::size_t s = 0; s < state_->starts.size(); ++s) {
      const Start& start = state_->starts[s];
      for (std::size_t i = 0; i < start.changes.size(); ++i) {
        if (is_near[s][i] != wanted) continue;
        if (trials.spent()) return false;
        if (done(trials.look(start, {&start.changes[i]}))) return true;
      }
    }
    return false;
  };
  if (one_by_one(true) || trials.spent()) return out;
  const auto two_by_two = [&](bool all, std::size_t most) {
    for (std::size_t s = 0; s < state_->starts.size(); ++s) {
      const Start& start = state_->starts[s];
      for (std::size_t i = 0; i < start.changes.size(); ++i) {
        for (std::size_t j = i + 1; j < start.changes.size() && (all || is_near[s][i]); ++j) {
          // Those near by have been looked at.
          if (all ? is_near[s][i] && is_near[s][j] : !is_near[s][j]) continue;
          if (same_place(start.changes[i], start.changes[j])) continue;
          if (trials.count() >= most) return false;
          if (done(trials.look(start, {&start.changes[i], &start.changes[j]}))) return true;
        }
      }
    }
    return false;
  };
  // Two of those that it names, before all the others by themselves: they are fewer, and say more.
  if (two_by_two(false, trials.most() / 2)) return out;
  if (one_by_one(false)) return out;
  out.all_of_one = !trials.spent();
  (void)two_by_two(true, trials.most());
  return out;
}

}  // namespace carveout::tool
