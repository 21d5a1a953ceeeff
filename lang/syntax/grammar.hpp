// The grammar, part four: declarations and the file. For parser.cpp only; rules and nothing else.
// Spec: language/02-syntax.
//
// The words of declarations are contextual, so a rule is committed to only once its word has matched where nothing but
// a declaration or a part of one can stand. From there on everything is needed: what is missing is said at once, and
// the next declaration goes on.
#pragma once

#include "syntax/grammar_calendars.hpp"
#include "syntax/grammar_tables.hpp"

namespace carveout::syntax::grammar {

struct declarations;

// --- parts that many declarations have
struct title : opt<string_literal> {};
struct cites : node<NodeKind::Cites, word<"cites">, need<string_literal, What::Citation>> {};
struct reading : node<NodeKind::Reading, word<"reading">, need<string_literal, What::Text>> {};
struct a_date : need<date, What::Date> {};
struct period : node<NodeKind::Period, word<"in">, word<"force">,
                     sor<seq<word<"from">, a_date, opt<word<"until">, a_date, flag<PeriodForm::FromUntil>>>,
                         seq<word<"until">, a_date, flag<PeriodForm::Until>>, expected<What::PeriodBounds>>> {};
struct when : node<NodeKind::When, word<"when">, a_condition> {};
struct unless : node<NodeKind::Unless, word<"unless">, a_condition> {};
struct applies_when : node<NodeKind::AppliesWhen, word<"applies">, need_word<"when">, a_condition> {};

template <What Expected>
struct names : node<NodeKind::Targets, listed<need<declared_path, Expected>, comma>> {};
// `disclose(name, address)`: an action with some of what it can be done with.
struct at_action_items : at<word_except<kNotADeclaredName>, dots, symbol<"(">> {};
struct action_item : need<variable, What::Member> {};
struct action_items : node<NodeKind::Items, declared_path, opener<"(">, listed<action_item, comma>, closer<")">> {};
struct an_action : sor<seq<at_action_items, action_items>, need<declared_path, What::ActionNames>> {};
struct action_names : node<NodeKind::Targets, listed<an_action, comma>> {};
struct all_or_names
    : node<NodeKind::Targets, sor<seq<word<"all">, flag<1>>, listed<need<declared_path, What::ClauseNames>, comma>>> {};

// --- types
struct type_;
struct yes_no : node<NodeKind::YesNoType, word<"yes">, need_symbol<"/">, need_word<"no">> {};
struct list_of : node<NodeKind::ListType, word<"list">, word<"of">, need<type_, What::Type>> {};
struct dotted_type : sor<seq<at<word_except<kReserved>, one<'.'>>, path>, variable> {};
struct named_type : node<NodeKind::NamedType, dotted_type> {};
struct type_ : nested<sor<yes_no, list_of, named_type>> {};
struct a_type : need<type_, What::Type> {};
struct opt_type : opt<symbol<":">, a_type> {};

struct if_any : seq<word<"if">, need_word<"any">, flag<1>> {};
template <typename NameRule>
struct field : node<NodeKind::Field, NameRule, symbol<":">, a_type, opt<if_any>, title> {};
struct at_field : at<any_word, symbol<":">> {};
struct record_type_field : seq<at_field, field<any_name>> {};
struct fact : seq<at_field, field<need<variable, What::FactField>>> {};

// A comma may be left out only after a label and before a member with one, so that no declaration is swallowed.
struct at_labelled_member : primitive<at_labelled_member, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token& token = b.token(at);
    if (!token.is_word() || (token.classes & (kReserved | kDeclarationOrPart)) != 0 || !b.last_member_has_label()) {
      return false;
    }
    const char* next = skip_gap(token.word_end, b.text_end());
    return next != b.text_end() && *next == '"';
  }
};
struct member : node<NodeKind::EnumMember, need<variable, What::Member>, title> {};
struct ordered : plus<symbol<"<">, flag<1>, member> {};
struct unordered : star<sor<seq<comma, member>, seq<at_labelled_member, member>>> {};
struct enum_type : seq<word<"one">, word<"of">, becomes<NodeKind::EnumType>, member, sor<ordered, unordered>> {};
struct record_type : seq<word<"has">, need<plus<record_type_field>, What::Field>> {};
struct type : node<NodeKind::RecordType, word<"type">, declared_name<"type">, title,
                   sor<record_type, seq<word<"is">, sor<enum_type, seq<becomes<NodeKind::AliasType>, a_type>>>,
                       expected<What::TypeBody>>> {};

