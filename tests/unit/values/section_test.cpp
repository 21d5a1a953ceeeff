#include "carveout/lang/section.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/values/random.hpp"

using namespace carveout;

namespace {

Section section(std::string_view text) {
  const auto parsed = Section::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
  return *parsed;
}

// The levels, with a stroke between them.
std::string levels(std::string_view text) {
  std::string key = section(text).key();
  for (char& c : key) {
    if (c == '\x1F') c = '|';
  }
  return key;
}

Truth under(std::string_view a, std::string_view b) {
  return carveout::under(section(a), section(b));
}

}  // namespace

TEST_CASE("a citation is read as its levels") {
  const struct {
    const char* text;
    const char* levels;
  } cases[] = {{"PL 265.02(4)", "PL|265|02|4"},
               {"PL 265.02 (4)", "PL|265|02|4"},
               {"PL  265.02( 4 )", "PL|265|02|4"},
               {"  PL 265.02(4)  ", "PL|265|02|4"},
               {"PL § 265.02(4)", "PL|265|02|4"},
               {"PL §265.02(4)", "PL|265|02|4"},
               {"PL §\u00A0265.02(4)", "PL|265|02|4"},
               {"PL 120.04-a(4)", "PL|120|04-a|4"},
               {"8 USC 1325(a)", "8|USC|1325|a"},
               {"8 U.S.C. § 1325(a)", "8|U.S.C.|1325|a"},
               {"§ 9-131(a)(1)", "9-131|a|1"},
               {"§§ 9-131", "9-131"},
               {"45 CFR 164.512(f)", "45|CFR|164|512|f"},
               {"45 CFR 164.512(f)(1)(ii)(A)", "45|CFR|164|512|f|1|ii|A"},
               {"45 CFR part 164 subpart E", "45|CFR|part|164|subpart|E"},
               {"Art. 5", "Art.|5"},
               {"Art. XIV", "Art.|XIV"},
               {"Art. 6(1)(f)", "Art.|6|1|f"},
               {"Penal Law § 125.25(1)", "Penal|Law|125|25|1"},
               {"Executive Order 41", "Executive|Order|41"},
               {"executive order 41", "executive|order|41"},
               {"Title IX", "Title|IX"},
               {"subpart e", "subpart|e"},
               {"PL", "PL"},
               {"Penal Law", "Penal|Law"},
               {"§ 4.", "4."},
               {"1.2.3", "1|2|3"},
               {"6.a", "6.a"},
               {"4(1.5)", "4|1|5"},
               {"4(a(1))", "4|a|1"},
               {"PL 265.02(4)-a", "PL|265|02|4-a"},
               {"Straßenverkehrsgesetz § 7", "Straßenverkehrsgesetz|7"},
               {"第7条", "第7条"}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(levels(c.text) == c.levels);
  }
}

TEST_CASE("a citation keeps its text, white space folded") {
  CHECK(section("PL   265.02 (4)").text() == "PL 265.02 (4)");
  CHECK(section("  § 9-131(a) ").text() == "§ 9-131(a)");
  CHECK(section("§\u00A09-131").text() == "§ 9-131");
}

TEST_CASE("text that is no citation is not read") {
  for (const std::string text : {"",
                                 " ",
                                 "§",
                                 " § ",
                                 "()",
                                 "not a section",
                                 "murder",
                                 "Murder in the second degree",
                                 "a",
                                 "(4)",
                                 " (4) ",
                                 "((a))",
                                 "-4",
                                 ".5",
                                 "4()",
                                 "4( )",
                                 "4(§)",
                                 "4(",
                                 "4)",
                                 "4(a",
                                 "4(a))",
                                 ")4(",
                                 "4(a)(",
                                 "4((",
                                 "4(())",
                                 "((a)())",
                                 "PL\t265",
                                 "PL\n265",
                                 "PL\x1F"
                                 "265",
                                 "PL\x7F",
                                 "PL\u0085265"}) {
    CAPTURE(text);
    CHECK_FALSE(Section::parse(text).has_value());
  }
  CHECK_FALSE(Section::parse(std::string_view("4\0", 2)).has_value());
}

