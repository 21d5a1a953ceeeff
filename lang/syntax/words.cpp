#include "syntax/words.hpp"

#include <algorithm>
#include <array>

#include "carveout/lang/syntax.hpp"

namespace carveout::syntax {
namespace {

struct Entry {
  std::string_view word;
  std::uint16_t classes;
};

// In alphabetical order, so that the words of one first letter are together.
constexpr std::array kWords = {
    Entry{"absent", kReserved},
    Entry{"action", kDeclares},
    Entry{"actions", kDeclares},
    Entry{"adopts", kPart},
    Entry{"after", kReserved},
    Entry{"age", kClosedForm},
    Entry{"all", kNeverName | kClosedForm},
    Entry{"and", kReserved},
    Entry{"any", kClosedForm},
    Entry{"applies", kPart},
    Entry{"as", kPart},
    Entry{"at", kClosedForm | kAfterOperand},
    Entry{"before", kReserved},
    Entry{"between", kReserved},
    Entry{"calendar", kDeclares},
    Entry{"carveout", kDeclares},
    Entry{"cites", kPart},
    Entry{"clause", kDeclares},
    Entry{"count", kReserved | kOpenForm},
    Entry{"counted", kAfterOperand},
    Entry{"date", kTypeWord | kClosedForm},
    Entry{"day", kUnit},
    Entry{"days", kUnit | kClosedForm},
    Entry{"define", kDeclares},
    Entry{"done", kPart},
    Entry{"due", kPart},
    Entry{"duration", kTypeWord},
    Entry{"duty", kDeclares},
    Entry{"earlier", kClosedForm},
    Entry{"earliest", kReserved | kOpenForm},
    Entry{"else", kAfterOperand},
    Entry{"end", kClosedForm},
    Entry{"every", kReserved | kOpenForm},
    Entry{"exactly", kClosedForm},
    Entry{"exception", kDeclares},
    Entry{"excludes", kPart},
    Entry{"expect", kPart},
    Entry{"facts", kDeclares},
    Entry{"for", kPart},
    Entry{"forbid", kPart},
    Entry{"force", kNeverName},
    Entry{"from", kPart},
    Entry{"given", kPart},
    Entry{"greater", kClosedForm},
    Entry{"greatest", kReserved | kOpenForm},
    Entry{"guarantee", kDeclares},
    Entry{"hour", kUnit},
    Entry{"hours", kUnit},
    Entry{"if", kReserved | kOpenForm},
    Entry{"in", kReserved},
    Entry{"is", kReserved},
    Entry{"later", kClosedForm},
    Entry{"latest", kReserved | kOpenForm},
    Entry{"least", kReserved | kOpenForm},
    Entry{"less", kAfterOperand},
    Entry{"lesser", kClosedForm},
    Entry{"like", kPart},
    Entry{"list", kDeclares},
    Entry{"minute", kUnit},
    Entry{"minutes", kUnit},
    Entry{"month", kUnit},
    Entry{"months", kUnit},
    Entry{"more", kAfterOperand},
    Entry{"no", kReserved | kOpenForm | kClosedForm},
    Entry{"none", kClosedForm},
    Entry{"not", kReserved},
    Entry{"note", kDeclares},
    Entry{"notwithstanding", kPart},
    Entry{"number", kTypeWord},
    Entry{"of", kAfterOperand},
    Entry{"on", kAfterOperand},
    Entry{"or", kReserved},
    Entry{"otherwise", kReserved | kClosedForm},
    Entry{"parameter", kDeclares},
    Entry{"part", kDeclares},
    Entry{"permit", kPart},
    Entry{"policy", kDeclares},
    Entry{"present", kReserved},
    Entry{"reading", kPart},
    Entry{"require", kPart},
    Entry{"round", kReserved | kClosedForm},
    Entry{"satisfies", kAfterOperand},
    Entry{"scenario", kDeclares},
    Entry{"scenarios", kDeclares},
    Entry{"section", kTypeWord},
    Entry{"some", kReserved | kOpenForm},
    Entry{"start", kClosedForm},
    Entry{"sum", kReserved | kOpenForm},
    Entry{"supersedes", kPart},
    Entry{"table", kDeclares},
    Entry{"text", kTypeWord},
    Entry{"then", kAfterOperand},
    Entry{"through", kAfterOperand},
    Entry{"time", kTypeWord},
    Entry{"to", kPart | kAfterOperand},
    Entry{"type", kDeclares},
    Entry{"under", kAfterOperand},
    Entry{"unknown", kReserved},
    Entry{"unless", kPart},
    Entry{"until", kPart},
    Entry{"use", kDeclares},
    Entry{"week", kUnit},
    Entry{"weeks", kUnit},
    Entry{"when", kPart},
    Entry{"where", kAfterOperand},
    Entry{"within", kReserved},
    Entry{"year", kUnit},
    Entry{"years", kUnit},
    Entry{"yes", kReserved | kClosedForm},
};

static_assert(std::is_sorted(kWords.begin(), kWords.end(),
                             [](const Entry& a, const Entry& b) { return a.word < b.word; }));

// Where the words of each letter begin; one more, for the end of the last.
constexpr std::array<std::uint8_t, 27> kLetters = [] {
  std::array<std::uint8_t, 27> letters{};
  for (std::size_t letter = 0; letter < letters.size(); ++letter) {
    std::size_t index = 0;
    while (index < kWords.size() && static_cast<std::size_t>(kWords[index].word[0] - 'a') < letter) ++index;
    letters[letter] = static_cast<std::uint8_t>(index);
  }
  return letters;
}();

}  // namespace

std::uint16_t classify(std::string_view word) noexcept {
  if (word.empty() || word[0] < 'a' || word[0] > 'z') return 0;
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t index = kLetters[letter]; index < kLetters[letter + 1]; ++index) {
    if (kWords[index].word == word) return kWords[index].classes;
  }
  return 0;
}

std::vector<std::string_view> words_of(std::uint16_t classes) {
  std::vector<std::string_view> words;
  for (const Entry& entry : kWords) {
    if ((entry.classes & classes) != 0) words.push_back(entry.word);
  }
  return words;
}

const std::vector<std::string_view>& declaration_words() {
  static const std::vector<std::string_view> words = words_of(kDeclares);
  return words;
}

}  // namespace carveout::syntax
