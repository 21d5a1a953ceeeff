// What the grammar is made of besides PEGTL's own rules: tokens, and the rules that build the tree. For parser.cpp
// only, which includes PEGTL before it.
#pragma once

#include <cstddef>
#include <string_view>

#include "syntax/scan.hpp"
#include "syntax/tree_builder.hpp"

namespace carveout::syntax::grammar {

namespace pegtl = TAO_PEGTL_NAMESPACE;
using pegtl::apply_mode;
using pegtl::rewind_mode;

// --- rules that are plain functions of a place in the text and the builder

struct consumes {};     // on success something has been read
struct only_looks {};   // nothing is read
struct may_consume {};  // perhaps

template <typename Rule, typename Consumption>
struct primitive : Consumption {
  using rule_t = Rule;
  using subs_t = pegtl::type_list<>;
  template <apply_mode, rewind_mode, template <typename...> class, template <typename...> class, typename Input>
  [[nodiscard]] static bool match(Input& in, TreeBuilder& builder) {
    return Rule::read(in.iterator(), builder);
  }
};

// A string as a template argument.
template <std::size_t Size>
struct Literal {
  char text[Size]{};
  consteval Literal(const char (&from)[Size]) {  // NOLINT: implicit, so that word<"when"> reads
    for (std::size_t index = 0; index < Size; ++index) text[index] = from[index];
  }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, Size - 1}; }
};

// The gap before a token: white space and comments.
struct gap : primitive<gap, may_consume> {
  static bool read(const char*& at, TreeBuilder& b) {
    at = b.token(at).begin;
    return true;
  }
};

// One word, whole: `not` is not the beginning of `notified`.
template <Literal Word>
struct word : primitive<word<Word>, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token& token = b.token(at);
    if (token.word() != Word.view()) return false;
    at = token.word_end;
    return true;
  }
};

template <Literal Symbol>
struct symbol : primitive<symbol<Symbol>, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* begin = b.token(at).begin;
    if (!starts_with(begin, b.text_end(), Symbol.view())) return false;
    at = begin + Symbol.view().size();
    return true;
  }
};

// Any word without one of these classes.
template <std::uint16_t Excluded>
struct word_except : primitive<word_except<Excluded>, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const Token& token = b.token(at);
    if (!token.is_word() || (token.classes & Excluded) != 0) return false;
    at = token.word_end;
    return true;
  }
};

// The next token is a word of one of these classes.
template <std::uint16_t Classes>
struct at_word_of : primitive<at_word_of<Classes>, only_looks> {
  static bool read(const char*& at, TreeBuilder& b) { return (b.token(at).classes & Classes) != 0; }
};

// --- saying what is wrong

template <What Expected>
struct expected : primitive<expected<Expected>, consumes> {
  [[noreturn]] static bool read(const char*& at, TreeBuilder&) { throw Failure{Expected, {}, at}; }
};
template <What Expected, Literal Detail>
struct expected_text : primitive<expected_text<Expected, Detail>, consumes> {
  [[noreturn]] static bool read(const char*& at, TreeBuilder&) { throw Failure{Expected, Detail.view(), at}; }
};
template <typename Rule, What Expected>
struct need : pegtl::sor<Rule, expected<Expected>> {};
template <Literal Word>
struct need_word : pegtl::sor<word<Word>, expected_text<What::Word, Word>> {};
template <Literal Symbol>
struct need_symbol : pegtl::sor<symbol<Symbol>, expected_text<What::Symbol, Symbol>> {};

// --- building the tree. The hooks of these rules are in parser.cpp.

// A node whose children are what its rules build.
template <NodeKind Kind, typename... Rules>
struct node : pegtl::seq<Rules...> {
  static constexpr NodeKind kNode = Kind;
};
// A node that takes the node before it as its first child.
template <NodeKind Kind, typename... Rules>
struct node_after : pegtl::seq<Rules...> {
  static constexpr NodeKind kNodeAfter = Kind;
};
// One more level of nesting.
template <typename... Rules>
struct nested : pegtl::seq<Rules...> {
  static constexpr bool kNested = true;
};
// Operands and operators, folded by precedence.
template <typename... Rules>
struct folded : pegtl::seq<Rules...> {
  static constexpr bool kFolded = true;
};
// Matches Rule and comes back to one level of declarations on failure.
template <typename Rule>
struct recovering : consumes {
  using rule_t = recovering;
  using subs_t = pegtl::type_list<Rule>;
  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control,
            typename Input>
  [[nodiscard]] static bool match(Input& in, TreeBuilder& builder) {
    const char* const begin = builder.token(in.current()).begin;
    if (begin == builder.text_end()) return false;
    const TreeBuilder::Checkpoint checkpoint = builder.checkpoint();
    try {
      return Control<Rule>::template match<A, M, Action, Control>(in, builder);
    } catch (const Failure& failure) {
      in.iterator() = builder.recover(failure, checkpoint, begin);
      return true;
    }
  }
};

// Adds to the flag of the node being built.
template <auto Bits>
struct flag : primitive<flag<Bits>, only_looks> {
  static bool read(const char*&, TreeBuilder& b) {
    b.add_flag(static_cast<std::uint8_t>(Bits));
    return true;
  }
};
// The node being built turns out to be of another kind.
template <NodeKind Kind>
struct becomes : primitive<becomes<Kind>, only_looks> {
  static bool read(const char*&, TreeBuilder& b) {
    b.become(Kind);
    return true;
  }
};

// Brackets: what is opened must be closed, and the message for what is not points at both.
template <Literal Symbol>
struct opener : primitive<opener<Symbol>, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* begin = b.token(at).begin;
    if (!starts_with(begin, b.text_end(), Symbol.view())) return false;
    b.open_bracket(begin);
    at = begin + Symbol.view().size();
    return true;
  }
};
template <Literal Symbol>
struct closer : primitive<closer<Symbol>, consumes> {
  static bool read(const char*& at, TreeBuilder& b) {
    const char* begin = b.token(at).begin;
    if (!starts_with(begin, b.text_end(), Symbol.view())) throw Failure{What::Closer, Symbol.view(), at};
    b.close_bracket();
    at = begin + Symbol.view().size();
    return true;
  }
};

}  // namespace carveout::syntax::grammar

// What PEGTL's analysis of the grammar needs to know of these rules.
namespace TAO_PEGTL_NAMESPACE {
template <typename Name, typename Rule>
requires std::is_base_of_v<carveout::syntax::grammar::consumes, Rule>
struct analyze_traits<Name, Rule> {
  static constexpr internal::analyze_type type_v = internal::analyze_type::any;
  using subs_t = typename Rule::subs_t;
};
template <typename Name, typename Rule>
requires(std::is_base_of_v<carveout::syntax::grammar::only_looks, Rule> ||
         std::is_base_of_v<carveout::syntax::grammar::may_consume, Rule>) struct analyze_traits<Name, Rule> {
  static constexpr internal::analyze_type type_v = internal::analyze_type::opt;
  using subs_t = typename Rule::subs_t;
};
}  // namespace TAO_PEGTL_NAMESPACE
