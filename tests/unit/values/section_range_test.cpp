#include <doctest/doctest.h>

#include <string>

#include "carveout/lang/section.hpp"
#include "unit/values/random.hpp"

using namespace carveout;

namespace {

using Problem = SectionRange::Problem;

Section section(const std::string& text) {
  const auto parsed = Section::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), text);
  return *parsed;
}

SectionRange range(const std::string& first, const std::string& last) {
  const auto made = SectionRange::make(section(first), section(last), nullptr);
  REQUIRE_MESSAGE(made.has_value(), first, " through ", last);
  return *made;
}

std::string problem(const std::string& first, const std::string& last) {
  Problem found{};
  if (SectionRange::make(section(first), section(last), &found)) return "none";
  switch (found) {
    case Problem::NotSiblings:
      return "not siblings";
    case Problem::EndBeforeStart:
      return "end before start";
    case Problem::LettersOrRoman:
      return "letters or Roman";
  }
  return "another";
}

struct Case {
  const char* first;
  const char* last;
  const char* section;
  Truth contained;
};

}  // namespace

TEST_CASE("a run of sections contains the siblings between its ends, and what is under them") {
  const Case cases[] = {
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(2)", Truth::Yes},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(5)", Truth::Yes},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(8)", Truth::Yes},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(8)(b)", Truth::Yes},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(1)", Truth::No},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(9)", Truth::No},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(20)", Truth::No},
      {"PL 265.02(2)", "PL 265.02(18)", "PL 265.02(9)", Truth::Yes},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.03(5)", Truth::No},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02(c)", Truth::No},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265.02", Truth::Unknown},
      {"PL 265.02(2)", "PL 265.02(8)", "PL 265", Truth::Unknown},
      {"PL 265.02(2)", "PL 265.02(8)", "PL", Truth::Unknown},
      {"PL 265.02(2)", "PL 265.02(8)", "CPL 265.02(4)", Truth::No},
      // Digits with a suffix stand between the numbers.
      {"PL 120.04", "PL 120.10", "PL 120.04-a", Truth::Yes},
      {"PL 120.04", "PL 120.10", "PL 120.04-a(4)", Truth::Yes},
      {"PL 120.04", "PL 120.10", "PL 120.10-a", Truth::No},
      {"PL 120.04-a", "PL 120.04-c", "PL 120.04-b", Truth::Yes},
      {"PL 120.04-a", "PL 120.04-c", "PL 120.04", Truth::No},
      {"PL 120.04-a", "PL 120.05", "PL 120.04-z", Truth::Yes},
      {"4(2)", "4(8)", "4(2A)", Truth::Yes},
      {"4(2A)", "4(2C)", "4(2B)", Truth::Yes},
      {"4(2A)", "4(2C)", "4(2)", Truth::No},
      {"§ 9-131", "§ 9-140", "§ 9-135(a)", Truth::Yes},
      {"§ 9-131", "§ 9-140", "§ 9-14", Truth::No},
      {"§ 9-131", "§ 9-140", "§ 10-135", Truth::No},
      // Without a parent, anything of one level is a sibling.
      {"§ 4", "§ 8", "§ 6(a)", Truth::Yes},
      {"§ 4", "§ 8", "§ 9", Truth::No},
      {"§ 4", "§ 4", "§ 4", Truth::Yes},
      // Letters.
      {"4(a)", "4(h)", "4(c)", Truth::Yes},
      {"4(a)", "4(h)", "4(h)(1)", Truth::Yes},
      {"4(a)", "4(h)", "4(i)", Truth::No},
      {"4(a)", "4(h)", "4(C)", Truth::No},
      {"4(a)", "4(h)", "4(3)", Truth::No},
      {"4(a)", "4(h)", "4(aa)", Truth::No},
      {"4(y)", "4(cc)", "4(z)", Truth::Yes},
      {"4(y)", "4(cc)", "4(aa)", Truth::Yes},
      {"4(y)", "4(cc)", "4(b)", Truth::No},
      {"4(y)", "4(cc)", "4(dd)", Truth::No},
      {"4(A)", "4(F)", "4(D)", Truth::Yes},
      {"4(a)", "4(h)", "4(b-1)", Truth::Yes},
      {"4(a)", "4(h)", "4(h-1)", Truth::No},
      // Roman numerals.
      {"4(i)", "4(iv)", "4(iii)", Truth::Yes},
      {"4(i)", "4(iv)", "4(iv)(A)", Truth::Yes},
      {"4(i)", "4(iv)", "4(v)", Truth::No},
      {"4(i)", "4(iv)", "4(j)", Truth::No},
      {"4(ii)", "4(xx)", "4(ix)", Truth::Yes},
      {"4(ii)", "4(xx)", "4(v)", Truth::Yes},
      {"4(ii)", "4(xx)", "4(i)", Truth::No},
      {"4(ii)", "4(xx)", "4(iiii)", Truth::No},
      {"4(ii)", "4(xx)", "4(IX)", Truth::No},
      {"4(ii)", "4(xx)", "4(ix-a)", Truth::Yes},
      {"Part II", "Part IX", "Part V", Truth::Yes},
      {"Part II", "Part IX", "Part X", Truth::No},
      {"Part II", "Part IX", "Part", Truth::Unknown},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.first));
    CAPTURE(std::string(c.last));
    CAPTURE(std::string(c.section));
    CHECK(range(c.first, c.last).contains(section(c.section)) == c.contained);
  }
}

