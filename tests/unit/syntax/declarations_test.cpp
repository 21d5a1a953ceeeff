#include <doctest/doctest.h>

#include "support.hpp"

using namespace carveout;
using namespace carveout::syntax;
using namespace carveout::syntax::test;

namespace {

struct Case {
  const char* text;
  const char* tree;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& example : cases) {
    CAPTURE(std::string(example.text));
    CHECK(declarations(example.text) == example.tree);
  }
}

}  // namespace

TEST_CASE("the policy of the design parses without a problem") {
  const Parsed parsed = parse_text(sample_policy());
  for (const Problem& problem : parsed.problems) MESSAGE(problem.message, " at ", problem.underlined);
  CHECK(parsed.problems.empty());
  CHECK(parsed.tree.children_of(parsed.tree.root()).size() == 26);
  CHECK(well_formed(parsed.tree, parsed.text.size()));
}

TEST_CASE("a dump has a node on each line") {
  const Parsed parsed = parse_text("policy p \"a\nb\"");
  CHECK(dump(parse_text("action a by default forbidden").tree, "action a by default forbidden") ==
        "File\n  Action\n    Name a\n    ByDefault 1\n");
  CHECK(dump(parse_text("note \"\"\"a\nb\"\"\"").tree, "note \"\"\"a\nb\"\"\"") ==
        "File\n  NoteDeclaration\n    String \"\"\"a\\nb\"\"\"\n");
}

TEST_CASE("a policy has a head") {
  check({{"policy p", "(Policy p)"},
         {"policy p \"Title\" cites \"c\" reading \"r\"", "(Policy p \"Title\" (Cites \"c\") (Reading \"r\"))"},
         {"policy p in force from 2018-01-31", "(Policy p (Period 2018-01-31))"},
         {"policy p in force until 2018-01-31", "(Policy p (Period:1 2018-01-31))"},
         {"policy p in force from 2018-01-31 until 2019-01-31", "(Policy p (Period:2 2018-01-31 2019-01-31))"},
         {"policy p as of request.received", "(Policy p (AsOf request.received))"},
         {"policy p round dates down", "(Policy p (RoundDates:1))"},
         {"policy p round dates up", "(Policy p (RoundDates:2))"},
         {"policy p applies when agency is nypd", "(Policy p (AppliesWhen (Compare agency nypd)))"},
         {"policy p on conflict forbid", "(Policy p (OnConflict:1))"},
         {"policy p adopts a.b, c supersedes d", "(Policy p (Adopts (Targets a.b c)) (Supersedes (Targets d)))"},
         {"policy p as of d on conflict permit", "(Policy p (AsOf d) (OnConflict))"}});
}

TEST_CASE("modules and parts") {
  check({{"use us.ny.nyc.detainer_law", "(Use us.ny.nyc.detainer_law)"},
         {"use a use b.use", "(Use a)\n(Use b.use)"},
         {"part one \"One\" cites \"§ 1\" in force from 2020-01-01 applies when x reading \"r\" clause c permit a end "
          "part",
          "(Part one \"One\" (Cites \"§ 1\") (Period 2020-01-01) (AppliesWhen x) (Reading \"r\") (Clause c (Permit "
          "(Targets a))))"},
         {"part a part b note \"n\" end part end part note \"m\"",
          "(Part a (Part b (NoteDeclaration \"n\")))\n(NoteDeclaration \"m\")"},
         {"part a end part", "(Part a)"},
         {"part a clause c permit x when y end part", "(Part a (Clause c (Permit (Targets x)) (When y)))"}});
}

TEST_CASE("types are closed sets, orders, records and aliases") {
  check(
      {{"type T is one of a", "(EnumType T (EnumMember a))"},
       {"type T \"t\" is one of a \"A\", b", "(EnumType T \"t\" (EnumMember a \"A\") (EnumMember b))"},
       {"type T is one of low < medium \"mid\" < high",
        "(EnumType:1 T (EnumMember low) (EnumMember medium \"mid\") (EnumMember high))"},
       {"type T has a : yes/no b : list of list of U \"B\" c : date if any \"C\"",
        "(RecordType T (Field a (YesNoType)) (Field b (ListType (ListType (NamedType U))) \"B\") (Field:1 c (NamedType "
        "date) \"C\"))"},
       {"type T \"t\" has a : m.U", "(RecordType T \"t\" (Field a (NamedType m.U)))"},
       {"type T is section", "(AliasType T (NamedType section))"},
       {"type T is list of text", "(AliasType T (ListType (NamedType text)))"},
       {"type T is yes/no", "(AliasType T (YesNoType))"}});
}

