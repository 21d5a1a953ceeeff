#include "syntax/syntax_errors.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "syntax/expected_text.hpp"
#include "syntax/foreign_words.hpp"
#include "syntax/problem.hpp"

namespace carveout::syntax {

void SyntaxReporter::report(DiagnosticId id, std::uint32_t begin, std::uint32_t end, Fields fields,
                            std::vector<Note> notes) {
  const std::pair place(id, begin);
  if (std::find(reported_.begin(), reported_.end(), place) != reported_.end()) return;
  if (reported_.size() == kMaxPerFile) {
    const std::string count = std::to_string(kMaxPerFile);
    sink_.report(DiagnosticId::TooManySyntaxErrors, span(begin, end), {{"count", count}});
    throw TooManyFailures{};
  }
  reported_.push_back(place);
  sink_.report(id, span(begin, end), fields, std::move(notes));
}

std::string SyntaxReporter::excerpt(std::uint32_t begin, std::uint32_t end, std::size_t limit) const {
  const char* const text_end = text().data() + end;
  const char* at = text().data() + begin;
  std::string out;
  while (at != text_end) {
    if (is_space(*at) || *at == '#') {
      at = std::min(skip_gap(at, text_end), text_end);
      if (at != text_end && !out.empty()) out += ' ';
      continue;
    }
    const char* next = *at == '"' ? string_end(at, text_end) : character_end(at, text_end);
    out.append(at, next);
    at = next;
    if (out.size() > limit && at != text_end) {
      // Cut between characters.
      std::size_t cut = limit;
      while (cut != 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
      out.resize(cut);
      return out + "…";
    }
  }
  return out;
}

void SyntaxReporter::report(const Failure& failure, const FailureContext& context) {
  const Problem problem(failure, context, text());
  if (report_inside_token(problem) || report_character(problem) || report_foreign(problem) || report_bracket(problem) ||
      report_name(problem) || report_expression(problem)) {
    return;
  }
  report_unexpected(problem);
}

bool SyntaxReporter::report_bracket(const Problem& problem) {
  const Failure& failure = problem.failure;
  const char symbol = problem.symbol();
  if (failure.what != What::Closer) {
    const bool closing = symbol == ')' || symbol == ']' || symbol == '}';
    if (!closing || failure.what != What::NextDeclaration) return false;
    const std::string_view closer(problem.token.begin, 1);
    const std::string_view opener = symbol == ')' ? "(" : symbol == ']' ? "[" : "{";
    report(DiagnosticId::StrayBracket, problem.token.begin, problem.token.begin + 1,
           {{"closer", closer}, {"opener", opener}});
    return true;
  }
  const NodeKind kind = problem.context.innermost();
  const bool conditions = kind == NodeKind::AllOf || kind == NodeKind::AnyOf || kind == NodeKind::NoneOf ||
                          kind == NodeKind::AtLeastOf || kind == NodeKind::ExactlyOf;
  if (symbol == ',' && conditions) {
    if (!ungrouped_number(problem.token.begin, problem.begin, problem.end).empty()) {
      report_unexpected(problem);
    } else {
      report(DiagnosticId::CommaBetweenConditions, problem.token.begin, problem.token.begin + 1);
    }
    return true;
  }
  if (kind == NodeKind::Set && symbol != 0 && std::string_view("+-*/").find(symbol) != std::string_view::npos) {
    report(DiagnosticId::OperatorInSet, problem.token.begin, problem.token.begin + 1);
    return true;
  }
  std::vector<Note> notes;
  if (problem.context.opener != nullptr) {
    const std::uint32_t opener = offset(problem.context.opener);
    notes.push_back({span(opener, opener + 1), "opened here"});
  }
  report(DiagnosticId::UnclosedBracket, failure.at, failure.at,
         {{"closer", failure.detail},
          {"found", problem.found()},
          {"hint", hint_for(failure, problem.context, problem.token, problem.begin, problem.end)}},
         std::move(notes));
  return true;
}

namespace {

// `A title here` as a name: a_title_here.
[[nodiscard]] std::string as_name(std::string_view title) {
  std::string name;
  for (const char c : title) {
    if (is_letter(c) || (is_digit(c) && !name.empty())) {
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!name.empty() && name.back() != '_') {
      if (name.size() > 24) break;
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() || (classify(name) & kNotADeclaredName) != 0 ? "a_name" : name;
}

// What a reserved word cannot be, or nothing where no name was expected.
[[nodiscard]] std::string_view what_cannot_be(What what) {
  if (what == What::Variable) return "the name of an element";
  if (what == What::FactField) return "the name of a fact";
  if (what == What::Member) return "a member of a type";
  if (what == What::ParameterName) return "the name of an argument";
  if (what == What::ActionNames) return "the name of an action";
  if (what == What::DutyNames) return "the name of a duty";
  if (what == What::ClauseNames) return "the name of a clause";
  return "";
}

}  // namespace

bool SyntaxReporter::report_name(const Problem& problem) {
  const Failure& failure = problem.failure;
  const Token& token = problem.token;
  const bool names = failure.what == What::ActionNames || failure.what == What::DutyNames ||
                     failure.what == What::ClauseNames || failure.what == What::Names;
  const bool after_names = failure.what == What::NextDeclaration && problem.context.after_names;
  if ((token.is("and") || token.is("or")) && (names || after_names)) {
    report(DiagnosticId::AndInList, token.begin, token.word_end, {{"word", token.word()}});
    return true;
  }
  if (failure.what == What::DeclaredName) return report_declared_name(problem);
  const std::string_view what = what_cannot_be(failure.what);
  if (what.empty()) return false;
  if ((token.classes & kNeverName) != 0 && !names) {
    report(DiagnosticId::DeclarationWordAsName, token.begin, token.word_end,
           {{"word", token.word()}, {"what", what}, {"hint", "choose another name"}});
    return true;
  }
  if ((token.classes & kReserved) == 0) return false;
  report(DiagnosticId::ReservedWord, token.begin, token.word_end, {{"word", token.word()}, {"what", what}});
  return true;
}

bool SyntaxReporter::report_declared_name(const Problem& problem) {
  const Failure& failure = problem.failure;
  const Token& token = problem.token;
  const std::string what = name_of(failure.detail);
  if (problem.symbol() == '"' || begins_declaration_or_part(token, problem.end)) {
    const char* word_begin = failure.at;
    while (word_begin != problem.begin && is_word_char(word_begin[-1])) --word_begin;
    const std::string_view word(word_begin, static_cast<std::size_t>(failure.at - word_begin));
    const char* last = token.is_word() ? token.word_end : string_end(token.begin, problem.end);
    const std::string example =
        token.is_word() ? "a_name" : as_name({token.begin, static_cast<std::size_t>(last - token.begin)});
    report(DiagnosticId::MissingName, token.begin, last,
           {{"what", what}, {"found", problem.found()}, {"example", example}, {"word", word}});
    return true;
  }
  if ((token.classes & kReserved) != 0) {
    report(DiagnosticId::ReservedWord, token.begin, token.word_end, {{"word", token.word()}, {"what", what}});
    return true;
  }
  if ((token.classes & kNotADeclaredName) == 0) return false;
  std::string hint = fmt::format("choose another name, `{}_` for example", token.word());
  if ((token.classes & kTypeWord) != 0 && failure.detail == "note") {
    hint = fmt::format("a field is written `note : {}`", token.word());
  }
  report(DiagnosticId::DeclarationWordAsName, token.begin, token.word_end,
         {{"word", token.word()}, {"what", what}, {"hint", hint}});
  return true;
}

bool SyntaxReporter::report_expression(const Problem& problem) {
  const Failure& failure = problem.failure;
  const Token& token = problem.token;
  const bool value = failure.what == What::Condition || failure.what == What::Value || failure.what == What::AfterIs ||
                     failure.what == What::Closed || failure.what == What::Element;
  if (value && token.is("unknown")) {
    report(DiagnosticId::NoTestForUnknown, token.begin, token.word_end);
    return true;
  }
  if (failure.what == What::BeforeOrAfter && problem.context.innermost() == NodeKind::Distance) {
    struct Spelling {
      std::string_view words, symbol;
    };
    // In the order of DistanceWord.
    constexpr Spelling kSpellings[] = {
        {"within", "<="}, {"less than", "<"}, {"more than", ">"}, {"at least", ">="}, {"at most", "<="}};
    const Spelling& spelling = kSpellings[(problem.context.innermost_flag & ~kNegated) / 4];
    Token first = token_at(text().data() + problem.context.noted, problem.end);
    while (first.is("is") || first.is("not")) first = token_at(first.word_end, problem.end);
    const Token second = token_at(first.word_end, problem.end);
    report(DiagnosticId::DistanceWithoutAnchor, first.begin, second.word_end,
           {{"words", spelling.words}, {"symbol", spelling.symbol}});
    return true;
  }
  return false;
}

namespace {

// The nearest of the words, capitals or not.
[[nodiscard]] std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& words) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return nearest(lower, words);
}

}  // namespace

void SyntaxReporter::report_unexpected(const Problem& problem) {
  const Failure& failure = problem.failure;
  const Token& token = problem.token;
  std::string hint = hint_for(failure, problem.context, token, problem.begin, problem.end);
  if (token.is_word()) {
    const std::string_view near = nearest_word(token.word(), expected_words(failure, problem.context));
    const bool foreign = !conclusion_word(token.word()).empty() || !declaration_word(token.word()).empty();
    if (!near.empty() && near != token.word() && (hint.empty() || !foreign))
      hint = fmt::format("did you mean `{}`?", near);
  }
  const char* last = token.begin;
  if (token.is_word()) {
    last = token.word_end;
  } else if (problem.symbol() == '"') {
    last = string_end(token.begin, problem.end);
  } else if (is_digit(problem.symbol())) {
    while (last != problem.end && (is_word_char(*last) || *last == '-')) ++last;
  } else {
    last = character_end(token.begin, problem.end);
  }
  // Where nothing more comes, or the next declaration on a line of its own, point just after what came last.
  const bool between = failure.what == What::NextDeclaration || failure.what == What::Declaration;
  const bool stands_apart = in_table_line(failure.what) || begins_declaration_or_part(token, problem.end);
  const bool nothing = token.begin == problem.end || (!between && stands_apart && problem.line_ends());
  report(DiagnosticId::UnexpectedText, nothing ? failure.at : token.begin, nothing ? failure.at : last,
         {{"expected", expected_text(failure, problem.context)}, {"found", problem.found()}, {"hint", hint}});
}

}  // namespace carveout::syntax
