#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carveout/facts.hpp"
#include "support/hand_made_policy.hpp"

namespace carveout::testing {

inline const CheckedPolicy& policy() {
  static const CheckedPolicy made = hand_made_policy();
  return made;
}

inline BoundFacts bind(std::string document, const FactsLimits& limits = {}) {
  return facts_from_json(policy(), "request.json", std::move(document), limits);
}

// A problem as a reader sees it.
struct Problem {
  std::string code;
  std::string underlined;
  std::string message;
  std::string help;
  friend bool operator==(const Problem&, const Problem&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Problem& p) {
    return out << p.code << " on <" << p.underlined << ">: " << p.message << " | " << p.help;
  }
};

inline std::vector<Problem> problems_of(const BoundFacts& bound) {
  std::vector<Problem> problems;
  for (const Diagnostic& d : bound.diagnostics) {
    problems.push_back({std::string(d.code()), std::string(bound.sources->text(d.span)), d.message, d.help});
  }
  return problems;
}

inline std::string shown(const BoundFacts& bound) {
  return render_text(bound.diagnostics, *bound.sources, Colour::Never);
}

// The value at a path of a document without problems.
inline Value value_in(const BoundFacts& bound, std::string_view where) {
  return fact_at(policy(), *bound.facts, path(policy(), where));
}

}  // namespace carveout::testing
