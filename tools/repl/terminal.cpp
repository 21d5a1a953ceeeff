#include "repl/terminal.hpp"

#include <fmt/format.h>
#include <histedit.h>
#include <langinfo.h>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "repl/completion.hpp"
#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

constexpr int kKeptLines = 1'000;
constexpr std::size_t kMostListed = 100;  // LIMIT: of completions that are shown at once

// Labels and citations are written in UTF-8, whatever the environment says.
void speak_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

// $XDG_STATE_HOME or ~/.local/state, and carveout/history in it; empty: there is no place for it.
std::string history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state != nullptr && *state == '/')
    folder = state;
  else if (home != nullptr && *home == '/')
    folder = std::filesystem::path(home) / ".local" / "state";
  else
    return {};
  folder /= "carveout";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? std::string() : (folder / "history").string();
}

// The lines typed before, kept across runs. Where they cannot be read or written there are silently none.
class Past {
 public:
  Past() : lines_(history_init()), file_(history_file()) {
    history(lines_, &event_, H_SETSIZE, kKeptLines);
    history(lines_, &event_, H_SETUNIQUE, 1);
    if (!file_.empty()) history(lines_, &event_, H_LOAD, file_.c_str());
  }
  Past(const Past&) = delete;
  Past& operator=(const Past&) = delete;
  ~Past() { history_end(lines_); }

  void add(std::string_view command) {
    if (trimmed(command).empty() || command.size() > 10'000) return;
    std::string line(command);
    // One line is edited as one; what stands in a comment would swallow the rest.
    if (line.find('#') == std::string::npos) std::replace(line.begin(), line.end(), '\n', ' ');
    history(lines_, &event_, H_ENTER, line.c_str());
    if (!file_.empty()) history(lines_, &event_, H_SAVE, file_.c_str());
  }
  [[nodiscard]] History* lines() const noexcept { return lines_; }

 private:
  History* lines_;
  HistEvent event_{};
  std::string file_;
};

// The line editor. libedit calls back with nothing but itself; the one pointer that it keeps leads here.
class Editor {
 public:
  enum class Ended : std::uint8_t { Line, Cancelled, Left };

  Editor(const Session& session, Streams& streams)
      : session_(session), streams_(streams), editor_(el_init("carveout", stdin, stdout, stderr)) {
    if (editor_ == nullptr) return;
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_SIGNAL, 1);
    el_set(editor_, EL_PROMPT, &Editor::prompt);
    el_set(editor_, EL_RPROMPT, &Editor::right_prompt);
    el_set(editor_, EL_HIST, history, past_.lines());
    el_set(editor_, EL_ADDFN, "carveout-complete", "complete the word", &Editor::complete);
    el_set(editor_, EL_ADDFN, "carveout-cancel", "cancel the line", &Editor::cancel);
    el_set(editor_, EL_ADDFN, "carveout-space", "insert a space and say what is due", &Editor::space);
    el_set(editor_, EL_BIND, "^I", "carveout-complete", nullptr);
    el_set(editor_, EL_BIND, "^C", "carveout-cancel", nullptr);
    el_set(editor_, EL_BIND, " ", "carveout-space", nullptr);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_set(editor_, EL_ADDFN, "carveout-suspend", "stop for a while", &Editor::suspend);
    el_set(editor_, EL_BIND, "^Z", "carveout-suspend", nullptr);
    // Ctrl-C is a key while a line is edited, so that it cancels the line and nothing else.
    el_set(editor_, EL_SETTY, "-d", "-isig", nullptr);
  }
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;
  ~Editor() {
    if (editor_ != nullptr) el_end(editor_);
  }

  [[nodiscard]] bool works() const noexcept { return editor_ != nullptr; }

  // A command, which goes on while a bracket or a quote is open.
  Ended read(std::string& command) {
    before_.clear();
    Openness openness;
    for (;;) {
      cancelled_ = false;
      int length = 0;
      const char* line = el_gets(editor_, &length);
      if (line == nullptr || length <= 0) {
        std::fputs(cancelled_ ? "^C\n" : "\n", stdout);
        std::fflush(stdout);
        if (!before_.empty()) past_.add(before_);
        return cancelled_ ? Ended::Cancelled : Ended::Left;
      }
      before_.append(line, static_cast<std::size_t>(length));
      openness.read({line, static_cast<std::size_t>(length)});
      if (openness.is_open() && before_.size() <= Session::kLineBytes) continue;
      if (!before_.empty() && before_.back() == '\n') before_.pop_back();
      past_.add(before_);
      command = std::exchange(before_, {});
      return Ended::Line;
    }
  }

