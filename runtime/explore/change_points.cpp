#include "explore/change_points.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace carveout::explore {
namespace {

bool is_ordered(TypeKind kind) {
  return kind == TypeKind::Number || kind == TypeKind::Date || kind == TypeKind::Time;
}

class Points {
 public:
  Points(const Plan& plan, const State& now, ActionId action, const ExploreLimits& limits, Budget& budget)
      : policy_(*plan.policy),
        now_(now),
        limits_(limits),
        readings_(plan, action),
        costs_(readings_, now.facts, action),
        classes_(readings_, limits_, costs_, budget) {}

  std::vector<ChangePoint> all() {
    for (const Point& point : readings_.points()) {
      if (inside_missing(point)) continue;
      const TypeKind kind = policy_[point.type].kind;
      if (kind == TypeKind::List)
        list(point);
      else if (kind == TypeKind::Record)
        record(point);
      else
        value(point);
    }
    if (now_.options.as_of || reads_outside_date()) value(governing_date_point());
    std::stable_sort(out_.begin(), out_.end(),
                     [](const ChangePoint& a, const ChangePoint& b) { return declared_before(a.point, b.point); });
    return std::move(out_);
  }

 private:
  // The fields of a record that is missing come with the record.
  [[nodiscard]] bool inside_missing(const Point& point) const {
    FactPath around{point.path->fact, {}};
    for (const PathStep step : point.path->steps) {
      if (fact_at(policy_, now_.facts, around).is_absent()) return true;
      around.steps.push_back(step);
    }
    return false;
  }

  [[nodiscard]] bool reads_outside_date() const {
    return std::any_of(readings_.leaves().begin(), readings_.leaves().end(),
                       [](const LeafReading& leaf) { return leaf.governing_date && leaf.governing.empty(); });
  }

  void value(const Point& point) {
    ChangePoint fresh;
    fresh.point = point;
    fresh.now = value_at(policy_, now_, point);
    fresh.ordered = is_ordered(policy_[point.type].kind);
    fresh.values = classes_.of(now_, point, Classes::Which::Instead);
    // What it is now is no change; the others of its class are none that matters.
    std::erase_if(fresh.values, [&](const FoundClass& one) {
      if (same_value(one.values.value, fresh.now)) return true;
      const auto& others = one.values.others;
      return std::any_of(others.begin(), others.end(), [&](const Value& v) { return same_value(v, fresh.now); });
    });
    if (!fresh.values.empty()) out_.push_back(std::move(fresh));
  }

  static FoundClass just(Value value) { return {{std::move(value), {}, {}, {}}, {}}; }

  void record(const Point& point) {
    if (!point.optional) return;
    ChangePoint fresh;
    fresh.point = point;
    fresh.now = value_at(policy_, now_, point);
    if (fresh.now.is_absent()) {
      for (Value& made : classes_.records(now_, point)) fresh.values.push_back(just(std::move(made)));
    } else {
      fresh.values.push_back(just(Value(Absent{})));
      if (fresh.now.is_unknown()) fresh.values.push_back(just(record_unknown(policy_, point.type)));
    }
    if (!fresh.values.empty()) out_.push_back(std::move(fresh));
  }

  void list(const Point& point) {
    ChangePoint fresh;
    fresh.point = point;
    fresh.now = value_at(policy_, now_, point);
    const auto add = [&](Value value, FactChange::Kind kind, std::size_t entry) {
      fresh.values.push_back(just(std::move(value)));
      fresh.kinds.push_back(kind);
      fresh.entries.push_back(entry);
    };
    const ListValue* known = fresh.now.list();
    const std::vector<Value> elements = known ? known->elements : std::vector<Value>();
    if (!known || known->open) add(make_list(elements), FactChange::Kind::Set, 0);
    const std::size_t entries = std::min<std::size_t>(elements.size(), limits_.entries);
    for (std::size_t i = 0; known && i < entries; ++i) {
      std::vector<Value> fewer = elements;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      add(make_list_like(*known, std::move(fewer)), FactChange::Kind::DropEntry, i);
    }
    for (Value& entry : classes_.entries(now_, point)) {
      std::vector<Value> more = elements;
      more.push_back(std::move(entry));
      const auto kind = known ? FactChange::Kind::AddEntry : FactChange::Kind::Set;
      add(known ? make_list_like(*known, std::move(more)) : make_list(std::move(more)), kind, 0);
    }
    if (!fresh.values.empty()) out_.push_back(std::move(fresh));
    if (known) fields(point, entries);
  }

  // Of the entries, those that some condition reads.
  void fields(const Point& point, std::size_t entries) {
    const TypeId element = policy_[point.type].element;
    std::set<std::uint32_t> read;
    for (const LeafReading* leaf : readings_.of(point)) {
      for (const auto& [record, field] : leaf->fields) {
        if (record == index_of(element)) read.insert(field);
      }
    }
    const bool records = policy_[element].kind == TypeKind::Record;
    for (std::uint32_t i = 0; i < entries; ++i) {
      FactPath entry = *point.path;
      entry.steps.push_back({true, i});
      if (!records) {
        value(point_at(policy_, entry));
        continue;
      }
      for (const std::uint32_t field : read) {
        FactPath path = entry;
        path.steps.push_back({false, field});
        const Point part = point_at(policy_, path);
        const TypeKind kind = policy_[part.type].kind;
        if (kind != TypeKind::Record && kind != TypeKind::List) value(part);
      }
    }
  }

  const CheckedPolicy& policy_;
  const State& now_;
  ExploreLimits limits_;
  Readings readings_;
  Costs costs_;
  Classes classes_;
  std::vector<ChangePoint> out_;
};

}  // namespace

bool ChangePoint::nearer(const ValueClass& one, const ValueClass& other) const {
  const auto a = order_of_ends(one.value, now);
  const auto b = order_of_ends(other.value, now);
  if (!now.is_known() || !a || !b) return false;
  const auto between = order_of_ends(one.value, other.value);
  // Both below: the greater is nearer; both above: the lesser.
  return *a < 0 && *b < 0 && between && *between > 0;
}

bool ChangePoint::now_lies_between(const ValueClass& below, const ValueClass& above) const {
  if (!now.is_known() || !below.high || !above.low) return false;
  const auto after = order_of_ends(now, *below.high);
  const auto before = order_of_ends(now, *above.low);
  return after && before && *after > 0 && *before < 0;
}

std::vector<ChangePoint> change_points(const Plan& plan, const State& now, ActionId action, const ExploreLimits& limits,
                                       Budget& budget) {
  return Points(plan, now, action, limits, budget).all();
}

}  // namespace carveout::explore
