#include <doctest/doctest.h>

#include <set>

#include "support.hpp"

using namespace carveout;
using namespace carveout::syntax;
using namespace carveout::syntax::test;

namespace {

// A text with one problem: which, and the text underlined; the message and the help where they are the point.
struct Case {
  const char* text;
  DiagnosticId id;
  const char* underlined;
  const char* message = nullptr;
  const char* help = nullptr;
};

// What any case of this file has shown.
std::set<DiagnosticId>& shown() {
  static std::set<DiagnosticId> ids;
  return ids;
}

void check_case(const Case& example) {
  CAPTURE(std::string(example.text));
  const Parsed parsed = parse_text(example.text);
  for (const Problem& problem : parsed.problems) shown().insert(problem.id);
  REQUIRE(parsed.problems.size() == 1);
  const Problem& problem = parsed.problems[0];
  CHECK(std::string(info(problem.id).name) == std::string(info(example.id).name));
  CHECK(problem.underlined == std::string(example.underlined));
  if (example.message != nullptr) CHECK(problem.message == std::string(example.message));
  if (example.help != nullptr) CHECK(problem.help == std::string(example.help));
  CHECK(well_formed(parsed.tree, parsed.text.size()));
}

// The end of a table says more of a text than its place in a file: `text` is tried alone and before another clause.
const Case kCases[] = {
    // --- the next declaration, or more of this one
    {"clause c forbid a whn x", DiagnosticId::UnexpectedText, "whn",
     "expected a part of the clause (`permit`, `forbid`, `require`, `when`, …) or the next declaration, found `whn`",
     "did you mean `when`?"},
    {"clase c \"t\" forbid a", DiagnosticId::UnexpectedText, "clase",
     "expected a declaration (`policy`, `type`, `facts`, `action`, `clause`, …), found `clase`",
     "did you mean `clause`?"},
    {"clause c when x\nclaus d \"t\" forbid a", DiagnosticId::UnexpectedText, "claus", nullptr,
     "did you mean `clause`?"},
    {"type T is one of a, b claus d", DiagnosticId::UnexpectedText, "claus",
     "expected `,` and another member or the next declaration, found `claus`", "did you mean `clause`?"},
    {"type T is one of low < high, top", DiagnosticId::UnexpectedText, ",", nullptr,
     "members are separated by `,` alone, or by `<` alone"},
    {"policy p cited \"x\"", DiagnosticId::UnexpectedText, "cited",
     "expected a part of the policy's head (`cites`, `in force`, `as of`, …) or the next declaration, found `cited`",
     "did you mean `cites`?"},
    {"scenario \"s\" expect 2020-02-29 + 1 year is 2021-03-01", DiagnosticId::UnexpectedText, "year", nullptr,
     "before `is`, `year` is read as a name: put what is worked out in parentheses, `(…) is …`"},
    {"action a by defualt permitted", DiagnosticId::UnexpectedText, "defualt", "expected `default`, found `defualt`",
     "did you mean `default`?"},
    {"action a by default permited", DiagnosticId::UnexpectedText, "permited",
     "expected `permitted`, `forbidden` or `unaddressed`, found `permited`", "did you mean `permitted`?"},
    {"clause c forbid a if x", DiagnosticId::UnexpectedText, "if", nullptr,
     "the condition of a clause begins with `when`; after `permit`, with `only if`"},
    {"clause c permit a only when x", DiagnosticId::UnexpectedText, "when", "expected `if`, found `when`",
     "write `only if`"},
    {"clause c to d forbid a", DiagnosticId::UnexpectedText, "to", nullptr,
     "`to` says what an `exception` is an exception to"},
    {"clause c forbid a except x", DiagnosticId::UnexpectedText, "except", nullptr,
     "write `unless`, or an `exception` of its own"},
    {"clause c forbid a, when x", DiagnosticId::UnexpectedText, "when", "expected the name of an action, found `when`",
     "after a comma comes another name"},
    {"clause c permit when x", DiagnosticId::UnexpectedText, "when", "expected the name of an action, found `when`"},
    {"clause c forbid clause d", DiagnosticId::UnexpectedText, "clause"},
    {"clause c forbid note", DiagnosticId::UnexpectedText, "note", nullptr,
     "`note` is a word of the language and names nothing"},
    {"clause c forbid all", DiagnosticId::UnexpectedText, "all"},
    {"clause c forbid", DiagnosticId::UnexpectedText, "", "expected the name of an action, found the end of the file"},
    {"when x", DiagnosticId::UnexpectedText, "when", nullptr, "`when` is part of a declaration, and none is open here"},
    {"\"a string\"", DiagnosticId::UnexpectedText, "\"a string\""},
    {"use \"a\"", DiagnosticId::UnexpectedText, "\"a\"",
     "expected the name of a module, such as `us.ny.holidays`, found \"a\""},
    {"policy p in force 2018-01-31", DiagnosticId::UnexpectedText, "2018-01-31",
     "expected `from` or `until` and a date, found `2018-01-31`"},
    {"policy p in force from today", DiagnosticId::UnexpectedText, "today",
     "expected a date, such as `2018-01-31`, found `today`"},
    {"policy p round dates sideways", DiagnosticId::UnexpectedText, "sideways",
     "expected `down` or `up`, found `sideways`"},
    {"policy p on conflict warn", DiagnosticId::UnexpectedText, "warn", "expected `forbid` or `permit`, found `warn`"},
    {"policy p cites § 1", DiagnosticId::StrayCharacter, "§"},
    {"policy p cites one", DiagnosticId::UnexpectedText, "one", "expected a citation in quotes, found `one`"},
    {"clause c reading one", DiagnosticId::UnexpectedText, "one", "expected a text in quotes, found `one`"},
    {"type T", DiagnosticId::UnexpectedText, "", "expected `is one of`, `has` or `is`, found the end of the file"},
    {"type T has", DiagnosticId::UnexpectedText, "", "expected a field, `NAME : TYPE`, found the end of the file"},
    {"type T has a : number b text", DiagnosticId::UnexpectedText, "b", nullptr, "a field is written `b : text`"},
    {"type T has a : 5", DiagnosticId::UnexpectedText, "5",
     "expected a type (`yes/no`, `number`, `text`, `date`, …), found `5`"},
    {"type T is one of 5", DiagnosticId::UnexpectedText, "5", "expected a member of the type, found `5`"},
    {"facts a", DiagnosticId::UnexpectedText, "a", "expected a field, `NAME : TYPE`, found `a`"},
    {"parameter p", DiagnosticId::UnexpectedText, "",
     "expected `is`, a value, `from` and a date, found the end of the file"},
    {"parameter p is 5", DiagnosticId::UnexpectedText, "", "expected `from`, found the end of the file"},
    {"list l \"L\"", DiagnosticId::UnexpectedText, "",
     "expected `is` and the entries of the list, or `from` and a file, found the end of the file"},
    {"list l is +", DiagnosticId::UnexpectedText, "+", "expected a literal, a name or `{…}`, found `+`"},
    {"define f(a) as a", DiagnosticId::UnexpectedText, ")", "expected `:`, found `)`"},
    {"define f(5) as a", DiagnosticId::UnexpectedText, "5", "expected the name of an argument, found `5`"},
    {"define f 5", DiagnosticId::UnexpectedText, "5", "expected `as`, found `5`"},
    {"action a meanwhile unaddressed", DiagnosticId::UnexpectedText, "unaddressed",
     "expected `permitted` or `forbidden`, found `unaddressed`"},
    {"duty d due after x", DiagnosticId::UnexpectedText, "after", "expected `within` and a duration, found `after`"},
    {"duty d due within 5 days", DiagnosticId::UnexpectedText, "",
     "expected `before` or `after`, found the end of the file",
     "write when the time begins to run: `due within 5 days after …`"},
    {"clause c require 5", DiagnosticId::UnexpectedText, "5", "expected the name of a duty, found `5`"},
    {"clause c notwithstanding 5", DiagnosticId::UnexpectedText, "5",
     "expected the name of a clause, part or policy, found `5`"},
    {"carveout c from all", DiagnosticId::UnexpectedText, "",
     "expected `forbids`, `permits` or `duties`, found the end of the file"},
    {"carveout c from all forbids of 5", DiagnosticId::UnexpectedText, "5", "expected a name, found `5`"},
    {"note n", DiagnosticId::UnexpectedText, "", "expected a text in quotes, found the end of the file"},
    {"guarantee a is never allowed", DiagnosticId::UnexpectedText, "allowed"},
    {"scenario s", DiagnosticId::UnexpectedText, "s", "expected a title in quotes, found `s`"},
    {"scenario \"s\" given", DiagnosticId::UnexpectedText, "",
     "expected a fact and its value, `FACT is VALUE`, found the end of the file"},
    {"scenario \"s\" given a.b yes", DiagnosticId::UnexpectedText, "yes", "expected `is`, found `yes`"},
    {"scenario \"s\" given a is", DiagnosticId::UnexpectedText, "",
     "expected a value: a literal, a name, `{…}`, `unknown` or `absent`, found the end of the file"},
    {"scenario \"s\" expect a is +", DiagnosticId::UnexpectedText, "+"},
    {"scenario \"s\" given a[x].b is 5", DiagnosticId::UnexpectedText, "x"},
    {"scenario \"s\" as of noon", DiagnosticId::UnexpectedText, "noon"},
    {"scenario \"s\" expect a", DiagnosticId::UnexpectedText, ""},
    {"scenario \"s\" expect a permited", DiagnosticId::UnexpectedText, "permited", nullptr,
     "did you mean `permitted`?"},
    {"scenario \"s\" expect a undetermined needing 5", DiagnosticId::UnexpectedText, "5",
     "expected the name of a fact, found `5`"},
    {"scenario \"s\" given a is yes expct b permitted", DiagnosticId::UnexpectedText, "b", "expected `is`, found `b`",
     "did you mean `expect` for `expct`?"},
    {"scenario \"s\" given a is yes, b is no", DiagnosticId::UnexpectedText, ",", nullptr,
     "nothing separates the facts that are given"},
    {"Clause c forbid a", DiagnosticId::UnexpectedText, "Clause", nullptr, "did you mean `clause`?"},
    {"clause c forbid a WHEN x", DiagnosticId::UnexpectedText, "WHEN", nullptr, "did you mean `when`?"},
    {"parameter p is 5\nclause c", DiagnosticId::UnexpectedText, "", "expected `from`, found `clause`"},
    {"facts a : T, b : U", DiagnosticId::UnexpectedText, ",", nullptr, "nothing separates fields"},
    {"clause c: forbid a", DiagnosticId::UnexpectedText, ":", nullptr, "a colon stands only before a type"},
    {"clause c permit a b", DiagnosticId::UnexpectedText, "b", nullptr, "names are separated by commas"},
    {"clause c require d within 5 days", DiagnosticId::UnexpectedText, "within", nullptr,
     "a duty says itself when it is due: `duty … due within …`"},
    {"clause c forbid a until 2020-01-01 when x", DiagnosticId::UnexpectedText, "until", nullptr,
     "write `in force until 2020-01-01`"},
    {"clause c forbid a from 2020-01-01", DiagnosticId::UnexpectedText, "from", nullptr,
     "write `in force from 2020-01-01`"},
    {"clause c allow a when x", DiagnosticId::UnexpectedText, "allow", nullptr, "write `permit`"},
    {"clause c may a when x", DiagnosticId::UnexpectedText, "may", nullptr, "write `permit`"},
    {"clause c deny a", DiagnosticId::UnexpectedText, "deny", nullptr, "write `forbid`"},
    {"clause c prohibit a", DiagnosticId::UnexpectedText, "prohibit", nullptr, "write `forbid`"},
    {"clause c must a", DiagnosticId::UnexpectedText, "must", nullptr, "write `require`"},
    {"clause c forbids a", DiagnosticId::UnexpectedText, "forbids", nullptr, "did you mean `forbid`?"},
    {"action a rule c forbid a", DiagnosticId::UnexpectedText, "rule", nullptr, "write `clause`"},
    {"rule c forbid a", DiagnosticId::UnexpectedText, "rule", nullptr, "write `clause`"},
    {"import x", DiagnosticId::UnexpectedText, "import", nullptr, "write `use`"},
    {"facts born on : date", DiagnosticId::UnexpectedText, "born", nullptr, "a name is one word: `born_on : …`"},
    {"facts a : T date of birth : date", DiagnosticId::UnexpectedText, "date", nullptr,
     "a name is one word: `date_of_birth : …`"},
    {"type T has a : text b \"B\" : number", DiagnosticId::UnexpectedText, "b", nullptr,
     "the label comes last: `b : TYPE \"…\"`"},
    {"facts b \"B\" : number", DiagnosticId::UnexpectedText, "b", nullptr, "the label comes last: `b : TYPE \"…\"`"},
    {"parameter p \"P\" : number is 3 from 2020-01-01", DiagnosticId::UnexpectedText, ":", nullptr,
     "the type stands before the label: `NAME : TYPE \"…\"`"},
    {"list l \"L\" : number is 3", DiagnosticId::UnexpectedText, ":", nullptr,
     "the type stands before the label: `NAME : TYPE \"…\"`"},
    {"define d \"D\" : number as 3", DiagnosticId::UnexpectedText, ":", nullptr,
     "the type stands before the label: `NAME : TYPE \"…\"`"},
    // --- in expressions
    {"clause c when n > 1,000", DiagnosticId::UnexpectedText, ",", nullptr,
     "write `1_000`: no comma stands in a number"},
    {"clause c when (n > 1,000,000)", DiagnosticId::UnclosedBracket, "", nullptr,
     "write `1_000_000`: no comma stands in a number"},
    {"clause c when all of (n > 1,000; x)", DiagnosticId::UnexpectedText, ",", nullptr,
     "write `1_000`: no comma stands in a number"},
    {"clause c when n > 1,00", DiagnosticId::UnexpectedText, ",", nullptr,
     "nothing separates the parts of a clause; join conditions with `and`"},
    {"clause c when", DiagnosticId::UnexpectedText, "", "expected a condition, found the end of the file"},
    {"clause c when clause d permit a", DiagnosticId::UnexpectedText, "clause", "expected a condition, found `clause`"},
    {"clause c when x and present", DiagnosticId::UnexpectedText, "present", "expected a condition, found `present`",
     "write `… is present`"},
    {"clause c when a is", DiagnosticId::UnexpectedText, "",
     "expected a value, `present`, `absent` or a relation after `is`, found the end of the file"},
    {"clause c when a + > b", DiagnosticId::UnexpectedText, ">", "expected a value, found `>`"},
    {"clause c when a within before b", DiagnosticId::UnexpectedText, "before",
     "expected a value, or `(…)` around a longer one, found `before`"},
    {"clause c when a within 5 days b", DiagnosticId::UnexpectedText, "b",
     "expected `before`, `after` or `of`, found `b`"},
    {"clause c when a on or b", DiagnosticId::UnexpectedText, "b", "expected `before` or `after`, found `b`"},
    {"clause c when a between b or c", DiagnosticId::UnexpectedText, "or", "expected `and`, found `or`"},
    {"clause c when some x in L where p(x)", DiagnosticId::UnexpectedText, "where",
     "expected `satisfies`, found `where`", "`some`, `every` and `no` take `satisfies`"},
    {"clause c when no x im L", DiagnosticId::UnexpectedText, "x", nullptr, "write `no NAME in LIST satisfies …`"},
    {"clause c when some 5 in L", DiagnosticId::UnexpectedText, "5", "expected a name for each element, found `5`"},
    {"define d as if a then b", DiagnosticId::UnexpectedText, "", "expected `else`, found the end of the file",
     "an `if` in a value needs a value for both cases"},
    {"clause c when all of x", DiagnosticId::UnexpectedText, "x",
     "expected `(` and conditions separated by `;`, found `x`"},
    {"define d as lesser of a", DiagnosticId::UnexpectedText, "a",
     "expected `(` and values separated by `,`, found `a`"},
    {"define d as lesser of (a)", DiagnosticId::UnexpectedText, ")", "expected `,`, found `)`"},
    {"clause c when at least x of (a; b)", DiagnosticId::UnexpectedText, "x", "expected a number, found `x`"},
    {"define d as {a 5, 6}", DiagnosticId::UnexpectedText, "6", "expected the name of a field, found `6`"},
    {"define d as f()", DiagnosticId::UnexpectedText, ")", "expected a condition, found `)`"},
    {"clause c when a in {b: 5}", DiagnosticId::UnclosedBracket, "", "expected `}`, found `:`"},
    {"clause c when x [1]", DiagnosticId::UnexpectedText, "["},
    {"clause c when x; forbid a", DiagnosticId::UnexpectedText, ";", nullptr,
     "`;` stands only between the conditions of `all of (…)` and its kin"},
    // --- strings and labels
    {"clause c \"title\n  forbid a", DiagnosticId::UnclosedString, "\"title"},
    {"clause c \"title\r\n  forbid a", DiagnosticId::UnclosedString, "\"title\r"},
    {"note \"\"\"a\nb", DiagnosticId::UnclosedParagraph, "\"\"\""},
    {"note \"a \\x b\"", DiagnosticId::UnknownEscape, "\\x", "`\\x` means nothing in a string"},
    {"note \"a \\", DiagnosticId::UnknownEscape, "\\"},
    {"clause c when [1 x\n forbid a", DiagnosticId::UnclosedLabel, "[1 x"},
    {"clause c when [] x", DiagnosticId::EmptyLabel, "["},
    // --- brackets
    {"clause c when all of (x; y\nclause d", DiagnosticId::UnclosedBracket, "", "expected `)`, found `clause`"},
    {"clause c when (x\n", DiagnosticId::UnclosedBracket, "", "expected `)`, found the end of the file"},
    {"clause c when x)", DiagnosticId::StrayBracket, ")", "`)` closes nothing"},
    {"clause c when ( x; and y )", DiagnosticId::UnclosedBracket, "", "expected `)`, found `;`",
     "`;` stands between the conditions of `all of (…)`, `any of (…)` and `none of (…)`; else write `and`"},
    {"clause c when x in (a, b)", DiagnosticId::UnclosedBracket, "", "expected `)`, found `,`",
     "a set is written `{…, …}`; conditions are joined by `and`"},
    {"clause c when any of (x, y)", DiagnosticId::CommaBetweenConditions, ","},
    {"clause c when a in {b + 1}", DiagnosticId::OperatorInSet, "+"},
    // --- characters
    {"clause c when x ? y", DiagnosticId::StrayCharacter, "?", "`?` has no meaning here"},
    {"clause _c", DiagnosticId::StrayCharacter, "_", nullptr, "a name begins with a letter"},
    {"clause c when x is 'y'", DiagnosticId::StrayCharacter, "'", nullptr, "a text stands between `\"` and `\"`"},
    {"clause c when f\xC3\xBCr", DiagnosticId::StrayCharacter, "\xC3\xBC"},
    {"clause c when \xE2\x80\x9Cx\xE2\x80\x9D", DiagnosticId::CurlyQuote, "\xE2\x80\x9C"},
    {"clause c when x \xE2\x80\x93 y > 5", DiagnosticId::TypographicDash, "\xE2\x80\x93"},
    {"clause c\xC2\xA0when x", DiagnosticId::NoBreakSpace, "\xC2\xA0", "U+00A0 is not a space of the language"},
    {"clause c when request.fragile.\nclause d", DiagnosticId::FullStop, "."},
    {"clause c when x is \"y\".", DiagnosticId::FullStop, "."},
    {"clause c forbid a.", DiagnosticId::FullStop, "."},
    {"clause c when x > 5.", DiagnosticId::FullStop, "."},
    {"clause c when request. fragile", DiagnosticId::SpaceInPath, "request. fragile", nullptr,
     "write `request.fragile`"},
    {"clause c when request .fragile", DiagnosticId::SpaceInPath, "request .fragile", nullptr,
     "write `request.fragile`"},
    // --- names
    {"clause cites \"rule 1\"", DiagnosticId::MissingName, "cites", "expected the name of a clause before `cites`"},
    {"clause \"No smoking in cars\" forbid a", DiagnosticId::MissingName, "\"No smoking in cars\"", nullptr,
     "write a name, such as `no_smoking_in_cars`, after `clause`"},
    {"type T has a : text note text \"n\"", DiagnosticId::DeclarationWordAsName, "text",
     "`text` is a word of the language and cannot be the name of a note", "a field is written `note : text`"},
    {"action permit", DiagnosticId::DeclarationWordAsName, "permit",
     "`permit` is a word of the language and cannot be the name of an action"},
    {"list all is a", DiagnosticId::DeclarationWordAsName, "all"},
    {"facts a : T force : yes/no", DiagnosticId::DeclarationWordAsName, "force",
     "`force` is a word of the language and cannot be the name of a fact"},
    {"clause not", DiagnosticId::ReservedWord, "not"},
    {"type T is one of a, unknown", DiagnosticId::ReservedWord, "unknown",
     "`unknown` is a word of expressions and cannot be a member of a type"},
    {"facts count : number", DiagnosticId::ReservedWord, "count"},
    {"clause c when some in in L satisfies x", DiagnosticId::ReservedWord, "in"},
    {"clause 5", DiagnosticId::UnexpectedText, "5", "expected the name of a clause, found `5`"},
    {"clause c forbid a, and b", DiagnosticId::AndInList, "and"},
    {"clause c forbid a and b", DiagnosticId::AndInList, "and"},
    {"actions g are a or b", DiagnosticId::AndInList, "or"},
    {"clause c when x is co-operative", DiagnosticId::HyphenatedName, "co-operative", nullptr,
     "write `co_operative`; a minus has spaces around it"},
    {"clause c forbid no-fly", DiagnosticId::ReservedWord, "no"},
    {"clause senior-review", DiagnosticId::HyphenatedName, "senior-review"},
    // --- numbers and dates
    {"clause c when 2018-1-31 before x", DiagnosticId::DateShape, "2018-1-31",
     "`2018-1-31` is not how dates are written",
     "write `2018-01-31`: the year, the month and the day, with two digits for the last two"},
    {"policy p in force from 1/31/2018", DiagnosticId::DateShape, "1/31/2018"},
    {"policy p in force from 31.01.2018", DiagnosticId::DateShape, "31.01.2018"},
    {"policy p in force from 2018/01/31", DiagnosticId::DateShape, "2018/01/31", nullptr,
     "write `2018-01-31`: the year, the month and the day, with two digits for the last two"},
    {"clause c when x before 2018-01-31T10", DiagnosticId::TimeShape, "2018-01-31T10"},
    {"clause c when x > 007", DiagnosticId::LeadingZero, "007", nullptr, "write `7`"},
    {"clause c when x > 00", DiagnosticId::LeadingZero, "00", nullptr, "write `0`"},
    {"clause c when x > 5days", DiagnosticId::NumberGlued, "5days"},
    {"clause c when x > 1__0", DiagnosticId::NumberGlued, "1__0"},
    {"use x..a", DiagnosticId::NumberGlued, "x..a", nullptr, "one dot stands between the names of a path: `x.a`"},
    {"clause c when x.5a", DiagnosticId::NumberGlued, "x.5a", nullptr, "each name of a path begins with a letter"},
    {"clause c when x is 5-3", DiagnosticId::MinusNeedsSpaces, "5-3", nullptr, "write `5 - 3`"},
    {"clause c when x is 2018-01-31-5", DiagnosticId::MinusNeedsSpaces, "2018-01-31-5", nullptr,
     "write `2018-01-31 - 5`"},
    // --- conditions
    {"clause c when a and b or c and d", DiagnosticId::MixedAndOr, "or", nullptr,
     "write `(a and b) or …` or `… and (b or c)`"},
    {"clause c when a or b and c", DiagnosticId::MixedAndOr, "and", nullptr,
     "write `(a or b) and …` or `… or (b and c)`"},
    {"clause c when a < b < d", DiagnosticId::ChainedComparison, "<"},
    {"clause c when d within 3 years before x >= 2", DiagnosticId::ChainedComparison, ">"},
    {"clause c when a is b is d", DiagnosticId::ChainedComparison, "is"},
    {"clause c when no x in L satisfies q(x) and r.y", DiagnosticId::OpenFormNeedsParentheses, "no",
     "where `no …` ends is not clear without parentheses",
     "write `(no x in L satisfies q(x)) and …` or `no x in L satisfies (q(x) and …)`"},
    {"clause c when count x in L where p(x) and q >= 2", DiagnosticId::OpenFormNeedsParentheses, "count"},
    {"clause c when count x in L where x.d within 3 years before y >= 2", DiagnosticId::OpenFormNeedsParentheses,
     "count", nullptr, "write `(count x in L where x.d within 3 years before y) > …`"},
    {"define d as 1 + if a then b else c", DiagnosticId::OpenFormNeedsParentheses, "if", nullptr,
     "write `(if a then b else c)`"},
    {"clause c when 2 <= count x in L where p(x)", DiagnosticId::OpenFormNeedsParentheses, "count"},
    {"clause c when [1] a and b", DiagnosticId::AmbiguousLabel, "[1]",
     "what does `[1]` name: the condition after it, or all of them?", "write `[1] (a and b)`, or label the others too"},
    {"clause c when a is unknown", DiagnosticId::NoTestForUnknown, "unknown"},
    {"clause c when a in {unknown}", DiagnosticId::NoTestForUnknown, "unknown"},
    {"clause c when x is at least 5", DiagnosticId::DistanceWithoutAnchor, "at least", nullptr,
     "to compare amounts write `>=`"},
    {"clause c when x less than 5", DiagnosticId::DistanceWithoutAnchor, "less than", nullptr,
     "to compare amounts write `<`"},
    {"clause c when x is not more than 5", DiagnosticId::DistanceWithoutAnchor, "more than", nullptr,
     "to compare amounts write `>`"},
    {"clause c when x = 5", DiagnosticId::ForeignOperator, "=", nullptr, "write `is`"},
    {"clause c when x == 5", DiagnosticId::ForeignOperator, "==", nullptr, "write `is`"},
    {"clause c when x != 5", DiagnosticId::ForeignOperator, "!=", nullptr, "write `is not`"},
    {"clause c when x <> 5", DiagnosticId::ForeignOperator, "<>", nullptr, "write `is not`"},
    {"clause c when x => 5", DiagnosticId::ForeignOperator, "=>", nullptr, "write `>=`"},
    {"clause c when x =< 5", DiagnosticId::ForeignOperator, "=<", nullptr, "write `<=`"},
    {"clause c when x && y", DiagnosticId::ForeignOperator, "&&", nullptr, "write `and`"},
    {"clause c when x || y", DiagnosticId::ForeignOperator, "||", nullptr, "write `or`"},
    {"clause c when !x", DiagnosticId::ForeignOperator, "!", nullptr, "write `not`"},
    {"clause c when x \xE2\x89\xA5 5", DiagnosticId::ForeignOperator, "\xE2\x89\xA5", nullptr, "write `>=`"},
    {"scenario \"s\" given x = 5", DiagnosticId::ForeignOperator, "="},
    {"clause c when x is true", DiagnosticId::ForeignTruth, "true", nullptr, "write `yes`"},
    {"scenario \"s\" given x is false", DiagnosticId::ForeignTruth, "false", nullptr, "write `no`"},
    // --- whole declarations
    {"clause c when x forbid a when y", DiagnosticId::RepeatedPart, "when", "`when` stands twice in one declaration",
     "join the conditions with `and`"},
    {"exception e to a permit x to b", DiagnosticId::RepeatedPart, "to", nullptr,
     "list the names after the first, separated by commas"},
    {"policy p in force from 2018-01-01 in force from 2019-01-01", DiagnosticId::RepeatedPart, "in force"},
    {"duty d done when x done when y", DiagnosticId::RepeatedPart, "done when"},
    {"exception e permit a", DiagnosticId::ExceptionToNothing, "e"},
    {"carveout k when x", DiagnosticId::CarveoutFromNothing, "k"},
    {"part a clause c permit x", DiagnosticId::MissingEndPart, ""},
    {"clause c permit x end part clause d", DiagnosticId::StrayEndPart, "end part"},
    {"part a whn x clause c permit x\nend part", DiagnosticId::UnexpectedText, "whn",
     "expected a part's citation or period or the next declaration, found `whn`"},
    // --- known in part
    {"scenario \"s\" given x is one of a, b", DiagnosticId::UnexpectedText, "a",
     "expected `{` and the values that the fact may have, found `a`"},
    {"scenario \"s\" given x is one of {}", DiagnosticId::UnexpectedText, "}",
     "expected a literal, a name or `absent`, found `}`"},
    {"scenario \"s\" given x is one of {1, unknown}", DiagnosticId::UnexpectedText, "unknown"},
    {"scenario \"s\" given x is between 1 to 2", DiagnosticId::UnexpectedText, "to", "expected `and`, found `to`"},
    {"scenario \"s\" given x is between 1", DiagnosticId::UnexpectedText, "",
     "expected `and`, found the end of the file"},
    {"scenario \"s\" expect x is one of {1, 2}", DiagnosticId::UnexpectedText, "of"},
    {"scenarios for", DiagnosticId::UnexpectedText, ""},
    {"scenarios for \"p\"", DiagnosticId::UnexpectedText, "\"p\"",
     "expected the policy that the scenarios are for, by the name of its file, found \"p\""},
    // --- tables
    {"scenarios \"s\"", DiagnosticId::UnexpectedText, ""},
    {"scenarios \"s\" given a is yes", DiagnosticId::UnexpectedText, ""},
    {"scenarios \"s\"\n| a | b |\n| yes | no |", DiagnosticId::UnexpectedText, "",
     "expected the name of a fact, or `expect` and an action, a duty or a value, found the end of the line"},
    {"scenarios \"s\"\n| a | expect b |", DiagnosticId::UnexpectedText, "",
     "expected a row, `| … |`, on a line of its own, found the end of the file"},
    {"scenarios \"s\"\n| expect b | a |\n| permitted | yes |", DiagnosticId::UnexpectedText, "a", nullptr,
     "what is given stands before what is expected; `by` and `needing` stand right after an outcome"},
    {"scenarios \"s\"\n| a | expect b |\n| yes | |", DiagnosticId::EmptyCell, "|"},
    {"scenarios \"s\"\n| a | expect b |\n|| permitted |", DiagnosticId::EmptyCell, "|"},
    {"scenarios \"s\"\n| a | expect b |\n|\n", DiagnosticId::EmptyCell, "|"},
    {"scenarios \"s\"\n| a | expect b |\n|---|---|\n| yes | permitted |", DiagnosticId::TableRule, "---"},
    {"scenarios \"s\"\n| a | expect b |\n| yes | permitted", DiagnosticId::UnexpectedText, "",
     "expected `|`, which ends a cell, on the line of its row, found the end of the file"},
    {"scenarios \"s\"\n| a | expect b |\n| yes\n| no | permitted |", DiagnosticId::UnexpectedText, "",
     "expected `|`, which ends a cell, on the line of its row, found the end of the line"},
    {"scenarios \"s\"\n| a | expect b |\n| is yes | permitted |", DiagnosticId::UnexpectedText, "is"},
    {"scenarios \"s\"\n| a | expect b |\n| 5, 6 | permitted |", DiagnosticId::UnexpectedText, ",", nullptr,
     "a cell holds one value; a list is written `{…, …}`"},
    {"scenarios \"s\"\n| a | expect b |\n| yes |", DiagnosticId::CellsMissing, "| yes |",
     "this row has 1 cell, and the table 2 columns: nothing stands under `expect b`",
     "write `any` where the row says nothing"},
    {"scenarios \"s\"\n| a | expect b |\n| yes | permitted | no |", DiagnosticId::CellsTooMany, "no",
     "a cell too many: the table has 2 columns"},
    {"scenarios \"s\"\n| a | expect b |\n| {x,\n y} | permitted |", DiagnosticId::RowOverLines, "| {x,"},
    // --- spells
    {"clause c when days in between a and b > 5 days", DiagnosticId::UnexpectedText, "between",
     "expected a list of spells, or `union of (…)`, `intersection of (…)` or `difference of (…)`, found `between`"},
    {"clause c when days in s from a to b > 5 days", DiagnosticId::UnexpectedText, "from"},
    {"clause c when days in union of (s) between a and b > 5 days", DiagnosticId::UnexpectedText, ")"},
    // --- calendars
    {"duty d due each Monday", DiagnosticId::UnexpectedText, ""},
    {"duty d due each day", DiagnosticId::UnexpectedText, "day",
     "expected a day of the year, such as `09-01`, or `week`, `month`, `quarter` or `year`, found `day`"},
    {"duty d due each 09-01 due within 5 days after x", DiagnosticId::RepeatedPart, "due within"},
    {"calendar c excludes", DiagnosticId::UnexpectedText, "",
     "expected days, such as `weekends`, `07-04` or `third Monday of January`, or a calendar, found the end of the "
     "file"},
    {"calendar excludes weekends", DiagnosticId::MissingName, "excludes"},
    {"calendar c excludes third monday of January", DiagnosticId::UnexpectedText, "monday",
     "expected a day of the week, such as `Monday`, found `monday`"},
    {"calendar c excludes third Monday of Jan", DiagnosticId::UnexpectedText, "Jan",
     "expected a month, such as `January`, found `Jan`"},
    {"calendar c excludes third Monday in January", DiagnosticId::UnexpectedText, "in"},
    {"calendar c excludes day after", DiagnosticId::UnexpectedText, ""},
    {"calendar c excludes 2 weeks before Easter", DiagnosticId::UnexpectedText, "weeks"},
    {"calendar c excludes 07-04 observed Friday if Saturday", DiagnosticId::UnexpectedText, "Friday",
     "expected `on`, found `Friday`"},
    {"calendar c excludes 07-04 observed on Friday if weekends", DiagnosticId::UnexpectedText, "weekends"},
    {"calendar c excludes weekends observed on Monday if Sunday", DiagnosticId::UnexpectedText, "observed"},
    {"calendar c time zone Eastern", DiagnosticId::UnexpectedText, "Eastern",
     "expected an offset from UTC, such as `-05:00`, or `of` and a calendar, found `Eastern`"},
    {"calendar c time zone -05:00 time zone Z", DiagnosticId::RepeatedPart, "time zone"},
    {"calendar c time zone -05:00 daylight -04:00 from 03-01 until 11-01 at 02:00", DiagnosticId::UnexpectedText,
     "until", "expected `at`, found `until`"},
    {"calendar c time zone -05:00 daylight -04:00 from 03-01 at 2 until 11-01 at 02:00", DiagnosticId::UnexpectedText,
     "2", "expected a time of day, such as `02:00`, found `2`"},
    {"clause c when x within 5 days counted for k before y", DiagnosticId::UnexpectedText, "for"},
    {"clause c when x within 5 days counted by 5 before y", DiagnosticId::UnexpectedText, "5",
     "expected the name of a calendar, found `5`"},
};

}  // namespace

