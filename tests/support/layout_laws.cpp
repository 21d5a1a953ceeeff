#include "support/layout_laws.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include "carveout/lang/format.hpp"
#include "carveout/lang/syntax.hpp"
#include "format/tokens.hpp"

namespace carveout::test {
namespace {

using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::Tree;

struct Read {
  std::string text;
  Tree tree;
  bool good = false;
};

Read read(const std::string& text) {
  SourceMap sources;
  const SourceFile& source = sources.add("layout.carve", text);
  DiagnosticSink sink;
  return {text, syntax::parse(source, sink), !sink.has_errors()};
}

Formatted formatted(const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  return format(sources.add("layout.carve", text), sink);
}

// A paragraph's line breaks, and the white space around them, are one space.
std::string leaf_text(std::string_view text) {
  std::string out;
  constexpr std::string_view kSpace = " \t\r\n";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(kSpace, at), text.size());
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string_view run = text.substr(at, end - at);
    out += run.find('\n') == std::string_view::npos ? std::string(run) : std::string(" ");
    at = end;
  }
  return out;
}

// A duration is words, with any white space and comments between.
std::string words_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '#') at = std::min(text.find('\n', at), text.size() - 1);
    if (std::string_view(" \t\r\n").find(text[at]) == std::string_view::npos) out += text[at];
  }
  return out;
}

enum class Parts : std::uint8_t { AsTheyStand, Sorted };

// The parts of a declaration whose order among themselves may mean something are of one name.
std::string_view name_of_part(NodeKind kind) {
  if (kind == NodeKind::Forbid || kind == NodeKind::Require) kind = NodeKind::Permit;
  if (kind == NodeKind::DueEach) kind = NodeKind::DueWithin;
  if (kind == NodeKind::ExpectOutcome || kind == NodeKind::ExpectDuty || kind == NodeKind::ExpectBetween) {
    kind = NodeKind::ExpectValue;
  }
  constexpr NodeKind kParts[] = {
      NodeKind::Cites,          NodeKind::Reading,         NodeKind::Like,        NodeKind::To,
      NodeKind::From,           NodeKind::ForActions,      NodeKind::Permit,      NodeKind::When,
      NodeKind::Unless,         NodeKind::Notwithstanding, NodeKind::SubjectTo,   NodeKind::ByDefault,
      NodeKind::Meanwhile,      NodeKind::DoneWhen,        NodeKind::DueWithin,   NodeKind::Period,
      NodeKind::AsOf,           NodeKind::RoundDates,      NodeKind::AppliesWhen, NodeKind::OnConflict,
      NodeKind::Adopts,         NodeKind::Supersedes,      NodeKind::Given,       NodeKind::ExpectValue,
      NodeKind::ExceptionValue, NodeKind::TimeZone,        NodeKind::Daylight,    NodeKind::Excludes};
  const bool is_part = std::find(std::begin(kParts), std::end(kParts), kind) != std::end(kParts);
  return is_part ? syntax::kind_name(kind) : std::string_view();  // all others come first, as they stand
}

bool has_parts(NodeKind kind) {
  constexpr NodeKind kDeclarations[] = {
      NodeKind::Policy,   NodeKind::Part,      NodeKind::Action,          NodeKind::Duty,
      NodeKind::Clause,   NodeKind::Exception, NodeKind::Carveout,        NodeKind::Guarantee,
      NodeKind::Scenario, NodeKind::Scenarios, NodeKind::DefineException, NodeKind::Calendar};
  return std::find(std::begin(kDeclarations), std::end(kDeclarations), kind) != std::end(kDeclarations);
}

// The depth of a tree is bounded by the limits of the parser.
void describe(const Read& read, NodeId id, Parts parts, std::string& out) {
  const Node& node = read.tree[id];
  out += '(';
  out += syntax::kind_name(node.kind);
  out += ' ';
  out += std::to_string(node.flag);
  if (node.kind <= NodeKind::AbsentLiteral) {
    out += ' ';
    const auto text = std::string_view(read.text).substr(node.begin, node.end - node.begin);
    out += node.kind == NodeKind::DurationLiteral ? words_of(text) : leaf_text(text);
  }
  const auto children = read.tree.children_of(id);
  std::vector<NodeId> order(children.begin(), children.end());
  if (parts == Parts::Sorted && has_parts(node.kind)) {
    std::stable_sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
      return name_of_part(read.tree[a].kind) < name_of_part(read.tree[b].kind);
    });
  }
  for (const NodeId child : order) describe(read, child, parts, out);
  out += ")\n";
}

std::string described(const Read& read, Parts parts) {
  std::string out;
  describe(read, read.tree.root(), parts, out);
  return out;
}

std::vector<std::string> comments_of(const Read& read) {
  std::vector<std::string> out;
  for (const auto& comment : format_detail::tokens_of(read.tree, read.text).comments) out.emplace_back(comment.text);
  return out;
}

