// The grammar, part three: tables, rows of cells between pipes. For parser.cpp only. Spec: language/02-syntax,
// "Tables".
//
// A table begins with its head, `node<NodeKind::TableHead, …>` made of `head_cell`s, and goes on with a `table_row` for
// each row; what a cell may be is the table's own rule. Tables are where lines count: a row ends with its line, and
// the builder sees to it, when a row is finished, that it has a cell for each column of the head.
#pragma once

#include <algorithm>

#include "syntax/grammar_expressions.hpp"

namespace carveout::syntax::grammar {

struct at_pipe : at<symbol<"|">> {};

// Another cell follows on this line.
struct row_goes_on : primitive<row_goes_on, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const next = b.token(at).begin;
    return next != b.text_end() && std::find(at, next, '\n') == next;
  }
};
// The pipe after a cell, on the line of the cell.
struct cell_end : primitive<cell_end, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const next = b.token(at).begin;
    const bool same_line = std::find(at, next, '\n') == next;
    if (next == b.text_end() || *next != '|' || !same_line) throw Failure{What::CellEnd, {}, at};
    at = next + 1;
    return true;
  }
};

// `|---|---|`, which other notations have under the head.
struct ruled : seq<at<symbol<"-">>, gap, pegtl::string<'-', '-'>, expected<What::TableRule>> {};
// A row says nothing of this column.
struct any_cell : node<NodeKind::AnyCell, sor<word<"any">, symbol<"-">>, at_pipe> {};

template <typename Cell>
struct table_cell : seq<need<sor<any_cell, ruled, Cell>, What::Cell>, cell_end> {};
template <typename Cell>
struct table_row : node<NodeKind::TableRow, symbol<"|">, need<row_goes_on, What::Cell>, table_cell<Cell>,
                        star<row_goes_on, table_cell<Cell>>> {};
template <typename Column>
struct head_cell : seq<row_goes_on, Column, cell_end> {};

}  // namespace carveout::syntax::grammar
