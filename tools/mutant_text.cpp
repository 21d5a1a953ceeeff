#include <fmt/format.h>

#include <algorithm>

#include "mutants.hpp"

// What a mutant says, and how it is shown.
namespace carveout::tool {
namespace {

// LIMIT: of lines shown of one mutant, before and after; and of one line, around what is changed.
constexpr std::size_t kMostLines = 6;
constexpr std::size_t kLongest = 160;
constexpr std::size_t kBefore = 60;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    out.push_back(std::move(line));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

// A long line is cut to what is around a place in it.
std::string cut(std::string_view line, std::size_t place) {
  if (line.size() <= kLongest) return std::string(line);
  std::size_t begin = place > kBefore ? place - kBefore : 0;
  std::size_t end = std::min(begin + kLongest, line.size());
  while (begin > 0 && continues(line[begin])) --begin;
  while (end < line.size() && continues(line[end])) ++end;
  return fmt::format("{}{}{}", begin > 0 ? "…" : "", line.substr(begin, end - begin), end < line.size() ? "…" : "");
}

}  // namespace

std::string mutated(std::string_view text, const Mutant& mutant) {
  std::string out;
  std::size_t from = 0;
  for (const Mutant::Edit& edit : mutant.edits) {
    out += text.substr(from, edit.begin - from);
    out += edit.with;
    from = edit.end;
  }
  return out + std::string(text.substr(from));
}

std::vector<std::string> changed_lines(std::string_view text, const Mutant& mutant) {
  std::vector<std::string> out;
  std::size_t place = 0;  // in its line, where the first change is
  const auto show = [&](char sign, const std::string& line) {
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    if (out.size() < kMostLines && first < line.size())
      out.push_back(
          fmt::format("{} {}", sign, cut(std::string_view(line).substr(first), place - std::min(place, first))));
  };
  if (mutant.edits.empty()) {
    show('-', lines_of(text.substr(mutant.begin)).front());
    return out;
  }
  const std::vector<std::string> before = lines_of(text);
  const std::vector<std::string> after = lines_of(mutated(text, mutant));
  std::size_t first = 0;
  while (first < before.size() && first < after.size() && before[first] == after[first]) ++first;
  if (first < before.size() && first < after.size()) {
    const auto [one, other] =
        std::mismatch(before[first].begin(), before[first].end(), after[first].begin(), after[first].end());
    place = static_cast<std::size_t>(one - before[first].begin());
  }
  std::size_t same_end = 0;
  while (same_end + first < before.size() && same_end + first < after.size() &&
         before[before.size() - 1 - same_end] == after[after.size() - 1 - same_end])
    ++same_end;
  for (std::size_t i = first; i + same_end < before.size(); ++i) show('-', before[i]);
  for (std::size_t i = first; i + same_end < after.size(); ++i) show('+', after[i]);
  return out;
}

}  // namespace carveout::tool
