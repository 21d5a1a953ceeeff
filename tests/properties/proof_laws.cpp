#include <fmt/format.h>

#include <algorithm>

#include "carveout/why.hpp"
#include "properties/laws.hpp"

namespace carveout::properties {
namespace {

Proof proof_of(const Ready& ready, const Question& question, const WhyOptions& why) {
  DecideOptions options;
  options.as_of = question.as_of;
  options.ways = question.ways;
  const Facts facts{in_order(*ready.policy, question.facts)};
  return prove(*ready.plan, facts, decide(*ready.plan, facts, *ready.policy->find_action(question.action), options),
               why, options);
}

std::string conditions_text(const Ready& ready, const Proof& proof, const std::vector<std::uint32_t>& ids) {
  std::string out;
  for (const std::uint32_t id : ids) {
    const ProofCondition& condition = proof.conditions[id];
    const Span span = condition.report.span;
    out += fmt::format(" {}-{}={}({})", span.begin, span.end, static_cast<int>(condition.report.value),
                       conditions_text(ready, proof, condition.within));
  }
  return out;
}

// What two proofs are compared by: all but the facts.
std::string text_of(const Ready& ready, const Proof& proof) {
  std::string out = fmt::format("{}{}\n", outcome_id(proof.decision.outcome), proof.certain ? " for certain" : "");
  for (std::size_t i = 0; i < proof.steps.size(); ++i) {
    const ProofStep& step = proof.steps[i];
    const bool reason = step.truth != Truth::Yes || step.why != Why::Unsettled;
    out += fmt::format("{} {} {} {} {}:{}", i, ready.policy->clause_name(step.clause),
                       step.facet == Facet::Applies ? "applies" : "stands", static_cast<int>(step.truth),
                       reason ? why_id(step.why) : "", conditions_text(ready, proof, step.conditions));
    for (const std::uint32_t on : step.rests_on) out += fmt::format(" <{}", on);
    for (const PolicyId policy : step.policies) out += " by " + (*ready.policy)[policy].name;
    out += '\n';
  }
  const std::pair<const char*, const std::vector<std::uint32_t>*> lists[] = {
      {"made", &proof.made}, {"against", &proof.against}, {"others", &proof.others}};
  for (const auto& [name, ids] : lists) {
    out += name;
    for (const std::uint32_t id : *ids) out += fmt::format(" {}", id);
    out += '\n';
  }
  return out;
}

// Does each part rest on earlier ones only, and is each told of?
bool is_well_built(const Proof& proof) {
  std::vector<bool> steps(proof.steps.size());
  std::vector<bool> conditions(proof.conditions.size());
  for (const auto* ids : {&proof.made, &proof.against, &proof.others}) {
    for (const std::uint32_t id : *ids) {
      if (id >= steps.size()) return false;
      steps[id] = true;
    }
  }
  for (std::size_t i = proof.steps.size(); i-- > 0;) {
    if (!steps[i]) return false;
    for (const std::uint32_t on : proof.steps[i].rests_on) {
      if (on >= i) return false;
      steps[on] = true;
    }
    for (const std::uint32_t condition : proof.steps[i].conditions) {
      if (condition >= conditions.size()) return false;
      conditions[condition] = true;
    }
  }
  for (std::size_t i = proof.conditions.size(); i-- > 0;) {
    if (!conditions[i]) return false;
    for (const std::uint32_t inner : proof.conditions[i].within) {
      if (inner >= i) return false;
      conditions[inner] = true;
    }
  }
  return true;
}

WhyOptions options_of(std::uint64_t seed) {
  WhyOptions out;
  out.full = seed % 4 == 0;
  if (seed % 3 == 0) out.instead = static_cast<Outcome>(seed / 3 % 5);
  return out;
}

}  // namespace

Law sufficient_for_proofs() {
  return {"sufficient for proofs",
          [](const PolicyText&, const Ready& policy, const Question& question,
             std::uint64_t seed) -> std::optional<std::string> {
            if (!policy.plan) return std::nullopt;
            const WhyOptions options = options_of(seed);
            const Proof before = proof_of(policy, question, options);
            if (!is_well_built(before)) return "a proof with loose ends\n" + text_of(policy, before);
            Question with_cited = question;
            with_cited.facts = restricted(*policy.policy, question.facts, {before.cited.begin(), before.cited.end()});
            const Proof after = proof_of(policy, with_cited, options);
            const std::string here = text_of(policy, before);
            const std::string there = text_of(policy, after);
            if (here == there && before.decision.possible == after.decision.possible) return std::nullopt;
            return fmt::format("cited facts {}\nbefore {}after {}", facts_text(*policy.policy, with_cited.facts), here,
                               there);
          }};
}

}  // namespace carveout::properties
