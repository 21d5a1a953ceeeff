#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "check/context.hpp"
#include "check/presence.hpp"
#include "check/types.hpp"

namespace carveout::check {

// A value written out: the literal's own diagnostics, nothing after one. `kind` decides between a text and a section.
[[nodiscard]] std::optional<Value> literal_value(Context& context, ModuleId module, NodeId node, TypeKind kind);
// The built-in type of a literal node (`text` for a string), or nothing where it is none.
[[nodiscard]] std::optional<TypeId> literal_type(NodeKind kind);
// Two written sections as a range, with the message of what stands in the way.
[[nodiscard]] std::optional<SectionRange> section_range(Context& context, Span span, const Value& first,
                                                        const Value& last);
// A variable or an argument must not be named like what is visible where it stands; else a diagnostic.
void check_variable_name(Context& context, const Place& place, NodeId name);
// What the longest first part of a path that is a declared name stands for; null where there is none. `length`: of that
// part.
[[nodiscard]] Symbol* declared_prefix(const Context& context, ModuleId module, std::string_view path,
                                      std::size_t& length);
// Whether a run of numbers or dates ends where it begins or later; else a diagnostic.
[[nodiscard]] bool check_run(Context& context, Span span, const Value& first, const Value& last);
// The words of policies that a condition asks for where they cannot be taken apart. expressions_words.cpp
void report_words_out_of_place(Context& context, ExprId condition);
// A diagnostic that a value of one type stands where another is due.
void report_mismatch(Context& context, Span span, TypeId found, TypeId expected);

// Types and builds one expression with everything inside it. One checker serves one place: what is established to be
// present in it is its state.
//
// The functions recurse with the syntax, whose depth the parser bounds (syntax::ParseLimits::nesting).
class ExpressionChecker {
 public:
  using Built = std::optional<ExprId>;
  using Hint = std::optional<TypeId>;

  ExpressionChecker(Context& context, Place& place) : context_(context), place_(place) {}

  // Whatever the node is. The hint is what its place wants: it decides what strings and members' names mean, and is not
  // enforced.
  Built expression(NodeId node, Hint hint);
  // An expression that must have a type compatible with `expected`.
  Built typed(NodeId node, TypeId expected);
  Built condition(NodeId node) { return typed(node, kYesNo); }
  // A condition built elsewhere that holds wherever this expression matters.
  void assume_given(ExprId condition) {
    tests_presence_ = true;
    assume(condition, true);
  }

  // --- decision tables (tables.cpp)
  // What a cell asks of its column: nothing where it asks nothing.
  struct CellTest {
    std::optional<ExprId> condition;
    std::vector<ExprId> values;  // that the column is compared with, in the order of the text
    bool failed = false;
  };
  // `optional`: the column may be absent.
  CellTest cell(NodeId column, NodeId cell, bool optional);
  // What the tests of a row establish holds for the cells after them, up to the end of the scope.
  [[nodiscard]] PresenceScope row_scope() { return PresenceScope(presence_); }
  void assume_cell(ExprId condition) { assume(condition, true); }
  // The column where it may be absent; nothing where it is always there.
  [[nodiscard]] bool may_be_absent(NodeId column);

 private:
  using Handler = Built (ExpressionChecker::*)(NodeId, Hint);
  struct Handlers;
  struct Pair {
    ExprId left{};
    ExprId right{};
  };
  enum class PathUse : std::uint8_t { Read, PresenceTest };
  enum class Side : std::uint8_t { Before, After };

  // --- at hand (expressions.cpp)
  [[nodiscard]] const Tree& tree() const { return context_.tree(place_.module); }
  [[nodiscard]] std::span<const NodeId> children(NodeId node) const { return tree().children_of(node); }
  [[nodiscard]] Span span(NodeId node) const { return tree().span(node); }
  [[nodiscard]] std::string_view text(NodeId node) const { return context_.text(place_.module, node); }
  [[nodiscard]] const Expr& at(ExprId expr) const { return context_.out[expr]; }
  [[nodiscard]] TypeKind kind_of(ExprId expr) const { return context_.out[at(expr).type].kind; }
  [[nodiscard]] std::string described(ExprId expr) const { return check::described(context_.out, at(expr).type); }
  ExprId make(ExprKind kind, TypeId type, Span span, std::initializer_list<ExprId> operands, std::uint32_t index = 0);
  ExprId make(ExprKind kind, TypeId type, Span span, std::span<const ExprId> operands, std::uint32_t index = 0);
  ExprId negated_if(bool negated, ExprId condition, Span span);
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {}) {
    context_.sink.report(id, span, fields, std::move(notes));
  }

  // --- literals (expressions_literals.cpp)
  Built literal(NodeId node, Hint hint);
  Built set_or_record(NodeId node, Hint hint);
  Hint written_type(NodeId node, Hint hint);

