#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "commands.hpp"
#include "help.hpp"

// Reads the command line, runs a subcommand, and sees that what it wrote arrived.
namespace {

using namespace carveout::tool;

constexpr std::array<std::string_view, 10> kSubcommands{"check",  "test", "ask",  "why",    "needs",
                                                        "change", "fmt",  "repl", "replay", "log"};

struct CommandLine {
  CheckCommand check;
  TestCommand test;
  AskCommand ask;
  WhyCommand why;
  NeedsCommand needs;
  ChangeCommand change;
  FmtCommand fmt;
  ReplCommand repl;
  ReplayCommand replay;
  LogCommand log;
  std::string format;
  std::optional<std::string> at_least;
  std::optional<std::string> mutants;
};

// What is wrong with a command line, and of which subcommand the help would tell more.
struct Misuse {
  std::string message;
  std::string subcommand;
};

std::string ticked(std::string_view text) {
  return fmt::format("`{}`", shown(text));
}

Exit refuse(Streams& streams, const Misuse& misuse) {
  complain(streams, misuse.message);
  streams.err.write(fmt::format("`carveout {}--help` says what there is\n",
                                misuse.subcommand.empty() ? "" : misuse.subcommand + ' '));
  return Exit::CommandAtFault;
}

Misuse no_such_command(const std::string& word) {
  const std::string_view near = carveout::nearest(word, {kSubcommands.begin(), kSubcommands.end()});
  return {near.empty() ? fmt::format("there is no command {}", ticked(word))
                       : fmt::format("there is no command {}: did you mean `{}`?", ticked(word), near),
          {}};
}

CLI::App* add_subcommand(CLI::App& app, const std::string& name) {
  CLI::App* out = app.add_subcommand(name);
  out->set_help_flag("-h,--help");
  return out;
}

// One value each: `--without A B` takes A out and asks about B. A second one is refused, but for --without.
template <class Target>
CLI::Option* add_valued(CLI::App* app, const std::string& name, Target& target) {
  return app->add_option(name, target)->allow_extra_args(false);
}

void add_question(CLI::App* app, QuestionArguments& question) {
  app->add_option("POLICY", question.policy);
  app->add_option("NAME", question.asked);
  add_valued(app, "--facts", question.facts);
  add_valued(app, "--scenario", question.scenario);
  add_valued(app, "--as-of", question.as_of);
  add_valued(app, "--without", question.without);
}

void declare(CLI::App& app, CommandLine& line) {
  app.set_help_flag("-h,--help");
  // The name of an action may be that of another subcommand.
  app.require_subcommand(0, 1);
  app.set_version_flag("--version",
                       std::string("carveout " CARVEOUT_VERSION " (language " CARVEOUT_LANGUAGE_VERSION ")"));
  CLI::App* check = add_subcommand(app, "check");
  check->add_option("POLICY", line.check.policies);
  add_valued(check, "--format", line.format);
  CLI::App* test = add_subcommand(app, "test");
  test->add_option("POLICY", line.test.policies);
  add_valued(test, "--filter", line.test.filter);
  test->add_flag("--coverage", line.test.coverage);
  add_valued(test, "--coverage-html", line.test.coverage_html);
  add_valued(test, "--at-least", line.at_least);
  test->add_flag("--mutate", line.test.mutate);
  add_valued(test, "--mutants", line.mutants);
  add_valued(test, "--format", line.format);
  CLI::App* ask = add_subcommand(app, "ask");
  add_question(ask, line.ask);
  add_valued(ask, "--what-if", line.ask.what_if);
  ask->add_flag("--record", line.ask.keeping.print);
  add_valued(ask, "--log", line.ask.keeping.log);
  ask->add_flag("--no-facts", line.ask.keeping.no_facts);
  add_valued(ask, "--at", line.ask.keeping.at);
  add_valued(ask, "--policy-version", line.ask.keeping.policy_version);
  add_valued(ask, "--format", line.format);
  CLI::App* why = add_subcommand(app, "why");
  add_question(why, line.why);
  add_valued(why, "--not", line.why.instead);
  why->add_flag("--full", line.why.full);
  add_valued(why, "--format", line.format);
  CLI::App* needs = add_subcommand(app, "needs");
  add_question(needs, line.needs);
  add_valued(needs, "--format", line.format);
  CLI::App* change = add_subcommand(app, "change");
  add_question(change, line.change);
  add_valued(change, "--format", line.format);
  CLI::App* fmt = add_subcommand(app, "fmt");
  fmt->add_option("POLICY", line.fmt.policies);
  fmt->add_flag("--check", line.fmt.check);
  CLI::App* repl = add_subcommand(app, "repl");
  repl->add_option("POLICY", line.repl.policy);
  add_valued(repl, "--facts", line.repl.facts);
  CLI::App* replay = add_subcommand(app, "replay");
  replay->add_option("LOG", line.replay.records);
  add_valued(replay, "--policy", line.replay.policy);
  replay->add_flag("--facts-required", line.replay.facts_required);
  add_valued(replay, "--format", line.format);
  CLI::App* log = add_subcommand(app, "log");
  log->add_option("ACTION", line.log.action);
  log->add_option("FILE", line.log.file);
  add_valued(log, "--head", line.log.head);
  add_valued(log, "--key", line.log.key);
  add_valued(log, "--sign", line.log.sign);
  add_valued(log, "--at", line.log.at);
}

std::vector<std::string_view> options_of(std::string_view subcommand) {
  if (subcommand == "check") return {"--format", "--help"};
  if (subcommand == "test")
    return {"--filter", "--coverage", "--coverage-html", "--at-least", "--mutate", "--mutants", "--format", "--help"};
  if (subcommand == "ask")
    return {"--facts", "--scenario", "--as-of", "--without",        "--what-if", "--record",
            "--log",   "--no-facts", "--at",    "--policy-version", "--format",  "--help"};
  if (subcommand == "replay") return {"--policy", "--facts-required", "--format", "--help"};
  if (subcommand == "log") return {"--head", "--key", "--sign", "--at", "--help"};
  if (subcommand == "needs" || subcommand == "change")
    return {"--facts", "--scenario", "--as-of", "--without", "--format", "--help"};
  if (subcommand == "why")
    return {"--facts", "--scenario", "--as-of", "--without", "--not", "--full", "--format", "--help"};
  if (subcommand == "fmt") return {"--check", "--help"};
  if (subcommand == "repl") return {"--facts", "--help"};
  return {"--help", "--version"};
}

// The option that a word of the command line names: "--facts" of "--facts=x".
std::string_view option_name(std::string_view word) {
  return word.substr(0, word.find('='));
}

// What no part of the command line takes.
std::string unknown_words(const std::vector<std::string>& words, std::string_view subcommand) {
  for (const std::string& word : words) {
    if (word.size() < 2 || word[0] != '-') continue;
    const std::string_view near = carveout::nearest(option_name(word), options_of(subcommand));
    return near.empty() ? fmt::format("there is no option {}", ticked(option_name(word)))
                        : fmt::format("there is no option {}: did you mean `{}`?", ticked(option_name(word)), near);
  }
  return fmt::format("one thing too many: {}", ticked(words.empty() ? std::string() : words.front()));
}

// The option that another option stands after in the place of its value. A value that begins so is written
// `--name=--value`.
std::optional<std::string> without_value(const std::vector<std::string>& arguments, std::string_view subcommand) {
  const auto options = options_of(subcommand);
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const bool valued = arguments[i] != "--help" && arguments[i] != "--check" && arguments[i] != "--coverage" &&
                        arguments[i] != "--mutate" && arguments[i] != "--full" && arguments[i] != "--record" &&
                        arguments[i] != "--no-facts" && arguments[i] != "--facts-required" &&
                        std::find(options.begin(), options.end(), arguments[i]) != options.end();
    if (valued && (i + 1 == arguments.size() || arguments[i + 1].rfind("--", 0) == 0))
      return fmt::format("{} takes a value after it", ticked(arguments[i]));
  }
  return std::nullopt;
}

