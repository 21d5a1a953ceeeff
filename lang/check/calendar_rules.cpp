#include "check/calendar_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace carveout::check {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
// As DayRule::nth counts them.
constexpr std::array<std::string_view, 5> kOrdinals = {"last", "first", "second", "third", "fourth"};

// LIMIT: nobody is more than an hour or two ahead; Lord Howe Island is half an hour.
constexpr int kMostDaylight = 3 * 60;
constexpr int kMostOffset = 18 * 60;

template <std::size_t Size>
unsigned index_in(const std::array<std::string_view, Size>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? 0u : static_cast<unsigned>(found - words.begin());
}

Weekday weekday(std::string_view name) {
  return static_cast<Weekday>(index_in(kWeekdays, name));
}

// Two digits, which the grammar has seen to.
int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

class RuleReader {
 public:
  RuleReader(Context& context, ModuleId module) : context_(context), module_(module) {}

  std::optional<DayRule> read(NodeId node) {
    const Span whole = context_.span(module_, node);
    const auto rule = part(node);
    if (!rule) return std::nullopt;
    std::int64_t shift = 0;
    for (const DayRule::Step& step : rule->steps)
      shift += step.kind == DayRule::Step::Kind::Days ? std::abs(step.days) : 7;
    if (shift <= kMaxRuleShift) return rule;
    context_.sink.report(DiagnosticId::RuleShiftTooLong, whole,
                         {{"rule", context_.text(module_, node)}, {"limit", std::to_string(kMaxRuleShift)}});
    return std::nullopt;
  }

 private:
  [[nodiscard]] const Tree& tree() const { return context_.tree(module_); }
  [[nodiscard]] std::span<const NodeId> children(NodeId node) const { return tree().children_of(node); }

  // Rules in rules nest as deep as the parser lets them.
  std::optional<DayRule> part(NodeId node) {
    const NodeKind kind = tree()[node].kind;
    if (kind == NodeKind::MonthDay) return month_day(node);
    DayRule rule;
    if (kind == NodeKind::Easter) {
      rule.base = DayRule::Base::Easter;
      return rule;
    }
    const auto parts = children(node);
    if (kind == NodeKind::NthWeekday) {
      rule.base = DayRule::Base::Nth;
      rule.nth = index_in(kOrdinals, context_.text(module_, parts[0]));
      rule.weekday = weekday(context_.text(module_, parts[1]));
      rule.month = index_in(kMonths, context_.text(module_, parts[2])) + 1;
      return rule;
    }
    auto base = part(parts.back());
    if (!base) return std::nullopt;
    const std::uint8_t flag = tree()[node].flag;
    const bool after = (flag & 3) == static_cast<std::uint8_t>(syntax::Direction::After);
    DayRule::Step step;
    if (kind == NodeKind::DayShift) {
      const auto days = parts.size() > 1 ? number_of_days(parts[0]) : std::optional(1);
      if (!days) return std::nullopt;
      step.days = after ? *days : -*days;
    } else {
      using Kind = DayRule::Step::Kind;
      const bool inclusive = (flag & 4) != 0;
      step.kind = after ? (inclusive ? Kind::OnOrAfter : Kind::After) : (inclusive ? Kind::OnOrBefore : Kind::Before);
      step.weekday = weekday(context_.text(module_, parts[0]));
    }
    base->steps.push_back(step);
    return base;
  }

  std::optional<int> number_of_days(NodeId node) {
    int days = 0;
    for (const char c : context_.text(module_, node)) {
      if (c >= '0' && c <= '9') days = std::min(days * 10 + (c - '0'), 10 * kMaxRuleShift);
      if (c == '.') return not_whole(node);
      if (c == ' ') break;
    }
    return days;
  }
  std::optional<int> not_whole(NodeId node) {
    context_.sink.report(DiagnosticId::NotADuration, context_.span(module_, node),
                         {{"duration", context_.text(module_, node)},
                          {"problem", "counts a part of a unit"},
                          {"hint", "days are counted whole"}});
    return std::nullopt;
  }

  std::optional<DayRule> month_day(NodeId node) {
    const std::string_view text = context_.text(module_, node);
    DayRule rule;
    rule.month = static_cast<unsigned>(two_digits(text, 0));
    rule.day = static_cast<unsigned>(two_digits(text, 3));
    // 2000 has every day of the calendar.
    if (Date::from_civil(2000, rule.month, rule.day)) return rule;
    context_.sink.report(DiagnosticId::DayDoesNotExist, context_.span(module_, node),
                         {{"date", text}, {"hint", "write the month, then the day: `12-25`"}});
    return std::nullopt;
  }

  Context& context_;
  ModuleId module_;
};

std::array<bool, 7> weekdays(std::string_view plural) {
  std::array<bool, 7> days{};
  if (plural == "weekends") {
    days[static_cast<std::size_t>(Weekday::Saturday)] = days[static_cast<std::size_t>(Weekday::Sunday)] = true;
  } else {
    plural.remove_suffix(1);
    days[static_cast<std::size_t>(weekday(plural))] = true;
  }
  return days;
}