 private:
  static Editor& of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<Editor*>(self);
  }

  // What stands before the cursor, the lines before included.
  [[nodiscard]] std::string typed() const {
    const LineInfo* line = el_line(editor_);
    return before_ + std::string(line->buffer, static_cast<std::size_t>(line->cursor - line->buffer));
  }

  static char* prompt(EditLine* editor) {
    Editor& self = of(editor);
    self.prompt_ = !self.before_.empty() ? "… " : self.session_.is_interviewing() ? "? " : "> ";
    return self.prompt_.data();
  }
  // What is due where the cursor is; cut to half the line, so that it never stands in the way.
  static char* right_prompt(EditLine* editor) {
    Editor& self = of(editor);
    self.right_ = cut(hint(self.session_, self.typed()), self.streams_.out.width() / 2);
    return self.right_.data();
  }

  static unsigned char space(EditLine* editor, int) { return el_insertstr(editor, " ") == 0 ? CC_REFRESH : CC_ERROR; }
  // The editor gives the terminal back, and takes it again when the session goes on.
  static unsigned char suspend(EditLine*, int) {
    std::raise(SIGTSTP);
    return CC_REDISPLAY;
  }
  static unsigned char cancel(EditLine* editor, int) {
    of(editor).cancelled_ = true;
    return CC_EOF;
  }

  static unsigned char complete(EditLine* editor, int) {
    Editor& self = of(editor);
    const std::string typed = self.typed();
    const Completions found = completions(self.session_, typed);
    if (found.words.empty()) return CC_REFRESH_BEEP;
    std::string common = found.words.front();
    for (const std::string& word : found.words) {
      const auto [mine, theirs] = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
      common.erase(mine, common.end());
    }
    const std::string_view given = std::string_view(typed).substr(found.begin);
    if (common.size() > given.size()) {
      const std::string more = common.substr(given.size());
      return el_insertstr(editor, more.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    }
    if (found.words.size() == 1) return CC_REFRESH;
    self.list(found.words);
    return CC_REDISPLAY;
  }

  void list(const std::vector<std::string>& words) const {
    const std::size_t width = streams_.out.width();
    std::size_t widest = 0;
    for (const std::string& word : words) widest = std::max(widest, columns(word));
    const std::size_t across = std::max<std::size_t>(1, width / (widest + 2));
    std::string out = "\n";
    for (std::size_t i = 0; i < std::min(words.size(), kMostListed); ++i) {
      const bool last = i + 1 == words.size() || (i + 1) % across == 0;
      out += safe(words[i]);
      out += last ? std::string("\n") : std::string(widest + 2 - columns(safe(words[i])), ' ');
    }
    if (words.size() > kMostListed) out += fmt::format("… and {} more\n", words.size() - kMostListed);
    std::fputs(out.c_str(), stdout);
    std::fflush(stdout);
  }

  const Session& session_;
  Streams& streams_;
  Past past_;
  EditLine* editor_;
  std::string before_;  // the lines of the command before the one that is edited
  std::string prompt_;
  std::string right_;
  bool cancelled_ = false;
};

}  // namespace

Exit run_terminal(Session& session, Streams& streams) {
  speak_utf8();
  // While something is worked out, which the limits bound, Ctrl-C must not end the session with its facts.
  std::signal(SIGINT, SIG_IGN);
  Editor editor(session, streams);
  if (!editor.works()) {
    complain(streams, "the terminal cannot be used; give the commands on the standard input");
    return Exit::CommandAtFault;
  }
  streams.out.write("`help` lists the commands, Tab completes, Ctrl-D leaves.\n\n");
  streams.out.flush();
  for (;;) {
    std::string command;
    const Editor::Ended ended = editor.read(command);
    if (ended == Editor::Ended::Cancelled) continue;
    if (ended == Editor::Ended::Left) {
      if (!session.is_interviewing()) return Exit::Good;
      command = "stop";  // of the interview alone, so that its answers are kept
    }
    session.set_width(streams.out.width());
    const Reply reply = session.run(command);
    if (!reply.text.empty()) streams.out.write(reply.text + '\n');
    streams.out.flush();
    if (reply.leave || streams.out.error() != 0) return Exit::Good;
  }
}

}  // namespace carveout::tool::repl
