#include <fmt/format.h>

#include <algorithm>

#include "question.hpp"
#include "repl/session.hpp"
#include "repl/show.hpp"
#include "repl/text.hpp"

// The commands that ask, and those that change what is asked: clauses left out, another date.
namespace carveout::tool::repl {

AnswerContext Session::context_of(const State& state) const {
  return {state.opened->policy(), state.opened->sources(), state.facts,
          governing_dates(*state.plan, state.facts, state.options())};
}

Answers Session::answers_of(const State& state, const std::vector<ActionId>& actions,
                            const std::vector<DefineId>& defines) const {
  Answers out;
  for (const ActionId action : actions) {
    Decision decision = decide(*state.plan, state.facts, action, state.options());
    Explanation explanation = explain(*state.plan, state.facts, decision, state.options());
    out.actions.push_back({std::move(decision), std::move(explanation)});
  }
  for (const DefineId define : defines)
    out.values.push_back(explain_value(*state.plan, state.facts, define, state.options()));
  return out;
}

void Session::remember(const std::vector<ActionId>& actions) {
  if (!actions.empty()) asked_.clear();
  for (const ActionId action : actions) asked_.push_back(now_.policy()[action].name);
}

Reply Session::ask(std::string_view line, std::size_t rest) {
  Asked asked;
  for (const std::string& name : words_of(line.substr(rest))) {
    if (std::string problem = find_asked(now_.policy(), name, asked); !problem.empty())
      return refuse(std::move(problem));
  }
  if (trimmed(line.substr(rest)).empty()) {
    for (std::uint32_t i = 0; i < now_.policy().actions.size(); ++i) asked.actions.push_back(ActionId{i});
    if (asked.actions.empty()) return refuse("the policy declares no action; `ask DEFINITION` says a value");
  }
  remember(asked.actions);
  std::string text = answers_text(context_of(now_), answers_of(now_, asked.actions, asked.defines), appearance_.width,
                                  appearance_.ink);
  if (!now_.suspended.empty()) {
    std::string names;
    for (const std::string& name : now_.suspended) names += (names.empty() ? "" : ", ") + safe(name);
    text += fmt::format("\nSuspended: {}\n", names);
  }
  return say(std::move(text));
}

// `= EXPRESSION`: what a definition by that expression would be worth.
Reply Session::value(std::string_view line, std::size_t rest) {
  if (trimmed(line.substr(rest)).empty()) return refuse("which expression? write `= EXPRESSION`");
  const TypedValue typed = read_expression(*now_.opened, line, rest, colour());
  if (!typed.problem.empty()) return refuse(typed.problem);
  State state = now_;
  Without without;
  for (const std::string& name : state.suspended) {
    if (std::string problem = find_without(*typed.loaded.policy, name, without); !problem.empty())
      return refuse(std::move(problem));
  }
  const Compiled compiled = compile(typed.loaded.policy, without);
  if (!compiled.plan) return refuse(render_text(compiled.diagnostics, *typed.loaded.sources, colour()));
  Answers answers;
  answers.values.push_back(explain_value(*compiled.plan, state.facts, typed.define, state.options()));
  // A fault in what was typed stands in the line, and in no file.
  auto sources = std::make_shared<SourceMap>();
  for (std::uint32_t i = 0; i < typed.loaded.sources->size(); ++i) {
    const SourceFile& file = typed.loaded.sources->file(FileId{i});
    sources->add(file.name(), std::string(file.text()));
  }
  const FileId typed_line = sources->add({}, std::string(line)).id();
  for (FaultReport& fault : answers.values.front().faults) {
    if (fault.span.file != kGivenFile || fault.span.begin < typed.begin) continue;
    const auto shift = typed.begin - static_cast<std::uint32_t>(rest);
    fault.span = {typed_line, fault.span.begin - shift, fault.span.end - shift};
  }
  const AnswerContext context{typed.loaded.policy, sources, state.facts,
                              governing_dates(*compiled.plan, state.facts, state.options())};
  std::string text = answers_text(context, answers, appearance_.width, appearance_.ink);
  // Without the head that says the policy; what has no name is headed by its type.
  const std::size_t named = text.find(kTypedName);
  if (named != std::string::npos) text.erase(0, text.find('\n', named) + 1);
  const TypeId type = typed.loaded.policy->defines[index_of(typed.define)].type;
  return say(fmt::format("{}\n{}", bold(safe(type_name(*typed.loaded.policy, type))), text));
}

Reply Session::clauses(std::string_view line, std::size_t rest) {
  const std::vector<std::string> words = words_of(line.substr(rest));
  ClauseList wanted;
  if (!words.empty() && words.front() == "about") {
    Asked asked;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (std::string problem = find_asked(now_.policy(), words[i], asked); !problem.empty())
        return refuse(std::move(problem));
    }
    if (asked.actions.empty()) return refuse("about which action? write `clauses about ACTION`");
    wanted.about = asked.actions;
  } else if (!words.empty()) {
    if (words.size() > 1)
      return refuse("of clauses, the beginning of one name is told: write `clauses NAME`, or `clauses about ACTION`");
    wanted.prefix = words.front();
  }
  std::string text = clauses_table(now_.policy(), clause_states(*now_.plan, now_.facts, now_.options()), now_.suspended,
                                   wanted, appearance_.width);
  if (text.empty() && !wanted.prefix.empty()) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < now_.policy().clauses.size(); ++i)
      names.push_back(now_.policy().clause_name(ClauseId{i}));
    return refuse(no_such("clause", wanted.prefix, {names.begin(), names.end()}));
  }
  return say(text.empty() ? "No clause speaks of it.\n" : std::move(text));
}

