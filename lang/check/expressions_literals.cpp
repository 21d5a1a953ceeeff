#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

std::optional<Value> number_value(Context& context, Span span, std::string_view text) {
  if (auto number = Number::parse(text)) return Value(*number);
  context.sink.report(DiagnosticId::NumberTooLong, span, {{"number", text}});
  return std::nullopt;
}

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

// Why "2018-02-30" is not a day.
std::string day_hint(std::string_view text) {
  const auto digits = [text](std::size_t begin, std::size_t count) {
    unsigned value = 0;
    for (const char c : text.substr(begin, count))
      value = value * 10 + (c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0') : 0);
    return value;
  };
  if (text.size() != 10) return {};
  const int year = static_cast<int>(digits(0, 4));
  const unsigned month = digits(5, 2);
  if (year == 0) return "years go from 0001 to 9999";
  if (month < 1 || month > kMonths.size()) return "months go from 01 to 12";
  if (digits(8, 2) == 0) return "days go from 01";
  unsigned last = 31;
  while (!Date::from_civil(year, month, last)) --last;
  return fmt::format("{} {} has {} days", kMonths[month - 1], year, last);
}

// "2018-02-30T10:00Z": the day or the clock, whichever does not exist.
std::optional<Value> time_value(Context& context, Span span, std::string_view text) {
  if (auto time = Time::parse(text)) return Value(*time);
  const std::string_view day = text.substr(0, 10);
  if (!Date::parse(day)) {
    Span day_span = span;
    day_span.end = day_span.begin + static_cast<std::uint32_t>(day.size());
    report_day(context, day_span, day);
  } else {
    context.sink.report(DiagnosticId::TimeDoesNotExist, span, {{"time", text}});
  }
  return std::nullopt;
}

// Why what reads as counts and units is no duration, and what to do.
std::pair<std::string_view, std::string_view> duration_problem(std::string_view text) {
  if (text.find('.') != std::string_view::npos) return {"counts a part of a unit", "count in a smaller unit"};
  std::vector<std::string_view> units;
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at)) {
    const std::size_t end = std::min(text.find(' ', ++at), text.size());
    std::string_view unit = text.substr(at, end - at);
    if (unit.empty() || unit[0] < 'a' || unit[0] > 'z') continue;
    if (unit.back() == 's') unit.remove_suffix(1);
    if (std::find(units.begin(), units.end(), unit) != units.end())
      return {"names a unit twice", "write each unit once, as in `1 year 6 months`"};
    units.push_back(unit);
  }
  return {"is too long", "a duration has at most 178,956,970 years and 106,751,991,167,300 days"};
}

std::optional<Value> duration_value(Context& context, Span span, std::string_view text) {
  const std::string plain = without_layout(text);
  std::string digits = plain;  // `1_000 days`
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (auto duration = Duration::parse(digits)) return Value(*duration);
  const auto [problem, hint] = duration_problem(plain);
  context.sink.report(DiagnosticId::NotADuration, span, {{"duration", plain}, {"problem", problem}, {"hint", hint}});
  return std::nullopt;
}

std::optional<Value> string_value(Context& context, Span span, std::string content, TypeKind kind) {
  if (kind != TypeKind::Section) return Value(std::move(content));
  if (auto section = Section::parse(content)) return Value(*section);
  context.sink.report(DiagnosticId::NotASection, span, {{"section", content}});
  return std::nullopt;
}

}  // namespace

void report_day(Context& context, Span span, std::string_view date) {
  context.sink.report(DiagnosticId::DayDoesNotExist, span, {{"date", date}, {"hint", day_hint(date)}});
}

std::optional<TypeId> literal_type(NodeKind kind) {
  if (kind == NodeKind::String) return kText;
  if (kind == NodeKind::Number) return kNumber;
  if (kind == NodeKind::DateLiteral) return kDate;
  if (kind == NodeKind::TimeLiteral) return kTime;
  if (kind == NodeKind::DurationLiteral) return kDuration;
  if (kind == NodeKind::Yes || kind == NodeKind::No) return kYesNo;
  return std::nullopt;
}

