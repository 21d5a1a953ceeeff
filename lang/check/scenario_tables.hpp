#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/context.hpp"
#include "check/expectations.hpp"
#include "check/fact_paths.hpp"

namespace carveout::check {

// A fact that a scenario gives, and where.
struct GivenAt {
  ResolvedPath path;
  Span span;
};

// A table of scenarios: its columns, looked at once, and what each of its rows gives and expects. What the rows have in
// common is a scenario that each of them is like. Spec: language/08-scenarios.
class ScenarioTable {
 public:
  ScenarioTable(Context& context, ExpectationChecker& expectations, ModuleId module, NodeId table);

  [[nodiscard]] std::span<const NodeId> rows() const noexcept { return rows_; }
  // The name that a row has in its first cell, if it has one.
  [[nodiscard]] std::optional<NodeId> name_of(NodeId row) const;
  // Does a cell of what is expected say something?
  [[nodiscard]] bool expects(NodeId row) const;
  // Looks at the columns, once the common part is known; reports what is wrong with them.
  void read_head();
  // Adds what a row gives and expects.
  void read_row(NodeId row, Scenario& scenario, std::vector<GivenAt>& givens);

 private:
  enum class ColumnKind : std::uint8_t { Case, AsOf, Fact, Action, Duty, Value, By, Needing, Nothing };
  struct Column {
    ColumnKind kind = ColumnKind::Nothing;
    NodeId node{};
    ResolvedPath path;  // Fact
    std::vector<ActionId>
        actions;           // Action; of Duty those it is before or after: several, of an action with a parameter
    ExpectDuty duty;       // Duty
    std::string duty_for;  // Duty: ` before A`, as it is written
    ExprId value{};        // Value
  };

  [[nodiscard]] std::span<const NodeId> children(NodeId n) const { return context_.tree(module_).children_of(n); }
  [[nodiscard]] NodeKind kind(NodeId n) const { return context_.tree(module_)[n].kind; }
  [[nodiscard]] std::string_view text(NodeId n) const { return context_.text(module_, n); }
  [[nodiscard]] bool holds_known_in_part(NodeId cell) const;
  [[nodiscard]] std::span<const NodeId> names_in(const NodeId& cell) const;
  Column column(NodeId node);
  Column fact_column(NodeId node);
  Column expect_column(NodeId node);
  [[nodiscard]] NodeKind first_cell_under(std::size_t column, std::string_view& word) const;
  void cell_other(NodeId cell, NodeId column, std::string_view wanted, std::string_view hint = {});
  void goes_with_outcome(std::size_t at, NodeId cell);
  void fact(const Column& column, NodeId cell, Scenario& scenario, std::vector<GivenAt>& givens);
  void outcome(std::size_t at, std::span<const NodeId> cells, Scenario& scenario);
  void duty(const Column& column, NodeId cell, Scenario& scenario);
  void value(const Column& column, NodeId cell, Scenario& scenario);
  void expect(Scenario& scenario, Expectation expectation, NodeId cell);

  Context& context_;
  ExpectationChecker& expectations_;
  ModuleId module_;
  NodeId head_{};
  std::vector<NodeId> rows_;
  std::vector<Column> columns_;
};

// The date that `as of` is followed by: a date, or that of a time. Nothing after a diagnostic.
[[nodiscard]] std::optional<Date> written_date(Context& context, ModuleId module, NodeId written);

}  // namespace carveout::check
