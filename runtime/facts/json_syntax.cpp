#include "facts/json_syntax.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "facts/json_text.hpp"

namespace carveout::facts {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
unsigned char byte_of(char c) noexcept {
  return static_cast<unsigned char>(c);
}

struct WordHint {
  std::string_view word;
  std::string_view hint;
};
constexpr std::array kWordHints = {
    WordHint{"True", "write `true`"},
    WordHint{"TRUE", "write `true`"},
    WordHint{"yes", "write `true`"},
    WordHint{"False", "write `false`"},
    WordHint{"FALSE", "write `false`"},
    WordHint{"no", "write `false`"},
    WordHint{"None", "write `null` for what is known not to exist; leave out what is not known"},
    WordHint{"NULL", "write `null` for what is known not to exist; leave out what is not known"},
    WordHint{"undefined", "leave the key out"},
    WordHint{"unknown", "leave the key out"},
    WordHint{"NaN", "leave the key out"},
    WordHint{"Infinity", "leave the key out"},
};

struct JsonWord {
  std::string_view word;
  std::string_view hint;
};
constexpr std::array kJsonWords = {JsonWord{"true", "write `true`"}, JsonWord{"false", "write `false`"},
                                   JsonWord{"null", "write `null`"}};

class Checker {
 public:
  Checker(FileId file, std::string_view text) : file_(file), text_(text) {}

  std::optional<Diagnostic> run() {
    if (!check_utf8()) return std::move(problem_);
    State state = State::Value;
    while (!problem_) {
      skip_space();
      if (state == State::End) {
        if (at_ < text_.size()) fail(DiagnosticId::FactsTrailing, at_, text_.size(), {});
        break;
      }
      if (at_ == text_.size()) {
        if (open_.empty() && state == State::Value) {
          fail(DiagnosticId::FactsEmpty, at_, at_, {});
        } else {
          truncated();
        }
        break;
      }
      state = step(state);
    }
    return std::move(problem_);
  }

 private:
  // What may stand next. The container it stands in is the last of `open_`.
  enum class State { Value, ElementOrEnd, KeyOrEnd, Key, Colon, CommaOrEnd, End };

  [[nodiscard]] bool in_object() const { return text_[open_.back()] == '{'; }
  [[nodiscard]] State after_value() const { return open_.empty() ? State::End : State::CommaOrEnd; }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  State step(State state) {
    const char c = text_[at_];
    switch (state) {
      case State::Value:
        return value();
      case State::ElementOrEnd:
        return c == ']' ? close() : value();
      case State::KeyOrEnd:
        return c == '}' ? close() : key();
      case State::Key:
        return key();
      case State::Colon:
        if (c != ':') return expected("`:` after a key");
        ++at_;
        return State::Value;
      case State::CommaOrEnd:
        return comma_or_end();
      case State::End:
        break;
    }
    return State::End;
  }

  State value() {
    const char c = text_[at_];
    if (c == '{' || c == '[') return open();
    if (c == '"') {
      string();
      return after_value();
    }
    if (const std::size_t length = number_length(text_.substr(at_)); length > 0) return number(length);
    for (const JsonWord& word : kJsonWords) {
      if (found() != word.word) continue;
      at_ += word.word.size();
      return after_value();
    }
    return expected("a value");
  }

  State open() {
    if (open_.size() == kMaxJsonNesting) {
      fail(DiagnosticId::FactsTooDeep, at_, at_ + 1, {{"limit", std::to_string(kMaxJsonNesting)}});
      return State::End;
    }
    open_.push_back(at_);
    return text_[at_++] == '{' ? State::KeyOrEnd : State::ElementOrEnd;
  }

  State close() {
    open_.pop_back();
    ++at_;
    return after_value();
  }

  State key() {
    if (text_[at_] != '"') return expected("a key in double quotes");
    string();
    return State::Colon;
  }

