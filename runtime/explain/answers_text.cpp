#include <fmt/format.h>

#include <algorithm>

#include "carveout/explain.hpp"
#include "explain/clauses_text.hpp"
#include "explain/english.hpp"
#include "explain/layout.hpp"
#include "explain/rest_text.hpp"
#include "explain/values_text.hpp"

namespace carveout {
namespace {

using explain_text::ClausesText;
using explain_text::English;
using explain_text::listing;
using explain_text::Page;
using explain_text::RestText;
using explain_text::safe;

constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";

std::string_view outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return "PERMITTED";
    case Outcome::Forbidden:
      return "FORBIDDEN";
    case Outcome::Conflict:
      return "CONFLICT";
    case Outcome::Unaddressed:
      return "UNADDRESSED";
    case Outcome::Undetermined:
      return "UNDETERMINED";
  }
  return "";
}

std::string_view outcome_colour(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return kGreen;
    case Outcome::Forbidden:
      return kRed;
    case Outcome::Conflict:
    case Outcome::Unaddressed:
    case Outcome::Undetermined:
      return kYellow;
  }
  return kYellow;
}

std::string_view possible_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return "permitted";
    case Outcome::Forbidden:
      return "forbidden";
    case Outcome::Conflict:
      return "in conflict";
    case Outcome::Unaddressed:
      return "unaddressed";
    case Outcome::Undetermined:
      return "undetermined";
  }
  return "";
}

