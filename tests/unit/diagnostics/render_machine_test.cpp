#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "carveout/lang/diagnostics.hpp"

using namespace carveout;
using nlohmann::json;

namespace {

// Two problems, the first with a help and a note in another file.
struct Example {
  SourceMap sources;
  std::vector<Diagnostic> diagnostics;

  Example() {
    const SourceFile& a = sources.add("dir with space/§:1.carve", "type A\n  日本 b or c and d\n");
    const SourceFile& b = sources.add("/abs/b.carve", "x");
    diagnostics.push_back(
        {DiagnosticId::MixedAndOr, {a.id(), 16, 17}, "mixed", "write it", {{{b.id(), 0, 1}, "there"}}});
    diagnostics.push_back({DiagnosticId::TooManyWarnings, {b.id(), 0, 0}, "more", "", {}});
  }
};

}  // namespace

TEST_CASE("JSON has the documented keys in the documented order") {
  const Example example;
  CHECK(render_json(example.diagnostics, example.sources) == R"({
  "diagnostics": [
    {
      "code": "C0131",
      "severity": "error",
      "message": "mixed",
      "help": "write it",
      "file": "dir with space/§:1.carve",
      "start": {
        "line": 2,
        "column": 6
      },
      "end": {
        "line": 2,
        "column": 7
      },
      "notes": [
        {
          "message": "there",
          "file": "/abs/b.carve",
          "start": {
            "line": 1,
            "column": 1
          },
          "end": {
            "line": 1,
            "column": 2
          }
        }
      ]
    },
    {
      "code": "C0999",
      "severity": "warning",
      "message": "more",
      "help": "",
      "file": "/abs/b.carve",
      "start": {
        "line": 1,
        "column": 1
      },
      "end": {
        "line": 1,
        "column": 1
      },
      "notes": []
    }
  ]
}
)");
}

TEST_CASE("no problems are an empty list, not an absent one") {
  CHECK(json::parse(render_json({}, SourceMap()))["diagnostics"] == json::array());
  CHECK(json::parse(render_sarif({}, SourceMap()))["runs"][0]["results"] == json::array());
}

TEST_CASE("JSON is valid whatever bytes a message or a name has") {
  SourceMap sources;
  const SourceFile& file = sources.add("\xFF.carve", "\xFF");
  const std::vector<Diagnostic> list = {{DiagnosticId::NotUtf8, {file.id(), 0, 1}, "\xC0\x1b\"", "", {}}};
  const json parsed = json::parse(render_json(list, sources));
  CHECK(parsed["diagnostics"][0]["message"] == "\uFFFD\x1b\"");
  CHECK(parsed["diagnostics"][0]["file"] == "\uFFFD.carve");
  CHECK(json::parse(render_sarif(
            list, sources))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "%FF.carve");
}

TEST_CASE("SARIF names the tool, the rules that occur, and where each result is") {
  const Example example;
  const json log = json::parse(render_sarif(example.diagnostics, example.sources));
  CHECK(log["version"] == "2.1.0");
  CHECK(log["$schema"].get<std::string>().find("sarif-schema-2.1.0.json") != std::string::npos);
  REQUIRE(log["runs"].size() == 1);
  const json& run = log["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["tool"]["driver"]["name"] == "carveout");

  const json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0] == json::parse(R"({"id": "C0131", "name": "MixedAndOr",
      "shortDescription": {"text": "`and` and `or` mixed without parentheses"},
      "help": {"text": "write `({left}) {second} …` or `… {first} ({right})`"},
      "defaultConfiguration": {"level": "error"}})"));
  CHECK(rules[1]["defaultConfiguration"]["level"] == "warning");

  REQUIRE(run["results"].size() == 2);
  CHECK(run["results"][0] == json::parse(R"({"ruleId": "C0131", "ruleIndex": 0, "level": "error",
      "message": {"text": "mixed; write it"},
      "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": "dir%20with%20space/%C2%A7%3A1.carve"},
        "region": {"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 7}}}],
      "relatedLocations": [{"physicalLocation": {
        "artifactLocation": {"uri": "file:///abs/b.carve"},
        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}}, "message": {"text": "there"}}]})"));
  CHECK(run["results"][1]["ruleIndex"] == 1);
  CHECK(run["results"][1]["message"]["text"] == "more");
  CHECK(!run["results"][1].contains("relatedLocations"));
}

TEST_CASE("a SARIF result with no place has no location") {
  const std::vector<Diagnostic> list = {{DiagnosticId::NotUtf8, {kNoFile, 0, 0}, "m", "", {{{kNoFile, 0, 0}, "n"}}}};
  const json result = json::parse(render_sarif(list, SourceMap()))["runs"][0]["results"][0];
  CHECK(result["locations"] == json::array());
  CHECK(result["relatedLocations"] == json::parse(R"([{"message": {"text": "n"}}])"));
}

TEST_CASE("the version SARIF names is the project's") {
  std::ifstream file(std::string(CARVEOUT_SOURCE_DIR) + "/CMakeLists.txt");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::smatch match;
  REQUIRE(std::regex_search(text, match, std::regex("project\\(carveout VERSION ([0-9.]+)")));
  const json log = json::parse(render_sarif({}, SourceMap()));
  CHECK(log["runs"][0]["tool"]["driver"]["version"] == match[1].str());
}
