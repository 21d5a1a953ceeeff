#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "carveout/lang/source.hpp"

namespace carveout {

enum class Severity : std::uint8_t { Error, Warning };

// One id for each line of catalogue.def; the code ("C0204") is stable across versions.
enum class DiagnosticId : std::uint16_t {
#define CARVEOUT_DIAGNOSTIC(id, code, severity, message, help) id,
#include "carveout/lang/catalogue.def"
#undef CARVEOUT_DIAGNOSTIC
};

struct DiagnosticInfo {
  std::string_view name;
  std::string_view code;
  Severity severity;
  std::string_view message;  // with {fields}
  std::string_view help;     // with {fields}; empty: none
};
[[nodiscard]] const DiagnosticInfo& info(DiagnosticId id) noexcept;
[[nodiscard]] const std::vector<DiagnosticId>& all_diagnostics();

// A second place that a diagnostic speaks of: "declared here".
struct Note {
  Span span;
  std::string text;
};

// A problem found in a policy: what, where, why and what to do. Texts are plain values, ready to show.
struct Diagnostic {
  DiagnosticId id{};
  Span span;
  std::string message;
  std::string help;  // empty: none
  std::vector<Note> notes;
  [[nodiscard]] Severity severity() const noexcept { return info(id).severity; }
  [[nodiscard]] std::string_view code() const noexcept { return info(id).code; }
};

// The named values put into a catalogue entry's {fields}.
using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Fills an entry in; a value longer than a line anyone reads is cut. Only `{name}` with a name of lower-case letters,
// digits and _ is a field: other braces, and braces in values, stay as they are. A help whose fields are missing or
// empty is left out, so that "did you mean `{nearest}`?" is shown only where there is a nearest name.
[[nodiscard]] Diagnostic make_diagnostic(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {});

// Collects diagnostics. No two are kept that have one id and begin at one place; each file shows at most kMaxPerFile,
// warnings giving way to errors, and then one that says how many were left out. Not thread safe: one sink for one load.
class DiagnosticSink {
 public:
  static constexpr std::size_t kMaxPerFile =
      200;  // LIMIT: a screenful is read; thousands are a generated file gone wrong
  void report(Diagnostic diagnostic);
  void report(DiagnosticId id, Span span, Fields fields = {}, std::vector<Note> notes = {}) {
    report(make_diagnostic(id, span, fields, std::move(notes)));
  }
  // Those left out count too: what is not shown is still wrong.
  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  [[nodiscard]] std::size_t errors() const noexcept { return errors_; }
  [[nodiscard]] std::size_t warnings() const noexcept { return warnings_; }
  // In the order of file, place, id; what says how many were left out is the last of its file.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  struct Key {
    FileId file;
    std::uint32_t begin;
    DiagnosticId id;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  // The diagnostics of one severity in one file: the first kMaxPerFile reported, and how many there were.
  struct Kept {
    std::vector<Diagnostic> diagnostics;
    std::size_t reported = 0;
    Span first_dropped;
  };
  struct PerFile {
    Kept errors;
    Kept warnings;
  };
  static void append_sorted(const PerFile& file, std::vector<Diagnostic>& out);

  std::map<FileId, PerFile> files_;
  std::unordered_set<Key, KeyHash> seen_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

enum class Colour : std::uint8_t { Never, Always };

// For a terminal: place, severity and code, message, the line with the span underlined, notes, help. Control characters
// of the source never reach the terminal; long lines are cut around the span; carets stand right under wide characters.
[[nodiscard]] std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                                      Colour colour);
// {"diagnostics":[{"code","severity","message","help","file","start":{"line","column"},"end":{…},"notes":[…]}…]}, with
// an empty help where there is none, each note {"message","file","start","end"}, and the end just past the last
// character.
[[nodiscard]] std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);
// SARIF 2.1.0.
[[nodiscard]] std::string render_sarif(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

// The candidate nearest to `word` (edit distance with transpositions, at most a third of the length), or empty. The
// first of equals.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace carveout
