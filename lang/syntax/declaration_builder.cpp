// What TreeBuilder does about whole declarations: parts that may stand once or must be there, and going on after one
// that did not parse.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "syntax/foreign_words.hpp"
#include "syntax/tree_builder.hpp"

namespace carveout::syntax {
namespace {

// The parts that a declaration has at most once, each with a bit of its own.
[[nodiscard]] std::uint32_t once_bit(NodeKind kind) noexcept {
  if (kind == NodeKind::DueEach) kind = NodeKind::DueWithin;  // a duty is due once, or again and again
  constexpr NodeKind kOnce[] = {
      NodeKind::Period,     NodeKind::When,        NodeKind::Unless,          NodeKind::AsOf,
      NodeKind::RoundDates, NodeKind::AppliesWhen, NodeKind::OnConflict,      NodeKind::To,
      NodeKind::From,       NodeKind::ForActions,  NodeKind::Notwithstanding, NodeKind::SubjectTo,
      NodeKind::ByDefault,  NodeKind::Meanwhile,   NodeKind::DoneWhen,        NodeKind::DueWithin,
      NodeKind::Like,       NodeKind::Adopts,      NodeKind::Supersedes,      NodeKind::ExceptionValue,
      NodeKind::TimeZone};
  for (std::uint32_t bit = 0; bit < std::size(kOnce); ++bit) {
    if (kOnce[bit] == kind) return 1u << bit;
  }
  return 0;
}

[[nodiscard]] bool has_parts(NodeKind kind) noexcept {
  return kind == NodeKind::Policy || kind == NodeKind::Part || kind == NodeKind::Action || kind == NodeKind::Duty ||
         kind == NodeKind::Clause || kind == NodeKind::Exception || kind == NodeKind::DefineException ||
         kind == NodeKind::Carveout || kind == NodeKind::Guarantee || kind == NodeKind::Scenario ||
         kind == NodeKind::Scenarios || kind == NodeKind::Calendar;
}

// What to do with a second one.
[[nodiscard]] std::string_view once_hint(NodeKind kind) noexcept {
  if (kind == NodeKind::When) return "join the conditions with `and`";
  if (kind == NodeKind::Unless) return "join the conditions with `or`";
  if (kind == NodeKind::To || kind == NodeKind::From || kind == NodeKind::ForActions ||
      kind == NodeKind::Notwithstanding || kind == NodeKind::SubjectTo || kind == NodeKind::Adopts ||
      kind == NodeKind::Supersedes) {
    return "list the names after the first, separated by commas";
  }
  return "keep one of the two";
}

}  // namespace

void TreeBuilder::check_once(const Pending& part) {
  if (frames_.empty() || !has_parts(frames_.back().kind)) return;
  const NodeKind kind = node(part).kind;
  const std::uint32_t bit = once_bit(kind);
  if (bit == 0) return;
  Frame& declaration = frames_.back();
  if ((declaration.seen & bit) == 0) {
    declaration.seen |= bit;
    return;
  }
  const auto word_of = [&](const Pending& pending) {
    Token word = token_at(begin_ + pending.begin, end_);
    // Two words where the first alone says little: `in force`, `subject to`, `applies when`, `as of` …
    const Token next = token_at(word.word_end, end_);
    const bool two = kind == NodeKind::Period || kind == NodeKind::SubjectTo || kind == NodeKind::AppliesWhen ||
                     kind == NodeKind::AsOf || kind == NodeKind::RoundDates || kind == NodeKind::OnConflict ||
                     kind == NodeKind::ByDefault || kind == NodeKind::DoneWhen || kind == NodeKind::DueWithin ||
                     kind == NodeKind::TimeZone || kind == NodeKind::DueEach;
    return reporter_.span(offset(word.begin), offset(two && next.is_word() ? next.word_end : word.word_end));
  };
  std::vector<Note> notes;
  for (std::size_t index = declaration.pending; index < pending_.size(); ++index) {
    if (once_bit(node(pending_[index]).kind) != bit) continue;
    notes.push_back({word_of(pending_[index]), "the first is here"});
    break;
  }
  const Span span = word_of(part);
  const std::string words = fmt::format("`{}`", reporter_.excerpt(span.begin, span.end));
  reporter_.report(DiagnosticId::RepeatedPart, span.begin, span.end, {{"part", words}, {"hint", once_hint(kind)}},
                   std::move(notes));
}

void TreeBuilder::check_required_parts() {
  const Frame& frame = frames_.back();
  const bool exception = frame.kind != NodeKind::Carveout;
  if ((frame.seen & once_bit(exception ? NodeKind::To : NodeKind::From)) != 0) return;
  const Token word = token_at(begin_ + frame.begin, end_);
  const Token name = token_at(word.word_end, end_);
  reporter_.report(exception ? DiagnosticId::ExceptionToNothing : DiagnosticId::CarveoutFromNothing, offset(name.begin),
                   offset(name.word_end));
}

// --- recovery

TreeBuilder::Checkpoint TreeBuilder::checkpoint() const noexcept {
  return {tree_.nodes.size(), tree_.children.size(), pending_.size(),  frames_.size(),
          sums_.size(),       operators_.size(),     brackets_.size(), depth_};
}

void TreeBuilder::roll_back(const Checkpoint& checkpoint) noexcept {
  tree_.nodes.resize(checkpoint.nodes);
  tree_.children.resize(checkpoint.children);
  pending_.resize(checkpoint.pending);
  frames_.resize(checkpoint.frames);
  sums_.resize(checkpoint.sums);
  operators_.resize(checkpoint.operators);
  brackets_.resize(checkpoint.brackets);
  depth_ = checkpoint.depth;
}

FailureContext TreeBuilder::context() const {
  FailureContext context;
  for (const Frame& frame : frames_) context.open.push_back(frame.kind);
  if (!pending_.empty()) context.last = node(pending_.back()).kind;
  if (!frames_.empty()) {
    context.innermost_begin = frames_.back().begin;
    context.innermost_flag = frames_.back().flag;
    context.noted = frames_.back().noted;
  }
  context.opener = innermost_bracket();
  for (std::size_t back = 2; back <= 3 && back <= tree_.nodes.size(); ++back) {
    if (tree_.nodes[tree_.nodes.size() - back].kind == NodeKind::Targets) context.after_names = true;
  }
  return context;
}

const char* TreeBuilder::recover(const Failure& failure, const Checkpoint& from, const char* begin) {
  FailureContext place = context();
  place.in_head_of_part = frames_.size() == from.frames + 1 && frames_.back().kind == NodeKind::Part;
  if (place.in_head_of_part) ++broken_parts_;
  // A declaration that is whole, with something after it that does not belong there, stays.
  const bool whole = failure.what == What::NextDeclaration && frames_.size() == from.frames;
  if (whole)
    drop_cut_condition(failure.at, from);
  else
    roll_back(from);
  reporter_.report(failure, place);
  const char* past_word = token_at(begin, end_).word_end;
  if (past_word == begin) past_word = character_end(begin, end_);
  return next_declaration(reporter_.text(), begin, std::max(past_word, token_at(failure.at, end_).begin));
}

// `when n => 5` or `define large as n == 5`: the condition goes on after the operator, and half of it says nothing
// worth checking.
void TreeBuilder::drop_cut_condition(const char* at, const Checkpoint& from) {
  if (foreign_operator(token(at).begin, end_).written.empty() || pending_.empty()) return;
  Node& declaration = tree_.nodes[static_cast<std::size_t>(pending_.back().id)];
  if (declaration.kind == NodeKind::Define) return roll_back(from);
  if (!has_parts(declaration.kind) || declaration.child_count == 0) return;
  const NodeKind last = tree_[tree_.children_of(pending_.back().id).back()].kind;
  if (last == NodeKind::When || last == NodeKind::Unless || last == NodeKind::AppliesWhen ||
      last == NodeKind::DoneWhen) {
    --declaration.child_count;
  }
}

void TreeBuilder::report_missing_end_part(const char* at) {
  const Frame& part = frames_.back();
  const Token word = token_at(begin_ + part.begin, end_);
  const Token name = token_at(word.word_end, end_);
  const std::uint32_t place = offset(at);
  reporter_.report(DiagnosticId::MissingEndPart, place, place, {},
                   {{reporter_.span(part.begin, offset(name.word_end)), "the part begins here"}});
}

void TreeBuilder::report_stray_end_part(const char* at) {
  const Token end = token(at);
  const Token part = token_at(end.word_end, end_);
  if (broken_parts_ != 0) {
    --broken_parts_;
    return;
  }
  reporter_.report(DiagnosticId::StrayEndPart, offset(end.begin), offset(part.word_end));
}

}  // namespace carveout::syntax
