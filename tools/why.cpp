#include <fmt/format.h>

#include <array>
#include <utility>

#include "carveout/why.hpp"
#include "commands.hpp"
#include "question.hpp"

namespace carveout::tool {
namespace {

constexpr std::array kOutcomes{Outcome::Permitted, Outcome::Forbidden, Outcome::Conflict, Outcome::Unaddressed,
                               Outcome::Undetermined};

// The sentence that says what is wrong with the word; empty: nothing is.
std::string read_outcome(const std::string& word, std::optional<Outcome>& out) {
  std::vector<std::string_view> known;
  for (const Outcome outcome : kOutcomes) {
    if (word == outcome_id(outcome)) out = outcome;
    known.push_back(outcome_id(outcome));
  }
  return out ? std::string() : no_such("outcome", word, known);
}

}  // namespace

Exit run_why(const WhyCommand& command, Streams& streams) {
  const auto refuse = [&](std::string_view message) {
    complain(streams, message);
    return Exit::CommandAtFault;
  };
  WhyOptions options;
  options.full = command.full;
  if (command.instead) {
    if (const std::string problem = read_outcome(*command.instead, options.instead); !problem.empty())
      return refuse(problem);
  }
  Question question;
  if (const Exit exit = open_question(command, streams, question); exit != Exit::Good) return exit;
  if (!question.asked.defines.empty()) {
    const Define& define = question.policy().defines[index_of(question.asked.defines[0])];
    return refuse(fmt::format(
        "`{}` is a definition, and why is asked of actions: `carveout ask` says what its value rests on", define.name));
  }
  const Plan& plan = question.plan();
  const AnswerContext context{question.file.loaded.policy, question.file.loaded.sources, question.facts,
                              governing_dates(plan, question.facts, question.options)};
  std::vector<Proof> proofs;
  for (const ActionId action : question.asked.actions)
    proofs.push_back(
        prove(plan, question.facts, decide(plan, question.facts, action, question.options), options, question.options));
  Stream& out = streams.out;
  if (command.format == Format::Json)
    why_json(context, proofs, [&](std::string_view piece) { out.write(piece); });
  else if (command.format == Format::Markdown)
    out.write(why_markdown(context, proofs));
  else
    out.write(why_text(context, proofs, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  return Exit::Good;
}

}  // namespace carveout::tool
