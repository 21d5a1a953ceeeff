#include <string>
#include <utility>

#include "carveout/facts.hpp"
#include "facts/document.hpp"
#include "facts/yaml_syntax.hpp"

namespace carveout {
namespace {

// The diagnostics of the JSON that was read, at the places of the YAML it came from.
void move_to_yaml(std::vector<Diagnostic>& diagnostics, FileId file, const facts::YamlAsJson& yaml) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.span = yaml.place_of(file, diagnostic.span.begin);
    for (Note& note : diagnostic.notes) {
      if (note.span.file != kNoFile) note.span = yaml.place_of(file, note.span.begin);
    }
  }
}

}  // namespace

BoundFacts facts_from_yaml(const CheckedPolicy& policy, std::string document_name, std::string document,
                           const FactsLimits& limits) {
  BoundFacts bound;
  auto sources = std::make_shared<SourceMap>();
  bound.sources = sources;
  const SourceFile* const file = facts::open_document(*sources, std::move(document_name), std::move(document),
                                                      limits.yaml_document_bytes, bound.diagnostics);
  if (file == nullptr) return bound;
  facts::YamlAsJson yaml = facts::yaml_as_json(*file);
  if (yaml.problem) {
    bound.diagnostics.push_back(*std::move(yaml.problem));
    return bound;
  }
  BoundFacts read = facts_from_json(policy, "facts", std::move(yaml.json), limits);
  move_to_yaml(read.diagnostics, file->id(), yaml);
  bound.diagnostics = std::move(read.diagnostics);
  bound.facts = std::move(read.facts);
  return bound;
}

}  // namespace carveout