// --- policy, modules, facts, values
struct round_dates : node<NodeKind::RoundDates, word<"round">, need_word<"dates">,
                          sor<seq<word<"down">, flag<1>>, seq<word<"up">, flag<2>>, expected<What::RoundingWord>>> {};
struct on_conflict : node<NodeKind::OnConflict, word<"on">, need_word<"conflict">,
                          sor<seq<word<"forbid">, flag<StandingWord::Forbidden>>,
                              seq<word<"permit">, flag<StandingWord::Permitted>>, expected<What::ConflictWord>>> {};
struct as_of : node<NodeKind::AsOf, word<"as">, need_word<"of">, a_sum> {};
struct adopts : node<NodeKind::Adopts, word<"adopts">, names<What::Module>> {};
struct supersedes : node<NodeKind::Supersedes, word<"supersedes">, names<What::Module>> {};
struct policy_part : sor<cites, period, as_of, round_dates, applies_when, on_conflict, reading, adopts, supersedes> {};
struct policy : node<NodeKind::Policy, word<"policy">, declared_name<"policy">, title, star<policy_part>> {};

struct use : node<NodeKind::Use, word<"use">, need<declared_path, What::Module>> {};
struct facts : node<NodeKind::Facts, word<"facts">, need<plus<fact>, What::Field>> {};

struct parameter_value : node<NodeKind::ParameterValue, word<"is">, a_sum, need_word<"from">, a_date> {};
struct parameter : node<NodeKind::Parameter, word<"parameter">, declared_name<"parameter">, opt_type, title,
                        need<plus<parameter_value>, What::ParameterValue>, star<reading>> {};

struct file_column : need<sor<string_literal, node<NodeKind::ColumnName, any_word>>, What::FileColumn> {};
struct file_period
    : node<NodeKind::FilePeriod, word<"in">, word<"force">,
           sor<seq<word<"from">, file_column, opt<word<"until">, file_column, flag<PeriodForm::FromUntil>>>,
               seq<word<"until">, file_column, flag<PeriodForm::Until>>, expected<What::PeriodBounds>>> {};
struct list_from_file : node<NodeKind::ListFile, word<"from">, need<string_literal, What::FileName>,
                             need_word<"column">, file_column, opt<file_period>> {};
struct entry : seq<need<element, What::Element>, opt<period>> {};
struct list
    : node<NodeKind::List, word<"list">, declared_name<"list">, opt_type, title, opt<cites>, opt<period>,
           sor<seq<word<"is">, listed<entry, comma>>, list_from_file, expected<What::ListEntries>>, star<reading>> {};

struct param : node<NodeKind::Param, need<variable, What::ParameterName>, need_symbol<":">, a_type> {};
struct params : node<NodeKind::Params, opener<"(">, listed<param, comma>, closer<")">> {};
// A decision table: in each row tests of what the head names, and what it gives where they all hold.
struct order_test : node<NodeKind::CellOrder, sor<symbol_relation, before, after, on_or>> {};
struct order_cell : node<NodeKind::CellOrders, order_test, opt<word<"and">, need<order_test, What::Value>>> {};
struct between_cell : node<NodeKind::CellBetween, word<"between">, a_sum, need_word<"and">, a_sum> {};
struct presence_cell : node<NodeKind::CellPresence, sor<word<"present">, seq<word<"absent">, flag<1>>>> {};
struct otherwise_cell : node<NodeKind::CellOtherwise, word<"otherwise">, at_pipe> {};
struct values_cell : node<NodeKind::CellValues, listed<a_condition, comma>> {};
struct decision_cell : sor<otherwise_cell, order_cell, between_cell, presence_cell, values_cell> {};
struct decision_head : node<NodeKind::TableHead, symbol<"|">, plus<head_cell<a_condition>>> {};
struct first_match : seq<word<"first">, word<"match">> {};
struct decision_table
    : node<NodeKind::DecisionTable, opt<first_match, flag<1>>, need<decision_head, What::DecisionHead>,
           need<plus<table_row<decision_cell>>, What::TableRow>> {};