TEST_CASE("a comma between members may be left out only between two that have labels") {
  check({{"type T is one of a \"A\" b \"B\" c \"C\"",
          "(EnumType T (EnumMember a \"A\") (EnumMember b \"B\") (EnumMember c \"C\"))"},
         {"type T is one of a \"A\" scenario \"s\"", "(EnumType T (EnumMember a \"A\"))\n(Scenario \"s\")"},
         {"type T is one of a \"A\", note \"N\", permit",
          "(EnumType T (EnumMember a \"A\") (EnumMember note \"N\") (EnumMember permit))"},
         {"type T is one of a type U is date", "(EnumType T (EnumMember a))\n(AliasType U (NamedType date))"}});
}

TEST_CASE("fields and facts may have the words of declarations as names") {
  check({{"type T has note : text list : date permit : yes/no and : number",
          "(RecordType T (Field note (NamedType text)) (Field list (NamedType date)) (Field permit (YesNoType)) (Field "
          "and (NamedType number)))"},
         {"facts note : text clause : number \"the clause\" clause c permit a",
          "(Facts (Field note (NamedType text)) (Field clause (NamedType number) \"the clause\"))\n(Clause c (Permit "
          "(Targets a)))"}});
}

TEST_CASE("parameters, lists and definitions") {
  check(
      {{"parameter p is 5 years from 2014-12-14", "(Parameter p (ParameterValue 5 years 2014-12-14))"},
       {"parameter p : duration \"P\" is 5 years from 2014-12-14 is 3 years from 2020-01-01 reading \"r\"",
        "(Parameter p (NamedType duration) \"P\" (ParameterValue 5 years 2014-12-14) (ParameterValue 3 years "
        "2020-01-01) (Reading \"r\"))"},
       {"list l is \"a\"", "(List l \"a\")"},
       {"list l : Offense \"L\" cites \"c\" is \"a\" through \"b\", \"d\" in force from 2020-01-01, e reading \"r\"",
        "(List l (NamedType Offense) \"L\" (Cites \"c\") (Range \"a\" \"b\") \"d\" (Period 2020-01-01) e (Reading "
        "\"r\"))"},
       {"list l is {n 1}, {n 2}", "(List l (Record (RecordField n 1)) (Record (RecordField n 2)))"},
       {"list l is low through high in force until 2020-01-01", "(List l (Range low high) (Period:1 2020-01-01))"},
       {"define f as a", "(Define f a)"},
       {"define f(a: T, b: list of U) : number \"F\" cites \"c\" reading \"r\" as a + 1",
        "(Define f (Params (Param a (NamedType T)) (Param b (ListType (NamedType U)))) (NamedType number) \"F\" (Cites "
        "\"c\") (Reading \"r\") (Arithmetic:43 a 1))"}});
}

TEST_CASE("actions and duties") {
  check({{"action a", "(Action a)"},
         {"action a \"A\" by default permitted meanwhile forbidden cites \"c\" reading \"r\"",
          "(Action a \"A\" (ByDefault) (Meanwhile:1) (Cites \"c\") (Reading \"r\"))"},
         {"action a by default forbidden", "(Action a (ByDefault:1))"},
         {"action a by default unaddressed meanwhile permitted", "(Action a (ByDefault:2) (Meanwhile))"},
         {"actions g \"G\" are a, b", "(Actions g \"G\" (Targets a b))"},
         {"duty d \"D\" done when x due within 5 days after y + 1 day cites \"c\"",
          "(Duty d \"D\" (DoneWhen x) (DueWithin:1 5 days (Arithmetic:43 y 1 day)) (Cites \"c\"))"},
         {"duty d due within lookback before y", "(Duty d (DueWithin lookback y))"}});
}

