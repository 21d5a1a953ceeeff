#include <doctest/doctest.h>

#include <cctype>
#include <regex>
#include <set>
#include <string>

#include "carveout/lang/diagnostics.hpp"

using namespace carveout;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("the catalogue lists every diagnostic once, in the order of its ids") {
  const auto& all = all_diagnostics();
  REQUIRE(!all.empty());
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(static_cast<std::size_t>(all[i]) == i);
    CHECK(names.insert(info(all[i]).name).second);
  }
  CHECK(info(DiagnosticId::MixedAndOr).code == "C0131");
  CHECK(info(DiagnosticId::MixedAndOr).name == "MixedAndOr");
}

TEST_CASE("codes are unique, of the form C0nnn, and C09nn is for warnings only") {
  std::set<std::string_view> codes;
  for (const DiagnosticId id : all_diagnostics()) {
    const DiagnosticInfo& entry = info(id);
    CAPTURE(entry.name);
    CHECK(std::regex_match(std::string(entry.code), std::regex("C0[0-9]{3}")));
    CHECK(codes.insert(entry.code).second);
    CHECK((entry.severity == Severity::Warning) == (entry.code.substr(0, 3) == "C09"));
  }
}

TEST_CASE("messages and helps are worded by the rules") {
  for (const DiagnosticId id : all_diagnostics()) {
    const DiagnosticInfo& entry = info(id);
    CAPTURE(entry.name);
    CHECK(!entry.message.empty());
    for (const std::string_view text : {entry.message, entry.help}) {
      if (text.empty()) continue;
      CAPTURE(text);
      const char first = text.front();
      CHECK((std::islower(static_cast<unsigned char>(first)) != 0 || first == '`' || first == '{'));
      CHECK(text.back() != '.');
      CHECK(text.back() != '!');
      CHECK(!contains(text, "\n"));
      for (const char* const word : {"nvalid", "llegal", "std::", "string_view", "please", "Please", "sorry"})
        CHECK(!contains(text, word));
      CHECK(std::count(text.begin(), text.end(), '`') % 2 == 0);
    }
  }
}

TEST_CASE("fields are filled in, and braces in their values are left alone") {
  const auto d = make_diagnostic(DiagnosticId::MixedAndOr, {},
                                 {{"left", "{right}"}, {"right", "b or c"}, {"first", "and"}, {"second", "or"}});
  CHECK(d.message == "`and` and `or` mixed without parentheses");
  CHECK(d.help == "write `({right}) or …` or `… and (b or c)`");
  CHECK(d.severity() == Severity::Error);
  CHECK(d.code() == "C0131");
  CHECK(make_diagnostic(DiagnosticId::NotUtf8, {}, {{"byte", "e9"}}).message == "byte 0xe9 is not UTF-8 text");
}

TEST_CASE("a help with a field that is missing or empty is left out") {
  CHECK(make_diagnostic(DiagnosticId::MixedAndOr, {}, {{"left", "a"}, {"right", "b"}, {"first", "and"}}).help.empty());
  CHECK(
      make_diagnostic(DiagnosticId::MixedAndOr, {}, {{"left", "a"}, {"right", ""}, {"first", "and"}, {"second", "or"}})
          .help.empty());
  CHECK(make_diagnostic(DiagnosticId::NotUtf8, {}, {{"byte", ""}}).help == "save the file as UTF-8");
}

TEST_CASE("a value of megabytes is cut at a whole character") {
  std::string name = "x";
  while (name.size() < 1'000'000) name += "§";
  const auto d = make_diagnostic(DiagnosticId::NotUtf8, {}, {{"byte", name}});
  CHECK(d.message.size() < 600);
  CHECK(contains(d.message, "§… is not UTF-8 text"));
}

#ifdef NDEBUG
TEST_CASE("a field of a message that was not given shows its name") {
  CHECK(make_diagnostic(DiagnosticId::NotUtf8, {}).message == "byte 0xbyte is not UTF-8 text");
}
#endif
