// Terms: `permit … until TIME`, and `lapsed(CLAUSE)`, which asks whether one has passed.
#include <algorithm>
#include <array>
#include <string>

#include "check/expression_checker.hpp"
#include "check/graph.hpp"

namespace carveout::check {
namespace {

TypeKind kind_of(const CheckedPolicy& policy, ExprId expr) {
  return policy[policy[expr].type].kind;
}

class LapsedSettler {
 public:
  explicit LapsedSettler(Context& context) : context_(context), out_(context.out) {}

  void run() {
    report_cycles();
    for (const Context::Lapsed& one : context_.lapsed) {
      for (const ClauseId asked : versions(one.clause)) {
        if (!context_.item_tested[index_of(asked)]) continue;
        context_.sink.report(DiagnosticId::LapsedOfAnother, one.span,
                             {{"name", out_[asked].name},
                              {"why", "tests the item of its action"},
                              {"hint", "give the term a clause that does not"}});
        break;
      }
    }
    if (context_.sink.has_errors()) return;
    for (const Context::Lapsed& one : context_.lapsed) settle(one);
  }

 private:
  [[nodiscard]] std::vector<ClauseId> versions(ClauseId first) const {
    std::vector<ClauseId> all;
    for (std::optional<ClauseId> id = first; id; id = context_.next_version[index_of(*id)]) all.push_back(*id);
    return all;
  }

  void report_cycles() {
    std::vector<Graph::Edge> edges;
    std::vector<bool> itself(out_.clauses.size(), false);
    for (const Context::Lapsed& one : context_.lapsed) {
      if (!one.asked_by) continue;
      for (const ClauseId asked : versions(one.clause)) {
        if (asked == *one.asked_by && !itself[index_of(asked)]) report({index_of(asked)}, one.span);
        itself[index_of(asked)] = itself[index_of(asked)] || asked == *one.asked_by;
        edges.emplace_back(index_of(*one.asked_by), index_of(asked));
      }
    }
    const Graph graph(static_cast<std::uint32_t>(out_.clauses.size()), edges);
    for (const auto& cycle : cycles(graph, components(graph))) report(cycle, place_in(ClauseId{cycle[0]}));
  }

  Span place_in(ClauseId clause) const {
    const auto found = std::find_if(context_.lapsed.begin(), context_.lapsed.end(),
                                    [&](const Context::Lapsed& one) { return one.asked_by == clause; });
    return found == context_.lapsed.end() ? out_[clause].name_span : found->span;
  }

  void report(const std::vector<std::uint32_t>& cycle, Span span) {
    std::string text;
    for (const std::uint32_t id : cycle) text += out_.clause_name(ClauseId{id}) + " → ";
    context_.sink.report(DiagnosticId::LapsedCycle, span, {{"cycle", text + out_.clause_name(ClauseId{cycle[0]})}});
  }

  // At least one, of the versions and their permits with a term, has lapsed. It has been one of nothing so far.
  void settle(const Context::Lapsed& one) {
    const Span span = one.span;
    std::vector<ExprId> any;
    for (const ClauseId id : versions(one.clause)) {
      std::vector<ExprId> seen;
      for (const Conclusion& conclusion : out_[id].conclusions) {
        if (!conclusion.past || std::find(seen.begin(), seen.end(), *conclusion.past) != seen.end()) continue;
        seen.push_back(*conclusion.past);
        any.push_back(lapsed(id, conclusion, span));
      }
    }
    while (any.size() < 2) any.push_back(context_.add_constant(Value(false), kYesNo, span));
    Expr& expr = out_.exprs[index_of(one.expr)];
    expr.first_operand = static_cast<std::uint32_t>(out_.operands.size());
    expr.operand_count = static_cast<std::uint32_t>(any.size());
    out_.operands.insert(out_.operands.end(), any.begin(), any.end());
  }

  // The clause's own conditions, and its term past.
  ExprId lapsed(ClauseId id, const Conclusion& conclusion, Span span) {
    const Clause& clause = out_[id];
    std::vector<ExprId> all{*conclusion.past};
    for (auto part = clause.part; part; part = out_.parts[index_of(*part)].parent) {
      const Part& around = out_.parts[index_of(*part)];
      add_period(around.period, span, all);
      if (around.applies_when) all.push_back(*around.applies_when);
    }
    add_period(clause.period, span, all);
    if (clause.when) all.push_back(*clause.when);
    if (clause.unless) all.push_back(negated(*clause.unless, span));
    if (conclusion.test) all.push_back(*conclusion.test);
    while (all.size() < 2) all.push_back(context_.add_constant(Value(true), kYesNo, span));
    return context_.add_expr(ExprKind::And, kYesNo, span, all, 0);
  }

