#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "conclusions.hpp"
#include "reading.hpp"
#include "reference.hpp"
#include "units.hpp"

// The word, the outcome, possible outcomes, needs and duties: 7.4, 7.5, 7.6, 7.8.
namespace carveout::reference {
namespace {

// The goal of a question: conclusions, and the answers that are possible in one way of settling, given what stands for
// certain (yes) and what may (unknown), in the order of the conclusions. An answer is small numbers: of an action a
// word for each policy, of a duty 1 or 0.
using OneAnswer = std::vector<int>;
using Answers = std::set<OneAnswer>;
struct Goal {
  std::vector<ConclusionId> conclusions;
  std::function<Answers(const std::vector<Truth>&)> possible;
  std::function<int(const OneAnswer&)> outcome_of = [](const OneAnswer& answer) { return answer[0]; };
};

struct Settled {
  Answers answers;
  bool exact = true;
  std::set<std::string> needs;
};

// 7.4 and the last paragraph of "Bound": the words possible of one policy where its permits and forbids stand for
// certain or may.
class Words {
 public:
  Words(const CheckedPolicy& policy, const Conclusions& conclusions, PolicyId of, std::vector<ConclusionId> goal)
      : policy_(policy), conclusions_(conclusions), of_(of), goal_(std::move(goal)) {}

  [[nodiscard]] PolicyId of() const { return of_; }
  [[nodiscard]] const std::vector<ConclusionId>& goal() const { return goal_; }

  std::set<int> possible(std::span<const Truth> stands) const {
    std::set<int> words;
    const auto is_permit = [&](std::size_t k) { return kind(k) == ConclusionKind::Permit; };
    const auto is_forbid = [&](std::size_t k) { return kind(k) == ConclusionKind::Forbid; };
    const auto certain = [&](std::size_t k) { return stands[k] == Truth::Yes; };
    const auto may = [&](std::size_t k) { return stands[k] != Truth::No; };
    const bool certain_permit = exists([&](auto k) { return is_permit(k) && certain(k); });
    const bool certain_forbid = exists([&](auto k) { return is_forbid(k) && certain(k); });
    if (!certain_permit && !certain_forbid) words.insert(word(PolicyWord::Silent));
    if (!certain_forbid && exists([&](auto k) { return is_permit(k) && may(k); }))
      words.insert(word(PolicyWord::Permit));

    const auto yields_to_all_that_may = [&](std::size_t permit) {
      return exists([&](auto forbid) { return is_forbid(forbid) && may(forbid) && yields(permit, forbid); });
    };
    const bool stubborn = exists([&](auto k) { return is_permit(k) && certain(k) && !yields_to_all_that_may(k); });
    if (exists([&](auto k) { return is_forbid(k) && may(k); }) && !stubborn) words.insert(word(PolicyWord::Forbid));

    const auto can_collide = [&](std::size_t permit) {
      if (exists([&](auto forbid) { return is_forbid(forbid) && certain(forbid) && yields(permit, forbid); }))
        return false;
      return certain_forbid ||
             exists([&](auto forbid) { return is_forbid(forbid) && may(forbid) && !yields(permit, forbid); });
    };
    if (exists([&](auto k) { return is_permit(k) && may(k) && can_collide(k); }))
      words.insert(word(PolicyWord::Conflict));
    return words;
  }

  bool yields_to(ClauseId permit, ClauseId forbid) const {
    if (policy_[permit].kind != ClauseKind::Exception) return false;
    const auto a = conclusions_.bases_of(permit), b = conclusions_.bases_of(forbid);
    return std::none_of(a.begin(), a.end(), [&](ClauseId base) { return b.count(base) != 0; });
  }

 private:
  template <class Predicate>
  bool exists(const Predicate& predicate) const {
    for (std::size_t k = 0; k < goal_.size(); ++k) {
      if (predicate(k)) return true;
    }
    return false;
  }

  ConclusionKind kind(std::size_t k) const { return conclusions_[goal_[k]].kind; }

  // A permit by an exception yields to a forbid that shares no base with it.
  bool yields(std::size_t permit, std::size_t forbid) const {
    return yields_to(goal_[permit].clause, goal_[forbid].clause);
  }

