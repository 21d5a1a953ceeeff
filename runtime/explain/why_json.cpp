#include "carveout/why.hpp"
#include "explain/parts_json.hpp"

namespace carveout {
namespace {

// The keys stand in the order of the schema.
class WhyJson : private PartsJson {
 public:
  using PartsJson::PartsJson;

  void write(const std::vector<Proof>& proofs) {
    json_.open('{');
    json_.member("policy", policy_.root().name);
    date_or_null("as_of", context_.as_of());
    json_.array("proofs", proofs, [&](const Proof& proof) { write(proof); });
    json_.close('}');
    json_.finish();
  }

 private:
  void write(const Proof& proof) {
    const Decision& d = proof.decision;
    json_.open('{');
    json_.member("action", policy_[d.action].name);
    json_.member("outcome", outcome_id(d.outcome));
    const auto& instead = proof.options.instead;
    text_or_null("not", instead ? std::optional(std::string(outcome_id(*instead))) : std::nullopt);
    json_.member("full", proof.options.full);
    json_.member("basis", d.basis == Basis::Default ? "default" : "clauses");
    json_.member("certain", proof.certain);
    json_.array("possible", d.possible.outcomes(), [&](Outcome o) { json_.value(outcome_id(o)); });
    json_.member("exact", d.exact);
    ids("made", proof.made);
    ids("against", proof.against);
    ids("others", proof.others);
    json_.key("steps");
    json_.open('[');
    for (std::size_t i = 0; i < proof.steps.size(); ++i) write(proof.steps[i], i);
    json_.close(']');
    json_.key("conditions");
    json_.open('[');
    for (std::size_t i = 0; i < proof.conditions.size(); ++i) write(proof.conditions[i], i);
    json_.close(']');
    json_.array("needs", d.needs, [&](const std::string& path) { json_.value(path); });
    facts(proof.cited);
    json_.array("faults", d.faults, [&](const FaultReport& fault) { PartsJson::write(fault); });
    json_.close('}');
  }

  void write(const ProofStep& step, std::size_t id) {
    json_.open('{');
    json_.member("id", id);
    clause(step.clause);
    json_.member("says", step.facet == Facet::Applies ? "applies" : "stands");
    json_.member("value", truth_id(step.truth, "unknown"));
    const bool reason = step.truth != Truth::Yes || step.why != Why::Unsettled;
    text_or_null("why", reason ? std::optional(std::string(why_id(step.why))) : std::nullopt);
    ids("conditions", step.conditions);
    ids("rests_on", step.rests_on);
    json_.array("policies", step.policies, [&](PolicyId policy) { json_.value(policy_[policy].name); });
    facts(step.facts);
    moment("until", step.until);
    json_.close('}');
  }

  void write(const ProofCondition& condition, std::size_t id) {
    json_.open('{');
    json_.member("id", id);
    this->condition(condition.report);
    json_.array("sources", condition.report.sources, [&](const RuleSource& source) { write(source); });
    ids("within", condition.within);
    json_.close('}');
  }

  void write(const RuleSource& source) {
    const auto none_if_empty = [](const std::string& text) {
      return text.empty() ? std::nullopt : std::optional(text);
    };
    json_.open('{');
    switch (source.kind) {
      case RuleSource::Kind::ListEntry: {
        const NamedList& list = policy_.lists[source.of];
        const ListEntry& entry = list.entries[source.which];
        json_.member("list", list.name);
        text_or_null("label", none_if_empty(list.label));
        text_or_null("cites", none_if_empty(list.cites));
        text_of("entry", entry.span);
        period(entry.period);
        break;
      }
      case RuleSource::Kind::ParameterValue: {
        const Parameter& parameter = policy_.parameters[source.of];
        const ParameterValue& value = parameter.values[source.which];
        json_.member("parameter", parameter.name);
        text_or_null("label", none_if_empty(parameter.label));
        text_of("value", policy_[value.value].span);
        date_or_null("from", value.from);
        break;
      }
      case RuleSource::Kind::Version:
        json_.member("version_of", policy_.defines[source.of].name);
        text_or_null("label", none_if_empty(policy_.defines[source.of].label));
        period(policy_.defines[source.of].versions[source.which].period);
        break;
      case RuleSource::Kind::TableRow:
        json_.member("table", policy_.defines[source.of].name);
        text_or_null("label", none_if_empty(policy_.defines[source.of].label));
        json_.member("row", std::size_t{source.which} + 1);
        text_of("text", policy_.defines[source.of].versions[source.version].table.rows[source.which].span);
        break;
    }
    json_.close('}');
  }

  void period(const Period& period) {
    date_or_null("from", period.from);
    date_or_null("until", period.until);
  }

  void ids(std::string_view key, const std::vector<std::uint32_t>& all) {
    json_.array(key, all, [&](std::uint32_t id) { json_.value(std::size_t{id}); });
  }
};

}  // namespace

void why_json(const AnswerContext& context, const std::vector<Proof>& proofs,
              const std::function<void(std::string_view)>& write) {
  JsonWriter json(write);
  WhyJson(context, json).write(proofs);
}

std::string why_json(const AnswerContext& context, const std::vector<Proof>& proofs) {
  std::string out;
  why_json(context, proofs, [&](std::string_view piece) { out += piece; });
  return out;
}

}  // namespace carveout