struct at_table : at<sor<symbol<"|">, first_match>> {};

struct define
    : node<NodeKind::Define, word<"define">, declared_name<"definition">, opt<params>, opt_type, title, opt<cites>,
           opt<reading>, need_word<"as">, sor<seq<at_table, decision_table>, a_condition>, opt<period>> {};
struct table : node<NodeKind::Define, word<"table">, flag<1>, declared_name<"table">, opt<params>, opt_type, title,
                    opt<cites>, opt<reading>, decision_table, opt<period>> {};

// --- actions and duties
struct standing_word : sor<seq<word<"permitted">, flag<StandingWord::Permitted>>,
                           seq<word<"forbidden">, flag<StandingWord::Forbidden>>> {};
struct unaddressed_word : seq<word<"unaddressed">, flag<StandingWord::Unaddressed>> {};
struct by_default : node<NodeKind::ByDefault, word<"by">, need_word<"default">,
                         sor<standing_word, unaddressed_word, expected<What::DefaultWord>>> {};
struct meanwhile : node<NodeKind::Meanwhile, word<"meanwhile">, need<standing_word, What::MeanwhileWord>> {};
struct action : node<NodeKind::Action, word<"action">, declared_name<"action">, opt<params>, title,
                     star<sor<by_default, meanwhile, cites, reading>>> {};
struct actions : node<NodeKind::Actions, word<"actions">, declared_name<"group of actions">, title, need_word<"are">,
                      action_names> {};

struct done_when : node<NodeKind::DoneWhen, word<"done">, need_word<"when">, a_condition> {};
struct recurrence : sor<seq<word<"week">, flag<1>>, seq<word<"month">, flag<2>>, seq<word<"quarter">, flag<3>>,
                        seq<word<"year">, flag<4>>> {};
struct due_each
    : node<NodeKind::DueEach, word<"due">, word<"each">, sor<recurrence, need<day_rule, What::Recurrence>>> {};
struct due_within : node<NodeKind::DueWithin, word<"due">, need<word<"within">, What::DueWord>, closed,
                         need<before_or_after, What::BeforeOrAfter>, a_sum> {};
struct duty : node<NodeKind::Duty, word<"duty">, declared_name<"duty">, title,
                   star<sor<done_when, due_each, due_within, cites, period, reading>>> {};

// --- clauses
struct only_if : node<NodeKind::OnlyIf, word<"only">, need_word<"if">, a_condition> {};
struct permit_until : node<NodeKind::Until, word<"until">, a_sum> {};
struct permit : node<NodeKind::Permit, word<"permit">, action_names, opt<only_if>, opt<permit_until>> {};
struct forbid : node<NodeKind::Forbid, word<"forbid">, action_names> {};
struct require_
    : node<NodeKind::Require, word<"require">, names<What::DutyNames>,
           opt<sor<seq<word<"before">, flag<Timing::Before>>, seq<word<"after">, flag<Timing::After>>>, action_names>> {
};
struct notwithstanding : node<NodeKind::Notwithstanding, word<"notwithstanding">, all_or_names> {};
struct subject_to : node<NodeKind::SubjectTo, word<"subject">, word<"to">, all_or_names> {};
// Both words at once: after `as` alone an exception to a definition goes on.
struct clause_as_of : node<NodeKind::AsOf, word<"as">, word<"of">, a_sum> {};
struct clause_part
    : sor<when, unless, permit, forbid, require_, cites, period, reading, notwithstanding, subject_to, clause_as_of> {};
