#include <algorithm>
#include <map>

#include "repl/typed.hpp"

// The checker's errors about what was typed, in words that fit a prompt: there it is no scenario and no definition.
namespace carveout::tool::repl {
namespace {

std::vector<Diagnostic> errors_of(const std::vector<Diagnostic>& all) {
  std::vector<Diagnostic> out;
  for (const Diagnostic& one : all) {
    if (one.severity() == Severity::Error) out.push_back(one);
  }
  return out;
}

void replace(std::string& text, std::string_view words, std::string_view by) {
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + by.size()))
    text.replace(at, words.size(), by);
}

void reword(Diagnostic& error, Typed typed) {
  constexpr std::string_view kFound = ", found ";
  replace(error.message, "the end of the file", "the end of the line");
  const std::size_t found = error.message.rfind(kFound);
  const std::string after = found == std::string::npos ? std::string() : error.message.substr(found);
  if (typed == Typed::Expression) {
    // What follows a whole expression, and what stands where one begins.
    replace(error.message, "expected the next declaration", "expected the end of the expression");
    if (error.span.begin <= 1) replace(error.message, "expected a condition", "expected an expression");
    if (error.help.find("with `define`") != std::string::npos)
      error.help = "work out a part of it first, `= …`, or several one after the other";
    return;
  }
  if (error.help.find("with `define`") != std::string::npos) error.help.clear();
  // After a whole value, or in the place of a second fact.
  const bool more = error.message.rfind("expected `given`", 0) == 0 || error.message.rfind("expected `is`", 0) == 0;
  if (more) {
    const bool at_end = after == ", found the end of the line";
    error.message = at_end ? "more than one value stands there" : "expected a comma or the end of the line" + after;
    error.help = "write `FACT VALUE`, and a comma before the next fact";
  }
  replace(error.message, "`FACT is VALUE`", "`FACT VALUE`");
  replace(error.help, "every fact is given with its value, `… is yes`", "write `FACT VALUE`");
}

}  // namespace

std::string told(const Made& made, const OpenedPolicy::Extended& extended, Typed typed, Colour colour) {
  SourceMap sources;
  sources.add({}, std::string(made.line()));
  std::map<FileId, FileId> moved{{kNoFile, kNoFile}};
  const SourceMap& from = *extended.loaded.sources;
  const auto move = [&](Span& span) {
    if (span.file == kGivenFile && span.begin >= extended.begin) {
      span = made.back(span.begin - extended.begin, std::max(span.end, extended.begin) - extended.begin);
      return;
    }
    const auto known = moved.find(span.file);
    if (known == moved.end()) {
      const SourceFile& file = from.file(span.file);
      moved.emplace(span.file, sources.add(file.name(), std::string(file.text())).id());
    }
    span.file = moved.at(span.file);
  };
  std::vector<Diagnostic> errors = errors_of(extended.loaded.diagnostics);
  for (Diagnostic& error : errors) {
    move(error.span);
    reword(error, typed);
    for (Note& note : error.notes) move(note.span);
  }
  return render_text(errors, sources, colour);
}

}  // namespace carveout::tool::repl
