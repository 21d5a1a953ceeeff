#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "carveout/explore.hpp"
#include "question.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"

// Interviews: a line is an answer to what was asked.
namespace carveout::tool::repl {
namespace {

constexpr std::string_view kHowToAnswer =
    "Answer with a value, `don't know`, `back`, or `stop`, which keeps the answers.";

}  // namespace

struct Session::Talk {
  std::string name;
  ActionId action{};
  Interview interview;
};

Session::Session(const Appearance& appearance) : appearance_(appearance) {}

Session::~Session() = default;

const NextQuestion* Session::asked_now() const {
  return talk_ == nullptr ? nullptr : talk_->interview.question();
}

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
  return say(std::string(kHowToAnswer) + "\n\n" + asking());
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
    if (read.problem.empty()) problem = apply(now_.policy(), read, facts);
    if (read.problem.empty() && problem.empty()) {
      out = fact_at(now_.policy(), facts, *question.path);
      return {};
    }
    if (!read.problem.empty()) problem = std::move(read.problem);
  }
  return problem;
}

// Where an answer is no value but begins with the name of a command: what can be done about that here.
std::string Session::command_in_interview(std::string_view text) const {
  const std::string_view word = text.substr(0, text.find_first_of(" \t\n=("));
  const bool known = text.front() == '=' || std::any_of(commands().begin(), commands().end(),
                                                        [&](const Command& command) { return command.name == word; });
  if (!known) return {};
  if (word == "undo") return "`undo` is for after the interview: `back` takes the last answer back";
  if (word == "redo") return "`redo` is for after the interview: answer again what `back` took back";
  if (word == "unset") return "`unset` is for after the interview: `don't know` goes on without the fact";
  return fmt::format("`{}` is for after the interview: `stop` ends it and keeps the answers",
                     word.empty() ? "=" : word);
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
  if (text == "help" || text == "?")
    return say(std::string(kHowToAnswer) + " Other commands are for after that.\n\n" + asking());
  if (text == "why") return say(asking());
  if (text == "don't know" || text == "dont know" || text == "don’t know" || text == "unknown") {
    interview.dont_know();
  } else {
    Value value;
    if (std::string problem = read_answer(line, value); !problem.empty()) {
      if (std::string command = command_in_interview(text); !command.empty()) problem = std::move(command);
      return refuse(std::string(trimmed(problem)) + "\n\n" + asking());
    }
    if (!interview.answer(std::move(value))) return refuse("it cannot be that, as far as it is known\n\n" + asking());
  }
  if (interview.question() != nullptr) return say(asking());
  return end_of_interview({});
}

}  // namespace carveout::tool::repl
