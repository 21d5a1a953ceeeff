#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"

namespace carveout::syntax::test {

// A problem as a reader sees it: which, the text underlined, and what is said.
struct Problem {
  DiagnosticId id;
  std::string underlined;
  std::string message;
  std::string help;
  std::vector<std::string> notes;  // the text each note underlines
};

struct Parsed {
  std::string text;
  Tree tree;
  std::vector<Problem> problems;
};

inline Parsed parse_text(std::string text, const ParseLimits& limits = {}) {
  SourceMap sources;
  const SourceFile& source = sources.add("test.carve", std::move(text));
  DiagnosticSink sink;
  Parsed parsed;
  parsed.tree = parse(source, sink, limits);
  parsed.text = source.text();
  for (const Diagnostic& diagnostic : sink.sorted()) {
    Problem problem{diagnostic.id, std::string(sources.text(diagnostic.span)), diagnostic.message, diagnostic.help, {}};
    for (const Note& note : diagnostic.notes) problem.notes.emplace_back(sources.text(note.span));
    parsed.problems.push_back(std::move(problem));
  }
  return parsed;
}

// A node on one line: a leaf is its text, any other `(Kind:flag child child)`.
inline std::string compact(const Parsed& parsed, NodeId id) {
  const Node& node = parsed.tree[id];
  if (node.kind <= NodeKind::AbsentLiteral) return parsed.text.substr(node.begin, node.end - node.begin);
  std::string out = "(" + std::string(kind_name(node.kind));
  if (node.flag != 0) out += ":" + std::to_string(node.flag);
  for (const NodeId child : parsed.tree.children_of(id)) out += " " + compact(parsed, child);
  return out + ")";
}

// The declarations of a text, one a line; the problems, if there are any, after them.
inline std::string declarations(const std::string& text) {
  const Parsed parsed = parse_text(text);
  std::string out;
  for (const NodeId declaration : parsed.tree.children_of(parsed.tree.root())) {
    if (!out.empty()) out += "\n";
    out += compact(parsed, declaration);
  }
  for (const Problem& problem : parsed.problems) out += "\n! " + problem.message + " at " + problem.underlined;
  return out;
}

// A condition, as the body of a definition.
inline std::string expression(const std::string& text) {
  const std::string prefix = "(Define d ";
  std::string out = declarations("define d as " + text);
  if (out.compare(0, prefix.size(), prefix) != 0) return out;
  out.erase(0, prefix.size());
  const std::size_t end = out.find("\n! ");
  out.erase((end == std::string::npos ? out.size() : end) - 1, 1);
  return out;
}

inline std::string sample_policy() {
  std::ifstream file(CARVEOUT_SOURCE_DIR "/tests/unit/syntax/sample.carve", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Every node lies within its parent, after its children, and the children in order; true for every tree.
inline bool well_formed(const Tree& tree, std::size_t text_size) {
  if (tree.nodes.empty() || tree.nodes.back().kind != NodeKind::File) return false;
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    const Node& node = tree.nodes[index];
    if (node.begin > node.end || node.end > text_size) return false;
    std::uint32_t last = node.begin;
    for (const NodeId child : tree.children_of(static_cast<NodeId>(index))) {
      if (static_cast<std::size_t>(child) >= index) return false;
      if (tree[child].begin < last || tree[child].end > node.end) return false;
      last = tree[child].end;
    }
  }
  return true;
}

}  // namespace carveout::syntax::test