TEST_CASE("the ends of a run are siblings of one kind") {
  CHECK(problem("PL 265.02(2)", "PL 265.03(8)") == "not siblings");
  CHECK(problem("PL 265.02(2)", "PL 265.02") == "not siblings");
  CHECK(problem("PL 265.02(2)", "PL 265.02(8)(a)") == "not siblings");
  CHECK(problem("4(2)", "4(h)") == "not siblings");
  CHECK(problem("4(a)", "4(H)") == "not siblings");
  CHECK(problem("4(é)", "4(è)") == "not siblings");
}

TEST_CASE("a run does not end before it starts") {
  CHECK(problem("PL 265.02(8)", "PL 265.02(2)") == "end before start");
  CHECK(problem("PL 265.02(10)", "PL 265.02(9)") == "end before start");
  CHECK(problem("4(h)", "4(a)") == "end before start");
  CHECK(problem("4(aa)", "4(z)") == "end before start");
  CHECK(problem("4(ix)", "4(iv)") == "end before start");
  CHECK(problem("PL 120.04-c", "PL 120.04-a") == "end before start");
  CHECK(problem("4(2)", "4(2)") == "none");
  CHECK(problem("4(08)", "4(8)") == "none");
}

TEST_CASE("single letters that could be Roman numerals are a problem only where the readings differ") {
  CHECK(problem("4(c)", "4(i)") == "letters or Roman");
  CHECK(problem("4(i)", "4(x)") == "letters or Roman");
  CHECK(problem("4(C)", "4(D)") == "letters or Roman");
  CHECK(problem("4(i)", "4(i)") == "none");
  CHECK(problem("4(x)", "4(i)") == "end before start");
  CHECK(problem("4(a)", "4(i)") == "none");
  CHECK(problem("4(i)", "4(ii)") == "none");
}

TEST_CASE("Roman numerals are ordered as the numbers they stand for, up to 3999") {
  const auto numeral = [](int value) {
    constexpr const char* kThousands[] = {"", "m", "mm", "mmm"};
    constexpr const char* kHundreds[] = {"", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"};
    constexpr const char* kTens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
    constexpr const char* kOnes[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    return std::string("4(") + kThousands[value / 1000] + kHundreds[value / 100 % 10] + kTens[value / 10 % 10] +
           kOnes[value % 10] + ")";
  };
  const SectionRange all = range("4(i)", "4(mmmcmxcix)");
  for (int value = 1; value < 3999; ++value) {
    CHECK(all.contains(section(numeral(value))) == Truth::Yes);
    const bool single = numeral(value).size() == 4 && numeral(value + 1).size() == 4;
    if (!single) CHECK(problem(numeral(value), numeral(value + 1)) == "none");
    if (value % 97 == 2) {
      const SectionRange up_to = range("4(i)", numeral(value));
      for (int other = 1; other <= 3999; other += 31) {
        CHECK(up_to.contains(section(numeral(other))) == truth_of(other <= value));
      }
    }
  }
  for (const std::string text :
       {"4(iiii)", "4(vv)", "4(ic)", "4(iix)", "4(vx)", "4(mmmm)", "4(ivi)", "4(cmd)", "4(xcl)"}) {
    CAPTURE(text);
    CHECK(all.contains(section(text)) == Truth::No);
  }
}

TEST_CASE("a run contains its ends, and any two sections either make a run or have a problem") {
  test::Random random(test::seed());
  constexpr std::string_view kPieces[] = {"(", ")", ".", " ", "4", "12", "a", "B", "iv", "x", "-", "\xC3\xA9"};
  const auto any = [&] {
    std::string text;
    for (auto pieces = random.between(1, 6); pieces > 0; --pieces) text += kPieces[random.between(0, 11)];
    return Section::parse(text);
  };
  int made = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto first = any();
    const auto last = random.one_in(3) ? first : any();
    const auto other = any();
    if (!first || !last || !other) continue;
    const auto run = SectionRange::make(*first, *last, nullptr);
    if (!run) continue;
    ++made;
    if (run->contains(*first) != Truth::Yes || run->contains(*last) != Truth::Yes) {
      FAIL_CHECK(first->text(), " through ", last->text(), " lacks an end; seed ", test::seed());
    }
    // What is under a member is in the run as well.
    const auto deeper = Section::parse(other->text() + "(7)");
    if (run->contains(*other) == Truth::Yes && run->contains(*deeper) != Truth::Yes) {
      FAIL_CHECK(deeper->text(), " is under a member; seed ", test::seed());
    }
  }
  CHECK(made > 1000);
}

TEST_CASE("a range that was never made contains nothing") {
  CHECK(SectionRange().contains(section("4")) == Truth::No);
  CHECK(range("4", "8").contains(Section()) == Truth::No);
}
