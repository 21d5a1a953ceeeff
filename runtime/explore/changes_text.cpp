#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "carveout/explore.hpp"
#include "explain/layout.hpp"
#include "explain/outcome_text.hpp"
#include "explain/rest_text.hpp"
#include "explore/json_parts.hpp"
#include "explore/phrases.hpp"

namespace carveout {
namespace {

using explain_text::Page;
using explain_text::possible_word;
using explain_text::RestText;
using explain_text::safe;
using explore::Phrases;

constexpr std::size_t kMostChanges = 40;  // LIMIT: of those of so many facts; the JSON form has more

std::string in_words(std::size_t number) {
  constexpr std::array<std::string_view, 7> kWords{"no", "one", "two", "three", "four", "five", "six"};
  return number < kWords.size() ? std::string(kWords[number]) : std::to_string(number);
}

std::string facts_in_words(std::size_t number) {
  return fmt::format("{} fact{}", in_words(number), number == 1 ? "" : "s");
}

std::string given_line(const CheckedPolicy& policy, const FactChange& change) {
  const ListValue* list = change.to.list();
  const std::string value = policy.value_text(change.to, change.fact.type);
  return fmt::format("{}{} {}", change.fact.path, list && list->open ? "" : " is", value);
}

class ChangesText {
 public:
  ChangesText(const AnswerContext& context, Page& page, Ink ink)
      : policy_(*context.policy), page_(page), phrases_(context), rest_(context, page, ink) {}

  void write(const ChangesReport& report) {
    const Action& action = policy_[report.action];
    page_.paragraph(0, 2,
                    action.label.empty() ? rest_.bold(action.name)
                                         : fmt::format("{}: {}", rest_.bold(action.name), safe(action.label)));
    const std::string now =
        rest_.inked(explain_text::outcome_colour(report.now), explain_text::outcome_word(report.now));
    if (report.now == report.wanted) {
      page_.paragraph(2, 4, now + " as it is: nothing has to change.");
      return;
    }
    page_.paragraph(2, 4, now + (report.changes.empty() ? fmt::format(". {}", nothing(report)) : "."));
    for (std::size_t facts = 1; facts <= report.looked_for; ++facts) of(report, facts);
    if (!report.changes.empty() || report.complete_to < report.looked_for) {
      page_.blank_line();
      page_.paragraph(2, 4, how_complete(report));
    }
  }

 private:
  static std::string nothing(const ChangesReport& report) {
    if (report.complete_to == 0) return "None was found that would make it otherwise.";
    return fmt::format(
        "No change of {}{} would make it {}, among the values that the policy's conditions tell apart on the facts as "
        "they are.",
        report.complete_to > 1 ? "up to " : "", facts_in_words(std::max(1u, report.complete_to)),
        possible_word(report.wanted));
  }

  void of(const ChangesReport& report, std::size_t facts) {
    std::vector<const Change*> these;
    for (const Change& change : report.changes) {
      if (change.facts.size() == facts) these.push_back(&change);
    }
    if (these.empty()) return;
    const bool first = these.front() == &report.changes.front();
    rest_.title(facts == 1 ? fmt::format("It would be {}", possible_word(report.wanted))
                           : fmt::format("{} {} changed together, it would be {}", first ? "With" : "Or with",
                                         facts_in_words(facts), possible_word(report.wanted)));
    for (std::size_t i = 0; i < std::min(these.size(), kMostChanges); ++i) {
      std::string text;
      const auto& changes = these[i]->facts;
      for (std::size_t k = 0; k < changes.size(); ++k)
        text += (k == 0                    ? ""
                 : k + 1 == changes.size() ? ", and "
                                           : ", ") +
                phrases_.supposed(changes[k], changes.size());
      page_.paragraph(4, 6, text);
    }
    if (these.size() > kMostChanges)
      page_.paragraph(4, 6, fmt::format("or in {} other ways", these.size() - kMostChanges));
  }

  static std::string_view why_not_all(SearchEnd end) {
    return end == SearchEnd::Stopped ? "the search was stopped" : "that would take too many decisions";
  }

