#include "carveout/lang/section.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "values/section_levels.hpp"

namespace carveout {
namespace {

// LIMIT: the longest citations seen in statutes and regulations have some 60 bytes.
constexpr std::size_t kMaxBytes = 200;

constexpr std::string_view kSectionSign = "\u00A7";
// What word processors put after a section sign: spaces that do not break, or are narrow.
constexpr std::array<std::string_view, 3> kOtherSpaces{"\u00A0", "\u2009", "\u202F"};

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool has_control_characters(std::string_view text) noexcept {
  unsigned char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
    // U+0080 to U+009F
    if (before == 0xC2 && byte >= 0x80 && byte < 0xA0) return true;
    before = byte;
  }
  return false;
}

std::string with_spaces_folded(std::string_view text) {
  std::string folded;
  bool space_due = false;
  while (!text.empty()) {
    std::size_t space = text.front() == ' ' ? 1 : 0;
    for (const std::string_view other : kOtherSpaces) {
      if (text.substr(0, other.size()) == other) space = other.size();
    }
    if (space == 0) {
      if (space_due && !folded.empty()) folded += ' ';
      folded += text.front();
    }
    space_due = space != 0;
    text.remove_prefix(space == 0 ? 1 : space);
  }
  return folded;
}

// Builds the key, level by level.
class Levels {
 public:
  // A level that is still empty is not opened twice.
  void open() noexcept { open_ = true; }
  void append(char c) {
    if (open_ && !key_.empty()) key_ += kLevelSeparator;
    open_ = false;
    key_ += c;
    ++bytes_;
  }
  std::size_t bytes() const noexcept { return bytes_; }
  std::string take() noexcept { return std::move(key_); }

 private:
  std::string key_;
  std::size_t bytes_ = 0;
  bool open_ = true;
};

// Nothing where a parenthesis is empty or has no partner, or where no level is left.
std::optional<std::string> key_of(std::string_view text) {
  Levels levels;
  // How much stood in the levels when each parenthesis that is still open was opened: to see that it is not empty.
  std::array<std::size_t, kMaxBytes> opened{};
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, kSectionSign.size()) == kSectionSign) {
      levels.open();
      i += kSectionSign.size() - 1;
    } else if (text[i] == '(') {
      levels.open();
      opened[depth++] = levels.bytes();
    } else if (text[i] == ')') {
      if (depth == 0 || levels.bytes() == opened[--depth]) return std::nullopt;
    } else if (text[i] == ' ') {
      levels.open();
    } else if (text[i] == '.' && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() && is_digit(text[i + 1])) {
      levels.open();
    } else {
      // Also directly after a closing parenthesis: "(4)-a" is a section of its own, not a subdivision of "(4)".
      levels.append(text[i]);
    }
  }
  if (depth != 0 || levels.bytes() == 0) return std::nullopt;
  return levels.take();
}

bool is_capital(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// `A`, `b`, `XIV`, `ii`: a level that counts without a digit.
bool counts(std::string_view level) noexcept {
  return level.size() == 1 || level.find_first_not_of("IVXLC") == std::string_view::npos ||
         level.find_first_not_of("ivxlc") == std::string_view::npos;
}

// SPEC 3.3: a citation of levels has a number, or ends with a letter or a Roman numeral, or is the name of a law alone.
bool names_section(std::string_view key) noexcept {
  for (const char c : key) {
    if (is_digit(c)) return true;
  }
  bool capitals = true;
  bool last_counts = false;
  bool first = true;
  for (std::size_t at = 0; at <= key.size();) {
    const std::size_t end = std::min(key.find(kLevelSeparator, at), key.size());
    const std::string_view level = key.substr(at, end - at);
    capitals = capitals && is_capital(level.front());
    last_counts = !first && counts(level);
    first = false;
    at = end + 1;
  }
  return capitals || last_counts;
}

// A letter, a digit or a section sign: what begins with a parenthesis is a part of a section that is not said.
bool begins_section(std::string_view text) noexcept {
  const char c = text.empty() ? '\0' : text.front();
  return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

}  // namespace

bool is_within(std::string_view key, std::string_view ancestor) noexcept {
  return key.substr(0, ancestor.size()) == ancestor &&
         (key.size() == ancestor.size() || key[ancestor.size()] == kLevelSeparator);
}

std::optional<Section> Section::parse(std::string_view text) {
  if (text.size() > kMaxBytes || has_control_characters(text)) return std::nullopt;
  Section section;
  section.text_ = with_spaces_folded(text);
  if (!begins_section(section.text_)) return std::nullopt;
  auto key = key_of(section.text_);
  if (!key || !names_section(*key)) return std::nullopt;
  section.key_ = *std::move(key);
  return section;
}

Truth under(const Section& a, const Section& b) noexcept {
  if (is_within(a.key(), b.key())) return Truth::Yes;
  return is_within(b.key(), a.key()) ? Truth::Unknown : Truth::No;
}

}  // namespace carveout
