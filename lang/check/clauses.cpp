#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "check/context.hpp"
#include "check/duties.hpp"
#include "check/items.hpp"
#include "check/targets.hpp"
#include "syntax/scan.hpp"

namespace carveout::check {
namespace {

constexpr std::array kPartKinds = {SymbolKind::Part, SymbolKind::Policy};

class ClauseChecker {
 public:
  explicit ClauseChecker(Context& context)
      : context_(context),
        duty_versions_(context),
        targets_(context),
        conclusions_(context, DiagnosticId::TooManyConclusions, context.limits.conclusions) {}

  void check(ClauseId id) {
    id_ = id;
    module_ = context_.module_of(id);
    node_ = context_.clause_nodes[index_of(id)];
    clause().title = context_.label_of(module_, node_);
    clause().period = context_.period_of(module_, node_);
    clause().as_of = check_as_of(context_, module_, node_);
    scope_ = item_scope(context_, id_);
    clause().when = condition(node_, NodeKind::When, {});
    // `unless` and `only if` matter only where `when` holds.
    std::vector<ExprId> given;
    if (clause().when) given.push_back(*clause().when);
    clause().unless = condition(node_, NodeKind::Unless, given);
    concludes_ = false;
    for (const NodeId part : context_.tree(module_).children_of(node_)) check_part(part, given);
    if (scope_.variable) check_item_tests();
    if (is_carveout() || concludes_ || is_cut_short()) return;
    context_.sink.report(DiagnosticId::ClauseConcludesNothing, clause().name_span, {{"name", clause().name}});
  }

 private:
  // A reference into a vector: only until the next clause is made.
  [[nodiscard]] Clause& clause() { return context_.out.clauses[index_of(id_)]; }
  [[nodiscard]] bool is_carveout() { return clause().kind == ClauseKind::Carveout; }
  // Something that did not parse comes after it: perhaps what it was to conclude.
  [[nodiscard]] bool is_cut_short() const {
    const std::string_view text = context_.at(module_).source->text();
    const char* const end = text.data() + text.size();
    const syntax::Token next = syntax::token_at(text.data() + context_.tree(module_)[node_].end, end);
    return next.begin != end && (next.classes & syntax::kDeclares) == 0 && !next.is("end");
  }
  [[nodiscard]] std::span<const NodeId> children(NodeId n) const { return context_.tree(module_).children_of(n); }

  std::optional<ExprId> condition(NodeId parent, NodeKind kind, std::span<const ExprId> given) {
    const auto part = context_.child(module_, parent, kind);
    if (!part || children(*part).empty()) return std::nullopt;
    Place place{module_, {}};
    place.words = true;
    if (scope_.variable) place.locals.push_back({scope_.name, *scope_.variable, scope_.type});
    place.terms_of = clause().policy;
    place.clause = id_;
    return check_condition(context_, place, children(*part)[0], given);
  }

  // SPEC 6.7: a clause may test the item where each of its actions has it.
  void check_item_tests() {
    std::vector<ExprId> conditions;
    if (clause().when) conditions.push_back(*clause().when);
    if (clause().unless) conditions.push_back(*clause().unless);
    for (const Conclusion& conclusion : clause().conclusions) {
      if (conclusion.test && !conclusion.test_negated) conditions.push_back(*conclusion.test);
    }
    const auto place = place_of_variable(context_.out, conditions, *scope_.variable);
    if (!place) return;
    const Symbol* taken = context_.lookup(module_, scope_.name);
    const bool carves_a_carveout = std::any_of(clause().targets.begin(), clause().targets.end(), [&](ClauseId target) {
      return context_.out[target].kind == ClauseKind::Carveout;
    });
    if (taken != nullptr && taken->kind == SymbolKind::Fact) {
      context_.sink.report(DiagnosticId::VariableShadows, *place, {{"name", scope_.name}},
                           {{taken->name_span, "declared here"}});
    } else if (!scope_.of_every_action) {
      context_.sink.report(DiagnosticId::ItemNotOfEveryAction, *place,
                           {{"item", scope_.name}, {"name", clause().name}});
    } else if (carves_a_carveout) {
      context_.sink.report(DiagnosticId::ItemOfACarveout, *place, {{"item", scope_.name}, {"name", clause().name}});
    } else {
      context_.item_tested[index_of(id_)] = scope_.variable;
    }
  }

