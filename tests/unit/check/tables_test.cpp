#include <fmt/format.h>

#include <string>

#include "support/checking.hpp"
#include "unit/check/expressions.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

SmallPolicy declare(const std::string& declarations) {
  return load(policy_with("armed", declarations));
}

// Every message of a table, with its help.
std::string said(const std::string& rows) {
  const auto small = declare("define bad as " + rows + "\n");
  std::string out;
  for (const auto& problem : small.problems) out += (out.empty() ? "" : "; ") + std::string(problem.message);
  return out;
}

std::string numbered_rows(int count, int different) {
  std::string out = "\n| size | \"value\" |\n";
  for (int i = 0; i < count; ++i) out += fmt::format("| {} | {} |\n", i, i % different);
  return out + "| otherwise | 7 |\n";
}

}  // namespace

TEST_CASE("rows that overlap give the same value whatever stands between its tokens") {
  CHECK(said("\n| size | bad |\n| > 1 | size+1 |\n| > 5 | size  + 1 |\n| <= 1 | 1 |") == "");
  CHECK(said("\n| size | bad |\n| > 1 | if armed then 1 else 2 |\n| > 5 | if  armed then 1 else  2 |\n| <= 1 | 1 |") ==
        "");
  CHECK(said("\n| size | bad |\n| > 1 | \"a b\" |\n| > 5 | \"a  b\" |\n| <= 1 | \"c\" |") ==
        "rows 1 and 2 both hold where `size` is more than 5, and give different values");
}

TEST_CASE("an overlap and a gap are told with a case that shows them") {
  CHECK(said("\n| size | armed | bad |\n| <= 5 | yes | 1 |\n| >= 5 | any | 2 |\n| < 5 | no | 3 |") ==
        "rows 1 and 2 both hold where `size` is 5 and `armed` is yes, and give different values");
  CHECK(said("\n| size | bad |\n| <= 5 | 1 |\n| > 6 | 2 |") ==
        "no row says what `bad` is where `size` is between 5 and 6, both left out");
  CHECK(said("\n| size | bad |\n| between -1 and 5 | 1 |\n| > 5 | 2 |") ==
        "no row says what `bad` is where `size` is less than -1");
}

TEST_CASE("with `first match`, a row that others cover is told with those that do") {
  const auto warned = [](const std::string& rows) {
    TextResolver modules({});
    const Loaded loaded =
        load_policy("policy.carve", policy_with("armed", "define good as first match" + rows + "\n"), modules);
    std::string out;
    for (const Diagnostic& diagnostic : loaded.diagnostics) {
      if (diagnostic.id == DiagnosticId::RowNeverReached) out += (out.empty() ? "" : "; ") + diagnostic.message;
    }
    return out;
  };
  CHECK(warned("\n| size | good |\n| <= 5 | 1 |\n| 3 | 2 |\n| otherwise | 3 |") ==
        "row 2 is never reached: wherever it holds, row 1 does");
  CHECK(
      warned("\n| size | good |\n| 100 | 7 |\n| <= 5 | 1 |\n| > 4 | 2 |\n| between 1 and 9 | 3 |\n| otherwise | 3 |") ==
      "row 4 is never reached: wherever it holds, rows 2 and 3 do; "
      "row 5 is never reached: wherever it holds, rows 2 and 3 do");
  CHECK(warned("\n| size | armed | good |\n| <= 5 | yes | 1 |\n| 3 | any | 2 |\n| otherwise | any | 3 |").empty());
}

TEST_CASE("a table of 2,000 rows is checked, and one that is too large for that says so") {
  CHECK(declare("define good as " + numbered_rows(2'000, 50)).problems.empty());
  check_problem(declare("define bad as " + numbered_rows(1'100, 1'100)).problems, DiagnosticId::TableOfTooManyValues,
                "| size | \"value\" |");
  const auto large = declare("define bad as " + numbered_rows(7'000, 50));
  REQUIRE(large.problems.size() == 1);
  CHECK(large.problems[0].id == DiagnosticId::TableNotDecided);
  CHECK(large.problems[0].message ==
        "the table is too large for this: whether this row and those after it overlap with others is not decided");
  CHECK(declare("define good as first match " + numbered_rows(7'000, 1)).problems.empty());
}
