#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/context.hpp"
#include "check/items.hpp"
#include "check/targets.hpp"

// A clause that tests the item becomes one clause for each item that it speaks of, of one name, with the item put in:
// so that nothing after this step knows of parameters.
namespace carveout::check {
namespace {

// Puts a constant in the place of a variable. What does not read the variable stays as it is.
class Substitution {
 public:
  Substitution(Context& context, Budget& budget, VariableId variable)
      : context_(context), budget_(budget), variable_(variable) {}

  // `member`: of the variable's type.
  void begin(std::uint32_t member) {
    member_ = member;
    made_.clear();
  }

  // As deep as conditions nest in the text.
  ExprId operator()(ExprId id) {
    if (!reads(id)) return id;
    if (const auto known = made_.find(index_of(id)); known != made_.end()) return known->second;
    const Expr expr = context_.out[id];
    if (!budget_.take(expr.span, 1)) return id;
    ExprId made{};
    if (expr.kind == ExprKind::Variable) {
      made = context_.add_constant(Value(Member{member_}), expr.type, expr.span);
    } else {
      const auto written = context_.out.operands_of(id);
      std::vector<ExprId> operands(written.begin(), written.end());
      for (ExprId& operand : operands) operand = (*this)(operand);
      made = context_.add_expr(expr.kind, expr.type, expr.span, operands, expr.index);
    }
    made_.emplace(index_of(id), made);
    return made;
  }

 private:
  bool reads(ExprId id) {
    if (const auto known = reads_.find(index_of(id)); known != reads_.end()) return known->second;
    const Expr& expr = context_.out[id];
    bool found = expr.kind == ExprKind::Variable && expr.index == index_of(variable_);
    const auto operands = context_.out.operands_of(id);
    for (const ExprId operand : std::vector<ExprId>(operands.begin(), operands.end())) found = reads(operand) || found;
    reads_.emplace(index_of(id), found);
    return found;
  }

  Context& context_;
  Budget& budget_;
  VariableId variable_;
  std::uint32_t member_ = 0;
  std::unordered_map<std::uint32_t, bool> reads_;
  std::unordered_map<std::uint32_t, ExprId> made_;
};

class Speller {
 public:
  explicit Speller(Context& context)
      : context_(context),
        edges_(context, DiagnosticId::TooManyTargets, context.limits.override_edges),
        copies_(context, DiagnosticId::TooManyItemTests, context.limits.item_tests) {}

  void run() {
    const std::vector<Clause> written = std::exchange(context_.out.clauses, {});
    for (std::uint32_t id = 0; id < written.size(); ++id) {
      first_.push_back(static_cast<std::uint32_t>(context_.out.clauses.size()));
      const auto variable = context_.item_tested[id];
      if (variable)
        spell_out(written, written[id], *variable);
      else
        context_.out.clauses.push_back(written[id]);
    }
    first_.push_back(static_cast<std::uint32_t>(context_.out.clauses.size()));
    for (Clause& clause : context_.out.clauses) {
      for (auto* list : {&clause.bases, &clause.targets, &clause.notwithstanding, &clause.subject_to})
        name_all(clause, *list);
    }
    renumber();
  }

 private:
  // A carve-out without `for` is about the actions that its targets speak of.
  static std::vector<ActionId> actions_of(const std::vector<Clause>& written, const Clause& clause) {
    std::vector<ActionId> actions = clause.for_actions;
    const auto add = [&](const Clause& one) {
      for (const Conclusion& conclusion : one.conclusions) {
        if (conclusion.action) actions.push_back(*conclusion.action);
      }
    };
    add(clause);
    if (actions.empty()) {
      for (const ClauseId target : clause.targets) add(written[index_of(target)]);
    }
    std::sort(actions.begin(), actions.end());
    actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
    return actions;
  }

  void spell_out(const std::vector<Clause>& written, const Clause& clause, VariableId variable) {
    struct OfItem {
      std::vector<Conclusion> conclusions;
      std::vector<ActionId> actions;
    };
    // INVARIANT: each clause is made with what is its own alone: n copies of what n items conclude would be n².
    std::map<std::uint32_t, OfItem> items;
    for (const ActionId action : actions_of(written, clause))
      items[context_.out[action].item].actions.push_back(action);
    for (const Conclusion& conclusion : clause.conclusions)
      items[context_.out[*conclusion.action].item].conclusions.push_back(conclusion);
    Clause bare = clause;
    bare.conclusions = {};
    bare.for_actions = {};
    Substitution put_in(context_, copies_, variable);
    for (auto& [item, own] : items) {
      if (!copies_.take(clause.name_span, 1 + own.conclusions.size())) return;
      put_in.begin(item);
      Clause made = bare;
      if (made.when) made.when = put_in(*made.when);
      if (made.unless) made.unless = put_in(*made.unless);
      made.conclusions = std::move(own.conclusions);
      for (Conclusion& conclusion : made.conclusions) {
        if (conclusion.test) conclusion.test = put_in(*conclusion.test);
      }
      if (made.kind == ClauseKind::Carveout) made.for_actions = std::move(own.actions);
      context_.out.clauses.push_back(std::move(made));
    }
  }

  // What names a clause names all that it is spelt out to.
  void name_all(const Clause& user, std::vector<ClauseId>& list) {
    std::vector<ClauseId> all;
    for (const ClauseId id : list) {
      const std::uint32_t begin = first_[index_of(id)], end = first_[index_of(id) + 1];
      if (!edges_.take(user.name_span, end - begin)) break;
      for (std::uint32_t i = begin; i < end; ++i) all.push_back(ClauseId{i});
    }
    list = std::move(all);
  }

  void renumber() {
    const std::vector<NodeId> nodes = std::exchange(context_.clause_nodes, {});
    const auto versions = std::exchange(context_.next_version, {});
    for (std::uint32_t id = 0; id < nodes.size(); ++id) {
      for (std::uint32_t i = first_[id]; i < first_[id + 1]; ++i) {
        context_.clause_nodes.push_back(nodes[id]);
        std::optional<ClauseId> next;
        if (i + 1 < first_[id + 1])
          next = ClauseId{i + 1};
        else if (versions[id])
          next = ClauseId{first_[index_of(*versions[id])]};
        context_.next_version.push_back(next);
      }
    }
    for (auto* ranges : {&context_.part_clauses, &context_.policy_clauses}) {
      for (Context::ClauseRange& range : *ranges) range = {first_[range.begin], first_[range.end]};
    }
    for (Symbol& symbol : context_.symbols) {
      if (symbol.kind == SymbolKind::Clause) symbol.id = first_[symbol.id];
    }
  }

  Context& context_;
  Budget edges_;
  Budget copies_;
  std::vector<std::uint32_t> first_;  // by written clause, and one more: the first that it is spelt out to
};

}  // namespace

void spell_out_items(Context& context) {
  const auto& tested = context.item_tested;
  const bool any = std::any_of(tested.begin(), tested.end(), [](const auto& variable) { return variable.has_value(); });
  // What is only half made is not taken further apart.
  if (any && !context.sink.has_errors()) Speller(context).run();
}

}  // namespace carveout::check