  int word(PolicyWord said) const {
    if (said == PolicyWord::Conflict && policy_[of_].on_conflict) {
      said = *policy_[of_].on_conflict == Standing::Permitted ? PolicyWord::Permit : PolicyWord::Forbid;
    }
    return static_cast<int>(said);
  }

  const CheckedPolicy& policy_;
  const Conclusions& conclusions_;
  PolicyId of_;
  std::vector<ConclusionId> goal_;
};

Outcome outcome_of(const OneAnswer& words, const Action& action) {
  const auto some = [&](PolicyWord word) {
    return std::find(words.begin(), words.end(), static_cast<int>(word)) != words.end();
  };
  if (some(PolicyWord::Forbid)) return Outcome::Forbidden;
  if (some(PolicyWord::Conflict)) return Outcome::Conflict;
  if (some(PolicyWord::Permit)) return Outcome::Permitted;
  switch (action.by_default) {
    case Standing::Permitted:
      return Outcome::Permitted;
    case Standing::Forbidden:
      return Outcome::Forbidden;
    case Standing::Unaddressed:
      return Outcome::Unaddressed;
  }
  return Outcome::Unaddressed;
}

// The word of a policy that makes an outcome.
PolicyWord word_for(Outcome outcome) {
  switch (outcome) {
    case Outcome::Permitted:
      return PolicyWord::Permit;
    case Outcome::Forbidden:
      return PolicyWord::Forbid;
    case Outcome::Conflict:
      return PolicyWord::Conflict;
    case Outcome::Unaddressed:
    case Outcome::Undetermined:
      break;
  }
  return PolicyWord::Silent;
}

class Decider {
 public:
  Decider(const CheckedPolicy& policy, const std::vector<Value>& facts, std::optional<Date> as_of, std::uint32_t ways)
      : policy_(policy),
        reading_(policy, facts),
        formulas_(policy),
        conclusions_(policy, formulas_, as_of),
        ways_(ways) {}

  ReferenceAnswer decide(ActionId action) {
    ReferenceAnswer answer;
    Goal goal;
    goal.conclusions = conclusions_.about(action);
    const std::vector<Words> policies = by_policy(goal.conclusions);
    goal.possible = [&](const std::vector<Truth>& stands) { return words_of_all(policies, stands); };
    goal.outcome_of = [&](const OneAnswer& words) { return static_cast<int>(outcome_of(words, policy_[action])); };
    const Settled settled = settle(goal, ways_);
    for (const OneAnswer& words : settled.answers) answer.possible.insert(outcome_of(words, policy_[action]));
    std::vector<std::set<int>> words(policies.size());  // possible of each
    for (std::size_t i = 0; i < policies.size(); ++i) {
      for (const OneAnswer& one : settled.answers) words[i].insert(one[i]);
      answer.words[policies[i].of()] =
          words[i].size() == 1 ? static_cast<PolicyWord>(*words[i].begin()) : PolicyWord::Undetermined;
    }
    if (policies.empty()) answer.words[kRootPolicy] = PolicyWord::Silent;
    if (answer.possible.size() == 1) {
      answer.outcome = *answer.possible.begin();
    } else {
      answer.needs = settled.needs;
    }
    answer.exact = settled.exact || answer.possible.size() == 1;
    const OneAnswer all_silent(policies.size(), static_cast<int>(PolicyWord::Silent));
    if (settled.answers.count(all_silent) == 0) answer.made_by = made_by(answer.outcome, policies, words);
    add_duties(answer, action);
    return answer;
  }

  // 7.11.
  ReferenceCondition condition(DefineId asked) {
    const FormulaId formula = formulas_.take_apart(spell_out(policy_, asked, conclusions_.governing(kRootPolicy)));
    Goal goal;
    goal.possible = stands_or_not;
    const Settled settled = settle(goal, {formula}, {formula}, ways_);
    if (settled.answers.size() == 1) return {truth_of(*settled.answers.begin() == OneAnswer{1}), {}};
    return {Truth::Unknown, settled.needs};
  }

 private:
  // The permits and forbids of each policy that has some.
  std::vector<Words> by_policy(const std::vector<ConclusionId>& about) const {
    std::map<PolicyId, std::vector<ConclusionId>> shares;
    for (const ConclusionId k : about) shares[policy_[k.clause].policy].push_back(k);
    std::vector<Words> policies;
    for (auto& [of, share] : shares) policies.emplace_back(policy_, conclusions_, of, std::move(share));
    return policies;
  }

