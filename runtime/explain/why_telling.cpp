#include "explain/why_telling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "explain/conditions_text.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"

namespace carveout::explain_text {
namespace {

constexpr std::size_t kDeepest = 4;  // LIMIT: what is nested deeper is told at that depth, so that lines stay lines
constexpr std::string_view kAsSaid = ", as said above";

std::string_view plain_verdict(Truth value) {
  switch (value) {
    case Truth::Yes:
      return "holds";
    case Truth::No:
      return "does not hold";
    case Truth::Unknown:
      return "is not known";
  }
  return "";
}

}  // namespace

ProofTelling::ProofTelling(const AnswerContext& context, const Proof& proof, ProofSink& sink)
    : context_(context),
      policy_(*context.policy),
      proof_(proof),
      sink_(sink),
      english_(context),
      words_(context, proof.decision.action) {
  for (const auto* ids : {&proof.made, &proof.against, &proof.others}) top_.insert(ids->begin(), ids->end());
}

void ProofTelling::all() {
  const Action& action = policy_[proof_.decision.action];
  std::size_t widest = 0;
  for (const std::uint32_t id : top_) {
    const std::size_t width = columns(english_.cites(step(id).clause));
    if (width <= kWidestCitation) widest = std::max(widest, width);
  }
  sink_.action(action.name, safe(action.label), widest);
  sink_.outcome(proof_.decision.outcome, sentence());
  if (const std::string remark = about_instead(); !remark.empty()) sink_.remark(remark);
  entries("What made it so", proof_.made);
  if (proof_.decision.outcome == Outcome::Undetermined && !proof_.options.instead) {
    // SPEC 15.1: what is certain is told apart from what rests on the unknown.
    std::vector<std::uint32_t> open;
    std::vector<std::uint32_t> certain;
    for (const std::uint32_t id : proof_.against) (step(id).truth == Truth::Unknown ? open : certain).push_back(id);
    entries("What it turns on", open);
    entries("What stands for certain", certain);
  } else {
    entries(section_title(), proof_.against);
  }
  entries("The other clauses that speak of it", proof_.others);
  if (proof_.decision.outcome == Outcome::Undetermined) needs();
  if (proof_.decision.faults.empty()) return;
  sink_.section("Could not be worked out");
  for (const FaultReport& fault : proof_.decision.faults) sink_.line(0, english_.fault(fault));
}

void ProofTelling::entries(std::string_view title, const std::vector<std::uint32_t>& ids) {
  const bool all_told = std::all_of(ids.begin(), ids.end(), [&](std::uint32_t id) { return told(id); });
  if (all_told) return;
  sink_.section(title);
  for (const std::uint32_t id : ids) entry(id);
}

// What an entry rests on and has an entry of its own comes first, so that "above" is true.
void ProofTelling::entry(std::uint32_t id) {
  if (told(id)) return;
  std::vector<std::uint32_t> work{id};
  std::vector<std::uint32_t> before;
  std::set<std::uint32_t> seen;
  while (!work.empty()) {
    const std::uint32_t at = work.back();
    work.pop_back();
    if (!seen.insert(at).second) continue;
    // A carve-out that does not hold is never referred to.
    if (at != id && step(at).truth == Truth::No && policy_[step(at).clause].kind == ClauseKind::Carveout) continue;
    if (top_.count(at) != 0 && !told(at)) before.push_back(at);
    work.insert(work.end(), step(at).rests_on.begin(), step(at).rests_on.end());
  }
  std::sort(before.begin(), before.end());
  for (const std::uint32_t one : before) {
    const ProofStep& s = step(one);
    if (told(one)) continue;
    sink_.clause(english_.cites(s.clause), english_.title(s.clause));
    told_steps_.insert(one);
    if (s.made)
      made(one);
    else if (s.truth == Truth::Yes && s.why == Why::Unsettled)
      holding(s, one);
    else
      against(one, 0, s.truth == Truth::Yes ? says(s.clause) : words_.stands_to(s.clause), Head::Stance);
  }
}

// "permits it, as an exception to no_voluntary_cooperation (§ 1)".
std::string ProofTelling::says(ClauseId id) const {
  const Clause& clause = policy_[id];
  const std::string out = words_.what_it_says(id, false);
  return clause.kind == ClauseKind::Exception ? out + ", as an exception to " + english_.clauses(clause.bases) : out;
}

void ProofTelling::made(std::uint32_t id) {
  const ProofStep& s = step(id);
  std::string says = this->says(s.clause);
  // SPEC 7.4: cited beside the forbid it yields to.
  if (proof_.decision.outcome == Outcome::Forbidden && says.rfind("permits it", 0) == 0 &&
      says.rfind("permits it only", 0) != 0)
    says += ", but yields to what forbids it, to which it is no exception";
  if (s.truth != Truth::Yes) return not_settled(s, 0, says, Head::Stance);
  sink_.line(0, says);
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause == s.clause) applying(on, 1);
  }
  conditions(s.conditions, 1);
}

