#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"

using namespace carveout;

namespace {

constexpr FileId kFirst{0};
constexpr FileId kSecond{1};

void report_error(DiagnosticSink& sink, FileId file, std::uint32_t begin, std::string_view byte = "00") {
  sink.report(DiagnosticId::NotUtf8, {file, begin, begin + 1}, {{"byte", byte}});
}

void report_warning(DiagnosticSink& sink, FileId file, std::uint32_t begin) {
  sink.report(DiagnosticId::TooManyWarnings, {file, begin, begin + 1}, {{"count", "0"}});
}

std::size_t count(const std::vector<Diagnostic>& diagnostics, FileId file) {
  std::size_t n = 0;
  for (const Diagnostic& d : diagnostics) n += d.span.file == file ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("a new sink has nothing") {
  const DiagnosticSink sink;
  CHECK(!sink.has_errors());
  CHECK(sink.errors() == 0);
  CHECK(sink.warnings() == 0);
  CHECK(sink.sorted().empty());
}

TEST_CASE("diagnostics are sorted by file, place and id, and each severity is counted") {
  DiagnosticSink sink;
  report_error(sink, kSecond, 1);
  report_warning(sink, kFirst, 9);
  report_error(sink, kFirst, 9);
  report_error(sink, kFirst, 2);
  std::vector<std::string> order;
  for (const Diagnostic& d : sink.sorted()) {
    order.push_back(fmt::format("{} {} {}", static_cast<unsigned>(d.span.file), d.span.begin, d.code()));
  }
  CHECK(order == std::vector<std::string>{"0 2 C0001", "0 9 C0001", "0 9 C0999", "1 1 C0001"});
  CHECK(sink.has_errors());
  CHECK(sink.errors() == 3);
  CHECK(sink.warnings() == 1);
}

TEST_CASE("the same problem at the same place is kept once, the first time it was reported") {
  DiagnosticSink sink;
  report_error(sink, kFirst, 4, "01");
  report_error(sink, kFirst, 4, "02");
  sink.report(DiagnosticId::FileTooLarge, {kFirst, 4, 5}, {{"bytes", "2"}, {"limit", "1"}});
  report_error(sink, kSecond, 4, "03");
  REQUIRE(sink.sorted().size() == 3);
  CHECK(sink.sorted()[0].message == "byte 0x01 is not UTF-8 text");
  CHECK(sink.errors() == 3);
}

TEST_CASE("a file with very many problems shows the first and says how many more there are") {
  DiagnosticSink sink;
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    report_error(sink, kFirst, i);
    report_error(sink, kFirst, i);
  }
  report_error(sink, kSecond, 0);
  const auto shown = sink.sorted();
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  CHECK(elapsed < std::chrono::seconds(2));  // tens of milliseconds; quadratic would be minutes

  CHECK(count(shown, kFirst) == DiagnosticSink::kMaxPerFile + 1);
  CHECK(count(shown, kSecond) == 1);
  const Diagnostic& last = shown[DiagnosticSink::kMaxPerFile];
  CHECK(last.id == DiagnosticId::TooManyProblems);
  CHECK(last.message == "9800 more problems in this file are not shown");
  CHECK(last.span.begin == 200);
  CHECK(sink.errors() == 10'001);
}

TEST_CASE("exactly as many problems as are shown leave nothing out") {
  DiagnosticSink sink;
  for (std::uint32_t i = 0; i < DiagnosticSink::kMaxPerFile; ++i) report_error(sink, kFirst, i);
  CHECK(sink.sorted().size() == DiagnosticSink::kMaxPerFile);
  report_error(sink, kFirst, 9999);
  CHECK(sink.sorted().size() == DiagnosticSink::kMaxPerFile + 1);
}

TEST_CASE("warnings give way to errors, however late these come") {
  DiagnosticSink sink;
  for (std::uint32_t i = 0; i < 300; ++i) report_warning(sink, kFirst, i);
  CHECK(!sink.has_errors());
  auto shown = sink.sorted();
  REQUIRE(shown.size() == DiagnosticSink::kMaxPerFile + 1);
  CHECK(shown.back().id == DiagnosticId::TooManyWarnings);
  CHECK(shown.back().message == "100 more warnings in this file are not shown");
  CHECK(shown.back().span.begin == 200);

  report_error(sink, kFirst, 5000);
  CHECK(sink.has_errors());
  shown = sink.sorted();
  REQUIRE(shown.size() == DiagnosticSink::kMaxPerFile + 1);
  CHECK(shown[199].id == DiagnosticId::NotUtf8);
  CHECK(shown.back().message == "101 more warnings in this file are not shown");
  CHECK(shown.back().span.begin == 199);

  for (std::uint32_t i = 0; i < 300; ++i) report_error(sink, kFirst, 6000 + i);
  shown = sink.sorted();
  REQUIRE(shown.size() == DiagnosticSink::kMaxPerFile + 1);
  CHECK(shown[0].id == DiagnosticId::NotUtf8);
  CHECK(shown.back().message == "401 more problems in this file are not shown");
  CHECK(shown.back().span.begin == 0);
}
