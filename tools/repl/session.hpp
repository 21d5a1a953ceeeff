#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/explain.hpp"
#include "carveout/explore.hpp"
#include "question.hpp"
#include "repl/opened_policy.hpp"
#include "repl/typed.hpp"

// A session explores one policy: facts are set and taken back, questions asked, clauses suspended. Text goes in and
// text comes out; a terminal, or a script, is around it. Spec: language/18-repl.
namespace carveout::tool::repl {

struct Appearance {
  std::size_t width = 80;
  Ink ink = Ink::Plain;
};

struct Reply {
  std::string text;  // whole lines, or nothing
  bool good = true;
  bool leave = false;
};

// INVARIANT: a state is whole: the facts fit its policy, and its plan leaves out what is suspended. None is ever
// changed.
struct State {
  std::shared_ptr<const OpenedPolicy> opened;  // null: no policy is open
  std::shared_ptr<const Plan> plan;
  Facts facts;
  std::vector<std::string> suspended;
  std::optional<Date> as_of;
  [[nodiscard]] const CheckedPolicy& policy() const { return *opened->policy(); }
  [[nodiscard]] DecideOptions options() const {
    DecideOptions out;
    out.as_of = as_of;
    return out;
  }
};

class Session;

enum class Completes : std::uint8_t {
  Nothing,
  Facts,
  KnownFacts,
  Asked,
  Clauses,
  Suspended,
  Names,
  Lists,
  Types,
  Scenarios,
  Commands,
  Files
};

struct Command {
  std::string_view name;
  std::string_view arguments;
  std::string_view summary;
  std::string_view help;
  Completes completes;
  bool without_policy;  // it can be run where no policy is open
  Reply (Session::*run)(std::string_view line, std::size_t rest);
};
[[nodiscard]] const std::vector<Command>& commands();

class Session {
 public:
  static constexpr std::size_t kLineBytes = 1u << 20;  // LIMIT: more is a file; `load` reads one
  static constexpr std::size_t kMostSteps = 1'000;     // LIMIT: of what can be undone; a state is small

  explicit Session(const Appearance& appearance);
  ~Session();

  // Opens a policy in the place of the one that is open, keeping the facts that fit it.
  [[nodiscard]] Reply open(const std::string& path);
  // One command, which may have several lines. Whatever it is, what was known before can be had back by `undo`.
  [[nodiscard]] Reply run(std::string_view line);
  void set_width(std::size_t width) noexcept { appearance_.width = width; }

  [[nodiscard]] bool has_policy() const noexcept { return now_.opened != nullptr; }
  [[nodiscard]] bool cannot_be_read() const noexcept { return cannot_be_read_; }
  [[nodiscard]] const State& now() const noexcept { return now_; }
  // An interview is under way: a line is an answer.
  [[nodiscard]] bool is_interviewing() const noexcept { return talk_ != nullptr; }
  // What it asks for now; null where none is.
  [[nodiscard]] const NextQuestion* asked_now() const;

  // The commands. `rest` is where in the line their arguments begin.
  Reply set(std::string_view line, std::size_t rest);
  Reply know(std::string_view line, std::size_t rest);
  Reply unset(std::string_view line, std::size_t rest);
  Reply facts(std::string_view line, std::size_t rest);
  Reply load(std::string_view line, std::size_t rest);
  Reply save(std::string_view line, std::size_t rest);
  Reply use(std::string_view line, std::size_t rest);
  Reply scenario(std::string_view line, std::size_t rest);
  Reply scenarios(std::string_view line, std::size_t rest);
  Reply ask(std::string_view line, std::size_t rest);
  Reply value(std::string_view line, std::size_t rest);
  Reply why(std::string_view line, std::size_t rest);
  Reply trace(std::string_view line, std::size_t rest);
  Reply needs(std::string_view line, std::size_t rest);
  Reply interview(std::string_view line, std::size_t rest);
  Reply change(std::string_view line, std::size_t rest);
  Reply what_if(std::string_view line, std::size_t rest);
  Reply clauses(std::string_view line, std::size_t rest);
  Reply show(std::string_view line, std::size_t rest);
  Reply list(std::string_view line, std::size_t rest);
  Reply type(std::string_view line, std::size_t rest);
  Reply suspend(std::string_view line, std::size_t rest);
  Reply restore(std::string_view line, std::size_t rest);
  Reply as_of(std::string_view line, std::size_t rest);
  Reply undo(std::string_view line, std::size_t rest);
  Reply redo(std::string_view line, std::size_t rest);
  Reply reload(std::string_view line, std::size_t rest);
  Reply open(std::string_view line, std::size_t rest);
  Reply help(std::string_view line, std::size_t rest);
  Reply quit(std::string_view line, std::size_t rest);

