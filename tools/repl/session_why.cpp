#include <fmt/format.h>

#include "carveout/why.hpp"
#include "question.hpp"
#include "repl/outcome_words.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"
#include "repl/trace.hpp"

// The commands that look into an answer as it is: why, and step by step.
namespace carveout::tool::repl {

std::string read_outcome(const std::string& word, std::optional<Outcome>& out) {
  for (const Outcome outcome :
       {Outcome::Permitted, Outcome::Forbidden, Outcome::Conflict, Outcome::Unaddressed, Outcome::Undetermined}) {
    if (outcome_id(outcome) == word) out = outcome;
  }
  if (out) return {};
  return fmt::format("there is no outcome `{}`: write permitted, forbidden, conflict, unaddressed or undetermined",
                     safe(word));
}

// The things that the words name; where there are none the actions asked about last, or all.
std::string Session::about(const std::vector<std::string>& words, Asked& asked) const {
  for (const std::string& name : words) {
    if (std::string problem = find_asked(now_.policy(), name, asked); !problem.empty()) return problem;
  }
  if (!words.empty()) return {};
  for (const std::string& name : asked_) {
    if (const auto action = now_.policy().find_action(name)) asked.actions.push_back(*action);
  }
  for (std::uint32_t i = 0; asked_.empty() && i < now_.policy().actions.size(); ++i)
    asked.actions.push_back(ActionId{i});
  return asked.actions.empty() ? "about which action? name one" : std::string();
}

// `why [not OUTCOME] [ACTION…]`.
Reply Session::why(std::string_view line, std::size_t rest) {
  std::vector<std::string> words = words_of(line.substr(rest));
  WhyOptions options;
  const auto take_full = [&] {
    if (words.empty() || words.front() != "full") return;
    options.full = true;
    words.erase(words.begin());
  };
  take_full();
  if (!words.empty() && words.front() == "not") {
    if (words.size() < 2) return refuse("why not which outcome? write `why not permitted`");
    if (std::string problem = read_outcome(words[1], options.instead); !problem.empty())
      return refuse(std::move(problem));
    words.erase(words.begin(), words.begin() + 2);
  }
  take_full();
  Asked asked;
  if (std::string problem = about(words, asked); !problem.empty()) return refuse(std::move(problem));
  if (asked.actions.empty()) return refuse("why is asked of actions: `ask DEFINITION` says what its value rests on");
  std::vector<Proof> proofs;
  for (const ActionId action : asked.actions)
    proofs.push_back(
        prove(*now_.plan, now_.facts, decide(*now_.plan, now_.facts, action, now_.options()), options, now_.options()));
  remember(asked.actions);
  return say(why_text(context_of(now_), proofs, appearance_.width, appearance_.ink));
}

Reply Session::trace(std::string_view line, std::size_t rest) {
  Asked asked;
  if (std::string problem = about(words_of(line.substr(rest)), asked); !problem.empty())
    return refuse(std::move(problem));
  if (asked.actions.empty()) return refuse("a trace is of actions: `ask DEFINITION` says what its value rests on");
  WhyOptions options;
  options.full = true;
  std::string text;
  for (const ActionId action : asked.actions) {
    Decision decision = decide(*now_.plan, now_.facts, action, now_.options());
    if (!text.empty()) text += '\n';
    text += bold(safe(now_.policy()[action].name)) + '\n';
    text += trace_text(context_of(now_), prove(*now_.plan, now_.facts, std::move(decision), options, now_.options()),
                       appearance_.width);
  }
  remember(asked.actions);
  return say(std::move(text));
}

}  // namespace carveout::tool::repl
