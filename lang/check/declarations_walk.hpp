#pragma once

#include <optional>
#include <vector>

#include "carveout/lang/syntax.hpp"

namespace carveout::check {

// Visits the declarations of a file in the order of the text, those inside parts in their place, without recursion. A
// part is met twice: where it begins and where it ends.
class DeclarationWalk {
 public:
  enum class Event : std::uint8_t { Declaration, PartBegins, PartEnds };
  struct Item {
    Event event{};
    syntax::NodeId node{};
  };

  explicit DeclarationWalk(const syntax::Tree& tree) : tree_(tree) {
    if (!tree.nodes.empty()) open_.push_back({tree.root(), 0});
  }

  [[nodiscard]] std::optional<Item> next() {
    while (!open_.empty()) {
      Open& top = open_.back();
      const auto children = tree_.children_of(top.node);
      if (top.next == children.size()) {
        const syntax::NodeId ended = top.node;
        open_.pop_back();
        if (open_.empty()) return std::nullopt;
        return Item{Event::PartEnds, ended};
      }
      const syntax::NodeId node = children[top.next++];
      if (tree_[node].kind == syntax::NodeKind::Part) {
        open_.push_back({node, 0});
        return Item{Event::PartBegins, node};
      }
      return Item{Event::Declaration, node};
    }
    return std::nullopt;
  }

 private:
  struct Open {
    syntax::NodeId node{};
    std::size_t next = 0;
  };
  const syntax::Tree& tree_;
  std::vector<Open> open_;
};

}  // namespace carveout::check
