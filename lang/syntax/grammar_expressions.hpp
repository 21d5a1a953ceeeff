// The grammar, part two: conditions and values. For parser.cpp only. Spec: language/04-expressions.
//
// Precedence, tightest first: primary; unary minus; `*` `/`; `+` `-`; relations, which never chain; labels, `not`;
// `and` alone or `or` alone. Sums are read flat, and the builder folds them. An open form (`some … satisfies`, `count …
// where`, `if … else`) is read wherever a value may stand, so that the message for one that needs parentheses can say
// so.
#pragma once

#include "syntax/grammar_tokens.hpp"

namespace carveout::syntax::grammar {

struct condition;
struct conjunct;
struct operand;
struct primary;
struct sum;
struct set_or_record;

// A value without operators, and sums inside a form that begins with a word: each is a level of nesting.
struct closed : need<nested<primary>, What::Closed> {};
struct inner_sum : need<nested<sum>, What::Value> {};
struct a_condition : need<condition, What::Condition> {};
struct a_sum : need<sum, What::Value> {};

template <typename Rule, typename Separator>
struct listed : seq<Rule, star<Separator, Rule>> {};
struct comma : symbol<","> {};

// --- relations
struct word_in : primitive<word_in, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token token = b.token(at);
    // SPEC: `in force` begins a period.
    if (!token.is("in") || token_at(token.word_end, b.text_end()).is("force")) return false;
    at = token.word_end;
    return true;
  }
};
struct before_or_after : sor<seq<word<"before">, flag<Direction::Before>>, seq<word<"after">, flag<Direction::After>>> {
};
struct distance_tail : seq<becomes<NodeKind::Distance>, closed, need<before_or_after, What::BeforeOrAfter>, a_sum> {};
template <DistanceWord Word>
struct distance_flag : flag<static_cast<int>(Word) * 4> {};

struct between : seq<word<"between">, becomes<NodeKind::Between>, a_sum, need_word<"and">, a_sum> {};
struct on_or : seq<word<"on">, word<"or">,
                   sor<seq<word<"before">, flag<Comparison::OnOrBefore>>,
                       seq<word<"after">, flag<Comparison::OnOrAfter>>, expected<What::OrBeforeOrAfter>>,
                   a_sum> {};
struct before : seq<word<"before">, flag<Comparison::Before>, a_sum> {};
struct after : seq<word<"after">, flag<Comparison::After>, a_sum> {};
struct within
    : seq<word<"within">, becomes<NodeKind::Distance>, closed,
          sor<before_or_after, seq<word<"of">, flag<Direction::Of>>, expected<What::BeforeAfterOrOf>>, a_sum> {};
struct less_than : seq<word<"less">, word<"than">, distance_flag<DistanceWord::LessThan>, distance_tail> {};
struct more_than : seq<word<"more">, word<"than">, distance_flag<DistanceWord::MoreThan>, distance_tail> {};
struct at_least : seq<word<"at">, word<"least">, distance_flag<DistanceWord::AtLeast>, distance_tail> {};
struct at_most : seq<word<"at">, word<"most">, distance_flag<DistanceWord::AtMost>, distance_tail> {};
struct under : seq<word<"under">, flag<Comparison::Under>, a_sum> {};
struct in : seq<word_in, flag<Comparison::In>, a_sum> {};
struct word_relation : sor<in, before, after, between, within, on_or, less_than, more_than, at_least, at_most, under> {
};

struct is_present : seq<word<"present">, becomes<NodeKind::IsPresent>> {};
struct is_absent : seq<word<"absent">, becomes<NodeKind::IsAbsent>> {};
struct is_one_of : seq<word<"one">, word<"of">, flag<Comparison::In>, closed> {};
struct is_forbidden_by
    : seq<word<"forbidden">, word<"by">, becomes<NodeKind::IsForbiddenBy>, need<declared_path, What::PolicyName>> {};
struct negation_word : seq<word<"not">, flag<kNegated>> {};
struct after_is : sor<is_present, is_absent, is_one_of, is_forbidden_by, word_relation, need<sum, What::AfterIs>> {};
struct is_relation_ : seq<word<"is">, opt<negation_word>, after_is> {};

