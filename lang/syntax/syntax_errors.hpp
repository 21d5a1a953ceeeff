#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/syntax.hpp"
#include "syntax/scan.hpp"
#include "syntax/words.hpp"

// What went wrong in a text that did not parse, and how to say it. The grammar says only what it expected and where;
// the words for it, and the guess at what the author meant, are here.
namespace carveout::syntax {

// What the grammar expected, or what it ran into.
enum class What : std::uint8_t {
#define CARVEOUT_EXPECTED(what, text, words) what,
#include "syntax/expected.def"
#undef CARVEOUT_EXPECTED
};

// Where the end of a line is something that can be found, and a pipe is no operator: in the head or a row of a table.
[[nodiscard]] constexpr bool in_table_line(What what) noexcept {
  return what == What::ScenarioColumn || what == What::ExpectColumn || what == What::Cell || what == What::CellEnd;
}

// Thrown where the grammar cannot go on; caught at the declaration around.
struct Failure {
  What what;
  std::string_view
      detail;      // of static storage: the word or symbol expected, the declaration whose name is, the construct
  const char* at;  // just after the last token that was read
  const char* to = nullptr;
  std::uint32_t limit = 0;  // for TooDeep and TooManyOperators, the limit passed
};

// Thrown when a file has shown as many problems as are of use.
struct TooManyFailures {};

// Where the parser was when it failed.
struct FailureContext {
  std::vector<NodeKind> open;         // the nodes being built, outermost first
  NodeKind last = NodeKind::File;     // the node finished last, if one was
  std::uint32_t innermost_begin = 0;  // where the innermost of `open` begins, its flag, and the place noted in it
  std::uint8_t innermost_flag = 0;
  std::uint32_t noted = 0;
  const char* opener = nullptr;  // of the innermost open bracket
  bool after_names = false;      // the node finished last ends with a list of names
  bool in_head_of_part = false;  // before the first declaration of a part
  [[nodiscard]] NodeKind innermost() const noexcept { return open.empty() ? NodeKind::File : open.back(); }
};

// Reports to the sink, at most kMaxPerFile problems of syntax a file, no two of one kind at one place.
class SyntaxReporter {
 public:
  static constexpr std::size_t kMaxPerFile = 20;  // LIMIT: past this the reader fixes the first and looks again
  SyntaxReporter(const SourceFile& source, DiagnosticSink& sink) : source_(source), sink_(sink) {}

  // Throws TooManyFailures at the limit.
  void report(DiagnosticId id, std::uint32_t begin, std::uint32_t end, Fields fields = {},
              std::vector<Note> notes = {});
  void report(const Failure& failure, const FailureContext& context);

  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const noexcept { return {source_.id(), begin, end}; }
  [[nodiscard]] std::string_view text() const noexcept { return source_.code(); }
  // A piece of the text on one line, without comments, short enough for a message.
  [[nodiscard]] std::string excerpt(std::uint32_t begin, std::uint32_t end, std::size_t limit = 40) const;

 private:
  struct Problem;  // one failure and what stands where it happened
  [[nodiscard]] bool report_inside_token(const Problem& problem);
  [[nodiscard]] bool report_string_or_label(const Problem& problem);
  void report_glued(const char* at, const Problem& problem);
  void report_leading_zero(const Problem& problem);
  void report_minus(const Problem& problem);
  void report_dot(const Problem& problem);
  [[nodiscard]] bool report_character(const Problem& problem);
  [[nodiscard]] bool report_foreign(const Problem& problem);
  [[nodiscard]] bool report_bracket(const Problem& problem);
  [[nodiscard]] bool report_name(const Problem& problem);
  [[nodiscard]] bool report_declared_name(const Problem& problem);
  [[nodiscard]] bool report_expression(const Problem& problem);
  void report_unexpected(const Problem& problem);
  [[nodiscard]] std::uint32_t offset(const char* at) const noexcept {
    return static_cast<std::uint32_t>(at - source_.code().data());
  }
  void report(DiagnosticId id, const char* begin, const char* end, Fields fields = {}, std::vector<Note> notes = {}) {
    report(id, offset(begin), offset(end), fields, std::move(notes));
  }

  const SourceFile& source_;
  DiagnosticSink& sink_;
  std::vector<std::pair<DiagnosticId, std::uint32_t>> reported_;
};

}  // namespace carveout::syntax