// What holds and changes nothing: a carve-out from a clause that does not apply anyway.
void ProofTelling::holding(const ProofStep& s, std::uint32_t id) {
  const std::string says = this->says(s.clause);
  sink_.line(0, says.empty() ? "it holds:" : says + ":");
  applying(id, 1);
}

// Why a clause applies: its conditions, and of an exception what it is an exception to.
void ProofTelling::applying(std::uint32_t id, std::size_t depth) {
  const ProofStep& s = step(id);
  told_steps_.insert(id);
  conditions(s.conditions, depth);
  bool base = false;
  for (const std::uint32_t on : s.rests_on) {
    if (policy_[step(on).clause].kind == ClauseKind::Carveout) continue;
    base = true;
    const bool before = told(on);
    const bool more = !before && (!step(on).conditions.empty() || !step(on).rests_on.empty());
    const std::string_view end = before ? kAsSaid : more ? ":" : ", and has no conditions";
    sink_.line(depth, fmt::format("{}, to which it is an exception, applies{}", english_.clause(step(on).clause), end));
    if (more) applying(on, std::min(depth + 1, kDeepest));
    told_steps_.insert(on);
  }
  if (s.conditions.empty() && !base) sink_.line(depth, "it has no conditions");
}

void ProofTelling::against(std::uint32_t id, std::size_t depth, const std::string& stance, Head head) {
  const bool is_stance = head == Head::Stance;
  const ProofStep& s = step(id);
  // Of what stands only if it applies, why it does not apply is the reason.
  if (s.facet == Facet::Stands && s.rests_on.size() == 1 && step(s.rests_on[0]).clause == s.clause &&
      step(s.rests_on[0]).facet == Facet::Applies && s.truth == Truth::No) {
    const std::uint32_t applies = s.rests_on[0];
    if (told(applies)) {
      const std::string_view join = stance.empty() ? "" : is_stance ? ", but " : " ";
      return sink_.line(depth, fmt::format("{}{}does not apply{}", stance, join, kAsSaid));
    }
    told_steps_.insert(applies);
    return against(applies, depth, stance, head);
  }
  if (s.truth == Truth::Unknown) return not_settled(s, depth, stance, head);
  // "would forbid it, but is overridden by …"; of a support "police.honour (b(1)) is overridden by …".
  const auto say = [&](std::string_view but, std::string_view end, bool sentence = false) {
    const std::string_view join = stance.empty() ? "" : is_stance ? ", but " : sentence ? ": " : " ";
    sink_.line(depth, fmt::format("{}{}{}{}", stance, join, but, end));
  };
  const std::size_t below = std::min(depth + 1, kDeepest);
  // A date that is told in the sentence needs no telling again.
  const bool dated = s.why == Why::NotInForce && context_.dates.clauses[index_of(s.clause)];
  const bool more = !s.facts.empty() && !dated;
  ClauseReport report{s.clause, s.why, {}, {}, {}, s.policies, s.until};
  for (const std::uint32_t on : s.rests_on) {
    const ClauseId other = step(on).clause;
    const bool named =
        std::find(report.defeated_by.begin(), report.defeated_by.end(), other) != report.defeated_by.end();
    if (other != s.clause && !named) report.defeated_by.push_back(other);
  }
  switch (s.why) {
    case Why::Suspended:
    case Why::NotInForce:
    case Why::Lapsed:
      say((s.why == Why::Lapsed ? "" : "is ") + words_.reason(report), more ? ":" : "", s.why == Why::Lapsed);
      return dated ? void() : facts(s.facts, below);
    case Why::OutOfScope: {
      const auto scope = std::make_pair(policy_[s.clause].policy, policy_[s.clause].part);
      const bool before = !told_scopes_.insert(scope).second;
      std::string outside = words_.out_of_force(scope.first);
      if (before && !outside.empty()) outside = " is not in force";
      say(words_.the_policy_here(s.clause) + (outside.empty() ? " is not in force or does not apply here" : outside),
          before                    ? kAsSaid
          : more && outside.empty() ? ":"
                                    : "",
          true);
      return before || !outside.empty() ? void() : facts(s.facts, below);
    }
    case Why::Superseded:
      say(fmt::format("its policy is superseded by {}, as a whole", english_.policies(s.policies)), more ? ":" : "",
          true);
      return facts(s.facts, below);
    case Why::Conditions:
      say("does not apply", ":");
      return conditions(s.conditions, below);
    case Why::Test: {
      // The forbid of an `only if` fails where its test holds.
      const bool holds = !s.conditions.empty() && favour(proof_.conditions[s.conditions[0]].report) == Truth::Yes;
      say(holds ? "its test holds" : "its test does not hold", ":", true);
      return conditions(s.conditions, below);
    }
    case Why::BaseDoesNotApply:
    case Why::CarvedOut:
    case Why::Overridden:
    case Why::Struck:
    case Why::Yields: {
      const bool base = s.why == Why::BaseDoesNotApply;
      if (base && is_stance && s.rests_on.empty()) return say(words_.reason(report), "");
      const bool is = s.why == Why::CarvedOut || s.why == Why::Overridden || s.why == Why::Struck;
      // Of an undetermined outcome: it stands.
      if (s.why == Why::Yields && report.defeated_by.empty()) {
        say("others may stand against it", ":", true);
        for (const std::uint32_t on : s.rests_on) applying(on, below);
        return;
      }
      const std::string_view said = as_said(s);
      // Of a support it is not said before what it is an exception to.
      if (base && !is_stance)
        say("does not apply, because " + std::string(report.defeated_by.size() == 1 ? "" : "none of ") +
                english_.clauses(report.defeated_by) + (report.defeated_by.size() == 1 ? " does not" : " does"),
            said.empty() ? ":" : said);
      else if (const auto only = one_that_applies(s); only && !base) {
        say((is ? "is " : "") + words_.reason(report), ", which holds:");
        return applying(*only, below);
      } else
        say((is ? "is " : "") + words_.reason(report), said.empty() ? ":" : said);
      return supports(s, below);
    }
    case Why::Outweighed:
      return say(fmt::format("the word of {} prevails", english_.policies(s.policies)), "", true);
    case Why::Unsettled:
      return not_settled(s, depth, stance, head);
  }
}

