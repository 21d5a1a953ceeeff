#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/table_parts.hpp"

// The classes into which constants cut the values of a table's columns.
namespace carveout::check {
namespace {

using syntax::Comparison;

// A number, date, text, section or member that is written out.
std::optional<Value> constant_of(const CheckedPolicy& policy, ExprId id) {
  const Expr& expr = policy[id];
  if (expr.kind == ExprKind::Constant) return policy.constants[expr.index];
  if (expr.kind != ExprKind::Negate) return std::nullopt;
  const auto inner = constant_of(policy, policy.operands_of(id)[0]);
  const Number* number = inner ? inner->get_if<Number>() : nullptr;
  if (number == nullptr) return std::nullopt;
  const auto negated = negate(*number);
  return negated.ok() ? std::optional(Value(*negated)) : std::nullopt;
}

bool has_order(TypeKind kind) {
  return kind == TypeKind::Number || kind == TypeKind::Date || kind == TypeKind::Time || kind == TypeKind::Duration;
}

// The start of a day, which has no offset, is on the same side of times of one offset whichever that is.
bool of_one_offset(const std::vector<Value>& times) {
  return std::all_of(times.begin(), times.end(), [&](const Value& time) {
    return time.get_if<Time>()->offset_minutes == times.front().get_if<Time>()->offset_minutes;
  });
}

// Sorts constants, each once; false where they are durations that do not all compare.
bool put_in_order(std::vector<Value>& all) {
  // A month as long as months are on average: those that compare, compare as these do.
  constexpr double kSecondsOfMonth = 2'629'746;
  const auto length = [](const Value& value) {
    const Duration* duration = value.get_if<Duration>();
    return duration->months * kSecondsOfMonth + static_cast<double>(duration->seconds);
  };
  const bool durations = !all.empty() && all.front().get_if<Duration>() != nullptr;
  std::sort(all.begin(), all.end(), [&](const Value& a, const Value& b) {
    return durations ? length(a) < length(b) : *order_of_ends(a, b) < 0;
  });
  for (std::size_t k = 1; k < all.size(); ++k) {
    const auto order = order_of_ends(all[k - 1], all[k]);
    if (!order || *order > 0) return false;
  }
  all.erase(
      std::unique(all.begin(), all.end(), [](const Value& a, const Value& b) { return *order_of_ends(a, b) == 0; }),
      all.end());
  return true;
}

class TableCutter {
 public:
  TableCutter(const Context& context, ModuleId module, std::span<const TableHeading> headings,
              std::span<const MadeRow> rows)
      : context_(context), module_(module), headings_(headings), made_(rows), constants_(headings.size()) {}

  CutTable run() {
    out_.rows.resize(made_.size());
    for (std::size_t r = 0; r < made_.size(); ++r) {
      out_.rows[r].takes.resize(headings_.size());
      out_.rows[r].texts.resize(headings_.size());
      out_.rows[r].value = made_[r].text;
    }
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      out_.columns.emplace_back();
      cut(i);
    }
    add_what_is_never();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::span<const NodeId> children(NodeId node) const { return context_.tree(module_).children_of(node); }
  [[nodiscard]] NodeKind kind(NodeId node) const { return context_.tree(module_)[node].kind; }
  [[nodiscard]] std::string text(NodeId node) const { return std::string(context_.text(module_, node)); }

  void cut(std::size_t i) {
    TableColumn& out = out_.columns[i];
    std::optional<TypeId> type;
    for (std::size_t r = 0; r < made_.size(); ++r) {
      const TableCell& cell = made_[r].cells[i];
      if (!cell.test.condition) continue;
      if (!is_decided(cell)) not_decided(out, "is compared with more than constants");
      for (const ExprId value : cell.test.values) {
        const auto constant = constant_of(context_.out, value);
        if (constant) constants_[i].push_back(*constant);
        type = context_.out[value].type;
      }
    }
    const TypeKind what = type ? context_.out[*type].kind : TypeKind::YesNo;
    if (what == TypeKind::List) not_decided(out, "is a list");
    if (what == TypeKind::Time && !of_one_offset(constants_[i]))
      not_decided(out, "is compared with times of different offsets");
    if (out.decided && has_order(what) && !put_in_order(constants_[i]))
      not_decided(out, "is compared with durations that do not compare with each other");
    if (!out.decided) {
      for (std::size_t r = 0; r < made_.size(); ++r) {
        const TableCell& cell = made_[r].cells[i];
        if (cell.test.condition) out_.rows[r].texts[i] = text(cell.node);
      }
      out.words.emplace_back();
      return;
    }
    name_classes(i, type);
    for (std::size_t r = 0; r < made_.size(); ++r) take(i, made_[r].cells[i], out_.rows[r].takes[i]);
  }

  static void not_decided(TableColumn& column, std::string_view why) {
    if (column.decided) column.why = why;
    column.decided = false;
  }

