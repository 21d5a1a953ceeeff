#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carveout/lang/syntax.hpp"
#include "format/document.hpp"
#include "format/tokens.hpp"

namespace carveout::format_detail {

// Makes the document of a syntax tree. It goes through the tokens of the file in their order, the tree saying where
// they are: each function below begins at the first token of what it is named for and ends after the last. Only the
// documents of the parts of a declaration change places, once they are made, so no token and no comment can get lost.
class Layout {
 public:
  Layout(const syntax::Tree& tree, Tokens tokens) : tree_(tree), tokens_(std::move(tokens)) {}

  // Nothing where not every token was laid out: a construct that is not printed as it is written.
  [[nodiscard]] std::optional<Doc> file();
  [[nodiscard]] const Document& document() const noexcept { return doc_; }

 private:
  using NodeId = syntax::NodeId;
  using NodeKind = syntax::NodeKind;
  using Ids = std::span<const NodeId>;
  using Cells = std::vector<Doc>;

  // One line of several that stand under each other: what stands before it, and its columns.
  struct Row {
    bool blank_before = false;
    Doc comments = Doc::Nothing;
    Cells cells;
  };
  // A part of a declaration.
  struct Part {
    NodeKind kind{};
    bool blank_before = false;
    Doc doc = Doc::Nothing;
  };
  // A declaration. Its cells, where it has any, are it on one line.
  struct Declared {
    NodeKind kind{};
    Row row;
    Doc doc = Doc::Nothing;
    bool one_line = false;
  };

  // --- tokens
  [[nodiscard]] const Token& ahead() const noexcept { return tokens_.tokens[next_]; }
  [[nodiscard]] bool is_ahead(std::string_view text) const noexcept { return ahead().text == text; }
  [[nodiscard]] bool blank_ahead() const noexcept { return tokens_.blank_ahead_of(ahead()); }
  [[nodiscard]] Doc token();     // the next one, with its comments
  [[nodiscard]] Doc comments();  // those on lines of their own before the next one, which then has none left
  void skip();                   // the next one is not written; its comments go to the one after it
  [[nodiscard]] Doc text_of(const Token& token);
  [[nodiscard]] Doc paragraph(std::string_view text);

  // --- pieces
  [[nodiscard]] const syntax::Node& at(NodeId id) const noexcept { return tree_[id]; }
  [[nodiscard]] NodeKind kind(NodeId id) const noexcept { return tree_[id].kind; }
  [[nodiscard]] Ids children(NodeId id) const noexcept { return tree_.children_of(id); }
  [[nodiscard]] Doc spaced(std::initializer_list<Doc> parts);  // with spaces between, none around what is nothing
  [[nodiscard]] Doc spaced(std::span<const Doc> parts);
  [[nodiscard]] Doc words_before(NodeId child);  // the tokens before it, parentheses around it left out
  [[nodiscard]] Doc words_to_end_of(NodeId id);
  [[nodiscard]] Doc head(NodeId id, std::size_t& child);  // its word, name, type and title; `child` is the first after
  [[nodiscard]] Doc phrase(NodeId id);                    // words and children in a row
  [[nodiscard]] Doc worded(NodeId id);                    // a word and a condition, which may go on over lines
  [[nodiscard]] Doc bracketed(Doc opener, Doc content);   // and the closer, which is ahead
  [[nodiscard]] Doc filled(Ids items);                    // as many in a line as there is room for
  [[nodiscard]] Doc one_a_line(Ids items);                // or all on one
  [[nodiscard]] Doc entry(Ids items, std::size_t& i);
  [[nodiscard]] Doc names(NodeId id);
  [[nodiscard]] Doc named(NodeId id);  // words and names, those of further lines under the first
  [[nodiscard]] Doc under_first(Doc words, Ids list);
  [[nodiscard]] Row row();                            // its comments; the cells are to come
  [[nodiscard]] Doc rows(std::span<const Row> rows);  // each after a line break, in columns
  [[nodiscard]] std::vector<std::uint32_t> widths_of(std::span<const Row> block) const;
  [[nodiscard]] Doc joined(const Cells& cells, std::span<const std::uint32_t> widths);

