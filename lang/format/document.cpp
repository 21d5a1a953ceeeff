#include "format/document.hpp"

#include <algorithm>

namespace carveout::format_detail {
namespace {

constexpr std::uint32_t kWidest = 1u << 24;  // past any line: widths stop growing here

}  // namespace

std::uint32_t columns_of(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Document::Document() {
  const auto fixed = [this](Kind kind, Shape shape, std::uint32_t width) {
    Node node;
    node.kind = kind;
    node.shape = shape;
    node.width = width;
    node.can_break = kind != Kind::Nothing;
    nodes_.push_back(node);
  };
  fixed(Kind::Nothing, Shape::Open, 0);
  fixed(Kind::Line, Shape::Open, 1);
  fixed(Kind::SoftLine, Shape::Open, 0);
  fixed(Kind::HardLine, Shape::Broken, 0);
  fixed(Kind::BlankLine, Shape::Broken, 0);
  fixed(Kind::LineWithBlank, Shape::Open, 1);
  fixed(Kind::Break, Shape::Broken, 0);
}

Doc Document::add(const Node& node) {
  nodes_.push_back(node);
  return static_cast<Doc>(nodes_.size() - 1);
}

Doc Document::text(std::string_view text) {
  Node node;
  node.kind = Kind::Text;
  node.text = text;
  node.width = std::min(columns_of(text), kWidest);
  return add(node);
}

Doc Document::spaces(std::uint32_t count) {
  if (count == 0) return Doc::Nothing;
  Node node;
  node.kind = Kind::Spaces;
  node.count = node.width = count;
  return add(node);
}

Doc Document::end_comment(std::string_view text) {
  Node node;
  node.kind = Kind::EndComment;
  node.shape = Shape::EndsWithLine;
  node.text = text;
  return add(node);
}

Doc Document::own_comment(std::string_view text, bool blank_before) {
  Node node;
  node.kind = Kind::OwnComment;
  node.shape = Shape::Broken;
  node.text = text;
  node.blank = blank_before;
  return add(node);
}

Doc Document::concat(std::span<const Doc> parts) {
  Node node;
  node.kind = Kind::Concat;
  node.first = static_cast<std::uint32_t>(children_.size());
  for (const Doc part : parts) {
    if (part == Doc::Nothing) continue;
    const Node& inner = this->node(part);
    // What follows a comment breaks the line, even where it is nothing but a space.
    node.shape = node.shape == Shape::EndsWithLine ? Shape::Broken : std::max(node.shape, inner.shape);
    node.width = std::min(node.width + inner.width, kWidest);
    node.can_break = node.can_break || inner.can_break;
    children_.push_back(part);
  }
  node.count = static_cast<std::uint32_t>(children_.size()) - node.first;
  if (node.count == 0) return Doc::Nothing;
  if (node.count == 1) {
    const Doc only = children_.back();
    children_.pop_back();
    return only;
  }
  return add(node);
}

Doc Document::group(Doc content) {
  return around(content, Kind::Group, 0);
}

Doc Document::indent(Doc content, std::uint32_t columns) {
  return around(content, Kind::Indent, columns);
}

Doc Document::around(Doc content, Kind kind, std::uint32_t columns) {
  if (content == Doc::Nothing) return content;
  Node node;
  node.kind = kind;
  node.shape = shape(content);
  node.width = width(content);
  node.can_break = can_break(content);
  node.count = columns;
  node.first = static_cast<std::uint32_t>(children_.size());
  children_.push_back(content);
  return add(node);
}

}  // namespace carveout::format_detail