  void check_part(NodeId part, std::span<const ExprId> given) {
    const NodeKind kind = context_.tree(module_)[part].kind;
    if (kind == NodeKind::Cites) clause().cites.push_back(context_.label_of(module_, part));
    if (kind == NodeKind::Reading) clause().reading = context_.label_of(module_, part);
    if (kind == NodeKind::To) to(part);
    if (kind == NodeKind::From) from(part);
    if (kind == NodeKind::ForActions) for_actions(part);
    if (kind == NodeKind::Notwithstanding) override_part(part, ClauseUse::Notwithstanding);
    if (kind == NodeKind::SubjectTo) override_part(part, ClauseUse::SubjectTo);
    if (kind != NodeKind::Permit && kind != NodeKind::Forbid && kind != NodeKind::Require) return;
    concludes_ = true;
    if (is_carveout()) {
      context_.sink.report(DiagnosticId::CarveoutConcludes, context_.span(module_, part), {{"name", clause().name}});
      return;
    }
    if (kind == NodeKind::Permit) permit(part, given);
    if (kind == NodeKind::Forbid) forbid(part);
    if (kind == NodeKind::Require) require(part);
  }

  // --- what it concludes

  void permit(NodeId part, std::span<const ExprId> given) {
    const auto test = condition(part, NodeKind::OnlyIf, given);
    const bool only_if = context_.child(module_, part, NodeKind::OnlyIf).has_value();
    const auto [until, past] = term(part);
    for (const auto& [action, span] : actions_under(part)) {
      Conclusion permits{ConclusionKind::Permit, action, {}, Timing::Standing, test, false, span, until, past};
      clause().conclusions.push_back(permits);
      if (!only_if) continue;
      permits.until = permits.past = std::nullopt;
      permits.kind = ConclusionKind::Forbid;
      permits.test_negated = true;
      clause().conclusions.push_back(permits);
    }
  }

  // `permit … until TIME`: the time, and whether it has passed.
  std::pair<std::optional<ExprId>, std::optional<ExprId>> term(NodeId part) {
    const auto until = context_.child(module_, part, NodeKind::Until);
    if (!until || children(*until).empty()) return {};
    const NodeId written = children(*until)[0];
    Place place{module_, {}};
    const auto time = check_expression(context_, place, written, std::nullopt);
    if (!time) return {};
    return {time, past_term(context_, id_, *time, context_.span(module_, written))};
  }

  void forbid(NodeId part) {
    for (const auto& [action, span] : actions_under(part)) {
      clause().conclusions.push_back({ConclusionKind::Forbid, action, {}, Timing::Standing, {}, false, span});
    }
  }

  void require(NodeId part) {
    const auto targets = children(part);
    if (targets.empty()) return;
    const auto duties = duty_targets(context_, module_, targets[0]);
    const auto timing = static_cast<Timing>(context_.tree(module_)[part].flag);
    if (targets.size() < 2) {
      for (const auto& [duty, span] : duties) {
        for (const DutyId version : duty_versions_.of(duty)) {
          if (version != duty && !conclusions_.take(span, 1)) return;
          require(version, {}, Timing::Standing, span);
        }
      }
      return;
    }
    const auto actions = action_targets(context_, module_, targets[1], conclusions_);
    for (std::size_t i = 0; i < duties.size(); ++i) {
      for (const DutyId version : duty_versions_.of(duties[i].id)) {
        // The first was counted with the actions.
        const bool first = i == 0 && version == duties[i].id;
        if (!first && !conclusions_.take(context_.span(module_, targets[0]), actions.size())) return;
        for (const auto& [action, action_span] : actions) require(version, action, timing, duties[i].span);
      }
    }
  }

  void require(DutyId version, std::optional<ActionId> action, Timing timing, Span span) {
    clause().conclusions.push_back(
        {ConclusionKind::Require, action, version, timing, duty_versions_.in_force(version), false, span});
  }