 private:
  struct Step {
    State state;
    std::string what;     // the command that left it
    bool moves = false;   // it is that another policy took the place of the one before, or the same was read again
    bool behind = false;  // a policy has been read since it was taken back
  };

  [[nodiscard]] static Reply say(std::string text) { return {std::move(text), true, false}; }
  [[nodiscard]] static Reply refuse(std::string text);
  [[nodiscard]] Colour colour() const { return appearance_.ink == Ink::Coloured ? Colour::Always : Colour::Never; }
  [[nodiscard]] std::string bold(std::string_view text) const;

  [[nodiscard]] Reply dispatch(std::string_view line);
  void commit(State next, std::string_view line);
  [[nodiscard]] std::string moved_into_open_policy(State& state) const;
  [[nodiscard]] Reply give(std::string_view line, std::size_t rest, Verb verb);
  [[nodiscard]] Reply replace_facts(Facts facts, std::optional<Date> as_of, std::string_view line, std::string from);
  // What `suspend` names left out; nothing, with a message, where there is no such clause.
  [[nodiscard]] std::string compile_without(State& state) const;
  [[nodiscard]] Answers answers_of(const State& state, const std::vector<ActionId>& actions,
                                   const std::vector<DefineId>& defines) const;
  [[nodiscard]] AnswerContext context_of(const State& state) const;
  [[nodiscard]] std::string differences(const State& before) const;
  [[nodiscard]] std::string reload_if_changed();
  void look_at(const OpenedPolicy& opened);
  [[nodiscard]] Reply read_again(const std::string& path, std::string_view what);

  [[nodiscard]] std::string not_suspended(const std::string& name, const std::vector<std::string>& suspended) const;
  [[nodiscard]] std::string about(const std::vector<std::string>& words, Asked& asked) const;
  void remember(const std::vector<ActionId>& actions);
  [[nodiscard]] Reply answer(std::string_view line);
  [[nodiscard]] std::string command_in_interview(std::string_view text) const;
  [[nodiscard]] std::string read_answer(std::string_view line, Value& out) const;
  [[nodiscard]] std::string asking() const;
  [[nodiscard]] Reply end_of_interview(std::string_view how);
  [[nodiscard]] std::string suppose(std::string_view line, std::size_t rest, State& other,
                                    std::vector<std::string>& supposed) const;

  Appearance appearance_;
  State now_;
  std::vector<Step> undo_;
  std::vector<Step> redo_;
  std::vector<std::string> asked_;                   // the actions asked about last, by name
  std::map<std::string, OpenedPolicy::Stamp> seen_;  // of the files, when they were looked at last
  std::map<std::string, std::string> saved_;         // what this session wrote into files, which it may write again
  bool cannot_be_read_ = false;
  struct Talk;
  std::unique_ptr<Talk> talk_;  // the interview that is under way
};

// The rest of a line: its words, outside brackets, with commas between or not.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
// Without the quotes around it, where it has some.
[[nodiscard]] std::string unquoted(std::string_view text);
// "`a`, `b` and `c`".
[[nodiscard]] std::string named(const std::vector<std::string>& names);

}  // namespace carveout::tool::repl
