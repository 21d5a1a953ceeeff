// The part of SyntaxReporter about single tokens: strings that do not end, dates written otherwise, characters and
// operators of word processors and of other languages.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "source/utf8.hpp"
#include "syntax/foreign_words.hpp"
#include "syntax/problem.hpp"

namespace carveout::syntax {
namespace {

struct Run {
  const char* begin;
  const char* end;
  [[nodiscard]] std::string_view text() const noexcept { return {begin, static_cast<std::size_t>(end - begin)}; }
};

// The characters around `at` that stand together as one number, date or name, hyphens and all.
[[nodiscard]] Run run_around(const char* at, const char* begin, const char* end) {
  const auto belongs = [](char c) { return is_word_char(c) || c == '-' || c == '.'; };
  Run run{at, at};
  while (run.begin != begin && belongs(run.begin[-1])) --run.begin;
  while (run.begin != at && !is_word_char(*run.begin)) ++run.begin;
  while (run.end != end && belongs(*run.end)) ++run.end;
  while (run.end != at && !is_word_char(run.end[-1])) --run.end;
  return run;
}

// A date written otherwise: 2018-1-31, 2018/01/31, 31.1.2018, 1/31/2018. Gives back its end, and how it is written here
// where the order of its parts is certain.
struct OtherDate {
  const char* end = nullptr;
  std::string corrected;
};
[[nodiscard]] OtherDate other_date(const char* at, const char* end) {
  std::array<std::string_view, 3> parts;
  std::array<char, 2> separators{};
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const char* first = at;
    while (at != end && is_digit(*at)) ++at;
    parts[index] = {first, static_cast<std::size_t>(at - first)};
    if (index == 2) break;
    if (at == end || std::strchr("-/.", *at) == nullptr || *at == '\0') return {};
    separators[index] = *at++;
  }
  if (separators[0] != separators[1] || (at != end && is_word_char(*at))) return {};
  const auto fits = [](std::string_view part) { return part.size() == 1 || part.size() == 2; };
  if (parts[0].size() == 4 && fits(parts[1]) && fits(parts[2])) {
    return {at, fmt::format("{}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2])};
  }
  if (fits(parts[0]) && fits(parts[1]) && parts[2].size() == 4) return {at, "2018-01-31"};
  return {};
}

// How to do with less nesting, by what nests.
[[nodiscard]] std::string_view nesting_hint(const FailureContext& context) {
  const NodeKind innermost = context.innermost();
  if (innermost == NodeKind::Part) return "let some of the parts stand beside each other";
  const bool in_type = innermost == NodeKind::ListType || innermost == NodeKind::Field || innermost == NodeKind::Param;
  return in_type ? "put an inner list into a field of a `type … has …`" : "give an inner part a name with `define`";
}

[[nodiscard]] std::string code_point_text(char32_t code_point) {
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(code_point));
}

// What to do about a number or a path with something glued to it.
[[nodiscard]] std::string glued_hint(std::string_view text) {
  if (!is_letter(text.front())) return "put a space between a number and its unit; names begin with a letter";
  std::string path;
  for (const char c : text) {
    if (c != '.' || path.back() != '.') path += c;
  }
  if (path.size() != text.size()) return fmt::format("one dot stands between the names of a path: `{}`", path);
  return "each name of a path begins with a letter";
}

}  // namespace

std::string SyntaxReporter::Problem::found() const {
  if (token.begin == end) return "the end of the file";
  if (in_table_line(failure.what) && line_ends()) return "the end of the line";
  if (token.is_word()) return fmt::format("`{}`", token.word());
  const char* last = token.begin;
  if (*last == '"') {
    last = string_end(last, end);
    std::string text(token.begin, last);
    const auto line_end = text.find('\n');
    if (line_end != std::string::npos || text.size() > 40) {
      text = fmt::format("{}…\"", utf8::prefix(text, std::min<std::size_t>(line_end, 32)));
    }
    return text;
  }
  if (is_digit(*last)) {
    while (last != end && (is_word_char(*last) || *last == '-' || *last == '/')) ++last;
    if (last - token.begin > 32) return "a number";
  } else {
    last = character_end(last, end);
  }
  return fmt::format("`{}`", std::string_view(token.begin, static_cast<std::size_t>(last - token.begin)));
}

bool SyntaxReporter::report_inside_token(const Problem& problem) {
  const Failure& failure = problem.failure;
  const Token& token = problem.token;
  const What what = failure.what;
  if (what == What::TooDeep || what == What::TooManyOperators) {
    const std::string limit = std::to_string(failure.limit);
    const char* last = token.is_word() ? token.word_end : character_end(token.begin, problem.end);
    report(what == What::TooDeep ? DiagnosticId::NestedTooDeep : DiagnosticId::TooManyOperators, token.begin, last,
           {{"limit", limit}, {"hint", nesting_hint(problem.context)}});
  } else if (what == What::Clock) {
    const char* last = failure.at;
    while (last != problem.end && (is_word_char(*last) || *last == ':' || *last == '+' || *last == '-')) ++last;
    report(DiagnosticId::TimeShape, problem.begin + problem.context.innermost_begin, last);
  } else if (what == What::ForeignTruth) {
    report(DiagnosticId::ForeignTruth, token.begin, token.word_end,
           {{"found", token.word()}, {"word", token.is("true") ? "yes" : "no"}});
  } else if (what == What::LeadingZero) {
    report_leading_zero(problem);
  } else if (what == What::TokenGlued) {
    report_glued(failure.at, problem);
  } else if (what == What::MinusGlued) {
    report_minus(problem);
  } else if (what == What::PathEnd) {
    report_dot(problem);
  } else if (what == What::TableRule) {
    const char* last = failure.at;
    while (last != problem.end && *last == '-') ++last;
    report(DiagnosticId::TableRule, failure.at - 2, last);
  } else if (what == What::Cell && (problem.symbol() == '|' || problem.line_ends())) {
    report(DiagnosticId::EmptyCell, failure.at - 1, failure.at);
  } else {
    return report_string_or_label(problem);
  }
  return true;
}

void SyntaxReporter::report_glued(const char* at, const Problem& problem) {
  const Run run = run_around(at, problem.begin, problem.end);
  report(DiagnosticId::NumberGlued, run.begin, run.end,
         {{"text", excerpt(offset(run.begin), offset(run.end))}, {"hint", glued_hint(run.text())}});
}

bool SyntaxReporter::report_string_or_label(const Problem& problem) {
  const char* const at = problem.failure.at;
  const What what = problem.failure.what;
  const char* const begin = problem.begin + problem.context.innermost_begin;
  if (what == What::StringEnd) {
    report(DiagnosticId::UnclosedString, begin, at);
  } else if (what == What::ParagraphEnd) {
    report(DiagnosticId::UnclosedParagraph, begin, begin + 3);
  } else if (what == What::LabelText) {
    report(DiagnosticId::EmptyLabel, begin, at);
  } else if (what == What::LabelEnd) {
    report(DiagnosticId::UnclosedLabel, begin, at);
  } else if (what == What::Escape) {
    const bool nothing = at == problem.end || *at == '\n' || *at == '\r';
    const std::string escape(at - 1, nothing ? at : character_end(at, problem.end));
    report(DiagnosticId::UnknownEscape, at - 1, at - 1 + escape.size(), {{"escape", escape}});
  } else {
    return false;
  }
  return true;
}

void SyntaxReporter::report_leading_zero(const Problem& problem) {
  const char* first = problem.token.begin;
  const OtherDate date = other_date(first, problem.end);
  const char* last = first;
  while (last != problem.end && is_word_char(*last)) ++last;
  if (date.end != nullptr) last = date.end;
  const std::string text = excerpt(offset(first), offset(last));
  if (date.end != nullptr) {
    report(DiagnosticId::DateShape, first, last, {{"text", text}, {"date", date.corrected}});
    return;
  }
  const std::size_t zeros = std::min(text.find_first_not_of("0_"), text.size() - 1);
  report(DiagnosticId::LeadingZero, first, last, {{"number", std::string_view(text).substr(zeros)}});
}

// A hyphen between two things without spaces: a date written otherwise, a name, or a subtraction.
void SyntaxReporter::report_minus(const Problem& problem) {
  const char* const at = problem.failure.at;
  const Run run = run_around(at, problem.begin, problem.end);
  const OtherDate date = other_date(run.begin, problem.end);
  const std::string text = excerpt(offset(run.begin), offset(run.end));
  if (date.end != nullptr && date.end >= run.end) {
    report(DiagnosticId::DateShape, run.begin, date.end, {{"text", text}, {"date", date.corrected}});
    return;
  }
  if (is_letter(*run.begin)) {
    std::string name = text;
    std::replace(name.begin(), name.end(), '-', '_');
    report(DiagnosticId::HyphenatedName, run.begin, run.end, {{"text", text}, {"name", name}});
    return;
  }
  const std::string left = excerpt(offset(run.begin), offset(at));
  const std::string right = excerpt(offset(at + 1), offset(run.end));
  report(DiagnosticId::MinusNeedsSpaces, run.begin, run.end, {{"left", left}, {"right", right}});
}

// A dot that no name follows: the end of a sentence, a space in a path, or something glued to a number.
void SyntaxReporter::report_dot(const Problem& problem) {
  const char* dot = problem.failure.at;
  if (dot == problem.end || *dot != '.') --dot;
  const char* const after = dot + 1;
  const Token next = token_at(after, problem.end);
  const bool same_line =
      std::find(after, next.begin, '\n') == next.begin && std::find(after, next.begin, '#') == next.begin;
  if (after != problem.end && is_word_char(*after)) {
    report_glued(after, problem);
    return;
  }
  const bool after_word = dot != problem.begin && is_word_char(dot[-1]);
  if (after_word && same_line && next.is_word() && !begins_declaration_or_part(next, problem.end) &&
      (next.classes & (kReserved | kDeclarationOrPart)) == 0) {
    const Run run = run_around(dot, problem.begin, dot);
    report(DiagnosticId::SpaceInPath, run.begin, next.word_end,
           {{"path", fmt::format("{}.{}", run.text(), next.word())}});
    return;
  }
  report(DiagnosticId::FullStop, dot, after);
}

// Characters that mean nothing anywhere, many of them put in by word processors.
bool SyntaxReporter::report_character(const Problem& problem) {
  const char* const at = problem.token.begin;
  if (at == problem.end || problem.token.is_word()) return false;
  const char* const last = character_end(at, problem.end);
  const std::string_view character(at, static_cast<std::size_t>(last - at));
  if (*at == '.') {
    const Token next = token_at(at + 1, problem.end);
    const bool path = at != problem.begin && is_space(at[-1]) && next.begin == at + 1 && next.is_word() &&
                      problem.failure.at != problem.begin && is_word_char(problem.failure.at[-1]);
    if (!path) {
      report(DiagnosticId::FullStop, at, last);
      return true;
    }
    const Run run = run_around(problem.failure.at, problem.begin, problem.failure.at);
    report(DiagnosticId::SpaceInPath, run.begin, next.word_end,
           {{"path", fmt::format("{}.{}", run.text(), next.word())}});
    return true;
  }
  if (static_cast<unsigned char>(*at) < 0x80) {
    if (std::strchr("(){}[],;:<>=+-*/\"|&!", *at) != nullptr && *at != '\0') return false;
    if (is_digit(*at)) return false;
    if (*at == '\v' || *at == '\f') return true;  // said already, as what only looks like the end of a line
    const bool printable = *at > ' ' && *at != 0x7F;
    const std::string shown = printable ? fmt::format("`{}`", character) : code_point_text(static_cast<char32_t>(*at));
    const std::string_view hint = *at == '_'                  ? "a name begins with a letter"
                                  : *at == '\'' || *at == '`' ? "a text stands between `\"` and `\"`"
                                  : *at == '%'                ? "write a share as a number, `0.05`"
                                                              : "delete it, or put it in quotes";
    report(DiagnosticId::StrayCharacter, at, last, {{"character", shown}, {"hint", hint}});
    return true;
  }
  const utf8::Decoded decoded = utf8::decode({at, static_cast<std::size_t>(problem.end - at)}, 0);
  const char32_t c = decoded.code_point;
  if (!decoded.valid) return true;  // said already, as text that is not UTF-8
  if (utf8::is_line_separator(c)) return true;
  if (c == 0x2260 || c == 0x2264 || c == 0x2265) return false;
  const std::string code = code_point_text(c);
  if (c == 0x00A0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000 || c == 0xFEFF) {
    report(DiagnosticId::NoBreakSpace, at, last, {{"character", code}});
  } else if ((c >= 0x2018 && c <= 0x201F) || c == 0x00AB || c == 0x00BB) {
    report(DiagnosticId::CurlyQuote, at, last, {{"character", character}});
  } else if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) {
    report(DiagnosticId::TypographicDash, at, last, {{"character", character}});
  } else {
    const std::string shown = utf8::is_unsafe_to_show(c) ? code : fmt::format("`{}`", character);
    report(DiagnosticId::StrayCharacter, at, last,
           {{"character", shown},
            {"hint", "names have the letters a to z, digits and `_`; strings and comments take any text"}});
  }
  return true;
}

bool SyntaxReporter::report_foreign(const Problem& problem) {
  const Failure& failure = problem.failure;
  if (failure.what == What::Date || failure.what == What::DateOrTime) {
    const OtherDate date = other_date(problem.token.begin, problem.end);
    if (date.end != nullptr) {
      const std::string_view text(problem.token.begin, static_cast<std::size_t>(date.end - problem.token.begin));
      report(DiagnosticId::DateShape, problem.token.begin, date.end, {{"text", text}, {"date", date.corrected}});
      return true;
    }
  }
  const Foreign foreign = foreign_operator(problem.token.begin, problem.end);
  if (foreign.written.empty() || (foreign.written == "|" && in_table_line(failure.what))) return false;
  report(DiagnosticId::ForeignOperator, problem.token.begin, problem.token.begin + foreign.written.size(),
         {{"found", foreign.written}, {"word", foreign.word}});
  return true;
}

}  // namespace carveout::syntax