  std::vector<Target<ActionId>> actions_under(NodeId part) {
    const auto targets = context_.child(module_, part, NodeKind::Targets);
    return targets ? action_targets(context_, module_, *targets, conclusions_) : std::vector<Target<ActionId>>();
  }

  // --- what it is about

  // What has values has exceptions with values.
  bool names_definition(NodeId targets) {
    for (const NodeId path : children(targets)) {
      Symbol* symbol = context_.lookup(module_, context_.text(module_, path));
      const bool has_value =
          symbol != nullptr && (symbol->kind == SymbolKind::Define || symbol->kind == SymbolKind::DefineException);
      if (!has_value) continue;
      context_.mark_used(module_, *symbol);
      context_.sink.report(DiagnosticId::DefineExceptionWithoutValue, context_.span(module_, path),
                           {{"name", context_.text(module_, path)}, {"what", kind_words(symbol->kind)}},
                           {{symbol->name_span, "declared here"}});
      return true;
    }
    return false;
  }

  void to(NodeId part) {
    const auto targets = context_.child(module_, part, NodeKind::Targets);
    if (!targets) return;
    if (names_definition(*targets)) {
      concludes_ = true;  // what it would conclude is a value
      return;
    }
    clause().bases = targets_.expand(*targets, id_, ClauseUse::To);
  }

  void from(NodeId part) {
    const auto targets = context_.child(module_, part, NodeKind::Targets);
    const auto word = static_cast<syntax::StrikeWord>(context_.tree(module_)[part].flag);
    switch (word) {
      case syntax::StrikeWord::None:
        if (targets) clause().targets = targets_.expand(*targets, id_, ClauseUse::From);
        return;
      case syntax::StrikeWord::AllForbids:
        clause().strike = Strike::Forbids;
        break;
      case syntax::StrikeWord::AllPermits:
        clause().strike = Strike::Permits;
        break;
      case syntax::StrikeWord::AllDuties:
        clause().strike = Strike::Duties;
        break;
    }
    if (targets) strike_of(*targets);
  }

  void strike_of(NodeId targets) {
    const auto paths = children(targets);
    if (paths.size() > 1) {
      context_.sink.report(DiagnosticId::StrikeOfSeveralParts, context_.span(module_, targets));
      return;
    }
    if (paths.empty()) return;
    const Symbol* symbol = context_.expect(module_, paths[0], kPartKinds, "a part");
    if (symbol == nullptr || !targets_.is_own(*symbol, paths[0], id_)) return;
    if (symbol->kind == SymbolKind::Part) clause().strike_part = PartId{symbol->id};
  }

  void for_actions(NodeId part) {
    for (const auto& [action, span] : actions_under(part)) clause().for_actions.push_back(action);
  }

  void override_part(NodeId part, ClauseUse use) {
    const auto targets = context_.child(module_, part, NodeKind::Targets);
    if (!targets) return;
    if (is_carveout()) {
      context_.sink.report(DiagnosticId::CarveoutOverrides, context_.span(module_, part), {{"name", clause().name}});
      return;
    }
    const bool all = context_.tree(module_)[*targets].flag == 1;
    if (use == ClauseUse::Notwithstanding) {
      clause().notwithstanding_all = clause().notwithstanding_all || all;
      if (!all) clause().notwithstanding = targets_.expand(*targets, id_, use);
    } else {
      clause().subject_to_all = clause().subject_to_all || all;
      if (!all) clause().subject_to = targets_.expand(*targets, id_, use);
    }
  }

  Context& context_;
  DutyVersions duty_versions_;
  ClauseTargets targets_;
  Budget conclusions_;
  ClauseId id_{};
  ModuleId module_{};  // whose file it stands in
  NodeId node_{};
  ItemScope scope_;
  bool concludes_ = false;
};

}  // namespace

void check_clauses(Context& context) {
  ClauseChecker checker(context);
  for (std::uint32_t id = 0; id < context.out.clauses.size(); ++id) checker.check(ClauseId{id});
}

}  // namespace carveout::check