struct symbol_relation
    : seq<sor<seq<symbol<"<=">, flag<Comparison::LessEqual>>, seq<symbol<">=">, flag<Comparison::GreaterEqual>>,
              seq<symbol<"<">, not_at<one<'>'>>, flag<Comparison::Less>>, seq<symbol<">">, flag<Comparison::Greater>>>,
          a_sum> {};
struct at_relation : primitive<at_relation, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) { return is_relation(b.token(at), b.text_end()); }
};
struct notes_place : primitive<notes_place, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.note_place(at);
    return true;
  }
};
struct relation : node_after<NodeKind::Compare, notes_place,
                             sor<is_relation_, word_relation, seq<negation_word, word_relation>, symbol_relation>> {};
struct chained : primitive<chained, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.report_chain(at);
    return true;
  }
};

// --- levels
struct comparison : seq<sum, opt<at_relation, relation, star<at_relation, chained, relation>>> {};
struct passes_long_on : primitive<passes_long_on, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.pass_long_on(at);
    return true;
  }
};
struct labelled : node<NodeKind::Labelled, label, passes_long_on, need<conjunct, What::Condition>> {};
struct negated : node<NodeKind::Not, word<"not">, need<conjunct, What::Condition>> {};
struct conjunct : nested<sor<labelled, negated, comparison>> {};

template <Literal Word>
struct further : seq<at<word<Word>>, notes_place, word<Word>, need<conjunct, What::Condition>> {};
struct and_tail : seq<at<word<"and">>, node_after<NodeKind::And, plus<further<"and">>>> {};
struct or_tail : seq<at<word<"or">>, node_after<NodeKind::Or, plus<further<"or">>>> {};
struct condition : seq<conjunct, star<sor<and_tail, or_tail>>> {};

struct sum_operator : primitive<sum_operator, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* begin = b.token(at).begin;
    if (begin == b.text_end()) return false;
    const char symbol = *begin;
    if (symbol != '+' && symbol != '-' && symbol != '*' && symbol != '/') return false;
    b.push_operator(symbol, at);
    at = begin + 1;
    return true;
  }
};
struct sum : folded<operand, star<sum_operator, need<operand, What::Value>>> {};
struct negative : node<NodeKind::Negate, symbol<"-">, need<nested<operand>, What::Value>> {};

// --- open forms
struct is_long : primitive<is_long, only_looks> {
  static bool read(const char*&, TreeBuilder& b) { return b.is_long(); }
};
struct ends_here : primitive<ends_here, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.check_open_form(at);
    return true;
  }
};
struct open_body : sor<seq<is_long, a_condition>, seq<need<conjunct, What::Condition>, ends_here>> {};
struct over : seq<need<variable, What::Variable>, need_word<"in">, closed> {};
template <NodeKind Kind, Literal Word>
struct quantified : node<Kind, word<Word>, over, need_word<"satisfies">, open_body> {};
// `no` is a value too.
struct at_quantifier_no : primitive<at_quantifier_no, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token name = token_at(b.token(at).word_end, b.text_end());
    if (!name.is_word() || (name.classes & kReserved) != 0) return false;
    const Token next = token_at(name.word_end, b.text_end());
    return next.is("in") && !token_at(next.word_end, b.text_end()).is("force");
  }
};
struct count : node<NodeKind::Count, word<"count">, over, need_word<"where">, open_body> {};
struct aggregate_word
    : sor<seq<word<"sum">, flag<AggregateWord::Sum>>, seq<word<"earliest">, flag<AggregateWord::Earliest>>,
          seq<word<"latest">, flag<AggregateWord::Latest>>, seq<word<"least">, flag<AggregateWord::Least>>,
          seq<word<"greatest">, flag<AggregateWord::Greatest>>> {};
struct aggregate
    : node<NodeKind::Aggregate, aggregate_word, inner_sum, need_word<"for">, over, opt<word<"where">, open_body>> {};
struct if_form
    : node<NodeKind::If, word<"if">, a_condition, need_word<"then">, a_condition, need_word<"else">, open_body> {};
struct open_form : seq<at_word_of<kOpenForm>,
                       sor<quantified<NodeKind::SomeSatisfies, "some">, quantified<NodeKind::EverySatisfies, "every">,
                           seq<at<word<"no">>, at_quantifier_no, quantified<NodeKind::NoSatisfies, "no">>, count,
                           if_form, aggregate>> {};