TEST_CASE("a citation has at most 200 bytes") {
  CHECK(Section::parse(std::string(200, '7')).has_value());
  CHECK_FALSE(Section::parse(std::string(201, '7')).has_value());
  CHECK_FALSE(Section::parse(std::string(200, '(')).has_value());
  CHECK(Section::parse("4" + std::string(99, '(') + "a" + std::string(99, ')')).has_value());
}

TEST_CASE("citations that differ in white space and signs alone are equal, and no others") {
  CHECK(section("PL 265.02(4)") == section("PL § 265.02 (4)"));
  CHECK(section("PL 265.02(4)") != section("PL 265.02(14)"));
  CHECK(section("PL 265.02(a)") != section("PL 265.02(A)"));
  CHECK(section("PL 265.02") != section("PL 265.2"));
  // A section sorts directly before its subdivisions.
  CHECK(section("PL 120.04") < section("PL 120.04(1)"));
  CHECK(section("PL 120.04(1)") < section("PL 120.04-a"));
}

TEST_CASE("a section is under itself and what it subdivides, and a parent may be meant or not") {
  CHECK(under("PL 265.02(4)", "PL 265.02(4)") == Truth::Yes);
  CHECK(under("PL 265.02(4)", "PL 265.02") == Truth::Yes);
  CHECK(under("PL 265.02(4)", "PL 265") == Truth::Yes);
  CHECK(under("PL 265.02(4)(a)", "PL 265.02(4)") == Truth::Yes);
  CHECK(under("PL 265.02", "PL 265.02(4)") == Truth::Unknown);
  CHECK(under("PL 265.02(4)", "PL 265.02(5)") == Truth::No);
  CHECK(under("PL 265.02(4)", "PL 265.02(41)") == Truth::No);
  CHECK(under("PL 265.02(41)", "PL 265.02(4)") == Truth::No);
  CHECK(under("120.04-a(4)", "120.04") == Truth::No);
  CHECK(under("120.04", "120.04-a(4)") == Truth::No);
  CHECK(under("120.04-a(4)", "120.04-a") == Truth::Yes);
  CHECK(under("120.04-a(4)", "120") == Truth::Yes);
  CHECK(under("45 CFR 164.512(f)", "45 CFR 164") == Truth::Yes);
  CHECK(under("45 CFR 1645", "45 CFR 164") == Truth::No);
  CHECK(under("8 USC 1325(a)", "8 USC") == Truth::Yes);
  CHECK(under("PL 265.02(4)-a", "PL 265.02(4)") == Truth::No);
  CHECK(under("PL 265.02(2)-(8)", "PL 265.02(2)") == Truth::No);
}

TEST_CASE("any bytes are read or refused, and what is read reads back as itself") {
  test::Random random(test::seed());
  constexpr std::string_view kPieces[] = {"(",  ")", ".",  " ",      "§",    "4",    "02", "a",
                                          "iv", "-", "PL", "\u00A0", "\xC2", "\xFF", ","};
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (auto pieces = random.between(0, 12); pieces > 0; --pieces) text += kPieces[random.between(0, 14)];
    const auto parsed = Section::parse(text);
    if (!parsed) continue;
    const auto again = Section::parse(parsed->text());
    if (!again || *again != *parsed || again->text() != parsed->text()) {
      FAIL_CHECK(text, " reads back as another; seed ", test::seed());
    }
    if (carveout::under(*parsed, *parsed) != Truth::Yes || parsed->key().empty() || parsed->key().front() == '\x1F' ||
        parsed->key().back() == '\x1F' || parsed->key().find("\x1F\x1F") != std::string::npos) {
      FAIL_CHECK(text, " has an empty level; seed ", test::seed());
    }
  }
}
