#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "carveout/lang/truth.hpp"

namespace carveout {

// A structured legal citation: "PL 265.02(4)" is the code `PL`, then 265, 02 and 4. White space is folded, `§` is
// dropped, white space, a dot between digits and each parenthesis open a level. "120.04-a" is a section of its own
// beside "120.04", and "4(2)-a" beside "4(2)": what directly follows a closing parenthesis continues its level. Spaces
// that do not break and thin ones are white space, other bytes beyond ASCII stay as they are; case counts.
// Spec: language/03-types, "Sections".
class Section {
 public:
  // Nothing if the text is empty, has control characters, unbalanced or empty parentheses, or is over 200 bytes.
  [[nodiscard]] static std::optional<Section> parse(std::string_view text);

  // The citation as it was written, white space folded.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  // The levels joined by U+001F: equal for equal citations, and a subdivision's key begins with its parent's.
  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  friend bool operator==(const Section& a, const Section& b) noexcept { return a.key_ == b.key_; }
  friend auto operator<=>(const Section& a, const Section& b) noexcept { return a.key_ <=> b.key_; }

 private:
  std::string text_;
  std::string key_;
};

// Yes: a is b or a subdivision of it. Unknown: a is a parent of b, so a may be meant or not. Else no.
[[nodiscard]] Truth under(const Section& a, const Section& b) noexcept;

// A run of sibling sections, ends included: "PL 265.02(2)" through "PL 265.02(8)".
class SectionRange {
 public:
  enum class Problem { NotSiblings, EndBeforeStart, LettersOrRoman };
  // Letters order a to z, then aa …; both ends Roman with one of them longer than a letter order as Roman numerals;
  // two single letters that could be either ("(c)" through "(i)") are a problem: LettersOrRoman only where the two
  // readings differ. Digits order as numbers, and a suffix after what it is added to: 2, 2-a, 2-b, 3. Both ends begin
  // with digits, with lower case or with upper case letters; else they are not siblings. `problem` may be null.
  [[nodiscard]] static std::optional<SectionRange> make(const Section& first, const Section& last, Problem* problem);
  // Yes: a is a sibling in the run, or under one. Unknown: a is a parent of the run.
  [[nodiscard]] Truth contains(const Section& a) const;
  [[nodiscard]] const Section& first() const noexcept { return first_; }
  [[nodiscard]] const Section& last() const noexcept { return last_; }

 private:
  Section first_;
  Section last_;
  std::string parent_;  // the key of the common parent
  bool roman_ = false;
};

}  // namespace carveout
