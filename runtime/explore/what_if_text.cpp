#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "carveout/explore.hpp"
#include "explain/clauses_text.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/rest_text.hpp"
#include "explore/duty_differences.hpp"

namespace carveout {
namespace {

using explain_text::English;
using explain_text::Page;
using explain_text::RestText;
using explain_text::safe;

class WhatIfText {
 public:
  WhatIfText(const AnswerContext& before, const AnswerContext& after, Page& page, Ink ink)
      : after_(after),
        policy_(*after.policy),
        page_(page),
        english_before_(before),
        english_(after),
        rest_(after, page, ink) {}

  void supposed(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    page_.paragraph(0, 2, rest_.bold("What if"));
    for (const std::string& line : lines) page_.paragraph(2, 4, safe(line));
    page_.blank_line();
  }

  void write(const AnswerDifference& one) {
    const Action& action = policy_[one.after.decision.action];
    heading(action.name, action.label);
    const Decision& before = one.before.decision;
    const Decision& after = one.after.decision;
    const auto duties = explore::differing_duties(before.duties, after.duties);
    const bool until = !same(before.until, after.until);
    page_.paragraph(2, 4, outcomes(one, duties.empty() && !until));
    if (after.outcome == Outcome::Undetermined) page_.paragraph(2, 4, explain_text::what_is_possible(after));
    if (after.outcome == Outcome::Permitted) page_.paragraph(2, 4, explain_text::may_it_be_done(policy_, after));
    if (until && before.until && before.allowed)
      page_.paragraph(2, 4, fmt::format("As things are now, it may be done until {}.", moment(*before.until)));
    clauses(one, true);
    clauses(one, false);
    if (after.outcome == Outcome::Undetermined) rest_.needs(after.needs);
    write(duties);
  }

  void write(const ValueDifference& one) {
    const Define& define = policy_.defines[index_of(one.after.define)];
    heading(define.name, define.label);
    const std::string before = english_before_.value(one.before.value, define.type);
    const std::string after = english_.value(one.after.value, define.type);
    page_.paragraph(2, 4,
                    before == after ? fmt::format("{}, as it is now.", rest_.bold(after))
                                    : fmt::format("{}; as things are now, {}.", rest_.bold(after), before));
    if (!one.after.value.is_known()) rest_.needs(one.after.needs);
  }

 private:
  static bool same(const std::optional<Value>& a, const std::optional<Value>& b) {
    return a.has_value() == b.has_value() && (!a || same_value(*a, *b));
  }

  void heading(const std::string& name, const std::string& label) {
    page_.paragraph(0, 2, label.empty() ? rest_.bold(name) : fmt::format("{}: {}", rest_.bold(name), safe(label)));
  }

  [[nodiscard]] std::string word(Outcome outcome) const {
    return rest_.inked(explain_text::outcome_colour(outcome), explain_text::outcome_word(outcome));
  }

  [[nodiscard]] std::string moment(const Value& value) const {
    return policy_.value_text(value, value.get_if<Date>() ? kDate : kTime);
  }

  [[nodiscard]] std::string outcomes(const AnswerDifference& one, bool rest_is_same) const {
    const Outcome after = one.after.decision.outcome;
    if (!one.same_outcome())
      return fmt::format("{}; as things are now, {}.", word(after), word(one.before.decision.outcome));
    const bool nothing = one.clauses.empty() && rest_is_same;
    return fmt::format("{}, as it is now{}.", word(after), nothing ? ", and by the same clauses" : "");
  }

  void clauses(const AnswerDifference& one, bool in_force) {
    Answer some;
    some.decision = one.after.decision;
    for (const ClauseDifference& clause : one.clauses) {
      if (clause.in_force != in_force) continue;
      (in_force ? some.explanation.in_force : some.explanation.not_in_force).push_back(clause.report);
    }
    if (some.explanation.in_force.empty() && some.explanation.not_in_force.empty()) return;
    rest_.title(in_force ? "Then in force" : "Then no longer in force");
    explain_text::ClausesText text(after_, some, page_);
    if (in_force)
      text.in_force();
    else
      text.not_in_force();
  }

  void write(const std::vector<explore::DutyDifference>& duties) {
    if (duties.empty()) return;
    rest_.title("Duties that would differ");
    for (const explore::DutyDifference& one : duties) {
      const auto text = [&](const std::optional<DutyAnswer>& duty, const English& english) {
        return duty && duty->required != Truth::No ? explain_text::duty_text(policy_, english, *duty)
                                                   : std::string("not required");
      };
      const DutyAnswer& known = one.after ? *one.after : *one.before;
      const std::string then = text(one.after, english_);
      std::string line =
          then == "not required" ? fmt::format("{}: no longer required", english_.duty(known.duty)) : then;
      if (one.before && one.before->required != Truth::No && then != "not required")
        line += fmt::format(" (now: {})", text(one.before, english_before_));
      page_.item(4, 18, explain_text::timing_words(known.timing), line);
    }
  }

  const AnswerContext& after_;
  const CheckedPolicy& policy_;
  Page& page_;
  English english_before_;
  English english_;
  RestText rest_;
};

}  // namespace

std::string what_if_text(const AnswerContext& before, const AnswerContext& after, const WhatIf& difference,
                         std::size_t width, Ink ink) {
  Page page(width);
  WhatIfText text(before, after, page, ink);
  text.supposed(difference.supposed);
  bool first = true;
  for (const AnswerDifference& one : difference.actions) {
    if (!std::exchange(first, false)) page.blank_line();
    text.write(one);
  }
  for (const ValueDifference& one : difference.values) {
    if (!std::exchange(first, false)) page.blank_line();
    text.write(one);
  }
  return page.take();
}

}  // namespace carveout