std::string_view ProofTelling::as_said(const ProofStep& s) const {
  const bool all = std::all_of(s.rests_on.begin(), s.rests_on.end(),
                               [&](std::uint32_t on) { return step(on).clause == s.clause || told(on); });
  return all ? kAsSaid : std::string_view();
}

// Where all that a step rests on is one clause, which applies and has not been told of: that step.
std::optional<std::uint32_t> ProofTelling::one_that_applies(const ProofStep& s) const {
  std::optional<std::uint32_t> out;
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause == s.clause) continue;
    if (out || told(on) || step(on).truth != Truth::Yes || step(on).facet != Facet::Applies) return std::nullopt;
    out = on;
  }
  return out;
}

void ProofTelling::supports(const ProofStep& s, std::size_t depth) {
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause != s.clause && !told(on)) support(on, depth);
  }
}

// A clause that has no entry of its own, below what rests on it.
void ProofTelling::support(std::uint32_t id, std::size_t depth) {
  const ProofStep& s = step(id);
  const std::size_t below = std::min(depth + 1, kDeepest);
  told_steps_.insert(id);
  const std::string name = english_.clause(s.clause);
  if (s.truth != Truth::Yes) return against(id, depth, name, Head::Name);
  // What stands though it did not make the outcome is told of as what it is.
  if (s.facet == Facet::Stands && !s.made && s.why != Why::Unsettled) return against(id, depth, name, Head::Name);
  const std::string_view verb = policy_[s.clause].kind == ClauseKind::Carveout ? "holds" : "applies";
  std::uint32_t applies = id;
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause == s.clause) applies = on;
  }
  sink_.line(depth, fmt::format("{} {}:", name, verb));
  applying(applies, below);
  if (applies != id) conditions(s.conditions, below);
}

