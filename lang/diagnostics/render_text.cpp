#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "carveout/lang/diagnostics.hpp"
#include "diagnostics/display.hpp"

namespace carveout {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kPlain = "\x1b[0m";

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, Colour colour) : sources_(sources), colour_(colour) {}

  void add(const Diagnostic& diagnostic) {
    if (!out_.empty()) out_ += '\n';
    severity_ = diagnostic.severity();
    const SourceFile& file = sources_.file(diagnostic.span.file);
    const std::string_view word = severity_ == Severity::Error ? "error" : "warning";
    out_ += place(diagnostic.span);
    out_ += coloured(fmt::format("{}[{}]", word, diagnostic.code()));
    write(": {}\n", display::one_line(diagnostic.message));
    margin_.assign(3, ' ');
    if (!file.text().empty()) add_excerpt(file, diagnostic.span);
    if (!diagnostic.help.empty()) write("{} = help: {}\n", margin_, display::one_line(diagnostic.help));
    for (const Note& note : diagnostic.notes) {
      write("{} = note: {}{}\n", margin_, place(note.span), display::one_line(note.text));
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  template <typename... Args>
  void write(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  // "file:line:column: ", or nothing for a place in no file.
  [[nodiscard]] std::string place(Span span) const {
    const SourceFile& file = sources_.file(span.file);
    if (file.name().empty()) return {};
    const Position position = file.position(span.begin);
    return fmt::format("{}:{}:{}: ", display::one_line(file.name()), position.line, position.column);
  }

  [[nodiscard]] std::string coloured(std::string_view text) const {
    if (colour_ == Colour::Never) return std::string(text);
    return fmt::format("{}{}{}", severity_ == Severity::Error ? kRed : kYellow, text, kPlain);
  }

  void add_excerpt(const SourceFile& file, Span span) {
    const display::Excerpt excerpt = display::excerpt(file, span);
    const std::string number = fmt::format("{}", file.position(span.begin).line);
    margin_.assign(number.size(), ' ');
    std::string marks(excerpt.carets, '^');
    if (excerpt.goes_on) marks += "…";
    write("{} |\n", margin_);
    write("{} |{}{}\n", number, excerpt.text.empty() ? "" : " ", excerpt.text);
    write("{} | {}{}\n", margin_, std::string(excerpt.indent, ' '), coloured(marks));
  }

  const SourceMap& sources_;
  Colour colour_;
  Severity severity_ = Severity::Error;
  std::string margin_;
  std::string out_;
};

}  // namespace

std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Colour colour) {
  TextRenderer renderer(sources, colour);
  for (const Diagnostic& diagnostic : diagnostics) renderer.add(diagnostic);
  return renderer.take();
}

}  // namespace carveout
