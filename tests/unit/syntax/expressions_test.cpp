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
    CHECK(expression(example.text) == example.tree);
  }
}

}  // namespace

TEST_CASE("literals are leaves with their text") {
  check({{"yes", "yes"},
         {"no", "no"},
         {"500_000", "500_000"},
         {"0.75", "0.75"},
         {"0", "0"},
         {"2018-01-31", "2018-01-31"},
         {"2018-02-31", "2018-02-31"},
         {"2018-01-31T09:30Z", "2018-01-31T09:30Z"},
         {"2018-01-31T09:30:15-05:00", "2018-01-31T09:30:15-05:00"},
         {"1 year 6 months", "1 year 6 months"},
         {"48 hours", "48 hours"},
         {"\"PL 265.02(4)\"", "\"PL 265.02(4)\""},
         {"\"a \\\"quoted\\\" \\\\ word\\n\"", "\"a \\\"quoted\\\" \\\\ word\\n\""},
         {"\"\"", "\"\""},
         {"\"\"\"two \"lines\"\nof text\"\"\"", "\"\"\"two \"lines\"\nof text\"\"\""}});
}

TEST_CASE("the kind of a literal is seen from its form") {
  const auto kind = [](const char* text) {
    const Parsed parsed = parse_text("define d as " + std::string(text));
    REQUIRE(parsed.problems.empty());
    const auto define = parsed.tree.children_of(parsed.tree.children_of(parsed.tree.root())[0]);
    return std::string(kind_name(parsed.tree[define[1]].kind));
  };
  CHECK(kind("5") == "Number");
  CHECK(kind("5 days") == "DurationLiteral");
  CHECK(kind("2018-01-31") == "DateLiteral");
  CHECK(kind("2018-01-31T09:30Z") == "TimeLiteral");
  CHECK(kind("\"x\"") == "String");
  CHECK(kind("yes") == "Yes");
  CHECK(kind("no") == "No");
  CHECK(kind("a.b") == "Path");
  CHECK(kind("a") == "Path");
}

TEST_CASE("a unit belongs to the number before it, unless it is a fact of that name") {
  check({{"x is 5 days", "(Compare x 5 days)"},
         {"5 days is not x", "(Compare:128 5 days x)"},
         {"5 days + x", "(Arithmetic:43 5 days x)"},
         {"x.days is 5", "(Compare x.days 5)"}});
  CHECK(declarations("scenario \"s\" given r.n is 5 day is 2020-01-01") ==
        "(Scenario \"s\" (Given r.n 5) (Given day 2020-01-01))");
}

TEST_CASE("sums fold to the left, products first") {
  check({{"a + b - c", "(Arithmetic:45 (Arithmetic:43 a b) c)"},
         {"a + b * c - d / e", "(Arithmetic:45 (Arithmetic:43 a (Arithmetic:42 b c)) (Arithmetic:47 d e))"},
         {"a * b + c", "(Arithmetic:43 (Arithmetic:42 a b) c)"},
         {"a - b - c", "(Arithmetic:45 (Arithmetic:45 a b) c)"},
         {"(a + b) * c", "(Arithmetic:42 (Arithmetic:43 a b) c)"},
         {"-a * b", "(Arithmetic:42 (Negate a) b)"},
         {"a - -5", "(Arithmetic:45 a (Negate 5))"},
         {"a -b", "(Arithmetic:45 a b)"},
         {"2018-01-31 - 5 days", "(Arithmetic:45 2018-01-31 5 days)"},
         {"a + b > c * 2", "(Compare:3 (Arithmetic:43 a b) (Arithmetic:42 c 2))"}});
}

TEST_CASE("parentheses leave no node, and the node around takes them in") {
  const Parsed parsed = parse_text("define d as (a + b) * (c)");
  REQUIRE(parsed.problems.empty());
  const NodeId product = parsed.tree.children_of(parsed.tree.children_of(parsed.tree.root())[0])[1];
  const auto text = [&](NodeId id) {
    return parsed.text.substr(parsed.tree[id].begin, parsed.tree[id].end - parsed.tree[id].begin);
  };
  CHECK(text(product) == "(a + b) * (c)");
  CHECK(text(parsed.tree.children_of(product)[0]) == "a + b");
  CHECK(text(parsed.tree.children_of(product)[1]) == "c");
}