// --- closed forms
struct marks_long : primitive<marks_long, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.mark_long(at);
    return true;
  }
};
struct item : seq<marks_long, a_condition> {};
struct items : seq<sor<opener<"(">, expected<What::Conditions>>, item, star<symbol<";">, sor<at<symbol<")">>, item>>,
                   closer<")">> {};
struct all_of : node<NodeKind::AllOf, word<"all">, word<"of">, items> {};
struct any_of : node<NodeKind::AnyOf, word<"any">, word<"of">, items> {};
struct none_of : node<NodeKind::NoneOf, word<"none">, word<"of">, items> {};
struct at_least_of
    : node<NodeKind::AtLeastOf, word<"at">, word<"least">, need<number, What::Number>, need_word<"of">, items> {};
struct exactly_of : node<NodeKind::ExactlyOf, word<"exactly">, sor<word<"one">, seq<gap, at<digit>, number>>,
                         need_word<"of">, items> {};
struct choose_word : sor<seq<word<"lesser">, flag<ChooseWord::Lesser>>, seq<word<"greater">, flag<ChooseWord::Greater>>,
                         seq<word<"earlier">, flag<ChooseWord::Earlier>>, seq<word<"later">, flag<ChooseWord::Later>>> {
};
struct choose : node<NodeKind::Choose, choose_word, word<"of">, sor<opener<"(">, expected<What::Arguments>>,
                     a_condition, need_symbol<",">, listed<a_condition, comma>, closer<")">> {};
// By whose clock: a calendar with a time zone.
struct opt_by : opt<word<"by">, need<declared_path, What::CalendarName>> {};
struct start_of_day : node<NodeKind::StartOfDay, word<"start">, word<"of">, need_word<"day">, closed, opt_by> {};
struct end_of_day : node<NodeKind::EndOfDay, word<"end">, word<"of">, need_word<"day">, closed, opt_by> {};
struct date_of : node<NodeKind::DateOf, word<"date">, word<"of">, closed, opt_by> {};
struct age : node<NodeKind::AgeAt, word<"age">, word<"at">, inner_sum, need_word<"of">, closed> {};
struct round_direction
    : sor<seq<word<"up">, not_at<word<"to">>, flag<1>>, seq<word<"down">, not_at<word<"to">>, flag<2>>> {};
struct round_ : node<NodeKind::Round, word<"round">, opt<round_direction>, inner_sum, need_word<"to">, closed> {};
// `days in SPELLS between a and b`: lists, and their unions, intersections and differences.
struct spells;
struct a_spells : need<spells, What::Spells> {};
struct spell_set
    : node<NodeKind::SpellSet, sor<word<"union">, seq<word<"intersection">, flag<1>>, seq<word<"difference">, flag<2>>>,
           word<"of">, opener<"(">, a_spells, need_symbol<",">, listed<a_spells, comma>, closer<")">> {};
struct spells : nested<sor<spell_set, path>> {};
struct days_in : node<NodeKind::DaysIn, word<"days">, word_in, a_spells, need_word<"between">, inner_sum,
                      need_word<"and">, inner_sum> {};
struct closed_form
    : seq<at_word_of<kClosedForm>, sor<yes, no, otherwise, all_of, any_of, none_of, at_least_of, exactly_of, choose,
                                       start_of_day, end_of_day, date_of, age, round_, days_in>> {};

struct widens : primitive<widens, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    // The closer comes next: the opener is still the innermost.
    const char* closing = b.token(at).begin;
    if (closing != b.text_end() && *closing == ')') b.parenthesised(b.innermost_bracket(), closing + 1);
    return true;
  }
};
struct parentheses : seq<opener<"(">, marks_long, a_condition, widens, closer<")">> {};

struct at_call : primitive<at_call, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token& token = b.token(at);
    if (!token.is_word()) return false;
    const char* next = skip_gap(token.word_end, b.text_end());
    return next != b.text_end() && *next == '(';
  }
};
struct lapsed
    : node<NodeKind::Lapsed, word<"lapsed">, opener<"(">, need<declared_path, What::ClauseNames>, closer<")">> {};