struct clause : node<NodeKind::Clause, word<"clause">, declared_name<"clause">, title, star<clause_part>> {};

struct checks_required : primitive<checks_required, only_looks> {
  static bool read(const char*&, TreeBuilder& b) {
    b.check_required_parts();
    return true;
  }
};
struct to : node<NodeKind::To, word<"to">, names<What::ClauseNames>> {};
// `as` makes it an exception to a definition.
struct exception_value
    : seq<at<word<"as">>, becomes<NodeKind::DefineException>, node<NodeKind::ExceptionValue, word<"as">, a_condition>> {
};
struct exception_ : node<NodeKind::Exception, word<"exception">, declared_name<"exception">, title,
                         star<sor<to, clause_part, exception_value>>, checks_required> {};

struct strike_word
    : sor<seq<word<"forbids">, flag<StrikeWord::AllForbids>>, seq<word<"permits">, flag<StrikeWord::AllPermits>>,
          seq<word<"duties">, flag<StrikeWord::AllDuties>>, expected<What::StrikeWord>> {};
struct from : node<NodeKind::From, word<"from">,
                   sor<seq<word<"all">, strike_word, opt<word<"of">, names<What::Names>>>, names<What::ClauseNames>>> {
};
struct for_actions : node<NodeKind::ForActions, word<"for">, action_names> {};
struct carveout_ : node<NodeKind::Carveout, word<"carveout">, declared_name<"carve-out">, title,
                        star<sor<from, for_actions, clause_part>>, checks_required> {};

struct note_name : sor<at<symbol<"\"">>, at<word<"cites">>, declared_name<"note">> {};
struct note
    : node<NodeKind::NoteDeclaration, word<"note">, note_name, opt<cites>, need<plus<string_literal>, What::NoteText>> {
};

struct guarantee_word
    : sor<seq<word<"permitted">, flag<GuaranteeWord::Permitted>>,
          seq<word<"forbidden">, flag<GuaranteeWord::Forbidden>>, seq<word<"conflict">, flag<GuaranteeWord::Conflict>>,
          seq<word<"undetermined">, flag<GuaranteeWord::Undetermined>>,
          seq<word<"unaddressed">, flag<GuaranteeWord::Unaddressed>>, expected<What::GuaranteeWord>> {};
struct guarantee
    : node<NodeKind::Guarantee, word<"guarantee">, title, an_action, need_word<"is">,
           opt<sor<seq<word<"never">, flag<kNegated>>, word<"always">>>, guarantee_word, star<sor<when, unless>>> {};

// --- calendars
struct exclusion : node<NodeKind::Exclusion,
                        sor<seq<sor<weekdays, excluded_dates>, title>, seq<day_rule, title, opt<observed>>,
                            seq<need<declared_path, What::Exclusion>, title>>,
                        opt<period>> {};
struct excludes : node<NodeKind::Excludes, word<"excludes">, listed<exclusion, comma>> {};
struct daylight : node<NodeKind::Daylight, word<"daylight">, need<utc_offset, What::UtcOffset>, need_word<"from">,
                       a_day_rule, clock_time, need_word<"until">, a_day_rule, clock_time, opt<period>> {};
struct calendar : node<NodeKind::Calendar, word<"calendar">, declared_name<"calendar">, title,
                       star<sor<time_zone, daylight, excludes, cites, reading>>> {};

// --- scenarios
struct like : node<NodeKind::Like, word<"like">, need<string_literal, What::Title>> {};
struct as_of_date : node<NodeKind::AsOf, word<"as">, need_word<"of">, need<date_or_time, What::DateOrTime>> {};

