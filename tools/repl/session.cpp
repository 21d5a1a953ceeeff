#include "repl/session.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <new>

#include "diagnostics.hpp"
#include "question.hpp"
#include "repl/facts_text.hpp"
#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t code = -1;
    const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
    if (bytes <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

// The command that a word stands for: its name, or the beginning of one name only.
const Command* command_of(std::string_view word, std::string& problem) {
  std::vector<std::string_view> names;
  std::vector<const Command*> begun;
  if (word == "exit") word = "quit";
  for (const Command& command : commands()) {
    if (command.name == word) return &command;
    names.push_back(command.name);
    if (command.name.substr(0, word.size()) == word) begun.push_back(&command);
  }
  if (begun.size() == 1) return begun.front();
  // `scenario` is the beginning of `scenarios`, and what stands for either is the shorter.
  const auto begins_all = [&](const Command* shortest) {
    return std::all_of(begun.begin(), begun.end(), [&](const Command* other) {
      return other->name.substr(0, shortest->name.size()) == shortest->name;
    });
  };
  const auto shortest = std::find_if(begun.begin(), begun.end(), begins_all);
  if (shortest != begun.end()) return *shortest;
  if (begun.size() > 1) {
    std::string list;
    for (std::size_t i = 0; i < begun.size(); ++i)
      list += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == begun.size() ? " or " : ", ", begun[i]->name);
    problem = fmt::format("`{}` may be {}", safe(word), list);
    return nullptr;
  }
  const std::string_view near = nearest(word, names);
  problem = near.empty()
                ? fmt::format("there is no command `{}`; `help` lists those that there are", safe(cut(word, 40)))
                : fmt::format("there is no command `{}`: did you mean `{}`?", safe(word), near);
  return nullptr;
}

std::string_view outcome_word(const Decision& decision) {
  return outcome_id(decision.outcome);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  long depth = 0;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (depth == 0 && (space || c == ',')) {
      if (!word.empty()) out.push_back(std::exchange(word, {}));
      continue;
    }
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (!space) word += c;
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::string named(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == names.size() ? " and " : ", ", safe(names[i]));
  return out;
}

Reply Session::refuse(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return {std::move(text), false, false};
}

std::string Session::bold(std::string_view text) const {
  return appearance_.ink == Ink::Coloured ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

Reply Session::run(std::string_view line) {
  if (line.size() > kLineBytes)
    return refuse(fmt::format("that is longer than {} bytes; `load FILE` reads facts from a file", kLineBytes));
  if (!is_utf8(line) || line.find('\0') != std::string_view::npos)
    return refuse("that is not text in UTF-8, so nothing was done");
  try {
    if (is_interviewing()) return answer(line);
    return dispatch(line);
  } catch (const std::bad_alloc&) {
    // A state is made aside and takes its place at the end, so the one before is whole.
    return refuse("there is not enough memory for that; nothing was changed");
  }
}

Reply Session::dispatch(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty() || text.front() == '#') return {};
  const auto begin = static_cast<std::size_t>(text.data() - line.data());
  line = line.substr(0, begin + text.size());
  if (text.front() == '=') {
    if (!has_policy()) return refuse("no policy is open; `open FILE` opens one");
    const std::string told_first = reload_if_changed();
    Reply reply = value(line, begin + 1);
    reply.text.insert(0, told_first);
    return reply;
  }
  const std::size_t end = std::min(text.find_first_of(" \t\r\n\"({="), text.size());
  if (end == 0)
    return refuse(fmt::format("a line begins with a command, as `help` lists them; `= {}` works out an expression",
                              safe(cut(text, 40))));
  std::string problem;
  const Command* command = command_of(text.substr(0, end), problem);
  if (command == nullptr) return refuse(std::move(problem));
  if (!command->without_policy && !has_policy()) return refuse("no policy is open; `open FILE` opens one");
  std::size_t rest = begin + end;
  while (rest < line.size() && line[rest] == ' ') ++rest;
  if (command->arguments.empty() && rest < line.size())
    return refuse(fmt::format("`{}` stands alone: nothing was done, for `{}` is more than it takes", command->name,
                              safe(cut(line.substr(rest), 40))));
  // What was known before is had back as it was: `undo` does not take back that the policy was read again just now.
  const bool back = command->name == "undo" || command->name == "redo";
  const std::string told_first = has_policy() && !back ? reload_if_changed() : std::string();
  Reply reply = (this->*command->run)(line, rest);
  reply.text.insert(0, told_first);
  return reply;
}

