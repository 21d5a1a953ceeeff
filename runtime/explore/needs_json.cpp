#include "carveout/explore.hpp"
#include "explain/english.hpp"
#include "explore/json_parts.hpp"
#include "explore/phrases.hpp"

namespace carveout {
namespace {

std::string_view kind_id(NextQuestion::Kind kind) {
  switch (kind) {
    case NextQuestion::Kind::Value:
      return "value";
    case NextQuestion::Kind::Presence:
      return "presence";
    case NextQuestion::Kind::Entries:
      return "entries";
    case NextQuestion::Kind::More:
      return "more";
  }
  return "";
}

class NeedsJson {
 public:
  NeedsJson(const AnswerContext& context, JsonWriter& json)
      : policy_(*context.policy), json_(json), parts_(policy_, json), english_(context), phrases_(context) {}

  // What is asked about, and what is known of it, go before.
  void write(const NeedsReport& needs) {
    json_.array("facts", needs.facts, [&](const NextQuestion& one) { write(one); });
    json_.member("more", needs.more);
    parts_.name_or_null("best", needs.best ? std::optional(needs.facts[*needs.best].fact.path) : std::nullopt);
    json_.key("at_most");
    if (needs.at_most > 0)
      json_.value(std::size_t{needs.at_most});
    else
      json_.null();
    json_.member("exact", needs.exact);
    json_.member("ended", explore::end_id(needs.end));
  }

 private:
  void write(const NextQuestion& question) {
    json_.open('{');
    json_.member("fact", question.fact.path);
    json_.member("kind", kind_id(question.kind));
    json_.member("question", phrases_.question(question));
    json_.array("answers", question.answers, [&](const ValueClass& one) {
      json_.open('{');
      parts_.members(one, question.fact.type);
      json_.close('}');
    });
    json_.member("governs", question.governs);
    json_.member("scopes", question.scopes);
    json_.array("decides", question.turns, [&](const Turning& one) {
      json_.open('{');
      parts_.name_or_null("clause", one.clause ? std::optional(policy_.clause_name(*one.clause)) : std::nullopt);
      parts_.name_or_null("label", one.label);
      json_.member("text", english_.condition(one.span));
      json_.close('}');
    });
    json_.close('}');
  }

  const CheckedPolicy& policy_;
  JsonWriter& json_;
  explore::JsonParts parts_;
  explain_text::English english_;
  explore::Phrases phrases_;
};

}  // namespace

std::string needs_json(const AnswerContext& context, const Answers& answers, const std::vector<NeedsReport>& needs) {
  std::string out;
  const std::function<void(std::string_view)> write = [&](std::string_view piece) { out += piece; };
  JsonWriter json(write);
  const CheckedPolicy& policy = *context.policy;
  explore::JsonParts parts(policy, json);
  NeedsJson body(context, json);
  json.open('{');
  json.member("policy", policy.root().name);
  parts.date("as_of", context.as_of());
  json.array("needs", needs, [&](const NeedsReport& one) {
    json.open('{');
    if (const ActionId* action = std::get_if<ActionId>(&one.subject)) {
      json.member("action", policy[*action].name);
      for (const Answer& answer : answers.actions) {
        if (answer.decision.action == *action) json.member("outcome", outcome_id(answer.decision.outcome));
      }
    } else {
      const Define& define = policy.defines[index_of(std::get<DefineId>(one.subject))];
      json.member("define", define.name);
      for (const ValueReport& report : answers.values) {
        if (report.define == std::get<DefineId>(one.subject)) json.member("known", report.value.is_known());
      }
    }
    body.write(one);
    json.close('}');
  });
  json.close('}');
  json.finish();
  return out;
}

}  // namespace carveout
