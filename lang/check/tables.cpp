#include "check/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/table_parts.hpp"
#include "syntax/scan.hpp"

namespace carveout::check {

namespace {

// LIMIT: rows pointed at besides the one that is told of.
constexpr std::size_t kMostNotes = 8;

// A value without the gaps in it, which mean nothing and which `fmt` changes; but one between two words stays.
std::string text_of_tokens(const std::string& text) {
  std::string out;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* next = syntax::skip_gap(at, end);
    const bool parts_words =
        next != at && next != end && !out.empty() && syntax::is_word_char(out.back()) && syntax::is_word_char(*next);
    if (parts_words) out += ' ';
    if (next == end) break;
    at = *next == '"' ? syntax::string_end(next, end) : next + 1;
    out.append(next, at);
  }
  return out;
}

class TableChecker {
 public:
  TableChecker(Context& context, Place& place, NodeId table, std::string_view name)
      : context_(context), place_(place), checker_(context, place), table_(table), name_(name) {}

  std::optional<BuiltTable> run(std::optional<TypeId> expected) {
    for (const NodeId part : children(table_)) {
      if (kind(part) == NodeKind::TableHead) head_ = part;
      if (kind(part) == NodeKind::TableRow) row_nodes_.push_back(part);
    }
    if (!head_is_good() || !rows_are_good()) return std::nullopt;
    for (const NodeId row : row_nodes_) read(row, expected);
    if (failed_ || made_.empty()) return std::nullopt;
    type_ = context_.out[made_.front().value].type;
    for (const MadeRow& made : made_) {
      const TypeId type = context_.out[made.value].type;
      if (!compatible(context_.out, type_, type)) {
        context_.sink.report(
            DiagnosticId::TypeMismatch, context_.out[made.value].span,
            {{"found", described(context_.out, type)}, {"expected", described(context_.out, type_)}, {"hint", ""}});
        return std::nullopt;
      }
      type_ = common_type(context_.out, type_, type);
    }
    cut_ = cut_table(context_, place_.module, columns_, std::span(made_).first(asking()));
    if (!rows_are_possible() || !check_overlaps() || !check_gaps()) return std::nullopt;
    if (first_match()) warn_of_covered_rows();
    const auto built = value();
    if (!built) return std::nullopt;
    BuiltTable out{*built, {first_match(), {}}};
    for (std::size_t r = 0; r < made_.size(); ++r)
      out.rows.rows.push_back({made_[r].condition, r == asking(), span(made_[r].node)});
    return out;
  }

 private:
  [[nodiscard]] std::span<const NodeId> children(NodeId node) const {
    return context_.tree(place_.module).children_of(node);
  }
  [[nodiscard]] NodeKind kind(NodeId node) const { return context_.tree(place_.module)[node].kind; }
  [[nodiscard]] Span span(NodeId node) const { return context_.span(place_.module, node); }
  [[nodiscard]] std::string text(NodeId node) const { return std::string(context_.text(place_.module, node)); }
  [[nodiscard]] bool first_match() const { return context_.tree(place_.module)[table_].flag != 0; }
  [[nodiscard]] std::string row_number(std::size_t row) const { return std::to_string(row + 1); }

  bool head_is_good() {
    const auto heads = children(head_);
    const NodeId last = heads.back();
    const bool named = (kind(last) == NodeKind::Path || kind(last) == NodeKind::Name) && text(last) == name_;
    if (!named && kind(last) != NodeKind::String) {
      context_.sink.report(DiagnosticId::TableGivesOther, span(last), {{"head", text(last)}, {"name", name_}});
      return false;
    }
    if (heads.size() == 1) {
      context_.sink.report(DiagnosticId::TableAsksNothing, span(head_), {{"name", name_}});
      return false;
    }
    for (const NodeId head : heads.first(heads.size() - 1)) columns_.push_back({head, checker_.may_be_absent(head)});
    return true;
  }

  // `otherwise` stands first in the last row, and nothing else is asked there; what a row gives is one value.
  bool rows_are_good() {
    bool good = true;
    for (std::size_t i = 0; i < row_nodes_.size(); ++i) {
      const auto cells = children(row_nodes_[i]);
      if (cells.size() != columns_.size() + 1) return false;  // told by the parser
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (kind(cells[c]) != NodeKind::CellOtherwise) continue;
        const bool alone = c == 0 && i + 1 == row_nodes_.size() && i > 0 &&
                           std::all_of(cells.begin() + 1, cells.end() - 1,
                                       [&](NodeId cell) { return kind(cell) == NodeKind::AnyCell; });
        if (alone) {
          otherwise_ = true;
          continue;
        }
        context_.sink.report(DiagnosticId::OtherwiseRowOutOfPlace, span(cells[c]));
        good = false;
      }
      const NodeId last = cells.back();
      if (kind(last) == NodeKind::CellValues && children(last).size() == 1) continue;
      if (kind(last) == NodeKind::CellOtherwise) continue;
      context_.sink.report(DiagnosticId::RowGivesNoValue, span(last), {{"name", name_}});
      good = false;
    }
    return good;
  }

