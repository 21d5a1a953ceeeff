// What the layout promises of every text, on the policies of the repository and on what becomes of them when other
// white space and comments are put between their words.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "carveout/lang/syntax.hpp"
#include "support/layout_laws.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> policies() {
  std::vector<fs::path> out;
  for (const char* folder : {"examples", "stdlib", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CARVEOUT_SOURCE_DIR) / folder)) {
      if (entry.is_regular_file() && entry.path().extension() == ".carve") out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool parses(const std::string& text) {
  carveout::SourceMap sources;
  carveout::DiagnosticSink sink;
  static_cast<void>(carveout::syntax::parse(sources.add("test.carve", text), sink));
  return !sink.has_errors();
}

}  // namespace

TEST_CASE("every policy of the repository is laid out without loss, once and for all") {
  const auto all = policies();
  REQUIRE(all.size() > 20);
  for (const fs::path& path : all) {
    INFO(path.string());
    const auto broken = carveout::test::broken_layout_law(content(path));
    INFO(broken.value_or(""));
    CHECK(!broken);
  }
}

TEST_CASE("white space and comments anywhere between the words do not matter") {
  for (const fs::path& path : policies()) {
    const std::string text = content(path);
    if (!parses(text)) continue;
    // The long ones are scrambled less often: each has every construct many times.
    const std::uint64_t times = text.size() > 10'000 ? 6 : 40;
    for (std::uint64_t seed = 1; seed <= times; ++seed) {
      const std::string other = carveout::test::scrambled(text, seed);
      INFO(path.string() << " seed " << seed << "\n" << (other.size() < 4'000 ? other : std::string()));
      REQUIRE(parses(other));
      const auto broken = carveout::test::broken_layout_law(other);
      INFO(broken.value_or(""));
      REQUIRE(!broken);
    }
  }
}