  // --- tables
  [[nodiscard]] Doc table(Ids lines,
                          bool first);  // its head and rows, each after a line break; first: nothing stands before
  [[nodiscard]] std::vector<std::string_view> cells(NodeId line);
  [[nodiscard]] std::string_view cell(NodeId id);  // on one line, whatever it is

  // --- declarations
  [[nodiscard]] Doc node(NodeId id);  // everything has its layout here
  [[nodiscard]] Doc declarations(Ids ids);
  [[nodiscard]] Declared declaration(NodeId id);
  [[nodiscard]] Doc action(NodeId id, Cells& cells);
  [[nodiscard]] Doc comments_that_stay();  // with the declaration before them
  [[nodiscard]] Doc with_parts(NodeId id);
  [[nodiscard]] Doc parts(Ids ids);
  [[nodiscard]] Doc in_order(std::vector<Part>& parts);
  [[nodiscard]] Doc part_declaration(NodeId id);
  [[nodiscard]] Doc enum_type(NodeId id);
  [[nodiscard]] Doc with_fields(NodeId id);
  [[nodiscard]] Cells field(NodeId id);
  [[nodiscard]] Cells member(NodeId id);
  [[nodiscard]] Doc parameter(NodeId id);
  [[nodiscard]] Doc list(NodeId id);
  [[nodiscard]] Doc define(NodeId id);
  [[nodiscard]] Doc decision_table(NodeId id, Doc words, std::size_t child);  // a definition with one
  [[nodiscard]] Doc first_match(NodeId table);                                // these words, where they are there
  [[nodiscard]] Doc params(NodeId id);
  [[nodiscard]] Doc param(NodeId id);
  [[nodiscard]] Doc actions(NodeId id);
  [[nodiscard]] Doc note(NodeId id);
  [[nodiscard]] Doc guarantee(NodeId id);
  [[nodiscard]] Doc conclusion(NodeId id);
  [[nodiscard]] Doc scenario(NodeId id);
  [[nodiscard]] Doc scenarios(NodeId id);
  [[nodiscard]] Doc scenario_parts(Ids ids);
  [[nodiscard]] Doc givens(Doc word, const std::vector<Row>& entries);
  [[nodiscard]] Doc expected_outcome(NodeId id);

  // --- conditions and values
  [[nodiscard]] Doc expression(NodeId id);  // with the parentheses around it
  [[nodiscard]] Doc hung(NodeId id);        // after a word on the same line: what goes on stands further in
  [[nodiscard]] bool parenthesised(NodeId id) const noexcept;  // where it is ahead
  [[nodiscard]] bool has_brackets(NodeId id) const noexcept;   // of its own, which can take its content over lines
  [[nodiscard]] Doc chain(NodeId id);
  [[nodiscard]] Doc labelled(NodeId id);
  [[nodiscard]] Doc negated(NodeId id);
  [[nodiscard]] Doc arithmetic(NodeId id);
  [[nodiscard]] Doc relation(NodeId id);
  [[nodiscard]] Doc conditions(NodeId id);
  [[nodiscard]] Doc quantifier(NodeId id);
  [[nodiscard]] Doc aggregate(NodeId id);
  [[nodiscard]] Doc choice(NodeId id);
  [[nodiscard]] Doc arguments(NodeId id);
  [[nodiscard]] Doc braces(NodeId id);

  const syntax::Tree& tree_;
  Tokens tokens_;
  Document doc_;
  std::deque<std::string> cell_texts_;  // which doc_ borrows
  std::size_t next_ = 0;
  std::uint32_t parts_deep_ = 0;
};

}  // namespace carveout::format_detail