  static std::string how_complete(const ChangesReport& report) {
    const bool all = report.more == 0;
    const std::string those =
        all ? "No other change of" : fmt::format("There are {} more. Beside these no change of", report.more);
    if (report.complete_to == 0)
      return report.end == SearchEnd::Stopped
                 ? "The search was stopped before all changes of one fact were tried: there may be others."
                 : "Trying all changes of one fact would take too many decisions: there may be others.";
    std::string out = fmt::format(
        "{} {}{} does{}.", those, report.complete_to > 1 ? "up to " : "", facts_in_words(report.complete_to),
        ", among the values that the policy's conditions tell apart on the facts as they are, without "
        "one of these in it");
    if (report.complete_to < report.looked_for)
      out += fmt::format(" Not all changes of {} were tried: {}.", facts_in_words(report.complete_to + 1),
                         why_not_all(report.end));
    return out;
  }

  const CheckedPolicy& policy_;
  Page& page_;
  Phrases phrases_;
  RestText rest_;
};

std::string_view kind_id(FactChange::Kind kind) {
  switch (kind) {
    case FactChange::Kind::Set:
      return "set";
    case FactChange::Kind::AddEntry:
      return "add_entry";
    case FactChange::Kind::DropEntry:
      return "drop_entry";
  }
  return "";
}

class ChangesJson {
 public:
  ChangesJson(const AnswerContext& context, JsonWriter& json)
      : policy_(*context.policy), json_(json), parts_(policy_, json), phrases_(context) {}

  void write(const ChangesReport& report) {
    json_.open('{');
    json_.member("action", policy_[report.action].name);
    json_.member("now", outcome_id(report.now));
    json_.member("wanted", outcome_id(report.wanted));
    json_.array("changes", report.changes, [&](const Change& change) { write(change); });
    json_.member("more", report.more);
    json_.member("looked_for", std::size_t{report.looked_for});
    json_.member("complete_to", std::size_t{report.complete_to});
    json_.member("ended", explore::end_id(report.end));
    json_.close('}');
  }

 private:
  void write(const Change& change) {
    json_.open('{');
    json_.array("facts", change.facts, [&](const FactChange& one) {
      json_.open('{');
      json_.member("fact", one.fact.path);
      json_.member("kind", kind_id(one.kind));
      json_.member("text", phrases_.supposed(one, change.facts.size()));
      parts_.value("now", one.fact.value, one.fact.type);
      parts_.members(one.any_of, one.fact.type);
      json_.close('}');
    });
    std::vector<std::string> givens;
    for (const FactChange& one : change.facts) {
      if (one.path) givens.push_back(given_line(policy_, one));
    }
    json_.array("given", givens, [&](const std::string& line) { json_.value(line); });
    parts_.date("as_of", change.as_of);
    json_.close('}');
  }

  const CheckedPolicy& policy_;
  JsonWriter& json_;
  explore::JsonParts parts_;
  Phrases phrases_;
};

}  // namespace

std::string changes_text(const AnswerContext& context, const ChangesReport& report, std::size_t width, Ink ink) {
  Page page(width);
  ChangesText(context, page, ink).write(report);
  return page.take();
}

std::string changes_json(const AnswerContext& context, const std::vector<ChangesReport>& reports) {
  std::string out;
  const std::function<void(std::string_view)> write = [&](std::string_view piece) { out += piece; };
  JsonWriter json(write);
  explore::JsonParts parts(*context.policy, json);
  ChangesJson body(context, json);
  json.open('{');
  json.member("policy", context.policy->root().name);
  parts.date("as_of", context.as_of());
  json.array("changes", reports, [&](const ChangesReport& one) { body.write(one); });
  json.close('}');
  json.finish();
  return out;
}

std::string scenario_lines(const CheckedPolicy& policy, const Change& change) {
  std::string out;
  for (const FactChange& one : change.facts) {
    if (!one.path && change.as_of) out += fmt::format("  as of {}\n", change.as_of->to_text());
  }
  for (const FactChange& one : change.facts) {
    if (one.path) out += fmt::format("  given {}\n", given_line(policy, one));
  }
  return out;
}

}  // namespace carveout
