#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"

// The canonical layout of a policy: the same words, names, literals and comments, with the white space, line breaks and
// order of parts of language/11-layout. It says nothing of what a policy means, so policies that use unknown names have
// a layout too. Laid out text is laid out as it is: format(format(x)) == format(x).
//
// To add a construct: give its NodeKind a case in Layout::node (lang/format/layout.cpp; without one nothing compiles).
// Words and values in a row are a `phrase`; a part of a declaration has a place in `kOrder` too
// (layout_declarations.cpp); what may grow long says where it breaks, with `group`, `indent` and `line` (document.hpp).
// A layout never looks at the text: it takes the tokens in their order, each with its comments, and every token once.
//
// Then put it into an input of tests/golden/format, plain and too long for a line, with a comment in each place where
// one may stand, and into language/11-layout where a reader would look for it. tests/unit/format scrambles all policies
// of the repository, so a construct that one of them has is tried with white space and comments everywhere.
namespace carveout {

inline constexpr std::uint32_t kLineWidth = 120;  // what policies and the project itself are written in

enum class NoLayout : std::uint8_t {
  SyntaxErrors,  // they are in the sink
  TooLarge,      // indented, the text would have more bytes than the limits allow a source
  LosesMeaning,  // the text that was laid out does not say the same: a mistake of ours
};
struct Formatted {
  std::optional<std::string> text;  // in canonical layout
  NoLayout why_not{};               // where there is no text
};

// O(length). Semantic errors do not matter; a syntax error anywhere does.
[[nodiscard]] Formatted format(const SourceFile& source, DiagnosticSink& sink, const syntax::ParseLimits& limits = {});

}  // namespace carveout
