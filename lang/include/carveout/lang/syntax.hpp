#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"

namespace carveout::syntax {

enum class NodeKind : std::uint8_t {
#define CARVEOUT_NODE(kind, children) kind,
#include "carveout/lang/nodes.def"
#undef CARVEOUT_NODE
};
[[nodiscard]] std::string_view kind_name(NodeKind kind) noexcept;

// What a node's `flag` holds, by the kind of node.
enum class StandingWord : std::uint8_t { Permitted, Forbidden, Unaddressed };
enum class Direction : std::uint8_t { Before, After, Of };
enum class Timing : std::uint8_t { Standing, Before, After };
enum class PeriodForm : std::uint8_t { From, Until, FromUntil };
enum class StrikeWord : std::uint8_t { None, AllForbids, AllPermits, AllDuties };
enum class GuaranteeWord : std::uint8_t { Permitted, Forbidden, Conflict, Undetermined, Unaddressed };
enum class OutcomeWord : std::uint8_t { Permitted, Forbidden, Conflict, Unaddressed, Undetermined };
enum class DutyWord : std::uint8_t { Required, NotRequired, PossiblyRequired };
enum class Comparison : std::uint8_t {
  Is,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  Under,
  Before,
  After,
  OnOrBefore,
  OnOrAfter
};
enum class DistanceWord : std::uint8_t { Within, LessThan, MoreThan, AtLeast, AtMost };
enum class AggregateWord : std::uint8_t { Sum, Earliest, Latest, Least, Greatest };
enum class ChooseWord : std::uint8_t { Lesser, Greater, Earlier, Later };
inline constexpr std::uint8_t kNegated = 0x80;

enum class NodeId : std::uint32_t {};

struct Node {
  NodeKind kind{};
  std::uint8_t flag = 0;
  std::uint32_t begin = 0;  // bytes of the file, without white space or comments around
  std::uint32_t end = 0;
  std::uint32_t first_child = 0;  // into Tree::children
  std::uint32_t child_count = 0;
};

// The syntax of one file: nodes in post-order, the File node last. What did not parse is left out, after a diagnostic.
// Immutable once built. Spec: language/02-syntax.
class Tree {
 public:
  FileId file{};
  std::vector<Node> nodes;
  std::vector<NodeId> children;

  [[nodiscard]] const Node& operator[](NodeId id) const noexcept { return nodes[static_cast<std::uint32_t>(id)]; }
  [[nodiscard]] std::span<const NodeId> children_of(NodeId id) const noexcept {
    const Node& node = (*this)[id];
    return {children.data() + node.first_child, node.child_count};
  }
  [[nodiscard]] NodeId root() const noexcept { return NodeId(nodes.size() - 1); }
  [[nodiscard]] Span span(NodeId id) const noexcept { return {file, (*this)[id].begin, (*this)[id].end}; }
};

struct ParseLimits {
  std::uint32_t source_bytes = 64u << 20;  // LIMIT: spans are 32 bits; larger policies are tables
  std::uint32_t nesting = 256;             // LIMIT: safe in 1 MB of stack unoptimised and under sanitizers
  std::uint32_t operators_in_a_row = 256;  // LIMIT: `a + b + …` folds as deep as it is long
};

// Reads one file. Always gives a tree with a File node; every problem is in the sink, at most 20 syntax errors a file.
// Reports text that is not UTF-8 and bidirectional control characters too. O(length).
[[nodiscard]] Tree parse(const SourceFile& source, DiagnosticSink& sink, const ParseLimits& limits = {});

// For tests: an indented rendering of a tree, one node a line, leaves with their text.
[[nodiscard]] std::string dump(const Tree& tree, std::string_view text);

// The words that start a declaration and may not be the name of one (language/02-syntax, "Words").
[[nodiscard]] const std::vector<std::string_view>& declaration_words();

}  // namespace carveout::syntax