  // --- names (expressions_names.cpp)
  Built name(NodeId node, Hint hint);
  Built path(NodeId node, Hint hint, PathUse use);
  Built bare_name(NodeId node, Hint hint);
  // The longest first part of a path that is a name; `length` is how much of the path it is.
  Built head(NodeId node, std::size_t& length);
  Built declared(Symbol& symbol, std::string_view name, Span span);
  Built unknown_name(std::string_view name, Span span, Hint hint);
  Built field(ExprId record, std::string_view record_text, std::string_view name, Span name_span, Span span);
  [[nodiscard]] bool is_optional(ExprId expr) const;
  // Reading what may be absent: established, or reported once.
  void require_presence(Presence::PathId path, std::string_view text, Span span);
  Built call(NodeId node, Hint hint);
  Built otherwise(NodeId node, Hint hint);
  [[nodiscard]] const LocalName* local(std::string_view name) const;
  [[nodiscard]] Symbol* named_list(NodeId node);
  // How much a node needs to be told what it means: 0 not at all, 1 a bare name that is declared, 2 a literal or a
  // member.
  [[nodiscard]] int needs_hint(NodeId node) const;

  // --- connectives (expressions_conditions.cpp)
  // Establishes what is present where a condition is yes (`holds`) or no.
  void assume(ExprId condition, bool holds);
  Built connective(NodeId node, Hint hint);
  Built negation(NodeId node, Hint hint);
  Built labelled(NodeId node, Hint hint);
  Built counted(NodeId node, Hint hint);
  Built conditional(NodeId node, Hint hint);
  Built forbidden_by(NodeId node, Hint hint);
  Built forbidden_item(NodeId node);
  ExprId word_of(PolicyId policy, ActionId action, Span span);
  Built presence_test(NodeId node, Hint hint);
  Built presence(NodeId operand, bool absent, Span span);
  Built lapsed(NodeId node, Hint hint);

  // --- comparisons (expressions_comparisons.cpp, expressions_membership.cpp)
  Built compare(NodeId node, Hint hint);
  Built equal(NodeId left, NodeId right, Span span);
  Built order(NodeId left, NodeId right, syntax::Comparison comparison, Span span);
  Built between(NodeId node, Hint hint);
  Built within_ends(NodeId value, NodeId first, NodeId last, Span span);
  std::optional<Pair> pair(NodeId left, NodeId right);
  bool comparable(ExprId left, ExprId right, Span span);
  [[nodiscard]] std::string date_hint(ExprId left, ExprId right);
  bool equatable(ExprId expr, Span span);
  bool orderable(ExprId expr, Span span);
  ExprId less(ExprId left, ExprId right, Span span);
  ExprId not_less(ExprId left, ExprId right, Span span);
  ExprId in_run(ExprId value, ExprId first, ExprId last, Span span);
  Built membership(NodeId left, NodeId right, Span span);
  Built in_set(NodeId left, NodeId set, Span span);
  Built set_element(ExprId value, NodeId element, Span span);
  Built set_range(ExprId value, NodeId range, Span span);
  Built in_named_list(NodeId left, Symbol& list, Span span);
  Built under(NodeId left, NodeId right, Span span);

  // --- dates and durations (expressions_times.cpp)
  // A length of time, and by which calendar it is counted.
  struct Length {
    ExprId duration{};
    std::optional<CalendarId> counted_by;
  };
  std::optional<Length> length(NodeId node);
  std::optional<CalendarId> calendar(NodeId name, bool with_time_zone);
  // A date or time moved by a length; Add or Subtract.
  Built moved(ExprKind kind, ExprId moment, const Length& by, Span span);
  Built counted_length(NodeId node, Hint hint);
  Built date_of(NodeId node, Hint hint);
  Built distance(NodeId node, Hint hint);
  ExprId distance_on_side(syntax::DistanceWord word, ExprId date, ExprId anchor, ExprId edge, Side side, Span span);
  bool may_move(ExprId moved, const Length& by, Span span);
  void require_rounding(Span span);
  Built days_in(NodeId node, Hint hint);
  bool spells(NodeId node, std::vector<SpellStep>& steps, std::vector<ExprId>& lists);
  Built day_bound(NodeId node, Hint hint);
  Built age(NodeId node, Hint hint);

  // --- arithmetic (expressions_arithmetic.cpp)
  Built arithmetic(NodeId node, Hint hint);
  Built counted_sum(NodeId node);
  Built combined(char operation, ExprId left, ExprId right, Span span);
  Built minus(NodeId node, Hint hint);
  Built rounded(NodeId node, Hint hint);
  Built choice(NodeId node, Hint hint);

  // --- quantifiers (expressions_lists.cpp)
  Built quantifier(NodeId node, Hint hint);
  Built aggregate(NodeId node, Hint hint);
  std::optional<std::pair<ExprId, VariableId>> over(NodeId variable, NodeId list);
  bool term_fits(syntax::AggregateWord word, ExprId term);

  Context& context_;
  Place& place_;
  Presence presence_;
  bool tests_presence_ = false;  // some test of presence has been met, so that conditions may establish something
};

}  // namespace carveout::check
