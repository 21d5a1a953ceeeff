// Any bytes as a policy manual: its code is as long as its text and has its line ends, every place of it is in a block,
// and where it is laid out, what stands outside the blocks is the same and the layout is its own.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "carveout/lang/format.hpp"
#include "carveout/lang/syntax.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

// The text without its blocks.
std::string prose_of(const carveout::SourceFile& manual) {
  std::string out;
  std::size_t at = 0;
  for (const carveout::CodeBlock& block : manual.blocks()) {
    out += manual.text().substr(at, block.begin - at);
    at = block.end;
  }
  return out + std::string(manual.text().substr(at));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  carveout::SourceMap sources;
  const carveout::SourceFile& manual = sources.add("m.carve.md", text);
  require(manual.is_manual() && manual.code().size() == text.size(), "the code is as long as the text");
  std::size_t last = 0;
  for (const carveout::CodeBlock& block : manual.blocks()) {
    require(last <= block.begin && block.begin <= block.end && block.end <= text.size(), "blocks follow each other");
    last = block.end;
  }
  std::size_t block = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (block < manual.blocks().size() && manual.blocks()[block].end <= i) ++block;
    const bool inside = block < manual.blocks().size() && manual.blocks()[block].begin <= i;
    const bool line_end = text[i] == '\n' || text[i] == '\r';
    require(manual.code()[i] == (inside || line_end ? text[i] : ' '), "the code is the text of the blocks");
  }
  carveout::DiagnosticSink sink;
  const carveout::Formatted once = carveout::format(manual, sink);
  require(once.text || once.why_not != carveout::NoLayout::LosesMeaning, "the layout keeps what a manual says");
  if (!once.text) return 0;
  const carveout::SourceFile& made = sources.add("m.carve.md", *once.text);
  require(prose_of(made) == prose_of(manual), "the text around the blocks stays");
  carveout::DiagnosticSink again;
  require(carveout::format(made, again).text == once.text, "the layout is its own");
  return 0;
}
