#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "term.hpp"

namespace carveout::reference {

enum class FormulaId : std::uint32_t {};

// What kind of units a leaf condition gives (7.5).
enum class UnitKind : std::uint8_t { Closed, Term, Other };

// A leaf condition, and what its units are made of.
struct Leaf {
  TermPtr condition;
  std::string text;
  UnitKind kind = UnitKind::Other;
  std::vector<std::string> units;  // the texts of its units, those of known facts too
  std::vector<TermPtr> facts;      // Closed: the facts in it, as `units`
  TermPtr term;                    // Term: the side that is compared ...
  bool term_is_left = false;
  Value constant;  // ... with this
};

enum class Gate : std::uint8_t { Leaf, Settled, Not, And, Or, AtLeast, Exactly, If, Same };

struct Node {
  Gate gate = Gate::Settled;
  std::uint32_t number = 0;       // Leaf: index of the leaf; AtLeast, Exactly: how many; Settled: a Truth
  std::vector<FormulaId> inputs;  // all of them made before the node
};

// Conditions taken apart, and what 7.3 says of clauses, as one network over leaf conditions. Leaves of one text are
// one. It rests on the policy's text alone, not on facts.
class Formulas {
 public:
  explicit Formulas(const CheckedPolicy& policy) : policy_(policy) {}
  // What a word of a policy is taken apart to.
  void take_words_from(std::function<FormulaId(const AskedWord&)> word) { word_ = std::move(word); }

  // taken_apart.cpp
  [[nodiscard]] FormulaId take_apart(const TermPtr& condition);
  [[nodiscard]] FormulaId in_force(const Period& period, const TermPtr& governing);

  [[nodiscard]] FormulaId settled(Truth truth) { return add({Gate::Settled, static_cast<std::uint32_t>(truth), {}}); }
  [[nodiscard]] FormulaId negation(FormulaId a) { return add({Gate::Not, 0, {a}}); }
  [[nodiscard]] FormulaId all(std::vector<FormulaId> inputs) { return add({Gate::And, 0, std::move(inputs)}); }
  [[nodiscard]] FormulaId any(std::vector<FormulaId> inputs) { return add({Gate::Or, 0, std::move(inputs)}); }

  // The truths of all nodes, given those of the leaves.
  [[nodiscard]] std::vector<Truth> evaluate(const std::vector<Truth>& leaves) const;
  // The leaves that are unknown and reached from the roots through unknown parts alone.
  [[nodiscard]] std::set<std::uint32_t> reached(const std::vector<FormulaId>& roots,
                                                const std::vector<Truth>& truths) const;
  // The leaves under a root, known or unknown.
  [[nodiscard]] std::set<std::uint32_t> leaves_under(FormulaId root) const;

  [[nodiscard]] const std::vector<Leaf>& leaves() const noexcept { return leaves_; }

 private:
  [[nodiscard]] FormulaId add(Node node);
  [[nodiscard]] FormulaId leaf(const TermPtr& condition);
  [[nodiscard]] FormulaId comparison(const TermPtr& condition);
  [[nodiscard]] FormulaId membership_of_member(const Term& membership);
  [[nodiscard]] FormulaId before_told(const Term& written, const Date& told, const Date& date);
  [[nodiscard]] FormulaId by_values(const TermPtr& condition, const Term& parameter, std::size_t side);
  [[nodiscard]] Truth truth_of_node(const Node& node, const std::vector<Truth>& truths,
                                    const std::vector<Truth>& leaves) const;

  const CheckedPolicy& policy_;
  std::function<FormulaId(const AskedWord&)> word_;
  std::vector<Node> nodes_;
  std::vector<Leaf> leaves_;
  std::map<std::string, FormulaId> leaf_by_text_;
};

// leaves.cpp: what units a leaf condition gives.
[[nodiscard]] Leaf classify(const CheckedPolicy& policy, const TermPtr& condition);

[[nodiscard]] constexpr std::uint32_t index_of(FormulaId id) noexcept {
  return static_cast<std::uint32_t>(id);
}

}  // namespace carveout::reference