bool dates(Context& context, ModuleId module, NodeId node, Exclusion& out) {
  const bool run = context.tree(module)[node].kind == NodeKind::Range;
  const auto ends = context.tree(module).children_of(node);
  const auto first = context.date_of(module, run ? ends[0] : node);
  const auto last = run ? context.date_of(module, ends[1]) : first;
  if (!first || !last) return false;
  if (*last < *first) {
    context.sink.report(DiagnosticId::RangeBackwards, context.span(module, node),
                        {{"first", first->to_text()}, {"last", last->to_text()}});
    return false;
  }
  out.kind = Exclusion::Kind::Dates;
  out.first = *first;
  out.last = *last;
  return true;
}

std::optional<std::int32_t> clock_time(Context& context, ModuleId module, NodeId node) {
  const std::string_view text = context.text(module, node);
  const int hours = two_digits(text, 0);
  const int minutes = two_digits(text, 3);
  if (hours <= 23 && minutes <= 59) return hours * 60 + minutes;
  context.sink.report(DiagnosticId::TimeDoesNotExist, context.span(module, node), {{"time", text}});
  return std::nullopt;
}

}  // namespace

std::optional<DayRule> day_rule(Context& context, ModuleId module, NodeId node) {
  return RuleReader(context, module).read(node);
}

std::optional<Exclusion> exclusion(Context& context, ModuleId module, NodeId node) {
  const Tree& tree = context.tree(module);
  const NodeId what = tree.children_of(node).front();
  Exclusion out;
  out.label = context.label_of(module, node);
  out.period = context.period_of(module, node);
  switch (tree[what].kind) {
    case NodeKind::Weekdays:
      out.kind = Exclusion::Kind::Weekdays;
      out.weekdays = weekdays(context.text(module, what));
      return out;
    case NodeKind::DateLiteral:
    case NodeKind::Range:
      return dates(context, module, what, out) ? std::optional(out) : std::nullopt;
    case NodeKind::Path: {
      const auto other = find_calendar(context, module, what);
      if (!other) return std::nullopt;
      out.kind = Exclusion::Kind::Calendar;
      out.calendar = index_of(*other);
      return out;
    }
    default:
      break;
  }
  const auto rule = day_rule(context, module, what);
  if (!rule) return std::nullopt;
  out.kind = Exclusion::Kind::Rule;
  out.rule = *rule;
  if (const auto observed = context.child(module, node, NodeKind::Observed)) {
    out.observed_as_well = tree[*observed].flag != 0;
    const auto days = tree.children_of(*observed);
    for (std::size_t i = 0; i + 1 < days.size(); i += 2) {
      out.observed.push_back({weekday(context.text(module, days[i + 1])), weekday(context.text(module, days[i]))});
    }
  }
  return out;
}

std::optional<std::int16_t> utc_offset(Context& context, ModuleId module, NodeId node) {
  const std::string_view text = context.text(module, node);
  if (text == "Z") return std::int16_t{0};
  const int hours = two_digits(text, 1);
  const int minutes = two_digits(text, 4);
  const int offset = hours * 60 + minutes;
  if (minutes <= 59 && offset <= kMostOffset) return static_cast<std::int16_t>(text[0] == '-' ? -offset : offset);
  context.sink.report(DiagnosticId::TimeDoesNotExist, context.span(module, node), {{"time", text}});
  return std::nullopt;
}

std::optional<Daylight> daylight(Context& context, ModuleId module, NodeId node, std::int16_t standard) {
  const auto parts = context.tree(module).children_of(node);
  const auto offset = utc_offset(context, module, parts[0]);
  const auto begins = day_rule(context, module, parts[1]);
  const auto begins_at = clock_time(context, module, parts[2]);
  const auto ends = day_rule(context, module, parts[3]);
  const auto ends_at = clock_time(context, module, parts[4]);
  if (!offset || !begins || !begins_at || !ends || !ends_at) return std::nullopt;
  const int ahead = *offset - standard;
  if (ahead == 0 || std::abs(ahead) > kMostDaylight) {
    context.sink.report(
        DiagnosticId::DaylightOffset, context.span(module, parts[0]),
        {{"daylight", context.text(module, parts[0])}, {"standard", Time{0, standard, false}.to_text().substr(16)}});
    return std::nullopt;
  }
  // The clock is put back where daylight time ends, or where it begins behind standard time.
  const std::size_t back = ahead > 0 ? 4 : 2;
  const std::int32_t back_at = ahead > 0 ? *ends_at : *begins_at;
  if (back_at != 0 && back_at < std::abs(ahead)) {
    context.sink.report(DiagnosticId::ClockOverMidnight, context.span(module, parts[back]));
    return std::nullopt;
  }
  return Daylight{*offset, *begins, *begins_at, *ends, *ends_at, context.period_of(module, node)};
}

}  // namespace carveout::check
