// What TreeBuilder does about tables: every row stands on one line and has a cell for each column.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "syntax/tree_builder.hpp"

namespace carveout::syntax {
namespace {

[[nodiscard]] std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

void TreeBuilder::check_row(const Pending& row) {
  const char* const end = begin_ + row.end;
  const char* line_end = std::find(begin_ + row.begin, end, '\n');
  if (line_end != end) {
    reporter_.report(DiagnosticId::RowOverLines, row.begin, offset(line_end));
    return;
  }
  const auto columns = tree_.children_of(head_);
  const auto cells = tree_.children_of(row.id);
  if (cells.size() == columns.size()) return;
  const std::string columns_text = counted(columns.size(), "column");
  if (cells.size() > columns.size()) {
    const Node& first = tree_[cells[columns.size()]];
    reporter_.report(DiagnosticId::CellsTooMany, first.begin, first.end, {{"columns", columns_text}});
    return;
  }
  std::string missing;
  for (const NodeId column : columns.subspan(cells.size())) {
    missing +=
        fmt::format("{}`{}`", missing.empty() ? "" : ", ", reporter_.excerpt(tree_[column].begin, tree_[column].end));
  }
  const std::string cells_text = counted(cells.size(), "cell");
  reporter_.report(DiagnosticId::CellsMissing, row.begin, row.end,
                   {{"cells", cells_text}, {"columns", columns_text}, {"missing", missing}});
}

}  // namespace carveout::syntax