  void read(NodeId row, std::optional<TypeId>& expected) {
    const auto cells = children(row);
    MadeRow made;
    made.node = row;
    std::vector<ExprId> conditions;
    bool good = true;
    const PresenceScope scope = checker_.row_scope();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      TableCell cell{cells[i], {}};
      const NodeKind what = kind(cells[i]);
      if (what != NodeKind::AnyCell && what != NodeKind::CellOtherwise) {
        cell.test = checker_.cell(columns_[i].node, cells[i], columns_[i].optional);
        good = good && !cell.test.failed;
        if (cell.test.condition) {
          conditions.push_back(*cell.test.condition);
          checker_.assume_cell(*cell.test.condition);
        }
      }
      made.cells.push_back(std::move(cell));
    }
    const NodeId value = children(cells.back()).front();
    const auto built = expected ? checker_.typed(value, *expected) : checker_.expression(value, std::nullopt);
    if (!good || !built) {
      failed_ = true;
      return;
    }
    if (!expected) expected = context_.out[*built].type;
    made.value = *built;
    made.text = text_of_tokens(text(value));
    if (!conditions.empty()) made.condition = joined(ExprKind::And, conditions, span(row));
    made_.push_back(std::move(made));
  }

  [[nodiscard]] ExprId joined(ExprKind how, const std::vector<ExprId>& conditions, Span where) {
    return conditions.size() == 1 ? conditions.front() : context_.add_expr(how, kYesNo, where, conditions);
  }

  // --- what must be so

  // The rows that ask something: all but `otherwise`.
  [[nodiscard]] std::size_t asking() const { return made_.size() - (otherwise_ ? 1 : 0); }

  bool rows_are_possible() {
    bool good = true;
    for (std::size_t r = 0; r < asking(); ++r) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const TableClasses& takes = cut_.rows[r].takes[i];
        if (takes.all() || takes.first < cut_.columns[i].words.size()) continue;
        context_.sink.report(DiagnosticId::CellNeverHolds, span(made_[r].cells[i].node),
                             {{"cell", text(made_[r].cells[i].node)}, {"column", text(columns_[i].node)}});
        good = false;
      }
    }
    return good;
  }

  bool check_overlaps() {
    if (first_match()) return true;
    const Overlaps overlaps = overlaps_of(cut_.columns, cut_.rows);
    for (const RowPair& pair : overlaps.pairs) {
      const Note first{span(made_[pair.first].node), "row " + row_number(pair.first)};
      const std::string where = pair.witness.empty() ? "everywhere" : "where " + pair.witness;
      if (!pair.column) {
        context_.sink.report(DiagnosticId::RowsOverlap, span(made_[pair.second].node),
                             {{"first", row_number(pair.first)}, {"second", row_number(pair.second)}, {"where", where}},
                             {first});
        continue;
      }
      context_.sink.report(DiagnosticId::RowsMayOverlap, span(made_[pair.second].node),
                           {{"first", row_number(pair.first)},
                            {"second", row_number(pair.second)},
                            {"column", text(columns_[*pair.column].node)},
                            {"why", cut_.columns[*pair.column].why}},
                           {first});
    }
    if (overlaps.not_looked_from) {
      context_.sink.report(DiagnosticId::TableNotDecided, span(made_[*overlaps.not_looked_from].node),
                           {{"what", "whether this row and those after it overlap with others"},
                            {"way_out", "say `first match`, or make two tables of it"}});
    }
    return overlaps.pairs.empty() && !overlaps.not_looked_from;
  }

  bool check_gaps() {
    if (otherwise_) return true;
    std::vector<TableRow> rows = cut_.rows;
    rows.insert(rows.end(), cut_.never.begin(), cut_.never.end());
    const Gap gap = gap_of(cut_.columns, rows);
    const std::string where = gap.witness.empty() ? "" : " where " + gap.witness;
    switch (gap.kind) {
      case Gap::Kind::None:
        return true;
      case Gap::Kind::Certain:
        context_.sink.report(DiagnosticId::TableGap, span(head_), {{"name", name_}, {"where", where}});
        return false;
      case Gap::Kind::Undecided: {
        std::size_t column = 0;
        while (cut_.columns[column].decided) ++column;
        context_.sink.report(DiagnosticId::TableMayHaveGaps, span(head_),
                             {{"name", name_},
                              {"column", text(columns_[column].node)},
                              {"why", cut_.columns[column].why},
                              {"where", where}});
        return false;
      }
      case Gap::Kind::TooMuchWork:
        context_.sink.report(DiagnosticId::TableNotDecided, span(head_),
                             {{"what", "whether the rows leave a gap"}, {"way_out", "add a row `otherwise`"}});
        return false;
    }
    return false;
  }

  // `otherwise` is a row of all that is left.
  void warn_of_covered_rows() {
    std::vector<TableRow> rows = cut_.rows;
    if (otherwise_) {
      TableRow& last = rows.emplace_back();
      last.takes.resize(columns_.size());
      last.texts.resize(columns_.size());
      for (std::size_t i = 0; i < columns_.size(); ++i) last.takes[i].last = cut_.columns[i].words.size() - 1;
    }
    for (const CoveredRow& covered : covered_rows(cut_.columns, rows, cut_.never)) {
      std::string by;
      std::vector<Note> notes;
      for (std::size_t i = 0; i < covered.by.size(); ++i) {
        if (i > 0) by += i + 1 == covered.by.size() ? " and " : ", ";
        by += row_number(covered.by[i]);
        if (i < kMostNotes) notes.push_back({span(made_[covered.by[i]].node), "row " + row_number(covered.by[i])});
      }
      const bool one = covered.by.size() == 1;
      context_.sink.report(
          DiagnosticId::RowNeverReached, span(made_[covered.row].node),
          {{"row", row_number(covered.row)}, {"by", (one ? "row " + by + " does" : "rows " + by + " do")}},
          std::move(notes));
    }
  }

  // --- the value

  // SPEC 7.2: rows that give the same are one; where order decides, those that follow each other.
  struct Group {
    std::vector<ExprId> conditions;
    bool always = false;  // a row that asks nothing
    const MadeRow* row = nullptr;
  };

  [[nodiscard]] std::optional<ExprId> value() {
    std::vector<Group> groups;
    std::map<std::string, std::size_t> by_text;
    for (std::size_t r = 0; r < asking(); ++r) {
      const MadeRow& made = made_[r];
      std::optional<std::size_t> same;
      if (first_match()) {
        if (!groups.empty() && groups.back().row->text == made.text) same = groups.size() - 1;
      } else if (const auto found = by_text.find(made.text); found != by_text.end()) {
        same = found->second;
      }
      if (!same) {
        same = groups.size();
        by_text.emplace(made.text, groups.size());
        groups.emplace_back().row = &made;
      }
      Group& group = groups[*same];
      group.always = group.always || !made.condition;
      if (made.condition) group.conditions.push_back(*made.condition);
    }
    if (groups.size() > kMostValues) {
      context_.sink.report(DiagnosticId::TableOfTooManyValues, span(head_),
                           {{"count", std::to_string(groups.size())}, {"limit", std::to_string(kMostValues)}});
      return std::nullopt;
    }
    std::size_t left = groups.size();
    ExprId result = otherwise_ ? made_.back().value : groups[--left].row->value;
    // Conditions are settled with the facts that they rest on, and need no help.
    const bool condition = context_.out[type_].kind == TypeKind::YesNo;
    std::vector<ExprId> last;
    if (!otherwise_ && left > 0 && !groups[left].always && !condition) last = {condition_of(groups[left])};
    while (left > 0) {
      const Group& group = groups[--left];
      if (group.always) {
        result = group.row->value;
        last.clear();
        continue;
      }
      std::vector<ExprId> parts{condition_of(group), group.row->value, result};
      parts.insert(parts.end(), last.begin(), last.end());
      last.clear();
      result = context_.add_expr(ExprKind::If, type_, span(group.row->node), parts);
    }
    return result;
  }

  [[nodiscard]] ExprId condition_of(const Group& group) {
    return joined(ExprKind::Or, group.conditions, span(group.row->node));
  }

  Context& context_;
  Place& place_;
  ExpressionChecker checker_;
  NodeId table_{};
  std::string_view name_;
  NodeId head_{};
  std::vector<NodeId> row_nodes_;
  std::vector<TableHeading> columns_;  // but the last
  std::vector<MadeRow> made_;
  bool otherwise_ = false;
  bool failed_ = false;
  TypeId type_{};
  CutTable cut_;
};

}  // namespace

std::optional<BuiltTable> check_table(Context& context, Place& place, NodeId table, std::string_view name,
                                      std::optional<TypeId> expected) {
  return TableChecker(context, place, table, name).run(expected);
}

}  // namespace carveout::check
