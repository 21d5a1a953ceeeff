#include <algorithm>
#include <array>

#include "carveout/lang/section.hpp"
#include "values/section_levels.hpp"

namespace carveout {
namespace {

enum class Kind { Digits, LowerLetters, UpperLetters, Other };

Kind kind_of(char c) noexcept {
  if (c >= '0' && c <= '9') return Kind::Digits;
  if (c >= 'a' && c <= 'z') return Kind::LowerLetters;
  return c >= 'A' && c <= 'Z' ? Kind::UpperLetters : Kind::Other;
}

bool is_letters(Kind kind) noexcept {
  return kind == Kind::LowerLetters || kind == Kind::UpperLetters;
}

// A run of characters of one kind, and what follows it. A level is runs from end to end: "2-a" is "2", "-", "a".
struct Run {
  Kind kind = Kind::Other;
  std::string_view text;
  std::string_view rest;
};

// Precondition: the text is not empty.
Run first_run(std::string_view text) noexcept {
  const Kind kind = kind_of(text.front());
  std::size_t length = 1;
  while (length < text.size() && kind_of(text[length]) == kind) ++length;
  return {kind, text.substr(0, length), text.substr(length)};
}

struct RomanStep {
  int value;
  std::string_view lower;
  std::string_view upper;
};
constexpr std::array<RomanStep, 13> kRomanSteps{{{1000, "m", "M"},
                                                 {900, "cm", "CM"},
                                                 {500, "d", "D"},
                                                 {400, "cd", "CD"},
                                                 {100, "c", "C"},
                                                 {90, "xc", "XC"},
                                                 {50, "l", "L"},
                                                 {40, "xl", "XL"},
                                                 {10, "x", "X"},
                                                 {9, "ix", "IX"},
                                                 {5, "v", "V"},
                                                 {4, "iv", "IV"},
                                                 {1, "i", "I"}}};
// MMMDCCCLXXXVIII
constexpr std::size_t kLongestRoman = 15;

std::string roman_numeral(int value, Kind kind) {
  std::string numeral;
  for (const RomanStep& step : kRomanSteps) {
    for (; value >= step.value; value -= step.value) numeral += kind == Kind::UpperLetters ? step.upper : step.lower;
  }
  return numeral;
}

// The number a Roman numeral stands for, 1 to 3999, in its one usual form: iv, not iiii. Else 0.
int roman_value(std::string_view numeral) {
  if (numeral.empty() || numeral.size() > kLongestRoman) return 0;
  const Kind kind = kind_of(numeral.front());
  int value = 0;
  std::string_view rest = numeral;
  for (const RomanStep& step : kRomanSteps) {
    const std::string_view letters = kind == Kind::UpperLetters ? step.upper : step.lower;
    for (; rest.substr(0, letters.size()) == letters; rest.remove_prefix(letters.size())) value += step.value;
  }
  if (value >= 4000 || !rest.empty() || roman_numeral(value, kind) != numeral) return 0;
  return value;
}

std::strong_ordering compare_numbers(std::string_view a, std::string_view b) noexcept {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

// a to z, then aa, ab …
std::strong_ordering compare_letters(std::string_view a, std::string_view b) noexcept {
  return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

std::strong_ordering compare_runs(const Run& a, const Run& b) noexcept {
  if (a.kind == Kind::Digits && b.kind == Kind::Digits) return compare_numbers(a.text, b.text);
  if (is_letters(a.kind) && is_letters(b.kind)) return compare_letters(a.text, b.text);
  return a.text.compare(b.text) <=> 0;
}

// Suffixes, run by run: none comes before any.
std::strong_ordering compare_suffixes(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() && !b.empty()) {
    const Run left = first_run(a);
    const Run right = first_run(b);
    if (const auto order = compare_runs(left, right); order != 0) return order;
    a = left.rest;
    b = right.rest;
  }
  return a.size() <=> b.size();
}

// Precondition: both levels begin with a run of the same kind. Where `roman`, what is no numeral comes before all.
std::strong_ordering compare_levels(std::string_view a, std::string_view b, bool roman) {
  const Run left = first_run(a);
  const Run right = first_run(b);
  const auto order = roman ? roman_value(left.text) <=> roman_value(right.text) : compare_runs(left, right);
  return order != 0 ? order : compare_suffixes(left.rest, right.rest);
}

struct Place {
  std::string_view parent;
  std::string_view level;
};

Place place_of(std::string_view key) noexcept {
  const std::size_t separator = key.rfind(kLevelSeparator);
  if (separator == std::string_view::npos) return {{}, key};
  return {key.substr(0, separator), key.substr(separator + 1)};
}

// The level of `key` below `parent`; empty where there is none.
std::string_view level_below(std::string_view key, std::string_view parent) noexcept {
  if (!parent.empty()) {
    if (!is_within(key, parent) || key.size() == parent.size()) return {};
    key.remove_prefix(parent.size() + 1);
  }
  return key.substr(0, key.find(kLevelSeparator));
}

bool is_roman(std::string_view level) {
  return roman_value(level) != 0;
}

}  // namespace

std::optional<SectionRange> SectionRange::make(const Section& first, const Section& last, Problem* problem) {
  const auto refused = [problem](Problem reason) {
    if (problem != nullptr) *problem = reason;
    return std::nullopt;
  };
  const Place start = place_of(first.key());
  const Place end = place_of(last.key());
  if (start.level.empty() || end.level.empty() || start.parent != end.parent) return refused(Problem::NotSiblings);
  const Kind kind = first_run(start.level).kind;
  if (kind == Kind::Other || first_run(end.level).kind != kind) return refused(Problem::NotSiblings);

  const bool could_be_roman = is_roman(start.level) && is_roman(end.level);
  const bool single_letters = start.level.size() == 1 && end.level.size() == 1;
  SectionRange range;
  range.roman_ = could_be_roman && !single_letters;
  if (could_be_roman && single_letters && start.level != end.level) {
    // "(i)" through "(x)" has ten members or sixteen. Where the ends are the wrong way round in both readings, that is
    // what is wrong.
    const bool backwards = compare_levels(end.level, start.level, false) < 0;
    if (!backwards || compare_levels(end.level, start.level, true) >= 0) return refused(Problem::LettersOrRoman);
  }
  if (compare_levels(end.level, start.level, range.roman_) < 0) return refused(Problem::EndBeforeStart);
  range.first_ = first;
  range.last_ = last;
  range.parent_ = start.parent;
  return range;
}

Truth SectionRange::contains(const Section& a) const {
  if (a.key().empty()) return Truth::No;
  const std::string_view start = place_of(first_.key()).level;
  const std::string_view end = place_of(last_.key()).level;
  if (start.empty() || end.empty()) return Truth::No;
  if (!parent_.empty() && is_within(parent_, a.key())) return Truth::Unknown;
  const std::string_view level = level_below(a.key(), parent_);
  if (level.empty()) return Truth::No;
  if (first_run(level).kind != first_run(start).kind) return Truth::No;
  return truth_of(compare_levels(start, level, roman_) <= 0 && compare_levels(level, end, roman_) <= 0);
}

}  // namespace carveout
