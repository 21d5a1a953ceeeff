#include <algorithm>
#include <utility>

#include "carveout/explore.hpp"

namespace carveout {
namespace {

Answer answer_of(const Situation& situation, ActionId action) {
  Answer out;
  out.decision = decide(*situation.plan, situation.facts, action, situation.options);
  out.explanation = explain(*situation.plan, situation.facts, out.decision, situation.options);
  return out;
}

const ClauseReport* find(const std::vector<ClauseReport>& reports, ClauseId clause) {
  const auto found =
      std::find_if(reports.begin(), reports.end(), [&](const ClauseReport& one) { return one.clause == clause; });
  return found == reports.end() ? nullptr : &*found;
}

std::vector<ClauseDifference> differing(const Explanation& before, const Explanation& after) {
  std::vector<ClauseDifference> out;
  for (const ClauseReport& now : after.in_force) {
    if (find(before.in_force, now.clause) == nullptr) out.push_back({now, true});
  }
  for (const ClauseReport& was : before.in_force) {
    if (find(after.in_force, was.clause) != nullptr) continue;
    // One that is in force and is no longer of those that made the outcome is told of nowhere else.
    const ClauseReport* now = find(after.not_in_force, was.clause);
    if (now != nullptr) out.push_back({*now, false});
  }
  return out;
}

}  // namespace

WhatIf what_if(const Situation& before, const Situation& after, const std::vector<Subject>& subjects) {
  WhatIf out;
  for (const Subject& subject : subjects) {
    if (const ActionId* action = std::get_if<ActionId>(&subject)) {
      AnswerDifference& one = out.actions.emplace_back();
      one.before = answer_of(before, *action);
      one.after = answer_of(after, *action);
      one.clauses = differing(one.before.explanation, one.after.explanation);
      continue;
    }
    const DefineId define = std::get<DefineId>(subject);
    out.values.push_back({explain_value(*before.plan, before.facts, define, before.options),
                          explain_value(*after.plan, after.facts, define, after.options)});
  }
  return out;
}

}  // namespace carveout
