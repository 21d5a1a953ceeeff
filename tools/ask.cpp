#include <utility>

#include "carveout/explain.hpp"
#include "commands.hpp"
#include "question.hpp"

namespace carveout::tool {

Exit run_ask(const AskCommand& command, Streams& streams) {
  Question question;
  if (const Exit exit = open_question(command, streams, question); exit != Exit::Good) return exit;
  const Plan& plan = question.plan();
  AnswerContext context{question.file.loaded.policy, question.file.loaded.sources, question.facts,
                        governing_dates(plan, question.facts, question.options)};
  Answers answers;
  for (const ActionId action : question.asked.actions) {
    Decision decision = decide(plan, question.facts, action, question.options);
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
