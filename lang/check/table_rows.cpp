#include <algorithm>
#include <map>

#include "check/tables.hpp"

namespace carveout::check {
namespace {

bool takes_all(const TableRow& row, std::size_t column) {
  return row.takes[column].all() && row.texts[column].empty();
}

// The first class that both take; nothing where there is none. The steps that it took are added.
std::optional<std::size_t> common_class(const TableClasses& a, const TableClasses& b, std::uint64_t& steps) {
  ++steps;
  if (a.all() || b.all()) return a.all() ? b.first : a.first;
  const std::size_t last = std::min(a.last, b.last);
  for (std::size_t number = std::max(a.first, b.first); number <= last;) {
    ++steps;
    const std::size_t word = number / 64;
    std::uint64_t both = (a.bits[word] & b.bits[word]) >> (number % 64);
    if (both == 0) {
      number = (word + 1) * 64;
      continue;
    }
    for (; (both & 1u) == 0; both >>= 1u) ++number;
    return number;
  }
  return std::nullopt;
}

void add_words(std::string& witness, const std::string& words) {
  if (!witness.empty()) witness += " and ";
  witness += words;
}

// Where two rows hold together, if they may.
std::optional<RowPair> overlap(const std::vector<TableColumn>& columns, const TableRow& a, const TableRow& b,
                               std::uint64_t& steps) {
  RowPair out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (takes_all(a, i) && takes_all(b, i)) continue;
    if (!columns[i].decided) {
      const bool open = !a.texts[i].empty() && !b.texts[i].empty() && a.texts[i] != b.texts[i];
      if (open && !out.column) out.column = i;
      continue;
    }
    const auto both = common_class(a.takes[i], b.takes[i], steps);
    if (!both) return std::nullopt;
    add_words(out.witness, columns[i].words[*both]);
  }
  return out;
}

// Looks for values of the columns, one after the other, for which no row is left.
class GapFinder {
 public:
  GapFinder(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows, std::uint64_t& steps)
      : columns_(columns), rows_(rows), chosen_(columns.size()), steps_(steps) {}

  Gap run() {
    std::vector<std::uint32_t> sure;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      bool certain = true;
      for (std::size_t c = 0; c < columns_.size(); ++c)
        certain = certain && (columns_[c].decided || rows_[i].texts[c].empty());
      (certain ? sure : unsure_).push_back(i);
    }
    find(0, sure);
    return gap_;
  }

 private:
  [[nodiscard]] bool goes_on() const { return gap_.kind == Gap::Kind::None; }

  // LIMIT: the recursion is as deep as there are columns, which the parser bounds.
  void find(std::size_t column, const std::vector<std::uint32_t>& rows) {
    if (!goes_on()) return;
    steps_ += 1 + rows.size();
    if (steps_ > kTableSteps) {
      gap_.kind = Gap::Kind::TooMuchWork;
      return;
    }
    if (rows.empty()) return found(column);
    if (column == columns_.size() || covers_the_rest(column, rows.front())) return;
    if (!columns_[column].decided) return find(column + 1, rows);
    std::vector<std::uint32_t> always;
    std::vector<std::vector<std::uint32_t>> by_class(columns_[column].words.size());
    for (const std::uint32_t row : rows) {
      const TableClasses& takes = rows_[row].takes[column];
      if (takes.all()) {
        always.push_back(row);
        continue;
      }
      steps_ += takes.last - takes.first;
      for (std::size_t number = takes.first; number <= takes.last; ++number) {
        if (takes.has(number)) by_class[number].push_back(row);
      }
    }
    // Classes that the same rows take are as one.
    std::map<std::vector<std::uint32_t>, std::size_t> kinds;
    for (std::size_t number = 0; number < by_class.size(); ++number) kinds.emplace(by_class[number], number);
    for (const auto& [taking, number] : kinds) {
      std::vector<std::uint32_t> left;
      std::merge(always.begin(), always.end(), taking.begin(), taking.end(), std::back_inserter(left));
      chosen_[column] = number;
      find(column + 1, left);
      if (!goes_on()) return;
      chosen_[column].reset();
    }
  }

  [[nodiscard]] bool covers_the_rest(std::size_t column, std::uint32_t row) const {
    for (; column < columns_.size(); ++column) {
      if (!takes_all(rows_[row], column)) return false;
    }
    return true;
  }

  void found(std::size_t column) {
    gap_.kind = Gap::Kind::Certain;
    for (std::size_t i = 0; i < column; ++i) {
      if (chosen_[i]) add_words(gap_.witness, columns_[i].words[*chosen_[i]]);
    }
    for (const std::uint32_t row : unsure_) {
      bool may_hold = true;
      for (std::size_t i = 0; i < column; ++i)
        may_hold = may_hold && (!chosen_[i] || rows_[row].takes[i].has(*chosen_[i]));
      if (may_hold) gap_.kind = Gap::Kind::Undecided;
    }
  }

