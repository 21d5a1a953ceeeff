#include "explain/family_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "explain/outcome_text.hpp"

namespace carveout::explain_text {
namespace {

// What is said of several items in the same words, in the order in which it is first said.
template <class Key>
class Said {
 public:
  void add(const Key& key, std::string item) {
    const auto known = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.first == key; });
    (known == all_.end() ? all_.emplace_back(key, std::vector<std::string>()) : *known)
        .second.push_back(std::move(item));
  }
  [[nodiscard]] const auto& all() const { return all_; }

 private:
  std::vector<std::pair<Key, std::vector<std::string>>> all_;
};

}  // namespace

std::size_t whole_family(const CheckedPolicy& policy, std::span<const Answer> answers) {
  if (answers.empty()) return 0;
  const auto family = policy[answers[0].decision.action].family;
  if (!family) return 0;
  const auto& items = policy.action_groups[*family].actions;
  if (items.size() < 2 || answers.size() < items.size()) return 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (answers[i].decision.action != items[i]) return 0;
  }
  return items.size();
}

void FamilyText::all() {
  const ActionGroup& family = policy_.action_groups[*policy_[answers_[0].decision.action].family];
  std::string heading = rest_.bold(family.name);
  if (!family.label.empty()) heading += ": " + safe(family.label);
  page_.paragraph(0, 2, heading);
  outcomes();
  words();
  needs();
  duties();
  faults();
  reasons();
}

std::string FamilyText::item_of(const Answer& answer) const {
  const Action& action = policy_[answer.decision.action];
  const auto parameter = *policy_.action_groups[*action.family].parameter;
  return policy_[policy_.variables[index_of(parameter)].type].members[action.item].name;
}

std::string FamilyText::items(const std::vector<std::string>& names) const {
  return names.size() == answers_.size() ? "all" : listing(names);
}

void FamilyText::outcomes() {
  Said<std::pair<Outcome, std::string>> said;
  for (const Answer& answer : answers_) said.add({answer.decision.outcome, sentence(answer.decision)}, item_of(answer));
  for (const auto& [what, names] : said.all()) {
    page_.paragraph(2, 4,
                    fmt::format("{}: {}. {}", rest_.inked(outcome_colour(what.first), outcome_word(what.first)),
                                items(names), what.second));
  }
}

std::string FamilyText::sentence(const Decision& decision) const {
  if (decision.outcome == Outcome::Undetermined)
    return what_is_possible(decision) + ' ' + std::string(meanwhile_text(decision));
  std::string out;
  if (decision.basis == Basis::Default)
    out = is_settled(decision) ? "By default." : "Whatever is not known, by default.";
  else if (decision.because.empty())
    out = "Whatever is not known.";
  else
    out = fmt::format("By {}.", english_.clauses(decision.because));
  if (decision.outcome == Outcome::Permitted) out += ' ' + may_it_be_done(policy_, decision);
  return out;
}

void FamilyText::words() {
  if (policy_.policies.size() == 1) return;
  rest_.title("What each policy says");
  for (std::uint32_t p = 0; p < policy_.policies.size(); ++p) {
    Said<Word> said;
    for (const Answer& answer : answers_) {
      const auto& spoken = answer.decision.words;
      const auto word =
          std::find_if(spoken.begin(), spoken.end(), [&](const PolicyWord& one) { return one.policy == PolicyId{p}; });
      if (word != spoken.end()) said.add(word->word, item_of(answer));
    }
    std::vector<std::string> parts;
    for (const auto& [word, names] : said.all()) parts.push_back(fmt::format("{}: {}", word_words(word), items(names)));
    if (!parts.empty()) page_.item(4, 8, policy_.policies[p].name, fmt::format("{}", fmt::join(parts, "; ")));
  }
}

void FamilyText::needs() {
  Said<FactPaths> said;
  for (const Answer& answer : answers_) {
    if (!answer.decision.needs.empty()) said.add(answer.decision.needs, item_of(answer));
  }
  for (const auto& [paths, names] : said.all())
    rest_.needs(paths, said.all().size() == 1 ? "it" : std::string_view(listing(names)));
}

void FamilyText::duties() {
  Said<std::pair<Timing, std::string>> said;
  for (const Answer& answer : answers_) {
    for (const DutyAnswer& duty : answer.decision.duties) {
      if (duty.required != Truth::No) said.add({duty.timing, duty_text(policy_, english_, duty)}, item_of(answer));
    }
  }
  if (said.all().empty()) return;
  rest_.title("Duties");
  for (const auto& [duty, names] : said.all()) {
    const bool every = names.size() == answers_.size();
    page_.item(4, 18, timing_words(duty.first), duty.second + (every ? "" : fmt::format(" ({})", listing(names))));
  }
}

void FamilyText::faults() {
  std::vector<FaultReport> all;
  for (const Answer& answer : answers_) {
    for (const FaultReport& fault : answer.decision.faults) {
      if (std::find(all.begin(), all.end(), fault) == all.end()) all.push_back(fault);
    }
  }
  rest_.faults(all);
}

void FamilyText::reasons() {
  page_.blank_line();
  page_.paragraph(2, 4,
                  fmt::format("The reasons for one are told where it is asked about by itself: {}.",
                              policy_[answers_[0].decision.action].name));
}

}  // namespace carveout::explain_text
