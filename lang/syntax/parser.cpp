// The only file that knows PEGTL: it ties the grammar to the builder and runs it.
#define TAO_PEGTL_NAMESPACE carveout::third_party::pegtl  // a host may use another PEGTL

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

#include "carveout/lang/syntax.hpp"
#include "diagnostics/manual_gate.hpp"
#include "diagnostics/text_gate.hpp"
#include "source/utf8.hpp"
#include "syntax/grammar.hpp"
#include "syntax/manual_declarations.hpp"
#include "syntax/parser_internal.hpp"

namespace carveout::syntax {
namespace {

namespace pegtl = TAO_PEGTL_NAMESPACE;

// Calls the builder around the rules that build; all others match as they are.
template <typename Rule>
struct building : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, TreeBuilder& builder) {
    const char* const start = in.current();
    if constexpr (requires { Rule::kNode; }) {
      builder.open(Rule::kNode, start);
    } else if constexpr (requires { Rule::kNodeAfter; }) {
      builder.open_after(Rule::kNodeAfter, start);
    } else if constexpr (requires { Rule::kNested; }) {
      builder.enter(start);
    } else if constexpr (requires { Rule::kFolded; }) {
      builder.begin_sum();
    }
    const bool matched = pegtl::internal::match_no_control<Rule, A, M, Action, Control>(in, builder);
    if constexpr (
        requires { Rule::kNode; } || requires { Rule::kNodeAfter; }) {
      if (matched) {
        builder.close(in.current());
      } else {
        builder.drop();
      }
    } else if constexpr (requires { Rule::kNested; }) {
      builder.leave();
    } else if constexpr (requires { Rule::kFolded; }) {
      if (matched) {
        builder.end_sum();
      } else {
        builder.drop_sum();
      }
    }
    return matched;
  }
};

using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf_crlf, const char*>;

}  // namespace

Tree parse(const SourceFile& source, DiagnosticSink& sink, const ParseLimits& limits) {
  TreeBuilder builder(source, sink, limits);
  std::string_view text = source.code();
  if (text.size() > limits.source_bytes) {
    const std::string bytes = std::to_string(text.size());
    const std::string limit = std::to_string(limits.source_bytes);
    sink.report(DiagnosticId::FileTooLarge, {source.id(), 0, 0}, {{"bytes", bytes}, {"limit", limit}});
    return builder.finish();
  }
  check_text(source, sink);
  check_manual(source, sink);
  if (text.starts_with(utf8::kByteOrderMark)) text.remove_prefix(utf8::kByteOrderMark.size());
  Input in(text.data(), text.data() + text.size(), source.name().c_str());
  try {
    const bool whole = pegtl::parse<grammar::file, pegtl::nothing, building>(in, builder);
    static_cast<void>(whole);  // the rule for the file recovers from everything and ends only at the end
  } catch (const TooManyFailures&) {
    builder.roll_back_to_kept();
  }
  Tree tree = builder.finish();
  check_declarations_of_manual(source, tree, sink);
  return tree;
}

std::size_t grammar_problems() {
  return pegtl::analyze<grammar::file>(-1);
}

}  // namespace carveout::syntax
