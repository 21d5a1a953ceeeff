#include "explain/clause_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carveout::explain_text {

bool ClauseWords::has_scope(ClauseId id) const {
  if (policy_[policy_[id].policy].applies_when) return true;
  for (auto part = policy_[id].part; part; part = policy_.parts[index_of(*part)].parent) {
    if (policy_.parts[index_of(*part)].applies_when) return true;
  }
  return false;
}

std::string ClauseWords::the_policy(PolicyId policy) const {
  return policy_.policies.size() == 1 ? "The policy" : policy_[policy].name;
}

// What a clause says of the action: "forbids it", "permits it only if its test holds", "requires a record before it".
std::string ClauseWords::what_it_says(ClauseId id, bool would) const {
  bool permits = false;
  bool forbids = false;
  bool tested = false;
  for (const Conclusion& c : policy_[id].conclusions) {
    if (c.action != action_) continue;
    permits = permits || c.kind == ConclusionKind::Permit;
    forbids = forbids || c.kind == ConclusionKind::Forbid;
    tested = tested || (c.test && !c.duty);
  }
  const std::string_view s = would ? "" : "s";
  std::vector<std::string> says;
  if (permits) says.push_back(fmt::format("permit{} it{}", s, tested ? " only if its test holds" : ""));
  if (forbids && !tested) says.push_back(fmt::format("forbid{} it", s));
  if (const std::string duties = required(id); !duties.empty()) says.push_back(fmt::format("require{} {}", s, duties));
  return listing(says);
}

std::string ClauseWords::required(ClauseId id) const {
  std::vector<std::string> out;
  for (const Conclusion& c : policy_[id].conclusions) {
    if (c.kind != ConclusionKind::Require || !c.duty || c.action != action_) continue;
    std::string one = fmt::format("{} {} it", policy_[*c.duty].name, c.timing == Timing::Before ? "before" : "after");
    if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));  // versions
  }
  return listing(out);
}

// "would permit it, as an exception to no_voluntary_cooperation (§ 1)".
std::string ClauseWords::stands_to(ClauseId id) const {
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

std::string ClauseWords::reason(const ClauseReport& report) const {
  const std::string others = english_.clauses(report.defeated_by);
  switch (report.why) {
    case Why::Suspended:
      return "taken out for this question";
    case Why::NotInForce: {
      const std::optional<Date>& date = context_.dates.clauses[index_of(report.clause)];
      const std::string on = date ? ", and the date is " + date->to_text() : std::string();
      const Period& period = policy_[report.clause].period;
      if (period.always() || (date && period.includes(*date))) return "what it requires is not in force" + on;
      return fmt::format("in force only {}{}", english_.period(period), on);
    }
    case Why::Lapsed:
      return "its term has passed" + (report.until ? ": " + moment(*report.until) : std::string());
    case Why::BaseDoesNotApply:
      return report.defeated_by.size() == 1 ? "that clause does not apply" : "none of those clauses applies";
    case Why::CarvedOut:
      return "carved out by " + others;
    case Why::Overridden:
      return others.empty() ? "overridden by another clause" : "overridden by " + others;
    case Why::Struck:
      return others.empty() ? "struck by a carve-out" : "struck by " + others;
    case Why::Yields:
      // Of an undetermined answer: it stands, and others may stand against it.
      return others.empty() ? "applies for certain, but others may stand against it"
                            : fmt::format("yields to {}, to which it is no exception", others);
    case Why::Outweighed:
      return fmt::format("stands, but the word of {} prevails", english_.policies(report.defeated_by_policies));
    case Why::OutOfScope:
    case Why::Superseded:
    case Why::Conditions:
    case Why::Test:
    case Why::Unsettled:
      return {};
  }
  return {};
}

bool ClauseWords::on_unknown_day(ClauseId id) const {
  const Clause& of = policy_[id];
  const bool by_date = !policy_[of.policy].period.always() || !of.period.always() ||
                       (of.part && !policy_.parts[index_of(*of.part)].period.always()) ||
                       std::any_of(of.conclusions.begin(), of.conclusions.end(),
                                   [](const Conclusion& c) { return c.duty && c.test; });  // versions of a duty
  return !context_.dates.clauses[index_of(id)] && by_date;
}

std::string ClauseWords::unsettled(ClauseId id) const {
  if (on_unknown_day(id)) return "it is in force on some days only, and the day is not known";
  return has_scope(id) ? "whether the policy, or the part in which it stands, applies is not known"
                       : "other clauses decide whether it stands";
}

std::string ClauseWords::the_policy_here(ClauseId id) const {
  std::string out = policy_.policies.size() == 1 ? "the policy" : the_policy(policy_[id].policy);
  return policy_[id].part ? out + ", or the part in which it stands," : out;
}

std::string ClauseWords::out_of_force(PolicyId id) const {
  const Period& period = policy_[id].period;
  const std::optional<Date>& date = context_.dates.policies[index_of(id)];
  if (!date || period.includes(*date)) return {};
  return fmt::format(" is in force only {}, which does not include {}", english_.period(period), date->to_text());
}

std::string ClauseWords::moment(const Value& value) const {
  return policy_.value_text(value, value.get_if<Date>() ? kDate : kTime);
}

}  // namespace carveout::explain_text
