#include <simdjson.h>

#include <algorithm>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "carveout/facts.hpp"
#include "facts/document.hpp"
#include "facts/json_reader.hpp"
#include "facts/json_syntax.hpp"
#include "facts/json_text.hpp"

namespace carveout {
namespace {

namespace ondemand = simdjson::ondemand;
using facts::json_kind;
using facts::JsonReader;

// The problem found by reading everything goes last: what stands after it was not read.
std::vector<Diagnostic> with_json_problem(std::vector<Diagnostic> found, Diagnostic problem) {
  const auto after = [&](const Diagnostic& d) { return d.span.begin >= problem.span.begin; };
  found.erase(std::remove_if(found.begin(), found.end(), after), found.end());
  found.push_back(std::move(problem));
  return found;
}

std::string_view first_fact(const CheckedPolicy& policy) {
  return policy.facts.empty() ? std::string_view("fact") : std::string_view(policy.facts.front().name);
}

// Where the document is not one object; nothing where it may be.
std::optional<Diagnostic> not_an_object(const CheckedPolicy& policy, const SourceFile& file) {
  const std::string_view text = file.text();
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at != std::string_view::npos && text[at] == '{') return std::nullopt;
  if (auto problem = facts::first_json_problem(file.id(), text)) return problem;
  const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
  const bool opens = text[at] == '[';
  const Span place{file.id(), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(opens ? at + 1 : end)};
  return make_diagnostic(DiagnosticId::FactsNotAnObject, place,
                         {{"found", json_kind(text.substr(at))}, {"name", first_fact(policy)}});
}

struct Read {
  Facts facts;
  std::vector<Diagnostic> diagnostics;
};

Read read_document(const CheckedPolicy& policy, const SourceFile& file, const FactsLimits& limits) {
  const std::string_view text = file.text();
  if (auto problem = not_an_object(policy, file)) return {{}, {*std::move(problem)}};
  const simdjson::padded_string padded(text);
  if (padded.data() == nullptr) throw std::bad_alloc();
  ondemand::parser parser;
  ondemand::document document;
  JsonReader reader(policy, limits, file.id(), padded);
  Read read;
  const simdjson::error_code error = parser.iterate(padded).get(document);
  // Of a want of memory it says so; a document is no less JSON for it.
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error == simdjson::SUCCESS) read.facts = reader.read(document);
  if (error == simdjson::SUCCESS && !reader.broken() && !reader.problems().any()) return read;
  read.diagnostics = reader.problems().sorted();
  if (auto problem = facts::first_json_problem(file.id(), text)) {
    read.diagnostics = with_json_problem(std::move(read.diagnostics), *std::move(problem));
  } else if (read.diagnostics.empty()) {
    // No text is known to come here; if one does, it is refused rather than half read.
    const Span whole{file.id(), 0, static_cast<std::uint32_t>(text.size())};
    read.diagnostics.push_back(
        make_diagnostic(DiagnosticId::FactsNotJson, whole, {{"problem", "it could not be read to its end"}}));
  }
  return read;
}

}  // namespace

Facts no_facts(const CheckedPolicy& policy) {
  return {std::vector<Value>(policy.facts.size())};
}

BoundFacts facts_from_json(const CheckedPolicy& policy, std::string document_name, std::string document,
                           const FactsLimits& limits) {
  auto sources = std::make_shared<SourceMap>();
  BoundFacts bound;
  if (const SourceFile* file = facts::open_document(*sources, std::move(document_name), std::move(document),
                                                    limits.document_bytes, bound.diagnostics)) {
    Read read = read_document(policy, *file, limits);
    bound.diagnostics = std::move(read.diagnostics);
    if (bound.diagnostics.empty()) bound.facts = std::move(read.facts);
  }
  bound.sources = std::move(sources);
  return bound;
}

}  // namespace carveout
