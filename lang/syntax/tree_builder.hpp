#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "carveout/lang/syntax.hpp"
#include "syntax/scan.hpp"
#include "syntax/syntax_errors.hpp"

namespace carveout::syntax {

// Builds the tree as the grammar is matched. Finished nodes that have no parent yet wait on a stack; the nodes being
// built are frames, each knowing where its children begin on that stack. Every rule that builds a node opens a frame
// and then either closes it (what was pushed since becomes its children) or drops it (all that was built since is
// undone), so that nothing is left of an alternative that did not match.
class TreeBuilder {
 public:
  TreeBuilder(const SourceFile& source, DiagnosticSink& sink, const ParseLimits& limits);

  // --- tokens. Places are pointers into the text; `at` is just after a token.
  [[nodiscard]] const Token& token(const char* at) noexcept {
    if (at != token_at_) {
      token_ = token_at(at, end_);
      token_at_ = at;
    }
    return token_;
  }
  [[nodiscard]] const char* text_begin() const noexcept { return begin_; }
  [[nodiscard]] const char* text_end() const noexcept { return end_; }

  // --- nodes
  void open(NodeKind kind, const char* at);        // begins with the next token
  void open_after(NodeKind kind, const char* at);  // takes the node before as its first child
  void close(const char* at);
  void drop() noexcept;
  void add_flag(std::uint8_t bits) noexcept { frames_.back().flag |= bits; }
  void become(NodeKind kind) noexcept { frames_.back().kind = kind; }
  void note_place(const char* at) noexcept;  // of the first `and` or `or`, or of the relation, of the node being built
  [[nodiscard]] bool last_member_has_label() const noexcept;
  // The value being read is that of a given or of an expectation, where `unknown` and `absent` are values.
  [[nodiscard]] bool in_scenario_value() const noexcept;
  // In the value of a given: what is known of a fact, wholly or in part.
  [[nodiscard]] bool in_given_value() const noexcept;

  // --- arithmetic: operands and operators in turn, folded by precedence
  void begin_sum();
  void push_operator(char symbol, const char* at);
  void end_sum();
  void drop_sum() noexcept;

  // --- brackets, and what they say of open forms
  void open_bracket(const char* at) { brackets_.push_back(at); }
  [[nodiscard]] const char* innermost_bracket() const noexcept {
    return brackets_.empty() ? nullptr : brackets_.back();
  }
  void close_bracket() noexcept { brackets_.pop_back(); }
  void parenthesised(const char* opener, const char* at) noexcept;
  // An open form that begins at the next token is directly inside parentheses and takes the whole rest.
  void mark_long(const char* at) noexcept { long_at_ = token(at).begin; }
  void pass_long_on(const char* at) noexcept;
  [[nodiscard]] bool is_long() const noexcept { return offset(long_at_) == frames_.back().begin; }
  void check_open_form(const char* at);  // after the body of one that is not
  void report_chain(const char* at);

  // --- nesting
  void enter(const char* at);
  void leave() noexcept { --depth_; }

  // --- declarations
  struct Checkpoint {
    std::size_t nodes, children, pending, frames, sums, operators, brackets;
    std::uint32_t depth;
  };
  [[nodiscard]] Checkpoint checkpoint() const noexcept;
  void roll_back(const Checkpoint& checkpoint) noexcept;
  // A declaration at the top of the file is complete: it stays, whatever comes.
  void keep() noexcept { kept_ = checkpoint(); }
  void roll_back_to_kept() noexcept { roll_back(kept_); }
  // Says what went wrong with the declaration that begins at `begin`; gives back where to go on.
  void drop_cut_condition(const char* at, const Checkpoint& from);
  [[nodiscard]] const char* recover(const Failure& failure, const Checkpoint& from, const char* begin);
  void report_missing_end_part(const char* at);
  void report_stray_end_part(const char* at);
  void check_required_parts();  // of the exception or carve-out being built

  // The tree, with its File node. To be called once, last.
  [[nodiscard]] Tree finish();

 private:
  // A finished node that waits for its parent. Its extent takes in the parentheses around it, the node's own does not.
  struct Pending {
    NodeId id;
    std::uint32_t begin, end;
    std::uint32_t depth;  // levels of the tree under and with it
    bool open_form;       // and not in parentheses
    bool parenthesised;
  };
  struct Frame {
    NodeKind kind;
    std::uint8_t flag;
    std::uint32_t begin;
    std::uint32_t noted;  // see note_place(); 0: none
    std::uint32_t seen;   // which parts that may stand once have been read
    std::size_t nodes, children, pending;
  };
  struct Operator {
    char symbol;
    std::uint32_t begin;
  };
  struct Sum {
    std::size_t operators;
    std::uint32_t count;
  };

  [[nodiscard]] NodeKind around_value() const noexcept;
  [[nodiscard]] std::uint32_t offset(const char* at) const noexcept { return static_cast<std::uint32_t>(at - begin_); }
  [[nodiscard]] const Node& node(const Pending& pending) const noexcept { return tree_[pending.id]; }
  void push_node(NodeKind kind, std::uint8_t flag, std::uint32_t begin, std::uint32_t end, std::size_t first_pending);
  void fold_operator();
  void check_once(const Pending& part);
  void check_operands(const Frame& frame);
  void check_connectives(const Frame& frame);
  void check_row(const Pending& row);
  void report_open_form(const Pending& form);
  [[nodiscard]] bool is_mixed(const Pending& pending) const noexcept;
  [[nodiscard]] std::string excerpt(const Pending& pending) const;
  [[nodiscard]] FailureContext context() const;

  const char* begin_;
  const char* end_;
  ParseLimits limits_;
  SyntaxReporter reporter_;
  Tree tree_;
  std::vector<Pending> pending_;
  std::vector<Frame> frames_;
  std::vector<Sum> sums_;
  std::vector<Operator> operators_;
  std::vector<const char*> brackets_;
  const char* token_at_ = nullptr;
  Token token_;
  const char* long_at_ = nullptr;
  std::uint32_t depth_ = 0;
  NodeId head_{};                   // of the table whose rows are being read
  std::uint32_t broken_parts_ = 0;  // whose head did not parse: their `end part` is not a second mistake
  Checkpoint kept_{};
};

}  // namespace carveout::syntax