TEST_CASE("a clause has parts in any order") {
  check({{"clause c", "(Clause c)"},
         {"clause c \"C\" cites \"a\" cites \"b\" reading \"r\" in force from 2020-01-01 permit a, b forbid m.x when p "
          "unless q",
          "(Clause c \"C\" (Cites \"a\") (Cites \"b\") (Reading \"r\") (Period 2020-01-01) (Permit (Targets a b)) "
          "(Forbid (Targets m.x)) (When p) (Unless q))"},
         {"clause c when p permit a only if q", "(Clause c (When p) (Permit (Targets a) (OnlyIf q)))"},
         {"clause c require d require e before a, b require f after a",
          "(Clause c (Require (Targets d)) (Require:1 (Targets e) (Targets a b)) (Require:2 (Targets f) (Targets a)))"},
         {"clause c notwithstanding all", "(Clause c (Notwithstanding (Targets:1)))"},
         {"clause c notwithstanding a, b", "(Clause c (Notwithstanding (Targets a b)))"},
         {"clause c subject to all", "(Clause c (SubjectTo (Targets:1)))"},
         {"clause c subject to one.two", "(Clause c (SubjectTo (Targets one.two)))"},
         {"clause c forbid a when x.y in force from 2020-01-01",
          "(Clause c (Forbid (Targets a)) (When x.y) (Period 2020-01-01))"}});
}

TEST_CASE("lists from files") {
  check({{"list l : Offense \"L\" from \"a/felonies.csv\" column code reading \"R\"",
          "(List l (NamedType Offense) \"L\" (ListFile \"a/felonies.csv\" code) (Reading \"R\"))"},
         {"list l : date from \"f.csv\" column \"The day\" in force from starts until \"ends on\"",
          "(List l (NamedType date) (ListFile \"f.csv\" \"The day\" (FilePeriod:2 starts \"ends on\")))"}});
}

TEST_CASE("decision tables") {
  check({{"table fee(k: Kind) : number \"F\" first match\n| k | n | fee |\n| a, b | >= 5 and < 10 | 1 |\n| otherwise | "
          "- | 2 |",
          "(Define:1 fee (Params (Param k (NamedType Kind))) (NamedType number) \"F\" (DecisionTable:1 (TableHead k n "
          "fee) "
          "(TableRow (CellValues a b) (CellOrders (CellOrder:4 5) (CellOrder:1 10)) (CellValues 1)) (TableRow "
          "(CellOtherwise) (AnyCell) (CellValues 2))))"},
         {"define fee as\n| a | fee |\n| between 1 and 2 | 1 |\n| absent | 2 |\n| on or after 2020-01-01 | 3 |\nin "
          "force from "
          "2020-01-01",
          "(Define fee (DecisionTable (TableHead a fee) (TableRow (CellBetween 1 2) (CellValues 1)) (TableRow "
          "(CellPresence:1) (CellValues 2)) (TableRow (CellOrders (CellOrder:10 2020-01-01)) (CellValues 3))) (Period "
          "2020-01-01))"}});
}

TEST_CASE("exceptions and carve-outs") {
  check({{"exception e \"E\" to a, b permit x when y",
          "(Exception e \"E\" (To (Targets a b)) (Permit (Targets x)) (When y))"},
         {"exception e permit x to a", "(Exception e (Permit (Targets x)) (To (Targets a)))"},
         {"exception e \"E\" to cap as otherwise / 2 when y in force from 2020-01-01",
          "(DefineException e \"E\" (To (Targets cap)) (ExceptionValue (Arithmetic:47 otherwise 2)) (When y) (Period "
          "2020-01-01))"},
         {"exception e when y as 3 to cap", "(DefineException e (When y) (ExceptionValue 3) (To (Targets cap)))"},
         {"carveout k from a, b for x, y when z",
          "(Carveout k (From (Targets a b)) (ForActions (Targets x y)) (When z))"},
         {"carveout k when z from a", "(Carveout k (When z) (From (Targets a)))"},
         {"carveout k from all forbids", "(Carveout k (From:1))"},
         {"carveout k from all permits of one for x", "(Carveout k (From:2 (Targets one)) (ForActions (Targets x)))"},
         {"carveout k from all duties in force from 2020-01-01", "(Carveout k (From:3) (Period 2020-01-01))"}});
}

