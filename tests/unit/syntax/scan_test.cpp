#include "syntax/scan.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace carveout::syntax;

TEST_CASE("words have their classes, whole words only") {
  CHECK((classify("when") & kPart) != 0);
  CHECK((classify("clause") & kDeclares) != 0);
  CHECK((classify("and") & kReserved) != 0);
  CHECK(classify("android") == 0);
  CHECK(classify("When") == 0);
  CHECK(classify("") == 0);
  for (const std::string_view word : words_of(0xFFFF)) CHECK(classify(word) != 0);
}

TEST_CASE("25 words are reserved, no more") {
  const auto reserved = words_of(kReserved);
  CHECK(reserved.size() == 25);
}

TEST_CASE("a gap is white space and comments, to the end of the text") {
  const std::string text = " \t\r\n# x\n#y\n z";
  const char* end = text.data() + text.size();
  CHECK(skip_gap(text.data(), end) == end - 1);
  const std::string comment = "# to the end";
  CHECK(skip_gap(comment.data(), comment.data() + comment.size()) == comment.data() + comment.size());
}

TEST_CASE("a string ends at its quote, its line or its three quotes") {
  const auto length = [](const std::string& text) {
    return string_end(text.data(), text.data() + text.size()) - text.data();
  };
  CHECK(length("\"ab\" c") == 4);
  CHECK(length("\"a\\\"b\" c") == 6);
  CHECK(length("\"ab\n\"") == 3);
  CHECK(length("\"\"\"a\n\"b\"\"\" c") == 10);
  CHECK(length("\"\"\"a") == 4);
  CHECK(length("\"a\\") == 3);
}
