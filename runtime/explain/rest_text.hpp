#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/english.hpp"
#include "explain/layout.hpp"

namespace carveout::explain_text {

// What answers about actions and about values have in common: headings, what would settle it, what could not be worked
// out.
class RestText {
 public:
  RestText(const AnswerContext& context, Page& page, Ink ink)
      : context_(context), page_(page), english_(context), ink_(ink) {}

  [[nodiscard]] std::string inked(std::string_view colour, std::string_view text) const;
  [[nodiscard]] std::string bold(std::string_view text) const;
  void title(std::string_view text);
  void needs(const FactPaths& paths, std::string_view what = "it");
  void faults(const std::vector<FaultReport>& faults);

 private:
  const AnswerContext& context_;
  Page& page_;
  English english_;
  Ink ink_;
};

}  // namespace carveout::explain_text