void ProofTelling::not_settled(const ProofStep& s, std::size_t depth, const std::string& stance, Head head) {
  const std::size_t below = std::min(depth + 1, kDeepest);
  const bool needed = proof_.decision.outcome == Outcome::Undetermined;
  const ProofStep* of = &s;
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause == s.clause && step(on).facet == Facet::Applies) of = &step(on);
  }
  std::vector<std::string> names;
  for (const std::uint32_t on : of->rests_on) {
    const std::string name = english_.clause(step(on).clause);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  const std::string_view open = needed ? "not settled" : "not known, and need not be";
  const std::string lead = head == Head::Name ? fmt::format("{} is {}", stance, open)
                           : stance.empty()   ? std::string(open)
                                              : fmt::format("{}; whether it does is {}", stance, open);
  const auto some = [&](auto is) {
    return std::any_of(of->conditions.begin(), of->conditions.end(),
                       [&](std::uint32_t id) { return is(proof_.conditions[id].report); });
  };
  const bool any_open = some([](const ConditionReport& one) { return one.open; });
  const bool any_unknown = some([](const ConditionReport& one) { return one.value == Truth::Unknown; });
  if (any_open || (names.empty() && any_unknown)) {
    sink_.line(depth, lead + ":");
    conditions(of->conditions, below);
  } else if (!names.empty()) {
    const std::string_view said = as_said(*of);
    sink_.line(depth, fmt::format("{}: it turns on {}{}", lead, listing(names), said.empty() ? ":" : said));
    supports(*of, below);
  } else {
    // Its day or its scope; what its conditions are is told beside it.
    sink_.line(depth, fmt::format("{}: {}", lead, words_.unsettled(s.clause)));
    conditions(of->conditions, below);
  }
}

void ProofTelling::conditions(const std::vector<std::uint32_t>& ids, std::size_t depth) {
  for (const std::uint32_t id : ids) condition(id, std::min(depth, kDeepest));
}

// Recursion: conditions inside definitions hold no others in turn.
void ProofTelling::condition(std::uint32_t id, std::size_t depth) {
  const ProofCondition& condition = proof_.conditions[id];
  const std::string_view verdict = plain_verdict(condition.report.value);
  if (!told_conditions_.insert(id).second) {
    const std::string text = condition.report.label ? fmt::format("[{}]", safe(*condition.report.label))
                                                    : fmt::format("“{}”", english_.condition(condition.report.span));
    return sink_.line(depth, fmt::format("{} {}{}", text, verdict, kAsSaid));
  }
  ConditionReport whole = condition.report;
  for (const std::uint32_t inner : condition.within) whole.within.push_back(proof_.conditions[inner].report);
  for (const ConditionLine& line : condition_lines(context_, english_, whole, verdict))
    sink_.line(depth + (line.depth > 0 ? 1 : 0), line.text);
  const bool inner_has_them = !condition.within.empty();
  if (!inner_has_them) {
    for (const RuleSource& one : condition.report.sources) source(one, depth + 1);
  }
  for (const std::uint32_t inner : condition.within) this->condition(inner, depth + 1);
  if (!inner_has_them) return;
  // What the conditions within were read from is told there.
  for (const RuleSource& one : condition.report.sources) {
    const bool there = std::any_of(condition.within.begin(), condition.within.end(), [&](std::uint32_t inner) {
      const auto& theirs = proof_.conditions[inner].report.sources;
      return std::find(theirs.begin(), theirs.end(), one) != theirs.end();
    });
    if (!there) source(one, depth + 1);
  }
}

}  // namespace carveout::explain_text