  State comma_or_end() {
    const char c = text_[at_];
    const char closer = in_object() ? '}' : ']';
    if (c == closer) return close();
    if (c != ',') return expected(in_object() ? "`,` or `}`" : "`,` or `]`");
    const std::size_t comma = at_++;
    skip_space();
    if (at_ < text_.size() && text_[at_] == closer) {
      return not_json(comma, comma + 1, fmt::format("a comma with nothing after it but `{}`", closer),
                      "delete the comma");
    }
    return in_object() ? State::Key : State::Value;
  }

  State number(std::size_t length) {
    const std::size_t begin = at_;
    const std::string_view whole = found();
    at_ += length;
    if (whole.size() == length) return after_value();
    const bool leading_zero = whole.size() > 1 && is_digit(whole[whole[0] == '-' ? 1 : 0]) && is_digit(text_[at_]);
    return not_json(begin, begin + whole.size(), fmt::format("`{}` is not a number as JSON writes them", whole),
                    leading_zero ? "a number does not begin with a 0; what is no number stands in double quotes"
                                 : "numbers are written like `-3`, `12.5`, `1e6`; dates stand in double quotes");
  }

  void string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"' && !problem_) {
      const unsigned char c = byte_of(text_[at_]);
      if (c == '\\') {
        escape(begin);
      } else if (c < 0x20) {
        control(begin);
      } else {
        ++at_;
      }
    }
    if (problem_) return;
    if (at_ == text_.size()) {
      fail(DiagnosticId::FactsTruncated, at_, at_, {{"what", "a text"}, {"closer", "\""}}, opened(begin));
      return;
    }
    ++at_;
  }

  void control(std::size_t begin) {
    const char c = text_[at_];
    if (c == '\n' || c == '\r') {
      problem_ = make_diagnostic(DiagnosticId::FactsNotJson, span(at_, at_ + 1),
                                 {{"problem", "the line ends inside a text"},
                                  {"what_to_do", "close the text with `\"`, or write `\\n` where it goes on"}},
                                 opened(begin));
      return;
    }
    const std::string escaped = fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    not_json(at_, at_ + 1, "a control character inside a text", fmt::format("write `{}`", escaped));
  }

  void escape(std::size_t string_begin) {
    if (at_ + 1 == text_.size()) {
      at_ = text_.size();
      return;  // the text is not closed
    }
    const char c = text_[at_ + 1];
    if (c == 'u') return unicode_escape(string_begin);
    if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
      at_ += 2;
      return;
    }
    const std::size_t length = c == '\n' || c == '\r' ? 0 : code_point_length(text_.substr(at_ + 1));
    not_json(at_, at_ + 1 + length, fmt::format("`{}` is not an escape", text_.substr(at_, 1 + length)),
             "write `\\\\` for a backslash");
  }

  // The code unit of `\uXXXX` at an offset; -1 where there is none.
  [[nodiscard]] int code_unit(std::size_t at) const {
    if (at + 6 > text_.size() || text_[at] != '\\' || text_[at + 1] != 'u') return -1;
    int unit = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
      if (hex_value(text_[i]) < 0) return -1;
      unit = unit * 16 + hex_value(text_[i]);
    }
    return unit;
  }

  void unicode_escape(std::size_t string_begin) {
    const int unit = code_unit(at_);
    if (unit < 0) {
      std::size_t end = at_ + 2;
      while (end < text_.size() && end < at_ + 6 && hex_value(text_[end]) >= 0) ++end;
      if (end == text_.size()) {
        at_ = end;  // the text is not closed
        return;
      }
      not_json(at_, end, fmt::format("`{}` is not an escape", text_.substr(at_, end - at_)),
               "`\\u` is followed by four hexadecimal digits");
      return;
    }
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const int next = high ? code_unit(at_ + 6) : -1;
    if ((high && (next < 0xDC00 || next > 0xDFFF)) || (unit >= 0xDC00 && unit <= 0xDFFF)) {
      problem_ =
          make_diagnostic(DiagnosticId::FactsNotJson, span(at_, at_ + 6),
                          {{"problem", fmt::format("`{}` is one half of a character", text_.substr(at_, 6))},
                           {"what_to_do", "past U+FFFF two such escapes make a character; write the character itself"}},
                          {{span(string_begin, string_begin + 1), "in the text that begins here"}});
      return;
    }
    at_ += high ? 12 : 6;
  }

  // --- reports

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] std::vector<Note> opened(std::size_t at) const { return {{span(at, at + 1), "it begins here"}}; }
  void fail(DiagnosticId id, std::size_t begin, std::size_t end, Fields fields, std::vector<Note> notes = {}) {
    problem_ = make_diagnostic(id, span(begin, end), fields, std::move(notes));
  }
  State not_json(std::size_t begin, std::size_t end, std::string_view problem, std::string_view what_to_do) {
    fail(DiagnosticId::FactsNotJson, begin, end, {{"problem", problem}, {"what_to_do", what_to_do}});
    return State::End;
  }
  void truncated() {
    if (open_.empty()) return;
    const bool object = in_object();
    fail(DiagnosticId::FactsTruncated, text_.size(), text_.size(),
         {{"what", object ? "an object" : "a list"}, {"closer", object ? "}" : "]"}}, opened(open_.back()));
  }

  State expected(std::string_view what) {
    const std::string_view here = found();
    std::string shown = fmt::format("`{}`", here);
    if (here[0] == '"') shown = "a text";
    if (byte_of(here[0]) < 0x20) shown = "a control character";
    return not_json(at_, at_ + here.size(), fmt::format("expected {}, found {}", what, shown), hint(here, what));
  }

  [[nodiscard]] std::string_view hint(std::string_view here, std::string_view what) const {
    if (here[0] == '\'') return "texts and keys stand in double quotes";
    if (here[0] == '/' || here[0] == '#') return "JSON has no comments";
    if (here == "\xE2\x80\x9C" || here == "\xE2\x80\x9D") return "write straight double quotes: `\"`";
    for (const WordHint& entry : kWordHints) {
      if (entry.word == here) return entry.hint;
    }
    for (const JsonWord& word : kJsonWords) {
      const bool cut_off = here.size() > 0 && word.word.substr(0, here.size()) == here;
      if (what == "a value" && (cut_off || nearest(here, {word.word}) == word.word)) return word.hint;
    }
    if (is_letter(here[0])) return "texts, dates and names stand in double quotes";
    if (here[0] == '+' || here[0] == '.' || here[0] == '-') return "numbers are written like `-3`, `12.5`, `1e6`";
    if (here == "]" || here == "}") return what == "a value" ? "write the value, or delete what leads up to it" : "";
    return "";
  }

  // The piece at the place, whole: a text to its end, a word, a number, or one character.
  [[nodiscard]] std::string_view found() const {
    const std::string_view rest = text_.substr(at_);
    std::size_t length = 1;
    const auto part_of_word = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '+' || c == '-'; };
    if (rest[0] == '"') {
      while (length < rest.size() && rest[length] != '"' && rest[length] != '\n') ++length;
      if (length < rest.size() && rest[length] == '"') ++length;
      return rest.substr(0, length);
    }
    if (!part_of_word(rest[0])) return rest.substr(0, code_point_length(rest));
    while (length < rest.size() && part_of_word(rest[length])) ++length;
    return rest.substr(0, length);
  }

  bool check_utf8() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t length = code_point_length(text_.substr(at, 4));
      if (length == 0) {
        fail(DiagnosticId::NotUtf8, at, at + 1, {{"byte", fmt::format("{:02x}", byte_of(text_[at]))}});
        return false;
      }
      at += length;
    }
    return true;
  }

  FileId file_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;  // where the containers around the place begin
  std::optional<Diagnostic> problem_;
};

}  // namespace

std::optional<Diagnostic> first_json_problem(FileId file, std::string_view text) {
  return Checker(file, text).run();
}

}  // namespace carveout::facts
