#include "plan/clause_compiler.hpp"

#include <algorithm>

namespace carveout::plan {
namespace {

// LIMIT: the checker bounds exceptions and named overriding; this bounds the recursion over both and over ranks
// together.
constexpr std::uint32_t kMaxRecursion = 4'000;

// Restores the depth on every way out.
class Deeper {
 public:
  explicit Deeper(std::uint32_t& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::uint32_t& depth_;
};

}  // namespace

ClauseCompiler::ClauseCompiler(Plan& plan, NodeBuilder& builder, ExpressionCompiler& expressions,
                               const Without& without, const PlanLimits& limits)
    : plan_(plan), policy_(*plan.policy), builder_(builder), expressions_(expressions), limits_(limits) {
  without_.resize(policy_.clauses.size());
  for (const ClauseId id : without.clauses) without_[index_of(id)] = true;
  policies_without_.resize(policy_.policies.size());
  for (const PolicyId id : without.policies) policies_without_[index_of(id)] = true;
  in_scope_.resize(policy_.policies.size());
  superseded_.resize(policy_.policies.size());
  superseding_.resize(policy_.policies.size());
  own_known_.resize(policy_.clauses.size());
}

void ClauseCompiler::run() {
  index_overrides();
  rank();
  collect_bases();
  compile_governing_dates();
  index_conclusions();
  compile_scopes_and_own();
  build_goals();
}

bool ClauseCompiler::too_deep(Span span) {
  if (builder_.failed) return true;
  if (depth_ < kMaxRecursion) return false;
  builder_.failed = make_diagnostic(DiagnosticId::PlanTooDeep, span);
  return true;
}

void ClauseCompiler::index_overrides() {
  plan_.overridden_by.resize(policy_.clauses.size());
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
    const Clause& clause = policy_.clauses[i];
    for (const ClauseId base : clause.bases) plan_.overridden_by[index_of(base)].push_back(ClauseId(i));
    for (const ClauseId other : clause.notwithstanding) plan_.overridden_by[index_of(other)].push_back(ClauseId(i));
    for (const ClauseId other : clause.subject_to) plan_.overridden_by[i].push_back(other);
  }
}

}  // namespace carveout::plan

bool carveout::Plan::overrides(ClauseId a, ClauseId b) const {
  if (a == b) return false;
  const auto& named = overridden_by[index_of(b)];
  if (std::find(named.begin(), named.end(), a) != named.end()) return true;
  if ((*policy)[a].policy != (*policy)[b].policy) return false;
  if ((*policy)[a].notwithstanding_all && !top[index_of(b)]) return true;
  return bottom[index_of(b)] && (*policy)[b].subject_to_all && !bottom[index_of(a)];
}

bool carveout::Plan::share_base(ClauseId a, ClauseId b) const {
  const auto& x = bases[index_of(a)];
  const auto& y = bases[index_of(b)];
  for (auto i = x.begin(), j = y.begin(); i != x.end() && j != y.end();) {
    if (*i == *j) return true;
    if (*i < *j)
      ++i;
    else
      ++j;
  }
  return false;
}

namespace carveout::plan {

// SPEC 7.3: who is on top, who at the bottom.
void ClauseCompiler::rank() {
  const std::size_t count = policy_.clauses.size();
  plan_.top.assign(count, false);
  plan_.bottom.assign(count, false);
  std::vector<ClauseId> work;
  const auto mark = [&work](std::vector<bool>& set, ClauseId id) {
    if (set[index_of(id)]) return;
    set[index_of(id)] = true;
    work.push_back(id);
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    if (policy_.clauses[i].notwithstanding_all) mark(plan_.top, ClauseId(i));
  }
  while (!work.empty()) {
    const ClauseId id = work.back();
    work.pop_back();
    for (const ClauseId over : plan_.overridden_by[index_of(id)]) mark(plan_.top, over);
  }
  std::vector<std::vector<ClauseId>> subject_to_me(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const ClauseId other : policy_.clauses[i].subject_to) subject_to_me[index_of(other)].push_back(ClauseId(i));
    if (policy_.clauses[i].subject_to_all && !plan_.top[i]) mark(plan_.bottom, ClauseId(i));
  }
  while (!work.empty()) {
    const ClauseId id = work.back();
    work.pop_back();
    for (const ClauseId under : policy_[id].bases) mark(plan_.bottom, under);
    for (const ClauseId under : policy_[id].notwithstanding) mark(plan_.bottom, under);
    for (const ClauseId under : subject_to_me[index_of(id)]) mark(plan_.bottom, under);
  }
}

