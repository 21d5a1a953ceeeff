#include "explain/rest_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carveout::explain_text {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";
constexpr std::size_t kWidestPath = 36;  // wider ones stand on a line of their own
// LIMIT: nobody reads more, and nobody can tell so many facts by hand; the JSON form has them all.
constexpr std::size_t kMostNeeds = 40;

}  // namespace

std::string RestText::inked(std::string_view colour, std::string_view text) const {
  if (ink_ == Ink::Plain) return std::string(text);
  return fmt::format("{}{}{}", colour, text, kPlain);
}

std::string RestText::bold(std::string_view text) const {
  return inked(kBold, text);
}

void RestText::title(std::string_view text) {
  page_.blank_line();
  page_.paragraph(2, 4, bold(text));
}

void RestText::needs(const FactPaths& needs, std::string_view what) {
  if (needs.empty()) return;
  title(fmt::format("What would settle {}", what));
  std::vector<std::string> told;
  for (const std::string& path : needs) {
    if (told.size() < kMostNeeds) told.push_back(path);
  }
  std::size_t widest = 0;
  for (const std::string& path : told) {
    if (path.size() <= kWidestPath) widest = std::max(widest, path.size());
  }
  for (const std::string& path : told) {
    const FactReading fact = read_fact(*context_.policy, context_.facts, path);
    const std::string name = english_.need(fact);
    page_.item(4, 4 + widest + 2, path, name == path ? std::string() : name);
  }
  const std::size_t more = needs.size() - told.size();
  if (more > 0) page_.paragraph(4, 6, fmt::format("and {} more facts", more));
}

void RestText::faults(const std::vector<FaultReport>& faults) {
  if (faults.empty()) return;
  title("Could not be worked out");
  for (const FaultReport& fault : faults) {
    page_.paragraph(4, 6, english_.fault(fault));
  }
}

}  // namespace carveout::explain_text