TEST_CASE("comparisons by symbol") {
  check({{"a < b", "(Compare:1 a b)"},
         {"a <= b", "(Compare:2 a b)"},
         {"a > b", "(Compare:3 a b)"},
         {"a >= b", "(Compare:4 a b)"}});
}

TEST_CASE("`is` compares, and goes before every relation in words") {
  check({{"a is b", "(Compare a b)"},
         {"a is not b", "(Compare:128 a b)"},
         {"a is yes", "(Compare a yes)"},
         {"a is no", "(Compare a no)"},
         {"a is -5", "(Compare a (Negate 5))"},
         {"a is b + c", "(Compare a (Arithmetic:43 b c))"},
         {"a is in {b}", "(Compare:5 a (Set b))"},
         {"a is not in {b}", "(Compare:133 a (Set b))"},
         {"a not in {b}", "(Compare:133 a (Set b))"},
         {"a is one of {b, c}", "(Compare:5 a (Set b c))"},
         {"a is not one of {b, c}", "(Compare:133 a (Set b c))"},
         {"a is under b", "(Compare:6 a b)"},
         {"a is before b", "(Compare:7 a b)"},
         {"a is not after b", "(Compare:136 a b)"},
         {"a is on or after b", "(Compare:10 a b)"},
         {"a is between b and c", "(Between a b c)"},
         {"a is not between b and c", "(Between:128 a b c)"},
         {"a is within 5 days before b", "(Distance a 5 days b)"},
         {"a is not within 5 days of b", "(Distance:130 a 5 days b)"},
         {"a is less than 5 days before b", "(Distance:4 a 5 days b)"}});
}

TEST_CASE("presence is tested in words") {
  check({{"a is present", "(IsPresent a)"},
         {"a is not present", "(IsPresent:128 a)"},
         {"a is absent", "(IsAbsent a)"},
         {"a is not absent", "(IsAbsent:128 a)"},
         {"a is absent or b", "(Or (IsAbsent a) b)"},
         {"a is present and a before b", "(And (IsPresent a) (Compare:7 a b))"}});
}

TEST_CASE("relations in words") {
  check({{"a in b", "(Compare:5 a b)"},
         {"a under \"PL 265\"", "(Compare:6 a \"PL 265\")"},
         {"a before b", "(Compare:7 a b)"},
         {"a after b + 1 day", "(Compare:8 a (Arithmetic:43 b 1 day))"},
         {"a on or before b", "(Compare:9 a b)"},
         {"a on or after b", "(Compare:10 a b)"},
         {"a not before b", "(Compare:135 a b)"},
         {"a between b and c", "(Between a b c)"},
         {"a not between b and c", "(Between:128 a b c)"},
         {"a between b and c and d", "(And (Between a b c) d)"},
         {"a within 5 years before b", "(Distance a 5 years b)"},
         {"a within 48 hours after b", "(Distance:1 a 48 hours b)"},
         {"a within 30 days of b", "(Distance:2 a 30 days b)"},
         {"a within lookback before b", "(Distance a lookback b)"},
         {"a within (lookback + 1 day) before b", "(Distance a (Arithmetic:43 lookback 1 day) b)"},
         {"a less than 5 years before b", "(Distance:4 a 5 years b)"},
         {"a less than 5 years after b", "(Distance:5 a 5 years b)"},
         {"a more than 5 years before b", "(Distance:8 a 5 years b)"},
         {"a at least 5 years before b", "(Distance:12 a 5 years b)"},
         {"a at most 5 years after b", "(Distance:17 a 5 years b)"},
         {"a is not at most 5 years after b", "(Distance:145 a 5 years b)"}});
}

TEST_CASE("`and` and `or` are flat, `not` takes one comparison") {
  check({{"a and b and c", "(And a b c)"},
         {"a or b or c", "(Or a b c)"},
         {"a and (b or c)", "(And a (Or b c))"},
         {"(a and b) and c", "(And (And a b) c)"},
         {"not a and b", "(And (Not a) b)"},
         {"not a is b", "(Not (Compare a b))"},
         {"not not a", "(Not (Not a))"},
         {"not (a and b)", "(Not (And a b))"}});
}