TEST_CASE("notes and guarantees") {
  check({{"note \"n\"", "(NoteDeclaration \"n\")"},
         {"note n cites \"c\" \"one\" \"two\"", "(NoteDeclaration n (Cites \"c\") \"one\" \"two\")"},
         {"note cites \"c\" \"\"\"one\ntwo\"\"\"", "(NoteDeclaration (Cites \"c\") \"\"\"one\ntwo\"\"\")"},
         {"guarantee \"G\" a is permitted", "(Guarantee \"G\" a)"},
         {"guarantee a is never permitted when x unless y", "(Guarantee:128 a (When x) (Unless y))"},
         {"guarantee a is always forbidden", "(Guarantee:1 a)"},
         {"guarantee a is never conflict", "(Guarantee:130 a)"},
         {"guarantee a is never undetermined", "(Guarantee:131 a)"},
         {"guarantee a is unaddressed", "(Guarantee:4 a)"}});
}

TEST_CASE("a table of scenarios has a head and rows, whose cells are told by what stands in them") {
  check(
      {{"scenarios \"s\" like \"t\" as of 2020-01-01 given a is yes\n| scenario | as of | b.c[2] | scenario | expect d "
        "|"
        " by | needing | expect e before d | expect f + 1 |\n| \"x\" | 2020-01-01 | -5 | any | permitted | - | any |"
        " required | unknown |  # the first\n\n| any | any | absent | {x, y} | forbidden by p, q | r, s | t | not "
        "required | between 1 and 2 |",
        "(Scenarios \"s\" (Like \"t\") (AsOf 2020-01-01) (Given a yes) (TableHead (CaseColumn) (AsOfColumn) b.c[2] "
        "scenario (ExpectColumn d) (ByColumn) (NeedingColumn) (ExpectColumn e (DutyFor:1 d)) (ExpectColumn "
        "(Arithmetic:43 f 1))) (TableRow \"x\" 2020-01-01 (Negate 5) (AnyCell) permitted (AnyCell) (AnyCell) required "
        "unknown) (TableRow (AnyCell) (AnyCell) absent (Set x y) (OutcomeCell:1 (By (Targets p q))) (NamesCell r s) t "
        "(DutyCell:1) (KnownBetween 1 2)))"},
       {"scenarios \"s\"\n| expect | expect a |\n| includes {b} | undetermined needing c |\n| { {on between 1 and 2} "
        "} | required |\nscenario \"t\"",
        "(Scenarios \"s\" (TableHead expect (ExpectColumn a)) (TableRow (KnownIncludes (Set b)) (OutcomeCell:4 "
        "(Needing c))) (TableRow (Set (Record (RecordField on (KnownBetween 1 2)))) required))\n(Scenario \"t\")"}});
}

