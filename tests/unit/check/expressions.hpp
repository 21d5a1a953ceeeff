#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/load.hpp"

// Conditions put into a small policy with something of every type, and what became of them.
namespace carveout::testing {

struct Problem {
  DiagnosticId id{};
  std::string underlined;
  std::string message;
  std::string help;
  std::vector<std::string> notes;
};
// A text loaded on its own: its problems in order (warnings but for unused names included), and its policy where it has
// no errors.
struct SmallPolicy {
  std::vector<Problem> problems;
  std::shared_ptr<const CheckedPolicy> policy;
  std::shared_ptr<const SourceMap> sources;
};
[[nodiscard]] SmallPolicy load(std::string text);

// The small policy with one clause that has the condition, and further declarations.
[[nodiscard]] std::string policy_with(std::string_view condition, std::string_view declarations = {});
// Its condition as built: "(And (Not (Less fact.field 5)) armed)". A problem is written "C0301 `underlined`" instead.
[[nodiscard]] std::string built(std::string_view condition, std::string_view declarations = {});
// An expression as built.
[[nodiscard]] std::string shape(const CheckedPolicy& policy, ExprId expr);

// Exactly one problem, with this id and underlined text.
void check_problem(const std::vector<Problem>& problems, DiagnosticId id, std::string_view underlined);
// What is wrong with the condition, and nothing else.
struct Wrong {
  std::string_view condition;
  DiagnosticId id{};
  std::string_view underlined;
};
void check_each(const std::vector<Wrong>& cases);
struct Right {
  std::string_view condition;
  std::string_view shape;
};
void check_each(const std::vector<Right>& cases);

}  // namespace carveout::testing
