#include <fmt/format.h>

#include "repl/session.hpp"
#include "repl/text.hpp"

// The commands, in the order in which help tells of them. One is added by a line here and a function of Session.
namespace carveout::tool::repl {
namespace {

constexpr std::string_view kSet = R"(A value is written as the language writes it, and `is` may stand before it:

  set request.received 2018-03-01
  set agency is police, request.urgent yes
  set subject.convictions { {offense "PL 160.10", date 2013-02-20} }
  set convictions[1].date 2014-01-01       an element of a list that is known
  set warrant absent                       there is none; of what is `if any`
  set spouse present                       there is one, of which no more is known

A line goes on while a bracket or a quote is open. What does not fit is told as
in a scenario of a policy, and then nothing is set.)";

constexpr std::string_view kKnow = R"(What is known of a fact whose value is not known:

  know request.received between 2018-01-01 and 2018-03-31
  know amount at least 100                 or `at most`
  know purpose one of public_safety, other
  know offense under "PL 265.02"
  know convictions includes { {offense "PL 160.10"} }    and possibly more)";

constexpr std::string_view kFacts = R"(Without an argument: what is known. `facts all`: what there is to know as well,
with its types. With the beginning of a path, those that begin so.)";

constexpr std::string_view kLoad = R"(The facts of the document take the place of those that are known. `undo` brings
these back.)";

constexpr std::string_view kSave = R"(The facts as a document that `load` and `carveout ask --facts` read: in YAML
where the name ends in .yaml or .yml, else in JSON. A file that is there already
is left alone unless this session wrote it and nobody changed it since; `save
over FILE` puts the facts in the place of what is in it. At each moment it holds one or the other, whole.)";

constexpr std::string_view kAsk = R"(Of each action whether it is permitted, and why; of a definition its value.
Without a name, of all actions.)";

constexpr std::string_view kValue = R"(Any expression of the language over the present facts:

  = 2018-03-01 - 5 years
  = count c in subject.convictions where c.date after 2013-01-01
  = agency is police and request.urgent

Where it is not known, what it turns on is told.)";

constexpr std::string_view kWhy = R"(The proof of the answer: the clauses that made it, down to conditions and facts,
and what would have made it otherwise. `why not OUTCOME` tells only why it is not
that one; `why full` tells of all clauses.)";

constexpr std::string_view kNeeds = R"(Of an answer that is not determined, the facts that it still turns on, and which
is best asked next.)";

constexpr std::string_view kInterview = R"(Asks for the facts on which the answer turns, in the best order, until it is
determined. An answer is a value, as `set` takes it. `don't know` goes on without
it, `back` takes the last answer back, `stop` ends it; the answers are kept, and
`undo` takes them back. Other commands are for after it.)";

constexpr std::string_view kChange = R"(The smallest changes of the facts that would give the outcome, for the actions
asked about last or those that are named.)";

constexpr std::string_view kWhat = R"(What would be otherwise in the answers asked for last; nothing is changed:

  what if request.urgent yes, agency police
  what if without record_of_request
  what if as of 2017-06-01
  what if request.urgent yes, without record_of_request, as of 2017-06-01)";

constexpr std::string_view kClauses = R"(Which clauses there are, and which of them are in force on the present facts.
With the beginning of a name those that begin so; `clauses about ACTION` those
that speak of it.)";

constexpr std::string_view kShow = R"(A clause, action, definition, duty, fact, type, list, part or scenario as the
policy writes it; of a clause also its exceptions, and what it overrides or
yields to.)";

constexpr std::string_view kSuspend = R"(Answers are then what they would be without it: a clause, an exception to a
definition, or a whole policy that is decided together with this one. Without a
name: what is suspended.)";

constexpr std::string_view kAsOf = R"(The date that decides which clauses are in force. `as of policy` lets the policy
say it again. Without a date: which it is.)";

constexpr std::string_view kRedo = R"(What was taken back is done again until something else is changed. Where the
policy has been read again since, or another opened, it is done in that one.)";

constexpr std::string_view kScenario = R"(The present facts, and the answers asked for last, or all, as a scenario that
passes. With a file it is appended to it; a file that is new, beside the policy,
becomes one of scenarios for it.)";

constexpr std::string_view kReload = R"(The policy is read again. That also happens by itself once a file of it has
changed. The facts stay; those that have no place in it any more are named. A
policy with errors does not take the place of the one that is open.)";

