#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/context.hpp"

// Decision tables: what a definition is worth, read off columns. Spec: language/05-declarations, "Tables".
namespace carveout::check {

struct BuiltTable {
  ExprId value{};  // an `if` of the rows
  DecisionTable rows;
};
// Builds the value of the table at a node, and sees to it that the rows neither overlap nor leave a gap. `name`: of the
// definition, which heads the last column. Nothing after a diagnostic.
[[nodiscard]] std::optional<BuiltTable> check_table(Context& context, Place& place, NodeId table, std::string_view name,
                                                    std::optional<TypeId> expected);

// --- table_rows.cpp: rows as sets of what their columns may be
// The constants of a column cut its values into classes: each constant, and each stretch between or beside them.
struct TableColumn {
  bool decided = true;             // false: some cell asks what only facts tell
  std::vector<std::string> words;  // of each class, for messages: "`months` is less than 24"
  std::string why;                 // where it is not decided: "is compared with more than constants"
};
struct TableClasses {
  std::vector<std::uint64_t> bits;  // none: all classes
  std::size_t first = 0;            // of those that are taken
  std::size_t last = 0;
  [[nodiscard]] bool all() const noexcept { return bits.empty(); }
  [[nodiscard]] bool has(std::size_t number) const noexcept {
    return all() || ((bits[number / 64] >> (number % 64)) & 1u) != 0;
  }
};
struct TableRow {
  std::vector<TableClasses> takes;  // by column
  std::vector<std::string> texts;   // by column: of a cell that is not decided
  std::string value;                // as written: rows that give the same do not collide
};
// Two rows that hold together and give other values.
struct RowPair {
  std::size_t first = 0;
  std::size_t second = 0;
  std::string witness;                // where: "`filing` is joint and `months` is 24"
  std::optional<std::size_t> column;  // of those that are not decided: the column that leaves it open
};
// LIMIT: steps of the searches below; 40 million take about a second. Past it, what is left is not decided.
inline constexpr std::uint64_t kTableSteps = 40'000'000;

// LIMIT: the value is an `if` in an `if`, as deep as there are different values; bounds the recursion over it.
inline constexpr std::size_t kMostValues = 1'000;

struct Overlaps {
  std::vector<RowPair> pairs;                  // the first kMostOverlaps
  std::optional<std::size_t> not_looked_from;  // the bound was reached at this row
};
inline constexpr std::size_t kMostOverlaps = 10;
[[nodiscard]] Overlaps overlaps_of(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows);

struct Gap {
  enum class Kind : std::uint8_t { None, Certain, Undecided, TooMuchWork } kind = Kind::None;
  std::string witness;
};
[[nodiscard]] Gap gap_of(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows);

// A row that counts for nothing where the first that holds does: wherever it holds, one of these does, all before it,
// and none of them could be left out.
struct CoveredRow {
  std::size_t row = 0;
  std::vector<std::size_t> by;
};
// `never`: what is nothing's value. As far as kTableSteps go.
[[nodiscard]] std::vector<CoveredRow> covered_rows(const std::vector<TableColumn>& columns,
                                                   const std::vector<TableRow>& rows,
                                                   const std::vector<TableRow>& never);

}  // namespace carveout::check
