#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/expression_checker.hpp"
#include "check/tables.hpp"

// A decision table as it is made, between its parts.
namespace carveout::check {

struct TableHeading {
  NodeId node{};
  bool optional = false;  // what it names may be absent
};
struct TableCell {
  NodeId node{};
  ExpressionChecker::CellTest test;
};
struct MadeRow {
  NodeId node{};
  std::vector<TableCell> cells;  // of the columns that ask
  std::optional<ExprId> condition;
  ExprId value{};
  std::string text;  // of the value
};

// --- table_classes.cpp
struct CutTable {
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  std::vector<TableRow> never;  // what is nothing's value: between two days that follow each other
};
[[nodiscard]] CutTable cut_table(const Context& context, ModuleId module, std::span<const TableHeading> headings,
                                 std::span<const MadeRow> rows);

}  // namespace carveout::check