constexpr std::string_view kUndo = R"(Takes back the last command that changed something: facts set or loaded, clauses
suspended, a date told, a policy read again.)";

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"set", "FACT VALUE, …", "say what a fact is", kSet, Completes::Facts, false, &Session::set},
      {"know", "FACT between A and B", "say what is known of a fact in part", kKnow, Completes::Facts, false,
       &Session::know},
      {"unset", "FACT, … | all", "say that a fact is not known", "", Completes::KnownFacts, false, &Session::unset},
      {"facts", "[PREFIX | all]", "list the facts", kFacts, Completes::Facts, false, &Session::facts},
      {"load", "FILE", "read facts from a JSON or YAML document", kLoad, Completes::Files, false, &Session::load},
      {"save", "[over] FILE", "write the facts to a document", kSave, Completes::Files, false, &Session::save},
      {"ask", "[NAME…]", "decide on actions, work out definitions", kAsk, Completes::Asked, false, &Session::ask},
      {"=", "EXPRESSION", "work out an expression", kValue, Completes::Facts, false, &Session::value},
      {"why", "[not OUTCOME] [ACTION…]", "prove an answer", kWhy, Completes::Asked, false, &Session::why},
      {"trace", "[ACTION…]", "show step by step how an answer came", "", Completes::Asked, false, &Session::trace},
      {"needs", "[NAME…]", "say what an answer still turns on", kNeeds, Completes::Asked, false, &Session::needs},
      {"interview", "ACTION", "be asked for what matters", kInterview, Completes::Asked, false, &Session::interview},
      {"change", "OUTCOME [ACTION…]", "say what would give an outcome", kChange, Completes::Asked, false,
       &Session::change},
      {"what", "if FACT VALUE, …", "say what would be otherwise", kWhat, Completes::Facts, false, &Session::what_if},
      {"clauses", "[NAME | about ACTION]", "list clauses, and which are in force", kClauses, Completes::Clauses, false,
       &Session::clauses},
      {"show", "NAME", "show what the policy says of a name", kShow, Completes::Names, false, &Session::show},
      {"list", "[NAME]", "show the entries of a list", "", Completes::Lists, false, &Session::list},
      {"type", "[NAME]", "show the members or fields of a type", "", Completes::Types, false, &Session::type},
      {"suspend", "[CLAUSE…]", "answer as if a clause were not there", kSuspend, Completes::Clauses, false,
       &Session::suspend},
      {"restore", "[CLAUSE… | all]", "put clauses back that were suspended", "", Completes::Suspended, false,
       &Session::restore},
      {"as", "of [DATE | policy]", "tell the date that governs", kAsOf, Completes::Nothing, false, &Session::as_of},
      {"scenarios", "[TEXT]", "list the scenarios of the policy", "", Completes::Nothing, false, &Session::scenarios},
      {"use", "\"SCENARIO\"", "begin with the facts of a scenario", "", Completes::Scenarios, false, &Session::use},
      {"scenario", "\"NAME\" [FILE]", "make a scenario of the facts and answers", kScenario, Completes::Files, false,
       &Session::scenario},
      {"undo", "", "take back the last change", kUndo, Completes::Nothing, true, &Session::undo},
      {"redo", "", "do again what was taken back", kRedo, Completes::Nothing, true, &Session::redo},
      {"open", "FILE", "open another policy, keeping the facts that fit", "", Completes::Files, true, &Session::open},
      {"reload", "", "read the policy again", kReload, Completes::Nothing, false, &Session::reload},
      {"help", "[COMMAND]", "say what there is", "", Completes::Commands, true, &Session::help},
      {"quit", "", "leave; Ctrl-D does too", "", Completes::Nothing, true, &Session::quit},
  };
  return table;
}

Reply Session::help(std::string_view line, std::size_t rest) {
  const std::string name(trimmed(line.substr(rest)));
  if (name.empty()) {
    Columns table(2, appearance_.width);
    for (const Command& command : commands())
      table.add({fmt::format("{} {}", command.name, command.arguments), std::string(command.summary)});
    return say(table.text() + "\nA command may be shortened as long as it stays clear. `help COMMAND` says more.\n");
  }
  if (name.find(' ') != std::string::npos && name != "as of" && name != "what if")
    return refuse("help tells of one command: write `help COMMAND`");
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    names.push_back(command.name);
    if (command.name != name && !(command.name == "as" && name == "as of") &&
        !(command.name == "what" && name == "what if"))
      continue;
    std::string text = fmt::format("{} {}\n  {}\n", command.name, command.arguments, command.summary);
    if (!command.help.empty()) text += fmt::format("\n{}\n", command.help);
    return say(std::move(text));
  }
  const std::string_view near = nearest(name, names);
  return refuse(near.empty() ? fmt::format("there is no command `{}`; `help` lists those that there are", safe(name))
                             : fmt::format("there is no command `{}`: did you mean `{}`?", safe(name), near));
}

Reply Session::quit(std::string_view, std::size_t) {
  return {{}, true, true};
}

}  // namespace carveout::tool::repl
