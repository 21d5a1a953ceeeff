#include "policy_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics.hpp"
#include "file_modules.hpp"

namespace carveout::tool {

bool PolicyFile::has_errors() const {
  return std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity() == Severity::Error; });
}

std::string cannot_read(const Input& input) {
  std::string out = fmt::format("{} cannot be read: {}", input.name.empty() ? "``" : shown(input.name), input.problem);
  const std::string near = input.missing ? nearest_file(input.name) : std::string();
  return near.empty() ? out : fmt::format("{}; did you mean `{}`?", out, shown(near));
}

bool PolicyFile::is_scenarios() const {
  return loaded.policy && loaded.policy->root().span.file != kGivenFile;
}

std::optional<std::string> tested_file(const std::string& path, const Input& input) {
  const auto policy = input.text ? tested_policy(input.name, *input.text) : std::nullopt;
  return policy ? std::optional(FileModules(path).resolve(*policy).name) : std::nullopt;
}

PolicyFile load_file(const std::string& path) {
  return load_input(path, read_argument(path, LoadLimits{}.parse.source_bytes));
}

PolicyFile load_input(const std::string& path, Input input) {
  PolicyFile out;
  out.name = input.name;
  if (!input.text) {
    out.problem = cannot_read(input);
    return out;
  }
  FileModules modules(path);
  out.loaded = load_policy(input.name, std::move(*input.text), modules);
  return out;
}

void compile_file(PolicyFile& file, const Without& without) {
  if (!file.loaded.policy) return;
  Compiled compiled = compile(file.loaded.policy, without);
  file.plan = std::move(compiled.plan);
  for (Diagnostic& diagnostic : compiled.diagnostics) file.loaded.diagnostics.push_back(std::move(diagnostic));
}

Exit open_policy(const std::string& path, Streams& streams, PolicyFile& out) {
  out = load_file(path);
  return open_loaded(out, streams);
}

Exit open_loaded(PolicyFile& file, Streams& streams) {
  if (!file.problem.empty()) {
    complain(streams, file.problem);
    return Exit::CommandAtFault;
  }
  compile_file(file);
  if (file.plan) return Exit::Good;
  show_errors(file.loaded.diagnostics, *file.loaded.sources, streams);
  streams.err.write('\n' + summary_of(file.loaded.diagnostics, file.name) + '\n');
  return Exit::PolicyAtFault;
}

}  // namespace carveout::tool
