#include "explain/clauses_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace carveout::explain_text {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kWidestCitation = 16;  // wider ones stand on a line of their own

TypeId type_of_moment(const Value& moment) {
  return moment.get_if<Date>() ? kDate : kTime;
}

}  // namespace

ClausesText::ClausesText(const AnswerContext& context, const Answer& answer, Page& page)
    : context_(context),
      policy_(*context.policy),
      answer_(answer),
      page_(page),
      english_(context),
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
    std::string says = what_it_says(report.clause, false);
    // SPEC 7.4: cited beside the forbid it yields to.
    if (outcome == Outcome::Forbidden && says == "permits it")
      says += ", but yields: it is no exception to what forbids it";
    if (both_sides && !says.empty()) page_.paragraph(hang_, hang_ + 2, says);
    if (report.until && says == "permits it")
      page_.paragraph(hang_, hang_ + 2, "until " + policy_.value_text(*report.until, type_of_moment(*report.until)));
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
    if (!c.test) return false;
    const Span test = policy_[*c.test].span;
    return test.file == span.file && test.begin <= span.begin && span.end <= test.end;
  });
}

bool ClausesText::has_scope(ClauseId id) const {
  if (policy_[policy_[id].policy].applies_when) return true;
  for (auto part = policy_[id].part; part; part = policy_.parts[index_of(*part)].parent) {
    if (policy_.parts[index_of(*part)].applies_when) return true;
  }
  return false;
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
    if (const std::string stance = stands_to(report.clause); !stance.empty()) page_.paragraph(hang_, hang_ + 2, stance);
    reason(report);
  }
  for (const auto& [policy, clauses] : out_of_scope_ones) out_of_scope(policy, clauses);
  for (const auto& [policy, told] : superseded_ones) superseded(policy, *told.first, told.second);
}

// The clauses that the policy's or a part's scope leaves out say the same of themselves, so they are told of together.
void ClausesText::out_of_scope(PolicyId policy, const std::vector<ClauseId>& clauses) {
  const Period& period = policy_[policy].period;
  const std::optional<Date>& date = context_.dates.policies[index_of(policy)];
  const bool outside = date && ((period.from && *date < *period.from) || (period.until && *date >= *period.until));
  if (outside) {
    page_.paragraph(
        kIndent, kIndent,
        fmt::format("{} is in force only {}, which does not include {}. Left out with it: {}.", the_policy(policy),
                    english_.period(period), date->to_text(), english_.clauses(clauses)));
    return;
  }
  const bool in_parts = std::any_of(clauses.begin(), clauses.end(), [&](ClauseId id) { return policy_[id].part; });
  page_.paragraph(kIndent, kIndent,
                  fmt::format("{}{} does not apply here. Left out with it: {}.", the_policy(policy),
                              in_parts ? ", or the part in which they stand," : "", english_.clauses(clauses)));
}

void ClausesText::superseded(PolicyId policy, const ClauseReport& one, const std::vector<ClauseId>& clauses) {
  page_.paragraph(kIndent, kIndent,
                  fmt::format("{} is superseded by {}, as a whole. Left out with it: {}.", the_policy(policy),
                              english_.policies(one.defeated_by_policies), english_.clauses(clauses)));
}

std::string ClausesText::the_policy(PolicyId policy) const {
  return policy_.policies.size() == 1 ? "The policy" : policy_[policy].name;
}

// What a clause says of the action: "forbids it", "permits it only if its test holds", "requires a record before it".
std::string ClausesText::what_it_says(ClauseId id, bool would) const {
  bool permits = false;
  bool forbids = false;
  bool tested = false;
  for (const Conclusion& c : policy_[id].conclusions) {
    if (c.action != answer_.decision.action) continue;
    permits = permits || c.kind == ConclusionKind::Permit;
    forbids = forbids || c.kind == ConclusionKind::Forbid;
    tested = tested || c.test.has_value();
  }
  const std::string_view s = would ? "" : "s";
  std::vector<std::string> says;
  if (permits) says.push_back(fmt::format("permit{} it{}", s, tested ? " only if its test holds" : ""));
  if (forbids && !tested) says.push_back(fmt::format("forbid{} it", s));
  if (const std::string duties = required(id); !duties.empty()) says.push_back(fmt::format("require{} {}", s, duties));
  return listing(says);
}

