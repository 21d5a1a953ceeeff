#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "carveout/explore.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "question.hpp"

namespace carveout::tool {
namespace {

constexpr Outcome kOutcomes[] = {Outcome::Permitted, Outcome::Forbidden, Outcome::Conflict, Outcome::Unaddressed};

// What is wrong with the outcome that is wanted; empty: nothing is.
std::string read_outcome(const std::string& word, Outcome& out) {
  for (const Outcome outcome : kOutcomes) {
    if (outcome_id(outcome) != word) continue;
    out = outcome;
    return {};
  }
  if (word == outcome_id(Outcome::Undetermined))
    return "an outcome becomes undetermined where facts are taken away: ask what would make it permitted, forbidden, "
           "conflict or unaddressed";
  return fmt::format("there is no outcome `{}`: write permitted, forbidden, conflict or unaddressed", shown(word));
}

}  // namespace

Exit run_change(const ChangeCommand& command, Streams& streams) {
  const auto refuse = [&](std::string_view message) {
    complain(streams, message);
    return Exit::CommandAtFault;
  };
  if (command.asked.size() < 2)
    return refuse("which outcome of which action? write `carveout change POLICY ACTION permitted`");
  QuestionArguments arguments = command;
  Outcome wanted{};
  const std::string problem = read_outcome(arguments.asked.back(), wanted);
  if (!problem.empty()) return refuse(problem);
  arguments.asked.pop_back();
  Question question;
  if (const Exit exit = open_question(arguments, streams, question); exit != Exit::Good) return exit;
  if (!question.asked.defines.empty()) return refuse("a definition has a value and no outcome: name an action");
  const Plan& plan = question.plan();
  const AnswerContext context{question.file.loaded.policy, question.file.loaded.sources, question.facts,
                              governing_dates(plan, question.facts, question.options)};
  std::vector<ChangesReport> reports;
  const Interruptible working;
  ExploreLimits limits;
  limits.stop = Interruptible::flag();
  for (const ActionId action : question.asked.actions)
    reports.push_back(changes_to(plan, question.facts, action, wanted, question.options, limits));
  const bool stopped = std::any_of(reports.begin(), reports.end(),
                                   [](const ChangesReport& one) { return one.end == SearchEnd::Stopped; });
  const Exit end = stopped ? Exit::CommandAtFault : Exit::Good;
  Stream& out = streams.out;
  if (command.format == Format::Json) {
    out.write(changes_json(context, reports));
    return end;
  }
  bool first = true;
  for (const ChangesReport& report : reports) {
    if (!std::exchange(first, false)) out.write("\n");
    out.write(changes_text(context, report, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  }
  return end;
}

}  // namespace carveout::tool
