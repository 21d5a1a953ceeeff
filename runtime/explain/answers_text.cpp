#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "carveout/explain.hpp"
#include "explain/clauses_text.hpp"
#include "explain/english.hpp"
#include "explain/family_text.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/rest_text.hpp"
#include "explain/values_text.hpp"

namespace carveout {
namespace {

using explain_text::ClausesText;
using explain_text::duty_text;
using explain_text::English;
using explain_text::is_settled;
using explain_text::listing;
using explain_text::may_it_be_done;
using explain_text::meanwhile_text;
using explain_text::outcome_colour;
using explain_text::outcome_word;
using explain_text::Page;
using explain_text::RestText;
using explain_text::safe;
using explain_text::timing_words;
using explain_text::what_is_possible;
using explain_text::word_words;

constexpr std::size_t kWidestName = 36;  // wider ones stand on a line of their own

class AnswerText {
 public:
  AnswerText(const AnswerContext& context, const Answer& answer, Page& page, Ink ink)
      : context_(context),
        policy_(*context.policy),
        answer_(answer),
        decision_(answer.decision),
        page_(page),
        english_(context),
        clauses_(context, answer, page),
        rest_(context, page, ink) {}

  void all() {
    const Action& action = policy_[decision_.action];
    std::string name = rest_.bold(action.name);
    if (!action.label.empty()) name += ": " + safe(action.label);
    page_.paragraph(0, 2, name);
    outcome();
    words();
    rest_.needs(decision_.needs);
    not_in_force();
    duties();
    rest_.faults(decision_.faults);
  }

  void outcome() {
    page_.paragraph(2, 4, rest_.inked(outcome_colour(decision_.outcome), outcome_word(decision_.outcome)) + sentence());
    clauses_.in_force();
    if (decision_.outcome == Outcome::Undetermined) page_.paragraph(2, 4, meanwhile_text(decision_));
    if (decision_.outcome == Outcome::Permitted) page_.paragraph(2, 4, may_it_be_done(policy_, decision_));
  }

  void not_in_force() {
    if (answer_.explanation.not_in_force.empty()) return;
    const auto& others = answer_.explanation.not_in_force;
    const bool unsettled =
        std::any_of(others.begin(), others.end(), [](const ClauseReport& r) { return r.why == Why::Unsettled; });
    rest_.title(unsettled ? "Not in force, or not known to be" : "Not in force");
    clauses_.not_in_force();
  }

 private:
  // What follows the outcome's word.
  [[nodiscard]] std::string sentence() const {
    if (decision_.outcome == Outcome::Undetermined) return ". " + what_is_possible(decision_);
    if (decision_.outcome == Outcome::Conflict)
      return fmt::format(
          ". {} permits it and forbids it, and says nowhere which prevails: a drafting error in the policy.",
          policy_.policies.size() == 1 ? "The policy" : says(Word::Conflict));
    if (decision_.basis == Basis::Default) return by_default();
    const bool one = answer_.explanation.in_force.size() == 1;
    if (!is_settled(decision_))
      return answer_.explanation.in_force.empty() ? ", whatever is not known."
                                                  : ", whatever is not known. These clauses bear on it:";
    const std::string_view verb = decision_.outcome == Outcome::Permitted ? "permit" : "forbid";
    if (decision_.because.size() > 1 && has_both_sides()) return ". The clauses in force:";
    return one ? fmt::format(". The clause in force {}s it:", verb)
               : fmt::format(". The clauses in force {} it:", verb);
  }

  // The policies that have this word.
  [[nodiscard]] std::string says(Word word) const {
    std::vector<PolicyId> policies;
    for (const PolicyWord& one : decision_.words) {
      if (one.word == word) policies.push_back(one.policy);
    }
    return policies.empty() ? "One of the policies" : english_.policies(policies);
  }

