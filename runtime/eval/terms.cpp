#include "eval/terms.hpp"

#include "values/operations.hpp"

namespace carveout::eval {

std::optional<Value> last_term(Evaluation& evaluation, std::span<const plan::GoalConclusion* const> permits) {
  std::optional<Value> last;
  for (const plan::GoalConclusion* permit : permits) {
    if (!permit->until) return std::nullopt;
    Value term = evaluation.value(*permit->until);
    if (!term.is_known()) return std::nullopt;
    // Terms of policies that go by dates and of others that go by times have no common end.
    if (last && (last->get_if<Date>() == nullptr) != (term.get_if<Date>() == nullptr)) return std::nullopt;
    last = last ? operations::greater(*last, term).value : std::move(term);
    if (!last->is_known()) return std::nullopt;
  }
  return last;
}

}  // namespace carveout::eval
