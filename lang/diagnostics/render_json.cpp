#include <algorithm>
#include <nlohmann/json.hpp>

#include "carveout/lang/diagnostics.hpp"

namespace carveout {
namespace {

using Json = nlohmann::ordered_json;  // the keys stay in the order that the header promises

Json json_of(Position position) {
  return {{"line", position.line}, {"column", position.column}};
}

void add_place(Json& object, Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  object["file"] = file.name();
  object["start"] = json_of(file.position(span.begin));
  object["end"] = json_of(file.position(std::max(span.begin, span.end)));
}

Json json_of(const Note& note, const SourceMap& sources) {
  Json object = {{"message", note.text}};
  add_place(object, note.span, sources);
  return object;
}

Json json_of(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json object = {
      {"code", diagnostic.code()},
      {"severity", diagnostic.severity() == Severity::Error ? "error" : "warning"},
      {"message", diagnostic.message},
      {"help", diagnostic.help},
  };
  add_place(object, diagnostic.span, sources);
  object["notes"] = Json::array();
  for (const Note& note : diagnostic.notes) object["notes"].push_back(json_of(note, sources));
  return object;
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) list.push_back(json_of(diagnostic, sources));
  Json document = Json::object();
  document["diagnostics"] = std::move(list);
  // Names and quoted source may hold bytes that are not UTF-8; a JSON text may not.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace carveout
