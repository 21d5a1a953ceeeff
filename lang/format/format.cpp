#include "carveout/lang/format.hpp"

#include <utility>

#include "format/layout.hpp"
#include "format/manual.hpp"
#include "syntax/scan.hpp"

namespace carveout {
namespace {

using format_detail::Comment;
using format_detail::Layout;
using format_detail::Tokens;

// A sum that is the same for the same nodes and comments in any order: only parts of declarations change places, and
// that they are all there is what may not go wrong.
class Contents {
 public:
  Contents(const syntax::Tree& tree, const Tokens& tokens, std::string_view text) {
    for (const syntax::Node& node : tree.nodes) {
      begin((static_cast<std::uint64_t>(node.kind) << 40) + (std::uint64_t{node.flag} << 32) + node.child_count);
      const std::string_view own = text.substr(node.begin, node.end - node.begin);
      if (node.kind == syntax::NodeKind::DurationLiteral) {
        add_words(own);
      } else if (node.kind <= syntax::NodeKind::AbsentLiteral) {
        add(own);
      }
      end();
    }
    for (const Comment& comment : tokens.comments) {
      begin(std::uint64_t{1} << 56);
      add(comment.text);
      end();
    }
  }

  friend bool operator==(const Contents& a, const Contents& b) noexcept { return a.sum_ == b.sum_; }

 private:
  void begin(std::uint64_t seed) noexcept { hash_ = kBasis ^ seed; }
  // White space is the same however much there is of it: SPEC 2.2 has a paragraph's line breaks count as one space.
  void add(std::string_view text) noexcept {
    bool space = false;
    for (const char c : text) {
      const bool is_space = syntax::is_space(c);
      if (is_space && space) continue;
      space = is_space;
      hash_ = (hash_ ^ static_cast<unsigned char>(is_space ? ' ' : c)) * kPrime;
    }
  }
  // Comments may stand between the words of a duration.
  void add_words(std::string_view text) noexcept {
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); (at = syntax::skip_gap(at, end)) != end;) {
      const char* last = at;
      while (last != end && !syntax::is_space(*last) && *last != '#') ++last;
      add({at, static_cast<std::size_t>(last - at)});
      at = last;
    }
  }
  void end() noexcept {
    hash_ *= kPrime;
    sum_ += hash_ ^ (hash_ >> 29);
  }

  static constexpr std::uint64_t kBasis = 14695981039346656037u;  // FNV-1a
  static constexpr std::uint64_t kPrime = 1099511628211u;
  std::uint64_t hash_ = 0;
  std::uint64_t sum_ = 0;
};

}  // namespace

Formatted format(const SourceFile& source, DiagnosticSink& sink, const syntax::ParseLimits& limits) {
  if (source.is_manual()) return format_detail::format_manual(source, sink, limits);
  const std::size_t errors_before = sink.errors();
  const syntax::Tree tree = syntax::parse(source, sink, limits);
  if (sink.errors() != errors_before) return {std::nullopt, NoLayout::SyntaxErrors};
  Tokens tokens = format_detail::tokens_of(tree, source.text());
  const Contents contents(tree, tokens, source.text());
  Layout layout(tree, std::move(tokens));
  const auto document = layout.file();
  if (!document) return {std::nullopt, NoLayout::LosesMeaning};
  std::string text = layout.document().laid_out(*document, kLineWidth);
  if (text.size() > limits.source_bytes) return {std::nullopt, NoLayout::TooLarge};

  // SAFETY: whoever writes the text over the source must lose nothing, whatever mistake is in the layout.
  SourceMap made;
  const SourceFile& result = made.add(source.name(), text);
  DiagnosticSink problems;
  const syntax::Tree again = syntax::parse(result, problems, limits);
  if (problems.has_errors()) return {std::nullopt, NoLayout::LosesMeaning};
  if (Contents(again, format_detail::tokens_of(again, text), text) != contents)
    return {std::nullopt, NoLayout::LosesMeaning};
  return {std::move(text)};
}

}  // namespace carveout
