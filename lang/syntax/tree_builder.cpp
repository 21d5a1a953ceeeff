#include "syntax/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carveout::syntax {
namespace {

[[nodiscard]] bool is_open_form(NodeKind kind, std::size_t children) noexcept {
  if (kind == NodeKind::Aggregate) return children == 4;  // without `where` it has an end of its own
  return kind == NodeKind::SomeSatisfies || kind == NodeKind::EverySatisfies || kind == NodeKind::NoSatisfies ||
         kind == NodeKind::Count || kind == NodeKind::If;
}

[[nodiscard]] bool takes_operands(NodeKind kind) noexcept {
  return kind == NodeKind::Compare || kind == NodeKind::Between || kind == NodeKind::Distance ||
         kind == NodeKind::IsPresent || kind == NodeKind::IsAbsent || kind == NodeKind::IsForbiddenBy ||
         kind == NodeKind::Negate;
}

[[nodiscard]] int precedence(char symbol) noexcept {
  return symbol == '*' || symbol == '/' ? 2 : 1;
}

}  // namespace

TreeBuilder::TreeBuilder(const SourceFile& source, DiagnosticSink& sink, const ParseLimits& limits)
    : begin_(source.code().data()), end_(begin_ + source.code().size()), limits_(limits), reporter_(source, sink) {
  tree_.file = source.id();
  tree_.nodes.reserve(source.text().size() / 12);
  tree_.children.reserve(source.text().size() / 12);
}

// --- nodes

void TreeBuilder::open(NodeKind kind, const char* at) {
  frames_.push_back(
      {kind, 0, offset(token(at).begin), 0, 0, tree_.nodes.size(), tree_.children.size(), pending_.size()});
}

void TreeBuilder::open_after(NodeKind kind, const char*) {
  const std::size_t first = pending_.size() - 1;
  frames_.push_back({kind, 0, pending_[first].begin, 0, 0, tree_.nodes.size(), tree_.children.size(), first});
}

void TreeBuilder::close(const char* at) {
  const Frame frame = frames_.back();
  check_operands(frame);
  check_connectives(frame);
  frames_.pop_back();
  push_node(frame.kind, frame.flag, frame.begin, offset(at), frame.pending);
  check_once(pending_.back());
  if (frame.kind == NodeKind::TableHead) head_ = pending_.back().id;
  if (frame.kind == NodeKind::TableHead || frame.kind == NodeKind::TableRow) check_row(pending_.back());
}

void TreeBuilder::drop() noexcept {
  const Frame& frame = frames_.back();
  tree_.nodes.resize(frame.nodes);
  tree_.children.resize(frame.children);
  // A node that was to be the first child stays.
  const bool after =
      frame.pending < pending_.size() && static_cast<std::size_t>(pending_[frame.pending].id) < frame.nodes;
  pending_.resize(frame.pending + (after ? 1 : 0));
  frames_.pop_back();
}

void TreeBuilder::push_node(NodeKind kind, std::uint8_t flag, std::uint32_t begin, std::uint32_t end,
                            std::size_t first_pending) {
  Node node;
  node.kind = kind;
  node.flag = flag;
  node.begin = begin;
  node.end = end;
  node.first_child = static_cast<std::uint32_t>(tree_.children.size());
  node.child_count = static_cast<std::uint32_t>(pending_.size() - first_pending);
  std::uint32_t depth = 1;
  for (std::size_t index = first_pending; index < pending_.size(); ++index) {
    tree_.children.push_back(pending_[index].id);
    depth = std::max(depth, pending_[index].depth + 1);
  }
  // LIMIT: rows of operators fold as deep as they are long, and nest; whoever walks the tree may rely on this bound.
  const std::uint32_t limit = limits_.nesting + limits_.operators_in_a_row;
  if (depth > limit) throw Failure{What::TooDeep, {}, begin_ + begin, nullptr, limit};
  const auto id = static_cast<NodeId>(tree_.nodes.size());
  tree_.nodes.push_back(node);
  pending_.resize(first_pending);
  pending_.push_back({id, begin, end, depth, is_open_form(kind, node.child_count), false});
}

