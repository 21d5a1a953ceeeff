#include "source/markdown_html.hpp"

#include <algorithm>
#include <array>

namespace carveout::markdown {
namespace {

constexpr std::array<std::string_view, 4> kVerbatim = {"script", "pre", "style", "textarea"};
// The elements that are blocks of their own, in the order of CommonMark.
constexpr std::string_view kBlocks[] = {
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "section",  "source",     "summary",  "table",    "tbody",
    "td",       "tfoot",      "th",     "thead",   "title",    "tr",         "track",    "ul"};

// The ends of HTML by kind; those of the verbatim elements are looked for all at once.
enum Ending : std::size_t { kVerbatimEnd, kCommentEnd, kInstructionEnd, kDeclarationEnd, kCdataEnd };

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_letter(char c) noexcept {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r';
}
bool is_one_of(char c, std::string_view signs) noexcept {
  return signs.find(c) != std::string_view::npos;
}
bool same_letters(std::string_view text, std::string_view lower_case) noexcept {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
}

// Reads what an element's tag is made of.
class Tag {
 public:
  explicit Tag(std::string_view text) : text_(text) {}
  [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool at_end() const noexcept { return at_ == text_.size(); }
  [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(at_); }
  bool take(char sign) noexcept {
    if (at_end() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }
  bool spaces() noexcept {
    const std::size_t before = at_;
    while (!at_end() && is_space(text_[at_])) ++at_;
    return at_ > before;
  }
  std::string_view name() noexcept {
    const std::size_t begin = at_;
    if (!is_letter(peek())) return {};
    while (is_letter(peek()) || is_digit(peek()) || peek() == '-') ++at_;
    return text_.substr(begin, at_ - begin);
  }
  bool attribute() noexcept {
    if (!is_letter(peek()) && !is_one_of(peek(), "_:")) return false;
    while (!at_end() && (is_letter(peek()) || is_digit(peek()) || is_one_of(peek(), "_.:-"))) ++at_;
    const std::size_t after_name = at_;
    spaces();
    if (!take('=')) {
      at_ = after_name;
      return true;
    }
    spaces();
    return value();
  }

 private:
  bool value() noexcept {
    if (const char quote = peek(); !at_end() && is_one_of(quote, "'\"")) {
      const std::size_t end = text_.find(quote, at_ + 1);
      if (end == std::string_view::npos) return false;
      at_ = end + 1;
      return true;
    }
    const std::size_t begin = at_;
    while (!at_end() && !is_space(peek()) && !is_one_of(peek(), "\"'=<>`")) ++at_;
    return at_ > begin;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// A whole tag with nothing after it.
bool is_lone_tag(std::string_view text) noexcept {
  Tag tag(text);
  if (!tag.take('<')) return false;
  const bool closes = tag.take('/');
  if (tag.name().empty()) return false;
  if (closes) {
    tag.spaces();
  } else {
    while (tag.spaces()) {
      if (!tag.attribute()) break;
    }
    tag.take('/');
  }
  if (!tag.take('>')) return false;
  tag.spaces();
  return tag.at_end();
}

}  // namespace

std::optional<HtmlStart> html_start(std::string_view rest, bool in_paragraph) noexcept {
  using Kind = HtmlStart::Kind;
  if (rest.empty() || rest[0] != '<') return std::nullopt;
  if (rest.substr(0, 4) == "<!--") return HtmlStart{Kind::Comment, kCommentEnd};
  if (rest.substr(0, 2) == "<?") return HtmlStart{Kind::ToItsEnd, kInstructionEnd};
  if (rest.substr(0, 9) == "<![CDATA[") return HtmlStart{Kind::ToItsEnd, kCdataEnd};
  if (rest.size() > 2 && rest[1] == '!' && is_letter(rest[2])) return HtmlStart{Kind::ToItsEnd, kDeclarationEnd};
  Tag tag(rest.substr(1));
  const bool closes = tag.take('/');
  const std::string_view name = tag.name();
  const bool ends = tag.at_end() || is_space(tag.peek()) || tag.peek() == '>';
  const auto is_name = [&](std::string_view known) { return same_letters(name, known); };
  const bool verbatim = std::any_of(std::begin(kVerbatim), std::end(kVerbatim), is_name);
  if (verbatim && !closes && ends) return HtmlStart{Kind::ToItsEnd, kVerbatimEnd};
  if ((ends || tag.rest().substr(0, 2) == "/>") && std::any_of(std::begin(kBlocks), std::end(kBlocks), is_name)) {
    return HtmlStart{Kind::ToBlank, 0};
  }
  if (!in_paragraph && is_lone_tag(rest)) return HtmlStart{Kind::ToBlank, 0};
  return std::nullopt;
}

bool ends_html(std::size_t ending, std::string_view line) noexcept {
  constexpr std::string_view kEndings[] = {"", "-->", "?>", ">", "]]>"};
  if (ending != kVerbatimEnd) return line.find(kEndings[ending]) != std::string_view::npos;
  for (std::size_t at = line.find("</"); at != std::string_view::npos; at = line.find("</", at + 2)) {
    Tag tag(line.substr(at + 2));
    const std::string_view name = tag.name();
    if (tag.peek() == '>' && std::any_of(kVerbatim.begin(), kVerbatim.end(),
                                         [&](std::string_view known) { return same_letters(name, known); })) {
      return true;
    }
  }
  return false;
}

}  // namespace carveout::markdown
