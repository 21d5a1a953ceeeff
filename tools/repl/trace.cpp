#include "repl/trace.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

constexpr std::size_t kMostFacts = 8;  // LIMIT: of one condition; `why` tells more

std::string_view truth_words(Truth truth) {
  switch (truth) {
    case Truth::Yes:
      return "holds";
    case Truth::No:
      return "does not hold";
    case Truth::Unknown:
      return "is not known";
  }
  return "";
}

std::string_view reason(Why why) {
  switch (why) {
    case Why::Suspended:
      return "it is suspended";
    case Why::OutOfScope:
      return "its policy or part is not in force, or does not apply";
    case Why::Superseded:
      return "another policy displaces its own";
    case Why::NotInForce:
      return "it is not in force on that date";
    case Why::Conditions:
      return "a condition fails";
    case Why::CarvedOut:
      return "it is carved out";
    case Why::BaseDoesNotApply:
      return "what it is an exception to does not apply";
    case Why::Lapsed:
      return "its term has passed";
    case Why::Test:
      return "its `only if` decides against it";
    case Why::Overridden:
      return "it is overridden";
    case Why::Struck:
      return "it is carved out with all of its kind";
    case Why::Yields:
      return "it yields to a prohibition that it is no exception to";
    case Why::Outweighed:
      return "the word of another policy prevails";
    case Why::Unsettled:
      return "it turns on what is not known";
  }
  return "";
}

class Trace {
 public:
  Trace(const AnswerContext& context, const Proof& proof, std::size_t width)
      : context_(context), policy_(*context.policy), proof_(proof), width_(width) {}

  std::string text() {
    for (std::size_t i = 0; i < proof_.steps.size(); ++i) step(i);
    const Decision& decision = proof_.decision;
    std::string last = fmt::format("{} is {}", policy_[decision.action].name, outcome_id(decision.outcome));
    if (decision.outcome == Outcome::Undetermined && !proof_.against.empty())
      last += ": it turns on " + numbers(proof_.against);
    else if (proof_.made.empty())
      last += decision.basis == Basis::Default ? ": no clause decides, so the default does" : "";
    else
      last += ", by " + numbers(proof_.made);
    numbered(proof_.steps.size() + 1, last);
    return std::move(out_);
  }

 private:
  void numbered(std::size_t number, std::string_view text) {
    std::string body = wrapped(safe(text), 6, width_);
    const std::string head = fmt::format("{:>4}  ", number);
    body.replace(0, 6, head);
    out_ += body;
  }

  static std::string numbers(std::vector<std::uint32_t> steps) {
    std::sort(steps.begin(), steps.end());
    std::string out = steps.size() == 1 ? "step " : "steps ";
    for (std::size_t i = 0; i < steps.size(); ++i)
      out += fmt::format("{}{}", i == 0 ? "" : i + 1 == steps.size() ? " and " : ", ", steps[i] + 1);
    return out;
  }

  [[nodiscard]] std::string clause(ClauseId id) const {
    const Clause& one = policy_[id];
    const std::string name = policy_.clause_name(id);
    return one.cites.empty() ? name : fmt::format("{} ({})", name, one.cites.front());
  }

  // What does not apply does not count: the step says nothing more than the one that it rests on.
  [[nodiscard]] bool rests_on_itself(const ProofStep& step) const {
    return std::any_of(step.rests_on.begin(), step.rests_on.end(),
                       [&](std::uint32_t other) { return proof_.steps[other].clause == step.clause; });
  }

  void step(std::size_t index) {
    const ProofStep& step = proof_.steps[index];
    const std::string name = clause(step.clause);
    const bool applies = step.facet == Facet::Applies;
    std::string text;
    switch (step.truth) {
      case Truth::Yes:
        text = fmt::format("{} {}", name, applies ? "applies" : "counts");
        break;
      case Truth::No:
        text = fmt::format("{} {}: {}", name, applies ? "does not apply" : "does not count", reason(step.why));
        break;
      case Truth::Unknown:
        text = fmt::format("whether {} {} is not settled: {}", name, applies ? "applies" : "counts", reason(step.why));
        break;
    }
    if (step.truth == Truth::No && !applies && rests_on_itself(step))
      text = fmt::format("{} does not count, since it does not apply ({})", name, numbers(step.rests_on));
    else if (!step.rests_on.empty())
      text += ", by " + numbers(step.rests_on);
    numbered(index + 1, text);
    for (const std::uint32_t condition : step.conditions) conditions(proof_.conditions[condition], 8);
    facts(step.facts, 8);
  }

  void conditions(const ProofCondition& condition, std::size_t indent) {
    const ConditionReport& report = condition.report;
    const std::string name =
        report.label ? fmt::format("[{}]", *report.label) : cut(safe(context_.sources->text(report.span)), 60);
    out_ += wrapped(fmt::format("{} {}", safe(name), truth_words(report.value)), indent, width_);
    facts(report.facts, indent + 2);
    // LIMIT: definitions in definitions go as deep as a policy does; three are read.
    if (indent > 12) return;
    for (const std::uint32_t inner : condition.within) conditions(proof_.conditions[inner], indent + 2);
  }

  void facts(const FactPaths& paths, std::size_t indent) {
    std::size_t told = 0;
    for (const std::string& path : paths) {
      if (++told > kMostFacts) break;
      if (path == "as of") continue;
      const FactReading fact = read_fact(policy_, context_.facts, path);
      // What decided in a list is told entry by entry.
      if (const ListValue* list = fact.value.list(); list != nullptr && !list->elements.empty()) continue;
      const std::string value = fact.value.is_unknown() ? "not known" : policy_.value_text(fact.value, fact.type);
      out_ += wrapped(fmt::format("{}: {}", safe(path), cut(safe(value), 200)), indent, width_);
    }
    if (told > kMostFacts) out_ += wrapped("… and others", indent, width_);
  }

  const AnswerContext& context_;
  const CheckedPolicy& policy_;
  const Proof& proof_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string trace_text(const AnswerContext& context, const Proof& proof, std::size_t width) {
  return Trace(context, proof, width).text();
}

}  // namespace carveout::tool::repl
