#include "explain/values_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carveout::explain_text {
namespace {

constexpr std::size_t kMostFacts = 16;  // LIMIT: the JSON form has them all
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
  for (const ConditionReport& condition : report_.conditions) conditions_.one(4, condition);
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
  return rest_.bold(english_.value(report_.value, type)) + ".";
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
    if (!tells(report_.conditions, path)) facts.push_back(path);
  }
  if (facts.empty()) return;
  rest_.title(report_.value.is_known() ? "What it rests on" : "What is known");
  const std::size_t shown = std::min(facts.size(), kMostFacts);
  for (std::size_t i = 0; i < shown; ++i)
    page_.paragraph(4, 6, english_.fact(read_fact(policy_, context_.facts, facts[i])));
  if (shown < facts.size()) page_.paragraph(4, 6, fmt::format("and {} more facts", facts.size() - shown));
}

}  // namespace carveout::explain_text
