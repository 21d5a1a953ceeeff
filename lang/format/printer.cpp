// How a document becomes text: one pass over it with a stack of its own, then one over the comments at the ends of
// lines.
#include <algorithm>

#include "format/document.hpp"

namespace carveout::format_detail {
namespace {

// A comment further out than this does not draw those of the neighbouring lines after it.
constexpr std::uint32_t kCommentColumn = 80;
constexpr std::uint32_t kBeforeComment = 2;
constexpr std::uint32_t kFurtherIn = 2;

}  // namespace

class Document::Printer {
 public:
  Printer(const Document& document, std::uint32_t line_width) : document_(document), line_width_(line_width) {}

  std::string print(Doc doc) {
    todo_.push_back({doc, 0, false});
    while (!todo_.empty()) {
      const Item item = todo_.back();
      todo_.pop_back();
      step(item);
    }
    if (!out_.empty()) out_ += '\n';
    return with_comments_aligned();
  }

 private:
  struct Item {
    Doc doc;
    std::uint32_t indent;
    bool flat;
  };
  struct EndComment {
    std::size_t at;        // in out_, where the spaces before it belong
    std::uint32_t line;    // its number
    std::uint32_t column;  // of what stands before it
  };

  void step(const Item& item) {
    const Node& node = document_.node(item.doc);
    switch (node.kind) {
      case Kind::Nothing:
      case Kind::Break:
        return;
      case Kind::Text:
        begin_text(item.indent);
        out_ += node.text;
        column_ += node.width;
        return;
      case Kind::Spaces:
        spaces_ += node.count;
        return;
      case Kind::Line:
      case Kind::LineWithBlank:
        if (item.flat) {
          spaces_ += 1;
        } else {
          new_line(item.indent, node.kind == Kind::LineWithBlank);
        }
        return;
      case Kind::SoftLine:
        if (!item.flat) new_line(item.indent, false);
        return;
      case Kind::HardLine:
        new_line(item.indent, false);
        return;
      case Kind::BlankLine:
        new_line(item.indent, true);
        return;
      case Kind::EndComment:
        comments_.push_back({out_.size(), lines_, column_});
        out_ += node.text;
        line_ends_ = 1;
        line_is_indented_ = false;
        return;
      case Kind::OwnComment:
        // In the middle of a phrase, it and what follows stand further in.
        if (line_ends_ == 0 && !out_.empty()) new_line(item.indent + kFurtherIn, false);
        if (node.blank) line_ends_ = 2;
        begin_text(item.indent);
        out_ += node.text;
        line_ends_ = 1;  // what follows keeps the indent of the comment
        return;
      case Kind::Concat:
        for (std::uint32_t i = node.count; i-- > 0;) {
          todo_.push_back({document_.children_[node.first + i], item.indent, item.flat});
        }
        return;
      case Kind::Group: {
        const Doc content = document_.children_[node.first];
        const bool flat = item.flat || (node.shape != Shape::Broken && fits(content, item.indent));
        todo_.push_back({content, item.indent, flat});
        return;
      }
      case Kind::Indent:
        todo_.push_back({document_.children_[node.first], item.indent + node.count, item.flat});
        return;
    }
  }

  // The line ends here; the next one is begun by what is printed next.
  void new_line(std::uint32_t indent, bool blank) {
    line_ends_ = std::max(line_ends_, blank ? 2u : 1u);
    line_indent_ = indent;
    line_is_indented_ = true;
    spaces_ = 0;
  }

  void begin_text(std::uint32_t indent) {
    if (out_.empty()) {
      line_ends_ = 0;
      line_is_indented_ = false;
    } else if (line_ends_ == 0) {
      out_.append(spaces_, ' ');
      column_ += spaces_;
      spaces_ = 0;
      return;
    }
    if (!line_is_indented_) line_indent_ = indent;
    line_is_indented_ = true;
    out_.append(line_ends_, '\n');
    out_.append(line_indent_, ' ');
    lines_ += line_ends_;
    column_ = line_indent_;
    line_ends_ = spaces_ = 0;
  }

  // Whether the content has room on this line, with all that follows it up to the next place where the line may break.
  // Looks at no more than a line's width of text.
  [[nodiscard]] bool fits(Doc content, std::uint32_t indent) {
    if (line_is_indented_) indent = line_indent_;
    std::int64_t room = std::int64_t{line_width_} - (line_ends_ == 0 ? column_ + spaces_ : indent);
    ahead_.clear();
    ahead_.push_back({content, 0, true});
    std::size_t rest = todo_.size();
    while (room >= 0) {
      if (ahead_.empty()) {
        if (rest == 0) return true;
        ahead_.push_back(todo_[--rest]);
      }
      const Item item = ahead_.back();
      ahead_.pop_back();
      const Node& node = document_.node(item.doc);
      switch (node.kind) {
        case Kind::Nothing:
        case Kind::Break:
          break;
        case Kind::Text:
        case Kind::Spaces:
          room -= node.width;
          break;
        case Kind::Line:
        case Kind::LineWithBlank:
          if (!item.flat) return true;
          room -= 1;
          break;
        case Kind::SoftLine:
          if (!item.flat) return true;
          break;
        case Kind::HardLine:
        case Kind::BlankLine:
        case Kind::EndComment:
        case Kind::OwnComment:
          return true;
        case Kind::Concat:
          for (std::uint32_t i = node.count; i-- > 0;) {
            ahead_.push_back({document_.children_[node.first + i], 0, item.flat});
          }
          break;
        case Kind::Group:
        case Kind::Indent:
          ahead_.push_back({document_.children_[node.first], 0, item.flat});
          break;
      }
    }
    return false;
  }

  // The comments of lines that follow each other begin in one column.
  [[nodiscard]] std::string with_comments_aligned() const {
    if (comments_.empty()) return out_;
    std::string out;
    out.reserve(out_.size() + kBeforeComment * comments_.size());
    std::size_t copied = 0;
    for (std::size_t begin = 0; begin < comments_.size();) {
      std::size_t end = begin;
      std::uint32_t column = 0;
      for (; end < comments_.size() && comments_[end].line == comments_[begin].line + (end - begin); ++end) {
        if (comments_[end].column <= kCommentColumn) column = std::max(column, comments_[end].column);
      }
      for (; begin < end; ++begin) {
        const EndComment& comment = comments_[begin];
        out.append(out_, copied, comment.at - copied);
        copied = comment.at;
        out.append(kBeforeComment + std::max(column, comment.column) - comment.column, ' ');
      }
    }
    return out.append(out_, copied);
  }

  const Document& document_;
  const std::uint32_t line_width_;
  std::vector<Item> todo_;
  std::vector<Item> ahead_;
  std::vector<EndComment> comments_;
  std::string out_;
  std::uint32_t lines_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t spaces_ = 0;       // due before what is printed next on this line
  std::uint32_t line_ends_ = 0;    // due before what is printed next: 0 goes on, 1 a new line, 2 an empty one too
  std::uint32_t line_indent_ = 0;  // of the line that is begun then,
  bool line_is_indented_ = false;  // unless what is printed next says it
};

std::string Document::laid_out(Doc doc, std::uint32_t line_width) const {
  return Printer(*this, line_width).print(doc);
}

}  // namespace carveout::format_detail