  void add_period(const Period& period, Span span, std::vector<ExprId>& all) {
    if (period.from) all.push_back(negated(governed_before(*period.from, span), span));
    if (period.until) all.push_back(governed_before(*period.until, span));
  }
  ExprId governed_before(const Date& date, Span span) {
    const ExprId governing = context_.add_expr(ExprKind::GoverningDate, kDate, span, {}, 0);
    const std::array operands{governing, context_.add_constant(Value(date), kDate, span)};
    return context_.add_expr(ExprKind::Less, kYesNo, span, operands, 0);
  }
  ExprId negated(ExprId condition, Span span) {
    const std::array operands{condition};
    return context_.add_expr(ExprKind::Not, kYesNo, span, operands, 0);
  }

  Context& context_;
  CheckedPolicy& out_;
};

}  // namespace

std::optional<ExprId> past_term(Context& context, ClauseId id, ExprId term, Span span) {
  CheckedPolicy& out = context.out;
  const TypeKind kind = kind_of(out, term);
  if (kind != TypeKind::Date && kind != TypeKind::Time) {
    context.sink.report(DiagnosticId::TermNeedsADate, span, {{"type", out[out[term].type].name}});
    return std::nullopt;
  }
  const auto as_of = out[id].as_of ? out[id].as_of : out[out[id].policy].as_of;
  const TypeKind decides = as_of ? kind_of(out, *as_of) : TypeKind::Date;
  if (kind != decides) {
    const bool date = kind == TypeKind::Date;
    context.sink.report(DiagnosticId::TermOfAnotherKind, span,
                        {{"term", date ? "date" : "time"},
                         {"moment", date ? "time" : "date"},
                         {"hint", date ? "`end of day …` makes a time of it"
                                       : "write `as of` a time into the policy's head or the clause"}});
    return std::nullopt;
  }
  // A time that decides is what `as of` says; a date may also be told from outside.
  const ExprId moment = kind == TypeKind::Time ? *as_of : context.add_expr(ExprKind::GoverningDate, kDate, span, {}, 0);
  const std::array operands{term, moment};
  return context.add_expr(ExprKind::Less, kYesNo, span, operands, 0);
}

void settle_lapsed(Context& context) {
  LapsedSettler(context).run();
}

// `lapsed(NAME)`: one of nothing until the clauses are checked.
ExpressionChecker::Built ExpressionChecker::lapsed(NodeId node, Hint) {
  constexpr std::array kClauses = {SymbolKind::Clause};
  const NodeId name = children(node)[0];
  if (!place_.terms_of) {
    report(DiagnosticId::LapsedElsewhere, span(node));
    return std::nullopt;
  }
  const Symbol* symbol = context_.expect(place_.module, name, kClauses, "a clause");
  if (symbol == nullptr) return std::nullopt;
  const ClauseId first{symbol->id};
  const Clause& clause = context_.out[first];
  if (clause.policy != *place_.terms_of) {
    report(DiagnosticId::LapsedOfAnother, span(name),
           {{"name", text(name)}, {"why", "stands in another policy"}, {"hint", ""}});
    return std::nullopt;
  }
  bool has_term = false;
  for (std::optional<ClauseId> id = first; id; id = context_.next_version[index_of(*id)]) {
    const NodeId declaration = context_.clause_nodes[index_of(*id)];
    const ModuleId module = context_.module_of(*id);
    if (context_.child(module, declaration, NodeKind::AsOf)) {
      report(DiagnosticId::LapsedOfAnother, span(name),
             {{"name", text(name)},
              {"why", "has an `as of` of its own"},
              {"hint", "its term runs by another date than the policy's"}});
      return std::nullopt;
    }
    for (const NodeId part : context_.tree(module).children_of(declaration)) {
      has_term = has_term || (context_.tree(module)[part].kind == NodeKind::Permit &&
                              context_.child(module, part, NodeKind::Until));
    }
  }
  if (!has_term) {
    report(DiagnosticId::NothingLapses, span(name), {{"name", text(name)}}, {{symbol->name_span, "declared here"}});
    return std::nullopt;
  }
  const ExprId expr = make(ExprKind::AtLeast, kYesNo, span(node), {}, 1);
  context_.lapsed.push_back({expr, first, place_.clause, span(node)});
  return expr;
}

}  // namespace carveout::check
