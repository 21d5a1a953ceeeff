#include <fmt/format.h>

#include <algorithm>

#include "explain/conditions_text.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/why_telling.hpp"

// The sentence with which a proof begins.
namespace carveout::explain_text {
namespace {

constexpr std::size_t kMostClauses = 3;  // LIMIT: a sentence of more is a list, and the list is below
constexpr std::size_t kMostConditions = 3;

std::string more(std::string text, std::size_t count, std::string_view one, std::string_view many) {
  return count == 0 ? text : fmt::format("{}, and {} more {}", text, count, count == 1 ? one : many);
}

}  // namespace

std::string ProofTelling::sentence() const {
  const Decision& d = proof_.decision;
  if (d.outcome == Outcome::Undetermined) return fmt::format(". {} {}", what_is_possible(d), meanwhile_text(d));
  if (proof_.made.empty()) return without_clauses();
  std::string out = proof_.certain ? "." : ", whatever is not known.";
  if (d.outcome == Outcome::Conflict)
    out += " What permits it and what forbids it stand against each other, and the policy says nowhere which prevails.";
  std::size_t told = 0;
  for (const std::uint32_t id : proof_.made) {
    const ProofStep& s = step(id);
    if (s.truth != Truth::Yes || speaks_against(s.clause)) continue;
    if (++told <= kMostClauses) out += fmt::format(" {}.", why_it_applies(s));
  }
  if (told > kMostClauses) out += fmt::format(" {} more clauses are told of below.", told - kMostClauses);
  return out;
}

std::string ProofTelling::without_clauses() const {
  const Decision& d = proof_.decision;
  if (!proof_.certain && !is_settled(d))
    return d.basis == Basis::Default ? ", whatever is not known: where no clause speaks of it, that is its default."
                                     : ", whatever is not known.";
  if (d.outcome == Outcome::Unaddressed)
    return ". No clause in force speaks of it, and the policy gives it no default: other rules decide.";
  return ", by default: no clause in force speaks of it.";
}

// What permits and yields is among what made it forbidden, and where a policy settles its conflicts, what forbids may
// be among what made it permitted.
bool ProofTelling::speaks_against(ClauseId id) const {
  const Outcome outcome = proof_.decision.outcome;
  const ConclusionKind kind = outcome == Outcome::Permitted ? ConclusionKind::Permit : ConclusionKind::Forbid;
  const auto& conclusions = policy_[id].conclusions;
  return outcome != Outcome::Conflict && std::none_of(conclusions.begin(), conclusions.end(), [&](const Conclusion& c) {
           return c.action == proof_.decision.action && c.kind == kind;
         });
}

// "§ 7 (convicted_in_custody) applies, because the person concerned is in the City's criminal custody".
std::string ProofTelling::why_it_applies(const ProofStep& s) const {
  std::vector<std::uint32_t> all;
  for (const std::uint32_t on : s.rests_on) {
    if (step(on).clause == s.clause) all = step(on).conditions;
  }
  const Clause& clause = policy_[s.clause];
  const bool fails = std::any_of(clause.conclusions.begin(), clause.conclusions.end(), [&](const Conclusion& c) {
    return c.action == proof_.decision.action && c.kind == ConclusionKind::Forbid && c.test_negated;
  });
  const bool failed = std::any_of(s.conditions.begin(), s.conditions.end(), [&](std::uint32_t test) {
    return favour(proof_.conditions[test].report) == Truth::No;
  });
  if (fails && (failed || proof_.decision.outcome == Outcome::Forbidden))
    return fmt::format("{} permits it only if its test holds, and the test does not hold", brief(s.clause));
  all.insert(all.end(), s.conditions.begin(), s.conditions.end());
  if (all.empty()) return fmt::format("{} applies, and has no conditions", brief(s.clause));
  std::vector<std::string> phrases;
  for (std::size_t i = 0; i < std::min(all.size(), kMostConditions); ++i)
    phrases.push_back(phrase(proof_.conditions[all[i]].report));
  const std::size_t left = all.size() - phrases.size();
  const std::string because =
      left == 0 ? listing(phrases) : more(listing(phrases, ","), left, "condition", "conditions");
  return fmt::format("{} applies, because {}", brief(s.clause), because);
}

// A yes/no fact whose label says what is so is told as that.
std::string ProofTelling::phrase(const ConditionReport& c) const {
  if (const auto path = bare_fact(policy_, english_, c)) {
    const FactReading fact = read_fact(policy_, context_.facts, *path);
    const std::string name = english_.fact_name(fact);
    if (english_.whether(fact) == "whether " + name && c.value != Truth::Unknown)
      return c.value == Truth::Yes ? name : "it is not so that " + name;
  }
  const std::string text =
      c.label ? fmt::format("[{}]", safe(*c.label)) : fmt::format("“{}”", english_.condition(c.span));
  return text + (c.value == Truth::Yes ? " holds" : c.value == Truth::No ? " does not hold" : " is not known");
}

// "§ 7 (convicted_in_custody)", or the name alone.
std::string ProofTelling::brief(ClauseId id) const {
  const std::string cites = english_.cites(id);
  const std::string name = policy_.clause_name(id);
  return cites.empty() ? name : fmt::format("{} ({})", cites, name);
}

std::string ProofTelling::section_title() const {
  if (const auto instead = proof_.options.instead)
    return *instead == Outcome::Conflict ? std::string("What would have permitted or forbidden it")
                                         : fmt::format("What would have made it {}", possible_word(*instead));
  return "What would have made it otherwise, and did not";
}

// Of an outcome that is asked for in the place of the one that it is.
std::string ProofTelling::about_instead() const {
  const Decision& d = proof_.decision;
  if (!proof_.options.instead) return {};
  const Outcome instead = *proof_.options.instead;
  if (instead == d.outcome) return fmt::format("It is {}.", possible_word(instead));
  switch (instead) {
    case Outcome::Permitted:
    case Outcome::Forbidden:
    case Outcome::Conflict:
      if (!proof_.against.empty()) return {};
      return fmt::format("No clause{} would have made it {}.", proof_.made.empty() ? "" : " besides those below",
                         possible_word(instead));
    case Outcome::Unaddressed:
      if (d.outcome == Outcome::Undetermined) return "Whether a clause speaks of it is not settled.";
      return d.basis == Basis::Default ? "It is not unaddressed: it has a default."
                                       : "It is not unaddressed: clauses in force speak of it.";
    case Outcome::Undetermined:
      return "It is not undetermined: what is not known, if anything, makes no difference.";
  }
  return {};
}

}  // namespace carveout::explain_text
