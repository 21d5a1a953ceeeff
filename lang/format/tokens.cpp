#include "format/tokens.hpp"

#include <algorithm>
#include <utility>

#include "source/utf8.hpp"
#include "syntax/scan.hpp"

namespace carveout::format_detail {
namespace {

using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::Tree;

// A leaf that is one token. A duration is several words.
[[nodiscard]] bool is_token(const Node& node) noexcept {
  return node.kind <= NodeKind::AbsentLiteral && node.kind != NodeKind::DurationLiteral;
}

// The tokens and comments as they stand; only commas are put in.
class Scanner {
 public:
  Scanner(const Tree& tree, std::string_view text) : tree_(tree), text_(text) {}

  Tokens scan() {
    find_leaves_and_commas();
    at_ = text_.starts_with(utf8::kByteOrderMark) ? static_cast<std::uint32_t>(utf8::kByteOrderMark.size()) : 0;
    line_begin_ = at_;
    while (true) {
      Token token = gap();
      if (at_ == text_.size()) {
        out_.tokens.push_back(token);
        return std::move(out_);
      }
      const std::uint32_t length = token_length();
      token.text = text_.substr(at_, length);
      at_ += length;
      out_.tokens.push_back(token);
      if (next_comma_ < commas_.size() && commas_[next_comma_] == at_) {
        ++next_comma_;
        Token comma;
        comma.text = ",";
        comma.begin = at_;
        comma.first_comment = static_cast<std::uint32_t>(out_.comments.size());
        out_.tokens.push_back(comma);
      }
    }
  }

 private:
  // Nodes are in post-order, so leaves come in the order of the text, and so do types.
  void find_leaves_and_commas() {
    const char* const end = text_.data() + text_.size();
    for (std::uint32_t index = 0; index < tree_.nodes.size(); ++index) {
      const Node& node = tree_.nodes[index];
      if (is_token(node)) leaves_.push_back(&node);
      if (node.kind != NodeKind::EnumType || node.flag != 0) continue;
      const auto members = tree_.children_of(static_cast<NodeId>(index));
      for (std::size_t i = 0; i + 1 < members.size(); ++i) {
        const Node& member = tree_[members[i]];
        if (member.kind != NodeKind::EnumMember) continue;
        if (*syntax::skip_gap(text_.data() + member.end, end) != ',') commas_.push_back(member.end);
      }
    }
  }

  // White space and comments up to the next token, which is begun. A comment on the line of the last token is that
  // one's.
  Token gap() {
    Token token;
    token.first_comment = static_cast<std::uint32_t>(out_.comments.size());
    std::uint32_t line_ends = out_.tokens.empty() ? 1 : 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_ends;
        line_begin_ = at_ + 1;
      } else if (c == '#') {
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        std::string_view text = text_.substr(at_, end - at_);
        while (syntax::is_space(text.back())) text.remove_suffix(1);
        if (line_ends == 0) {
          out_.tokens.back().end_comment = true;
          ++token.first_comment;
        } else {
          ++token.own_comments;
        }
        out_.comments.push_back({text, line_ends > 1, at_ - line_begin_});
        line_ends = 0;
        at_ = static_cast<std::uint32_t>(end) - 1;
      } else if (!syntax::is_space(c)) {
        break;
      }
    }
    token.blank_before = line_ends > 1;
    token.begin = at_;
    token.column = at_ - line_begin_;
    return token;
  }

  [[nodiscard]] std::uint32_t token_length() {
    while (next_leaf_ < leaves_.size() && leaves_[next_leaf_]->begin < at_) ++next_leaf_;
    if (next_leaf_ < leaves_.size() && leaves_[next_leaf_]->begin == at_) {
      return leaves_[next_leaf_]->end - leaves_[next_leaf_]->begin;
    }
    const char* const begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const char* last = begin;
    if (syntax::is_word_char(*begin)) {
      while (last != end && (syntax::is_word_char(*last) || *last == '.')) ++last;
    } else {
      const bool two = (*begin == '<' || *begin == '>') && end - begin > 1 && begin[1] == '=';
      last = two ? begin + 2 : begin + 1;
    }
    return static_cast<std::uint32_t>(last - begin);
  }

  const Tree& tree_;
  std::string_view text_;
  Tokens out_;
  std::vector<const Node*> leaves_;
  std::vector<std::uint32_t> commas_;  // where one is put in
  std::size_t next_leaf_ = 0;
  std::size_t next_comma_ = 0;
  std::uint32_t at_ = 0;
  std::uint32_t line_begin_ = 0;
};

// The comments between a separator and what it separates, and those after it: one may end the separator's line, the
// others stand before what comes next.
void move_comments_past(Token& before, Token& separator, Token& next) noexcept {
  std::uint32_t comments = separator.own_comments + (separator.end_comment ? 1 : 0);
  separator.end_comment = before.end_comment || (separator.own_comments == 0 && separator.end_comment);
  separator.own_comments = 0;
  if (before.end_comment) {
    before.end_comment = false;
    --separator.first_comment;
    ++comments;
  }
  if (separator.end_comment) --comments;
  next.first_comment -= comments;
  next.own_comments += comments;
}

void settle_separators(std::vector<Token>& tokens) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token token = tokens[i];
    if (i > 0 && (token.text == "," || token.text == ";")) {
      move_comments_past(tokens[kept - 1], token, tokens[i + 1]);
    } else if (i > 0 && token.text == ")" && tokens[kept - 1].text == ";") {
      --kept;
      tokens[kept - 1].end_comment = tokens[kept].end_comment;
    }
    tokens[kept++] = token;
  }
  tokens.resize(kept);
}

}  // namespace

Tokens tokens_of(const Tree& tree, std::string_view text) {
  Tokens out = Scanner(tree, text).scan();
  settle_separators(out.tokens);
  return out;
}

}  // namespace carveout::format_detail