void TreeBuilder::note_place(const char* at) noexcept {
  if (frames_.back().noted == 0) frames_.back().noted = offset(token(at).begin);
}

bool TreeBuilder::last_member_has_label() const noexcept {
  return !pending_.empty() && node(pending_.back()).child_count == 2;
}

bool TreeBuilder::in_scenario_value() const noexcept {
  const auto kind = around_value();
  return kind == NodeKind::Given || kind == NodeKind::ExpectValue || kind == NodeKind::TableRow;
}

bool TreeBuilder::in_given_value() const noexcept {
  const NodeKind kind = around_value();
  return kind == NodeKind::Given || kind == NodeKind::TableRow;
}

// The innermost node that is no part of a written value.
NodeKind TreeBuilder::around_value() const noexcept {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    switch (frame->kind) {
      case NodeKind::Set:
      case NodeKind::Record:
      case NodeKind::RecordField:
      case NodeKind::UnknownLiteral:
      case NodeKind::AbsentLiteral:
      case NodeKind::KnownIncludes:
        continue;
      default:
        return frame->kind;
    }
  }
  return NodeKind::File;
}

// --- arithmetic

void TreeBuilder::begin_sum() {
  sums_.push_back({operators_.size(), 0});
}

void TreeBuilder::push_operator(char symbol, const char* at) {
  Sum& sum = sums_.back();
  if (++sum.count > limits_.operators_in_a_row) {
    throw Failure{What::TooManyOperators, {}, at, nullptr, limits_.operators_in_a_row};
  }
  while (operators_.size() > sum.operators && precedence(operators_.back().symbol) >= precedence(symbol)) {
    fold_operator();
  }
  operators_.push_back({symbol, offset(token(at).begin)});
}

void TreeBuilder::fold_operator() {
  const std::size_t left = pending_.size() - 2;
  for (std::size_t index = left; index < pending_.size(); ++index) {
    if (pending_[index].open_form) report_open_form(pending_[index]);
  }
  const Operator operation = operators_.back();
  operators_.pop_back();
  push_node(NodeKind::Arithmetic, static_cast<std::uint8_t>(operation.symbol), pending_[left].begin,
            pending_.back().end, left);
}

void TreeBuilder::end_sum() {
  while (operators_.size() > sums_.back().operators) fold_operator();
  sums_.pop_back();
}

void TreeBuilder::drop_sum() noexcept {
  operators_.resize(sums_.back().operators);
  sums_.pop_back();
}

// --- brackets and open forms

void TreeBuilder::parenthesised(const char* opener, const char* at) noexcept {
  Pending& inner = pending_.back();
  inner.begin = offset(opener);
  inner.end = offset(at);
  inner.parenthesised = true;
  inner.open_form = false;
}

void TreeBuilder::pass_long_on(const char* at) noexcept {
  if (is_long()) mark_long(at);
}

void TreeBuilder::check_open_form(const char* at) {
  const Token next = token(at);
  if (!is_infix(next, end_)) return;
  const Frame& form = frames_.back();
  const Pending& body = pending_.back();
  const Token head = token_at(begin_ + form.begin, end_);
  const char* const last = next.is_word() ? next.word_end : next.begin + 1;
  const std::string_view word(next.begin, static_cast<std::size_t>(last - next.begin));
  std::string hint = fmt::format("write `({}) {} …`", reporter_.excerpt(form.begin, body.end, 60), word);
  if (next.is("and") || next.is("or")) {
    hint += fmt::format(" or `{} ({} {} …)`", reporter_.excerpt(form.begin, body.begin),
                        reporter_.excerpt(body.begin, body.end), word);
  }
  reporter_.report(DiagnosticId::OpenFormNeedsParentheses, form.begin, offset(head.word_end),
                   {{"word", head.word()}, {"hint", hint}});
}

void TreeBuilder::report_open_form(const Pending& form) {
  const Token head = token_at(begin_ + form.begin, end_);
  reporter_.report(DiagnosticId::OpenFormNeedsParentheses, form.begin, offset(head.word_end),
                   {{"word", head.word()}, {"hint", fmt::format("write `({})`", excerpt(form))}});
}

