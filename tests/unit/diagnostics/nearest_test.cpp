#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"

using namespace carveout;

TEST_CASE("the nearest name is found within a third of the word's length") {
  struct Case {
    std::string_view word;
    std::vector<std::string_view> candidates;
    std::string_view expected;
  };
  const std::vector<Case> cases = {
      {"recieved", {"received", "purpose"}, "received"},
      {"purpos", {"received", "purpose"}, "purpose"},
      {"purrpose", {"purpose"}, "purpose"},
      {"forbids", {"permits", "forbid"}, "forbid"},
      {"teh", {"the"}, "the"},           // a swap is one edit
      {"abcdef", {"abdcfe"}, "abdcfe"},  // two swaps
      {"abcdef", {"abc"}, ""},           // three edits of six letters
      {"abcdef", {"abxyef"}, "abxyef"},
      {"ab", {"ac", "abc"}, ""},  // too short to guess
      {"ab", {"ab"}, "ab"},
      {"abc", {"xyz"}, ""},
      {"cat", {"car", "cap", "cat"}, "cat"},
      {"cax", {"car", "cap"}, "car"},  // the first of equals
      {"", {"a"}, ""},
      {"word", {}, ""},
      {"word", {""}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.word);
    CHECK(nearest(c.word, c.candidates) == c.expected);
  }
}

TEST_CASE("a word of megabytes has no neighbour, and costs nothing") {
  const std::string word(1'000'000, 'a');
  const std::string other = word + "b";
  CHECK(nearest(word, {other}).empty());
  CHECK(nearest(std::string(64, 'a'), {std::string_view(other).substr(0, 64)}) == std::string(64, 'a'));
  CHECK(nearest("aaaa", {other}).empty());
}
