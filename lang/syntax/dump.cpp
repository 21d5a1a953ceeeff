#include <fmt/format.h>

#include <string>
#include <vector>

#include "carveout/lang/syntax.hpp"

namespace carveout::syntax {
namespace {

[[nodiscard]] bool is_leaf(NodeKind kind) noexcept {
  return kind <= NodeKind::AbsentLiteral;
}

void append_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
}

}  // namespace

std::string_view kind_name(NodeKind kind) noexcept {
  static constexpr std::string_view kNames[] = {
#define CARVEOUT_NODE(kind, children) #kind,
#include "carveout/lang/nodes.def"
#undef CARVEOUT_NODE
  };
  return kNames[static_cast<std::size_t>(kind)];
}

std::string dump(const Tree& tree, std::string_view text) {
  struct Visit {
    NodeId id;
    std::size_t depth;
  };
  std::string out;
  std::vector<Visit> visits{{tree.root(), 0}};
  while (!visits.empty()) {
    const Visit visit = visits.back();
    visits.pop_back();
    const Node& node = tree[visit.id];
    out.append(2 * visit.depth, ' ');
    out += kind_name(node.kind);
    if (node.flag != 0) out += fmt::format(" {}", node.flag);
    if (is_leaf(node.kind)) {
      out += ' ';
      append_text(out, text.substr(node.begin, node.end - node.begin));
    }
    out += '\n';
    const auto children = tree.children_of(visit.id);
    for (auto child = children.rbegin(); child != children.rend(); ++child) visits.push_back({*child, visit.depth + 1});
  }
  return out;
}

}  // namespace carveout::syntax
