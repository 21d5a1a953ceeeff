// The grammar, part one: names, literals, strings. For parser.cpp only. Spec: language/02-syntax.
#pragma once

#include "syntax/rules.hpp"

namespace carveout::syntax::grammar {

using namespace pegtl;  // NOLINT: the rules read as a grammar

// A number, date or path ends where nothing touches it: not `5days`, `2018-1-31`, `no-fly`, `clause.`
struct clean_end : primitive<clean_end, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const end = b.text_end();
    if (at == end) return true;
    const char next = *at;
    if (is_word_char(next) || next == '.') throw Failure{next == '.' ? What::PathEnd : What::TokenGlued, {}, at};
    if (next == '-' && end - at > 1 && is_word_char(at[1])) throw Failure{What::MinusGlued, {}, at};
    return true;
  }
};

// --- names
struct word_chars : primitive<word_chars, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const last = word_end(at, b.text_end());
    if (last == at) return false;
    at = last;
    return true;
  }
};
struct any_word : word_except<0> {};
struct dots : star<one<'.'>, sor<word_chars, expected<What::PathEnd>>> {};

struct any_name : node<NodeKind::Name, any_word> {};
struct variable : node<NodeKind::Name, word_except<kReserved | kNeverName>, clean_end> {};
template <Literal What_>
struct declared_name
    : sor<node<NodeKind::Name, word_except<kNotADeclaredName>, clean_end>, expected_text<What::DeclaredName, What_>> {};
struct declared_path : node<NodeKind::Path, word_except<kNotADeclaredName>, dots, clean_end> {};

// A fact, or a list, or a member: but `when clause d …` has no fact called clause.
struct operand_word : primitive<operand_word, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token token = b.token(at);
    if (!token.is_word() || (token.classes & kReserved) != 0) return false;
    if (begins_declaration_or_part(token, b.text_end())) return false;
    if (token.is("true") || token.is("false")) throw Failure{What::ForeignTruth, {}, at};
    at = token.word_end;
    return true;
  }
};
struct path : node<NodeKind::Path, operand_word, dots, clean_end> {};
// In scenarios only: a.b[2].c
struct index : seq<one<'['>, sor<plus<digit>, expected<What::Index>>, sor<one<']'>, expected<What::Index>>> {};
struct indexed_path : node<NodeKind::Path, operand_word,
                           star<sor<seq<one<'.'>, sor<word_chars, expected<What::PathEnd>>>, index>>, clean_end> {};

// --- numbers, dates, durations
struct digits : seq<plus<digit>, star<one<'_'>, plus<digit>>> {};
struct number_text : seq<gap, sor<not_at<one<'0'>, sor<digit, one<'_'>>>, seq<at<digit>, expected<What::LeadingZero>>>,
                         digits, opt<one<'.'>, digits>, clean_end> {};
struct unit : primitive<unit, consumes> {
  // SPEC: `5 days.x` and `5 day is` speak of a fact called days or day.
  static bool read(const char*& at, TreeBuilder& b) {
    const Token token = b.token(at);
    if ((token.classes & kUnit) == 0) return false;
    const char* const end = b.text_end();
    if (token.word_end != end && *token.word_end == '.' && end - token.word_end > 1 && is_letter(token.word_end[1])) {
      return false;
    }
    const Token next = token_at(token.word_end, end);
    if (next.is("is")) {
      const Token after = token_at(next.word_end, end);
      if (!after.is("not") && !after.is("in") && !after.is("present")) return false;
    }
    at = token.word_end;
    return true;
  }
};
struct number : node<NodeKind::Number, number_text> {};
struct number_or_duration
    : node<NodeKind::Number, number_text,
           opt<unit, becomes<NodeKind::DurationLiteral>, clean_end, star<number_text, unit, clean_end>>> {};

struct ymd : seq<rep<4, digit>, one<'-'>, rep<2, digit>, one<'-'>, rep<2, digit>, not_at<digit>> {};
struct clock : seq<rep<2, digit>, one<':'>, rep<2, digit>, opt<one<':'>, rep<2, digit>>,
                   sor<one<'Z'>, seq<one<'+', '-'>, rep<2, digit>, one<':'>, rep<2, digit>>>> {};
struct date : node<NodeKind::DateLiteral, gap, ymd, clean_end> {};
struct date_or_time
    : node<NodeKind::DateLiteral, gap, ymd,
           opt<one<'T'>, becomes<NodeKind::TimeLiteral>, sor<clock, expected<What::Clock>>>, clean_end> {};

// --- strings and labels
struct plain_text : primitive<plain_text, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const begin = at;
    while (at != b.text_end() && *at != '"' && *at != '\\' && *at != '\n') ++at;
    return at != begin;
  }
};
struct escape : seq<one<'\\'>, sor<one<'"', '\\', 'n'>, expected<What::Escape>>> {};
struct paragraph_end : pegtl::string<'"', '"', '"'> {};
struct paragraph : seq<paragraph_end, star<sor<plain_text, escape, one<'\n'>, seq<not_at<paragraph_end>, one<'"'>>>>,
                       sor<paragraph_end, expected<What::ParagraphEnd>>> {};
struct line : seq<one<'"'>, star<sor<plain_text, escape>>, sor<one<'"'>, expected<What::StringEnd>>> {};
struct string_literal : node<NodeKind::String, gap, sor<paragraph, line>> {};
struct label : node<NodeKind::Label, gap, one<'['>, sor<plus<not_one<'[', ']', '\n', '\r'>>, expected<What::LabelText>>,
                    sor<one<']'>, expected<What::LabelEnd>>> {};

struct yes : node<NodeKind::Yes, word<"yes">> {};
struct no : node<NodeKind::No, word<"no">> {};
struct otherwise : node<NodeKind::Otherwise, word<"otherwise">> {};
struct literal : sor<date_or_time, number_or_duration, string_literal, yes, no> {};

}  // namespace carveout::syntax::grammar