// An option that has two values.
std::string mismatch(const std::vector<std::string>& arguments, std::string_view subcommand) {
  for (const std::string_view option : options_of(subcommand)) {
    if (option == "--help" || option == "--full" || option == "--without" || option == "--what-if") continue;
    const auto times = std::count_if(arguments.begin(), arguments.end(),
                                     [&](const std::string& a) { return option_name(a) == option; });
    if (times > 1) return fmt::format("`{}` is given twice", option);
  }
  return "an option lacks its value";
}

// What `--format` takes besides text and json.
struct MoreFormat {
  std::string_view word;
  Format format = Format::Text;
};
MoreFormat more_format(const std::string& subcommand) {
  if (subcommand == "check") return {"sarif", Format::Sarif};
  if (subcommand == "test") return {"junit", Format::Junit};
  if (subcommand == "why") return {"markdown", Format::Markdown};
  return {};
}

std::optional<Misuse> read_format(const std::string& text, const std::string& subcommand, Format& out) {
  const MoreFormat more = more_format(subcommand);
  if (text.empty() || text == "text")
    out = Format::Text;
  else if (text == "json")
    out = Format::Json;
  else if (text == more.word)
    out = more.format;
  else
    return Misuse{
        fmt::format("`--format` takes {}, not {}",
                    more.word.empty() ? "text or json" : fmt::format("text, json or {}", more.word), ticked(text)),
        subcommand};
  return std::nullopt;
}

