#include "properties/answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "carveout/explain.hpp"
#include "carveout/lang/load.hpp"
#include "reading.hpp"
#include "reference.hpp"

namespace carveout::properties {
namespace {

constexpr const char* kRootFile = "random.carve";

class OtherFiles : public ModuleResolver {
 public:
  explicit OtherFiles(const Texts& texts) : texts_(texts.others) { texts_["root"] = texts.root; }

  ModuleText resolve(std::string_view path) override {
    const auto found = texts_.find(std::string(path));
    if (found == texts_.end()) return {};
    // The root's own file is known by its name.
    const std::string name = path == "root" ? kRootFile : found->first + ".carve";
    return {ModuleText::Status::Found, name, found->second, {}};
  }

 private:
  std::map<std::string, std::string> texts_;
};

std::string timing_name(Timing timing) {
  switch (timing) {
    case Timing::Standing:
      return "standing";
    case Timing::Before:
      return "before";
    case Timing::After:
      return "after";
  }
  return "";
}

std::string required_name(Truth required) {
  return required == Truth::Yes ? "required" : required == Truth::No ? "not required" : "possibly required";
}

// `review`, and of the second of its versions `review/2`; of versions with labels, which may stand in any order, the
// label.
std::string duty_name(const CheckedPolicy& policy, DutyId id) {
  const std::string& name = policy[id].name;
  std::size_t version = 1;
  std::size_t all = 0;
  for (const Duty& duty : policy.duties) all += duty.name == name ? 1 : 0;
  if (all > 1 && !policy[id].label.empty()) return fmt::format("{}/{}", name, policy[id].label);
  for (std::uint32_t i = 0; i < index_of(id); ++i) {
    if (policy.duties[i].name == name) ++version;
  }
  return version == 1 ? name : fmt::format("{}/{}", name, version);
}

const char* const kWords[] = {"permit", "forbid", "conflict", "silent", "undetermined"};
const char* const kStatuses[] = {"done", "outstanding", "unknown"};

template <class Clauses>
std::set<std::string> names_of(const CheckedPolicy& policy, const Clauses& clauses) {
  std::set<std::string> names;
  for (const ClauseId clause : clauses) names.insert(policy.clause_name(clause));
  return names;
}

void describe(const CheckedPolicy& policy, const Value& value, TypeId type, ValueAnswer& out) {
  out.value = value.is_known() || value.is_absent() ? policy.value_text(value, type) : "unknown";
  if (const auto* bounds = value.get_if<NumberBounds>()) {
    if (bounds->low) out.at_least = bounds->low->to_text();
    if (bounds->high) out.at_most = bounds->high->to_text();
  }
  const PartValue* part = value.part();
  if (part != nullptr && part->kind == PartValue::Kind::OneOf) {
    std::set<std::string> texts;
    for (const Value& one : part->values) texts.insert(policy.value_text(one, type));
    out.value = fmt::format("one of {{{}}}", fmt::join(texts, ", "));
  }
  if (part == nullptr || part->kind != PartValue::Kind::Between) return;
  if (!part->values[0].is_unknown()) out.at_least = policy.value_text(part->values[0], type);
  if (!part->values[1].is_unknown()) out.at_most = policy.value_text(part->values[1], type);
}

}  // namespace

std::string ValueAnswer::text() const {
  return fmt::format("{} (at least {}, at most {}), needs {}", value, at_least, at_most, needs);
}

std::string Answer::text() const {
  return fmt::format("{} (words {}) by {}, possible {}{}, needs {}, duties {}{}", outcome, words, made_by, possible,
                     exact ? "" : " not exact", needs, duties, allowed ? ", allowed" : "");
}

std::optional<Ready> made_ready(const Texts& texts, std::string* error) {
  OtherFiles modules(texts);
  const Loaded loaded = load_policy(kRootFile, texts.root, modules);
  if (!loaded.policy) {
    for (const Diagnostic& diagnostic : loaded.diagnostics) {
      if (error == nullptr || diagnostic.severity() != Severity::Error) continue;
      *error = render_text({diagnostic}, *loaded.sources, Colour::Never);
      break;
    }
    return std::nullopt;
  }
  return Ready{loaded.policy, compile(loaded.policy).plan};
}

Answer by_the_rules(const Ready& ready, const Question& question) {
  const CheckedPolicy& policy = *ready.policy;
  const auto answer = reference::decide_by_the_rules(
      policy, in_order(policy, question.facts), *policy.find_action(question.action), question.as_of, question.ways);
  Answer out;
  out.outcome = outcome_id(answer.outcome);
  for (const auto& [of, word] : answer.words) out.words[policy[of].name] = kWords[static_cast<std::size_t>(word)];
  for (const Outcome outcome : answer.possible) out.possible.emplace(outcome_id(outcome));
  out.exact = answer.exact;
  out.needs = answer.needs;
  for (const auto& [key, duty] : answer.duties) {
    out.duties[duty_name(policy, key.first) + " " + timing_name(key.second)] =
        fmt::format("{} by {}, {}", required_name(duty.required), names_of(policy, duty.by),
                    kStatuses[static_cast<std::size_t>(duty.status)]);
  }
  out.allowed = answer.allowed;
  out.made_by = names_of(policy, answer.made_by);
  return out;
}

Answer by_the_runtime(const Ready& ready, const Question& question) {
  const CheckedPolicy& policy = *ready.policy;
  DecideOptions options;
  options.as_of = question.as_of;
  options.ways = question.ways;
  const Decision decision =
      decide(*ready.plan, Facts{in_order(policy, question.facts)}, *policy.find_action(question.action), options);
  Answer out;
  out.outcome = outcome_id(decision.outcome);
  for (const PolicyWord& one : decision.words)
    out.words[policy[one.policy].name] = kWords[static_cast<std::size_t>(one.word)];
  for (const Outcome outcome : decision.possible.outcomes()) out.possible.emplace(outcome_id(outcome));
  out.exact = decision.exact;
  out.needs = {decision.needs.begin(), decision.needs.end()};
  for (const DutyAnswer& duty : decision.duties) {
    out.duties[duty_name(policy, duty.duty) + " " + timing_name(duty.timing)] =
        fmt::format("{} by {}, {}", required_name(duty.required), names_of(policy, duty.by),
                    kStatuses[static_cast<std::size_t>(duty.status)]);
  }
  out.allowed = decision.allowed;
  out.made_by = names_of(policy, decision.because);
  out.cited = {decision.cited.begin(), decision.cited.end()};
  return out;
}

ValueAnswer value_by_the_rules(const Ready& ready, const Question& question) {
  const CheckedPolicy& policy = *ready.policy;
  const std::vector<Value> facts = in_order(policy, question.facts);
  const DefineId asked = *policy.find_define(question.action);
  const Define& define = policy.defines[index_of(asked)];
  ValueAnswer out;
  if (define.type == kYesNo) {
    const auto found = reference::condition_by_the_rules(policy, facts, asked, question.as_of, question.ways);
    out.value = found.truth == Truth::Yes ? "yes" : found.truth == Truth::No ? "no" : "unknown";
    out.needs = found.needs;
    return out;
  }
  const reference::Reading reading(policy, facts);
  const reference::TermPtr governing = reference::governing_date(policy, policy.root().as_of, question.as_of);
  const reference::TermPtr term = reference::spell_out(policy, asked, governing);
  const Value value = reference::value_by_the_rules(policy, facts, term, question.ways);
  describe(policy, value, define.type, out);
  if (!value.is_known()) out.needs = reading.unknown_facts(*term);
  return out;
}

ValueAnswer value_by_the_runtime(const Ready& ready, const Question& question) {
  const CheckedPolicy& policy = *ready.policy;
  DecideOptions options;
  options.as_of = question.as_of;
  options.ways = question.ways;
  const DefineId define = *policy.find_define(question.action);
  const ValueReport report = explain_value(*ready.plan, Facts{in_order(policy, question.facts)}, define, options);
  ValueAnswer out;
  describe(policy, report.value, policy.defines[index_of(define)].type, out);
  out.needs = {report.needs.begin(), report.needs.end()};
  return out;
}

}  // namespace carveout::properties