void TreeBuilder::report_chain(const char* at) {
  const Frame& frame = frames_.back();
  const std::size_t body = frame.kind == NodeKind::Aggregate ? 4 : 3;  // the last child, of each open form
  if (is_open_form(frame.kind, body) && pending_.size() - frame.pending == body && !is_long()) {
    check_open_form(at);
    return;
  }
  const Token& next = token(at);
  const char* last = next.is_word() ? next.word_end : next.begin + 1;
  reporter_.report(DiagnosticId::ChainedComparison, offset(next.begin), offset(last));
  // What its left side would be is nobody's guess: nothing more is said of it.
  const Pending left = pending_.back();
  pending_.pop_back();
  push_node(NodeKind::Missing, 0, left.begin, left.end, pending_.size());
}

void TreeBuilder::check_operands(const Frame& frame) {
  if (!takes_operands(frame.kind)) return;
  for (std::size_t index = frame.pending; index < pending_.size(); ++index) {
    if (pending_[index].open_form) report_open_form(pending_[index]);
  }
}

// SPEC: `and` and `or` are not mixed, and a label on the first of several conditions must not seem to name them
// all.
void TreeBuilder::check_connectives(const Frame& frame) {
  if (frame.kind != NodeKind::And && frame.kind != NodeKind::Or) return;
  const Pending& first = pending_[frame.pending];
  const NodeKind first_kind = node(first).kind;
  const bool is_and = frame.kind == NodeKind::And;
  // Said once for a condition, however often its words change.
  const bool mixed = !first.parenthesised && (first_kind == NodeKind::And || first_kind == NodeKind::Or);
  if (mixed && !is_mixed(first)) {
    const auto inner = tree_.children_of(first.id);
    const std::uint32_t begin = frame.noted;
    const std::string right = reporter_.excerpt(tree_[inner.back()].begin, pending_[frame.pending + 1].end);
    const std::string left = excerpt(first);
    reporter_.report(
        DiagnosticId::MixedAndOr, begin, begin + (is_and ? 3 : 2),
        {{"left", left}, {"second", is_and ? "and" : "or"}, {"first", is_and ? "or" : "and"}, {"right", right}});
  }
  if (first_kind != NodeKind::Labelled || first.parenthesised) return;
  for (std::size_t index = frame.pending + 1; index < pending_.size(); ++index) {
    if (node(pending_[index]).kind == NodeKind::Labelled) return;
  }
  const auto labelled = tree_.children_of(first.id);
  const Node& label = tree_[labelled[0]];
  const std::string label_text = reporter_.excerpt(label.begin, label.end);
  const std::string condition = reporter_.excerpt(tree_[labelled[1]].begin, pending_.back().end);
  reporter_.report(DiagnosticId::AmbiguousLabel, label.begin, label.end,
                   {{"label", label_text}, {"condition", condition}});
}

// An And whose first child is an Or up to its own beginning, or the other way round: parentheses would stand before it.
bool TreeBuilder::is_mixed(const Pending& pending) const noexcept {
  const Node& inner = tree_[tree_.children_of(pending.id)[0]];
  return (inner.kind == NodeKind::And || inner.kind == NodeKind::Or) && inner.begin == node(pending).begin;
}

std::string TreeBuilder::excerpt(const Pending& pending) const {
  return reporter_.excerpt(pending.begin, pending.end);
}

// --- nesting

void TreeBuilder::enter(const char* at) {
  if (++depth_ > limits_.nesting) throw Failure{What::TooDeep, {}, at, nullptr, limits_.nesting};
}

Tree TreeBuilder::finish() {
  frames_.clear();
  const std::uint32_t end = offset(end_);
  Node file;
  file.kind = NodeKind::File;
  file.end = end;
  file.first_child = static_cast<std::uint32_t>(tree_.children.size());
  file.child_count = static_cast<std::uint32_t>(pending_.size());
  for (const Pending& declaration : pending_) tree_.children.push_back(declaration.id);
  tree_.nodes.push_back(file);
  pending_.clear();
  return std::move(tree_);
}

}  // namespace carveout::syntax