  const std::vector<TableColumn>& columns_;
  const std::vector<TableRow>& rows_;
  std::vector<std::optional<std::size_t>> chosen_;
  std::vector<std::uint32_t> unsure_;  // rows that ask what is not decided
  std::uint64_t& steps_;
  Gap gap_;
};

// Whether rows hold wherever a later one does: whether they, and all that is outside of it, leave no gap.
class Cover {
 public:
  Cover(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows, const std::vector<TableRow>& never,
        std::size_t row, std::uint64_t& steps)
      : columns_(columns), rows_(rows), row_(row), steps_(steps), outside_(never) {}

  // Those before it that hold somewhere where it does.
  [[nodiscard]] std::vector<std::size_t> may_help() const {
    std::vector<std::size_t> out;
    for (std::size_t other = 0; other < row_; ++other) {
      bool meets = true;
      for (std::size_t i = 0; i < columns_.size() && meets; ++i) {
        meets = columns_[i].decided ? common_class(rows_[other].takes[i], rows_[row_].takes[i], steps_).has_value()
                                    : is_implied(other, i);
      }
      if (meets) out.push_back(other);
    }
    return out;
  }

  void leave_out_the_rest() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!rows_[row_].takes[i].all()) add_outside(i);
    }
  }

  // Precondition: leave_out_the_rest.
  [[nodiscard]] bool is_full(const std::vector<std::size_t>& by) const {
    std::vector<TableRow> all = outside_;
    for (const std::size_t other : by) {
      // What is not decided of it is what the row asks, too.
      all.push_back(rows_[other]);
      all.back().texts.assign(columns_.size(), std::string());
    }
    return GapFinder(columns_, all, steps_).run().kind == Gap::Kind::None;
  }

 private:
  [[nodiscard]] bool is_implied(std::size_t other, std::size_t column) const {
    const std::string& text = rows_[other].texts[column];
    return text.empty() || text == rows_[row_].texts[column];
  }

  void add_outside(std::size_t column) {
    TableRow& out = outside_.emplace_back();
    out.takes.resize(columns_.size());
    out.texts.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) out.takes[i].last = columns_[i].words.size() - 1;
    TableClasses& takes = out.takes[column];
    const std::size_t count = columns_[column].words.size();
    steps_ += count;
    takes.bits.resize(count / 64 + 1);
    takes.first = count;
    takes.last = 0;
    for (std::size_t number = 0; number < count; ++number) {
      if (rows_[row_].takes[column].has(number)) continue;
      takes.bits[number / 64] |= std::uint64_t{1} << (number % 64);
      takes.first = std::min(takes.first, number);
      takes.last = number;
    }
    if (takes.first == count) outside_.pop_back();
  }

  const std::vector<TableColumn>& columns_;
  const std::vector<TableRow>& rows_;
  std::size_t row_;
  std::uint64_t& steps_;
  std::vector<TableRow> outside_;
};

}  // namespace

Overlaps overlaps_of(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows) {
  Overlaps out;
  std::uint64_t steps = 0;
  for (std::size_t second = 1; second < rows.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      ++steps;
      if (rows[first].value == rows[second].value) continue;
      auto pair = overlap(columns, rows[first], rows[second], steps);
      if (!pair) continue;
      pair->first = first;
      pair->second = second;
      out.pairs.push_back(std::move(*pair));
      if (out.pairs.size() == kMostOverlaps) return out;
    }
    if (steps > kTableSteps) {
      if (second + 1 < rows.size()) out.not_looked_from = second + 1;
      return out;
    }
  }
  return out;
}

Gap gap_of(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows) {
  std::uint64_t steps = 0;
  return GapFinder(columns, rows, steps).run();
}

std::vector<CoveredRow> covered_rows(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows,
                                     const std::vector<TableRow>& never) {
  std::vector<CoveredRow> out;
  std::uint64_t steps = 0;
  for (std::size_t row = 1; row < rows.size() && steps <= kTableSteps; ++row) {
    Cover cover(columns, rows, never, row, steps);
    std::vector<std::size_t> by = cover.may_help();
    if (by.empty()) continue;
    cover.leave_out_the_rest();
    if (!cover.is_full(by)) continue;
    for (std::size_t i = by.size(); i-- > 0 && by.size() > 1;) {
      std::vector<std::size_t> fewer = by;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (cover.is_full(fewer)) by = std::move(fewer);
    }
    if (steps > kTableSteps) return out;
    out.push_back({row, std::move(by)});
  }
  return out;
}

}  // namespace carveout::check
