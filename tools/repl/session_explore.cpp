#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "carveout/explore.hpp"
#include "question.hpp"
#include "repl/outcome_words.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"

// The commands that look into an answer: why, what it needs, what would change it, what if.
namespace carveout::tool::repl {
namespace {

bool begins_with(std::string_view text, std::string_view word) {
  return text.substr(0, word.size()) == word &&
         (text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == '\n');
}

}  // namespace

Reply Session::needs(std::string_view line, std::size_t rest) {
  Asked asked;
  if (std::string problem = about(words_of(line.substr(rest)), asked); !problem.empty())
    return refuse(std::move(problem));
  Answers answers;
  std::vector<NeedsReport> reports;
  for (const ActionId action : asked.actions) {
    answers.actions.push_back({decide(*now_.plan, now_.facts, action, now_.options()), {}});
    reports.push_back(needs_of(*now_.plan, now_.facts, action, now_.options()));
  }
  for (const DefineId define : asked.defines) {
    answers.values.push_back(explain_value(*now_.plan, now_.facts, define, now_.options()));
    reports.push_back(needs_of(*now_.plan, now_.facts, define, now_.options()));
  }
  remember(asked.actions);
  return say(needs_text(context_of(now_), answers, reports, appearance_.width, appearance_.ink));
}

// `change OUTCOME [ACTION…]`.
Reply Session::change(std::string_view line, std::size_t rest) {
  std::vector<std::string> words = words_of(line.substr(rest));
  if (words.empty()) return refuse("into which outcome? write `change permitted`, or `change permitted ACTION`");
  std::optional<Outcome> wanted;
  if (std::string problem = read_outcome(words.front(), wanted); !problem.empty()) return refuse(std::move(problem));
  if (*wanted == Outcome::Undetermined)
    return refuse("an outcome becomes undetermined where facts are taken away: ask for another");
  words.erase(words.begin());
  Asked asked;
  if (std::string problem = about(words, asked); !problem.empty()) return refuse(std::move(problem));
  if (asked.actions.empty()) return refuse("a definition has a value and no outcome: name an action");
  std::string text;
  for (const ActionId action : asked.actions) {
    if (!text.empty()) text += '\n';
    text += changes_text(context_of(now_), changes_to(*now_.plan, now_.facts, action, *wanted, now_.options()),
                         appearance_.width, appearance_.ink);
  }
  remember(asked.actions);
  return say(std::move(text));
}

// `what if FACT VALUE, …`, `what if without CLAUSE…`, `what if as of DATE`: the difference in what was asked last.
Reply Session::what_if(std::string_view line, std::size_t rest) {
  if (!begins_with(line.substr(rest), "if")) return refuse("what if what? write `what if FACT VALUE`");
  rest += 2;
  while (rest < line.size() && (line[rest] == ' ' || line[rest] == '\n')) ++rest;
  const std::string_view text = line.substr(rest);
  if (text.empty())
    return refuse("what if what? write `what if FACT VALUE`, `what if without CLAUSE`, `what if as of DATE`");
  State other = now_;
  std::vector<std::string> supposed;
  if (begins_with(text, "without")) {
    std::vector<std::string> names = words_of(text.substr(7));
    if (names.empty()) return refuse("without which clause? write `what if without CLAUSE`");
    for (std::string& name : names) {
      supposed.push_back(fmt::format("{} suspended", safe(name)));
      other.suspended.push_back(std::move(name));
    }
    if (std::string problem = compile_without(other); !problem.empty()) return refuse(std::move(problem));
  } else if (begins_with(text, "as of")) {
    other.as_of = Date::parse(trimmed(text.substr(5)));
    if (!other.as_of)
      return refuse(fmt::format("`{}` is not a day of the calendar; write one like 2018-01-31", safe(text.substr(5))));
    supposed.push_back(fmt::format("as of {}", other.as_of->to_text()));
  } else {
    Givens read = read_givens(*now_.opened, line, rest, Verb::Set, colour());
    if (!read.problem.empty()) return refuse(std::move(read.problem));
    if (std::string problem = apply(now_.policy(), read.givens, other.facts); !problem.empty())
      return refuse(std::move(problem));
    for (const Given& given : read.givens)
      supposed.push_back(safe(line.substr(given.span.begin, given.span.end - given.span.begin)));
  }
  Asked asked;
  if (std::string problem = about({}, asked); !problem.empty()) return refuse(std::move(problem));
  const std::vector<Subject> subjects(asked.actions.begin(), asked.actions.end());
  WhatIf difference =
      carveout::what_if({now_.plan, now_.facts, now_.options()}, {other.plan, other.facts, other.options()}, subjects);
  difference.supposed = std::move(supposed);
  return say(what_if_text(context_of(now_), context_of(other), difference, appearance_.width, appearance_.ink));
}

// --- interviews

struct Session::Talk {
  std::string name;
  ActionId action{};
  Interview interview;
};

Session::Session(const Appearance& appearance) : appearance_(appearance) {}

Session::~Session() = default;

std::string Session::asking() const {
  const NextQuestion* question = talk_->interview.question();
  const State state{now_.opened, now_.plan, talk_->interview.facts(), now_.suspended, talk_->interview.options().as_of};
  return question == nullptr ? std::string()
                             : question_text(context_of(state), *question, appearance_.width, appearance_.ink);
}

Reply Session::interview(std::string_view line, std::size_t rest) {
  Asked asked;
  const std::vector<std::string> words = words_of(line.substr(rest));
  if (words.empty()) return refuse("about which action? write `interview ACTION`");
  if (std::string problem = about(words, asked); !problem.empty()) return refuse(std::move(problem));
  if (asked.actions.size() != 1 || !asked.defines.empty())
    return refuse("an interview is about one action: write `interview ACTION`");
  remember(asked.actions);
  talk_ = std::make_unique<Talk>(Talk{std::string(trimmed(line)), asked.actions.front(),
                                      Interview(now_.plan, now_.facts, asked.actions.front(), now_.options())});
  if (talk_->interview.question() == nullptr) return end_of_interview("Nothing needs to be asked.");
  return say("Answer with a value, `don't know`, `back`, or `stop`, which keeps the answers.\n\n" + asking());
}

Reply Session::end_of_interview(std::string_view how) {
  State next = now_;
  next.facts = talk_->interview.facts();
  next.as_of = talk_->interview.options().as_of;
  const std::size_t answered = talk_->interview.answered();
  const std::string name = talk_->name;
  const ActionId action = talk_->action;
  talk_.reset();
  if (answered > 0) commit(std::move(next), name);
  std::string text = how.empty() ? std::string() : fmt::format("{}\n\n", how);
  return say(text + answers_text(context_of(now_), answers_of(now_, {action}, {}), appearance_.width, appearance_.ink));
}

// The value that a line answers with; what is wrong with it otherwise.
std::string Session::read_answer(std::string_view line, Value& out) const {
  const NextQuestion& question = *talk_->interview.question();
  const std::string word(trimmed(line));
  const bool yes = word == "yes" || word == "y";
  const bool no = word == "no" || word == "n";
  if (!question.path) {
    const auto date = Date::parse(word);
    if (!date) return fmt::format("`{}` is not a day of the calendar; write one like 2018-01-31", safe(word));
    out = Value(*date);
    return {};
  }
  if (question.kind == NextQuestion::Kind::Presence && (yes || no)) {
    out = yes ? record_unknown(now_.policy(), question.fact.type) : Value(Absent{});
    return {};
  }
  if (question.kind == NextQuestion::Kind::More && (yes || no)) {
    std::vector<Value> elements = question.fact.value.list()->elements;
    if (yes) elements.push_back(entries_unknown(now_.policy(), question.fact.type, 1).list()->elements.front());
    out = yes ? make_open_list(std::move(elements)) : make_list(std::move(elements));
    return {};
  }
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (question.kind == NextQuestion::Kind::Entries && error == std::errc() && end == word.data() + word.size()) {
    if (count > 10'000) return "that is more than an interview can ask about; `stop`, and `load` the list";
    out = entries_unknown(now_.policy(), question.fact.type, count);
    return {};
  }
  // Anything else as the language writes it, of the fact that is asked for.
  const std::string path = now_.policy().path_text(*question.path);
  std::string shorter = yes ? "yes" : no ? "no" : word;
  Facts facts = talk_->interview.facts();
  std::string problem;
  for (const Verb verb : {Verb::Set, Verb::Know}) {
    Givens read = read_givens(*now_.opened, path + " is " + shorter, 0, verb, colour());
    if (read.problem.empty()) problem = apply(now_.policy(), read.givens, facts);
    if (read.problem.empty() && problem.empty()) {
      out = fact_at(now_.policy(), facts, *question.path);
      return {};
    }
    if (!read.problem.empty()) problem = std::move(read.problem);
  }
  return problem;
}

Reply Session::answer(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty() || text.front() == '#') return {};
  Interview& interview = talk_->interview;
  if (text == "stop" || text == "quit" || text == "exit") {
    Reply reply = end_of_interview("The answers are kept.");
    reply.leave = text != "stop";
    return reply;
  }
  if (text == "back") {
    if (!interview.back()) return refuse("this is the first question; `stop` ends the interview");
    return say(asking());
  }
  if (text == "why" || text == "help" || text == "?") return say(asking());
  if (text == "don't know" || text == "dont know" || text == "don’t know" || text == "unknown") {
    interview.dont_know();
  } else {
    Value value;
    if (std::string problem = read_answer(line, value); !problem.empty())
      return refuse(std::string(trimmed(problem)) + "\n\n" + asking());
    if (!interview.answer(std::move(value))) return refuse("it cannot be that, as far as it is known\n\n" + asking());
  }
  if (interview.question() != nullptr) return say(asking());
  return end_of_interview({});
}

}  // namespace carveout::tool::repl
