#include "support/checking.hpp"

#include <doctest/doctest.h>

namespace carveout::testing {

ModuleText TextResolver::resolve(std::string_view path) {
  asked_.emplace_back(path);
  const auto found = texts_.find(std::string(path));
  ModuleText answer;
  if (found == texts_.end()) return answer;
  constexpr std::string_view kUnreadable = "!unreadable: ";
  answer.name = found->first + ".carve";
  if (found->second == "!outside") {
    answer.status = ModuleText::Status::OutsideRoot;
  } else if (found->second.rfind(kUnreadable, 0) == 0) {
    answer.status = ModuleText::Status::Unreadable;
    answer.reason = found->second.substr(kUnreadable.size());
  } else {
    answer.status = ModuleText::Status::Found;
    answer.text = found->second;
  }
  return answer;
}

ModuleText TextResolver::data_file(std::string_view, std::string_view file) {
  ModuleText answer = resolve(file);
  answer.name = std::string(file);
  return answer;
}

std::vector<std::string> TextResolver::known_modules() {
  std::vector<std::string> names;
  for (const auto& [path, text] : texts_) names.push_back(path);
  return names;
}

std::string LoadedText::lines(const Severity* only) const {
  std::string out;
  for (const Diagnostic& diagnostic : loaded_.diagnostics) {
    if (only != nullptr && diagnostic.severity() != *only) continue;
    if (!out.empty()) out += "; ";
    out += std::string(info(diagnostic.id).name) + " `" + std::string(loaded_.sources->text(diagnostic.span)) + "`";
  }
  return out;
}

std::string LoadedText::errors() const {
  const Severity only = Severity::Error;
  return lines(&only);
}

std::string LoadedText::warnings() const {
  const Severity only = Severity::Warning;
  return lines(&only);
}

const Diagnostic* LoadedText::find(DiagnosticId id) const {
  for (const Diagnostic& diagnostic : loaded_.diagnostics) {
    if (diagnostic.id == id) return &diagnostic;
  }
  return nullptr;
}

std::string LoadedText::message(DiagnosticId id) const {
  const Diagnostic* found = find(id);
  return found != nullptr ? found->message : "none";
}

std::string LoadedText::help(DiagnosticId id) const {
  const Diagnostic* found = find(id);
  return found != nullptr ? found->help : "none";
}

std::string LoadedText::notes(DiagnosticId id) const {
  const Diagnostic* found = find(id);
  if (found == nullptr) return "none";
  std::string out;
  for (const Note& note : found->notes) {
    if (!out.empty()) out += "; ";
    out += note.text + ": `" + std::string(loaded_.sources->text(note.span)) + "`";
  }
  return out;
}

const CheckedPolicy& LoadedText::policy() const {
  REQUIRE_MESSAGE(loaded_.policy != nullptr, problems());
  return *loaded_.policy;
}

std::string LoadedText::names(const std::vector<ClauseId>& clauses) const {
  std::string out;
  for (const ClauseId id : clauses) {
    if (!out.empty()) out += ' ';
    out += policy()[id].name;
  }
  return out;
}

const Clause& LoadedText::clause(std::string_view name) const {
  const auto found = policy().find_clauses(name);
  REQUIRE_MESSAGE(!found.empty(), name);
  return policy()[found.front()];
}

LoadedText load_text(std::string text, ModuleTexts modules, const LoadLimits& limits) {
  TextResolver resolver(std::move(modules));
  return LoadedText(load_policy("test.carve", std::move(text), resolver, limits));
}

}  // namespace carveout::testing
