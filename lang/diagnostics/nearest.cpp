#include <algorithm>
#include <array>

#include "carveout/lang/diagnostics.hpp"

namespace carveout {
namespace {

// LIMIT: names are shorter; past this a slip of the finger is not what is wrong, and the table below stays on the
// stack.
constexpr std::size_t kMaxWord = 64;

using Row = std::array<std::size_t, kMaxWord + 1>;

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other, or limit + 1 when
// there are more than `limit`. Both words have at most kMaxWord bytes.
std::size_t distance(std::string_view from, std::string_view to, std::size_t limit) {
  Row two_back{};
  Row back{};
  Row row{};
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    two_back = back;
    back = row;
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = back[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({back[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], two_back[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // A swap reaches back two rows, so that only two rows past the limit settle it; one is enough to be past limit + 1.
    if (least > limit + 1) return limit + 1;
  }
  return std::min(row[to.size()], limit + 1);
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.size() > kMaxWord) return {};
  std::string_view best;
  std::size_t allowed = word.size() / 3;
  bool found = false;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (candidate.size() > kMaxWord || longer - shorter > allowed) continue;
    const std::size_t edits = distance(word, candidate, allowed);
    if (edits > allowed || (found && edits == allowed)) continue;
    best = candidate;
    found = true;
    allowed = edits;
    if (edits == 0) break;
  }
  return best;
}

}  // namespace carveout