TEST_CASE("a label names the condition after it") {
  check({{"[1] a", "(Labelled [1] a)"},
         {"[1] a and [2] b", "(And (Labelled [1] a) (Labelled [2] b))"},
         {"a and [2] b", "(And a (Labelled [2] b))"},
         {"[§ 9-131(a)(1)] (a and b)", "(Labelled [§ 9-131(a)(1)] (And a b))"},
         {"([1] a) and b", "(And (Labelled [1] a) b)"},
         {"[#3] not a", "(Labelled [#3] (Not a))"}});
}

TEST_CASE("lists of conditions") {
  check({{"all of (a; b and c)", "(AllOf a (And b c))"},
         {"any of (a; b;)", "(AnyOf a b)"},
         {"none of (a)", "(NoneOf a)"},
         {"at least 2 of (a; b; c)", "(AtLeastOf 2 a b c)"},
         {"exactly one of (a; b)", "(ExactlyOf a b)"},
         {"exactly 2 of (a; b; c)", "(ExactlyOf 2 a b c)"},
         {"all of ([1] a; [2] some x in L satisfies p(x) and q(x))",
          "(AllOf (Labelled [1] a) (Labelled [2] (SomeSatisfies x L (And (Call p x) (Call q x)))))"},
         {"all of (a; any of (b; c)) and d", "(And (AllOf a (AnyOf b c)) d)"}});
}

TEST_CASE("an open form takes one comparison, or all of its parentheses") {
  check({{"some c in L satisfies c.n > 2", "(SomeSatisfies c L (Compare:3 c.n 2))"},
         {"every c in a.b satisfies not p(c)", "(EverySatisfies c a.b (Not (Call p c)))"},
         {"no c in L satisfies p(c)", "(NoSatisfies c L (Call p c))"},
         {"(no c in L satisfies p(c)) and q", "(And (NoSatisfies c L (Call p c)) q)"},
         {"(no c in L satisfies p(c) and q(c))", "(NoSatisfies c L (And (Call p c) (Call q c)))"},
         {"no c in L satisfies (p(c) and q(c))", "(NoSatisfies c L (And (Call p c) (Call q c)))"},
         {"a and some c in L satisfies p(c)", "(And a (SomeSatisfies c L (Call p c)))"},
         {"not some c in L satisfies p(c)", "(Not (SomeSatisfies c L (Call p c)))"},
         {"some c in L satisfies some d in c.M satisfies p(d)", "(SomeSatisfies c L (SomeSatisfies d c.M (Call p d)))"},
         {"(count c in L where p(c)) >= 2", "(Compare:4 (Count c L (Call p c)) 2)"},
         {"(count c in L where a and b) >= 2", "(Compare:4 (Count c L (And a b)) 2)"},
         {"some c in {a, b} satisfies c", "(SomeSatisfies c (Set a b) c)"}});
}

TEST_CASE("aggregates, with and without a condition") {
  check({{"sum c.n for c in L", "(Aggregate c.n c L)"},
         {"sum c.n for c in L > 5", "(Compare:3 (Aggregate c.n c L) 5)"},
         {"1 + sum c.n for c in L", "(Arithmetic:43 1 (Aggregate c.n c L))"},
         {"sum c.n * 2 for c in L where p(c)", "(Aggregate (Arithmetic:42 c.n 2) c L (Call p c))"},
         {"earliest c.d for c in L", "(Aggregate:1 c.d c L)"},
         {"latest c.d for c in L", "(Aggregate:2 c.d c L)"},
         {"least c.n for c in L", "(Aggregate:3 c.n c L)"},
         {"greatest c.n for c in L", "(Aggregate:4 c.n c L)"},
         {"(sum c.n for c in L where p(c) and q(c)) > 5",
          "(Compare:3 (Aggregate c.n c L (And (Call p c) (Call q c))) 5)"}});
}

