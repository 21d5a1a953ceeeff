#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "commands.hpp"
#include "repl/session.hpp"
#include "repl/terminal.hpp"
#include "repl/text.hpp"

// Runs a session: what is typed on a terminal, or a script from the standard input with a transcript.
namespace carveout::tool {
namespace {

using repl::Reply;
using repl::Session;

constexpr std::string_view kPrompt = "> ";
constexpr std::string_view kAnswer = "? ";
constexpr std::string_view kGoesOn = "… ";

// The lines of the standard input, as they come.
class Lines {
 public:
  // Without its end; nothing where there are no more.
  std::optional<std::string> next() {
    for (;;) {
      const std::size_t end = held_.find('\n', looked_at_);
      if (end != std::string::npos) {
        std::string line = held_.substr(0, end);
        held_.erase(0, end + 1);
        looked_at_ = 0;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        return line;
      }
      looked_at_ = held_.size();
      if (ended_ || !read_more()) break;
    }
    if (held_.empty()) return std::nullopt;
    looked_at_ = 0;
    return std::exchange(held_, {});
  }

 private:
  bool read_more() {
    constexpr std::size_t kStep = 1u << 16;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    const std::size_t before = held_.size();
    held_.resize(before + kStep);
    ssize_t got = 0;
    do {
      got = ::read(STDIN_FILENO, held_.data() + before, kStep);
    } while (got < 0 && errno == EINTR);
    held_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    // LIMIT: what one command may have and a little; the session refuses it, and the rest of the line with it.
    if (held_.size() > 2 * Session::kLineBytes && held_.find('\n') == std::string::npos) held_.resize(before);
    ended_ = got <= 0;
    // Some editors put it at the beginning of a text.
    if (begins_ && (held_.size() >= kByteOrderMark.size() || ended_)) {
      begins_ = false;
      if (held_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) held_.erase(0, kByteOrderMark.size());
    }
    return !ended_;
  }

  std::string held_;
  std::size_t looked_at_ = 0;
  bool begins_ = true;
  bool ended_ = false;
};

std::string shown_line(std::string_view prompt, std::string_view line) {
  return std::string(prompt) + repl::safe_lines(repl::cut(line, 2'000)) + '\n';
}

// A transcript: each command after the prompt, then what it says.
Exit run_script(Session& session, Streams& streams) {
  Lines lines;
  Exit exit = Exit::Good;
  for (std::optional<std::string> line = lines.next(); line; line = lines.next()) {
    std::string command = *line;
    streams.out.write(shown_line(session.is_interviewing() ? kAnswer : kPrompt, *line));
    repl::Openness openness;
    openness.read(*line);
    while (openness.is_open() && command.size() <= Session::kLineBytes) {
      const std::optional<std::string> more = lines.next();
      if (!more) {
        streams.out.write("the text ends where a bracket or a quote is open\n");
        return exit | Exit::PolicyAtFault;
      }
      streams.out.write(shown_line(kGoesOn, *more));
      openness.read(*more);
      command += '\n' + *more;
    }
    const Reply reply = session.run(command);
    if (!reply.good) exit = exit | Exit::PolicyAtFault;
    if (!reply.text.empty()) streams.out.write(reply.text + '\n');
    // Who reads the transcript as it comes sees each answer.
    streams.out.flush();
    if (reply.leave || streams.out.error() != 0) return exit;
  }
  if (session.is_interviewing()) {
    streams.out.write("the text ends in the middle of an interview, which `stop` ends; its answers are not kept\n");
    return exit | Exit::PolicyAtFault;
  }
  return exit;
}

}  // namespace

Exit run_repl(const ReplCommand& command, Streams& streams) {
  const bool terminal = isatty(STDIN_FILENO) == 1 && streams.out.is_terminal();
  if (command.policy == "-") {
    complain(streams, "the standard input is where commands come from: give the policy as a file");
    return Exit::CommandAtFault;
  }
  Session session({streams.out.width(), streams.out.colour() ? Ink::Coloured : Ink::Plain});
  const auto begin = [&](const Reply& reply) {
    (reply.good ? streams.out : streams.err).write(reply.text);
    return reply.good;
  };
  if (!command.policy.empty() && !begin(session.open(command.policy)))
    return session.cannot_be_read() ? Exit::CommandAtFault : Exit::PolicyAtFault;
  if (command.facts && !begin(session.run("load \"" + *command.facts + '"'))) return Exit::CommandAtFault;
  if (!command.policy.empty()) streams.out.write("\n");
  return terminal ? repl::run_terminal(session, streams) : run_script(session, streams);
}

}  // namespace carveout::tool