  [[nodiscard]] bool is_decided(const TableCell& cell) const {
    if (kind(cell.node) == NodeKind::CellPresence) return true;
    if (is_yes_no(cell)) return true;
    std::size_t wanted = 0;
    for (const NodeId part : children(cell.node)) wanted += kind(part) == NodeKind::Missing ? 0 : 1;
    return cell.test.values.size() == wanted &&
           std::all_of(cell.test.values.begin(), cell.test.values.end(),
                       [&](ExprId value) { return constant_of(context_.out, value).has_value(); });
  }

  [[nodiscard]] bool is_yes_no(const TableCell& cell) const {
    if (kind(cell.node) != NodeKind::CellValues) return false;
    const auto parts = children(cell.node);
    return std::all_of(parts.begin(), parts.end(),
                       [&](NodeId n) { return kind(n) == NodeKind::Yes || kind(n) == NodeKind::No; });
  }

  // The type of a column: that of its constants; without any it is yes/no, or only its presence is asked.
  void name_classes(std::size_t i, std::optional<TypeId> type) {
    std::vector<std::string>& words = out_.columns[i].words;
    const std::string head = "`" + text(headings_[i].node) + "`";
    const Type* closed = type && context_.out[*type].kind == TypeKind::Closed ? &context_.out[*type] : nullptr;
    const bool yes_no =
        !type && std::any_of(made_.begin(), made_.end(), [&](const MadeRow& m) { return is_asked_yes_no(m.cells[i]); });
    if (closed != nullptr) {
      for (const MemberInfo& member : closed->members) words.push_back(head + " is `" + member.name + "`");
    } else if (yes_no) {
      words = {head + " is no", head + " is yes"};
    } else if (!type) {
      words = {head + " is present"};
    } else if (has_order(context_.out[*type].kind)) {
      name_stretches(constants_[i], head, *type, words);
    } else {
      name_others(constants_[i], head, *type, words);
    }
    if (headings_[i].optional) words.push_back(head + " is absent");
  }

  [[nodiscard]] bool is_asked_yes_no(const TableCell& cell) const { return cell.test.condition && is_yes_no(cell); }

  // below c1, c1, between c1 and c2, c2, …, above the last.
  void name_stretches(const std::vector<Value>& all, const std::string& head, TypeId type,
                      std::vector<std::string>& words) {
    const bool date = context_.out[type].kind == TypeKind::Date || context_.out[type].kind == TypeKind::Time;
    const auto shown = [&](const Value& value) { return context_.out.value_text(value, type); };
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (k == 0) words.push_back(head + (date ? " is before " : " is less than ") + shown(all[0]));
      if (k > 0)
        words.push_back(fmt::format("{} is between {} and {}, both left out", head, shown(all[k - 1]), shown(all[k])));
      words.push_back(head + " is " + shown(all[k]));
    }
    words.push_back(head + (date ? " is after " : " is more than ") + shown(all.back()));
  }

  // Of texts and sections, which have no order here: each, and all others.
  void name_others(std::vector<Value>& all, const std::string& head, TypeId type, std::vector<std::string>& words) {
    std::map<std::string, Value> sorted;
    for (const Value& value : all) sorted.emplace(key(value, type), value);
    all.clear();
    for (const auto& [name, value] : sorted) {
      all.push_back(value);
      words.push_back(head + " is " + context_.out.value_text(value, type));
    }
    words.push_back(head + " is something else");
  }

  [[nodiscard]] std::string key(const Value& value, TypeId type) const {
    const Section* section = value.get_if<Section>();
    return section != nullptr ? section->key() : context_.out.value_text(value, type);
  }

  void take(std::size_t i, const TableCell& cell, TableClasses& out) {
    const std::size_t count = out_.columns[i].words.size();
    out.last = count - 1;
    if (!cell.test.condition) return;
    std::vector<bool> taken(count);
    const std::size_t values = count - (headings_[i].optional ? 1 : 0);
    if (kind(cell.node) == NodeKind::CellPresence) {
      const bool absent = context_.tree(module_)[cell.node].flag != 0;
      for (std::size_t k = 0; k < count; ++k) taken[k] = (k < values) != absent;
    } else if (is_yes_no(cell)) {
      for (const NodeId part : children(cell.node)) taken[kind(part) == NodeKind::Yes ? 1 : 0] = true;
    } else {
      take_values(i, cell, values, taken);
    }
    leave_out_empty(i, taken);
    out.bits.resize(count / 64 + 1);
    out.first = count;
    for (std::size_t k = 0; k < count; ++k) {
      if (!taken[k]) continue;
      out.bits[k / 64] |= std::uint64_t{1} << (k % 64);
      out.first = std::min(out.first, k);
      out.last = k;
    }
    if (out.first == count) out.last = 0;
  }

