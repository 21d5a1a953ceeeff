#include "syntax/expected_text.hpp"

#include <fmt/format.h>

namespace carveout::syntax {
namespace {

using Words = std::vector<std::string_view>;

// The words that begin a part of each declaration.
[[nodiscard]] Words part_words(NodeKind declaration) {
  const Words clause = {"cites",   "in force",        "when",       "unless", "permit", "forbid",
                        "require", "notwithstanding", "subject to", "reading"};
  const auto with = [](Words words, std::initializer_list<std::string_view> more) {
    words.insert(words.end(), more);
    return words;
  };
  if (declaration == NodeKind::Clause) return clause;
  if (declaration == NodeKind::Exception) return with(clause, {"to", "as"});
  if (declaration == NodeKind::DefineException) return {"to", "as", "cites", "in force", "when", "unless", "reading"};
  if (declaration == NodeKind::Carveout) return with(clause, {"from", "for"});
  if (declaration == NodeKind::Policy) {
    return {"cites", "in force", "as of", "round dates", "applies when", "on conflict", "reading"};
  }
  if (declaration == NodeKind::Part) return {"cites", "in force", "applies when", "reading", "end part"};
  if (declaration == NodeKind::Action) return {"by default", "meanwhile", "cites", "reading"};
  if (declaration == NodeKind::Duty) return {"done when", "due within", "due each", "cites", "in force", "reading"};
  if (declaration == NodeKind::Calendar) return {"excludes", "time zone", "daylight", "cites", "reading"};
  if (declaration == NodeKind::Scenario) return {"like", "as of", "given", "expect", "cites"};
  if (declaration == NodeKind::Scenarios) return {"like", "as of", "given", "cites"};
  if (declaration == NodeKind::Guarantee) return {"when", "unless"};
  if (declaration == NodeKind::Parameter) return {"is", "reading"};
  return {};
}

// How a declaration of this kind might go on.
struct More {
  NodeKind declaration;
  std::string_view text;
};
constexpr std::string_view kClauseParts = "a part of the clause (`permit`, `forbid`, `require`, `when`, …)";
constexpr More kMore[] = {
    {NodeKind::Clause, kClauseParts},
    {NodeKind::Exception, kClauseParts},
    {NodeKind::DefineException, "`when`, `unless`, `in force`"},
    {NodeKind::Carveout, kClauseParts},
    {NodeKind::Policy, "a part of the policy's head (`cites`, `in force`, `as of`, …)"},
    {NodeKind::Part, "a part's citation or period"},
    {NodeKind::Action, "`by default`, `meanwhile`"},
    {NodeKind::Duty, "`done when`, `due within`"},
    {NodeKind::Calendar, "`excludes`, `time zone`"},
    {NodeKind::Scenario, "`given`, `expect`"},
    {NodeKind::Scenarios, "another row, `| … |`,"},
    {NodeKind::RecordType, "a field, `NAME : TYPE`,"},
    {NodeKind::Facts, "a field, `NAME : TYPE`,"},
    {NodeKind::EnumType, "`,` and another member"},
    {NodeKind::Guarantee, "`when`, `unless`"},
    {NodeKind::List, "`,` and another entry"},
    {NodeKind::Actions, "`,` and another action"},
};

[[nodiscard]] std::string next_declaration_text(NodeKind declaration) {
  for (const More& more : kMore) {
    if (more.declaration == declaration) return fmt::format("{} or the next declaration", more.text);
  }
  return "the next declaration";
}

// The declaration that might have gone on.
[[nodiscard]] NodeKind unfinished(const FailureContext& context) noexcept {
  return context.in_head_of_part ? NodeKind::Part : context.last;
}

[[nodiscard]] Words split(std::string_view words) {
  Words out;
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    out.push_back(words.substr(0, space));
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
  return out;
}

struct Expected {
  std::string_view text;
  std::string_view words;
};
// In the order of What.
constexpr Expected kExpected[] = {
#define CARVEOUT_EXPECTED(what, text, words) {text, words},
#include "syntax/expected.def"
#undef CARVEOUT_EXPECTED
};

[[nodiscard]] const Expected& entry(What what) noexcept {
  return kExpected[static_cast<std::size_t>(what)];
}

// Two words that go together are told apart by their first.
[[nodiscard]] Words firsts(Words words) {
  for (std::string_view& word : words) word = word.substr(0, word.find(' '));
  return words;
}

}  // namespace

std::string name_of(std::string_view declaration) {
  const bool vowel = !declaration.empty() && std::string_view("aeiou").find(declaration[0]) != std::string_view::npos;
  return fmt::format("the name of {} {}", vowel ? "an" : "a", declaration);
}

std::string expected_text(const Failure& failure, const FailureContext& context) {
  if (failure.what == What::NextDeclaration) return next_declaration_text(unfinished(context));
  if (failure.what == What::DeclaredName) return name_of(failure.detail);
  return failure.detail.empty() ? std::string(entry(failure.what).text) : fmt::format("`{}`", failure.detail);
}

std::vector<std::string_view> expected_words(const Failure& failure, const FailureContext& context) {
  if (failure.what == What::Word) return {failure.detail};
  if (failure.what == What::Declaration) return declaration_words();
  Words words = split(entry(failure.what).words);
  if (failure.what == What::NextDeclaration) {
    const NodeKind declaration = unfinished(context);
    words = firsts(part_words(declaration));
    if (declaration == NodeKind::Clause || declaration == NodeKind::Exception || declaration == NodeKind::Carveout ||
        declaration == NodeKind::DefineException || declaration == NodeKind::Guarantee) {
      words.insert(words.end(), {"and", "or", "before", "after", "only", "until", "within"});
    }
    words.insert(words.end(), declaration_words().begin(), declaration_words().end());
  }
  return words;
}

}  // namespace carveout::syntax