std::string_view word_words(Word word) {
  switch (word) {
    case Word::Permit:
      return "permits it";
    case Word::Forbid:
      return "forbids it";
    case Word::Conflict:
      return "permits it and forbids it";
    case Word::Silent:
      return "is silent";
    case Word::Undetermined:
      return "not settled";
  }
  return "";
}

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
    if (decision_.outcome == Outcome::Undetermined) meanwhile();
    if (decision_.outcome == Outcome::Permitted) page_.paragraph(2, 4, may_it_be_done());
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
    if (decision_.outcome == Outcome::Undetermined) return ". " + what_is_possible();
    if (decision_.outcome == Outcome::Conflict)
      return fmt::format(
          ". {} permits it and forbids it, and says nowhere which prevails: a drafting error in the policy.",
          policy_.policies.size() == 1 ? "The policy" : says(Word::Conflict));
    if (decision_.basis == Basis::Default) return by_default();
    const bool one = answer_.explanation.in_force.size() == 1;
    if (!settled())
      return answer_.explanation.in_force.empty() ? ", whatever is not known."
                                                  : ", whatever is not known. These clauses bear on it:";
    const std::string_view verb = decision_.outcome == Outcome::Permitted ? "permit" : "forbid";
    if (decision_.because.size() > 1 && has_both_sides()) return ". The clauses in force:";
    return one ? fmt::format(". The clause in force {}s it:", verb)
               : fmt::format(". The clauses in force {} it:", verb);
  }

  // Is the outcome that of settled words?
  [[nodiscard]] bool settled() const {
    if (decision_.basis == Basis::Default)
      return std::all_of(decision_.words.begin(), decision_.words.end(),
                         [](const PolicyWord& one) { return one.word == Word::Silent; });
    const Word word = decision_.outcome == Outcome::Permitted ? Word::Permit : Word::Forbid;
    return std::any_of(decision_.words.begin(), decision_.words.end(),
                       [&](const PolicyWord& one) { return one.word == word; });
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
    if (!settled()) return ", whatever is not known: where no clause speaks of it, that is its default.";
    if (decision_.outcome == Outcome::Unaddressed)
      return ". No clause in force speaks of it, and the policy gives it no default: other rules decide.";
    return ", by default: no clause in force speaks of it.";
  }

  [[nodiscard]] std::string what_is_possible() const {
    std::vector<std::string> words;
    for (const Outcome o : decision_.possible.outcomes()) words.emplace_back(possible_word(o));
    const bool faults_alone = decision_.needs.empty() && !decision_.faults.empty();
    std::string out = fmt::format("It may be {}, depending on what {}.", listing(words, "or"),
                                  faults_alone ? "could not be worked out" : "is not known");
    if (decision_.possible.contains(Outcome::Conflict))
      out += " In conflict means that the policy would both permit and forbid it.";
    const bool steps = std::any_of(decision_.faults.begin(), decision_.faults.end(),
                                   [](const FaultReport& f) { return f.fault == Fault::TooManySteps; });
    if (!decision_.exact) {
      out += steps ? " Not everything could be worked out: some of these outcomes may not be possible."
                   : " So much is not known that not every combination was tried: some of these outcomes may not be "
                     "possible.";
    }
    return out;
  }

  void meanwhile() {
    page_.paragraph(2, 4,
                    decision_.meanwhile == Standing::Permitted ? "Meanwhile it is held to be permitted."
                                                               : "Meanwhile it is held to be forbidden: do not act.");
  }

  [[nodiscard]] std::string may_it_be_done() const {
    if (decision_.allowed) return "It may be done.";
    std::vector<std::string> outstanding;
    std::vector<std::string> doubtful;
    std::vector<std::string> possible;
    for (const DutyAnswer& duty : decision_.duties) {
      if (duty.timing != Timing::Before || duty.required == Truth::No || duty.status == DutyStatus::Done) continue;
      const bool certain = duty.status == DutyStatus::Outstanding;
      (duty.required != Truth::Yes ? possible : certain ? outstanding : doubtful).push_back(policy_[duty.duty].name);
    }
    const auto verb = [](const std::vector<std::string>& names, std::string_view one, std::string_view many) {
      return names.size() == 1 ? one : many;
    };
    if (!outstanding.empty())
      return fmt::format("But it may not be done yet: {} {} outstanding.", listing(outstanding),
                         verb(outstanding, "comes first, and is", "come first, and are"));
    if (!doubtful.empty())
      return fmt::format(
          "But it may not be done yet: {} not known to be done.",
          listing(doubtful) + ' ' + std::string(verb(doubtful, "comes first, and is", "come first, and are")));
    return fmt::format("But it may not be done yet: {} may be required to come first.", listing(possible));
  }

  void duties() {
    if (decision_.duties.empty()) return;
    rest_.title("Duties");
    std::vector<std::string> not_required;
    for (const DutyAnswer& duty : decision_.duties) {
      if (duty.required == Truth::No) {
        not_required.push_back(fmt::format("{}{}", policy_[duty.duty].name, short_timing(duty.timing)));
        continue;
      }
      page_.item(4, 18, timing(duty.timing), duty_text(duty));
    }
    if (!not_required.empty()) page_.item(4, 18, "not required", listing(not_required));
  }

  [[nodiscard]] static std::string_view timing(Timing timing) {
    switch (timing) {
      case Timing::Before:
        return "before it";
      case Timing::After:
        return "after it";
      case Timing::Standing:
        return "in any case";
    }
    return "";
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

  [[nodiscard]] std::string duty_text(const DutyAnswer& duty) const {
    std::string out = english_.duty(duty.duty);
    out += fmt::format(": {} by {}", duty.required == Truth::Yes ? "required" : "possibly required",
                       english_.clauses(duty.by));
    if (duty.due) {
      const TypeId type = duty.due->get_if<Date>() ? kDate : kTime;
      out += "; due " + policy_.value_text(*duty.due, type);
    } else if (duty.due_declared) {
      out += "; when it is due is not known";
    }
    switch (duty.status) {
      case DutyStatus::Done:
        return out + "; done";
      case DutyStatus::Outstanding:
        return out + "; outstanding";
      case DutyStatus::Unknown:
        return out + "; not known to be done";
    }
    return out;
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
  for (const Answer& answer : answers.actions) {
    page.blank_line();
    AnswerText(context, answer, page, ink).all();
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