std::optional<Value> literal_value(Context& context, ModuleId module, NodeId node, TypeKind kind) {
  const NodeKind literal = context.tree(module)[node].kind;
  const Span span = context.span(module, node);
  const std::string_view text = context.text(module, node);
  if (literal == NodeKind::Number) return number_value(context, span, text);
  if (literal == NodeKind::TimeLiteral) return time_value(context, span, text);
  if (literal == NodeKind::DurationLiteral) return duration_value(context, span, text);
  if (literal == NodeKind::String) return string_value(context, span, context.content(module, node), kind);
  if (literal == NodeKind::Yes || literal == NodeKind::No) return Value(literal == NodeKind::Yes);
  if (const auto date = context.date_of(module, node)) return Value(*date);
  return std::nullopt;
}

std::optional<SectionRange> section_range(Context& context, Span span, const Value& first, const Value& last) {
  const Section* from = first.get_if<Section>();
  const Section* to = last.get_if<Section>();
  if (from == nullptr || to == nullptr) return std::nullopt;
  auto problem = SectionRange::Problem::NotSiblings;
  auto range = SectionRange::make(*from, *to, &problem);
  if (range) return range;
  auto id = DiagnosticId::SectionsNotSiblings;
  switch (problem) {
    case SectionRange::Problem::NotSiblings:
      break;
    case SectionRange::Problem::EndBeforeStart:
      id = DiagnosticId::RangeBackwards;
      break;
    case SectionRange::Problem::LettersOrRoman:
      id = DiagnosticId::SectionRangeReadsTwoWays;
      break;
  }
  context.sink.report(id, span, {{"first", from->text()}, {"last", to->text()}});
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::literal(NodeId node, Hint hint) {
  TypeId type = *literal_type(tree()[node].kind);
  const bool string = type == kText;
  const TypeKind wanted = hint ? context_.out[*hint].kind : TypeKind::Record;
  // An alias of the literal's own type, or a section for a string, is what the literal is of.
  if (hint && (wanted == context_.out[type].kind || (string && wanted == TypeKind::Section))) type = *hint;
  auto value = literal_value(context_, place_.module, node, context_.out[type].kind);
  if (!value) return std::nullopt;
  return context_.add_constant(std::move(*value), type, span(node));
}

// The type of a written list or record: its place's, or, for a list without one, by its first entry.
ExpressionChecker::Hint ExpressionChecker::written_type(NodeId node, Hint hint) {
  const bool list = tree()[node].kind == NodeKind::Set;
  const TypeKind wanted = list ? TypeKind::List : TypeKind::Record;
  if (hint && context_.out[*hint].kind == wanted) return hint;
  if (hint) {
    report(DiagnosticId::TypeMismatch, span(node),
           {{"found", list ? "a list" : "a record"},
            {"expected", check::described(context_.out, *hint)},
            {"hint", list ? "`in {…}` asks whether a value is one of those written" : ""}});
    return std::nullopt;
  }
  if (list && !children(node).empty()) {
    NodeId first = children(node).front();
    if (tree()[first].kind == NodeKind::Negate && !children(first).empty()) first = children(first).front();
    if (const auto element = literal_type(tree()[first].kind)) return list_of(context_, *element);
  }
  report(DiagnosticId::WrittenValueOfUnknownType, span(node), {{"what", list ? "list" : "record"}});
  return std::nullopt;
}

ExpressionChecker::Built ExpressionChecker::set_or_record(NodeId node, Hint hint) {
  if (hint && is_bad(context_, *hint)) return std::nullopt;
  const Hint type = written_type(node, hint);
  if (!type) return std::nullopt;
  auto value = check_constant(context_, place_, node, *type);
  if (!value) return std::nullopt;
  return context_.add_constant(std::move(*value), *type, span(node));
}

}  // namespace carveout::check
