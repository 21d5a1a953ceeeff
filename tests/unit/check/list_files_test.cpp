#include <doctest/doctest.h>

#include <string>

#include "support/checking.hpp"

using namespace carveout;
using namespace carveout::testing;

namespace {

constexpr const char* kPolicy = R"carve(
policy p as of day
type Kind is one of low, high
facts day : date  s : section  n : number  k : Kind  t : text
action act
clause c permit act when s in listed
)carve";

std::string list_of(const std::string& type, const std::string& columns = "column code") {
  const std::string fact = type == "section"  ? "s"
                           : type == "number" ? "n"
                           : type == "Kind"   ? "k"
                           : type == "date"   ? "day"
                                              : "t";
  std::string policy = kPolicy;
  policy.replace(policy.find("s in listed"), 1, fact);
  return policy + "list listed : " + type + " from \"f.csv\" " + columns + "\n";
}
LoadedText load_list(const std::string& type, const std::string& csv, const std::string& columns = "column code") {
  return load_text(list_of(type, columns), {{"f.csv", csv}});
}
// The entries as the language writes them.
std::string entries(const LoadedText& loaded) {
  const CheckedPolicy& policy = loaded.policy();
  std::string out;
  for (const ListEntry& entry : policy.lists.front().entries) {
    out += (out.empty() ? "" : "; ") + policy.value_text(entry.value, policy.lists.front().element);
    if (entry.period.from) out += " from " + entry.period.from->to_text();
    if (entry.period.until) out += " until " + entry.period.until->to_text();
  }
  return out;
}

}  // namespace

TEST_CASE("entries are read by the type of the list") {
  CHECK(entries(load_list("section", "code\nPL 1\r\n\"PL 2(a)\"\n")) == "\"PL 1\"; \"PL 2(a)\"");
  CHECK(entries(load_list("number",
                          "\xEF\xBB\xBF"
                          "x,code\r\n1,-2.50\r\n,7\r\n")) == "-2.5; 7");
  CHECK(entries(load_list("date", "code\n2018-01-31")) == "2018-01-31");
  CHECK(entries(load_list("Kind", "code\nlow\nhigh\n")) == "low; high");
  CHECK(entries(load_list("text", "code,\"the \"\"name\"\"\"\na,\"x, y\"\n", "column \"the \\\"name\\\"\"")) ==
        "\"x, y\"");
  CHECK(entries(load_list("section", "code,a,b\nPL 1,,2020-01-01\nPL 2,2019-01-01,\n",
                          "column code in force from a until b")) ==
        "\"PL 1\" until 2020-01-01; \"PL 2\" from 2019-01-01");
}

TEST_CASE("what is wrong in a file is told where it stands") {
  CHECK(load_list("number", "code\n1,000\n").errors() == "RowOfOtherWidth `1,000`");
  CHECK(load_list("number", "code\nten\n1e5\n").errors() == "CellOfAnotherType `ten`; CellOfAnotherType `1e5`");
  CHECK(load_list("number", "code\nten\n").message(DiagnosticId::CellOfAnotherType) ==
        "`ten` in row 2 is not a number");
  CHECK(load_list("number", "code\n007\n00\n-01.5\n0\n0.50\n").errors() ==
        "CellOfAnotherType `007`; CellOfAnotherType `00`; CellOfAnotherType `-01.5`");
  CHECK(load_list("section", "code\nPL 1 through PL 3\nPL 1\n").errors() == "CellOfAnotherType `PL 1 through PL 3`");
  CHECK(load_list("date", "code\n2018-02-30\n31.1.2018\n").errors() ==
        "DayDoesNotExist `2018-02-30`; CellOfAnotherType `31.1.2018`");
  CHECK(load_list("Kind", "code\nlwo\n").errors() == "UnknownMember `lwo`");
  CHECK(load_list("Kind", "code\nlwo\n").help(DiagnosticId::UnknownMember) == "did you mean `low`?");
  CHECK(load_list("section", "code\nPL 1((\n").errors() == "NotASection `PL 1((`");
  CHECK(load_list("section", "code\n\nPL 1\n").errors() == "EmptyEntry ``");
  CHECK(load_list("section", "code,a\nPL 1,2020-01-01\n", "column code in force from a until a").errors() ==
        "PeriodEndsBeforeItStarts `PL 1,2020-01-01`");
  CHECK(load_list("section", "cde\nPL 1\n").errors() == "UnknownColumn `code`");
  CHECK(load_list("section", "cde\nPL 1\n").help(DiagnosticId::UnknownColumn) == "did you mean `cde`?");
  CHECK(load_list("section", "code,code\nPL 1,\n").errors() == "ColumnTwice `code`");
  CHECK(load_list("section", "").errors() == "FileWithoutRows `\"f.csv\"`");
  CHECK(load_list("text", "code\na\"b\n").errors() == "CsvQuoteInside `\"`");
  CHECK(load_list("text", "code\n\"a\"b\n").errors() == "CsvAfterQuote `b`");
  CHECK(load_list("text", "code\n\"ab\n").errors() == "CsvQuoteNotClosed `\"`");
  CHECK(load_list("text", "code\na\xFF\n").errors() == "NotUtf8 `\xFF`");
  CHECK(load_list("text", "code\na\rb\n").errors() == "LineSeparator `\r`");
  CHECK(load_list("section", "code\nPL 1\nPL 1\n").message(DiagnosticId::EntryTwice) == "PL 1 is in the list already");
}

TEST_CASE("files that cannot be read, and bounds") {
  CHECK(load_text(list_of("section"), {}).errors() == "UnknownFile `\"f.csv\"`");
  CHECK(load_list("section", "!outside").errors() == "FileOutsideRoot `\"f.csv\"`");
  CHECK(load_list("section", "!unreadable: a directory").message(DiagnosticId::FileUnreadable) ==
        "`f.csv` cannot be read: a directory");
  LoadLimits limits;
  limits.data_bytes = 10;
  CHECK(load_text(list_of("section"), {{"f.csv", "code\nPL 120\n"}}, limits).errors() ==
        "DataFileTooLarge `\"f.csv\"`");
  limits = {};
  limits.data_rows = 1;
  CHECK(load_text(list_of("section"), {{"f.csv", "code\nPL 1\nPL 2\n"}}, limits).errors() == "TooManyRows `PL 2`");
  std::string many = "code\n";
  for (int i = 0; i < 30; ++i) many += "x\n";
  const LoadedText loaded = load_list("number", many);
  CHECK(loaded.message(DiagnosticId::RestOfFileNotRead) == "after 20 problems the rest of `f.csv` is not looked at");
}
