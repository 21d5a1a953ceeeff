// What an author may have meant, where the message alone does not say what to do.
#include <fmt/format.h>

#include "syntax/expected_text.hpp"

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

// A fact without a value: perhaps a misspelt word that was to begin something else.
[[nodiscard]] std::string for_given(std::string_view word, const Token& token) {
  std::vector<std::string_view> words = {"expect", "given", "like", "cites"};
  words.insert(words.end(), declaration_words().begin(), declaration_words().end());
  const std::string_view near = nearest(word, words);
  if (!near.empty() && token.is_word()) return fmt::format("did you mean `{}` for `{}`?", near, word);
  return "every fact is given with its value, `… is yes`";
}

[[nodiscard]] std::string after_declaration(NodeKind last, std::string_view before, const Token& token,
                                            const char* end) {
  const bool clause = last == NodeKind::Clause || last == NodeKind::Exception || last == NodeKind::Carveout;
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
    const Token next = token_at(token.word_end, end);
    if ((last == NodeKind::RecordType || last == NodeKind::Facts) && next.is_word()) {
      return fmt::format("a field is written `{} : {}`", token.word(), next.word());
    }
    return "";
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

std::string hint_for(const Failure& failure, const FailureContext& context, const Token& token, const char* begin,
                     const char* end) {
  const NodeKind innermost = context.innermost();
  if (failure.what == What::NextDeclaration) {
    std::string hint = after_declaration(context.last, word_before(failure.at, begin), token, end);
    if (hint.empty() && context.after_names && token.is_word()) hint = "names are separated by commas";
    return hint;
  }
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
  if (failure.what == What::Element && token.begin != end && *token.begin == ':')
    return "no colon in a record: `{field value}`";
  if (failure.what == What::Condition || failure.what == What::Value || failure.what == What::AfterIs ||
      failure.what == What::Closed) {
    return in_expression(failure, token);
  }
  return "";
}

}  // namespace carveout::syntax