// Of the subcommands that take several.
const std::vector<std::string>& policies_of(const std::string& subcommand, const CommandLine& line) {
  if (subcommand == "test") return line.test.policies;
  if (subcommand == "fmt") return line.fmt.policies;
  return line.check.policies;
}

// A whole number of percents.
std::optional<Misuse> read_at_least(CommandLine& line) {
  if (!line.at_least) return std::nullopt;
  const std::string& text = *line.at_least;
  const bool digits = !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) line.test.at_least = static_cast<std::size_t>(std::stoul(text));
  if (digits && *line.test.at_least <= 100) return std::nullopt;
  return Misuse{fmt::format("`--at-least` takes a whole number of percents from 0 to 100, not {}", ticked(text)),
                "test"};
}

// How many mutants; more than kMostDigits would say is no number anyone waits for.
std::optional<Misuse> read_mutants(CommandLine& line) {
  if (!line.mutants) return std::nullopt;
  constexpr std::size_t kMostDigits = 6;
  const std::string& text = *line.mutants;
  const bool digits =
      !text.empty() && text.size() <= kMostDigits && text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) line.test.mutants = static_cast<std::size_t>(std::stoul(text));
  line.test.mutate = true;
  if (digits && *line.test.mutants > 0) return std::nullopt;
  return Misuse{fmt::format("`--mutants` takes a number from 1 to 999999, not {}", ticked(text)), "test"};
}

// Of the subcommands that put a question to a policy.
const QuestionArguments* question_of(const std::string& subcommand, const CommandLine& line) {
  if (subcommand == "ask") return &line.ask;
  if (subcommand == "why") return &line.why;
  if (subcommand == "needs") return &line.needs;
  if (subcommand == "change") return &line.change;
  return nullptr;
}

Exit replay(const ReplayCommand& command, Streams& streams) {
  if (command.records.empty() || command.policy.empty())
    return refuse(streams,
                  {"which records, and by which policy? write `carveout replay LOG --policy POLICY`", "replay"});
  return run_replay(command, streams);
}

Exit run(const std::string& subcommand, CommandLine& line, Streams& streams) {
  Format format = Format::Text;
  if (const auto misuse = read_format(line.format, subcommand, format)) return refuse(streams, *misuse);
  if (const auto misuse = read_at_least(line)) return refuse(streams, *misuse);
  if (const auto misuse = read_mutants(line)) return refuse(streams, *misuse);
  line.check.format = line.test.format = line.ask.format = line.why.format = line.needs.format = line.change.format =
      line.replay.format = format;
  if (subcommand == "repl") return run_repl(line.repl, streams);
  if (subcommand == "log") return run_log(line.log, streams);
  if (subcommand == "replay") return replay(line.replay, streams);
  const QuestionArguments* question = question_of(subcommand, line);
  if (question ? question->policy.empty() : policies_of(subcommand, line).empty())
    return refuse(streams, {fmt::format("which policy? write `carveout {} POLICY`", subcommand), subcommand});
  if (subcommand == "check") return run_check(line.check, streams);
  if (subcommand == "test") return run_test(line.test, streams);
  if (subcommand == "fmt") return run_fmt(line.fmt, streams);
  if (subcommand == "why") return run_why(line.why, streams);
  if (subcommand == "needs") return run_needs(line.needs, streams);
  if (subcommand == "change") return run_change(line.change, streams);
  return run_ask(line.ask, streams);
}

