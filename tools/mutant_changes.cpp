#include "mutant_changes.hpp"

#include <algorithm>
#include <map>

namespace carveout::tool {
namespace {

// LIMIT: of elements of a list whose fields are changed, and of values of one kind that are tried; nearest to what the
// policy says first.
constexpr std::size_t kMostElements = 3;
constexpr std::size_t kMostValues = 40;

}  // namespace

// The values that a policy speaks of, and those beside them.
class Changes::Pool {
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

  [[nodiscard]] const CheckedPolicy& policy() const noexcept { return policy_; }

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
        for (const auto& moved :
             {carveout::add(*date, duration, DateRounding::Down), subtract(*date, duration, DateRounding::Down)}) {
          if (!moved.ok()) continue;
          out.push_back(Value(*moved));
          add_days(*moved, out);
        }
      }
    } else if (const Time* time = now.get_if<Time>()) {
      for (const Duration& duration : durations_) {
        for (const auto& moved :
             {carveout::add(*time, duration, DateRounding::Down), subtract(*time, duration, DateRounding::Down)}) {
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
      if (std::find(durations_.begin(), durations_.end(), *duration) == durations_.end())
        durations_.push_back(*duration);
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

namespace {

template <class Pool>
class ChangeFinder {
 public:
  ChangeFinder(const Pool& pool, const Facts& facts) : policy_(pool.policy()), pool_(pool), facts_(facts) {}

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

}  // namespace

Changes::Changes(const CheckedPolicy& policy) : pool_(std::make_unique<const Pool>(policy)) {}
Changes::~Changes() = default;

std::vector<Change> Changes::of(const ScenarioFacts& given) const {
  std::vector<Change> out = ChangeFinder<Pool>(*pool_, given.facts).run();
  // A date that is told takes the place of those that the policy names.
  if (given.as_of || !pool_->policy().root().as_of) {
    for (const Date& day : pool_->days()) {
      if (day != given.as_of) out.push_back({{}, {}, {}, day});
    }
  }
  return out;
}

}  // namespace carveout::tool
