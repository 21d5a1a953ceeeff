#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "carveout/lang/diagnostics.hpp"

namespace carveout {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
// INVARIANT: the version in the top CMakeLists.txt; a test compares the two.
constexpr std::string_view kToolVersion = "0.1.0";

const char* level(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

// A file's name as a URI reference: bytes outside RFC 3986's unreserved set and the slash are percent-encoded, the
// colon among them, so that no first segment looks like a scheme.
std::string uri_of(std::string_view name) {
  constexpr std::string_view kKept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri = name.substr(0, 1) == "/" ? "file://" : "";
  for (const char c : name) {
    if (kKept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      fmt::format_to(std::back_inserter(uri), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json location_of(Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  const Position start = file.position(span.begin);
  const Position end = file.position(std::max(span.begin, span.end));
  Json physical;
  physical["artifactLocation"]["uri"] = uri_of(file.name());
  physical["region"] = {
      {"startLine", start.line}, {"startColumn", start.column}, {"endLine", end.line}, {"endColumn", end.column}};
  Json location;
  location["physicalLocation"] = std::move(physical);
  return location;
}

bool has_place(Span span, const SourceMap& sources) {
  return !sources.file(span.file).name().empty();
}

Json rule_of(DiagnosticId id) {
  const DiagnosticInfo& entry = info(id);
  Json rule;
  rule["id"] = entry.code;
  rule["name"] = entry.name;
  rule["shortDescription"]["text"] = entry.message;
  if (!entry.help.empty()) rule["help"]["text"] = entry.help;
  rule["defaultConfiguration"]["level"] = level(entry.severity);
  return rule;
}

Json result_of(const Diagnostic& diagnostic, std::size_t rule, const SourceMap& sources) {
  Json result;
  result["ruleId"] = diagnostic.code();
  result["ruleIndex"] = rule;
  result["level"] = level(diagnostic.severity());
  // SARIF has no place for what to do in a result.
  result["message"]["text"] =
      diagnostic.help.empty() ? diagnostic.message : diagnostic.message + "; " + diagnostic.help;
  result["locations"] = Json::array();
  if (has_place(diagnostic.span, sources)) result["locations"].push_back(location_of(diagnostic.span, sources));
  Json related = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json location = has_place(note.span, sources) ? location_of(note.span, sources) : Json::object();
    location["message"]["text"] = note.text;
    related.push_back(std::move(location));
  }
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  return result;
}

}  // namespace

std::string render_sarif(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::vector<DiagnosticId> ids;
  for (const Diagnostic& diagnostic : diagnostics) ids.push_back(diagnostic.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());

  Json rules = Json::array();
  for (const DiagnosticId id : ids) rules.push_back(rule_of(id));
  Json results = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    const auto rule = std::lower_bound(ids.begin(), ids.end(), diagnostic.id) - ids.begin();
    results.push_back(result_of(diagnostic, static_cast<std::size_t>(rule), sources));
  }

  Json run;
  run["tool"]["driver"] = {{"name", "carveout"}, {"version", kToolVersion}};
  run["tool"]["driver"]["rules"] = std::move(rules);
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);
  Json log;
  log["$schema"] = kSchema;
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace carveout