Exit help(const std::vector<std::string>& arguments, Streams& streams) {
  const std::string about = arguments.size() > 1 ? arguments[1] : std::string();
  const bool known = about.empty() || about == "help" || about[0] == '-' ||
                     std::find(kSubcommands.begin(), kSubcommands.end(), about) != kSubcommands.end();
  if (!known) return refuse(streams, no_such_command(about));
  streams.out.write(help_of(about));
  return Exit::Good;
}

// What the command was to read, for the message that there is no room for it.
std::string inputs_of(const std::string& subcommand, const CommandLine& line) {
  if (subcommand == "repl") return ticked(line.repl.policy);
  if (subcommand == "log") return ticked(line.log.file);
  if (subcommand == "replay") return fmt::format("{} and {}", ticked(line.replay.records), ticked(line.replay.policy));
  if (const QuestionArguments* question = question_of(subcommand, line)) {
    const std::string facts = question->facts ? fmt::format(" with the facts {}", ticked(*question->facts)) : "";
    return fmt::format("{}{}; allow it more, or ask with fewer facts at once", ticked(question->policy), facts);
  }
  std::string out;
  for (const std::string& policy : policies_of(subcommand, line))
    out += fmt::format("{}{}", out.empty() ? "" : ", ", ticked(policy));
  return out + "; allow it more, or split the policy";
}

Exit run_in_memory(const std::string& subcommand, CommandLine& line, Streams& streams) {
  try {
    return run(subcommand, line, streams);
  } catch (const std::bad_alloc&) {
    // What was taken has been given back on the way here, so that there is room for this.
    complain(streams, "there is not enough memory for " + inputs_of(subcommand, line));
    return Exit::CommandAtFault;
  }
}

Exit parse_and_run(const std::vector<std::string>& arguments, Streams& streams) {
  if (arguments.empty()) {
    streams.err.write(help_of({}));
    return Exit::CommandAtFault;
  }
  // `carveout help check` is `carveout check --help`.
  if (arguments.front() == "help") return help(arguments, streams);
  const std::string& first = arguments.front();
  const bool is_subcommand = std::find(kSubcommands.begin(), kSubcommands.end(), first) != kSubcommands.end();
  if (!is_subcommand && (first.empty() || first[0] != '-')) {
    return refuse(streams, no_such_command(first));
  }
  const std::string subcommand = is_subcommand ? first : std::string();
  if (is_subcommand) {
    if (auto problem = without_value(arguments, subcommand)) return refuse(streams, {std::move(*problem), subcommand});
  }
  CLI::App app;
  CommandLine line;
  declare(app, line);
  try {
    // CLI11 takes the words from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    streams.out.write(help_of(subcommand));
    return Exit::Good;
  } catch (const CLI::CallForVersion& version) {
    streams.out.write(std::string(version.what()) + '\n');
    return Exit::Good;
  } catch (const CLI::ExtrasError&) {
    return refuse(streams, {unknown_words(app.remaining(true), subcommand), subcommand});
  } catch (const CLI::ArgumentMismatch&) {
    return refuse(streams, {mismatch(arguments, subcommand), subcommand});
  } catch (const CLI::Error& error) {
    return refuse(streams, {shown(error.what()), subcommand});
  }
  if (subcommand.empty())
    return refuse(streams, {"a command is due: check, test, ask, why, needs, change, fmt, repl, replay or log", {}});
  return run_in_memory(subcommand, line, streams);
}

// Flushes both streams; output that did not arrive is a fault of the environment. A reader that went away is no news.
Exit finished(Exit exit, Streams& streams) {
  streams.out.flush();
  if (streams.out.error() != 0 && streams.out.error() != EPIPE)
    complain(streams, fmt::format("the output cannot be written: {}", std::strerror(streams.out.error())));
  streams.err.flush();
  return streams.out.error() != 0 || streams.err.error() != 0 ? Exit::CommandAtFault : exit;
}

}  // namespace

int main(int argc, char** argv) {
  // A pipe whose reader went away shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
  // So does a file that may not grow any further.
  std::signal(SIGXFSZ, SIG_IGN);
  Streams streams;
  Exit exit = Exit::CommandAtFault;
  try {
    exit = parse_and_run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), streams);
  } catch (const std::exception& problem) {
    complain(streams, fmt::format("stopped: {}", shown(problem.what())));
  }
  return static_cast<int>(finished(exit, streams));
}
