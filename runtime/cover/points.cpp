#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "cover/state.hpp"

namespace carveout::cover {
namespace {

using plan::Goal;
using plan::GoalConclusion;

// LIMIT: of code quoted in a sentence.
constexpr std::size_t kQuoted = 60;

std::string folded(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank && space && !out.empty()) out += ' ';
    space = blank;
    if (!blank) out += c;
  }
  if (out.size() <= kQuoted) return out;
  std::size_t end = kQuoted;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
  return out.substr(0, end) + "…";
}

class Collector {
 public:
  Collector(State& state, const SourceMap& sources, const std::vector<FileId>& files)
      : state_(state),
        policy_(*state.policy),
        plan_(*state.plan),
        sources_(sources),
        files_(files.begin(), files.end()) {}

  void run() {
    clauses();
    defeats();
    conditions();
    versions();
    defaults();
    duties();
    order();
  }

 private:
  [[nodiscard]] bool counts(Span span) const { return files_.count(span.file) != 0; }
  [[nodiscard]] bool counts(ClauseId id) const { return policy_[id].policy == kRootPolicy && counts(policy_[id].span); }

  // What one declaration is spelt out to is one point.
  std::uint32_t point(CoverageKind kind, Span span, std::string owner, std::string what, std::uint8_t sides = 1) {
    const auto key = fmt::format("{} {} {} {} {} {}", static_cast<int>(kind), static_cast<std::uint32_t>(span.file),
                                 span.begin, span.end, owner, kind == CoverageKind::Condition ? "" : what);
    const auto [found, is_new] = known_.emplace(key, static_cast<std::uint32_t>(state_.points.size()));
    if (is_new) state_.points.push_back({kind, span, std::move(owner), std::move(what), {}, sides});
    return found->second;
  }