  // Of several policies decided together, what each says by itself.
  void words() {
    if (policy_.policies.size() == 1) return;
    rest_.title("What each policy says");
    std::size_t widest = 0;
    for (const PolicyWord& one : decision_.words) widest = std::max(widest, policy_[one.policy].name.size());
    const std::size_t hang = 4 + std::min(widest, kWidestName) + 2;
    for (const PolicyWord& one : decision_.words) page_.item(4, hang, policy_[one.policy].name, word_sentence(one));
    if (decision_.words.size() < policy_.policies.size()) page_.paragraph(4, 6, "The others do not speak of it.");
  }

  [[nodiscard]] std::string word_sentence(const PolicyWord& one) const {
    const std::string& citation = policy_[one.policy].cites;
    const auto& date = context_.dates.policies[index_of(one.policy)];
    std::string out(word_words(one.word));
    if (!citation.empty()) out += fmt::format(" ({})", safe(citation));
    if (date != context_.as_of()) out += date ? ", on " + date->to_text() : ", on a date that is not known";
    return out;
  }

  [[nodiscard]] bool has_both_sides() const {
    bool permits = false;
    bool forbids = false;
    for (const ClauseId id : decision_.because) {
      for (const Conclusion& c : policy_[id].conclusions) {
        if (c.action != decision_.action || c.test) continue;
        permits = permits || c.kind == ConclusionKind::Permit;
        forbids = forbids || c.kind == ConclusionKind::Forbid;
      }
    }
    return permits && forbids;
  }

  [[nodiscard]] std::string by_default() const {
    if (!is_settled(decision_)) return ", whatever is not known: where no clause speaks of it, that is its default.";
    if (decision_.outcome == Outcome::Unaddressed)
      return ". No clause in force speaks of it, and the policy gives it no default: other rules decide.";
    return ", by default: no clause in force speaks of it.";
  }

  void duties() {
    if (decision_.duties.empty()) return;
    rest_.title("Duties");
    std::vector<std::string> not_required;
    for (const DutyAnswer* duty : explain_text::duties_told(policy_, decision_)) {
      if (duty->required == Truth::No) {
        not_required.push_back(fmt::format("{}{}", policy_[duty->duty].name, short_timing(duty->timing)));
        continue;
      }
      page_.item(4, 18, timing_words(duty->timing), duty_text(policy_, english_, *duty));
    }
    if (!not_required.empty()) page_.item(4, 18, "not required", listing(not_required));
  }

  [[nodiscard]] static std::string_view short_timing(Timing timing) {
    switch (timing) {
      case Timing::Before:
        return " before it";
      case Timing::After:
        return " after it";
      case Timing::Standing:
        return "";
    }
    return "";
  }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const Answer& answer_;
  const Decision& decision_;
  Page& page_;
  English english_;
  ClausesText clauses_;
  RestText rest_;
};

}  // namespace

std::string answers_text(const AnswerContext& context, const Answers& answers, std::size_t width, Ink ink) {
  const PolicyInfo& policy = context.policy->root();
  Page page(width);
  std::string heading = policy.title.empty() ? policy.name : fmt::format("{} ({})", safe(policy.title), policy.name);
  if (const auto date = context.as_of())
    heading += ", on " + date->to_text();
  else if (policy.as_of)
    heading += ", on a date that is not known";
  page.paragraph(0, 2, heading);
  for (std::size_t i = 0; i < answers.actions.size();) {
    page.blank_line();
    const std::span<const Answer> rest = std::span(answers.actions).subspan(i);
    if (const std::size_t items = explain_text::whole_family(*context.policy, rest)) {
      explain_text::FamilyText(context, rest.first(items), page, ink).all();
      i += items;
      continue;
    }
    AnswerText(context, answers.actions[i++], page, ink).all();
  }
  for (const ValueReport& value : answers.values) {
    page.blank_line();
    explain_text::ValueText(context, value, page, ink).all();
  }
  return page.take();
}

std::string reasons_text(const AnswerContext& context, const Answer& answer, std::size_t width) {
  Page page(width);
  AnswerText text(context, answer, page, Ink::Plain);
  text.outcome();
  text.not_in_force();
  return page.take();
}

}  // namespace carveout