// "first line that differs", for a reader.
std::string difference(const std::string& a, const std::string& b) {
  const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const auto around = [&](const std::string& text) {
    return text.substr(std::min(text.size(), at < 60 ? 0 : at - 60), 160);
  };
  return "\n--- one\n" + around(a) + "\n--- other\n" + around(b) + "\n";
}

}  // namespace

std::optional<std::string> broken_layout_law(const std::string& text) {
  const Read before = read(text);
  const Formatted once = formatted(text);
  if (!before.good) {
    const bool refused = !once.text && once.why_not == NoLayout::SyntaxErrors;
    return refused ? std::nullopt : std::optional<std::string>("a text with errors is not refused for them");
  }
  if (!once.text) {
    return once.why_not == NoLayout::LosesMeaning ? "the layout would not mean the same" : "the text has no layout";
  }
  const Read after = read(*once.text);
  if (!after.good) return "the layout does not parse:\n" + *once.text;
  const std::string meaning = described(before, Parts::Sorted);
  const std::string meaning_after = described(after, Parts::Sorted);
  if (meaning != meaning_after) return "the layout has another tree" + difference(meaning, meaning_after);
  auto comments = comments_of(before);
  auto comments_after = comments_of(after);
  // Comments move only with the parts that they belong to.
  if (described(before, Parts::AsTheyStand) != described(after, Parts::AsTheyStand)) {
    std::sort(comments.begin(), comments.end());
    std::sort(comments_after.begin(), comments_after.end());
  }
  if (comments != comments_after) return "the layout has other comments, or in another order:\n" + *once.text;
  const Formatted twice = formatted(*once.text);
  if (!twice.text) return "the layout has no layout:\n" + *once.text;
  if (*twice.text != *once.text) return "the layout is laid out differently" + difference(*once.text, *twice.text);
  for (std::size_t at = 0; at < once.text->size(); ++at) {
    const char c = (*once.text)[at];
    if (c == '\r' && (*once.text)[at + 1] == '\n') return "a line ends in CRLF";
    if (c == '\n' && at > 0 && (*once.text)[at - 1] == ' ') return "a line ends in a space:\n" + *once.text;
  }
  if (!once.text->empty() && once.text->back() != '\n') return "the last line has no end";
  return std::nullopt;
}

std::string laid_out(const std::string& text) {
  return formatted(text).text.value_or("");
}

std::string scrambled(const std::string& text, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t bound) { return random() % bound; };
  const Read source = read(text);
  const auto tokens = format_detail::tokens_of(source.tree, text);
  // A few kinds of author: one who comments a lot, one who never breaks a line, …
  const std::uint64_t comments = std::array<std::uint64_t, 4>{0, 2, 10, 40}[below(4)];
  const std::uint64_t breaks = std::array<std::uint64_t, 4>{0, 5, 30, 90}[below(4)];
  std::string out;
  std::uint64_t number = 0;
  // Only of tables does the language ask that something stands on one line, or on a line of its own.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;
  for (const Node& node : source.tree.nodes) {
    if (node.kind == NodeKind::TableHead || node.kind == NodeKind::TableRow) rows.emplace_back(node.begin, node.end);
  }
  std::sort(rows.begin(), rows.end());
  enum class Line : std::uint8_t { Any, Same, New };
  const auto line_of = [&](std::uint32_t token, std::uint32_t before) {
    const auto after = std::upper_bound(rows.begin(), rows.end(), std::pair(token, std::uint32_t(-1)));
    if (after == rows.begin()) return Line::Any;
    const auto row = *(after - 1);
    if (token == row.first || before == row.second) return Line::New;
    return token < row.second ? Line::Same : Line::Any;
  };
  const auto gap = [&](bool needed, Line line) {
    const std::size_t begin = out.size();
    for (std::uint64_t i = below(3); i > 0; --i) {
      if (line == Line::Same) {
        out.append(below(5), ' ');
      } else if (below(100) < comments) {
        out += std::string(below(3), ' ') + "# comment " + std::to_string(++number) + (below(4) == 0 ? "  \n" : "\n");
      } else if (below(100) < breaks) {
        out += below(5) == 0 ? "\r\n" : "\n";
      } else {
        out.append(below(5), ' ');
      }
    }
    if (line == Line::New && out.find('\n', begin) == std::string::npos) out += '\n';
    if (needed && out.size() == begin) out += ' ';
  };
  std::uint32_t end = 0;
  for (const format_detail::Token& token : tokens.tokens) {
    // `-5` is the value of a record only where nothing stands between.
    const bool glued = token.begin == end;
    if (!glued || out.empty() || out.back() != '-') gap(!glued, line_of(token.begin, end));
    out += token.text;
    end = token.begin + static_cast<std::uint32_t>(token.text.size());
  }
  return out;
}

}  // namespace carveout::test