struct given_value : sor<known_in_part, value, expected<What::GivenValue>> {};
// An entry of `given`, and not the next part of the scenario or the next declaration.
struct at_given : primitive<at_given, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token token = b.token(at);
    const char* const end = b.text_end();
    if (!token.is_word() || (token.classes & kReserved) != 0) return false;
    if (token.word_end != end && (*token.word_end == '.' || *token.word_end == '[')) return true;
    if (token_at(token.word_end, end).is("is") || includes_follows(token, end)) return true;
    return (token.classes & kDeclarationOrPart) == 0 && !token.is("end");
  }
};
struct given_entry : seq<at_given, node<NodeKind::Given, need<indexed_path, What::FactPath>,
                                        sor<known_includes, seq<need<word<"is">, What::GivenIs>, given_value>>>> {};
struct given : seq<word<"given">, need<plus<given_entry>, What::Given>> {};

struct outcome_word
    : sor<seq<word<"permitted">, flag<OutcomeWord::Permitted>>, seq<word<"forbidden">, flag<OutcomeWord::Forbidden>>,
          seq<word<"conflict">, flag<OutcomeWord::Conflict>>, seq<word<"unaddressed">, flag<OutcomeWord::Unaddressed>>,
          seq<word<"undetermined">, flag<OutcomeWord::Undetermined>>> {};
struct duty_word : sor<seq<word<"required">, flag<DutyWord::Required>>,
                       seq<word<"not">, word<"required">, flag<DutyWord::NotRequired>>,
                       seq<word<"possibly">, need_word<"required">, flag<DutyWord::PossiblyRequired>>> {};
struct by : node<NodeKind::By, word<"by">, names<What::ClauseNames>> {};
struct needing : node<NodeKind::Needing, word<"needing">, listed<need<indexed_path, What::FactPath>, comma>> {};
struct duty_for
    : node<NodeKind::DutyFor, sor<seq<word<"before">, flag<Timing::Before>>, seq<word<"after">, flag<Timing::After>>>,
           an_action> {};
// `ACTION permitted`, `DUTY not required`: a name and a word that no expression goes on with.
struct plain_path : seq<any_word, dots> {};
struct plain_items : seq<symbol<"(">, any_word, star<comma, any_word>, symbol<")">> {};
struct at_outcome
    : at<plain_path, opt<plain_items>,
         sor<word<"permitted">, word<"forbidden">, word<"conflict">, word<"unaddressed">, word<"undetermined">>> {};
struct at_duty : at<plain_path, sor<word<"required">, word<"possibly">, seq<word<"not">, word<"required">>>> {};
struct expect_outcome : node<NodeKind::ExpectOutcome, an_action, outcome_word, opt<by>, opt<needing>> {};
struct expect_duty : node<NodeKind::ExpectDuty, need<declared_path, What::DutyNames>, duty_word, opt<duty_for>> {};
struct expect_value : node<NodeKind::ExpectValue, need<sum, What::Expectation>,
                           sor<seq<word<"is">, need<value, What::ExpectedValue>>,
                               seq<word<"between">, becomes<NodeKind::ExpectBetween>, a_sum, need_word<"and">, a_sum>,
                               expected<What::Expectation>>> {};
struct expect : seq<word<"expect">, sor<seq<at_outcome, expect_outcome>, seq<at_duty, expect_duty>, expect_value>> {};
struct scenario_part : sor<given, expect, like, as_of_date, cites> {};
struct scenario : node<NodeKind::Scenario, word<"scenario">, need<string_literal, What::Title>, star<scenario_part>> {};