  void take_values(std::size_t i, const TableCell& cell, std::size_t values, std::vector<bool>& taken) {
    if (kind(cell.node) == NodeKind::CellValues) {
      for (const ExprId value : cell.test.values) taken[class_of(i, value)] = true;
      return;
    }
    std::size_t from = 0;
    std::size_t to = values;
    const auto parts = children(cell.node);
    const bool between = kind(cell.node) == NodeKind::CellBetween;
    for (std::size_t k = 0; k < cell.test.values.size(); ++k) {
      const std::size_t at = class_of(i, cell.test.values[k]);
      Comparison comparison = k == 0 ? Comparison::GreaterEqual : Comparison::LessEqual;
      if (!between) comparison = static_cast<Comparison>(context_.tree(module_)[parts[k]].flag);
      if (comparison == Comparison::Less || comparison == Comparison::Before) to = std::min(to, at);
      if (comparison == Comparison::LessEqual || comparison == Comparison::OnOrBefore) to = std::min(to, at + 1);
      if (comparison == Comparison::Greater || comparison == Comparison::After) from = std::max(from, at + 1);
      if (comparison == Comparison::GreaterEqual || comparison == Comparison::OnOrAfter) from = std::max(from, at);
    }
    for (std::size_t k = from; k < to; ++k) taken[k] = true;
  }

  [[nodiscard]] std::size_t class_of(std::size_t i, ExprId expr) const {
    const Value value = *constant_of(context_.out, expr);
    const TypeId type = context_.out[expr].type;
    const TypeKind what = context_.out[type].kind;
    if (const Member* member = value.get_if<Member>()) return member->index;
    const auto& all = constants_[i];
    if (has_order(what)) {
      const auto found = std::lower_bound(all.begin(), all.end(), value,
                                          [](const Value& a, const Value& b) { return *order_of_ends(a, b) < 0; });
      return 2 * static_cast<std::size_t>(found - all.begin()) + 1;
    }
    const auto found = std::lower_bound(all.begin(), all.end(), value,
                                        [&](const Value& a, const Value& b) { return key(a, type) < key(b, type); });
    return static_cast<std::size_t>(found - all.begin());
  }

  // Between two days, or seconds, that follow each other there is none; nor is there a day before the first of the
  // year 1 or after the last of 9999.
  void leave_out_empty(std::size_t i, std::vector<bool>& taken) const {
    for (const std::size_t empty : empty_stretches(i)) taken[empty] = false;
  }
  [[nodiscard]] std::vector<std::size_t> empty_stretches(std::size_t i) const {
    std::vector<std::size_t> out;
    const auto& all = constants_[i];
    if (all.empty()) return out;
    const Date* first = all.front().get_if<Date>();
    const Date* last = all.back().get_if<Date>();
    if (first != nullptr && *first == *Date::from_civil(1, 1, 1)) out.push_back(0);
    for (std::size_t k = 1; k < all.size(); ++k) {
      const Date* before = all[k - 1].get_if<Date>();
      const Date* after = all[k].get_if<Date>();
      if (before != nullptr && after != nullptr && after->days - before->days == 1) out.push_back(2 * k);
      const Time* earlier = all[k - 1].get_if<Time>();
      const Time* later = all[k].get_if<Time>();
      if (earlier != nullptr && later != nullptr && later->seconds - earlier->seconds == 1) out.push_back(2 * k);
    }
    if (last != nullptr && *last == *Date::from_civil(9999, 12, 31)) out.push_back(2 * all.size());
    return out;
  }

  // The stretches without a day or second in them need no row: each gets one.
  void add_what_is_never() {
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      const auto empty = out_.columns[i].decided ? empty_stretches(i) : std::vector<std::size_t>();
      if (empty.empty()) continue;
      TableRow& row = out_.never.emplace_back();
      row.takes.resize(headings_.size());
      row.texts.resize(headings_.size());
      for (std::size_t c = 0; c < headings_.size(); ++c) row.takes[c].last = out_.columns[c].words.size() - 1;
      TableClasses& takes = row.takes[i];
      takes.bits.resize(out_.columns[i].words.size() / 64 + 1);
      for (const std::size_t k : empty) takes.bits[k / 64] |= std::uint64_t{1} << (k % 64);
      takes.first = empty.front();
      takes.last = empty.back();
    }
  }

  const Context& context_;
  ModuleId module_{};
  std::span<const TableHeading> headings_;
  std::span<const MadeRow> made_;
  std::vector<std::vector<Value>> constants_;  // by column, in order; of yes/no and closed types in no matter which
  CutTable out_;
};

}  // namespace

CutTable cut_table(const Context& context, ModuleId module, std::span<const TableHeading> headings,
                   std::span<const MadeRow> rows) {
  return TableCutter(context, module, headings, rows).run();
}

}  // namespace carveout::check
