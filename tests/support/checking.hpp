#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/load.hpp"

// Policies loaded from texts in a test, and what was found wrong with them.
namespace carveout::testing {

// Texts of modules by path. A text "!outside" stands for a module that leaves the root, "!unreadable: why" for one that
// cannot be read.
using ModuleTexts = std::map<std::string, std::string>;

class TextResolver : public ModuleResolver {
 public:
  explicit TextResolver(ModuleTexts texts) : texts_(std::move(texts)) {}
  [[nodiscard]] ModuleText resolve(std::string_view path) override;
  // Files of data stand among the modules under their own names.
  [[nodiscard]] ModuleText data_file(std::string_view module, std::string_view file) override;
  [[nodiscard]] std::vector<std::string> known_modules() override;
  [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }

 private:
  ModuleTexts texts_;
  std::vector<std::string> asked_;
};

// A text that was loaded. What is wrong is told as one line each, an id and the underlined text: "UnknownName
// `recieved`".
class LoadedText {
 public:
  explicit LoadedText(Loaded loaded) : loaded_(std::move(loaded)) {}
  [[nodiscard]] const Loaded& loaded() const { return loaded_; }
  // Errors and warnings in order, joined by "; ".
  [[nodiscard]] std::string problems() const { return lines(nullptr); }
  [[nodiscard]] std::string errors() const;
  [[nodiscard]] std::string warnings() const;
  // Of the first diagnostic of an id; "none" where there is none. Notes as "text: `underlined`", joined by "; ".
  [[nodiscard]] std::string message(DiagnosticId id) const;
  [[nodiscard]] std::string help(DiagnosticId id) const;
  [[nodiscard]] std::string notes(DiagnosticId id) const;
  // The policy, which must have loaded: else the test ends here, and says what is wrong.
  [[nodiscard]] const CheckedPolicy& policy() const;
  // Names of clauses, joined by a space.
  [[nodiscard]] std::string names(const std::vector<ClauseId>& clauses) const;
  [[nodiscard]] const Clause& clause(std::string_view name) const;  // its first version

 private:
  [[nodiscard]] std::string lines(const Severity* only) const;
  [[nodiscard]] const Diagnostic* find(DiagnosticId id) const;
  Loaded loaded_;
};

[[nodiscard]] LoadedText load_text(std::string text, ModuleTexts modules = {}, const LoadLimits& limits = {});

}  // namespace carveout::testing
