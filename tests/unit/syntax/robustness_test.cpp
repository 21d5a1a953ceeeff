#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "support.hpp"

using namespace carveout;
using namespace carveout::syntax;
using namespace carveout::syntax::test;

namespace {

void check_survives(const std::string& text) {
  const Parsed parsed = parse_text(text);
  REQUIRE(well_formed(parsed.tree, text.size()));
  REQUIRE(parsed.problems.size() <= 60);
}

// Pieces that the grammar has rules about, to be put where they do not belong.
const char* const kPieces[] = {" ",
                               "\n",
                               "(",
                               ")",
                               "{",
                               "}",
                               "[",
                               "]",
                               "\"",
                               "\"\"\"",
                               ",",
                               ";",
                               ".",
                               ":",
                               "-",
                               "#",
                               "\\",
                               "0",
                               "2018-",
                               " and ",
                               " or ",
                               " not ",
                               " is ",
                               " in ",
                               " when ",
                               " end part ",
                               "\npart p\n",
                               " if ",
                               " count x in ",
                               " 5 days ",
                               "clause ",
                               "\xC2\xA0",
                               "\xE2\x80\x9C",
                               "\xFF",
                               std::string_view("\0", 1).data()};

}  // namespace

TEST_CASE("the sample cut off at any byte is read without harm") {
  const std::string sample = sample_policy();
  for (std::size_t size = 0; size <= sample.size(); ++size) {
    CAPTURE(size);
    check_survives(sample.substr(0, size));
  }
}

TEST_CASE("the sample from any byte on is read without harm") {
  const std::string sample = sample_policy();
  for (std::size_t begin = 0; begin < sample.size(); begin += 7) {
    CAPTURE(begin);
    check_survives(sample.substr(begin));
  }
}

TEST_CASE("any byte put anywhere is read without harm") {
  const std::string sample = "clause c \"t\" when a.b + 5 days > [1] (x; {y 2018-01-31}) # z\n";
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at <= sample.size(); ++at) {
      std::string text = sample;
      text.insert(at, 1, static_cast<char>(byte));
      CAPTURE(byte);
      CAPTURE(at);
      check_survives(text);
    }
  }
}

TEST_CASE("bytes that are no text at all are read without harm") {
  check_survives(std::string(1000, '\0'));
  check_survives(std::string("clause c\0 permit a", 18));
  check_survives(std::string(1000, '\xFF'));
  check_survives("\xEF\xBB");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  check_survives(all);
}

TEST_CASE("random changes to the sample are read without harm") {
  const char* given = std::getenv("CARVEOUT_TEST_SEED");
  const unsigned seed =
      given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  MESSAGE("seed ", seed, " (set CARVEOUT_TEST_SEED to repeat)");
  std::mt19937 random(seed);
  const std::string sample = sample_policy();
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int round = 0; round < 2000; ++round) {
    std::string text = sample;
    for (std::size_t change = below(6) + 1; change != 0 && !text.empty(); --change) {
      const std::size_t at = below(text.size());
      const std::size_t length = std::min(text.size() - at, below(30) + 1);
      switch (below(4)) {
        case 0:
          text.erase(at, length);
          break;
        case 1:
          text.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 2:
          text.insert(below(text.size()), text.substr(at, length));
          break;
        default:
          text[at] = static_cast<char>(below(256));
          break;
      }
    }
    CAPTURE(round);
    check_survives(text);
  }
}
