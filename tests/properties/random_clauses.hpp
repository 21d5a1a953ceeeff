#pragma once

#include <optional>
#include <string>
#include <vector>

#include "properties/random_expressions.hpp"
#include "properties/random_policy.hpp"

namespace carveout::properties {

// Writes the parts and clauses of a random policy. Each clause has a priority of its own, and overrides, by whatever
// words, only clauses of a lower one: no overriding ever goes round in a circle.
class ClauseWriter {
 public:
  ClauseWriter(Random& random, ExpressionWriter& expressions, std::vector<std::string> actions,
               std::vector<std::string> duties, std::vector<std::string> governing_dates, std::string governing_type);

  [[nodiscard]] std::vector<Declaration> write(const PolicyShape& shape);
  // " in force …" or "".
  [[nodiscard]] static std::string period(Random& random, unsigned percent);

 private:
  struct Conclusion {
    enum class Kind { Permit, Forbid, Require } kind = Kind::Forbid;
    std::string action;  // "": standing
    std::string duty;
    std::string timing;  // before, after or ""
  };
  struct Written {
    std::string name;
    std::size_t priority = 0;
    std::optional<std::size_t> part;
    bool carveout = false;
    bool term = false;  // it permits until some time
    std::vector<Conclusion> conclusions;
  };
  struct Part {
    std::string name;
    std::optional<std::size_t> parent;
    std::vector<std::size_t> clauses;  // indexes of written clauses, those of inner parts too
    bool named = false;                // something rests on what it holds: nothing is added to it
  };

  void make_parts();
  Declaration clause();
  std::optional<Declaration> exception();
  Declaration carveout();
  void add_conclusion(Declaration& clause, Written& written, std::string action, Conclusion::Kind kind);
  void add_require(Declaration& clause, Written& written, std::string action);
  void add_conditions(Declaration& clause, const Written& written);
  // Where all of these have a parameter, conditions may test the item from here on, until locals are removed.
  bool with_items(const std::vector<std::string>& actions);
  void add_overriding(Declaration& clause, const Written& written);
  // Names of clauses or parts all of whose clauses pass a test, where `user` is left out of parts around it.
  template <class Test>
  std::vector<std::string> names_where(const Written& user, const Test& test);
  std::string some_of(const std::vector<std::string>& names, std::size_t most);
  std::optional<std::size_t> some_part();
  void place(std::optional<std::size_t> part, Declaration declaration, Written written);
  Declaration part_declaration(std::size_t part);
  std::size_t new_priority();

  Random& random_;
  ExpressionWriter& expressions_;
  std::vector<std::string> actions_;
  std::vector<std::string> duties_;
  std::vector<std::string> governing_dates_;  // what a clause may say after `as of`
  bool items_at_hand_ = false;                // conditions may test the item; no term may, nor has one what tests it
  bool terms_ = false;                        // clauses may permit until some time
  std::string governing_type_;                // of the policy's `as of`: a date or a time
  std::vector<Part> parts_;
  std::vector<Written> written_;
  std::vector<std::vector<Declaration>> inside_parts_;
  std::vector<Declaration> outside_;
};

}  // namespace carveout::properties
