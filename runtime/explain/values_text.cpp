#include "explain/values_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace carveout::explain_text {
namespace {

constexpr std::size_t kMostFacts = 16;  // LIMIT: the JSON form has them all
constexpr std::size_t kMostRows = 12;   // LIMIT: the JSON form has them all
constexpr std::size_t kMostNeeds = 3;   // in a sentence; all of them stand below it

}  // namespace

ValueText::ValueText(const AnswerContext& context, const ValueReport& report, Page& page, Ink ink)
    : context_(context),
      policy_(*context.policy),
      report_(report),
      page_(page),
      english_(context),
      conditions_(context, page),
      rest_(context, page, ink) {}

void ValueText::all() {
  const Define& define = policy_.defines[index_of(report_.define)];
  std::string name = rest_.bold(define.name);
  if (!define.label.empty()) name += ": " + safe(define.label);
  if (!define.cites.empty()) name += fmt::format(" ({})", safe(define.cites));
  page_.paragraph(0, 2, name);
  page_.paragraph(2, 4, worth());
  exceptions_that_give_it();
  row_that_gives_it();
  for (const ConditionReport& condition : report_.conditions) conditions_.one(4, condition);
  other_exceptions();
  rows_that_may();
  rest_.needs(report_.needs);
  facts();
  rest_.faults(report_.faults);
}

// "500,000." "at least 250,000 and at most 450,000: it turns on the filing status."
std::string ValueText::worth() const {
  const TypeId type = policy_.defines[index_of(report_.define)].type;
  if (const NumberBounds* bounds = report_.value.get_if<NumberBounds>()) {
    std::vector<std::string> ends;
    if (bounds->low) ends.push_back("at least " + english_.value(Value(*bounds->low), type));
    if (bounds->high) ends.push_back("at most " + english_.value(Value(*bounds->high), type));
    return fmt::format("{}: {}.", rest_.bold(listing(ends)), why_not_known());
  }
  if (report_.value.part() != nullptr)
    return fmt::format("{}: {}.", rest_.bold(english_.value(report_.value, type)), why_not_known());
  if (!report_.value.is_known()) return fmt::format("{}: {}.", rest_.bold("not known"), why_not_known());
  const std::string value = rest_.bold(english_.value(report_.value, type));
  const auto gives = std::count_if(report_.exceptions.begin(), report_.exceptions.end(),
                                   [](const ValueException& e) { return e.gives == Truth::Yes; });
  if (gives == 0) return value + ".";
  return fmt::format("{}, by {}:", value,
                     gives == 1 ? "the exception in force" : "the exceptions in force, which agree");
}

std::string ValueText::heading(DefineExceptionId id) const {
  const DefineException& exception = policy_[id];
  std::string out =
      exception.title.empty() ? exception.name : fmt::format("{} ({})", safe(exception.title), exception.name);
  for (const std::string& citation : exception.cites) out += ", " + safe(citation);
  return out;
}

std::string ValueText::why_not(const ValueException& exception) const {
  switch (exception.why) {
    case Why::OutOfScope:
      return "the part in which it stands does not apply";
    case Why::NotInForce:
      return "in force only " + english_.period(policy_[exception.exception].period);
    case Why::BaseDoesNotApply:
      return exception.defeated_by.size() == 1 ? exception.defeated_by.front() + " does not apply"
                                               : fmt::format("none of {} applies", listing(exception.defeated_by));
    case Why::Overridden:
      return "overridden by " + listing(exception.defeated_by);
    case Why::Unsettled:
      if (!exception.turns_on.empty()) return "not settled: it turns on " + listing(exception.turns_on);
      return "not settled: a condition is not known";
    case Why::Suspended:
      return "taken out for this question";
    case Why::Conditions:
    case Why::CarvedOut:
    case Why::Lapsed:
    case Why::Test:
    case Why::Struck:
    case Why::Yields:
    case Why::Superseded:
    case Why::Outweighed:
      break;
  }
  return "";
}

void ValueText::row_that_gives_it() {
  for (const RowReport& row : report_.rows) {
    if (row.gives != Truth::Yes) continue;
    page_.paragraph(4, 6,
                    fmt::format("row {} of the table, at {}: {}", row.number, english_.place(row.span),
                                english_.condition(row.span)));
  }
}

void ValueText::rows_that_may() {
  std::size_t told = 0;
  for (const RowReport& row : report_.rows) {
    if (row.gives == Truth::Yes || ++told > kMostRows) continue;
    if (told == 1) rest_.title("Rows of the table that may give it");
    std::string text =
        fmt::format("row {}, at {}: {}", row.number, english_.place(row.span), english_.condition(row.span));
    if (row.otherwise) text += ", if no other row holds";
    std::vector<std::string> facts;
    for (const std::string& path : row.turns_on)
      facts.push_back(english_.whether(read_fact(policy_, context_.facts, path)));
    if (facts.size() > kMostNeeds) {
      text += fmt::format(", which turns on {} facts", facts.size());
    } else if (!facts.empty()) {
      text += ", which turns on " + listing(facts);
    }
    page_.paragraph(4, 6, text);
  }
  if (told > kMostRows) page_.paragraph(4, 6, fmt::format("and {} more rows", told - kMostRows));
}

void ValueText::exceptions_that_give_it() {
  for (const ValueException& exception : report_.exceptions) {
    if (exception.gives != Truth::Yes) continue;
    page_.paragraph(4, 6, heading(exception.exception));
    conditions_.those(6, exception.conditions, Truth::Yes);
  }
}

void ValueText::other_exceptions() {
  bool titled = false;
  for (const ValueException& exception : report_.exceptions) {
    if (exception.gives == Truth::Yes) continue;
    if (!std::exchange(titled, true)) rest_.title("Exceptions not in force, or not known to be");
    page_.paragraph(4, 6, heading(exception.exception));
    if (const std::string why = why_not(exception); !why.empty()) page_.paragraph(6, 8, why);
    if (exception.why == Why::Conditions) conditions_.those(6, exception.conditions, Truth::No);
    if (exception.why == Why::Unsettled) conditions_.those(6, exception.conditions, Truth::Unknown);
  }
}

std::string ValueText::why_not_known() const {
  if (report_.needs.empty() && !report_.faults.empty()) return "it cannot be worked out";
  if (report_.needs.size() > kMostNeeds || report_.needs.empty()) return "it turns on what is not known";
  std::vector<std::string> names;
  for (const std::string& path : report_.needs)
    names.push_back(english_.whether(read_fact(policy_, context_.facts, path)));
  return "it turns on " + listing(names);
}

void ValueText::facts() {
  std::vector<std::string> facts;
  for (const std::string& path : report_.cited) {
    const bool told = std::any_of(report_.exceptions.begin(), report_.exceptions.end(),
                                  [&](const ValueException& e) { return tells(e.conditions, path); });
    if (!told && !tells(report_.conditions, path)) facts.push_back(path);
  }
  if (facts.empty()) return;
  rest_.title(report_.value.is_known() ? "What it rests on" : "What is known");
  const std::size_t shown = std::min(facts.size(), kMostFacts);
  for (std::size_t i = 0; i < shown; ++i)
    page_.paragraph(4, 6, english_.fact(read_fact(policy_, context_.facts, facts[i])));
  if (shown < facts.size()) page_.paragraph(4, 6, fmt::format("and {} more facts", facts.size() - shown));
}

}  // namespace carveout::explain_text
