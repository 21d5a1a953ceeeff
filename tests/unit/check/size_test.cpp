#include <fmt/format.h>

#include <algorithm>

#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("conditions as deep as the parser takes them are checked") {
  const int depth = 120;
  const auto nested = [&](std::string_view opening, std::string_view middle, std::string_view closing) {
    return load(policy_with(repeated(opening, depth) + std::string(middle) + repeated(closing, depth))).problems;
  };
  CHECK(nested("not (", "armed", ")").empty());
  CHECK(nested("(armed and (armed or ", "armed", "))").empty());
  CHECK(nested("(request.task_force is present and ", "request.task_force is civil", ")").empty());
  CHECK(nested("all of ( armed; ", "armed", " )").empty());
  CHECK(nested("(if armed then ", "armed", " else request.approved)").empty());
  CHECK(nested("(if armed then request.approved else ", "armed", ")").empty());
  std::string quantifiers = "armed";
  for (int i = 0; i < depth; ++i) quantifiers = fmt::format("(some p{} in minors satisfies {})", i, quantifiers);
  CHECK(load(policy_with(quantifiers)).problems.empty());
  CHECK(load(policy_with("size" + repeated(" + size", 255) + " < 5")).problems.empty());
  CHECK(load(policy_with("today" + repeated(" + 1 month", 255) + " before today")).problems.empty());
}

TEST_CASE("a set may be long, and a condition may have many parts") {
  std::string set = "size in {0";
  for (int i = 1; i < 20'000; ++i) set += fmt::format(", {}", i);
  const auto small = load(policy_with(set + "}"));
  REQUIRE(small.policy);
  const CheckedPolicy& policy = *small.policy;
  CHECK(policy.operands_of(*policy.clauses.back().when).size() == 20'000);
  CHECK(load(policy_with("request.task_force is present" + repeated(" and request.task_force is civil", 20'000)))
            .problems.empty());
  CHECK(load(policy_with("request.task_force is absent" + repeated(" or request.task_force is civil", 20'000)))
            .problems.empty());
}

TEST_CASE("a file full of problems is read to its end") {
  const auto unknown = load(policy_with("armed" + repeated(" and nothing_of_the_kind", 20'000)));
  CHECK_FALSE(unknown.policy);
  CHECK(unknown.problems.size() > 100);
  CHECK(unknown.problems.size() <= DiagnosticSink::kMaxPerFile + 1);
  const auto steps = load(policy_with("request" + repeated(".approved", 20'000)));
  check_problem(steps.problems, DiagnosticId::NoFields, "approved");
  std::string types;
  for (int i = 0; i < 5'000; ++i) types += fmt::format("type R{} has\n  next : R{} if any\n", i, i + 1);
  types += "type R5000 has\n  next : R0 if any\n";
  const auto cycle = load(policy_with("armed", types)).problems;
  const auto contains_itself = [](const Problem& problem) { return problem.id == DiagnosticId::TypeContainsItself; };
  CHECK(std::count_if(cycle.begin(), cycle.end(), contains_itself) == 1);
  std::string defines;
  for (int i = 0; i < 5'000; ++i) defines += fmt::format("define d{} as d{} or d{}\n", i, i + 1, i == 0 ? 0 : i - 1);
  CHECK_FALSE(load(policy_with("armed", defines + "define d5000 as d0\n")).problems.empty());
}

TEST_CASE("what did not parse is not a second problem") {
  const auto found = load(policy_with("armed", "define broken as (armed\nclause uses_it permit act when broken\n"));
  for (const Problem& problem : found.problems) CHECK(std::string(info(problem.id).code).substr(0, 3) == "C01");
}