void ClauseCompiler::collect_bases() {
  plan_.bases.resize(policy_.clauses.size());
  std::vector<std::uint32_t> order;
  std::vector<std::uint8_t> state(policy_.clauses.size());
  std::vector<std::pair<std::uint32_t, std::size_t>> stack;
  for (std::uint32_t root = 0; root < policy_.clauses.size(); ++root) {
    if (state[root] == 0) stack.emplace_back(root, 0);
    while (!stack.empty()) {
      auto& [clause, next] = stack.back();
      state[clause] = 1;
      const auto& bases = policy_.clauses[clause].bases;
      if (next < bases.size()) {
        const std::uint32_t base = index_of(bases[next++]);
        if (state[base] == 0) stack.emplace_back(base, 0);
        continue;
      }
      state[clause] = 2;
      order.push_back(clause);
      stack.pop_back();
    }
  }
  for (const std::uint32_t clause : order) {
    std::vector<ClauseId>& all = plan_.bases[clause];
    all.push_back(ClauseId(clause));
    for (const ClauseId base : policy_.clauses[clause].bases) {
      const auto& more = plan_.bases[index_of(base)];
      all.insert(all.end(), more.begin(), more.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }
}

// The day that decides what is in force: what `as of` says, or a fact of its own that only the outside can tell.
NodeId ClauseCompiler::governing_date(std::optional<ExprId> as_of, Span span) {
  std::vector<NodeId> operands;
  // The checker sees to it that no date is read to find the date.
  if (as_of) operands.push_back(expressions_.value(*as_of, builder_.truth(false)));
  return builder_.value(Op::GoverningDate, kDate, std::move(operands), 0, span);
}

void ClauseCompiler::compile_governing_dates() {
  for (const PolicyInfo& policy : policy_.policies)
    plan_.governing_dates.push_back(governing_date(policy.as_of, policy.span));
  plan_.clauses.resize(policy_.clauses.size());
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
    const Clause& clause = policy_.clauses[i];
    plan_.clauses[i].governing =
        clause.as_of ? governing_date(clause.as_of, clause.span) : plan_.governing_dates[index_of(clause.policy)];
  }
}

NodeId ClauseCompiler::scope_of(PolicyId policy, std::optional<PartId> part) {
  if (!part) return plan_.in_scope[index_of(policy)];
  if (const auto known = scopes_.find(*part); known != scopes_.end()) return known->second;
  const Part& p = policy_.parts[index_of(*part)];
  know_words(p.applies_when);
  const NodeId governing = plan_.governing_dates[index_of(policy)];
  std::vector<NodeId> conditions{scope_of(policy, p.parent)};  // As deep as parts nest in the text.
  conditions.push_back(expressions_.period(p.period, governing, p.span));
  if (p.applies_when) conditions.push_back(expressions_.condition(*p.applies_when, governing));
  const NodeId scope = builder_.all_of(std::move(conditions));
  scopes_.emplace(*part, scope);
  return scope;
}

NodeId ClauseCompiler::in_scope(PolicyId id) {
  std::optional<NodeId>& memo = in_scope_[index_of(id)];
  if (memo) return *memo;
  const PolicyInfo& policy = policy_[id];
  const NodeId governing = plan_.governing_dates[index_of(id)];
  know_words(policy.applies_when);
  std::vector<NodeId> conditions{expressions_.period(policy.period, governing, policy.span)};
  if (policy.applies_when) conditions.push_back(expressions_.condition(*policy.applies_when, governing));
  // One that is taken out displaces nothing.
  in_scope_[index_of(id)] =
      policies_without_[index_of(id)] ? builder_.truth(false) : builder_.all_of(std::move(conditions));
  return *in_scope_[index_of(id)];
}

// SPEC 7.3: superseded wherever a policy that displaces it is in scope and in force. Whether that one is displaced
// itself is no matter: nothing is revived.
NodeId ClauseCompiler::superseded(PolicyId id) {
  if (superseded_[index_of(id)]) return *superseded_[index_of(id)];
  std::vector<NodeId> displacing;
  for (const PolicyId other : superseding_[index_of(id)]) displacing.push_back(in_scope(other));
  superseded_[index_of(id)] = builder_.any_of(std::move(displacing));
  return *superseded_[index_of(id)];
}

void ClauseCompiler::compile_own(ClauseId id) {
  const std::uint32_t i = index_of(id);
  if (own_known_[i]) return;
  own_known_[i] = true;
  const Clause& clause = policy_[id];
  // INVARIANT: the words it asks for first: compiling a condition does not compile another one on the way.
  know_words(clause.when);
  know_words(clause.unless);
  for (const Conclusion& conclusion : clause.conclusions) know_words(conclusion.test);
  const NodeId scope = scope_of(clause.policy, clause.part);
  const NodeId displaced = superseded(clause.policy);
  ClausePlan& out = plan_.clauses[i];
  out.scope = scope;
  out.superseded = displaced;
  out.period = expressions_.period(clause.period, out.governing, clause.name_span);
  out.when = clause.when ? expressions_.condition(*clause.when, out.governing) : builder_.truth(true);
  out.unless = clause.unless ? expressions_.condition(*clause.unless, out.governing) : builder_.truth(false);
  out.suspended = without_[i] || policies_without_[index_of(clause.policy)];
  if (out.suspended)
    out.own = builder_.truth(false);
  else
    out.own = builder_.all_of(
        {out.scope, builder_.negate(out.superseded), out.period, out.when, builder_.negate(out.unless)});
  collect_conditions(id);
}

void ClauseCompiler::compile_scopes_and_own() {
  for (std::uint32_t i = 0; i < policy_.policies.size(); ++i) plan_.in_scope.push_back(in_scope(PolicyId{i}));
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) compile_own(ClauseId{i});
  for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
    ClausePlan& out = plan_.clauses[i];
    out.carved_out = carved_out(ClauseId(i), std::nullopt);
    out.holds = policy_.clauses[i].kind == ClauseKind::Carveout ? carveout_holds(ClauseId(i))
                                                                : applies(ClauseId(i), std::nullopt);
  }
}