Reply Session::show(std::string_view line, std::size_t rest) {
  const std::string name = unquoted(line.substr(rest));
  if (name.empty()) return refuse("what is to be shown? write `show NAME`: a clause, a definition, a fact, a type");
  Shown shown_text = show_named(now_.policy(), *now_.opened->sources(), name, appearance_.width);
  return shown_text.problem.empty() ? say(std::move(shown_text.text)) : refuse(std::move(shown_text.problem));
}

Reply Session::list(std::string_view line, std::size_t rest) {
  Shown out = show_list(now_.policy(), std::string(trimmed(line.substr(rest))), appearance_.width);
  return out.problem.empty() ? say(std::move(out.text)) : refuse(std::move(out.problem));
}

Reply Session::type(std::string_view line, std::size_t rest) {
  Shown out = show_type(now_.policy(), std::string(trimmed(line.substr(rest))), appearance_.width);
  return out.problem.empty() ? say(std::move(out.text)) : refuse(std::move(out.problem));
}

Reply Session::suspend(std::string_view line, std::size_t rest) {
  const std::vector<std::string> names = words_of(line.substr(rest));
  if (names.empty()) {
    std::string text;
    for (const std::string& name : now_.suspended) text += "  " + safe(name) + '\n';
    return say(text.empty() ? "Nothing is suspended.\n" : std::move(text));
  }
  State next = now_;
  for (const std::string& name : names) {
    if (std::find(next.suspended.begin(), next.suspended.end(), name) != next.suspended.end())
      return refuse(fmt::format("`{}` is suspended already", safe(name)));
    next.suspended.push_back(name);
  }
  if (std::string problem = compile_without(next); !problem.empty()) return refuse(std::move(problem));
  const State before = now_;
  commit(std::move(next), line);
  return say("Suspended.\n" + differences(before));
}

// Why a clause cannot be restored: it may be left out with the whole policy that it is of.
std::string Session::not_suspended(const std::string& name, const std::vector<std::string>& suspended) const {
  for (const ClauseId id : now_.policy().find_clauses(name)) {
    const std::string& whole = now_.policy()[now_.policy()[id].policy].name;
    if (std::find(suspended.begin(), suspended.end(), whole) != suspended.end())
      return fmt::format(
          "`{}` is left out with all of the policy `{}`: `restore {}` puts it back, and `suspend` leaves "
          "out others of its clauses one by one",
          safe(name), safe(whole), safe(whole));
  }
  return no_such("suspended clause", name, {suspended.begin(), suspended.end()});
}

Reply Session::restore(std::string_view line, std::size_t rest) {
  const std::vector<std::string> names = words_of(line.substr(rest));
  if (now_.suspended.empty()) return refuse("nothing is suspended");
  State next = now_;
  if (names.empty() || (names.size() == 1 && names.front() == "all")) next.suspended.clear();
  for (const std::string& name : names) {
    if (names.size() == 1 && name == "all") break;
    const auto found = std::find(next.suspended.begin(), next.suspended.end(), name);
    if (found == next.suspended.end()) return refuse(not_suspended(name, next.suspended));
    next.suspended.erase(found);
  }
  if (std::string problem = compile_without(next); !problem.empty()) return refuse(std::move(problem));
  const State before = now_;
  commit(std::move(next), line);
  const std::string still =
      now_.suspended.empty() ? std::string() : fmt::format("Still suspended: {}\n", named(now_.suspended));
  return say("Restored.\n" + still + differences(before));
}

Reply Session::as_of(std::string_view line, std::size_t rest) {
  std::vector<std::string> words = words_of(line.substr(rest));
  if (!words.empty() && words.front() == "of") words.erase(words.begin());
  if (words.empty()) {
    const auto date = context_of(now_).as_of();
    const std::string_view told =
        now_.as_of ? ", told by `as of`; `as of policy` lets the policy say it" : ", as the policy says";
    return say(date ? fmt::format("  {}{}\n", date->to_text(), told)
                    : std::string("  not known: the policy does not say it, or the fact that it names is not known\n"));
  }
  State next = now_;
  next.as_of.reset();
  if (words.size() > 1)
    return refuse(
        fmt::format("one date governs: write `as of {}` alone, without `{}`", safe(words[0]), safe(words[1])));
  if (words.front() != "policy") {
    next.as_of = Date::parse(words.front());
    if (!next.as_of)
      return refuse(fmt::format("`{}` is not a day of the calendar; write one like 2018-01-31", safe(words.front())));
  }
  const State before = now_;
  commit(std::move(next), line);
  return say((now_.as_of ? fmt::format("It is asked as of {}.\n", now_.as_of->to_text())
                         : std::string("The policy says the date.\n")) +
             differences(before));
}

}  // namespace carveout::tool::repl
