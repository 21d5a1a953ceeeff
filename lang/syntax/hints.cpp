// What an author may have meant, where the message alone does not say what to do.
#include <fmt/format.h>

#include <algorithm>

#include "syntax/expected_text.hpp"
#include "syntax/foreign_words.hpp"

namespace carveout::syntax {
namespace {

[[nodiscard]] bool is_list_of_conditions(NodeKind kind) noexcept {
  return kind == NodeKind::AllOf || kind == NodeKind::AnyOf || kind == NodeKind::NoneOf ||
         kind == NodeKind::AtLeastOf || kind == NodeKind::ExactlyOf;
}

[[nodiscard]] bool is_names(What what) noexcept {
  return what == What::ActionNames || what == What::DutyNames || what == What::ClauseNames || what == What::Names;
}

// The word that ends just before `at`, which may be any place after the first byte of the text.
[[nodiscard]] std::string_view word_before(const char* at, const char* begin) {
  const char* first = at;
  while (first != begin && is_word_char(first[-1])) --first;
  return {first, static_cast<std::size_t>(at - first)};
}

// SPEC 2.2: before `is` a unit of time is a name.
[[nodiscard]] bool is_unit(std::string_view word) {
  if (!word.empty() && word.back() == 's') word.remove_suffix(1);
  constexpr std::string_view kUnits[] = {"year", "month", "week", "day", "hour", "minute", "second"};
  return std::find(std::begin(kUnits), std::end(kUnits), word) != std::end(kUnits);
}

// A fact without a value: perhaps a misspelt word that was to begin something else.
[[nodiscard]] std::string for_given(std::string_view word, const Token& token) {
  std::vector<std::string_view> words = {"expect", "given", "like", "cites"};
  words.insert(words.end(), declaration_words().begin(), declaration_words().end());
  const std::string_view near = nearest(word, words);
  if (!near.empty() && token.is_word()) return fmt::format("did you mean `{}` for `{}`?", near, word);
  return "every fact is given with its value, `… is yes`";
}

// A date after `from` or `until`, in the place of a period.
[[nodiscard]] std::string for_period(const Token& token, const Token& next, const char* end) {
  if ((!token.is("from") && !token.is("until")) || next.begin == end || !is_digit(*next.begin)) return "";
  const char* last = next.begin;
  while (last != end && (is_digit(*last) || *last == '-')) ++last;
  return fmt::format("write `in force {} {}`", token.word(), std::string_view(next.begin, last - next.begin));
}

// Two words where a field is due: a name in two words, or a colon left out.
[[nodiscard]] std::string for_field(const Token& token, const char* end) {
  const Token next = token_at(token.word_end, end);
  if (next.begin == end) return "";
  if (*next.begin == '"') {
    const char* after = skip_gap(string_end(next.begin, end), end);
    if (after == end || *after != ':') return "";
    return fmt::format("the label comes last: `{} : TYPE \"…\"`", token.word());
  }
  if (!next.is_word()) return "";
  std::string name = fmt::format("{}_{}", token.word(), next.word());
  Token last = token_at(next.word_end, end);
  for (int words = 2; words < 6 && last.is_word() && (last.classes & kDeclares) == 0; ++words) {
    name += fmt::format("_{}", last.word());
    last = token_at(last.word_end, end);
  }
  if (last.begin != end && *last.begin == ':') return fmt::format("a name is one word: `{} : …`", name);
  return fmt::format("a field is written `{} : {}`", token.word(), next.word());
}

// A word of other languages, or of prose, where a part of a clause or a declaration is due.
[[nodiscard]] std::string for_foreign_word(const Token& token, bool clause) {
  if (const std::string_view word = clause ? conclusion_word(token.word()) : ""; !word.empty())
    return fmt::format("write `{}`", word);
  if (const std::string_view word = declaration_word(token.word()); !word.empty())
    return fmt::format("write `{}`", word);
  return "";
}

[[nodiscard]] std::string after_declaration(NodeKind last, std::string_view before, const Token& token,
                                            const char* end) {
  const bool clause = last == NodeKind::Clause || last == NodeKind::Exception || last == NodeKind::Carveout ||
                      last == NodeKind::DefineException;
  const Token following = token_at(token.word_end, end);
  if (std::string hint = for_period(token, following, end); !hint.empty()) return hint;
  if (token.is("if") && clause) return "the condition of a clause begins with `when`; after `permit`, with `only if`";
  if (token.is("to") && clause) return "`to` says what an `exception` is an exception to";
  if (token.is("from") && clause) return "`from` says what a `carveout` is carved out of";
  if (token.is("within") && clause) return "a duty says itself when it is due: `duty … due within …`";
  if (token.is("and") && last == NodeKind::Scenario) return "nothing separates the facts that are given";
  if (token.is("but") || token.is("except")) return "write `unless`, or an `exception` of its own";
  if (token.is("then") || token.is("because")) return "a clause says `permit`, `forbid` or `require`, and `when`";
  if (token.is("otherwise") || token.is("else")) return "write another clause, or an `exception`";
  if (before == "no" && token.is_word()) return "write `no NAME in LIST satisfies …`";
  if (token.is("satisfies") || token.is("where"))
    return "`satisfies` follows `some x in LIST`, `where` follows `count x in LIST`";
  if (token.is_word()) {
    if (std::string hint = for_foreign_word(token, clause); !hint.empty() && following.is_word()) return hint;
    return last == NodeKind::RecordType || last == NodeKind::Facts ? for_field(token, end) : std::string();
  }
  if (token.begin == end) return "";
  if (*token.begin == '[')
    return "a label stands before the condition that it names; an element of a list has no number";
  if (*token.begin == ';') return "`;` stands only between the conditions of `all of (…)` and its kin";
  if (*token.begin == ',' && last == NodeKind::EnumType) return "members are separated by `,` alone, or by `<` alone";
  if (*token.begin == ',' && clause) return "nothing separates the parts of a clause; join conditions with `and`";
  if (*token.begin == ',' && (last == NodeKind::RecordType || last == NodeKind::Facts))
    return "nothing separates fields";
  if (*token.begin == ':') return "a colon stands only before a type";
  if (*token.begin == ',' && last == NodeKind::Scenario) return "nothing separates the facts that are given";
  if (*token.begin == '"') return "a title stands right after a name";
  return "";
}

[[nodiscard]] std::string in_expression(const Failure& failure, const Token& token) {
  if (token.is("present") || token.is("absent")) return fmt::format("write `… is {}`", token.word());
  if ((token.classes & kReserved) != 0 && failure.what != What::AfterIs && !token.is("in") && !token.is("is") &&
      !token.is("and") && !token.is("or")) {
    return fmt::format("`{}` is a word of expressions, not a name", token.word());
  }
  return "";
}

}  // namespace

std::string ungrouped_number(const char* at, const char* begin, const char* end) {
  if (at == end || *at != ',') return "";
  const char* first = at;
  while (first != begin && (is_digit(first[-1]) || first[-1] == '_')) --first;
  if (first == at || (first != begin && (is_word_char(first[-1]) || first[-1] == '.' || first[-1] == '-'))) return "";
  const char* last = at;
  const auto group_follows = [&] {
    return end - last > 3 && *last == ',' && std::all_of(last + 1, last + 4, is_digit) &&
           (end - last == 4 || !is_word_char(last[4]));
  };
  while (group_follows()) last += 4;
  if (last == at) return "";
  std::string number(first, last);
  std::replace(number.begin(), number.end(), ',', '_');
  return number;
}

std::string hint_for(const Failure& failure, const FailureContext& context, const Token& token, const char* begin,
                     const char* end) {
  const NodeKind innermost = context.innermost();
  if (const std::string number = ungrouped_number(token.begin, begin, end); !number.empty()) {
    return fmt::format("write `{}`: no comma stands in a number", number);
  }
  if (token.begin != end && *token.begin == ':' && failure.at != begin && failure.at[-1] == '"') {
    return "the type stands before the label: `NAME : TYPE \"…\"`";
  }
  if (failure.what == What::NextDeclaration) {
    std::string hint = after_declaration(context.last, word_before(failure.at, begin), token, end);
    if (hint.empty() && context.after_names && token.is_word()) hint = "names are separated by commas";
    return hint;
  }
  if (failure.what == What::Declaration && token.is_word() && token_at(token.word_end, end).is_word()) {
    if (std::string hint = for_foreign_word(token, false); !hint.empty()) return hint;
  }
  if (failure.what == What::Field && token.is_word()) return for_field(token, end);
  if (failure.what == What::GivenIs) return for_given(word_before(failure.at, begin), token);
  if (failure.what == What::Declaration && (token.classes & kPart) != 0) {
    return fmt::format("`{}` is part of a declaration, and none is open here", token.word());
  }
  if (failure.what == What::Word) {
    if (failure.detail == "satisfies" && token.is("where")) return "`some`, `every` and `no` take `satisfies`";
    if (failure.detail == "where" && token.is("satisfies")) return "`count` takes `where`";
    if (failure.detail == "if" && token.is("when")) return "write `only if`";
    if (failure.detail == "else") return "an `if` in a value needs a value for both cases";
  }
  if (failure.what == What::Expectation && token.begin != end && is_unit(token.word()) && token.begin != begin &&
      token_at(token.word_end, end).is("is")) {
    return fmt::format("before `is`, `{}` is read as a name: put what is worked out in parentheses, `(…) is …`",
                       token.word());
  }
  if (failure.what == What::Closer) {
    if (token.begin != end && *token.begin == ';' && !is_list_of_conditions(innermost)) {
      return "`;` stands between the conditions of `all of (…)`, `any of (…)` and `none of (…)`; else write `and`";
    }
    if (token.begin != end && *token.begin == ',' && failure.detail == ")") {
      return "a set is written `{…, …}`; conditions are joined by `and`";
    }
    if (innermost == NodeKind::Record) return "a record is written `{field value, field value}`";
    if (innermost == NodeKind::Set) return "elements are separated by commas";
    return "";
  }
  if (is_names(failure.what)) {
    if (token.is("all")) return "`all` stands after `notwithstanding`, after `subject to`, and in `from all forbids`";
    if (failure.at != begin && failure.at[-1] == ',') return "after a comma comes another name";
    if (token.is_word() && (token.classes & kNotADeclaredName) != 0 && !begins_declaration_or_part(token, end)) {
      return fmt::format("`{}` is a word of the language and names nothing", token.word());
    }
    return "";
  }
  if (failure.what == What::BeforeOrAfter && innermost == NodeKind::DueWithin) {
    return "write when the time begins to run: `due within 5 days after …`";
  }
  if (failure.what == What::CellEnd && token.is("is")) return "a cell has the value alone: `yes`, `between 1 and 5`";
  if (failure.what == What::CellEnd && token.begin != end && *token.begin == ',') {
    return "a cell holds one value; a list is written `{…, …}`";
  }
  if (failure.what == What::ExpectColumn && token.is_word()) {
    return "what is given stands before what is expected; `by` and `needing` stand right after an outcome";
  }
  if (failure.what == What::Element && token.begin != end && *token.begin == ':')
    return "no colon in a record: `{field value}`";
  if (failure.what == What::Condition || failure.what == What::Value || failure.what == What::AfterIs ||
      failure.what == What::Closed) {
    return in_expression(failure, token);
  }
  return "";
}

}  // namespace carveout::syntax
