#include "explain/outcome_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "explain/layout.hpp"

namespace carveout::explain_text {
namespace {

constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";

}  // namespace

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

std::string_view timing_words(Timing timing) {
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

bool is_settled(const Decision& decision) {
  if (decision.basis == Basis::Default)
    return std::all_of(decision.words.begin(), decision.words.end(),
                       [](const PolicyWord& one) { return one.word == Word::Silent; });
  const Word word = decision.outcome == Outcome::Permitted ? Word::Permit : Word::Forbid;
  return std::any_of(decision.words.begin(), decision.words.end(),
                     [&](const PolicyWord& one) { return one.word == word; });
}

std::string what_is_possible(const Decision& decision) {
  std::vector<std::string> words;
  for (const Outcome o : decision.possible.outcomes()) words.emplace_back(possible_word(o));
  const bool faults_alone = decision.needs.empty() && !decision.faults.empty();
  std::string out = fmt::format("It may be {}, depending on what {}.", listing(words, "or"),
                                faults_alone ? "could not be worked out" : "is not known");
  if (decision.possible.contains(Outcome::Conflict))
    out += " In conflict means that the policy would both permit and forbid it.";
  const bool steps = std::any_of(decision.faults.begin(), decision.faults.end(),
                                 [](const FaultReport& f) { return f.fault == Fault::TooManySteps; });
  if (!decision.exact) {
    out += steps ? " Not everything could be worked out: some of these outcomes may not be possible."
                 : " So much is not known that not every combination was tried: some of these outcomes may not be "
                   "possible.";
  }
  return out;
}

std::string_view meanwhile_text(const Decision& decision) {
  return decision.meanwhile == Standing::Permitted ? "Meanwhile it is held to be permitted."
                                                   : "Meanwhile it is held to be forbidden: do not act.";
}

std::vector<const DutyAnswer*> duties_told(const CheckedPolicy& policy, const Decision& decision) {
  std::vector<const DutyAnswer*> out;
  std::set<std::pair<std::string_view, Timing>> told;
  // Those that are or may be required come first.
  for (const DutyAnswer& duty : decision.duties) {
    const bool fresh = told.emplace(policy[duty.duty].name, duty.timing).second;
    if (fresh || duty.required != Truth::No) out.push_back(&duty);
  }
  return out;
}

std::string may_it_be_done(const CheckedPolicy& policy, const Decision& decision) {
  if (decision.allowed && decision.until) {
    const TypeId type = decision.until->get_if<Date>() ? kDate : kTime;
    return fmt::format("It may be done until {}.", policy.value_text(*decision.until, type));
  }
  if (decision.allowed) return "It may be done.";
  std::vector<std::string> outstanding;
  std::vector<std::string> doubtful;
  std::vector<std::string> possible;
  for (const DutyAnswer& duty : decision.duties) {
    if (duty.timing != Timing::Before || duty.required == Truth::No || duty.status == DutyStatus::Done) continue;
    const bool certain = duty.status == DutyStatus::Outstanding;
    std::vector<std::string>& names = duty.required != Truth::Yes ? possible : certain ? outstanding : doubtful;
    const std::string& name = policy[duty.duty].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);  // versions
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

std::string duty_text(const CheckedPolicy& policy, const English& english, const DutyAnswer& duty) {
  std::string out = english.duty(duty.duty);
  out += fmt::format(": {} by {}", duty.required == Truth::Yes ? "required" : "possibly required",
                     english.clauses(duty.by));
  const bool each = policy[duty.duty].due_each.has_value();
  if (each) out += "; due each " + safe(policy[duty.duty].each);
  if (duty.due) {
    const TypeId type = duty.due->get_if<Date>() ? kDate : kTime;
    out += (each ? ", next on " : "; due ") + policy.value_text(*duty.due, type);
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

}  // namespace carveout::explain_text
