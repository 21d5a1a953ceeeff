#include <algorithm>

#include "carveout/explore.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "question.hpp"

namespace carveout::tool {

Exit run_needs(const NeedsCommand& command, Streams& streams) {
  Question question;
  if (const Exit exit = open_question(command, streams, question); exit != Exit::Good) return exit;
  const Plan& plan = question.plan();
  const AnswerContext context{question.file.loaded.policy, question.file.loaded.sources, question.facts,
                              governing_dates(plan, question.facts, question.options)};
  Answers answers;
  std::vector<NeedsReport> needs;
  const Interruptible working;
  ExploreLimits limits;
  limits.stop = Interruptible::flag();
  for (const ActionId action : question.asked.actions) {
    answers.actions.push_back({decide(plan, question.facts, action, question.options), {}});
    needs.push_back(needs_of(plan, question.facts, action, question.options, {}, limits));
  }
  for (const DefineId define : question.asked.defines) {
    answers.values.push_back(explain_value(plan, question.facts, define, question.options));
    needs.push_back(needs_of(plan, question.facts, define, question.options, {}, limits));
  }
  Stream& out = streams.out;
  if (command.format == Format::Json)
    out.write(needs_json(context, answers, needs));
  else
    out.write(needs_text(context, answers, needs, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  const bool stopped =
      std::any_of(needs.begin(), needs.end(), [](const NeedsReport& one) { return one.end == SearchEnd::Stopped; });
  return stopped ? Exit::CommandAtFault : Exit::Good;
}

}  // namespace carveout::tool
