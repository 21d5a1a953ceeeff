#include "format/manual.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace carveout::format_detail {
namespace {

// CommonMark takes as many spaces off each line of a block as its fence is indented by.
[[nodiscard]] std::string without_indent(std::string_view block, std::uint32_t indent) {
  std::string out;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = std::min(block.find('\n', at), block.size() - 1) + 1;
    std::uint32_t spaces = 0;
    while (spaces < indent && block[at] == ' ') {
      ++at;
      ++spaces;
    }
    out += block.substr(at, end - at);
    at = end;
  }
  return out;
}

void append_lines(std::string& out, std::string_view text, std::uint32_t indent, std::string_view line_end) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end != at) out.append(indent, ' ');
    out += text.substr(at, end - at);
    out += line_end;
    at = end + 1;
  }
}

}  // namespace

Formatted format_manual(const SourceFile& source, DiagnosticSink& sink, const syntax::ParseLimits& limits) {
  const std::size_t errors_before = sink.errors();
  static_cast<void>(syntax::parse(source, sink, limits));
  if (sink.errors() != errors_before) return {std::nullopt, NoLayout::SyntaxErrors};
  const std::string_view text = source.text();
  std::string out;
  std::size_t copied = 0;
  for (const CodeBlock& block : source.blocks()) {
    const std::string content = without_indent(text.substr(block.begin, block.end - block.begin), block.indent);
    SourceMap one;
    DiagnosticSink problems;
    Formatted formatted = format(one.add("block.carve", content), problems, limits);
    if (!formatted.text) {
      return {std::nullopt, formatted.why_not == NoLayout::TooLarge ? NoLayout::TooLarge : NoLayout::LosesMeaning};
    }
    out += text.substr(copied, block.begin - copied);
    const bool crlf = block.begin >= 2 && text[block.begin - 2] == '\r';
    append_lines(out, *formatted.text, block.indent, crlf ? "\r\n" : "\n");
    copied = block.end;
  }
  out += text.substr(copied);
  if (out.size() > limits.source_bytes) return {std::nullopt, NoLayout::TooLarge};
  // SAFETY: as of other files.
  SourceMap made;
  DiagnosticSink problems;
  static_cast<void>(syntax::parse(made.add(source.name(), out), problems, limits));
  if (problems.has_errors()) return {std::nullopt, NoLayout::LosesMeaning};
  return {std::move(out)};
}

}  // namespace carveout::format_detail
