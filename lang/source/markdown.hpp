#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// The blocks of Markdown, as far as they decide what is fenced code: quotations, lists, paragraphs, HTML and fences, by
// CommonMark 0.30 with its tabs, lazy lines and what may interrupt a paragraph. What stands in a line is not read.
namespace carveout::markdown {

// A row of ` or ~ that a line begins with, after its indent.
struct Fence {
  std::uint32_t indent = 0;
  std::uint32_t length = 0;
  char sign = 0;
  std::string_view info;  // what stands after it, trimmed
  [[nodiscard]] bool opens() const noexcept;
  [[nodiscard]] bool closes(const Fence& opener) const noexcept;
};
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;
[[nodiscard]] Fence fence_at(std::string_view line) noexcept;

// What a line belongs to.
struct Line {
  enum class Kind : std::uint8_t { Text, Fenced, FenceEnd, Html, Comment } kind{};
  bool opens = false;   // the first line of a fence or of HTML that goes on
  bool nested = false;  // in a list or a quotation
  bool cut_off =
      false;  // the line before was in a fence or comment that ended unclosed, with the list or quotation around
};

class Blocks {
 public:
  // The next line, without its end. O(length).
  [[nodiscard]] Line next(std::string_view line);
  // After a line that opens one: the fence. Its info lasts as long as the line.
  [[nodiscard]] const Fence& fence() const noexcept { return fence_; }
  // At the end of the text: is the last fence or comment still open?
  [[nodiscard]] bool is_open() const noexcept { return leaf_ == Leaf::Fence || leaf_ == Leaf::Comment; }

 private:
  enum class Leaf : std::uint8_t { None, Paragraph, Fence, Comment, Html, HtmlToBlank };
  // A quotation, or an item of a list.
  struct Container {
    bool quotes = false;
    std::uint32_t width = 0;   // of an item: how far in its content stands
    bool has_content = false;  // of an item
  };
  // A leaf that begins with a line.
  struct Begun {
    Line::Kind kind{};
    Leaf leaf{};
    Fence fence;
    std::size_t html_ending = 0;
  };
  class Cursor;

  [[nodiscard]] std::size_t matched_containers(Cursor& at) const;
  [[nodiscard]] bool goes_on(const Cursor& at, Line& line);
  [[nodiscard]] static std::optional<Begun> leaf_at(const Cursor& at, bool in_paragraph, bool may_be_lazy);
  [[nodiscard]] std::optional<Container> container_at(Cursor& at, bool in_paragraph) const;
  void leave(std::size_t matched, Line& line);
  void add(Leaf leaf);

  std::vector<Container> containers_;
  Leaf leaf_ = Leaf::None;
  Fence fence_;
  std::size_t html_ending_ = 0;  // which of the ends of HTML ends it
};

}  // namespace carveout::markdown