TEST_CASE("each mistake has one message, under the text that makes it") {
  for (const Case& example : kCases) check_case(example);
}

TEST_CASE("after each mistake the next declaration is read") {
  const auto continues = [](const Case& example) {
    CAPTURE(std::string(example.text));
    const std::string text(example.text);
    // What never ends takes the rest of the file with it.
    if (example.id == DiagnosticId::UnclosedParagraph) return;
    const bool in_part = example.id == DiagnosticId::MissingEndPart;
    const Parsed parsed = parse_text(text + "\nclause z_last \"Z\" forbid zz");
    CHECK(parsed.problems.size() == 1);
    REQUIRE(!parsed.tree.children_of(parsed.tree.root()).empty());
    const NodeId last = parsed.tree.children_of(parsed.tree.root()).back();
    const NodeId clause = in_part ? parsed.tree.children_of(last).back() : last;
    CHECK(compact(parsed, clause) == "(Clause z_last \"Z\" (Forbid (Targets zz)))");
  };
  for (const Case& example : kCases) continues(example);
}

TEST_CASE("what is not closed, or stands twice, is told with a note at the first place") {
  const auto note = [](const char* text) {
    const Parsed parsed = parse_text(text);
    REQUIRE(parsed.problems.size() == 1);
    REQUIRE(parsed.problems[0].notes.size() == 1);
    return parsed.problems[0].notes[0];
  };
  CHECK(note("clause c when any of (x; y") == "(");
  CHECK(note("clause c when a in {x, y") == "{");
  CHECK(note("clause c when f(g(x)") == "(");
  CHECK(note("clause c when x when y") == "when");
  CHECK(note("clause c subject to all when x subject to b") == "subject to");
  CHECK(note("part first clause c permit a") == "part first");
}

TEST_CASE("no more than five words are listed as expected") {
  for (const Case& example : kCases) {
    const Parsed parsed = parse_text(example.text);
    for (const Problem& problem : parsed.problems) {
      const auto ticks = std::count(problem.message.begin(), problem.message.end(), '`');
      CAPTURE(problem.message);
      CHECK(ticks <= 12);
    }
  }
}

TEST_CASE("every diagnostic of syntax is shown by some text") {
  for (const Case& example : kCases) check_case(example);
  std::string many;
  for (int index = 0; index < 30; ++index) many += "clause c permit when x\n";
  std::string sum = "define d as 1";
  for (int index = 0; index < 300; ++index) sum += " + 1";
  for (const std::string& text : {many, sum, "define d as " + std::string(1000, '(')}) {
    for (const Problem& problem : parse_text(text).problems) shown().insert(problem.id);
  }
  for (const DiagnosticId id : all_diagnostics()) {
    if (info(id).code.substr(0, 3) != "C01") continue;
    CAPTURE(std::string(info(id).name));
    CHECK(shown().count(id) == 1);
  }
}
