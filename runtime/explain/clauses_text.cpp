#include "explain/clauses_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace carveout::explain_text {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kWidestCitation = 16;  // wider ones stand on a line of their own

}  // namespace

ClausesText::ClausesText(const AnswerContext& context, const Answer& answer, Page& page)
    : policy_(*context.policy),
      answer_(answer),
      page_(page),
      english_(context),
      words_(context, answer.decision.action),
      conditions_(context, page) {
  std::size_t widest = 0;
  for (const auto* reports : {&answer.explanation.in_force, &answer.explanation.not_in_force}) {
    for (const ClauseReport& report : *reports) {
      const std::size_t width = columns(english_.cites(report.clause));
      if (width <= kWidestCitation) widest = std::max(widest, width);
    }
  }
  hang_ = kIndent + (widest == 0 ? 2 : widest + 2);
}

void ClausesText::heading(ClauseId clause) {
  const std::string citation = english_.cites(clause);
  if (citation.empty())
    page_.paragraph(kIndent, hang_, english_.title(clause));
  else
    page_.item(kIndent, hang_, citation, english_.title(clause));
}

void ClausesText::in_force() {
  const Outcome outcome = answer_.decision.outcome;
  const bool settles_conflicts = std::any_of(policy_.policies.begin(), policy_.policies.end(),
                                             [](const PolicyInfo& policy) { return policy.on_conflict.has_value(); });
  const bool both_sides = outcome == Outcome::Conflict || settles_conflicts ||
                          (answer_.decision.because.size() > 1 && outcome == Outcome::Forbidden);
  for (const ClauseReport& report : answer_.explanation.in_force) {
    heading(report.clause);
    std::string says = words_.what_it_says(report.clause, false);
    // SPEC 7.4: cited beside the forbid it yields to.
    if (outcome == Outcome::Forbidden && says == "permits it")
      says += ", but yields: it is no exception to what forbids it";
    if (both_sides && !says.empty()) page_.paragraph(hang_, hang_ + 2, says);
    if (report.until && says == "permits it")
      page_.paragraph(hang_, hang_ + 2, "until " + words_.moment(*report.until));
    conditions_.those(hang_ + 2, report.conditions, Truth::Yes);
    // Of an `only if` that failed, what forbids is that. What is open settles nothing: the outcome is the same either
    // way.
    for (const ConditionReport& c : report.conditions) {
      if (c.open) conditions_.one(hang_ + 2, c, "is not known, and need not be");
      if (favour(c) == Truth::No && is_tested(report.clause, c.span)) conditions_.one(hang_ + 2, c, "does not hold");
    }
  }
}

bool ClausesText::is_tested(ClauseId id, Span span) const {
  const auto& conclusions = policy_[id].conclusions;
  return std::any_of(conclusions.begin(), conclusions.end(), [&](const Conclusion& c) {
    if (!c.test || c.duty) return false;
    const Span test = policy_[*c.test].span;
    return test.file == span.file && test.begin <= span.begin && span.end <= test.end;
  });
}

void ClausesText::not_in_force() {
  // Those of one policy follow each other.
  std::map<PolicyId, std::vector<ClauseId>> out_of_scope_ones;
  std::map<PolicyId, std::pair<const ClauseReport*, std::vector<ClauseId>>> superseded_ones;
  for (const ClauseReport& report : answer_.explanation.not_in_force) {
    if (report.why == Why::OutOfScope) {
      out_of_scope_ones[policy_[report.clause].policy].push_back(report.clause);
      continue;
    }
    if (report.why == Why::Superseded) {
      auto& [one, clauses] = superseded_ones[policy_[report.clause].policy];
      one = &report;
      clauses.push_back(report.clause);
      continue;
    }
    heading(report.clause);
    if (const std::string stance = words_.stands_to(report.clause); !stance.empty())
      page_.paragraph(hang_, hang_ + 2, stance);
    reason(report);
  }
  for (const auto& [policy, clauses] : out_of_scope_ones) out_of_scope(policy, clauses);
  for (const auto& [policy, told] : superseded_ones) superseded(policy, *told.first, told.second);
}

// The clauses that the policy's or a part's scope leaves out say the same of themselves, so they are told of together.
void ClausesText::out_of_scope(PolicyId policy, const std::vector<ClauseId>& clauses) {
  if (const std::string outside = words_.out_of_force(policy); !outside.empty()) {
    page_.paragraph(
        kIndent, kIndent,
        fmt::format("{}{}. Left out with it: {}.", words_.the_policy(policy), outside, english_.clauses(clauses)));
    return;
  }
  const bool in_parts = std::any_of(clauses.begin(), clauses.end(), [&](ClauseId id) { return policy_[id].part; });
  page_.paragraph(kIndent, kIndent,
                  fmt::format("{}{} does not apply here. Left out with it: {}.", words_.the_policy(policy),
                              in_parts ? ", or the part in which they stand," : "", english_.clauses(clauses)));
}

void ClausesText::superseded(PolicyId policy, const ClauseReport& one, const std::vector<ClauseId>& clauses) {
  page_.paragraph(kIndent, kIndent,
                  fmt::format("{} is superseded by {}, as a whole. Left out with it: {}.", words_.the_policy(policy),
                              english_.policies(one.defeated_by_policies), english_.clauses(clauses)));
}

void ClausesText::reason(const ClauseReport& report) {
  const auto say = [&](std::string_view text) { page_.paragraph(hang_ + 2, hang_ + 4, text); };
  if (report.why == Why::Conditions || report.why == Why::Test)
    return conditions_.those(hang_ + 2, report.conditions, Truth::No);
  if (report.why == Why::Unsettled) {
    say(unsettled(report));
    return conditions_.those(hang_ + 2, report.conditions, Truth::Unknown);
  }
  if (const std::string text = words_.reason(report); !text.empty()) say(text);
}

std::string ClausesText::unsettled(const ClauseReport& report) const {
  const bool own =
      std::any_of(report.conditions.begin(), report.conditions.end(), [](const ConditionReport& c) { return c.open; });
  if (own) return "not settled: a condition is not known";
  if (!words_.on_unknown_day(report.clause) && !report.turns_on.empty())
    return "not settled: it turns on " + english_.clauses(report.turns_on);
  return "not settled: " + words_.unsettled(report.clause);
}

}  // namespace carveout::explain_text