NodeId ClauseCompiler::carveout_holds(ClauseId id) {
  std::optional<NodeId>& memo = carveout_holds_[index_of(id)];
  if (memo) return *memo;
  if (too_deep(policy_[id].span)) return builder_.truth(false);
  const Deeper deeper(depth_);
  compile_own(id);
  const NodeId node = builder_.all_of({plan_.clauses[index_of(id)].own, builder_.negate(carved_out(id, std::nullopt))});
  memo = node;
  return node;
}

// Some carve-out that names the clause and reaches the action holds. A carve-out itself is reached by every one that
// names it.
NodeId ClauseCompiler::carved_out(ClauseId id, std::optional<ActionId> action) {
  std::vector<NodeId> holding;
  for (const ClauseId carveout : plan_.clauses[index_of(id)].carveouts) {
    const auto& narrowed = policy_[carveout].for_actions;
    const bool reaches = narrowed.empty() || policy_[id].kind == ClauseKind::Carveout ||
                         (action && std::find(narrowed.begin(), narrowed.end(), *action) != narrowed.end());
    if (reaches) holding.push_back(carveout_holds(carveout));
  }
  return builder_.any_of(std::move(holding));
}

NodeId ClauseCompiler::applies(ClauseId id, std::optional<ActionId> action) {
  const auto key = std::make_pair(id, action);
  if (const auto known = applies_.find(key); known != applies_.end()) return known->second;
  if (too_deep(policy_[id].span)) return builder_.truth(false);
  const Deeper deeper(depth_);
  compile_own(id);
  const Clause& clause = policy_[id];
  std::vector<NodeId> conditions{plan_.clauses[index_of(id)].own, builder_.negate(carved_out(id, action))};
  if (clause.kind == ClauseKind::Exception) {
    std::vector<NodeId> bases;
    for (const ClauseId base : clause.bases) {
      if (action) {
        if (policy_.speaks_of(base, *action)) bases.push_back(applies(base, action));
        continue;
      }
      bases.push_back(applies(base, std::nullopt));
      for (const Conclusion& conclusion : policy_[base].conclusions) {
        if (conclusion.action) bases.push_back(applies(base, conclusion.action));
      }
    }
    conditions.push_back(builder_.any_of(std::move(bases)));
  }
  const NodeId node = builder_.all_of(std::move(conditions));
  applies_.emplace(key, node);
  return node;
}

NodeId ClauseCompiler::struck(ClauseId id, const Conclusion& conclusion) {
  std::vector<NodeId> holding;
  for (const ClauseId strike_id : plan_.strikes) {
    const Clause& strike = policy_[strike_id];
    if (strike.policy != policy_[id].policy) continue;
    const bool kind = (strike.strike == Strike::Forbids && conclusion.kind == ConclusionKind::Forbid) ||
                      (strike.strike == Strike::Permits && conclusion.kind == ConclusionKind::Permit) ||
                      (strike.strike == Strike::Duties && conclusion.kind == ConclusionKind::Require);
    if (!kind) continue;
    const auto& narrowed = strike.for_actions;
    if (!narrowed.empty() &&
        !(conclusion.action && std::find(narrowed.begin(), narrowed.end(), *conclusion.action) != narrowed.end()))
      continue;
    bool inside = !strike.strike_part;
    for (std::optional<PartId> part = policy_[id].part; part && !inside; part = policy_.parts[index_of(*part)].parent)
      inside = part == strike.strike_part;
    if (inside) holding.push_back(carveout_holds(strike_id));
  }
  return builder_.any_of(std::move(holding));
}

