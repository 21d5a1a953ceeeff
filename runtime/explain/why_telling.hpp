#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carveout/why.hpp"
#include "explain/clause_words.hpp"
#include "explain/english.hpp"

namespace carveout::explain_text {

inline constexpr std::size_t kWidestCitation = 16;  // wider ones stand on a line of their own

// Where a proof is told: the same words on a page for a terminal, or as Markdown. What is given is safe to show on one
// line, and plain text.
class ProofSink {
 public:
  ProofSink() = default;
  ProofSink(const ProofSink&) = delete;
  ProofSink& operator=(const ProofSink&) = delete;
  virtual ~ProofSink() = default;
  virtual void policy(std::string_view text) = 0;
  // With the widest of the citations that come.
  virtual void action(std::string_view name, std::string_view label, std::size_t widest_citation) = 0;
  virtual void outcome(Outcome outcome, std::string_view sentence) = 0;
  virtual void remark(std::string_view sentence) = 0;
  virtual void section(std::string_view title) = 0;
  virtual void clause(std::string_view citation, std::string_view title) = 0;
  // Below a clause, or below a section where no clause came; a line of a greater depth belongs to the one before it.
  virtual void line(std::size_t depth, std::string_view text) = 0;
};

// Tells one proof. What several parts rest on is told once, and afterwards named "as said above".
class ProofTelling {
 public:
  ProofTelling(const AnswerContext& context, const Proof& proof, ProofSink& sink);
  void all();

 private:
  [[nodiscard]] std::string sentence() const;
  [[nodiscard]] std::string without_clauses() const;
  [[nodiscard]] std::string about_instead() const;
  [[nodiscard]] std::string why_it_applies(const ProofStep& step) const;
  [[nodiscard]] bool speaks_against(ClauseId clause) const;
  [[nodiscard]] std::string phrase(const ConditionReport& condition) const;
  [[nodiscard]] std::string section_title() const;
  [[nodiscard]] std::string brief(ClauseId clause) const;
  [[nodiscard]] const ProofStep& step(std::uint32_t id) const { return proof_.steps[id]; }

  void entries(std::string_view title, const std::vector<std::uint32_t>& ids);
  void entry(std::uint32_t id);
  void made(std::uint32_t id);
  void holding(const ProofStep& s, std::uint32_t id);
  // What a line about a clause begins with: what it says of the action, below its own heading; or its name.
  enum class Head : std::uint8_t { Stance, Name };
  void against(std::uint32_t id, std::size_t depth, const std::string& stance, Head head);
  void not_settled(const ProofStep& step, std::size_t depth, const std::string& stance, Head head);
  void applying(std::uint32_t id, std::size_t depth);
  [[nodiscard]] std::string says(ClauseId clause) const;
  [[nodiscard]] std::optional<std::uint32_t> one_that_applies(const ProofStep& step) const;
  void support(std::uint32_t id, std::size_t depth);
  void supports(const ProofStep& step, std::size_t depth);
  void conditions(const std::vector<std::uint32_t>& ids, std::size_t depth);
  void condition(std::uint32_t id, std::size_t depth);
  void facts(const FactPaths& paths, std::size_t depth);
  void source(const RuleSource& source, std::size_t depth);
  void needs();
  // Of what is referred to: ", as said above" where all of it has been told.
  [[nodiscard]] std::string_view as_said(const ProofStep& step) const;
  [[nodiscard]] bool told(std::uint32_t id) const { return told_steps_.count(id) != 0; }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const Proof& proof_;
  ProofSink& sink_;
  English english_;
  ClauseWords words_;
  std::set<std::uint32_t> top_;  // steps with an entry of their own
  std::set<std::uint32_t> told_steps_;
  std::set<std::uint32_t> told_conditions_;
  std::set<std::pair<PolicyId, std::optional<PartId>>> told_scopes_;  // of what they leave out
};

}  // namespace carveout::explain_text