  void clauses() {
    for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
      const Clause& clause = policy_.clauses[i];
      state_.clauses.push_back(counts(ClauseId{i}) ? point(CoverageKind::Clause, clause.name_span, clause.name, {})
                                                   : kNoPoint);
    }
  }

  // --- what defeats what

  void defeats() {
    for (const plan::ActionPlan& action : plan_.actions) {
      overrides(action.outcome);
      strikes(action.outcome);
      for (const plan::DutyGoal& duty : action.duties) strikes(duty.goal);
    }
    for (const plan::DutyGoal& duty : plan_.standing_duties) strikes(duty.goal);
    carveouts();
    define_exceptions();
  }

  void overrides(const Goal& goal) {
    for (const GoalConclusion& permit : goal.permits) {
      for (const GoalConclusion& forbid : goal.forbids) {
        add_override(permit, forbid);
        add_override(forbid, permit);
      }
    }
  }

  void add_override(const GoalConclusion& over, const GoalConclusion& under) {
    if (over.clause == under.clause || !plan_.overrides(over.clause, under.clause)) return;
    const auto& named = plan_.overridden_by[index_of(under.clause)];
    const bool by_name = std::find(named.begin(), named.end(), over.clause) != named.end();
    const Clause& above = policy_[over.clause];
    const Clause& below = policy_[under.clause];
    std::uint32_t at = kNoPoint;
    if (by_name) {
      const ClauseId written = counts(over.clause) ? over.clause : under.clause;
      if (counts(written)) at = point(CoverageKind::Defeat, policy_[written].name_span, above.name, below.name);
    } else if (above.notwithstanding_all) {
      // By its rank it need not defeat each.
      if (counts(over.clause)) at = point(CoverageKind::Defeat, above.name_span, above.name, "another clause");
    } else if (counts(under.clause)) {
      at = point(CoverageKind::Defeat, below.name_span, "another clause", below.name);
    }
    if (at == kNoPoint) return;
    add_due(at, 0, fmt::format("`{}` in force where `{}` applies", above.name, below.name));
    state_.overrides.push_back({at, under.applies, under.test, over.holds});
  }

  void strikes(const Goal& goal) {
    for (const auto* side : {&goal.permits, &goal.forbids}) {
      for (const GoalConclusion& c : *side) {
        for (const ClauseId strike : plan_.strikes) {
          if (!counts(strike) || policy_[strike].policy != policy_[c.clause].policy) continue;
          const Clause& written = policy_[strike];
          const std::uint32_t at = point(CoverageKind::Defeat, written.name_span, written.name, "another clause");
          state_.struck.push_back({at, strike, c.holds, c.struck});
        }
      }
    }
  }

  void carveouts() {
    for (std::uint32_t i = 0; i < policy_.clauses.size(); ++i) {
      for (const ClauseId carveout : plan_.clauses[i].carveouts) {
        if (!counts(carveout)) continue;
        const Clause& from = policy_.clauses[i];
        const Clause& written = policy_[carveout];
        const std::uint32_t at = point(CoverageKind::Defeat, written.name_span, written.name, from.name);
        add_due(at, 0, fmt::format("`{}` holding where the conditions of `{}` do", written.name, from.name));
        Carved carved{at, carveout, {plan_.clauses[i].own}};
        for (const ClauseId base : from.bases) carved.applies.push_back(plan_.clauses[index_of(base)].holds);
        state_.carved.push_back(std::move(carved));
      }
    }
  }

  void define_exceptions() {
    for (std::uint32_t i = 0; i < policy_.define_exceptions.size(); ++i) {
      const DefineException& exception = policy_.define_exceptions[i];
      if (!counts(exception.span)) continue;
      for (const DefineId base : exception.definitions) {
        const std::string& name = policy_.defines[index_of(base)].name;
        const std::uint32_t at = point(CoverageKind::Defeat, exception.name_span, exception.name, name);
        add_due(at, 0, fmt::format("the value of `{}` given by `{}`", name, exception.name));
        state_.define_exceptions[{i, std::nullopt}][base] = at;
      }
      for (const DefineExceptionId base : exception.bases) {
        const std::string& name = policy_[base].name;
        const std::uint32_t at = point(CoverageKind::Defeat, exception.name_span, exception.name, name);
        add_due(at, 0, fmt::format("both of `{}` and `{}` in force", exception.name, name));
        state_.define_exceptions[{i, base}][DefineId{}] = at;
      }
    }
  }

  void add_due(std::uint32_t at, std::size_t side, std::string text) {
    if (state_.points[at].due[side].empty()) state_.points[at].due[side] = std::move(text);
  }

  // --- conditions and tables

  void conditions() {
    for (const Clause& clause : policy_.clauses) {
      if (clause.policy != kRootPolicy) continue;
      decide(clause.when, clause.name);
      decide(clause.unless, clause.name);
      for (const Conclusion& conclusion : clause.conclusions) {
        if (!conclusion.duty) decide(conclusion.test, clause.name);
        look_into(conclusion.until, clause.name);
      }
    }
    for (const Part& part : policy_.parts) decide(part.applies_when, part.name);
    for (const PolicyInfo& policy : policy_.policies) decide(policy.applies_when, policy.name);
    for (const Duty& duty : policy_.duties) decide(duty.done_when, duty.name);
    for (const Define& define : policy_.defines) {
      for (const DefineVersion& version : define.versions)
        version.table.rows.empty() ? value(version.body, define.name) : table(version, define.name);
    }
    for (const DefineException& exception : policy_.define_exceptions) {
      decide(exception.when, exception.name);
      decide(exception.unless, exception.name);
      value(exception.value, exception.name);
    }
  }

  void value(ExprId body, const std::string& owner) {
    if (!counts(policy_[body].span)) return;
    if (policy_[policy_[body].type].kind == TypeKind::YesNo) decide(body, owner);
    look_into(body, owner);
  }

  void decide(std::optional<ExprId> root, const std::string& owner) {
    if (!root || !counts(policy_[*root].span)) return;
    add_decision(*root, owner);
    look_into(root, owner);
  }

  void look_into(std::optional<ExprId> root, const std::string& owner) {
    if (!root || !counts(policy_[*root].span)) return;
    for (const ExprId inner : decisions_within(policy_, *root, [this](ExprId id) { return is_row(id); }))
      add_decision(inner, owner);
  }

  void add_decision(ExprId root, const std::string& owner) {
    // What is certain by itself decides nothing.
    if (policy_[root].kind == ExprKind::Constant || state_.decisions.count(index_of(root)) != 0) return;
    DecisionPoints out{decision_of(policy_, root), {}};
    for (const ExprId id : out.decision.conditions) {
      const std::uint32_t at = point(CoverageKind::Condition, named(id), owner, name_of(id), 2);
      if (state_.points[at].due[0].empty()) {
        const std::vector<Sibling> siblings = siblings_of(policy_, root, id);
        const std::string_view guarded = guarded_by(id);
        for (const bool yes : {true, false}) {
          const std::string rest = while_words(siblings, yes ? std::string_view() : guarded);
          add_due(at, yes ? 0 : 1, fmt::format("{} {}{}", state_.points[at].what, yes ? "yes" : "no", rest));
        }
      }
      out.points.push_back(at);
    }
    state_.decisions.emplace(index_of(root), std::move(out));
  }

  [[nodiscard]] Span named(ExprId id) const {
    return policy_[policy_[id].kind == ExprKind::Labelled ? policy_.operands_of(id)[0] : id].span;
  }
  [[nodiscard]] std::string name_of(ExprId id) const {
    if (policy_[id].kind == ExprKind::Labelled) return fmt::format("[{}]", policy_.labels[policy_[id].index]);
    return fmt::format("`{}`", folded(sources_.text(policy_[id].span)));
  }

  // The place whose presence a condition asks for.
  [[nodiscard]] std::string_view guarded_by(ExprId id) const {
    if (policy_[id].kind == ExprKind::Labelled) id = policy_.operands_of(id)[0];
    return policy_[id].kind == ExprKind::Present ? sources_.text(policy_[policy_.operands_of(id)[0]].span)
                                                 : std::string_view();
  }

  // " while [2] is yes and [3] is no". What reads a place that is absent is neither.
  [[nodiscard]] std::string while_words(const std::vector<Sibling>& siblings, std::string_view absent) const {
    std::vector<std::string> words;
    for (Sibling sibling : siblings) {
      if (!absent.empty() && sources_.text(policy_[sibling.id].span).find(absent) != std::string_view::npos) continue;
      // A `not` that is written is left out, and the sense turned; `a >= 18` is one that is not, and keeps both.
      while (policy_[sibling.id].kind == ExprKind::Not) {
        const ExprId inner = policy_.operands_of(sibling.id)[0];
        if (name_of(inner) == name_of(sibling.id)) break;
        sibling.id = inner;
        sibling.wanted = !sibling.wanted;
      }
      if (policy_[sibling.id].kind == ExprKind::Constant) continue;
      words.push_back(fmt::format("{} is {}", name_of(sibling.id), sibling.wanted ? "yes" : "no"));
    }
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
      out += (i == 0 ? " while " : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
  }

  // A row of a table is an `if` that begins where the row does.
  [[nodiscard]] bool is_row(ExprId id) const {
    const Expr& expr = policy_[id];
    if (expr.kind != ExprKind::If) return false;
    const std::string_view text = sources_.text(expr.span);
    return !text.empty() && text[0] == '|';
  }

  void table(const DefineVersion& version, const std::string& owner) {
    if (!counts(policy_[version.body].span)) return;
    TableRows out;
    for (const DecisionRow& row : version.table.rows)
      out.rows.push_back({row.condition, point(CoverageKind::Row, row.span, owner, folded(sources_.text(row.span)))});
    state_.tables.emplace(index_of(version.body), std::move(out));
    look_into(version.body, owner);
  }

  // --- versions, defaults, duties

  void versions() {
    for (std::uint32_t i = 0; i < policy_.defines.size(); ++i) {
      const Define& define = policy_.defines[i];
      if (define.versions.size() < 2 || !counts(define.span)) continue;
      for (const DefineVersion& version : define.versions) {
        const std::string from = version.period.from    ? "from " + version.period.from->to_text()
                                 : version.period.until ? "until " + version.period.until->to_text()
                                                        : "";
        state_.versions[i].push_back(
            {version.period, point(CoverageKind::Version, policy_[version.body].span, define.name, from)});
      }
    }
    for (std::uint32_t i = 0; i < policy_.parameters.size(); ++i) {
      const Parameter& parameter = policy_.parameters[i];
      if (parameter.values.size() < 2 || !counts(parameter.span)) continue;
      for (std::size_t v = 0; v < parameter.values.size(); ++v) {
        Period period;
        period.from = parameter.values[v].from;
        if (v + 1 < parameter.values.size()) period.until = parameter.values[v + 1].from;
        state_.parameters[i].push_back({period, point(CoverageKind::Version, policy_[parameter.values[v].value].span,
                                                      parameter.name, "from " + period.from->to_text())});
      }
    }
  }

  [[nodiscard]] bool is_constant(const std::vector<plan::NodeId>& nodes) const {
    return std::any_of(nodes.begin(), nodes.end(), [&](plan::NodeId n) { return plan_[n].op == plan::Op::True; });
  }

  static std::vector<plan::NodeId> stands_of(const Goal& goal) {
    std::vector<plan::NodeId> out;
    for (const auto* side : {&goal.permits, &goal.forbids}) {
      for (const GoalConclusion& c : *side) out.push_back(c.stands);
    }
    return out;
  }

  [[nodiscard]] bool speaks(const Goal& goal) const {
    const auto own = [&](const GoalConclusion& c) { return counts(c.clause); };
    return std::any_of(goal.permits.begin(), goal.permits.end(), own) ||
           std::any_of(goal.forbids.begin(), goal.forbids.end(), own);
  }

  void defaults() {
    std::map<std::uint32_t, std::vector<Stands>> by_point;
    for (std::uint32_t i = 0; i < policy_.actions.size(); ++i) {
      const Action& action = policy_.actions[i];
      const Goal& goal = plan_.actions[i].outcome;
      std::vector<plan::NodeId> stands = stands_of(goal);
      if (!counts(action.span) || !speaks(goal) || is_constant(stands)) continue;
      // An action with an item is one action as it is written.
      const std::string name = action.family ? policy_.action_groups[*action.family].name : action.name;
      const std::uint32_t at = point(CoverageKind::Default, action.span, name, {});
      add_due(at, 0, fmt::format("no clause in force for `{}`", name));
      by_point[at].push_back({at, std::move(stands)});
    }
    state_.defaults.assign(by_point.begin(), by_point.end());
  }

  void duties() {
    const auto add = [&](const plan::DutyGoal& goal) {
      std::vector<plan::NodeId> stands = stands_of(goal.goal);
      const Duty& duty = policy_[goal.duty];
      if (!counts(duty.span) || !speaks(goal.goal)) return;
      // One that is required whatever comes has one side.
      const std::uint32_t at = point(CoverageKind::Duty, duty.span, duty.name, {}, is_constant(stands) ? 1 : 2);
      add_due(at, 0, fmt::format("`{}` required", duty.name));
      add_due(at, 1, fmt::format("`{}` not required", duty.name));
      state_.duties.push_back({at, std::move(stands)});
    };
    for (const plan::ActionPlan& action : plan_.actions) {
      for (const plan::DutyGoal& duty : action.duties) add(duty);
    }
    for (const plan::DutyGoal& duty : plan_.standing_duties) add(duty);
  }

  // --- the order of the kinds, and of the text

  void order() {
    std::vector<std::uint32_t> by_place(state_.points.size());
    for (std::uint32_t i = 0; i < by_place.size(); ++i) by_place[i] = i;
    std::stable_sort(by_place.begin(), by_place.end(), [&](std::uint32_t a, std::uint32_t b) {
      const CoveragePoint& x = state_.points[a];
      const CoveragePoint& y = state_.points[b];
      return std::tie(x.kind, x.span.file, x.span.begin, x.owner, x.what) <
             std::tie(y.kind, y.span.file, y.span.begin, y.owner, y.what);
    });
    std::vector<CoveragePoint> points;
    std::vector<std::uint32_t> moved(by_place.size());
    for (std::uint32_t i = 0; i < by_place.size(); ++i) {
      moved[by_place[i]] = i;
      points.push_back(std::move(state_.points[by_place[i]]));
    }
    state_.points = std::move(points);
    const auto move = [&](std::uint32_t& at) {
      if (at != kNoPoint) at = moved[at];
    };
    for (std::uint32_t& at : state_.clauses) move(at);
    for (auto& [root, decision] : state_.decisions) {
      for (std::uint32_t& at : decision.points) move(at);
    }
    for (auto& [root, table] : state_.tables) {
      for (TableRows::Row& row : table.rows) move(row.point);
    }
    for (auto* versions : {&state_.versions, &state_.parameters}) {
      for (auto& [id, all] : *versions) {
        for (VersionPoint& version : all) move(version.point);
      }
    }
    for (auto& [key, by_define] : state_.define_exceptions) {
      for (auto& [define, at] : by_define) move(at);
    }
    for (Override& one : state_.overrides) move(one.point);
    for (Carved& one : state_.carved) move(one.point);
    for (Struck& one : state_.struck) move(one.point);
    for (auto& [at, actions] : state_.defaults) move(at);
    for (Stands& one : state_.duties) move(one.point);
  }

  State& state_;
  const CheckedPolicy& policy_;
  const Plan& plan_;
  const SourceMap& sources_;
  std::set<FileId> files_;
  std::map<std::string, std::uint32_t> known_;
};

}  // namespace

void collect_points(State& state, const SourceMap& sources, const std::vector<FileId>& files) {
  Collector(state, sources, files).run();
}

}  // namespace carveout::cover
