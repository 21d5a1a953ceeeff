#include "diagnostics/text_gate.hpp"

#include <fmt/format.h>

#include <string>

#include "source/utf8.hpp"

namespace carveout {
namespace {

using utf8::decode;
using utf8::Decoded;
using utf8::is_bidirectional_control;

// Counts what is found, and reports the first kMaxTextProblems of it.
class TextProblems {
 public:
  TextProblems(const SourceFile& file, DiagnosticSink& sink) : file_(file), sink_(sink) {}

  void not_utf8(std::size_t begin, std::size_t end) {
    const auto byte = static_cast<unsigned char>(file_.text()[begin]);
    if (admit(begin, end))
      sink_.report(DiagnosticId::NotUtf8, span(begin, end), {{"byte", fmt::format("{:02x}", byte)}});
  }
  void bidirectional(std::size_t begin, std::size_t end, char32_t code_point) {
    if (!admit(begin, end)) return;
    sink_.report(DiagnosticId::BidirectionalControl, span(begin, end),
                 {{"code_point", fmt::format("{:04X}", static_cast<std::uint32_t>(code_point))}});
  }
  void line_separator(std::size_t begin, std::size_t end, char32_t code_point) {
    if (!admit(begin, end)) return;
    const std::string character = code_point == '\r'
                                      ? "a carriage return (CR) without a line feed (LF)"
                                      : fmt::format("the character U+{:04X}", static_cast<std::uint32_t>(code_point));
    sink_.report(DiagnosticId::LineSeparator, span(begin, end), {{"character", character}});
  }
  void finish() {
    if (found_ <= kMaxTextProblems) return;
    sink_.report(DiagnosticId::TooManyProblems, first_hidden_, {{"count", std::to_string(found_ - kMaxTextProblems)}});
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  bool admit(std::size_t begin, std::size_t end) {
    if (++found_ == kMaxTextProblems + 1) first_hidden_ = span(begin, end);
    return found_ <= kMaxTextProblems;
  }

  const SourceFile& file_;
  DiagnosticSink& sink_;
  std::size_t found_ = 0;
  Span first_hidden_;
};

}  // namespace

void check_text(const SourceFile& file, DiagnosticSink& sink) {
  const std::string_view text = file.text();
  TextProblems problems(file, sink);
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (static_cast<unsigned char>(byte) < 0x80) {
      ++at;
      const bool alone = byte == '\r' && (at == text.size() || text[at] != '\n');
      if (alone || byte == '\v' || byte == '\f') problems.line_separator(at - 1, at, static_cast<char32_t>(byte));
      continue;
    }
    const std::size_t begin = at;
    Decoded decoded = decode(text, at);
    at += decoded.length;
    if (decoded.valid) {
      if (is_bidirectional_control(decoded.code_point)) problems.bidirectional(begin, at, decoded.code_point);
      if (utf8::is_line_separator(decoded.code_point)) problems.line_separator(begin, at, decoded.code_point);
      continue;
    }
    while (at < text.size() && !(decoded = decode(text, at)).valid) at += decoded.length;
    problems.not_utf8(begin, at);
  }
  problems.finish();
}

}  // namespace carveout