TEST_CASE("a scenario gives facts") {
  check(
      {{"scenario \"s\"", "(Scenario \"s\")"},
       {"scenario \"s\" like \"t\" as of 2020-01-01 cites \"c\" given a is yes b.c is no",
        "(Scenario \"s\" (Like \"t\") (AsOf 2020-01-01) (Cites \"c\") (Given a yes) (Given b.c no))"},
       {"scenario \"s\" as of 2020-01-01T10:00Z", "(Scenario \"s\" (AsOf 2020-01-01T10:00Z))"},
       {"scenario \"s\" given a is unknown b is absent c is -5 d is gangs e is {} f is {x, y}",
        "(Scenario \"s\" (Given a unknown) (Given b absent) (Given c (Negate 5)) (Given d gangs) (Given e (Set)) "
        "(Given "
        "f (Set x y)))"},
       {"scenario \"s\" given a is between 1 and -2 b is at least 2 days c is at most x d is one of {a, absent, 5}",
        "(Scenario \"s\" (Given a (KnownBetween 1 (Negate 2))) (Given b (KnownAtLeast 2 days)) "
        "(Given c (KnownAtMost x)) (Given d (KnownOneOf a absent 5)))"},
       {"scenario \"s\" given list includes {} a is under \"PL 1\" b is under expect c permitted",
        "(Scenario \"s\" (Given list (KnownIncludes (Set))) (Given a (KnownUnder \"PL 1\")) (Given b under) "
        "(ExpectOutcome c))"},
       {"scenario \"s\" given a is { {on between 2010-01-01 and 2010-12-31, b one of {x, y}, c includes {z}, d one} }",
        "(Scenario \"s\" (Given a (Set (Record (RecordField on (KnownBetween 2010-01-01 2010-12-31)) "
        "(RecordField b (KnownOneOf x y)) (RecordField c (KnownIncludes (Set z))) (RecordField d one)))))"},
       {"scenario \"s\" given a.b[2].c is 2016-05-04", "(Scenario \"s\" (Given a.b[2].c 2016-05-04))"},
       {"scenario \"s\" given a is { {offense \"PL 1\", date unknown}, {offense absent} }",
        "(Scenario \"s\" (Given a (Set (Record (RecordField offense \"PL 1\") (RecordField date unknown)) (Record "
        "(RecordField offense absent)))))"},
       {"scenario \"s\" given permit is yes expect is no note is 5 expect note is 5",
        "(Scenario \"s\" (Given permit yes) (Given expect no) (Given note 5) (ExpectValue note 5))"},
       {"scenario \"s\" given a is yes expect b permitted given c is no expect b forbidden",
        "(Scenario \"s\" (Given a yes) (ExpectOutcome b) (Given c no) (ExpectOutcome:1 b))"},
       {"scenario \"s\" given a is yes note n \"m\"", "(Scenario \"s\" (Given a yes))\n(NoteDeclaration n \"m\")"}});
}

TEST_CASE("a scenario expects outcomes, duties and values") {
  check({{"scenario \"s\" expect a permitted by c, d needing x.y, z",
          "(Scenario \"s\" (ExpectOutcome a (By (Targets c d)) (Needing x.y z)))"},
         {"scenario \"s\" expect a conflict expect a unaddressed expect a undetermined",
          "(Scenario \"s\" (ExpectOutcome:2 a) (ExpectOutcome:3 a) (ExpectOutcome:4 a))"},
         {"scenario \"s\" expect d required expect d not required expect d possibly required before a",
          "(Scenario \"s\" (ExpectDuty d) (ExpectDuty:1 d) (ExpectDuty:2 d (DutyFor:1 a)))"},
         {"scenario \"s\" expect d required after a", "(Scenario \"s\" (ExpectDuty d (DutyFor:2 a)))"},
         {"scenario \"s\" expect cap is 500_000 expect f(x) + 1 is unknown expect x.y is absent",
          "(Scenario \"s\" (ExpectValue cap 500_000) (ExpectValue (Arithmetic:43 (Call f x) 1) unknown) (ExpectValue "
          "x.y absent))"},
         {"scenario \"s\" expect cap between 1 and 2 + 3",
          "(Scenario \"s\" (ExpectBetween cap 1 (Arithmetic:43 2 3)))"}});
}

TEST_CASE("layout is free: one line, CRLF, tabs and comments anywhere") {
  const std::string plain = declarations(sample_policy());
  std::string crlf;
  for (const char c : sample_policy()) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  std::string windows = declarations(crlf);
  CHECK(windows == plain);
  CHECK(declarations("clause\tc#x\n#y\npermit # z\n\ta") == "(Clause c (Permit (Targets a)))");
  CHECK(declarations("\xEF\xBB\xBF"
                     "clause c") == "(Clause c)");
}

TEST_CASE("an empty file, or one of comments alone, has no declarations") {
  check({{"", ""}, {"  \n\t", ""}, {"# nothing", ""}, {"# nothing\n", ""}});
  CHECK(parse_text("").tree.nodes.size() == 1);
}

TEST_CASE("the words that start a declaration are listed") {
  const auto& words = declaration_words();
  CHECK(std::find(words.begin(), words.end(), "clause") != words.end());
  CHECK(std::find(words.begin(), words.end(), "part") != words.end());
  CHECK(std::find(words.begin(), words.end(), "when") == words.end());
  CHECK(words.size() == 20);
}