std::string ClausesText::required(ClauseId id) const {
  std::vector<std::string> out;
  for (const Conclusion& c : policy_[id].conclusions) {
    if (c.kind != ConclusionKind::Require || !c.duty || c.action != answer_.decision.action) continue;
    out.push_back(fmt::format("{} {} it", policy_[*c.duty].name, c.timing == Timing::Before ? "before" : "after"));
  }
  return listing(out);
}

// "would permit it, as an exception to no_voluntary_cooperation (§ 1)".
std::string ClausesText::stands_to(ClauseId id) const {
  const Clause& clause = policy_[id];
  switch (clause.kind) {
    case ClauseKind::Carveout:
      switch (clause.strike) {
        case Strike::None:
          return "would carve out of " + english_.clauses(clause.targets);
        case Strike::Forbids:
          return "would strike all that forbids";
        case Strike::Permits:
          return "would strike all that permits";
        case Strike::Duties:
          return "would strike all duties";
      }
      break;
    case ClauseKind::Exception:
      return fmt::format("would {}, as an exception to {}", what_it_says(id, true), english_.clauses(clause.bases));
    case ClauseKind::Clause:
      break;
  }
  const std::string says = what_it_says(id, true);
  return says.empty() ? std::string() : "would " + says;
}

void ClausesText::reason(const ClauseReport& report) {
  const auto say = [&](std::string_view text) { page_.paragraph(hang_ + 2, hang_ + 4, text); };
  const std::string others = english_.clauses(report.defeated_by);
  switch (report.why) {
    case Why::Suspended:
      return say("taken out for this question");
    case Why::OutOfScope:
    case Why::Superseded:
      return;
    case Why::NotInForce: {
      const std::optional<Date>& date = context_.dates.clauses[index_of(report.clause)];
      const std::string on = date ? ", and the date is " + date->to_text() : std::string();
      return say(fmt::format("in force only {}{}", english_.period(policy_[report.clause].period), on));
    }
    case Why::Lapsed:
      return say("its term has passed" + (report.until
                                              ? ": " + policy_.value_text(*report.until, type_of_moment(*report.until))
                                              : std::string()));
    case Why::Conditions:
    case Why::Test:
      return conditions_.those(hang_ + 2, report.conditions, Truth::No);
    case Why::BaseDoesNotApply:
      return say(report.defeated_by.size() == 1 ? "that clause does not apply" : "none of those clauses applies");
    case Why::CarvedOut:
      return say("carved out by " + others);
    case Why::Overridden:
      return say(others.empty() ? "overridden by another clause" : "overridden by " + others);
    case Why::Struck:
      return say(others.empty() ? "struck by a carve-out" : "struck by " + others);
    case Why::Yields:
      // Of an undetermined answer: it stands, and others may stand against it.
      return say(others.empty() ? "applies for certain, but others may stand against it"
                                : fmt::format("yields to {}, to which it is no exception", others));
    case Why::Outweighed:
      return say(fmt::format("stands, but the word of {} prevails", english_.policies(report.defeated_by_policies)));
    case Why::Unsettled:
      say(unsettled(report));
      return conditions_.those(hang_ + 2, report.conditions, Truth::Unknown);
  }
}

std::string ClausesText::unsettled(const ClauseReport& report) const {
  const bool own =
      std::any_of(report.conditions.begin(), report.conditions.end(), [](const ConditionReport& c) { return c.open; });
  if (own) return "not settled: a condition is not known";
  const Clause& of = policy_[report.clause];
  const bool by_date = !policy_[of.policy].period.always() || !of.period.always() ||
                       (of.part && !policy_.parts[index_of(*of.part)].period.always());
  if (!context_.dates.clauses[index_of(report.clause)] && by_date)
    return "not settled: it is in force on some days only, and the day is not known";
  if (!report.turns_on.empty()) return "not settled: it turns on " + english_.clauses(report.turns_on);
  return has_scope(report.clause)
             ? "not settled: whether the policy, or the part in which it stands, applies is not known"
             : "not settled: other clauses decide whether it stands";
}

}  // namespace carveout::explain_text
