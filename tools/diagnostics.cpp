#include "diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace carveout::tool {

void show_errors(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Streams& streams) {
  std::vector<Diagnostic> errors;
  std::copy_if(diagnostics.begin(), diagnostics.end(), std::back_inserter(errors),
               [](const Diagnostic& d) { return d.severity() == Severity::Error; });
  streams.err.write(render_text(errors, sources, streams.err.colour() ? Colour::Always : Colour::Never));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 1) return fmt::format("1 {}", one);
  return many.empty() ? fmt::format("{} {}s", count, one) : fmt::format("{} {}", count, many);
}

std::string summary_of(const std::vector<Diagnostic>& diagnostics, const std::string& name) {
  const auto errors = static_cast<std::size_t>(std::count_if(
      diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity() == Severity::Error; }));
  const std::size_t warnings = diagnostics.size() - errors;
  if (diagnostics.empty()) return {};
  std::string counts;
  if (errors > 0) counts = counted(errors, "error");
  if (warnings > 0) counts += (counts.empty() ? "" : ", ") + counted(warnings, "warning");
  return fmt::format("{} in {}", counts, shown(name));
}

FileId Gathered::file_of(const SourceFile& file) {
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const SourceFile& known = sources_.file(FileId{i});
    if (known.name() == file.name() && known.text() == file.text()) return FileId{i};
  }
  return sources_.add(file.name(), std::string(file.text())).id();
}

void Gathered::add(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::map<FileId, FileId> moved{{kNoFile, kNoFile}};
  const auto move = [&](Span& span) {
    const auto known = moved.find(span.file);
    if (known == moved.end()) moved.emplace(span.file, file_of(sources.file(span.file)));
    span.file = moved.at(span.file);
  };
  for (Diagnostic diagnostic : diagnostics) {
    move(diagnostic.span);
    for (Note& note : diagnostic.notes) move(note.span);
    const bool told = std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& d) {
      return d.id == diagnostic.id && d.span == diagnostic.span && d.message == diagnostic.message;
    });
    if (!told) diagnostics_.push_back(std::move(diagnostic));
  }
}

}  // namespace carveout::tool
