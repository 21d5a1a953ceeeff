#include "syntax/manual_declarations.hpp"

#include "syntax/scan.hpp"

namespace carveout::syntax {

void check_declarations_of_manual(const SourceFile& source, const Tree& tree, DiagnosticSink& sink) {
  if (!source.is_manual() || tree.nodes.empty()) return;
  const std::vector<CodeBlock>& blocks = source.blocks();
  const char* const text = source.code().data();
  const char* const end = text + source.code().size();
  std::size_t block = 0;
  for (const NodeId id : tree.children_of(tree.root())) {
    const Node& declaration = tree[id];
    while (block < blocks.size() && blocks[block].end <= declaration.begin) ++block;
    if (block == blocks.size()) return;
    if (declaration.end <= blocks[block].end) continue;
    const Token word = token_at(text + declaration.begin, end);
    const auto next = static_cast<std::uint32_t>(skip_gap(text + blocks[block].end, end) - text);
    sink.report(DiagnosticId::DeclarationOverBlocks,
                {source.id(), declaration.begin, static_cast<std::uint32_t>(word.word_end - text)}, {},
                {{{source.id(), next, next}, "it goes on here"}});
  }
}

}  // namespace carveout::syntax
