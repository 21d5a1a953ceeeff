#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Where blocks of HTML begin and end in Markdown. Spec: CommonMark 0.30, 4.6.
namespace carveout::markdown {

// What kind of HTML begins a line: a comment, a kind that ends with a line that has its own end, or one that ends
// before an empty line.
struct HtmlStart {
  enum class Kind { Comment, ToItsEnd, ToBlank } kind{};
  std::size_t ending = 0;  // for `ends_html`
};
[[nodiscard]] std::optional<HtmlStart> html_start(std::string_view rest, bool in_paragraph) noexcept;
[[nodiscard]] bool ends_html(std::size_t ending, std::string_view line) noexcept;

}  // namespace carveout::markdown