void Session::commit(State next, std::string_view line) {
  if (undo_.size() == kMostSteps) undo_.erase(undo_.begin());
  // That a policy is read is no change of the facts: what was taken back can be done again in it.
  const bool moves = next.opened != now_.opened;
  if (!moves) redo_.clear();
  for (Step& step : redo_) step.behind = true;
  undo_.push_back({std::move(now_), cut(safe(line), 60), moves, false});
  now_ = std::move(next);
}

// The facts, the date and what is suspended, as far as the policy that is open has a place for them; tells what has
// none. The state stays as it is where it cannot be, and it is told why.
std::string Session::moved_into_open_policy(State& state) const {
  std::string text;
  Carried carried = carry_over(state.policy(), state.facts, now_.policy());
  State moved{now_.opened, nullptr, std::move(carried.facts), {}, state.as_of};
  for (const std::string& path : carried.left_behind)
    text += fmt::format("`{}` has no place in the policy that is open now\n", safe(path));
  for (const std::string& name : state.suspended) {
    Without unused;
    if (find_without(now_.policy(), name, unused).empty())
      moved.suspended.push_back(name);
    else
      text += fmt::format("`{}` is not suspended: it is not in the policy that is open now\n", safe(name));
  }
  if (std::string problem = compile_without(moved); !problem.empty()) return problem;
  state = std::move(moved);
  return text;
}

Reply Session::undo(std::string_view, std::size_t) {
  if (undo_.empty()) return refuse("there is nothing to undo");
  Step step = std::move(undo_.back());
  undo_.pop_back();
  const std::string what = step.what;
  redo_.push_back({std::move(now_), what, step.moves, false});
  now_ = std::move(step.state);
  return say(fmt::format("Undone: {}\n", what));
}

Reply Session::redo(std::string_view, std::size_t) {
  if (redo_.empty()) return refuse("there is nothing to do again: `redo` does what `undo` took back last");
  Step step = std::move(redo_.back());
  redo_.pop_back();
  const std::string what = step.what;
  // Where a policy has been read since, what is done again is done in the one that is open now; that another policy
  // was opened is done again as it was.
  const bool opens_another = step.moves && step.state.opened->path() != now_.opened->path();
  std::string text;
  if (step.behind && !opens_another && step.state.opened != now_.opened) {
    text = moved_into_open_policy(step.state);
    if (step.state.opened != now_.opened) return refuse(text + "it is not done again\n");
  }
  undo_.push_back({std::move(now_), what, step.moves, false});
  now_ = std::move(step.state);
  return say(fmt::format("Done again: {}\n{}", what, text));
}

// --- the policy

std::string Session::compile_without(State& state) const {
  Without without;
  for (const std::string& name : state.suspended) {
    if (std::string problem = find_without(state.policy(), name, without); !problem.empty()) return problem;
  }
  Compiled compiled = compile(state.opened->policy(), without);
  if (!compiled.plan) return render_text(compiled.diagnostics, *state.opened->sources(), colour());
  state.plan = std::move(compiled.plan);
  return {};
}

Reply Session::open(const std::string& path) {
  return read_again(path, "open " + path);
}

Reply Session::open(std::string_view line, std::size_t rest) {
  const std::string path = unquoted(line.substr(rest));
  if (path.empty()) return refuse("which policy? write `open FILE`");
  if (path == "-")
    return refuse("the standard input is where commands come from: `open FILE` takes the name of a file");
  return read_again(path, line);
}

Reply Session::reload(std::string_view line, std::size_t) {
  return read_again(now_.opened->path(), line);
}