// A table of scenarios: what is given, then what is expected; `by` and `needing` go with the outcome before them.
struct case_column : node<NodeKind::CaseColumn, word<"scenario">, at_pipe> {};
struct as_of_column : node<NodeKind::AsOfColumn, word<"as">, word<"of">, at_pipe> {};
struct at_expected : seq<word<"expect">, not_at<symbol<"|">>> {};
struct fact_column : seq<not_at<at_expected>, indexed_path> {};
struct expect_column : node<NodeKind::ExpectColumn, at_expected, need<sum, What::Value>, opt<duty_for>> {};
struct by_column : node<NodeKind::ByColumn, word<"by">, at_pipe> {};
struct needing_column : node<NodeKind::NeedingColumn, word<"needing">, at_pipe> {};
struct expected_columns : seq<head_cell<expect_column>, opt<head_cell<by_column>>, opt<head_cell<needing_column>>> {};
struct scenario_head : node<NodeKind::TableHead, symbol<"|">, opt<head_cell<case_column>>, opt<head_cell<as_of_column>>,
                            star<head_cell<fact_column>>, need<plus<expected_columns>, What::ScenarioColumn>,
                            sor<not_at<row_goes_on>, expected<What::ExpectColumn>>> {};

// A word alone, `permitted`, is a name like any other: what it means is for its column to say.
struct outcome_cell : node<NodeKind::OutcomeCell, outcome_word, sor<seq<by, opt<needing>>, needing>> {};
struct duty_cell
    : node<NodeKind::DutyCell, sor<seq<word<"not">, word<"required">, flag<DutyWord::NotRequired>>,
                                   seq<word<"possibly">, word<"required">, flag<DutyWord::PossiblyRequired>>>> {};
struct plain_indexed_path : seq<any_word, star<sor<seq<one<'.'>, word_chars>, index>>> {};
struct at_names : at<plain_indexed_path, comma> {};
struct at_index : at<any_word, star<one<'.'>, word_chars>, one<'['>> {};
struct names_cell
    : seq<sor<at_names, at_index>, node<NodeKind::NamesCell, listed<need<indexed_path, What::FactPath>, comma>>> {};
struct scenario_cell : sor<outcome_cell, duty_cell, names_cell, known_in_part, known_includes, value> {};
struct scenarios_part : sor<given, like, as_of_date, cites> {};
struct scenarios : node<NodeKind::Scenarios, word<"scenarios">, need<string_literal, What::Title>, star<scenarios_part>,
                        need<scenario_head, What::TableHead>, need<plus<table_row<scenario_cell>>, What::TableRow>> {};

struct scenarios_for
    : node<NodeKind::ScenariosFor, word<"scenarios">, word<"for">, need<declared_path, What::TestedPolicy>> {};

// --- what a later version has

// --- the file
struct end_part : seq<word<"end">, word<"part">> {};
struct missing_end_part : primitive<missing_end_part, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.report_missing_end_part(at);
    return true;
  }
};
struct part_part : sor<cites, period, applies_when, reading> {};
struct at_next;
struct part : node<NodeKind::Part, word<"part">, declared_name<"part">, title, star<part_part>,
                   need<at_next, What::NextDeclaration>, nested<declarations>, sor<end_part, missing_end_part>> {};

struct at_end : primitive<at_end, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) { return b.token(at).begin == b.text_end(); }
};
// What may follow a whole declaration.
struct at_next : sor<at_word_of<kDeclares>, at<end_part>, at_end> {};
struct any_declaration
    : sor<clause, exception_, carveout_, scenario, define, type, facts, action, actions, duty, parameter, list, note,
          guarantee, part, use, policy, table, scenarios_for, scenarios, calendar, expected<What::Declaration>> {};
struct declaration : seq<any_declaration, need<at_next, What::NextDeclaration>> {};
struct declarations : star<not_at<end_part>, recovering<declaration>> {};

struct stray_end_part : primitive<stray_end_part, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) {
    b.report_stray_end_part(at);
    return true;
  }
};
struct keeps : primitive<keeps, only_looks> {
  static bool read(const char*&, TreeBuilder& b) {
    b.keep();
    return true;
  }
};
struct file
    : seq<star<sor<seq<at<end_part>, stray_end_part, end_part>, seq<recovering<declaration>, keeps>>>, gap, eof> {};

}  // namespace carveout::syntax::grammar
