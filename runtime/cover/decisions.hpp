#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/checked.hpp"

// Where a policy asks a condition as a whole, and the conditions in it that can decide it. Spec: language/17-coverage,
// 17.3
namespace carveout::cover {

// `when`, `unless`, `only if`, the body of a definition, what a quantifier asks of an element: an expression of type
// yes/no that is asked as a whole.
struct Decision {
  ExprId root{};
  std::vector<ExprId> conditions;  // the labelled ones, and the parts at the top that have no label in them
};

// Is the expression put together of others that are written in it, so that they can be told apart?
[[nodiscard]] bool is_connective(const CheckedPolicy& policy, ExprId id);
[[nodiscard]] Decision decision_of(const CheckedPolicy& policy, ExprId root);
// The expressions in one that are decisions of their own: what its quantifiers ask, and the conditions of its `if`s.
// `is_row`: of an `if` whether it is a row of a table, whose condition is none.
[[nodiscard]] std::vector<ExprId> decisions_within(const CheckedPolicy& policy, ExprId root,
                                                   const std::function<bool(ExprId)>& is_row);

// A condition in a decision that is taken to be so, whatever its parts are.
struct Forced {
  ExprId id{};
  Truth truth{};
};
// The truth of a decision, its leaves being what `leaf` says. `forced`: null, none.
[[nodiscard]] Truth truth_of(const CheckedPolicy& policy, ExprId id, const std::function<Truth(ExprId)>& leaf,
                             const Forced* forced = nullptr);

// What the other parts of a decision have to be so that a condition in it decides, from the outside in.
struct Sibling {
  ExprId id{};
  bool wanted = true;
};
[[nodiscard]] std::vector<Sibling> siblings_of(const CheckedPolicy& policy, ExprId root, ExprId condition);

}  // namespace carveout::cover