// Of a file that was written half when it was seen, the rest is seen at the next command.
std::string Session::reload_if_changed() {
  std::vector<std::string> gone;
  bool changed = false;
  for (OpenedPolicy::Stamp& stamp : now_.opened->stamps()) {
    const auto seen = seen_.find(stamp.file);
    if (seen != seen_.end() && seen->second == stamp) continue;
    if (stamp.there)
      changed = true;
    else
      gone.push_back(stamp.file);
    seen_[stamp.file] = std::move(stamp);
  }
  if (!changed && !gone.empty())
    return fmt::format("{} gone from the disk; the policy stays open as it was read.\n\n",
                       named(gone) + (gone.size() == 1 ? " is" : " are"));
  if (!changed) return {};
  const Reply reply = read_again(now_.opened->path(), "the policy's change");
  return "The policy has changed on disk.\n" + reply.text + '\n';
}

void Session::look_at(const OpenedPolicy& opened) {
  for (OpenedPolicy::Stamp& stamp : opened.stamps()) {
    const std::string file = stamp.file;
    seen_[file] = std::move(stamp);
  }
}

Reply Session::read_again(const std::string& path, std::string_view what) {
  auto opened = std::make_shared<const OpenedPolicy>(path);
  cannot_be_read_ = opened->cannot_be_read();
  if (has_policy() && path == now_.opened->path()) look_at(*opened);
  const std::string kept = has_policy() ? "The policy as it was read before stays open.\n" : "";
  if (!opened->policy()) {
    std::string text = opened->problem() + '\n';
    if (!opened->cannot_be_read()) {
      std::vector<Diagnostic> errors;
      std::copy_if(opened->diagnostics().begin(), opened->diagnostics().end(), std::back_inserter(errors),
                   [](const Diagnostic& d) { return d.severity() == Severity::Error; });
      text = render_text(errors, *opened->sources(), colour());
      text += fmt::format("\n{}\n", summary_of(errors, path));
    }
    return refuse(text + kept);
  }
  State next;
  next.opened = opened;
  next.as_of = now_.as_of;
  Carried carried{no_facts(*opened->policy()), {}};
  if (has_policy()) carried = carry_over(now_.policy(), now_.facts, *opened->policy());
  next.facts = std::move(carried.facts);
  std::string text = fmt::format("{}: {}, {}\n", shown(path), counted(opened->policy()->clauses.size(), "clause"),
                                 counted(opened->policy()->actions.size(), "action"));
  for (const std::string& name : now_.suspended) {
    Without unused;
    if (find_without(*opened->policy(), name, unused).empty())
      next.suspended.push_back(name);
    else
      text += fmt::format("`{}` was suspended, and is not in it any more\n", safe(name));
  }
  if (std::string problem = compile_without(next); !problem.empty()) return refuse(problem + kept);
  for (const std::string& path_left : carried.left_behind)
    text += fmt::format("`{}` has no place in it any more; `undo` brings the old policy and the fact back\n",
                        safe(path_left));
  look_at(*opened);
  if (!has_policy()) {
    now_ = std::move(next);
    return say(std::move(text));
  }
  const State before = now_;
  commit(std::move(next), what);
  return say(text + differences(before));
}

// Of the actions asked about last: what was answered before, and is now.
std::string Session::differences(const State& before) const {
  std::string out;
  for (const std::string& name : asked_) {
    const auto was = before.policy().find_action(name);
    const auto is = now_.policy().find_action(name);
    if (!was || !is) continue;
    const Decision old = decide(*before.plan, before.facts, *was, before.options());
    const Decision fresh = decide(*now_.plan, now_.facts, *is, now_.options());
    if (old.outcome == fresh.outcome) continue;
    out += fmt::format("{}: was {}, is {} now\n", safe(name), outcome_word(old), outcome_word(fresh));
  }
  if (!asked_.empty() && out.empty()) out = "The outcomes asked about last are the same.\n";
  return out;
}

}  // namespace carveout::tool::repl