struct call : seq<at_call, sor<lapsed, node<NodeKind::Call, node<NodeKind::Name, operand_word>, opener<"(">,
                                            listed<a_condition, comma>, closer<")">>>> {};

// --- sets and records: elements are values and names, without operators
struct unknown : node<NodeKind::UnknownLiteral, word<"unknown">> {};
struct absent : node<NodeKind::AbsentLiteral, word<"absent">> {};
struct in_scenario_value : primitive<in_scenario_value, only_looks> {
  static bool read(const char*&, TreeBuilder& b) { return b.in_scenario_value(); }
};
struct negative_number : node<NodeKind::Negate, symbol<"-">, need<number, What::Number>> {};
struct simple_value
    : sor<literal, negative_number, seq<at_word_of<kReserved>, in_scenario_value, sor<unknown, absent>>, path> {};
struct value : sor<set_or_record, simple_value> {};
struct element
    : sor<set_or_record, seq<simple_value, opt<at<word<"through">>, node_after<NodeKind::Range, word<"through">,
                                                                               need<simple_value, What::Element>>>>> {};
struct set
    : node<NodeKind::Set, opener<"{">, sor<at<symbol<"}">>, listed<need<element, What::Element>, comma>>, closer<"}">> {
};
// A record when a name is followed by anything but `,` `}` `.` or `through`.
struct at_record : primitive<at_record, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* const end = b.text_end();
    const Token key = token_at(b.token(at).begin + 1, end);
    if (!key.is_word() || (key.word_end != end && *key.word_end == '.')) return false;
    const Token next = token_at(key.word_end, end);
    if (next.is("through") || next.begin == end) return false;
    if (next.is_word() || *next.begin == '"' || *next.begin == '{' || is_digit(*next.begin)) return true;
    // `{amount -5}` is a record, `{a - b}` a set with an operator that has no place there.
    return *next.begin == '-' && end - next.begin > 1 && is_digit(next.begin[1]);
  }
};
// What is known of a fact that is not known: after `is`, and in a record that is given, after the name of a field.
struct written_value : need<sor<literal, negative_number, path>, What::Element> {};
struct known_between : node<NodeKind::KnownBetween, word<"between">, written_value, need_word<"and">, written_value> {};
struct known_at_least : node<NodeKind::KnownAtLeast, word<"at">, word<"least">, written_value> {};
struct known_at_most : node<NodeKind::KnownAtMost, word<"at">, word<"most">, written_value> {};
struct alternative : need<sor<literal, negative_number, absent, path>, What::Alternative> {};
struct known_as_one_of : node<NodeKind::KnownOneOf, word<"one">, word<"of">,
                              sor<opener<"{">, expected<What::Alternatives>>, listed<alternative, comma>, closer<"}">> {
};
struct known_under : node<NodeKind::KnownUnder, word<"under">, at<symbol<"\"">>, need<string_literal, What::Element>> {
};
struct known_includes
    : node<NodeKind::KnownIncludes, word<"includes">, at<symbol<"{">>, need<nested<set>, What::Element>> {};
struct known_in_part : sor<known_between, known_at_least, known_at_most, known_as_one_of, known_under> {};

struct in_given_value : primitive<in_given_value, only_looks> {
  static bool read(const char*&, TreeBuilder& b) { return b.in_given_value(); }
};
struct field_value : sor<seq<in_given_value, sor<known_in_part, known_includes>>, need<value, What::Element>> {};
struct record_field : node<NodeKind::RecordField, need<any_name, What::FieldName>, field_value> {};
struct record : node<NodeKind::Record, opener<"{">, listed<record_field, comma>, closer<"}">> {};
struct set_or_record : seq<at<symbol<"{">>, nested<sor<seq<at_record, record>, set>>> {};

// A duration that is counted moves dates and times, and is no value: `5 days counted by business_days`.
struct counted_by
    : seq<at<word<"counted">>,
          node_after<NodeKind::CountedBy, word<"counted">, need_word<"by">, need<declared_path, What::CalendarName>>> {
};
struct primary
    : seq<sor<parentheses, set_or_record, date_or_time, number_or_duration, string_literal, closed_form, call, path>,
          opt<counted_by>> {};
struct operand : sor<negative, open_form, primary> {};

}  // namespace carveout::syntax::grammar