  // What one policy's word is does not touch what another's may be. The conclusions stand policy by policy.
  static Answers words_of_all(const std::vector<Words>& policies, const std::vector<Truth>& stands) {
    Answers answers{OneAnswer{}};
    std::size_t first = 0;
    for (const Words& policy : policies) {
      const std::set<int> words = policy.possible(std::span(stands).subspan(first, policy.goal().size()));
      first += policy.goal().size();
      Answers longer;
      for (const OneAnswer& answer : answers) {
        for (const int word : words) {
          OneAnswer next = answer;
          next.push_back(word);
          longer.insert(std::move(next));
        }
      }
      answers = std::move(longer);
    }
    return answers;
  }

  // 7.4, "The clauses that made it".
  struct Side {
    std::set<ClauseId> certain, possible;
    const std::set<ClauseId>& clauses() const { return certain.empty() ? possible : certain; }
  };
  Side side(const std::vector<ConclusionId>& conclusions) {
    std::map<ClauseId, Goal> goals;
    for (const ConclusionId k : conclusions) goals[k.clause].conclusions.push_back(k);
    Side side;
    for (auto& [clause, goal] : goals) {
      goal.possible = stands_or_not;
      const Answers answers = settle(goal, std::min(ways_, kWaysOfClause)).answers;
      if (answers == Answers{OneAnswer{1}}) side.certain.insert(clause);
      if (answers.count(OneAnswer{1}) != 0) side.possible.insert(clause);
    }
    return side;
  }
  // Of the policies whose word it is; where none's is settled so, of those whose word may be.
  std::set<ClauseId> made_by(Outcome outcome, const std::vector<Words>& policies,
                             const std::vector<std::set<int>>& words) {
    if (outcome == Outcome::Undetermined) return {};
    const PolicyWord word = word_for(outcome);
    const std::set<int> settled{static_cast<int>(word)};
    const bool any_settled = std::find(words.begin(), words.end(), settled) != words.end();
    std::set<ClauseId> made;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      const bool counts = any_settled ? words[i] == settled : words[i].count(static_cast<int>(word)) != 0;
      if (counts) made.merge(word_made_by(word, policies[i]));
    }
    return made;
  }
  std::set<ClauseId> word_made_by(PolicyWord word, const Words& words) {
    std::vector<ConclusionId> permitting, forbidding;
    for (const ConclusionId k : words.goal())
      (conclusions_[k].kind == ConclusionKind::Permit ? permitting : forbidding).push_back(k);
    const Side permits = side(permitting), forbids = side(forbidding);
    const bool permit_wins = policy_[words.of()].on_conflict == Standing::Permitted;
    std::set<ClauseId> made;
    switch (word) {
      case PolicyWord::Silent:
      case PolicyWord::Undetermined:
        break;
      case PolicyWord::Permit:
        made = permits.clauses();
        if (permit_wins) made.insert(forbids.certain.begin(), forbids.certain.end());
        break;
      case PolicyWord::Forbid:
        made = forbids.clauses();
        made.insert(permits.certain.begin(), permits.certain.end());
        break;
      case PolicyWord::Conflict:
        made = forbids.clauses();
        for (const ClauseId permit : permits.clauses()) {
          const bool yields = std::any_of(forbids.clauses().begin(), forbids.clauses().end(),
                                          [&](ClauseId forbid) { return words.yields_to(permit, forbid); });
          if (!yields) made.insert(permit);
        }
        break;
    }
    return made;
  }

  Settled settle(const Goal& goal, std::uint32_t ways) {
    std::vector<FormulaId> stands, rests_on;
    for (const ConclusionId k : goal.conclusions) {
      stands.push_back(conclusions_.stands(k));
      rests_on.push_back(conclusions_.rests_on(k));
    }
    return settle(goal, stands, rests_on, ways);
  }

