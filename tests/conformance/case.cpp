#include "conformance/case.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <set>

namespace carveout::conformance {
namespace {

class Reader {
 public:
  Reader(std::string shown, CaseFile& out) : shown_(std::move(shown)), out_(out) {}

  void read(const YAML::Node& file) {
    known_keys(file, {"about", "policy", "modules", "ask", "cases"});
    if (!file["about"]) problem(file, "says nothing under `about`");
    Case common;
    common.policy = text(file, "policy").value_or("");
    common.ask = text(file, "ask").value_or("");
    common.modules = texts(file, "modules").value_or(std::map<std::string, std::string>{});
    if (!file["cases"].IsSequence() || file["cases"].size() == 0) return problem(file, "has no cases");
    for (const YAML::Node& node : file["cases"]) read_case(node, common);
  }

 private:
  void read_case(const YAML::Node& node, const Case& common) {
    known_keys(node, {"name", "add", "policy", "modules", "ask", "facts", "as of", "outcome", "words", "by", "possible",
                      "needs", "exact", "allowed", "duties", "value", "at least", "at most", "diagnostics"});
    Case one = common;
    one.place = place(node);
    one.name = text(node, "name").value_or("");
    if (one.name.empty()) problem(node, "has no name");
    if (!names_.insert(one.name).second) problem(node, fmt::format("a second case is called \"{}\"", one.name));
    if (const auto policy = text(node, "policy")) one.policy = *policy;
    if (const auto more = text(node, "add")) one.policy += "\n" + *more + "\n";
    if (const auto modules = texts(node, "modules")) one.modules = *modules;
    if (const auto ask = text(node, "ask")) one.ask = *ask;
    one.facts = text(node, "facts").value_or("{}");
    one.as_of = text(node, "as of");
    Expected& expected = one.expected;
    expected.outcome = text(node, "outcome");
    expected.words = texts(node, "words");
    expected.by = list(node, "by");
    expected.possible = list(node, "possible");
    expected.needs = list(node, "needs");
    expected.exact = yes_or_no(node, "exact");
    expected.allowed = yes_or_no(node, "allowed");
    expected.duties = texts(node, "duties");
    expected.value = text(node, "value");
    expected.at_least = text(node, "at least");
    expected.at_most = text(node, "at most");
    expected.diagnostics = list(node, "diagnostics");
    const bool of_value = expected.value || expected.at_least || expected.at_most;
    if (expected.outcome.has_value() + of_value + expected.diagnostics.has_value() != 1)
      problem(node, "expects one of an outcome, a value and diagnostics");
    if (expected.outcome == "undetermined" && (!expected.possible || !expected.needs))
      problem(node, "is undetermined, and says not both what is possible and what is needed");
    out_.cases.push_back(std::move(one));
  }

  void known_keys(const YAML::Node& node, const std::set<std::string>& known) {
    for (const auto& pair : node) {
      const auto key = pair.first.as<std::string>();
      if (known.count(key) == 0) problem(pair.first, fmt::format("`{}` is no key of a case", key));
    }
  }

  [[nodiscard]] std::optional<std::string> text(const YAML::Node& node, const char* key) {
    if (!node[key]) return std::nullopt;
    return node[key].as<std::string>();
  }
  [[nodiscard]] std::optional<bool> yes_or_no(const YAML::Node& node, const char* key) {
    if (!node[key]) return std::nullopt;
    return node[key].as<bool>();
  }
  [[nodiscard]] std::optional<Names> list(const YAML::Node& node, const char* key) {
    if (!node[key]) return std::nullopt;
    return node[key].as<Names>();
  }
  [[nodiscard]] std::optional<std::map<std::string, std::string>> texts(const YAML::Node& node, const char* key) {
    if (!node[key]) return std::nullopt;
    return node[key].as<std::map<std::string, std::string>>();
  }

  [[nodiscard]] std::string place(const YAML::Node& node) const {
    return fmt::format("{}:{}", shown_, node.Mark().line + 1);
  }
  void problem(const YAML::Node& node, std::string_view what) {
    out_.problems.push_back(fmt::format("{}: {}", place(node), what));
  }

  std::string shown_;
  CaseFile& out_;
  std::set<std::string> names_;
};

}  // namespace

CaseFile read_cases(const std::string& path, const std::string& shown) {
  CaseFile out;
  try {
    Reader(shown, out).read(YAML::LoadFile(path));
  } catch (const YAML::Exception& error) {
    out.problems.push_back(fmt::format("{}: {}", shown, error.what()));
  }
  return out;
}

}  // namespace carveout::conformance