TEST_CASE("`if` is a value with two cases") {
  check({{"if a then b else c", "(If a b c)"},
         {"if a and b then c else d + 1", "(If (And a b) c (Arithmetic:43 d 1))"},
         {"if a then b else if c then d else e", "(If a b (If c d e))"},
         {"if if a then b else c then d else e", "(If (If a b c) d e)"},
         {"1 + (if a then 2 else 3)", "(Arithmetic:43 1 (If a 2 3))"}});
}

TEST_CASE("functions of the language and of the policy") {
  check({{"lesser of (a, b)", "(Choose a b)"},
         {"greater of (a, b, c)", "(Choose:1 a b c)"},
         {"earlier of (a, b)", "(Choose:2 a b)"},
         {"later of (a, b)", "(Choose:3 a b)"},
         {"start of day d", "(StartOfDay d)"},
         {"end of day d - 1 day", "(Arithmetic:45 (EndOfDay d) 1 day)"},
         {"age at d of p.born", "(AgeAt d p.born)"},
         {"age at end of day d of p.born", "(AgeAt (EndOfDay d) p.born)"},
         {"age at d of p.born >= 18", "(Compare:4 (AgeAt d p.born) 18)"},
         {"round a / 3 to 0.01", "(Round (Arithmetic:47 a 3) 0.01)"},
         {"round up a to 5", "(Round:1 a 5)"},
         {"round down a to 5 + 1", "(Arithmetic:43 (Round:2 a 5) 1)"},
         {"round up to 5", "(Round up 5)"},
         {"f(a)", "(Call f a)"},
         {"f (a, b + 1, c and d)", "(Call f a (Arithmetic:43 b 1) (And c d))"},
         {"f(g(h(a)))", "(Call f (Call g (Call h a)))"}});
}

TEST_CASE("sets, ranges and records") {
  check({{"a in {}", "(Compare:5 a (Set))"},
         {"a in {b, \"c\", -5, 2018-01-31, yes}", "(Compare:5 a (Set b \"c\" (Negate 5) 2018-01-31 yes))"},
         {"a in {\"PL 1\" through \"PL 8\", b}", "(Compare:5 a (Set (Range \"PL 1\" \"PL 8\") b))"},
         {"a in {low through high}", "(Compare:5 a (Set (Range low high)))"},
         {"a is {kind x, amount -5}", "(Compare a (Record (RecordField kind x) (RecordField amount (Negate 5))))"},
         {"a is {is yes}", "(Compare a (Record (RecordField is yes)))"},
         {"a is { {n 1}, {n 2} }", "(Compare a (Set (Record (RecordField n 1)) (Record (RecordField n 2))))"},
         {"a in {T.b, c}", "(Compare:5 a (Set T.b c))"}});
}

TEST_CASE("the words of declarations are facts where nothing else fits") {
  check({{"note is yes", "(Compare note yes)"},
         {"permit and not expect", "(And permit (Not expect))"},
         {"date before list.type", "(Compare:7 date list.type)"},
         {"note on or before x", "(Compare:9 note x)"},
         {"clause less than 5 days before x", "(Distance:4 clause 5 days x)"},
         {"if then then else else where", "(If then else where)"},
         {"end is start", "(Compare end start)"},
         {"request.clause.and.not", "request.clause.and.not"},
         {"order or android", "(Or order android)"},
         {"some within_ in L satisfies within_", "(SomeSatisfies within_ L within_)"}});
}

TEST_CASE("spans have no white space or comments around them") {
  const Parsed parsed = parse_text("# one\ndefine d # two\n as a # three\n and b # four\n\nclause c permit x # five\n");
  REQUIRE(parsed.problems.empty());
  const auto text = [&](NodeId id) {
    return parsed.text.substr(parsed.tree[id].begin, parsed.tree[id].end - parsed.tree[id].begin);
  };
  const auto file = parsed.tree.children_of(parsed.tree.root());
  REQUIRE(file.size() == 2);
  CHECK(text(file[0]) == "define d # two\n as a # three\n and b");
  CHECK(text(parsed.tree.children_of(file[0])[1]) == "a # three\n and b");
  CHECK(text(file[1]) == "clause c permit x");
}
