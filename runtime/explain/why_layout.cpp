#include <fmt/format.h>

#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/why_telling.hpp"

namespace carveout::explain_text {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

class PageSink final : public ProofSink {
 public:
  PageSink(std::size_t width, Ink ink) : page_(width), ink_(ink) {}
  [[nodiscard]] std::string take() { return page_.take(); }

  void policy(std::string_view text) override { page_.paragraph(0, 2, text); }
  void action(std::string_view name, std::string_view label, std::size_t widest_citation) override {
    title_ = kIndent + (widest_citation == 0 ? 2 : widest_citation + 2);
    page_.blank_line();
    page_.paragraph(0, 2, inked(kBold, name) + (label.empty() ? "" : fmt::format(": {}", label)));
  }
  void outcome(Outcome outcome, std::string_view sentence) override {
    page_.paragraph(2, 4, fmt::format("{}{}", inked(outcome_colour(outcome), outcome_word(outcome)), sentence));
  }
  void remark(std::string_view sentence) override { page_.paragraph(2, 4, sentence); }
  void section(std::string_view title) override {
    page_.blank_line();
    page_.paragraph(2, 4, inked(kBold, title));
    hang_ = kIndent;
  }
  void clause(std::string_view citation, std::string_view title) override {
    hang_ = title_;
    if (citation.empty())
      page_.paragraph(kIndent, title_, title);
    else
      page_.item(kIndent, title_, citation, title);
  }
  void line(std::size_t depth, std::string_view text) override {
    page_.paragraph(hang_ + 2 * depth, hang_ + 2 * depth + 2, text);
  }

 private:
  [[nodiscard]] std::string inked(std::string_view colour, std::string_view text) const {
    return ink_ == Ink::Plain ? std::string(text) : fmt::format("{}{}{}", colour, text, kPlain);
  }

  Page page_;
  Ink ink_;
  std::size_t title_ = kIndent;
  std::size_t hang_ = kIndent;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// What would be markup, a link, HTML or a formula is not; what would begin a list or a heading does not.
std::string escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<>#|~&$";
  std::string out;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool bullet = i == 0 && (c == '-' || c == '+' || c == '=');
    const bool number = i == digits && digits > 0 && is_digit(text[0]) && (c == '.' || c == ')');
    if (bullet || number || kMarkup.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class MarkdownSink final : public ProofSink {
 public:
  explicit MarkdownSink(std::string& out) : out_(out) {}

  void policy(std::string_view text) override { out_ += fmt::format("# {}\n", escaped(text)); }
  void action(std::string_view name, std::string_view label, std::size_t) override {
    const std::string after = label.empty() ? std::string() : ": " + escaped(label);
    out_ += fmt::format("\n## {}{}\n", escaped(name), after);
  }
  void outcome(Outcome outcome, std::string_view sentence) override {
    out_ += fmt::format("\n**{}**{}\n", outcome_word(outcome), escaped(sentence));
  }
  void remark(std::string_view sentence) override { out_ += fmt::format("\n{}\n", escaped(sentence)); }
  void section(std::string_view title) override {
    out_ += fmt::format("\n### {}\n\n", escaped(title));
    below_ = 0;
  }
  void clause(std::string_view citation, std::string_view title) override {
    below_ = 1;
    const std::string head = citation.empty() ? std::string() : fmt::format("**{}** ", escaped(citation));
    out_ += fmt::format("- {}{}\n", head, escaped(title));
  }
  void line(std::size_t depth, std::string_view text) override {
    out_ += fmt::format("{:{}}- {}\n", "", 2 * (depth + below_), escaped(text));
  }

 private:
  std::string& out_;
  std::size_t below_ = 0;
};

void tell(const AnswerContext& context, const std::vector<Proof>& proofs, ProofSink& sink) {
  const PolicyInfo& policy = context.policy->root();
  std::string heading = policy.title.empty() ? policy.name : fmt::format("{} ({})", safe(policy.title), policy.name);
  if (const auto date = context.as_of())
    heading += ", on " + date->to_text();
  else if (policy.as_of)
    heading += ", on a date that is not known";
  sink.policy(heading);
  for (const Proof& proof : proofs) ProofTelling(context, proof, sink).all();
}

}  // namespace
}  // namespace carveout::explain_text

namespace carveout {

std::string why_text(const AnswerContext& context, const std::vector<Proof>& proofs, std::size_t width, Ink ink) {
  explain_text::PageSink sink(width, ink);
  explain_text::tell(context, proofs, sink);
  return sink.take();
}

std::string why_markdown(const AnswerContext& context, const std::vector<Proof>& proofs) {
  std::string out;
  explain_text::MarkdownSink sink(out);
  explain_text::tell(context, proofs, sink);
  return out;
}

}  // namespace carveout
