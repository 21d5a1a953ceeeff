#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output.hpp"

// The subcommands, apart from how a command line is read. Each writes its result and its messages and says how it went.
namespace carveout::tool {

enum class Exit : std::uint8_t {
  Good = 0,
  PolicyAtFault = 1,
  CommandAtFault = 2,  // or what it runs in: a file, the standard output
};
// The graver of two.
[[nodiscard]] constexpr Exit operator|(Exit a, Exit b) noexcept {
  return a < b ? b : a;
}

enum class Format : std::uint8_t { Text, Json, Sarif, Junit, Markdown };

struct CheckCommand {
  std::vector<std::string> policies;  // "-" is the standard input
  Format format = Format::Text;
};
[[nodiscard]] Exit run_check(const CheckCommand& command, Streams& streams);

struct TestCommand {
  std::vector<std::string> policies;
  std::string filter;  // empty: all scenarios
  bool coverage = false;
  std::optional<std::string> coverage_html;  // a file
  std::optional<std::size_t> at_least;       // percent of coverage
  bool mutate = false;
  std::optional<std::size_t> mutants;  // at most so many
  Format format = Format::Text;
  [[nodiscard]] bool counts_coverage() const { return coverage || coverage_html || at_least; }
};
[[nodiscard]] Exit run_test(const TestCommand& command, Streams& streams);

// What every question to a policy is asked with.
struct QuestionArguments {
  std::string policy;
  std::vector<std::string> asked;    // actions, groups of actions, definitions; empty: all actions
  std::optional<std::string> facts;  // a file, or "-"
  std::optional<std::string> scenario;
  std::optional<std::string> as_of;
  std::vector<std::string> without;
};

// What is kept of an answer.
struct RecordArguments {
  bool print = false;              // in the place of the answer
  std::optional<std::string> log;  // a file
  bool no_facts = false;           // their digest alone
  std::optional<std::string> at;
  std::optional<std::string> policy_version;
  [[nodiscard]] bool asked_for() const { return print || log; }
};
struct AskCommand : QuestionArguments {
  RecordArguments keeping;
  std::vector<std::string> what_if;  // `FACT is VALUE`, each: the answer on facts changed so, against that on the facts
  Format format = Format::Text;
};
[[nodiscard]] Exit run_ask(const AskCommand& command, Streams& streams);

struct WhyCommand : QuestionArguments {
  std::optional<std::string> instead;  // the outcome that it is not
  bool full = false;
  Format format = Format::Text;
};
[[nodiscard]] Exit run_why(const WhyCommand& command, Streams& streams);

struct NeedsCommand : QuestionArguments {
  Format format = Format::Text;
};
[[nodiscard]] Exit run_needs(const NeedsCommand& command, Streams& streams);

// The last of what is asked is the outcome wanted.
struct ChangeCommand : QuestionArguments {
  Format format = Format::Text;
};
[[nodiscard]] Exit run_change(const ChangeCommand& command, Streams& streams);

struct LogCommand {
  std::string action;  // "verify", "head", "show", "keygen"
  std::string file;
  std::optional<std::string> head;  // a file
  std::optional<std::string> key;   // a public one, or a file
  std::optional<std::string> sign;  // a file with a secret one
  std::optional<std::string> at;
};
[[nodiscard]] Exit run_log(const LogCommand& command, Streams& streams);

struct ReplayCommand {
  std::string records;  // a log, or a file of lines
  std::string policy;
  bool facts_required = false;  // a record that cannot be decided again is at fault
  Format format = Format::Text;
};
[[nodiscard]] Exit run_replay(const ReplayCommand& command, Streams& streams);

struct FmtCommand {
  std::vector<std::string> policies;  // "-": from the standard input to the standard output
  bool check = false;                 // only say which differ
};
[[nodiscard]] Exit run_fmt(const FmtCommand& command, Streams& streams);

struct ReplCommand {
  std::string policy;                // empty: none is open at first
  std::optional<std::string> facts;  // a file
};
[[nodiscard]] Exit run_repl(const ReplCommand& command, Streams& streams);

}  // namespace carveout::tool
