#include <fmt/format.h>

#include <algorithm>

#include "carveout/explore.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/rest_text.hpp"
#include "explore/phrases.hpp"

namespace carveout {
namespace {

using explain_text::Page;
using explain_text::RestText;
using explain_text::safe;
using explore::Phrases;

constexpr std::size_t kMostTurnings = 6;  // LIMIT: the JSON form has them all
constexpr std::size_t kMostFacts = 40;    // LIMIT: nobody reads more

void write_question(const AnswerContext& context, const NextQuestion& question, std::size_t column, Page& page,
                    const RestText& rest) {
  const Phrases phrases(context);
  page.paragraph(column, column + 2, rest.bold(phrases.question(question)));
  if (const std::string answers = phrases.answers(question); !answers.empty())
    page.paragraph(column + 2, column + 4, "Answer: " + answers + '.');
  if (question.path) page.paragraph(column + 2, column + 4, "Fact: " + question.fact.path);
  if (question.governs) page.paragraph(column + 2, column + 4, "It gives the date that decides what is in force.");
  if (question.scopes)
    page.paragraph(column + 2, column + 4,
                   "It decides, or helps to decide, whether a policy or a part of one applies.");
  if (question.turns.empty()) return;
  page.paragraph(column + 2, column + 4, "Asked because it decides, or helps to decide:");
  for (std::size_t i = 0; i < std::min(kMostTurnings, question.turns.size()); ++i)
    page.paragraph(column + 4, column + 6, phrases.turning(question.turns[i]));
  if (question.turns.size() > kMostTurnings)
    page.paragraph(column + 4, column + 6,
                   fmt::format("and {} more conditions", question.turns.size() - kMostTurnings));
}

class NeedsText {
 public:
  NeedsText(const AnswerContext& context, Page& page, Ink ink)
      : context_(context), policy_(*context.policy), page_(page), english_(context), rest_(context, page, ink) {}

  void write(const Decision& decision, const NeedsReport& needs) {
    const Action& action = policy_[decision.action];
    heading(action.name, action.label);
    std::string sentence =
        rest_.inked(explain_text::outcome_colour(decision.outcome), explain_text::outcome_word(decision.outcome));
    if (decision.outcome == Outcome::Undetermined)
      sentence += ". " + explain_text::what_is_possible(decision);
    else
      sentence += ". Nothing more is needed: what is not known changes nothing.";
    page_.paragraph(2, 4, sentence);
    facts(needs);
    if (needs.facts.empty()) rest_.faults(decision.faults);
  }

  void write(const ValueReport& report, const NeedsReport& needs) {
    const Define& define = policy_.defines[index_of(report.define)];
    heading(define.name, define.label);
    const std::string value = rest_.bold(english_.value(report.value, define.type));
    const bool known = report.value.is_known();
    page_.paragraph(2, 4, known ? value + ". Nothing more is needed: what is not known changes nothing." : value + ".");
    facts(needs);
    if (!known && needs.facts.empty()) rest_.faults(report.faults);
  }

 private:
  void heading(const std::string& name, const std::string& label) {
    page_.paragraph(0, 2, label.empty() ? rest_.bold(name) : rest_.bold(name) + ": " + safe(label));
  }

  void facts(const NeedsReport& needs) {
    if (needs.facts.empty()) return;
    rest_.title("What it still turns on");
    const std::size_t told = std::min(needs.facts.size(), kMostFacts);
    std::size_t widest = 0;
    for (std::size_t i = 0; i < told; ++i) widest = std::max(widest, needs.facts[i].fact.path.size());
    const std::size_t hang = 4 + std::min<std::size_t>(widest, 36) + 2;
    for (std::size_t i = 0; i < told; ++i) {
      const FactReading& fact = needs.facts[i].fact;
      const std::string name = english_.whether(fact);
      page_.item(4, hang, fact.path, name == fact.path ? std::string() : name);
    }
    const std::size_t more = needs.facts.size() - told + needs.more;
    if (more > 0) page_.paragraph(4, 6, fmt::format("and {} more facts", more));
    if (!needs.best) return;
    rest_.title("Best asked next");
    write_question(context_, needs.facts[*needs.best], 4, page_, rest_);
    page_.paragraph(4, 6, how_good(needs));
  }

  static std::string how_good(const NeedsReport& needs) {
    if (!needs.exact && std::holds_alternative<DefineId>(needs.subject))
      return "After it, whatever the answer, the fewest facts may still matter.";
    if (needs.end == SearchEnd::Stopped) return "The search was stopped: another question to begin with may save more.";
    if (!needs.exact)
      return "After it, whatever the answer, the fewest facts may still matter. There are too many ways of answering "
             "to work out whether another question would save more.";
    if (needs.at_most == 1) return "Its answer settles it.";
    const bool list = std::any_of(needs.facts.begin(), needs.facts.end(), [](const NextQuestion& one) {
      return one.kind == NextQuestion::Kind::Entries || one.kind == NextQuestion::Kind::More;
    });
    return fmt::format("With it first, at most {} questions settle it{}. None other to begin with needs fewer.",
                       needs.at_most, list ? ", if each list has one entry more at most" : "");
  }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  Page& page_;
  explain_text::English english_;
  RestText rest_;
};

}  // namespace

std::string question_text(const AnswerContext& context, const NextQuestion& question, std::size_t width, Ink ink) {
  Page page(width);
  const RestText rest(context, page, ink);
  write_question(context, question, 0, page, rest);
  return page.take();
}

std::string needs_text(const AnswerContext& context, const Answers& answers, const std::vector<NeedsReport>& needs,
                       std::size_t width, Ink ink) {
  Page page(width);
  NeedsText text(context, page, ink);
  bool first = true;
  for (const NeedsReport& one : needs) {
    if (!std::exchange(first, false)) page.blank_line();
    if (const ActionId* action = std::get_if<ActionId>(&one.subject)) {
      for (const Answer& answer : answers.actions) {
        if (answer.decision.action == *action) text.write(answer.decision, one);
      }
      continue;
    }
    for (const ValueReport& report : answers.values) {
      if (report.define == std::get<DefineId>(one.subject)) text.write(report, one);
    }
  }
  return page.take();
}

}  // namespace carveout
