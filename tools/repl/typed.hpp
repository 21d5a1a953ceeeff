#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/facts.hpp"
#include "repl/opened_policy.hpp"
#include "repl/text.hpp"

// What is typed in the language is checked by the checker of policies, as a part of the policy that is open: the same
// rules, the same messages, and the caret under what was typed.
namespace carveout::tool::repl {

// Text for the checker, made of pieces of the line that was typed and of words between them.
class Made {
 public:
  explicit Made(std::string_view line) : line_(line) {}

  void words(std::string_view text) { text_ += text; }
  void typed(std::size_t begin, std::size_t end);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string_view line() const noexcept { return line_; }
  // What of the line a piece of the made text stands for; where it stands for nothing, the end of what is before it.
  [[nodiscard]] Span back(std::uint32_t begin, std::uint32_t end) const;

 private:
  struct Segment {
    std::size_t made = 0;
    std::size_t line = 0;
    std::size_t length = 0;
  };
  [[nodiscard]] std::size_t back(std::size_t offset) const;

  std::string_view line_;
  std::string text_;
  std::vector<Segment> segments_;
};

// The errors, each with what was typed.
enum class Typed : std::uint8_t { Givens, Expression };
[[nodiscard]] std::string told(const Made& made, const OpenedPolicy::Extended& extended, Typed typed, Colour colour);

enum class Verb { Set, Know, Unset };

struct Givens {
  std::vector<Given> givens;
  std::vector<std::size_t> only_there;  // those of records of which no more is said than that they are there
  std::string problem;                  // the message, where there are none
};
// `FACT VALUE, FACT VALUE` of a line, from `begin` on, as a scenario gives it; of Unset the facts alone.
[[nodiscard]] Givens read_givens(const OpenedPolicy& policy, std::string_view line, std::size_t begin, Verb verb,
                                 Colour colour);
// The same, of pieces of the line.
[[nodiscard]] Givens read_givens(const OpenedPolicy& policy, std::string_view line, const std::vector<Piece>& pieces,
                                 Verb verb, Colour colour);
// Sets them one after the other; the message about the first that cannot be set.
[[nodiscard]] std::string apply(const CheckedPolicy& policy, const Givens& givens, Facts& facts);

// The policy with a definition of what is typed, by the name `kTypedName`.
inline constexpr std::string_view kTypedName = "the_typed_value";
struct TypedValue {
  Loaded loaded;
  DefineId define{};
  std::uint32_t begin = 0;  // of what was typed, in the first file
  std::string problem;
};
[[nodiscard]] TypedValue read_expression(const OpenedPolicy& policy, std::string_view line, std::size_t begin,
                                         Colour colour);

}  // namespace carveout::tool::repl
