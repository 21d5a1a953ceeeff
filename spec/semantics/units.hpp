#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "formula.hpp"
#include "reading.hpp"

namespace carveout::reference {

// An unknown unit, and the values it may have, by number.
struct Unit {
  std::string text;  // canonical: two units are the same where their texts are
  UnitKind kind = UnitKind::Other;
  std::size_t values = 2;
  TermPtr term;                      // the fact, the term, or the leaf itself
  std::vector<Value> closed_values;  // Closed: what each value is
  std::vector<Value> constants;      // Term: ascending; of text in no order
  std::vector<std::size_t>
      classes;  // Term: each value's place: 2i + 1 for the constant i, 2i for the stretch before it
};

// The units of one goal (7.5): its unknown leaves, and how they are split.
class Units {
 public:
  // `stands`, `rests_on`: of each of the goal's conclusions.
  Units(const CheckedPolicy& policy, const Formulas& formulas, const Reading& reading,
        const std::vector<FormulaId>& stands, const std::vector<FormulaId>& rests_on);

  [[nodiscard]] const std::vector<Unit>& units() const noexcept { return units_; }  // in the order of splitting
  // How many of them are split within a number of ways.
  [[nodiscard]] std::size_t split_within(std::uint32_t ways) const;
  // The truths of the leaves where the first units have these values and everything else stays unknown.
  [[nodiscard]] std::vector<Truth> leaves_where(const std::vector<std::size_t>& values) const;
  [[nodiscard]] const std::vector<Truth>& leaves() const noexcept { return truths_; }
  [[nodiscard]] std::set<std::string> unknown_facts(const Unit& unit) const {
    return reading_.unknown_facts(*unit.term);
  }

 private:
  void add_units_of(const Leaf& leaf, std::map<std::string, Unit>& found) const;
  [[nodiscard]] Unit closed_unit(const TermPtr& fact, const std::string& text) const;
  [[nodiscard]] Truth leaf_where(const Leaf& leaf, const std::vector<std::size_t>& values) const;
  [[nodiscard]] Truth term_where(const Leaf& leaf, std::size_t value) const;
  [[nodiscard]] Truth closed_where(const Leaf& leaf, const std::vector<std::size_t>& values) const;
  [[nodiscard]] Value closed_value(const Leaf& leaf, const TermPtr& operand,
                                   const std::vector<std::size_t>& values) const;
  // The value given to a unit; nothing where it is no unit or not split.
  [[nodiscard]] const std::size_t* value_of_unit(const std::string& text, const std::vector<std::size_t>& values) const;

  const CheckedPolicy& policy_;
  const Formulas& formulas_;
  const Reading& reading_;
  std::vector<Truth> truths_;        // of the leaves, nothing split
  std::set<std::uint32_t> reached_;  // the unknown leaves at hand
  std::vector<Unit> units_;
  std::map<std::string, std::size_t> place_;  // of a unit in units_
};

}  // namespace carveout::reference
