#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

// Conformance cases: plain data that any implementation of the language could run. tests/conformance/README.md says
// what the keys mean.
namespace carveout::conformance {

using Names = std::vector<std::string>;

// What a case expects. Only what it says is compared.
struct Expected {
  std::optional<std::string> outcome;
  std::optional<std::map<std::string, std::string>> words;  // by the names of policies
  std::optional<Names> by;
  std::optional<Names> possible;
  std::optional<Names> needs;
  std::optional<bool> exact;
  std::optional<bool> allowed;
  std::optional<std::map<std::string, std::string>> duties;
  std::optional<std::string> value;
  std::optional<std::string> at_least;
  std::optional<std::string> at_most;
  std::optional<Names> diagnostics;
};

struct Case {
  std::string place;  // "cases/clauses/exceptions.yaml:12"
  std::string name;
  std::string policy;
  std::map<std::string, std::string> modules;
  std::string ask;
  std::string facts;
  std::optional<std::string> as_of;
  Expected expected;
};

struct CaseFile {
  std::vector<Case> cases;
  std::vector<std::string> problems;  // what is wrong with the file itself
};
[[nodiscard]] CaseFile read_cases(const std::string& path, const std::string& shown);

}  // namespace carveout::conformance