  // 7.5 and 7.6 for one goal.
  Settled settle(const Goal& goal, const std::vector<FormulaId>& stands, const std::vector<FormulaId>& rests_on,
                 std::uint32_t ways) {
    const Units units(policy_, formulas_, reading_, stands, rests_on);
    const auto possible_where = [&](const std::vector<Truth>& leaves) {
      const std::vector<Truth> truths = formulas_.evaluate(leaves);
      std::vector<Truth> standing;
      for (const FormulaId k : stands) standing.push_back(truths[index_of(k)]);
      return goal.possible(standing);
    };
    Settled result;
    result.answers = possible_where(units.leaves());
    if (result.answers.size() == 1) return result;

    result.answers.clear();
    const std::size_t split = units.split_within(ways);
    result.exact = split == units.units().size();
    std::vector<std::set<int>> outcomes;  // of each way
    std::vector<std::size_t> values(split, 0);
    do {
      const Answers answers = possible_where(units.leaves_where(values));
      result.answers.insert(answers.begin(), answers.end());
      outcomes.emplace_back();
      for (const OneAnswer& one : answers) outcomes.back().insert(goal.outcome_of(one));
    } while (next_way(units, values));
    result.needs = needs(units, result.exact, outcomes);
    return result;
  }

  // Counts through the ways, the first unit's value changing fastest.
  static bool next_way(const Units& units, std::vector<std::size_t>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (++values[i] < units.units()[i].values) return true;
      values[i] = 0;
    }
    return false;
  }

  static std::set<std::string> needs(const Units& units, bool exact, const std::vector<std::set<int>>& outcomes) {
    std::set<std::string> facts;
    std::size_t stride = 1;  // between ways that differ in the unit's value by one
    for (const Unit& unit : units.units()) {
      bool needed = !exact;
      if (exact) {
        for (std::size_t way = 0; way < outcomes.size() && !needed; ++way) {
          const std::size_t first = way - way / stride % unit.values * stride;
          needed = outcomes[way] != outcomes[first];
        }
        stride *= unit.values;
      }
      if (needed) facts.merge(units.unknown_facts(unit));
    }
    return facts;
  }

  // Whether one of the conclusions stands: 1, or none does: 0.
  static Answers stands_or_not(const std::vector<Truth>& stands) {
    Answers answers;
    const Truth most = *std::max_element(stands.begin(), stands.end());
    if (most != Truth::No) answers.insert(OneAnswer{1});
    if (most != Truth::Yes) answers.insert(OneAnswer{0});
    return answers;
  }

  // 7.8.
  void add_duties(ReferenceAnswer& answer, ActionId action) {
    answer.allowed = answer.outcome == Outcome::Permitted;
    for (std::uint32_t i = 0; i < policy_.duties.size(); ++i) {
      for (const Timing timing : {Timing::Standing, Timing::Before, Timing::After}) {
        Goal goal;
        const auto about = timing == Timing::Standing ? std::nullopt : std::optional(action);
        goal.conclusions = conclusions_.requiring(DutyId(i), timing, about);
        if (goal.conclusions.empty()) continue;
        goal.possible = stands_or_not;
        DutyWord& duty = answer.duties[{DutyId(i), timing}];
        const Answers answers = settle(goal, ways_).answers;
        duty.required = answers.size() == 2 ? Truth::Unknown : truth_of(*answers.begin() == OneAnswer{1});
        if (duty.required != Truth::No) duty.by = side(goal.conclusions).clauses();
        duty.status = status_of(policy_.duties[i]);
        if (timing == Timing::Before && duty.required != Truth::No) answer.allowed &= duty.status == DoneStatus::Done;
      }
    }
  }

  DoneStatus status_of(const Duty& duty) const {
    if (!duty.done_when) return DoneStatus::Unknown;
    const Truth done = reading_.truth(*spell_out(policy_, *duty.done_when, conclusions_.governing(duty.policy)));
    return done == Truth::Yes ? DoneStatus::Done : done == Truth::No ? DoneStatus::Outstanding : DoneStatus::Unknown;
  }

  const CheckedPolicy& policy_;
  Reading reading_;
  Formulas formulas_;
  Conclusions conclusions_;
  std::uint32_t ways_;
};

}  // namespace

ReferenceAnswer decide_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts, ActionId action,
                                    std::optional<Date> as_of, std::uint32_t ways) {
  return Decider(policy, facts, as_of, ways).decide(action);
}

ReferenceCondition condition_by_the_rules(const CheckedPolicy& policy, const std::vector<Value>& facts,
                                          DefineId condition, std::optional<Date> as_of, std::uint32_t ways) {
  return Decider(policy, facts, as_of, ways).condition(condition);
}

}  // namespace carveout::reference