int ClauseCompiler::side_of(const Entry& entry) const {
  const Conclusion& conclusion = policy_[entry.clause].conclusions[entry.index];
  if (conclusion.kind == ConclusionKind::Require) return conclusion.timing == Timing::After ? 1 : 0;
  return conclusion.kind == ConclusionKind::Forbid ? 1 : 0;
}

// Some conclusion of one side holds whose clause overrides by rank: says `notwithstanding all`, or is above the bottom.
NodeId ClauseCompiler::ranked(Contest& contest, std::optional<NodeId> (&memo)[2], int side, bool top) {
  if (memo[side]) return *memo[side];
  std::vector<NodeId> holding;
  for (std::uint32_t i = 0; i < contest.entries.size(); ++i) {
    const Entry& entry = contest.entries[i];
    const bool counts = top ? policy_[entry.clause].notwithstanding_all : !plan_.bottom[index_of(entry.clause)];
    if (counts && side_of(entry) == side) holding.push_back(holds(contest, i));
  }
  memo[side] = builder_.any_of(std::move(holding));
  return *memo[side];
}

NodeId ClauseCompiler::test_of(const Entry& entry) {
  const Conclusion& conclusion = policy_[entry.clause].conclusions[entry.index];
  std::vector<NodeId> parts;
  if (conclusion.test) {
    const NodeId test = expressions_.condition(*conclusion.test, governing(entry.clause));
    parts.push_back(conclusion.test_negated ? builder_.negate(test) : test);
  }
  if (conclusion.past)
    parts.push_back(builder_.negate(expressions_.condition(*conclusion.past, governing(entry.clause))));
  return builder_.all_of(std::move(parts));
}

NodeId ClauseCompiler::holds(Contest& contest, std::uint32_t index) {
  Entry& entry = contest.entries[index];
  if (entry.holds) return *entry.holds;
  const Clause& clause = policy_[entry.clause];
  // The checker refuses cycles, so a conclusion in work is never met again.
  if (entry.in_work || too_deep(clause.span)) return builder_.truth(false);
  entry.in_work = true;
  const Deeper deeper(depth_);
  const Conclusion& conclusion = clause.conclusions[entry.index];
  const int other_side = 1 - side_of(entry);
  std::vector<NodeId> overriding;
  for (const ClauseId over : plan_.overridden_by[index_of(entry.clause)]) {
    const auto found = contest.by_clause.find(index_of(over));
    if (over == entry.clause || found == contest.by_clause.end()) continue;
    for (const std::uint32_t i : found->second) {
      if (side_of(contest.entries[i]) == other_side) overriding.push_back(holds(contest, i));
    }
  }
  if (!plan_.top[index_of(entry.clause)]) overriding.push_back(ranked(contest, contest.top, other_side, true));
  if (plan_.bottom[index_of(entry.clause)] && clause.subject_to_all)
    overriding.push_back(ranked(contest, contest.above_bottom, other_side, false));
  const NodeId node = builder_.all_of({applies(entry.clause, conclusion.action), test_of(entry),
                                       builder_.negate(builder_.any_of(std::move(overriding)))});
  entry.holds = node;
  entry.in_work = false;
  return node;
}

GoalConclusion ClauseCompiler::conclusion_of(Contest& contest, std::uint32_t index) {
  const Entry& entry = contest.entries[index];
  const Clause& clause = policy_[entry.clause];
  const Conclusion& conclusion = clause.conclusions[entry.index];
  GoalConclusion out;
  out.clause = entry.clause;
  out.index = entry.index;
  out.exception = clause.kind == ClauseKind::Exception;
  out.applies = applies(entry.clause, conclusion.action);
  out.test = test_of(entry);
  out.struck = struck(entry.clause, conclusion);
  out.holds = holds(contest, index);
  if (conclusion.until) out.until = expressions_.value(*conclusion.until, governing(entry.clause));
  if (conclusion.past) out.past = expressions_.condition(*conclusion.past, governing(entry.clause));
  out.stands = builder_.all_of({out.holds, builder_.negate(out.struck)});
  return out;
}

}  // namespace carveout::plan
