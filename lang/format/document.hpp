#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carveout::format_detail {

// The algebra of documents that a layout is put together from, after Philip Wadler, "A prettier printer" (in: The Fun
// of Programming, 2003): text with places where a line may break, in groups that are either on one line or broken at
// each of their own places. To it come comments, which end the line they stand on whatever the groups say, and blank
// lines.
//
// A Doc is a handle into the Document that made it. Texts are borrowed: they outlive the Document.
enum class Doc : std::uint32_t { Nothing };

// What a document needs of the lines around it.
enum class Shape : std::uint8_t {
  Open,          // it fits wherever there is room
  EndsWithLine,  // the same, but a comment at its end lets nothing follow on the line
  Broken,        // it has a line break inside
};

class Document {
 public:
  Document();

  [[nodiscard]] Doc text(std::string_view text);
  [[nodiscard]] Doc spaces(std::uint32_t count);
  [[nodiscard]] Doc line() noexcept { return kLine; }           // a space, or a line break where its group is broken
  [[nodiscard]] Doc soft_line() noexcept { return kSoftLine; }  // nothing, or a line break
  [[nodiscard]] Doc hard_line() noexcept { return kHardLine; }
  [[nodiscard]] Doc blank_line() noexcept { return kBlankLine; }            // a line break and an empty line
  [[nodiscard]] Doc line_with_blank() noexcept { return kLineWithBlank; }   // a line that, broken, leaves an empty one
  [[nodiscard]] Doc break_here() noexcept { return kBreak; }                // breaks the groups around it
  [[nodiscard]] Doc end_comment(std::string_view text);                     // at the end of the line
  [[nodiscard]] Doc own_comment(std::string_view text, bool blank_before);  // on a line of its own
  [[nodiscard]] Doc concat(std::initializer_list<Doc> parts) { return concat(std::span(parts.begin(), parts.size())); }
  [[nodiscard]] Doc concat(std::span<const Doc> parts);
  [[nodiscard]] Doc group(Doc content);
  [[nodiscard]] Doc indent(Doc content, std::uint32_t columns = 2);

  // On one line, without the comments.
  [[nodiscard]] std::uint32_t width(Doc doc) const noexcept { return node(doc).width; }
  [[nodiscard]] Shape shape(Doc doc) const noexcept { return node(doc).shape; }
  [[nodiscard]] bool can_break(Doc doc) const noexcept { return node(doc).can_break; }  // where its group does

  // The text, each line with its end. O(size of the document).
  [[nodiscard]] std::string laid_out(Doc doc, std::uint32_t line_width) const;

 private:
  enum class Kind : std::uint8_t {
    Nothing,
    Text,
    Spaces,
    Line,
    SoftLine,
    HardLine,
    BlankLine,
    LineWithBlank,
    Break,
    EndComment,
    OwnComment,
    Concat,
    Group,
    Indent
  };
  Doc around(Doc content, Kind kind, std::uint32_t columns);
  struct Node {
    Kind kind = Kind::Nothing;
    Shape shape = Shape::Open;
    bool blank = false;       // OwnComment: an empty line before it
    bool can_break = false;   // a line of its is there to be broken
    std::uint32_t width = 0;  // saturates
    std::uint32_t count = 0;  // Concat: of children; Spaces, Indent: columns
    std::uint32_t first = 0;  // Concat, Group, Indent: into children_
    std::string_view text;
  };
  class Printer;
  static constexpr Doc kLine{1}, kSoftLine{2}, kHardLine{3}, kBlankLine{4}, kLineWithBlank{5}, kBreak{6};

  [[nodiscard]] const Node& node(Doc doc) const noexcept { return nodes_[static_cast<std::uint32_t>(doc)]; }
  [[nodiscard]] Doc add(const Node& node);

  std::vector<Node> nodes_;
  std::vector<Doc> children_;
};

// The columns of a text, as language/01-source counts them: one for a code point.
[[nodiscard]] std::uint32_t columns_of(std::string_view text) noexcept;

}  // namespace carveout::format_detail
