#include <fmt/format.h>

#include <utility>

#include "carveout/explore.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "question.hpp"
#include "record.hpp"
#include "repl/text.hpp"
#include "repl/typed.hpp"

namespace carveout::tool {
namespace {

// `FACT is VALUE` is typed in a session as `FACT VALUE`.
std::string as_typed(const std::string& given) {
  const std::size_t is = given.find(" is ");
  return is == std::string::npos ? given : given.substr(0, is) + given.substr(is + 3);
}

// Whether nothing follows a fact, or its `is`.
bool has_no_value(std::string_view given) {
  given = repl::trimmed(given);
  if (given.size() > 3 && given.substr(given.size() - 3) == " is") return true;
  return given.find_first_of(" \t\n=") == std::string_view::npos;
}

Exit answer_what_if(const AskCommand& command, Question& question, const AnswerContext& before, Streams& streams) {
  const repl::OpenedPolicy opened(command.policy);
  if (!opened.policy()) {
    complain(streams, "`--what-if` needs a policy that is a file, against which what is supposed is checked");
    return Exit::CommandAtFault;
  }
  Facts changed = question.facts;
  for (const std::string& given : command.what_if) {
    if (has_no_value(given)) {
      complain(streams, fmt::format("`--what-if \"{}\"` gives no value: write it as a scenario gives it, FACT is VALUE",
                                    shown(given)));
      return Exit::CommandAtFault;
    }
    const repl::Givens givens = repl::read_givens(opened, as_typed(given), 0, repl::Verb::Set,
                                                  streams.err.colour() ? Colour::Always : Colour::Never);
    const std::string problem =
        givens.problem.empty() ? repl::apply(question.policy(), givens, changed) : givens.problem;
    if (problem.empty()) continue;
    complain(streams, "`--what-if` takes FACT is VALUE, as a scenario gives it");
    streams.err.write(problem.back() == '\n' ? problem : problem + '\n');
    return Exit::CommandAtFault;
  }
  std::vector<Subject> subjects(question.asked.actions.begin(), question.asked.actions.end());
  subjects.insert(subjects.end(), question.asked.defines.begin(), question.asked.defines.end());
  WhatIf difference = what_if({question.file.plan, question.facts, question.options},
                              {question.file.plan, changed, question.options}, subjects);
  difference.supposed = command.what_if;
  const AnswerContext after{before.policy, before.sources, changed,
                            governing_dates(question.plan(), changed, question.options)};
  Stream& out = streams.out;
  if (command.format == Format::Json)
    out.write(what_if_json(before, after, difference));
  else
    out.write(what_if_text(before, after, difference, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  return Exit::Good;
}

}  // namespace

Exit run_ask(const AskCommand& command, Streams& streams) {
  Question question;
  if (const Exit exit = open_question(command, streams, question); exit != Exit::Good) return exit;
  const Plan& plan = question.plan();
  AnswerContext context{question.file.loaded.policy, question.file.loaded.sources, question.facts,
                        governing_dates(plan, question.facts, question.options)};
  if (const Exit exit = check_recording(command, question, streams); exit != Exit::Good) return exit;
  if (!command.what_if.empty()) return answer_what_if(command, question, context, streams);
  std::vector<Decision> decisions;
  for (const ActionId action : question.asked.actions)
    decisions.push_back(decide(plan, question.facts, action, question.options));
  if (command.keeping.asked_for()) {
    const Exit exit = keep(command, question, decisions, streams);
    if (exit != Exit::Good || command.keeping.print) return exit;
  }
  Answers answers;
  for (Decision& decision : decisions) {
    Explanation explanation = explain(plan, question.facts, decision, question.options);
    answers.actions.push_back({std::move(decision), std::move(explanation)});
  }
  for (const DefineId define : question.asked.defines)
    answers.values.push_back(explain_value(plan, question.facts, define, question.options));
  Stream& out = streams.out;
  if (command.format == Format::Json)
    answers_json(context, answers, [&](std::string_view piece) { out.write(piece); });
  else
    out.write(answers_text(context, answers, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  return Exit::Good;
}

}  // namespace carveout::tool
