// Any bytes as a policy: parsing ends, never crashes, and always gives a File node.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  carveout::SourceMap sources;
  const carveout::SourceFile& source = sources.add("fuzz.carve", std::string(data, data + size));
  carveout::DiagnosticSink sink;
  const carveout::syntax::Tree tree = carveout::syntax::parse(source, sink);
  if (tree.nodes.empty() || tree[tree.root()].kind != carveout::syntax::NodeKind::File) std::abort();
  return 0;
}
